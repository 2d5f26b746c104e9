//! A small site that hides something by every channel.

use std::fs;

use vitrine_disclosure::SourceTree;

use crate::root;

const FILES: &[(&str, &str)] = &[
    (
        "vitrine.toml",
        "# Ask colonel Brandstetter before this goes anywhere near the lattice towers.\ntitle = \"Registry\"\nlanguages = [\"en\", \"fr\"]\nbase_url = \"https://registry.invalid/\"\nportions = \"mark\"\n[states]\nXV = \"Verania\"\n",
    ),
    (
        "pages/welcome-source.md",
        "---\ntitle: Welcome\nslug: welcome\nid: welcome\nkind: page\nsensitivity: public\ndate: 2024-05-20\ndate_precision: month\ntopics: [training]\nreview_by: 2027-09-17\nsubject: turquoise-pelican\ninternal: {note: \"Marchioness Wilhelmina objects to purple lanterns\"}\nattachments:\n  - {file: files/raw-photograph.png, sensitivity: public, title: A picture, alt: A hall}\n  - {file: files/tally.csv, sensitivity: sensitive, title: Tally}\n---\n\nThis platform informs everybody.\n\n:::restricted{reason=\"physical-protection\" mark}\nElderly walruses patrol the northern aqueduct thrice nightly.\n:::\n\nThe team met :restricted[seventeen masked fencers]{reason=\"personnel\" mark} and left.\n",
    ),
    (
        "pages/bienvenue.md",
        "---\ntitle: Bienvenue\nslug: bienvenue\nkind: page\nsensitivity: public\nlang: fr\ntranslation_of: welcome\n---\n\nCette plateforme informe chacun.\n\n:::restricted{reason=\"physical-protection\" mark}\nDes morses patrouillent trois fois par nuit devant cet aqueduc.\n:::\n\nUne visite avec :restricted[dix-sept escrimeurs]{reason=\"personnel\" mark} eut lieu.\n",
    ),
    (
        "pages/method.md",
        "---\ntitle: Method\nid: method\nkind: page\nsensitivity: public\ndate: 2025-02-01\ntopics: [transport, training]\n---\n\nHow entries are chosen, in a few words.\n",
    ),
    (
        "pages/twin.md",
        "---\ntitle: Method\nkind: page\nsensitivity: sensitive\ndate: 2026-10-09\ntopics: [insider, transport]\nrelated: [method]\n---\n\nOrnithologists whisper passwords beside the frozen carousel every Tuesday.\n",
    ),
    (
        "pages/quarantine-ledger.md",
        "---\ntitle: Quarantine ledger of blue telescopes\nkind: page\nsensitivity: restricted\nlang: fr\ntranslation_of: welcome\ndate: 1987-03-03\n---\n\nBlacksmiths exchange counterfeit maps behind the granite lighthouse.\n",
    ),
    (
        "pages/coming.md",
        "---\ntitle: Reopening of the velvet orangery\nkind: page\nsensitivity: public\nnot_before: 2027-08-08\ndate: 2026-11-20\n---\n\nGardeners will unveil the mechanical swans in August.\n",
    ),
    (
        "pages/over.md",
        "---\ntitle: Notice about amber trams\nkind: page\nsensitivity: public\nexpires: 2025-01-31\n---\n\nConductors swapped bronze tickets until January.\n",
    ),
    (
        "terms/lattice.md",
        "---\ntitle: Lattice\nid: lattice\nkind: term\nsensitivity: public\naliases: [Grid]\n---\n\nA pattern of bars.\n",
    ),
    (
        "terms/hidden-term.md",
        "---\ntitle: Obsidian kettle\nkind: term\nsensitivity: sensitive\naliases: [Smouldering samovar]\n---\n\nCodename for the retired zeppelin hangar.\n",
    ),
    (
        "practices/handover.md",
        "---\ntitle: Hand over at noon\nkind: practice\nsensitivity: public\ntopics: [security-culture]\nproblem: Shifts forget.\nmeasure: Write it down.\nmaturity: in-use\norigin: {kind: state, consent: anonymous, name: Principality of Quillonia}\n---\n\nA short note at noon.\n",
    ),
    (
        "missions/review.md",
        "---\ntitle: A review\nkind: mission\nsensitivity: public\ntype: peer-review/regime\nservice: ippas\nstate: XV\ndate: 2023-06\nassessment: {by: Hieronymus Pfefferkorn, approved_by: Leocadia Zuckerwasser, on: 2026-01-01, basis: marmalade committee verdict}\n---\n\nThe review looked at the regime.\n",
    ),
    (
        "documents/dossier.md",
        "---\ntitle: Dossier of the copper labyrinth\nkind: document\nsensitivity: sensitive\ntype: national-regulation\ndate: 2021-12-24\ntopics: [computer-security]\npublic_record:\n  slug: regulation-2021\n  title: A regulation\n  date: 2021\n  type: national-regulation\n  reason: security-specific\n---\n\nJugglers disarm the pneumatic portcullis using borrowed tuning forks.\n",
    ),
];

/// A chunk of text in a picture, as cameras and programs leave it.
fn remarked(picture: &[u8]) -> Vec<u8> {
    let mut chunk = b"tEXtComment\0".to_vec();
    chunk.extend_from_slice(b"Photographed from the smugglers balcony by Crispin Nightingale");
    let mut out = picture[..picture.len() - 12].to_vec();
    out.extend_from_slice(&u32::try_from(chunk.len() - 4).unwrap().to_be_bytes());
    out.extend_from_slice(&chunk);
    out.extend_from_slice(&sum(&chunk).to_be_bytes());
    out.extend_from_slice(&picture[picture.len() - 12..]);
    out
}

/// The sum of a chunk, by the standard of PNG.
fn sum(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 {
                (sum >> 1) ^ 0xEDB8_8320
            } else {
                sum >> 1
            };
        }
    }
    !sum
}

/// The site.
#[must_use]
pub fn site() -> SourceTree {
    let mut tree = SourceTree::new();
    for (path, text) in FILES {
        tree.insert(*path, *text);
    }
    let picture = root().join("content/verania/documents/annual-report/training.png");
    let picture = fs::read(picture).unwrap();
    tree.insert("pages/files/raw-photograph.png", remarked(&picture));
    tree.insert(
        "pages/files/tally.csv",
        "post,musketeers\nivory stairwell,4711\ncrimson cellar,8123\n",
    );
    tree.insert_unread("plans/harpsichord-tunnel.docx");
    tree
}

/// The same site before the dossier and the ledger were withheld: what a folder may hold that a new build goes into.
#[must_use]
pub fn before() -> SourceTree {
    let mut tree = site();
    for path in ["pages/quarantine-ledger.md", "pages/twin.md"] {
        let text = String::from_utf8(tree.bytes(path).unwrap().to_vec()).unwrap();
        let text = text
            .replace("sensitivity: sensitive", "sensitivity: public")
            .replace("sensitivity: restricted", "sensitivity: public")
            .replace("title: Method", "title: Ornithology")
            .replace("translation_of: welcome\n", "");
        tree.insert(path, text);
    }
    tree
}
