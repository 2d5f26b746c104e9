//! The text of a page as people read it: letters that follow each other are a word, and what lies apart is not.

use crate::attachment::canvas::Point;

/// Text that grows letter by letter.
#[derive(Debug, Default)]
pub(super) struct Text {
    out: String,
    end: Option<(Point, Point)>,
}

/// From this gap on, in parts of the size, letters belong to two words.
const GAP: f64 = 0.17;

impl Text {
    /// Adds a letter that begins somewhere, goes some way, and stands so high.
    pub(super) fn letter(&mut self, text: &str, origin: Point, advance: Point, up: Point) {
        if let Some((end, before)) = self.end {
            let size = up.length().max(before.length()).max(1e-9);
            let far = Point::new(origin.x - end.x, origin.y - end.y);
            // Along the line and across it.
            let along = (far.x * up.y - far.y * up.x) / up.length().max(1e-9);
            let across = (far.x * up.x + far.y * up.y) / up.length().max(1e-9);
            if across.abs() > 0.5 * size || along.abs() > 4.0 * size || along < -0.6 * size {
                self.apart('\n');
            } else if along > GAP * size {
                self.apart(' ');
            }
        }
        for c in text.chars() {
            match c {
                c if is_unseen(c) => {}
                c if c.is_whitespace() || c.is_control() => self.apart(' '),
                c => self.out.push(c),
            }
        }
        self.end = Some((Point::new(origin.x + advance.x, origin.y + advance.y), up));
    }

    fn apart(&mut self, with: char) {
        if with == '\n' {
            while self.out.ends_with(' ') {
                self.out.pop();
            }
        }
        if !self.out.is_empty() && !self.out.ends_with([' ', '\n']) {
            self.out.push(with);
        }
    }

    /// Ends a page.
    pub(super) fn page(&mut self) {
        self.apart('\n');
        self.end = None;
    }

    pub(super) fn into_text(self) -> String {
        self.out.trim_end().to_owned()
    }
}

/// Whether a character is neither seen nor part of a word.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attachment::canvas::Matrix;

    const SIZE: f64 = 100.0;

    /// Two letters of a size, the second so far along the line from the end of the first and so far above it, on a page
    /// that is turned.
    fn two(along: f64, above: f64, turned: Matrix) -> String {
        let mut text = Text::default();
        let (advance, up) = (turned.way(50.0, 0.0), turned.way(0.0, SIZE));
        let mut letter = |letter: &str, x: f64, y: f64| {
            text.letter(letter, turned.apply(Point::new(x, y)), advance, up);
        };
        letter("a", 0.0, 0.0);
        letter("b", 50.0 + along, above);
        text.into_text()
    }

    #[test]
    fn distances_make_words_and_lines() {
        let quarters = [
            Matrix([1.0, 0.0, 0.0, 1.0, 300.0, -200.0]),
            Matrix([0.0, 1.0, -1.0, 0.0, 300.0, -200.0]),
            Matrix([-1.0, 0.0, 0.0, -1.0, 300.0, 200.0]),
            Matrix([0.0, -1.0, 1.0, 0.0, -300.0, 200.0]),
        ];
        for (along, above, expected) in [
            (0.0, 0.0, "ab"),
            (16.0, 0.0, "ab"),
            (17.0, 0.0, "ab"),
            (18.0, 0.0, "a b"),
            (390.0, 0.0, "a b"),
            (400.0, 0.0, "a b"),
            (401.0, 0.0, "a\nb"),
            (900.0, 0.0, "a\nb"),
            // Letters stand upon one another, and a line begins anew.
            (-50.0, 0.0, "ab"),
            (-60.0, 0.0, "ab"),
            (-61.0, 0.0, "a\nb"),
            (-390.0, 0.0, "a\nb"),
            (-401.0, 0.0, "a\nb"),
            // Marks above and below the line belong to their word.
            (0.0, 49.0, "ab"),
            (0.0, -49.0, "ab"),
            (0.0, 50.0, "ab"),
            (0.0, -50.0, "ab"),
            (0.0, 51.0, "a\nb"),
            (0.0, -51.0, "a\nb"),
            (30.0, 40.0, "a b"),
            (30.0, 60.0, "a\nb"),
        ] {
            for turned in quarters {
                assert_eq!(
                    two(along, above, turned),
                    expected,
                    "{along} {above} {turned:?}"
                );
            }
        }
        // On pages that lie at a slant all is as it is on others, but for what is at the very bound.
        for (along, above, expected) in [
            (1.0, 0.0, "ab"),
            (20.0, 0.0, "a b"),
            (390.0, 0.0, "a b"),
            (410.0, 0.0, "a\nb"),
            (-50.0, 0.0, "ab"),
            (-70.0, 0.0, "a\nb"),
            (0.0, 45.0, "ab"),
            (0.0, -45.0, "ab"),
            (0.0, 55.0, "a\nb"),
            (0.0, -55.0, "a\nb"),
            (300.0, 45.0, "a b"),
            (300.0, -45.0, "a b"),
        ] {
            for turn in [0.4_f64, 0.8, 2.0, 4.0, 5.5] {
                let (sin, cos) = turn.sin_cos();
                let turned = Matrix([cos, sin, -sin, cos, 300.0, -200.0]);
                assert_eq!(
                    two(along, above, turned),
                    expected,
                    "{along} {above} {turn}"
                );
            }
        }
    }

    #[test]
    fn a_mark_at_a_large_letter_belongs_to_its_word() {
        for (first, second) in [(100.0, 50.0), (50.0, 100.0)] {
            let mut text = Text::default();
            let advance = Point::new(50.0, 0.0);
            text.letter("x", Point::default(), advance, Point::new(0.0, first));
            text.letter(
                "2",
                Point::new(60.0, 40.0),
                advance,
                Point::new(0.0, second),
            );
            assert_eq!(text.into_text(), "x2");
        }
    }

    #[test]
    fn what_is_not_seen_parts_words_or_does_not() {
        for (letters, expected) in [
            ("a b", "a b"),
            ("a   b", "a b"),
            (" a b ", "a b"),
            ("a\u{a0}b", "a b"),
            ("a\u{1}b", "a b"),
            ("a\tb", "a b"),
            ("a\nb", "a b"),
            ("so\u{ad}ft", "soft"),
            ("\u{feff}a\u{200b}b\u{202e}c\u{2060}", "abc"),
        ] {
            let mut text = Text::default();
            text.letter(
                letters,
                Point::default(),
                Point::default(),
                Point::new(0.0, SIZE),
            );
            assert_eq!(text.into_text(), expected, "{letters:?}");
        }
    }

    #[test]
    fn lines_and_pages_end_without_spaces() {
        let up = Point::new(0.0, SIZE);
        let advance = Point::new(50.0, 0.0);
        let mut text = Text::default();
        text.letter("a ", Point::default(), advance, up);
        text.letter("b", Point::new(0.0, -120.0), advance, up);
        text.page();
        // On in the same place, but on another page.
        text.letter("c", Point::new(50.0, -120.0), advance, up);
        text.page();
        text.page();
        text.letter(" d", Point::new(100.0, -120.0), advance, up);
        assert_eq!(text.into_text(), "a\nb\nc\nd");
    }
}
