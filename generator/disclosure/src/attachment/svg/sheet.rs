//! Style sheets within drawings: rules for elements, classes and names, and no more.

use super::{PLAIN, Unclean, unknown};

/// One simple selector with one declaration.
#[derive(Debug)]
struct Rule {
    element: String,
    classes: Vec<String>,
    id: String,
    rank: (usize, usize, usize),
    declaration: (String, String),
}

/// The rules of a drawing's style elements.
#[derive(Debug, Default)]
pub(super) struct Sheet(Vec<Rule>);

fn refuse() -> Unclean {
    unknown(
        "a style sheet with more than plain rules, which may fetch or hide something",
        PLAIN,
    )
}

/// The declarations of a `style` attribute or of a rule.
pub(super) fn declarations(text: &str) -> Vec<(String, String)> {
    let mut parts = vec![String::new()];
    let mut quote = None;
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '"' | '\'' if quote == Some(c) => quote = None,
            '"' | '\'' if quote.is_none() => quote = Some(c),
            '(' if quote.is_none() => depth += 1,
            ')' if quote.is_none() => depth = depth.saturating_sub(1),
            ';' if quote.is_none() && depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
        .iter()
        .filter_map(|part| part.split_once(':'))
        .map(|(name, value)| {
            let value = value.trim().trim_end_matches("!important").trim_end();
            (name.trim().to_ascii_lowercase(), value.to_owned())
        })
        .collect()
}

impl Sheet {
    /// Adds the rules of a style element.
    pub(super) fn add(&mut self, text: &str) -> Result<(), Unclean> {
        let mut plain = String::new();
        let mut rest = text;
        while let Some((before, comment)) = rest.split_once("/*") {
            plain.push_str(before);
            rest = comment.split_once("*/").ok_or_else(refuse)?.1;
        }
        plain.push_str(rest);
        if plain.contains(['@', '\\', '<']) {
            return Err(refuse());
        }
        let mut rest = plain.trim();
        while !rest.is_empty() {
            let (selectors, inner) = rest.split_once('{').ok_or_else(refuse)?;
            let (body, behind) = inner.split_once('}').ok_or_else(refuse)?;
            for selector in selectors.split(',') {
                for declaration in declarations(body) {
                    self.0.push(rule(selector.trim(), declaration)?);
                }
            }
            rest = behind.trim_start();
        }
        self.0.sort_by_key(|rule| rule.rank);
        Ok(())
    }

    /// The declarations for an element, the weakest first.
    pub(super) fn declared<'a>(
        &'a self,
        element: &'a str,
        id: &'a str,
        classes: &'a str,
    ) -> impl Iterator<Item = &'a (String, String)> {
        self.0
            .iter()
            .filter(move |rule| {
                (rule.element.is_empty() || rule.element == element)
                    && (rule.id.is_empty() || rule.id == id)
                    && rule
                        .classes
                        .iter()
                        .all(|class| classes.split_ascii_whitespace().any(|own| own == class))
            })
            .map(|rule| &rule.declaration)
    }
}

fn rule(selector: &str, declaration: (String, String)) -> Result<Rule, Unclean> {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let mut rest = selector.strip_prefix('*').unwrap_or(selector);
    let end = rest.find(|c| !word(c)).unwrap_or(rest.len());
    let (element, behind) = rest.split_at_checked(end).ok_or_else(refuse)?;
    rest = behind;
    let (mut classes, mut id) = (Vec::new(), String::new());
    while let Some(sign) = rest.chars().next() {
        let name = rest.get(1..).unwrap_or_default();
        let end = name.find(|c| !word(c)).unwrap_or(name.len());
        let (name, behind) = name.split_at_checked(end).ok_or_else(refuse)?;
        match sign {
            _ if name.is_empty() => return Err(refuse()),
            '.' => classes.push(name.to_owned()),
            '#' if id.is_empty() => name.clone_into(&mut id),
            _ => return Err(refuse()),
        }
        rest = behind;
    }
    if selector.is_empty() {
        return Err(refuse());
    }
    Ok(Rule {
        rank: (
            usize::from(!id.is_empty()),
            classes.len(),
            usize::from(!element.is_empty()),
        ),
        element: element.to_owned(),
        classes,
        id,
        declaration,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A semicolon ends a declaration where it stands in no quotes and in no brackets.
    #[test]
    fn declarations_end_where_browsers_end_them() {
        for (text, expected) in [
            ("", &[][..]),
            ("fill", &[]),
            (
                "fill:red;stroke:blue",
                &[("fill", "red"), ("stroke", "blue")],
            ),
            (" FILL : red ! ; ", &[("fill", "red !")]),
            ("fill:red !important;", &[("fill", "red")]),
            ("a:'b;c:d';fill:red", &[("a", "'b;c:d'"), ("fill", "red")]),
            ("a:'b';fill:red", &[("a", "'b'"), ("fill", "red")]),
            (
                "a:\"it's; so\";fill:red",
                &[("a", "\"it's; so\""), ("fill", "red")],
            ),
            (
                "a:'\";b:\"';fill:red",
                &[("a", "'\";b:\"'"), ("fill", "red")],
            ),
            ("a:f(b;c:d);fill:red", &[("a", "f(b;c:d)"), ("fill", "red")]),
            (
                "a:f(g(b);c:d);fill:red",
                &[("a", "f(g(b);c:d)"), ("fill", "red")],
            ),
            ("a:b);fill:red", &[("a", "b)"), ("fill", "red")]),
            // Brackets in quotes are letters.
            ("a:'(';fill:red", &[("a", "'('"), ("fill", "red")]),
            (
                "a:f(')';b:c);fill:red",
                &[("a", "f(')';b:c)"), ("fill", "red")],
            ),
            // What is never closed holds the rest.
            ("a:'b;fill:red", &[("a", "'b;fill:red")]),
            ("a:f(b;fill:red", &[("a", "f(b;fill:red")]),
        ] {
            let got = declarations(text);
            let got: Vec<(&str, &str)> = got
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            assert_eq!(got, expected, "{text}");
        }
    }
}
