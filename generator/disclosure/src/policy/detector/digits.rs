//! Check digits: what tells a number of a bank account, a person or a card from any other number.

/// The digits of a text, and nothing else of it.
pub(super) fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}

/// A number of decimal digits modulo a small one; digits follow one another, so any length will do.
fn modulo(digits: &[u32], by: u32) -> u32 {
    digits
        .iter()
        .fold(0, |rest, digit| (rest * 10 + digit) % by)
}

fn weighed(digits: &[u32], weights: &[u32]) -> u32 {
    digits
        .iter()
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum()
}

fn all_same(digits: &[u32]) -> bool {
    digits.iter().all(|digit| Some(digit) == digits.first())
}

/// ISO 7064 MOD 97-10 over an IBAN without spaces.
pub(super) fn iban(text: &str) -> bool {
    let Some((head, tail)) = text.split_at_checked(4) else {
        return false;
    };
    let mut all = Vec::new();
    for c in tail.chars().chain(head.chars()) {
        match c.to_digit(36) {
            Some(value @ 0..=9) => all.push(value),
            Some(value) => all.extend([value / 10, value % 10]),
            None => return false,
        }
    }
    modulo(&all, 97) == 1
}

/// The sum of Luhn, ISO/IEC 7812.
pub(super) fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .zip([1, 2].into_iter().cycle())
        .map(|(digit, factor)| digit * factor)
        // Both digits of a product count. The sum is taken modulo ten, so its tens need not be taken off.
        .map(|product| product / 10 + product)
        .sum();
    sum.is_multiple_of(10) && !all_same(digits)
}

/// The eleven test of a Dutch citizen service number.
pub(super) fn dutch(digits: &[u32]) -> bool {
    let [rest @ .., last] = digits else {
        return false;
    };
    let sum = weighed(rest, &[9, 8, 7, 6, 5, 4, 3, 2]);
    digits.len() == 9 && !all_same(digits) && sum % 11 == *last
}

/// The letter of a Spanish DNI or NIE.
pub(super) fn spanish(text: &str) -> bool {
    let compact: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    let compact = compact.to_ascii_uppercase();
    let number: Vec<u32> = compact
        .chars()
        .take(8)
        .enumerate()
        .filter_map(|(at, c)| match c {
            'X' | 'Y' | 'Z' if at == 0 => Some(u32::from(c) - u32::from('X')),
            c => c.to_digit(10),
        })
        .collect();
    let rest = usize::try_from(modulo(&number, 23)).unwrap_or(usize::MAX);
    let letter = "TRWAGMYFPDXBNJZSQVHLCKE".chars().nth(rest);
    number.len() == 8 && !all_same(&number) && compact.chars().nth(8) == letter
}

/// The key of a French registration number, Corsica's letters included.
pub(super) fn french(text: &str) -> bool {
    let compact: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    let compact = compact.to_ascii_uppercase();
    let minus = if compact.get(5..7) == Some("2A") {
        1_000_000
    } else if compact.get(5..7) == Some("2B") {
        2_000_000
    } else {
        0
    };
    let number = digits(&compact.replace(['A', 'B'], "0"));
    let Some((body, key)) = number.split_at_checked(13) else {
        return false;
    };
    let rest = (modulo(body, 97) + 97 - minus % 97) % 97;
    let [tens, ones] = key else {
        return false;
    };
    97 - rest == tens * 10 + ones
}

/// The check digits of a Belgian national number; those born since 2000 have a 2 before it.
pub(super) fn belgian(digits: &[u32]) -> bool {
    let [_, _, m1, m2, d1, d2, ..] = digits else {
        return false;
    };
    let Some((body, [tens, ones])) = digits.split_last_chunk::<2>() else {
        return false;
    };
    let check = tens * 10 + ones;
    let month = m1 * 10 + m2;
    let day = d1 * 10 + d2;
    let later: Vec<u32> = std::iter::once(2).chain(body.iter().copied()).collect();
    let fits = |rest: u32| 97 - rest == check;
    digits.len() == 11
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && (fits(modulo(body, 97)) || fits(modulo(&later, 97)))
}

