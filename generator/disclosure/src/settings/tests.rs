//! What settings come to, and what is refused of them, value by value.

use super::*;

/// What a site with a title and these lines is read as, and the codes of what was refused.
fn read(lines: &str) -> (Option<Settings>, Vec<&'static str>) {
    let mut diagnostics = Diagnostics::new();
    let mut source = SourceTree::new();
    source.insert(FILE, lines);
    let settings = Settings::read(&source, &mut diagnostics);
    let codes = diagnostics.iter().map(|one| one.code).collect();
    (settings, codes)
}

fn with_title(lines: &str) -> (Option<Settings>, Vec<&'static str>) {
    read(&format!("title = \"A\"\n{lines}\n"))
}

#[test]
fn a_day_begins_where_the_office_is() {
    for (written, minutes) in [
        ("+00:00", 0),
        ("+05:45", 345),
        ("-03:30", -210),
        ("-12:00", -720),
        ("+14:00", 840),
        ("+09:59", 599),
    ] {
        let lines = format!("title = \"A\"\nutc_offset = \"{written}\"\n");
        let (settings, codes) = read(&lines);
        assert_eq!(codes, [""; 0], "{written}");
        assert_eq!(settings.unwrap().utc_offset, minutes, "{written}");
        let mut source = SourceTree::new();
        source.insert(FILE, lines);
        assert_eq!(utc_offset(&source), minutes, "{written}");
    }
    for written in [
        "+", "05:00", "*05:00", "+5:00", "+05:0", "+005:00", "+05:000", "+05", "+0a:00", "+00:0a",
        "+-1:00", "+01:60", "+14:01", "-12:01", "+99:99",
    ] {
        let (settings, codes) = with_title(&format!("utc_offset = \"{written}\""));
        assert!(
            settings.is_none() && codes == ["utc-offset"],
            "{written}: {codes:?}"
        );
    }
    // Without sound settings the day is that of UTC.
    assert_eq!(utc_offset(&SourceTree::new()), 0);
}

#[test]
fn languages_are_tags() {
    for tag in ["en", "gsw", "pt-BR", "zh-Hant-TW", "de-1996"] {
        let (settings, codes) = with_title(&format!("languages = [\"{tag}\"]"));
        assert_eq!(codes, [""; 0], "{tag}");
        assert_eq!(settings.unwrap().languages, [tag]);
    }
    for tag in [
        "e",
        "engl",
        "En",
        "e1",
        "pt-B",
        "pt-B$R",
        "pt-brasilian",
        "pt-",
        "-BR",
        "pt_BR",
    ] {
        let (settings, codes) = with_title(&format!("languages = [\"{tag}\"]"));
        assert!(
            settings.is_none() && codes == ["language-tag"],
            "{tag}: {codes:?}"
        );
    }
    assert_eq!(with_title("").0.unwrap().languages, ["en"]);
}

#[test]
fn an_index_for_other_clients_is_asked_for() {
    let wanted = |lines: &str| {
        let (settings, codes) = with_title(lines);
        (settings.map(|settings| settings.elasticlunr), codes)
    };
    assert_eq!(wanted(""), (Some(false), vec![]));
    assert_eq!(wanted("[search]"), (Some(false), vec![]));
    assert_eq!(wanted("[search]\nelasticlunr = true"), (Some(true), vec![]));
    assert_eq!(
        wanted("[search]\nelasticlunr = false"),
        (Some(false), vec![])
    );
    for other in ["1", "\"true\"", "\"false\"", "[true]", "2016-01-01"] {
        let said = wanted(&format!("[search]\nelasticlunr = {other}"));
        assert_eq!(said, (None, vec!["value-type"]), "{other}");
    }
}

#[test]
fn a_missing_title_is_told_unless_its_name_is_mistyped() {
    assert_eq!(read("theme = \"plain\"").1, ["settings-title"]);
    assert_eq!(read("titel = \"A\"").1, ["key-unknown"]);
    let mut codes = read("motto = \"A\"").1;
    codes.sort_unstable();
    assert_eq!(codes, ["key-unknown", "settings-title"]);
}

#[test]
fn states_are_those_of_the_standard_and_those_of_the_site() {
    assert_eq!(state_name("NL"), Some("Netherlands"));
    for code in ["XA", "QQ", "nl", ""] {
        assert_eq!(state_name(code), None, "{code}");
    }
    let (settings, _) = with_title("[states]\nXA = \"Verania\"");
    let settings = settings.unwrap();
    assert!(settings.knows_state("XA") && settings.knows_state("NL"));
    assert!(!settings.knows_state("QQ"));
}
