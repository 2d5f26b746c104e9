//! Variations of small sites, with a generator that keeps its promise and with some that do not.

use super::*;

const PUBLIC: &str = "---\ntitle: About\nkind: page\nsensitivity: public\ninternal: {note: desk}\n---\n\nSee :restricted[the fence]{reason=\"threat\" mark} here.\n\n:::sensitive{reason=\"personnel\" mark}\nGuards.\n:::\n";
const SECRET: &str = "+++\ntitle = \"Fence\"\nkind = \"page\"\nsensitivity = \"restricted\"\n[internal]\nnote = \"x\"\n+++\n\nThe fence is low.\n";
const RECORD: &str = "---\ntitle: Roster\nkind: page\nsensitivity: sensitive\npublic_record:\n  slug: roster\n  title: A roster\n  date: 2024\n  reason: personnel\n---\n\nNames.\n";

fn tree(files: &[(&str, &str)]) -> SourceTree {
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", "title = \"A site\"\n");
    for (path, text) in files {
        tree.insert(*path, *text);
    }
    tree
}

fn build(tree: &SourceTree) -> Result<Output, Diagnostics> {
    crate::build(tree, jiff::civil::date(2026, 11, 23)).map(|built| built.output)
}

fn rebuild(archive: &[u8]) -> Result<Output, Diagnostics> {
    crate::rebuild(archive).map(|built| built.output)
}

fn proof_with(
    tree: &SourceTree,
    build: &dyn Fn(&SourceTree) -> Result<Output, Diagnostics>,
) -> Proof {
    let first = build(tree).unwrap();
    prove(
        tree,
        "2026-11-23",
        &first,
        &Builder {
            build,
            rebuild: &rebuild,
        },
        &mut |_| {},
    )
}

#[test]
fn a_site_that_keeps_its_promise_is_proved() {
    let tree = tree(&[
        ("about.md", PUBLIC),
        ("fence.md", SECRET),
        ("roster.md", RECORD),
    ]);
    let proof = proof_with(&tree, &build);
    assert!(proof.holds(), "{proof:?}");
    assert_eq!((proof.entries.len(), proof.portions), (3, 2), "{proof:?}");
    assert_eq!(proof.variations.len(), 8, "every way was tried");
    assert!(
        proof
            .variations
            .iter()
            .all(|one| one.kept.is_empty() && one.edits > 0),
        "{proof:?}"
    );
}

#[test]
fn a_site_without_anything_private_is_no_proof() {
    let text = "---\ntitle: About\nkind: page\nsensitivity: public\n---\n\nText.\n";
    let proof = proof_with(&tree(&[("about.md", text)]), &build);
    assert!(proof.is_empty() && proof.holds(), "{proof:?}");
}

/// A generator that writes into the title how many files the folder has.
fn counting(tree: &SourceTree) -> Result<Output, Diagnostics> {
    let mut tree = tree.clone();
    tree.insert(
        "vitrine.toml",
        format!("title = \"A site of {}\"\n", tree.iter().count()),
    );
    build(&tree)
}

/// A generator that publishes the length of a portion.
fn measuring(tree: &SourceTree) -> Result<Output, Diagnostics> {
    let length = tree.bytes("about.md").map_or(0, <[u8]>::len);
    let mut tree = tree.clone();
    tree.insert(
        "size.md",
        format!("---\ntitle: Size\nkind: page\nsensitivity: public\n---\n\n{length} bytes.\n"),
    );
    build(&tree)
}

#[test]
fn a_count_of_private_files_shows() {
    let proof = proof_with(
        &tree(&[("about.md", PUBLIC), ("fence.md", SECRET)]),
        &counting,
    );
    assert!(!proof.holds());
    let failed: Vec<&str> = proof
        .variations
        .iter()
        .filter(|one| one.difference.is_some())
        .map(|one| one.name)
        .collect();
    assert!(
        failed.contains(&"emptied and deleted") && failed.contains(&"written twice"),
        "{failed:?}"
    );
    let doubled = proof
        .variations
        .iter()
        .find(|one| one.name == "written twice")
        .unwrap();
    assert_eq!(doubled.sources, ["fence.md"]);
}

#[test]
fn the_length_of_a_portion_shows() {
    let proof = proof_with(&tree(&[("about.md", PUBLIC)]), &measuring);
    let noise = proof.variations.first().unwrap();
    let difference = noise.difference.as_ref().expect("noise has another length");
    assert_eq!(difference.file, "pages/size.html");
    assert!(difference.place.is_some_and(|(line, _)| line > 1));
    assert_eq!(noise.sources, ["about.md"]);
}

/// A generator that refuses a folder without one of its private entries.
fn needing(tree: &SourceTree) -> Result<Output, Diagnostics> {
    if tree.contains("b.md") {
        return build(tree);
    }
    Err(Diagnostics::from_iter([
        vitrine_disclosure::Diagnostic::error("needed", "b.md", 0..0, "b.md is needed"),
    ]))
}

