//! What everyone may read: the texts and files of public entries.

use super::entry::Entry;
use super::{Split, coarser, drawing_of, folder, slug};
use crate::places::Place;
use crate::words::words;
use crate::{document, drawing, fields, hex, own, picture, portion, table, units};

impl Split {
    pub(super) fn public_entry(&mut self, entry: &Entry<'_>) {
        let file = entry.file;
        let title = entry.text("title").unwrap_or_default();
        let kind = entry.text("kind").unwrap_or_default();
        *self
            .titles
            .entry((kind.to_owned(), words(title).join(" ")))
            .or_default() += 1;
        let own = entry
            .text("slug")
            .or_else(|| entry.text("id"))
            .map_or_else(|| slug(title), str::to_owned);
        let lang = entry.text("lang").unwrap_or_default().to_lowercase();
        let folder = folder(kind);
        for start in [folder.to_owned(), format!("{lang}/{folder}")] {
            self.public
                .push(format!("{start}/{own}.html {start}/{own}.md"));
        }
        self.public.push(format!("{own} {title}"));
        let mut day = String::new();
        let precision = entry.text("date_precision").unwrap_or("day");
        let anonymous = entry
            .leaves
            .iter()
            .any(|leaf| leaf.path == ["origin", "consent"] && leaf.text == "anonymous");
        for leaf in &entry.leaves {
            let place = Place {
                file,
                line: leaf.line,
            };
            let top = leaf.top();
            if top == "attachments" {
                // The lists are read by item, below.
            } else if fields::is_mute(top) {
            } else if !fields::passes(top) || (anonymous && fields::names_origin(top, leaf.last()))
            {
                self.keep_leaf(leaf, file);
            } else {
                let shown = if anonymous {
                    "year"
                } else if top == "date" {
                    precision
                } else {
                    "day"
                };
                let text = coarser(&leaf.text, shown);
                if text != leaf.text {
                    self.keep(&leaf.text, place, true);
                }
                if top == "date" {
                    day.clone_from(&text);
                }
                if matches!(top, "topics" | "date") {
                    let lang = entry.text("lang").unwrap_or_default().to_owned();
                    let word = if top == "date" {
                        text.get(..4).unwrap_or_default()
                    } else {
                        &text
                    };
                    *self.counts.entry((lang, word.to_owned())).or_default() += 1;
                }
                self.public_text(&text);
            }
        }
        self.cited
            .push((title.to_owned(), day, format!("{folder}/{own}")));
        for (_, item) in entry.items() {
            let open = item
                .iter()
                .any(|leaf| leaf.last() == "sensitivity" && leaf.text == "public");
            for &leaf in &item {
                let place = Place {
                    file,
                    line: leaf.line,
                };
                match leaf.last() {
                    "title" | "alt" if open => {
                        self.public.push(leaf.text.clone());
                        self.public.push(slug(&leaf.text));
                        // Where the file stands on the site.
                        let file = item.iter().find(|leaf| leaf.last() == "file");
                        let ending = file.and_then(|leaf| leaf.text.rsplit('.').next());
                        let ending = ending.unwrap_or_default().replace("jpeg", "jpg");
                        let slug = slug(&leaf.text);
                        self.public.push(format!("{folder}/{own}/{slug}.{ending}"));
                    }
                    // Who looked at a picture stays in, also where the picture does not.
                    "checked_by" => self.keep(&leaf.text, place, false),
                    "title" | "alt" => {
                        self.keep(&leaf.text, place, false);
                        self.name_of_title(&leaf.text, place);
                    }
                    _ => {}
                }
            }
        }
        let cut = portion::cut(entry.body, entry.line);
        self.anchors(&cut.public);
        self.public.push(units::plain(&cut.public));
        self.public.push(cut.public);
        for (text, line) in cut.portions {
            self.keep_body(&text, line, file, true);
        }
    }

    /// A text that passes, with what the generator makes of it: a state's name, the first day of a month.
    pub(super) fn public_text(&mut self, text: &str) {
        self.public.push(text.to_owned());
        if text.len() == 2 {
            self.public.extend(own::state(text).map(str::to_owned));
        }
        for date in own::dates(text) {
            self.public.extend(own::date_forms(date));
        }
        let first = match text.len() {
            4 => format!("{text}-01-01"),
            7 if text.contains('Q') => match text.bytes().last() {
                Some(b'2') => text.replace("Q2", "04-01"),
                Some(b'3') => text.replace("Q3", "07-01"),
                Some(b'4') => text.replace("Q4", "10-01"),
                _ => text.replace("Q1", "01-01"),
            },
            7 => format!("{text}-01"),
            _ => return,
        };
        self.public.extend(own::date_forms(&first));
    }

    pub(super) fn open_file(&mut self, bytes: &[u8]) {
        if let Some(picture) = picture::read(bytes) {
            self.attachments.insert(picture.core);
        } else if let Some(document) = document::read(bytes) {
            for shown in document.shown {
                self.attachments.insert(shown.core);
                self.public.extend([shown.by_place, shown.by_move]);
            }
            let sides = document.pictures.iter();
            self.attachments
                .extend(sides.map(|(wide, high)| hex::number(&format!("{wide} by {high}"))));
            // Where links lead is public too.
            self.public.extend(
                document
                    .strings
                    .into_iter()
                    .filter(|text| text.contains("://") || text.starts_with("mailto:")),
            );
        } else if let Some(drawing) = drawing_of(bytes) {
            let lines = drawing::lines(&drawing.texts)
                .into_iter()
                .chain(drawing.starts);
            self.attachments
                .extend(lines.map(|line| hex::number(&line)));
            self.public.extend(drawing.texts);
        } else {
            let text = String::from_utf8_lossy(bytes).into_owned();
            self.attachments.insert(table::core(&text));
            self.public.push(text);
        }
        self.open_files.push(bytes.to_vec());
    }
}
