//! Mutations of what is not public. Each takes the private half alone, so that what comes out is equal by construction.

use crate::hide::{LEVELS, bytes, hidden, host, people, secret_entry, slug, stray, style};
use crate::private::{Private, Secret, Why};
use crate::public::{Piece, Public, Show};
use crate::random::Random;
use crate::words::{PUBLIC, name, secret, secret_title, secrets};

/// A mutation of what is not public.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Mutation {
    /// Other texts in the same places.
    Replace,
    /// No text in the same places.
    Empty,
    /// Much more text in the same places.
    Enlarge,
    /// Entries, files and silent portions are gone.
    Delete,
    /// Entries between public neighbours, by title, date and path; silent portions where none was.
    Insert,
    /// Entries a second time.
    Duplicate,
    /// Files under other names, public entries' too.
    Rename,
    /// Other levels, none of them public.
    Retag,
    /// Other dates, newest and oldest.
    Redate,
    /// Other slugs and ids: those of public entries.
    Reslug,
    /// Files in another order.
    Reorder,
    /// Bytes that are not UTF-8.
    Scramble,
    /// A public word, a hundred thousand times.
    Flood,
    /// YAML for TOML, other line ends, other marks of lists, another order of fields.
    Restyle,
    /// Other people, remarks, subjects, reviews.
    Repeople,
    /// Other metadata in public attachments, and other files behind them.
    Remark,
    /// Other topics, aliases, summaries, languages and relations.
    Relate,
}

impl Mutation {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::Replace,
        Self::Empty,
        Self::Enlarge,
        Self::Delete,
        Self::Insert,
        Self::Duplicate,
        Self::Rename,
        Self::Retag,
        Self::Redate,
        Self::Reslug,
        Self::Reorder,
        Self::Scramble,
        Self::Flood,
        Self::Restyle,
        Self::Repeople,
        Self::Remark,
        Self::Relate,
    ];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Replace => "replace",
            Self::Empty => "empty",
            Self::Enlarge => "enlarge",
            Self::Delete => "delete",
            Self::Insert => "insert between neighbours",
            Self::Duplicate => "duplicate",
            Self::Rename => "rename",
            Self::Retag => "retag",
            Self::Redate => "redate",
            Self::Reslug => "re-slug",
            Self::Reorder => "reorder",
            Self::Scramble => "invalid UTF-8",
            Self::Flood => "a public word 100,000 times",
            Self::Restyle => "restyle",
            Self::Repeople => "other people",
            Self::Remark => "other metadata",
            Self::Relate => "other relations",
        }
    }
}

/// Mutates in some ways, and says in which something changed.
pub fn mutate(public: &Public, private: &mut Private, random: &mut Random) -> Vec<Mutation> {
    let mut done = Vec::new();
    for _ in 0..random.between(1, 4) {
        let mutation = random.pick(&Mutation::ALL);
        // The large one is slow: it stands for itself.
        if mutation == Mutation::Flood && !random.chance(30) {
            continue;
        }
        let before = private.clone();
        apply(mutation, public, private, random);
        if *private != before && !done.contains(&mutation) {
            done.push(mutation);
        }
    }
    done
}

/// The entries of which nothing is public, those behind records among them.
fn secrets_of(private: &mut Private) -> impl Iterator<Item = &mut Secret> {
    private
        .entries
        .iter_mut()
        .chain(private.guards.values_mut())
}

fn texts(private: &mut Private, mut change: impl FnMut(&mut Vec<String>)) {
    for fill in private.fills.values_mut() {
        change(&mut fill.lines);
        change(&mut fill.other);
    }
    for entry in secrets_of(private) {
        change(&mut entry.lines);
    }
}

