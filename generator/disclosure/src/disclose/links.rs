//! Links of public text: each leads to something public, or it is an error.

use std::ops::Range;

use super::directory::{Directory, Place};
use super::survey::{Entry, error};
use crate::diagnostic::Diagnostics;
use crate::dialect::read::Resolve;
use crate::dialect::{Block, Item, Target, forbidden};
use crate::public::{Kind, PublicAttachment, PublicEntry, PublicText};

/// The pages that the generator makes and text may link to, beside the lists of kinds.
const GENERATED: &[&str] = &[
    "home", "search", "register", "matrix", "source", "feed", "verify",
];

/// An anchor that must exist in an entry which may not have been read yet.
#[derive(Debug)]
pub(crate) struct Pending {
    file: String,
    span: Range<usize>,
    address: crate::public::Address,
    anchor: String,
}

/// The resolver of one entry's links.
pub(crate) struct Links<'a> {
    entry: &'a Entry<'a>,
    place: &'a Place,
    directory: &'a Directory,
    /// Source paths with the public attachments made of them.
    attachments: &'a [(String, PublicAttachment)],
    pending: Vec<Pending>,
}

impl<'a> Links<'a> {
    pub(crate) fn new(
        entry: &'a Entry<'a>,
        place: &'a Place,
        directory: &'a Directory,
        attachments: &'a [(String, PublicAttachment)],
    ) -> Self {
        Self {
            entry,
            place,
            directory,
            attachments,
            pending: Vec::new(),
        }
    }

    /// The anchors that are still to be looked for.
    pub(crate) fn finish(self, _diagnostics: &mut Diagnostics) -> Vec<Pending> {
        self.pending
    }

    fn expect_anchor(
        &mut self,
        address: &crate::public::Address,
        anchor: &str,
        span: &Range<usize>,
    ) {
        self.pending.push(Pending {
            file: self.entry.path.to_owned(),
            span: span.clone(),
            address: address.clone(),
            anchor: anchor.to_owned(),
        });
    }

    /// The attachment at a path that the text wrote.
    fn attached(&self, written: &str) -> Option<&PublicAttachment> {
        let path = join(self.entry.path, &decode(written))?;
        self.attachments
            .iter()
            .find(|(source, _)| *source == path)
            .map(|(_, file)| file)
    }

    fn not_public(&self, span: Range<usize>, diagnostics: &mut Diagnostics) {
        error(
            diagnostics,
            "link-not-public",
            self.entry.path,
            span,
            "nothing public is at the end of this link",
            "link to a public entry by the path of its file, or take the link out; `record:SLUG` links to a record",
        );
    }
}

impl Resolve for Links<'_> {
    fn link(
        &mut self,
        written: &str,
        span: Range<usize>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Target> {
        if let Some(anchor) = written.strip_prefix('#') {
            let address = self.place.address.clone();
            self.expect_anchor(&address, anchor, &span);
            return Some(Target::Anchor(anchor.to_owned()));
        }
        if let Some(slug) = written.strip_prefix("record:") {
            let lang = &self.place.lang;
            let known = self
                .directory
                .record(slug, lang)
                .or_else(|| self.directory.record_entry(slug, lang));
            if known.is_none() {
                self.not_public(span, diagnostics);
                return None;
            }
            return Some(Target::Record(slug.to_owned()));
        }
        if let Some(name) = written.strip_prefix("site:") {
            let list = Kind::ALL
                .iter()
                .any(|kind| *kind != Kind::Record && kind.folder() == name);
            if list || GENERATED.contains(&name) {
                return Some(Target::Generated(name.to_owned()));
            }
            error(
                diagnostics,
                "link-page-unknown",
                self.entry.path,
                span,
                "the site has no page of this name",
                &format!(
                    "write `site:` and one of: {}, or a kind's folder such as `missions`",
                    GENERATED.join(", ")
                ),
            );
            return None;
        }
        if has_scheme(written) {
            return elsewhere(written, self.entry.path, span, diagnostics);
        }
        if let Some(file) = self.attached(written) {
            return Some(Target::Attachment(file.name.clone()));
        }
        let (path, anchor) = written
            .split_once('#')
            .map_or((written, None), |(path, anchor)| (path, Some(anchor)));
        let Some(place) = join(self.entry.path, &decode(path))
            .and_then(|path| self.directory.at_path(&path))
            .cloned()
        else {
            self.not_public(span, diagnostics);
            return None;
        };
        if let Some(anchor) = anchor
            && self.directory.tombstone(place.address.as_str()).is_none()
        {
            self.expect_anchor(&place.address, anchor, &span);
        }
        Some(Target::Entry {
            address: place.address,
            fragment: anchor.map(str::to_owned),
        })
    }

    fn image(
        &mut self,
        written: &str,
        alt: &str,
        span: Range<usize>,
        diagnostics: &mut Diagnostics,
    ) -> Option<String> {
        let Some(file) = self.attached(written).filter(|file| file.media.is_image()) else {
            error(
                diagnostics,
                "image-not-public",
                self.entry.path,
                span,
                "this image is not among the public attachments of the entry",
                "list it under `attachments` with its own `sensitivity`, a `title` and an `alt`",
            );
            return None;
        };
        let listed = file
            .alt
            .as_ref()
            .map(PublicText::as_str)
            .unwrap_or_default();
        if !alt.trim().is_empty() && alt.trim() != listed {
            error(
                diagnostics,
                "image-alt",
                self.entry.path,
                span,
                "the words in these brackets differ from the `alt` of the attachment, which is what shows",
                "leave the brackets empty: `![](chart.png)`",
            );
            return None;
        }
        Some(file.name.clone())
    }
}

