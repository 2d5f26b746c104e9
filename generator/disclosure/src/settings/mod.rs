//! `vitrine.toml`, and the floors that `_folder.toml` files set.

mod states;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::dialect::Display;
use crate::entry::front_matter::{RawData, RawMap, RawValue, read_toml};
use crate::entry::suggestion;
use crate::source::SourceTree;

/// The name of the settings file.
const FILE: &str = "vitrine.toml";
/// The name of a folder's floor.
const FLOOR: &str = "_folder.toml";

/// The settings of a site.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) title: String,
    /// Never empty; the first is at the root of the site.
    pub(crate) languages: Vec<String>,
    pub(crate) base_url: Option<String>,
    pub(crate) theme: ThemeChoice,
    /// What shows of portions that do not say.
    pub(crate) portions: Option<Display>,
    /// Names of state codes that the site adds.
    pub(crate) states: BTreeMap<String, String>,
    /// The offset from UTC at which a day begins, in minutes.
    pub(crate) utc_offset: i32,
    /// How many days a review may be overdue.
    pub(crate) review_grace_days: u64,
    pub(crate) elasticlunr: bool,
    /// Whether nothing is published but what two persons approved.
    pub(crate) release_required: bool,
    /// What an archive says of itself.
    pub(crate) archive: Option<ArchiveFacts>,
}

/// The theme that renders the site.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum ThemeChoice {
    /// One that the tool brings.
    BuiltIn(String),
    /// A folder of the site.
    Folder(String),
}

/// The table `[archive]` of a public source.
#[derive(Clone, Debug)]
pub(crate) struct ArchiveFacts {
    pub(crate) as_of: Date,
    pub(crate) span: Range<usize>,
}

const KEYS: &[&str] = &[
    "title",
    "languages",
    "base_url",
    "theme",
    "portions",
    "utc_offset",
    "review_grace_days",
    "release",
    "states",
    "search",
    "archive",
];

impl Settings {
    pub(crate) fn read(source: &SourceTree, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Some(bytes) = source.bytes(FILE) else {
            diagnostics.push(
                Diagnostic::error(
                    "settings-missing",
                    FILE,
                    0..0,
                    "this folder has no vitrine.toml, so it is no site",
                )
                .help("`vitrine init` makes one; it needs a `title`"),
            );
            return None;
        };
        let before = diagnostics.errors();
        let map = read_toml(FILE, bytes, diagnostics)?;
        let mut reader = Reader {
            file: FILE,
            diagnostics,
        };
        reader.known(&map, KEYS);
        let title = reader.text(&map, "title");
        if title.is_none() && find(&map, "title").is_none() && !mistyped(&map, KEYS, "title") {
            reader.error(
                "settings-title",
                0..0,
                "the site has no title",
                "add `title = \"…\"`",
            );
        }
        let settings = Self {
            title: title.unwrap_or_default(),
            languages: reader.languages(&map),
            base_url: reader.base_url(&map),
            theme: reader.theme(&map, source),
            portions: reader
                .choice(&map, "portions", &["mark", "silent"])
                .map(|word| match word {
                    "mark" => Display::Mark,
                    _ => Display::Silent,
                }),
            states: reader.states(&map),
            utc_offset: reader.utc_offset(&map),
            review_grace_days: reader.review_grace(&map),
            elasticlunr: reader.elasticlunr(&map),
            release_required: reader.choice(&map, "release", &["open", "required"])
                == Some("required"),
            archive: reader.archive(&map),
        };
        (diagnostics.errors() == before).then_some(settings)
    }

    /// Says whether a code is that of a state.
    pub(crate) fn knows_state(&self, code: &str) -> bool {
        self.states.contains_key(code) || states::name(code).is_some()
    }
}

/// The name of a state by its ISO 3166 code, in English; `None` for codes that the standard does not assign.
#[must_use]
pub fn state_name(code: &str) -> Option<&'static str> {
    states::name(code)
}

/// The offset from UTC that a site's settings give, in minutes: the day of a build begins there.
///
/// `0` where there are no sound settings; what is wrong with them is found when the site is disclosed.
#[must_use]
pub fn utc_offset(source: &SourceTree) -> i32 {
    Settings::read(source, &mut Diagnostics::new()).map_or(0, |settings| settings.utc_offset)
}

