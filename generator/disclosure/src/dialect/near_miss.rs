//! What nearly looks like a portion, and so must not pass as text.
//!
//! The same patterns are sought in raw text and in decoded text (entities and escapes resolved, NFKC, look-alike
//! letters mapped), so that a slip of the keyboard cannot publish what somebody meant to withhold.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::signs;

/// One near miss.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct NearMiss {
    /// Where in the text that was searched.
    pub(crate) span: Range<usize>,
    /// Whether it is an error in code as well.
    pub(crate) in_code: bool,
    /// What it looks like.
    pub(crate) looks: Looks,
}

/// What a near miss looks like.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Looks {
    /// `:name[`, with a name that is no level.
    Directive,
    /// `]{…}` with words that only a portion has.
    Attributes,
    /// A colon and nearly a level's name before a bracket.
    Misspelt,
    /// A level's name, or nearly, before `[`, without a colon.
    Level,
    /// Colons that open a block, in the middle of a line.
    Colons,
    /// A level's name before `{`, without the text in brackets.
    Bare,
}

/// Finds all near misses of a text. `levels` are the names of all levels.
pub(crate) fn find(text: &str, levels: &[String]) -> Vec<NearMiss> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let at = |index: usize| chars.get(index).map(|&(_, c)| c);
    let offset = |index: usize| chars.get(index).map_or(text.len(), |&(offset, _)| offset);
    let mut found = Vec::new();
    let mut index = 0;
    while let Some(c) = at(index) {
        match c {
            // The author escaped a directive: what it spans is text.
            signs::COLON => index = escaped_end(&chars, index).unwrap_or(index),
            '[' if at(index + 1) != Some('^') => {
                let spaces = chars
                    .get(..index)
                    .unwrap_or_default()
                    .iter()
                    .rev()
                    .take_while(|&&(_, c)| c == ' ')
                    .count();
                let word = word_before(&chars, index - spaces);
                let name: String = chars
                    .get(word.clone())
                    .unwrap_or_default()
                    .iter()
                    .map(|&(_, c)| c)
                    .collect();
                let colon = word.start.checked_sub(1).and_then(at);
                let before = found.len();
                // With a space before the bracket, a level is one only behind its colon.
                if spaces > 0 && !(colon == Some(':') && is_near(&name, levels)) {
                    index += 1;
                    continue;
                }
                if colon == Some(':') && name.starts_with(char::is_alphabetic) {
                    let near = is_near(&name, levels);
                    let in_code = near || attributes_follow(&chars, index);
                    let span = offset(word.start.saturating_sub(1))..offset(index + 1);
                    found.push(NearMiss {
                        span,
                        in_code,
                        looks: if near {
                            Looks::Misspelt
                        } else {
                            Looks::Directive
                        },
                    });
                } else if colon != Some(signs::COLON) && is_near(&name, levels) {
                    let span = offset(word.start)..offset(index + 1);
                    found.push(NearMiss {
                        span,
                        in_code: true,
                        looks: Looks::Level,
                    });
                }
                // The braces behind it belong to the same slip, which is noted once.
                if found.len() > before && attributes_follow(&chars, index) {
                    index = closing(&chars, index).unwrap_or(index);
                }
            }
            '(' => {
                let word = word_before(&chars, index);
                let name: String = chars
                    .get(word.clone())
                    .unwrap_or_default()
                    .iter()
                    .map(|&(_, c)| c)
                    .collect();
                // A level and round brackets; `level(` alone may be code.
                if word.start.checked_sub(1).and_then(at) == Some(':') && is_near(&name, levels) {
                    let span = offset(word.start.saturating_sub(1))..offset(index + 1);
                    found.push(NearMiss {
                        span,
                        in_code: true,
                        looks: Looks::Misspelt,
                    });
                    index = (index..)
                        .find(|&i| matches!(at(i), Some(')') | None))
                        .filter(|&i| at(i).is_some())
                        .unwrap_or(index);
                }
            }
            ']' => {
                if let Some(end) = portion_attributes(&chars, index + 1) {
                    found.push(NearMiss {
                        span: offset(index)..offset(end),
                        in_code: true,
                        looks: Looks::Attributes,
                    });
                }
            }
            '{' => {
                let word = word_before(&chars, index);
                let name: String = chars
                    .get(word.clone())
                    .unwrap_or_default()
                    .iter()
                    .map(|&(_, c)| c)
                    .collect();
                if word.start.checked_sub(1).and_then(at) == Some(':') && is_near(&name, levels) {
                    let span = offset(word.start.saturating_sub(1))..offset(index + 1);
                    found.push(NearMiss {
                        span,
                        in_code: true,
                        looks: Looks::Bare,
                    });
                }
            }
            ':' if at(index + 1) == Some(':') && at(index + 2) == Some(':') => {
                let start = index;
                while at(index + 1) == Some(':') {
                    index += 1;
                }
                let mut name = index + 1;
                while at(name) == Some(' ') {
                    name += 1;
                }
                let end = (name..)
                    .find(|&i| !at(i).is_some_and(is_name))
                    .unwrap_or(name);
                let word: String = chars
                    .get(name..end)
                    .unwrap_or_default()
                    .iter()
                    .map(|&(_, c)| c)
                    .collect();
                if word.starts_with(char::is_alphabetic) {
                    let in_code = is_near(&word, levels);
                    found.push(NearMiss {
                        span: offset(start)..offset(end),
                        in_code,
                        looks: Looks::Colons,
                    });
                    if at(end) == Some('{') {
                        index = end;
                    }
                }
            }
            _ => {}
        }
        index += 1;
    }
    found
}

