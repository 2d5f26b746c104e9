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
                // Not seen, and not part of a word.
                '\u{ad}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{2069}'
                | '\u{feff}' => {}
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
