//! What is printed reads back as the same tree; what is cut is gone; what nearly looks like a portion is refused.

use std::ops::Range;

use proptest::prelude::*;

use super::block::{Block, Target};
use super::cut::{Display, Markings, cut};
use super::print::{self, Address};
use super::read::{Resolve, read};
use super::signs;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::public::PublicText;

struct Anything;

impl Resolve for Anything {
    fn link(
        &mut self,
        written: &str,
        _: Range<usize>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Target> {
        if written.contains(never_in_addresses) {
            diagnostics.push(Diagnostic::error("link-address", "a.md", 0..0, ""));
            return None;
        }
        Some(Target::Elsewhere(PublicText::new(written)))
    }

    fn image(
        &mut self,
        written: &str,
        _: &str,
        _: Range<usize>,
        diagnostics: &mut Diagnostics,
    ) -> Option<String> {
        if written.contains(never_in_addresses) {
            diagnostics.push(Diagnostic::error("image-address", "a.md", 0..0, ""));
            return None;
        }
        Some(written.to_owned())
    }
}

/// What no address of any kind holds: the real resolver refuses it, with more.
fn never_in_addresses(c: char) -> bool {
    (c.is_whitespace() && c != ' ') || signs::forbidden(c).is_some()
}

impl Address for Anything {
    fn link(&self, target: &Target) -> String {
        match target {
            Target::Elsewhere(address) => address.as_str().to_owned(),
            other => format!("{other:?}"),
        }
    }

    fn attachment(&self, name: &str) -> String {
        name.to_owned()
    }
}

fn levels() -> Vec<String> {
    ["public", "partners", "restricted", "sensitive"]
        .map(str::to_owned)
        .to_vec()
}

fn blocks(text: &str) -> Result<Vec<Block>, Diagnostics> {
    let levels = levels();
    let reasons = ["threat", "personnel"].map(str::to_owned).to_vec();
    let markings = Markings {
        levels: &levels,
        reasons: &reasons,
        entry: 0,
        display: Some(Display::Mark),
    };
    let mut diagnostics = Diagnostics::new();
    let prepared = cut("a.md", text, 0..text.len(), markings, &mut diagnostics);
    let blocks = read("a.md", &prepared, markings, &mut Anything, &mut diagnostics);
    if diagnostics.is_empty() {
        Ok(blocks)
    } else {
        Err(diagnostics)
    }
}

fn codes(text: &str) -> Vec<&'static str> {
    blocks(text)
        .err()
        .map(|found| found.iter().map(|diagnostic| diagnostic.code).collect())
        .unwrap_or_default()
}

#[track_caller]
fn round_trip(text: &str) -> String {
    let first = blocks(text).unwrap_or_else(|diagnostics| panic!("{text:?}: {diagnostics:?}"));
    let printed = print::print(&first, &Anything);
    let second =
        blocks(&printed).unwrap_or_else(|diagnostics| panic!("{printed:?}: {diagnostics:?}"));
    assert_eq!(first, second, "{text:?} was printed as {printed:?}");
    assert_eq!(print::print(&second, &Anything), printed);
    printed
}

