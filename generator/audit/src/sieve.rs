//! Sets of numbers that answer fast: most questions are about numbers that are not in them.

use super::words::Window;

/// A field of bits that turns away most numbers that are not among those it was made of.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    bits: Vec<u64>,
    mask: u64,
}

impl Field {
    /// A field of numbers, which are hashes.
    pub(crate) fn of(keys: &[u64]) -> Self {
        let size = (keys.len() * 16).next_power_of_two().max(1024);
        let mut field = Self {
            bits: vec![0_u64; size / 64],
            mask: size as u64 - 1,
        };
        for key in keys {
            if let Some(bits) = slot(key & field.mask).and_then(|at| field.bits.get_mut(at)) {
                *bits |= 1 << (key & 63);
            }
        }
        field
    }

    #[inline]
    fn may_be(&self, key: u64) -> bool {
        let bits = slot(key & self.mask).and_then(|at| self.bits.get(at));
        bits.is_some_and(|bits| bits >> (key & 63) & 1 == 1)
    }

    /// Says whether a shingle that ends with the last word of a window may be one of those whose ends these are.
    #[inline]
    pub(crate) fn may_hold(&self, window: &Window) -> bool {
        let mut shingles = window.shingles();
        // The shingle of the word alone is its own end.
        shingles.next().is_some_and(|one| self.may_be(one))
            || shingles.next().is_some_and(|two| self.may_be(two))
    }
}

/// A fixed set of numbers, in order, behind a field of bits that turns most questions away. The numbers are hashes: their
/// first bits spread them evenly over buckets of about one number each.
#[derive(Clone, Debug)]
pub(crate) struct Sieve {
    keys: Vec<u64>,
    field: Field,
    /// Where the numbers begin whose first bits are those of the bucket.
    buckets: Vec<u32>,
    shift: u32,
}

impl Sieve {
    /// A set of numbers, which must be in order.
    pub(crate) fn new(keys: Vec<u64>) -> Self {
        let field = Field::of(&keys);
        let count = keys.len().next_power_of_two().max(2);
        let shift = 64 - count.trailing_zeros();
        let mut buckets = Vec::with_capacity(count + 1);
        let mut at = 0_usize;
        for bucket in 0..count as u64 {
            while keys.get(at).is_some_and(|key| key >> shift < bucket) {
                at += 1;
            }
            buckets.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        buckets.push(u32::try_from(keys.len()).unwrap_or(u32::MAX));
        Self {
            keys,
            field,
            buckets,
            shift,
        }
    }

    /// The place of a number in the order.
    #[inline]
    pub(crate) fn find(&self, key: u64) -> Option<usize> {
        if !self.field.may_be(key) {
            return None;
        }
        let bucket = usize::try_from(key >> self.shift).ok()?;
        let start = usize::try_from(*self.buckets.get(bucket)?).ok()?;
        let end = usize::try_from(*self.buckets.get(bucket + 1)?).ok()?;
        let among = self.keys.get(start..end)?;
        Some(start + among.iter().position(|known| *known == key)?)
    }
}

/// The word of the field in which a bit stands.
fn slot(bit: u64) -> Option<usize> {
    usize::try_from(bit >> 6).ok()
}

/// A growing set of numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    slots: Vec<u64>,
    count: usize,
}

impl Seen {
    /// Adds a number, which is not zero; says whether it is new.
    pub(crate) fn insert(&mut self, key: u64) -> bool {
        if self.count * 2 >= self.slots.len() {
            self.grow();
        }
        let new = place(&mut self.slots, key);
        self.count += usize::from(new);
        new
    }

    fn grow(&mut self) {
        let mut slots = vec![0_u64; (self.slots.len() * 2).max(1024)];
        for key in self.slots.iter().filter(|key| **key != 0) {
            place(&mut slots, *key);
        }
        self.slots = slots;
    }
}

fn place(slots: &mut [u64], key: u64) -> bool {
    let key = key.max(1);
    let mask = slots.len() as u64 - 1;
    let mut at = key & mask;
    loop {
        let Some(slot) = usize::try_from(at).ok().and_then(|at| slots.get_mut(at)) else {
            return false;
        };
        if *slot == 0 {
            *slot = key;
            return true;
        }
        if *slot == key {
            return false;
        }
        at = (at + 1) & mask;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::number;

    #[test]
    fn a_sieve_holds_what_it_was_given() {
        let spread = |n: u64| n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut keys: Vec<u64> = (0..5000).map(spread).chain([u64::MAX]).collect();
        keys.sort_unstable();
        let sieve = Sieve::new(keys.clone());
        for n in 0..40_000 {
            let key = spread(n);
            assert_eq!(sieve.find(key), keys.binary_search(&key).ok(), "{n}");
        }
        assert!(sieve.find(u64::MAX).is_some());
        assert_eq!(Sieve::new(Vec::new()).find(3), None);
    }

    #[test]
    fn most_that_is_not_there_is_turned_away_at_once() {
        let words = |word: &'static str| (0..5000).map(move |n| format!("{word}{n}"));
        let keys: Vec<u64> = words("there").map(|word| number(&word)).collect();
        let mut windows = Vec::new();
        for word in words("there").chain(words("elsewhere")) {
            let mut window = Window::default();
            window.push(number(&word));
            windows.push((number(&word), window));
        }
        // A word alone is a shingle, and its own end.
        let ends: Vec<u64> = windows
            .iter()
            .take(keys.len())
            .filter_map(|(_, window)| window.shingles().next())
            .collect();
        let (field, ends) = (Field::of(&keys), Field::of(&ends));
        let (there, elsewhere) = windows.split_at(keys.len());
        let kept = |windows: &[(u64, Window)]| {
            let keys = windows.iter().filter(|(key, _)| field.may_be(*key));
            let ended = windows.iter().filter(|(_, window)| ends.may_hold(window));
            (keys.count(), ended.count())
        };
        assert_eq!(kept(there), (5000, 5000));
        let (keys, ended) = kept(elsewhere);
        assert!(keys < 500 && ended < 500, "{keys} {ended}");
    }

    #[test]
    fn what_is_seen_is_seen_once() {
        let mut seen = Seen::default();
        for n in 1..5000_u64 {
            assert!(seen.insert(n * 977));
            // Half of the room is free, so that a place is found at once.
            assert!(seen.count * 2 <= seen.slots.len(), "{n}");
        }
        for n in 1..5000_u64 {
            assert!(!seen.insert(n * 977));
        }
    }
}
