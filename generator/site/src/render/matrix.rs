//! The information matrix: for each row what is published and in what form, what is on record as withheld, and where
//! nothing is stated. "Not stated" is never "no".

use std::collections::BTreeSet;

use minijinja::{Value, context};
use vitrine_disclosure::{PublicEntry, RuleFacts, Value as Field};

use super::Renderer;
use crate::model::{page_path, relative};
use crate::output::{Output, SiteError};

impl Renderer<'_> {
    /// The page of the matrix.
    pub(super) fn matrix_page(&self, output: &mut Output) -> Result<(), SiteError> {
        let path = self.path("matrix/index.html");
        let rules = self.site.tree.rules();
        let sections: BTreeSet<u64> = rules.iter().map(|rule| rule.section).collect();
        let sections: Vec<Value> = sections
            .into_iter()
            .map(|section| {
                let numbers: BTreeSet<u64> = rules
                    .iter()
                    .filter(|rule| rule.section == section)
                    .map(|rule| rule.number)
                    .collect();
                let rows: Vec<Value> = numbers
                    .into_iter()
                    .map(|number| self.row(&path, number))
                    .collect();
                context! { label => self.words.get(&format!("section.{section}")), rows => rows }
            })
            .collect();
        let others: Vec<Value> = self
            .site
            .of_kind(vitrine_disclosure::Kind::Reference)
            .into_iter()
            .filter(|entry| entry.field("row").is_none())
            .map(|entry| self.item(&path, entry))
            .collect();
        let title = self.words.get("nav.matrix");
        let about = self.words.get("about.matrix");
        self.write(
            &path,
            "matrix.html",
            &title,
            &about,
            context! { sections => sections, others => others, about => about.clone() },
            output,
        )
    }

    fn row(&self, path: &str, number: u64) -> Value {
        let rules: Vec<&RuleFacts> = self
            .site
            .tree
            .rules()
            .iter()
            .filter(|rule| rule.number == number)
            .collect();
        let row = rules.first().map_or("", |rule| rule.row.as_str());
        let reference = self.reference(row);
        let of_row = |entry: &&&PublicEntry| {
            let kind = entry
                .field("type")
                .and_then(Field::as_str)
                .unwrap_or_default();
            kind.split('/').next() == Some(row)
        };
        let published: Vec<Value> = self
            .site
            .entries
            .iter()
            .filter(of_row)
            .map(|entry| {
                let form = entry.field("form").and_then(Field::as_str);
                context! { item => self.item(path, entry), form => form.map(|form| self.words.word("form", form)) }
            })
            .collect();
        let withheld: Vec<Value> = self
            .site
            .records
            .iter()
            .filter(of_row)
            .map(|record| self.item(path, record))
            .collect();
        context! {
            id => row,
            number => number,
            title => self.row_title(row),
            href => reference.map(|entry| relative(path, &page_path(entry))),
            value => reference.and_then(|entry| entry.field("value")).and_then(Field::as_str),
            rules => rules.iter().map(|rule| self.rule_facts(rule)).collect::<Vec<_>>(),
            published => published,
            withheld => withheld,
        }
    }
}
