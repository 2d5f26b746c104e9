//! Texts that were looked at and held nothing. What stands in every page is looked at once.

use super::seek::Depth;
use super::texts::Texts;

/// The longest text that is remembered, in bytes, and how many bytes of texts are.
const LONGEST: usize = 256;
const MOST: usize = 8 << 20;

/// Texts by how they were looked at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Harmless {
    /// By depth: the texts as they stand, and those with all that they hold when they are decoded.
    texts: [[Texts; 2]; 3],
    bytes: usize,
}

/// How far a text was looked into.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Reach {
    /// As it stands.
    Plain,
    /// With all that it holds when it is decoded.
    Decoded,
}

impl Harmless {
    /// Says whether this very text was looked at in this very way, and held nothing.
    pub(crate) fn knows(&self, text: &str, depth: Depth, reach: Reach) -> bool {
        let known = || self.texts.get(row(depth))?.get(column(reach))?.find(text);
        text.len() <= LONGEST && known().is_some()
    }

    /// Remembers a text that held nothing.
    pub(crate) fn keep(&mut self, text: &str, depth: Depth, reach: Reach) {
        if text.len() > LONGEST || self.bytes > MOST {
            return;
        }
        self.bytes += text.len() + size_of::<u64>() * 3;
        let texts = self.texts.get_mut(row(depth));
        if let Some(texts) = texts.and_then(|row| row.get_mut(column(reach))) {
            texts.add(text);
        }
    }
}

fn row(depth: Depth) -> usize {
    match depth {
        Depth::Closed => 0,
        Depth::Words => 1,
        Depth::Phrases => 2,
    }
}

fn column(reach: Reach) -> usize {
    match reach {
        Reach::Plain => 0,
        Reach::Decoded => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_known_as_it_was_looked_at() {
        let mut harmless = Harmless::default();
        harmless.keep("herons", Depth::Words, Reach::Plain);
        let ways = [Depth::Closed, Depth::Words, Depth::Phrases].map(|depth| {
            [Reach::Plain, Reach::Decoded].map(|reach| harmless.knows("herons", depth, reach))
        });
        assert_eq!(ways, [[false; 2], [true, false], [false; 2]]);
        assert!(!harmless.knows("heron", Depth::Words, Reach::Plain));
    }

    #[test]
    fn long_texts_and_very_many_are_not_remembered() {
        let mut harmless = Harmless::default();
        for (length, expected) in [(LONGEST, true), (LONGEST + 1, false)] {
            let text = "x".repeat(length);
            harmless.keep(&text, Depth::Words, Reach::Plain);
            let known = harmless.knows(&text, Depth::Words, Reach::Plain);
            assert_eq!(known, expected, "{length}");
        }
        // A text takes its bytes, and room to be found again.
        for (left, expected) in [(30, true), (29, false)] {
            let mut harmless = Harmless {
                bytes: MOST - left,
                ..Harmless::default()
            };
            harmless.keep("herons", Depth::Words, Reach::Plain);
            harmless.keep("gates", Depth::Words, Reach::Plain);
            let known =
                ["herons", "gates"].map(|text| harmless.knows(text, Depth::Words, Reach::Plain));
            assert_eq!(known, [true, expected], "{left}");
        }
    }
}
