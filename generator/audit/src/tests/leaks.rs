//! Private text, planted everywhere a file can hold it.

use super::site::{Second, Site, Writer, chunk, page, png, short};

const HOME: &str = "index.html";

#[test]
fn text_of_a_page() {
    Site::new()
        .add(
            HOME,
            "<p>They say Porcelain HERONS guard the custard — tunnels.</p>",
        )
        .finds("private-text", HOME);
}

#[test]
fn an_inline_portion() {
    Site::new()
        .add(
            HOME,
            "<p>The Office with tangerine cloaks borrowed yesterday received.</p>",
        )
        .finds("private-text", HOME);
}

#[test]
fn an_attribute() {
    Site::new()
        .add(
            HOME,
            "<img alt='porcelain herons guard the custard' src=a.png>",
        )
        .finds("private-text", HOME);
}

#[test]
fn an_encoded_address() {
    Site::new()
        .add(
            HOME,
            "<a href=\"?q=porcelain%20herons%20guard%20the%20custard\">x</a>",
        )
        .finds("private-text", HOME);
}

#[test]
fn a_text_split_by_tags() {
    Site::new()
        .add(
            HOME,
            "<p>porce<em>lain</em> <b>her</b>ons <a href=x>guard</a> the <code>custard</code></p>",
        )
        .finds("private-text", HOME);
    Site::new()
        .add(
            HOME,
            "<p><i>porcelain</i><i>herons</i><i>guard</i><i>the</i><i>custard</i></p>",
        )
        .finds("private-text", HOME);
}

#[test]
fn a_text_in_entities() {
    Site::new()
        .add(
            HOME,
            "<p>&#80;orcelain her&#x6f;ns gu&shy;ard the custard</p>",
        )
        .finds("private-text", HOME);
}

#[test]
fn a_text_with_what_is_unseen() {
    Site::new()
        .add(
            HOME,
            "<p>Por\u{200b}celain her\u{ad}ons ｇｕａｒｄ thé custard</p>",
        )
        .finds("private-text", HOME);
}

#[test]
fn a_comment() {
    let site = Site::new().add(HOME, "<!-- porcelain herons guard the custard -->");
    site.finds("private-text", HOME);
    site.finds("markup-comment", HOME);
}

#[test]
fn an_innocent_comment_is_refused_too() {
    Site::new()
        .add(HOME, "<!-- Experts came. -->")
        .finds("markup-comment", HOME);
}

#[test]
fn a_script_within_a_page() {
    Site::new()
        .add(
            HOME,
            "<script>var a='porcelain herons guard the custard'</script>",
        )
        .finds("private-text", HOME);
}

#[test]
fn a_feed() {
    let feed = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed><title>Brindlewick inspection ledger</title></feed>";
    Site::new()
        .put("feed.atom", feed)
        .finds("private-text", "feed.atom");
    Site::new()
        .put(
            "feed.atom",
            "<feed><![CDATA[Inspectors poked each wooden bird]]></feed>",
        )
        .finds("private-text", "feed.atom");
}

#[test]
fn json_with_escapes() {
    let json = "{\"a\": [{\"b\": \"\\u0050orcelain herons guard the custard\"}]}";
    Site::new()
        .put("data.json", json)
        .finds("private-text", "data.json");
    Site::new()
        .put("data.json", "{\"Quillmarsh\": 1}")
        .finds("private-word", "data.json");
}

#[test]
fn json_that_hides_a_name_behind_another() {
    Site::new()
        .put("data.json", "{\"a\": \"Quillmarsh\", \"a\": 1}")
        .finds("private-word", "data.json");
}

#[test]
fn the_manifest() {
    let mut site = Site::new();
    site.output = site.finished();
    site.listed = false;
    for plant in [
        "{\"x\": \"Quillmarsh\",",
        "{\"Quillmarsh\": 7,",
        "{\"as_of\": \"Quillmarsh\",",
    ] {
        let text = String::from_utf8(site.output["manifest.json"].clone()).unwrap();
        let text = text.replacen('{', plant, 1);
        site.clone()
            .put("manifest.json", text)
            .finds("private-word", "manifest.json");
    }
}

