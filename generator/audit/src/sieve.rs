//! Sets of numbers that answer fast: most questions are about numbers that are not in them.

/// A fixed set of numbers, in order, behind a field of bits that turns most questions away.
#[derive(Clone, Debug)]
pub(crate) struct Sieve {
    keys: Vec<u64>,
    bits: Vec<u64>,
    mask: u64,
}

impl Sieve {
    /// A set of numbers, which must be in order.
    pub(crate) fn new(keys: Vec<u64>) -> Self {
        let size = (keys.len() * 16).next_power_of_two().max(1024);
        let mask = size as u64 - 1;
        let mut bits = vec![0_u64; size / 64];
        for key in &keys {
            if let Some(slot) = usize::try_from((key & mask) >> 6)
                .ok()
                .and_then(|at| bits.get_mut(at))
            {
                *slot |= 1 << (key & 63);
            }
        }
        Self { keys, bits, mask }
    }

    /// The place of a number in the order.
    pub(crate) fn find(&self, key: u64) -> Option<usize> {
        let slot = self
            .bits
            .get(usize::try_from((key & self.mask) >> 6).ok()?)?;
        if slot >> (key & 63) & 1 == 0 {
            return None;
        }
        self.keys.binary_search(&key).ok()
    }
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
        let keys: Vec<u64> = (0..5000).map(|n| n * 7).collect();
        let sieve = Sieve::new(keys);
        for n in 0..40_000 {
            assert_eq!(sieve.find(n).is_some(), n % 7 == 0 && n < 35_000, "{n}");
        }
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
