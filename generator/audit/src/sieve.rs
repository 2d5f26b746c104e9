//! Sets of numbers that answer fast: most questions are about numbers that are not in them.

/// A fixed set of numbers, in order, behind a field of bits that turns most questions away. The numbers are hashes: their
/// first bits spread them evenly over buckets of about one number each.
#[derive(Clone, Debug)]
pub(crate) struct Sieve {
    keys: Vec<u64>,
    bits: Vec<u64>,
    mask: u64,
    /// Where the numbers begin whose first bits are those of the bucket.
    buckets: Vec<u32>,
    shift: u32,
}

impl Sieve {
    /// A set of numbers, which must be in order.
    pub(crate) fn new(keys: Vec<u64>) -> Self {
        let size = (keys.len() * 16).next_power_of_two().max(1024);
        let mask = size as u64 - 1;
        let mut bits = vec![0_u64; size / 64];
        for key in &keys {
            if let Some(slot) = slot(key & mask).and_then(|at| bits.get_mut(at)) {
                *slot |= 1 << (key & 63);
            }
        }
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
            bits,
            mask,
            buckets,
            shift,
        }
    }

    /// The place of a number in the order.
    #[inline]
    pub(crate) fn find(&self, key: u64) -> Option<usize> {
        let bits = self.bits.get(slot(key & self.mask)?)?;
        if bits >> (key & 63) & 1 == 0 {
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
    fn what_is_seen_is_seen_once() {
        let mut seen = Seen::default();
        for n in 1..5000_u64 {
            assert!(seen.insert(n * 977));
        }
        for n in 1..5000_u64 {
            assert!(!seen.insert(n * 977));
        }
    }
}