#[test]
fn a_word_that_is_private_alone() {
    Site::new()
        .add(HOME, "<p>Tangerine.</p>")
        .finds("private-word", HOME);
    Site::new()
        .add(HOME, "<p>KX4471</p>")
        .finds("private-word", HOME);
}

#[test]
fn names_of_persons() {
    Site::new()
        .add(HOME, "<p>Signed: Plumley</p>")
        .finds("private-word", HOME);
    Site::new()
        .add(HOME, "<p>Weathercock clause</p>")
        .finds("private-word", HOME);
}

#[test]
fn a_date_that_does_not_pass() {
    for text in [
        "2023-06-30",
        "2023-06-30T00:00:00Z",
        "30 June 2023",
        "30 juin 2023",
    ] {
        Site::new()
            .add(HOME, &format!("<p>{text}</p>"))
            .finds("private-text", HOME);
    }
}

#[test]
fn the_name_of_a_state_that_nobody_uses_publicly() {
    Site::new()
        .add(HOME, "<p>Wobbleland</p>")
        .finds("private-word", HOME);
}

#[test]
fn a_comment_of_the_settings() {
    Site::new()
        .add(HOME, "<p>cobalt</p>")
        .finds("private-word", HOME);
}

#[test]
fn names_of_files_and_entries() {
    for name in [
        "ledger-brindlewick",
        "xv-ledger-full",
        "secret-herons",
        "brindlewick-inspection-ledger",
        "office/ledger-brindlewick.md",
    ] {
        Site::new()
            .add(HOME, &format!("<a href=\"{name}.html\">x</a>"))
            .finds("private-name", HOME);
    }
}

#[test]
fn the_name_of_a_published_file() {
    Site::new()
        .put("documents/ledger-brindlewick.html", page(""))
        .finds("private-name", "documents/");
    Site::new()
        .put("documents/quillmarsh.html", page(""))
        .finds("private-word", "documents/");
}

#[test]
fn the_digest_of_a_private_file() {
    let site = Site::new();
    let digest = crate::hex::digest(&site.source["missions/secret-herons.png"]);
    site.add(HOME, &format!("<p>{digest}</p>"))
        .finds("private-name", HOME);
}

#[test]
fn a_stored_text_of_the_index() {
    let mut site = Site::new();
    site.index(&["content"], "Porcelain herons guard the custard tunnels.");
    site.finds("private-text", "search/en/b-");
}

#[test]
fn a_term_of_the_index() {
    for term in [
        "tangerin",
        "wobbl",
        "quillmarsh",
        "brindlewick",
        "kx4471",
        "trumpet",
    ] {
        let mut site = Site::new();
        site.index(&["content", term], "x");
        site.clone().finds("private-term", "search/en/t-");
        // The same as a word that corrections lead to.
        site.finds("private-term", "search/en/s-");
    }
}

#[test]
fn where_a_file_of_the_index_begins() {
    for begins in ["", "con", "content"] {
        let mut site = Site::new();
        site.begins = begins.to_owned();
        site.index(&["content"], "Content.");
        site.passes();
    }
    let mut site = Site::new();
    site.begins = "brindlewick".to_owned();
    site.index(&["content"], "Content.");
    site.clone().finds("private-term", "search/en/r-");
    site.finds("index-stray", "search/en/r-");
}

#[test]
fn a_stem_that_a_public_word_has_too_is_none() {
    let mut site = Site::new().write(
        "a.md",
        "---\ntitle: A\nkind: page\nsensitivity: public\n---\n\nTrumpeting.\n",
    );
    site.index(&["content", "trumpet"], "Content. Trumpeting.");
    site.passes();
}

