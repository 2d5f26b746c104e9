//! Writes a model as a site folder: the public half as it is, and the private half around it.

mod attachment;
mod body;
mod head;

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;
use vitrine_disclosure::SourceTree;

use crate::private::{Hidden, Host, Private, Secret, Why};
use crate::public::{By, Datum, Edge, Entry, Judged, Media, Piece, Public, Record, Show};
use head::{Head, Written};

/// The day that generated sites are built for.
#[must_use]
pub fn today() -> Date {
    jiff::civil::date(2026, 11, 23)
}

/// A site folder.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// Every file.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Those that entries list.
    listed: BTreeSet<String>,
    /// Whether two things were to be written to one path.
    clash: bool,
}

impl Folder {
    fn insert(&mut self, path: String, bytes: impl Into<Vec<u8>>) {
        let bytes = bytes.into();
        let before = self.files.insert(path, bytes.clone());
        self.clash |= before.is_some_and(|before| before != bytes);
    }

    fn attach(&mut self, entry: &str, name: &str, bytes: Vec<u8>) {
        let folder = entry
            .rsplit_once('/')
            .map(|(folder, _)| format!("{folder}/"))
            .unwrap_or_default();
        let path = format!("{folder}{name}");
        self.listed.insert(path.clone());
        self.insert(path, bytes);
    }

    /// The folder as a build reads it: entries, settings, and listed files; of others the names alone.
    #[must_use]
    pub fn tree(&self) -> SourceTree {
        let mut tree = SourceTree::new();
        for (path, bytes) in &self.files {
            if path.ends_with(".md") || path.ends_with(".toml") || self.listed.contains(path) {
                tree.insert(path.clone(), bytes.clone());
            } else {
                tree.insert_unread(path.clone());
            }
        }
        tree
    }
}

/// Writes a site; nothing where two things would stand at one path, since then neither half is what it says.
#[must_use]
pub fn write(public: &Public, private: &Private) -> Option<Folder> {
    let writer = Writer { public, private };
    let mut folder = Folder::default();
    writer.settings(&mut folder);
    for entry in &public.entries {
        writer.entry(entry, &mut folder)?;
    }
    for record in &public.records {
        writer.record(record, &mut folder)?;
    }
    for entry in &private.entries {
        writer.secret(entry, None, &mut folder);
    }
    if public.emergency {
        writer.emergency(&mut folder);
    }
    for (name, level) in &private.floors {
        folder.insert(
            format!("{name}/_folder.toml"),
            format!("sensitivity = \"{}\"\n", writer.level(*level)),
        );
    }
    for (path, bytes) in &private.files {
        folder.insert(path.clone(), bytes.clone());
    }
    (!folder.clash).then_some(folder)
}

struct Writer<'a> {
    public: &'a Public,
    private: &'a Private,
}