fn find<'m>(map: &'m RawMap, name: &str) -> Option<&'m RawValue> {
    map.0
        .iter()
        .find(|(key, _, _)| key == name)
        .map(|(_, _, value)| value)
}

/// Says whether a name in a map was taken for this one: then it was said what to do.
fn mistyped(map: &RawMap, keys: &[&str], wanted: &str) -> bool {
    map.0.iter().any(|(name, _, _)| {
        !keys.contains(&name.as_str()) && suggestion(name, keys.iter().copied()) == Some(wanted)
    })
}

/// Reads values with their places.
struct Reader<'a> {
    file: &'a str,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn error(&mut self, code: &'static str, span: Range<usize>, message: &str, help: &str) {
        self.diagnostics
            .push(Diagnostic::error(code, self.file, span, message).help(help));
    }

    fn known(&mut self, map: &RawMap, keys: &[&str]) {
        for (name, span, _) in &map.0 {
            if !keys.contains(&name.as_str()) {
                let help = match suggestion(name, keys.iter().copied()) {
                    Some(key) => format!("did you mean `{key}`?"),
                    None => {
                        // `[archive]` is the tool's own word, in public sources alone.
                        let own: Vec<&str> = keys
                            .iter()
                            .copied()
                            .filter(|key| *key != "archive")
                            .collect();
                        format!("write one of: {}", own.join(", "))
                    }
                };
                self.error(
                    "key-unknown",
                    span.clone(),
                    "there is no setting of this name",
                    &help,
                );
            }
        }
    }

    fn quoted<'m>(&mut self, value: &'m RawValue, help: &str) -> Option<&'m str> {
        match &value.data {
            RawData::Scalar { text, quoted: true } if !text.trim().is_empty() => {
                // What an escape of TOML makes is not seen in the raw text.
                if let Some(why) = text.chars().find_map(crate::dialect::forbidden) {
                    self.error(
                        "character-forbidden",
                        value.span.clone(),
                        &format!("this text holds {why}"),
                        "take it out",
                    );
                    return None;
                }
                Some(text)
            }
            _ => {
                self.error(
                    "value-type",
                    value.span.clone(),
                    "this setting is a text that is not empty",
                    help,
                );
                None
            }
        }
    }

    fn text(&mut self, map: &RawMap, name: &str) -> Option<String> {
        let value = find(map, name)?;
        self.quoted(value, "write it between double quotes")
            .map(|text| text.trim().to_owned())
    }

    fn number(&mut self, map: &RawMap, name: &str) -> Option<u64> {
        let value = find(map, name)?;
        if let RawData::Scalar {
            text,
            quoted: false,
        } = &value.data
            && let Ok(number) = text.parse()
        {
            return Some(number);
        }
        self.error(
            "value-type",
            value.span.clone(),
            "this setting is a whole number",
            "write digits without quotes",
        );
        None
    }

    fn choice<'w>(&mut self, map: &RawMap, name: &str, words: &[&'w str]) -> Option<&'w str> {
        let value = find(map, name)?;
        let help = format!("write one of: {}", words.join(", "));
        let text = self.quoted(value, &help)?;
        let found = words.iter().find(|word| **word == text).copied();
        if found.is_none() {
            self.error(
                "word-unknown",
                value.span.clone(),
                "this setting has a closed list of words",
                &help,
            );
        }
        found
    }

    /// How many days a review may be overdue. Any are told on every build, as whatever lowers the built-in policy.
    fn review_grace(&mut self, map: &RawMap) -> u64 {
        let days = self.number(map, "review_grace_days").unwrap_or(0);
        if let Some(value) = find(map, "review_grace_days").filter(|_| days > 0) {
            self.diagnostics.push(
                Diagnostic::warning(
                    "policy-lowered",
                    self.file,
                    value.span.clone(),
                    "reviews may be overdue here before a build fails, which the built-in policy does not allow",
                )
                .help("this is reported on every build, so that nobody forgets it"),
            );
        }
        days
    }

    fn languages(&mut self, map: &RawMap) -> Vec<String> {
        let default = vec!["en".to_owned()];
        let Some(value) = find(map, "languages") else {
            return default;
        };
        let RawData::List(items) = &value.data else {
            self.error(
                "value-type",
                value.span.clone(),
                "languages are a list",
                "write `languages = [\"en\"]`",
            );
            return default;
        };
        let mut languages: Vec<String> = Vec::new();
        for item in items {
            let Some(tag) = self.quoted(item, "write a language tag such as \"en\"") else {
                continue;
            };
            let mut parts = tag.split('-');
            let primary = parts.next().unwrap_or_default();
            let sound = (2..=3).contains(&primary.len())
                && primary.bytes().all(|byte| byte.is_ascii_lowercase())
                && parts.all(|part| {
                    (2..=8).contains(&part.len())
                        && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
                });
            if !sound {
                self.error(
                    "language-tag",
                    item.span.clone(),
                    "this is no language tag",
                    "write for example \"en\", \"fr\" or \"pt-BR\"",
                );
            } else if languages
                .iter()
                .any(|known| known.eq_ignore_ascii_case(tag))
            {
                self.error(
                    "language-twice",
                    item.span.clone(),
                    "this language stands here a second time",
                    "keep one of the two",
                );
            } else {
                languages.push(tag.to_owned());
            }
        }
        if items.is_empty() {
            self.error(
                "value-type",
                value.span.clone(),
                "a site has at least one language",
                "write `languages = [\"en\"]`",
            );
        }
        if languages.is_empty() {
            default
        } else {
            languages
        }
    }

    fn base_url(&mut self, map: &RawMap) -> Option<String> {
        let value = find(map, "base_url")?;
        let help = "write the address of the site's root, such as \"https://example.org/nuclear/\"";
        let text = self.quoted(value, help)?;
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))
            .unwrap_or_default();
        let sound = !rest.is_empty()
            && !rest.starts_with('/')
            && !rest.contains(['?', '#', '@', ' ', '"', '<', '>', '\\'])
            && rest.is_ascii();
        if !sound {
            self.error(
                "base-url",
                value.span.clone(),
                "this is not the address of a site",
                help,
            );
            return None;
        }
        Some(format!("{}/", text.trim_end_matches('/')))
    }

    fn theme(&mut self, map: &RawMap, source: &SourceTree) -> ThemeChoice {
        let plain = ThemeChoice::BuiltIn("plain".to_owned());
        let Some(value) = find(map, "theme") else {
            return plain;
        };
        let Some(name) = self.quoted(value, "write `theme = \"plain\"`, or the name of a folder")
        else {
            return plain;
        };
        if name == "plain" {
            return plain;
        }
        if source.contains(&format!("{name}/theme.toml")) {
            return ThemeChoice::Folder(name.to_owned());
        }
        self.error(
            "theme-unknown",
            value.span.clone(),
            "there is no theme of this name",
            "write \"plain\", or the name of a folder beside vitrine.toml that holds a theme.toml",
        );
        plain
    }

    fn states(&mut self, map: &RawMap) -> BTreeMap<String, String> {
        let mut states = BTreeMap::new();
        let Some(value) = find(map, "states") else {
            return states;
        };
        let RawData::Map(table) = &value.data else {
            self.error(
                "value-type",
                value.span.clone(),
                "states are a table",
                "write `[states]` and `XA = \"Name\"` below it",
            );
            return states;
        };
        for (code, span, name) in &table.0 {
            let letters = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
            if !letters || !(code.starts_with('X') || states::name(code).is_some()) {
                self.error(
                    "state-code",
                    span.clone(),
                    "this is no code of a state",
                    "write two capital letters of ISO 3166, or XA to XZ for a state that the standard does not have",
                );
            }
            if let Some(name) = self.quoted(name, "write the state's name between double quotes") {
                states.insert(code.clone(), name.to_owned());
            }
        }
        states
    }

    fn utc_offset(&mut self, map: &RawMap) -> i32 {
        let Some(value) = find(map, "utc_offset") else {
            return 0;
        };
        let help = "write for example \"+00:00\", \"+05:30\" or \"-03:00\"";
        let Some(text) = self.quoted(value, help) else {
            return 0;
        };
        let minutes = || {
            let (sign, rest) = match text.split_at_checked(1)? {
                ("+", rest) => (1, rest),
                ("-", rest) => (-1, rest),
                _ => return None,
            };
            let (hours, minutes) = rest.split_once(':')?;
            let digits =
                |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
            if !digits(hours) || !digits(minutes) {
                return None;
            }
            let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
            let offset = sign * (hours * 60 + minutes);
            // The clocks of the world run from twelve hours behind UTC to fourteen ahead of it.
            (minutes < 60 && (-720..=840).contains(&offset)).then_some(offset)
        };
        minutes().unwrap_or_else(|| {
            self.error(
                "utc-offset",
                value.span.clone(),
                "this is no offset from UTC",
                help,
            );
            0
        })
    }

    fn elasticlunr(&mut self, map: &RawMap) -> bool {
        let Some(value) = find(map, "search") else {
            return false;
        };
        let RawData::Map(table) = &value.data else {
            self.error(
                "value-type",
                value.span.clone(),
                "search settings are a table",
                "write `[search]` and `elasticlunr = true` below it",
            );
            return false;
        };
        self.known(table, &["elasticlunr"]);
        match find(table, "elasticlunr").map(|value| (&value.data, value.span.clone())) {
            Some((
                RawData::Scalar {
                    text,
                    quoted: false,
                },
                _,
            )) if matches!(text.as_str(), "true" | "false") => text == "true",
            Some((_, span)) => {
                self.error(
                    "value-type",
                    span,
                    "this setting is `true` or `false`",
                    "write it without quotes",
                );
                false
            }
            None => false,
        }
    }

    fn archive(&mut self, map: &RawMap) -> Option<ArchiveFacts> {
        let value = find(map, "archive")?;
        let RawData::Map(table) = &value.data else {
            self.error(
                "archive-settings",
                value.span.clone(),
                "this is not what an archive says of itself",
                "build the archive as it was published",
            );
            return None;
        };
        self.known(table, &["format", "as_of"]);
        let format = self.number(table, "format");
        let as_of = self
            .text(table, "as_of")
            .and_then(|text| text.parse::<Date>().ok());
        if format != Some(1) || as_of.is_none() {
            self.error(
                "archive-format",
                value.span.clone(),
                "this archive is of a format that this tool does not know",
                "build it with the version of the tool that wrote it",
            );
        }
        Some(ArchiveFacts {
            as_of: as_of?,
            span: value.span.clone(),
        })
    }
}

