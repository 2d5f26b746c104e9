//! Waivers of what detectors find, and of what the audit finds.

use std::collections::BTreeSet;

use vitrine_disclosure::officer::verdicts;
use vitrine_disclosure::{SourceTree, Waivers};

use crate::case::{Remedy, TODAY, Told, site};

/// The hit of a telephone number, as waivers name it.
const PRINT: &str = "PRINT";
/// A page with a telephone number.
const PAGE: &str =
    "---\ntitle: A page\nkind: page\nsensitivity: public\n---\n\nCall +31 70 123 45 67 now.\n";
/// A page without one.
const PLAIN: &str = "---\ntitle: A page\nkind: page\nsensitivity: public\n---\n\nText.\n";

/// A waiver for that page, with lines that say what it waives, by whom and until when.
fn waiver(lines: &str) -> String {
    format!(
        "---\ntitle: A waiver\nkind: waiver\nsensitivity: sensitive\nunit: a.md\nreason: It is the number of the office\n{lines}---\n"
    )
}

/// A waiver of the audit.
fn fragment(lines: &str) -> String {
    format!("[[allow]]\n{lines}")
}

const FRAGMENT: &str = "fragment = \"0123456789abcdef0123456789abcdef\"\n";
const REASON: &str = "reason = \"The name of a street\"\n";
const BY: &str = "by = \"N. N.\"\n";
const UNTIL: &str = "expires = \"2026-12-31\"\n";

/// What is told of `audit-allow.toml`, where the audit finds the one fragment that is mostly waived here.
fn audited(tree: &SourceTree) -> Told {
    match Waivers::read(tree) {
        Err(found) => (false, found.iter().cloned().collect()),
        Ok(waivers) => {
            let found = BTreeSet::from(["0123456789abcdef0123456789abcdef".to_owned()]);
            let warnings = waivers.warnings(TODAY, &found);
            (true, warnings.iter().cloned().collect())
        }
    }
}

pub(crate) fn all() -> Vec<Remedy> {
    let entry = |code: &'static str, page: &str, lines: &str| {
        site(code)
            .with("a.md", page)
            .with("w.md", waiver(&lines.replace(PRINT, &print())))
    };
    let allow = |code: &'static str, text: &str| {
        site(code)
            .with("audit-allow.toml", text)
            .asked(|tree, _| audited(tree))
    };
    let [f, r, b, u] = [FRAGMENT, REASON, BY, UNTIL];
    vec![
        entry(
            "waiver-lint-unknown",
            PAGE,
            "lint: «telephon⇒telephone»\nby: Ann Lee\nuntil: 2026-12-31\nhits: [PRINT]\n",
        )
        .also("telephone"),
        entry(
            "waiver-one-person",
            PAGE,
            "lint: telephone\nby: Ann Lee\napproved_by: «ann lee⇒Bo Mar»\nuntil: 2026-12-31\nhits: [PRINT]\n",
        )
        .also("telephone"),
        entry(
            "waiver-expired",
            PAGE,
            "lint: telephone\nby: Ann Lee\nuntil: «2026-10-31⇒2026-12-31»\nhits: [PRINT]\n",
        )
        .also("telephone"),
        entry(
            "waiver-unused",
            PAGE,
            "lint: telephone\nby: Ann Lee\nuntil: 2026-12-31\nhits: [PRINT«, ‹\"0123456789abcdef\"›⇒»]\n",
        ),
        // Where it lists no other hit, the entry goes.
        site("waiver-unused").with("a.md", PLAIN).with(
            "w.md",
            format!(
                "«{}⇒»",
                waiver("lint: telephone\nby: Ann Lee\nuntil: 2026-12-31\nhits: [‹\"0123456789abcdef\"›]\n")
            ),
        ),
        allow("waiver-incomplete", &format!("«‹[[allow]]›⇒[[allow]]»\n{f}{r}«⇒{b}»{u}")),
        allow(
            "waiver-fragment",
            &fragment(&format!(
                "fragment = «\"0123\"⇒\"0123456789abcdef0123456789abcdef\"»\n{r}{b}{u}"
            )),
        ),
        allow(
            "waiver-twice",
            &format!(
                "[[allow]]\n{f}{r}{b}{u}«\n[[allow]]\nfragment = ‹\"0123456789abcdef0123456789abcdef\"›\n{r}{b}{u}⇒»"
            ),
        ),
        allow(
            "waiver-expired",
            &fragment(&format!(
                "fragment = ‹\"0123456789abcdef0123456789abcdef\"›\n{r}{b}expires = \"«2026-10-31⇒2026-12-31»\"\n"
            )),
        ),
        allow(
            "waiver-unused",
            &format!(
                "[[allow]]\n{f}{r}{b}{u}«\n[[allow]]\nfragment = ‹\"fedcba9876543210fedcba9876543210\"›\n{r}{b}{u}⇒»"
            ),
        ),
        allow(
            "date-form",
            &fragment(&format!("{f}{r}{b}expires = «\"31.12.2026\"⇒\"2026-12-31\"»\n")),
        ),
        allow("value-type", &fragment(&format!("{f}{r}by = «7⇒\"N. N.\"»\n{u}"))),
        allow("key-unknown", &fragment(&format!("{f}{r}{b}{u}«‹note› = \"x\"\n⇒»"))),
    ]
}

/// The name of the hit, as `vitrine explain` shows it.
fn print() -> String {
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", "title = \"A site\"\n");
    tree.insert("a.md", PAGE);
    let told = verdicts(&tree, TODAY).unwrap();
    let gates = &told.entries.first().unwrap().gates;
    let gate = gates.iter().find(|gate| gate.name == "detectors").unwrap();
    let next = gate.next.clone().unwrap_or_default();
    let (_, rest) = next.split_once("hits: [").unwrap();
    rest.split_once(']').unwrap().0.to_owned()
}
