//! What was typed, and nothing else.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

/// Publishes what may be public of a folder of Markdown entries, and nothing else.
#[derive(Debug, Parser)]
#[command(name = "vitrine", version, about, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
    /// Say nothing but counts: for logs that others can read
    #[arg(long, global = true)]
    pub public_log: bool,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Build the public site of SITE into a folder
    Build(Build),
    /// Say everything that keeps SITE from being built, without building it
    Check(Check),
    /// Show the public site of SITE on this machine, as it would be published
    Serve(Serve),
    /// Search a built site, as a visitor would
    Search(Search),
    /// Begin a new site
    Init(Init),
    /// Write a new entry into SITE
    New(New),
    /// Read a built site with the audit's eyes
    Audit(AuditArguments),
    /// Write into an entry who judged that it may be public, bound to what it says now
    Assess(Assess),
    /// Say of one entry what each gate decided, why, and what would change that
    Explain(Explain),
    /// List entries: how each stands, and what keeps it in or falls due
    List(List),
    /// Say what is newly public, changed or withdrawn against a site built before
    Diff(Diff),
    /// Print the front matter of entries as a JSON Schema, for editors
    Schema(Schema),
    /// Publish exactly what two persons approved, and record that they did
    Release(Release),
    /// Take an entry out of a published site at once, and say what to purge elsewhere
    Retract(Retract),
    /// Draft an emergency, its announcement, and say what would become public; publishes nothing
    Emergency(Emergency),
    /// Say of each subject what is public about it, all together, earlier releases included
    Mosaic(Mosaic),
    /// Sign a site that was built from its folder, or make the keys for that
    Sign(Sign),
    /// Check that a site, or its public source, is what the holder of a key signed
    Verify(Verify),
}

/// How diagnostics are told.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct Telling {
    /// How diagnostics are told: as text, or as JSON for machines
    #[arg(long, value_enum, default_value_t = Format::Text, conflicts_with = "public_log")]
    pub format: Format,
    /// Draw diagnostics with the text they are about; by default only on a terminal
    #[arg(long, value_enum, conflicts_with = "public_log")]
    pub diagnostics: Option<Detail>,
}

impl Telling {
    /// One line each, on a terminal too.
    pub const SHORT: Self = Self {
        format: Format::Text,
        diagnostics: Some(Detail::Short),
    };
}

/// The form of an answer.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For machines.
    Json,
}

/// How much of a diagnostic is told.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum Detail {
    /// One line each, without the text.
    Short,
    /// Drawn with the text.
    Full,
}

/// `vitrine build`.
#[derive(Args, Debug)]
pub struct Build {
    /// The site folder, or a source.tar.gz; default: this folder, or the nearest above it with a vitrine.toml
    pub site: Option<PathBuf>,
    /// The folder that the site is published into
    #[arg(long, value_name = "DIR")]
    pub output: PathBuf,
    /// The day that the site is built for; default: today
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// How diagnostics are told.
    #[command(flatten)]
    pub telling: Telling,
}

/// `vitrine check`.
#[derive(Args, Debug)]
pub struct Check {
    /// The site folder, or a source.tar.gz
    pub site: Option<PathBuf>,
    /// The day to check for; any day; default: today
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Rehearse the days up to this one: what would appear, vanish or fail on each
    #[arg(long, value_name = "DATE")]
    pub through: Option<Date>,
    /// Prove on SITE itself that nothing leaks: vary what is not public, build again and again, and compare all bytes
    #[arg(long, conflicts_with = "through")]
    pub prove: bool,
    /// How diagnostics are told.
    #[command(flatten)]
    pub telling: Telling,
}

/// `vitrine serve`.
#[derive(Args, Debug)]
pub struct Serve {
    /// The site folder, or a source.tar.gz
    pub site: Option<PathBuf>,
    /// The port on 127.0.0.1; 0 takes any that is free
    #[arg(long, default_value_t = 8000)]
    pub port: u16,
    /// The day to show the site for; default: today
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
}

/// `vitrine search`.
#[derive(Args, Debug)]
pub struct Search {
    /// A built site
    pub output: PathBuf,
    /// What to search for
    #[arg(required_unless_present = "queries")]
    pub query: Option<String>,
    /// A file with one query a line; answers one JSON object a line
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    pub queries: Option<PathBuf>,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text, conflicts_with = "public_log")]
    pub format: Format,
    /// The language to search in; default: the site's first
    #[arg(long)]
    pub lang: Option<String>,
}

/// `vitrine init`.
#[derive(Args, Debug)]
pub struct Init {
    /// The folder to begin the site in: a new one, or an empty one
    pub folder: PathBuf,
    /// The title of the site
    #[arg(long)]
    pub title: String,
}

/// `vitrine new`.
#[derive(Args, Debug)]
pub struct New {
    /// The kind of entry: mission, finding, practice, document …
    pub kind: String,
    /// Its title
    #[arg(long)]
    pub title: String,
    /// Its level: there is no default
    #[arg(long, value_name = "LEVEL")]
    pub sensitivity: String,
    /// The file to write, below SITE; default: a name made from the kind and the title
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// The site folder
    #[arg(long, value_name = "SITE")]
    pub site: Option<PathBuf>,
}

