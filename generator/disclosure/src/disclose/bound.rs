//! Holds assessments against what is there now: what was assessed is what is published, or it is not published.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::directory::{self, Directory};
use super::survey::{Entry, Survey, error};
use super::{Origin, links, project, projected, record};
use crate::archive;
use crate::assessment::{Matter, difference, in_words, written};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::policy::Policy;
use crate::public::{PublicEntry, Value};
use crate::settings::Settings;
use crate::source::SourceTree;

/// Notes assessments that are void, and says how many are bound to nothing.
pub(super) fn check(
    survey: &Survey<'_>,
    source: &SourceTree,
    settings: &Settings,
    policy: &Policy,
    origin: Origin,
    diagnostics: &mut Diagnostics,
) {
    if origin == Origin::Archive {
        return;
    }
    let binder = Binder::of(survey, source, settings, policy);
    let mut unbound = 0_usize;
    for (index, entry) in survey.entries.iter().enumerate() {
        match binder.binding(index, entry) {
            Binding::Void(parts) => note_void(entry, &parts, diagnostics),
            Binding::Unbound => unbound += 1,
            Binding::Bound | Binding::Unread | Binding::None => {}
        }
    }
    if unbound > 0 {
        let message = match unbound {
            1 => "1 assessment is bound to no text, so a later edit would not void it".to_owned(),
            _ => format!(
                "{unbound} assessments are bound to no text, so later edits would not void them"
            ),
        };
        let mut warning = Diagnostic::warning(
            "assessment-undigested",
            "",
            0..0,
            message,
        )
        .help("assess them with `vitrine assess`, which writes the digest; `vitrine list --public` says which");
        warning.file = None;
        diagnostics.push(warning);
    }
}

fn note_void(entry: &Entry<'_>, parts: &[&str], diagnostics: &mut Diagnostics) {
    let place = entry
        .field("assessment")
        .and_then(|assessment| written(&assessment.value))
        .map_or_else(|| entry.span("assessment"), |(_, span)| span);
    error(
        diagnostics,
        "assessment-void",
        entry.path,
        place,
        &format!(
            "this assessment is void: {} changed after it was made",
            in_words(parts)
        ),
        "take the change back, or have the entry assessed anew with `vitrine assess`",
    );
}

/// How an assessment stands to what it is about.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Binding {
    /// There is none, or nothing that it could be about.
    None,
    /// Its digest fits.
    Bound,
    /// It has no digest.
    Unbound,
    /// These parts changed.
    Void(Vec<&'static str>),
    /// What it is about cannot be read, for other reasons that are noted.
    Unread,
}

/// Makes the matter of assessments.
pub(crate) struct Binder<'a> {
    survey: &'a Survey<'a>,
    source: &'a SourceTree,
    settings: &'a Settings,
    policy: &'a Policy,
    directory: Directory,
}

impl<'a> Binder<'a> {
    pub(crate) fn of(
        survey: &'a Survey<'a>,
        source: &'a SourceTree,
        settings: &'a Settings,
        policy: &'a Policy,
    ) -> Self {
        Self {
            survey,
            source,
            settings,
            policy,
            directory: Directory::of_all(survey, settings),
        }
    }

    /// How the assessment of an entry stands.
    pub(crate) fn binding(&self, index: usize, entry: &Entry<'_>) -> Binding {
        let Some(assessment) = entry.field("assessment") else {
            return Binding::None;
        };
        if entry.level > 0 && entry.field("public_record").is_none() {
            return Binding::None;
        }
        let Some((digest, _)) = written(&assessment.value) else {
            return Binding::Unbound;
        };
        match self.matter(index, entry, &mut Diagnostics::new()) {
            None => Binding::Unread,
            Some(matter) => {
                difference(digest, &matter.digest()).map_or(Binding::Bound, Binding::Void)
            }
        }
    }

