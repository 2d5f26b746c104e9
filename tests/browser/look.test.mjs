// Pages as people see them: accessible, and never wider than the window, at every width and in every scheme.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { axe, launch, open, overflow, pagesOf, restyle, serve, siteFolder } from "./browser.mjs";

const SITE = siteFolder();
const WIDTHS = [360, 768, 1280];
const SCHEMES = ["light", "dark"];
const PAGES = [
  "index.html", "documents/xv-transport.html", "documents/xv-annual-report.html", "documents/xv-oversight.html", "missions/fi-2022.html", "missions/index.html",
  "practices/index.html", "matrix/index.html", "register/index.html", "search/index.html#q=transport+security",
  "topics/index.html", "years/index.html", "states/index.html", "verify.html", "404.html",
  "ar/index.html", "ar/states/verania.html", "ar/search/index.html#q=الأمن",
  "fr/index.html", "fr/states/verania.html", "fr/search/index.html#q=mission",
];
/** Pages of other kinds, and with long tables. */
const MORE = ["findings", "practices", "instruments", "announcements", "events", "terms", "providers", "pages"];

let browser;
let server;
before(async () => { browser = await launch(); server = await serve(SITE); });
after(async () => { await browser.close(); server.close(); });

/** Opens a page, and waits for its results where it has some. */
async function show(path) {
  const page = await open(browser, server.address + path);
  if (path.includes("#q=")) await page.waitForSelector(".hits li");
  return page;
}

const all = pagesOf(SITE);
const more = MORE.map((kind) => all.filter((path) => path.startsWith(`${kind}/`) && !path.endsWith("index.html"))
  .sort((a, b) => readFileSync(join(SITE, b)).length - readFileSync(join(SITE, a)).length)[0]);

const SPACED = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-block-end: 2em !important }`;

/** Texts that are cut off where they stand. */
function cut(page) {
  return page.evaluate(() => Array.from(document.querySelectorAll("button, a, h1, h2, h3, label, legend, .tag, th, td, dd"))
    .filter((element) => element.checkVisibility() && !element.matches(".vh") && element.scrollWidth > element.clientWidth + 1
      && element.clientWidth > 0 && getComputedStyle(element).overflowX !== "visible").map((element) => `cut: ${element.outerHTML.slice(0, 80)}`));
}

/** What should not be on paper, and what should. */
function printed(page) {
  return page.evaluate(() => {
    const shown = (query) => Array.from(document.querySelectorAll(query)).filter((element) => element.checkVisibility()).map((element) => element.outerHTML.slice(0, 80));
    const wrong = shown("form, .skip, header nav, footer nav, button, input, select").map((html) => `on paper: ${html}`);
    if (!shown("h1").length) wrong.push("no heading");
    if (getComputedStyle(document.documentElement).color !== "rgb(0, 0, 0)") wrong.push("the ink is not black");
    return wrong;
  });
}

describe("accessible, legible and no wider than the window", () => {
  for (const path of [...PAGES, ...more]) {
    test(decodeURI(path), async () => {
      assert.ok(existsSync(join(SITE, path.split("#")[0])), "the page is there");
      const page = await show(path);
      const wrong = [];
      const fits = async (setting) => {
        const over = await overflow(page);
        if (over) wrong.push(`${setting}: ${over} px too wide`);
        for (const found of await cut(page)) wrong.push(`${setting}: ${found}`);
      };
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        await fits(width);
        for (const colorScheme of SCHEMES) {
          await page.emulateMedia({ colorScheme });
          // Nothing but colours depends on the scheme.
          for (const found of await axe(page, colorScheme === "dark" ? ["color-contrast"] : null)) wrong.push(`${width} ${colorScheme}: ${found}`);
        }
      }
      await page.setViewportSize({ width: 768, height: 900 });
      await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
      await fits("forced colours");
      await page.emulateMedia({ forcedColors: null, media: "print" });
      if (path !== "404.html") wrong.push(...await printed(page));
      await page.emulateMedia({ media: "screen" });
      await restyle(page, SPACED);
      await fits("text spacing (WCAG 1.4.12)");
      await restyle(page, "html { font-size: 200% !important }");
      await fits("text of 200 %");
      assert.deepEqual(wrong.slice(0, 8), [], `${wrong.length} findings`);
      await page.close();
    });
  }
});

test("no page of the site is wider than a window of 320 px", async () => {
  const page = await open(browser);
  await page.setViewportSize({ width: 320, height: 800 });
  const wrong = [];
  for (const path of all) {
    await page.goto(server.address + path);
    const over = await overflow(page);
    if (over) wrong.push(`${path}: ${over}`);
  }
  assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} pages`);
  assert.deepEqual(page.log.errors, []);
  assert.deepEqual(page.log.violations, []);
  await page.close();
});

test("the target of every control is at least 24 px in each direction (WCAG 2.5.8)", async () => {
  for (const path of ["search/index.html#q=transport+security", "ar/search/index.html#q=الأمن"]) {
    const page = await show(path);
    await page.setViewportSize({ width: 360, height: 800 });
    await page.locator(".facet").evaluate((form) => { form.closest("details").open = true; });
    const small = await page.evaluate(() => Array.from(document.querySelectorAll("button, input, select, summary, .facet label, header nav a, footer nav a"))
      .filter((element) => element.checkVisibility()).map((element) => [element.outerHTML.slice(0, 60), element.getBoundingClientRect()])
      .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html));
    assert.deepEqual(small, [], path);
    await page.close();
  }
});

test("every page that can be tabbed through shows where the focus is", async () => {
  for (const path of ["index.html", "matrix/index.html", "ar/index.html"]) {
    for (const colorScheme of SCHEMES) {
      const page = await show(path);
      await page.emulateMedia({ colorScheme });
      for (let at = 0; at < 16; at += 1) {
        await page.keyboard.press("Tab");
        const seen = await page.evaluate(() => {
          const style = getComputedStyle(document.activeElement);
          const box = document.activeElement.getBoundingClientRect();
          return [style.outlineStyle, Number.parseFloat(style.outlineWidth), box.right > 0 && box.left < window.innerWidth && box.bottom > 0];
        });
        assert.deepEqual([seen[0], seen[1] >= 2, seen[2]], ["solid", true, true], `${path} ${at}`);
      }
      await page.close();
    }
  }
});
