//! What the policy asks of an entry: types, assessments, forms, days.

use vitrine_disclosure::{Assessor, SourceTree, assess, disclose};

use crate::case::{Remedy, TODAY, Told, of, site};
use crate::texts::{BY_TWO, MISSION, PUBLIC, document, fields, finding_text};

pub(crate) fn all() -> Vec<Remedy> {
    vec![
        of(
            "assessment-missing",
            document("type: policy-explanation«⇒\nassessment: {by: A, on: 2026-10-01, basis: B}»")
                .replace("sensitivity: public", "sensitivity: ‹public›"),
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
                "type: security-report/inspection\nform: summary\nassessment: ‹{by: A«⇒, approved_by: B», on: 2026-10-01, basis: C}›",
            ),
        ),
        of(
            "second-person-same",
            document(
                "type: security-report/inspection\nform: summary\nassessment: {by: A, approved_by: «a⇒B», on: 2026-10-01, basis: C}",
            ),
        ),
        of(
            "form-missing",
            document(&format!(
                "type: security-report/inspection«⇒\nform: summary»\n{BY_TWO}"
            ))
            .replace("sensitivity: public", "sensitivity: ‹public›"),
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
                "type: ‹safeguards-report›\n{BY_TWO}«⇒\nexception: {{by: A, approved_by: B, on: 2026-10-01, expires: 2027-01-01, basis: C}}»"
            )),
        ),
        of(
            "completed-on-missing",
            document(
                "type: transport/completed«⇒\ncompleted_on: 2026-10-01»\nform: summary\nassessment: {by: A, on: 2026-10-02, basis: B}",
            )
            .replace("sensitivity: public", "sensitivity: ‹public›"),
        ),
        of(
            "exception-expired",
            document(&format!(
                "type: safeguards-report\n{BY_TWO}\nexception: {{by: A, approved_by: B, on: 2026-01-01, expires: «2026-10-31⇒2027-10-31», basis: C}}"
            )),
        ),
        of(
            "exception-one-person",
            document(&format!(
                "type: safeguards-report\n{BY_TWO}\nexception: {{by: A, approved_by: «a⇒B», on: 2026-01-01, expires: 2027-10-31, basis: C}}"
            )),
        ),
        of(
            "subject-missing",
            format!(
                "---\ntitle: A text\nkind: document\nsensitivity: public\ntype: transport/completed«⇒\nsubject: Something»\ndiscloses: ‹[general]›\nform: summary\ncompleted_on: 2026-10-01\n{BY_TWO}\n---\n\nText.\n"
            ),
        ),
        of(
            "discloses-missing",
            format!(
                "---\ntitle: A text\nkind: document\nsensitivity: public\ntype: transport/completed«⇒\ndiscloses: [general]»\nsubject: ‹Something›\nform: summary\ncompleted_on: 2026-10-01\n{BY_TWO}\n---\n\nText.\n"
            ),
        ),
        of(
            "finding-not-cleared",
            finding_text("scope: facility\nstatus: open")
                .replace("sensitivity: public", "sensitivity: «public⇒restricted»"),
        )
        .with("mission.md", MISSION),
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
        bound("assessment-void", "«Other⇒Text»"),
        undigested(),
        of(
            "form-not-partial",
            document(&format!("type: performance-report\nform: «title-date⇒existence»\n{BY_TWO}"))
                .replace("Text.\n", ""),
        ),
        of(
            "public-no-recipient",
            document(&format!("type: ‹own-row›«⇒\nform: summary»\n{BY_TWO}")),
        )
        .with(
            "policy.toml",
            "[row.own-row]\ndefault = \"assess-in-each-case\"\npresumption = \"open\"\npublic = \"yes\"\npartial = [\"summary\"]\nrecipients = [\"operator\"]\n",
        ),
        of(
            "exception-future",
            document(&format!(
                "type: safeguards-report\n{BY_TWO}\nexception: {{by: A, approved_by: B, on: «2027-01-01⇒2026-01-01», expires: 2027-10-31, basis: C}}"
            )),
        ),
        of(
            "guard-attachment",
            document("type: ‹personnel›«⇒\nassessment: {by: A, approved_by: B, on: 2026-10-01, basis: C}»\nattachments: [{file: a.csv, sensitivity: public, title: A table}]"),
        )
        .with("a.csv", "a,b\n10,20\n"),
        of(
            "required-field-missing",
            document("type: national-policy«⇒\nissuer: The office»")
                .replace("sensitivity: public", "sensitivity: ‹public›"),
        )
        .with("policy.toml", "[row.national-policy]\nrequires = [\"issuer\"]\n"),
        of("review-due", fields("review_by: «2026-10-31⇒2027-10-31»"))
            .also("policy-lowered")
            .with("vitrine.toml", "title = \"A site\"\n«review_grace_days = 9\n⇒»"),
        of(
            "cell-recomputable",
            document(&format!("type: ‹inventory-record/national-summary›\nform: national-totals\n{BY_TWO}")).replace(
                "Text.",
                "| office | sources |\n|---|---|\n| one | <5 |\n| two | 90 |\n| total | «93⇒<100» |",
            ),
        ),
        // Behind its value stands what a line of its own would swallow.
        of(
            "assessment-unwritten",
            "‹---›\n«{title: A, kind: page, sensitivity: public}⇒title: A\nkind: page\nsensitivity: public»\n---\n\nText.\n",
        )
        .asked(|tree, _| assessed(tree, "a.md", ("C", "D"))),
        of("assessment-of-nothing", "‹---›\ntitle: A\nkind: page\nsensitivity: «restricted⇒public»\n---\n\nText.\n")
            .asked(|tree, _| assessed(tree, "a.md", ("C", "D"))),
        of("second-person-same", "‹---›\ntitle: A\nkind: page\nsensitivity: public\n---\n\nText.\n").asked(
            |tree, mended| assessed(tree, "a.md", ("C", if mended { "D" } else { "c" })),
        ),
        site("entry-missing").placeless().with("a.md", PUBLIC).asked(|tree, mended| {
            assessed(tree, if mended { "a.md" } else { "b.md" }, ("C", "D"))
        }),
    ]
}

