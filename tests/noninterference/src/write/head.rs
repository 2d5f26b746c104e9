//! Front matter, in YAML or TOML, in any order.

use crate::private::Style;
use crate::random::Random;

/// A value as it will be written.
#[derive(Clone, Debug)]
pub(super) enum Written {
    Text(String),
    Word(String),
    Bare(String),
    List(Vec<Written>),
    Map(Vec<(&'static str, Written)>),
}

/// The fields of a file.
pub(super) struct Head {
    style: Style,
    fields: Vec<(&'static str, Written)>,
}

impl Head {
    pub(super) fn new(style: Style) -> Self {
        Self {
            style,
            fields: Vec::new(),
        }
    }

    pub(super) fn put(&mut self, name: &'static str, value: Written) {
        self.fields.push((name, value));
    }

    pub(super) fn text(&mut self, name: &'static str, text: &str) {
        self.put(name, Written::Text(text.to_owned()));
    }

    pub(super) fn word(&mut self, name: &'static str, word: &str) {
        self.put(name, Written::Word(word.to_owned()));
    }

    /// The whole file.
    pub(super) fn finish(mut self, body: &str) -> String {
        let mut random = Random::new(self.style.order);
        for index in (1..self.fields.len()).rev() {
            self.fields.swap(index, random.below(index + 1));
        }
        let (fence, assign) = if self.style.toml {
            ("+++", " = ")
        } else {
            ("---", ": ")
        };
        let mut out = format!("{fence}\n");
        for (name, value) in &self.fields {
            out.push_str(&format!("{name}{assign}{}\n", self.value(value)));
        }
        out.push_str(&format!("{fence}\n\n{body}"));
        if !out.ends_with('\n') {
            out.push('\n');
        }
        if self.style.crlf {
            out.replace('\n', "\r\n")
        } else {
            out
        }
    }

    fn value(&self, value: &Written) -> String {
        let quoted =
            |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        let assign = if self.style.toml { " = " } else { ": " };
        match value {
            Written::Text(text) => quoted(text),
            Written::Word(word) if self.style.toml => quoted(word),
            Written::Word(word) | Written::Bare(word) => word.clone(),
            Written::List(items) => {
                let items: Vec<String> = items.iter().map(|item| self.value(item)).collect();
                format!("[{}]", items.join(", "))
            }
            Written::Map(parts) => {
                let parts: Vec<String> = parts
                    .iter()
                    .map(|(name, part)| format!("{name}{assign}{}", self.value(part)))
                    .collect();
                format!("{{{}}}", parts.join(", "))
            }
        }
    }
}