/// `vitrine audit`.
#[derive(Args, Debug)]
pub struct AuditArguments {
    /// A built site
    pub output: PathBuf,
    /// The site folder whose non-public text is looked for
    #[arg(long, value_name = "SITE")]
    pub against: PathBuf,
    /// The day that the site was built for; default: the one in its manifest
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
}

/// `vitrine assess`.
#[derive(Args, Debug)]
pub struct Assess {
    /// The file of the entry
    pub file: PathBuf,
    /// Who judged it
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// Who approved that: another person; the rules of some types ask for one
    #[arg(long, value_name = "NAME")]
    pub approved_by: Option<String>,
    /// Why it may be public
    #[arg(long, value_name = "TEXT")]
    pub basis: String,
    /// The day of the judgement; default: today
    #[arg(long, value_name = "DATE")]
    pub on: Option<Date>,
    /// The site folder; default: the nearest above FILE with a vitrine.toml
    #[arg(long, value_name = "SITE")]
    pub site: Option<PathBuf>,
    /// How diagnostics are told.
    #[command(flatten)]
    pub telling: Telling,
}

/// `vitrine explain`.
#[derive(Args, Debug)]
pub struct Explain {
    /// The file of the entry
    pub file: PathBuf,
    /// The day to judge it for; any day; default: today
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// The site folder; default: the nearest above FILE with a vitrine.toml
    #[arg(long, value_name = "SITE")]
    pub site: Option<PathBuf>,
    /// How diagnostics are told.
    #[command(flatten)]
    pub telling: Telling,
}

/// `vitrine list`.
#[derive(Args, Debug)]
pub struct List {
    /// The site folder
    pub site: Option<PathBuf>,
    /// Which entries.
    #[command(flatten)]
    pub which: Which,
    /// With --due: up to which day; default: 90 days from the day of the list
    #[arg(long, value_name = "DATE", requires = "due", conflicts_with_all = ["public", "withheld", "overdue"])]
    pub through: Option<Date>,
    /// The day to judge them for; any day; default: today
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// How diagnostics are told.
    #[command(flatten)]
    pub telling: Telling,
}

/// Which entries `vitrine list` lists; without any of these, all.
#[derive(Args, Clone, Copy, Debug)]
#[group(multiple = false)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four flags of which one at most is given, as they are typed"
)]
pub struct Which {
    /// Entries that everyone may read
    #[arg(long)]
    pub public: bool,
    /// Entries that stay in, with what keeps them in
    #[arg(long)]
    pub withheld: bool,
    /// What falls due: reviews, ends, first days, ends of exceptions
    #[arg(long)]
    pub due: bool,
    /// What was due: reviews, and exceptions that are over
    #[arg(long)]
    pub overdue: bool,
}

/// `vitrine mosaic`.
#[derive(Args, Debug)]
pub struct Mosaic {
    /// The site folder
    pub site: Option<PathBuf>,
    /// Only this subject, as entries name it
    #[arg(long, value_name = "NAME")]
    pub subject: Option<String>,
    /// The day to count for; any day; default: today
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// How diagnostics are told.
    #[command(flatten)]
    pub telling: Telling,
}

/// `vitrine diff`.
#[derive(Args, Debug)]
pub struct Diff {
    /// The site as it was: an output folder, or a source.tar.gz; before a first release, a folder that is yet to be
    pub old: PathBuf,
    /// The site as it is: a site folder, an output folder, or a source.tar.gz
    pub site: Option<PathBuf>,
    /// The day to build SITE for; any day; default: today
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = DiffFormat::Text, conflicts_with = "public_log")]
    pub format: DiffFormat,
    /// Write the sheet that a second person reads on paper and signs: HTML, private, a new file
    #[arg(long, value_name = "FILE", conflicts_with = "public_log")]
    pub sheet: Option<PathBuf>,
    /// Lift the retraction of what stood at this address; may be given again
    #[arg(long, value_name = "ADDRESS")]
    pub lift: Vec<String>,
}

/// `vitrine schema`.
#[derive(Args, Debug)]
pub struct Schema {
    /// The kind of entry; default: all
    pub kind: Option<String>,
    /// The site folder, for levels, types and reasons of its own
    #[arg(long, value_name = "SITE")]
    pub site: Option<PathBuf>,
}

/// `vitrine release`.
#[derive(Args, Debug)]
pub struct Release {
    /// The site folder
    pub site: Option<PathBuf>,
    /// The folder that the site is published into, with the last release in it
    #[arg(long, value_name = "DIR")]
    pub output: PathBuf,
    /// Who releases it
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// Who approved it: another person
    #[arg(long, value_name = "NAME")]
    pub approved_by: String,
    /// The digest of what was approved, as `vitrine diff` prints it; its first 16 digits are enough
    #[arg(long, value_name = "HEX")]
    pub digest: String,
    /// The day that it was approved for; default: today
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Lift the retraction of what stood at this address; may be given again
    #[arg(long, value_name = "ADDRESS")]
    pub lift: Vec<String>,
    /// How diagnostics are told.
    #[command(flatten)]
    pub telling: Telling,
}

