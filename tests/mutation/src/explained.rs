//! Survivors that someone explained: `tests/proof/survivors.toml`.

use std::path::Path;

use toml::de::{DeTable, DeValue};

use crate::list::Mutant;
use crate::text::Lines;

/// Where they are explained, below the root.
pub(crate) const FILE: &str = "tests/proof/survivors.toml";

/// Why a mutant, or several of one name, may survive.
#[derive(Debug)]
pub(crate) struct Reason {
    pub(crate) file: String,
    pub(crate) mutant: String,
    /// A part of the line that it is in, where mutants of the same name are in others too.
    pub(crate) line: Option<String>,
}

impl Reason {
    /// Whether this mutant is meant; `lines` are those of its file.
    pub(crate) fn means(&self, mutant: &Mutant, lines: &Lines<'_>) -> bool {
        self.file == mutant.file
            && self.mutant == mutant.what
            && self
                .line
                .as_ref()
                .is_none_or(|part| lines.line(mutant.start.0).contains(part))
    }
}

/// Reads the reasons; without the file there are none.
pub(crate) fn read(root: &Path) -> Result<Vec<Reason>, String> {
    let Ok(text) = std::fs::read_to_string(root.join(FILE)) else {
        return Ok(Vec::new());
    };
    parse(&text).map_err(|error| format!("{FILE}: {error}"))
}

fn parse(text: &str) -> Result<Vec<Reason>, String> {
    let table = DeTable::parse(text).map_err(|error| error.to_string())?;
    let mut reasons = Vec::new();
    for (name, value) in table.get_ref() {
        let (DeValue::Array(all), "survivor") = (value.get_ref(), name.get_ref().as_ref()) else {
            return Err(format!(
                "only `[[survivor]]` is read here, not `{}`",
                name.get_ref()
            ));
        };
        for one in all {
            reasons.push(reason(one.get_ref())?);
        }
    }
    Ok(reasons)
}

fn reason(value: &DeValue<'_>) -> Result<Reason, String> {
    let DeValue::Table(table) = value else {
        return Err("`survivor` is a list of tables".to_owned());
    };
    let known = ["file", "mutant", "line", "why"];
    let other = table
        .keys()
        .find(|key| !known.contains(&key.get_ref().as_ref()));
    if let Some(other) = other {
        return Err(format!(
            "`{}` is nothing that is read here",
            other.get_ref()
        ));
    }
    let text = |name: &str| match table.get(name)?.get_ref() {
        DeValue::String(text) if !text.trim().is_empty() => Some(text.to_string()),
        _ => None,
    };
    let wanted = |name: &str| text(name).ok_or_else(|| format!("a survivor without `{name}`"));
    // For people; it only has to be there.
    wanted("why")?;
    Ok(Reason {
        file: wanted("file")?,
        mutant: wanted("mutant")?,
        line: text("line"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_needs_words_and_means_mutants_of_a_line() {
        assert!(parse("[[survivor]]\nfile = 'a.rs'\nmutant = 'm'\nwhy = ' '").is_err());
        assert!(parse("[[survivor]]\nfile = 'a.rs'\nmutant = 'm'\nwhy = 'w'\nnth = 1").is_err());
        let reasons =
            parse("[[survivor]]\nfile = 'a.rs'\nmutant = 'm'\nline = 'len'\nwhy = 'w'").unwrap();
        let mutant = |line| Mutant {
            package: String::new(),
            file: "a.rs".to_owned(),
            genre: String::new(),
            start: (line, 1),
            end: (line, 2),
            replacement: String::new(),
            name: String::new(),
            function: String::new(),
            what: "m".to_owned(),
            nth: 1,
        };
        let lines = Lines::of("a + b\na.len() + b\n");
        assert!(!reasons[0].means(&mutant(1), &lines));
        assert!(reasons[0].means(&mutant(2), &lines));
    }
}
