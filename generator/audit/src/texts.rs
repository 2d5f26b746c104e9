//! Texts that are numbered as they come, and found again by a hash: words of an index, and what stands in every page.

/// Texts by number. They are compared whole: a hash only says where to look.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    all: String,
    /// Where each text ends.
    ends: Vec<usize>,
    /// A half of the hash of a text, and its number; as many as a power of two, and at most half of them taken.
    slots: Vec<(u32, u32)>,
}

/// The number in a slot that is free.
const FREE: u32 = u32::MAX;

impl Texts {
    /// A text by its number.
    pub(crate) fn get(&self, number: u32) -> Option<&str> {
        let number = usize::try_from(number).ok()?;
        let end = *self.ends.get(number)?;
        let start = number
            .checked_sub(1)
            .and_then(|before| self.ends.get(before));
        self.all.get(start.copied().unwrap_or_default()..end)
    }

    /// The number of a text that is there.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        let half = half(text);
        let mut at = place(half);
        loop {
            let (own, number) = self.slots.get(at & self.slots.len().checked_sub(1)?)?;
            if *number == FREE {
                return None;
            }
            if *own == half && self.get(*number) == Some(text) {
                return Some(*number);
            }
            at += 1;
        }
    }

    /// Adds a text, where it is not there yet. Returns its number.
    pub(crate) fn add(&mut self, text: &str) -> u32 {
        if let Some(number) = self.find(text) {
            return number;
        }
        let number = u32::try_from(self.ends.len()).unwrap_or(FREE);
        if self.slots.len() < 2 * (self.ends.len() + 1) {
            let all = vec![(0, FREE); (2 * self.slots.len()).max(1 << 10)];
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
        let last = self.slots.len().saturating_sub(1);
        let mut at = place(half);
        while let Some(slot) = self.slots.get_mut(at & last) {
            if slot.1 == FREE {
                *slot = (half, number);
                return;
            }
            at += 1;
        }
    }
}

fn place(half: u32) -> usize {
    usize::try_from(half).unwrap_or_default()
}

/// Half of a hash of a text: eight bytes at a time, well mixed.
fn half(text: &str) -> u32 {
    let mut hash = u64::try_from(text.len()).unwrap_or_default();
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
        let all: Vec<String> = (0..5_000)
            .map(|number: u32| format!("{number:o} text"))
            .collect();
        let mut texts = Texts::default();
        assert_eq!(texts.find(""), None);
        for (number, text) in (0..).zip(&all) {
            assert_eq!(texts.find(text), None);
            assert_eq!(texts.add(text), number);
            // Half of the slots are free, and not many more.
            let (slots, taken) = (texts.slots.len(), texts.ends.len());
            assert!(slots >= 2 * taken, "{slots} for {taken}");
            assert!(slots == 1024 || slots < 4 * taken, "{slots} for {taken}");
        }
        for (number, text) in (0..).zip(&all) {
            assert_eq!((texts.add(text), texts.find(text)), (number, Some(number)));
            assert_eq!(texts.get(number), Some(text.as_str()));
        }
        assert_eq!(texts.get(5_000), None);
        assert_eq!(
            (texts.find("text"), texts.add(""), texts.find("")),
            (None, 5_000, Some(5_000))
        );
    }

    #[test]
    fn few_texts_have_one_hash() {
        let mut halves: Vec<u32> = (0..10_000)
            .map(|number| half(&format!("w{number}")))
            .collect();
        halves.sort_unstable();
        halves.dedup();
        assert_eq!(halves.len(), 10_000);
    }

    #[test]
    fn texts_of_one_hash_are_told_apart() {
        let same: Vec<String> = (0..40_000)
            .map(|number| format!("w{number}"))
            .filter(|text| half(text) % 1024 == 7)
            .take(9)
            .collect();
        let mut texts = Texts::default();
        for text in &same {
            texts.add(text);
        }
        assert_eq!(same.len(), 9);
        // Two that differ in nothing that is compared before the texts themselves are.
        let (one, other) = ("w25333", "w69933");
        assert_eq!(half(one), half(other));
        let mut two = Texts::default();
        assert_eq!((two.add(one), two.find(other)), (0, None));
        assert_eq!((two.add(other), two.find(one)), (1, Some(0)));
        for (number, text) in (0..).zip(&same) {
            assert_eq!(texts.find(text), Some(number));
        }
    }
}
