//! The theme: templates, style sheet, scripts and words; the built-in one, with a site's own files over it.

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::{
    AutoEscape, Environment, Error, State, UndefinedBehavior, Value, escape_formatter,
};
use vitrine_disclosure::PublicTree;

use super::markdown::escape;
use super::text::Words;
use crate::output::{Output, SiteError};

/// The files of the built-in theme.
pub(crate) const BUILT_IN: &[(&str, &[u8])] = &[
    (
        "theme.toml",
        include_bytes!("../../../../themes/plain/theme.toml"),
    ),
    (
        "templates/base.html",
        include_bytes!("../../../../themes/plain/templates/base.html"),
    ),
    (
        "templates/macros.html",
        include_bytes!("../../../../themes/plain/templates/macros.html"),
    ),
    (
        "templates/home.html",
        include_bytes!("../../../../themes/plain/templates/home.html"),
    ),
    (
        "templates/entry.html",
        include_bytes!("../../../../themes/plain/templates/entry.html"),
    ),
    (
        "templates/list.html",
        include_bytes!("../../../../themes/plain/templates/list.html"),
    ),
    (
        "templates/missions.html",
        include_bytes!("../../../../themes/plain/templates/missions.html"),
    ),
    (
        "templates/practices.html",
        include_bytes!("../../../../themes/plain/templates/practices.html"),
    ),
    (
        "templates/matrix.html",
        include_bytes!("../../../../themes/plain/templates/matrix.html"),
    ),
    (
        "templates/register.html",
        include_bytes!("../../../../themes/plain/templates/register.html"),
    ),
    (
        "templates/index.html",
        include_bytes!("../../../../themes/plain/templates/index.html"),
    ),
    (
        "templates/search.html",
        include_bytes!("../../../../themes/plain/templates/search.html"),
    ),
    (
        "templates/verify.html",
        include_bytes!("../../../../themes/plain/templates/verify.html"),
    ),
    (
        "templates/changes.html",
        include_bytes!("../../../../themes/plain/templates/changes.html"),
    ),
    (
        "templates/retracted.html",
        include_bytes!("../../../../themes/plain/templates/retracted.html"),
    ),
    (
        "templates/404.html",
        include_bytes!("../../../../themes/plain/templates/404.html"),
    ),
    (
        "static/style.css",
        include_bytes!("../../../../themes/plain/static/style.css"),
    ),
    (
        "static/box.js",
        include_bytes!("../../../../themes/plain/static/box.js"),
    ),
    (
        "static/icon.svg",
        include_bytes!("../../../../themes/plain/static/icon.svg"),
    ),
    (
        "static/search.js",
        include_bytes!("../../../../search-wasm/dist/page.js"),
    ),
    (
        "i18n/en.toml",
        include_bytes!("../../../../themes/plain/i18n/en.toml"),
    ),
    (
        "i18n/fr.toml",
        include_bytes!("../../../../themes/plain/i18n/fr.toml"),
    ),
    (
        "i18n/ar.toml",
        include_bytes!("../../../../themes/plain/i18n/ar.toml"),
    ),
];

/// A theme, ready to render.
#[derive(Debug)]
pub(crate) struct Theme<'a> {
    files: BTreeMap<&'a str, &'a [u8]>,
    environment: Environment<'a>,
}

impl<'a> Theme<'a> {
    /// The theme of a site.
    pub(crate) fn of(tree: &'a PublicTree) -> Result<Self, SiteError> {
        let mut files: BTreeMap<&str, &[u8]> = BUILT_IN.iter().copied().collect();
        files.extend(
            tree.theme()
                .iter()
                .map(|(path, bytes)| (path.as_str(), bytes.as_slice())),
        );
        let mut environment = Environment::new();
        // HTML is always escaped, and an unknown name is an error.
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_formatter(write_value);
        environment.set_syntax(
            SyntaxConfig::builder()
                .trim_blocks(true)
                .lstrip_blocks(true)
                .build()?,
        );
        for (path, bytes) in &files {
            if let Some(name) = path.strip_prefix("templates/") {
                let text =
                    std::str::from_utf8(bytes).map_err(|_| SiteError::Theme((*path).to_owned()))?;
                environment.add_template(name, text)?;
            }
        }
        Ok(Self { files, environment })
    }

    /// Renders a template.
    pub(crate) fn render(&self, template: &str, page: Value) -> Result<String, SiteError> {
        Ok(self.environment.get_template(template)?.render(page)?)
    }

    /// The words of the interface in a language; English where a word has no translation.
    pub(crate) fn words(&self, lang: &str) -> Words {
        let primary = lang.split('-').next().unwrap_or(lang).to_lowercase();
        let file = |tag: &str| {
            let bytes = self.files.get(format!("i18n/{tag}.toml").as_str())?;
            std::str::from_utf8(bytes).ok()
        };
        Words::read(
            file("en").unwrap_or_default(),
            file(&primary).unwrap_or_default(),
        )
    }

    fn file(&self, path: &str) -> Result<&'a [u8], SiteError> {
        self.files
            .get(path)
            .copied()
            .ok_or_else(|| SiteError::Theme(path.to_owned()))
    }
}

/// Writes a value into a page. Text is escaped as the rest of the page is: the library's own escaping turns the slashes
/// of addresses into entities, too.
fn write_value(
    out: &mut minijinja::Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() => {
            let mut escaped = String::with_capacity(text.len());
            escape(text, &mut escaped);
            out.write_str(&escaped).map_err(Error::from)
        }
        _ => escape_formatter(out, state, value),
    }
}

/// Where the theme's files stand on the site.
#[derive(Debug)]
pub(crate) struct Assets {
    pub(crate) style: String,
    pub(crate) box_script: String,
    pub(crate) icon: String,
    pub(crate) search_script: String,
}

impl Assets {
    /// Writes the theme's files under names that change with their content.
    pub(crate) fn write(theme: &Theme<'_>, output: &mut Output) -> Result<Self, SiteError> {
        let mut put = |path: &str, name: &str, extension: &str| {
            let bytes = theme.file(path)?;
            let digest = crate::export::digest(bytes);
            let place = format!(
                "assets/{name}-{}.{extension}",
                digest.get(..8).unwrap_or_default()
            );
            output.insert(&place, bytes)?;
            Ok::<_, SiteError>(place)
        };
        Ok(Self {
            style: put("static/style.css", "style", "css")?,
            box_script: put("static/box.js", "box", "js")?,
            icon: put("static/icon.svg", "icon", "svg")?,
            search_script: put("static/search.js", "search", "js")?,
        })
    }
}
