//! Fields of public entries as values for templates: rows of a list, tables, links, sentences.

use minijinja::{Value, context};
use vitrine_disclosure::{Kind, PublicEntry, RuleFacts, Value as Field};

use super::Renderer;
use super::markdown::reason;
use crate::model::{date, page_path, relative};

/// Fields that a page shows in places of their own, not among the rows.
const APART: &[&str] = &[
    "summary",
    "sources",
    "instruments",
    "related",
    "translation_of",
    "slot",
    "brief",
];
/// Fields whose text is a part of the page rather than a fact.
const PARTS: &[&str] = &[
    "problem",
    "measure",
    "result",
    "conditions_for_transfer",
    "text_public",
    "action_public",
    "advice",
    "subset",
    "channels",
    "condition",
    "value",
    "requires",
    "exists_statement",
    "impact_public",
    "radiological_public",
];

impl Renderer<'_> {
    /// An entry as an item of a list on the page at `path`.
    pub(super) fn item(&self, path: &str, entry: &PublicEntry) -> Value {
        let state = entry.field("state").and_then(Field::as_str);
        context! {
            title => entry.title().as_str(),
            href => relative(path, &page_path(entry)),
            kind => self.words.get(&format!("kind.{}", entry.kind().name())),
            summary => entry.field("summary").and_then(Field::as_str),
            state => state.map(|code| self.site.state_name(code)),
            date => date(entry).map(|date| self.words.date(date)),
            iso => date(entry).map(|date| date.to_string()),
        }
    }

    /// The facts of an entry, one row a field.
    pub(super) fn rows(&self, path: &str, entry: &PublicEntry) -> Vec<Value> {
        let rows = entry.fields().iter().filter(|(name, value)| {
            !APART.contains(name) && !PARTS.contains(name) && !is_table(value) && *name != "counts"
        });
        rows.map(|(name, value)| {
            context! { label => self.words.get(&format!("field.{name}")), values => self.values(path, name, value) }
        })
        .collect()
    }

    /// Longer texts of an entry, each with its heading.
    pub(super) fn parts(&self, entry: &PublicEntry) -> Vec<Value> {
        let parts = PARTS
            .iter()
            .filter_map(|name| Some((name, entry.field(name)?.as_str()?)));
        parts.map(|(name, text)| context! { id => name.replace('_', "-"), label => self.words.get(&format!("field.{name}")), text => text }).collect()
    }

    /// Lists of maps as tables.
    pub(super) fn tables(&self, path: &str, entry: &PublicEntry) -> Vec<Value> {
        let tables = entry
            .fields()
            .iter()
            .filter(|(name, value)| is_table(value) && !APART.contains(name));
        tables
            .map(|(name, value)| {
                let mut columns: Vec<&str> = Vec::new();
                for item in value.items() {
                    if let Field::Map(parts) = item {
                        columns.extend(parts.iter().map(|(column, _)| *column).filter(|column| !columns.contains(column)).collect::<Vec<_>>());
                    }
                }
                let rows: Vec<Value> = value
                    .items()
                    .iter()
                    .map(|item| {
                        let cells = columns.iter().map(|column| item.get(column).map(|cell| self.values(path, column, cell)).unwrap_or_default());
                        Value::from(cells.map(Value::from).collect::<Vec<_>>())
                    })
                    .collect();
                let columns: Vec<String> = columns.iter().map(|column| self.words.get(&format!("column.{column}"))).collect();
                context! { label => self.words.get(&format!("field.{name}")), columns => columns, rows => rows }
            })
            .collect()
    }

    /// The sources of an entry.
    pub(super) fn sources(entry: &PublicEntry) -> Vec<Value> {
        let sources = entry.field("sources").map_or(&[][..], Field::items).iter();
        sources
            .map(|source| {
                context! {
                    label => source.get("label").and_then(Field::as_str),
                    url => source.get("url").and_then(Field::as_str),
                }
            })
            .collect()
    }

    /// The instruments that an entry cites.
    pub(super) fn instruments(&self, path: &str, entry: &PublicEntry) -> Vec<Value> {
        let cited = entry
            .field("instruments")
            .map_or(&[][..], Field::items)
            .iter();
        cited
            .filter_map(|citation| {
                let Some(Field::Entry(address)) = citation.get("id") else {
                    return None;
                };
                let instrument = self.site.entry(address)?;
                Some(context! {
                    title => instrument.title().as_str(),
                    href => relative(path, &page_path(instrument)),
                    article => citation.get("article").and_then(Field::as_str),
                })
            })
            .collect()
    }

    /// A value as pieces of text, some of them links.
    pub(super) fn values(&self, path: &str, name: &str, value: &Field) -> Vec<Value> {
        match value {
            Field::Text(text) => vec![context! { text => text.as_str() }],
            Field::Word(word) => vec![self.word(path, name, word)],
            Field::Date(date) => {
                vec![context! { text => self.words.date(*date), iso => date.to_string() }]
            }
            Field::Number(number) => vec![context! { text => number.to_string() }],
            Field::Flag(flag) => {
                vec![context! { text => self.words.get(if *flag { "yes" } else { "no" }) }]
            }
            Field::Entry(address) => {
                let Some(entry) = self.site.entry(address) else {
                    // What stood there was retracted.
                    let page = format!("{address}.html");
                    return vec![
                        context! { text => self.words.get("retracted"), href => relative(path, &page) },
                    ];
                };
                vec![
                    context! { text => entry.title().as_str(), href => relative(path, &page_path(entry)) },
                ]
            }
            Field::List(items) => items
                .iter()
                .flat_map(|item| self.values(path, name, item))
                .collect(),
            Field::Map(parts) => parts
                .iter()
                .flat_map(|(part, value)| self.values(path, part, value))
                .collect(),
        }
    }

    fn word(&self, path: &str, name: &str, word: &str) -> Value {
        let topic = |folder: &str| relative(path, &self.path(&format!("{folder}/{word}.html")));
        match name {
            "url" | "homepage" => context! { text => word, href => word, external => true },
            "state" | "team_states" => context! { text => self.site.state_name(word) },
            "reason" | "withheld_reason" => context! { text => reason(&self.words, word) },
            "topics" => {
                context! { text => self.words.word("topics", word), href => topic("topics") }
            }
            "type" | "row" => {
                context! { text => self.rule(word), href => relative(path, &self.path(&format!("matrix/index.html#{}", word.split('/').next().unwrap_or(word)))) }
            }
            "issued_at" | "next_update_at" => context! { text => self.moment(word), iso => word },
            _ => context! { text => self.words.word(name, word) },
        }
    }

    /// A moment in words: the day, and the time in UTC.
    fn moment(&self, moment: &str) -> String {
        match moment.split_once('T') {
            Some((day, time)) => format!(
                "{}, {} UTC",
                self.words.date_of_day(day),
                time.trim_end_matches('Z')
            ),
            None => moment.to_owned(),
        }
    }

    /// A row or a rule of the matrix by the name that people know.
    pub(super) fn rule(&self, name: &str) -> String {
        let (row, stream) = name
            .split_once('/')
            .map_or((name, None), |(row, stream)| (row, Some(stream)));
        let title = self.row_title(row);
        match stream {
            Some(stream) => format!("{title} ({})", self.words.word("stream", stream)),
            None => title,
        }
    }

    /// The title of a row: that of the reference entry about it, else its name.
    pub(super) fn row_title(&self, row: &str) -> String {
        self.reference(row).map_or_else(
            || self.words.word("row", row),
            |entry| entry.title().to_string(),
        )
    }

    /// The reference entry about a row.
    pub(super) fn reference(&self, row: &str) -> Option<&PublicEntry> {
        let about = |entry: &&&PublicEntry| {
            entry.kind() == Kind::Reference
                && entry.field("row").and_then(Field::as_str) == Some(row)
        };
        self.site.entries.iter().find(about).copied()
    }

    /// What a rule says, in words.
    pub(super) fn rule_facts(&self, rule: &RuleFacts) -> Value {
        let all = |field: &str, words: &[String]| {
            words
                .iter()
                .map(|word| self.words.word(field, word))
                .collect::<Vec<_>>()
        };
        context! {
            name => rule.stream.as_ref().map(|stream| self.words.word("stream", stream)),
            default => self.words.word("default", &rule.default),
            presumption => self.words.word("presumption", &rule.presumption),
            partial => all("form", &rule.partial),
            recipients => all("recipients", &rule.recipients),
            providers => all("provider", &rule.providers),
        }
    }
}

/// Says whether a value is a list of maps.
fn is_table(value: &Field) -> bool {
    matches!(value.items().first(), Some(Field::Map(_)))
}
