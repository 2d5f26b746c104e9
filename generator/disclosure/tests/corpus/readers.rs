//! Readers that know nothing of this house, and what each is asked.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Map, Value};
use tempfile::TempDir;

/// Something that another program confirms of a file.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Reader {
    /// exiftool shows all of these tags before, and afterwards nothing that is not in a short list.
    Tags(&'static [&'static str]),
    /// exiftool warns of the file before, with these words.
    Warns(&'static str),
    /// `ImageMagick` decodes the same picture before and after.
    SamePicture,
    /// qpdf finds the document sound afterwards, with as many pages as before, and nothing in it that could carry more.
    Sound,
    /// qpdf shows this in the objects of the file before.
    Holds(&'static str),
    /// qpdf lists a file of this name within the file before.
    Carries(&'static str),
    /// qpdf says that the file before is encrypted.
    Encrypted,
    /// qpdf cannot make sense of the file before.
    Unsound,
    /// pdftotext reads the same letters before and after.
    SameText,
    /// pdftotext reads this in the file before.
    Reads(&'static str),
    /// pdftotext reads this in an earlier state of the file before, and not in its last.
    Deleted(&'static str),
    /// `file` says this of the file before.
    Named(&'static str),
    /// Python reads the same cells before and after.
    SameCells,
    /// Python reads this cell in the file before.
    Cell(&'static str),
    /// Python unpacks this from the file before.
    Unpacks(&'static str),
    /// Python reads the drawing afterwards as XML in which only elements and attributes that draw are left; before, it had
    /// this word.
    Drawing(&'static str),
}

/// What exiftool may show of what is published: what the file system and the picture itself say.
const TAGS: &[&str] = &[
    "BackgroundColor",
    "BitDepth",
    "BitsPerSample",
    "ColorComponents",
    "ColorType",
    "Compression",
    "Directory",
    "EncodingProcess",
    "ExifToolVersion",
    "FileAccessDate",
    "FileInodeChangeDate",
    "FileModifyDate",
    "FileName",
    "FilePermissions",
    "FileSize",
    "FileType",
    "FileTypeExtension",
    "Filter",
    "Gamma",
    "HorizontalScale",
    "ImageHeight",
    "ImageSize",
    "ImageWidth",
    "Interlace",
    "JFIFVersion",
    "Language",
    "Linearized",
    "MIMEType",
    "Megapixels",
    "PDFVersion",
    "PageCount",
    "ResolutionUnit",
    "SourceFile",
    "SVGVersion",
    "VP8Version",
    "VerticalScale",
    "ViewBox",
    "WebP_Flags",
    "Xmlns",
    "XResolution",
    "YCbCrSubSampling",
    "YResolution",
];

/// Names in a document with which it could say or carry more than its pages show.
const CARRIERS: &[&str] = &[
    "/AA",
    "/AcroForm",
    "/AF",
    "/Author",
    "/EmbeddedFiles",
    "/Encrypt",
    "/Info",
    "/JavaScript",
    "/JS",
    "/Launch",
    "/Metadata",
    "/Names",
    "/OCProperties",
    "/OpenAction",
    "/Outlines",
    "/PieceInfo",
    "/Producer",
    "/StructTreeRoot",
    "/Thumb",
];

const CELLS: &str = "import csv,json,sys
print(json.dumps(list(csv.reader(open(sys.argv[1],encoding='utf-8',newline='')))))";
const UNPACKS: &str = "import sys,zipfile
print('\\n'.join(zipfile.ZipFile(sys.argv[1]).namelist()) or '(empty)')";
const DRAWING: &str = "import sys,xml.etree.ElementTree as tree
draws='a clipPath circle defs ellipse g line linearGradient path polygon polyline radialGradient rect stop svg symbol text tspan use'.split()
for node in tree.parse(sys.argv[1]).iter():
    space,_,name=node.tag[1:].partition('}')
    if space!='http://www.w3.org/2000/svg' or name not in draws: print(node.tag)
    for key,value in node.attrib.items():
        if '{' in key or key.startswith('on') or key in ('id','class','style') and len(value)>12 or ':' in value: print(key,value)";

/// A desk on which files lie, before and after.
pub(crate) struct Desk {
    folder: TempDir,
    /// The file that is looked at.
    before: PathBuf,
    after: PathBuf,
    /// The files of which exiftool is asked, and what it says; once for all, since it takes its time to begin.
    tagged: Vec<PathBuf>,
    tags: Option<BTreeMap<String, Map<String, Value>>>,
    absent: BTreeSet<&'static str>,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            before: PathBuf::new(),
            after: PathBuf::new(),
            tagged: Vec::new(),
            tags: None,
            absent: BTreeSet::new(),
        }
    }

    /// Lays a file there, as it was and as it is published.
    pub(crate) fn lay(
        &mut self,
        name: &str,
        readers: &[Reader],
        before: &[u8],
        after: Option<&[u8]>,
    ) {
        let mut laid = vec![self.put(&format!("before-{name}"), before)];
        laid.extend(after.map(|after| self.put(&format!("after-{name}"), after)));
        let asks = |reader: &Reader| matches!(reader, Reader::Tags(_) | Reader::Warns(_));
        if readers.iter().any(asks) {
            self.tagged.extend(laid);
        }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "other programs read files, not memory"
    )]
    fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Says which programs were not asked; heard also where the test passes.
    pub(crate) fn tell_absent(&self) {
        if !self.absent.is_empty() {
            let names: Vec<&str> = self.absent.iter().copied().collect();
            let _ = writeln!(
                std::io::stderr(),
                "other_readers_confirm_it: skipped, since they are not installed: {}",
                names.join(", ")
            );
        }
    }

    /// What a program says; `None` where it is not installed.
    fn run(&mut self, program: &'static str, arguments: &[&str], file: &Path) -> Option<Output> {
        let output = Command::new(program).args(arguments).arg(file).output();
        if output.is_err() {
            self.absent.insert(program);
        }
        output.ok()
    }

    /// Asks a program of both files.
    fn both(
        &mut self,
        program: &'static str,
        arguments: &[&str],
    ) -> Result<Option<(String, String)>, String> {
        let (before, after) = (self.before.clone(), self.after()?);
        let said = |output: &Output| String::from_utf8_lossy(&output.stdout).into_owned();
        let one = self.run(program, arguments, &before);
        let other = self.run(program, arguments, &after);
        Ok(one
            .zip(other)
            .map(|(one, other)| (said(&one), said(&other))))
    }

    /// What exiftool says of a file: tags and their values. `None` where it is not installed.
    fn shown(&mut self, file: &Path) -> Result<Option<Map<String, Value>>, String> {
        if self.tags.is_none() {
            let files = self.tagged.clone();
            let (last, others) = files.split_last().ok_or("nothing is asked of it")?;
            let mut arguments = vec!["-q", "-j", "-a", "-G4:1"];
            arguments.extend(others.iter().filter_map(|file| file.to_str()));
            let all = self.run("exiftool", &arguments, last);
            let all = match all {
                None => BTreeMap::new(),
                Some(output) => serde_json::from_slice::<Vec<Map<String, Value>>>(&output.stdout)
                    .map_err(|error| error.to_string())?
                    .into_iter()
                    .map(|one| {
                        let name = one.get("SourceFile").and_then(Value::as_str);
                        (name.unwrap_or_default().to_owned(), one)
                    })
                    .collect(),
            };
            self.tags = Some(all);
        }
        if self.absent.contains("exiftool") {
            return Ok(None);
        }
        let known = self.tags.as_ref().and_then(|tags| tags.get(file.to_str()?));
        known
            .cloned()
            .map(Some)
            .ok_or_else(|| "shows nothing".to_owned())
    }

    fn after(&self) -> Result<PathBuf, String> {
        if self.after.exists() {
            Ok(self.after.clone())
        } else {
            Err("it was refused".to_owned())
        }
    }

    /// Asks a program of the file as it was, for some words.
    fn says(
        &mut self,
        program: &'static str,
        arguments: &[&str],
        words: &str,
    ) -> Result<(), String> {
        let before = self.before.clone();
        match self.run(program, arguments, &before) {
            Some(output) if !text(&output).contains(words) => {
                Err(format!("says {}", text(&output)))
            }
            _ => Ok(()),
        }
    }

    /// Asks a reader of a file; what it does not confirm is an error.
    pub(crate) fn ask(&mut self, name: &str, reader: &Reader) -> Result<(), String> {
        self.before = self.folder.path().join(format!("before-{name}"));
        self.after = self.folder.path().join(format!("after-{name}"));
        let before = self.before.clone();
        match *reader {
            Reader::Tags(had) => self.tags(had),
            Reader::Warns(words) => match self.shown(&before)? {
                Some(tags) if !format!("{tags:?}").contains(words) => Err(format!("says {tags:?}")),
                _ => Ok(()),
            },
            Reader::SamePicture => match self.both("identify", &["-format", "%wx%h %#\n"])? {
                Some((one, other)) if one.trim().is_empty() || one != other => {
                    Err(format!("{one} is {other}"))
                }
                _ => Ok(()),
            },
            Reader::Sound => self.sound(),
            Reader::Holds(words) => self.says("qpdf", &["--json=2", "--json-key=qpdf"], words),
            Reader::Carries(words) => self.says("qpdf", &["--list-attachments"], words),
            Reader::Encrypted => match self.run("qpdf", &["--is-encrypted"], &before) {
                Some(output) if !output.status.success() => Err("is not".to_owned()),
                _ => Ok(()),
            },
            Reader::Unsound => match self.run("qpdf", &["--check"], &before) {
                Some(output) if output.status.success() => Err("is sound".to_owned()),
                _ => Ok(()),
            },
            Reader::SameText => self.same_text(),
            Reader::Reads(words) => match self.words(&before) {
                Some(read) if !letters(&read).contains(&letters(words)) => {
                    Err(format!("reads {read}"))
                }
                _ => Ok(()),
            },
            Reader::Deleted(words) => self.deleted(words),
            Reader::Named(words) => self.says("file", &["--brief"], words),
            Reader::SameCells => match self.both("python3", &["-c", CELLS])? {
                Some((one, other)) if one.len() < 9 || one != other => {
                    Err(format!("{one} is {other}"))
                }
                _ => Ok(()),
            },
            Reader::Cell(words) => self.says("python3", &["-c", CELLS], words),
            Reader::Unpacks(words) => self.says("python3", &["-c", UNPACKS], words),
            Reader::Drawing(had) => self.drawing(had),
        }
    }

    fn tags(&mut self, had: &[&str]) -> Result<(), String> {
        let (before, after) = (self.before.clone(), self.after()?);
        let (Some(one), Some(other)) = (self.shown(&before)?, self.shown(&after)?) else {
            return Ok(());
        };
        let (one, other) = (tags_of(&one), tags_of(&other));
        for tag in had {
            if !one.contains(*tag) {
                return Err(format!("{tag} was not there: {one:?}"));
            }
            if !TAGS.contains(tag) && other.contains(*tag) {
                return Err(format!("{tag} is still there"));
            }
        }
        let more: Vec<&String> = other
            .iter()
            .filter(|tag| !TAGS.contains(&tag.as_str()))
            .collect();
        if more.is_empty() {
            Ok(())
        } else {
            Err(format!("shows {more:?}"))
        }
    }

    fn sound(&mut self) -> Result<(), String> {
        let after = self.after()?;
        let Some(checked) = self.run("qpdf", &["--check"], &after) else {
            return Ok(());
        };
        if !checked.status.success() {
            return Err(text(&checked));
        }
        if let Some((one, other)) = self.both("qpdf", &["--show-npages"])?
            && (one != other || one.trim().is_empty())
        {
            return Err(format!("{one} pages are {other}"));
        }
        let Some(shown) = self.run("qpdf", &["--json=2", "--json-key=qpdf"], &after) else {
            return Ok(());
        };
        let json: Value =
            serde_json::from_slice(&shown.stdout).map_err(|error| error.to_string())?;
        let mut names = BTreeSet::new();
        names_of(&json, &mut names);
        let more: Vec<&String> = names
            .iter()
            .filter(|name| CARRIERS.contains(&name.as_str()))
            .collect();
        if !names.contains("/Pages") || !more.is_empty() {
            return Err(format!("holds {more:?} of {names:?}"));
        }
        Ok(())
    }

    /// The words of a document.
    fn words(&mut self, path: &Path) -> Option<String> {
        let path = path.to_str().unwrap_or_default().to_owned();
        self.run("pdftotext", &["-q", &path], Path::new("-"))
            .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn same_text(&mut self) -> Result<(), String> {
        let (before, after) = (self.before.clone(), self.after()?);
        match self.words(&before).zip(self.words(&after)) {
            Some((one, other)) if letters(&one) != letters(&other) => {
                Err(format!("{one} is {other}"))
            }
            _ => Ok(()),
        }
    }

    fn deleted(&mut self, words: &str) -> Result<(), String> {
        let before = self.before.clone();
        let bytes = std::fs::read(&before).unwrap();
        let end = bytes.windows(5).position(|five| five == b"%%EOF");
        let earlier = end
            .and_then(|end| bytes.get(..end + 5))
            .ok_or("has no end")?;
        let earlier = self.put("earlier.pdf", earlier);
        let (Some(last), Some(first)) = (self.words(&before), self.words(&earlier)) else {
            return Ok(());
        };
        if letters(&first).contains(&letters(words)) && !letters(&last).contains(&letters(words)) {
            Ok(())
        } else {
            Err(format!("{first} became {last}"))
        }
    }

    fn drawing(&mut self, had: &str) -> Result<(), String> {
        let before = std::fs::read_to_string(&self.before).unwrap();
        if !before.contains(had) {
            return Err(format!("had no {had}"));
        }
        let after = self.after()?;
        match self.run("python3", &["-c", DRAWING], &after) {
            Some(output) if !text(&output).trim().is_empty() => Err(text(&output)),
            _ => Ok(()),
        }
    }
}

/// What a program wrote, and what it complained of.
fn text(output: &Output) -> String {
    let [out, err] = [&output.stdout, &output.stderr].map(|part| String::from_utf8_lossy(part));
    format!("{out}{err}")
}

/// Letters and digits alone: spaces and lines are where a reader finds them.
fn letters(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// The names of the tags that exiftool shows of one file.
fn tags_of(tags: &Map<String, Value>) -> BTreeSet<String> {
    let name = |tag: &String| tag.rsplit(':').next().unwrap_or_default().to_owned();
    tags.keys().map(name).collect()
}

/// All names in the objects of a document: keys, and values that are names.
fn names_of(json: &Value, names: &mut BTreeSet<String>) {
    match json {
        Value::Object(map) => {
            for (key, value) in map {
                names.insert(key.clone());
                names_of(value, names);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| names_of(item, names)),
        Value::String(text) => {
            names.insert(text.clone());
        }
        _ => {}
    }
}
