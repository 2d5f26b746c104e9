//! Settings, floors and policies that must be refused, and files that nobody asked for.

mod common;

use common::{Case, drawn};

const ENTRY: &str = "---\ntitle: A page\nkind: page\nsensitivity: public\n---\nSECRETWORD\n";

fn settings(name: &str, codes: &'static str, lines: &str) -> Case {
    Case::new(name, codes, ENTRY).file("vitrine.toml", format!("title = \"A site\"\n{lines}\n"))
}

fn policy(name: &str, codes: &'static str, lines: &str) -> Case {
    Case::new(name, codes, ENTRY).file("policy.toml", lines)
}

fn floor(name: &str, codes: &'static str, lines: &str) -> Case {
    Case::new(name, codes, ENTRY).file("in/_folder.toml", lines)
}

#[test]
fn settings_of_a_site() {
    insta::assert_snapshot!(drawn([
        Case::new("a typo in the title's name", "key-unknown", ENTRY)
            .file("vitrine.toml", "«titel» = \"SECRETWORD\"\n"),
        Case::new("no title", "settings-title", ENTRY)
            .file("vitrine.toml", "«»portions = \"mark\"\n"),
        Case::new("an empty title", "value-type", ENTRY).file("vitrine.toml", "title = «\" \"»\n"),
        Case::new("a title that is a number", "value-type", ENTRY)
            .file("vitrine.toml", "title = «2016»\n"),
        Case::new("a byte order mark", "byte-order-mark", ENTRY)
            .file("vitrine.toml", "«\u{feff}»title = \"A\"\n"),
        Case::new("not UTF-8", "encoding", ENTRY).file("vitrine.toml", "title = \"A«␦»\"\n"),
        settings("not TOML", "toml-syntax", "theme«:» plain"),
        settings("a name twice", "key-duplicate", "«title» = \"SECRETWORD\""),
        settings(
            "an escape that turns text round",
            "character-forbidden",
            "theme = «\"pl\\u202Eain\"»"
        ),
        settings(
            "text turned round",
            "character-forbidden",
            "theme = \"pl«\u{202e}»ain\""
        ),
        settings("a typo", "key-unknown", "«langauges» = [\"en\"]"),
        settings("an unknown name", "key-unknown", "«SECRETWORD» = 1"),
        settings("a capital", "key-unknown", "«Theme» = \"plain\""),
        settings(
            "one language as a word",
            "value-type",
            "languages = «\"en\"»"
        ),
        settings("no language", "value-type", "languages = «[]»"),
        settings(
            "a language in words",
            "language-tag",
            "languages = [«\"English\"»]"
        ),
        settings(
            "a language in capitals",
            "language-tag",
            "languages = [«\"EN\"»]"
        ),
        settings(
            "a language with a line",
            "language-tag",
            "languages = [«\"pt_BR\"»]"
        ),
        settings(
            "a language that is a path",
            "language-tag",
            "languages = [\"en\", «\"../fr\"»]"
        ),
        settings(
            "a language that is a number",
            "value-type",
            "languages = [«1»]"
        ),
        settings(
            "a language twice",
            "language-twice",
            "languages = [\"en\", «\"en\"»]"
        ),
        settings(
            "an address without a scheme",
            "base-url",
            "base_url = «\"www.example.org\"»"
        ),
        settings(
            "an address of another scheme",
            "base-url",
            "base_url = «\"ftp://example.org/\"»"
        ),
        settings(
            "an address with a question",
            "base-url",
            "base_url = «\"https://example.org/?a=SECRETWORD\"»"
        ),
        settings(
            "an address with a name and a password",
            "base-url",
            "base_url = «\"https://a:SECRETWORD@example.org/\"»"
        ),
        settings(
            "an address that is a truth value",
            "value-type",
            "base_url = «true»"
        ),
        settings(
            "an unknown theme",
            "theme-unknown",
            "theme = «\"SECRETWORD\"»"
        ),
        settings(
            "a theme out of the site",
            "theme-unknown",
            "theme = «\"../plain\"»"
        ),
        settings(
            "a theme that is a list",
            "value-type",
            "theme = «[\"plain\"]»"
        ),
        settings(
            "portions that are both",
            "word-unknown",
            "portions = «\"both\"»"
        ),
        settings(
            "portions with a capital",
            "word-unknown",
            "portions = «\"Mark\"»"
        ),
        settings(
            "portions that are a truth value",
            "value-type",
            "portions = «true»"
        ),
        settings(
            "an offset in words",
            "utc-offset",
            "utc_offset = «\"Europe/Amsterdam\"»"
        ),
        settings(
            "an offset without a sign",
            "utc-offset",
            "utc_offset = «\"01:00\"»"
        ),
        settings(
            "an offset without minutes",
            "utc-offset",
            "utc_offset = «\"+1\"»"
        ),
        settings(
            "an offset of two days",
            "utc-offset",
            "utc_offset = «\"+48:00\"»"
        ),
        settings(
            "an offset behind the last zone",
            "utc-offset",
            "utc_offset = «\"+14:30\"»"
        ),
        settings(
            "an offset that is a number",
            "value-type",
            "utc_offset = «1»"
        ),
        settings(
            "days in words",
            "value-type",
            "review_grace_days = «\"30\"»"
        ),
        settings("days below zero", "value-type", "review_grace_days = «-1»"),
        settings(
            "an unknown release",
            "word-unknown",
            "release = «\"SECRETWORD\"»"
        ),
        settings(
            "a release that is a truth value",
            "value-type",
            "release = «true»"
        ),
        settings(
            "states that are a list",
            "value-type",
            "states = «[\"XA\"]»"
        ),
        settings(
            "a state in small letters",
            "state-code",
            "[states]\n«xa» = \"Verania\""
        ),
        settings(
            "a code that is nobody's",
            "state-code",
            "[states]\n«QQ» = \"SECRETWORD\""
        ),
        settings(
            "a state of three letters",
            "state-code",
            "[states]\n«VER» = \"Verania\""
        ),
        settings(
            "a state without a name",
            "value-type",
            "[states]\nXA = «\"\"»"
        ),
        settings(
            "search settings that are a word",
            "value-type",
            "search = «\"elasticlunr\"»"
        ),
        settings(
            "an unknown search setting",
            "key-unknown",
            "[search]\n«elasticlunar» = true"
        ),
        settings(
            "a search setting between quotes",
            "value-type",
            "[search]\nelasticlunr = «\"true\"»"
        ),
        settings(
            "an archive that was unpacked",
            "archive-unpacked",
            "«[archive]»\nformat = 1\nas_of = \"2026-01-01\""
        ),
        settings(
            "an archive of another version",
            "archive-format",
            "«[archive]»\nformat = 2\nas_of = \"2026-01-01\""
        ),
    ]));
}