impl Writer<'_> {
    fn level(&self, level: usize) -> &'static str {
        let levels = if self.public.policy {
            self.private.levels
        } else {
            crate::hide::LEVELS
        };
        levels[level % 3]
    }

    fn settings(&self, folder: &mut Folder) {
        let languages: Vec<String> = self
            .public
            .languages
            .iter()
            .map(|tag| format!("\"{tag}\""))
            .collect();
        let mut text = format!(
            "# {}\ntitle = \"Generated\"\nlanguages = [{}]\n",
            self.private.remark,
            languages.join(", ")
        );
        if self.public.base_url {
            text.push_str("base_url = \"https://example.org/site/\"\n");
        }
        match self.public.display {
            Some(Show::Mark) => text.push_str("portions = \"mark\"\n"),
            Some(Show::Silent) => text.push_str("portions = \"silent\"\n"),
            Some(Show::Default) | None => {}
        }
        folder.insert("vitrine.toml".to_owned(), text);
        if self.public.policy {
            let levels: Vec<String> = (0..3)
                .map(|level| format!("\"{}\"", self.level(level)))
                .collect();
            let text = format!(
                "levels = [\"public\", {}]\n\n[reasons]\nown-reason = \"a reason of the office\"\n",
                levels.join(", ")
            );
            folder.insert("policy.toml".to_owned(), text);
        }
    }

    /// How front matter names a public entry; nothing where it is not there any more.
    fn name_of(&self, id: u32) -> Option<String> {
        let entry = self.public.entry(id)?;
        if let By::Id(name) = &entry.by
            && entry.translates.is_none()
        {
            return Some(name.clone());
        }
        let folder = if entry.lang == "en" {
            String::new()
        } else {
            format!("{}/", entry.lang)
        };
        let kind = if entry.kind == "reference" {
            "matrix".to_owned()
        } else {
            format!("{}s", entry.kind)
        };
        Some(format!("{folder}{kind}/{}", entry.slug()))
    }

    fn datum(&self, datum: &Datum) -> Option<Written> {
        Some(match datum {
            Datum::Text(text) => Written::Text(text.clone()),
            Datum::Word(word) | Datum::Date(word) => Written::Word(word.clone()),
            Datum::Number(number) => Written::Bare(number.to_string()),
            Datum::Flag(flag) => Written::Bare(flag.to_string()),
            Datum::Entry(id) => Written::Word(self.name_of(*id)?),
            Datum::List(items) => {
                let items: Vec<Written> =
                    items.iter().filter_map(|item| self.datum(item)).collect();
                if items.is_empty() {
                    return None;
                }
                Written::List(items)
            }
            Datum::Map(parts) => Written::Map(
                parts
                    .iter()
                    .filter_map(|(name, part)| Some((*name, self.datum(part)?)))
                    .collect(),
            ),
        })
    }

    fn entry(&self, entry: &Entry, folder: &mut Folder) -> Option<()> {
        let host = self.private.hosts.get(&entry.id)?;
        let mut head = Head::new(host.style);
        head.text("title", &entry.title);
        head.word("kind", entry.kind);
        head.word("sensitivity", "public");
        match &entry.by {
            By::Slug(slug) => head.word("slug", slug),
            By::Id(id) => head.word("id", id),
            By::Title => {}
        }
        if entry.lang != "en" {
            head.word("lang", entry.lang);
        }
        if let Some(original) = entry.translates {
            head.word("translation_of", &self.name_of(original)?);
        }
        for (name, datum) in &entry.facts {
            match self.datum(datum) {
                Some(written) => head.put(name, written),
                // A finding is one of a mission.
                None if *name == "mission" => return None,
                None => {}
            }
        }
        dates(entry, host, &mut head);
        if entry.anonymous {
            head.put(
                "origin",
                Written::Map(vec![
                    ("kind", Written::Word("state".to_owned())),
                    ("consent", Written::Word("anonymous".to_owned())),
                    ("name", Written::Text(host.origin.clone())),
                ]),
            );
            head.word("state", if host.fine.0 % 2 == 0 { "SE" } else { "CA" });
            head.put(
                "reused_by",
                Written::List(vec![Written::Text(host.origin.clone())]),
            );
        }
        if entry.during {
            head.word("only_during", "drill");
        }
        Self::hidden_fields(entry, host, &mut head);
        let mut files: Vec<Written> = Vec::new();
        for (file, name) in entry.files.iter().zip(&host.names) {
            let name = format!("{name}.{}", attachment::ending(file.media));
            let mut item = vec![
                ("file", Written::Word(name.clone())),
                ("sensitivity", Written::Word("public".to_owned())),
                ("title", Written::Text(file.title.clone())),
            ];
            if file.media != Media::Csv {
                // Who looked at the picture is nobody else's business.
                item.push(("checked_by", Written::Text(host.people[0].clone())));
                item.push(("alt", Written::Text(format!("A picture of {}", file.seed))));
            }
            files.push(Written::Map(item));
            folder.attach(&host.path, &name, attachment::bytes(file, &host.metadata));
        }
        self.hidden_files(&host.path, &host.files, &mut files, folder);
        if !files.is_empty() {
            if host.style.order % 2 == 1 {
                files.reverse();
            }
            head.put("attachments", Written::List(files));
        }
        let body = self.body(entry, host);
        folder.insert(format!("{}.md", host.path), head.finish(&body));
        Some(())
    }

    /// What nobody publishes of a public entry.
    fn hidden_fields(entry: &Entry, host: &Host, head: &mut Head) {
        let [by, second, basis] = &host.people;
        if entry.judged != Judged::No
            || (host.internal.is_some() && host.style.order.is_multiple_of(2))
        {
            let mut parts = vec![("by", Written::Text(by.clone()))];
            if entry.judged == Judged::Two || host.fine.1.is_multiple_of(2) {
                parts.push(("approved_by", Written::Text(second.clone())));
            }
            parts.push(("on", Written::Word(host.judged_on.to_owned())));
            parts.push(("basis", Written::Text(basis.clone())));
            head.put("assessment", Written::Map(parts));
        }
        if let Some(note) = &host.internal {
            let inner = Written::Map(vec![
                ("deeper", Written::Text(note.clone())),
                ("count", Written::Bare("7".to_owned())),
            ]);
            head.put(
                "internal",
                Written::Map(vec![("note", Written::Text(note.clone())), ("map", inner)]),
            );
        }
        // Some types ask for a subject; no entry is the worse for one.
        let own = format!("{} itself", entry.title);
        head.text("subject", host.subject.as_deref().unwrap_or(&own));
        head.put(
            "discloses",
            Written::List(vec![Written::Word("general".to_owned())]),
        );
        if let Some(day) = host.review_by {
            head.word("review_by", day);
        }
        if entry.kind == "finding" && host.subject.is_some() {
            head.text("location", &host.origin);
            head.text("target", basis);
            head.word("publish_when", "now");
        }
        if entry.kind == "mission" && host.subject.is_some() {
            head.put(
                "sites",
                Written::List(vec![Written::Text(host.origin.clone())]),
            );
        }
    }

    fn hidden_files(
        &self,
        path: &str,
        hidden: &[Hidden],
        files: &mut Vec<Written>,
        folder: &mut Folder,
    ) {
        for file in hidden {
            files.push(Written::Map(vec![
                ("file", Written::Word(file.name.clone())),
                (
                    "sensitivity",
                    Written::Word(self.level(file.level).to_owned()),
                ),
                ("title", Written::Text(file.title.clone())),
            ]));
            folder.attach(path, &file.name, file.bytes.clone());
        }
    }

    fn record(&self, record: &Record, folder: &mut Folder) -> Option<()> {
        let guard = self.private.guards.get(&record.id)?;
        self.secret(guard, Some(record), folder);
        Some(())
    }

    fn secret(&self, entry: &Secret, record: Option<&Record>, folder: &mut Folder) {
        let mut head = Head::new(entry.style);
        head.text("title", &entry.title);
        head.word("kind", entry.kind);
        let away = |sign: i64| {
            today()
                .checked_add((sign * i64::from(entry.away)).days())
                .map(|day| day.to_string())
                .unwrap_or_default()
        };
        match entry.why {
            Why::Level => head.word("sensitivity", self.level(entry.level)),
            Why::Later => {
                head.word("sensitivity", "public");
                head.word("not_before", &away(1));
            }
            Why::Over => {
                head.word("sensitivity", "public");
                head.word("expires", &away(-1));
            }
            Why::NoEmergency => {
                head.word("sensitivity", "public");
                head.word("only_during", "never-declared");
            }
        }
        if let Some(id) = &entry.id {
            head.word("id", id);
        }
        if let Some(slug) = &entry.slug {
            head.word("slug", slug);
        }
        if let Some(date) = entry.date {
            head.word("date", date);
        }
        if !entry.topics.is_empty() {
            head.put(
                "topics",
                Written::List(
                    entry
                        .topics
                        .iter()
                        .map(|topic| Written::Word((*topic).to_owned()))
                        .collect(),
                ),
            );
        }
        if entry.lang {
            head.word("lang", "fr");
        }
        if let Some(summary) = &entry.summary {
            head.text("summary", summary);
        }
        if !entry.aliases.is_empty() && entry.kind == "term" {
            head.put(
                "aliases",
                Written::List(entry.aliases.iter().cloned().map(Written::Text).collect()),
            );
        }
        if let Some(name) = entry.translates.and_then(|id| self.name_of(id)) {
            head.word("translation_of", &name);
        }
        if let Some(name) = entry.related.and_then(|id| self.name_of(id)) {
            head.put("related", Written::List(vec![Written::Word(name)]));
        }
        required(entry, &mut head);
        if let Some(record) = record {
            head.put("public_record", public_record(record));
        }
        let mut files = Vec::new();
        self.hidden_files(&entry.path, &entry.files, &mut files, folder);
        if !files.is_empty() {
            head.put("attachments", Written::List(files));
        }
        let mut body = entry.lines.join("\n");
        // A fence below the front matter would be a second one, which is refused.
        if body.trim_start().starts_with("---") {
            body.insert_str(0, "Text.\n");
        }
        let floor = self
            .private
            .floors
            .iter()
            .find(|(name, _)| entry.path.starts_with(&format!("{name}/")));
        let level = if entry.why == Why::Level {
            entry.level.max(floor.map_or(0, |(_, level)| *level))
        } else {
            0
        };
        if entry.portion && level < 2 {
            body.push_str(&format!(
                "\n\n:::{}{{reason=\"threat\" mark}}\n{}\n:::\n",
                self.level(2),
                entry.title
            ));
        }
        folder.insert(format!("{}.md", entry.path), head.finish(&body));
    }

    fn emergency(&self, folder: &mut Folder) {
        let emergency = &self.private.emergency;
        let mut head = Head::new(emergency.style);
        let day = |days: i64| {
            today()
                .checked_add(days.days())
                .map(|day| day.to_string())
                .unwrap_or_default()
        };
        head.text("title", &emergency.words[0]);
        head.word("kind", "reassessment");
        head.word("sensitivity", self.level(emergency.level));
        head.word("id", "drill");
        head.text("event", &emergency.words[1]);
        head.put(
            "rules",
            Written::List(vec![Written::Word("safeguards-report".to_owned())]),
        );
        head.put(
            "gates",
            Written::List(vec![Written::Word("dates".to_owned())]),
        );
        head.word("from", &day(-i64::from(emergency.days.0)));
        head.word("until", &day(i64::from(emergency.days.1)));
        head.text("by", "Ann Lee");
        head.text("approved_by", "Bo Berg");
        head.text("basis", &emergency.words[2]);
        folder.insert(
            format!("{}.md", emergency.path),
            head.finish(&emergency.words[1]),
        );
    }

    fn body(&self, entry: &Entry, host: &Host) -> String {
        let body = body::Body {
            public: self.public,
            private: self.private,
            entry,
            host,
        };
        entry
            .pieces
            .iter()
            .enumerate()
            .map(|(index, piece): (usize, &Piece)| body.piece(index, piece))
            .collect()
    }
}

