//! Front matter that must be refused, and what its author reads then.

mod common;

use common::{Case, drawn};

/// A public page with further lines of front matter.
fn page(lines: &str) -> String {
    format!("---\ntitle: A page\nkind: page\nsensitivity: public\n{lines}\n---\nSECRETWORD\n")
}

/// The same in TOML.
fn toml(lines: &str) -> String {
    format!(
        "+++\ntitle = \"A page\"\nkind = \"page\"\nsensitivity = \"public\"\n{lines}\n+++\nSECRETWORD\n"
    )
}

/// A public entry of a kind, with further lines of front matter and no text.
fn bare(kind: &str, lines: &str) -> String {
    format!(
        "---\ntitle: A title\nkind: {kind}\nsensitivity: public\n{lines}\ninternal: {{note: SECRETWORD}}\n---\n"
    )
}

/// A document that is not public, with further lines of front matter.
fn withheld(lines: &str) -> String {
    format!(
        "---\ntitle: SECRETWORD\nkind: document\nsensitivity: restricted\ntype: national-policy\n{lines}\n---\nSECRETWORD\n"
    )
}

/// A whole front matter without a text.
fn whole(lines: &str) -> String {
    format!("---\n{lines}\n---\nSECRETWORD\n")
}

#[test]
fn fences() {
    let head = "title: A page\nkind: page\nsensitivity: public";
    insta::assert_snapshot!(drawn([
        Case::new(
            "no front matter",
            "front-matter-missing",
            "«SECRETWORD and more»\n\nText.\n"
        ),
        Case::new(
            "nothing but an empty line",
            "front-matter-missing",
            "«»\nSECRETWORD\n"
        ),
        Case::new("an empty file", "front-matter-missing", "«»")
            .file("b.md", page("internal: {a: SECRETWORD}")),
        Case::new(
            "an empty line above the fence",
            "front-matter-missing",
            format!("«»\n---\n{head}\n---\nSECRETWORD\n")
        ),
        Case::new(
            "four hyphens",
            "front-matter-missing",
            format!("«----»\n{head}\n----\nSECRETWORD\n")
        ),
        Case::new(
            "the fence of another tool",
            "front-matter-missing",
            format!("«;;;»\n{head}\n;;;\nSECRETWORD\n")
        ),
        Case::new(
            "a space behind the first fence",
            "front-matter-fence",
            format!("«--- »\n{head}\n---\nSECRETWORD\n")
        ),
        Case::new(
            "a space before the first fence",
            "front-matter-fence",
            format!("« ---»\n{head}\n---\nSECRETWORD\n")
        ),
        Case::new(
            "a space behind the last fence",
            "front-matter-fence",
            format!("---\n{head}\n«--- »\nSECRETWORD\n")
        ),
        Case::new(
            "never closed",
            "front-matter-unclosed",
            format!("«---»\n{head}\n\nSECRETWORD\n")
        ),
        Case::new(
            "closed by the other fence",
            "front-matter-unclosed",
            format!("«---»\n{head}\n+++\nSECRETWORD\n")
        ),
        Case::new(
            "closed by dots",
            "front-matter-unclosed",
            format!("«---»\n{head}\n...\nSECRETWORD\n")
        ),
        Case::new("empty", "front-matter-empty", "«---»\n---\nSECRETWORD\n"),
        Case::new(
            "empty lines alone",
            "front-matter-empty",
            "«+++»\n\n\n+++\nSECRETWORD\n"
        ),
        Case::new(
            "a second block, of TOML",
            "front-matter-twice",
            format!("---\n{head}\n---\n«+++»\nsensitivity = \"restricted\"\n+++\nSECRETWORD\n")
        ),
        Case::new(
            "a second block below an empty line",
            "front-matter-twice",
            format!("---\n{head}\n---\n\n«---»\nsensitivity: restricted\n---\nSECRETWORD\n")
        ),
        Case::new(
            "a second block with an empty line in it",
            "front-matter-twice",
            format!(
                "---\n{head}\n---\n«+++»\ntitle = \"SECRETWORD\"\n\nsensitivity = \"restricted\"\n+++\n"
            )
        ),
        Case::new(
            "a second block that is never closed",
            "front-matter-twice",
            format!("---\n{head}\n---\n«---»\nsensitivity: restricted\n\nSECRETWORD\n")
        ),
        Case::new(
            "two documents in one block, the second of several lines",
            "front-matter-twice",
            format!(
                "---\n{head}\n---\n«sensitivity: restricted»\ntitle: SECRETWORD\nkind: page\n---\nMore.\n"
            )
        ),
        Case::new(
            "two documents in one block",
            "front-matter-twice",
            format!("---\n{head}\n---\n«sensitivity: restricted»\n---\nSECRETWORD\n")
        ),
        Case::new(
            "a byte order mark",
            "byte-order-mark",
            format!("«\u{feff}»---\n{head}\n---\nSECRETWORD\n")
        ),
        Case::new(
            "lines that end in CR alone",
            "character-forbidden",
            format!("---«\r»{}\r---\rSECRETWORD\r", head.replace('\n', "\r"))
        ),
        Case::new(
            "one line that ends in CR alone",
            "character-forbidden",
            format!("---\n{head}«\r»id: a\n---\nSECRETWORD\n")
        ),
        Case::new(
            "not UTF-8 in the front matter",
            "encoding",
            page("summary: caf«␦»")
        ),
        Case::new(
            "not UTF-8 in the text",
            "encoding",
            format!("---\n{head}\n---\nSECRETWORD caf«␦»\n")
        ),
        Case::new(
            "front matter as long as a book",
            "front-matter-long",
            format!(
                "«---»\n{head}\nsummary: {}\n---\nSECRETWORD\n",
                "word ".repeat(14_000)
            )
        ),
    ]));
}

