//! What a model has, by name: so that nobody believes in pairs that never had it.

use std::collections::BTreeSet;

use crate::private::{Private, Why};
use crate::public::{By, Edge, Judged, Link, Media, Piece, Place, Public, Show, Within};

/// Every feature that a share is told of.
pub const ALL: [&str; 71] = [
    "kind page",
    "kind term",
    "kind practice",
    "kind state",
    "kind instrument",
    "kind provider",
    "kind reference",
    "kind document",
    "kind mission",
    "kind finding",
    "kind event",
    "kind announcement",
    "container at the top",
    "container in a quotation",
    "container in a list",
    "container in an admonition",
    "container in code",
    "inline in a paragraph",
    "inline in a heading",
    "inline in a list",
    "inline in a table",
    "inline in a quotation",
    "inline in emphasis",
    "inline in a footnote",
    "inline in a definition",
    "inline in code",
    "portion with a mark",
    "portion that is silent",
    "portion as the settings say",
    "record",
    "record with a summary",
    "record with a type",
    "link by path",
    "link to a record",
    "link to a page of the site",
    "link elsewhere",
    "link to an attachment",
    "address by slug",
    "address by id",
    "address by title",
    "related",
    "topics",
    "aliases",
    "date",
    "date made coarser",
    "second language",
    "translation",
    "translation with portions",
    "anonymous origin",
    "attachment png",
    "attachment jpeg",
    "attachment csv",
    "attachment that is not public",
    "public from this day",
    "public up to this day",
    "one judge",
    "two judges",
    "emergency in force",
    "text for an emergency",
    "private by level",
    "private until later",
    "private since",
    "private without an emergency",
    "decision or waiver",
    "private translation",
    "floor",
    "own policy",
    "base address",
    "stray file",
    "internal fields",
    "TOML front matter",
];

/// The features of a model.
#[must_use]
pub fn features(public: &Public, private: &Private) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    let mut note = |holds: bool, name: &'static str| {
        if holds {
            found.insert(name);
        }
    };
    note(public.languages.len() > 1, "second language");
    note(public.policy, "own policy");
    note(public.base_url, "base address");
    note(public.emergency, "emergency in force");
    for record in &public.records {
        note(true, "record");
        note(record.summary.is_some(), "record with a summary");
        note(
            record.typed && record.summary.is_none(),
            "record with a type",
        );
    }
    for entry in &public.entries {
        if let Some(kind) = ALL
            .iter()
            .find(|name| name.strip_prefix("kind ") == Some(entry.kind))
        {
            note(true, kind);
        }
        let has = |name: &str| entry.facts.iter().any(|(known, _)| *known == name);
        note(matches!(entry.by, By::Slug(_)), "address by slug");
        note(matches!(entry.by, By::Id(_)), "address by id");
        note(matches!(entry.by, By::Title), "address by title");
        note(has("related"), "related");
        note(has("topics"), "topics");
        note(has("aliases"), "aliases");
        note(entry.date.is_some(), "date");
        note(entry.precision.is_some(), "date made coarser");
        note(entry.translates.is_some(), "translation");
        note(
            entry.translates.is_some() && !entry.pieces.is_empty(),
            "translation with portions",
        );
        note(entry.anonymous, "anonymous origin");
        note(entry.edge == Edge::First, "public from this day");
        note(entry.edge == Edge::Last, "public up to this day");
        note(entry.judged == Judged::One, "one judge");
        note(entry.judged == Judged::Two, "two judges");
        note(entry.during, "text for an emergency");
        for file in &entry.files {
            note(file.media == Media::Png, "attachment png");
            note(file.media == Media::Jpeg, "attachment jpeg");
            note(file.media == Media::Csv, "attachment csv");
        }
        for piece in &entry.pieces {
            piece_features(piece, &mut note);
        }
    }
    note(
        private.hosts.values().any(|host| !host.files.is_empty()),
        "attachment that is not public",
    );
    note(
        private.hosts.values().any(|host| host.internal.is_some()),
        "internal fields",
    );
    note(
        private.hosts.values().any(|host| host.style.toml),
        "TOML front matter",
    );
    note(!private.files.is_empty(), "stray file");
    note(
        private
            .entries
            .iter()
            .any(|entry| entry.path.starts_with("vault")),
        "floor",
    );
    for entry in &private.entries {
        note(entry.why == Why::Level, "private by level");
        note(entry.why == Why::Later, "private until later");
        note(entry.why == Why::Over, "private since");
        note(
            entry.why == Why::NoEmergency,
            "private without an emergency",
        );
        note(
            matches!(entry.kind, "decision" | "waiver"),
            "decision or waiver",
        );
        note(entry.translates.is_some(), "private translation");
    }
    found
}

fn piece_features(piece: &Piece, note: &mut impl FnMut(bool, &'static str)) {
    match piece {
        Piece::Link(_, link) => note(
            true,
            match link {
                Link::Entry(_) => "link by path",
                Link::Record(_) => "link to a record",
                Link::Site(_) => "link to a page of the site",
                Link::Elsewhere => "link elsewhere",
                Link::File(_) => "link to an attachment",
            },
        ),
        Piece::Container { show, place, .. } => {
            shown(*show, note);
            note(
                true,
                match place {
                    Place::Top => "container at the top",
                    Place::Quote => "container in a quotation",
                    Place::Item => "container in a list",
                    Place::Admonition => "container in an admonition",
                    Place::Code => "container in code",
                },
            );
        }
        Piece::Inline { show, within, .. } => {
            shown(*show, note);
            note(
                true,
                match within {
                    Within::Paragraph => "inline in a paragraph",
                    Within::Heading => "inline in a heading",
                    Within::Item => "inline in a list",
                    Within::Cell => "inline in a table",
                    Within::Quote => "inline in a quotation",
                    Within::Emphasis => "inline in emphasis",
                    Within::Footnote => "inline in a footnote",
                    Within::Definition => "inline in a definition",
                    Within::Code => "inline in code",
                },
            );
        }
        _ => {}
    }
}

fn shown(show: Show, note: &mut impl FnMut(bool, &'static str)) {
    note(
        true,
        match show {
            Show::Mark => "portion with a mark",
            Show::Silent => "portion that is silent",
            Show::Default => "portion as the settings say",
        },
    );
}