    /// What an assessment of an entry is about; `None` where nothing of it would be public, or it cannot be read.
    fn matter(
        &self,
        index: usize,
        entry: &Entry<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Matter> {
        let mut matter = Matter::default();
        let first = self.settings.languages.first().map_or("en", String::as_str);
        let rule = if entry.level == 0 {
            let public = self.public(index, entry, diagnostics)?;
            split(&archive::entry(&public, first), &public, &mut matter);
            for file in &public.attachments {
                let alt = file.alt().map(crate::PublicText::as_str);
                let head = format!(
                    "{:?} {:?} {alt:?} {}\n",
                    file.name(),
                    file.title().as_str(),
                    file.bytes.len()
                );
                let part = matter.part("attachments")?;
                part.extend(head.into_bytes());
                part.extend(&file.bytes);
            }
            entry.fields.word("type")
        } else {
            let (public, _) = record::public_record(entry, &self.directory, index, diagnostics)?;
            matter
                .part("record")?
                .extend(archive::entry(&public, first).into_bytes());
            let record = entry.field("public_record")?;
            record
                .value
                .get("type")
                .and_then(|kind| kind.value.as_str())
        };
        let mut days = vec!["not_before", "expires", "only_during"];
        if entry.level > 0 {
            days.push("completed_on");
        }
        for name in days {
            let day = entry.fields.day(name).map(|day| day.to_string());
            let word = entry.fields.word(name).map(str::to_owned);
            if let Some(value) = day.or(word) {
                matter
                    .part("dates")?
                    .extend(format!("{name} {value}\n").into_bytes());
            }
        }
        if let Some(rule) = rule.and_then(|name| self.policy.rule(name)) {
            matter
                .part("rule")?
                .extend(archive::policy(std::slice::from_ref(rule), &[]).into_bytes());
        }
        Some(matter)
    }

    /// An entry as its readers would see it if it were public today, whatever is wrong with it. `None` where its kind is
    /// never public, or no address can be made for it.
    pub(super) fn as_if_public(&self, index: usize, entry: &Entry<'_>) -> Option<PublicEntry> {
        let unheard = &mut Diagnostics::new();
        let place = self.directory.place_of(index).cloned();
        let place =
            place.or_else(|| directory::place(entry, entry.kind()?, self.settings, unheard))?;
        let cut = entry.cut(self.settings, self.policy, unheard);
        let (public, _) = projected(
            self.survey,
            self.source,
            entry,
            &cut,
            &place,
            &self.directory,
            self.settings,
            self.policy,
            &mut Diagnostics::new(),
        )?;
        Some(public)
    }

    /// The record of an entry, as its readers would see it.
    pub(super) fn record(&self, index: usize, entry: &Entry<'_>) -> Option<PublicEntry> {
        let record = record::public_record(entry, &self.directory, index, &mut Diagnostics::new());
        record.map(|(record, _)| record)
    }

    fn public(
        &self,
        index: usize,
        entry: &Entry<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Option<PublicEntry> {
        let place = self.directory.place_of(index)?;
        let before = diagnostics.errors();
        let cut = entry.cut(self.settings, self.policy, diagnostics);
        let (public, _): (PublicEntry, Vec<links::Pending>) = projected(
            self.survey,
            self.source,
            entry,
            &cut,
            place,
            &self.directory,
            self.settings,
            self.policy,
            diagnostics,
        )?;
        (diagnostics.errors() == before).then_some(public)
    }
}

/// Sorts the lines of an entry, as the public source prints it, into the parts. Each field stands on one line.
fn split(printed: &str, public: &PublicEntry, matter: &mut Matter) {
    let dates: BTreeSet<&str> = public
        .fields()
        .iter()
        .filter(|(_, value)| matches!(value, Value::Date(_)))
        .map(|(name, _)| *name)
        .collect();
    let mut fences = 0;
    for line in printed.split_inclusive('\n') {
        fences += usize::from(line == "---\n");
        let name = match line.split_once(": ") {
            Some((name, _)) if fences < 2 => name,
            _ => "",
        };
        let part = match name {
            "kind" | "type" | "form" => "type",
            "attachments" => "attachments",
            name if dates.contains(name) => "dates",
            _ => "text",
        };
        if let Some(part) = matter.part(part) {
            part.extend(line.bytes());
        }
    }
}

/// The digest that binds an assessment of the entry in a file.
pub(crate) fn digest_of(
    source: &SourceTree,
    path: &str,
    as_of: Date,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let mut elsewhere = Diagnostics::new();
    let origin = Origin::Folder(as_of);
    let settings = Settings::read(source, diagnostics)?;
    let policy = Policy::read(source, diagnostics)?;
    let survey = Survey::of(source, &settings, &policy, origin, as_of, &mut elsewhere);
    let found = survey
        .entries
        .iter()
        .enumerate()
        .find(|(_, entry)| entry.path == path);
    let Some((index, entry)) = found else {
        // It cannot be read: that is what there is to say.
        elsewhere.sort();
        let own = elsewhere
            .iter()
            .filter(|one| one.file.as_deref() == Some(path));
        own.for_each(|one| diagnostics.push(one.clone()));
        return None;
    };
    let binder = Binder::of(&survey, source, &settings, &policy);
    let matter = binder.matter(index, entry, diagnostics)?;
    Some(matter.digest())
}

/// What is wrong with a folder.
pub(crate) fn errors_with(source: &SourceTree, as_of: Date) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let _ = project(source, Origin::Folder(as_of), &mut diagnostics);
    diagnostics.sort();
    diagnostics
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .cloned()
        .collect()
}