/// ISO 7064 MOD 11,10 and the pattern of repeats of a German tax number.
pub(super) fn german(digits: &[u32]) -> bool {
    let [body @ .., last] = digits else {
        return false;
    };
    let product = body.iter().fold(10, |product, digit| {
        let sum = (digit + product) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    let repeats = (0..10)
        .map(|wanted| body.iter().filter(|&&digit| digit == wanted).count())
        .max();
    digits.len() == 11
        && digits.first() != Some(&0)
        && matches!(repeats, Some(2 | 3))
        && (11 - product) % 10 == *last
}

/// The control number of a Russian insurance number.
pub(super) fn russian_insurance(digits: &[u32]) -> bool {
    let Some((body, [tens, ones])) = digits.split_last_chunk::<2>() else {
        return false;
    };
    let sum = weighed(body, &[9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101 % 100;
    digits.len() == 11 && !all_same(body) && sum == tens * 10 + ones
}

/// The two control digits of a Russian taxpayer's number.
pub(super) fn russian_tax(digits: &[u32]) -> bool {
    let (Some(eleventh), Some(twelfth)) = (digits.get(10), digits.get(11)) else {
        return false;
    };
    let first = weighed(digits, &[7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10;
    let second = weighed(digits, &[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10;
    digits.len() == 12 && !all_same(digits) && first == *eleventh && second == *twelfth
}

/// The check digit of a field of a machine-readable travel document, ICAO 9303.
pub(super) fn travel(field: &str, check: char) -> bool {
    let sum: Option<u32> = field
        .chars()
        .zip([7, 3, 1].into_iter().cycle())
        .map(|(c, weight)| match c {
            '<' => Some(0),
            c => c.to_digit(36).map(|value| value * weight),
        })
        .sum();
    sum.map(|sum| sum % 10) == check.to_digit(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each test takes a number that the issuing office publishes as a specimen, and refuses it with any digit changed.
    #[test]
    fn one_wrong_digit_is_seen() {
        type Check = fn(&str) -> bool;
        let by_digits: [(&str, Check); 7] = [
            ("111222333", |text| dutch(&digits(text))),
            ("4111111111111111", |text| luhn(&digits(text))),
            ("85073003328", |text| belgian(&digits(text))),
            ("36574261809", |text| german(&digits(text))),
            ("11223344595", |text| russian_insurance(&digits(text))),
            ("500100732259", |text| russian_tax(&digits(text))),
            ("255081416802538", french),
        ];
        for (number, check) in by_digits {
            assert!(check(number), "{number}");
            for (at, old) in number.char_indices() {
                for new in '0'..='9' {
                    let mut wrong = number.to_owned();
                    wrong.replace_range(at..=at, &new.to_string());
                    assert!(new == old || !check(&wrong), "{wrong}");
                }
            }
        }
    }

    #[test]
    fn a_letter_in_a_spanish_number_counts_in_its_first_place_alone() {
        assert!(spanish("12345678Z") && spanish("X1234567L"));
        assert!(!spanish("1X345678W") && !spanish("12345678A") && !spanish("1234567L"));
    }

    #[test]
    fn letters_count_too() {
        assert!(iban("NL91ABNA0417164300") && iban("GB29NWBK60161331926819"));
        assert!(!iban("NL91ABNA0417164301") && !iban("NL19ABNA0417164300"));
        assert!(spanish("12345678Z") && spanish("X1234567L") && spanish("y-1234567-x"));
        assert!(!spanish("12345678A") && !spanish("00000000T"));
        assert!(french("1 84 12 2A 451 025 97") && french("1 84 12 2B 451 025 27"));
        assert!(travel("L898902C3", '6') && travel("740812", '2'));
        assert!(!travel("L898902C4", '6'));
    }

    #[test]
    fn numbers_of_another_length_are_none() {
        for text in ["", "1", "12", "123456789012345678901234567890"] {
            let number = digits(text);
            assert!(!dutch(&number) && !belgian(&number) && !german(&number));
            assert!(!russian_insurance(&number) && !russian_tax(&number));
            assert!(!french(text) && !spanish(text) && !iban(text));
        }
    }
}
