//! The door: decides what everyone may read, and writes it as the public source.
//!
//! A reviewer reads it in this order: `survey` (every entry, its level, its place), `verdict` (the gates), `fields`
//! and `links` (what passes of a public entry), `prove` (the public source, read again, is what rendering gets).

mod acceptance;
mod beside;
mod bound;
mod cells;
mod declared;
mod directory;
mod emergency;
mod facets;
mod fields;
mod files;
mod finding;
mod links;
mod marking;
mod mosaic;
mod overview;
mod passages;
mod prove;
mod record;
mod review;
#[cfg(feature = "sabotage")]
pub mod sabotage;
mod statements;
mod survey;
mod translation;
mod verdict;
mod verdicts;
mod waivers;
mod watch;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::archive;
use crate::diagnostic::Diagnostics;
use crate::dialect::{Block, cut, read};
use crate::history::{self, History};
use crate::policy::Policy;
use crate::public::{Address, PublicEntry, PublicSettings, PublicText, PublicTree};
use crate::settings::{Settings, ThemeChoice};
use crate::source::SourceTree;
use bound::Binder;
use directory::Directory;
use survey::Survey;
use watch::Watch;

pub(crate) use bound::{digest_of, errors_with};
pub(crate) use facets::facets;
pub(crate) use links::join;
pub(crate) use overview::{facts, overview};
pub(crate) use prove::revise;
pub use prove::{Disclosure, disclose, open};
pub use survey::listed_attachments;
pub(crate) use verdicts::{days, verdicts};

/// Whether what is read is a site folder, or the public source of one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Origin {
    /// A folder that people write, on a day.
    Folder(Date),
    /// An archive: the gates that judge people's decisions are off, and nothing but public entries may be in it.
    Archive,
}

/// The public projection of a source tree.
#[derive(Debug)]
pub(crate) struct Projection {
    tree: PublicTree,
    /// The files of the public source.
    files: BTreeMap<String, Vec<u8>>,
}

/// Projects a source tree. Everything that is wrong is noted; where anything is, there is no projection.
pub(crate) fn project(
    source: &SourceTree,
    origin: Origin,
    diagnostics: &mut Diagnostics,
) -> Option<Projection> {
    let settings = Settings::read(source, diagnostics);
    let policy = Policy::read(source, diagnostics);
    let history = History::read(source, diagnostics);
    let (settings, policy, history) = (settings?, policy?, history?);
    let as_of = as_of(&settings, origin, diagnostics)?;
    let survey = Survey::of(source, &settings, &policy, origin, as_of, diagnostics);
    #[cfg(feature = "sabotage")]
    let hidden = sabotage::notice(&survey, source, &policy, origin);
    let directory = Directory::of(&survey, &settings, origin, &history, diagnostics);
    let watch = (origin != Origin::Archive).then(|| Watch::of(&survey, &policy, as_of));
    let mut entries = Vec::new();
    for (index, entry) in survey.entries.iter().enumerate() {
        let cut = entry.cut(&settings, &policy, diagnostics);
        if let Some(place) = directory.place_of(index) {
            let public = projected(
                &survey,
                source,
                entry,
                &cut,
                place,
                &directory,
                &settings,
                &policy,
                diagnostics,
            );
            if let Some((public, _)) = &public
                && origin != Origin::Archive
            {
                cells::check(public, entry, &policy, diagnostics);
            }
            if let (Some(watch), Some((public, _))) = (&watch, &public) {
                watch::note(entry.path, &watch.entry(entry, public, &cut), diagnostics);
            }
            entries.extend(public);
        }
        let record = record::public_record(entry, &directory, index, diagnostics);
        if let (Some(watch), Some((record, _))) = (&watch, &record) {
            watch::note(entry.path, &watch.record(entry, record), diagnostics);
        }
        entries.extend(record);
    }
    if let Some(watch) = &watch {
        watch.beside(source, &settings, &policy, &history, diagnostics);
        watch_over_dormant(watch, source, &survey, &settings, &policy, diagnostics);
        watch.finish(diagnostics);
    }
    translation::check(&survey, &directory, &settings, &policy, diagnostics);
    if origin == Origin::Archive {
        survey::refuse_private_fields(&survey, diagnostics);
    } else {
        finding::check(&survey, as_of, diagnostics);
    }
    mosaic::check(
        &survey,
        &directory,
        source.past(),
        &policy,
        origin,
        diagnostics,
    );
    bound::check(&survey, source, &settings, &policy, origin, diagnostics);
    links::check_anchors(&entries, diagnostics);
    survey::refuse_strangers(source, origin, &settings, diagnostics);
    if diagnostics.contains_errors() {
        return None;
    }
    #[cfg(feature = "sabotage")]
    sabotage::entries(&hidden, &mut entries);
    entries.sort_by(|(a, _), (b, _)| a.address.cmp(&b.address));
    let entries = entries.into_iter().map(|(entry, _)| entry).collect();
    Some(assemble(
        source, &settings, &policy, as_of, entries, &history,
    ))
}

/// Texts for emergencies are known to be sound before there is one.
fn watch_over_dormant(
    watch: &Watch<'_>,
    source: &SourceTree,
    survey: &Survey<'_>,
    settings: &Settings,
    policy: &Policy,
    diagnostics: &mut Diagnostics,
) {
    let dormant = |entry: &survey::Entry<'_>| {
        entry.level == 0 && !entry.is_public() && entry.field("only_during").is_some()
    };
    if !survey.entries.iter().any(dormant) {
        return;
    }
    let binder = Binder::of(survey, source, settings, policy);
    let all = survey.entries.iter().enumerate();
    for (index, entry) in all.filter(|(_, entry)| dormant(entry)) {
        if let Some(public) = binder.as_if_public(index, entry) {
            let cut = entry.cut(settings, policy, &mut Diagnostics::new());
            watch::note(entry.path, &watch.entry(entry, &public, &cut), diagnostics);
        }
    }
}

