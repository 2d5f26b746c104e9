//! What a word may have been meant to be, where the index has no such word.

use super::{Engine, File, Needs};
use crate::analyze::is_letter;
use crate::format::Surface;

/// Files are missing.
#[derive(Debug)]
pub(super) struct Missing;

/// How many parts a spelling has at most that is looked through as a whole.
const FEW: usize = 4;

impl Engine {
    /// The words of the index that begin with something; `None` while files are missing.
    pub(super) fn beginning(&self, start: &str, needs: &mut Needs) -> Option<Vec<&Surface>> {
        let parts = self.spelling(start, needs)?;
        let all = parts.into_iter().flatten();
        Some(
            all.filter(|surface| surface.word.starts_with(start))
                .collect(),
        )
    }

    /// The word of the index that is nearest to one that it does not have.
    pub(super) fn nearest(
        &self,
        word: &str,
        needs: &mut Needs,
    ) -> Result<Option<&Surface>, Missing> {
        let letters: Vec<char> = word.chars().collect();
        // Short words have too many neighbours; what has digits is told apart by them.
        let limit = match letters.len() {
            4..8 => 1,
            8.. => 2,
            _ => return Ok(None),
        };
        if !letters.iter().copied().all(is_letter) {
            return Ok(None);
        }
        let mut parts: Vec<&[Surface]> = Vec::new();
        let mut whole = true;
        // Few mistype the first letter; they strike the second before it, or leave it out.
        for letter in letters.iter().take(2) {
            match self.spelling(letter.encode_utf8(&mut [0; 4]), needs) {
                Some(more) => parts.extend(more),
                None => whole = false,
            }
            if self.root.spelling.len() <= FEW {
                break;
            }
        }
        if !whole {
            return Err(Missing);
        }
        let mut best: Option<((usize, bool, u32), &Surface)> = None;
        for surface in parts.into_iter().flatten() {
            let Some(edits) = edits(&letters, &surface.word, limit) else {
                continue;
            };
            let other = surface.word.chars().next() != letters.first().copied();
            // Few edits, then the same first letter, then the more frequent; of equals the first.
            let rank = (edits, other, u32::MAX - surface.count);
            if best.is_none_or(|(known, _)| rank < known) {
                best = Some((rank, surface));
            }
        }
        Ok(best.map(|(_, surface)| surface))
    }

    /// The parts of the spelling with words that begin with something: all, where there are few.
    fn spelling(&self, start: &str, needs: &mut Needs) -> Option<Vec<&[Surface]>> {
        let parts = &self.root.spelling;
        let (mut from, mut to) = (0, parts.len());
        if parts.len() > FEW {
            from = parts
                .partition_point(|(first, _)| first.as_str() <= start)
                .saturating_sub(1);
            to = parts
                .partition_point(|(first, _)| first.as_str() <= start || first.starts_with(start));
        }
        let mut found = Vec::new();
        let mut whole = true;
        for (_, hash) in parts.get(from..to).unwrap_or_default() {
            match self.file('s', *hash, needs) {
                Some(File::Spelling(spelling)) => found.push(spelling.0.as_slice()),
                _ => whole = false,
            }
        }
        whole.then_some(found)
    }
}

/// How many letters must be put in, left out, changed or swapped with their neighbour to come from one word to another;
/// `None` where it is more than the limit.
fn edits(from: &[char], to: &str, limit: usize) -> Option<usize> {
    let to: Vec<char> = to.chars().collect();
    if from.len().abs_diff(to.len()) > limit {
        return None;
    }
    let width = to.len() + 1;
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..width).collect();
    for (row, letter) in from.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let get = |row: &Vec<usize>, at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut best = (get(&last, column) + usize::from(letter != other))
                .min(get(&last, column + 1) + 1)
                .min(get(&next, column) + 1);
            let swapped = row > 0
                && column > 0
                && from.get(row - 1) == Some(other)
                && to.get(column - 1) == Some(letter);
            if swapped {
                best = best.min(get(&before, column - 1) + 1);
            }
            next.push(best);
        }
        if next.iter().all(|edits| *edits > limit) {
            return None;
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().copied().filter(|edits| *edits <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted_to_a_limit() {
        for (from, to, limit, count) in [
            ("transport", "transport", 2, Some(0)),
            ("transprot", "transport", 2, Some(1)),
            ("tranport", "transport", 2, Some(1)),
            ("trasnprot", "transport", 2, Some(2)),
            ("trasnprot", "transport", 1, None),
            ("rtansport", "transport", 1, Some(1)),
            ("xtransport", "transport", 1, Some(1)),
            ("guard", "guards", 1, Some(1)),
            ("guard", "gauge", 2, None),
            ("безопастность", "безопасность", 2, Some(1)),
            ("a", "abcd", 2, None),
        ] {
            let from: Vec<char> = from.chars().collect();
            assert_eq!(edits(&from, to, limit), count, "{from:?} {to}");
        }
    }
}
