//! Pages: blocks become HTML in one place, and templates see nothing but the views that are made here.

mod banner;
mod entry;
mod history;
mod lists;
mod markdown;
mod matrix;
mod text;
mod theme;
mod view;

use minijinja::{Value, context};
use vitrine_disclosure::Kind;

use crate::index::Root;
use crate::model::{Site, relative};
use crate::output::{Output, SiteError};
use banner::Banner;

pub(crate) use markdown::{escape, plain_text};
pub(crate) use text::Words;
pub(crate) use theme::{Assets, BUILT_IN, Theme};

/// Renders the pages of all entries of one language: their paths, and their text.
pub(crate) fn entry_pages(
    site: &Site<'_>,
    theme: &Theme<'_>,
    assets: &Assets,
) -> Result<Vec<(String, String)>, SiteError> {
    Renderer::of(site, theme, assets).entry_pages()
}

/// Renders all other pages of one language.
pub(crate) fn other_pages(
    site: &Site<'_>,
    theme: &Theme<'_>,
    assets: &Assets,
    roots: &[Root],
    output: &mut Output,
) -> Result<(), SiteError> {
    let renderer = Renderer::of(site, theme, assets);
    renderer.list_pages(output)?;
    renderer.matrix_page(output)?;
    renderer.home(output)?;
    renderer.changes_page(output)?;
    renderer.tombstones(output)?;
    renderer.search_page(roots, output)?;
    renderer.plain_page("verify.html", "verify.html", "verify", output)?;
    if site.prefix().is_empty() {
        renderer.plain_page("404.html", "404.html", "not-found", output)?;
    }
    Ok(())
}

/// What a query may say beside words, by the word that explains it; the same in every language.
const HELP: [(&str, &str); 8] = [
    ("phrase", "\"design basis threat\""),
    ("without", "-transport"),
    ("only", "+insider"),
    ("begins", "decommission*"),
    ("title", "title:convention"),
    ("state", "state:FI"),
    ("kind", "kind:mission"),
    ("year", "year:2014..2018"),
];

/// What every page of one language shares.
struct Renderer<'a> {
    site: &'a Site<'a>,
    theme: &'a Theme<'a>,
    assets: &'a Assets,
    words: Words,
    /// The words as templates see them: made once, and shared.
    all_words: Value,
    /// Announcements that every page must tell of.
    banners: Vec<Banner>,
}

impl<'a> Renderer<'a> {
    fn of(site: &'a Site<'a>, theme: &'a Theme<'a>, assets: &'a Assets) -> Self {
        let words = theme.words(site.lang);
        let all_words = words.value();
        let banners = banner::current(site);
        Self {
            site,
            theme,
            assets,
            words,
            all_words,
            banners,
        }
    }
}

