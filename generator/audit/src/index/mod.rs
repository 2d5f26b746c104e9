//! The files of a search index: every text and every term in them.

use std::collections::BTreeSet;

use super::shelf;

/// The texts that the root carries so that an engine can try itself, and the name of what made its terms; they are the
/// same everywhere.
const VECTORS: [&str; 19] = [
    "INFCIRC/225/Rev.5 and resolution 1540",
    "Transports, sécurité; безопасность",
    "核安全 أمن نووي",
    "المعلومات العامة عن مهمات المراجعة",
    "oplysninger om sikkerhedens betydning",
    "Veröffentlichungen über Sicherungsmaßnahmen",
    "publications about protective measures",
    "publicaciones sobre medidas de protección",
    "julkaisut turvallisuuden järjestelyistä",
    "publications relatives aux mesures protectrices",
    "közlemények a védelmi intézkedésekről",
    "pubblicazioni sulle misure protettive",
    "publicaties over beveiligingsmaatregelen",
    "opplysninger om sikkerhetens betydninger",
    "publicações sobre medidas de proteção",
    "publicațiile despre măsurile protectoare",
    "публикации о защитных мероприятиях",
    "upplysningar om säkerhetens betydelser",
    "güvenlik önlemlerinin yayınları",
];
const FINGERPRINT: &str = "vitrine 2, snowball 2.20261016.1";

/// The words that a query does without, a line a language; nothing else may stand where a root lists them.
const STOP_WORDS: &str = include_str!("../stop_words.txt");

/// How many entries of a card block share a body block.
const BODIES: usize = 4;

/// What a file of an index holds.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Content {
    pub(crate) texts: Vec<String>,
    pub(crate) terms: Vec<String>,
    /// Of each term that entries hold: the numbers of these.
    pub(crate) postings: Vec<(String, Vec<u32>)>,
    /// Those of which another file has further entries.
    pub(crate) rests: Vec<Rest>,
    /// The numbers of further entries that hold a term, and the most that is said of any.
    pub(crate) overflow: Option<Overflow>,
    /// What results show: the texts of each card.
    pub(crate) cards: Vec<Vec<String>>,
    /// The names of all files that belong to it.
    pub(crate) files: Vec<String>,
}

/// What is told of a file with further entries of a term.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Rest {
    /// The place of the term among those of its file.
    pub(crate) term: usize,
    pub(crate) file: String,
    /// How many entries that file has.
    pub(crate) count: usize,
    /// The most that is said of any of them: the highest impact twice, and one for a title.
    pub(crate) most: u8,
}

/// The numbers of entries, and the most that is said of any.
pub(crate) type Overflow = (Vec<u32>, u8);

/// The root of an index.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Root {
    pub(crate) content: Content,
    pub(crate) lang: String,
    pub(crate) documents: usize,
    /// How many entries share a card block.
    pub(crate) together: usize,
    /// The term shards in order: where each begins, and the name of its file.
    pub(crate) shards: Vec<(String, String)>,
}

/// Reads the root.
pub(crate) fn root(bytes: &[u8]) -> Option<Root> {
    let mut reader = Reader(bytes.strip_prefix(b"VTRN")?);
    if reader.number()? != 4 {
        return None;
    }
    let mut root = Root {
        lang: reader.text()?,
        ..Root::default()
    };
    if reader.text()? != FINGERPRINT {
        return None;
    }
    root.documents = usize::try_from(reader.number()?).ok()?;
    root.together = usize::try_from(reader.number()?).ok()?;
    let content = &mut root.content;
    for _ in 0..reader.count()? {
        let text = reader.text()?;
        if !VECTORS.contains(&text.as_str()) {
            return None;
        }
        let terms = reader.text()?;
        // A stem that is far from its word, as in Dutch, is looked at as one of the index.
        let terms = terms.split(' ').filter(|term| !term.is_empty());
        let strange = terms.filter(|term| !shelf::explains(&text, term));
        content.terms.extend(strange.map(str::to_owned));
    }
    let known: BTreeSet<&str> = STOP_WORDS.split_whitespace().collect();
    for _ in 0..reader.count()? {
        let word = reader.text()?;
        if !known.contains(word.as_str()) {
            content.terms.push(word);
        }
    }
    for _ in 0..reader.count()? {
        for _ in 0..reader.count()? {
            let name = reader.text()?;
            content.terms.extend(name.split(' ').map(str::to_owned));
        }
    }
    let mut before = String::new();
    for _ in 0..reader.count()? {
        before = reader.after(&before)?;
        let name = reader.name('t')?;
        content.files.push(name.clone());
        root.shards.push((before.clone(), name));
    }
    before.clear();
    for _ in 0..reader.count()? {
        before = reader.after(&before)?;
        content.terms.push(before.clone());
        content.files.push(reader.name('s')?);
    }
    let blocks = reader.count()?;
    // Every block but the last is full.
    let full = root.documents.checked_div(root.together)?;
    if blocks != full + usize::from(full * root.together < root.documents) {
        return None;
    }
    for _ in 0..blocks {
        content.files.push(reader.name('c')?);
    }
    content.files.push(reader.name('f')?);
    content.files.push(reader.name('d')?);
    reader.end()?;
    Some(root)
}

