//! Every entry of a source tree, with its level: the highest of its own tag and the floors above it.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;

use super::Origin;
use super::emergency::{self, Emergencies};
use super::marking;
use super::review;
use super::verdict::{judge_entry, judge_record};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::dialect::cut::{self, Cut, Markings};
use crate::entry::{Context, Datum, Fields, Spanned, decode, front_matter};
use crate::history;
use crate::policy::{Policy, Verdict};
use crate::public::Kind;
use crate::schema::{COMMON, PRIVATE_KINDS, Passes, fields_of};
use crate::settings::{Floors, Settings, ThemeChoice};
use crate::source::{SourceFile, SourceTree};

/// An entry as its author wrote it. It is sealed in this crate's door: nothing outside can name it.
pub(crate) struct Entry<'a> {
    pub(crate) path: &'a str,
    pub(crate) text: &'a str,
    pub(crate) body: Range<usize>,
    pub(crate) fields: Fields,
    /// The highest of its tag and of the floors above it; 0 is public.
    pub(crate) level: usize,
    /// What the gates say of it; `None` where it is not tagged public.
    pub(crate) verdict: Option<Verdict>,
    /// What the gates say of its record.
    pub(crate) record: Option<Verdict>,
}

impl std::fmt::Debug for Entry<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Entry(..)")
    }
}

impl Entry<'_> {
    /// The kind that its page will have; `None` for a kind that is never public.
    pub(crate) fn kind(&self) -> Option<Kind> {
        Kind::ALL
            .into_iter()
            .find(|kind| kind.name() == self.fields.kind)
    }

    /// Says whether everyone may read it on the day of the build.
    pub(crate) fn is_public(&self) -> bool {
        self.level == 0 && matches!(self.verdict, Some(Verdict::Public)) && self.kind().is_some()
    }

    pub(crate) fn markings<'b>(&self, settings: &'b Settings, policy: &'b Policy) -> Markings<'b> {
        Markings {
            levels: policy.levels(),
            reasons: policy.reasons(),
            entry: self.level,
            display: settings.portions,
        }
    }

    /// Cuts the portions out of the body.
    pub(crate) fn cut(
        &self,
        settings: &Settings,
        policy: &Policy,
        diagnostics: &mut Diagnostics,
    ) -> Cut {
        cut::cut(
            self.path,
            self.text,
            self.body.clone(),
            self.markings(settings, policy),
            diagnostics,
        )
    }

    /// A field with its place.
    pub(crate) fn field(&self, name: &str) -> Option<&Spanned<Datum>> {
        self.fields.get(name)
    }

    /// The place of a field, or of the front matter's first line.
    pub(crate) fn span(&self, name: &str) -> Range<usize> {
        self.field(name).map_or(0..3, |field| field.span.clone())
    }
}

/// All entries of a source tree.
#[derive(Debug)]
pub(crate) struct Survey<'a> {
    pub(crate) entries: Vec<Entry<'a>>,
    pub(crate) floors: Floors,
}

impl<'a> Survey<'a> {
    pub(crate) fn of(
        source: &'a SourceTree,
        settings: &Settings,
        policy: &Policy,
        origin: Origin,
        as_of: Date,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let floors = Floors::read(source, policy.levels(), diagnostics);
        let context = Context::new(settings, policy, origin == Origin::Archive);
        let mut entries: Vec<Entry<'a>> = Vec::new();
        for (path, file) in source.iter() {
            let SourceFile::Bytes(bytes) = file else {
                if is_entry(path, settings) {
                    error(
                        diagnostics,
                        "file-unread",
                        path,
                        0..0,
                        "this entry was not read",
                        "see that the file can be opened, and is no link",
                    );
                }
                continue;
            };
            if is_entry(path, settings) {
                entries.extend(entry(
                    path,
                    bytes,
                    &floors,
                    &context,
                    policy,
                    origin,
                    diagnostics,
                ));
            }
        }
        emergency::check(&entries, diagnostics);
        let emergencies = Emergencies::of(&entries, as_of);
        let verdicts: Vec<_> = entries
            .iter()
            .map(|entry| judge(entry, policy, origin, as_of, &emergencies))
            .collect();
        let mut survey = Self { entries, floors };
        for (entry, (verdict, record)) in survey.entries.iter_mut().zip(verdicts) {
            for refusals in [&verdict, &record].into_iter().flatten() {
                if let Verdict::Refused(refusals) = refusals {
                    for refusal in refusals {
                        error(
                            diagnostics,
                            refusal.code,
                            entry.path,
                            refusal.span.clone(),
                            &refusal.message,
                            &refusal.help,
                        );
                    }
                }
            }
            if origin != Origin::Archive {
                marking::check(entry, policy, diagnostics);
            }
            entry.verdict = verdict;
            entry.record = record;
        }
        if origin != Origin::Archive {
            review::check(&survey, &emergencies, settings, as_of, diagnostics);
        }
        survey
    }
}