/// Finds all near misses of decoded text. Places are of no use in it: what it returns is what each looks like.
pub(crate) fn find_decoded(text: &str, levels: &[String]) -> Vec<NearMiss> {
    if !text.contains([
        '[', '{', ':', '［', '｛', '：', '︓', '﹕', '꞉', '∶', '﹝', '⦋', '⁅', '❴',
    ]) {
        return Vec::new();
    }
    let plain: String = text
        .nfkc()
        .filter(|&c| !is_invisible(c))
        .map(latin)
        .collect();
    find(&plain, levels)
}

/// Code with a sign for the colon of each directive that it shows: the author escaped those.
pub(crate) fn unescaped(code: &str) -> String {
    let sign = signs::COLON.to_string();
    map_colons(
        code,
        ':',
        |_, after| {
            if opens_directive(after) { &sign } else { ":" }
        },
    )
}

/// Code as it shows, where the author escaped directives in it; other escaped colons keep their backslash.
pub(crate) fn restore_colons(code: &str) -> String {
    map_colons(code, signs::COLON, |_, after| {
        if opens_directive(after) { ":" } else { "\\:" }
    })
}

/// A line of code as it is written, with directives in it escaped.
pub(crate) fn escape_colons(line: &str) -> String {
    map_colons(line, ':', |before, after| {
        let first = !before.ends_with(':');
        let at_start = before.chars().all(|c| matches!(c, ' ' | '\t' | '>'));
        let more = after.len() - after.trim_start_matches(':').len();
        let named = after
            .trim_start_matches(':')
            .trim_start_matches(' ')
            .starts_with(char::is_alphabetic);
        let block = first && ((at_start && more >= 1) || (more >= 2 && named));
        if block || (more == 0 && opens_directive(after)) {
            "\\:"
        } else {
            ":"
        }
    })
}

/// Says whether a colon before this text would open a directive.
fn opens_directive(after: &str) -> bool {
    let name = after.find(|c| !is_name(c)).unwrap_or(after.len());
    let behind = after.get(name..).unwrap_or_default();
    let opens =
        behind.starts_with(['[', '{', '(']) || behind.trim_start_matches(' ').starts_with('[');
    after.starts_with([':', signs::COLON]) || (name > 0 && opens)
}

