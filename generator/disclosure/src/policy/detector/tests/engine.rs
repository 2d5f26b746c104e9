//! Time, places, and hits that lie over one another.

use std::time::Instant;

use super::super::Detectors;

fn names(text: &str) -> Vec<(String, String)> {
    let hits = Detectors::default().seek(text);
    hits.iter()
        .map(|hit| {
            (
                hit.name.clone(),
                text.get(hit.range.clone()).unwrap().to_owned(),
            )
        })
        .collect()
}

#[test]
fn of_a_family_the_longest_speaks() {
    for (text, name, matched) in [
        ("NATO RESTRICTED", "marking-alliance", "NATO RESTRICTED"),
        ("SECRET DÉFENSE", "marking-french", "SECRET DÉFENSE"),
        ("STG. ZEER GEHEIM", "marking-dutch", "STG. ZEER GEHEIM"),
        (
            "Classification: Secret",
            "marking-label",
            "Classification: Secret",
        ),
        (
            "ＴＯＰ ＳＥＣＲＥＴ",
            "marking-english",
            "ＴＯＰ ＳＥＣＲＥＴ",
        ),
    ] {
        assert_eq!(names(text), [(name.to_owned(), matched.to_owned())]);
    }
}

#[test]
fn hits_that_touch_are_two() {
    assert_eq!(
        names("a\u{202E}\u{200B}b"),
        [
            ("bidirectional-control".to_owned(), "\u{202E}".to_owned()),
            ("invisible-character".to_owned(), "\u{200B}".to_owned()),
        ]
    );
}

#[test]
fn hits_of_several_families_stand_side_by_side() {
    let found = names("SECRET: 12 armed guards at 52.37312, 4.89221, tel. 070-1234567");
    let found: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        found,
        [
            "marking-english",
            "guard-number",
            "coordinates-decimal",
            "telephone"
        ]
    );
}

/// Of a long sentence, what stands near the material counts; letters of any width may stand around it.
#[test]
fn quantity_and_place_count_near_the_material() {
    for filler in [" and", " и ещё", " つ"] {
        let near = filler.repeat(8);
        let far = filler.repeat(80);
        for (text, is_found) in [
            (format!("5 kg{near} plutonium{near} in vault 3"), true),
            (
                format!("{far} 5 kg{near} plutonium{near} in vault 3{far}"),
                true,
            ),
            (format!("5 kg{far} plutonium{near} in vault 3"), false),
            (format!("in vault 3{far} plutonium{near} 5 kg"), false),
            (format!("5 kg{near} plutonium{far} in vault 3"), false),
            (format!("in vault 3{near} plutonium{far} 5 kg"), false),
        ] {
            let found = names(&text);
            assert_eq!(
                found.iter().any(|(name, _)| name == "material-place"),
                is_found,
                "{text}"
            );
        }
    }
}

#[test]
fn what_is_found_twice_has_one_print_and_other_text_another() {
    let hits = Detectors::default().seek("a@b.nl, a@b.nl, ａ@b.nl, c@b.nl");
    let prints: Vec<&str> = hits.iter().map(|hit| hit.print.as_str()).collect();
    assert!(prints.iter().all(|print| super::super::is_print(print)));
    assert!(prints[0] == prints[1] && prints[1] == prints[2] && prints[2] != prints[3]);
}

#[test]
fn ordinary_sentences_have_no_hits() {
    for text in [
        "The mission of 2016 reviewed modules 1, 2 and 5, and made 12 recommendations, 34 suggestions and 9 good practices.",
        "See INFCIRC/225/Rev.5, paragraphs 3.12 to 3.20, and Nuclear Security Series No. 13 (ISBN 978-92-0-111110-4).",
        "On 20 May 2016 (2016-05-20, 20.05.2016) the Board took note of GOV/2014/36-GC(58)/14.",
        "Resolution 1540 (2004) was followed by 1673 (2006), 1810 (2008) and 1977 (2011); see S/RES/1977.",
        "The budget rose by 3.5 % to 1 234 567 890 in 2015-2016, table 4.2, pp. 110-125.",
        "Restricted information stays within the office; secret ballots and confidential advice do too.",
        "Le rapport n° 2016-123 est confidentiel ; la réponse arrive dans les trente jours.",
        "In 1996 Finland had four reactors, 2 × 488 MW and 2 × 860 MW, at two sites.",
        "https://www.example.org/documents/2016/05/20/report-12345.html",
        "U-235 is enriched to between 3 % and 5 %.",
    ] {
        assert_eq!(names(text), vec![], "{text}");
    }
}

/// Time grows with the text, for texts that are made to keep patterns busy: four times the text takes about four times
/// as long, where a search that went back would take sixteen.
#[test]
fn hostile_texts_take_time_that_grows_with_them() {
    let pieces = [
        "1 ",
        "12-",
        "+1 (2",
        "0.0001, ",
        "a@a.",
        "a@",
        "response time ",
        "route ",
        "convoy via ",
        "S E C R ",
        "//",
        "(S//A",
        "1:",
        "00:",
        "uranium 5 kg 5 % at A",
        "our ref: a/",
        "<",
        "\u{202E}",
        "SЕ",
        "NL91 ",
        "C:\\a\\",
        "key no. ",
        "aaaaaaaaaaaaaaaa",
        "9F469V8P",
        "guards ",
        "12 34 56 ",
        "tel ",
    ];
    let detectors = Detectors::default();
    for piece in pieces {
        // The least of three: what else the machine does only adds.
        let time = |size: usize| {
            let text = piece.repeat(size / piece.len());
            let runs = (0..3).map(|_| {
                let start = Instant::now();
                detectors.seek(&text);
                start.elapsed().as_secs_f64()
            });
            runs.fold(f64::INFINITY, f64::min)
        };
        let (small, large) = (time(16_000), time(64_000));
        assert!(
            large < small * 10.0 + 0.3,
            "{piece:?}: {small} s, then {large} s for four times as much"
        );
    }
}
