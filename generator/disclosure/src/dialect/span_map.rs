//! From places in prepared text back to places in the raw file.

use std::ops::Range;

/// Where each stretch of a prepared text came from.
#[derive(Clone, Debug, Default)]
pub(crate) struct SpanMap {
    /// Starts in the prepared text, the raw start of each, and whether bytes correspond one to one from there.
    stretches: Vec<(usize, usize, bool)>,
}

impl SpanMap {
    /// From `prepared` on, text was copied from `raw`.
    pub(crate) fn copied(&mut self, prepared: usize, raw: usize) {
        self.stretches.push((prepared, raw, true));
    }

    /// At `prepared` stands something of ours for what is at `raw`.
    pub(crate) fn replaced(&mut self, prepared: usize, raw: usize) {
        self.stretches.push((prepared, raw, false));
    }

    /// The raw place of a prepared one.
    pub(crate) fn raw(&self, prepared: usize) -> usize {
        let after = self
            .stretches
            .partition_point(|&(start, _, _)| start <= prepared);
        match after
            .checked_sub(1)
            .and_then(|last| self.stretches.get(last))
        {
            Some(&(start, raw, true)) => raw + (prepared - start),
            Some(&(_, raw, false)) => raw,
            None => prepared,
        }
    }

    /// The raw range of a prepared one.
    pub(crate) fn raw_range(&self, prepared: &Range<usize>) -> Range<usize> {
        let start = self.raw(prepared.start);
        // The end belongs to the stretch of the last byte, lest it jump over what was cut behind it.
        let end = match prepared.end.checked_sub(1) {
            Some(last) if last >= prepared.start => self.raw(last) + 1,
            _ => start,
        };
        start..end.max(start)
    }
}