#[test]
fn an_arabic_stem_may_have_another_first_letter_than_its_word() {
    let entry = |level: &str, text: &str| {
        format!("---\ntitle: A\nkind: page\nsensitivity: {level}\n---\n\n{text}.\n")
    };
    let hidden = Site::new().write("office/a.md", &entry("restricted", "استغرق استنتج"));
    for (word, term, known) in [
        ("يستغرق", "استغرق", true),
        ("واستغرق", "استغرق", true),
        ("يستغرق", "استنتج", false),
    ] {
        let mut site = hidden.clone().write("a.md", &entry("public", word));
        site.index(&["content", term], "x");
        let told = site.audit();
        let alarm = told
            .findings()
            .iter()
            .any(|finding| finding.code() == "private-term");
        assert_ne!(alarm, known, "{word} {term}");
    }
}

#[test]
fn search_data_of_no_known_form() {
    let mut site = Site::new();
    site.script('t', b"\xffporcelain herons guard the custard tunnels");
    site.finds("private-text", "search/en/t-");
    site.finds("index-stray", "search/en/t-");
    site.finds("file-unreadable", "search/en/t-");
}

#[test]
fn search_data_with_something_behind_them() {
    let mut site = Site::new();
    let mut bodies = Writer(vec![0]);
    bodies.number(1).text("Experts came.");
    bodies.0.extend(b"x");
    site.script('b', &bodies.0);
    site.finds("file-unreadable", "search/en/b-");
}

#[test]
fn the_archive() {
    let entry = "---\ntitle: \"Visit of experts\"\nkind: mission\nsensitivity: public\n---\n\nPorcelain herons [guard](x.md) the custard.\n";
    Site::new()
        .pack("missions/visit.md", entry)
        .finds("private-text", "source.tar.gz/missions/visit.md");
}

#[test]
fn a_picture_with_text() {
    let text = png(b"plan pixels", Some(b"Porcelain herons guard the custard"));
    let site = Site::new().put("missions/visit/a-plan.png", text);
    site.finds("private-text", "missions/visit/a-plan.png");
    site.finds("picture-stray", "missions/visit/a-plan.png");
}

#[test]
fn a_picture_that_nobody_listed() {
    let site = Site::new();
    let secret = site.source["missions/secret-herons.png"].clone();
    let site = site.put("missions/visit/b.png", secret);
    site.finds("attachment-unlisted", "missions/visit/b.png");
    site.finds("private-bytes", "missions/visit/b.png");
}

#[test]
fn data_of_a_private_picture_in_another() {
    let mut bytes = png(b"plan pixels", None);
    let end = bytes.len() - 12;
    bytes.splice(end..end, chunk(b"gAMA", &super::site::noise(600)));
    Site::new()
        .put("missions/visit/a-plan.png", bytes)
        .finds("private-bytes", "missions/visit/a-plan.png");
}

#[test]
fn a_table_that_nobody_listed() {
    let site = Site::new().put(
        "missions/visit/t.csv",
        "shelf,lollipops\nmauve,\"forty humming biscuits\"\n",
    );
    site.finds("attachment-unlisted", "missions/visit/t.csv");
    site.finds("private-text", "missions/visit/t.csv");
}

#[test]
fn the_engine() {
    use base64::Engine as _;
    let module = b"\0asm\x01\0\0\0 porcelain herons guard the custard \0 secret-herons";
    for packed in [
        module.to_vec(),
        miniz_oxide::deflate::compress_to_vec(module, 9),
    ] {
        let engine = format!(
            "x(\"{}\")",
            base64::engine::general_purpose::STANDARD.encode(packed)
        );
        let name = format!("search/engine-{}.js", short(engine.as_bytes()));
        let mut site = Site::new();
        site.output
            .retain(|path, _| !path.starts_with("search/engine"));
        let site = site.put(&name, engine);
        site.finds("private-text", &name);
        site.finds("private-name", &name);
    }
}

