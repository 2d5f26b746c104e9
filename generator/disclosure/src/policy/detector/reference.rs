//! References, keys and machines: what was copied together with a text from where it is not public.

use std::ops::Range;

use super::Case::{Small, Written};
use super::Persons::{One, Two};
use super::digits::digits;
use super::{Family, Seeks, Seen, Shipped, Wakes, always};

pub(super) const RULES: &[Shipped] = &[
    Shipped {
        name: "serial-number",
        family: Family::Reference,
        seeks: "the serial number of a device, a source or a container",
        example: "serial no. AB-4471-09",
        persons: One,
        wakes: Wakes::Words(&[
            "serial",
            "s/n",
            "serienummer",
            "seriennummer",
            "serienr",
            "de serie",
            "серийн",
            "зав.",
            "заводск",
            "asset",
            "inventarnummer",
            "inventarisnummer",
        ]),
        by: Seeks::Patterns(
            Small,
            &[
                r"\b(?:(?:serial (?:numbers?|nos?\.?|nr\.?|#)|s/n|serie(?:n)?nummer|serienr\.?|(?:numéro|n°|no|número) de série|серийный (?:номер|no)|зав(?:одской)?\.? ?(?:no|номер)|asset (?:tag|number|no\.?)|inventar(?:is)?nummer)[ .:#]{0,3}(?:is |: )?)([a-z]{0,8}[ -]?[0-9][a-z0-9]{0,16}(?:[-/.][a-z0-9]{1,16}){0,5})",
            ],
        ),
        holds: token,
    },
    Shipped {
        name: "key-number",
        family: Family::Reference,
        seeks: "the number or the code of a key, a lock or an entrance",
        example: "access code: 4821",
        persons: Two,
        wakes: Wakes::Words(&[
            "key",
            "lock",
            "safe",
            "code",
            "pin",
            "combination",
            "sleutel",
            "schlussel",
            "cle ",
            "llave",
            "ключа",
            "доступа",
            "digicode",
            "acces",
            "zugang",
            "toegang",
        ]),
        by: Seeks::Patterns(
            Small,
            &[
                r"\b(?:key|lock|padlock|safe|locker|seal)[ -](?:no\.?|number|nr\.?|code|#) ?(?:is|:|=|#)? ?([a-z]{0,4}-?[0-9][0-9a-z-]{1,14})\b",
                r"\b(?:access|door|gate|entry|entrance|alarm|disarm|security|lock|safe|vault) (?:code|pin|combination) ?(?:is|:|=|#)? ?([a-z]{0,2}[0-9][0-9a-z#*-]{2,11})\b",
                r"\bpin(?:[ -]?code)? ?(?:is|:|=) ?([0-9]{4,8})\b",
                r"\bcombination (?:is |of )?:? ?([0-9]{1,2}(?:[ -][0-9]{1,2}){2,4})\b",
                r"\b(?:sleutelnummer|toegangscode|schlüssel-?(?:nummer|nr\.?)|zugangscode|numéro de clé|code d'accès|digicode|número de llave|código de acceso|номер ключа|код доступа) ?(?:is|ist|est|es|:|=)? ?([a-z]{0,4}-?[0-9][0-9a-z#*-]{1,14})\b",
            ],
        ),
        holds: always,
    },
    Shipped {
        name: "docket-number",
        family: Family::Reference,
        seeks: "the number of a file, a case or a docket",
        example: "our ref: NSD/2019/0412",
        persons: One,
        wakes: Wakes::Words(&[
            "docket",
            "case",
            "file",
            "dossier",
            "ref",
            "aktenzeichen",
            "geschaftszeichen",
            "az.",
            "az:",
            "kenmerk",
            "zaaknummer",
            "expediente",
            "дело",
            "исх",
            "вх",
            "registry",
        ]),
        by: Seeks::Patterns(
            Small,
            &[
                r"\b(?:docket|case|file|registry|dossier) ?(?:nos?\.?|numbers?|nr\.?|#|ref(?:erence)?\.?|n°) ?[:#]? ?([a-z]{0,8}[-/. ]?[0-9][a-z0-9]{0,10}(?:[-/.][a-z0-9]{1,10}){0,5})",
                r"\b(?:our|your|notre|votre|ons|uw|unser|ihr|nuestra|su) (?:ref(?:erence|érence|erentie|erenz|erencia)?|kenmerk|zeichen)\.? ?[:#] ?([a-z0-9]{1,12}(?:[-/. ][a-z0-9]{1,12}){1,6})",
                r"\b(?:aktenzeichen|geschäftszeichen|az\.?|kenmerk|zaaknummer|dossiernummer|numéro de dossier|(?:número de )?expediente)(?: ?(?:nr|no|n°)\.?)? ?[:#] ?([a-z0-9]{1,12}(?:[-/. ][a-z0-9]{1,12}){1,6})",
                r"(?:\b(?:уголовное )?дело|\bисх\.?|\bвх\.?) ?(?:no|n) ?([a-zа-я]{0,6}-?[0-9][a-zа-я0-9]{0,10}(?:[-/.][a-zа-я0-9]{1,10}){0,5})",
            ],
        ),
        holds: docket,
    },
    Shipped {
        name: "credential",
        family: Family::Reference,
        seeks: "a password or a secret key",
        example: "password: hunter22",
        persons: Two,
        wakes: Wakes::Words(&[
            "password",
            "passwd",
            "passphrase",
            "passwort",
            "kennwort",
            "wachtwoord",
            "mot de passe",
            "contrasena",
            "пароль",
            "private key",
            "akia",
            "eyj",
            "api key",
            "api-key",
            "api_key",
            "apikey",
        ]),
        by: Seeks::Patterns(
            Written,
            &[
                r"(?i)\b(?:password|passwd|passphrase|passwort|kennwort|wachtwoord|mot de passe|contraseña|пароль|api[ _-]?key) ?[:=] ?(\S{4,60})",
                r"(-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----)",
                r"\b(AKIA[0-9A-Z]{16})\b",
                r"\b(eyJ[A-Za-z0-9_-]{10,80}\.eyJ[A-Za-z0-9_-]{10,80}\.[A-Za-z0-9_-]{10,80})",
            ],
        ),
        holds: |seen| {
            let hit = seen.hit();
            let word = hit
                .trim_end_matches(['.', ',', ';', ')', '"'])
                .chars()
                .all(char::is_alphabetic);
            seen.when(!word)
        },
    },
    Shipped {
        name: "network-address",
        family: Family::Reference,
        seeks: "the address of a machine in an inner network",
        example: "192.168.12.40",
        persons: Two,
        wakes: Wakes::Words(&["10.", "192.168.", "172.", "-", ":"]),
        by: Seeks::Patterns(
            Small,
            &[
                r"(192\.168\.[0-9]{1,3}\.[0-9]{1,3}(?:/[0-9]{1,2}|:[0-9]{2,5})?)",
                r"(172\.(?:1[6-9]|2[0-9]|3[01])\.[0-9]{1,3}\.[0-9]{1,3}(?:/[0-9]{1,2}|:[0-9]{2,5})?)",
                r"\b(?:ip|host|server|address|adres|adresse|router|gateway|camera|plc)\b[ a-z]{0,15}[:=]? ?(10\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}(?:/[0-9]{1,2}|:[0-9]{2,5})?)",
                r"(10\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}(?:/[0-9]{1,2}|:[0-9]{2,5}))",
                r"\b([0-9a-f]{2}(?::[0-9a-f]{2}){5}|[0-9a-f]{2}(?:-[0-9a-f]{2}){5})\b",
            ],
        ),
        holds: machine,
    },
    Shipped {
        name: "file-path",
        family: Family::Reference,
        seeks: "the path of a file on somebody's machine",
        example: r"C:\Users\jansen\report.docx",
        persons: One,
        wakes: Wakes::Words(&[":\\", "\\\\", "/home/", "/users/", "file:///"]),
        by: Seeks::Patterns(
            Small,
            &[
                r#"\b([a-z]:\\[^\\/:*?"<>|]{1,40}(?:\\[^\\/:*?"<>| ]{1,40}){1,4})"#,
                r#"(\\\\[a-z0-9_.-]{2,40}(?:\\[^\\/:*?"<>| ]{1,40}){1,4})"#,
                r"((?:/home|/users)/[a-z][a-z0-9._-]{1,30}/[a-z0-9._-]{1,80})",
                r"(file:///[^ ]{3,120})",
            ],
        ),
        holds: always,
    },
];

