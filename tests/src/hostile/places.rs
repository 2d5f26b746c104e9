//! Where an author can put words: every public text field of every kind, and every place of the Markdown dialect.

/// What stands in the place of the words.
pub const HOLE: &str = "@@";

/// Entries that others refer to; nothing hostile stands in them.
pub const SUPPORT: &[(&str, &str)] = &[
    (
        "vitrine.toml",
        "title = \"Payloads\"\nportions = \"mark\"\n[states]\nXV = \"Verania\"\n",
    ),
    (
        "support/instrument.md",
        "---\ntitle: An instrument\nid: i1\nkind: instrument\nsensitivity: public\nnumber: \"1\"\nbinding: treaty\n---\n\nText.\n",
    ),
    (
        "support/mission.md",
        "---\ntitle: A mission\nid: m1\nkind: mission\nsensitivity: public\ntype: peer-review/regime\nservice: ippas\nstate: XV\nassessment: {by: A, on: 2026-01-01, basis: B}\n---\n\nText.\n",
    ),
];

/// An entry for each kind: a line with a hole is one place. `{n}` is the number of the payload.
pub const FIELDS: &[(&str, &str)] = &[
    (
        "mission",
        "title: \"@@\"\nslug: m-{n}\nkind: mission\nsensitivity: public\ntype: peer-review/regime\nservice: ippas\nstate: XV
version: \"@@\"\nsummary: \"@@\"\nhost: \"@@\"\nreleased_by: \"@@\"
counts:\n  recommendations: 3\n  quoted_from: \"@@\"
sources:\n  - label: \"@@\"\n    url: \"https://x.invalid/@@\"\n  - label: A source\n    url: \"@@\"
instruments:\n  - id: i1\n    article: \"@@\"
assessment: {by: A, on: 2026-01-01, basis: B}\ninternal:\n  note: \"@@\"\n",
    ),
    (
        "finding",
        "title: \"@@\"\nslug: f-{n}\nkind: finding\nsensitivity: public\ntype: peer-review/regime\nmission: m1\ncategory: recommendation\nscope: regime\nstate: XV
ref_public: \"@@\"\nbasis:\n  - id: i1\n    article: \"@@\"\nresponsible: \"@@\"\ntext_public: \"@@\"\naction_public: \"@@\"\nstatus: open
status_history:\n  - status: open\n    on: 2025-01\n    evidence: \"@@\"
assessment: {by: A, on: 2026-01-01, basis: B}\n",
    ),
    (
        "practice",
        "title: \"@@\"\nslug: pr-{n}\nkind: practice\nsensitivity: public\nproblem: \"@@\"\nmeasure: \"@@\"\nresult: \"@@\"\nconditions_for_transfer: \"@@\"\nmaturity: in-use
origin:\n  kind: state\n  consent: named\n  name: \"@@\"\nreviewed_by_role: \"@@\"
reused_by:\n  - \"@@\"\nnss_refs:\n  - \"@@\"\nbrief: \"@@\"\n",
    ),
    (
        "document",
        "title: \"@@\"\nslug: d-{n}\nkind: document\nsensitivity: public\ntype: national-regulation\nissuer: \"@@\"\nexists_statement: \"@@\"\nlegal_basis: \"@@\"\ncovers_period: \"@@\"
attachments:\n  - file: picture.png\n    sensitivity: public\n    title: \"@@\"\n    alt: \"@@\"\n    checked_by: C\n",
    ),
    (
        "instrument",
        "title: \"@@\"\nslug: in-{n}\nkind: instrument\nsensitivity: public\nnumber: \"@@\"\nshort: \"@@\"\nbinding: guidance\nrequires: \"@@\"
articles:\n  - no: \"@@\"\n    subject: A subject\n    duty: report\n  - no: \"2\"\n    subject: \"@@\"\n    duty: none
parties:\n  - value: 3\n    as_of: 2025\n    source: \"@@\"\naliases:\n  - \"@@\"\n",
    ),
    (
        "state",
        "title: \"@@\"\nslug: s-{n}\nkind: state\nsensitivity: public
authorities:\n  - name: \"@@\"\n    role: \"@@\"\n    url: \"https://x.invalid/@@\"\ncontact_public: \"@@\"
commitments:\n  - text: \"@@\"\n",
    ),
    (
        "announcement",
        "title: \"@@\"\nslug: a-{n}\nkind: announcement\nsensitivity: public\ntype: threat-and-alert/alert\nform: follow-up\nclass: alert\nissued_at: \"2025-06-10T09:30Z\"\nissuer: \"@@\"\nadvice: \"@@\"\narea_public: \"@@\"
assessment: {by: A, on: 2026-01-01, basis: B}\n",
    ),
    (
        "event",
        "title: \"@@\"\nslug: e-{n}\nkind: event\nsensitivity: public\ntype: incident-report\nform: summary\ncategory: loss\nimpact_public: \"@@\"\nradiological_public: \"@@\"
assessment: {by: A, approved_by: B, on: 2026-01-01, basis: B}\n",
    ),
    ("term", "title: \"@@\"\nslug: t-{n}\nkind: term\nsensitivity: public\naliases:\n  - \"@@\"\n"),
    (
        "provider",
        "title: \"@@\"\nslug: pv-{n}\nkind: provider\nsensitivity: public\nrole: regulator\nhomepage: \"https://x.invalid/@@\"\nacknowledged_by:\n  - \"@@\"\n",
    ),
    (
        "reference",
        "title: \"@@\"\nslug: r-{n}\nkind: reference\nsensitivity: public\nsubset: \"@@\"\nchannels: \"@@\"\ncondition: \"@@\"\nvalue: \"@@\"
figures:\n  - label: \"@@\"\n    value: \"3\"\n    source: S\n  - label: F\n    value: \"@@\"\n    source: \"@@\"\n",
    ),
    ("page", "title: \"@@\"\nslug: pg-{n}\nkind: page\nsensitivity: public\nsummary: \"@@\"\n"),
    (
        "record",
        "title: Hidden\nkind: document\nsensitivity: sensitive\ntype: national-regulation\npublic_record:\n  slug: rc-{n}\n  title: \"@@\"\n  date: 2025\n  summary: \"@@\"\n  reason: security-specific\n",
    ),
];

