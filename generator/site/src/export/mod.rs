//! What machines read: feeds, the sitemap, the manifest, the sums, files for hosts, and attachments.

mod feed;

use serde_json::json;
use sha2::{Digest as _, Sha256};
use vitrine_disclosure::{ARCHIVE, PublicTree};

use crate::model::page_path;
use crate::output::{Output, SiteError};

pub(crate) use feed::feed;

/// The SHA-256 of bytes in hexadecimal digits.
pub(crate) fn digest(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        hex.push_str(&format!("{byte:02x}"));
    }
    hex
}

/// Writes the public attachments.
pub(crate) fn attachments(tree: &PublicTree, output: &mut Output) -> Result<(), SiteError> {
    for entry in tree.entries() {
        for file in entry.attachments() {
            output.insert(
                &format!("{}/{}", entry.address(), file.name()),
                file.bytes(),
            )?;
        }
    }
    #[cfg(feature = "sabotage")]
    crate::sabotage::strays(output);
    Ok(())
}

/// Writes the sitemap, where it is known where the site stands.
pub(crate) fn sitemap(tree: &PublicTree, output: &mut Output) -> Result<(), SiteError> {
    let Some(base) = &tree.settings().base_url else {
        return Ok(());
    };
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n".to_owned();
    let pages: Vec<String> = output
        .files()
        .map(|(path, _)| path.to_owned())
        .filter(|path| media_type(path) == "text/html" && path != "404.html")
        .filter(|path| {
            let address = path.strip_suffix(".html").unwrap_or(path);
            tree.history().retraction(address).is_none()
        })
        .collect();
    #[cfg(feature = "sabotage")]
    let pages = crate::sabotage::pages(pages);
    for page in pages {
        xml.push_str("<url><loc>");
        crate::render::escape(&format!("{base}{page}"), &mut xml);
        xml.push_str("</loc></url>\n");
    }
    xml.push_str("</urlset>\n");
    output.insert("sitemap.xml", xml)
}

/// Writes what some hosts read: headers that a page cannot set itself, and a note that nothing is to be processed.
pub(crate) fn host_files(output: &mut Output) -> Result<(), SiteError> {
    output.insert(".nojekyll", "")?;
    let headers = "/*\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: no-referrer\n  X-Frame-Options: DENY\n  \
         Content-Security-Policy: frame-ancestors 'none'\n  Cross-Origin-Opener-Policy: same-origin\n  \
         Permissions-Policy: geolocation=(), camera=(), microphone=()\n";
    #[cfg(feature = "sabotage")]
    let headers = crate::sabotage::headers(headers);
    output.insert("_headers", headers)
}

/// Writes the manifest: what the site holds, and what it was made from.
pub(crate) fn manifest(
    tree: &PublicTree,
    version: &str,
    output: &mut Output,
) -> Result<(), SiteError> {
    let settings = tree.settings();
    let archive = output.get(ARCHIVE).unwrap_or_default();
    let entries: Vec<_> = tree
        .entries()
        .iter()
        .map(|entry| {
            json!({
                "address": entry.address().as_str(),
                "kind": entry.kind().name(),
                "lang": entry.lang(),
                "title": entry.title().as_str(),
                "page": page_path(entry),
            })
        })
        .collect();
    let files: Vec<_> = output
        .files()
        .map(|(path, bytes)| json!({"path": path, "size": bytes.len(), "sha256": digest(bytes), "media": media_type(path)}))
        .collect();
    let mut manifest = json!({
        "format": 1,
        "tool": "vitrine",
        "version": version,
        "as_of": settings.as_of.to_string(),
        "title": settings.title.as_str(),
        "source": {"file": ARCHIVE, "sha256": digest(archive)},
        "entries": entries,
        "files": files,
    });
    let history = tree.history();
    if let (false, serde_json::Value::Object(map)) = (history.is_empty(), &mut manifest) {
        let retracted = history.retracted().iter();
        let retracted: Vec<&str> = retracted.map(|one| one.address().as_str()).collect();
        let release = json!({"sequence": history.sequence(), "retracted": retracted});
        map.insert("release".to_owned(), release);
    }
    #[cfg(feature = "sabotage")]
    crate::sabotage::manifest(&mut manifest);
    output.insert("manifest.json", format!("{manifest:#}\n"))
}

/// Writes the sums of all files, as `sha256sum --check` reads them.
pub(crate) fn sums(output: &mut Output) -> Result<(), SiteError> {
    let mut sums = String::new();
    for (path, bytes) in output.files() {
        sums.push_str(&format!("{}  {path}\n", digest(bytes)));
    }
    #[cfg(feature = "sabotage")]
    crate::sabotage::sums(&mut sums);
    output.insert("SHA256SUMS", sums)
}

fn media_type(path: &str) -> &'static str {
    match path
        .rsplit_once('.')
        .map_or(path, |(_, extension)| extension)
    {
        "html" => "text/html",
        "css" => "text/css",
        "js" => "text/javascript",
        "json" => "application/json",
        "atom" => "application/atom+xml",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "webp" => "image/webp",
        "csv" => "text/csv",
        "gz" => "application/gzip",
        _ => "text/plain",
    }
}
