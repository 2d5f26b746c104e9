//! The index for clients that have elasticlunr.js: read byte by byte as its one writer writes it, so that nothing stands in
//! it but what is said here. Its terms are compared with the texts that it holds itself; those are looked at as any others.

use std::collections::BTreeMap;

/// The name of the file: one at the root of a site, and one in the folder of each further language.
pub(crate) const NAME: &str = "search_index.json";

const HEAD: &str = "{\"fields\":[\"title\",\"summary\",\"body\"],\"pipeline\":[";
/// The fields as the file's maps have them: in the order of their letters.
const FIELDS: [&str; 3] = ["body", "summary", "title"];
/// How many letters a word has at most.
const LONGEST: usize = 80;

/// Languages, with the endings of the names in their pipelines.
const LANGUAGES: [(&str, &str); 17] = [
    ("Arabic", "ar"),
    ("Danish", "da"),
    ("Dutch", "du"),
    ("English", ""),
    ("Finnish", "fi"),
    ("French", "fr"),
    ("German", "de"),
    ("Hungarian", "hu"),
    ("Italian", "it"),
    ("Korean", "ko"),
    ("Norwegian", "no"),
    ("Portuguese", "pt"),
    ("Romanian", "ro"),
    ("Russian", "ru"),
    ("Spanish", "es"),
    ("Swedish", "sv"),
    ("Turkish", "tr"),
];

/// What such a file holds.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Tree {
    pub(crate) dutch: bool,
    /// The addresses of the entries, in order.
    pub(crate) urls: Vec<String>,
    /// By field: the text of each entry, and the terms with the numbers of the entries that are found by them.
    pub(crate) fields: [Field; 3],
}

/// A field.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Field {
    pub(crate) texts: Vec<String>,
    pub(crate) terms: Vec<(String, Vec<u32>)>,
}

/// A term, and by the address of each entry how often it has the term.
type Postings = Vec<(String, BTreeMap<String, u64>)>;

/// Says whether a file at this path is one.
pub(crate) fn is_one(path: &str) -> bool {
    path.rsplit('/').next() == Some(NAME) && path.matches('/').count() <= 1
}

/// Reads a file; nothing where it holds anything else than such files do.
pub(crate) fn read(text: &str) -> Option<Tree> {
    let mut reader = Reader(text);
    reader.literal(HEAD)?;
    let mut pipeline = Vec::new();
    while !reader.has("]") {
        if !pipeline.is_empty() {
            reader.literal(",")?;
        }
        pipeline.push(reader.text()?);
    }
    reader.literal("],\"ref\":\"url\",\"version\":\"0.9.5\",\"index\":{")?;
    let mut found: [Postings; 3] = Default::default();
    for (at, (field, postings)) in FIELDS.iter().zip(&mut found).enumerate() {
        let comma = if at > 0 { "," } else { "" };
        reader.literal(&format!("{comma}\"{field}\":{{\"root\":"))?;
        node(&mut reader, &mut String::new(), postings)?;
        reader.literal("}")?;
    }
    reader.literal("},\"documentStore\":{\"save\":true,\"docs\":{")?;
    let mut tree = Tree::default();
    while !reader.has("}") {
        let url = reader.next(tree.urls.last().map(String::as_str))?;
        reader.literal("{")?;
        for (field, name) in tree.fields.iter_mut().zip(FIELDS) {
            reader.literal(&format!("\"{name}\":"))?;
            field.texts.push(reader.text()?);
            reader.literal(",")?;
        }
        reader.literal("\"url\":")?;
        (reader.text()? == url).then_some(())?;
        reader.literal("}")?;
        tree.urls.push(url);
    }
    reader.literal("},\"docInfo\":{")?;
    let mut before = None;
    for (at, url) in tree.urls.iter().enumerate() {
        (reader.next(before)? == *url).then_some(())?;
        before = Some(url.as_str());
        reader.literal("{")?;
        for (place, (name, (field, postings))) in FIELDS
            .iter()
            .zip(tree.fields.iter().zip(&found))
            .enumerate()
        {
            let comma = if place > 0 { "," } else { "" };
            reader.literal(&format!("{comma}\"{name}\":"))?;
            let length = reader.number()?;
            // Stop words are not found and not counted; what has no letter is counted and not found.
            let counts = postings.iter().filter_map(|(_, holding)| holding.get(url));
            let words = field.texts.get(at).map_or(0, |text| count(text));
            (counts.sum::<u64>() <= length && length <= words).then_some(())?;
        }
        reader.literal("}")?;
    }
    reader.literal("},\"length\":")?;
    (reader.number()? == tree.urls.len() as u64).then_some(())?;
    reader.literal("},\"lang\":")?;
    let lang = reader.text()?;
    reader.literal("}")?;
    (reader.0.is_empty() && pipeline == expected(&lang)?).then_some(())?;
    tree.dutch = lang == "Dutch";
    for (field, postings) in tree.fields.iter_mut().zip(found) {
        for (term, holding) in postings {
            let numbers: Option<Vec<u32>> = holding
                .keys()
                .map(|url| u32::try_from(tree.urls.binary_search(url).ok()?).ok())
                .collect();
            field.terms.push((term, numbers?));
        }
    }
    Some(tree)
}