/// Places in a body, an entry each.
pub const BODIES: &[(&str, &str)] = &[
    ("paragraph", "@@"),
    ("sentence", "Before @@ after."),
    ("emphasis", "*@@* and **@@**"),
    ("struck", "~~@@~~"),
    ("heading", "## @@"),
    ("heading-attribute", "## Heading {#@@}"),
    ("link-text", "[@@](https://x.invalid/)"),
    ("link-address", "[text](@@)"),
    ("link-pointed", "[text](<@@>)"),
    ("link-query", "[text](https://x.invalid/?q=@@)"),
    ("link-title", "[text](https://x.invalid/ \"@@\")"),
    ("reference", "[text][one]\n\n[one]: @@"),
    ("autolink", "<@@>"),
    ("autolink-https", "<https://x.invalid/@@>"),
    ("image-alt", "![@@](picture.png)"),
    ("image-address", "![](@@)"),
    ("code", "`@@`"),
    ("code-block", "```\n@@\n```"),
    ("code-info", "```@@\ntext\n```"),
    ("indented", "    @@"),
    ("item", "- @@\n- other"),
    ("task", "- [x] @@"),
    ("quote", "> @@"),
    ("table", "| a | b |\n| - | - |\n| @@ | x |"),
    ("table-head", "| @@ | b |\n| - | - |\n| x | y |"),
    ("definition", "term\n: @@"),
    ("footnote", "Text.[^1]\n\n[^1]: @@"),
    ("footnote-name", "Text.[^@@]\n\n[^@@]: Note."),
    ("admonition", ":::note\n@@\n:::"),
    ("admonition-name", ":::@@\nText.\n:::"),
    ("portion", "A :restricted[@@]{reason=\"threat\"} word."),
    ("reason", "A :restricted[word]{reason=\"@@\"} word."),
    ("record-link", "[text](record:@@)"),
    ("site-link", "[text](site:@@)"),
];

/// A text between the quotes of YAML: what cannot stand there is escaped.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || ('\u{2028}'..='\u{2029}').contains(&c) || c == '\u{feff}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}