#[test]
fn files_and_floors() {
    let entry = |path: &str, level: &str| {
        (
            path.to_owned(),
            ENTRY.replace("sensitivity: public", &format!("sensitivity: {level}")),
        )
    };
    let public = entry("in/b.md", "«public»").1;
    insta::assert_snapshot!(drawn([
        floor(
            "an unknown level",
            "sensitivity-unknown",
            "sensitivity = «\"secret\"»"
        ),
        floor(
            "a typo in the level",
            "sensitivity-unknown",
            "sensitivity = «\"restrictd\"»"
        ),
        floor(
            "a capital",
            "sensitivity-unknown",
            "sensitivity = «\"Restricted\"»"
        ),
        floor(
            "a level without quotes",
            "toml-syntax",
            "sensitivity = «restricted»"
        ),
        floor(
            "a level that is a list",
            "value-type",
            "sensitivity = «[\"restricted\"]»"
        ),
        floor("an empty level", "value-type", "sensitivity = «\"\"»"),
        floor(
            "a typo in the name",
            "key-unknown",
            "«sensitivty» = \"restricted\""
        ),
        floor("nothing", "sensitivity-missing", "«»# nothing\n"),
        floor(
            "another name",
            "key-unknown",
            "sensitivity = \"restricted\"\n«owner» = \"SECRETWORD\""
        ),
        floor(
            "the level twice",
            "key-duplicate",
            "sensitivity = \"restricted\"\n«sensitivity» = \"public\""
        ),
        floor(
            "a public entry below it",
            "sensitivity-below-floor",
            "sensitivity = \"partners\""
        )
        .file("in/b.md", public.replace("A page", "B")),
        floor(
            "a public entry in a folder below it",
            "sensitivity-below-floor",
            "sensitivity = \"sensitive\""
        )
        .file("in/deep/b.md", public.replace("A page", "B"))
        .file("in/deep/_folder.toml", "sensitivity = \"public\""),
        Case::new(
            "a floor below which the top lies",
            "sensitivity-below-floor",
            ENTRY.replace("sensitivity: public", "sensitivity: «public»")
        )
        .file("_folder.toml", "sensitivity = \"restricted\""),
        Case::new(
            "a floor that nobody has read",
            "sensitivity-below-floor",
            ENTRY
        )
        .unread("in/_folder.toml")
        .file("in/b.md", public.replace("A page", "B")),
        Case::new("an entry that nobody has read", "file-unread", ENTRY)
            .unread("b.md")
            .file("b.md", "«»"),
        Case::new("a policy that nobody has read", "file-unread", ENTRY)
            .unread("policy.toml")
            .file("policy.toml", "«»"),
        Case::new(
            "a floor that nobody can read, and a public entry",
            "toml-syntax sensitivity-below-floor",
            ENTRY
        )
        .file("in/_folder.toml", "sensitivity = «restricted»")
        .file("in/b.md", public.replace("A page", "B")),
        Case::new("a note beside the entries", "file-unknown", ENTRY)
            .file("_notes.txt", "«»SECRETWORD"),
        Case::new(
            "an entry whose name begins with a line",
            "file-unknown",
            ENTRY
        )
        .file("_other.md", format!("«»{}", ENTRY.replace("A page", "B"))),
        Case::new("another settings file", "file-unknown", ENTRY)
            .file("notes.toml", "«»a = \"SECRETWORD\""),
        Case::new("the settings in another folder", "file-unknown", ENTRY)
            .file("in/vitrine.toml", "«»title = \"SECRETWORD\""),
        Case::new("the policy in another folder", "file-unknown", ENTRY)
            .file("in/policy.toml", "«»a = \"SECRETWORD\""),
        Case::new("the floor in capitals", "file-unknown", ENTRY)
            .file("in/_FOLDER.TOML", "«»sensitivity = \"SECRETWORD\""),
        Case::new("a floor of another kind", "file-unknown", ENTRY)
            .file("in/_folder.yaml", "«»sensitivity: SECRETWORD"),
        Case::new(
            "an entry without front matter",
            "front-matter-missing",
            ENTRY
        )
        .file("README.md", "«SECRETWORD»\n"),
        Case::new(
            "an entry whose name ends in capitals",
            "front-matter-missing",
            ENTRY
        )
        .file("README.MD", "«SECRETWORD»\n"),
    ]));
}