/// The floors of folders: nothing in a folder is less protected than its floor.
#[derive(Clone, Debug, Default)]
pub(crate) struct Floors(BTreeMap<String, usize>);

impl Floors {
    pub(crate) fn read(
        source: &SourceTree,
        levels: &[String],
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut floors = BTreeMap::new();
        for (path, _) in source.iter() {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            if name != FLOOR {
                continue;
            }
            // A floor that cannot be read is the highest: until it is mended nothing below it may pass.
            floors.insert(folder.to_owned(), levels.len());
            let Some(map) = source
                .bytes(path)
                .and_then(|bytes| read_toml(path, bytes, diagnostics))
            else {
                continue;
            };
            let mut reader = Reader {
                file: path,
                diagnostics,
            };
            reader.known(&map, &["sensitivity"]);
            let help = format!(
                "write `sensitivity = \"…\"` with one of: {}",
                levels.join(", ")
            );
            let Some(value) = find(&map, "sensitivity") else {
                if mistyped(&map, &["sensitivity"], "sensitivity") {
                    continue;
                }
                reader.error(
                    "sensitivity-missing",
                    0..0,
                    "this folder does not say its level",
                    &help,
                );
                continue;
            };
            let Some(text) = reader.quoted(value, &help) else {
                continue;
            };
            match levels.iter().position(|level| level == text) {
                Some(level) => {
                    floors.insert(folder.to_owned(), level);
                }
                None => reader.error(
                    "sensitivity-unknown",
                    value.span.clone(),
                    "this is not a level of the policy",
                    &help,
                ),
            }
        }
        Self(floors)
    }

    /// The highest floor above a path.
    pub(crate) fn above(&self, path: &str) -> usize {
        let mut highest = self.0.get("").copied().unwrap_or(0);
        for (at, _) in path.match_indices('/') {
            let folder = path.get(..at).unwrap_or_default();
            highest = highest.max(self.0.get(folder).copied().unwrap_or(0));
        }
        highest
    }
}
