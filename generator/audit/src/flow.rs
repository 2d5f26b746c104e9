//! Values of front matter: quoted texts, lists and maps between brackets, plain words; the same for YAML and TOML.

use super::front::Leaf;

/// How deep lists and maps may nest before they are taken as text.
const DEEPEST: usize = 32;

/// Reads one value at the beginning of a text and keeps its texts. Returns how many bytes it took.
pub(crate) fn value(text: &str, line: u32, path: &[String], leaves: &mut Vec<Leaf>) -> usize {
    let mut reader = Reader {
        text,
        at: 0,
        line,
        leaves,
    };
    reader.value(path, 0);
    reader.at
}

struct Reader<'a, 'b> {
    text: &'a str,
    at: usize,
    line: u32,
    leaves: &'b mut Vec<Leaf>,
}

impl<'a> Reader<'a, '_> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let c = self.next()?;
        self.at += c.len_utf8();
        self.line += u32::from(c == '\n');
        Some(c)
    }

    fn keep(&mut self, path: &[String], text: String, line: u32) {
        self.leaves.push(Leaf {
            path: path.to_vec(),
            text,
            line,
        });
    }

    /// Passes over spaces, ends of lines, commas and comments; a comment is kept, because comments never pass.
    fn pass(&mut self) {
        while let Some(c) = self.next() {
            if c.is_whitespace() || c == ',' {
                self.take();
            } else if c == '#' {
                let line = self.line;
                let comment = self.rest().lines().next().unwrap_or_default().to_owned();
                self.at += comment.len();
                self.keep(&["#".to_owned()], comment, line);
            } else {
                break;
            }
        }
    }

    fn value(&mut self, path: &[String], depth: usize) {
        while self.next().is_some_and(|c| c == ' ' || c == '\t') {
            self.take();
        }
        let line = self.line;
        match self.next() {
            Some('[') if depth < DEEPEST => {
                self.take();
                loop {
                    self.pass();
                    match self.next() {
                        None => return,
                        Some(']' | '}') => {
                            self.take();
                            return;
                        }
                        Some(_) => {
                            let item = with(path, format!("#{line}.{}", self.at));
                            self.inner(&item, depth);
                        }
                    }
                }
            }
            Some('{') if depth < DEEPEST => {
                self.take();
                loop {
                    self.pass();
                    match self.next() {
                        None => return,
                        Some(']' | '}') => {
                            self.take();
                            return;
                        }
                        Some(_) => {
                            let key = self.key();
                            self.inner(&with(path, key), depth);
                        }
                    }
                }
            }
            Some(quote @ ('"' | '\'')) => {
                let text = self.quoted(quote);
                self.keep(path, text, line);
            }
            _ => {
                let text = self.plain(depth > 0);
                self.keep(path, text, line);
            }
        }
    }

    /// A value within brackets; it takes at least one character, so that reading comes to an end.
    fn inner(&mut self, path: &[String], depth: usize) {
        let before = self.at;
        self.value(path, depth + 1);
        if self.at == before {
            self.take();
        }
    }

    fn key(&mut self) -> String {
        if let Some(quote @ ('"' | '\'')) = self.next() {
            let key = self.quoted(quote);
            while self
                .next()
                .is_some_and(|c| c == ' ' || c == ':' || c == '=')
            {
                self.take();
            }
            return key;
        }
        let mut key = String::new();
        while let Some(c) = self.next() {
            if matches!(c, ',' | '}' | ']' | '\n') {
                break;
            }
            self.take();
            if c == ':' || c == '=' {
                break;
            }
            key.push(c);
        }
        key.trim().to_owned()
    }

    fn quoted(&mut self, quote: char) -> String {
        let long: String = [quote; 3].iter().collect();
        if self.rest().starts_with(&long) {
            let inner = self.rest().get(3..).unwrap_or_default();
            let text = inner.split_once(&long).map_or(inner, |(text, _)| text);
            for _ in 0..text.chars().count() + 6 {
                self.take();
            }
            return text.replace("\\\n", " ");
        }
        self.take();
        let mut text = String::new();
        while let Some(c) = self.take() {
            if c == quote {
                // In YAML a doubled single quote stands for one.
                if quote == '\'' && self.next() == Some('\'') {
                    self.take();
                    text.push('\'');
                    continue;
                }
                break;
            }
            if c == '\\' && quote == '"' {
                text.extend(self.escape());
            } else {
                text.push(c);
            }
        }
        text
    }

    fn escape(&mut self) -> Option<char> {
        let digits = match self.take()? {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            'n' | 't' | 'r' | '\n' => return Some(' '),
            c => return Some(c),
        };
        let code = self
            .rest()
            .get(..digits)
            .and_then(|hex| u32::from_str_radix(hex, 16).ok());
        if code.is_some() {
            self.at += digits;
        }
        code.and_then(char::from_u32)
    }

    fn plain(&mut self, within: bool) -> String {
        let mut text = String::new();
        while let Some(c) = self.next() {
            let comment = c == '#' && (text.is_empty() || text.ends_with(char::is_whitespace));
            if c == '\n' || comment || (within && matches!(c, ',' | ']' | '}')) {
                break;
            }
            text.push(c);
            self.take();
        }
        text.trim().to_owned()
    }
}

