//! The words that generated sites are made of: public ones, and ones for what is not.

use crate::random::Random;

/// Words of public texts. Some of them stand in private texts too, so that counting them would show.
pub(crate) const PUBLIC: [&str; 24] = [
    "review",
    "transport",
    "progress",
    "guidance",
    "national",
    "regime",
    "training",
    "report",
    "practice",
    "plan",
    "mission",
    "summary",
    "measure",
    "culture",
    "inspection",
    "open",
    "policy",
    "law",
    "annual",
    "team",
    "visit",
    "notice",
    "register",
    "method",
];

/// Pieces of private texts: public words, words of other scripts, and whatever a reader might trip over.
const SECRET: [&str; 26] = [
    "review",
    "transport",
    "guard",
    "fence",
    "camera 4",
    "Größe",
    "αβγ",
    "пост",
    "الحارس",
    "警備",
    "*stars*",
    "a | b",
    "[x](y)",
    "`code`",
    "<b>",
    "&amp;",
    "# 1",
    "---",
    "10:30",
    "~~no~~",
    "{braces}",
    "\"quoted\"",
    "$5",
    "[^1]",
    "https://example.org/",
    "e\u{301}",
];

/// Whole lines of private texts, which would be blocks if they were read.
const BLOCKS: [&str; 14] = [
    "## Guard posts",
    "| a | b |",
    "| - | - |",
    "[^1]: A note about the fence",
    "```",
    "<script>alert(1)</script>",
    "> quoted",
    "- item",
    "1. first",
    "---",
    "",
    "[ref]: https://example.org/",
    "<!-- a comment -->",
    "    code",
];

/// Titles of things that are not public; some read like public ones.
const TITLES: [&str; 12] = [
    "Fence plan",
    "Guard roster",
    "Annual review",
    "National plan",
    "Überprüfung",
    "Камера",
    "警備計画",
    "Zz",
    "Aa",
    "0",
    "Open \"plan\"",
    "Response: detailed",
];

/// Some public words.
pub(crate) fn phrase(random: &mut Random, least: usize, most: usize) -> String {
    let count = random.between(least, most);
    let words: Vec<&str> = (0..count).map(|_| random.pick(&PUBLIC)).collect();
    words.join(" ")
}

/// A public title, which nobody else has.
pub(crate) fn title(random: &mut Random, number: u32) -> String {
    let words = phrase(random, 1, 3);
    let mut letters = words.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    format!("{first}{} {number}", letters.as_str())
}

/// A private line that fits where text stands: brackets balance, and no backslash is in it.
pub(crate) fn secret(random: &mut Random, most: usize) -> String {
    let count = random.between(1, most);
    let words: Vec<&str> = (0..count).map(|_| random.pick(&SECRET)).collect();
    words.join(" ")
}

/// Private lines.
pub(crate) fn secrets(random: &mut Random, most: usize) -> Vec<String> {
    let count = random.below(most + 1);
    (0..count)
        .map(|_| {
            if random.chance(25) {
                random.pick(&BLOCKS).to_owned()
            } else {
                secret(random, 6)
            }
        })
        .collect()
}

/// A private title.
pub(crate) fn secret_title(random: &mut Random) -> String {
    if random.chance(60) {
        random.pick(&TITLES).to_owned()
    } else {
        secret(random, 3)
    }
}

/// A name for a file or a slug.
pub(crate) fn name(random: &mut Random) -> String {
    let stem = random.pick(&["a", "zz", "plan", "fence", "guards", "review", "m", "0"]);
    format!("{stem}-{}", random.below(1_000_000))
}