/// An entry that was assessed by the tool, with other words in its body since then.
fn bound(code: &'static str, body: &str) -> Remedy {
    let text = written(&document("type: policy-explanation"));
    let (before, rest) = text.split_once("digest: ").unwrap();
    let (digest, after) = rest.split_once('\n').unwrap();
    let text = format!("{before}digest: ‹{digest}›\n{after}");
    of(code, text.replace("Text", body))
}

/// One that was assessed by hand, and then by the tool.
fn undigested() -> Remedy {
    let tool = written(&document("type: policy-explanation"));
    let hand = document("type: policy-explanation\nassessment: {by: A, on: 2026-10-01, basis: B}");
    site("assessment-undigested")
        .placeless()
        .bytes("a.md", Some(hand.as_bytes()), Some(tool.as_bytes()))
        .asked(|tree, _| match disclose(tree, TODAY) {
            Ok(made) => (true, made.warnings().iter().cloned().collect()),
            Err(found) => (false, found.iter().cloned().collect()),
        })
}

/// The text of an entry once it was assessed.
fn written(text: &str) -> String {
    let mut tree = SourceTree::new();
    tree.insert(
        "vitrine.toml",
        "title = \"A site\"\nportions = \"mark\"\nlanguages = [\"en\", \"fr\"]\n",
    );
    tree.insert("a.md", text);
    let assessor = Assessor {
        by: "A",
        approved_by: Some("B"),
        on: TODAY,
        basis: "C",
    };
    assess(&tree, "a.md", &assessor, TODAY).unwrap().text
}

/// What is told when somebody has an entry assessed.
fn assessed(tree: &SourceTree, path: &str, (by, second): (&str, &str)) -> Told {
    let assessor = Assessor {
        by,
        approved_by: Some(second),
        on: TODAY,
        basis: "C",
    };
    match assess(tree, path, &assessor, TODAY) {
        Ok(_) => (true, Vec::new()),
        Err(not) => (false, not.found.iter().cloned().collect()),
    }
}
