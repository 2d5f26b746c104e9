//! The history as text: one form, so that the same history has the same bytes.

use std::fmt::Write as _;

use super::History;
use crate::archive::quoted;
use crate::public::Address;

impl History {
    /// `releases.toml`.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut out = String::new();
        for release in &self.releases {
            let gap = if out.is_empty() { "" } else { "\n" };
            let _ = writeln!(
                out,
                "{gap}[[release]]\nsequence = {}\non = \"{}\"\nadded = {}\nextended = {}",
                release.sequence,
                release.on,
                list(&release.added),
                list(&release.extended)
            );
        }
        for one in &self.retracted {
            let gap = if out.is_empty() { "" } else { "\n" };
            let _ = writeln!(
                out,
                "{gap}[[retracted]]\naddress = {}\non = \"{}\"",
                quoted(one.address.as_str()),
                one.on
            );
            if let Some(words) = &one.words {
                let _ = writeln!(out, "words = {}", quoted(words.as_str()));
            }
        }
        out
    }
}

fn list(addresses: &[Address]) -> String {
    let all: Vec<String> = addresses
        .iter()
        .map(|address| quoted(address.as_str()))
        .collect();
    format!("[{}]", all.join(", "))
}