/// An archive holds nothing but what it must; a folder holds no settings that nobody reads.
pub(crate) fn refuse_strangers(
    source: &SourceTree,
    origin: Origin,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) {
    if origin == Origin::Archive {
        // Whatever an archive holds too much shows when it is projected again: its files differ.
        return;
    }
    for (path, _) in source.iter() {
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_theme =
            matches!(&settings.theme, ThemeChoice::Folder(folder) if below(path, folder));
        let settings_file = matches!(
            path,
            "vitrine.toml" | "policy.toml" | history::NAME | crate::WAIVERS
        ) || name == "_folder.toml";
        let strange = name.starts_with('_')
            || std::path::Path::new(name)
                .extension()
                .is_some_and(|end| end.eq_ignore_ascii_case("toml"));
        if strange && !settings_file && !is_theme {
            error(
                diagnostics,
                "file-unknown",
                path,
                0..0,
                "the name of this file begins with `_` or ends in `.toml`, and it is none of the settings files",
                "settings are vitrine.toml, policy.toml and audit-allow.toml at the top and _folder.toml in a folder; move other notes out of the site",
            );
        }
    }
}

/// Fields that code decides about and that an archive has.
const ARCHIVED: &[&str] = &[
    "kind",
    "sensitivity",
    "slug",
    "lang",
    "attachments",
    "origin",
];

/// An entry of an archive has no field that is anybody's but the public's: neither who judged it, nor what it is about.
pub(crate) fn refuse_private_fields(survey: &Survey<'_>, diagnostics: &mut Diagnostics) {
    #[cfg(feature = "sabotage")]
    if !super::sabotage::proves() {
        return;
    }
    for entry in &survey.entries {
        let own = fields_of(entry.fields.kind).unwrap_or_default();
        for field in COMMON.iter().chain(own) {
            let passes = match field.passes {
                Passes::Public => true,
                Passes::Handled => ARCHIVED.contains(&field.name),
                Passes::Never => false,
            };
            if let (false, Some(found)) = (passes, entry.field(field.name)) {
                error(
                    diagnostics,
                    "archive-field",
                    entry.path,
                    found.span.clone(),
                    "no public source has this field, which is not public",
                    "build with the file source.tar.gz as the site publishes it; a changed archive is refused",
                );
            }
        }
    }
}

/// Notes an error.
pub(crate) fn error(
    diagnostics: &mut Diagnostics,
    code: &'static str,
    file: &str,
    span: Range<usize>,
    message: &str,
    help: &str,
) {
    diagnostics.push(Diagnostic::error(code, file, span, message).help(help));
}

/// Says whether a path is an entry: Markdown, outside the theme.
pub(crate) fn is_entry(path: &str, settings: &Settings) -> bool {
    let in_theme = matches!(&settings.theme, ThemeChoice::Folder(folder) if below(path, folder));
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    !in_theme
        && !hidden
        && std::path::Path::new(path)
            .extension()
            .is_some_and(|end| end.eq_ignore_ascii_case("md"))
}

/// Says whether a path lies in a folder.
pub(crate) fn below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
}

