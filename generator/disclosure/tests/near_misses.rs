//! Text that nearly withholds something: it must be refused, and what only resembles it must pass.

mod common;

use common::{Case, TODAY, drawn};
use vitrine_disclosure::{SourceTree, disclose};

/// A public page with this text.
fn text(body: &str) -> String {
    format!("---\ntitle: A page\nkind: page\nsensitivity: public\n---\n{body}\n")
}

/// An entry of another level with this text.
fn restricted(body: &str) -> String {
    format!("---\ntitle: A page\nkind: page\nsensitivity: restricted\n---\n{body}\n")
}

/// Cases whose text is that of a public page.
fn cases(list: &[(&str, &'static str, &str)]) -> Vec<Case> {
    list.iter()
        .map(|(name, codes, body)| Case::new(name, codes, text(body)))
        .collect()
}

#[test]
fn misspelt_levels() {
    insta::assert_snapshot!(drawn(cases(&[
        (
            "one letter missing",
            "portion-near-miss",
            "The «:restrictd[»SECRETWORD]{reason=\"threat\"} gate."
        ),
        (
            "two letters swapped",
            "portion-near-miss",
            "The «:restircted[»SECRETWORD]{reason=\"threat\"} gate."
        ),
        (
            "two letters missing",
            "portion-near-miss",
            "The «:restictd[»SECRETWORD] gate."
        ),
        (
            "one letter too many",
            "portion-near-miss",
            "The «:sensittive[»SECRETWORD]{reason=\"threat\"} gate."
        ),
        (
            "many of it",
            "portion-near-miss",
            "The «:partner[»SECRETWORD]{reason=\"threat\"} gate."
        ),
        (
            "a capital",
            "portion-near-miss",
            "The «:Restricted[»SECRETWORD]{reason=\"threat\"} gate."
        ),
        (
            "all capitals",
            "portion-near-miss marking-english",
            "The «:RESTRICTED[»SECRETWORD]{reason=\"threat\"} gate."
        ),
        (
            "another word",
            "portion-near-miss",
            "The «:secret[»SECRETWORD]{reason=\"threat\"} gate."
        ),
        (
            "another word alone",
            "portion-near-miss",
            "The «:hidden[»SECRETWORD] gate."
        ),
        (
            "a word of another language",
            "portion-near-miss",
            "The «:geheim[»SECRETWORD] gate."
        ),
        (
            "another alphabet",
            "portion-near-miss",
            "The «:секретно[»SECRETWORD] gate."
        ),
        (
            "a level that is public",
            "portion-level-public",
            "The «:public[»SECRETWORD]{reason=\"threat\"} gate."
        ),
        (
            "a public portion of whole lines",
            "portion-level-public",
            "«:::public{reason=\"threat\"}»\nSECRETWORD\n:::"
        ),
        (
            "a misspelt container",
            "directive-unknown",
            "«:::restrictd{reason=\"threat\"}»\nSECRETWORD\n:::"
        ),
        (
            "a container with a capital",
            "directive-unknown",
            "«:::Sensitive{reason=\"threat\"}»\nSECRETWORD\n:::"
        ),
        (
            "a container of another word",
            "directive-unknown",
            "«:::secret»\nSECRETWORD\n:::"
        ),
        (
            "a misspelt admonition",
            "directive-unknown",
            "«:::nota»\nSECRETWORD\n:::"
        ),
        (
            "a container with a space",
            "directive-unknown",
            "«::: restricted{reason=\"threat\"}»\nSECRETWORD\n:::"
        ),
        (
            "a container without a name",
            "directive-unknown",
            "«::: {reason=\"threat\"}»\nSECRETWORD\n:::"
        ),
    ])));
}

#[test]
fn look_alikes() {
    insta::assert_snapshot!(drawn(cases(&[
        (
            "Cyrillic letters",
            "portion-near-miss",
            "The «:rеstriсted[»SECRETWORD]{reason=\"threat\"} gate."
        ),
        (
            "Greek letters",
            "portion-near-miss",
            "The «:sενsitive[»SECRETWORD] gate."
        ),
        (
            "Cyrillic letters in a container",
            "directive-unknown",
            "«:::rеstricted{reason=\"threat\"}»\nSECRETWORD\n:::"
        ),
        (
            "wide letters",
            "portion-near-miss",
            "The «:ｒｅｓｔｒｉｃｔｅｄ[»SECRETWORD]{reason=\"threat\"} gate."
        ),
        (
            "a wide colon",
            "portion-near-miss",
            "The ：«restricted[»SECRETWORD]{reason=\"threat\"} gate."
        ),
        (
            "wide brackets",
            "portion-near-miss",
            "«The :restricted［SECRETWORD］｛reason=\"threat\"｝ gate.»"
        ),
        (
            "a wide colon before another word",
            "portion-near-miss",
            "«日本語：テキスト［SECRETWORD］です。»"
        ),
        (
            "a colon of another alphabet",
            "portion-near-miss",
            "The ꞉«restricted[»SECRETWORD] gate."
        ),
        (
            "an invisible joiner",
            "portion-near-miss",
            "«The :rest\u{200D}ricted[SECRETWORD] gate.»"
        ),
        (
            "an invisible mark in it",
            "invisible-character portion-near-miss",
            "The :sensi\u{200C}tive[SECRETWORD«]{reason=\"threat\"}» gate."
        ),
        (
            "an invisible space",
            "portion-near-miss character-forbidden",
            "The :rest«\u{200B}»ricted[SECRETWORD] gate."
        ),
        (
            "a soft hyphen",
            "portion-near-miss character-forbidden",
            "The :rest«\u{AD}»ricted[SECRETWORD] gate."
        ),
        (
            "an encoded colon",
            "portion-near-miss",
            "The &#58;«restricted[»SECRETWORD] gate."
        ),
        (
            "an encoded colon before another word",
            "portion-near-miss",
            "«The &#58;secret\\[SECRETWORD\\] gate.»"
        ),
        (
            "a named colon",
            "portion-near-miss",
            "«The &colon;restricted\\[SECRETWORD\\] gate.»"
        ),
        (
            "an encoded bracket",
            "portion-near-miss",
            "«The :restricted&#91;SECRETWORD] gate.»"
        ),
        (
            "a named bracket",
            "portion-near-miss",
            "«The :secret&lbrack;SECRETWORD&rbrack; gate.»"
        ),
        (
            "an encoded letter",
            "portion-near-miss",
            "«The :restri&#99;ted&#91;SECRETWORD] gate.»"
        ),
        (
            "encoded colons that open a line",
            "portion-near-miss",
            "«&#58;:: restricted\nSECRETWORD»"
        ),
        (
            "emphasis within the name",
            "portion-near-miss",
            "«The :restr**icted**\\[SECRETWORD\\] gate.»"
        ),
        (
            "letters with accents",
            "portion-near-miss",
            "The «:réstrictéd[»SECRETWORD] gate."
        ),
        (
            "mathematical letters",
            "portion-near-miss",
            "The «:𝐫estricted[»SECRETWORD] gate."
        ),
    ])));
}

#[test]
fn shapes() {
    insta::assert_snapshot!(drawn(cases(&[
        (
            "two colons",
            "directive-colons",
            "The :«:restricted[»SECRETWORD]{reason=\"threat\"} gate."
        ),
        (
            "three colons within a line",
            "directive-colons",
            "The ::«:restricted[»SECRETWORD]{reason=\"threat\"} gate."
        ),
        (
            "two colons that open a line",
            "directive-colons",
            "«::restricted[SECRETWORD]{reason=\"threat\"} is the gate.»"
        ),
        (
            "two colons around lines",
            "directive-colons directive-colons",
            "«::restricted{reason=\"threat\"}»\nSECRETWORD\n«::»"
        ),
        (
            "no braces",
            "portion-attributes-missing",
            "The «:restricted[»SECRETWORD] gate."
        ),
        (
            "a space before the braces",
            "portion-attributes-missing",
            "The «:restricted[»SECRETWORD] {reason=\"threat\"} gate."
        ),
        (
            "a space before the bracket",
            "portion-near-miss",
            "The «:restricted [»SECRETWORD]{reason=\"threat\"} gate."
        ),
        (
            "a space before the bracket, and no braces",
            "portion-near-miss",
            "The «:restricted [»SECRETWORD] gate."
        ),
        (
            "a space behind the colon",
            "portion-near-miss",
            "The : «restricted[»SECRETWORD]{reason=\"threat\"} gate."
        ),
        (
            "no colon",
            "portion-near-miss",
            "The «restricted[»SECRETWORD] gate."
        ),
        (
            "no name",
            "portion-near-miss",
            "The :[SECRETWORD«]{reason=\"threat\"}» gate."
        ),
        (
            "brackets and braces alone",
            "portion-near-miss",
            "The [SECRETWORD«]{reason=\"threat\"}» gate."
        ),
        (
            "brackets and a mark",
            "portion-near-miss",
            "The [SECRETWORD«]{mark}» gate."
        ),
        (
            "brackets and silence",
            "portion-near-miss",
            "The [SECRETWORD«] {silent}» gate."
        ),
        (
            "no brackets",
            "portion-near-miss",
            "The «:restricted{»reason=\"threat\"} SECRETWORD gate."
        ),
        (
            "round brackets",
            "portion-near-miss",
            "The «:restricted(»SECRETWORD){reason=\"threat\"} gate."
        ),
        (
            "never closed",
            "portion-unclosed",
            "The «:restricted[»SECRETWORD gate."
        ),
        (
            "a bracket too many inside",
            "portion-unclosed",
            "The «:restricted[»SECRETWORD [x]{reason=\"threat\"} gate."
        ),
        (
            "a bracket too few inside",
            "portion-attributes-missing portion-near-miss",
            "The «:restricted[»x] SECRETWORD]{reason=\"threat\"} gate."
        ),
        (
            "a backslash inside",
            "portion-backslash",
            "The :restricted[SECRET«\\»]WORD]{reason=\"threat\"} SECRETWORD."
        ),
        (
            "an empty line inside",
            "portion-blank-line portion-near-miss",
            "The «:restricted[»SECRETWORD\n\nx]{reason=\"threat\"} gate."
        ),
        (
            "an empty line of a quotation inside",
            "portion-blank-line portion-near-miss",
            "> The «:restricted[»SECRETWORD\n>\n> x]{reason=\"threat\"} gate."
        ),
        (
            "a portion inside",
            "portion-nested",
            "The :restricted[a «:sensitive»[SECRETWORD]{reason=\"threat\"}]{reason=\"threat\"} gate."
        ),
        (
            "a word with a colon inside",
            "portion-nested",
            "The :restricted[a «:note»[SECRETWORD]]{reason=\"threat\"} gate."
        ),
        (
            "a container inside",
            "portion-nested portion-unclosed",
            "The :restricted[a\n«:::sensitive»\nSECRETWORD]{reason=\"threat\"}"
        ),
        (
            "braces that never close",
            "portion-attributes-unclosed",
            "The :restricted[SECRETWORD]«{reason=\"threat\" gate.»"
        ),
        (
            "braces on the next line",
            "portion-attributes-missing",
            "The «:restricted[»SECRETWORD]\n{reason=\"threat\"}"
        ),
        (
            "braces that close on the next line",
            "portion-attributes-unclosed",
            "The :restricted[SECRETWORD]«{reason=\"threat\"»\nmark}"
        ),
        (
            "a container in the middle of a line",
            "portion-near-miss",
            "The «:::restricted»{reason=\"threat\"} SECRETWORD"
        ),
        (
            "a container in an item",
            "portion-near-miss closer-stray",
            "- «:::restricted»{reason=\"threat\"}\n  SECRETWORD\n  «:::»"
        ),
        (
            "a container without a line of its own",
            "portion-tail",
            ":::restricted{reason=\"threat\"} «SECRETWORD»\n:::"
        ),
        (
            "a container with words for attributes",
            "portion-tail",
            ":::restricted «SECRETWORD»\nx\n:::"
        ),
        (
            "a container that never closes",
            "portion-unclosed",
            "«:::restricted{reason=\"threat\"}»\nSECRETWORD\n\nMore."
        ),
        (
            "a closer with a colon too many",
            "portion-unclosed portion-closer-differs",
            "«:::restricted{reason=\"threat\"}»\nSECRETWORD\n«::::»"
        ),
        (
            "a closer with a colon too few",
            "portion-unclosed portion-closer-differs",
            "«::::restricted{reason=\"threat\"}»\nSECRETWORD\n«:::»"
        ),
        (
            "a closer of two colons",
            "portion-unclosed portion-closer-differs",
            "«:::restricted{reason=\"threat\"}»\nSECRETWORD\n«::»"
        ),
        (
            "a closer behind spaces",
            "portion-unclosed portion-closer-differs",
            "«:::restricted{reason=\"threat\"}»\nSECRETWORD\n  «:::»"
        ),
        (
            "a closer out of the quotation",
            "portion-unclosed portion-closer-differs",
            "> «:::restricted{reason=\"threat\"}»\n> SECRETWORD\n«:::»"
        ),
        (
            "a closer with a name",
            "portion-unclosed portion-nested",
            "«:::restricted{reason=\"threat\"}»\nSECRETWORD\n«:::restricted»"
        ),
        (
            "a container in a container",
            "portion-nested closer-stray",
            ":::restricted{reason=\"threat\"}\n«:::sensitive{reason=\"threat\"}»\nSECRETWORD\n:::\n«:::»"
        ),
        (
            "an admonition in a container",
            "portion-nested closer-stray",
            ":::restricted{reason=\"threat\"}\n«:::note»\nSECRETWORD\n:::\n«:::»"
        ),
        (
            "an inline portion in a container",
            "portion-nested",
            ":::restricted{reason=\"threat\"}\nSECRETWORD «:sensitive[»x]{reason=\"threat\"}\n:::"
        ),
        ("a closer alone", "closer-stray", "SECRETWORD\n«:::»"),
        (
            "an admonition that never closes",
            "admonition-unclosed",
            "«:::note»\nSECRETWORD"
        ),
        (
            "an admonition with a title",
            "admonition-tail",
            ":::note «SECRETWORD»\nx\n:::"
        ),
        (
            "a line that ends in CR alone",
            "character-forbidden",
            "The gate«\r»:restricted[SECRETWORD]{reason=\"threat\"}"
        ),
        (
            "a line separator before a container",
            "character-forbidden portion-near-miss closer-stray",
            "The gate«\u{2028}»:::restricted{reason=\"threat\"}\nSECRETWORD\n:::"
        ),
        (
            "a mark with a text",
            "mark-text",
            "«:::withheld{reason=\"threat\"}»\nSECRETWORD\n:::"
        ),
        (
            "a mark without a reason",
            "mark-attributes",
            "SECRETWORD\n\n«:::withheld»\n:::"
        ),
        (
            "a mark of an unknown reason",
            "portion-reason-unknown",
            "SECRETWORD :withheld{«reason=\"weather\"»}"
        ),
        (
            "a mark with brackets",
            "portion-near-miss",
            "The «:withheld[»SECRETWORD]{reason=\"threat\"} gate."
        ),
    ])));
}

#[test]
fn attributes() {
    let silent = "title = \"A site\"\n";
    let mut list = cases(&[
        (
            "no reason",
            "portion-reason-missing",
            "The «:restricted[»SECRETWORD]{mark} gate.",
        ),
        (
            "no reason in a container",
            "portion-reason-missing",
            "«:::restricted»\nSECRETWORD\n:::",
        ),
        (
            "empty braces",
            "portion-reason-missing",
            "The «:restricted[»SECRETWORD]{} gate.",
        ),
        (
            "a misspelt word",
            "portion-attribute-unknown",
            "The :restricted[SECRETWORD]{«reson=\"threat\"»} gate.",
        ),
        (
            "a misspelt reason",
            "portion-reason-unknown",
            "The :restricted[SECRETWORD]{«reason=\"thret\"»} gate.",
        ),
        (
            "an unknown reason",
            "portion-reason-unknown",
            "The :restricted[x]{«reason=\"SECRETWORD\"»} gate.",
        ),
        (
            "an empty reason",
            "portion-reason-unknown",
            "The :restricted[SECRETWORD]{«reason=\"\"»} gate.",
        ),
        (
            "a reason without quotes",
            "portion-reason-quotes",
            "The :restricted[SECRETWORD]{«reason=threat»} gate.",
        ),
        (
            "a reason in typographic quotes",
            "portion-reason-quotes",
            "The :restricted[SECRETWORD]{«reason=“threat”»} gate.",
        ),
        (
            "a reason in single quotes",
            "portion-reason-quotes",
            "The :restricted[SECRETWORD]{«reason='threat'»} gate.",
        ),
        (
            "a reason with a space",
            "portion-attribute-unknown",
            "The :restricted[SECRETWORD]{«reason» = \"threat\"} gate.",
        ),
        (
            "two reasons",
            "portion-attribute-twice",
            "The :restricted[SECRETWORD]{reason=\"threat\" «reason=\"personnel\"»} gate.",
        ),
        (
            "mark and silent",
            "portion-attribute-twice",
            "The :restricted[SECRETWORD]{reason=\"threat\" mark «silent»} gate.",
        ),
        (
            "mark twice",
            "portion-attribute-twice",
            "The :restricted[SECRETWORD]{reason=\"threat\" mark «mark»} gate.",
        ),
        (
            "another word",
            "portion-attribute-unknown",
            "The :restricted[SECRETWORD]{reason=\"threat\" «quiet»} gate.",
        ),
        (
            "a capital",
            "portion-attribute-unknown",
            "The :restricted[SECRETWORD]{reason=\"threat\" «Silent»} gate.",
        ),
        (
            "a comma",
            "portion-reason-quotes",
            "The :restricted[SECRETWORD]{«reason=\"threat\",» mark} gate.",
        ),
        (
            "a silent container without empty lines",
            "portion-silent-blank",
            "Before\n«:::restricted{reason=\"threat\" silent}»\nSECRETWORD\n:::\nAfter",
        ),
    ]);
    list.push(
        Case::new(
            "neither mark nor silent",
            "portion-display-missing",
            text("The «:restricted[»SECRETWORD]{reason=\"threat\"} gate."),
        )
        .file("vitrine.toml", silent),
    );
    list.push(Case::new(
        "a level that is the entry's",
        "portion-level-low",
        restricted("The «:restricted[»SECRETWORD]{reason=\"threat\"} gate."),
    ));
    list.push(Case::new(
        "a level below the entry's",
        "portion-level-low",
        restricted("«:::partners{reason=\"threat\"}»\nSECRETWORD\n:::"),
    ));
    list.push(Case::new(
        "a slip in an entry that is withheld",
        "portion-unclosed",
        restricted("«:::sensitive{reason=\"threat\"}»\nSECRETWORD"),
    ));
    insta::assert_snapshot!(drawn(list));
}

#[test]
fn places() {
    insta::assert_snapshot!(drawn(cases(&[
        (
            "in an address",
            "directive-place",
            "«[a](:restricted[SECRETWORD]{reason=\"threat\"})»"
        ),
        (
            "in the address of a picture",
            "directive-place",
            "«![](:restricted[SECRETWORD]{reason=\"threat\"})»"
        ),
        (
            "in an address between angles",
            "directive-place",
            "«<https://example.org/:restricted[SECRETWORD]{reason=\"threat\"}>»"
        ),
        (
            "in a label",
            "directive-place",
            "«[a]»\n\n[a]: :restricted[SECRETWORD]{reason=\"threat\"}"
        ),
        (
            "in an info string",
            "directive-place",
            "«```:restricted[SECRETWORD]{reason=\"threat\"}\nx\n```»"
        ),
        (
            "in the anchor of a heading",
            "directive-place",
            "«## A {#:restricted[SECRETWORD]{reason=\"threat\"}}»"
        ),
        (
            "in a footnote's label",
            "directive-place",
            "A[^:restricted[SECRETWORD]{reason=\"threat\"}]\n\n«[^:restricted[SECRETWORD]{reason=\"threat\"}]: b»"
        ),
        (
            "misspelt in an address",
            "link-address portion-near-miss",
            "[a](https://example.org/«:restrictd[»SECRETWORD]{reason=\"threat\"})"
        ),
        (
            "misspelt in a code span",
            "portion-near-miss",
            "The `«:restrictd[»SECRETWORD]` gate."
        ),
        (
            "without braces in a code span",
            "portion-attributes-missing",
            "The `«:restricted[»SECRETWORD]` gate."
        ),
        (
            "a colon missing in a code span",
            "portion-near-miss",
            "The `«restricted[»SECRETWORD]` gate."
        ),
        (
            "another word in a code span, with braces",
            "portion-near-miss",
            "The `«:secret[»SECRETWORD]{reason=\"threat\"}` gate."
        ),
        (
            "half a level before a code span",
            "portion-near-miss",
            "The :re`tricted[SECRETWORD«]{reason=\"threat\"}» gate` is shut."
        ),
        (
            "wide letters in a code block",
            "portion-near-miss",
            "«```\n：restricted［SECRETWORD］\n```»"
        ),
        (
            "an invisible joiner in a code block",
            "portion-near-miss",
            "«```\n:rest\u{200D}ricted[SECRETWORD]\n```»"
        ),
        (
            "encoded in an address",
            "portion-near-miss",
            "«[a](https://example.org/&#58;secret&#91;SECRETWORD])»"
        ),
        (
            "misspelt in a code block",
            "portion-near-miss",
            "```\n«:restrictd[»SECRETWORD]\n```"
        ),
        (
            "misspelt in an indented code block",
            "portion-near-miss",
            "Text.\n\n    «:sensitve[»SECRETWORD]"
        ),
        (
            "a misspelt container in a code block",
            "directive-unknown",
            "```\n«:::restrictd»\nSECRETWORD\n:::\n```"
        ),
        (
            "a container that never closes in a code block",
            "portion-unclosed",
            "```\n«:::restricted{reason=\"threat\"}»\nSECRETWORD\n```"
        ),
        (
            "misspelt in a heading",
            "portion-near-miss",
            "## The «:restrictd[»SECRETWORD] gate"
        ),
        (
            "misspelt in a cell",
            "portion-near-miss",
            "| a |\n|---|\n| «:restrictd[»SECRETWORD] |"
        ),
        (
            "misspelt in an item",
            "portion-near-miss",
            "- The «:restrictd[»SECRETWORD] gate"
        ),
        (
            "misspelt in a quotation",
            "portion-near-miss",
            "> The «:restrictd[»SECRETWORD] gate"
        ),
        (
            "misspelt in a footnote",
            "portion-near-miss",
            "A[^a]\n\n[^a]: The «:restrictd[»SECRETWORD] gate"
        ),
        (
            "misspelt in the text of a link",
            "portion-near-miss",
            "[The «:restrictd[»SECRETWORD] gate](https://example.org/)"
        ),
        (
            "misspelt in a picture's words",
            "image-not-public portion-near-miss",
            "![The «:restrictd[»SECRETWORD] gate](p.png)"
        ),
        (
            "an item that goes silent",
            "portion-leaves-nothing",
            "- a\n«- :restricted[SECRETWORD]{reason=\"threat\" silent}»"
        ),
        (
            "a heading that goes silent",
            "portion-leaves-nothing",
            "«## :restricted[SECRETWORD]{reason=\"threat\" silent}»\n\nx"
        ),
        (
            "a cell that goes silent",
            "portion-leaves-nothing",
            "| a | b |\n|---|---|\n| x |« :restricted[SECRETWORD]{reason=\"threat\" silent}» |"
        ),
        (
            "a text that goes silent",
            "portion-leaves-nothing",
            "«:::restricted{reason=\"threat\" silent}»\nSECRETWORD\n:::\n"
        ),
        (
            "a quotation that goes silent",
            "portion-leaves-nothing",
            "Text.\n\n«> :restricted[SECRETWORD]{reason=\"threat\" silent}»"
        ),
    ])));
}

#[test]
fn fields() {
    let field = |line: &str| {
        format!("---\ntitle: A page\nkind: page\nsensitivity: public\n{line}\n---\nSECRETWORD\n")
    };
    let case = |name: &str, line: &str| Case::new(name, "portion-in-field", field(line));
    insta::assert_snapshot!(drawn([
        case(
            "a portion",
            "summary: «'The :restricted[SECRETWORD]{reason=\"threat\"} gate'»"
        ),
        case(
            "a misspelt one",
            "summary: «The :restrictd[SECRETWORD] gate»"
        ),
        case("another word", "summary: «The :secret[SECRETWORD] gate»"),
        case("no colon", "summary: «The restricted[SECRETWORD] gate»"),
        case(
            "braces alone",
            "summary: «'The [SECRETWORD]{reason=\"threat\"} gate'»"
        ),
        case("colons", "summary: «\":::restricted SECRETWORD\"»"),
        case(
            "an encoded colon",
            "summary: «The &#58;restricted[SECRETWORD] gate»"
        ),
        case(
            "an encoded bracket",
            "summary: «The :secret&#91;SECRETWORD] gate»"
        ),
        case(
            "wide letters",
            "summary: «The ：ｓｅｃｒｅｔ［SECRETWORD］ gate»"
        ),
        case(
            "what reads as the sign of a footnote",
            "summary: «The :restricted[＾SECRETWORD] gate»"
        ),
        case(
            "Cyrillic letters",
            "summary: «The rеstricted[SECRETWORD] gate»"
        ),
        case(
            "an escape of YAML",
            "summary: «\"The \\x3arestricted[SECRETWORD] gate\"»"
        ),
        case(
            "a withheld mark",
            "summary: «'The :withheld{reason=\"threat\"} gate'»"
        ),
        case(
            "the words of a picture",
            "sources: [{label: «'A :secret[SECRETWORD]'»}]"
        ),
    ]));
}

#[test]
fn what_a_page_would_not_show() {
    insta::assert_snapshot!(drawn(cases(&[
        (
            "HTML",
            "html-raw html-raw",
            "The «<b>»SECRETWORD«</b>» gate."
        ),
        (
            "a block of HTML",
            "html-raw",
            "«<div hidden>\nSECRETWORD\n</div>»\n"
        ),
        ("a comment", "html-comment", "«<!-- SECRETWORD -->»\n"),
        (
            "a comment within a line",
            "html-comment",
            "The «<!-- SECRETWORD -->» gate."
        ),
        (
            "an instruction",
            "html-raw",
            "The «<?php SECRETWORD ?>» gate."
        ),
        (
            "a comment by a definition",
            "definition-unused",
            "Text.\n\n«[//]: # (SECRETWORD)»"
        ),
        (
            "a definition that nobody uses",
            "definition-unused",
            "Text.\n\n«[a]: https://example.org/SECRETWORD»"
        ),
        (
            "a definition that nobody uses, beside one that somebody does",
            "definition-unused",
            "See [b].\n\n[b]: https://example.org/\n«[a]: https://example.org/SECRETWORD»"
        ),
        (
            "a definition given twice",
            "text-hidden",
            "[a]\n\n[a]: https://example.org/\n[«a]: https://example.org/SECRETWORD»"
        ),
        (
            "a definition with a title",
            "link-title",
            "[a]\n\n«[a]: https://example.org/ \"SECRETWORD\"»"
        ),
        (
            "a link with a title",
            "link-title",
            "«[a](https://example.org/ \"SECRETWORD\")»"
        ),
        (
            "a footnote that nobody names",
            "footnote-unused",
            "Text.\n\n«[^a]: SECRETWORD»"
        ),
        (
            "a cell too many",
            "text-hidden",
            "| a |\n|---|\n| b | «SECRETWORD» |"
        ),
        (
            "a language that is not listed",
            "code-language",
            "«```rust»\nSECRETWORD\n```"
        ),
        (
            "more behind the language",
            "code-language",
            "«```toml title=\"SECRETWORD\"»\na = 1\n```"
        ),
        ("a class", "heading-attributes", "«## A {.SECRETWORD}»"),
        (
            "an attribute",
            "heading-attributes",
            "«## A {note=SECRETWORD}»"
        ),
        (
            "a heading of the first level",
            "heading-level",
            "«# SECRETWORD»"
        ),
        (
            "text turned round",
            "character-forbidden",
            "SECRETWORD «\u{202E}»b"
        ),
        ("a NUL", "character-forbidden", "SECRETWORD «\0»b"),
    ])));
}

/// What a public page shows of a text.
fn shown(body: &str) -> String {
    let mut tree = SourceTree::new();
    tree.insert("vitrine.toml", "title = \"A site\"\nportions = \"mark\"\n");
    tree.insert("a.md", text(body));
    let disclosure = disclose(&tree, TODAY)
        .unwrap_or_else(|found| panic!("{body:?}: {:#?}", found.iter().collect::<Vec<_>>()));
    let archive = vitrine_disclosure::open(disclosure.archive())
        .unwrap_or_else(|found| panic!("{body:?}: {found:?}"));
    assert_eq!(archive.tree(), disclosure.tree());
    disclosure
        .tree()
        .entries()
        .iter()
        .map(|entry| words(entry.body()))
        .collect()
}

fn words(blocks: &[vitrine_disclosure::dialect::Block]) -> String {
    use vitrine_disclosure::dialect::{Block, Inline};
    fn inline(run: &[Inline]) -> String {
        run.iter()
            .map(|part| match part {
                Inline::Text(text) => text.to_string(),
                Inline::Code(code) => format!("`{code}`"),
                Inline::Emphasis(run) | Inline::Strong(run) | Inline::Strike(run) => inline(run),
                Inline::Link { text, .. } => format!("<{}>", inline(text)),
                Inline::SoftBreak => " ".to_owned(),
                Inline::HardBreak => "\n".to_owned(),
                Inline::Withheld { reason } => format!("#{reason}#"),
                other => format!("{other:?}"),
            })
            .collect()
    }
    let all: Vec<String> = blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(run) => inline(run),
            Block::Heading(heading) => format!("## {}", inline(&heading.text)),
            Block::Quote(blocks) => format!("> {}", words(blocks)),
            Block::Admonition { kind, blocks } => format!("({}) {}", kind.name(), words(blocks)),
            Block::List { items, .. } => items
                .iter()
                .map(|item| format!("- {}", words(&item.blocks)))
                .collect::<Vec<_>>()
                .join("\n"),
            Block::Code { text, .. } => format!("```{text}```"),
            Block::Withheld { reason } => format!("##{reason}##"),
            Block::Table(table) => table
                .rows
                .iter()
                .flatten()
                .map(|cell| inline(cell))
                .collect::<Vec<_>>()
                .join(" | "),
            other => format!("{other:?}"),
        })
        .collect();
    all.join(" / ")
}

