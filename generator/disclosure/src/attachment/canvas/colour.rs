//! Colours, and how well one stands out from another.

/// Red, green and blue, each from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::attachment) struct Rgb(pub(in crate::attachment) [f64; 3]);

impl Rgb {
    pub(in crate::attachment) const WHITE: Self = Self([1.0; 3]);
    pub(in crate::attachment) const BLACK: Self = Self([0.0; 3]);

    pub(in crate::attachment) fn grey(value: f64) -> Self {
        Self([value.clamp(0.0, 1.0); 3])
    }

    pub(in crate::attachment) fn cmyk([c, m, y, k]: [f64; 4]) -> Self {
        Self([c, m, y].map(|ink| ((1.0 - ink) * (1.0 - k)).clamp(0.0, 1.0)))
    }

    /// This colour at some opacity upon another.
    pub(super) fn over(self, ground: Self, opacity: f64) -> Self {
        let [r, g, b] = self.0;
        let [x, y, z] = ground.0;
        let mix = |ink: f64, ground: f64| ink * opacity + ground * (1.0 - opacity);
        Self([mix(r, x), mix(g, y), mix(b, z)])
    }

    /// Contrast as WCAG 2.2 defines it: 1 for the same, 21 for black on white.
    pub(super) fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    fn luminance(self) -> f64 {
        let [r, g, b] = self.0.map(|part| {
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((Rgb::BLACK.contrast(Rgb::WHITE) - 21.0).abs() < 0.01);
        assert!(Rgb::grey(0.97).contrast(Rgb::WHITE) < 1.2);
        assert!((Rgb::BLACK.over(Rgb::WHITE, 0.0).contrast(Rgb::WHITE) - 1.0).abs() < 1e-9);
        assert_eq!(Rgb::cmyk([0.0, 0.0, 0.0, 1.0]), Rgb::BLACK);
        // #0a0a0a on black, where brightness grows evenly.
        assert!((Rgb::grey(10.0 / 255.0).contrast(Rgb::BLACK) - 1.0607).abs() < 0.0001);
    }

    #[test]
    fn colours_mix_by_their_opacity() {
        for (ink, ground, opacity, seen) in [
            (Rgb::BLACK, Rgb::WHITE, 0.25, Rgb::grey(0.75)),
            (Rgb::WHITE, Rgb::BLACK, 0.25, Rgb::grey(0.25)),
            (Rgb::grey(0.5), Rgb::WHITE, 0.5, Rgb::grey(0.75)),
            (Rgb::BLACK, Rgb::WHITE, 1.0, Rgb::BLACK),
            (Rgb::WHITE, Rgb::BLACK, 0.0, Rgb::BLACK),
        ] {
            assert_eq!(ink.over(ground, opacity), seen, "{ink:?}, {opacity}");
        }
    }
}