#[test]
fn policies() {
    insta::assert_snapshot!(drawn([
        policy("not TOML", "toml-syntax", "levels«:» SECRETWORD"),
        policy("a typo", "key-unknown", "«reason» = {a = \"SECRETWORD\"}"),
        policy("an unknown part", "key-unknown", "«SECRETWORD» = 1"),
        policy("one level", "policy-levels", "levels = «[\"public\"]»"),
        policy(
            "levels without public",
            "policy-levels",
            "levels = «[\"open\", \"closed\"]»"
        ),
        policy(
            "levels in another order",
            "policy-levels",
            "levels = «[\"restricted\", \"public\"]»"
        ),
        policy(
            "a level with a capital",
            "policy-levels",
            "levels = «[\"public\", \"Secret\"]»"
        ),
        policy(
            "a level twice",
            "policy-levels",
            "levels = «[\"public\", \"secret\", \"secret\"]»"
        ),
        policy(
            "levels that are a word",
            "value-type",
            "levels = «\"public\"»"
        ),
        policy(
            "a level that is nearly public",
            "policy-levels",
            "levels = «[\"public\", \"publik\"]»"
        ),
        policy(
            "a level that is an admonition",
            "policy-levels",
            "levels = «[\"public\", \"note\"]»"
        ),
        policy(
            "a level that is the mark",
            "policy-levels",
            "levels = «[\"public\", \"withheld\"]»"
        ),
        policy(
            "reasons that are a list",
            "value-type",
            "reasons = «[\"SECRETWORD\"]»"
        ),
        policy(
            "a reason without words",
            "policy-reason",
            "[reasons]\n«weather» = \"\""
        ),
        policy(
            "a reason with a space",
            "policy-reason",
            "[reasons]\n«\"bad weather\"» = \"SECRETWORD\""
        ),
        policy(
            "a reason that is built in",
            "policy-reason",
            "[reasons]\n«threat» = \"SECRETWORD\""
        ),
        policy(
            "a rule with an unknown word",
            "word-unknown",
            "[row.national-policy]\ndefault = «\"SECRETWORD\"»"
        ),
        policy(
            "a rule with an unknown form",
            "word-unknown",
            "[row.national-policy]\npartial = [«\"SECRETWORD\"»]"
        ),
        policy(
            "a rule with one recipient as a word",
            "value-type",
            "[row.national-policy]\nrecipients = «\"public\"»"
        ),
        policy(
            "a rule with an unknown part",
            "key-unknown",
            "[row.national-policy]\n«SECRETWORD» = 1"
        ),
        policy(
            "a row of one's own that says too little",
            "policy-row",
            "[row.«own-row»]\ndefault = \"not-sensitive\""
        ),
        policy(
            "a row with a space",
            "policy-row",
            "[row.«\"own row\"»]\ndefault = \"not-sensitive\""
        ),
        policy(
            "a row that is a word",
            "value-type",
            "[row]\n«national-policy» = \"SECRETWORD\""
        ),
        policy("rows that are a list", "value-type", "row = «[]»"),
        policy(
            "detectors as a list",
            "key-unknown",
            "[[«detectors»]]\npattern = \"SECRETWORD\""
        ),
        policy(
            "a detector that is a list",
            "value-type",
            "detector = «[\"SECRETWORD\"]»"
        ),
    ]));
}

