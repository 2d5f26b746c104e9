//! The sheet that a second person reads on paper and signs: everything newly public, word by word, with the pictures.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use vitrine_disclosure::changes::{AttachmentChange, Changes, EntryChange, FieldChange, What};
use vitrine_disclosure::{PublicAttachment, PublicTree};

use super::told::mark;

const STYLE: &str = "@page{size:A4;margin:18mm 16mm 20mm;@bottom-right{content:counter(page) \" / \" counter(pages);font:8pt sans-serif}}\
*{box-sizing:border-box}body{font:10.5pt/1.45 Georgia,serif;color:#000;background:#fff;max-width:48rem;margin:1rem auto;padding:0 1rem}\
h1{font-size:16pt;margin:0 0 .3rem}h2{font-size:13pt;border-bottom:1.5pt solid #000;margin:1.6rem 0 .6rem;break-after:avoid}\
h3{font-size:11pt;margin:1.1rem 0 .2rem;break-after:avoid}code{font:9pt/1.4 monospace;overflow-wrap:anywhere}\
.digest{font:bold 12pt/1.5 monospace;border:1.5pt solid #000;padding:.4rem .6rem;margin:.6rem 0;word-spacing:.3em}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .8rem;margin:.4rem 0}dt{font-weight:bold}dd{margin:0;overflow-wrap:anywhere}\
table{border-collapse:collapse;width:100%;margin:.3rem 0}th,td{border:.5pt solid #666;padding:.15rem .4rem;text-align:start;vertical-align:top;overflow-wrap:anywhere}\
thead{display:table-header-group}tr{break-inside:avoid}th{font-size:9pt}\
ul.text{list-style:none;margin:.3rem 0;padding:0}ul.text li{padding:.1rem 0 .1rem 1.6rem;text-indent:-1.6rem;break-inside:avoid;overflow-wrap:anywhere;white-space:pre-wrap}\
ul.text li::before{display:inline-block;width:1.6rem;text-indent:0;font:bold 10pt monospace}li.new::before{content:\"+\"}li.withdrawn::before{content:\"\\2212\"}\
li.withdrawn,td.withdrawn{text-decoration:line-through;text-decoration-thickness:.5pt}\
figure{margin:.5rem 0;break-inside:avoid}img{max-width:100%;max-height:110mm;border:.5pt solid #666}figcaption{font-size:9pt}\
.box{float:inline-end;font:9pt sans-serif}.box::after{content:\"\";display:inline-block;width:3.4mm;height:3.4mm;border:1pt solid #000;margin-inline-start:.4rem;vertical-align:-.4mm}\
.sign{display:grid;grid-template-columns:1fr 1fr;gap:12mm;margin-top:8mm;break-inside:avoid}.sign p{border-top:.8pt solid #000;padding-top:.2rem;margin:16mm 0 0;font-size:9pt}\
.s{font-size:9pt}";

/// A release that may be approved, as a sheet tells it.
pub(super) struct Approval<'a> {
    pub(super) sequence: u64,
    pub(super) digest: &'a str,
    /// The digests of the public sources, the old and the new.
    pub(super) sources: (Option<String>, String),
    pub(super) command: String,
}

/// Why a sheet is not written there.
pub(super) enum Misplaced {
    /// It would lie in a site that is published.
    Output(PathBuf),
    /// It would lie among the entries of a site.
    Site(PathBuf),
}

/// Refuses a place from which a sheet could be published.
pub(super) fn place(file: &Path) -> Result<(), Misplaced> {
    let whole = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let folder = whole.parent().unwrap_or(&whole);
    let folder = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    for above in folder.ancestors() {
        if above.join("manifest.json").is_file() && above.join("SHA256SUMS").is_file() {
            return Err(Misplaced::Output(above.to_owned()));
        }
        let hidden = folder.strip_prefix(above).is_ok_and(|rest| {
            rest.iter()
                .any(|part| part.to_string_lossy().starts_with('.'))
        });
        if above.join("vitrine.toml").is_file() && !hidden {
            return Err(Misplaced::Site(above.to_owned()));
        }
    }
    Ok(())
}

