//! From places in prepared text back to places in the raw file.

use std::ops::Range;

/// Where each stretch of a prepared text came from.
#[derive(Clone, Debug, Default)]
pub(crate) struct SpanMap {
    /// Starts in the prepared text, and the raw start of each, from where bytes correspond one to one; or, for something
    /// of ours, the raw end of what it stands for as well.
    stretches: Vec<(usize, usize, Option<usize>)>,
}

impl SpanMap {
    /// From `prepared` on, text was copied from `raw`.
    pub(crate) fn copied(&mut self, prepared: usize, raw: usize) {
        self.stretches.push((prepared, raw, None));
    }

    /// At `prepared` stands something of ours for what is at `raw`.
    pub(crate) fn replaced(&mut self, prepared: usize, raw: Range<usize>) {
        self.stretches.push((prepared, raw.start, Some(raw.end)));
    }

    /// Adds the stretches of a text that is put behind `prepared` bytes of this one.
    pub(crate) fn append(&mut self, prepared: usize, other: &Self) {
        let moved = other.stretches.iter();
        self.stretches
            .extend(moved.map(|&(start, raw, end)| (prepared + start, raw, end)));
    }

    /// The raw places of the beginning and of the end of a prepared byte.
    fn byte(&self, prepared: usize) -> (usize, usize) {
        let after = self
            .stretches
            .partition_point(|&(start, _, _)| start <= prepared);
        match after
            .checked_sub(1)
            .and_then(|last| self.stretches.get(last))
        {
            Some(&(start, raw, None)) => (raw + (prepared - start), raw + (prepared - start) + 1),
            Some(&(_, raw, Some(end))) => (raw, end),
            // Nothing was put there: an empty text is where it is.
            None => (prepared, prepared),
        }
    }

    /// The raw range of a prepared one.
    pub(crate) fn raw_range(&self, prepared: &Range<usize>) -> Range<usize> {
        let (start, _) = self.byte(prepared.start);
        // The end belongs to the stretch of the last byte, lest it jump over what was cut behind it.
        let end = match prepared.end.checked_sub(1) {
            Some(last) => self.byte(last).1,
            None => start,
        };
        start..end.max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back() {
        let mut map = SpanMap::default();
        // Three bytes of ours stand for ten that are cut, and what comes then was written before.
        map.copied(0, 100);
        map.replaced(4, 200..210);
        map.copied(7, 50);
        for (prepared, raw) in [
            (0..4, 100..104),
            (1..2, 101..102),
            (4..5, 200..210),
            (4..7, 200..210),
            (2..6, 102..210),
            (7..9, 50..52),
            // What is empty stays so.
            (0..0, 100..100),
            (2..2, 102..102),
        ] {
            assert_eq!(map.raw_range(&prepared), raw, "{prepared:?}");
        }
    }
}
