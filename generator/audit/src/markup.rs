//! HTML and XML, read crudely: text by element, values of attributes, comments.

use std::collections::BTreeSet;

use super::entities::decode;

/// Where a tag stood within a line.
pub(crate) const BORDER: char = '\u{1f}';

/// A page taken apart.
#[derive(Clone, Debug, Default)]
pub(crate) struct Markup {
    /// The text of each block, with the tags within it taken out and nothing put in their place.
    pub(crate) blocks: Vec<String>,
    /// The texts of blocks in which tags part words: a [`BORDER`] stands for each tag.
    pub(crate) parted: Vec<String>,
    /// The attributes: name and value.
    pub(crate) attributes: Vec<(String, String)>,
    /// The names of elements.
    pub(crate) elements: BTreeSet<String>,
    /// Comments and other declarations than that of the type.
    pub(crate) hidden: Vec<String>,
    /// What stands in scripts and styles.
    pub(crate) programs: Vec<String>,
}

/// Elements that stand within a line of text.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark",
    "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tspan", "u", "var", "wbr",
];

/// Attributes whose values are addresses.
const ADDRESSES: &[&str] = &[
    "action",
    "background",
    "cite",
    "codebase",
    "data",
    "formaction",
    "href",
    "icon",
    "longdesc",
    "manifest",
    "ping",
    "poster",
    "src",
    "srcset",
    "usemap",
    "xlink:href",
];

/// Says whether an attribute is an address that holds data. Browsers pass over spaces and signs that do not show.
pub(crate) fn is_data(name: &str, value: &str) -> bool {
    if !ADDRESSES.contains(&name) {
        return false;
    }
    let shown: String = value
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect::<String>()
        .to_ascii_lowercase();
    shown.split(',').any(|part| part.starts_with("data:"))
}

/// Takes a page apart.
pub(crate) fn read(text: &str) -> Markup {
    let mut markup = Markup::default();
    let mut block = Block::default();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        block.text(before);
        if let Some(comment) = after.strip_prefix("!--") {
            let (inner, behind) = comment.split_once("-->").unwrap_or((comment, ""));
            markup.hidden.push(inner.to_owned());
            rest = behind;
        } else if let Some(data) = after.strip_prefix("![CDATA[") {
            let (inner, behind) = data.split_once("]]>").unwrap_or((data, ""));
            block.text(inner);
            rest = behind;
        } else if after.starts_with(['!', '?']) {
            let (inner, behind) = after.split_once('>').unwrap_or((after, ""));
            let lower = inner.to_lowercase();
            if lower != "!doctype html" && !lower.starts_with("?xml version=") {
                markup.hidden.push(inner.to_owned());
            }
            rest = behind;
        } else if after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            rest = tag(after, &mut block, &mut markup);
        } else {
            block.text("<");
            rest = after;
        }
    }
    block.text(rest);
    block.close(&mut markup);
    markup
}

/// Reads a tag, behind its `<`. Returns what follows it.
fn tag<'a>(text: &'a str, block: &mut Block, markup: &mut Markup) -> &'a str {
    let closing = text.starts_with('/');
    let text = text.strip_prefix('/').unwrap_or(text);
    let end = text
        .find(|c: char| c.is_whitespace() || c == '>' || c == '/')
        .unwrap_or(text.len());
    let (name, mut rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let name = name.to_ascii_lowercase();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            rest = after;
            break;
        }
        if rest.is_empty() {
            break;
        }
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/'))
            .unwrap_or(rest.len());
        // A name that begins with a sign of its own is taken by one character, so that reading comes to an end.
        let end = if end == 0 {
            rest.chars().next().map_or(0, char::len_utf8)
        } else {
            end
        };
        let (attribute, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let after = after.trim_start();
        let Some(value) = after.strip_prefix('=') else {
            let name = attribute.to_ascii_lowercase();
            // What stands where a name should may be a text.
            let value = if name.len() > 24 { attribute } else { "" };
            markup.attributes.push((name, value.to_owned()));
            rest = after;
            continue;
        };
        let value = value.trim_start();
        let quoted = |quote: char| {
            value
                .strip_prefix(quote)
                .map(|value| value.split_once(quote).unwrap_or((value, "")))
        };
        let (value, after) = quoted('"').or_else(|| quoted('\'')).unwrap_or_else(|| {
            let end = value
                .find(|c: char| c.is_whitespace() || c == '>')
                .unwrap_or(value.len());
            value.split_at_checked(end).unwrap_or((value, ""))
        });
        markup
            .attributes
            .push((attribute.to_ascii_lowercase(), decode(value)));
        rest = after;
    }
    if !markup.elements.contains(&name) {
        markup.elements.insert(name.clone());
    }
    if INLINE.contains(&name.as_str()) {
        block.inline();
    } else {
        block.close(markup);
    }
    if !closing && (name == "script" || name == "style") {
        let end = rest
            .to_ascii_lowercase()
            .find(&format!("</{name}"))
            .unwrap_or(rest.len());
        let (inner, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if !inner.trim().is_empty() {
            markup.programs.push(inner.to_owned());
        }
        return behind;
    }
    rest
}

