//! Texts that several themes begin from.

use crate::case::{Remedy, of};

pub(crate) fn page(body: &str) -> String {
    format!("---\ntitle: A page\nkind: page\nsensitivity: public\n---\n\n{body}\n")
}

pub(crate) fn fields(fields: &str) -> String {
    format!("---\ntitle: A page\nkind: page\nsensitivity: public\n{fields}\n---\n\nText.\n")
}

pub(crate) fn document(fields: &str) -> String {
    format!(
        "---\ntitle: A text\nkind: document\nsensitivity: public\nsubject: Something\ndiscloses: [general]\n{fields}\n---\n\nText.\n"
    )
}

pub(crate) const MISSION: &str = "---\ntitle: A mission\nid: xa\nkind: mission\nsensitivity: public\ntype: national-policy\nservice: ippas\n---\n";

/// A finding about a mission, with its own fields.
pub(crate) fn finding_text(fields: &str) -> String {
    format!(
        "---\ntitle: A finding\nkind: finding\nsensitivity: public\ntype: national-policy\nmission: xa\ncategory: suggestion\ntext_public: A\nsubject: S\ndiscloses: [general]\nassessment: {{by: A, approved_by: B, on: 2026-01-01, basis: c}}\n{fields}\n---\n"
    )
}

pub(crate) fn finding(code: &'static str, fields: &str) -> Remedy {
    of(code, finding_text(fields)).with("mission.md", MISSION)
}

pub(crate) fn picture(code: &'static str, more: &str, body: &str) -> Remedy {
    let list =
        format!("attachments: [{{file: a.svg, sensitivity: public, title: A square{more}}}]");
    of(code, fields(&list).replace("Text.", body)).with("a.svg", SQUARE)
}

pub(crate) const SQUARE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\" fill=\"#123456\"/></svg>";
pub(crate) const PUBLIC: &str =
    "---\ntitle: B\nkind: page\nid: b\nsensitivity: public\n---\n\nText.\n";
pub(crate) const PRIVATE: &str =
    "---\ntitle: B\nkind: page\nid: b\nsensitivity: restricted\n---\n\nText.\n";
pub(crate) const FRENCH: &str = "---\ntitle: B\nkind: page\nlang: fr\nsensitivity: public\n";
pub(crate) const BY_TWO: &str = "assessment: {by: A, approved_by: B, on: 2026-10-01, basis: C}";

/// A file that is listed, as it is refused and as it was made anew.
pub(crate) fn attached(
    code: &'static str,
    path: &'static str,
    more: &str,
    wrong: &[u8],
    mended: &[u8],
) -> Remedy {
    let list =
        format!("attachments: [{{file: ‹{path}›, sensitivity: public, title: A file{more}}}]");
    of(code, fields(&list)).bytes(path, Some(wrong), Some(mended))
}
