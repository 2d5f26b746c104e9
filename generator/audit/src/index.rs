//! The files of a search index: every text and every term in them.

/// The texts that the root carries so that an engine can try itself; they are the same everywhere.
const VECTORS: [&str; 3] = [
    "INFCIRC/225/Rev.5 and resolution 1540",
    "Transports, sécurité; безопасность",
    "核安全 أمن نووي",
];

/// How many entries share a card block, and a body block.
const CARDS: usize = 16;
const BODIES: usize = 4;

/// What a file of an index holds.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Content {
    pub(crate) texts: Vec<String>,
    pub(crate) terms: Vec<String>,
}

/// The root of an index.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Root {
    pub(crate) content: Content,
    pub(crate) lang: String,
    pub(crate) documents: usize,
    /// The names of all files that belong to it.
    pub(crate) files: Vec<String>,
}

/// Reads the root.
pub(crate) fn root(bytes: &[u8]) -> Option<Root> {
    let mut reader = Reader(bytes.strip_prefix(b"VTRN")?);
    if reader.number()? != 1 {
        return None;
    }
    let mut root = Root {
        lang: reader.text()?,
        documents: usize::try_from(reader.number()?).ok()?,
        ..Root::default()
    };
    for _ in 0..reader.count()? {
        let text = reader.text()?;
        if !VECTORS.contains(&text.as_str()) {
            return None;
        }
        root.content.texts.push(reader.text()?);
    }
    for _ in 0..reader.count()? {
        root.content.terms.push(reader.text()?);
        root.files.push(reader.text()?);
        root.files.push(reader.text()?);
    }
    for per in [CARDS, BODIES] {
        let count = reader.count()?;
        if count != root.documents.div_ceil(per) {
            return None;
        }
        for _ in 0..count {
            root.files.push(reader.text()?);
        }
    }
    root.files.push(reader.text()?);
    reader.end()?;
    Some(root)
}

/// Reads a file that a root names, by its letter.
pub(crate) fn file(letter: char, bytes: &[u8], documents: usize) -> Option<Content> {
    let mut reader = Reader(bytes);
    let mut content = Content::default();
    match letter {
        't' => terms(&mut reader, documents, &mut content)?,
        'p' => positions(&mut reader)?,
        'c' => {
            for _ in 0..reader.count()? {
                for _ in 0..6 {
                    content.texts.push(reader.text()?);
                }
            }
        }
        'b' => {
            for _ in 0..reader.count()? {
                content.texts.push(reader.text()?);
            }
        }
        'f' => columns(&mut reader, documents, &mut content)?,
        _ => return None,
    }
    reader.end()?;
    Some(content)
}

fn terms(reader: &mut Reader<'_>, documents: usize, content: &mut Content) -> Option<()> {
    let mut before = String::new();
    for _ in 0..reader.count()? {
        let shared = usize::try_from(reader.number()?).ok()?;
        let term = format!("{}{}", before.get(..shared)?, reader.text()?);
        let postings = reader.count()?;
        let mut document = 0_usize;
        for _ in 0..postings {
            document = document.checked_add(usize::try_from(reader.number()?).ok()?)?;
            if document >= documents {
                return None;
            }
        }
        reader.take(postings)?;
        content.terms.push(term.clone());
        before = term;
    }
    Some(())
}

/// Places are numbers alone; they are read to see that nothing else hides among them.
fn positions(reader: &mut Reader<'_>) -> Option<()> {
    while !reader.0.is_empty() {
        let length = reader.count()?;
        let mut inner = Reader(reader.take(length)?);
        while !inner.0.is_empty() {
            for _ in 0..inner.count()? {
                u32::try_from(inner.number()?).ok()?;
            }
        }
    }
    Some(())
}

fn columns(reader: &mut Reader<'_>, documents: usize, content: &mut Content) -> Option<()> {
    for _ in 0..4 {
        let values = reader.count()?;
        for _ in 0..values {
            content.texts.push(reader.text()?);
        }
        let mut seen = 0_usize;
        while seen < documents {
            let run = usize::try_from(reader.number()?).ok()?;
            seen = seen
                .checked_add(run)
                .filter(|seen| run > 0 && *seen <= documents)?;
            for _ in 0..reader.count()? {
                if usize::try_from(reader.number()?).ok()? >= values {
                    return None;
                }
            }
        }
    }
    // The place of each entry's date among all dates.
    for _ in 0..documents {
        if usize::try_from(reader.number()?).ok()? > documents {
            return None;
        }
    }
    Some(())
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..63).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if *byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// A number of things that take at least a byte each.
    fn count(&mut self) -> Option<usize> {
        usize::try_from(self.number()?)
            .ok()
            .filter(|count| *count <= self.0.len())
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(head)
    }

    fn text(&mut self) -> Option<String> {
        let length = self.count()?;
        String::from_utf8(self.take(length)?.to_vec()).ok()
    }

    fn end(&self) -> Option<()> {
        self.0.is_empty().then_some(())
    }
}