/// The pipeline of a language.
fn expected(lang: &str) -> Option<Vec<String>> {
    if lang == "Plain" {
        return Some(Vec::new());
    }
    let (_, code) = LANGUAGES.iter().find(|(name, _)| *name == lang)?;
    let steps = ["trimmer", "stopWordFilter", "stemmer"];
    Some(match *code {
        "" => steps.iter().map(|&step| step.to_owned()).collect(),
        "ar" => vec!["stemmer-ar".to_owned()],
        code => steps.iter().map(|step| format!("{step}-{code}")).collect(),
    })
}

/// How many words a text has that spaces and hyphens part.
fn count(text: &str) -> u64 {
    let words = text.split(|c: char| c.is_whitespace() || c == '-');
    words.filter(|word| !word.is_empty()).count() as u64
}

/// Reads a letter of a term: the entries that the letters so far lead to, then those that more letters do.
fn node(reader: &mut Reader<'_>, term: &mut String, postings: &mut Postings) -> Option<()> {
    (term.chars().count() <= LONGEST).then_some(())?;
    reader.literal("{\"docs\":{")?;
    let mut holding: BTreeMap<String, u64> = BTreeMap::new();
    while !reader.has("}") {
        let url = reader.next(holding.keys().next_back().map(String::as_str))?;
        reader.literal("{\"tf\":")?;
        let times = reader.square()?;
        reader.literal("}")?;
        holding.insert(url, times);
    }
    reader.literal("},\"df\":")?;
    (reader.number()? == holding.len() as u64).then_some(())?;
    let found = postings.len();
    if !holding.is_empty() {
        (!term.is_empty()).then_some(())?;
        postings.push((term.clone(), holding));
    }
    let mut last: Option<char> = None;
    while reader.has(",") {
        reader.literal(",")?;
        let text = reader.text()?;
        reader.literal(":")?;
        let mut letters = text.chars();
        let (Some(letter), None) = (letters.next(), letters.next()) else {
            return None;
        };
        last.is_none_or(|last| last < letter).then_some(())?;
        last = Some(letter);
        term.push(letter);
        node(reader, term, postings)?;
        term.pop();
    }
    // Letters that lead nowhere say something all the same.
    (term.is_empty() || postings.len() > found).then_some(())?;
    reader.literal("}")
}

struct Reader<'a>(&'a str);

