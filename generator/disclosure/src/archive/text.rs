//! The files of the public source as text: one front-matter format, one order of keys, one line end.

use std::fmt::Write as _;

use crate::dialect::Target;
use crate::dialect::print::{self, Address as Addresses};
use crate::public::{
    Address, Kind, PublicAttachment, PublicEntry, PublicSettings, RuleFacts, Value,
};
use crate::schema::{COMMON, fields_of};

/// What the settings of an archive say beside those of a site.
#[derive(Clone, Debug)]
pub(crate) struct Facts<'a> {
    pub(crate) settings: &'a PublicSettings,
    /// The folder of the site's own theme, where it has one.
    pub(crate) own_theme: bool,
}

/// `vitrine.toml` of an archive.
pub(crate) fn settings(facts: &Facts<'_>) -> String {
    let settings = facts.settings;
    let mut out = String::new();
    let _ = writeln!(out, "title = {}", quoted(settings.title.as_str()));
    let languages: Vec<String> = settings.languages.iter().map(|tag| quoted(tag)).collect();
    let _ = writeln!(out, "languages = [{}]", languages.join(", "));
    if let Some(base) = &settings.base_url {
        let _ = writeln!(out, "base_url = {}", quoted(base.as_str()));
    }
    let theme = if facts.own_theme {
        Some("theme")
    } else {
        settings.theme.as_deref()
    };
    if let Some(theme) = theme {
        let _ = writeln!(out, "theme = {}", quoted(theme));
    }
    let _ = writeln!(
        out,
        "\n[archive]\nformat = 1\nas_of = \"{}\"",
        settings.as_of
    );
    if settings.elasticlunr {
        out.push_str("\n[search]\nelasticlunr = true\n");
    }
    if !settings.states.is_empty() {
        out.push_str("\n[states]\n");
        for (code, name) in &settings.states {
            let _ = writeln!(out, "{code} = {}", quoted(name.as_str()));
        }
    }
    out
}

/// `policy.toml` of an archive: the rules as this site applies them, and its own reasons.
pub(crate) fn policy(rules: &[RuleFacts], reasons: &[(String, String)]) -> String {
    let list = |words: &[String]| {
        words
            .iter()
            .map(|word| quoted(word))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mut out = String::new();
    let mut row = None;
    for rule in rules {
        if row != Some(&rule.row) {
            let _ = writeln!(
                out,
                "[row.{}]\nn = {}\nsection = {}",
                rule.row, rule.number, rule.section
            );
        }
        if let Some(stream) = &rule.stream {
            let _ = writeln!(out, "\n[row.{}.stream.{stream}]", rule.row);
        }
        row = Some(&rule.row);
        let _ = writeln!(out, "default = {}", quoted(&rule.default));
        let _ = writeln!(out, "presumption = {}", quoted(&rule.presumption));
        let _ = writeln!(out, "public = {}", quoted(&rule.public));
        let _ = writeln!(out, "partial = [{}]", list(&rule.partial));
        let _ = writeln!(out, "recipients = [{}]", list(&rule.recipients));
        let _ = writeln!(out, "providers = [{}]\n", list(&rule.providers));
    }
    if !reasons.is_empty() {
        out.push_str("[reasons]\n");
        for (name, words) in reasons {
            let _ = writeln!(out, "{name} = {}", quoted(words));
        }
    }
    out
}

/// An entry of an archive. `default_language` is the site's first.
pub(crate) fn entry(entry: &PublicEntry, default_language: &str) -> String {
    let mut out = "---\n".to_owned();
    let _ = writeln!(out, "title: {}", quoted(entry.title.as_str()));
    let _ = writeln!(
        out,
        "kind: {}\nsensitivity: public\nslug: {}",
        entry.kind.name(),
        entry.slug
    );
    if entry.lang != default_language {
        let _ = writeln!(out, "lang: {}", entry.lang);
    }
    let own = fields_of(entry.kind.name()).unwrap_or_default();
    for field in COMMON.iter().chain(own) {
        if field.name == "attachments" && !entry.attachments.is_empty() {
            let list: Vec<String> = entry
                .attachments
                .iter()
                .map(|file| attachment(entry, file))
                .collect();
            let _ = writeln!(out, "attachments: [{}]", list.join(", "));
        } else if let Some(value) = entry.field(field.name) {
            let _ = writeln!(out, "{}: {}", field.name, value_text(value));
        }
    }
    out.push_str("---\n");
    let body = print::print(
        &entry.body,
        &Relative {
            from: &entry.address,
            slug: &entry.slug,
        },
    );
    if !body.is_empty() {
        out.push('\n');
        out.push_str(&body);
    }
    out
}

fn attachment(entry: &PublicEntry, file: &PublicAttachment) -> String {
    let mut out = format!(
        "{{file: {}, sensitivity: public, title: {}",
        quoted(&format!("{}/{}", entry.slug, file.name)),
        quoted(file.title.as_str())
    );
    if let Some(alt) = &file.alt {
        let _ = write!(out, ", alt: {}", quoted(alt.as_str()));
    }
    out.push('}');
    out
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Text(text) => quoted(text.as_str()),
        Value::Word(word) => quoted(word),
        Value::Date(date) => quoted(&date.to_string()),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Entry(address) => quoted(address.as_str()),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(value_text).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|(name, value)| format!("{name}: {}", value_text(value)))
                .collect();
            format!("{{{}}}", fields.join(", "))
        }
    }
}