/// Something that names one thing: it has a digit or two, and some length.
fn token(seen: &Seen<'_>) -> Option<Range<usize>> {
    let hit = seen.hit();
    let touched = seen.after().starts_with(|c: char| c.is_alphanumeric());
    seen.when(!touched && hit.chars().count() >= 3 && digits(hit).len() >= 2)
}

/// Series of public documents, whose numbers are meant to be cited.
const PUBLIC: &[&str] = &[
    "infcirc", "gov/", "gc(", "gc/", "nss", "ssr", "gsr", "s/res", "a/res", "unscr", "eur", "iso",
    "iec", "doi", "isbn", "issn", "rfc", "nureg", "tecdoc", "iaea", "com(", "com/", "ecli",
];

/// The number of a file: two digits and a sign between its parts, or four digits; and no public series.
fn docket(seen: &Seen<'_>) -> Option<Range<usize>> {
    let hit = seen.hit();
    let number = digits(hit).len();
    let parts = hit.contains(['/', '-', '.', ' ']);
    let public = PUBLIC.iter().any(|series| hit.starts_with(series));
    let touched = seen.after().starts_with(|c: char| c.is_alphanumeric());
    seen.when(!touched && !public && ((parts && number >= 3) || number >= 4))
}

/// An address of numbers up to 255; neither part of a longer one nor a number of a section.
fn machine(seen: &Seen<'_>) -> Option<Range<usize>> {
    let hit = seen.hit();
    let numbers = hit.split(['/', ':']).next().unwrap_or_default();
    let sane = !hit.contains('.') || numbers.split('.').all(|part| part.parse::<u8>().is_ok());
    let mac = hit.contains('.') || {
        // Six equal pairs, or days in a row, are no address.
        hit.contains(|c: char| c.is_ascii_alphabetic())
            && hit.contains(|c: char| c.is_ascii_digit())
    };
    seen.when(sane && mac && seen.stands_alone())
}