#[test]
fn what_only_resembles_a_portion_passes() {
    for (body, public) in [
        ("At 10:30 the gate opens.", "At 10:30 the gate opens."),
        ("At 10:30[1] the gate opens.", "At 10:30[1] the gate opens."),
        ("A ratio of 3:1 and 16:9.", "A ratio of 3:1 and 16:9."),
        (
            "See https://example.org/a:b and http://example.org.",
            "See https://example.org/a:b and http://example.org.",
        ),
        ("<https://example.org/a>", "<https://example.org/a>"),
        (
            "Note: the [report](https://example.org/) is public.",
            "Note: the <report> is public.",
        ),
        ("A colon\\: and no more.", "A colon: and no more."),
        (
            "Write \\:restricted[text]{reason=\"threat\"} so.",
            "Write :restricted[text]{reason=\"threat\"} so.",
        ),
        ("Write \\:note[text] so.", "Write :note[text] so."),
        (
            "`\\:restricted[text]{reason=\"threat\" mark}`",
            "`:restricted[text]{reason=\"threat\" mark}`",
        ),
        (
            "Write \\:restricted [text] so.",
            "Write :restricted [text] so.",
        ),
        (
            "Write \\:restricted(text) so.",
            "Write :restricted(text) so.",
        ),
        ("`\\:restricted [text]` so.", "`:restricted [text]` so."),
        ("`\\:restricted(text)` so.", "`:restricted(text)` so."),
        (
            "```\n\\:restricted(text) \\:restricted [text]\n```",
            "```:restricted(text) :restricted [text]",
        ),
        ("`a:b[1]`", "`a:b[1]`"),
        ("```\na:b[1] at 10:30 [x]\n```", "```a:b[1] at 10:30 [x]"),
        (
            "```\n\\:restricted[text]{reason=\"threat\"}\n```",
            "```:restricted[text]",
        ),
        ("`std::vec` and `a[::2]`", "`std::vec` and `a[::2]`"),
        ("Text std::vec text.", "Text std::vec text."),
        (
            "The restricted area is open.",
            "The restricted area is open.",
        ),
        (
            "The restricted [area](https://example.org/) is open.",
            "The restricted <area> is open.",
        ),
        (
            "Restricted: [area](https://example.org/).",
            "Restricted: <area>.",
        ),
        (
            "A {mark} and a {silent} word.",
            "A {mark} and a {silent} word.",
        ),
        ("A [b]{c} word.", "A [b]{c} word."),
        ("Smile :-) and :) again.", "Smile :-) and :) again."),
        ("IPv6 is `::1` here.", "IPv6 is `::1` here."),
        (
            "urn:isbn:123 and doi:10.1000/1.",
            "urn:isbn:123 and doi:10.1000/1.",
        ),
        ("Genesis 1:1[^a]\n\n[^a]: A note.", "Genesis 1:1"),
        (":::note\nRead this.\n:::", "(note) Read this."),
        (":::tip\nRead this.\n:::", "(tip) Read this."),
        (":::warning\nRead this.\n:::", "(warning) Read this."),
        (":::important\nRead this.\n:::", "(important) Read this."),
        (
            "::::example\n:::note\nRead this.\n:::\n::::",
            "(example) (note) Read this.",
        ),
        (":::withheld{reason=\"threat\"}\n:::", "##threat##"),
        ("A :withheld{reason=\"threat\"} word.", "A #threat# word."),
        (
            "A :restricted[SECRETWORD]{reason=\"threat\"} word.",
            "A #threat# word.",
        ),
        (
            "A :restricted[SECRETWORD]{reason=\"threat\" silent} word.",
            "A word.",
        ),
        (
            "A :sensitive[SECRETWORD [x] SECRETWORD]{mark reason=\"threat\"} word.",
            "A #threat# word.",
        ),
        (
            "> :::restricted{reason=\"threat\"}\n> SECRETWORD\n> :::",
            "> ##threat##",
        ),
        (
            "  :::restricted{reason=\"threat\" mark}\n  SECRETWORD\n  :::",
            "##threat##",
        ),
        (
            "`:restricted[SECRETWORD]{reason=\"threat\"}`",
            "`:withheld{reason=\"threat\"}`",
        ),
        (
            "| a |\n|---|\n| :restricted[SECRETWORD]{reason=\"threat\"} |",
            "#threat#",
        ),
        ("日本語：テキストです。", "日本語：テキストです。"),
    ] {
        let found = shown(body);
        assert!(
            found.starts_with(public) && !found.contains("SECRETWORD"),
            "{body:?} shows {found:?}, not {public:?}"
        );
    }
}