#[test]
fn characters() {
    insta::assert_snapshot!(drawn([
        Case::new("a NUL", "character-forbidden", page("summary: A«\0»b")),
        Case::new("a bell", "character-forbidden", page("summary: A«\u{7}»b")),
        Case::new(
            "text turned round",
            "character-forbidden",
            page("summary: A «\u{202E}»b")
        ),
        Case::new(
            "an isolate",
            "character-forbidden",
            page("summary: A «\u{2067}»b")
        ),
        Case::new(
            "an invisible space in a value",
            "character-forbidden",
            page("summary: A«\u{200B}»b")
        ),
        Case::new(
            "an invisible space in a name",
            "character-forbidden",
            page("sum«\u{200B}»mary: A")
        ),
        Case::new(
            "a private-use character",
            "character-forbidden",
            page("summary: A «\u{E000}»b")
        ),
        Case::new(
            "a line separator",
            "character-forbidden",
            page("summary: A«\u{2028}»b")
        ),
        Case::new(
            "the same in TOML",
            "character-forbidden",
            toml("summary = \"A «\u{202E}»b\"")
        ),
        Case::new(
            "an escape that makes one in TOML",
            "character-forbidden",
            toml("summary = «\"A \\u202Eb\"»")
        ),
        Case::new(
            "an escape that makes one in YAML",
            "character-forbidden",
            page("summary: «\"A \\u202Eb\"»")
        ),
        Case::new(
            "a tab that indents",
            "tab",
            page("internal:\n«\t»note: SECRETWORD")
        ),
    ]));
}

#[test]
fn yaml() {
    insta::assert_snapshot!(drawn([
        Case::new("an anchor", "yaml-anchor", page("summary: «&a Words»")),
        Case::new(
            "an alias",
            "yaml-anchor yaml-alias",
            page("summary: «&a Words»\nversion: «*a»")
        ),
        Case::new(
            "an alias of nothing",
            "yaml-alias",
            page("summary: «*SECRETWORD»")
        ),
        Case::new(
            "an alias for a name",
            "yaml-anchor yaml-alias",
            page("summary: «&a Words»\n«*a» : SECRETWORD")
        ),
        Case::new("a tag", "yaml-tag", page("summary: «!!str» Words")),
        Case::new(
            "a tag of one's own",
            "yaml-tag",
            page("summary: «!secret» Words")
        ),
        Case::new(
            "a tag on a map",
            "yaml-tag",
            page("internal: «!!map» {a: SECRETWORD}")
        ),
        Case::new("a merge key", "yaml-merge", page("«<<»: {id: a}")),
        Case::new(
            "a merge key in a map",
            "yaml-merge",
            page("internal: {«<<»: {a: SECRETWORD}}")
        ),
        Case::new(
            "a directive below a remark",
            "yaml-directive",
            whole(
                "# A remark\n«%YAML 1.2»\n--- # more\ntitle: A page\nkind: page\nsensitivity: public"
            )
        ),
        Case::new(
            "a directive",
            "yaml-directive",
            whole("«%YAML 1.2»\ntitle: A page\nkind: page\nsensitivity: public")
        ),
        Case::new(
            "a list",
            "front-matter-shape",
            whole("«»- title: A page\n- kind: page")
        ),
        Case::new("words", "front-matter-shape", whole("«Nothing but words»")),
        Case::new("a second document", "yaml-documents", page("...\n«»id: a")),
        Case::new("a name that is a list", "yaml-key", page("? «[»a, b]\n: c")),
        Case::new(
            "a colon in text",
            "yaml-syntax",
            whole("title: A page«:» and more\nkind: page\nsensitivity: public")
        ),
        Case::new(
            "a quote that never ends",
            "yaml-syntax",
            page("summary: «\"»A SECRETWORD")
        ),
        Case::new(
            "a bracket that never closes",
            "yaml-syntax",
            page("topics: «[»transport")
        ),
        Case::new(
            "a name without a colon",
            "yaml-syntax",
            page("«s»ummary SECRETWORD")
        ),
        Case::new(
            "text that begins with an at sign",
            "yaml-syntax",
            page("summary: «@»SECRETWORD")
        ),
        Case::new(
            "a percent sign that begins text",
            "yaml-syntax",
            page("summary: «%»SECRETWORD")
        ),
        Case::new(
            "lines that are not in one column",
            "yaml-syntax",
            page("internal:\n    a: SECRETWORD\n  «b»: c")
        ),
        Case::new("a name twice", "key-duplicate", page("id: a\n«id»: b")),
        Case::new(
            "the tag twice",
            "key-duplicate",
            page("«sensitivity»: restricted")
        ),
        Case::new(
            "a name twice in a map",
            "key-duplicate",
            page("internal:\n  a: SECRETWORD\n  «a»: c")
        ),
        Case::new(
            "a name twice in a flow map",
            "key-duplicate",
            page("internal: {a: SECRETWORD, «a»: c}")
        ),
        Case::new(
            "a name twice, once between quotes",
            "key-duplicate",
            page("id: a\n«\"id\"»: b")
        ),
        Case::new(
            "maps in maps",
            "front-matter-deep",
            page("internal: {a: {b: {c: {d: {e: {f: {g: {h: «SECRETWORD»}}}}}}}}")
        ),
    ]));
}

#[test]
fn toml_values() {
    insta::assert_snapshot!(drawn([
        Case::new(
            "a name twice",
            "key-duplicate",
            toml("id = \"a\"\n«id» = \"b\"")
        ),
        Case::new(
            "the tag twice",
            "key-duplicate",
            toml("«sensitivity» = \"restricted\"")
        ),
        Case::new(
            "a name twice in a map",
            "key-duplicate",
            toml("internal = {a = \"SECRETWORD\", «a» = 1}")
        ),
        Case::new(
            "a name with a hyphen twice",
            "key-duplicate",
            toml("internal = {see-also = \"SECRETWORD\", «see-also» = 1}")
        ),
        Case::new(
            "a number twice for a name",
            "key-duplicate",
            toml("internal = {1 = \"SECRETWORD\", «1» = 1}")
        ),
        Case::new(
            "text without quotes",
            "toml-syntax",
            toml("summary = «SECRETWORD»")
        ),
        Case::new(
            "a colon for an equals sign",
            "toml-syntax",
            toml("summary«:» \"SECRETWORD\"")
        ),
        Case::new("a name without a value", "toml-syntax", toml("summary =«»")),
        Case::new(
            "a quote that never ends",
            "toml-syntax",
            toml("summary = \"SECRETWORD«»")
        ),
        Case::new(
            "an impossible day",
            "date-invalid",
            toml("not_before = «2024-02-30»")
        ),
        Case::new(
            "a title that is a number",
            "value-type",
            "+++\ntitle = «2016»\nkind = \"page\"\nsensitivity = \"public\"\n+++\nSECRETWORD\n"
        ),
        Case::new(
            "a text that is a number of another base",
            "value-type",
            toml("version = «0x10»")
        ),
        Case::new(
            "a text that is a truth value",
            "value-type",
            toml("summary = «true»")
        ),
        Case::new(
            "a text that is a day",
            "value-type",
            toml("summary = «2016-05-20»")
        ),
        Case::new(
            "a tag that is a truth value",
            "sensitivity-unknown",
            "+++\ntitle = \"A page\"\nkind = \"page\"\nsensitivity = «true»\n+++\nSECRETWORD\n"
        ),
        Case::new(
            "a tag that is a table",
            "sensitivity-unknown",
            "+++\ntitle = \"A page\"\nkind = \"page\"\n«[sensitivity]»\nlevel = \"public\"\n+++\nSECRETWORD\n"
        ),
        Case::new(
            "a time given with a day",
            "date-invalid",
            toml("date = «2016-05-20T10:00:00Z»")
        ),
        Case::new(
            "a number between quotes",
            "value-type",
            toml("modules = [1, «\"2\"»]")
        ),
        Case::new(
            "a number of another base",
            "value-type",
            toml("modules = [1, «0x10»]")
        ),
        Case::new(
            "a truth value between quotes",
            "value-type",
            toml("sources = [{label = \"A\", conflicting = «\"true\"»}]")
        ),
    ]));
}