/// The sheet as one page that needs nothing else.
pub(super) fn sheet(
    changes: &Changes,
    new: &PublicTree,
    approval: Option<&Approval<'_>>,
) -> String {
    let settings = new.settings();
    let title = escape(settings.title.as_str());
    let lang = settings.languages.first().map_or("en", String::as_str);
    let which = approval.map_or_else(
        || format!("Changes of {}", settings.as_of),
        |one| format!("Release {} for {}", one.sequence, settings.as_of),
    );
    let mark = approval.map_or(String::new(), |one| {
        grouped(one.digest.get(..16).unwrap_or_default())
    });
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'unsafe-inline'; img-src data:\">\n<title>{which} – {title}</title>\n<style>{STYLE}@page{{@bottom-left{{content:\"{which} · {mark}\";font:8pt sans-serif}}}}</style>\n\
         </head>\n<body>\n<h1>{which}</h1>\n<p>{title}</p>\n<p class=\"s\">Not for publication: this sheet says what is to become public, so that two \
         persons can approve exactly that.</p>\n",
        escape(lang)
    );
    if let Some(approval) = approval {
        head(&mut out, approval);
    }
    let count = |what: What| {
        changes
            .entries
            .iter()
            .filter(|entry| entry.what == what)
            .count()
    };
    out.push_str(&format!(
        "<p>{} newly public, {} changed, {} withdrawn.</p>\n",
        count(What::New),
        count(What::Changed),
        count(What::Withdrawn)
    ));
    if !changes.site.is_empty() {
        out.push_str("<h2>The site as a whole</h2>\n");
        fields(&mut out, &changes.site);
    }
    for (what, heading) in [
        (What::New, "Newly public"),
        (What::Changed, "Changed"),
        (What::Withdrawn, "Withdrawn"),
    ] {
        let entries: Vec<&EntryChange> = changes
            .entries
            .iter()
            .filter(|entry| entry.what == what)
            .collect();
        if entries.is_empty() {
            continue;
        }
        out.push_str(&format!("<h2>{heading}</h2>\n"));
        for one in entries {
            entry(&mut out, one, new);
        }
    }
    if approval.is_some() {
        out.push_str(
            "<h2>Approval</h2>\n<p>I have read what this sheet says is newly public, and approve exactly this, by the digest above.</p>\n<div class=\"sign\">\
             <p>Released by: name, date, signature</p>\n<p>Approved by, another person: name, date, signature</p></div>\n",
        );
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn head(out: &mut String, approval: &Approval<'_>) {
    let (old, new) = &approval.sources;
    out.push_str(&format!(
        "<p class=\"digest\">{}<br>{}</p>\n<dl class=\"s\"><dt>follows</dt><dd><code>{}</code></dd><dt>publishes</dt><dd><code>{new}</code></dd>\
         <dt>command</dt><dd><code>{}</code></dd></dl>\n",
        grouped(approval.digest.get(..32).unwrap_or_default()),
        grouped(approval.digest.get(32..).unwrap_or_default()),
        old.as_deref().unwrap_or("nothing: this is the first"),
        escape(&approval.command)
    ));
}

fn entry(out: &mut String, entry: &EntryChange, new: &PublicTree) {
    out.push_str(&format!(
        "<section>\n<h3><span class=\"box\">read</span>{}</h3>\n<p class=\"s\"><code>{}</code>, {}</p>\n",
        escape(&entry.title),
        entry.address,
        entry.kind.name()
    ));
    if entry.what == What::Withdrawn {
        out.push_str("<p>It is not public any more. Its text stays in copies that others have.</p>\n</section>\n");
        return;
    }
    fields(out, &entry.fields);
    if !entry.text.is_empty() {
        out.push_str("<ul class=\"text\">\n");
        for (what, piece) in &entry.text {
            out.push_str(&format!(
                "<li class=\"{}\" dir=\"auto\">{}</li>\n",
                what.name(),
                escape(piece)
            ));
        }
        out.push_str("</ul>\n");
    }
    for (what, reason) in &entry.portions {
        out.push_str(&format!(
            "<p class=\"s\">Withheld passage, {}: {}.</p>\n",
            escape(reason),
            mark(*what)
        ));
    }
    let files = new
        .entries()
        .iter()
        .find(|known| known.address() == &entry.address);
    let files = files.map_or(&[][..], vitrine_disclosure::PublicEntry::attachments);
    for change in &entry.attachments {
        attachment(
            out,
            change,
            files.iter().find(|file| file.name() == change.name),
        );
    }
    out.push_str("</section>\n");
}

fn fields(out: &mut String, fields: &[FieldChange]) {
    if fields.is_empty() {
        return;
    }
    let changed = fields.iter().any(|one| one.old.is_some());
    let head = if changed {
        "<th>field</th><th>was</th><th>is to be</th>"
    } else {
        "<th>field</th><th>is to be</th>"
    };
    out.push_str(&format!("<table><thead><tr>{head}</tr></thead><tbody>\n"));
    for one in fields {
        let cell = |text: &Option<String>| escape(text.as_deref().unwrap_or("–"));
        let was = if changed {
            format!(
                "<td class=\"withdrawn\" dir=\"auto\">{}</td>",
                cell(&one.old)
            )
        } else {
            String::new()
        };
        out.push_str(&format!(
            "<tr><th>{}</th>{was}<td dir=\"auto\">{}</td></tr>\n",
            escape(&one.name),
            cell(&one.new)
        ));
    }
    out.push_str("</tbody></table>\n");
}

/// A file: pictures and tables as they are, others by name and digest.
fn attachment(out: &mut String, change: &AttachmentChange, file: Option<&PublicAttachment>) {
    let title = escape(&change.title);
    let Some(file) = file else {
        out.push_str(&format!(
            "<p>File {} ({title}): {}.</p>\n",
            escape(&change.name),
            change.what.name()
        ));
        return;
    };
    let alt = file.alt().map_or("", |alt| alt.as_str());
    let said = match alt {
        "" => String::new(),
        alt => format!(" Said in its place: {}", escape(alt)),
    };
    let caption = format!(
        "File <code>{}</code> ({}): {title}.{said}<br>{} bytes, SHA-256 <code>{}</code>",
        escape(&change.name),
        change.what.name(),
        file.bytes().len(),
        vitrine_disclosure::release::digest(file.bytes())
    );
    let shown = if file.media().is_image() {
        format!(
            "<img src=\"data:{};base64,{}\" alt=\"{}\">",
            file.media().media_type(),
            STANDARD.encode(file.bytes()),
            escape(alt)
        )
    } else if let (true, Ok(text)) = (
        file.media().media_type().starts_with("text/"),
        std::str::from_utf8(file.bytes()),
    ) {
        let lines = text
            .lines()
            .map(|line| format!("<li class=\"new\" dir=\"auto\">{}</li>\n", escape(line)));
        format!("<ul class=\"text\">\n{}</ul>", lines.collect::<String>())
    } else {
        "<p><strong>Open this file and read it: it cannot be shown here.</strong></p>".to_owned()
    };
    out.push_str(&format!(
        "<figure>{shown}<figcaption>{caption}</figcaption></figure>\n"
    ));
}

/// Digits in groups of eight, as people compare them.
fn grouped(digits: &str) -> String {
    let all: Vec<char> = digits.chars().collect();
    let groups: Vec<String> = all.chunks(8).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