/// Reads a file that a root names, by its letter.
pub(crate) fn file(letter: char, bytes: &[u8], documents: usize) -> Option<Content> {
    // The first byte makes names of different files differ; it is nought but where two would have one name.
    let (_, bytes) = bytes.split_first()?;
    let mut reader = Reader(bytes);
    let mut content = Content::default();
    match letter {
        't' => terms(&mut reader, documents, &mut content)?,
        'o' => {
            let count = reader.count()?;
            content.overflow = Some(entries(&mut reader, count, documents)?);
        }
        'p' => positions(&mut reader)?,
        's' => words(&mut reader, documents, &mut content)?,
        'c' => cards(&mut reader, &mut content)?,
        'b' => {
            for _ in 0..reader.count()? {
                content.texts.push(reader.text()?);
            }
        }
        'f' => columns(&mut reader, documents, &mut content)?,
        'd' => {
            // The place of each entry's date among all dates.
            for _ in 0..documents {
                if usize::try_from(reader.number()?).ok()? > documents {
                    return None;
                }
            }
        }
        _ => return None,
    }
    reader.end()?;
    Some(content)
}

fn terms(reader: &mut Reader<'_>, documents: usize, content: &mut Content) -> Option<()> {
    content.files.push(reader.name('p')?);
    let mut before = String::new();
    for _ in 0..reader.count()? {
        let term = reader.after(&before)?;
        let mut count = reader.count()?;
        // Nought stands before a term of which a file of its own has the most entries.
        if count == 0 {
            let all = usize::try_from(reader.number()?).ok()?;
            let file = reader.name('o')?;
            let most = reader.byte()?;
            content.files.push(file.clone());
            count = reader.count()?;
            content.rests.push(Rest {
                term: content.postings.len(),
                file,
                count: all.checked_sub(count)?,
                most,
            });
        }
        let (entries, _) = entries(reader, count, documents)?;
        content.postings.push((term.clone(), entries));
        content.terms.push(term.clone());
        before = term;
    }
    Some(())
}

/// The numbers of so many entries, each greater than the one before, and the most that is said of any of them.
fn entries(reader: &mut Reader<'_>, count: usize, documents: usize) -> Option<Overflow> {
    let mut document = 0_usize;
    let mut holding = Vec::with_capacity(count);
    for _ in 0..count {
        let gap = usize::try_from(reader.number()?).ok()?;
        document = document.checked_add(gap)?;
        if document >= documents || (gap == 0 && !holding.is_empty()) {
            return None;
        }
        holding.push(u32::try_from(document).ok()?);
    }
    let (mut impact, mut title) = (0, 0);
    for code in reader.take(count)? {
        // An impact of 1 to 31, and whether the term stands in the title.
        impact = impact.max(code / 2);
        title |= code % 2;
        if code / 2 == 0 || code / 2 > 31 {
            return None;
        }
    }
    Some((holding, impact * 2 + title))
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

/// Words as they are written, how many entries hold each, and their terms.
fn words(reader: &mut Reader<'_>, documents: usize, content: &mut Content) -> Option<()> {
    let mut before = String::new();
    for _ in 0..reader.count()? {
        let word = reader.after(&before)?;
        if usize::try_from(reader.number()?).ok()? > documents {
            return None;
        }
        content.terms.push(reader.after(&word)?);
        content.terms.push(word.clone());
        before = word;
    }
    Some(())
}

fn cards(reader: &mut Reader<'_>, content: &mut Content) -> Option<()> {
    let cards = reader.count()?;
    for _ in 0..cards {
        let mut card = Vec::with_capacity(6);
        for _ in 0..6 {
            card.push(reader.text()?);
        }
        content.texts.extend(card.iter().cloned());
        content.cards.push(card);
    }
    let bodies = reader.count()?;
    if bodies != cards.div_ceil(BODIES) {
        return None;
    }
    for _ in 0..bodies {
        content.files.push(reader.name('b')?);
    }
    Some(())
}

fn columns(reader: &mut Reader<'_>, documents: usize, content: &mut Content) -> Option<()> {
    for _ in 0..4 {
        let values = reader.count()?;
        for _ in 0..values {
            content.texts.push(reader.text()?);
        }
        let sets = reader.count()?;
        for _ in 0..sets {
            for _ in 0..reader.count()? {
                if usize::try_from(reader.number()?).ok()? >= values {
                    return None;
                }
            }
        }
        let mut seen = 0_usize;
        while seen < documents {
            let run = usize::try_from(reader.number()?).ok()?;
            seen = seen
                .checked_add(run)
                .filter(|seen| run > 0 && *seen <= documents)?;
            if usize::try_from(reader.number()?).ok()? >= sets {
                return None;
            }
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

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
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

    /// A text that shares its beginning with another.
    fn after(&mut self, before: &str) -> Option<String> {
        let shared = usize::try_from(self.number()?).ok()?;
        Some(format!("{}{}", before.get(..shared)?, self.text()?))
    }

    /// The name of a file, by four bytes of its digest.
    fn name(&mut self, letter: char) -> Option<String> {
        let mut name = format!("{letter}-");
        for byte in self.take(4)? {
            name.push_str(&format!("{byte:02x}"));
        }
        Some(name)
    }

    fn end(&self) -> Option<()> {
        self.0.is_empty().then_some(())
    }
}

#[cfg(test)]
mod tests;
