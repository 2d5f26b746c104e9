//! What public text holds: its words, and which of the shingles that are sought stand in it too.

use super::sieve::{Field, Seen, Sieve};
use super::words::{Window, each_word, number, words};

/// The least text that is worth a thread of its own, in bytes.
const LEAST: usize = 1 << 20;
/// How many words signs join to one, at most: `INFCIRC/225/Rev.5` has four.
const LONGEST_JOINED: usize = 6;

/// What is looked for in public text.
pub(crate) struct Sought<'a> {
    pub(crate) shingles: &'a Sieve,
    /// How many there are.
    pub(crate) count: usize,
    pub(crate) names: &'a Sieve,
    pub(crate) name_count: usize,
    /// The ends of all of them.
    pub(crate) ends: &'a Field,
}

/// What public text holds.
pub(crate) struct Public {
    /// Of each shingle that is sought, and of each of those of names, whether it is there.
    pub(crate) known: Vec<bool>,
    pub(crate) named: Vec<bool>,
    /// The words in order, and their numbers in order.
    pub(crate) words: Vec<String>,
    pub(crate) keys: Vec<u64>,
}

impl Public {
    /// Reads texts, some of them on each processor.
    pub(crate) fn read(texts: &[&str], sought: &Sought<'_>) -> Self {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let all: usize = texts.iter().map(|text| text.len()).sum();
        Self::side_by_side(&parts(texts, all.div_ceil(threads).max(LEAST)), sought)
    }

