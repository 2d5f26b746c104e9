//! What of the prepared text made it into the tree; the rest may hold no letter and no digit.
//!
//! Markdown has ways to write text that no page shows: unused definitions, cells beyond the last column, definitions
//! given twice. Instead of knowing them all, we ask of each letter whether something that shows came from it.

use std::ops::Range;

/// Ranges of the prepared text that the tree accounts for.
#[derive(Debug, Default)]
pub(super) struct Coverage {
    ranges: Vec<Range<usize>>,
    headings: Vec<Range<usize>>,
    code: Vec<Range<usize>>,
}

impl Coverage {
    /// Something that shows came from this range.
    pub(super) fn add(&mut self, range: Range<usize>) {
        self.ranges.push(range);
    }

    /// The same, for code.
    pub(super) fn add_code(&mut self, range: Range<usize>) {
        self.code.push(range.clone());
        self.ranges.push(range);
    }

    /// A heading: the attributes at its end are checked where they are read.
    pub(super) fn add_heading(&mut self, range: Range<usize>) {
        self.headings.push(range);
    }

    /// An item: its number is made anew.
    pub(super) fn add_item(&mut self, text: &str, range: Range<usize>) {
        let item = text.get(range.clone()).unwrap_or_default();
        let digits = item.bytes().take_while(u8::is_ascii_digit).count();
        self.ranges.push(range.start..range.start + digits);
    }

    /// A footnote's label, which its references show as a number.
    pub(super) fn add_footnote_label(&mut self, text: &str, range: &Range<usize>) {
        let length = text
            .get(range.clone())
            .and_then(|note| note.find(':'))
            .unwrap_or(0);
        self.ranges.push(range.start..range.start + length);
    }

    /// Says whether a place is in code.
    pub(super) fn in_code(&self, place: usize) -> bool {
        self.code.iter().any(|range| range.contains(&place))
    }

    /// The first stretch that holds a letter or a digit and is not accounted for.
    pub(super) fn residue(&mut self, text: &str) -> Option<Range<usize>> {
        for heading in &self.headings {
            let written = text
                .get(heading.clone())
                .unwrap_or_default()
                .trim_end()
                .trim_end_matches('#')
                .trim_end();
            if written.ends_with('}')
                && let Some(open) = written.rfind('{')
            {
                self.ranges
                    .push(heading.start + open..heading.start + written.len());
            }
        }
        self.ranges.sort_by_key(|range| range.start);
        let mut place = 0;
        let mut gaps = Vec::new();
        for range in &self.ranges {
            // Where they touch or lie over one another, this is no range of the text.
            gaps.push(place..range.start);
            place = place.max(range.end);
        }
        gaps.push(place..text.len());
        gaps.into_iter().find_map(|gap| {
            let part = text.get(gap.clone())?;
            let first = part.find(char::is_alphanumeric)?;
            let last = part.rfind(char::is_alphanumeric)?;
            let length = part.get(last..)?.chars().next()?.len_utf8();
            Some(gap.start + first..gap.start + last + length)
        })
    }
}
