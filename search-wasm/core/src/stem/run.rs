//! Runs the commands of a stemmer on a word.
//!
//! Commands succeed or fail, and move a cursor through the word; see the manual of Snowball. All places are counted in
//! characters.

use super::{Node, Stemmer, code};

/// How many commands may be run for a word, and how many more for each of its letters; stemmers need an eighth of that.
const STEPS: usize = 5_000;
const STEPS_A_LETTER: usize = 500;
/// How deep commands may run in one another; stemmers need a tenth of that.
const DEEPEST: usize = 400;
/// How many numbers a stemmer may keep.
const NUMBERS: usize = 8;

/// The stem of a word; nothing where the stemmer does not come to an end.
pub(super) fn stem(stemmer: &Stemmer, word: &str) -> Option<String> {
    let word: Vec<u32> = word.chars().map(u32::from).collect();
    let mut run = Run {
        stemmer,
        steps: STEPS + STEPS_A_LETTER * word.len(),
        longest: 2 * word.len() + 64,
        depth: 0,
        word,
        cursor: 0,
        limit: 0,
        backwards: false,
        left: 0,
        right: 0,
        case: 0,
        numbers: [0; NUMBERS],
        kept: Vec::new(),
    };
    // Whether it succeeds as a whole does not matter.
    run.call(stemmer.definitions.len().checked_sub(1)?);
    (run.steps > 0).then(|| run.word.into_iter().filter_map(char::from_u32).collect())
}

struct Run<'a> {
    stemmer: &'a Stemmer,
    /// How many commands may still run. With none left all fail.
    steps: usize,
    /// How long the word may become.
    longest: usize,
    depth: usize,
    word: Vec<u32>,
    cursor: usize,
    /// Where the cursor must stop when it goes backwards; forwards that is the end of the word.
    limit: usize,
    backwards: bool,
    /// The slice that is replaced.
    left: usize,
    right: usize,
    /// The case of what was found in a table last.
    case: u32,
    numbers: [usize; NUMBERS],
    kept: Vec<u32>,
}

impl<'a> Run<'a> {
    fn node(&self, at: usize) -> Node {
        self.stemmer.nodes.get(at).copied().unwrap_or_default()
    }