/// A detector of one's own, with these lines.
fn own(name: &str, codes: &'static str, lines: &str) -> Case {
    policy(
        name,
        codes,
        &format!("[detector.own]\nseeks = \"x\"\n{lines}\n"),
    )
}

#[test]
fn detectors() {
    insta::assert_snapshot!(drawn([
        policy("a word", "value-type", "[detector]\nemail = «\"off\"»"),
        policy("a typo", "key-unknown", "[detector.email]\n«of» = true"),
        policy(
            "off in words",
            "value-type",
            "[detector.email]\noff = «\"yes\"»"
        ),
        policy(
            "no persons",
            "value-type",
            "[detector.email]\npersons = «0»"
        ),
        policy(
            "a shipped one with words",
            "detector-shipped",
            "[detector.email]\n«words» = [\"SECRETWORD\"]"
        ),
        policy(
            "a shipped one, misspelt",
            "detector-unknown",
            "[detector.«emial»]\noff = true"
        ),
        policy(
            "no shipped one",
            "detector-unknown",
            "[detector.spelling]\n«off» = true"
        ),
        policy(
            "a name with a space",
            "detector-name",
            "[detector.«\"own one\"»]\nseeks = \"x\"\nwords = [\"a\"]\nfinds = [\"a\"]"
        ),
        policy(
            "not what it seeks",
            "detector-seeks",
            "[detector.«own»]\nwords = [\"a\"]\nfinds = [\"a\"]"
        ),
        policy(
            "nothing to seek",
            "detector-shape",
            "[detector.«own»]\nseeks = \"x\"\nfinds = [\"a\"]"
        ),
        policy(
            "no example",
            "detector-example",
            "[detector.«own»]\nseeks = \"x\"\nwords = [\"a\"]"
        ),
        own(
            "both",
            "detector-shape",
            "«words» = [\"a\"]\npattern = \"a\"\nfinds = [\"a\"]"
        ),
        own(
            "an example that is not found",
            "detector-example",
            "words = [\"a\"]\nfinds = [\"a\", «\"SECRETWORD\"»]"
        ),
        own(
            "capitals that count",
            "detector-example",
            "words = [\"Ab\"]\ncapitals = true\nfinds = [«\"AB\"»]"
        ),
        own(
            "an example that should pass",
            "detector-example",
            "words = [\"a\"]\nfinds = [\"a\"]\npasses = [«\"a b\"»]"
        ),
        own(
            "an unknown part",
            "key-unknown",
            "words = [\"a\"]\nfinds = [\"a\"]\n«regex» = \"SECRETWORD\""
        ),
        own(
            "one word, not a list",
            "value-type",
            "words = «\"a\"»\nfinds = [\"a\"]"
        ),
        own("no words", "value-type", "words = «[]»\nfinds = [\"a\"]"),
        own(
            "an empty word",
            "value-type",
            "words = [«\" \"»]\nfinds = [\"a\"]"
        ),
        own(
            "an open bracket",
            "detector-pattern",
            "pattern = «'SECRETWORD('»\nfinds = [\"a\"]"
        ),
        own(
            "look-around",
            "detector-pattern",
            "pattern = «'(?<=a)b'»\nfinds = [\"ab\"]"
        ),
        own(
            "no end",
            "detector-pattern",
            "pattern = «'a+'»\nfinds = [\"a\"]"
        ),
        own(
            "nothing at all",
            "detector-pattern",
            "pattern = «'a?'»\nfinds = [\"a\"]"
        ),
        own(
            "very long texts",
            "detector-pattern",
            "pattern = «'[a-z]{500}'»\nfinds = [\"a\"]"
        ),
        own(
            "much memory",
            "detector-pattern",
            "pattern = «'(?:\\p{L}{1,40}){1,2}'»\nfinds = [\"a\"]"
        ),
        own("a number", "value-type", "pattern = «12»\nfinds = [\"a\"]"),
        own(
            "capitals in words",
            "value-type",
            "capitals = «\"yes\"»\nwords = [\"a\"]\nfinds = [\"a\"]"
        ),
    ]));
}
