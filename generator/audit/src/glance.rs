//! What the first bits of deflated data say, before anything is set up to read the rest: of bytes that are something else
//! nearly all cannot begin so, and very many are tried.

/// Says whether raw deflate may begin so. Where it says no, no decoder gets anything out.
pub(crate) fn opens(packed: &[u8]) -> bool {
    begins(packed, false).unwrap_or_default()
}

/// Says whether deflated text may begin so: what would give eight characters, the first of them no signs of control.
pub(crate) fn opens_text(packed: &[u8]) -> bool {
    begins(packed, true).unwrap_or_default()
}

/// How many characters are looked at.
const CHARACTERS: usize = 8;

/// `None` where the bits end.
fn begins(packed: &[u8], text: bool) -> Option<bool> {
    let mut bits = Bits { packed, at: 0 };
    bits.number(1)?;
    Some(match bits.number(2)? {
        0 => {
            let lengths = packed.get(1..5)?;
            matches!(lengths, [low, high, other_low, other_high] if *low == !*other_low && *high == !*other_high)
        }
        1 if text => fixed_text(&mut bits)?,
        1 => !matches!(fixed(&mut bits)?, Symbol::Copy(_)),
        2 => own(&mut bits)?,
        _ => false,
    })
}

/// A block with codes of its own: there are not too many of them, and the code in which their lengths are written is a whole
/// one, neither with codes too many nor too few.
fn own(bits: &mut Bits<'_>) -> Option<bool> {
    let (letters, distances, count) = (bits.number(5)?, bits.number(5)?, bits.number(4)? + 4);
    let mut sum = 0;
    for _ in 0..count {
        let length = bits.number(3)?;
        sum += if length > 0 { 128 >> length } else { 0 };
    }
    Some(letters < 30 && distances < 30 && sum == 128)
}

/// A block with the fixed codes, as far as letters follow each other.
fn fixed_text(bits: &mut Bits<'_>) -> Option<bool> {
    let mut made = Vec::with_capacity(CHARACTERS);
    while made.len() < CHARACTERS {
        match fixed(bits)? {
            Symbol::Letter(letter) if letter < 32 && !matches!(letter, 9 | 10 | 13) => {
                return Some(false);
            }
            Symbol::Letter(letter) => made.push(letter),
            // What it copies must be there.
            Symbol::Copy(length) if !reaches(bits, length, made.len())? => return Some(false),
            Symbol::Copy(_) | Symbol::End => break,
        }
    }
    // A character may be cut at the end.
    let broken = std::str::from_utf8(&made).err();
    Some(broken.is_none_or(|error| error.error_len().is_none()))
}

/// Whether what is to be copied is not further back than what was made.
fn reaches(bits: &mut Bits<'_>, length: u16, made: usize) -> Option<bool> {
    bits.number(match length {
        ..265 | 285 => 0,
        265..285 => (length - 261) / 4,
        _ => return Some(false),
    })?;
    let distance = bits.code(0, 5)?;
    let back = match distance {
        0..4 => distance + 1,
        4..30 => {
            let more = distance / 2 - 1;
            ((2 + distance % 2) << more) + bits.number(more)? + 1
        }
        _ => return Some(false),
    };
    Some(usize::from(back) <= made)
}

/// What a code of the fixed ones stands for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Symbol {
    Letter(u8),
    /// What was made before, once more; or, beyond 285, nothing.
    Copy(u16),
    End,
}

fn fixed(bits: &mut Bits<'_>) -> Option<Symbol> {
    let seven = bits.code(0, 7)?;
    if seven < 24 {
        return Some(if seven == 0 {
            Symbol::End
        } else {
            Symbol::Copy(256 + seven)
        });
    }
    let eight = bits.code(seven, 1)?;
    let letter = match eight {
        0x30..0xc0 => eight - 0x30,
        0xc0..0xc8 => return Some(Symbol::Copy(280 + eight - 0xc0)),
        _ => bits.code(eight, 1)? - 0x190 + 144,
    };
    u8::try_from(letter).ok().map(Symbol::Letter)
}

/// Bits from the lowest of each byte on.
struct Bits<'a> {
    packed: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn bit(&mut self) -> Option<u16> {
        let byte = self.packed.get(self.at / 8)?;
        let bit = byte >> (self.at % 8) & 1;
        self.at += 1;
        Some(u16::from(bit))
    }

    /// A number, its lowest bit first.
    fn number(&mut self, bits: u16) -> Option<u16> {
        let mut number = 0;
        for at in 0..bits {
            number |= self.bit()? << at;
        }
        Some(number)
    }

    /// A code that goes on with some more bits, its highest first.
    fn code(&mut self, begun: u16, bits: u16) -> Option<u16> {
        let mut code = begun;
        for _ in 0..bits {
            code = code << 1 | self.bit()?;
        }
        Some(code)
    }
}

#[cfg(test)]
mod tests {
    use miniz_oxide::deflate::compress_to_vec;
    use proptest::prelude::*;

    use super::*;
    use crate::pack;

    #[test]
    fn whatever_is_deflated_opens() {
        let words = "porcelain herons guard the custard observatory; Фарфоровые цапли, 核安全\n";
        for text in [words, "a\tb", "aaaaaaaaaaaaaaaa", &words.repeat(50)] {
            for level in 0..=10 {
                let packed = compress_to_vec(text.as_bytes(), level);
                assert!(opens(&packed), "{text} {level}");
                // What is stored is no reason to set anything up either.
                assert!(
                    opens_text(&packed) || text.len() < CHARACTERS,
                    "{text} {level}"
                );
            }
        }
        for bytes in [&[0_u8, 1, 2, 3][..], &[255; 40], b"\x1b\x80"] {
            for level in 0..=10 {
                assert!(opens(&compress_to_vec(bytes, level)), "{bytes:?} {level}");
            }
        }
    }