impl Reader<'_> {
    fn has(&self, text: &str) -> bool {
        self.0.starts_with(text)
    }

    fn literal(&mut self, text: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(text)?;
        Some(())
    }

    /// A text between quotes, escaped as little as may be.
    fn text(&mut self) -> Option<String> {
        let inner = self.0.strip_prefix('"')?;
        let mut escaped = false;
        let end = inner.bytes().position(|byte| {
            let ends = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            ends
        })?;
        let (raw, rest) = self.0.split_at_checked(end + 2)?;
        let text: String = serde_json::from_str(raw).ok()?;
        (serde_json::to_string(&text).ok()? == raw).then_some(())?;
        self.0 = rest;
        Some(text)
    }

    /// A name of a map, with its colon; names are in order.
    fn next(&mut self, before: Option<&str>) -> Option<String> {
        if before.is_some() {
            self.literal(",")?;
        }
        let name = self.text()?;
        self.literal(":")?;
        before
            .is_none_or(|before| before < name.as_str())
            .then_some(name)
    }

    fn digits(&mut self, also: &str) -> Option<&str> {
        let fits = |c: char| c.is_ascii_digit() || also.contains(c);
        let end = self.0.find(|c| !fits(c)).unwrap_or(self.0.len());
        let (digits, rest) = self.0.split_at_checked(end)?;
        self.0 = rest;
        Some(digits)
    }

    fn number(&mut self) -> Option<u64> {
        let digits = self.digits("")?;
        let number: u64 = digits.parse().ok()?;
        (number.to_string() == digits).then_some(number)
    }

    /// A number by its square root.
    fn square(&mut self) -> Option<u64> {
        let digits = self.digits(".")?;
        let number = whole(digits.parse().ok()?)?;
        (format!("{:?}", root(number)?) == digits).then_some(number)
    }
}

/// The whole number, not above a million, of which something is the root.
fn whole(root: f64) -> Option<u64> {
    if !(1.0..=1000.0).contains(&root) {
        return None;
    }
    // Rounded to a number that every float holds exactly.
    format!("{:.0}", root * root).parse().ok()
}