#[test]
fn levels() {
    let tagged = |level: &str| whole(&format!("title: A page\nkind: page\nsensitivity: {level}"));
    insta::assert_snapshot!(drawn([
        Case::new("a typo", "sensitivity-unknown", tagged("«publik»")),
        Case::new("two typos", "sensitivity-unknown", tagged("«restirctd»")),
        Case::new("capitals", "sensitivity-unknown", tagged("«Public»")),
        Case::new("all capitals", "sensitivity-unknown", tagged("«PUBLIC»")),
        Case::new(
            "Cyrillic letters",
            "sensitivity-unknown",
            tagged("«рubliс»")
        ),
        Case::new(
            "wide letters",
            "sensitivity-unknown",
            tagged("«ｐｕｂｌｉｃ»")
        ),
        Case::new(
            "an invisible joiner",
            "sensitivity-unknown",
            tagged("«pub\u{200D}lic»")
        ),
        Case::new(
            "a space in quotes",
            "sensitivity-unknown",
            tagged("«\"public \"»")
        ),
        Case::new(
            "another word",
            "sensitivity-unknown",
            tagged("«SECRETWORD»")
        ),
        Case::new(
            "a word of another scheme",
            "sensitivity-unknown",
            tagged("«CLEAR»")
        ),
        Case::new("a truth value", "sensitivity-unknown", tagged("«no»")),
        Case::new(
            "missing",
            "sensitivity-missing",
            "«---»\ntitle: A page\nkind: page\n---\nSECRETWORD\n"
        ),
        Case::new(
            "empty",
            "sensitivity-unknown",
            whole("title: A page\nkind: page\n«sensitivity»:")
        ),
        Case::new("an empty text", "sensitivity-unknown", tagged("«\"\"»")),
        Case::new(
            "nothing, as YAML writes it",
            "sensitivity-unknown",
            tagged("«~»")
        ),
        Case::new("a list", "sensitivity-unknown", tagged("«[public]»")),
        Case::new(
            "a list of lines",
            "sensitivity-unknown",
            tagged("\n  «- public\n  - restricted»")
        ),
        Case::new("a map", "sensitivity-unknown", tagged("«{level: public}»")),
        Case::new(
            "two levels",
            "sensitivity-unknown",
            tagged("«public, restricted»")
        ),
        Case::new(
            "a kind that is never public",
            "kind-never-public",
            whole(
                "title: A\nkind: waiver\nsensitivity: «public»\nlint: a\nunit: b\nhits: [\"0123456789abcdef\"]\nreason: c\nby: d\nuntil: 2027-01-01"
            )
        ),
    ]));
}

#[test]
fn names() {
    insta::assert_snapshot!(drawn([
        Case::new("a typo", "key-unknown", page("«sumary»: SECRETWORD")),
        Case::new("a capital", "key-unknown", page("«Summary»: SECRETWORD")),
        Case::new(
            "Cyrillic letters",
            "key-unknown",
            page("«ѕummаry»: SECRETWORD")
        ),
        Case::new(
            "a hyphen for a line",
            "key-unknown",
            page("«not-before»: 2026-01-01")
        ),
        Case::new("an unknown name", "key-unknown", page("«SECRETWORD»: a")),
        Case::new(
            "a field of another kind",
            "key-unknown",
            page("«host»: SECRETWORD")
        ),
        Case::new(
            "a typo in the title's name",
            "key-unknown",
            whole("«tilte»: A page\nkind: page\nsensitivity: public")
        ),
        Case::new(
            "a typo in the tag's name",
            "key-unknown",
            whole("title: A page\nkind: page\n«sensitivty»: public")
        ),
        Case::new(
            "Cyrillic letters in the tag's name",
            "key-unknown",
            whole("title: A page\nkind: page\n«sеnsitivity»: restricted")
        ),
        Case::new(
            "a typo in the kind's name",
            "key-unknown",
            whole("title: A page\n«knid»: page\nsensitivity: public")
        ),
        Case::new(
            "another word for the tag",
            "sensitivity-missing key-unknown",
            "«---»\ntitle: A page\nkind: page\n«marking»: public\n---\nSECRETWORD\n"
        ),
        Case::new("a draft", "key-draft", page("«draft»: true")),
        Case::new("hidden", "key-draft", page("«hidden»: true")),
        Case::new(
            "a typo in a map",
            "key-unknown",
            page("sources: [{label: A, «ulr»: https://example.org/}]")
        ),
        Case::new(
            "an unknown name in a map",
            "key-unknown",
            page("sources: [{label: A, «SECRETWORD»: b}]")
        ),
        Case::new(
            "no title",
            "title-missing",
            "«---»\nkind: page\nsensitivity: public\n---\nSECRETWORD\n"
        ),
        Case::new(
            "an empty title",
            "value-empty",
            whole("«title»:\nkind: page\nsensitivity: public")
        ),
        Case::new(
            "no kind",
            "kind-missing",
            "«---»\ntitle: A page\nsensitivity: public\n---\nSECRETWORD\n"
        ),
        Case::new(
            "nothing that is required",
            "kind-missing sensitivity-missing title-missing",
            "«---»\nid: a\n---\nSECRETWORD\n"
        ),
        Case::new(
            "an unknown kind",
            "kind-unknown",
            whole("title: A\nkind: «memo»\nsensitivity: public")
        ),
        Case::new(
            "an unknown kind with fields of its own",
            "kind-unknown",
            whole(
                "title: A\nkind: «mision»\nservice: ippas\nsensitivity: public\nhost: SECRETWORD"
            )
        ),
        Case::new(
            "an unknown kind, and a day that there is not",
            "kind-unknown date-invalid",
            whole("title: A\nkind: «memo»\nsensitivity: public\nexpires: «2027-02-30»")
        ),
        Case::new(
            "an origin that does not say of which kind it is",
            "field-missing",
            bare(
                "practice",
                "problem: a\nmeasure: b\nmaturity: in-use\norigin: «{consent: anonymous}»"
            )
        ),
        Case::new(
            "a decision about a row that there is not",
            "word-unknown",
            whole("title: A\nkind: decision\nsensitivity: sensitive\nrow: «peer-reviews»")
        ),
        Case::new(
            "a decision about a row of no such name",
            "word-unknown",
            whole("title: A\nkind: decision\nsensitivity: sensitive\nrow: «SECRETWORD»")
        ),
        Case::new(
            "many of a kind",
            "kind-unknown",
            whole("title: A\nkind: «missions»\nsensitivity: public")
        ),
        Case::new(
            "a kind with a capital",
            "kind-unknown",
            whole("title: A\nkind: «Page»\nsensitivity: public")
        ),
        Case::new(
            "a list of kinds",
            "value-type",
            whole("title: A\nkind: «[page]»\nsensitivity: public")
        ),
        Case::new(
            "an empty kind",
            "kind-unknown",
            whole("title: A\n«kind»:\nsensitivity: public")
        ),
        Case::new(
            "a record, which nobody writes as an entry",
            "kind-unknown",
            whole("title: A\nkind: «record»\nsensitivity: public")
        ),
    ]));
}

