//! A site that is refused for one thing, and how that is mended: judged, and drawn as its officer sees it.
//!
//! In each text `«wrong⇒mended»` is what is changed, as it is refused and as its help says to write it. The caret stands
//! below exactly that. Where it stands below something else, `‹…›` marks what.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;

use jiff::civil::{Date, date};
use vitrine_disclosure::{Diagnostic, Diagnostics, SourceTree, disclose};

use crate::draw::{draw, place_of, visible};

/// The day of every build here.
pub(crate) const TODAY: Date = date(2026, 11, 1);

/// What is told of a site, and whether it passes.
pub(crate) type Told = (bool, Vec<Diagnostic>);

/// What a file holds before and after it is mended; none where it is not there.
enum Content {
    Text(String),
    Bytes(Option<Vec<u8>>, Option<Vec<u8>>),
    /// One that nobody could read, and its text once they can.
    Unread(&'static str),
}

/// A site that is refused for one thing, and how that is mended.
pub(crate) struct Remedy {
    code: &'static str,
    /// What follows from it.
    also: BTreeSet<&'static str>,
    files: Vec<(&'static str, Content)>,
    /// Whether the message is about no place in a text.
    placeless: bool,
    /// Who is asked about a site, as it is wrong and as it is mended.
    ask: Ask,
}

/// Somebody who is asked about a site, and whether what they were told is mended too.
type Ask = Box<dyn Fn(&SourceTree, bool) -> Told>;

/// A remedy for an entry `a.md`.
pub(crate) fn of(code: &'static str, text: impl Into<String>) -> Remedy {
    site(code).with("a.md", text)
}

/// A remedy for a site without an entry.
pub(crate) fn site(code: &'static str) -> Remedy {
    Remedy {
        code,
        also: BTreeSet::new(),
        files: Vec::new(),
        placeless: false,
        ask: Box::new(|tree, _| disclosed(tree, TODAY)),
    }
}

impl Remedy {
    /// What is told beside it, and goes with it.
    pub(crate) fn also(mut self, code: &'static str) -> Self {
        self.also.insert(code);
        self
    }

    /// The same with another file of text.
    pub(crate) fn with(mut self, path: &'static str, text: impl Into<String>) -> Self {
        self.files.push((path, Content::Text(text.into())));
        self
    }

    /// The same with a file of bytes that is made anew, put there, or taken away.
    pub(crate) fn bytes(
        mut self,
        path: &'static str,
        wrong: Option<&[u8]>,
        mended: Option<&[u8]>,
    ) -> Self {
        let content = Content::Bytes(wrong.map(<[u8]>::to_vec), mended.map(<[u8]>::to_vec));
        self.files.push((path, content));
        self
    }

    /// The same with a file that could not be read.
    pub(crate) fn unread(mut self, path: &'static str, mended: &'static str) -> Self {
        self.files.push((path, Content::Unread(mended)));
        self
    }

    /// The same, asked about otherwise than by a build; the second argument says whether what was typed is mended too.
    pub(crate) fn asked(mut self, ask: impl Fn(&SourceTree, bool) -> Told + 'static) -> Self {
        self.ask = Box::new(ask);
        self
    }

    /// The same, about a file or the site as a whole, or about what was typed.
    pub(crate) fn placeless(mut self) -> Self {
        self.placeless = true;
        self
    }

    /// The site, wrong or mended, with the places that a message is about, and those that are changed.
    fn site(&self, mended: bool) -> Site {
        let mut site = Site::default();
        if !self.files.iter().any(|(path, _)| *path == "vitrine.toml") {
            let settings =
                "title = \"A site\"\nportions = \"mark\"\nlanguages = [\"en\", \"fr\"]\n";
            site.tree.insert("vitrine.toml", settings);
        }
        for (path, content) in &self.files {
            match content {
                Content::Text(text) => site.put(path, text, mended),
                Content::Bytes(wrong, right) => {
                    if let Some(bytes) = if mended { right } else { wrong } {
                        site.tree.insert(*path, bytes.clone());
                    }
                }
                Content::Unread(text) if mended => site.tree.insert(*path, *text),
                Content::Unread(_) => site.tree.insert_unread(*path),
            }
        }
        site
    }