    /// Reads parts of texts, each on a thread of its own.
    fn side_by_side(parts: &[&[&str]], sought: &Sought<'_>) -> Self {
        let mut whole = Self {
            known: vec![false; sought.count],
            named: vec![false; sought.name_count],
            words: Vec::new(),
            keys: Vec::new(),
        };
        std::thread::scope(|scope| {
            let read = |part| scope.spawn(move || Self::of(part, sought));
            let others: Vec<_> = parts.iter().copied().map(read).collect();
            for other in others {
                match other.join() {
                    Ok(other) => whole.take(other),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
        });
        whole.words.sort_unstable();
        whole.words.dedup();
        whole.keys.sort_unstable();
        whole.keys.dedup();
        whole
    }

    fn take(&mut self, other: Self) {
        for (own, other) in [
            (&mut self.known, other.known),
            (&mut self.named, other.named),
        ] {
            for (own, other) in own.iter_mut().zip(other) {
                *own |= other;
            }
        }
        self.words.extend(other.words);
        self.keys.extend(other.keys);
    }

    fn of(texts: &[&str], sought: &Sought<'_>) -> Self {
        let mut known = vec![false; sought.count];
        let mut named = vec![false; sought.name_count];
        let mut words = Vec::new();
        let mut keys = Vec::new();
        let mut seen = Seen::default();
        let mut keep = |word: &str| {
            let key = number(word);
            if seen.insert(key) {
                words.push(word.to_owned());
                keys.push(key);
            }
        };
        let find = |sieve: &Sieve, shingle: u64, found: &mut Vec<bool>| {
            if let Some(slot) = sieve.find(shingle).and_then(|at| found.get_mut(at)) {
                *slot = true;
            }
        };
        for text in texts {
            text.split_whitespace()
                .for_each(|chunk| each_joined(chunk, &mut keep));
            let mut window = Window::default();
            each_word(text, |word| {
                window.push(number(word));
                keep(word);
                if !word.is_ascii() {
                    // Addresses keep Latin letters and digits alone.
                    let latin = word.split(|letter: char| !letter.is_ascii_alphanumeric());
                    latin.filter(|run| !run.is_empty()).for_each(&mut keep);
                }
                if sought.ends.may_hold(&window) {
                    for shingle in window.shingles() {
                        find(sought.shingles, shingle, &mut known);
                        find(sought.names, shingle, &mut named);
                    }
                }
            });
        }
        Self {
            known,
            named,
            words,
            keys,
        }
    }
}

/// Texts in parts of at least so many bytes, of which each ends with the text that fills it.
fn parts<'t>(texts: &'t [&'t str], least: usize) -> Vec<&'t [&'t str]> {
    let mut parts = Vec::new();
    let mut rest = texts;
    while !rest.is_empty() {
        let mut sum = 0;
        let within = rest.iter().take_while(|text| {
            let goes_on = sum < least;
            sum += text.len();
            goes_on
        });
        let (part, after) = rest.split_at_checked(within.count()).unwrap_or((rest, &[]));
        rest = after;
        parts.push(part);
    }
    parts
}

/// Hands over what an index may make of words that signs join: `1,300` is found as `1300`, `Rev.5` as `rev5`.
fn each_joined(chunk: &str, take: &mut impl FnMut(&str)) {
    let inner = chunk.trim_matches(|sign: char| !sign.is_alphanumeric());
    if inner.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return;
    }
    let parts = words(inner);
    for from in 0..parts.len() {
        let most = parts.len().min(from + LONGEST_JOINED);
        for to in from + 2..=most {
            take(&parts.get(from..to).unwrap_or_default().concat());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{end, shingle, words};

    #[test]
    fn texts_read_side_by_side_hold_the_same() {
        let passages: Vec<String> = (0..40)
            .map(|number| format!("porcelain herons guard the {number}th custard observatory"))
            .collect();
        let mut sought: Vec<(u64, u64)> = passages
            .iter()
            .map(|text| {
                let all = words(text);
                (shingle(&all), end(&all))
            })
            .collect();
        sought.sort_unstable();
        sought.dedup();
        let keys: Vec<u64> = sought.iter().map(|(key, _)| *key).collect();
        let ends: Vec<u64> = sought.iter().map(|(_, end)| *end).collect();
        let (sieve, ends) = (Sieve::new(keys), Field::of(&ends));
        let sought = Sought {
            shingles: &sieve,
            count: sought.len(),
            names: &sieve,
            name_count: sought.len(),
            ends: &ends,
        };
        // With the passages of even numbers.
        let filled: Vec<String> = (0..6)
            .map(|part| {
                let mut text = "a word, Rev.5 and another\n".repeat(20);
                for passage in passages.iter().skip(part).step_by(6).step_by(2) {
                    text.push_str(passage);
                    text.push('\n');
                }
                text
            })
            .collect();
        let texts: Vec<&str> = filled.iter().map(String::as_str).collect();
        let (many, one) = (
            Public::side_by_side(&parts(&texts, 1), &sought),
            Public::of(&texts, &sought),
        );
        assert_eq!(Public::read(&texts, &sought).words, many.words);
        assert_eq!((&many.known, &many.named), (&one.known, &one.named));
        assert!(many.known.contains(&true));
        let mut words = one.words.clone();
        words.sort_unstable();
        assert_eq!(many.words, words);
        assert!(words.contains(&"rev5".to_owned()) && many.keys.len() == one.keys.len());
    }

    #[test]
    fn parts_of_texts_are_as_large_as_is_worth_a_thread() {
        let texts = ["abc", "defg", "", "h", "ijklmnop", "q"];
        for (least, expected) in [
            (1, &[1, 1, 2, 1, 1][..]),
            (3, &[1, 1, 3, 1]),
            (4, &[2, 3, 1]),
            (7, &[2, 3, 1]),
            (8, &[4, 1, 1]),
            (99, &[6]),
        ] {
            let parts = parts(&texts, least);
            let counts: Vec<usize> = parts.iter().map(|part| part.len()).collect();
            assert_eq!(counts, expected, "{least}");
            assert_eq!(parts.concat(), texts, "{least}");
        }
        assert!(parts(&[], 1).is_empty());
    }

    #[test]
    fn words_are_those_that_an_index_may_make_of_a_text() {
        let (none, no_ends) = (Sieve::new(Vec::new()), Field::of(&[]));
        let sought = Sought {
            shingles: &none,
            count: 0,
            names: &none,
            name_count: 0,
            ends: &no_ends,
        };
        for (text, expected) in [
            ("the gate, the", &["gate", "the"][..]),
            // Addresses have what is left of a word in another script.
            ("жgateж7л", &["7", "gate", "жgateж7л"]),
            ("жл", &["жл"]),
            ("Rev.5", &["5", "rev", "rev5"]),
        ] {
            let public = Public::read(&[text], &sought);
            assert_eq!(public.words, expected, "{text}");
            assert_eq!(public.keys.len(), expected.len(), "{text}");
        }
    }

    #[test]
    fn words_that_signs_join_are_one() {
        for (chunk, expected) in [
            ("1,300", &["1300"][..]),
            ("(U.S.),", &["us"]),
            (
                "INFCIRC/225/Rev.5",
                &[
                    "infcirc225",
                    "infcirc225rev",
                    "infcirc225rev5",
                    "225rev",
                    "225rev5",
                    "rev5",
                ],
            ),
            ("(gate),", &[]),
            ("gate", &[]),
            ("-", &[]),
        ] {
            let mut taken = Vec::new();
            each_joined(chunk, &mut |word| taken.push(word.to_owned()));
            assert_eq!(taken, expected, "{chunk}");
        }
        // Six at most.
        let mut longest = 0;
        each_joined("a.b.c.d.e.f.g.h", &mut |word| {
            longest = longest.max(word.len());
        });
        assert_eq!(longest, LONGEST_JOINED);
    }
}