#[test]
fn values() {
    insta::assert_snapshot!(drawn([
        Case::new(
            "an impossible day",
            "date-invalid",
            page("not_before: «2024-02-30»")
        ),
        Case::new(
            "a day in another order",
            "date-invalid",
            page("date: «20-05-2016»")
        ),
        Case::new(
            "a day with slashes",
            "date-invalid",
            page("date: «2016/05/20»")
        ),
        Case::new(
            "a time with a day",
            "date-invalid",
            page("date: «2016-05-20T10:00Z»")
        ),
        Case::new(
            "a month of one digit",
            "date-invalid",
            page("date: «2016-5»")
        ),
        Case::new(
            "a month alone where a day is asked for",
            "date-invalid",
            page("expires: «2027-01»")
        ),
        Case::new(
            "a thirteenth month",
            "date-invalid",
            page("date: «2016-13»")
        ),
        Case::new("a fifth quarter", "date-invalid", page("date: «2016-Q5»")),
        Case::new("an empty date", "date-invalid", page("«review_by»:")),
        Case::new(
            "a date as a list",
            "value-type",
            page("not_before: «[2026-01-01]»")
        ),
        Case::new(
            "a moment of another zone",
            "date-invalid",
            bare(
                "announcement",
                "type: national-policy\nclass: routine\nissuer: A\nissued_at: «2016-05-20T14:30+02:00»"
            )
        ),
        Case::new(
            "a moment of no zone",
            "date-invalid",
            bare(
                "announcement",
                "type: national-policy\nclass: routine\nissuer: A\nissued_at: «2016-05-20T14:30»"
            )
        ),
        Case::new(
            "a word for a list",
            "value-type",
            page("topics: «transport»")
        ),
        Case::new("an empty list", "value-type", page("topics: «[]»")),
        Case::new(
            "an unknown word in a list",
            "word-unknown",
            page("topics: [transport, «transprot»]")
        ),
        Case::new(
            "a list in a list",
            "value-type",
            page("topics: [«[transport]»]")
        ),
        Case::new(
            "a text for a map",
            "value-type",
            page("assessment: «SECRETWORD»")
        ),
        Case::new(
            "a text for a map in a list",
            "value-type",
            page("sources: [«SECRETWORD»]")
        ),
        Case::new(
            "a map for a list",
            "value-type",
            page("sources: «{label: SECRETWORD}»")
        ),
        Case::new(
            "a map for a text",
            "value-type",
            page("summary: «{a: SECRETWORD}»")
        ),
        Case::new(
            "a list for a text",
            "value-type",
            page("summary: «[SECRETWORD]»")
        ),
        Case::new(
            "a text for internal notes",
            "value-type",
            page("internal: «SECRETWORD»")
        ),
        Case::new(
            "a number with a point",
            "value-type",
            page("modules: [«1.5»]")
        ),
        Case::new("a number below zero", "value-type", page("modules: [«-1»]")),
        Case::new(
            "a number between quotes",
            "value-type",
            page("modules: [«\"1\"»]")
        ),
        Case::new("a number in words", "value-type", page("modules: [«one»]")),
        Case::new(
            "yes for true",
            "value-type",
            page("sources: [{label: A, conflicting: «yes»}]")
        ),
        Case::new(
            "NO for false",
            "value-type",
            page("sources: [{label: A, conflicting: «NO»}]")
        ),
        Case::new(
            "true between quotes",
            "value-type",
            page("sources: [{label: A, conflicting: «\"true\"»}]")
        ),
        Case::new(
            "a source without a label",
            "field-missing",
            page("sources: [«{url: https://example.org/}»]")
        ),
        Case::new(
            "an address without a scheme",
            "value-type",
            page("sources: [{label: A, url: «www.example.org»}]")
        ),
        Case::new(
            "an address that runs",
            "value-type",
            page("sources: [{label: A, url: «\"javascript:alert(1)\"»}]")
        ),
        Case::new(
            "a state in words",
            "state-unknown",
            page("state: «SECRETWORD»")
        ),
        Case::new(
            "a state in small letters",
            "state-unknown",
            page("state: «nl»")
        ),
        Case::new(
            "no, which is no state",
            "state-unknown",
            page("state: «no»")
        ),
        Case::new(
            "a state that nobody has named",
            "state-unknown",
            page("state: «XA»")
        ),
        Case::new(
            "a language of another site",
            "language-unknown",
            page("lang: «fr»")
        ),
        Case::new(
            "a slug with capitals",
            "slug-invalid",
            page("slug: «About-Us»")
        ),
        Case::new(
            "a slug with a space",
            "slug-invalid",
            page("slug: «about us»")
        ),
        Case::new(
            "a slug with a folder",
            "slug-invalid",
            page("slug: «../about»")
        ),
        Case::new(
            "a slug of another alphabet",
            "slug-invalid",
            page("slug: «état»")
        ),
        Case::new(
            "a slug that is a device",
            "slug-invalid",
            page("slug: «con»")
        ),
        Case::new("an id with a line", "slug-invalid", page("id: «a_b»")),
        Case::new(
            "a slug that is that of the list",
            "slug-reserved",
            page("slug: «index»")
        ),
        Case::new(
            "a title of no Latin letter",
            "slug-missing",
            whole("title: «核安全»\nkind: page\nsensitivity: public")
        ),
        Case::new("an empty summary", "value-empty", page("summary: «\" \"»")),
        Case::new(
            "a portion in the title",
            "portion-in-field",
            whole(
                "title: «\"A :restricted[SECRETWORD]{reason=\\\"threat\\\"} page\"»\nkind: page\nsensitivity: public"
            )
        ),
        Case::new(
            "a portion in a summary of several lines",
            "portion-in-field",
            page("summary: >\n  «Words\n  :::restricted{reason=\"threat\"}\n  SECRETWORD\n  :::»")
        ),
        Case::new(
            "a review that is overdue",
            "review-overdue",
            page("review_by: «2026-10-01»")
        ),
        Case::new(
            "shown after it is over",
            "dates-order",
            page("not_before: 2027-02-01\nexpires: «2027-01-01»")
        ),
        Case::new(
            "a digest of another form",
            "value-type",
            page("assessment: {by: A, on: 2026-01-01, basis: SECRETWORD, digest: «abc»}")
        ),
    ]));
}

