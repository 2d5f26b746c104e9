//! Where a slip is, to the byte, and what the public text is that is left.

use super::*;

const LEVELS: [&str; 4] = ["public", "partners", "restricted", "sensitive"];

/// Cuts a text of an entry for partners, whose portions may say nothing of how they show where `display` does.
fn cut_of(text: &str, display: Option<Display>) -> (Cut, Vec<(&'static str, Range<usize>)>) {
    let levels = LEVELS.map(str::to_owned);
    let reasons = ["threat", "personnel"].map(str::to_owned);
    let markings = Markings {
        levels: &levels,
        reasons: &reasons,
        entry: 1,
        display,
    };
    let mut diagnostics = Diagnostics::new();
    let cut = cut("a.md", text, 0..text.len(), markings, &mut diagnostics);
    let mut told: Vec<_> = diagnostics
        .iter()
        .map(|one| (one.code, one.span.clone()))
        .collect();
    told.sort_by_key(|(_, span)| (span.start, span.end));
    (cut, told)
}

/// A text with what is told of it between `«` and `»`, and the places that they mark.
fn marked(text: &str) -> (String, Vec<Range<usize>>) {
    let mut plain = String::new();
    let mut places = Vec::new();
    let mut start = 0;
    for c in text.chars() {
        match c {
            '«' => start = plain.len(),
            '»' => places.push(start..plain.len()),
            c => plain.push(c),
        }
    }
    (plain, places)
}

#[track_caller]
fn tells_in(text: &str, display: Option<Display>, codes: &[&str]) {
    let (plain, places) = marked(text);
    let (_, told) = cut_of(&plain, display);
    let wanted: Vec<_> = codes.iter().copied().zip(places).collect();
    assert_eq!(told, wanted, "{text}");
}

#[track_caller]
fn tells(text: &str, codes: &[&str]) {
    tells_in(text, Some(Display::Mark), codes);
}

/// What is left of a text in which nothing is wrong: signs of blocks are written `#0#`, those within lines `^0^`.
#[track_caller]
fn leaves(text: &str, left: &str) {
    let (cut, told) = cut_of(text, Some(Display::Mark));
    assert_eq!(told, [], "{text}");
    let mut seen = String::new();
    let mut end = '#';
    for c in cut.text.chars() {
        match c {
            signs::BLOCK => end = '#',
            signs::INLINE => end = '^',
            _ => {}
        }
        let sign = [signs::BLOCK, signs::INLINE, signs::END].contains(&c);
        seen.push(if sign { end } else { c });
    }
    assert_eq!(seen, left, "{text}");
    // Whatever is told of the public text later has a place in the file.
    for (at, c) in cut.text.char_indices() {
        let place = cut.map.raw_range(&(at..at + c.len_utf8()));
        assert!(
            place.end > place.start && place.start <= text.len(),
            "{text}: {at} is {place:?}"
        );
    }
}

#[test]
fn a_slip_in_a_line_of_its_own_is_told_where_it_is() {
    const OPEN: &str = ":::restricted{reason=\"threat\"}";
    let with_open = |text: &str| text.replace("OPEN", OPEN);
    for (text, codes) in [
        ("«::note»\nx", &["directive-colons"][..]),
        (
            " > «::restricted[x]{reason=\"threat\"}»",
            &["directive-colons"],
        ),
        ("a\n\n«:::»\n", &["closer-stray"]),
        (":::note   «now»\nx\n:::", &["admonition-tail"]),
        ("> «:::nota»\n> x\n> :::", &["directive-unknown"]),
        ("«::: x»\n:::", &["directive-unknown"]),
        (":::restricted   «at night»\nx\n:::", &["portion-tail"]),
        ("OPEN   «more»\nx\n:::", &["portion-tail"]),
        ("«OPEN»\nx", &["portion-unclosed"]),
        ("OPEN\n> «:::»\n:::", &["portion-closer-differs"]),
        ("OPEN\n«::::»\n:::", &["portion-closer-differs"]),
        ("OPEN\nx\n> «:::note»\n:::", &["portion-nested"]),
        ("OPEN\nat «:restricted[»x]\n:::", &["portion-nested"]),
        ("a\n«OPEN»\nx\n:::", &[]),
        // A mark holds nothing: the next line closes it.
        (
            "«:::withheld{reason=\"threat\"}»\n:::note\n:::\n:::",
            &["mark-text"],
        ),
        (
            "«:::withheld{reason=\"threat\"}»\n«::: x»\n:::\n:::",
            &["mark-text", "directive-unknown"],
        ),
        (
            "«:::withheld{reason=\"threat\"}»\n> «:::»\n:::",
            &["mark-text", "closer-stray"],
        ),
        (
            "«:::withheld{reason=\"threat\"}»\n«::::»\n:::",
            &["mark-text", "closer-stray"],
        ),
        ("«:::withheld»\n:::", &["mark-attributes"]),
        (
            "«:::withheld{reason=\"threat\"} x»\n:::",
            &["mark-attributes"],
        ),
        (
            "«:::withheld{reason=\"threat\" silent}»\n:::",
            &["mark-attributes"],
        ),
        // An admonition ends behind the signs that it began with, and with as many colons.
        (
            "> «:::note»\n> x\n«:::»",
            &["admonition-unclosed", "closer-stray"],
        ),
        (
            "«:::note»\nx\n«::::»",
            &["admonition-unclosed", "closer-stray"],
        ),
        // A silent portion stands between blank lines.
        (
            "a\n«:::restricted{reason=\"threat\" silent}»\nx\n:::\n\nb",
            &["portion-silent-blank"],
        ),
        (
            "a\n\n«:::restricted{reason=\"threat\" silent}»\nx\n:::\nb",
            &["portion-silent-blank"],
        ),
        (
            "«:::public{reason=\"threat\"}»\nx\n:::",
            &["portion-level-public"],
        ),
        (
            "«:::partners{reason=\"threat\"}»\nx\n:::",
            &["portion-level-low"],
        ),
        ("«:::restricted»\nx\n:::", &["portion-reason-missing"]),
    ] {
        let text = if codes.is_empty() {
            with_open(text).replace(['«', '»'], "")
        } else {
            with_open(text)
        };
        tells(&text, codes);
    }
}

#[test]
fn a_slip_within_a_line_is_told_where_it_is() {
    for (text, code) in [
        ("a :«:restricted[»x]{reason=\"threat\"}", "directive-colons"),
        ("a «:restricted[»x", "portion-unclosed"),
        ("a «:restricted[»x] y", "portion-attributes-missing"),
        (
            "a :restricted[x«\\»]y]{reason=\"threat\"}",
            "portion-backslash",
        ),
        (
            "a «:restricted[»x\n> \ny]{reason=\"threat\"}",
            "portion-blank-line",
        ),
        (
            "a :restricted[x «:restricted»[y]]{reason=\"threat\"}",
            "portion-nested",
        ),
        (
            "a :restricted[x «:link»[y]]{reason=\"threat\"}",
            "portion-nested",
        ),
        (
            "a :restricted[x «:::note» y]{reason=\"threat\"}",
            "portion-nested",
        ),
        (
            "a :restricted[x]«{reason=\"threat\"»\nb}",
            "portion-attributes-unclosed",
        ),
        (
            "a :restricted[x]{mark «silent» reason=\"threat\"}",
            "portion-attribute-twice",
        ),
        (
            "a :restricted[x]{reason=\"threat\" «reason=\"personnel\"»}",
            "portion-attribute-twice",
        ),
        (
            "a :restricted[x]{  «cause=\"threat\"» why}",
            "portion-attribute-unknown",
        ),
        ("a :restricted[x]{«reason=threat»}", "portion-reason-quotes"),
        (
            "a :restricted[x]{«reason=\"a whim\"»}",
            "portion-reason-unknown",
        ),
        ("a «:restricted[»x]{mark}", "portion-reason-missing"),
        ("a «:public[»x]{reason=\"threat\"}", "portion-level-public"),
        ("a «:partners[»x]{reason=\"threat\"}", "portion-level-low"),
        ("a «:withheld»{} b", "mark-attributes"),
        ("a «:withheld»{reason=\"threat\" mark} b", "mark-attributes"),
        (
            "a :withheld«{reason=\"threat\"»",
            "portion-attributes-unclosed",
        ),
    ] {
        tells(text, &[code]);
        // The next paragraph is read as ever.
        let code = if code == "portion-unclosed" {
            "portion-blank-line"
        } else {
            code
        };
        tells(
            &format!("{text}\n\nc «:public[»x]{{reason=\"threat\"}}"),
            &[code, "portion-level-public"],
        );
    }
    tells_in(
        "a «:restricted[»x]{reason=\"threat\"}",
        None,
        &["portion-display-missing"],
    );
    tells_in(
        "«:::restricted{reason=\"threat\"}»\nx\n:::",
        None,
        &["portion-display-missing"],
    );
    tells_in("a :restricted[x]{reason=\"threat\" silent}", None, &[]);
}

#[test]
fn what_only_resembles_a_directive_within_a_portion_is_cut_with_it() {
    leaves("a :restricted[x [y] z]{reason=\"threat\"} b", "a ^0^ b\n");
    // A line may end in a space, and the next one begin with a bracket.
    leaves("a :restricted[x \n[y]]{reason=\"threat\"} b", "a ^0^ b\n");
    leaves(
        "a :restricted[10:30, note:x, a::b, c :[d]]{reason=\"threat\"} b",
        "a ^0^ b\n",
    );
    leaves(
        ":::restricted{reason=\"threat\"}\n::two\n:link[x] and :[x] note:[x]\n:restricted, :sensitive{}\n:::",
        "#0#\n",
    );
}

#[test]
fn signs_stand_between_blank_lines_and_silence_leaves_no_line() {
    leaves(
        "a\n:::withheld{reason=\"threat\"}\n:::\nb",
        "a\n\n#0#\n\nb\n",
    );
    leaves(
        "a\n\n:::withheld{reason=\"threat\"}\n:::\n\nb",
        "a\n\n#0#\n\nb\n",
    );
    leaves("a\n\n:::note\nb\n:::\n\nc", "a\n\n#0#\n\nb\n\n#1#\n\nc\n");
    leaves(
        "> a\n> :::note\n> b\n> :::\n> c",
        "> a\n>\n> #0#\n>\n> b\n>\n> #1#\n>\n> c\n",
    );
    leaves(
        "- a\n  :::restricted{reason=\"threat\"}\n  x\n  :::\n",
        "- a\n\n  #0#\n",
    );
    let silent = ":::restricted{reason=\"threat\" silent}\nx\n:::";
    leaves(&format!("a\n\n{silent}\n\nb"), "a\n\nb\n");
    leaves(&format!("a\n\n{silent}\n\n\nb"), "a\n\n\nb\n");
    leaves(&format!("a\n\n{silent}"), "a\n\n");
    leaves(&format!("{silent}\n\nb"), "b\n");
    leaves(&format!("a\r\n\r\n{silent}\r\n\r\nb\r\n"), "a\n\nb\n");
}

#[test]
fn text_around_portions_is_kept_as_it_is() {
    leaves(
        "a :note{x} b 10:{y} :partner[z]",
        "a :note{x} b 10:{y} :partner[z]\n",
    );
    leaves(
        "a :restricted[x\ny]{reason=\"threat\"} b\nc",
        "a ^0^ b\nc\n",
    );
    leaves(
        "a :restricted[x]{reason=\"threat\"}:sensitive[y]{reason=\"personnel\" silent} b :withheld{reason=\"threat\"} c\r\nd",
        "a ^0^^1^ b ^2^ c\nd\n",
    );
    let colon = signs::COLON;
    leaves(
        "10:30 \\\\ \\:restricted[x] a\\:b \\* \\",
        &format!("10:30 \\\\ {colon}restricted[x] a{colon}b \\* \\\n"),
    );
    let (cut, _) = cut_of(
        "a :restricted[x]{reason=\"threat\"} :sensitive[y]{reason=\"personnel\" silent}\n\n:::restricted{reason=\"threat\" silent}\nx\n:::",
        Some(Display::Mark),
    );
    let of = |level, reason: &str| (level, reason.to_owned());
    assert_eq!(
        cut.portions,
        [of(2, "threat"), of(3, "personnel"), of(2, "threat")]
    );
    assert_eq!(
        cut.displays,
        [Display::Mark, Display::Silent, Display::Silent]
    );
    assert_eq!(cut.silenced, Some(76..113));
}
