//! Translations: withheld where the original withholds, in the same order.

use super::directory::Directory;
use super::survey::{Entry, Survey, error};
use crate::diagnostic::Diagnostics;
use crate::policy::Policy;
use crate::settings::Settings;

/// Compares the portions of each public translation with those of its original.
pub(crate) fn check(
    survey: &Survey<'_>,
    directory: &Directory,
    settings: &Settings,
    policy: &Policy,
    diagnostics: &mut Diagnostics,
) {
    for entry in &survey.entries {
        lower(entry, survey, diagnostics);
    }
    for (index, entry) in survey.entries.iter().enumerate() {
        let Some(place) = directory.place_of(index) else {
            continue;
        };
        let Some(written) = entry.fields.reference("translation_of") else {
            continue;
        };
        // A reference to what is not public is noted where fields pass.
        let originals = survey.entries.iter().enumerate().filter_map(|(at, other)| {
            let original = directory.place_of(at)?;
            let named = directory.find_other(written, place)?;
            (original == named).then_some(other)
        });
        if directory.find_other(written, place) == Some(place) {
            error(
                diagnostics,
                "translation-itself",
                entry.path,
                entry.span("translation_of"),
                "this translation names itself as its original",
                "write the `id` of the original, which is an entry in another language",
            );
            continue;
        }
        for original in originals {
            let mut unheard = Diagnostics::new();
            let ours = entry.cut(settings, policy, &mut unheard).portions;
            let theirs = original.cut(settings, policy, &mut unheard).portions;
            if ours != theirs {
                error(
                    diagnostics,
                    "translation-portions",
                    entry.path,
                    entry.span("translation_of"),
                    "the portions of this translation are not those of its original",
                    "cut the same places with the same levels and reasons, in the same order",
                );
            }
            if place.lang
                == directory
                    .find_other(written, place)
                    .map_or("", |other| other.lang.as_str())
            {
                error(
                    diagnostics,
                    "translation-language",
                    entry.path,
                    entry.span("translation_of"),
                    "this translation is in the language of its original",
                    "set `lang` to the language that it is written in",
                );
            }
        }
    }
}

/// Refuses a translation that is less protected than its original, also where neither is public: whoever may read it would
/// read the other.
fn lower(entry: &Entry<'_>, survey: &Survey<'_>, diagnostics: &mut Diagnostics) {
    let Some(written) = entry.fields.reference("translation_of") else {
        return;
    };
    let name = written.rsplit('/').next().unwrap_or(written);
    let lang = |entry: &Entry<'_>| entry.fields.word("lang").map(str::to_owned);
    let names = |other: &&Entry<'_>| {
        let own = ["id", "slug"].map(|field| other.fields.word(field));
        lang(other) != lang(entry) && own.contains(&Some(name))
    };
    let originals = survey.entries.iter().filter(names);
    // Where several have that name, the original may be any of them. That a public one names what is not is told where
    // fields pass.
    let least = originals.map(|other| other.level).min();
    if entry.level > 0 && least.is_some_and(|least| entry.level < least) {
        error(
            diagnostics,
            "translation-lower",
            entry.path,
            entry.span("sensitivity"),
            "this translation is less protected than its original",
            "give it the level of its original, or a higher one",
        );
    }
}
