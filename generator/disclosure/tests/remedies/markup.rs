//! Text below the front matter: what a page would not show, or would show wrongly.

use crate::case::{Remedy, of};
use crate::texts::page;

pub(crate) fn all() -> Vec<Remedy> {
    vec![
        of("html-raw", page("A «‹<b>›word‹</b>›⇒**word**».")),
        of("html-comment", page("‹«<!-- later -->⇒»Text.›")),
        of("heading-empty", page("«##⇒## Words»")),
        of(
            "heading-anchor",
            page("‹## Words «{#Next_Steps}⇒{#next-steps}»›"),
        ),
        of(
            "heading-anchor-twice",
            page("## One {#a}\n\n‹## Two «{#a}⇒{#b}»›"),
        ),
        of("heading-attributes", page("‹## Words «{.wide}⇒»›")),
        of(
            "link-empty",
            page("«[](https://example.org/)⇒[Words](https://example.org/)»"),
        ),
        of(
            "link-address",
            page("‹[Words](«javascript:alert⇒https://example.org/»)›"),
        ),
        of(
            "link-title",
            page("‹[Words](https://example.org/« \"more\"⇒»)›"),
        ),
        of(
            "link-anchor",
            page("‹[Words](«#nothing⇒#there»)›\n\n## There {#there}"),
        ),
        of(
            "footnote-twice",
            page("Text[^a].\n\n[^a]: One.\n\n«[^a]: Two.⇒»"),
        ),
        of(
            "footnote-unused",
            page("Text«⇒[^a]».\n\n«[^a]: One.⇒[^a]: One.»"),
        ),
        of(
            "definition-unused",
            page("Text.\n\n«[a]: https://example.org/⇒»"),
        ),
        of("code-empty", page("«```\n```⇒```\ncode\n```»")),
        of("code-language", page("‹```«{.rust}⇒text»›\ncode\n```")),
        of(
            "table-empty",
            page("«| a | b |\n|---|---|⇒| a | b |\n|---|---|\n| c | d |»"),
        ),
        of(
            "text-hidden",
            page("| a | b |\n|---|---|\n| c | d |« ‹e› |⇒»"),
        ),
        of(
            "admonition-unclosed",
            page("«‹:::note›\nText.⇒:::note\nText.\n:::»"),
        ),
        of(
            "admonition-crosses",
            page("- item\n\n  «:::note⇒Note.»\n\n1. x\n\n  «:::⇒Words.»"),
        ),
        of("character-forbidden", page("One«\u{200B}⇒»two.")),
        of("telephone", page("Call «+31 70 123 45 67⇒the office».")),
        of("marking-english", page("It says «SECRET⇒nothing».")),
        of("heading-level", page("«# Words⇒## Words»")),
        of(
            "footnote-label",
            page("Text«[^The Law]⇒[^law]».\n\n«‹[^The Law]: Words.›⇒[^law]: Words.»"),
        ),
        of(
            "nesting-deep",
            page(&format!(
                "«{}‹{}Words›⇒> Words»",
                "> ".repeat(24),
                "> ".repeat(46)
            )),
        ),
        of("admonition-tail", page(":::note ‹«Words⇒»›\n«⇒Words\n»:::")),
        of(
            "mark-text",
            page("Text.\n\n‹:::withheld{reason=\"threat\"}›\n«Words\n⇒»:::\n\nText."),
        ),
        of(
            "mark-attributes",
            page("Text.\n\n«:::withheld⇒:::withheld{reason=\"threat\"}»\n:::\n\nText."),
        ),
    ]
}