fn with(path: &[String], key: String) -> Vec<String> {
    let mut path = path.to_vec();
    path.push(key);
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts of a value with the last name that leads to each, and what is left behind it.
    fn read(text: &str) -> (Vec<(String, String, u32)>, &str) {
        let mut leaves = Vec::new();
        let taken = value(text, 1, &["top".to_owned()], &mut leaves);
        let told = leaves
            .into_iter()
            .map(|leaf| {
                let name = leaf.path.last().cloned().unwrap_or_default();
                let name = name.split('.').next().unwrap_or_default().to_owned();
                (name, leaf.text, leaf.line)
            })
            .collect();
        (told, text.get(taken..).unwrap_or_default())
    }

    #[test]
    fn values_are_read_with_what_is_written_beside_them() {
        for (text, expected, rest) in [
            (
                "two words # note\nnext",
                &[("top", "two words", 1)][..],
                "# note\nnext",
            ),
            ("a#b", &[("top", "a#b", 1)], ""),
            ("# note", &[("top", "", 1)], "# note"),
            ("'it''s' x", &[("top", "it's", 1)], " x"),
            (
                "\"a\\x41\\u00e9\\U0001F600\\n\\\"\\q\" x",
                &[("top", "aAé😀 \"q", 1)],
                " x",
            ),
            ("\"\\xzz\" x", &[("top", "zz", 1)], " x"),
            (
                "\"\"\"a \"b\" \\\nc\"\"\" x",
                &[("top", "a \"b\"  c", 1)],
                " x",
            ),
            ("'''it's''' x", &[("top", "it's", 1)], " x"),
            ("\"open", &[("top", "open", 1)], ""),
            (
                "[a, # one\n  'b', \"c\"] x",
                &[
                    ("#1", "a", 1),
                    ("#", "# one", 1),
                    ("#1", "b", 2),
                    ("#1", "c", 2),
                ],
                " x",
            ),
            (
                "{a: 1, \"b c\": 2, 'd' : 3, e = 4, \"f\"= 5,\n g: [6, {h: 7}]} x",
                &[
                    ("a", "1", 1),
                    ("b c", "2", 1),
                    ("d", "3", 1),
                    ("e", "4", 1),
                    ("f", "5", 1),
                    ("#2", "6", 2),
                    ("h", "7", 2),
                ],
                " x",
            ),
            // Commas and brackets part values within brackets alone.
            ("one, two] {three}", &[("top", "one, two] {three}", 1)], ""),
            ("[a, {b: 1", &[("#1", "a", 1), ("b", "1", 1)], ""),
            ("[a b#c, d]", &[("#1", "a b#c", 1), ("#1", "d", 1)], ""),
        ] {
            let (found, left) = read(text);
            let expected: Vec<(String, String, u32)> = expected
                .iter()
                .map(|(name, text, line)| ((*name).to_owned(), (*text).to_owned(), *line))
                .collect();
            assert_eq!(found, expected, "{text}");
            assert_eq!(left, rest, "{text}");
        }
    }

    #[test]
    fn brackets_lie_within_one_another_up_to_a_depth() {
        for (depth, lists, maps) in [
            (1, "a", "a"),
            (DEEPEST, "a", "a"),
            (DEEPEST + 1, "[a", "{k: a"),
            (DEEPEST + 2, "[[a", "{k: {k: a"),
        ] {
            for (open, expected) in [("[", lists), ("{k: ", maps)] {
                let (found, _) = read(&format!("{}a", open.repeat(depth)));
                let texts: Vec<&str> = found.iter().map(|(_, text, _)| text.as_str()).collect();
                assert_eq!(texts, [expected], "{open} {depth}");
            }
        }
    }
}