/// Says whether an address names a scheme. A drive letter or a word with a colon does too: it is no path.
fn has_scheme(written: &str) -> bool {
    written.starts_with("//")
        || written.split_once(':').is_some_and(|(scheme, _)| {
            scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        })
}

fn elsewhere(
    written: &str,
    file: &str,
    span: Range<usize>,
    diagnostics: &mut Diagnostics,
) -> Option<Target> {
    let allowed = ["https://", "http://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| {
            written
                .strip_prefix(scheme)
                .is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        });
    let clean = written.chars().all(|c| {
        !c.is_whitespace() && forbidden(c).is_none() && !matches!(c, '"' | '<' | '>' | '\\' | '`')
    });
    if allowed && clean {
        return Some(Target::Elsewhere(PublicText::new(written)));
    }
    error(
        diagnostics,
        "link-address",
        file,
        span,
        "this is no address that a page may link to",
        "an address begins with `https://`, `http://`, `mailto:` or `tel:` and holds neither spaces nor characters that do not show",
    );
    None
}

/// The path that `written` names in the file at `from`; `None` where it leaves the site folder.
pub(crate) fn join(from: &str, written: &str) -> Option<String> {
    if written.is_empty() || written.contains(['\\', '\0']) {
        return None;
    }
    let mut parts: Vec<&str> = match written.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from.split('/').collect(),
    };
    parts.pop();
    for part in written.trim_start_matches('/').split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Percent-encoded bytes as the characters they are.
fn decode(written: &str) -> String {
    if !written.contains('%') {
        return written.to_owned();
    }
    let mut bytes = Vec::new();
    let mut rest = written.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(decoded) if byte == b'%' => {
                bytes.push(decoded);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| written.to_owned())
}

/// Looks for the anchors that links name.
pub(crate) fn check_anchors(
    entries: &[(PublicEntry, Vec<Pending>)],
    diagnostics: &mut Diagnostics,
) {
    let anchors: std::collections::BTreeMap<&crate::public::Address, Vec<&str>> = entries
        .iter()
        .map(|(entry, _)| {
            let mut ids = Vec::new();
            collect_anchors(&entry.body, &mut ids);
            (&entry.address, ids)
        })
        .collect();
    for pending in entries.iter().flat_map(|(_, pending)| pending) {
        let known = anchors
            .get(&pending.address)
            .is_some_and(|ids| ids.contains(&pending.anchor.as_str()));
        if !known {
            error(
                diagnostics,
                "link-anchor",
                &pending.file,
                pending.span.clone(),
                "no public heading of that entry has this anchor",
                "link to the entry itself, or give the heading an anchor: `## Next steps {#next-steps}`",
            );
        }
    }
}

fn collect_anchors<'a>(blocks: &'a [Block], ids: &mut Vec<&'a str>) {
    for block in blocks {
        match block {
            Block::Heading(heading) => ids.push(&heading.id),
            Block::Quote(blocks)
            | Block::Admonition { blocks, .. }
            | Block::Footnote { blocks, .. } => {
                collect_anchors(blocks, ids);
            }
            Block::List { items, .. } => items
                .iter()
                .for_each(|Item { blocks, .. }| collect_anchors(blocks, ids)),
            Block::Definitions(list) => {
                for blocks in list.iter().flat_map(|(_, definitions)| definitions) {
                    collect_anchors(blocks, ids);
                }
            }
            Block::Paragraph(_)
            | Block::Code { .. }
            | Block::Table(_)
            | Block::Rule
            | Block::Withheld { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside() {
        assert_eq!(join("a/b/c.md", "../d.md").as_deref(), Some("a/d.md"));
        assert_eq!(join("a/b/c.md", "./d.md").as_deref(), Some("a/b/d.md"));
        assert_eq!(join("a/b/c.md", "/d.md").as_deref(), Some("d.md"));
        assert_eq!(join("c.md", "../d.md"), None);
        assert_eq!(join("a/c.md", "../../d.md"), None);
        assert_eq!(join("a/c.md", "..\\d.md"), None);
    }

    #[test]
    fn a_scheme_begins_with_a_letter_and_ends_with_a_colon() {
        for written in [
            "https://a.org",
            "mailto:a@b.org",
            "//a.org",
            "C:\\a.md",
            "a+b-c.d:e",
        ] {
            assert!(has_scheme(written), "{written}");
        }
        for written in [
            "a.md", "a/b:c.md", "12:30.md", "a b:c.md", ":a", "é:a.md", "",
        ] {
            assert!(!has_scheme(written), "{written}");
        }
    }

    #[test]
    fn only_two_hexadecimal_digits_behind_a_percent_sign_are_decoded() {
        for (written, read) in [
            ("a.md", "a.md"),
            ("a41.md", "a41.md"),
            ("a%20b.md", "a b.md"),
            ("a%C3%A9.md", "aé.md"),
            ("a41%41.md", "a41A.md"),
            ("100%", "100%"),
            ("%4", "%4"),
            ("%zz%41", "%zzA"),
            // What is no text then stays as it was written.
            ("%ff", "%ff"),
        ] {
            assert_eq!(decode(written), read, "{written}");
        }
    }

    #[test]
    fn schemes_are_few() {
        let mut diagnostics = Diagnostics::new();
        let mut allowed = |written: &str| {
            has_scheme(written) && elsewhere(written, "", 0..0, &mut diagnostics).is_some()
        };
        for good in [
            "https://a.org/x?y#z",
            "http://a.org",
            "mailto:a@b.org",
            "tel:+31101234",
        ] {
            assert!(allowed(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "https://",
            "https:///x",
            "//evil.org",
            "https://a b",
            "ftp://a.org",
            "blob:x",
        ] {
            assert!(has_scheme(bad) && !allowed(bad), "{bad}");
        }
    }
}