impl Renderer<'_> {
    /// A path of this language.
    fn path(&self, path: &str) -> String {
        format!("{}{path}", self.site.prefix())
    }

    /// Renders a page whose content is all in its template.
    fn plain_page(
        &self,
        path: &str,
        template: &str,
        word: &str,
        output: &mut Output,
    ) -> Result<(), SiteError> {
        let title = self.words.get(word);
        self.write(&self.path(path), template, &title, "", context! {}, output)
    }

    /// The search page, which knows where engine and index are, and the words that its script needs.
    fn search_page(&self, roots: &[Root], output: &mut Output) -> Result<(), SiteError> {
        let ours = |root: &&Root| root.lang == self.site.lang.to_lowercase();
        let root = roots.iter().find(ours).cloned().unwrap_or_default();
        let index = |root: &Root| {
            let stemmer = root.stemmer.iter().map(|script| format!(",{script}"));
            format!("{}={}", root.lang, root.start) + &stemmer.collect::<String>()
        };
        let indexes: Vec<String> = roots.iter().map(index).collect();
        let help: Vec<Value> = HELP
            .iter()
            .map(|(name, example)| context! { example => *example, text => self.words.get(&format!("search_help_{name}")) })
            .collect();
        let path = self.path("search/index.html");
        let kinds: Vec<Value> = Kind::ALL
            .iter()
            .map(|kind| context! { name => kind.name(), label => self.words.get(&format!("kind.{}", kind.name())) })
            .collect();
        let dates: Vec<Value> = ["day", "month"]
            .iter()
            .map(|name| (*name).to_owned())
            .chain((1..=4).map(|quarter| format!("quarter-{quarter}")))
            .chain((1..=12).map(|month| format!("month-{month}")))
            .map(|name| context! { form => self.words.get(&format!("date.{name}")), name => name })
            .collect();
        let own = context! {
            root => root.start.as_str(),
            engine => root.engine.as_str(),
            fallback => root.fallback.as_str(),
            indexes => indexes.join(" "),
            help => help,
            lang => root.lang.as_str(),
            folder => relative(&path, "search/"),
            kinds => kinds,
            dates => dates,
        };
        let title = self.words.get("search");
        self.write(&path, "search.html", &title, "", own, output)
    }

    /// Renders a template into a file.
    fn write(
        &self,
        path: &str,
        template: &str,
        title: &str,
        description: &str,
        own: Value,
        output: &mut Output,
    ) -> Result<(), SiteError> {
        let html = self.page(path, template, title, description, own)?;
        output.insert(path, html)
    }

    /// Renders a template.
    fn page(
        &self,
        path: &str,
        template: &str,
        title: &str,
        description: &str,
        own: Value,
    ) -> Result<String, SiteError> {
        let settings = self.site.tree.settings();
        let to = |target: &str| relative(path, target);
        let own_language = |target: &str| relative(path, &self.path(target));
        let nav: Vec<Value> = ["missions", "practices", "documents", "instruments", "states", "matrix"]
            .iter()
            .map(|folder| {
                let target = self.path(&format!("{folder}/index.html"));
                context! { label => self.words.get(&format!("nav.{folder}")), href => to(&target), current => target == path }
            })
            .collect();
        let languages: Vec<Value> = settings
            .languages
            .iter()
            .map(|tag| {
                let first = settings.languages.first() == Some(tag);
                let home = if first { "index.html".to_owned() } else { format!("{}/index.html", tag.to_lowercase()) };
                context! { tag => tag.clone(), name => text::language_name(tag), href => to(&home), current => tag == self.site.lang, dir => text::direction(tag) }
            })
            .collect();
        let page = context! {
            path => path,
            title => title,
            description => description,
            site => context! {
                title => settings.title.as_str(),
                lang => self.site.lang,
                dir => text::direction(self.site.lang),
                as_of => self.words.date_of_day(settings.as_of),
                as_of_iso => settings.as_of.to_string(),
                languages => languages,
                nav => nav,
                canonical => settings.base_url.as_ref().map(|base| format!("{base}{path}")),
            },
            href => context! {
                style => to(&self.assets.style),
                icon => to(&self.assets.icon),
                box_script => to(&self.assets.box_script),
                search_script => to(&self.assets.search_script),
                home => own_language("index.html"),
                search => own_language("search/index.html"),
                register => own_language("register/index.html"),
                matrix => own_language("matrix/index.html"),
                missions => own_language("missions/index.html"),
                practices => own_language("practices/index.html"),
                topics => own_language("topics/index.html"),
                years => own_language("years/index.html"),
                verify => own_language("verify.html"),
                changes => self.changes_path().map(|page| to(&page)),
                feed => own_language("feed.atom"),
                source => to("source.tar.gz"),
                sums => to("SHA256SUMS"),
                manifest => to("manifest.json"),
                root => to(""),
            },
            t => self.all_words.clone(),
            banners => self.banner_views(path),
            own => own,
        };
        let html = self.theme.render(template, page)?;
        #[cfg(feature = "sabotage")]
        let html = crate::sabotage::page(path, title, html);
        Ok(html)
    }

    fn home(&self, output: &mut Output) -> Result<(), SiteError> {
        let path = self.path("index.html");
        let cards: Vec<Value> = self
            .site
            .kinds()
            .into_iter()
            .map(|kind| {
                let list = self.path(&format!("{}/index.html", kind.folder()));
                context! {
                    label => self.words.get(&format!("kinds.{}", kind.folder())),
                    about => self.words.get(&format!("about.{}", kind.folder())),
                    href => relative(&path, &list),
                    count => self.site.of_kind(kind).len(),
                }
            })
            .collect();
        let latest: Vec<Value> = self
            .site
            .latest(8)
            .into_iter()
            .map(|entry| self.item(&path, entry))
            .collect();
        let about = self
            .site
            .entries
            .iter()
            .find(|entry| entry.field("slot").and_then(|slot| slot.as_str()) == Some("about"));
        let about = about.map(|entry| {
            context! {
                title => entry.title().as_str(),
                summary => entry.field("summary").and_then(|text| text.as_str()),
                href => relative(&path, &crate::model::page_path(entry)),
            }
        });
        let title = self.site.tree.settings().title.to_string();
        let own = context! { cards => cards, latest => latest, about => about, records => !self.site.records.is_empty() };
        self.write(&path, "home.html", &title, "", own, output)
    }
}