#[test]
fn the_engine_without_a_module() {
    use base64::Engine as _;
    let data = b" porcelain herons guard the custard \0 secret-herons";
    let packed = base64::engine::general_purpose::STANDARD.encode(data);
    let fallback = format!("function f(a){{return a|0}}x(\"{packed}\")");
    let name = format!("search/fallback-{}.js", short(fallback.as_bytes()));
    let site = Site::new().put(&name, fallback);
    site.finds("private-text", &name);
    site.finds("private-name", &name);
    let empty = "f();";
    let name = format!("search/fallback-{}.js", short(empty.as_bytes()));
    Site::new()
        .put(&name, empty)
        .finds("file-unreadable", &name);
}

#[test]
fn a_finding_does_not_quote() {
    let report = Site::new()
        .add(
            HOME,
            "<p>Tangerine herons: porcelain herons guard the custard</p>",
        )
        .audit();
    for finding in report.findings() {
        let told = finding.to_string().to_lowercase();
        assert!(
            !told.contains("tangerine") && !told.contains("custard"),
            "{told}"
        );
        assert!(
            finding
                .origin()
                .is_some_and(|(path, line)| path == "missions/visit.md" && line > 0),
            "{told}"
        );
    }
}

#[test]
fn a_subject_that_reads_as_an_address() {
    for line in [
        "subject: turquoise-pelican",
        "internal: {ward: turquoise-pelican}",
    ] {
        let text = format!(
            "---\ntitle: Alpha\nkind: page\nsensitivity: public\n{line}\n---\n\nPelican; content turquoise.\n"
        );
        let site = Site::new().write("a.md", &text);
        site.clone().add(HOME, "<p>Turquoise pelican</p>").passes();
        site.add(HOME, "<p id=\"turquoise-pelican\">Pelican</p>")
            .finds("private-name", HOME);
    }
}

#[test]
fn a_word_from_nowhere() {
    Site::new()
        .add(HOME, "<p>Xylograph</p>")
        .finds("word-unknown", HOME);
    Site::new()
        .add(HOME, "<p title=\"Xylograph\">Visit</p>")
        .finds("word-unknown", HOME);
    Site::new()
        .add(HOME, "<p>Visit 471</p>")
        .finds("word-unknown", HOME);
    Site::new()
        .add(HOME, "<blink>Visit</blink>")
        .finds("word-unknown", HOME);
    Site::new()
        .put("pages/xylograph.html", page("<p>Visit</p>"))
        .finds("word-unknown", "pages/xylograph.html");
    Site::new()
        .put("data.json", "{\"title\": \"Xylograph\"}")
        .finds("word-unknown", "data.json");
    let mut site = Site::new();
    site.index(&["content"], "Xylograph.");
    site.finds("word-unknown", "search/en/b-");
}

#[test]
fn tags_may_part_words_and_join_them() {
    Site::new()
        .add(HOME, "<p>Vi<em>sit</em><b>experts</b><i>7</i></p>")
        .passes();
    Site::new()
        .add(HOME, "<p>Vi<em>sit</em><b>exxperts</b></p>")
        .finds("word-unknown", HOME);
}

#[test]
fn a_number_with_its_unit() {
    let text = "---\ntitle: N\nkind: page\nsensitivity: restricted\n---\n\nThey arrive within 14 minutes after the alarm.\n";
    Site::new()
        .write("office/n.md", text)
        .add(HOME, "<p>Visit 14 minutes</p>")
        .finds("private-text", HOME);
}

#[test]
fn texts_in_other_writings() {
    for text in [
        "cG9yY2VsYWluIGhlcm9ucyBndWFyZCB0aGUgY3VzdGFyZA==",
        "706f7263656c61696e206865726f6e7320677561726420746865206375737461726420",
        "OBXXEY3FNRQWS3RANBSXE33OOMQGO5LBOJSCA5DIMUQGG5LTORQXEZA=",
        "dratsuc eht draug snoreh nialecrop",
        "cbeprynva urebaf thneq gur phfgneq",
        "porcelainheronsguardthecustard",
        "p o r c e l a i n h e r o n s g u a r d",
        "porcelain her-\nons guard the custard",
        "\\x70orcelain \\u0068erons guard the custard",
        "=70orcelain=20herons=20guard the custard",
        "рorcelаin hеrоns guаrd thе custаrd",
        "&amp;#112;orcelain herons guard the custard",
    ] {
        Site::new()
            .add(HOME, &format!("<p>{text}</p>"))
            .finds("private-text", HOME);
    }
}

