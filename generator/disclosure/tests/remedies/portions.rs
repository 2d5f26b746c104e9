//! Portions and other directives.

use crate::case::{Remedy, of};
use crate::texts::{fields, page};

pub(crate) fn all() -> Vec<Remedy> {
    vec![
        of(
            "portion-near-miss",
            page(
                "A «‹:restrictd[›word]{reason=\"threat\"}⇒:restricted[word]{reason=\"threat\"}» more.",
            ),
        ),
        of(
            "portion-attributes-missing",
            page("A «‹:restricted[›word]⇒:restricted[word]{reason=\"threat\"}» more."),
        ),
        of(
            "portion-attributes-unclosed",
            page("A :restricted[word]‹{reason=\"threat\"«⇒}» more.›"),
        ),
        of("portion-reason-missing", page("A «‹:restricted[›word]{mark}⇒:restricted[word]{reason=\"threat\" mark}» more.")),
        of(
            "portion-reason-unknown",
            page("A :restricted[word]{‹reason=\"«threats⇒threat»\"›} more."),
        ),
        of(
            "portion-reason-quotes",
            page("A :restricted[word]{«reason=threat⇒reason=\"threat\"»} more."),
        ),
        of(
            "portion-attribute-unknown",
            page("A :restricted[word]{reason=\"threat\" «hidden⇒silent»} more."),
        ),
        of(
            "portion-attribute-twice",
            page("A :restricted[word]{reason=\"threat\" mark« ‹mark›⇒»} more."),
        ),
        of(
            "portion-unclosed",
            page(
                "«‹:::restricted{reason=\"threat\"}›\n\nText.⇒:::restricted{reason=\"threat\"}\n\nText.\n\n:::\n\nMore.»",
            ),
        ),
        of(
            "portion-nested",
            page(
                ":::restricted{reason=\"threat\"}\n«A ‹:sensitive[›word]{reason=\"threat\"}.⇒A word.»\n:::\n\nMore.",
            ),
        ),
        of(
            "portion-level-public",
            page("A «‹:public[›word]{reason=\"threat\"}⇒word» more."),
        ),
        of(
            "portion-backslash",
            page("A :restricted[a«\\⇒» word]{reason=\"threat\"} more."),
        ),
        of("portion-blank-line", page("A ‹:restricted[›«a\n\nword⇒a word»]{reason=\"threat\"} more.")).also("portion-near-miss"),
        of("portion-display-missing", page("A «‹:restricted[›word]{reason=\"threat\"}⇒:restricted[word]{reason=\"threat\" silent}» more.")).with("vitrine.toml", "title = \"A site\"\n")
        .with("vitrine.toml", "title = \"A site\"\n"),
        of(
            "portion-silent-blank",
            page("Text.\n«⇒\n»‹:::restricted{reason=\"threat\" silent}›\nText.\n:::\n«⇒\n»More."),
        ),
        of(
            "portion-leaves-nothing",
            page(
                "‹- «:restricted[word]{reason=\"threat\" silent}⇒:restricted[word]{reason=\"threat\" mark}»›\n- more",
            ),
        ),
        of("closer-stray", page("Text.\n\n«‹:::›\n⇒»\nMore.")),
        of(
            "directive-unknown",
            page("Text.\n\n«:::box⇒:::note»\nWords.\n:::"),
        ),
        of(
            "portion-in-field",
            fields("summary: «\"A :restricted[word]{reason=\\\"threat\\\"}\"⇒A word»"),
        ),
        of("portion-tail", page("Text.\n\n:::restricted{reason=\"threat\"} «‹Words.›⇒\nWords.»\n:::\n\nText.")),
        of(
            "portion-closer-differs",
            page("Text.\n\n:::restricted{reason=\"threat\"}\nWords.\n«::::⇒:::»\n\nText."),
        )
        .also("portion-unclosed"),
        of(
            "portion-level-low",
            "---\ntitle: A\nkind: page\nsensitivity: restricted\n---\n\nA «‹:restricted[›word]{reason=\"threat\"}⇒word» more.\n",
        ),
        of(
            "directive-colons",
            page("A «:‹:restricted[›word]{reason=\"threat\"}⇒:restricted[word]{reason=\"threat\"}» more."),
        ),
        of(
            "directive-place",
            page("A «‹[word](:restricted[word]{reason=\"threat\"})›⇒:restricted[word]{reason=\"threat\"}» more."),
        ),
    ]
}
