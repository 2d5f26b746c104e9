// Every page of the site as a file: what it says of itself, and where it leads.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, open, pagesOf, serve, siteFolder } from "./browser.mjs";

const SITE = siteFolder();
const PAGES = pagesOf(SITE);
const LANGUAGES = { "": ["en", "ltr"], fr: ["fr", "ltr"], ar: ["ar", "rtl"] };
const THEME = join(dirname(fileURLToPath(import.meta.url)), "../../themes/plain");

/** What the tests want to know of a page, gathered by the browser's own parser; it loads and runs nothing. */
function gather(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const all = Array.from(page.querySelectorAll("*"));
  const root = page.documentElement;
  const name = (element) => (element.getAttribute("aria-label") || element.textContent || "").trim();
  return {
    doctype: page.compatMode,
    lang: root.getAttribute("lang"),
    dir: root.getAttribute("dir"),
    title: page.title,
    policies: Array.from(page.querySelectorAll("[http-equiv]"), (meta) => [meta.httpEquiv, meta.content]),
    beforePolicy: all.slice(all.indexOf(page.head) + 1, all.indexOf(page.querySelector("[http-equiv]"))).map((element) => element.outerHTML),
    headings: all.filter((element) => /^H[1-6]$/.test(element.tagName)).map((element) => [Number(element.tagName[1]), name(element)]),
    inline: all.filter((element) => element.tagName === "STYLE" || (element.tagName === "SCRIPT" && (!element.hasAttribute("src") || element.textContent.trim()))
      || Array.from(element.attributes).some((attribute) => attribute.name === "style" || attribute.name.startsWith("on"))).map((element) => element.outerHTML),
    assets: all.filter((element) => element.hasAttribute("src") || element.hasAttribute("srcset") || element.hasAttribute("poster") || element.hasAttribute("data")
      || (element.tagName === "LINK" && ["icon", "stylesheet", "alternate"].includes(element.rel)))
      .map((element) => element.getAttribute("src") ?? element.getAttribute("href") ?? element.outerHTML),
    strange: all.filter((element) => ["IFRAME", "OBJECT", "EMBED", "FORM", "BASE", "VIDEO", "AUDIO", "CANVAS"].includes(element.tagName)
      || element.hasAttribute("ping") || element.hasAttribute("download") && /^https?:/.test(element.href)).map((element) => element.tagName),
    links: all.filter((element) => element.tagName === "A" && element.hasAttribute("href"))
      .map((element) => [element.getAttribute("href"), element.rel, name(element) || element.querySelector("img[alt]")?.alt || ""]),
    images: all.filter((element) => element.tagName === "IMG" && !element.hasAttribute("alt")).length,
    ids: all.map((element) => element.id).filter(Boolean),
    refs: all.flatMap((element) => ["aria-labelledby", "aria-describedby", "for", "headers"].flatMap((attribute) =>
      (element.getAttribute(attribute) ?? "").split(/\s+/).filter(Boolean))),
    tables: Array.from(page.querySelectorAll("table"), (table) => [
      Boolean(table.caption || table.closest("[aria-label],[aria-labelledby]")),
      Array.from(table.querySelectorAll("th")).every((cell) => cell.hasAttribute("scope")), table.querySelectorAll("th").length,
    ]),
    hidden: all.filter((element) => element.hidden).length,
    tags: all.filter((element) => element.hasAttribute("lang")).map((element) => element.lang),
    items: page.querySelectorAll("main :is(li, tr)").length,
    mains: page.querySelectorAll("main").length,
    skip: page.body.firstElementChild?.getAttribute("href") ?? null,
    current: page.querySelectorAll("[aria-current=page]").length,
  };
}

const facts = new Map();
before(async () => {
  const browser = await launch();
  const page = await browser.newPage();
  for (const path of PAGES) facts.set(path, await page.evaluate(gather, readFileSync(join(SITE, path), "utf8")));
  await browser.close();
});

