//! The files of a site in memory, each at a path that was checked once.

use std::collections::BTreeMap;
use std::fmt;

/// Names that are allowed though they hold other characters than paths do.
const FIXED: &[&str] = &["SHA256SUMS", ".nojekyll", "_headers"];

/// The files of a site, by path.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Output {
    files: BTreeMap<String, Vec<u8>>,
}

impl Output {
    /// All files in the order of their paths.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// All files, by path.
    #[must_use]
    pub fn by_path(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.files
    }

    /// The bytes at a path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// Adds a file.
    ///
    /// # Errors
    ///
    /// A path that no site has, or one that is taken.
    pub(crate) fn insert(
        &mut self,
        path: &str,
        bytes: impl Into<Vec<u8>>,
    ) -> Result<(), SiteError> {
        let name = path.rsplit('/').next().unwrap_or(path);
        // A name that others gave stands for one without its sign.
        let fits = match path.strip_suffix(crate::elasticlunr::NAME) {
            Some(folder) if name == crate::elasticlunr::NAME => {
                is_site_path(&format!("{folder}search-index.json"))
            }
            _ => FIXED.contains(&path) || is_site_path(path),
        };
        if !fits {
            return Err(SiteError::Path(path.to_owned()));
        }
        if self.files.insert(path.to_owned(), bytes.into()).is_some() {
            return Err(SiteError::Taken(path.to_owned()));
        }
        Ok(())
    }
}

#[cfg(feature = "sabotage")]
impl Output {
    /// Puts a file in, whatever its path and whatever was there: for tests of the audit.
    pub fn plant(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.to_owned(), bytes.into());
    }
}

/// Lower-case ASCII letters, digits, `-`, `.` and single slashes; no segment is empty or begins with a dot.
fn is_site_path(path: &str) -> bool {
    path.chars()
        .all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-' | '.' | '/'))
        && path
            .split('/')
            .all(|segment| !segment.is_empty() && !segment.starts_with('.'))
}

/// Why a site cannot be rendered.
#[derive(Debug)]
#[non_exhaustive]
pub enum SiteError {
    /// This path is not one that a site can have.
    Path(String),
    /// Two things would stand at this path.
    Taken(String),
    /// The theme has no such file, or one that cannot be read.
    Theme(String),
    /// A template does not render.
    Template(minijinja::Error),
    /// The search index cannot be built.
    Search(String),
}

impl fmt::Display for SiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => write!(f, "no site can have the path {path}"),
            Self::Taken(path) => write!(
                f,
                "two pages would stand at {path}: give one of the entries another `slug`"
            ),
            Self::Theme(file) => write!(f, "the theme's file {file} is missing or cannot be read"),
            Self::Template(error) => {
                write!(f, "a template of the theme does not render: {error:#}")
            }
            Self::Search(message) => write!(f, "the search index cannot be built: {message}"),
        }
    }
}

impl From<minijinja::Error> for SiteError {
    fn from(error: minijinja::Error) -> Self {
        Self::Template(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_cannot_climb() {
        for path in [
            "a.html",
            "missions/nl-2016.html",
            "SHA256SUMS",
            "_headers",
            "search_index.json",
            "fr/search_index.json",
        ] {
            assert!(Output::default().insert(path, "").is_ok(), "{path}");
        }
        for path in [
            "",
            "/a",
            "a//b",
            "../a",
            "a/../b",
            ".a",
            "a/.b",
            "A",
            "a b",
            "a\\b",
            "é",
            "a/",
            "a_b.json",
            "my_search_index.json",
            "../search_index.json",
            "/search_index.json",
            "search_index.json/a",
        ] {
            assert!(Output::default().insert(path, "").is_err(), "{path}");
        }
    }

    #[test]
    fn a_path_is_taken_once() {
        let mut output = Output::default();
        assert!(output.insert("a.html", "x").is_ok());
        assert!(matches!(
            output.insert("a.html", "y"),
            Err(SiteError::Taken(_))
        ));
    }
}