/// The dates of a public entry: those that show, in full, with the private parts of those that show less exactly.
fn dates(entry: &Entry, host: &Host, head: &mut Head) {
    let (month, day) = host.fine;
    if let Some(date) = entry.date {
        let written = match (entry.precision, entry.anonymous) {
            (Some("year"), _) | (_, true) => format!("{date}-{month:02}-{day:02}"),
            (Some("quarter"), _) => format!("2025-{:02}-{day:02}", 4 + month % 3),
            (Some("month"), _) => format!("{date}-{day:02}"),
            _ => date.to_owned(),
        };
        head.word("date", &written);
    }
    if let Some(precision) = entry.precision {
        head.word("date_precision", precision);
    }
    match entry.edge {
        Edge::None => {}
        Edge::First => head.word("not_before", &today().to_string()),
        Edge::Last => head.word("expires", &today().to_string()),
    }
}

/// What the kind of a private entry asks for.
fn required(entry: &Secret, head: &mut Head) {
    let [by, _, basis] = &entry.people;
    match entry.kind {
        "practice" => {
            head.text("problem", basis);
            head.text("measure", basis);
            head.word("maturity", "proposed");
            let origin = vec![
                ("kind", Written::Word("operator".to_owned())),
                ("consent", Written::Word("named".to_owned())),
            ];
            head.put("origin", Written::Map(origin));
        }
        "provider" => head.word("role", "operator"),
        "document" => head.word("type", "safeguards-report"),
        "mission" => {
            head.word("type", "peer-review/rest");
            head.word("service", "ippas");
        }
        "event" => {
            head.word("type", "incident-report");
            head.word("category", "theft-attempt");
        }
        "waiver" => {
            head.word("lint", "telephone");
            head.text("unit", basis);
            head.text("reason", basis);
            head.text("by", by);
            head.word("until", "2030-01-01");
            head.put(
                "hits",
                Written::List(vec![Written::Text("0123456789abcdef".to_owned())]),
            );
        }
        _ => {}
    }
}

fn public_record(record: &Record) -> Written {
    let mut parts = vec![
        ("slug", Written::Word(record.slug.clone())),
        ("title", Written::Text(record.title.clone())),
        ("date", Written::Word(record.date.to_owned())),
        ("reason", Written::Word(record.reason.to_owned())),
    ];
    if let Some(summary) = &record.summary {
        parts.push(("summary", Written::Text(summary.clone())));
    } else if record.typed {
        parts.push(("type", Written::Word("national-policy".to_owned())));
    }
    if record.lang != "en" {
        parts.push(("lang", Written::Word(record.lang.to_owned())));
    }
    Written::Map(parts)
}