#[test]
fn an_entry_that_decides_about_others_is_left_and_named() {
    let proof = proof_with(
        &tree(&[
            ("about.md", PUBLIC),
            ("a.md", SECRET),
            ("b.md", SECRET),
            ("c.md", SECRET),
        ]),
        &needing,
    );
    assert!(proof.holds());
    let gone = proof
        .variations
        .iter()
        .find(|one| one.name == "emptied and deleted")
        .unwrap();
    assert_eq!(gone.kept, ["b.md"]);
    assert_eq!(gone.edits, 3, "the portions of about.md, a.md and c.md");
}

#[test]
fn what_is_public_is_not_varied() {
    let levels: Vec<String> = ["partners", "restricted", "sensitive"]
        .map(str::to_owned)
        .to_vec();
    for text in [
        "A \\:restricted[fence]{reason=\"threat\"} here",
        "a :public[x] b",
        "at 10:30 [x]",
        ":::note\nText.\n:::",
        "restricted[x]",
    ] {
        assert!(knife::portions(text, &levels).is_empty(), "{text}");
    }
    let text = "a :restricted[b [c] d]{x} e\n\n> :::sensitive{y}\n> f\n> :::\n:sensitive[g]{z}";
    let found: Vec<&str> = knife::portions(text, &levels)
        .into_iter()
        .filter_map(|(_, range)| text.get(range))
        .collect();
    assert_eq!(found, ["b [c] d", "> f\n", "g"]);
}

#[test]
fn fields_are_found_by_line() {
    let yaml =
        knife::split("---\ntitle: A # note\ninternal:\n  a: 1\n\n  b: 2\nkind: page\n---\nBody\n")
            .unwrap();
    assert_eq!(yaml.value("title"), Some("A"));
    assert_eq!(
        yaml.block("internal")
            .and_then(|range| yaml.head.get(range)),
        Some("internal:\n  a: 1\n\n  b: 2\n")
    );
    assert_eq!((yaml.value("kind"), yaml.body), (Some("page"), "Body\n"));
    let toml = knife::split(
        "+++\r\ntitle = \"A\"\r\nlist = [\r\n  1,\r\n]\r\n[internal]\r\nkind = \"x\"\r\n+++\r\n",
    )
    .unwrap();
    assert_eq!(
        toml.block("list").and_then(|range| toml.head.get(range)),
        Some("list = [\r\n  1,\r\n]\r\n")
    );
    assert_eq!(
        toml.value("kind"),
        None,
        "a name inside a table is none of the entry's"
    );
    assert_eq!(
        knife::set_within("{by: Ann Lee, approved_by: \"B\"}", "by", "x"),
        "{by: \"x\", approved_by: \"B\"}"
    );
    assert_eq!(
        knife::set_within("{by: Ann Lee, approved_by: \"B\"}", "approved_by", "x"),
        "{by: Ann Lee, approved_by: \"x\"}"
    );
}

#[test]
fn levels_of_portions_are_changed_and_nothing_else() {
    let levels: Vec<String> = ["partners", "restricted", "sensitive"]
        .map(str::to_owned)
        .to_vec();
    for (text, other) in [
        (
            "a :restricted[b]{reason=\"threat\"} c",
            "a :sensitive[b]{reason=\"threat\"} c",
        ),
        (
            "> :::sensitive{reason=\"threat\"}\n> b\n> :::\n",
            "> :::partners{reason=\"threat\"}\n> b\n> :::\n",
        ),
        ("::::partners\nx\n::::\n", "::::restricted\nx\n::::\n"),
        ("a \\:restricted[b]{x} c", "a \\:restricted[b]{x} c"),
        (
            "it is restricted: sensitive parts",
            "it is restricted: sensitive parts",
        ),
        ("10:30 sensitive", "10:30 sensitive"),
        (":restrictedly[b]", ":restrictedly[b]"),
    ] {
        assert_eq!(knife::relevel(text, &levels), other, "{text}");
    }
    assert_eq!(knife::next("sensitive", &levels), Some("partners"));
    assert_eq!(knife::next("sensitive", &["sensitive".to_owned()]), None);
    assert_eq!(knife::next("public", &levels), None);
}

/// A generator that writes into a page at which levels its folder is.
fn told_levels(tree: &SourceTree) -> Result<Output, Diagnostics> {
    let mut leaky = tree.clone();
    let text = String::from_utf8(tree.bytes("about.md").unwrap().to_vec()).unwrap();
    let levels = tree.iter().filter_map(|(path, _)| {
        let text = std::str::from_utf8(tree.bytes(path)?).ok()?;
        Some(text.matches("sensitive").count())
    });
    let count: usize = levels.sum();
    leaky.insert(
        "about.md",
        text.replace("title: ", &format!("title: N{count} ")),
    );
    build(&leaky)
}

#[test]
fn a_level_that_shows_is_found() {
    let proof = proof_with(
        &tree(&[("about.md", PUBLIC), ("fence.md", SECRET)]),
        &told_levels,
    );
    let levels = proof
        .variations
        .iter()
        .find(|one| one.name == "at other levels");
    assert!(
        levels.is_some_and(|one| one.difference.is_some()),
        "{proof:?}"
    );
}