/// The day of the build: given for a folder, written in an archive.
fn as_of(settings: &Settings, origin: Origin, diagnostics: &mut Diagnostics) -> Option<Date> {
    match (origin, &settings.archive) {
        (Origin::Folder(day), None) => Some(day),
        (Origin::Archive, Some(facts)) => Some(facts.as_of),
        (Origin::Folder(_), Some(facts)) => {
            survey::error(
                diagnostics,
                "archive-unpacked",
                "vitrine.toml",
                facts.span.clone(),
                "this folder is the public source of another site, unpacked",
                "build the archive itself (source.tar.gz), or take the table [archive] out to make a site of your own of it",
            );
            None
        }
        (Origin::Archive, None) => {
            survey::error(
                diagnostics,
                "archive-settings",
                "vitrine.toml",
                0..0,
                "this archive is not the public source of a site",
                "give the file source.tar.gz that a site publishes",
            );
            None
        }
    }
}

/// What a text is said to lack where a portion in it is broken, and so more or less of it was cut than was meant; or where
/// it nests so deeply that it was not read to its end.
const CONSEQUENCES: &[&str] = &[
    "admonition-crosses",
    "code-empty",
    "definition-unused",
    "footnote-unused",
    "portion-leaves-nothing",
    "table-empty",
    "text-hidden",
];

/// A public entry, with the anchors that its links name.
#[expect(
    clippy::too_many_arguments,
    reason = "the parts of one projection, each read only"
)]
fn projected(
    survey: &Survey<'_>,
    source: &SourceTree,
    entry: &survey::Entry<'_>,
    cut: &cut::Cut,
    place: &directory::Place,
    directory: &Directory,
    settings: &Settings,
    policy: &Policy,
    diagnostics: &mut Diagnostics,
) -> Option<(PublicEntry, Vec<links::Pending>)> {
    let attachments = files::attachments(survey, source, entry, diagnostics);
    let mut links = links::Links::new(entry, place, directory, &attachments);
    let broken = diagnostics.contains_errors_in(entry.path);
    let mut found = Diagnostics::new();
    let body: Vec<Block> = read::read(
        entry.path,
        cut,
        entry.markings(settings, policy),
        &mut links,
        &mut found,
    );
    let broken = broken || found.iter().any(|one| one.code == "nesting-deep");
    for diagnostic in found.iter() {
        if !(broken && CONSEQUENCES.contains(&diagnostic.code)) {
            diagnostics.push(diagnostic.clone());
        }
    }
    let pending = links.finish(diagnostics);
    let fields = fields::public_fields(entry, place, directory, diagnostics);
    let title = entry.fields.text("title")?;
    let public = PublicEntry {
        address: place.address.clone(),
        kind: place.kind,
        lang: place.lang.clone(),
        slug: place.slug.clone(),
        title: PublicText::new(title),
        fields,
        body,
        attachments: attachments.into_iter().map(|(_, file)| file).collect(),
    };
    #[cfg(feature = "sabotage")]
    let public = sabotage::entry(entry, policy, public);
    Some((public, pending))
}

fn assemble(
    source: &SourceTree,
    settings: &Settings,
    policy: &Policy,
    as_of: Date,
    entries: Vec<PublicEntry>,
    history: &History,
) -> Projection {
    let theme: BTreeMap<String, Vec<u8>> = match &settings.theme {
        ThemeChoice::BuiltIn(_) => BTreeMap::new(),
        ThemeChoice::Folder(folder) => files::theme(source, folder),
    };
    let public_settings = PublicSettings {
        title: PublicText::new(settings.title.clone()),
        languages: settings.languages.clone(),
        base_url: settings.base_url.clone().map(PublicText::new),
        theme: match &settings.theme {
            ThemeChoice::BuiltIn(name) => Some(name.clone()),
            ThemeChoice::Folder(_) => None,
        },
        states: settings
            .states
            .iter()
            .map(|(code, name)| (code.clone(), PublicText::new(name.clone())))
            .collect(),
        as_of,
        elasticlunr: settings.elasticlunr,
    };
    let rules = policy.facts();
    let mut files = BTreeMap::new();
    let facts = archive::Facts {
        settings: &public_settings,
        own_theme: !theme.is_empty(),
    };
    files.insert(
        "vitrine.toml".to_owned(),
        archive::settings(&facts).into_bytes(),
    );
    if !policy.reads_as_built_in() {
        files.insert(
            "policy.toml".to_owned(),
            // All rules stand there, so that none is built in.
            format!(
                "replace = [\"rows\"]\n\n{}",
                archive::policy(&rules, policy.own_reasons())
            )
            .into_bytes(),
        );
    }
    let first = settings.languages.first().map_or("en", String::as_str);
    for entry in &entries {
        files.insert(
            archive::path(entry),
            archive::entry(entry, first).into_bytes(),
        );
        for file in &entry.attachments {
            files.insert(
                format!("{}/{}", entry.address, file.name),
                file.bytes.clone(),
            );
        }
    }
    for (path, bytes) in &theme {
        files.insert(format!("theme/{path}"), bytes.clone());
    }
    let addresses: BTreeSet<&Address> = entries.iter().map(|entry| &entry.address).collect();
    let history = history.public(&addresses);
    if !history.is_empty() {
        files.insert(history::NAME.to_owned(), history.to_toml().into_bytes());
    }
    #[cfg(feature = "sabotage")]
    sabotage::files(source, &mut files);
    let tree = PublicTree {
        settings: public_settings,
        rules,
        entries,
        theme,
        history,
    };
    Projection { tree, files }
}