#[derive(Default)]
struct Block {
    joined: String,
    parted: String,
    /// Whether a tag stands at the end of the text.
    tagged: bool,
    differs: bool,
}

impl Block {
    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let within = |c: char| !c.is_whitespace();
        if self.tagged && self.joined.ends_with(within) && text.starts_with(within) {
            self.differs = true;
        }
        if self.tagged {
            self.parted.push(BORDER);
            self.tagged = false;
        }
        self.joined.push_str(text);
        self.parted.push_str(text);
    }

    /// A tag within a line. Between letters it parts words in one reading and not in the other.
    fn inline(&mut self) {
        self.tagged = true;
    }

    fn close(&mut self, markup: &mut Markup) {
        if !self.joined.trim().is_empty() {
            markup.blocks.push(decode(&self.joined));
            if self.differs {
                markup.parted.push(decode(&self.parted));
            }
        }
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_taken_apart() {
        let page = "<!doctype html><p class=\"a &amp; b\" title='t>u' hidden>One t<em>w</em>o&#33;</p><!-- no --><p>3 < 4</p><script>x<y</script>";
        let markup = read(page);
        assert_eq!(markup.blocks, ["One two!", "3 < 4"]);
        assert_eq!(markup.parted, ["One t\u{1f}w\u{1f}o!"]);
        let attribute = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            markup.attributes,
            [
                attribute("class", "a & b"),
                attribute("title", "t>u"),
                attribute("hidden", "")
            ]
        );
        assert!(
            ["p", "em", "script"]
                .iter()
                .all(|name| markup.elements.contains(*name))
        );
        assert_eq!(markup.hidden, [" no "]);
        assert_eq!(markup.programs, ["x<y"]);
    }

    #[test]
    fn attributes_are_read_as_browsers_do() {
        let long = "Porcelain-herons-guard-th";
        for (tag, name, value) in [
            ("<a href=x.html>", "href", "x.html"),
            ("<a href=x>", "href", "x"),
            ("<a href=a/b/ >", "href", "a/b/"),
            ("<a href = 'x y'>", "href", "x y"),
            ("<a HREF=\"a&amp;b\"/>", "href", "a&b"),
            ("<a hidden>", "hidden", ""),
            // A name of more than two dozen letters may be a text.
            (&format!("<a {long}>"), "porcelain-herons-guard-th", long),
            (
                "<a porcelain-herons-guard-t>",
                "porcelain-herons-guard-t",
                "",
            ),
        ] {
            let markup = read(&format!("{tag}shown"));
            assert_eq!(
                markup.attributes,
                [(name.to_owned(), value.to_owned())],
                "{tag}"
            );
            assert_eq!(markup.blocks, ["shown"], "{tag}");
        }
    }

    #[test]
    fn addresses_may_hold_data() {
        for (name, value, expected) in [
            ("href", "data:text/plain,x", true),
            ("src", " DA\tTA:x", true),
            ("srcset", "a.png 1x, da\u{1}ta:x 2x", true),
            ("xlink:href", "data:x", true),
            ("href", "a.html?data:x", false),
            ("href", "data", false),
            ("title", "data:x", false),
        ] {
            assert_eq!(is_data(name, value), expected, "{name} {value}");
        }
    }

    #[test]
    fn tags_part_words_in_one_reading_and_not_in_the_other() {
        for (page, block, parted) in [
            ("a<b>c</b>d", "acd", Some("a\u{1f}c\u{1f}d")),
            ("a <b>c</b> d", "a c d", None),
            ("a <b>c</b>d", "a cd", Some("a \u{1f}c\u{1f}d")),
            ("a<b> c</b> d", "a c d", None),
            ("<b>a</b>", "a", None),
            ("a<b></b>c", "ac", Some("a\u{1f}c")),
            ("<![CDATA[a<b]]>c", "a<bc", None),
        ] {
            let markup = read(page);
            assert_eq!(markup.blocks, [block], "{page}");
            assert_eq!(
                markup.parted,
                parted.into_iter().collect::<Vec<_>>(),
                "{page}"
            );
        }
    }
}