    /// A code, its highest bit first.
    fn code(code: u16, bits: usize) -> String {
        format!("{code:0bits$b}")
    }

    /// A number, its lowest bit first.
    fn number(number: u16, bits: usize) -> String {
        code(number, bits).chars().rev().collect()
    }

    /// Letters with the fixed codes.
    fn letters(text: &str) -> String {
        text.bytes()
            .map(|letter| code(0x30 + u16::from(letter), 8))
            .collect()
    }

    /// The bytes of bits, with as many noughts behind them as may be read.
    fn bytes(bits: &str) -> Vec<u8> {
        let bits: Vec<u8> = bits
            .bytes()
            .chain([b'0'; 64])
            .map(|bit| bit - b'0')
            .collect();
        let byte = |bits: &[u8]| bits.iter().rev().fold(0, |byte, bit| byte << 1 | bit);
        bits.chunks(8).map(byte).collect()
    }

    #[test]
    fn deflated_data_begin_with_a_block_of_a_kind() {
        let own = |letters, distances, lengths: [u16; 4]| {
            let lengths: String = lengths.map(|length| number(length, 3)).concat();
            let counts = number(letters, 5) + &number(distances, 5) + &number(0, 4);
            bytes(&format!("101{counts}{lengths}"))
        };
        for (packed, expected) in [
            (b"\x01\x10\0\xef\xffporcelain".to_vec(), true),
            (b"\x01\x10\0\xee\xffporcelain".to_vec(), false),
            (b"\x01\x10\0\xef\xfeporcelain".to_vec(), false),
            (bytes(&format!("110{}", letters("p"))), true),
            // Nothing is there yet that could be copied.
            (bytes(&format!("110{}", code(1, 7))), false),
            (own(29, 29, [1, 1, 0, 0]), true),
            (own(30, 29, [1, 1, 0, 0]), false),
            (own(29, 30, [1, 1, 0, 0]), false),
            (own(29, 29, [1, 2, 0, 0]), false),
            (own(29, 29, [1, 1, 1, 0]), false),
            (bytes("111"), false),
            (Vec::new(), false),
        ] {
            assert_eq!(opens(&packed), expected, "{packed:?}");
        }
    }

    #[test]
    fn deflated_text_begins_with_letters_and_copies_of_them() {
        let text = |bits: &str| bytes(&format!("110{bits}"));
        for (packed, expected) in [
            (text(&letters("a b c d e")), true),
            (text(&letters("porcela\x01")), false),
            (text(&letters("porcela\x1f")), false),
            (text(&letters("porcela\t")), true),
            // No more than eight are looked at.
            (text(&letters("porcelai\x01")), true),
        ] {
            assert_eq!(opens_text(&packed), expected, "{packed:?}");
        }
        // So many letters, and three more of them from so far back as the number and its other bits say.
        let copied = |made: usize, length: &str, distance: u16, more: &str| {
            let made = letters("porcelain".get(..made).unwrap());
            text(&format!("{made}{length}{}{more}", code(distance, 5)))
        };
        let three = code(1, 7);
        for (made, distance, more, expected) in [
            (1, 0, "", true),
            (1, 1, "", false),
            (2, 1, "", true),
            (2, 2, "", false),
            (3, 3, "", false),
            (4, 3, "", true),
            (4, 4, "0", false),
            (5, 4, "0", true),
            (5, 4, "1", false),
            (6, 4, "1", true),
            (6, 5, "0", false),
            (7, 5, "0", true),
            (7, 5, "1", false),
            (7, 30, "", false),
        ] {
            let packed = copied(made, &three, distance, more);
            assert_eq!(opens_text(&packed), expected, "{made} {distance} {more}");
        }
        // The longest copy has a code without other bits; the two codes behind it stand for nothing.
        for (length, expected) in [(0xc5, true), (0xc6, false), (0xc7, false)] {
            let length = code(length, 8);
            assert_eq!(opens_text(&copied(1, &length, 0, "")), expected, "{length}");
        }
    }

    #[test]
    fn most_other_bytes_do_not() {
        let mut state = 1_u64;
        let mut opened = 0;
        for _ in 0..10_000 {
            let bytes: Vec<u8> = (0..40)
                .map(|_| {
                    state = state
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1);
                    (state >> 56).to_le_bytes()[0]
                })
                .collect();
            opened += usize::from(opens_text(&bytes));
        }
        assert!(opened < 250, "{opened}");
    }

    fn same(bytes: &[u8]) -> Result<(), TestCaseError> {
        // What does not open gives nothing: neither text at its beginning, nor anything as a whole.
        if !opens_text(bytes) {
            prop_assert!(!pack::decodes_as_text(bytes), "{:?}", bytes);
        }
        if !opens(bytes) {
            prop_assert!(pack::inflate_unseen(bytes, 4096).is_err(), "{:?}", bytes);
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn what_does_not_open_gives_nothing(bytes in prop::collection::vec(any::<u8>(), 0..48)) {
            same(&bytes)?;
        }

        #[test]
        fn nor_does_what_nearly_opens(
            text in "[a-zé\t\u{1}]{0,24}",
            level in 0_u8..=10,
            at in 0_usize..24,
            bit in 0_u32..8,
        ) {
            let mut packed = compress_to_vec(text.as_bytes(), level);
            same(&packed)?;
            if let Some(byte) = packed.get_mut(at) {
                *byte ^= 1 << bit;
            }
            same(&packed)?;
        }
    }
}