fn entry<'a>(
    path: &'a str,
    bytes: &'a [u8],
    floors: &Floors,
    context: &Context<'_>,
    policy: &Policy,
    origin: Origin,
    diagnostics: &mut Diagnostics,
) -> Option<Entry<'a>> {
    let read = front_matter::read(path, bytes, diagnostics)?;
    let fields = decode(path, &read, context, diagnostics)?;
    let own = fields.level("sensitivity")?;
    let floor = floors.above(path);
    let span = fields
        .get("sensitivity")
        .map_or(0..3, |field| field.span.clone());
    if own == 0 && floor > 0 {
        error(
            diagnostics,
            "sensitivity-below-floor",
            path,
            span,
            "this entry is tagged public, but a folder above it is not",
            "move the entry out of the folder, or lower the folder's _folder.toml; a folder only ever raises protection",
        );
        return None;
    }
    if own == 0 && PRIVATE_KINDS.contains(&fields.kind) {
        error(
            diagnostics,
            "kind-never-public",
            path,
            span,
            "an entry of this kind is never public",
            &format!(
                "give it a higher level: {}",
                policy.levels().get(1..).unwrap_or_default().join(", ")
            ),
        );
        return None;
    }
    if own == 0
        && let Some(record) = fields.get("public_record")
    {
        error(
            diagnostics,
            "record-of-public",
            path,
            record.span.clone(),
            "a public entry needs no public record",
            "take `public_record` out, or give the entry a higher level",
        );
        return None;
    }
    if origin == Origin::Archive && own != 0 {
        error(
            diagnostics,
            "archive-level",
            path,
            span,
            "an archive holds nothing but public entries",
            "build the archive as it was published",
        );
        return None;
    }
    Some(Entry {
        path,
        text: read.text,
        body: read.body,
        fields,
        level: own.max(floor),
        verdict: None,
        record: None,
    })
}

/// What the gates say of an entry and of its record.
fn judge(
    entry: &Entry<'_>,
    policy: &Policy,
    origin: Origin,
    as_of: Date,
    emergencies: &Emergencies,
) -> (Option<Verdict>, Option<Verdict>) {
    if origin == Origin::Archive {
        return (Some(Verdict::Public), None);
    }
    if entry.level == 0 {
        let verdict = judge_entry(entry, policy, as_of, emergencies.lifted(entry));
        let verdict = match entry.fields.word("only_during") {
            Some(emergency)
                if !emergencies.in_force(emergency) && matches!(verdict, Verdict::Public) =>
            {
                Verdict::NotToday
            }
            _ => verdict,
        };
        (Some(verdict), None)
    } else {
        let record = entry
            .field("public_record")
            .map(|_| judge_record(entry, policy, as_of));
        (None, record)
    }
}

/// The attachments that entries of a source tree list, as paths below it: the only further files that a build reads.
///
/// What is wrong with an entry is found when it is disclosed; here it lists nothing.
#[must_use]
pub fn listed_attachments(source: &SourceTree) -> BTreeSet<String> {
    let mut unheard = Diagnostics::new();
    let mut listed = BTreeSet::new();
    let (Some(settings), Some(policy)) = (
        Settings::read(source, &mut unheard),
        Policy::read(source, &mut unheard),
    ) else {
        return listed;
    };
    let context = Context::new(&settings, &policy, false);
    for (path, file) in source.iter() {
        let SourceFile::Bytes(bytes) = file else {
            continue;
        };
        if !is_entry(path, &settings) {
            continue;
        }
        let Some(read) = front_matter::read(path, bytes, &mut unheard) else {
            continue;
        };
        let Some(fields) = decode(path, &read, &context, &mut unheard) else {
            continue;
        };
        listed.extend(
            super::files::listed(path, &fields)
                .into_iter()
                .map(|(file, _)| file),
        );
    }
    if let ThemeChoice::Folder(folder) = &settings.theme {
        listed.extend(
            source
                .iter()
                .map(|(path, _)| path.to_owned())
                .filter(|path| below(path, folder)),
        );
    }
    listed
}