#[test]
fn gates() {
    let by = "assessment: {by: A, on: 2026-01-01, basis: c}\nsubject: S\ndiscloses: [general]";
    let two = "assessment: {by: A, approved_by: B, on: 2026-01-01, basis: c}\nsubject: S\ndiscloses: [general]";
    let same = |second: &str| {
        bare(
            "document",
            &format!(
                "type: security-report/inspection\nform: summary\nassessment: {{by: \"Anne Straße\", approved_by: «\"{second}\"», on: 2026-01-01, basis: c}}\nsubject: S\ndiscloses: [general]"
            ),
        )
    };
    let except = |exception: &str| {
        bare(
            "document",
            &format!("type: safeguards-report\n{by}\nexception: {exception}"),
        )
    };
    insta::assert_snapshot!(drawn([
        Case::new("no type", "type-missing", bare("document", "id: a").replacen("---", "«---»", 1)),
        Case::new("a typo in the type", "type-unknown", bare("document", "type: «national-polcy»")),
        Case::new("an unknown type", "type-unknown", bare("mission", "service: ippas\ntype: «initial»")),
        Case::new("a row that has streams", "type-unknown", bare("document", "type: «security-report»")),
        Case::new("a list of types", "value-type", bare("document", "type: «[national-policy]»")),
        Case::new("no form", "form-missing", bare("document", &format!("type: security-report/inspection\n{two}")).replace("sensitivity: public", "sensitivity: «public»")),
        Case::new("an unknown form", "word-unknown", bare("document", &format!("type: security-report/inspection\nform: «sumary»\n{two}"))),
        Case::new("a form that the rule does not list", "form-not-listed", bare("document", &format!("type: security-report/inspection\nform: «follow-up»\n{two}"))),
        Case::new("the whole, where a part may pass", "form-not-listed", bare("document", &format!("type: security-report/inspection\nform: «full»\n{two}"))),
        Case::new("a title and a date, and a text", "form-too-much", format!("---\ntitle: A\nkind: document\nsensitivity: public\ntype: threat-and-alert/dbt\nform: «existence»\n{two}\n---\nSECRETWORD\n")),
        Case::new("no assessment", "assessment-missing", bare("document", "type: regulation-guidance").replace("sensitivity: public", "sensitivity: «public»")),
        Case::new("an assessment by nobody", "field-missing", bare("document", "type: regulation-guidance\nassessment: «{on: 2026-01-01, basis: c}»")),
        Case::new("an assessment without a day", "field-missing", bare("document", "type: regulation-guidance\nassessment: «{by: A, basis: c}»")),
        Case::new("an assessment of the future", "assessment-future", bare("document", "type: regulation-guidance\nassessment: {by: A, on: «2027-01-01», basis: c}")),
        Case::new("an assessment with an unknown name", "key-unknown", bare("document", "type: regulation-guidance\nassessment: {by: A, on: 2026-01-01, basis: c, «aproved_by»: B}")),
        Case::new("one person where two are asked for", "second-person-missing", bare("document", "type: security-report/inspection\nform: summary\nassessment: «{by: A, on: 2026-01-01, basis: c}»\nsubject: S\ndiscloses: [general]")),
        Case::new("one person twice", "second-person-same", same("Anne Straße")),
        Case::new("one person in other letters", "second-person-same", same(" anne  STRASSE ")),
        Case::new("one person in wide letters", "second-person-same", same("Ａnne Straße")),
        Case::new("one person with an invisible joiner", "second-person-same", same("Anne\u{200D} Straße")),
        Case::new("a type that is never public", "type-never-public", bare("document", &format!("type: «safeguards-report»\n{by}"))),
        Case::new("an exception without an end", "field-missing", except("«{by: A, approved_by: B, on: 2026-01-01, basis: c}»")),
        Case::new("an exception by one person", "field-missing", except("«{by: A, on: 2026-01-01, expires: 2027-01-01, basis: c}»")),
        Case::new("an exception by one person twice", "exception-one-person", except("{by: A, approved_by: «a», on: 2026-01-01, expires: 2027-01-01, basis: c}")),
        Case::new("an exception that is over", "exception-expired", except("{by: A, approved_by: B, on: 2026-01-01, expires: «2026-02-01», basis: c}")),
        Case::new("an exception of the future", "exception-future", except("{by: A, approved_by: B, on: «2027-01-01», expires: 2027-02-01, basis: c}")),
        Case::new("no day on which it was over", "completed-on-missing", bare("document", &format!("type: transport/completed\nform: summary\n{by}")).replace("sensitivity: public", "sensitivity: «public»")),
        Case::new("a finding that is not cleared", "finding-not-cleared", bare("finding", &format!("type: national-policy\nmission: xa\ncategory: suggestion\nscope: facility\nstatus: open\ntext_public: A\n{by}")).replace("sensitivity: public", "sensitivity: «public»")),
    ]));
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\nIDATx\x9cc\0\x01\0\0\x05\0\x01\r\n-\xb4\0\0\0\0IEND\xaeB`\x82";

#[test]
fn attachments() {
    let listed = |file: &str| {
        page(&format!(
            "attachments: [{{file: {file}, sensitivity: public, title: A table}}]"
        ))
    };
    let table = "a,b\n1,2\n";
    insta::assert_snapshot!(drawn([
        Case::new("no such file", "attachment-missing", listed("«data/t.csv»")),
        Case::new("a typo in the name", "attachment-missing", listed("«t.cvs»")).file("t.csv", table),
        Case::new("capitals", "attachment-missing", listed("«T.csv»")).file("t.csv", table),
        Case::new("out of the site", "attachment-path", listed("«../t.csv»")).file("t.csv", table),
        Case::new("out of the site by a detour", "attachment-path", listed("«data/../../t.csv»")).file("t.csv", table),
        Case::new("out of the site, in an entry that is withheld", "attachment-path", withheld("attachments: [{file: «../t.csv», sensitivity: public, title: A table}]")),
        Case::new("from the root of the disk", "attachment-path", listed("«/etc/passwd»")),
        Case::new("backslashes", "attachment-path", listed("«data\\t.csv»")),
        Case::new("an address", "attachment-path", listed("«\"https://example.org/t.csv\"»")),
        Case::new("a folder", "attachment-path", listed("«data/»")),
        Case::new("no tag", "sensitivity-missing", page("attachments: [«{file: t.csv, title: A table}»]")).file("t.csv", table),
        Case::new("a typo in the tag", "sensitivity-unknown", page("attachments: [{file: t.csv, sensitivity: «pubic», title: A}]")).file("t.csv", table),
        Case::new("no title", "title-missing", page("attachments: [«{file: t.csv, sensitivity: public}»]")).file("t.csv", table),
        Case::new("no file", "field-missing", page("attachments: [«{sensitivity: public, title: A table}»]")),
        Case::new("an unknown name", "key-unknown", page("attachments: [{file: t.csv, sensitivity: public, title: A, «caption»: SECRETWORD}]")).file("t.csv", table),
        Case::new("a list of names", "value-type", page("attachments: [«t.csv»]")).file("t.csv", table),
        Case::new("below a floor", "sensitivity-below-floor", listed("«in/t.csv»")).file("in/t.csv", table).file("in/_folder.toml", "sensitivity = \"restricted\""),
        Case::new("a picture without words", "attachment-alt", page("attachments: [«{file: p.png, sensitivity: public, title: A chart}»]")).bytes("p.png", PNG),
        Case::new("a title of no Latin letter", "attachment-title", page("attachments: [«{file: t.csv, sensitivity: public, title: 表}»]")).file("t.csv", table),
        Case::new("two of one title", "attachment-title-twice", page("attachments:\n  - {file: t.csv, sensitivity: public, title: A table}\n  - {file: «u.csv», sensitivity: public, title: A table}")).file("t.csv", table).file("u.csv", table),
        Case::new("a PDF", "pdf-damaged", listed("«r.pdf»")).bytes("r.pdf", b"%PDF-1.7\nSECRETWORD"),
        Case::new("a PDF that says it is a table", "pdf-damaged", listed("«r.csv»")).bytes("r.csv", b"%PDF-1.7\na,b\nSECRETWORD,c"),
        Case::new("an office document", "attachment-type", listed("«r.docx»")).bytes("r.docx", b"PK\x03\x04SECRETWORD"),
        Case::new("an old office document", "attachment-type", listed("«r.doc»")).bytes("r.doc", b"\xd0\xcf\x11\xe0SECRETWORD"),
        Case::new("an archive", "attachment-type", listed("«r.zip»")).bytes("r.zip", b"PK\x03\x04SECRETWORD"),
        Case::new("an empty archive", "attachment-type", listed("«r.zip»")).bytes("r.zip", b"PK\x05\x06\0\0"),
        Case::new("a drawing", "svg-part", listed("«r.svg»")).bytes("r.svg", b"<?xml version=\"1.0\"?>\n<svg>SECRETWORD</svg>"),
        Case::new("a page", "attachment-type", listed("«r.html»")).bytes("r.html", b"<!DOCTYPE html>SECRETWORD"),
        Case::new("words", "attachment-type", listed("«r.txt»")).bytes("r.txt", b"SECRETWORD"),
        Case::new("an empty file", "attachment-empty", listed("«t.csv»")).bytes("t.csv", b""),
        Case::new("a table that says it is a picture", "attachment-extension", listed("«t.png»")).file("t.png", table),
        Case::new("a picture that says it is a table", "attachment-extension", page("attachments: [{file: «p.csv», sensitivity: public, title: A chart, alt: A}]")).bytes("p.csv", PNG),
        Case::new("a picture that is damaged", "attachment-damaged", page("attachments: [{file: «p.png», sensitivity: public, title: A chart, alt: A}]")).bytes("p.png", &PNG[..PNG.len() - 9]),
        Case::new("a table with a formula", "table-formula", listed("«t.csv»")).bytes("t.csv", b"a,b\n=SECRETWORD(),2\n"),
        Case::new("a table with a row too long", "table-columns", listed("«t.csv»")).bytes("t.csv", b"a,b\nSECRETWORD,2,3\n"),
        Case::new("a table without rows", "table-rows", listed("«t.csv»")).bytes("t.csv", b"a,SECRETWORD\n"),
        Case::new("a table with a byte order mark", "byte-order-mark", listed("«t.csv»")).bytes("t.csv", b"\xef\xbb\xbfa,b\n1,2\n"),
        Case::new("a picture in the text that nobody listed", "image-not-public", format!("{}\n![«»](p.png)\n", page("id: a")).replace("![«»](p.png)", "«![](p.png)»")).bytes("p.png", PNG),
    ]));
}

#[test]
fn records() {
    let record = |parts: &str| withheld(&format!("public_record: {parts}"));
    insta::assert_snapshot!(drawn([
        Case::new(
            "on a public entry",
            "record-of-public",
            page("public_record: «{slug: a, title: A, date: 2016, reason: threat}»")
        ),
        Case::new(
            "no slug",
            "field-missing",
            record("«{title: A, date: 2016, reason: threat}»")
        ),
        Case::new(
            "a slug with a space",
            "slug-invalid",
            record("{slug: «a b», title: A, date: 2016, reason: threat}")
        ),
        Case::new(
            "no title",
            "title-missing",
            record("«{slug: a, date: 2016, reason: threat}»")
        ),
        Case::new(
            "no date",
            "field-missing",
            record("«{slug: a, title: A, reason: threat}»")
        ),
        Case::new(
            "an impossible date",
            "date-invalid",
            record("{slug: a, title: A, date: «2016-02-30», reason: threat}")
        ),
        Case::new(
            "no reason",
            "field-missing",
            record("«{slug: a, title: A, date: 2016}»")
        ),
        Case::new(
            "a typo in the reason",
            "reason-unknown",
            record("{slug: a, title: A, date: 2016, reason: «thret»}")
        ),
        Case::new(
            "an unknown reason",
            "reason-unknown",
            record("{slug: a, title: A, date: 2016, reason: «SECRETWORD»}")
        ),
        Case::new(
            "an unknown name",
            "key-unknown",
            record("{slug: a, title: A, date: 2016, reason: threat, «body»: SECRETWORD}")
        ),
        Case::new("words", "value-type", record("«SECRETWORD»")),
        Case::new(
            "a portion in the title",
            "portion-in-field",
            record(
                "{slug: a, title: «\":restricted[SECRETWORD]{reason=\\\"threat\\\"}\"», date: 2016, reason: threat}"
            )
        ),
        Case::new(
            "a type that asks for an assessment",
            "assessment-missing",
            record("«{slug: a, title: A, date: 2016, reason: threat, type: regulation-guidance}»")
        ),
        Case::new(
            "a slug that another record has",
            "address-taken",
            withheld("public_record: {slug: a, title: A, date: 2016, reason: threat}")
        )
        .file(
            "b.md",
            withheld("public_record: «{slug: a, title: B, date: 2017, reason: threat}»")
        ),
        Case::new(
            "a page that is a withheld file's",
            "link-not-public",
            format!("{}\n«[it](b.md)»\n", page("id: a"))
        )
        .file(
            "b.md",
            withheld("public_record: {slug: b, title: B, date: 2017, reason: threat}")
        ),
        Case::new(
            "a record that has the name of a page, or of a record in another language",
            "link-not-public link-not-public link-not-public",
            format!(
                "{}\n«[it](record:a)», [it](record:b), «[it](record:c)», «[it](record:d)»\n",
                page("id: a")
            )
        )
        .file(
            "vitrine.toml",
            "title = \"A\"\nlanguages = [\"en\", \"fr\"]\nportions = \"mark\"\n"
        )
        .file(
            "b.md",
            withheld("public_record: {slug: b, title: B, date: 2017, reason: threat}")
        )
        .file(
            "c.md",
            withheld("public_record: {slug: c, lang: fr, title: C, date: 2017, reason: threat}")
        ),
    ]));
}

#[test]
fn other_entries() {
    let two = "title = \"A\"\nlanguages = [\"en\", \"fr\"]\nportions = \"mark\"\n";
    insta::assert_snapshot!(drawn([
        Case::new(
            "a slug that another entry has",
            "address-taken",
            page("slug: about")
        )
        .file("b.md", page("slug: «about»")),
        Case::new(
            "a title that another entry has",
            "address-taken",
            page("internal: {a: b}")
        )
        .file(
            "b.md",
            page("internal: {a: b}").replace("title: A page", "title: «A page»")
        ),
        Case::new(
            "an id, and by it an address, that another entry has",
            "address-taken",
            page("id: a")
        )
        .file("b.md", page("id: a").replace("title: A page", "title: «B»")),
        Case::new(
            "an id that another entry has",
            "id-twice",
            page("id: a\nslug: one")
        )
        .file("b.md", page("id: «a»\nslug: two")),
        Case::new(
            "a translation of nothing",
            "translation-of-nothing",
            page("slug: x\nlang: fr\ntranslation_of: «nothing»")
        )
        .file("vitrine.toml", two),
        Case::new(
            "a translation of something withheld",
            "translation-of-nothing",
            page("slug: x\nlang: fr\ntranslation_of: «b»")
        )
        .file("b.md", withheld("id: b"))
        .file("vitrine.toml", two),
        Case::new(
            "a translation of what is public later",
            "translation-of-nothing",
            page("slug: x\nlang: fr\ntranslation_of: «b»")
        )
        .file("b.md", page("id: b\nnot_before: 2027-01-01"))
        .file("vitrine.toml", two),
        Case::new(
            "a translation that is less protected, where neither is public",
            "translation-lower",
            page("slug: x\nlang: fr\ntranslation_of: b")
                .replace("sensitivity: public", "sensitivity: «partners»")
        )
        .file("b.md", withheld("id: b").replace("restricted", "sensitive"))
        .file("vitrine.toml", two),
        Case::new(
            "a translation that is less protected, beside entries that are less so",
            "translation-lower",
            page("slug: x\nlang: fr\ntranslation_of: b")
                .replace("sensitivity: public", "sensitivity: «partners»")
        )
        .file("b.md", withheld("id: b"))
        .file("c.md", page("id: c"))
        .file("d.md", page("slug: b-too\nlang: fr"))
        .file("vitrine.toml", two),
        Case::new(
            "a translation in the language of its original",
            "translation-language",
            page("slug: x\ntranslation_of: «b»")
        )
        .file("b.md", page("id: b"))
        .file("vitrine.toml", two),
        Case::new(
            "a translation of itself",
            "translation-itself",
            page("id: x\ntranslation_of: «x»")
        )
        .file("vitrine.toml", two),
        Case::new(
            "a translation that withholds less",
            "translation-portions",
            page("id: x\nslug: x\nlang: fr\ntranslation_of: «b»")
        )
        .file(
            "b.md",
            page("id: b") + "Words :restricted[SECRETWORD]{reason=\"threat\"}.\n"
        )
        .file("vitrine.toml", two),
        Case::new(
            "a reference to nothing",
            "reference-not-public",
            page("related: [«nothing»]")
        ),
        Case::new(
            "a reference to something withheld",
            "reference-not-public",
            page("related: [«b»]")
        )
        .file("b.md", withheld("id: b")),
        Case::new(
            "a reference to another kind",
            "reference-not-public",
            page("instruments: [{id: «b»}]")
        )
        .file("b.md", page("id: b")),
        Case::new(
            "a reference that is a path",
            "value-type",
            page("related: [«b.md»]")
        )
        .file("b.md", page("id: b")),
        Case::new(
            "below a floor",
            "sensitivity-below-floor",
            page("id: x").replace("A page", "One")
        )
        .file(
            "in/b.md",
            page("id: b").replace("sensitivity: public", "sensitivity: «public»")
        )
        .file("in/_folder.toml", "sensitivity = \"partners\""),
    ]));
}

#[test]
fn what_only_looks_like_a_slip_is_none() {
    let body = |text: &str| page("id: a").replace("SECRETWORD", text);
    for text in [
        // One day is a day.
        page("not_before: 2026-11-01\nexpires: 2026-11-01"),
        page("sources: [{label: A, conflicting: true}, {label: B, conflicting: false}]"),
        toml("sources = [{label = \"A\", conflicting = true}]"),
        // Tabs that indent nothing, or stand in TOML, where they mean nothing.
        page("summary: \"Words\tand more\"\t# a note\ninternal: {note:\tx}"),
        page("summary: Words \t# a note"),
        toml("\tsummary = \"Words\"\n\t\tinternal = { note = \"x\" }"),
        // Text that begins like front matter, and lines across the page.
        body("note: this is text.\n\nMore of it.\n\n---\n\nAnd an end."),
        body("note: this is text.\nstate: and so is this.\n\nMore of it."),
        body("\n\nnote: this is text.\n\n***\n\nAnd an end."),
        body("A heading\n---\n\nText."),
        body("heading\n---\n\nText."),
        body("= 5\n---\n\nText."),
        // A translation is held against its own original.
        page("slug: x\nlang: fr\ntranslation_of: b")
            .replace("sensitivity: public", "sensitivity: restricted"),
    ] {
        let mut tree = vitrine_disclosure::SourceTree::new();
        tree.insert(
            "vitrine.toml",
            "title = \"A\"\nlanguages = [\"en\", \"fr\"]\nportions = \"mark\"\n",
        );
        tree.insert("a.md", text.as_str());
        tree.insert("b.md", withheld("id: b"));
        tree.insert("c.md", withheld("id: c").replace("restricted", "sensitive"));
        let disclosed = vitrine_disclosure::disclose(&tree, common::TODAY);
        let disclosed = disclosed.unwrap_or_else(|found| panic!("{text}: {found:?}"));
        let expected = usize::from(text.contains("public"));
        assert_eq!(disclosed.tree().entries().len(), expected, "{text}");
    }
}

/// The codes of what is said of a page.
fn codes(text: &str) -> Vec<&'static str> {
    let mut tree = vitrine_disclosure::SourceTree::new();
    tree.insert("vitrine.toml", "title = \"A\"\nportions = \"mark\"\n");
    tree.insert("a.md", text);
    match vitrine_disclosure::disclose(&tree, common::TODAY) {
        Ok(_) => Vec::new(),
        Err(found) => found.iter().map(|one| one.code).collect(),
    }
}

#[test]
fn front_matter_may_be_so_long_and_so_deep_and_no_more() {
    let none: [&str; 0] = [];
    let long = |length: usize| {
        let head = "title: A page\nkind: page\nsensitivity: public\n#";
        let remark = "x".repeat(length - head.len() - 1);
        format!("---\n{head}{remark}\n---\n")
    };
    assert_eq!(codes(&long(64 << 10)), none);
    assert_eq!(codes(&long((64 << 10) + 1)), ["front-matter-long"]);
    for (open, close, equals) in [("[", "]", ""), ("{a: ", "}", ":"), ("{a = ", "}", "=")] {
        let nested = |depth: usize| open.repeat(depth) + "1" + &close.repeat(depth);
        let deep = |depth: usize| match equals {
            "=" => toml(&format!("internal = {{ b = {} }}", nested(depth))),
            _ => page(&format!("internal: {{b: {}}}", nested(depth))),
        };
        assert_eq!(codes(&deep(6)), none, "{open}");
        assert_eq!(codes(&deep(7)), ["front-matter-deep"], "{open}");
    }
    let lists = |depth: usize| {
        toml(&format!(
            "internal = {{ b = {}1{} }}",
            "[".repeat(depth),
            "]".repeat(depth)
        ))
    };
    assert_eq!(codes(&lists(6)), none);
    assert_eq!(codes(&lists(7)), ["front-matter-deep"]);
}

/// What is text stays text, whatever YAML makes of it elsewhere.
#[test]
fn words_that_yaml_reads_otherwise_stay_words() {
    let mut tree = vitrine_disclosure::SourceTree::new();
    tree.insert("vitrine.toml", "title = \"A\"\n");
    for (name, title) in [
        ("a", "no"),
        ("b", "NO"),
        ("c", "on"),
        ("d", "1e3"),
        ("e", "012"),
        ("f", "2016-05-20"),
        ("g", "null"),
        ("h", "~"),
        ("i", "0x10"),
        ("j", "true"),
    ] {
        tree.insert(
            format!("{name}.md"),
            format!("---\ntitle: {title}\nslug: {name}\nkind: page\nsensitivity: public\nstate: NO\nversion: 1.10\n---\n"),
        );
    }
    let disclosure = vitrine_disclosure::disclose(&tree, common::TODAY)
        .unwrap_or_else(|found| panic!("{:#?}", found.iter().collect::<Vec<_>>()));
    let shown: Vec<String> = disclosure
        .tree()
        .entries()
        .iter()
        .map(|entry| {
            format!(
                "{} {:?}",
                entry.title(),
                entry.field("version").and_then(|value| value.as_str())
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "no",
            "NO",
            "on",
            "1e3",
            "012",
            "2016-05-20",
            "null",
            "~",
            "0x10",
            "true"
        ]
        .map(|title| format!("{title} Some(\"1.10\")"))
    );
}