#[test]
fn each_construct_reads_back() {
    for text in [
        "A paragraph\nof two lines.",
        "one\\\ntwo",
        "## A heading {#here}\n\n### Another *one* & `code` #\n",
        "- a\n- b\n  - c\n  - d\n- e",
        "- a\n\n  more\n\n- b",
        "3. a\n4. b\n\n7) c",
        "- [x] done\n- [ ] not done",
        "- [x] done\n\n- [ ] not done",
        "> quoted\n>\n> - list\n\n> > deeper",
        "```toml\na = 1\n```",
        "````\n```\ninner\n```\n````",
        "    indented\n\n    code",
        "| a | b |\n| :-- | --: |\n| `x\\|` | *y* |\n| z | |",
        "***",
        "Term\n: What it *means*\n\nOther\n: One\n: Two",
        "Text[^a] and[^b] again[^a].\n\n[^b]: Second.\n[^a]: First\n\n    with more.",
        ":::note\nRead *this*.\n:::",
        "::::warning\n:::tip\nInner.\n:::\n\nOuter.\n::::",
        "[a link](https://example.org/a_(b)?x=1&y=2) and <https://example.org/> and <a@example.org>",
        "[ref][r] and [r]\n\n[r]: https://example.org/",
        "**bold *both* bold** ~~gone~~ a_b_c 2*3*4 _em_",
        "1986\\. A great year\n\n\\- no list\n\n\\# no heading",
        "AT&T &copy; &amp;amp; <\\!-- 3 < 4 > 2",
        "a\\:b and 10:30 and https://x.org: end",
        ":::withheld{reason=\"threat\"}\n:::",
        "Some :withheld{reason=\"threat\"} text",
        "`code with \\`` and ``a ` b`` and `` ` ``",
        "日本語の**太字**と、RTL: العربية",
        "![](chart.png)",
        "\\:restricted[text]{reason=\"threat\" mark}",
        "`\\:restricted[text]{reason=\"threat\" mark}`",
        "```\n\\:::restricted{reason=\"threat\"}\n\\:::\n```",
        "Setext\n------",
        "+ a\n\n* b\n\n- c",
        "a *b*c **d**e",
        "\\*not emphasis\\* \\[not a link\\](x)",
        "> :::note\n> In a quotation.\n> :::",
        "- a\n  ***\n- b",
        "- item\n\n  :::restricted{reason=\"threat\" mark}\n  gone\n  :::\n- next",
        "A\n\n## Next {#next}\n\nText that follows it, and more.",
    ] {
        round_trip(text);
    }
}

#[test]
fn each_construct_is_printed_in_one_way() {
    for text in [
        "Term\n: What it means\n\nOther\n: One\n: Two",
        "1. a\n\n- b\n\n1. c\n2. d",
        "- a\n\n+ b\n\n- c",
        "1. a\n\n1) b",
        "- a\n\n- b",
        "- *a* b\n- **c**\n- > d",
        "- [x] done\n- [ ] not ~~done~~",
        "```\na\n```\n\nText behind it.",
        "| a |\n| --- |\n| b |\n\nText behind it.",
        "`` `a `` and `` a` `` and ` a` and `a `",
        "`x:[a]` and `x:{a}`",
        "[a](<https://x.org/a b(>)",
        ":::note\nAlone.\n:::",
        ":::::warning\n::::tip\n:::note\nInner.\n:::\n::::\n\nOuter.\n:::::",
        "`std::vec`, `a[::2]`, `: a` and `10:30`",
        "```\n: a\nstd::vec\n10:30\n```",
        "## Next steps {#next-steps}",
    ] {
        assert_eq!(round_trip(text), format!("{text}\n"));
    }
}

