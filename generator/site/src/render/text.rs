//! Words of the interface, and dates in words.

use std::collections::BTreeMap;

use minijinja::Value;
use toml::de::{DeTable, DeValue};
use vitrine_disclosure::PublicDate;

/// Words of the interface in one language, by dotted name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words(BTreeMap<String, String>);

impl Words {
    /// Reads words; `own` goes before `english`.
    pub(crate) fn read(english: &str, own: &str) -> Self {
        let mut words = BTreeMap::new();
        for text in [english, own] {
            if let Ok(table) = DeTable::parse(text) {
                collect("", table.get_ref(), &mut words);
            }
        }
        Self(words)
    }

    /// A word; where there is none, the last part of its name in plain letters.
    pub(crate) fn get(&self, name: &str) -> String {
        self.0.get(name).cloned().unwrap_or_else(|| {
            let last = name.rsplit('.').next().unwrap_or(name);
            last.replace(['-', '_'], " ")
        })
    }

    /// A word of a closed vocabulary, as people read it.
    pub(crate) fn word(&self, field: &str, word: &str) -> String {
        let named = format!("word.{field}.{word}");
        match self
            .0
            .get(&named)
            .or_else(|| self.0.get(&format!("word.{word}")))
        {
            Some(text) => text.clone(),
            None => word.replace('-', " "),
        }
    }

    /// All words as a value for templates: those with a dot are in maps.
    pub(crate) fn value(&self) -> Value {
        let flat: BTreeMap<String, Value> = self
            .0
            .iter()
            .filter(|(name, _)| !name.contains('.'))
            .map(|(name, text)| (name.replace('-', "_"), Value::from(text.clone())))
            .collect();
        Value::from(flat)
    }

    /// A date in words: `20 May 2016`, `May 2016`, `second quarter of 2016`, `2016`.
    pub(crate) fn date(&self, date: PublicDate) -> String {
        let year = date.year().to_string();
        if let Some(quarter) = date.quarter() {
            return self
                .get(&format!("date.quarter-{quarter}"))
                .replace("{year}", &year);
        }
        let Some(month) = date.month() else {
            return year;
        };
        let month = self.get(&format!("date.month-{month}"));
        match date.day() {
            Some(day) => {
                let form = self.get("date.day");
                form.replace("{day}", &day.to_string())
                    .replace("{month}", &month)
                    .replace("{year}", &year)
            }
            None => self
                .get("date.month")
                .replace("{month}", &month)
                .replace("{year}", &year),
        }
    }

    /// The same for a whole day.
    pub(crate) fn date_of_day(&self, day: impl std::fmt::Display) -> String {
        let text = day.to_string();
        let mut parts = text.split('-');
        let (year, month, day) = (
            parts.next().unwrap_or_default(),
            parts.next().unwrap_or_default(),
            parts.next().unwrap_or_default(),
        );
        let month = self.get(&format!("date.month-{}", month.trim_start_matches('0')));
        self.get("date.day")
            .replace("{day}", day.trim_start_matches('0'))
            .replace("{month}", &month)
            .replace("{year}", year)
    }
}

fn collect(prefix: &str, table: &DeTable<'_>, words: &mut BTreeMap<String, String>) {
    for (name, value) in table {
        let name = if prefix.is_empty() {
            name.get_ref().to_string()
        } else {
            format!("{prefix}.{}", name.get_ref())
        };
        match value.get_ref() {
            DeValue::String(text) => {
                words.insert(name, text.to_string());
            }
            DeValue::Table(table) => collect(&name, table, words),
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_) => {}
        }
    }
}

/// The direction of a language's script.
pub(crate) fn direction(lang: &str) -> &'static str {
    let primary = lang.split('-').next().unwrap_or(lang);
    if matches!(
        primary,
        "ar" | "fa" | "he" | "ur" | "ps" | "sd" | "ug" | "yi" | "dv" | "ckb"
    ) {
        "rtl"
    } else {
        "ltr"
    }
}

/// A language's name in itself.
pub(crate) fn language_name(lang: &str) -> String {
    let name = match lang.split('-').next().unwrap_or(lang) {
        "ar" => "العربية",
        "de" => "Deutsch",
        "en" => "English",
        "es" => "Español",
        "fa" => "فارسی",
        "fi" => "Suomi",
        "fr" => "Français",
        "hu" => "Magyar",
        "it" => "Italiano",
        "ja" => "日本語",
        "ko" => "한국어",
        "nl" => "Nederlands",
        "pl" => "Polski",
        "pt" => "Português",
        "ru" => "Русский",
        "sv" => "Svenska",
        "tr" => "Türkçe",
        "uk" => "Українська",
        "ur" => "اردو",
        "zh" => "中文",
        _ => lang,
    };
    name.to_owned()
}
