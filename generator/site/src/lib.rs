//! From public tree to files: what a visitor gets.
//!
//! Nothing here can name an entry as its author wrote it. A [`PublicTree`] comes in, an [`Output`] goes out, and the
//! same tree gives the same bytes.

mod elasticlunr;
mod export;
mod index;
mod model;
mod output;
mod render;
#[cfg(feature = "sabotage")]
mod sabotage;

pub use index::programs;
pub use output::{Output, SiteError};

use vitrine_disclosure::PublicTree;

/// Renders a site.
///
/// `archive` is the public source that the tree was read from; it is published as it is. `version` is that of the tool.
///
/// # Errors
///
/// A theme that does not render, or two things at one address.
pub fn build(tree: &PublicTree, archive: &[u8], version: &str) -> Result<Output, SiteError> {
    assemble(tree, archive, version, |_| {})
}

/// Renders a site that leaks: `leak` changes the files before manifest and sums are written, as a defect would.
///
/// # Errors
///
/// As [`build`].
#[cfg(feature = "sabotage")]
pub fn build_leaking(
    tree: &PublicTree,
    archive: &[u8],
    version: &str,
    leak: impl FnOnce(&mut Output),
) -> Result<Output, SiteError> {
    assemble(tree, archive, version, leak)
}

fn assemble(
    tree: &PublicTree,
    archive: &[u8],
    version: &str,
    before_sums: impl FnOnce(&mut Output),
) -> Result<Output, SiteError> {
    let mut output = Output::default();
    let theme = render::Theme::of(tree)?;
    let assets = render::Assets::write(&theme, &mut output)?;
    let mut sites = Vec::new();
    let mut roots = Vec::new();
    for lang in &tree.settings().languages {
        let site = model::Site::of(tree, lang);
        // Two things take long and need nothing of each other: the index, and the pages of entries.
        let (index, pages) = std::thread::scope(|scope| {
            let index = || index::of(&site, &theme.words(lang));
            #[cfg(feature = "sabotage")]
            let index = sabotage::carried(index);
            let index = scope.spawn(index);
            let pages = render::entry_pages(&site, &theme, &assets);
            let index = match index.join() {
                Ok(index) => index,
                Err(panic) => std::panic::resume_unwind(panic),
            };
            (index, pages)
        });
        for (path, html) in pages? {
            output.insert(&path, html)?;
        }
        roots.push(index::write(&site, &index?, &mut output)?);
        sites.push(site);
    }
    // A search page leads to the indexes of all languages, so it comes after them.
    for site in &sites {
        render::other_pages(site, &theme, &assets, &roots, &mut output)?;
        export::feed(site, &mut output)?;
    }
    export::attachments(tree, &mut output)?;
    export::sitemap(tree, &mut output)?;
    export::host_files(&mut output)?;
    output.insert(vitrine_disclosure::ARCHIVE, archive.to_vec())?;
    before_sums(&mut output);
    export::manifest(tree, version, &mut output)?;
    export::sums(&mut output)?;
    Ok(output)
}

/// The texts of the built-in themes: words that a page may hold though no entry does.
#[must_use]
pub fn theme_texts() -> Vec<String> {
    render::BUILT_IN
        .iter()
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .collect()
}
