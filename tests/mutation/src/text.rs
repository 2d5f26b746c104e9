//! A source text with many changes in it, each behind a switch.

use std::ops::Range;

use crate::list::Place;

/// Where the lines of a text begin.
#[derive(Debug)]
pub(crate) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            text,
            starts: std::iter::once(0).chain(ends).collect(),
        }
    }

    /// The byte at a line and column, both from one; columns count characters.
    pub(crate) fn byte(&self, (line, column): Place) -> Option<usize> {
        let start = *self.starts.get(line.checked_sub(1)?)?;
        let rest = self.text.get(start..)?;
        let ahead: usize = rest
            .chars()
            .take(column.checked_sub(1)?)
            .map(char::len_utf8)
            .sum();
        Some(start + ahead)
    }

    /// A line, without the space around it.
    pub(crate) fn line(&self, line: usize) -> &'a str {
        let start = line
            .checked_sub(1)
            .and_then(|index| self.starts.get(index))
            .copied()
            .unwrap_or(self.text.len());
        let rest = self.text.get(start..).unwrap_or_default();
        rest.lines().next().unwrap_or_default().trim()
    }
}

/// A change of a text: these bytes become those.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) mutant: usize,
    pub(crate) range: Range<usize>,
    pub(crate) by: String,
}

/// What is done at one place of a text.
#[derive(Clone, Debug)]
pub(crate) enum Edit {
    /// An expression, as it is or changed in one of several ways. Changes are of the text, as cargo-mutants makes them:
    /// `a - b * c` of `a - b + c` is another thing than what a change of the tree would give.
    Choice(Vec<Change>),
    /// A body that begins with the way out.
    Leaves(Vec<Change>),
    /// A pattern that a guard is put behind, which is false where the arm is to be deleted.
    Guarded(usize),
    /// A guard that may be true, or false, which is an arm deleted.
    Guard {
        truth: Option<usize>,
        falsehood: Option<usize>,
    },
}

impl Edit {
    /// The mutants that are switched here.
    pub(crate) fn mutants(&self) -> Vec<usize> {
        match self {
            Self::Choice(changes) | Self::Leaves(changes) => {
                changes.iter().map(|change| change.mutant).collect()
            }
            Self::Guarded(mutant) => vec![*mutant],
            Self::Guard { truth, falsehood } => {
                [*truth, *falsehood].into_iter().flatten().collect()
            }
        }
    }
}

/// An edit, and the bytes that it takes the place of.
#[derive(Clone, Debug)]
pub(crate) struct Region {
    pub(crate) range: Range<usize>,
    pub(crate) edit: Edit,
}

/// The text with all regions in it, and where in it each mutant's own bytes are.
#[derive(Debug, Default)]
pub(crate) struct Switched {
    pub(crate) text: String,
    pub(crate) places: Vec<(Range<usize>, usize)>,
}

/// Puts the regions into a text. `number` gives a mutant's number, or none where it must not be tried.
pub(crate) fn switched(
    text: &str,
    mut regions: Vec<Region>,
    number: &dyn Fn(usize) -> Option<u32>,
) -> Switched {
    // Outer ones first; of two with the same bytes, the one that was found first is outside.
    regions.sort_by_key(|region| (region.range.start, std::cmp::Reverse(region.range.end)));
    let mut out = Switched::default();
    let writer = Writer { text, number };
    writer.write(0..text.len(), &regions, &mut out);
    out
}

struct Writer<'a> {
    text: &'a str,
    number: &'a dyn Fn(usize) -> Option<u32>,
}

impl Writer<'_> {
    fn write(&self, range: Range<usize>, mut regions: &[Region], out: &mut Switched) {
        let mut at = range.start;
        while let Some((region, rest)) = regions.split_first() {
            out.text.push_str(self.original(at..region.range.start));
            let inside = rest
                .iter()
                .take_while(|inner| inner.range.end <= region.range.end)
                .count();
            let (inner, after) = rest.split_at(inside);
            self.region(region, inner, out);
            at = region.range.end;
            regions = after;
        }
        out.text.push_str(self.original(at..range.end));
    }

    fn original(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    fn region(&self, region: &Region, inner: &[Region], out: &mut Switched) {
        let range = region.range.clone();
        match &region.edit {
            Edit::Choice(changes) => self.choice(range, changes, inner, out),
            Edit::Leaves(changes) => {
                for change in changes {
                    let Some(number) = (self.number)(change.mutant) else {
                        continue;
                    };
                    let start = out.text.len();
                    out.text.push_str(&format!(
                        " if crate::mutants::on({number}) {{ return {}; }}",
                        change.by
                    ));
                    out.places.push((start..out.text.len(), change.mutant));
                }
            }
            Edit::Guarded(mutant) => {
                if let Some(number) = (self.number)(*mutant) {
                    let start = out.text.len();
                    out.text
                        .push_str(&format!(" if crate::mutants::none({number}, {number})"));
                    out.places.push((start..out.text.len(), *mutant));
                }
            }
            Edit::Guard { truth, falsehood } => {
                out.text.push('(');
                if let Some((mutant, number)) = self.live(*truth) {
                    let start = out.text.len();
                    out.text
                        .push_str(&format!("crate::mutants::on({number}) || "));
                    out.places.push((start..out.text.len(), mutant));
                }
                if let Some((mutant, number)) = self.live(*falsehood) {
                    let start = out.text.len();
                    out.text
                        .push_str(&format!("crate::mutants::none({number}, {number}) && "));
                    out.places.push((start..out.text.len(), mutant));
                }
                out.text.push('(');
                self.write(range, inner, out);
                out.text.push_str("))");
            }
        }
    }

    fn live(&self, mutant: Option<usize>) -> Option<(usize, u32)> {
        let mutant = mutant?;
        Some((mutant, (self.number)(mutant)?))
    }

    /// The expression as it is stands first, so that its type is the one that is wanted of the others.
    fn choice(
        &self,
        range: Range<usize>,
        changes: &[Change],
        inner: &[Region],
        out: &mut Switched,
    ) {
        let live: Vec<(&Change, u32)> = changes
            .iter()
            .filter_map(|change| Some((change, (self.number)(change.mutant)?)))
            .collect();
        let numbers = || live.iter().map(|&(_, number)| number);
        let (Some(first), Some(last)) = (numbers().min(), numbers().max()) else {
            return self.write(range, inner, out);
        };
        out.text
            .push_str(&format!("(if crate::mutants::none({first}, {last}) {{ ("));
        self.write(range.clone(), inner, out);
        out.text.push_str(") }");
        let count = live.len();
        for (index, (change, number)) in live.into_iter().enumerate() {
            let condition = if index + 1 == count {
                " else { (".to_owned()
            } else {
                format!(" else if crate::mutants::on({number}) {{ (")
            };
            out.text.push_str(&condition);
            let start = out.text.len();
            out.text
                .push_str(self.original(range.start..change.range.start));
            out.text.push_str(&change.by);
            out.text
                .push_str(self.original(change.range.end..range.end));
            out.places.push((start..out.text.len(), change.mutant));
            out.text.push_str(") }");
        }
        out.text.push(')');
    }
}
