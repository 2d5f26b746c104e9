//! Words in one form on both sides: without case, marks, and whatever a reader does not see.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// How many words the longest shingle has.
pub(crate) const LONGEST: usize = 5;

/// Hands over each word of a text, normalised, in order.
///
/// A word is a run of letters and digits; ideographs are words by themselves. Emphasis marks and apostrophes do not
/// part words, so that `re*port*` and `<em>` within a word hide nothing.
pub(crate) fn each_word(text: &str, mut take: impl FnMut(&str)) {
    let mut word = String::new();
    let mut rest = text;
    loop {
        // Most text is ASCII, and is taken by the run.
        let run = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if let Some((letters, after)) = rest.split_at_checked(run)
            && run > 0
        {
            ascii(letters, &mut word, &mut take);
            rest = after;
        }
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { break };
        rest = chars.as_str();
        if c.is_ascii() {
            if !matches!(c, '\'' | '*' | '`') {
                flush(&mut word, &mut take);
            }
        } else if !is_unseen(c) {
            other(c, &mut word, &mut take);
        }
    }
    flush(&mut word, &mut take);
}

fn ascii(letters: &str, word: &mut String, take: &mut impl FnMut(&str)) {
    // The T between a date and a time belongs to neither.
    if let [b'0'..=b'9', b'0'..=b'9', b'T', b'0'..=b'9', ..] = letters.as_bytes()
        && word.is_empty()
    {
        let (day, time) = letters.split_once('T').unwrap_or((letters, ""));
        take(day);
        ascii(time, word, take);
        return;
    }
    let start = word.len();
    word.push_str(letters);
    if let Some(added) = word.get_mut(start..) {
        added.make_ascii_lowercase();
    }
}

fn flush(word: &mut String, take: &mut impl FnMut(&str)) {
    if !word.is_empty() {
        take(word);
        word.clear();
    }
}

fn other(c: char, word: &mut String, take: &mut impl FnMut(&str)) {
    // The sigma that looks like a Latin letter: taken apart it would be another, which does not.
    if matches!(c, 'ϲ' | 'Ϲ') {
        word.push('c');
        return;
    }
    let mut parts = [' '; 18];
    let mut count = 0;
    decompose_compatible(c, |part| {
        if let Some(slot) = parts.get_mut(count) {
            *slot = part;
            count += 1;
        }
    });
    for part in parts
        .iter()
        .take(count)
        .flat_map(|part| part.to_lowercase())
    {
        if is_combining_mark(part) || is_unseen(part) {
            continue;
        }
        if is_ideograph(part) {
            flush(word, take);
            word.push(part);
            flush(word, take);
        } else if let Some(letters) = letters(part) {
            word.push_str(letters);
        } else if part.is_alphanumeric() {
            word.push(part);
        } else {
            flush(word, take);
        }
    }
}

/// Characters that show nothing, or nothing of their own: soft hyphens, joiners, direction marks, apostrophes.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{640}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}' | '’' | '‘' | 'ʼ')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{2fa1f}')
}

/// Letters that have no marks to lose, but another spelling.
fn letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "n",
        'ĸ' => "k",
        'ς' => "σ",
        // Letters that stand for each other in Arabic, and those of Persian keyboards.
        'ٱ' => "ا",
        'ى' | 'ی' => "ي",
        'ة' => "ه",
        'ک' => "ك",
        // Digits are those of ASCII.
        '٠' | '۰' | '०' => "0",
        '١' | '۱' | '१' => "1",
        '٢' | '۲' | '२' => "2",
        '٣' | '۳' | '३' => "3",
        '٤' | '۴' | '४' => "4",
        '٥' | '۵' | '५' => "5",
        '٦' | '۶' | '६' => "6",
        '٧' | '۷' | '७' => "7",
        '٨' | '۸' | '८' => "8",
        '٩' | '۹' | '९' => "9",
        other => return look_alike(other),
    })
}

/// Letters of other scripts that look like Latin ones. They are taken as those on both sides, so that a word in its own
/// script is still itself, and one that was written with a few of them hides nothing.
fn look_alike(c: char) -> Option<&'static str> {
    Some(match c {
        'а' | 'α' | 'ɑ' => "a",
        'в' | 'β' => "b",
        'с' => "c",
        'ԁ' => "d",
        'е' | 'ε' => "e",
        'ɡ' => "g",
        'н' | 'һ' | 'η' => "h",
        'і' | 'ι' | 'ɩ' => "i",
        'ј' => "j",
        'к' | 'κ' => "k",
        'ӏ' => "l",
        'м' | 'μ' => "m",
        'о' | 'ο' | 'օ' => "o",
        'р' | 'ρ' => "p",
        'ԛ' => "q",
        'ѕ' => "s",
        'т' | 'τ' => "t",
        'υ' | 'ս' => "u",
        'ν' | 'ѵ' => "v",
        'ԝ' | 'ω' => "w",
        'х' | 'χ' => "x",
        'у' | 'γ' => "y",
        'ζ' => "z",
        _ => return None,
    })
}

/// The words of a text.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    each_word(text, |word| all.push(word.to_owned()));
    all
}

/// A number that stands for a word.
pub(crate) fn number(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in word.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    mix(hash)
}

fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    number ^ (number >> 29)
}

/// The last words of a text, as numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Window {
    last: [u64; LONGEST],
    filled: usize,
}