/// Writes each `wanted` colon as `colon` says, which is shown what stands before and behind it.
fn map_colons<'a>(code: &str, wanted: char, colon: impl Fn(&str, &str) -> &'a str) -> String {
    let mut out = String::new();
    let mut last = 0;
    for (at, found) in code.match_indices(wanted) {
        out.push_str(code.get(last..at).unwrap_or_default());
        last = at + found.len();
        out.push_str(colon(
            code.get(..at).unwrap_or_default(),
            code.get(last..).unwrap_or_default(),
        ));
    }
    out.push_str(code.get(last..).unwrap_or_default());
    out
}

/// Says whether a name is that of a level, or within two edits of one.
pub(crate) fn is_near(name: &str, levels: &[String]) -> bool {
    let name: Vec<char> = name
        .chars()
        .flat_map(char::to_lowercase)
        .map(latin)
        .collect();
    levels.iter().any(|level| {
        let level: Vec<char> = level.chars().collect();
        // Two edits make anything of a very short name, so those must be closer.
        let allowed = if level.len() <= 4 { 1 } else { 2 };
        distance(&name, &level) <= allowed
    })
}

/// The edit distance of two words (optimal string alignment: insert, delete, replace, swap neighbours).
pub(crate) fn distance(a: &[char], b: &[char]) -> usize {
    if a.len().abs_diff(b.len()) > 3 {
        return usize::MAX;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let cell = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX);
            let mut best = cell(&last, j + 1)
                .min(cell(&row, j))
                .saturating_add(1)
                .min(cell(&last, j).saturating_add(usize::from(x != y)));
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(cell(&before, j - 1).saturating_add(1));
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(usize::MAX)
}

/// Letters that look like Latin ones, as those; everything else as it is.
pub(crate) fn latin(c: char) -> char {
    match c {
        'а' | 'α' | 'ɑ' => 'a',
        'в' | 'ь' => 'b',
        'с' | 'ϲ' | 'ⅽ' => 'c',
        'ԁ' | 'ⅾ' => 'd',
        'е' | 'ё' | 'є' | 'ε' => 'e',
        'ɡ' => 'g',
        'һ' => 'h',
        'і' | 'ї' | 'ι' | 'ı' | 'ⅰ' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' | 'ⅼ' => 'l',
        'м' | 'ⅿ' => 'm',
        'п' | 'η' | 'ո' => 'n',
        'о' | 'ο' | 'օ' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'г' | 'ꭇ' => 'r',
        'ѕ' | 'ꜱ' => 's',
        'т' | 'τ' => 't',
        'и' | 'υ' | 'ս' => 'u',
        'ѵ' | 'ν' | 'ⅴ' => 'v',
        'ѡ' | 'ω' => 'w',
        'х' | 'χ' | 'ⅹ' => 'x',
        'у' | 'γ' | 'ү' => 'y',
        'ᴢ' => 'z',
        '：' | '꞉' | '∶' | '︓' | '﹕' | 'ː' | '׃' => ':',
        '［' | '⁅' | '❲' => '[',
        '］' | '⁆' | '❳' => ']',
        '｛' | '❴' => '{',
        '｝' | '❵' => '}',
        other => other,
    }
}

/// Characters that do not show.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{034F}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Characters of a directive's name.
pub(crate) fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

/// The word that ends right before `index`.
fn word_before(chars: &[(usize, char)], index: usize) -> Range<usize> {
    let before = chars.get(..index).unwrap_or_default();
    let length = before
        .iter()
        .rev()
        .take_while(|&&(_, c)| is_name(c))
        .count();
    index - length..index
}