fn apply(mutation: Mutation, public: &Public, private: &mut Private, random: &mut Random) {
    match mutation {
        Mutation::Replace => {
            texts(private, |lines| *lines = secrets(random, 6));
            secrets_of(private).for_each(|entry| entry.title = secret_title(random));
            private.remark = secret(random, 4);
        }
        Mutation::Empty => texts(private, Vec::clear),
        Mutation::Enlarge => texts(private, |lines| {
            lines.extend((0..40).map(|_| secret(random, 12)));
        }),
        Mutation::Delete => delete(public, private, random),
        Mutation::Insert => insert(public, private, random),
        Mutation::Duplicate => {
            for mut copy in private.entries.clone() {
                copy.path = format!("{}-copy-{}", copy.path, name(random));
                private.entries.push(copy);
            }
        }
        Mutation::Rename => {
            secrets_of(private).for_each(|entry| {
                let folder = entry
                    .path
                    .rsplit_once('/')
                    .map(|(folder, _)| format!("{folder}/"))
                    .unwrap_or_default();
                entry.path = format!("{folder}{}", name(random));
            });
            private.emergency.path = name(random);
            for host in private.hosts.values_mut() {
                host.path = name(random);
                host.names.iter_mut().for_each(|file| *file = name(random));
            }
        }
        Mutation::Retag => {
            if public.policy {
                private.levels = random.pick(&[
                    LEVELS,
                    ["inner", "guarded", "closed"],
                    ["house", "vault", "seal"],
                ]);
            }
            private
                .fills
                .values_mut()
                .for_each(|fill| fill.level = random.below(3));
            secrets_of(private).for_each(|entry| entry.level = random.below(3));
            private
                .floors
                .values_mut()
                .for_each(|level| *level = random.below(3));
            private.emergency.level = random.below(3);
        }
        Mutation::Redate => {
            secrets_of(private).for_each(|entry| {
                entry.date = random.chance(80).then(|| {
                    random.pick(&[
                        "0999-01-01",
                        "2026-11-22",
                        "2026-11-23",
                        "2026-11-24",
                        "9998-12-31",
                        "2025-Q4",
                    ])
                });
                entry.away = u8::try_from(random.between(1, 250)).unwrap_or(1);
            });
            private.emergency.days = (
                u8::try_from(random.below(9)).unwrap_or(0),
                u8::try_from(random.below(9)).unwrap_or(0),
            );
            for host in private.hosts.values_mut() {
                host.fine = (
                    u8::try_from(random.between(1, 12)).unwrap_or(1),
                    u8::try_from(random.between(1, 28)).unwrap_or(1),
                );
                host.judged_on = random.pick(&["2026-11-23", "2024-02-29"]);
            }
        }
        Mutation::Reslug => secrets_of(private).for_each(|entry| {
            entry.slug = random.chance(80).then(|| slug(public, random));
            entry.id = random.chance(80).then(|| slug(public, random));
        }),
        Mutation::Reorder => {
            for host in private.hosts.values_mut() {
                host.path = format!("{}-{}", random.below(90), host.path.replace('/', "-"));
            }
            let count = private.entries.len();
            for index in 0..count {
                let other = random.below(count);
                let path = private.entries[index].path.clone();
                // A path inside a floor stays with an entry that may lie there.
                if !path.starts_with("vault") && !private.entries[other].path.starts_with("vault") {
                    private.entries[index].path =
                        std::mem::replace(&mut private.entries[other].path, path);
                }
            }
        }
        Mutation::Scramble => {
            private
                .files
                .values_mut()
                .for_each(|file| *file = bytes(random));
            let (path, mut content) = stray(random);
            content.push(0xff);
            private.files.insert(path, content);
            secrets_of(private)
                .flat_map(|entry| entry.files.iter_mut())
                .for_each(|file| file.bytes = bytes(random));
            private
                .hosts
                .values_mut()
                .flat_map(|host| host.files.iter_mut())
                .for_each(|file| file.bytes = bytes(random));
        }
        Mutation::Flood => {
            let word = format!("{} ", random.pick(&PUBLIC));
            let flood = word.repeat(100_000);
            if let Some(fill) = private
                .fills
                .values_mut()
                .next()
                .filter(|_| random.chance(50))
            {
                fill.lines = vec![flood];
            } else {
                let mut entry = secret_entry(public, random);
                entry.lines = vec![flood];
                private.entries.push(entry);
            }
        }
        Mutation::Restyle => {
            private
                .hosts
                .values_mut()
                .for_each(|host| host.style = style(random));
            secrets_of(private).for_each(|entry| entry.style = style(random));
            private.emergency.style = style(random);
        }
        Mutation::Repeople => {
            for host in private.hosts.values_mut() {
                host.people = people(random);
                host.internal = random.chance(60).then(|| secret(random, 5));
                host.subject = random.chance(60).then(|| secret(random, 2));
                host.origin = secret(random, 3);
                host.review_by = random
                    .chance(50)
                    .then(|| random.pick(&["2026-11-23", "2028-02-29"]));
            }
            secrets_of(private).for_each(|entry| entry.people = people(random));
            private.emergency.words = [secret_title(random), secret(random, 3), secret(random, 3)];
        }
        Mutation::Remark => {
            for entry in &public.entries {
                if let Some(own) = private.hosts.get_mut(&entry.id) {
                    let other = host(entry.files.len(), random);
                    own.metadata = other.metadata;
                    own.names = other.names;
                    own.files = (0..random.below(3)).map(|_| hidden(random)).collect();
                }
            }
        }
        Mutation::Relate => secrets_of(private).for_each(|entry| {
            let other = secret_entry(public, random);
            entry.topics = other.topics;
            entry.summary = other.summary;
            entry.translates = other.translates;
            entry.related = other.related;
            entry.lang = other.lang;
        }),
    }
}

fn delete(public: &Public, private: &mut Private, random: &mut Random) {
    let all = random.chance(50);
    private.entries.retain(|_| !all && random.chance(40));
    private.files.retain(|_, _| !all && random.chance(40));
    if private.entries.is_empty() {
        private.floors.clear();
    }
    for host in private.hosts.values_mut() {
        host.files.retain(|_| !all && random.chance(40));
        host.internal = None;
        host.subject = None;
        host.review_by = None;
    }
    for entry in private.guards.values_mut() {
        entry.files.clear();
        entry.summary = None;
    }
    presence(public, private, |_| false);
}

/// Puts silent portions in or takes them out.
fn presence(public: &Public, private: &mut Private, mut there: impl FnMut(bool) -> bool) {
    for piece in public.entries.iter().flat_map(|entry| &entry.pieces) {
        if let Piece::Container { slot, show, .. } | Piece::Inline { slot, show, .. } = piece
            && public.shown(*show) == Show::Silent
            && let Some(fill) = private.fills.get_mut(slot)
        {
            fill.present = there(fill.present);
        }
    }
}

/// Puts an entry beside each public one: its title, date, slug and path just before or behind.
fn insert(public: &Public, private: &mut Private, random: &mut Random) {
    presence(public, private, |_| true);
    for entry in &public.entries {
        let mut twin = secret_entry(public, random);
        let path = private
            .hosts
            .get(&entry.id)
            .map(|host| host.path.clone())
            .unwrap_or_default();
        twin.path = if random.chance(50) {
            format!("{path}-a-{}", name(random))
        } else {
            format!("0-{}", name(random))
        };
        twin.title = if random.chance(50) {
            entry.title.clone()
        } else {
            format!("{} Beta", entry.title)
        };
        twin.date = entry.date;
        twin.slug = random.chance(50).then(|| entry.slug());
        if twin.why != Why::Level && twin.kind == "page" && entry.kind == "page" {
            twin.id = None;
        }
        private.entries.push(twin);
    }
}
