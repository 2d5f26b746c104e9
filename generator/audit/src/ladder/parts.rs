//! Large texts, part by part.

/// How large a text may be that is looked at as one, and by how much parts of a larger one overlap.
pub(super) const CHUNK: usize = 1 << 16;
const OVERLAP: usize = 1 << 12;

/// The parts of a large text. They begin and end between words, and each begins with what the one before ends with, so that
/// nothing is cut that is as short as a passage.
pub(super) fn chunks(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let rest = text.get(start..).unwrap_or_default();
        if rest.len() <= CHUNK {
            parts.push(rest);
            break;
        }
        let length = between(rest, CHUNK);
        parts.extend(rest.get(..length));
        start += between(rest.get(..length).unwrap_or_default(), length - OVERLAP);
    }
    parts
}

/// The last place between words, not far before a place in a text; where there is none, one between characters.
fn between(text: &str, near: usize) -> usize {
    let near = text.floor_char_boundary(near);
    let before = text.get(..near).unwrap_or_default();
    let space = before.rfind([' ', '\n', '"']).map(|at| at + 1);
    space.filter(|at| at + OVERLAP / 2 > near).unwrap_or(near)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_parted_between_words_that_are_near() {
        let far = |blank: char, length: usize| format!("{blank}{}", "x".repeat(length));
        let half = OVERLAP / 2;
        for (text, near, expected) in [
            ("one two three", 9, 8),
            ("one two three", 8, 8),
            ("one two three", 7, 4),
            ("one\ntwo", 6, 4),
            ("one \"two", 7, 5),
            ("onetwo", 4, 4),
            // Between the two bytes of a letter nothing is parted.
            ("éé", 3, 2),
            ("éé", 9, 4),
            (&far(' ', OVERLAP), half, 1),
            (&far(' ', OVERLAP), half + 1, half + 1),
            (&far('\n', OVERLAP), half - 1, 1),
        ] {
            assert_eq!(between(text, near), expected, "{near}");
        }
    }

    #[test]
    fn a_text_that_is_not_large_is_one_part() {
        assert!(chunks("").is_empty());
        for (length, count) in [(1, 1), (CHUNK, 1), (CHUNK + 1, 2), (2 * CHUNK - OVERLAP, 2)] {
            assert_eq!(chunks(&"x".repeat(length)).len(), count, "{length}");
        }
    }

    #[test]
    fn parts_of_a_large_text_leave_nothing_out() {
        let words: Vec<String> = (0..60_000).map(|number| format!("wört{number}")).collect();
        let long = "é".repeat(3 * CHUNK);
        for text in [words.join(" "), long, "x".repeat(2 * CHUNK + 1)] {
            let mut end = 0;
            for part in chunks(&text) {
                let start = part.as_ptr().addr() - text.as_ptr().addr();
                assert!(start <= end && part.len() <= CHUNK, "{start} {end}");
                assert!(end == 0 || start + 64 < end, "they overlap");
                end = start + part.len();
            }
            assert_eq!(end, text.len());
        }
    }
}
