//! G1: what is not public changes no byte of the site. The demonstration site, with its private parts cut out by a
//! knife that knows nothing of the generator, gives the same files.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use std::collections::BTreeMap;

use vitrine_disclosure::{SourceFile, SourceTree};
use vitrine_tests::{assert_same, content, files, knife, of, today};

type Files = BTreeMap<String, Vec<u8>>;

fn whole() -> Files {
    files(&content(), today())
}

fn without_portions(tree: &SourceTree) -> SourceTree {
    knife::map(tree, |_, text| Some(knife::empty_portions(text)))
}

fn records_alone(tree: &SourceTree) -> SourceTree {
    knife::map(tree, |_, text| {
        let (head, _) = knife::split(text);
        let withheld = !knife::is_tagged_public(head) && knife::has_record(head);
        Some(if withheld {
            knife::reduce_to_record(text)
        } else {
            text.to_owned()
        })
    })
}

/// Says whether an entry is public by its tag and its dates.
fn is_public(head: &str) -> bool {
    let day = today().to_string();
    knife::is_tagged_public(head)
        && knife::value(head, "not_before").is_none_or(|from| from <= day.as_str())
        && knife::value(head, "expires").is_none_or(|until| until >= day.as_str())
}

fn without_private_files(tree: &SourceTree) -> SourceTree {
    let entries = knife::map(tree, |_, text| {
        let (head, _) = knife::split(text);
        // A waiver is private, and what lets a text stand: without it the site is not built at all.
        let lets_stand = knife::value(head, "kind") == Some("waiver");
        (is_public(head) || knife::has_record(head) || lets_stand).then(|| text.to_owned())
    });
    // Files that no remaining entry names go too.
    let named: String = entries
        .iter()
        .filter_map(|(path, file)| match file {
            SourceFile::Bytes(bytes) if path.ends_with(".md") => {
                Some(String::from_utf8(bytes.clone()).unwrap())
            }
            _ => None,
        })
        .collect();
    let mut out = SourceTree::new();
    for (path, file) in entries.iter() {
        let name = path.rsplit('/').next().unwrap();
        let is_content = !path.ends_with(".md") && !path.ends_with(".toml");
        match file {
            _ if is_content && !named.contains(name) => {}
            SourceFile::Bytes(bytes) => out.insert(path, bytes.clone()),
            SourceFile::Unread => out.insert_unread(path),
        }
    }
    out
}

#[test]
fn emptying_every_portion_changes_no_byte() {
    let tree = without_portions(&content());
    assert_ne!(tree, content(), "there are portions to empty");
    assert_same(&files(&tree, today()), &whole(), "without portions");
}

#[test]
fn reducing_withheld_entries_to_their_records_changes_no_byte() {
    let tree = records_alone(&content());
    assert_ne!(tree, content(), "there are records to reduce to");
    assert_same(&files(&tree, today()), &whole(), "records alone");
}

#[test]
fn deleting_what_is_not_public_changes_no_byte() {
    let tree = without_private_files(&content());
    assert!(
        tree.iter().count() + 10 < content().iter().count(),
        "there are files to delete"
    );
    assert_same(&files(&tree, today()), &whole(), "without private files");
}

#[test]
fn all_of_it_together_changes_no_byte() {
    let tree = records_alone(&without_portions(&without_private_files(&content())));
    assert_same(&files(&tree, today()), &whole(), "public parts alone");
}

#[test]
fn a_site_is_rebuilt_from_its_own_source() {
    let whole = whole();
    let again = vitrine::rebuild(&whole["source.tar.gz"])
        .unwrap_or_else(|found| panic!("{}", vitrine_tests::list(&found)));
    assert_same(&of(&again), &whole, "from the archive");
}

#[test]
fn building_twice_gives_the_same_bytes() {
    assert_same(&whole(), &whole(), "twice");
}

#[test]
fn private_files_that_are_added_change_no_byte() {
    let mut tree = content();
    tree.insert(
        "verania/plan-b.md",
        "---\ntitle: Plan B\nkind: page\nsensitivity: sensitive\n---\n\nAbout the fence.\n",
    );
    tree.insert(
        "zz.md",
        "+++\ntitle = \"Zz\"\nkind = \"term\"\nsensitivity = \"partners\"\n+++\n\nText.\n",
    );
    tree.insert_unread("photos/gate.jpg");
    assert_same(
        &files(&tree, today()),
        &whole(),
        "with more that is private",
    );
}

#[test]
fn damage_to_an_archive_is_refused() {
    let whole = whole();
    let archive = &whole["source.tar.gz"];
    for at in (0..archive.len()).step_by(archive.len() / 40) {
        let mut wrong = archive.clone();
        wrong[at] ^= 0x20;
        assert!(vitrine::rebuild(&wrong).is_err(), "a bit at {at}");
        assert!(vitrine::rebuild(&archive[..at]).is_err(), "cut at {at}");
    }
    let mut longer = archive.clone();
    longer.extend_from_slice(b"more");
    assert!(vitrine::rebuild(&longer).is_err());
}
