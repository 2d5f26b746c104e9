//! Attachments of public entries, and the files of a site's own theme.

use std::collections::BTreeMap;

use super::links::join;
use super::survey::{Entry, Survey, below, error};
use crate::attachment;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::entry::{Datum, Fields, Spanned};
use crate::public::{Media, PublicAttachment, PublicText};
use crate::slug;
use crate::source::{SourceFile, SourceTree};

/// The attachments that an entry lists: their paths in the source tree, and what the list says of each.
pub(crate) fn listed<'a>(path: &str, fields: &'a Fields) -> Vec<(String, &'a Spanned<Datum>)> {
    let items = fields
        .get("attachments")
        .and_then(|list| list.value.list())
        .unwrap_or_default();
    items
        .iter()
        .filter_map(|item| {
            let file = item.value.get("file")?.value.as_str()?;
            Some((join(path, file)?, item))
        })
        .collect()
}

/// The public attachments of a public entry, cleaned, with the source paths of their files.
pub(crate) fn attachments(
    survey: &Survey<'_>,
    source: &SourceTree,
    entry: &Entry<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<(String, PublicAttachment)> {
    let mut public: Vec<(String, PublicAttachment)> = Vec::new();
    for (path, item) in listed(entry.path, &entry.fields) {
        let own = item
            .value
            .get("sensitivity")
            .and_then(|level| level.value.level());
        let floor = survey.floors.above(&path);
        if own != Some(0) {
            continue;
        }
        let span = item
            .value
            .get("file")
            .map_or_else(|| item.span.clone(), |file| file.span.clone());
        if floor > 0 {
            error(
                diagnostics,
                "sensitivity-below-floor",
                entry.path,
                span,
                "this attachment is tagged public, but the folder it lies in is not",
                "move the file to a public folder; a folder only ever raises protection",
            );
            continue;
        }
        let Some(file) = clean(source, entry, &path, item, span.clone(), diagnostics) else {
            continue;
        };
        if shows_pictures(&file) && item.value.get("checked_by").is_none() {
            let message = if file.media.is_image() {
                "nobody has said that they looked at what this picture shows"
            } else {
                "nobody has said that they looked at what the pictures in this document show"
            };
            diagnostics.push(
                Diagnostic::warning("picture-unchecked", entry.path, span.clone(), message).help(
                    "look for badges, screens, maps and faces, and add `checked_by` with a name, which never leaves",
                ),
            );
        }
        if public.iter().any(|(_, other)| other.name == file.name) {
            error(
                diagnostics,
                "attachment-title-twice",
                entry.path,
                span,
                "two public attachments of this entry have the same title, so both would have the same name",
                "give each a `title` of its own",
            );
            continue;
        }
        public.push((path, file));
    }
    #[cfg(feature = "sabotage")]
    super::sabotage::attachments(source, entry, &mut public);
    public.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
    public
}

/// Says whether a file shows something that no detector reads.
fn shows_pictures(file: &PublicAttachment) -> bool {
    // A cleaned document has one spelling: its pictures are objects of their own.
    let picture = b"/Subtype /Image";
    file.media.is_image()
        || file.media == Media::Pdf
            && file
                .bytes
                .windows(picture.len())
                .any(|part| part == picture)
}

fn clean(
    source: &SourceTree,
    entry: &Entry<'_>,
    path: &str,
    item: &Spanned<Datum>,
    span: std::ops::Range<usize>,
    diagnostics: &mut Diagnostics,
) -> Option<PublicAttachment> {
    let Some(bytes) = source.bytes(path) else {
        error(
            diagnostics,
            "attachment-missing",
            entry.path,
            span,
            "there is no such file",
            "write its path relative to this entry's own file, with `/` between folders",
        );
        return None;
    };
    let cleaned = match attachment::clean(bytes) {
        Ok(cleaned) => cleaned,
        Err(unclean) => {
            error(
                diagnostics,
                unclean.code,
                entry.path,
                span,
                &unclean.message,
                &unclean.help,
            );
            return None;
        }
    };
    if !attachment::extension_fits(path, cleaned.media) {
        error(
            diagnostics,
            "attachment-extension",
            entry.path,
            span,
            &format!(
                "this file is a {} by its content, but not by its name",
                match cleaned.media {
                    Media::Png => "PNG picture",
                    Media::Jpeg => "JPEG picture",
                    Media::Webp => "WebP picture",
                    Media::Svg => "SVG drawing",
                    Media::Csv => "CSV table",
                    Media::Pdf => "PDF document",
                }
            ),
            &format!("rename it to end in `.{}`", cleaned.media.extension()),
        );
        return None;
    }
    let title = item.value.get("title")?.value.as_str()?;
    let alt = item.value.get("alt").and_then(|alt| alt.value.as_str());
    if cleaned.media.is_image() && alt.is_none() {
        error(
            diagnostics,
            "attachment-alt",
            entry.path,
            item.span.clone(),
            "an image needs words that stand for it",
            "add `alt` with what the image shows",
        );
        return None;
    }
    let name = slug::slugify(title);
    if name.is_empty() {
        error(
            diagnostics,
            "attachment-title",
            entry.path,
            item.span.clone(),
            "no file name can be made from this title",
            "use some Latin letters or digits in the attachment's `title`; its public name is made from that",
        );
        return None;
    }
    Some(PublicAttachment {
        name: format!("{name}.{}", cleaned.media.extension()),
        title: PublicText::new(title),
        alt: alt.map(PublicText::new),
        media: cleaned.media,
        size: cleaned.size,
        bytes: cleaned.bytes,
    })
}

/// The files of a site's own theme, by path below its folder.
pub(crate) fn theme(source: &SourceTree, folder: &str) -> BTreeMap<String, Vec<u8>> {
    source
        .iter()
        .filter(|(path, _)| below(path, folder))
        .filter_map(|(path, file)| match file {
            SourceFile::Bytes(bytes) => {
                Some((path.get(folder.len() + 1..)?.to_owned(), bytes.clone()))
            }
            SourceFile::Unread => None,
        })
        .collect()
}