/// The index of the bracket that closes the one at `open`, with brackets balanced.
fn closing(chars: &[(usize, char)], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (index, &(_, c)) in chars.iter().enumerate().skip(open) {
        match c {
            '[' => depth += 1,
            ']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(index);
                }
            }
            _ => {}
        }
    }
    None
}

/// Says whether the bracket at `open` closes and `{` follows at once.
fn attributes_follow(chars: &[(usize, char)], open: usize) -> bool {
    closing(chars, open).is_some_and(|close| chars.get(close + 1).is_some_and(|&(_, c)| c == '{'))
}

/// The end of `{…}` at `open` where it holds a word that only a portion's attributes have.
fn portion_attributes(chars: &[(usize, char)], open: usize) -> Option<usize> {
    let mut open = open;
    while chars.get(open).is_some_and(|&(_, c)| c == ' ') {
        open += 1;
    }
    if chars.get(open)?.1 != '{' {
        return None;
    }
    let inner: String = chars
        .get(open + 1..)?
        .iter()
        .map(|&(_, c)| c)
        .take_while(|&c| c != '}' && c != '\n')
        .collect();
    let mut words = inner.split(|c: char| !c.is_alphabetic());
    let holds =
        words.any(|word| matches!(word.to_lowercase().as_str(), "reason" | "mark" | "silent"));
    holds.then(|| open + 2 + inner.chars().count())
}