impl Window {
    pub(crate) fn push(&mut self, word: u64) {
        self.last.rotate_right(1);
        if let Some(first) = self.last.first_mut() {
            *first = word;
        }
        self.filled = (self.filled + 1).min(LONGEST);
    }

    /// The end of each of these shingles but the first: that of the last two words. Nothing where there is one alone.
    pub(crate) fn end(&self) -> Option<u64> {
        self.shingles().nth(1)
    }

    /// The shingles that end with the last word: of one word, of two, and so on up to five.
    pub(crate) fn shingles(&self) -> impl Iterator<Item = u64> {
        let mut hash = 0;
        self.last.iter().take(self.filled).map(move |word| {
            hash = mix(hash ^ *word);
            hash
        })
    }
}

/// The shingle of numbers that stand for words, in their order.
pub(crate) fn chain(numbers: impl DoubleEndedIterator<Item = u64>) -> u64 {
    numbers.rev().fold(0, |hash, word| mix(hash ^ word))
}

/// The shingle of a few words, five at most.
pub(crate) fn shingle(words: &[String]) -> u64 {
    let mut window = Window::default();
    words
        .iter()
        .take(LONGEST)
        .for_each(|word| window.push(number(word)));
    window.shingles().last().unwrap_or_default()
}

/// The end of a shingle of words: that of the last two, or of the only one. A text holds no shingle whose end it has not.
pub(crate) fn end(words: &[String]) -> u64 {
    let words = words.get(..words.len().min(LONGEST)).unwrap_or_default();
    shingle(
        words
            .get(words.len().saturating_sub(2)..)
            .unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_case_marks_and_what_is_unseen() {
        for (text, expected) in [
            ("The *re*port’s END", &["the", "reports", "end"][..]),
            ("sé\u{ad}curité SE\u{200b}CURITE", &["securite", "securite"]),
            ("Ｆｕｌｌ ﬁne Straße", &["full", "fine", "strasse"]),
            ("核安全", &["核", "安", "全"]),
            ("أمنيّة ٱلى ۱۲ ٣", &["امنيه", "الي", "12", "3"]),
            ("2025-06-10T09:30Z", &["2025", "06", "10", "09", "30z"]),
            ("a_b/c.d", &["a", "b", "c", "d"]),
            ("sеcurе ΡΟRТ", &["secure", "port"]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn letters_that_look_alike_are_one() {
        for (text, expected) in [
            ("аαɑ", "aaa"),
            ("вβ", "bb"),
            ("сϲϹ", "ccc"),
            ("ԁ", "d"),
            ("еε", "ee"),
            ("ɡ", "g"),
            ("нһη", "hhh"),
            ("іιɩ", "iii"),
            ("ј", "j"),
            ("кκ", "kk"),
            ("ӏ", "l"),
            ("мμ", "mm"),
            ("оοօ", "ooo"),
            ("рρ", "pp"),
            ("ԛ", "q"),
            ("ѕ", "s"),
            ("тτ", "tt"),
            ("υս", "uu"),
            ("νѵ", "vv"),
            ("ԝω", "ww"),
            ("хχ", "xx"),
            ("уγ", "yy"),
            ("ζ", "z"),
            // Capitals look alike too, and letters of no likeness stay.
            ("ΡОRТ ВΕТА", "port beta"),
            ("жбλ", "жбλ"),
        ] {
            assert_eq!(words(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn letters_are_spelled_in_one_way() {
        for (text, expected) in [
            ("Ærø Œuvre", "aero oeuvre"),
            ("Łódź Đurđa ðŧŋħĸ þorn ıfßS", "lodz durda dtnhk thorn ifsss"),
            ("λόγος ΛΌΓΟΣ", "λoyoσ λoyoσ"),
            ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
            ("۰۱۲۳۴۵۶۷۸۹", "0123456789"),
            ("०१२३४५६७८९", "0123456789"),
            ("ٱىیةک", "اييهك"),
        ] {
            assert_eq!(words(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn numbers_of_words_are_as_good_as_drawn() {
        let all: Vec<String> = (0..30_000).map(|at| format!("w{at}")).collect();
        let mut numbers: Vec<u64> = all.iter().map(|word| number(word)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), all.len(), "no two words have one number");
        for bit in 0..64 {
            let set = numbers
                .iter()
                .filter(|number| *number >> bit & 1 == 1)
                .count();
            let half = numbers.len() / 2;
            assert!(
                set.abs_diff(half) < numbers.len() / 20,
                "{bit}: {set} of {}",
                numbers.len()
            );
        }
    }

    #[test]
    fn a_shingle_is_that_of_a_window() {
        let all = words("one two three four five six");
        let mut window = Window::default();
        for word in &all {
            window.push(number(word));
        }
        let shingles: Vec<u64> = window.shingles().collect();
        assert_eq!(shingles.get(3), Some(&shingle(&all[2..])));
        assert_eq!(shingles.get(4), Some(&shingle(&all[1..])));
        // However long a shingle is, its end is that of the window.
        for count in 2..=LONGEST {
            assert_eq!(shingles.get(1), Some(&end(&all[6 - count..])));
        }
        assert_eq!(shingles.first(), Some(&end(&all[5..])));
        assert_ne!(
            shingle(&all[..2]),
            shingle(&[all[1].clone(), all[0].clone()])
        );
    }
}
