//! Whether the generator found public what the audit finds public: by title and kind, and by number.

use std::collections::BTreeMap;

use super::lists::MANIFEST;
use super::look::Listed;
use super::report::{Finding, Report};
use super::split::Split;

const HELP: &str = "do not publish; check the tag, the dates and the folder of this entry, and report the difference";

/// Compares what the output lists with the split.
pub(crate) fn check(split: &Split, listed: &Listed, report: &mut Report) {
    if split.is_empty() {
        return;
    }
    compare(split, &listed.archive, report);
    compare(split, &listed.manifest, report);
    let count = |list: &[(String, String, String)]| {
        list.iter().filter(|(_, kind, _)| kind != "record").count()
    };
    if let (false, false) = (listed.archive.is_empty(), listed.manifest.is_empty())
        && count(&listed.archive) != count(&listed.manifest)
    {
        report.push(Finding::new(
            "split-differs",
            MANIFEST,
            "lists another number of entries than the public source holds",
            HELP,
        ));
    }
}

fn compare(split: &Split, list: &[(String, String, String)], report: &mut Report) {
    let mut left: BTreeMap<(&str, &str), usize> = split
        .titles
        .iter()
        .map(|((kind, title), count)| ((kind.as_str(), title.as_str()), *count))
        .collect();
    for (file, kind, title) in list {
        match left.get_mut(&(kind.as_str(), title.as_str())) {
            Some(count) if *count > 0 => *count -= 1,
            _ => report.push(Finding::new(
                "split-differs",
                file,
                "is an entry that the audit does not find public in the source",
                HELP,
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(list: &[(&str, &str)]) -> Vec<(String, String, String)> {
        let entries = list.iter().enumerate();
        entries
            .map(|(at, (kind, title))| {
                (format!("{at}.md"), (*kind).to_owned(), (*title).to_owned())
            })
            .collect()
    }

    #[test]
    fn each_public_entry_is_listed_once() {
        let (page, other, record) = (("page", "a"), ("page", "b"), ("record", "r"));
        for (archive, manifest, expected) in [
            (&[page, page, record][..], &[page, page][..], &[][..]),
            (&[page], &[page, record], &[]),
            (&[page], &[], &[]),
            (&[], &[page], &[]),
            (&[page, other], &[page], &["1.md", "manifest.json"]),
            (&[page, page, page], &[page, page, page], &["2.md"]),
            (&[page, ("event", "a")], &[page, page], &["1.md"]),
            (&[page, page], &[page], &["manifest.json"]),
            (&[page, record, record], &[page], &["2.md"]),
        ] {
            let mut split = Split::default();
            split.paths = vec!["a.md".to_owned()];
            split.titles = [(page, 2), (record, 1)]
                .map(|((kind, title), count)| ((kind.to_owned(), title.to_owned()), count))
                .into();
            let listed = Listed {
                archive: entries(archive),
                manifest: entries(manifest),
                ..Listed::default()
            };
            let mut report = Report::default();
            check(&split, &listed, &mut report);
            let found: Vec<&str> = report.findings().iter().map(Finding::file).collect();
            assert_eq!(found, expected, "{archive:?} {manifest:?}");
            // Without a source there is nothing to compare with.
            let mut report = Report::default();
            check(&Split::default(), &listed, &mut report);
            assert!(report.is_clean());
        }
    }
}