fn root(number: u64) -> Option<f64> {
    Some(f64::from(u32::try_from(number).ok()?).sqrt())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::string_slice, reason = "at borders of letters")]
    use super::*;

    /// One entry with the title `Guards guard` and the body `a`.
    const SOUND: &str = concat!(
        "{\"fields\":[\"title\",\"summary\",\"body\"],\"pipeline\":[\"trimmer\",\"stopWordFilter\",\"stemmer\"],\"ref\":\"url\",",
        "\"version\":\"0.9.5\",\"index\":{\"body\":{\"root\":{\"docs\":{},\"df\":0}},\"summary\":{\"root\":{\"docs\":{},\"df\":0}},",
        "\"title\":{\"root\":{\"docs\":{},\"df\":0,\"g\":{\"docs\":{},\"df\":0,\"u\":{\"docs\":{\"a.html\":{\"tf\":1.4142135623730951}},\"df\":1}}}}},",
        "\"documentStore\":{\"save\":true,\"docs\":{\"a.html\":{\"body\":\"a\",\"summary\":\"\",\"title\":\"Guards \\\"guard\",\"url\":\"a.html\"}},",
        "\"docInfo\":{\"a.html\":{\"body\":0,\"summary\":0,\"title\":2}},\"length\":1},\"lang\":\"English\"}"
    );

    #[test]
    fn what_is_sound_is_read() {
        let tree = read(SOUND).unwrap();
        assert_eq!(tree.urls, ["a.html"]);
        assert_eq!(tree.fields[2].texts, ["Guards \"guard"]);
        assert_eq!(tree.fields[2].terms, [("gu".to_owned(), vec![0])]);
        assert!(!tree.dutch && tree.fields[0].terms.is_empty());
    }

    #[test]
    fn what_says_more_is_not() {
        for (from, to) in [
            ("\"df\":1", "\"df\":2"),
            ("\"df\":1", "\"df\":01"),
            ("1.4142135623730951", "1.4142135623730952"),
            ("1.4142135623730951", "1.5"),
            ("1.4142135623730951", "1.7320508075688772"),
            ("1.4142135623730951", "-1.0"),
            ("\"title\":2}", "\"title\":1}"),
            ("\"title\":2}", "\"title\":3}"),
            ("\"body\":0,", "\"body\":2,"),
            ("\"length\":1", "\"length\":4"),
            ("\"lang\":\"English\"", "\"lang\":\"Elvish\""),
            ("\"lang\":\"English\"", "\"lang\":\"Plain\""),
            ("\"u\":{", "\"uu\":{"),
            ("\"g\":{", "\"\\u0067\":{"),
            ("\"url\":\"a.html\"", "\"url\":\"b.html\""),
            ("\"save\":true", "\"save\": true"),
            (
                "\"summary\":{\"root\":{\"docs\":{},\"df\":0",
                "\"summary\":{\"root\":{\"docs\":{},\"df\":0,\"x\":{\"docs\":{},\"df\":0}",
            ),
            ("{\"a.html\":{\"tf\"", "{\"c.html\":{\"tf\""),
        ] {
            let changed = SOUND.replacen(from, to, 1);
            assert_ne!(changed, SOUND);
            assert_eq!(read(&changed), None, "{to}");
        }
        for at in (0..SOUND.len()).filter(|at| SOUND.is_char_boundary(*at)) {
            assert_eq!(read(&SOUND[..at]), None);
        }
        assert_eq!(read(&format!("{SOUND}\n")), None);
    }

    /// Entries with nothing but their addresses, and terms of a letter that lead to them.
    fn tree(urls: &[&str], letters: &[&str]) -> String {
        let holding = |url: &&str| format!("\"{url}\":{{\"tf\":1.0}}");
        let holding: Vec<String> = urls.iter().map(holding).collect();
        let terms: Vec<String> = letters
            .iter()
            .map(|letter| {
                let count = urls.len();
                format!(
                    ",\"{letter}\":{{\"docs\":{{{}}},\"df\":{count}}}",
                    holding.join(",")
                )
            })
            .collect();
        let text = letters.join(" ");
        let docs: Vec<String> = urls
            .iter()
            .map(|url| format!("\"{url}\":{{\"body\":\"{text}\",\"summary\":\"\",\"title\":\"\",\"url\":\"{url}\"}}"))
            .collect();
        let count = letters.len();
        let lengths: Vec<String> = urls
            .iter()
            .map(|url| format!("\"{url}\":{{\"body\":{count},\"summary\":0,\"title\":0}}"))
            .collect();
        let empty = "{\"root\":{\"docs\":{},\"df\":0}}";
        let (terms, docs, lengths) = (terms.concat(), docs.join(","), lengths.join(","));
        let size = urls.len();
        format!(
            "{HEAD}],\"ref\":\"url\",\"version\":\"0.9.5\",\"index\":{{\"body\":{{\"root\":{{\"docs\":{{}},\"df\":0{terms}}}}},\"summary\":{empty},\"title\":{empty}}},\"documentStore\":{{\"save\":true,\"docs\":{{{docs}}},\"docInfo\":{{{lengths}}},\"length\":{size}}},\"lang\":\"Plain\"}}"
        )
    }

    #[test]
    fn names_and_letters_are_in_order_and_stand_once() {
        let found = read(&tree(&["a.html", "b.html", "ba.html"], &["g", "h", "é"])).unwrap();
        assert_eq!(found.urls, ["a.html", "b.html", "ba.html"]);
        let terms = ["g", "h", "é"].map(|term| (term.to_owned(), vec![0, 1, 2]));
        assert_eq!(found.fields[0].terms, terms);
        // In another order something could be said.
        for (urls, letters) in [
            (&["b.html", "a.html"][..], &["g"][..]),
            (&["a.html", "a.html"], &["g"]),
            (&["a.html"], &["h", "g"]),
            (&["a.html"], &["g", "g"]),
            (&["b.html", "a.html"], &[]),
            (&["a.html", "a.html"], &[]),
        ] {
            assert_eq!(read(&tree(urls, letters)), None, "{urls:?} {letters:?}");
        }
    }

    #[test]
    fn files_stand_where_languages_begin() {
        assert!(is_one("search_index.json") && is_one("fr/search_index.json"));
        assert!(!is_one("a/b/search_index.json") && !is_one("my_search_index.json"));
    }
}
