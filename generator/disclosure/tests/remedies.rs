//! What a message says to do, done: the site then has nothing of the kind.
//!
//! In each text `«wrong⇒mended»` is the place that the message is about, as it is refused and as its help says to write it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests stop where they fail, and read where they like"
)]

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::{Date, date};
use vitrine_disclosure::{Assessor, Diagnostic, SourceTree, assess, disclose};

const TODAY: Date = date(2026, 11, 1);

/// A site that is refused for one thing, and how that is mended.
struct Remedy {
    code: &'static str,
    /// What follows from it.
    also: Option<&'static str>,
    files: Vec<(&'static str, String)>,
}

fn of(code: &'static str, text: impl Into<String>) -> Remedy {
    Remedy {
        code,
        also: None,
        files: vec![("a.md", text.into())],
    }
}

impl Remedy {
    fn also(mut self, code: &'static str) -> Self {
        self.also = Some(code);
        self
    }

    fn with(mut self, path: &'static str, text: impl Into<String>) -> Self {
        self.files.push((path, text.into()));
        self
    }

    /// The site, wrong or mended, with the places that are about it.
    fn site(&self, mended: bool) -> (SourceTree, Vec<(&'static str, Range<usize>)>) {
        let mut tree = SourceTree::new();
        if !self.files.iter().any(|(path, _)| *path == "vitrine.toml") {
            let settings =
                "title = \"A site\"\nportions = \"mark\"\nlanguages = [\"en\", \"fr\"]\n";
            tree.insert("vitrine.toml", settings);
        }
        let mut places = Vec::new();
        for (path, text) in &self.files {
            let mut out = String::new();
            let mut rest = text.as_str();
            while let Some((before, after)) = rest.split_once('«') {
                let (inside, after) = after.split_once('»').unwrap();
                let (wrong, right) = inside.split_once('⇒').unwrap();
                out.push_str(before);
                let start = out.len();
                out.push_str(if mended { right } else { wrong });
                places.push((*path, start..out.len()));
                rest = after;
            }
            out.push_str(rest);
            // A file that is empty is not there.
            if !out.is_empty() {
                tree.insert(*path, out);
            }
        }
        (tree, places)
    }
}

fn found(tree: &SourceTree) -> (bool, Vec<Diagnostic>) {
    let (passes, found) = match disclose(tree, TODAY) {
        Ok(made) => (true, made.warnings().clone()),
        Err(found) => (false, found),
    };
    // Whether assessments are bound is told by every build, and by itself.
    let told = found
        .iter()
        .filter(|one| one.code != "assessment-undigested");
    (passes, told.cloned().collect())
}

fn touch(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start <= b.end && b.start <= a.end
}

#[test]
fn what_a_message_says_to_do_mends_it() {
    let mut wrong = Vec::new();
    let all = remedies();
    for remedy in &all {
        let code = remedy.code;
        let (tree, places) = remedy.site(false);
        let (_, told) = found(&tree);
        let codes: BTreeSet<&str> = told.iter().map(|one| one.code).collect();
        if codes != [code].into_iter().chain(remedy.also).collect() {
            wrong.push(format!("{code}: tells {codes:?}"));
        }
        let at_place = told.iter().any(|one| {
            let own = |(path, range): &(&str, Range<usize>)| {
                // What is missing is told where its file says what it is.
                one.file.as_deref() == Some(*path) && (range.is_empty() || touch(&one.span, range))
            };
            one.code == code && places.iter().any(own)
        });
        if !at_place {
            let told: Vec<_> = told.iter().map(|one| (&one.file, &one.span)).collect();
            wrong.push(format!("{code}: is told of {told:?}, not of {places:?}"));
        }
        if told
            .iter()
            .any(|one| one.help.as_deref().unwrap_or_default().trim().is_empty())
        {
            wrong.push(format!("{code}: does not say what to do"));
        }
        let (passes, told) = found(&remedy.site(true).0);
        if !passes || !told.is_empty() {
            wrong.push(format!("{code}: mended, and still {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let codes: BTreeSet<&str> = all.iter().map(|remedy| remedy.code).collect();
    assert!(codes.len() >= 90, "{} codes", codes.len());
}

fn page(body: &str) -> String {
    format!("---\ntitle: A page\nkind: page\nsensitivity: public\n---\n\n{body}\n")
}

fn fields(fields: &str) -> String {
    format!("---\ntitle: A page\nkind: page\nsensitivity: public\n{fields}\n---\n\nText.\n")
}

fn document(fields: &str) -> String {
    format!(
        "---\ntitle: A text\nkind: document\nsensitivity: public\nsubject: Something\ndiscloses: [general]\n{fields}\n---\n\nText.\n"
    )
}

const MISSION: &str = "---\ntitle: A mission\nid: xa\nkind: mission\nsensitivity: public\ntype: national-policy\nservice: ippas\n---\n";

fn finding(code: &'static str, fields: &str) -> Remedy {
    let text = format!(
        "---\ntitle: A finding\nkind: finding\nsensitivity: public\ntype: national-policy\nmission: xa\ncategory: suggestion\ntext_public: A\nsubject: S\ndiscloses: [general]\nassessment: {{by: A, approved_by: B, on: 2026-01-01, basis: c}}\n{fields}\n---\n"
    );
    of(code, text).with("mission.md", MISSION)
}

fn picture(code: &'static str, more: &str, body: &str) -> Remedy {
    let list =
        format!("attachments: [{{file: a.svg, sensitivity: public, title: A square{more}}}]");
    of(code, fields(&list).replace("Text.", body)).with("a.svg", SQUARE)
}

const SQUARE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\" fill=\"#123456\"/></svg>";
const PUBLIC: &str = "---\ntitle: B\nkind: page\nid: b\nsensitivity: public\n---\n\nText.\n";
const PRIVATE: &str = "---\ntitle: B\nkind: page\nid: b\nsensitivity: restricted\n---\n\nText.\n";
const FRENCH: &str = "---\ntitle: B\nkind: page\nlang: fr\nsensitivity: public\n";
const BY_TWO: &str = "assessment: {by: A, approved_by: B, on: 2026-10-01, basis: C}";

fn remedies() -> Vec<Remedy> {
    [
        headers(),
        texts(),
        portions(),
        gates(),
        relations(),
        site_files(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn headers() -> Vec<Remedy> {
    vec![
        of(
            "sensitivity-missing",
            "---\ntitle: A\nkind: page\n«⇒sensitivity: public\n»---\n\nText.\n",
        ),
        of(
            "sensitivity-unknown",
            "---\ntitle: A\nkind: page\nsensitivity: «publik⇒public»\n---\n\nText.\n",
        ),
        of(
            "title-missing",
            "---\n«⇒title: A\n»kind: page\nsensitivity: public\n---\n\nText.\n",
        ),
        of(
            "kind-missing",
            "---\ntitle: A\n«⇒kind: page\n»sensitivity: public\n---\n\nText.\n",
        ),
        of(
            "kind-unknown",
            "---\ntitle: A\nkind: «pages⇒page»\nsensitivity: public\n---\n\nText.\n",
        ),
        of("key-unknown", fields("«sumary⇒summary»: Words")),
        of("key-duplicate", fields("summary: Words\n«summary: Words⇒»")),
        of("key-draft", fields("«draft: true⇒»")),
        of("value-type", fields("summary: «[one, two]⇒One, two»")),
        of("value-empty", fields("«summary:⇒summary: Words»")),
        of("word-unknown", fields("topics: [«transports⇒transport»]")),
        of("date-invalid", fields("date: «2026-13-01⇒2026-12-01»")),
        of("slug-invalid", fields("slug: «A_Page⇒a-page»")),
        of("state-unknown", fields("state: «QQ⇒NL»")),
        of("language-unknown", fields("lang: «de⇒en»")),
        of(
            "type-missing",
            "---\ntitle: A\nkind: document\nsensitivity: public\n«⇒type: national-policy\n»---\n\nText.\n",
        ),
        of(
            "type-unknown",
            document("type: «national-polices⇒national-policy»"),
        ),
        of("yaml-syntax", fields("summary: «\"Words⇒\"Words\"»")),
        of("yaml-anchor", fields("summary: «&a Words⇒Words»")),
        of("yaml-tag", fields("summary: «!!str Words⇒Words»")),
        of(
            "front-matter-missing",
            "«⇒---\ntitle: A\nkind: page\nsensitivity: public\n---\n\n»Text.\n",
        ),
        of(
            "front-matter-unclosed",
            "---\ntitle: A\nkind: page\nsensitivity: public\n«⇒---\n»\nText.\n",
        ),
        of(
            "byte-order-mark",
            "«\u{FEFF}⇒»---\ntitle: A\nkind: page\nsensitivity: public\n---\n\nText.\n",
        ),
        of(
            "kind-never-public",
            "---\ntitle: A\nkind: decision\nsensitivity: «public⇒restricted»\nid: d\nunits: [a]\ndecided_by: A\nsecond_by: B\non: 2026-10-01\nreason: threat\n---\n\nText.\n",
        ),
        of(
            "dates-order",
            fields("not_before: 2026-10-02\nexpires: «2026-10-01⇒2026-12-01»"),
        ),
    ]
}

fn texts() -> Vec<Remedy> {
    vec![
        of("html-raw", page("A «<b>word</b>⇒**word**».")),
        of("html-comment", page("«<!-- later -->⇒»Text.")),
        of("heading-empty", page("«##⇒## Words»")),
        of(
            "heading-anchor",
            page("## Words «{#Next_Steps}⇒{#next-steps}»"),
        ),
        of(
            "heading-anchor-twice",
            page("## One {#a}\n\n## Two «{#a}⇒{#b}»"),
        ),
        of("heading-attributes", page("## Words «{.wide}⇒»")),
        of(
            "link-empty",
            page("«[](https://example.org/)⇒[Words](https://example.org/)»"),
        ),
        of(
            "link-address",
            page("[Words](«javascript:alert⇒https://example.org/»)"),
        ),
        of(
            "link-title",
            page("[Words](https://example.org/« \"more\"⇒»)"),
        ),
        of(
            "link-anchor",
            page("[Words](«#nothing⇒#there»)\n\n## There {#there}"),
        ),
        of(
            "footnote-twice",
            page("Text[^a].\n\n[^a]: One.\n\n«[^a]: Two.⇒»"),
        ),
        of(
            "footnote-unused",
            page("Text«⇒[^a]».\n\n«[^a]: One.⇒[^a]: One.»"),
        ),
        of(
            "definition-unused",
            page("Text.\n\n«[a]: https://example.org/⇒»"),
        ),
        of("code-empty", page("«```\n```⇒```\ncode\n```»")),
        of("code-language", page("```«{.rust}⇒text»\ncode\n```")),
        of(
            "table-empty",
            page("«| a | b |\n|---|---|⇒| a | b |\n|---|---|\n| c | d |»"),
        ),
        of(
            "text-hidden",
            page("| a | b |\n|---|---|\n| c | d |« e |⇒»"),
        ),
        of(
            "admonition-unclosed",
            page("«:::note\nText.⇒:::note\nText.\n:::»"),
        ),
        of(
            "admonition-crosses",
            page("- item\n\n  «:::note⇒Note.»\n\n1. x\n\n  «:::⇒Words.»"),
        ),
        of("character-forbidden", page("One«\u{200B}⇒»two.")),
        of("telephone", page("Call «+31 70 123 45 67⇒the office».")),
        of("marking-english", page("It says «SECRET⇒nothing».")),
    ]
}

fn portions() -> Vec<Remedy> {
    vec![
        of(
            "portion-near-miss",
            page(
                "A «:restrictd[word]{reason=\"threat\"}⇒:restricted[word]{reason=\"threat\"}» more.",
            ),
        ),
        of(
            "portion-attributes-missing",
            page("A «:restricted[word]⇒:restricted[word]{reason=\"threat\"}» more."),
        ),
        of(
            "portion-attributes-unclosed",
            page("A :restricted[word]«{reason=\"threat\"⇒{reason=\"threat\"}» more."),
        ),
        of("portion-reason-missing", page("A «:restricted[word]{mark}⇒:restricted[word]{reason=\"threat\" mark}» more.")),
        of(
            "portion-reason-unknown",
            page("A :restricted[word]{reason=\"«threats⇒threat»\"} more."),
        ),
        of(
            "portion-reason-quotes",
            page("A :restricted[word]{«reason=threat⇒reason=\"threat\"»} more."),
        ),
        of(
            "portion-attribute-unknown",
            page("A :restricted[word]{reason=\"threat\" «hidden⇒silent»} more."),
        ),
        of(
            "portion-attribute-twice",
            page("A :restricted[word]{reason=\"threat\" mark« mark⇒»} more."),
        ),
        of(
            "portion-unclosed",
            page(
                "«:::restricted{reason=\"threat\"}\n\nText.⇒:::restricted{reason=\"threat\"}\n\nText.\n\n:::\n\nMore.»",
            ),
        ),
        of(
            "portion-nested",
            page(
                ":::restricted{reason=\"threat\"}\n«A :sensitive[word]{reason=\"threat\"}.⇒A word.»\n:::\n\nMore.",
            ),
        ),
        of(
            "portion-level-public",
            page("A «:public[word]{reason=\"threat\"}⇒word» more."),
        ),
        of(
            "portion-backslash",
            page("A :restricted[a«\\⇒» word]{reason=\"threat\"} more."),
        ),
        of("portion-blank-line", page("A :restricted[«a\n\nword⇒a word»]{reason=\"threat\"} more.")).also("portion-near-miss"),
        of("portion-display-missing", page("A «:restricted[word]{reason=\"threat\"}⇒:restricted[word]{reason=\"threat\" silent}» more.")).with("vitrine.toml", "title = \"A site\"\n")
        .with("vitrine.toml", "title = \"A site\"\n"),
        of(
            "portion-silent-blank",
            page("Text.\n«⇒\n»:::restricted{reason=\"threat\" silent}\nText.\n:::\n«⇒\n»More."),
        ),
        of(
            "portion-leaves-nothing",
            page(
                "- «:restricted[word]{reason=\"threat\" silent}⇒:restricted[word]{reason=\"threat\" mark}»\n- more",
            ),
        ),
        of("closer-stray", page("Text.\n\n«:::\n⇒»\nMore.")),
        of(
            "directive-unknown",
            page("Text.\n\n«:::box⇒:::note»\nWords.\n:::"),
        ),
        of(
            "portion-in-field",
            fields("summary: «\"A :restricted[word]{reason=\\\"threat\\\"}\"⇒A word»"),
        ),
    ]
}

fn gates() -> Vec<Remedy> {
    vec![
        of(
            "assessment-missing",
            document("type: policy-explanation«⇒\nassessment: {by: A, on: 2026-10-01, basis: B}»"),
        ),
        of(
            "assessment-future",
            document(
                "type: policy-explanation\nassessment: {by: A, on: «2026-11-02⇒2026-11-01», basis: B}",
            ),
        ),
        of(
            "second-person-missing",
            document(
                "type: security-report/inspection\nform: summary\n«assessment: {by: A⇒assessment: {by: A, approved_by: B», on: 2026-10-01, basis: C}",
            ),
        ),
        of(
            "second-person-same",
            document(
                "type: security-report/inspection\nform: summary\n«assessment: {by: A, approved_by: a⇒assessment: {by: A, approved_by: B», on: 2026-10-01, basis: C}",
            ),
        ),
        of(
            "form-missing",
            document(&format!(
                "type: security-report/inspection«⇒\nform: summary»\n{BY_TWO}"
            )),
        ),
        of(
            "form-not-listed",
            document(&format!(
                "type: security-report/inspection\nform: «full⇒summary»\n{BY_TWO}"
            )),
        ),
        of(
            "form-too-much",
            document("type: national-policy\nform: «title-date⇒full»"),
        ),
        of(
            "type-never-public",
            document(&format!(
                "«type: safeguards-report⇒type: safeguards-report»\n{BY_TWO}«⇒\nexception: {{by: A, approved_by: B, on: 2026-10-01, expires: 2027-01-01, basis: C}}»"
            )),
        ),
        of(
            "completed-on-missing",
            document(
                "type: transport/completed«⇒\ncompleted_on: 2026-10-01»\nform: summary\nassessment: {by: A, on: 2026-10-02, basis: B}",
            ),
        ),
        of(
            "exception-expired",
            document(&format!(
                "type: safeguards-report\n{BY_TWO}\n«exception: {{by: A, approved_by: B, on: 2026-01-01, expires: 2026-10-31⇒exception: {{by: A, approved_by: B, on: 2026-10-31, expires: 2027-10-31», basis: C}}"
            )),
        ),
        of(
            "exception-one-person",
            document(&format!(
                "type: safeguards-report\n{BY_TWO}\n«exception: {{by: A, approved_by: a⇒exception: {{by: A, approved_by: B», on: 2026-01-01, expires: 2027-10-31, basis: C}}"
            )),
        ),
        of(
            "subject-missing",
            format!(
                "---\ntitle: A text\nkind: document\nsensitivity: public\ntype: transport/completed«⇒\nsubject: Something»\ndiscloses: [general]\nform: summary\ncompleted_on: 2026-10-01\n{BY_TWO}\n---\n\nText.\n"
            ),
        ),
        of(
            "discloses-missing",
            format!(
                "---\ntitle: A text\nkind: document\nsensitivity: public\ntype: transport/completed«⇒\ndiscloses: [general]»\nsubject: Something\nform: summary\ncompleted_on: 2026-10-01\n{BY_TWO}\n---\n\nText.\n"
            ),
        ),
        of("finding-not-cleared", finding("", "scope: facility\nstatus: open").files.remove(0).1.replace("sensitivity: public", "sensitivity: «public⇒restricted»")).with("mission.md", MISSION),
        finding(
            "finding-cleared-on",
            "scope: facility\nstatus: cleared«⇒\ncleared_on: 2025-09-01»\nstatus_history: [{status: cleared, on: 2025-09-01, verified_by: regulator}]",
        ),
        finding(
            "finding-history-status",
            "scope: regime\nstatus: «planned⇒open»\nstatus_history: [{status: open, on: 2025-09-01}]",
        ),
        of(
            "mosaic-combined",
            fields("subject: Here\ndiscloses: [route, endpoints«, schedule⇒»]"),
        ),
        of(
            "review-overdue",
            fields("review_by: «2026-01-01⇒2027-01-01»"),
        ),
        of(
            "cell-small",
            document(&format!(
                "type: «inventory-record/national-summary⇒inventory-record/national-summary»\nform: national-totals\n{BY_TWO}"
            ))
            .replace(
                "Text.",
                "| office | sources |\n|---|---|\n| one | «3⇒fewer than 5» |\n| two | 90 |",
            ),
        ),
    ]
}

fn relations() -> Vec<Remedy> {
    let translation =
        |level: &str, rest: &str| FRENCH.replace("public", level) + rest + "---\n\nTexte.\n";
    vec![
        of("link-not-public", page("See «[B](b.md)⇒B».")).with("b.md", PRIVATE),
        of("reference-not-public", fields("«related: [b]⇒»")).with("b.md", PRIVATE),
        of("id-twice", fields("slug: other\nid: b")).with("b.md", PUBLIC.replace("id: b", "id: «b⇒c»")),
        of("address-taken", "---\ntitle: B\nkind: page\nsensitivity: public\n---\n\nText.\n").with("b.md", "---\ntitle: «B⇒A»\nkind: page\nsensitivity: public\n---\n\nText.\n"),
        of("translation-of-nothing", PUBLIC).with("b.fr.md", translation("public", "translation_of: «c⇒b»\n")),
        of("translation-lower", PRIVATE).with("b.fr.md", translation("«partners⇒restricted»", "translation_of: b\n")),
        of("translation-language", PUBLIC).with("b.fr.md", "---\ntitle: C\nkind: page\nlang: «en⇒fr»\nsensitivity: public\ntranslation_of: «b⇒b»\n---\n\nTexte.\n"),
        of("translation-itself", PUBLIC).with("b.fr.md", translation("public", "id: c\ntranslation_of: «c⇒b»\n")),
        of("translation-portions", "---\ntitle: B\nkind: page\nid: b\nsensitivity: public\n---\n\nA :restricted[word]{reason=\"threat\"}.\n")
            .with("b.fr.md", FRENCH.to_owned() + "translation_of: «b⇒b»\n---\n\nUn mot« ⇒ :restricted[mot]{reason=\"threat\"}».\n"),
        of("sensitivity-below-floor", "---\ntitle: A page\nkind: page\nsensitivity: «public⇒restricted»\n---\n\nText.\n").with("_folder.toml", "sensitivity = \"restricted\"\n"),
        of("attachment-missing", fields("attachments: [{file: «b.csv⇒c.csv», sensitivity: public, title: A table}]")).with("c.csv", "a,b\nc,d\n"),
        of("attachment-title-twice", fields("attachments: [{file: b.csv, sensitivity: public, title: A table}, {file: «c.csv⇒c.csv», sensitivity: public, title: A «table⇒list»}]")).with("b.csv", "a,b\nc,d\n").with("c.csv", "a,b\nc,d\n"),
        of("table-formula", fields("attachments: [{file: «c.csv⇒c.csv», sensitivity: public, title: A table}]")).with("c.csv", "a,b\nc,«=⇒»d\n"),
        of("attachment-extension", fields("attachments: [{file: «c.png⇒c.csv», sensitivity: public, title: A table}]")).with("c.png", "a,b\nc,d\n").with("c.csv", "a,b\nc,d\n"),
picture("image-alt", ", alt: Square, checked_by: A", "«![Other](a.svg)⇒![](a.svg)»"),
        picture("picture-unchecked", ", alt: Square«⇒, checked_by: A»", "![](a.svg)"),
        picture("attachment-alt", "«⇒, alt: Square, checked_by: A»", "Text."),
                of("record-of-public", fields("«public_record: {slug: b, title: B, date: 2020, reason: threat}⇒»")),
    ]
}

fn site_files() -> Vec<Remedy> {
    let with =
        |code: &'static str, path: &'static str, text: &str| of(code, PUBLIC).with(path, text);
    vec![
        with(
            "archive-settings",
            "vitrine.toml",
            "title = \"A site\"\n«archive = true\n⇒»",
        ),
        with(
            "settings-missing",
            "vitrine.toml",
            "«⇒title = \"A site\"\n»",
        ),
        with(
            "settings-title",
            "vitrine.toml",
            "«⇒title = \"A site\"\n»portions = \"mark\"\n",
        ),
        with(
            "toml-syntax",
            "vitrine.toml",
            "title = «A site⇒\"A site\"»\n",
        ),
        with(
            "base-url",
            "vitrine.toml",
            "title = \"A site\"\nbase_url = «\"example.org\"⇒\"https://example.org/\"»\n",
        ),
        with(
            "utc-offset",
            "vitrine.toml",
            "title = \"A site\"\nutc_offset = «\"1\"⇒\"+01:00\"»\n",
        ),
        with(
            "language-twice",
            "vitrine.toml",
            "title = \"A site\"\nlanguages = [\"en\", «\"en\"⇒\"fr\"»]\n",
        ),
        with(
            "theme-unknown",
            "vitrine.toml",
            "title = \"A site\"\ntheme = «\"plane\"⇒\"plain\"»\n",
        ),
        with(
            "state-code",
            "vitrine.toml",
            "title = \"A site\"\n[states]\n«Xv⇒XV» = \"Verania\"\n",
        ),
        with(
            "policy-levels",
            "policy.toml",
            "levels = [«\"open\"⇒\"public\"», \"partners\", \"restricted\", \"sensitive\"]\n",
        ),
        with(
            "policy-row",
            "policy.toml",
            "[«row.own-row]\ndefault = \"assess-in-each-case\"\npresumption = \"open\"⇒row.own-row]\ndefault = \"assess-in-each-case\"\npresumption = \"open\"\npublic = \"yes\"»\n",
        ),
        with(
            "detector-seeks",
            "policy.toml",
            "[detector.«own⇒own»]\nwords = [\"heron\"]\nfinds = [\"heron\"]«⇒\nseeks = \"a bird\"»\n",
        ),
        with(
            "detector-example",
            "policy.toml",
            "[detector.own]\nseeks = \"a bird\"\nwords = [\"heron\"]\nfinds = [«\"stork\"⇒\"heron\"»]\n",
        ),
        with(
            "detector-shape",
            "policy.toml",
            "[detector.«own⇒own»]\nseeks = \"a bird\"\nfinds = [\"heron\"]«⇒\nwords = [\"heron\"]»\n",
        ),
        with(
            "detector-name",
            "policy.toml",
            "[detector.«Own⇒own»]\nseeks = \"a bird\"\nwords = [\"heron\"]\nfinds = [\"heron\"]\n",
        ),
        with(
            "detector-pattern",
            "policy.toml",
            "[detector.own]\nseeks = \"a bird\"\npattern = «'h+'⇒'h{1,9}'»\nfinds = [\"heron\"]\n",
        ),
    ]
}

/// Words on a page are read; what a picture on it shows, somebody has to look at.
#[test]
fn pictures_in_documents_are_looked_at() {
    for (name, pictures) in [
        ("imagemagick-jpeg", true),
        ("imagemagick-zip", true),
        ("cairo", false),
    ] {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/attachments/");
        let bytes = std::fs::read(format!("{folder}{name}.pdf")).unwrap();
        let told = |checked: &str| {
            let list = format!(
                "attachments: [{{file: a.pdf, sensitivity: public, title: A file{checked}}}]"
            );
            let (mut tree, _) = of("", fields(&list)).site(false);
            tree.insert("a.pdf", bytes.clone());
            let (passes, told) = found(&tree);
            assert!(passes, "{name}: {told:?}");
            told.iter().map(|one| one.code).collect::<Vec<_>>()
        };
        let expected: &[&str] = if pictures {
            &["picture-unchecked"]
        } else {
            &[]
        };
        assert_eq!(told(""), expected, "{name}");
        assert_eq!(told(", checked_by: Ann Lee"), [""; 0], "{name}");
    }
}

#[test]
fn an_entry_that_is_not_there_is_not_assessed() {
    let assessor = Assessor {
        by: "A",
        approved_by: None,
        on: TODAY,
        basis: "B",
    };
    let site = of("", PUBLIC).site(false).0;
    let not = assess(&site, "b.md", &assessor, TODAY).unwrap_err();
    let told: Vec<_> = not
        .found
        .iter()
        .map(|one| (one.code, one.help.is_some()))
        .collect();
    assert_eq!(told, [("entry-missing", true)]);
}