    /// The letters that belong to a command.
    fn letters(&self, node: Node) -> &'a [u32] {
        let from = (node.about >> 8) as usize;
        let to = from + (node.about & 0xff) as usize;
        self.stemmer.letters.get(from..to).unwrap_or_default()
    }

    /// Where the cursor stands, so that it is the same place in a word that has changed behind it.
    fn mark(&self) -> usize {
        if self.backwards {
            self.word.len().saturating_sub(self.cursor)
        } else {
            self.cursor
        }
    }

    fn back_to(&mut self, mark: usize) {
        self.cursor = if self.backwards {
            self.word.len().saturating_sub(mark)
        } else {
            mark
        };
    }

    /// The letter so many places on, in the direction that the cursor goes.
    fn letter(&self, places: usize) -> Option<u32> {
        let at = if self.backwards {
            let at = self.cursor.checked_sub(places + 1)?;
            (at >= self.limit).then_some(at)?
        } else {
            self.cursor + places
        };
        self.word.get(at).copied()
    }

    /// Moves on, where there is as much left.
    fn hop(&mut self, places: usize) -> bool {
        if places > 0 && self.letter(places - 1).is_none() {
            return false;
        }
        self.cursor = if self.backwards {
            self.cursor - places
        } else {
            self.cursor + places
        };
        true
    }

    fn end(&self) -> usize {
        if self.backwards {
            self.limit
        } else {
            self.word.len()
        }
    }

    /// Runs a definition.
    fn call(&mut self, definition: usize) -> bool {
        let Some(at) = self.stemmer.definitions.get(definition) else {
            return false;
        };
        let at = usize::from(*at);
        let node = self.node(at);
        if node.code == code::GROUP {
            return self.group(node);
        }
        let case = self.case;
        let succeeds = self.run(at);
        self.case = case;
        succeeds
    }

    /// Runs the command at `at`; it succeeds or fails.
    fn run(&mut self, at: usize) -> bool {
        if self.steps == 0 || self.depth == DEEPEST {
            self.steps = 0;
            return false;
        }
        self.steps -= 1;
        self.depth += 1;
        let succeeds = self.command(at);
        self.depth -= 1;
        succeeds
    }

    fn command(&mut self, at: usize) -> bool {
        let node = self.node(at);
        let first = at + 1;
        let end = usize::from(node.end);
        let about = node.about as usize;
        let mark = self.mark();
        match node.code {
            code::ALL | code::OR | code::AND => {
                let wanted = node.code != code::OR;
                let mut next = first;
                while next < end {
                    if next > first && node.code != code::ALL {
                        self.back_to(mark);
                    }
                    if self.run(next) != wanted {
                        return !wanted;
                    }
                    next = usize::from(self.node(next).end);
                }
                wanted
            }
            code::CASES => {
                let mut next = first;
                for _ in 0..self.case {
                    if next < end {
                        next = usize::from(self.node(next).end);
                    }
                }
                next >= end || self.run(next)
            }
            code::NOT => {
                let succeeds = self.run(first);
                self.back_to(mark);
                !succeeds
            }
            code::TEST => {
                let succeeds = self.run(first);
                self.back_to(mark);
                succeeds
            }
            code::TRY => {
                if !self.run(first) {
                    self.back_to(mark);
                }
                true
            }
            code::DO => {
                self.run(first);
                self.back_to(mark);
                true
            }
            code::FAIL => {
                self.run(first);
                false
            }
            code::GOTO | code::GOPAST => loop {
                let mark = self.mark();
                if self.run(first) {
                    if node.code == code::GOTO {
                        self.back_to(mark);
                    }
                    return true;
                }
                self.back_to(mark);
                if self.steps == 0 || !self.hop(1) {
                    return false;
                }
            },
            code::LOOP | code::AT_LEAST | code::REPEAT => {
                for _ in 0..about {
                    if !self.run(first) {
                        return false;
                    }
                }
                if node.code == code::LOOP {
                    return true;
                }
                loop {
                    let mark = self.mark();
                    if !self.run(first) {
                        self.back_to(mark);
                        return true;
                    }
                }
            }
            code::BACKWARDS => {
                self.limit = self.cursor;
                self.cursor = self.word.len();
                self.backwards = true;
                let succeeds = self.run(first);
                self.backwards = false;
                self.cursor = self.limit;
                succeeds
            }
            code::SET_LIMIT => {
                if !self.run(first) {
                    return false;
                }
                let limit = std::mem::replace(&mut self.limit, self.cursor);
                self.back_to(mark);
                let succeeds = self.run(usize::from(self.node(first).end));
                self.limit = limit;
                succeeds
            }
            code::HOP => self.hop(about),
            code::NEXT => self.hop(1),
            code::TO_MARK => {
                let mark = self.number(about);
                let behind = if self.backwards {
                    mark > self.cursor
                } else {
                    mark < self.cursor
                };
                if !behind {
                    self.cursor = mark;
                }
                !behind
            }
            code::TO_LIMIT => {
                self.cursor = self.end();
                true
            }
            code::AT_LIMIT => self.letter(0).is_none(),
            code::NON => {
                if self.call(about) {
                    self.back_to(mark);
                    return false;
                }
                self.hop(1)
            }
            code::ASSIGN => {
                let number = self.number(about & 0xff);
                if let Some(place) = self.numbers.get_mut(about >> 8) {
                    *place = number;
                }
                true
            }
            code::LESS => self.number(about >> 8) < self.number(about & 0xff),
            code::AT_MOST => self.number(about >> 8) <= self.number(about & 0xff),
            code::SAME => self.number(about >> 8) == self.number(about & 0xff),
            code::LEFT | code::RIGHT => {
                if (node.code == code::LEFT) == self.backwards {
                    self.right = self.cursor;
                } else {
                    self.left = self.cursor;
                }
                true
            }
            code::KEEP => {
                let slice = self.word.get(self.left..self.right);
                self.kept = slice.unwrap_or_default().to_vec();
                true
            }
            code::KEPT => {
                let kept = self.kept.clone();
                self.comes(&kept)
            }
            code::INSERT => {
                let kept = self.kept.clone();
                self.insert(&kept, self.backwards)
            }
            code::REPLACE => {
                let letters = self.letters(node);
                self.splice(self.left, self.right, letters);
                self.right = self.left + letters.len();
                true
            }
            code::ATTACH => self.insert(self.letters(node), !self.backwards),
            code::GROUP => self.group(node),
            code::TEXT => self.comes(self.letters(node)),
            code::FIND => self.find(at),
            code::CALL => self.call(about),
            _ => false,
        }
    }

    /// What a byte about numbers stands for.
    fn number(&self, byte: usize) -> usize {
        match byte {
            0 => self.cursor,
            1 => self.end(),
            2 => self.word.len(),
            3..=10 => self.numbers.get(byte - 3).copied().unwrap_or_default(),
            _ => byte - 11,
        }
    }

    /// Goes behind a letter of a group.
    fn group(&mut self, node: Node) -> bool {
        let letter = self.letter(0);
        let mut letters = self.letters(node).iter();
        letters.any(|own| letter == Some(*own)) && self.hop(1)
    }

    /// Goes behind letters that come next.
    fn comes(&mut self, letters: &[u32]) -> bool {
        let count = letters.len();
        for (at, letter) in letters.iter().enumerate() {
            let at = if self.backwards { count - 1 - at } else { at };
            if self.letter(at) != Some(*letter) {
                return false;
            }
        }
        self.hop(count)
    }

    /// Puts letters between two places. Where there is no such slice, or the word becomes too long, the stemmer is at its
    /// end: none does either.
    fn splice(&mut self, from: usize, to: usize, letters: &[u32]) {
        let count = letters.len();
        if from > to || to > self.word.len() || self.word.len() + count > self.longest {
            self.steps = 0;
            return;
        }
        let behind = self.word.split_off(to);
        self.word.truncate(from);
        self.word.extend_from_slice(letters);
        self.word.extend_from_slice(&behind);
        if self.cursor >= to {
            self.cursor = self.cursor - (to - from) + count;
        } else if self.cursor > from {
            self.cursor = from;
        }
    }

    /// Puts letters where the cursor is, which stays before them or goes behind them.
    fn insert(&mut self, letters: &[u32], stays: bool) -> bool {
        let at = self.cursor;
        self.splice(at, at, letters);
        for place in [&mut self.left, &mut self.right] {
            if at <= *place {
                *place += letters.len();
            }
        }
        if stays {
            self.cursor = at;
        }
        true
    }

    /// Goes behind the longest text of a table that comes next, of those whose conditions succeed.
    fn find(&mut self, table: usize) -> bool {
        let conditions = self.node(table).about as usize & 0xff;
        let mark = self.mark();
        let mut longest = usize::MAX;
        while let Some((count, case)) = self.longest(table, longest) {
            self.hop(count);
            if (case as usize) < conditions {
                let there = self.mark();
                let routine = self.node(table + 1 + case as usize).about as usize;
                let succeeds = self.call(routine);
                self.back_to(there);
                if !succeeds {
                    self.back_to(mark);
                    if count == 0 || self.steps == 0 {
                        return false;
                    }
                    longest = count - 1;
                    continue;
                }
            }
            self.case = case;
            return true;
        }
        false
    }

    /// The longest text of a table that comes next and is no longer than `limit`: how long it is, and its case.
    fn longest(&self, table: usize, limit: usize) -> Option<(usize, u32)> {
        let node = self.node(table);
        let mut found = (node.about >> 8).checked_sub(1).map(|case| (0, case));
        let mut next = table + 1 + (node.about & 0xff) as usize;
        let mut end = usize::from(node.end);
        let mut count = 0;
        while count < limit {
            let Some(letter) = self.letter(count) else {
                break;
            };
            let mut node = self.node(next);
            while next < end && node.about != letter {
                next = usize::from(node.end);
                node = self.node(next);
            }
            if next >= end {
                break;
            }
            count += 1;
            if let Some(case) = node.code.checked_sub(1) {
                found = Some((count, u32::from(case)));
            }
            end = usize::from(node.end);
            next += 1;
        }
        found
    }
}