    /// The case drawn, and what is wrong with it.
    pub(crate) fn judge(&self) -> (String, Vec<String>) {
        let code = self.code;
        let mut wrong = Vec::new();
        let mut drawn = format!("## {code}\n");
        let site = self.site(false);
        let (_, told) = (self.ask)(&site.tree, false);
        let codes: BTreeSet<&str> = told.iter().map(|one| one.code).collect();
        let mut expected = self.also.clone();
        expected.insert(code);
        if codes != expected {
            wrong.push(format!("{code}: tells {codes:?}"));
        }
        let own: Vec<Place> = told
            .iter()
            .filter(|one| one.code == code)
            .map(|one| (one.file.clone().unwrap_or_default(), one.span.clone()))
            .collect();
        let is_told = |place: &Place| own.contains(place);
        let exact = if self.placeless {
            site.exact.is_empty()
        } else if site.exact.is_empty() {
            site.changed.iter().any(is_told)
        } else {
            site.exact.iter().all(is_told)
        };
        if !exact {
            wrong.push(format!(
                "{code}: is told of {own:?}, not of {:?} {:?}",
                site.exact, site.changed
            ));
        }
        for one in &told {
            let bytes = one.file.as_deref().and_then(|path| site.tree.bytes(path));
            draw(&mut drawn, bytes.unwrap_or_default(), one);
            if one.help.as_deref().unwrap_or_default().trim().is_empty() {
                wrong.push(format!("{}: does not say what to do", one.code));
            }
        }
        let after = self.site(true);
        drawn.push_str("mended:\n");
        for (path, range) in &after.changed {
            let bytes = after.tree.bytes(path).unwrap_or_default();
            let lines = place_of(bytes, range.start).0..=place_of(bytes, range.end).0;
            let text = String::from_utf8_lossy(bytes);
            for (number, line) in (1..).zip(text.lines()) {
                if lines.contains(&number) {
                    let line: String = line.chars().map(visible).collect();
                    let _ = writeln!(
                        drawn,
                        "{}",
                        format!("  {path}:{number} | {line}").trim_end()
                    );
                }
            }
        }
        for (path, content) in &self.files {
            match content {
                Content::Bytes(_, None) => drawn.push_str(&format!("  {path} is taken away\n")),
                Content::Bytes(wrong, Some(right)) if wrong.as_ref() != Some(right) => {
                    drawn.push_str(&format!("  {path} is made anew\n"));
                }
                Content::Text(_) | Content::Bytes(..) => {}
                Content::Unread(_) => drawn.push_str(&format!("  {path} can be read\n")),
            }
        }
        let (passes, told) = (self.ask)(&after.tree, true);
        if !passes || !told.is_empty() {
            wrong.push(format!("{code}: mended, and still {told:?}"));
        }
        (drawn, wrong)
    }
}

/// Bytes of a file.
type Place = (String, Range<usize>);

#[derive(Default)]
struct Site {
    tree: SourceTree,
    /// What stands between `‹` and `›`.
    exact: Vec<Place>,
    /// What stands between `«` and `»`.
    changed: Vec<Place>,
}

impl Site {
    fn put(&mut self, path: &str, text: &str, mended: bool) {
        let mut out = String::new();
        let (mut changed, mut exact) = (0, 0);
        // Whether this is the other side of what is changed.
        let mut skips = false;
        for c in text.chars() {
            match c {
                '«' => (changed, skips) = (out.len(), mended),
                '⇒' => skips = !mended,
                '»' => {
                    skips = false;
                    self.changed.push((path.to_owned(), changed..out.len()));
                }
                _ if skips => {}
                '‹' => exact = out.len(),
                '›' => self.exact.push((path.to_owned(), exact..out.len())),
                c => out.push(c),
            }
        }
        // A file that is empty is not there.
        if !out.is_empty() {
            self.tree.insert(path, out);
        }
    }
}

/// What a build of a day tells. Whether assessments are bound is told by every build, and by a case of its own.
pub(crate) fn disclosed(tree: &SourceTree, day: Date) -> Told {
    let (passes, found) = match disclose(tree, day) {
        Ok(made) => (true, made.warnings().clone()),
        Err(found) => (false, found),
    };
    let told = found
        .iter()
        .filter(|one| one.code != "assessment-undigested");
    (passes, told.cloned().collect())
}

/// What a call tells that fails or does not.
pub(crate) fn told<T>(result: Result<T, Diagnostics>) -> Told {
    match result {
        Ok(_) => (true, Vec::new()),
        Err(found) => (false, found.iter().cloned().collect()),
    }
}

/// Judges all cases, and returns them drawn.
#[track_caller]
pub(crate) fn drawn(cases: &[Remedy]) -> String {
    let (drawn, wrong): (Vec<String>, Vec<Vec<String>>) = cases.iter().map(Remedy::judge).unzip();
    let wrong = wrong.concat();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    drawn.join("\n")
}