/// `vitrine retract`.
#[derive(Args, Debug)]
pub struct Retract {
    /// What to retract: its address (documents/annual-report), or its id
    pub id: String,
    /// The folder of the published site
    #[arg(long, value_name = "DIR")]
    pub output: PathBuf,
    /// What the tombstone says beside that it is one: one line, and public
    #[arg(long, value_name = "TEXT")]
    pub words: Option<String>,
    /// The day; default: today
    #[arg(long, value_name = "DATE")]
    pub on: Option<Date>,
    /// The site folder, to note it there, too
    #[arg(long, value_name = "SITE", requires = "by")]
    pub site: Option<PathBuf>,
    /// Who retracts it: for the ledger
    #[arg(long, value_name = "NAME", requires = "site")]
    pub by: Option<String>,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text, conflicts_with = "public_log")]
    pub format: Format,
}

/// `vitrine emergency`.
#[derive(Args, Debug)]
pub struct Emergency {
    /// The site folder
    pub site: Option<PathBuf>,
    /// The id of the emergency, such as storm-2027
    #[arg(long)]
    pub id: String,
    /// What happened: for the record, not for the public
    #[arg(long, value_name = "TEXT")]
    pub event: String,
    /// Why gates are to be lifted
    #[arg(long, value_name = "TEXT")]
    pub basis: String,
    /// Who declares it
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// Who approves that: another person
    #[arg(long, value_name = "NAME")]
    pub approved_by: String,
    /// Its first day; default: today
    #[arg(long, value_name = "DATE")]
    pub from: Option<Date>,
    /// Its last day
    #[arg(long, value_name = "DATE")]
    pub until: Date,
    /// The rules of the matrix whose entries it concerns
    #[arg(
        long,
        value_name = "RULES",
        value_delimiter = ',',
        default_value = "emergency-announcement"
    )]
    pub rules: Vec<String>,
    /// The gates that it lifts for them: dates, rule, recipients, form
    #[arg(
        long,
        value_name = "GATES",
        value_delimiter = ',',
        default_value = "dates,rule"
    )]
    pub gates: Vec<String>,
    /// The title of the announcement, which is public
    #[arg(long)]
    pub title: String,
    /// Who issues the announcement, which is public
    #[arg(long, value_name = "NAME")]
    pub issuer: String,
    /// Its class: emergency, alert, exercise
    #[arg(long, value_name = "CLASS", default_value = "emergency")]
    pub class: String,
}

/// The form of a comparison.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum DiffFormat {
    /// For the second person, who approves it.
    Text,
    /// For machines.
    Json,
    /// For a release note: what was taken out is counted, not repeated.
    Markdown,
    /// The digest alone by which `vitrine release` names it.
    Digest,
}

/// `vitrine sign`.
#[derive(Args, Debug)]
pub struct Sign {
    /// The built site
    #[arg(required_unless_present = "new_key", conflicts_with = "new_key")]
    pub output: Option<PathBuf>,
    /// The secret key, as --new-key or `minisign -G` made it
    #[arg(
        long,
        value_name = "FILE",
        required_unless_present = "new_key",
        conflicts_with = "new_key"
    )]
    pub key: Option<PathBuf>,
    /// The site folder that it was built from; default: this folder, or the nearest above it with a vitrine.toml
    #[arg(long, value_name = "SITE", conflicts_with = "new_key")]
    pub site: Option<PathBuf>,
    /// Make a pair of keys instead: the secret one into FILE, the public one into FILE.pub
    #[arg(long, value_name = "FILE")]
    pub new_key: Option<PathBuf>,
    /// A file whose first line is the password of the key; default: the terminal asks
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// With --new-key: write the secret key without a password
    #[arg(long, requires = "new_key", conflicts_with = "password_file")]
    pub no_password: bool,
}

/// `vitrine verify`.
#[derive(Args, Debug)]
pub struct Verify {
    /// A site, as its folder, or the public source of one
    pub site: PathBuf,
    /// The public key: its file, or the key itself
    #[arg(long, value_name = "PUBKEY")]
    pub key: String,
    /// The number or the day of the release that you know: an older one, or the same, is refused
    #[arg(long, value_name = "RELEASE")]
    pub newer_than: Option<Known>,
}

/// A release that somebody knows already.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Known {
    /// Its number.
    Sequence(u64),
    /// The day that it was built for.
    Day(Date),
}

impl std::str::FromStr for Known {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = text.parse().map(Self::Sequence);
        number.or_else(|_| text.parse().map(Self::Day)).map_err(
            |_| "a release is known by its number, such as 12, or its day, such as 2026-11-23",
        )
    }
}