/// Whether items stand apart is said of each list by its own items.
#[test]
fn a_list_is_as_tight_as_it_was_written() {
    for (text, expected) in [
        ("- a\n- b", true),
        ("- a\n\n- b", false),
        ("- a\n  - b\n\n  - c\n- d", true),
        ("- > a\n\n  b", false),
        ("- ```\n  a\n  ```\n\n  b", false),
        ("- - a\n  - b\n\n  c", false),
    ] {
        match blocks(text).as_deref() {
            Ok([Block::List { tight, .. }]) => assert_eq!(*tight, expected, "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn a_definition_is_used_by_its_own_label_alone() {
    for (text, expected) in [
        (
            "[a] and [the  Law]\n\n[a]: https://a.org\n[The law]: https://b.org",
            &[][..],
        ),
        (
            "[a]\n\n[a]: https://a.org\n[b]: https://secret.org",
            &["definition-unused"],
        ),
        (
            "[a]\n\n[a]: https://a.org\n[a b]: https://secret.org \"SECRET\"",
            &["definition-unused"],
        ),
    ] {
        assert_eq!(codes(text), expected, "{text}");
    }
}

#[test]
fn what_stands_behind_something_refused_is_judged_too() {
    let deep = format!("{}a\n\n# Title", "> ".repeat(30));
    for (text, expected) in [
        (deep.as_str(), ["nesting-deep", "heading-level"]),
        ("<div>\na\n</div>\n\n# Title", ["html-raw", "heading-level"]),
    ] {
        let found = codes(text);
        let ends = [found.first().copied(), found.last().copied()];
        assert_eq!(ends, expected.map(Some), "{text}: {found:?}");
    }
}

#[test]
fn what_is_cut_is_gone() {
    for (text, left) in [
        (
            "Before\n\n:::restricted{reason=\"threat\" mark}\nSECRET\n:::\n\nAfter",
            "Before\n\n:::withheld{reason=\"threat\"}\n:::\n\nAfter\n",
        ),
        (
            "Before\n\n:::restricted{reason=\"threat\" silent}\nSECRET\n\nmore SECRET\n:::\n\nAfter",
            "Before\n\nAfter\n",
        ),
        (
            "The :restricted[SECRET]{reason=\"threat\" mark} gate",
            "The :withheld{reason=\"threat\"} gate\n",
        ),
        (
            "The :restricted[SECRET]{reason=\"threat\" silent} gate",
            "The gate\n",
        ),
        (
            "The gate :restricted[SECRET]{reason=\"threat\" silent}.",
            "The gate.\n",
        ),
        (
            "The :restricted[old ]{reason=\"threat\" silent}gate:restricted[ (north)]{reason=\"threat\" silent} opens",
            "The gate opens\n",
        ),
        // Without its space the backslash would be one before a colon.
        (
            "`a\\ :restricted[x]{reason=\"threat\" silent}: b`",
            "`a\\ : b`\n",
        ),
        (
            ":restricted[SECRET]{reason=\"threat\" silent} The gate",
            "The gate\n",
        ),
        (
            "The :restricted[SECRET\nSECRET [x] SECRET]{reason=\"threat\"} gate",
            "The :withheld{reason=\"threat\"} gate\n",
        ),
        (
            "> Quote\n>\n> :::sensitive{reason=\"personnel\"}\n> SECRET\n> :::",
            "> Quote\n>\n> :::withheld{reason=\"personnel\"}\n> :::\n",
        ),
        (
            "| a | b |\n|---|---|\n| :restricted[SECRET]{reason=\"threat\"} | c |",
            "| a | b |\n| --- | --- |\n| :withheld{reason=\"threat\"} | c |\n",
        ),
        (
            "```\na\n:::restricted{reason=\"threat\" mark}\nSECRET\n:::\nb\n```",
            "```\na\n\\::\\:withheld{reason=\"threat\"}\n\\:::\nb\n```\n",
        ),
        (
            "para\n:::restricted{reason=\"threat\" mark}\nSECRET ``` <!-- [^x]: \n:::\nmore",
            "para\n\n:::withheld{reason=\"threat\"}\n:::\n\nmore\n",
        ),
        (
            "The `gate :restricted[SECRET]{reason=\"threat\" silent} opens`",
            "The `gate opens`\n",
        ),
        (
            "```\na :restricted[SECRET]{reason=\"threat\" silent} b\n```",
            "```\na b\n```\n",
        ),
        (
            "a\r\n\r\n:::restricted{reason=\"threat\"}\r\nSECRET\r\n:::\r\n\r\nb\r\n",
            "a\n\n:::withheld{reason=\"threat\"}\n:::\n\nb\n",
        ),
        // A portion that took its own space with it leaves the other one beside emphasis, links and code.
        (
            "The **gate**:restricted[ (north)]{reason=\"threat\" silent} opens",
            "The **gate** opens\n",
        ),
        (
            "The :restricted[old ]{reason=\"threat\" silent}**gate** of :restricted[our ]{reason=\"threat\" silent}`a` opens",
            "The **gate** of `a` opens\n",
        ),
        (
            "See :restricted[our ]{reason=\"threat\" silent}[this](https://a.org) :restricted[x]{reason=\"threat\" silent}",
            "See [this](https://a.org)\n",
        ),
        (
            "The gate :restricted[north]{reason=\"threat\" silent}[^a] opens\n\n[^a]: Daily.",
            "The gate[^a] opens\n\n[^a]: Daily.\n",
        ),
        (
            "`:restricted[x]{reason=\"threat\" silent} a :restricted[x]{reason=\"threat\" silent}`",
            "`a`\n",
        ),
        // A portion of several lines, in a file of Windows.
        (
            "The :restricted[SECRET\r\nSECRET ]{reason=\"threat\" mark} gate\r\n",
            "The :withheld{reason=\"threat\"} gate\n",
        ),
        (
            "The :restricted[SECRET]{reason=\"threat\" silent}gate",
            "The gate\n",
        ),
        (
            "The gate:restricted[SECRET]{reason=\"threat\" silent}.",
            "The gate.\n",
        ),
        (
            "`:restricted[SECRET]{reason=\"threat\" silent} opens`",
            "`opens`\n",
        ),
        // A backslash does not come to stand before a colon.
        (
            "`a\\ :restricted[SECRET]{reason=\"threat\" silent}:b`",
            "`a\\ :b`\n",
        ),
        (
            "Cafés né*:restricted[SECRET]{reason=\"threat\" silent}!b*",
            "Cafés n&#233;*!b*\n",
        ),
        // Beside a letter, a span that begins with a sign would not open: the letter is written by its number.
        (
            "x*:restricted[SECRET]{reason=\"threat\" silent}!b*",
            "&#120;*!b*\n",
        ),
        (
            "xé*:restricted[SECRET]{reason=\"threat\" silent}!b*",
            "x&#233;*!b*\n",
        ),
        // Empty lines that the author wrote around a mark in code are no addition of ours.
        (
            "```\na\n\n:::restricted{reason=\"threat\" mark}\nSECRET\n:::\n\nb\n```",
            "```\na\n\n\\::\\:withheld{reason=\"threat\"}\n\\:::\n\nb\n```\n",
        ),
    ] {
        let printed = round_trip(text);
        assert!(!printed.contains("SECRET"), "{printed}");
        assert_eq!(printed, left);
    }
}

#[test]
fn what_could_open_something_is_printed_with_a_backslash_and_nothing_else_is() {
    for (text, printed) in [
        ("Stop! Go!now", "Stop! Go!now"),
        (
            "Look\\![here](https://x.org) \\![b",
            "Look\\![here](https://x.org) \\!\\[b",
        ),
        ("10:30 a\\:b a\\:\\:9", "10:30 a\\:b a\\:\\:9"),
        ("note\\:**b** 5: 6", "note\\:**b** 5: 6"),
        ("## C# and F\\##", "## C# and F\\#\\#"),
        ("a #b c# d", "a #b c# d"),
        ("C\\#*b*", "C\\#*b*"),
        ("snake_case_name \\_x\\_", "snake_case_name \\_x\\_"),
        ("3 - 2 = 1 + 0", "3 - 2 = 1 + 0"),
        ("12\\. x 1. y", "12\\. x 1. y"),
        ("`` a`b `` ```` a``b```c ````", "``a`b`` ````a``b```c````"),
        (
            "| a |\n| --- |\n| [a](https://x.org/a\\|b) |",
            "| a |\n| --- |\n| [a](https://x.org/a\\|b) |",
        ),
        ("[a](https://x.org/a|b)", "[a](https://x.org/a|b)"),
        (
            "`std::vec` and `:x` and `{\"a\":[1]}`",
            "`std::vec` and `:x` and `{\"a\":[1]}`",
        ),
        ("`` `a `` `` a` `` ` a` `a `", "`` `a `` `` a` `` ` a` `a `"),
        ("[a](<b c>) [d](<e(f>)", "[a](<b c>) [d](<e(f>)"),
        (
            "- *a* b\n- ~~c~~\n- [x] d\n- [ ] e",
            "- *a* b\n- ~~c~~\n- [x] d\n- [ ] e",
        ),
        ("- a\n\n- b", "- a\n\n- b"),
        ("- > a\n- b", "- > a\n- b"),
        ("- > a\n\n  b", "- > a\n\n  b"),
        ("1. a\n\n- b\n\n+ c", "1. a\n\n- b\n\n+ c"),
        ("A\n: B\n\nC\n: D", "A\n: B\n\nC\n: D"),
        ("```\na\n```\n\nafter", "```\na\n```\n\nafter"),
        (
            "| a |\n| --- |\n| b |\n\nafter",
            "| a |\n| --- |\n| b |\n\nafter",
        ),
        ("Before.\n\n## After {#it}", "Before.\n\n## After {#it}"),
        // Each admonition has one colon more than those in it.
        (
            ":::::note\n::::warning\n:::tip\nInner.\n:::\n::::\n\nOuter.\n:::::",
            ":::::note\n::::warning\n:::tip\nInner.\n:::\n::::\n\nOuter.\n:::::",
        ),
        (
            "::::note\n- a\n\n  :::tip\n  b\n  :::\n::::",
            "::::note\n- a\n\n  :::tip\n  b\n  :::\n::::",
        ),
        (
            ":::::::note\n> :::tip\n> a\n> :::\n:::::::",
            "::::note\n> :::tip\n> a\n> :::\n::::",
        ),
        // White space at the edges of a span by its number.
        (
            "x *&#160;a&#8195;* **é&#160;**",
            "x *&#160;a&#8195;* **é&#160;**",
        ),
    ] {
        assert_eq!(round_trip(text), format!("{printed}\n"), "{text}");
    }
}

#[test]
fn slips_are_refused() {
    for (text, code) in [
        (
            ":::restricted{reason=\"threat\"}\nnever closed",
            "portion-unclosed",
        ),
        (
            ":::restricted{reason=\"threat\"}\ntext\n::::",
            "portion-unclosed",
        ),
        (
            ":::restricted{reason=\"threat\"}\ntext\n > :::\n:::",
            "portion-closer-differs",
        ),
        (":::restricted\ntext\n:::", "portion-reason-missing"),
        (
            ":::restricted{reason=\"weather\"}\ntext\n:::",
            "portion-reason-unknown",
        ),
        (
            ":::restricted{reason=threat}\ntext\n:::",
            "portion-reason-quotes",
        ),
        (
            ":::restricted{reason=\"threat\" quiet}\ntext\n:::",
            "portion-attribute-unknown",
        ),
        (
            ":::restricted{reason=\"threat\" mark silent}\ntext\n:::",
            "portion-attribute-twice",
        ),
        (":::restricted{reason=\"threat\"} text\n:::", "portion-tail"),
        (
            ":::restricted{reason=\"threat\"\ntext\n:::",
            "portion-attributes-unclosed",
        ),
        (":::restricted text\n:::", "portion-tail"),
        (
            ":::public{reason=\"threat\"}\ntext\n:::",
            "portion-level-public",
        ),
        (
            ":::restrictd{reason=\"threat\"}\ntext\n:::",
            "directive-unknown",
        ),
        (
            ":::Restricted{reason=\"threat\"}\ntext\n:::",
            "directive-unknown",
        ),
        (
            "::restricted{reason=\"threat\"}\ntext\n::",
            "directive-colons",
        ),
        (
            ":::restricted{reason=\"threat\"}\n:::sensitive{reason=\"threat\"}\na\n:::\n:::",
            "portion-nested",
        ),
        (
            ":::restricted{reason=\"threat\"}\na :sensitive[b]{reason=\"threat\"}\n:::",
            "portion-nested",
        ),
        (":::", "closer-stray"),
        (":::note\nnever closed", "admonition-unclosed"),
        (":::note title\ntext\n:::", "admonition-tail"),
        (
            "- :::restricted{reason=\"threat\"}\n  a\n  :::",
            "closer-stray",
        ),
        ("a :::restricted{reason=\"threat\"}", "portion-near-miss"),
        ("a :restricted[b", "portion-unclosed"),
        ("a :restricted[b] c", "portion-attributes-missing"),
        (
            "a :restricted[b] {reason=\"threat\"}",
            "portion-attributes-missing",
        ),
        (
            "a :restricted[b\\]c]{reason=\"threat\"}",
            "portion-backslash",
        ),
        (
            "a :restricted[b\n\nc]{reason=\"threat\"}",
            "portion-blank-line",
        ),
        (
            "a :restricted[é\n\nc]{reason=\"threat\"}",
            "portion-blank-line",
        ),
        (
            "a :restricted[b :sensitive[c]{reason=\"threat\"}]{reason=\"threat\"}",
            "portion-nested",
        ),
        ("a ::restricted[b]{reason=\"threat\"}", "directive-colons"),
        ("a :Restricted[b]{reason=\"threat\"}", "portion-near-miss"),
        ("a :restrictd[b]", "portion-near-miss"),
        ("a :secret[b]", "portion-near-miss"),
        ("a :rеstricted[b]", "portion-near-miss"),
        ("a &colon;restricted\\[b\\]", "portion-near-miss"),
        ("a &#58;secret\\[b\\]", "portion-near-miss"),
        ("a restricted[b]", "portion-near-miss"),
        ("a [b]{reason=\"threat\"}", "portion-near-miss"),
        ("a [b]{mark}", "portion-near-miss"),
        ("a \\[b\\]\\{silent\\}", "portion-near-miss"),
        ("a ：restricted［b］", "portion-near-miss"),
        ("a :restr**icted**\\[b\\]", "portion-near-miss"),
        ("`:restrictd[b]`", "portion-near-miss"),
        ("```\n:restrictd[b]\n```", "portion-near-miss"),
        ("&colon;:: restricted", "portion-near-miss"),
        (
            "a\n:::restricted{reason=\"threat\" silent}\nb\n:::\nc",
            "portion-silent-blank",
        ),
        (
            "- :restricted[b]{reason=\"threat\" silent}",
            "portion-leaves-nothing",
        ),
        (
            "## :restricted[b]{reason=\"threat\" silent}",
            "portion-leaves-nothing",
        ),
        (
            "| a |\n|---|\n| :restricted[b]{reason=\"threat\" silent} |",
            "portion-leaves-nothing",
        ),
        (
            ":::restricted{reason=\"threat\" silent}\nall\n:::",
            "portion-leaves-nothing",
        ),
        ("[a](:restricted[b]{reason=\"threat\"})", "directive-place"),
        (
            "[a]: x\n[:restricted[b]{reason=\"threat\"}]: https://x.org",
            "definition-unused",
        ),
        (":::withheld{reason=\"threat\"}\ntext\n:::", "mark-text"),
        (":::withheld\n:::", "mark-attributes"),
        (":withheld{reason=\"threat\" mark}", "mark-attributes"),
        (":withheld{}", "mark-attributes"),
        ("<b>bold</b>", "html-raw"),
        ("<!-- secret -->", "html-comment"),
        ("text <!-- secret --> text", "html-comment"),
        ("<script>alert(1)</script>", "html-raw"),
        ("[//]: # (a comment)", "definition-unused"),
        (
            "[x]\n\n[x]: https://a.org\n[x]: https://secret.org",
            "text-hidden",
        ),
        ("| a |\n|---|\n| b | secret |", "text-hidden"),
        (
            "| a |\n|---|\n| b | secret |\n\nText behind it.",
            "text-hidden",
        ),
        ("a `:restricted[b]{reason=\"threat\" silent}`", "code-empty"),
        ("[a](https://a.org \"title\")", "link-title"),
        ("text\n\n[^a]: secret", "footnote-unused"),
        ("# Title", "heading-level"),
        ("## A {.wide}", "heading-attributes"),
        ("## A {#x}\n\n## B {#x}", "heading-anchor-twice"),
        ("```rust\nx\n```", "code-language"),
        ("a\u{202E}b", "character-forbidden"),
        ("a\u{200B}b", "character-forbidden"),
        ("a\u{E000}0\u{E001}b", "character-forbidden"),
        ("a\0b", "character-forbidden"),
        ("a\rb", "character-forbidden"),
        (
            ":restricted[x]{reason=\"threat\" mark} &#xE000;0&#xE001;",
            "character-forbidden",
        ),
        ("a\n\n&NewLine;\n\na", "portion-leaves-nothing"),
        ("a `  ` b", "code-empty"),
        (
            "a `:restricted[b]{reason=\"threat\" silent}` c",
            "code-empty",
        ),
        // Hidden in the middle, and below what is used.
        ("| a |\n|---|\n| b | secret |\n\nafter", "text-hidden"),
        (
            "[a][x]\n\n[x]: https://a.org\n[y]: https://secret.org",
            "definition-unused",
        ),
        ("[^a]<https://x.org>\n\n[^a]: b", "markup-unknown"),
        ("a &#x1DA87;:note b", "character-forbidden"),
        ("a&#13;b", "character-forbidden"),
        ("a &#x2028; b", "character-forbidden"),
    ] {
        assert!(
            codes(text).contains(&code),
            "{text:?} gave {:?}, not {code}",
            codes(text)
        );
    }
}

#[test]
fn of_forbidden_characters_in_a_row_the_first_is_told() {
    for (text, times) in [
        ("\0\0\0\0", 1),
        ("a\u{202E}\u{200B}\u{E000}\0b", 1),
        ("a\u{202E}b\u{202E}c", 2),
    ] {
        assert_eq!(codes(text), vec!["character-forbidden"; times], "{text:?}");
    }
}

/// What is refused is left out whole, and what stands behind it is read.
#[test]
fn all_slips_of_a_text_are_told() {
    for (text, found) in [
        (
            "<div>bold</div>\n\n# Title".to_owned(),
            ["html-raw", "heading-level"],
        ),
        (
            format!("{}a\n\n# Title", "> ".repeat(30)),
            ["nesting-deep", "heading-level"],
        ),
        (
            format!("{}a\n\n# Title", "- ".repeat(30)),
            ["nesting-deep", "heading-level"],
        ),
    ] {
        let codes = codes(&text);
        let told = [codes.first(), codes.last()].map(Option::unwrap);
        assert_eq!(told, [&found[0], &found[1]], "{text}: {codes:?}");
    }
}

/// What is deep is one thing in another: many, one behind the other, are not.
#[test]
fn much_is_not_deep() {
    round_trip(&"*a* **b**\n\n".repeat(40));
    round_trip(&"> a\n\n- *b*\n\n".repeat(40));
    let (deepest, deeper) = ("> ".repeat(22), "> ".repeat(23));
    round_trip(&format!("{deepest}*a*"));
    round_trip(&format!("{deeper}a"));
    assert!(codes(&format!("{deeper}*a*")).contains(&"nesting-deep"));
    // The case of a label and the spaces in it are nothing.
    round_trip("[a][Some  LABEL]\n\n[some label]: https://a.org");
}

#[test]
fn deep_nesting_is_refused_and_bounded() {
    for text in [
        "> ".repeat(20_000) + "a",
        "- ".repeat(5_000) + "a",
        "*a **b ".repeat(3_000),
        "[".repeat(50_000),
    ] {
        let _ = blocks(&text);
    }
    assert!(codes(&("> ".repeat(200) + "a")).contains(&"nesting-deep"));
    let quoted = |depth: usize| "> ".repeat(depth) + "a";
    let stressed = |depth: usize| {
        let (mut open, mut close) = (String::new(), String::new());
        for sign in ["*", "**"].into_iter().cycle().take(depth) {
            open = format!("{open}{sign}a ");
            close = format!(" a{sign}{close}");
        }
        format!("{open}b{close}")
    };
    for (depth, found) in [(23, vec![]), (24, vec!["nesting-deep"])] {
        assert_eq!(codes(&quoted(depth)).first(), found.first(), "{depth}");
        assert_eq!(codes(&stressed(depth)).first(), found.first(), "{depth}");
    }
    // Much that stands side by side is not deep.
    let wide = "*a* **b** [c](https://x.org)\n\n> d\n\n- *e*\n- f\n\n".repeat(40);
    assert_eq!(codes(&wide), Vec::<&str>::new());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_accepted_reads_back(text in markdown()) {
        if let Ok(first) = blocks(&text) {
            let printed = print::print(&first, &Anything);
            let second = blocks(&printed);
            prop_assert_eq!(Ok(first), second, "{}", printed);
        }
    }

    #[test]
    fn nothing_panics(text in "\\PC{0,200}") {
        let _ = blocks(&text);
    }

    #[test]
    fn a_portion_never_shows(inside in "[a-z \n]{0,40}", before in markdown(), after in markdown()) {
        let build = |inside: &str| {
            blocks(&format!("{before}\n\n:::restricted{{reason=\"threat\" mark}}\n{inside}\n:::\n\n{after}\n\nx :restricted[{}]{{reason=\"threat\"}}", inside.replace('\n', " ")))
        };
        let codes = |found: Diagnostics| found.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>();
        prop_assert_eq!(build(&inside).map_err(codes), build("").map_err(codes));
    }
}

#[test]
fn what_once_did_not_read_back() {
    for text in [
        // A silent portion leaves one short paragraph of a loose list.
        "* :restricted[x]{reason=\"threat\" silent}\n\n    **",
        // A line end within emphasis, in a term.
        "*a\na*\n: a",
        // An escaped colon before a mark, in code.
        "    \\::withheld{reason=\"threat\"}",
        // Emphasis within emphasis.
        "***:restricted[x]{reason=\"threat\" mark}*a*",
        // A rule in the second of two lists.
        "- **\n+ ---\n",
        // A colon that is printed with a backslash, beside a span that ends in a sign.
        "**_**:a",
        // A silent portion between a span and a letter.
        "~~*:restricted[x]{reason=\"threat\" silent}~~a",
        "a:restricted[x]{reason=\"threat\" silent}**.b**",
        // An escaped colon in an address.
        "[a](https://x.org/\\:b(c)) <https://x.org/\\:b(c)>",
        // Characters by their numbers.
        "## a&NewLine;b&Tab;c&#x202E;d&shy;e\n\n| a&#10;b |\n| - |\n| &Tab;c&NewLine; |",
        // A silent portion between two lists of terms.
        "a\n: a\n\n:restricted[x]{reason=\"threat\" silent}\n\na\n: a",
        // A heading in an item with a box.
        "- [ ] \n    ## a",
    ] {
        let first = blocks(text).unwrap_or_else(|found| panic!("{text}: {found:?}"));
        let printed = print::print(&first, &Anything);
        assert_eq!(blocks(&printed), Ok(first), "{text}: {printed}");
    }
}

/// Text with much that means something.
fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z]{1,5}",
        1 => Just("\n".to_owned()),
        1 => Just("\n\n".to_owned()),
        2 => Just(" ".to_owned()),
        3 => prop::sample::select(vec![
            "*", "**", "_", "`", "``", "~~", "[", "]", "(", ")", "](x)", "](https://x.org/", "<https://x.org/", "#", "## ", "> ", "- ", "1. ", "2) ", "+ ", "|", "\\", ":", "::",
            "!", "&", "&amp;", "<", ">", "{", "}", "=", "---", "***", "```\n", "[^a]", "[^a]: ", ": ", "\n: ", "    ", "\t", "- [ ] ",
            "| a | b |\n|---|---|\n", "\\\n", "  \n", "{#x}", "é", "中", "&NewLine;", "&Tab;", "&#32;", "&nbsp;", "&shy;", "&#58;", "&#42;", "&lt;", "&#x202E;", "&#124;", "&#96;", ".", "10.", "\\:", "\n:::note\n", "\n:::\n",
            "\\:restricted (x) [y]", "\\:restricted(", "a:b (", ":restricted[x]{reason=\"threat\" silent}", ":restricted[x]{reason=\"threat\" mark}", ":withheld{reason=\"threat\"}",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Where the diagnostics of a text begin.
fn places(text: &str) -> Vec<usize> {
    let found = blocks(text).err().unwrap_or_default();
    found
        .iter()
        .map(|diagnostic| diagnostic.span.start)
        .collect()
}

#[test]
fn forbidden_characters_are_told_apart_and_two_together_once() {
    assert_eq!(places("a\u{7}b\u{7}c\n"), [1, 3]);
    assert_eq!(places("a\u{7}\u{7}c\n"), [1]);
    assert_eq!(places("a\r\nb\rc\n"), [4]);
    assert_eq!(places("\u{7}b\u{7}\n"), [0, 2]);
    // What stands for cut text and for colons while a text is read must not be written by its author.
    for sign in [
        "\u{1DA87}",
        "\u{E000}",
        "\u{F8FF}",
        "\u{F0000}",
        "\u{10FFFF}",
    ] {
        assert_eq!(places(&format!("a{sign}b\n")), [1], "{sign:?}");
    }
}
