//! Words that say little, by language: those that elasticlunr's filters take out, folded, less a few that say something
//! here. Arabic, Chinese and some others have no list.

/// A line a language: its two letters, then its words. Russian has lost мира, время, человек and their like.
const WORDS: &str = include_str!("stop_words.txt");

/// The words of a language that say little, in order.
pub(crate) fn stop_words(lang: &str) -> Vec<String> {
    let lang = match lang.split('-').next().unwrap_or(lang) {
        "nb" => "no",
        lang => lang,
    };
    WORDS
        .lines()
        .filter_map(|line| line.strip_prefix(lang)?.strip_prefix(' '))
        .flat_map(|words| words.split(' '))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::fold;

    #[test]
    fn lists_are_folded_and_in_order() {
        for line in WORDS.lines() {
            let words: Vec<&str> = line.split(' ').skip(1).collect();
            assert!(words.is_sorted_by(|a, b| a < b), "{line}");
            for word in words {
                assert_eq!(fold(word), word, "{line}");
            }
        }
    }

    #[test]
    fn languages_have_their_own() {
        assert!(stop_words("en-GB").contains(&"what".to_owned()));
        assert!(stop_words("nb").contains(&"ikke".to_owned()));
        // Here the world and its people are what is asked about.
        assert!(!stop_words("ru").contains(&"мира".to_owned()));
        assert!(stop_words("zh").is_empty() && stop_words("").is_empty());
    }
}
