//! Every deliberate leak: its name, the channel that it opens, and what it does. What each does stands, under its name, in
//! `generator/disclosure/src/disclose/sabotage`, `generator/site/src/sabotage.rs` and `generator/src/publish/sabotage.rs`.

/// A deliberate leak.
#[derive(Clone, Copy, Debug)]
pub struct Saboteur {
    /// Its name.
    pub name: &'static str,
    /// The channel, by its number in [`CHANNELS`].
    pub channel: u8,
    /// What it does, after "the generator …".
    pub does: &'static str,
    /// Why random pairs cannot notice it; empty where they do.
    pub unseen: &'static str,
}

/// The channels by which what is hidden could show, and where one has no saboteur, why.
pub const CHANNELS: &[(u8, &str, &str)] = &[
    (1, "text of pages", ""),
    (2, "titles in lists and ways on", ""),
    (3, "topics, years, counts", ""),
    (4, "spelling that was seen first", ""),
    (5, "addresses that clash", ""),
    (6, "numbers", ""),
    (7, "links and relations", ""),
    (8, "texts that are included", ""),
    (9, "attachments", ""),
    (10, "files that lie about", ""),
    (11, "output of earlier builds", ""),
    (
        12,
        "links of the file system",
        "a link is refused before it is opened: tests/suite/hostile.rs",
    ),
    (13, "terms of the index", ""),
    (14, "statistics of the index", ""),
    (15, "order and size of the index", ""),
    (16, "feeds", ""),
    (17, "sitemap and translations", ""),
    (18, "other names", ""),
    (19, "files for hosts", ""),
    (20, "fields and exports", ""),
    (21, "comments", ""),
    (22, "text that a style hides", ""),
    (23, "entries before and after their days", ""),
    (
        24,
        "unlisted entries",
        "there is no such state: an unknown field is refused, generator/disclosure/tests/bad_headers.rs",
    ),
    (25, "metadata of pictures", ""),
    (
        26,
        "documents with layers",
        "one that cannot be shown to be clean is refused: generator/disclosure/src/attachment/pdf/tests.rs",
    ),
    (
        27,
        "office files and archives",
        "refused by content: generator/disclosure/src/attachment/tests.rs",
    ),
    (
        28,
        "fonts, sound, video",
        "refused by content: generator/disclosure/src/attachment/tests.rs",
    ),
    (29, "archives", ""),
    (30, "paths of the machine", ""),
    (31, "people and history", ""),
    (32, "manifest, sums and register", ""),
    (33, "length and shape of marks", ""),
    (
        34,
        "previews",
        "the preview shows a build and no more: tests/suite/command.rs",
    ),
    (
        35,
        "what is said on the terminal",
        "no part of a site: generator/tests/public_log.rs",
    ),
    (
        36,
        "what others kept",
        "cannot be promised, and the guide says so",
    ),
    (37, "facts that add up", ""),
    (
        38,
        "how long a build takes",
        "seen by those who build alone",
    ),
    (
        39,
        "requests of the visitor's browser",
        "tests/browser/search.test.mjs looks at each request",
    ),
    (40, "other languages", ""),
];

const fn leak(name: &'static str, channel: u8, does: &'static str) -> Saboteur {
    Saboteur {
        name,
        channel,
        does,
        unseen: "",
    }
}

const fn unseen(leak: Saboteur, why: &'static str) -> Saboteur {
    Saboteur {
        unseen: why,
        ..leak
    }
}

