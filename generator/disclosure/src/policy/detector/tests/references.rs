//! References, keys and machines.

use super::Table;

pub(super) const TABLE: &[Table] = &[
    (
        "serial-number",
        &[
            ("serial no. AB-4471-09", "AB-4471-09"),
            ("Serial number: 20417", "20417"),
            ("S/N 44-1029", "44-1029"),
            ("Seriennummer 4711-A", "4711-A"),
            ("numéro de série : 4471", "4471"),
            ("серийный номер 44710", "44710"),
        ],
        &[
            "a serial number is asked for",
            "serial 12",
            "the serial offender",
            "NSS No. 20",
            "in a series of 44 reports",
            "serial number of the source",
            "s/n ratio of 3",
            "Nuclear Security Series No. 27-G",
        ],
    ),
    (
        "key-number",
        &[
            ("access code: 4821", "4821"),
            ("key no. 17", "17"),
            ("PIN: 4821", "4821"),
            ("the lock combination 12-34-56", "12-34-56"),
            ("Zugangscode 4711#", "4711"),
            ("sleutelnummer K17", "K17"),
        ],
        &[
            "key findings 2016",
            "a key number of states",
            "PIN codes are not written down",
            "in combination with 12 others",
            "the keys are counted",
            "door 17",
            "code of conduct 2003",
            "keyed in 2016",
            "access codes are changed",
        ],
    ),
    (
        "docket-number",
        &[
            ("our ref: NSD/2019/0412", "NSD/2019/0412"),
            ("Docket No. 50-247", "50-247"),
            ("case number 2019/123", "2019/123"),
            ("Aktenzeichen: 12 K 345/19", "12 K 345/19"),
            ("Kenmerk: 2019-0412", "2019-0412"),
            ("Дело № 12-345/2019", "12-345/2019"),
        ],
        &[
            "in the case of 2016",
            "see ref. 12",
            "reference: INFCIRC/225/Rev.5",
            "our reference: the treaty",
            "file 12",
            "case no. 3",
            "a file of 2019 pages",
            "дело чести",
            "reference 5 and 6",
            "our ref: INFCIRC/869",
        ],
    ),
    (
        "credential",
        &[
            ("password: hunter22", "hunter22"),
            ("Wachtwoord = Geheim-1", "Geheim-1"),
            (
                "-----BEGIN RSA PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----",
            ),
            ("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"),
        ],
        &[
            "a password is asked for",
            "password: required",
            "passwords of 12 characters",
            "-----BEGIN PUBLIC KEY-----",
            "the key is private",
            "AKIA",
        ],
    ),
    (
        "network-address",
        &[
            ("192.168.12.40", "192.168.12.40"),
            ("server 10.20.30.40", "10.20.30.40"),
            ("172.16.0.1:8080", "172.16.0.1:8080"),
            ("10.0.0.0/8", "10.0.0.0/8"),
            ("00:1A:2B:3C:4D:5E", "00:1A:2B:3C:4D:5E"),
        ],
        &[
            "section 10.1.2.3",
            "version 10.4.1",
            "192.168.300.1",
            "8.8.8.8",
            "172.40.1.2",
            "10:20:30:40:50:60",
            "20-05-20-16-30-10",
            "INFCIRC/225",
        ],
    ),
    (
        "file-path",
        &[
            (
                r"C:\Users\jansen\report.docx",
                r"C:\Users\jansen\report.docx",
            ),
            (r"\\server02\plans\site.pdf", r"\\server02\plans\site.pdf"),
            ("/home/jansen/plans", "/home/jansen/plans"),
            ("file:///srv/plans.pdf", "file:///srv/plans.pdf"),
        ],
        &[
            "and/or",
            "https://example.org/home/a",
            "the path a/b",
            "C: a grade",
            "home/office",
            "/homework",
            r"a\b",
        ],
    ),
];
