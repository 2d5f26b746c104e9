//! Texts that are numbered as they come, and found again by a hash: there are very many, and each is asked for often.

/// Texts by number. It has no order but that of their numbers.
#[derive(Debug)]
pub(super) struct Table {
    /// All texts, one behind the other: what is asked for often is close together.
    all: String,
    /// Where each text ends.
    ends: Vec<usize>,
    /// A half of the hash of a text, and its number; as many as a power of two, and at most half of them taken.
    slots: Vec<(u32, u32)>,
}

/// The number in a slot that is free.
const FREE: u32 = u32::MAX;

impl Default for Table {
    fn default() -> Self {
        Self {
            all: String::new(),
            ends: Vec::new(),
            slots: vec![(0, FREE); 1 << 10],
        }
    }
}

impl Table {
    /// A text by its number.
    fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let before = number.checked_sub(1);
        let start = before.and_then(|before| self.ends.get(before));
        self.all.get(start.copied().unwrap_or_default()..end)
    }

    /// The number of a text that is there.
    pub(super) fn find(&self, text: &str) -> Option<u32> {
        let half = half(text);
        let mut at = half as usize;
        loop {
            let (own, number) = self.slots.get(at & (self.slots.len() - 1))?;
            if *number == FREE {
                return None;
            }
            if *own == half && self.get(*number as usize) == Some(text) {
                return Some(*number);
            }
            at += 1;
        }
    }

    /// Adds a text that is not there. Returns its number.
    pub(super) fn add(&mut self, text: &str) -> u32 {
        let number = u32::try_from(self.len()).unwrap_or(FREE);
        if self.slots.len() < 2 * (self.len() + 1) {
            let all = vec![(0, FREE); 2 * self.slots.len()];
            for (half, number) in std::mem::replace(&mut self.slots, all) {
                if number != FREE {
                    self.put(half, number);
                }
            }
        }
        self.put(half(text), number);
        self.all.push_str(text);
        self.ends.push(self.all.len());
        number
    }

    fn put(&mut self, half: u32, number: u32) {
        let last = self.slots.len() - 1;
        let mut at = half as usize;
        while let Some(slot) = self.slots.get_mut(at & last) {
            if slot.1 == FREE {
                *slot = (half, number);
                return;
            }
            at += 1;
        }
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The texts in the order of their numbers.
    pub(super) fn into_texts(self) -> Vec<String> {
        let all = (0..self.len()).filter_map(|number| self.get(number));
        all.map(str::to_owned).collect()
    }
}

/// Half of a hash of a text: eight bytes at a time, well mixed.
fn half(text: &str) -> u32 {
    let mut hash = text.len() as u64;
    let mut add = |bytes: [u8; 8]| {
        hash =
            (hash.rotate_left(23) ^ u64::from_le_bytes(bytes)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    };
    let (eights, rest) = text.as_bytes().as_chunks::<8>();
    for eight in eights {
        add(*eight);
    }
    let mut last = [0; 8];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    add(last);
    let [a, b, c, d, ..] = (hash ^ hash >> 32).to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_their_numbers() {
        let texts: Vec<String> = (0..5_000)
            .map(|number: u32| format!("{number:o} text"))
            .collect();
        let mut table = Table::default();
        for (number, text) in (0..).zip(&texts) {
            assert_eq!(table.find(text), None);
            assert_eq!(table.add(text), number);
            assert_eq!(table.find(text), Some(number));
        }
        for (number, text) in (0..).zip(&texts) {
            assert_eq!(table.find(text), Some(number));
        }
        assert_eq!(
            (table.len(), table.find(""), table.find("text")),
            (5_000, None, None)
        );
        assert_eq!(table.into_texts(), texts);
    }

    #[test]
    fn texts_of_one_hash_are_told_apart() {
        // Both are in one slot of the first thousand, and so is whatever follows them.
        let texts: Vec<String> = (0..20_000)
            .map(|number| format!("w{number}"))
            .filter(|text| half(text) % 1024 == 7)
            .take(9)
            .collect();
        let mut table = Table::default();
        for (number, text) in (0..).zip(&texts) {
            assert_eq!(table.add(text), number);
        }
        assert!(
            texts.len() == 9
                && (0..)
                    .zip(&texts)
                    .all(|(number, text)| table.find(text) == Some(number))
        );
    }
}