/** Checks all pages, and names those that fail. */
function each(name, check) {
  test(name, () => {
    const wrong = [];
    for (const [path, page] of facts) {
      const found = check(page, path);
      for (const fault of Array.isArray(found) ? found : found ? [found] : []) wrong.push(`${path}: ${fault}`);
    }
    assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} faults`);
  });
}

const external = (url) => /^[a-z][a-z0-9+.-]*:|^\/\//i.test(url);

describe("every page", () => {
  test("is listed in the manifest, and there are many", () => {
    const there = readdirSync(SITE, { recursive: true }).filter((name) => name.endsWith(".html")).map((name) => name.replaceAll("\\", "/"));
    assert.deepEqual(there.sort(), PAGES);
    assert.ok(PAGES.length > 200);
  });

  each("has a policy before all that it governs, and one only", (page, path) => {
    const [[name, policy] = []] = page.policies;
    if (page.policies.length !== 1 || name.toLowerCase() !== "content-security-policy") return "no policy, or others";
    if (page.beforePolicy.some((html) => !html.startsWith("<meta charset"))) return page.beforePolicy;
    if (path === "404.html") return policy !== "default-src 'none'" && policy;
    const script = path.endsWith("search/index.html") ? "'self' 'wasm-unsafe-eval'" : "'self'";
    return policy !== `default-src 'none'; script-src ${script}; style-src 'self'; img-src 'self'; font-src 'none'; connect-src 'none'; `
      + "worker-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'" && policy;
  });
  each("says its language and direction", (page, path) => {
    const [lang, dir] = LANGUAGES[path.split("/")[0]] ?? LANGUAGES[""];
    return (page.lang !== lang || page.dir !== dir || page.doctype !== "CSS1Compat") && `${page.lang} ${page.dir}`;
  });
  each("has a title", (page) => !page.title.trim() && "none");
  test("has a title that no other page of its language has", () => {
    const seen = new Map();
    for (const [path, page] of facts) {
      const key = `${page.lang} ${page.title}`;
      seen.set(key, [...(seen.get(key) ?? []), path]);
    }
    assert.deepEqual([...seen.values()].filter((paths) => paths.length > 1), []);
  });
  each("has one heading of the first level", (page) => page.headings.filter(([level]) => level === 1).length !== 1 && JSON.stringify(page.headings));
  each("skips no level of headings", (page) => page.headings.flatMap(([level, text], at) =>
    (level > (page.headings[at - 1]?.[0] ?? 0) + 1 ? [`${level} ${text}`] : [])));
  each("has no empty heading", (page) => page.headings.some(([, text]) => !text) && "empty");
  each("holds no style and no script", (page) => page.inline);
  each("holds no frame, form or object", (page) => page.strange);
  each("loads only what the site holds, by relative addresses", (page, path) => page.assets.flatMap((url) => {
    if (external(url) || url.startsWith("/") || url.includes("srcset") || url.includes("<")) return [url];
    return existsSync(join(SITE, posix.join(posix.dirname(path), url.split("#")[0]))) ? [] : [`${url} is not there`];
  }));
  each("has links that lead to files and places that are there", (page, path) => page.links.flatMap(([url]) => {
    if (external(url)) return [];
    const [file, fragment] = url.split("#");
    const target = file ? posix.join(posix.dirname(path), decodeURIComponent(file)) : path;
    if (url.startsWith("/") || target.startsWith("..") || !existsSync(join(SITE, target)) || !statSync(join(SITE, target)).isFile()) return [url];
    return fragment && !facts.get(target)?.ids.includes(decodeURIComponent(fragment)) ? [url] : [];
  }));
  each("has links with words, and outer ones that tell nothing of the reader", (page) => page.links.flatMap(([url, rel, text]) => {
    if (!text) return [`${url} has no words`];
    if (!external(url)) return [];
    if (!/^(https?|mailto|tel):/.test(url)) return [url];
    return /^https?:/.test(url) && !/noreferrer/.test(rel) ? [`${url} rel="${rel}"`] : [];
  }));
  each("names each place once, and refers to places that are there", (page) => [
    ...page.ids.filter((id, at) => page.ids.indexOf(id) !== at),
    ...page.refs.filter((id) => !page.ids.includes(id)).map((id) => `no ${id}`),
  ]);
  each("has words for its pictures", (page) => page.images && `${page.images} without`);
  each("has tables with names and with cells that head", (page) => page.tables.flatMap(([named, scoped, heads]) =>
    (named && scoped && heads ? [] : [`named ${named}, scoped ${scoped}, ${heads} heads`])));
  each("hides nothing", (page) => page.hidden && `${page.hidden} hidden`);
  each("has one main part, to which the first link leads", (page, path) =>
    (page.mains !== 1 || (path !== "404.html" && page.skip !== "#main")) && `${page.mains} ${page.skip}`);
  each("marks no two places as the current one", (page) => page.current > 1 && `${page.current}`);
  each("leads home, to the search, and to how to verify it", (page, path) => {
    if (path === "404.html") return page.links.length > 0 && "links";
    const targets = page.links.map(([url]) => posix.join(posix.dirname(path), url.split("#")[0] || posix.basename(path)));
    const prefix = ["fr", "ar"].includes(path.split("/")[0]) ? `${path.split("/")[0]}/` : "";
    return ["index.html", "search/index.html", "verify.html"].filter((target) => !targets.includes(prefix + target));
  });
});

describe("without JavaScript", () => {
  let browser;
  let server;
  before(async () => { browser = await launch({ javaScriptEnabled: false }); server = await serve(SITE); });
  after(async () => { await browser.close(); server.close(); });

  test("every page is reached by links from the home page", () => {
    const reached = new Set(["index.html"]);
    for (const path of reached) {
      for (const [url] of facts.get(path)?.links ?? []) {
        if (!external(url) && url.split("#")[0]) reached.add(posix.join(posix.dirname(path), url.split("#")[0]));
      }
    }
    // A list of a kind that a language has nothing of is there, so that addresses last, but nothing leads to it.
    const empty = (path) => /^\w+\/\w+\/index\.html$/.test(path) && facts.get(path).items === 0;
    assert.deepEqual(PAGES.filter((path) => path !== "404.html" && !reached.has(path) && !empty(path)), []);
  });

  test("every entry is at most three links from the home page of its language", () => {
    const entries = JSON.parse(readFileSync(join(SITE, "manifest.json"), "utf8")).entries.map((entry) => [entry.page.split("#")[0], entry.lang]);
    assert.ok(entries.length > 150);
    const far = [];
    for (const lang of ["en", "fr", "ar"]) {
      let at = new Set([lang === "en" ? "index.html" : `${lang}/index.html`]);
      const reached = new Set(at);
      for (let step = 0; step < 3; step += 1) {
        const next = new Set();
        for (const path of at) {
          for (const [url] of facts.get(path)?.links ?? []) {
            const target = external(url) || !url.split("#")[0] ? null : posix.join(posix.dirname(path), url.split("#")[0]);
            if (target && !reached.has(target)) { reached.add(target); next.add(target); }
          }
        }
        at = next;
      }
      far.push(...entries.filter(([page, own]) => own === lang && !reached.has(page)).map(([page]) => page));
    }
    assert.deepEqual(far, []);
  });

  test("the search page says what to do instead", async () => {
    for (const [prefix, wanted] of [["", /Search needs JavaScript/], ["fr/", /besoin de JavaScript/], ["ar/", /جافاسكربت/]]) {
      const page = await open(browser, `${server.address}${prefix}search/index.html`);
      const note = page.locator("noscript .note");
      assert.match(await note.textContent(), wanted);
      assert.ok(await note.isVisible());
      assert.ok(await page.locator("main ul a").first().isVisible());
      assert.equal(await page.locator("input").count(), 0, "no box that does nothing");
      assert.deepEqual(page.log.violations, []);
      await page.close();
    }
  });

  test("nothing that a page says is out of sight", async () => {
    for (const path of ["index.html", "missions/index.html", "matrix/index.html", "register/index.html", "ar/index.html", "states/finland.html"]) {
      if (!existsSync(join(SITE, path))) continue;
      const page = await open(browser, server.address + path);
      const unseen = await page.evaluate(() => Array.from(document.querySelectorAll("main :is(h1, h2, h3, p, li, dt, dd, th, td)"))
        .filter((part) => part.textContent.trim() && !part.closest("details") && !part.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
        .map((part) => part.outerHTML));
      assert.deepEqual(unseen, [], path);
      assert.ok(await page.isVisible("#search-link"), "search is a link");
      await page.close();
    }
  });
});

describe("the theme", () => {
  test("asks for no file but its own", () => {
    const css = readFileSync(join(THEME, "static/style.css"), "utf8");
    assert.doesNotMatch(css, /url\(|@import|@font-face|https?:/);
    assert.ok(Buffer.byteLength(css) <= 12_000, `${Buffer.byteLength(css)} bytes`);
    for (const name of ["search.js", "box.js"]) {
      const script = readFileSync(join(THEME, "static", name), "utf8");
      assert.doesNotMatch(script, /innerHTML|outerHTML|insertAdjacent|document\.write|\beval\(|new Function|fetch\(|XMLHttp|localStorage|sessionStorage|cookie|sendBeacon|https?:/);
    }
  });

  test("has the same words in every language", () => {
    const names = (lang) => {
      let section = "";
      return readFileSync(join(THEME, `i18n/${lang}.toml`), "utf8").split("\n").flatMap((line) => {
        section = line.match(/^\[(.*)\]$/)?.[1] ?? section;
        const name = line.match(/^([A-Za-z0-9_-]+) = "/)?.[1];
        return name ? [`${section}.${name}`] : [];
      });
    };
    // A word of a vocabulary may need words of its own in one language, and not in another.
    const shared = names("en");
    for (const lang of ["fr", "ar"]) {
      const own = new Set(names(lang));
      assert.deepEqual(shared.filter((name) => !own.has(name)), [], lang);
    }
  });

  test("has a French and an Arabic word for each word of the vocabularies", () => {
    const schema = ["words.rs", "table.rs"].map((name) => readFileSync(join(THEME, "../../generator/disclosure/src/schema", name), "utf8")).join("\n");
    const lists = [...schema.matchAll(/&\[((?:\s*"[a-z-]+",?\s*)+)\]/g)].flatMap((list) => [...list[1].matchAll(/"([a-z-]+)"/g)].map((word) => word[1]));
    // Words that no page shows: kinds that are never public, precisions, slots, gates, consent.
    const unseen = new Set(["decision", "reassessment", "waiver", "day", "month", "quarter", "year", "about", "policy", "method", "glossary",
      "start", "legal", "accessibility", "privacy", "dates", "rule", "recipients", "form", "now", "never"]);
    assert.ok(lists.length > 100);
    for (const lang of ["fr", "ar"]) {
      const text = readFileSync(join(THEME, `i18n/${lang}.toml`), "utf8");
      const words = text.slice(text.indexOf("[word]"));
      assert.deepEqual([...new Set(lists)].filter((word) => !unseen.has(word) && !new RegExp(`^${word} = `, "m").test(words)), [], lang);
    }
  });
});