/// The last index of a directive that was escaped at `colon`.
fn escaped_end(chars: &[(usize, char)], colon: usize) -> Option<usize> {
    let name = (colon..).find(|&i| {
        !chars
            .get(i)
            .is_some_and(|&(_, c)| c == ':' || c == signs::COLON)
    })?;
    let open = (name..).find(|&i| !chars.get(i).is_some_and(|&(_, c)| is_name(c)))?;
    let c = chars.get(open)?.1;
    let close = if c == '[' {
        closing(chars, open)?
    } else {
        open.checked_sub(1)?
    };
    if chars.get(close + 1).is_some_and(|&(_, c)| c == '{') {
        let end = chars
            .iter()
            .enumerate()
            .skip(close)
            .find(|(_, (_, c))| *c == '}' || *c == '\n')?;
        return Some(end.0);
    }
    Some(close)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels() -> Vec<String> {
        ["public", "partners", "restricted", "sensitive"]
            .map(str::to_owned)
            .to_vec()
    }

    #[test]
    fn a_slip_is_found() {
        for text in [
            ":restrictd[the gate]",
            ":restircted[the gate]{reason=\"threat\"}",
            ":Restricted[the gate]{reason=\"threat\" mark}",
            ":secret[the gate]",
            "restricted[the gate]{x}",
            "[the gate]{reason=\"threat\"}",
            "[the gate] {mark}",
            ": restricted[the gate]",
            ":restricted{reason=\"threat\"}",
            "- :::restricted{reason=\"threat\"}",
            "text ::: sensitive",
            "text :::x",
            ":restricted(the gate)",
            ":re-stricted[the gate]",
            ":re_stricted[the gate]",
        ] {
            assert!(!find(text, &levels()).is_empty(), "{text}");
        }
        let levels = ["public", "need_to-know"].map(str::to_owned);
        assert!(!find(":need_to-know[the gate]", &levels).is_empty());
        assert!(!find(":need_to-knwo [the gate]", &levels).is_empty());
    }

    /// What is shown to the author is what looks like a portion, and no letter more.
    #[test]
    fn a_slip_ends_where_its_signs_end() {
        for (text, place) in [
            ("see [the gate]{mark} there", "]{mark}"),
            (
                "see [the gate]  {reason=\"threat\"}",
                "]  {reason=\"threat\"}",
            ),
            ("see :secret[the gate] there", ":secret["),
            ("see restricted[the gate] there", "restricted["),
            ("see :::restricted{x} there", ":::restricted"),
            ("see :restricted{x} there", ":restricted{"),
            ("[x]{mark} and more", "]{mark}"),
            ("a :restrictd[x] b", ":restrictd["),
        ] {
            let places: Vec<&str> = find(text, &levels())
                .into_iter()
                .filter_map(|miss| text.get(miss.span))
                .collect();
            assert_eq!(places, [place], "{text}");
        }
    }

    #[test]
    fn a_slip_is_found_behind_look_alikes() {
        for text in [
            ":rеstriсted[the gate]",
            "：restricted[the gate]",
            "꞉restricted[the gate]",
            ":rest\u{200D}ricted[the gate]",
            ":ｒestricted［the gate］",
        ] {
            assert!(!find_decoded(text, &levels()).is_empty(), "{text}");
        }
    }

    #[test]
    fn ordinary_text_passes() {
        for text in [
            "at 10:30 [local time]",
            "see https://example.org/a[1]",
            "Note: the [report](report.md) is public",
            "the restricted area is open",
            "a footnote to a sensitive[^1] word",
            "std::vec",
            "{mark}",
            "restricted(text) and f:name(text)",
            "a :x: b",
            "restricted{x}",
            "time:zone{x}",
            "urn:a:b:c",
        ] {
            assert_eq!(find(text, &levels()), vec![], "{text}");
        }
    }

    #[test]
    fn an_escaped_directive_ends_with_its_brackets() {
        for (text, last) in [
            (":restricted[a]{mark} b}", '}'),
            (":restricted[a [b]] c]", ']'),
            (":restricted[a]{mark\n b}", '\n'),
            (":restricted b", 'd'),
            ("::::restricted b", 'd'),
        ] {
            let text = text.replacen(':', &signs::COLON.to_string(), 1);
            let chars: Vec<(usize, char)> = text.char_indices().collect();
            let first = chars.iter().position(|&(_, c)| c == last);
            let end = escaped_end(&chars, 0);
            assert_eq!(end.map(|at| chars[at].1), Some(last), "{text}");
            // Of the brackets within, the one that closes the first.
            assert!(end >= first, "{text}");
        }
    }

    #[test]
    fn each_slip_of_the_keyboard_is_one_edit() {
        for (a, b, edits) in [
            ("", "", 0),
            ("", "abc", 3),
            ("gate", "gate", 0),
            ("gate", "gaet", 1),
            ("gate", "gat", 1),
            ("gate", "gatee", 1),
            ("gate", "gaze", 1),
            ("gate", "aget", 2),
            ("restricted", "retsircted", 2),
            // One that is three letters longer is counted to the end, and one that is four longer is not counted.
            ("abcd", "a", 3),
            ("sitting", "kitten", 3),
            ("abcde", "a", usize::MAX),
        ] {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            assert_eq!(distance(&chars(a), &chars(b)), edits, "{a} {b}");
            assert_eq!(distance(&chars(b), &chars(a)), edits, "{b} {a}");
        }
    }

    #[test]
    fn an_escaped_directive_is_text() {
        let text = format!(
            "write {}restricted[text]{{reason=\"threat\" mark}} so",
            signs::COLON
        );
        assert_eq!(find(&text, &levels()), vec![]);
        // What stands in its braces belongs to it, and what stands behind them does not.
        let text = format!("{}restricted[text]{{:secret[x]}} so", signs::COLON);
        assert_eq!(find(&text, &levels()), vec![]);
        assert_eq!(find(&format!("{text} :secret[x]"), &levels()).len(), 1);
        let text = format!("{0}{0}{0}note and :secret[x]", signs::COLON);
        assert_eq!(find(&text, &levels()).len(), 1);
    }

    #[test]
    fn code_is_judged_mildly() {
        let misses = find("a[i]:b[j] and x :name[i]", &levels());
        assert!(misses.iter().all(|miss| !miss.in_code), "{misses:?}");
        assert!(
            find("restricted[0]", &levels())
                .iter()
                .all(|miss| miss.in_code)
        );
    }
}