/// Text between double quotes, with the escapes that YAML and TOML share.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Addresses as a file of the archive writes them: relative to itself.
pub(crate) struct Relative<'a> {
    pub(crate) from: &'a Address,
    pub(crate) slug: &'a str,
}

impl Addresses for Relative<'_> {
    fn link(&self, target: &Target) -> String {
        match target {
            Target::Entry { address, fragment } => {
                let path = relative(self.from.as_str(), address.as_str());
                match fragment {
                    Some(fragment) => format!("{path}.md#{fragment}"),
                    None => format!("{path}.md"),
                }
            }
            Target::Record(slug) => format!("record:{slug}"),
            Target::Attachment(name) => self.attachment(name),
            Target::Generated(name) => format!("site:{name}"),
            Target::Anchor(id) => format!("#{id}"),
            Target::Elsewhere(address) => address.as_str().to_owned(),
        }
    }

    fn attachment(&self, name: &str) -> String {
        format!("{}/{name}", self.slug)
    }
}

/// The path from one address to another.
fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let folders = from.len().saturating_sub(1);
    let shared = from
        .iter()
        .take(folders)
        .zip(&to)
        .take_while(|(a, b)| a == b)
        .count();
    let mut path = vec![".."; folders - shared];
    path.extend(to.iter().skip(shared));
    path.join("/")
}

/// The folder of records has no pages; everything else of an archive stands at its address.
pub(crate) fn path(entry: &PublicEntry) -> String {
    debug_assert!(Kind::ALL.contains(&entry.kind), "an entry has a kind");
    format!("{}.md", entry.address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_end_a_text_or_its_line_is_escaped() {
        assert_eq!(quoted("a 'b' é"), "\"a 'b' é\"");
        assert_eq!(
            quoted("a\"b\\c\u{7}\n\u{85}\u{2028}\u{2029}d"),
            "\"a\\\"b\\\\c\\u0007\\u000A\\u0085\\u2028\\u2029d\""
        );
    }

    #[test]
    fn paths_are_relative_to_the_file() {
        for (from, to, path) in [
            ("missions/a", "missions/b", "b"),
            ("missions/a", "documents/b", "../documents/b"),
            ("fr/missions/a", "missions/a", "../../missions/a"),
            ("missions/a", "fr/missions/a", "../fr/missions/a"),
        ] {
            assert_eq!(relative(from, to), path);
        }
    }
}
