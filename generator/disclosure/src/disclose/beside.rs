//! Gate 7 for texts that stand on pages and belong to no entry: settings, reasons, tombstones, a site's own theme.
//!
//! Nobody waives what is found there: these texts are few and short, and can be written otherwise.

use std::ops::Range;

use super::files;
use super::passages::within;
use super::watch::{Watch, by_whom};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::dialect::markup;
use crate::entry::front_matter::{RawData, RawMap, RawValue, read_toml};
use crate::history::{self, History};
use crate::policy::Policy;
use crate::settings::{Settings, ThemeChoice};
use crate::source::SourceTree;

impl Watch<'_> {
    /// Looks at them all.
    pub(super) fn beside(
        &self,
        source: &SourceTree,
        settings: &Settings,
        policy: &Policy,
        history: &History,
        diagnostics: &mut Diagnostics,
    ) {
        self.settings(source, settings, policy, diagnostics);
        self.tombstones(source, history, diagnostics);
        if let ThemeChoice::Folder(folder) = &settings.theme {
            for (name, bytes) in files::theme(source, folder) {
                self.theme(&format!("{folder}/{name}"), &bytes, diagnostics);
            }
        }
    }

    fn settings(
        &self,
        source: &SourceTree,
        settings: &Settings,
        policy: &Policy,
        diagnostics: &mut Diagnostics,
    ) {
        let states = settings.states.values();
        let own = std::iter::once(&settings.title).chain(settings.base_url.iter());
        let reasons = policy.own_reasons().iter().map(|(_, words)| words);
        let all = own
            .chain(states)
            .map(|text| ("vitrine.toml", text))
            .chain(reasons.map(|text| ("policy.toml", text)));
        for (file, text) in all {
            let raw = String::from_utf8_lossy(source.bytes(file).unwrap_or_default());
            let help = "write it otherwise: pages show the texts of settings, and what is found in them is not waived";
            self.look(file, &raw, &(0..raw.len()), text, help, diagnostics);
        }
    }

    /// What the office says of what it retracted.
    fn tombstones(&self, source: &SourceTree, history: &History, diagnostics: &mut Diagnostics) {
        let raw = String::from_utf8_lossy(source.bytes(history::NAME).unwrap_or_default());
        for one in history.retracted() {
            let Some(words) = one.words() else { continue };
            let address = one.address();
            let help = format!(
                "everyone reads it on the tombstone: give it other words with `vitrine retract {address} --output DIR --words \"…\" --site SITE --by NAME`"
            );
            let whole = 0..raw.len();
            self.look(
                history::NAME,
                &raw,
                &whole,
                words.as_str(),
                &help,
                diagnostics,
            );
        }
    }

    /// The words of a theme: its catalogues, and what its templates and drawings say.
    fn theme(&self, path: &str, bytes: &[u8], diagnostics: &mut Diagnostics) {
        let Ok(raw) = std::str::from_utf8(bytes) else {
            return;
        };
        let help = "write it otherwise: the words of a theme stand on many pages, and what is found in them is not waived";
        match path.rsplit_once('.').map(|(_, ending)| ending) {
            // A catalogue that cannot be read is told of where the theme is used.
            Some("toml") => {
                if let Some(map) = read_toml(path, bytes, &mut Diagnostics::new()) {
                    for (span, text) in texts(&map) {
                        self.look(path, raw, &span, &text, help, diagnostics);
                    }
                }
            }
            Some("html" | "svg" | "xml" | "txt") => {
                for said in markup::said(raw) {
                    for hit in self.detectors.seek(&said.text) {
                        let message = format!("this looks like {}{}", hit.seeks, by_whom(&hit));
                        let span = said.raw_range(&hit.range);
                        diagnostics
                            .push(Diagnostic::error(hit.code, path, span, message).help(help));
                    }
                }
            }
            // Styles and scripts say nothing by themselves; the audit reads them with all else.
            _ => {}
        }
    }

    fn look(
        &self,
        file: &str,
        raw: &str,
        within_raw: &Range<usize>,
        text: &str,
        help: &str,
        diagnostics: &mut Diagnostics,
    ) {
        for hit in self.detectors.seek(text) {
            let span = within(raw, within_raw, text, &hit.range);
            let message = format!("this looks like {}{}", hit.seeks, by_whom(&hit));
            diagnostics.push(Diagnostic::error(hit.code, file, span, message).help(help));
        }
    }
}

/// The texts of a table, with their places.
fn texts(map: &RawMap) -> Vec<(Range<usize>, String)> {
    fn of(value: &RawValue, all: &mut Vec<(Range<usize>, String)>) {
        match &value.data {
            RawData::Scalar { text, quoted: true } => all.push((value.span.clone(), text.clone())),
            RawData::Scalar { .. } => {}
            RawData::List(items) => items.iter().for_each(|item| of(item, all)),
            RawData::Map(map) => map.0.iter().for_each(|(_, _, value)| of(value, all)),
        }
    }
    let mut all = Vec::new();
    map.0.iter().for_each(|(_, _, value)| of(value, &mut all));
    all
}