#[test]
fn packed_texts_in_a_text() {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    let text = b"porcelain herons guard the custard tunnels at night";
    let deflated = miniz_oxide::deflate::compress_to_vec(text, 9);
    let zlib = miniz_oxide::deflate::compress_to_vec_zlib(text, 9);
    // What would only grow is stored as it is.
    let mut stored = vec![1, 51, 0, !51, 255];
    stored.extend(text);
    let zip = crate::zip::tests::zip(&[("notes.txt", 0, 8, &deflated)]);
    for packed in [deflated, zlib, super::site::gzip(text), stored, zip] {
        Site::new()
            .add(HOME, &format!("<p>{}</p>", STANDARD.encode(packed)))
            .finds("private-text", HOME);
    }
}

#[test]
fn text_of_two_bytes_a_letter() {
    let text = "Porcelain herons guard the custard";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [little, big] {
        Site::new()
            .put("notes.txt", bytes)
            .finds("private-text", "notes.txt");
    }
}

#[test]
fn what_unpacks_without_end() {
    Site::new()
        .put("notes.txt", endless())
        .finds("file-endless", "notes.txt");
}

/// Text that unpacks to more than anybody reads.
pub(super) fn endless() -> Vec<u8> {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    let mut bomb = miniz_oxide::deflate::compress_to_vec_zlib(&vec![b' '; 65 << 20], 9);
    bomb.truncate(bomb.len() - 4);
    STANDARD.encode(bomb).into_bytes()
}

#[test]
fn a_posting_that_no_text_explains() {
    // The words are public, and stand in other entries.
    for term in ["reactor", "inspect", "septemb"] {
        let mut site = Site::new();
        site.index(
            &["content", term],
            "The experts saw everything and were content.",
        );
        site.finds("index-unexplained", "search/en/t-");
    }
}

/// Further entries of a term are looked at as those that its shard has itself, and nothing else is told by them.
#[test]
fn further_entries_of_a_term() {
    let with = |body, overflow, told| {
        let mut site = Site::new();
        site.second = Some(Second {
            body,
            overflow,
            told,
        });
        site.index(&["content"], "The experts were content.");
        site
    };
    let body = "The team, content.";
    with(body, &[1, 1, 9], (2, 9)).passes();
    with(body, &[1, 1, 63], (2, 63)).passes();
    // The second entry does not hold it.
    let other = "The Office received the team.";
    with(other, &[1, 1, 9], (2, 9)).finds("index-unexplained", "search/en/t-");
    for (overflow, told) in [
        // Another number of entries, or another most, than there is; an entry that the shard has itself.
        (&[1, 1, 9][..], (3, 9)),
        (&[1, 1, 9], (1, 9)),
        (&[1, 1, 9], (2, 10)),
        (&[1, 1, 8], (2, 9)),
        (&[1, 0, 9], (2, 9)),
        (&[0], (1, 9)),
    ] {
        with(body, overflow, told).finds("index-stray", "search/en/t-");
    }
    for overflow in [
        // An entry twice, or that there is not; what is said of none; something behind.
        &[2, 1, 0, 9, 9][..],
        &[1, 2, 9],
        &[1, 1, 1],
        &[1, 1, 64],
        &[1, 1, 9, 9],
        &[2, 1, 9],
    ] {
        with(body, overflow, (2, 9)).finds("file-unreadable", "search/en/o-");
    }
    // Fewer entries than the shard has itself.
    with(body, &[1, 1, 9], (0, 9)).finds("file-unreadable", "search/en/t-");
}

/// A file of further entries that no term has says something else.
#[test]
fn further_entries_of_no_term() {
    let mut site = Site::new();
    site.script('o', &[0, 1, 0, 9]);
    site.finds("index-stray", "search/en/o-");
}
