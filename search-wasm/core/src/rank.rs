//! Scores, in whole numbers: impacts of terms in entries, and the weight of terms in a query.

/// The largest impact code; five bits.
const IMPACTS: u64 = 31;
/// BM25's k1, in 1/256.
const K1: u64 = 307;
/// How much a word of the title counts against one of the body, in 1/256.
const TITLE: u64 = 640;
/// How much lengths count, in 1/256: in titles nearly wholly, for they are no longer than what they name; in bodies less
/// than BM25 has it.
const B_TITLE: u64 = 230;
const B_BODY: u64 = 154;

/// Counts of a term in one entry, and lengths; means in 1/256.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) title: u64,
    pub(crate) body: u64,
    pub(crate) title_length: u64,
    pub(crate) body_length: u64,
    pub(crate) mean_title: u64,
    pub(crate) mean_body: u64,
}

/// The impact of a term in an entry: BM25F with the saturation of k1, in 31 levels.
pub(crate) fn impact(counts: Counts) -> u8 {
    let normal = |b: u64, length: u64, mean: u64| (256 - b) + b * length * 256 / mean.max(1);
    let title =
        TITLE * counts.title * 256 / normal(B_TITLE, counts.title_length, counts.mean_title).max(1);
    let body =
        256 * counts.body * 256 / normal(B_BODY, counts.body_length, counts.mean_body).max(1);
    let frequency = title + body;
    let level = IMPACTS * frequency / (frequency + K1);
    u8::try_from(level.clamp(1, IMPACTS)).unwrap_or(1)
}

/// The weight of a term that `matching` of `all` entries hold: log2 of BM25's idf, in 1/256.
pub(crate) fn idf(all: u64, matching: u64) -> u64 {
    let matching = matching.min(all);
    // 1 + (N - df + 0.5) / (df + 0.5), in 1/65536.
    let ratio = 65_536 + (2 * (all - matching) + 1) * 65_536 / (2 * matching + 1);
    log2(ratio).saturating_sub(16 * 256).max(1)
}

/// The logarithm of a number to base 2, in 1/256, by squaring; no floating point, so the same everywhere.
fn log2(number: u64) -> u64 {
    if number == 0 {
        return 0;
    }
    let whole = u64::from(number.ilog2());
    // The mantissa in [1, 2), in 1/2^31.
    let mut mantissa = if whole >= 31 {
        number >> (whole - 31)
    } else {
        number << (31 - whole)
    };
    let mut fraction = 0;
    for _ in 0..8 {
        mantissa = (mantissa * mantissa) >> 31;
        fraction <<= 1;
        if mantissa >= 1 << 32 {
            mantissa >>= 1;
            fraction |= 1;
        }
    }
    whole * 256 + fraction
}

/// How much more a word weighs that a query repeats: one and the natural logarithm of its times, in 1/256.
pub(crate) fn repeated(times: u64) -> u64 {
    // ln 2 = 177/256.
    256 + log2(times) * 177 / 256
}

/// What an entry gathers while the terms of a query are gone through.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Gathered {
    /// The sum of weight and impact.
    pub(crate) sum: u32,
    /// The weight of the terms that matched, and of those that matched in the title.
    pub(crate) weight: u32,
    pub(crate) title: u32,
    /// How many of the query's words matched, and how many of its conditions are met.
    pub(crate) words: u16,
    pub(crate) met: u16,
    /// Whether something matched at all, and whether something that must not.
    pub(crate) any: bool,
    pub(crate) barred: bool,
}

impl Gathered {
    /// Takes up a word of this weight: its impact times two in 1/256, plus one where it stands in the title.
    /// Words that only add are no words of the query.
    pub(crate) fn take(&mut self, weight: u64, code: u16, adds: bool) {
        let clamp = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        let sum = clamp(weight * u64::from(code >> 1) / 256);
        self.sum = self.sum.saturating_add(sum);
        if !adds {
            let weight = clamp(weight);
            self.weight = self.weight.saturating_add(weight);
            self.title = self.title.saturating_add(weight * u32::from(code & 1));
            self.words += 1;
        }
    }

    /// What two parts of the words gather together.
    pub(crate) fn and(&self, other: &Self) -> Self {
        Self {
            sum: self.sum.saturating_add(other.sum),
            weight: self.weight.saturating_add(other.weight),
            title: self.title.saturating_add(other.title),
            words: self.words + other.words,
            met: self.met + other.met,
            any: self.any || other.any,
            barred: self.barred || other.barred,
        }
    }
}

/// The score of an entry: the sum, more for entries that hold more of the query, and for titles that hold much of it.
pub(crate) fn score(gathered: &Gathered, total: u64) -> u64 {
    let total = total.max(1);
    let sum = u64::from(gathered.sum);
    let coverage = u64::from(gathered.weight).min(total) * 256 / total;
    let cube = coverage * coverage * coverage / (256 * 256);
    let in_title = u64::from(gathered.title).min(total);
    let title = in_title * 256 / total;
    sum + sum * 77 * cube / (256 * 256)
        + in_title * IMPACTS * 179 / 256 * title * title / (256 * 256)
}

/// What the score of an entry is not above, whatever all words weigh; without a division.
pub(crate) fn most(gathered: &Gathered) -> u64 {
    let sum = u64::from(gathered.sum);
    sum + sum * 77 / 256 + u64::from(gathered.title) * IMPACTS * 179 / 256
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "the exact logarithm is a float's"
    )]
    use super::*;

    #[test]
    fn logarithms_are_right_to_a_256th() {
        for number in [1_u64, 2, 3, 7, 10, 1000, 65_536, 123_456_789, u64::MAX >> 1] {
            let exact = ((number as f64).log2() * 256.0).floor() as u64;
            assert!(log2(number).abs_diff(exact) <= 1, "{number}");
        }
    }

    #[test]
    fn words_that_are_repeated_weigh_a_little_more() {
        let weights: Vec<u64> = [1, 2, 3, 8].into_iter().map(repeated).collect();
        assert_eq!(weights, [256, 433, 536, 787]);
    }

    #[test]
    fn rare_terms_weigh_more() {
        assert!(idf(1000, 1) > idf(1000, 10) && idf(1000, 10) > idf(1000, 1000));
        assert!(idf(0, 0) >= 1);
    }

    #[test]
    fn no_score_is_above_what_it_may_be_at_most() {
        let numbers = [0, 1, 3, 255, 256, 2_600, 70_000, u32::MAX];
        for (sum, weight) in numbers.iter().flat_map(|a| numbers.map(|b| (*a, b))) {
            for (title, total) in numbers.iter().flat_map(|a| numbers.map(|b| (*a, b))) {
                let gathered = Gathered {
                    sum,
                    weight,
                    title,
                    ..Gathered::default()
                };
                assert!(score(&gathered, u64::from(total)) <= most(&gathered));
            }
        }
    }

    #[test]
    fn impacts_grow_and_stay_in_five_bits() {
        let counts = Counts {
            body: 1,
            title_length: 5,
            body_length: 300,
            mean_title: 256 * 5,
            mean_body: 256 * 300,
            ..Counts::default()
        };
        let one = impact(counts);
        let many = impact(Counts {
            body: 100,
            ..counts
        });
        let title = impact(Counts { title: 1, ..counts });
        assert!(one < title && one < many && many <= 31 && one >= 1);
    }
}