/// All of them.
pub const ALL: &[Saboteur] = &[
    leak("portion-passes", 1, "publishes the text of portions"),
    leak("withheld-entry-passes", 1, "publishes entries of any level"),
    leak(
        "summary-cut-from-body",
        1,
        "makes a summary of the raw body",
    ),
    leak(
        "portion-as-description",
        1,
        "describes a page, for search engines, by its portions",
    ),
    leak("title-in-a-list", 2, "lists titles of withheld entries"),
    leak("next-is-withheld", 2, "names a withheld entry as the next"),
    leak(
        "latest-make-room",
        2,
        "leaves room among the latest for withheld entries",
    ),
    leak(
        "topics-of-neighbours",
        3,
        "gives an entry the topics of withheld ones in its folder",
    ),
    leak(
        "topic-without-entries",
        3,
        "makes pages of topics that withheld entries alone have",
    ),
    leak(
        "year-without-entries",
        3,
        "makes pages of years of withheld entries",
    ),
    leak("count-of-a-topic", 3, "counts withheld entries of a topic"),
    leak(
        "topic-as-spelt-first",
        4,
        "spells a topic as the first entry does, be it withheld",
    ),
    leak(
        "slug-with-a-suffix",
        5,
        "gives way to the address of a withheld entry",
    ),
    leak(
        "numbered-among-all",
        6,
        "numbers entries among all, public or not",
    ),
    leak(
        "count-on-the-first-page",
        6,
        "counts withheld entries on the first page",
    ),
    leak(
        "related-to-what-is-withheld",
        7,
        "names withheld entries that refer to a public one",
    ),
    leak(
        "referred-to-by-what-is-withheld",
        7,
        "lists a reference for each withheld entry that refers to a public one",
    ),
    leak(
        "neighbour-included",
        8,
        "includes the text of withheld entries of the same folder",
    ),
    leak("files-beside-named", 8, "names files that no entry lists"),
    unseen(
        leak(
            "attachment-of-a-level-passes",
            9,
            "publishes attachments of any level",
        ),
        "attachments that random sites hide are random bytes, which no cleaner passes",
    ),
    leak(
        "attachment-named-as-its-source",
        9,
        "names an attachment as its source file",
    ),
    leak("stray-files-copied", 10, "copies files that no entry lists"),
    unseen(
        leak("old-files-kept", 11, "keeps files of the site before"),
        "each site of a pair is built once, into nothing",
    ),
    leak("index-of-all", 13, "indexes withheld entries"),
    leak(
        "index-counts-all",
        14,
        "counts withheld entries as documents of the index",
    ),
    leak(
        "index-with-lengths-of-all",
        14,
        "takes the length of portions for that of documents",
    ),
    leak(
        "names-of-all-terms",
        14,
        "takes titles of withheld entries for other names of terms",
    ),
    leak(
        "index-padded",
        15,
        "pads files of the index by how many entries are withheld",
    ),
    leak(
        "feed-moved-by-what-is-withheld",
        16,
        "dates the feed by its newest entry, be it withheld",
    ),
    leak(
        "feed-of-all",
        16,
        "puts titles of withheld entries into the feed",
    ),
    leak(
        "sitemap-of-all",
        17,
        "lists withheld entries in the sitemap",
    ),
    leak(
        "translation-announced",
        17,
        "announces translations that are withheld, in the text",
    ),
    leak(
        "language-announced",
        17,
        "announces translations that are withheld, in the head of pages",
    ),
    leak(
        "aliases-of-what-is-withheld",
        18,
        "takes over other names of withheld terms",
    ),
    leak(
        "headers-for-withheld-pages",
        19,
        "tells hosts not to index withheld pages",
    ),
    leak("internal-as-summary", 20, "publishes the field `internal`"),
    leak(
        "settings-as-they-are",
        20,
        "keeps remarks of the settings in the public source",
    ),
    leak(
        "portion-in-structured-data",
        20,
        "puts portions into structured data",
    ),
    leak(
        "date-as-exact-as-written",
        20,
        "shows the day of a date that is to be a month or a year",
    ),
    leak(
        "anonymous-origin-named",
        20,
        "names the origin of an anonymous practice",
    ),
    leak(
        "source-path-in-a-comment",
        21,
        "writes the path of the source file into a comment",
    ),
    leak(
        "portion-in-a-hidden-element",
        22,
        "hides portions by an attribute",
    ),
    leak(
        "entry-before-its-day",
        23,
        "publishes entries before their day",
    ),
    leak(
        "entry-after-its-days",
        23,
        "publishes entries after their days",
    ),
    leak("metadata-kept", 25, "publishes attachments as they are"),
    leak(
        "archive-of-that-hour",
        29,
        "dates files of the archive by how many entries are withheld",
    ),
    leak("source-path-named", 30, "names the source file in the text"),
    leak(
        "source-path-as-data",
        30,
        "names the source file in an attribute",
    ),
    leak("people-named", 31, "names who assessed an entry, and why"),
    leak(
        "review-date-passes",
        31,
        "publishes the day of the next review",
    ),
    leak(
        "record-with-the-entrys-title",
        32,
        "gives a record the title of its entry",
    ),
    leak(
        "record-with-the-entrys-text",
        32,
        "gives a record the text of its entry",
    ),
    leak(
        "record-with-the-entrys-date",
        32,
        "gives a record the date of its entry",
    ),
    leak(
        "record-with-the-entrys-topics",
        32,
        "gives a record the topics of its entry",
    ),
    leak(
        "record-for-each",
        32,
        "registers withheld entries that have no record",
    ),
    leak(
        "count-in-the-register",
        32,
        "counts withheld entries in the register",
    ),
    leak(
        "manifest-counts-what-is-withheld",
        32,
        "counts withheld entries in the manifest",
    ),
    leak(
        "manifest-with-a-digest-of-all",
        32,
        "puts a digest of the whole folder into the manifest",
    ),
    leak("sums-of-all", 32, "lists withheld entries in the sums"),
    leak(
        "source-with-a-list-of-files",
        32,
        "lists all source files in the public source",
    ),
    leak(
        "source-with-all-entries",
        32,
        "packs every entry into the public source",
    ),
    leak(
        "mark-as-long-as-its-text",
        33,
        "makes marks as long as what they hide",
    ),
    leak("mark-with-its-level", 33, "names the level in marks"),
    leak(
        "words-counted",
        33,
        "tells how long a text is, with its portions",
    ),
    leak(
        "subject-passes",
        37,
        "publishes the subject of mosaic rules",
    ),
    leak(
        "portion-of-translations",
        40,
        "cuts portions in the first language alone",
    ),
];
