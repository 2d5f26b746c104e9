//! What markings of other schemes ask for: the traffic light protocol, national schemes, and those that a site adds.
//!
//! A map makes nothing public: an entry's own `sensitivity` says what it is, and has no default. A map says below which
//! level an entry must not be whose original bears a marking. Tokens are exact: what is spelt otherwise is unknown, and an
//! error.

use super::{Note, word};
use crate::entry::front_matter::{RawData, RawMap};
use crate::entry::suggestion;

/// The maps of a policy.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Maps(Vec<Scheme>);

/// A scheme of markings.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Scheme {
    name: String,
    /// Each token with the level that it asks for.
    tokens: Vec<(String, String)>,
}

/// The maps that are built in: TLP 2.0, and the classifications of the United Kingdom, where OFFICIAL is not public by
/// itself.
const BUILT_IN: &[(&str, &[(&str, &str)])] = &[
    (
        "tlp",
        &[
            ("TLP:CLEAR", "public"),
            ("TLP:GREEN", "partners"),
            ("TLP:AMBER", "partners"),
            ("TLP:AMBER+STRICT", "sensitive"),
            ("TLP:RED", "sensitive"),
        ],
    ),
    (
        "uk",
        &[
            ("OFFICIAL", "partners"),
            ("OFFICIAL-SENSITIVE", "restricted"),
            ("SECRET", "sensitive"),
            ("TOP SECRET", "sensitive"),
        ],
    ),
];

impl Maps {
    /// The maps that are built in.
    pub(crate) fn built_in() -> Self {
        let owned = |tokens: &[(&str, &str)]| -> Vec<(String, String)> {
            let pairs = tokens.iter();
            pairs
                .map(|(token, level)| ((*token).to_owned(), (*level).to_owned()))
                .collect()
        };
        let schemes = BUILT_IN.iter().map(|(name, tokens)| Scheme {
            name: (*name).to_owned(),
            tokens: owned(tokens),
        });
        Self(schemes.collect())
    }

    /// No maps.
    pub(crate) fn none() -> Self {
        Self(Vec::new())
    }

    /// The names of all schemes.
    pub(crate) fn schemes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|scheme| scheme.name.as_str())
    }

    /// The tokens of a scheme.
    pub(crate) fn tokens(&self, scheme: &str) -> Vec<&str> {
        let all = self.0.iter().filter(|known| known.name == scheme);
        all.flat_map(|scheme| &scheme.tokens)
            .map(|(token, _)| token.as_str())
            .collect()
    }

    /// The level that a token asks for, as an index into `levels`; `None` for a token that is not exactly one of the
    /// scheme. A level that the site's policy does not have is taken for its highest.
    pub(crate) fn level(&self, scheme: &str, token: &str, levels: &[String]) -> Option<usize> {
        let scheme = self.0.iter().find(|known| known.name == scheme)?;
        let (_, level) = scheme.tokens.iter().find(|(known, _)| known == token)?;
        let highest = levels.len().saturating_sub(1);
        Some(
            levels
                .iter()
                .position(|known| known == level)
                .unwrap_or(highest),
        )
    }

    /// The token that was probably meant.
    pub(crate) fn meant(&self, scheme: &str, written: &str) -> Option<&str> {
        let tokens = self.tokens(scheme);
        let plain = |text: &str| -> String {
            let last = text.rsplit(':').next().unwrap_or(text);
            last.chars()
                .filter(|c| c.is_alphanumeric() || *c == '+')
                .flat_map(char::to_lowercase)
                .collect()
        };
        tokens
            .iter()
            .find(|token| plain(token) == plain(written))
            .copied()
            .or_else(|| {
                let folded: Vec<String> = tokens.iter().map(|token| token.to_lowercase()).collect();
                let near = suggestion(written, folded.iter().map(String::as_str))?;
                let at = folded.iter().position(|token| token == near)?;
                tokens.get(at).copied()
            })
    }

    /// Lays the maps of a site over these.
    pub(crate) fn overlay(&mut self, maps: &RawMap, levels: &[String], note: &mut Note<'_>) {
        for (name, span, value) in &maps.0 {
            let RawData::Map(table) = &value.data else {
                note(
                    "value-type",
                    &value.span,
                    "a map is a table",
                    "write `[maps.name]`, and `\"TOKEN\" = \"level\"` below it",
                );
                continue;
            };
            if !crate::slug::is_slug(name) {
                note(
                    "map-name",
                    span,
                    "the name of a map has lower-case letters, digits and hyphens",
                    "write for example `[maps.national]`",
                );
                continue;
            }
            if table.0.is_empty() {
                note(
                    "map-empty",
                    span,
                    "this map has no token",
                    "write `\"TOKEN\" = \"level\"` below it",
                );
            }
            let at = self.0.iter().position(|known| known.name == *name);
            let mut scheme = at.and_then(|at| self.0.get(at).cloned()).unwrap_or(Scheme {
                name: name.clone(),
                tokens: Vec::new(),
            });
            for (token, span, level) in &table.0 {
                let alike = scheme
                    .tokens
                    .iter()
                    .any(|(known, _)| known != token && known.eq_ignore_ascii_case(token));
                if !is_token(token) || alike {
                    note(
                        "map-token",
                        span,
                        "this cannot be a token: it is empty, has letters or blanks that do not show, or differs from another by capitals alone",
                        "write it as the scheme writes it, in plain letters, once",
                    );
                    continue;
                }
                let Some(level) =
                    word(&level.data).filter(|word| levels.iter().any(|known| known == word))
                else {
                    let near = word(&level.data)
                        .and_then(|word| suggestion(word, levels.iter().map(String::as_str)));
                    let help = near.map_or_else(
                        || format!("write one of: {}", levels.join(", ")),
                        |level| format!("did you mean `{level}`?"),
                    );
                    note(
                        "sensitivity-unknown",
                        &level.span,
                        "this is not a level of the policy",
                        &help,
                    );
                    continue;
                };
                match scheme.tokens.iter_mut().find(|(known, _)| known == token) {
                    Some(pair) => level.clone_into(&mut pair.1),
                    None => scheme.tokens.push((token.clone(), level.to_owned())),
                }
            }
            match at.and_then(|at| self.0.get_mut(at)) {
                Some(known) => *known = scheme,
                None => self.0.push(scheme),
            }
        }
    }
}

fn is_token(token: &str) -> bool {
    !token.is_empty()
        && token.len() <= 80
        && token.trim() == token
        && token
            .bytes()
            .all(|byte| byte == b' ' || byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_meant_by_its_letters_however_they_are_set() {
        let maps = Maps::built_in();
        for (written, token) in [
            ("TLP:RED", Some("TLP:RED")),
            ("red", Some("TLP:RED")),
            ("tlp: Red ", Some("TLP:RED")),
            ("Amber", Some("TLP:AMBER")),
            ("Amber + Strict", Some("TLP:AMBER+STRICT")),
            ("purple", None),
        ] {
            assert_eq!(maps.meant("tlp", written), token, "{written}");
        }
    }
}
