// What releases, retractions and emergencies leave on pages: the change log, tombstones, banners. The site is made here,
// with the commands that an office uses.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { axe, launch, open, overflow, pagesOf, serve } from "./browser.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const COMMAND = process.env.VITRINE ?? join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "debug/vitrine");
const WIDTHS = [360, 768, 1280];
const SCHEMES = ["light", "dark"];
const WORDS = "It named a post that is not public; a corrected text will follow within the month.";
const LONG = "Nuclear_security_information_management_and_classification_guidelines_of_the_office_with_a_very_long_name";

const folder = mkdtempSync(join(tmpdir(), "vitrine-changes-"));
const site = join(folder, "public");
const today = new Date().toISOString().slice(0, 10);

function vitrine(...given) {
  return execFileSync(COMMAND, given, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

function write(path, text) {
  mkdirSync(dirname(join(folder, "site", path)), { recursive: true });
  writeFileSync(join(folder, "site", path), text);
}

function page(title, more = "", body = "Text of this page.") {
  return `---\ntitle: "${title}"\nkind: page\nsensitivity: public\n${more}---\n\n${body}\n`;
}

/** Has what there is approved by two persons, and publishes it. */
function release() {
  const digest = vitrine("diff", "public", "site", "--as-of", today, "--format", "digest").trim();
  vitrine("release", "site", "--output", "public", "--as-of", today, "--digest", digest, "--by", "Ann Lee", "--approved-by", "Bo Mar");
}

function retract(id, ...more) {
  return vitrine("retract", id, "--output", "public", "--on", today, "--site", "site", "--by", "Ann Lee", ...more);
}

/** A site that was released three times, retracted from, and is in an emergency. */
function make() {
  assert.ok(existsSync(COMMAND), `there is no ${COMMAND}: run \`cargo build\`, or name the command in VITRINE`);
  write("vitrine.toml", "title = \"A released site\"\nlanguages = [\"en\", \"fr\", \"ar\"]\nportions = \"mark\"\n");
  write("one.md", page("One", "id: one\n"));
  write("one.fr.md", page("Une", "lang: fr\ntranslation_of: one\n"));
  write("one.ar.md", page("واحد", "lang: ar\nslug: one\ntranslation_of: one\n"));
  write("wrong.md", page("Wrongly published", "id: mistake\n", "Porcelain herons."));
  write("wrong.ar.md", page("خطأ", "lang: ar\nslug: mistake\ntranslation_of: mistake\n"));
  write("also.md", page("Also wrong", "id: also\n", "Porcelain herons."));
  write("inner.md", "---\ntitle: Inner\nkind: page\nsensitivity: restricted\npublic_record: {slug: on-record, title: A report, date: 2020, reason: threat}\n---\n\nWords.\n");
  release();
  write("two.md", page("Two"));
  write("long.md", page(LONG));
  write("one.md", page("One", "id: one\n", "Text of this page, and more of it."));
  release();
  retract("mistake", "--words", WORDS);
  retract("also");
  retract("register/on-record");
  for (const [path, text] of [["wrong.md", page("W", "id: mistake\n")], ["also.md", page("A", "id: also\n")]]) {
    write(path, text.replace("public", "restricted"));
  }
  for (const path of ["wrong.ar.md", "inner.md"]) rmSync(join(folder, "site", path));
  vitrine("emergency", "site", "--id", "storm", "--event", "A storm", "--basis", "Told by the duty officer", "--by", "Ann Lee",
    "--approved-by", "Bo Mar", "--from", today, "--until", today, "--title", "Stay indoors and close all windows: a storm passes over the whole of the country until tomorrow",
    "--issuer", "Civil protection");
  const drafted = join(folder, "site/announcements/storm.md");
  const text = readFileSync(drafted, "utf8")
    .replace("issued_at:\n", `issued_at: "${today}T00:10Z"\n`)
    .replace("next_update_at:\n", `next_update_at: "${today}T20:00Z"\n`);
  writeFileSync(drafted, `${text}\nStay in and close the windows.\n`);
  vitrine("assess", "site/announcements/storm.md", "--by", "Ann Lee", "--approved-by", "Bo Mar", "--basis", "Drafted for release");
  release();
}

let browser;
let server;
before(async () => {
  make();
  browser = await launch();
  server = await serve(site);
});
after(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const PAGES = [
  "index.html", "changes.html", "fr/changes.html", "ar/changes.html", "pages/mistake.html", "pages/also.html", "ar/pages/mistake.html",
  "register/index.html", "announcements/stay-indoors-and-close-all-windows-a-storm-passes-over-the-whole-of-the-country.html",
  "pages/one.html", "ar/index.html", "404.html",
];

describe("accessible, and no wider than the window", () => {
  for (const path of PAGES) {
    test(path, async () => {
      const there = readdirSync(site, { recursive: true }).filter((name) => name.endsWith(".html"));
      assert.ok(existsSync(join(site, path)), `the page is there, among ${there.join(" ")}`);
      const shown = await open(browser, server.address + path);
      const wrong = [];
      for (const width of WIDTHS) {
        await shown.setViewportSize({ width, height: 800 });
        const over = await overflow(shown);
        if (over) wrong.push(`${width}: ${over} px too wide`);
        for (const colorScheme of SCHEMES) {
          await shown.emulateMedia({ colorScheme });
          for (const found of await axe(shown, colorScheme === "dark" ? ["color-contrast"] : null)) wrong.push(`${width} ${colorScheme}: ${found}`);
        }
      }
      assert.deepEqual(wrong.slice(0, 8), [], `${wrong.length} findings`);
      assert.deepEqual(shown.log.errors, []);
      assert.deepEqual(shown.log.violations, []);
      await shown.close();
    });
  }
});

/** Looks at pages in a browser that runs no script. */
async function withoutScripts(look) {
  const still = await launch({ javaScriptEnabled: false });
  try {
    await look(async (path) => {
      const shown = await still.newPage();
      await shown.goto(server.address + path);
      return shown;
    });
  } finally {
    await still.close();
  }
}

test("the change log says without scripts what each release added, and leads there", () => withoutScripts(async (show) => {
  const shown = await show("changes.html");
  const said = await shown.locator("main").innerText();
  for (const words of ["Release 3", "Release 2", "Release 1", "Two", LONG, "One"]) assert.ok(said.includes(words), `${words}: ${said}`);
  for (const words of ["Wrongly", "Also wrong", "Porcelain"]) assert.ok(!said.includes(words), `${words}: ${said}`);
  assert.ok(said.indexOf("Release 3") < said.indexOf("Release 2"), "the newest is first");
  for (const [name, path] of [["Two", "pages/two.html"], ["pages/mistake.html", "pages/mistake.html"]]) {
    const link = shown.locator("main").getByRole("link", { name, exact: true }).first();
    await link.click();
    assert.equal(shown.url(), server.address + path);
    await shown.goBack();
  }
  // Every page leads to it.
  const start = await show("pages/one.html");
  await start.locator("footer").getByRole("link", { name: "Changes" }).first().click();
  assert.equal(start.url(), `${server.address}changes.html`);
}));

test("a tombstone says without scripts that something was retracted, when, and the office's words, and nothing of it", () => withoutScripts(async (show) => {
  const shown = await show("pages/mistake.html");
  const said = await shown.locator("main").innerText();
  assert.ok(said.includes(WORDS), said);
  assert.equal(await shown.locator("meta[name=robots]").getAttribute("content"), "noindex");
  const year = today.slice(0, 4);
  assert.ok(said.includes(year), said);
  const bare = await (await show("pages/also.html")).locator("main").innerText();
  assert.ok(!bare.includes(WORDS), bare);
  for (const path of pagesOf(site)) {
    const text = readFileSync(join(site, path), "utf8");
    for (const words of ["Wrongly", "Also wrong", "Porcelain", "خطأ", "A report", "Ann Lee", "Bo Mar"]) assert.ok(!text.includes(words), `${words} in ${path}`);
  }
  const register = await (await show("register/index.html")).locator("main").innerText();
  assert.ok(!register.includes("A report"), register);
}));

test("every page but its own shows the banner of an emergency, without scripts, and it leads to the announcement", () => withoutScripts(async (show) => {
  const title = "Stay indoors and close all windows: a storm passes over the whole of the country until tomorrow";
  for (const path of pagesOf(site)) {
    if (path === "404.html") continue;
    const shown = await show(path);
    const links = shown.getByRole("link", { name: title });
    const banner = shown.locator("body > :not(main)").filter({ has: links });
    const own = path.startsWith("announcements/stay-");
    assert.equal(await banner.count() > 0, !own, path);
    if (!own) {
      await banner.first().getByRole("link", { name: title }).click();
      assert.ok(shown.url().includes("/announcements/stay-indoors"), `${path}: ${shown.url()}`);
    }
    await shown.close();
  }
}));

test("the feed takes back what was retracted", () => {
  const feed = readFileSync(join(site, "feed.atom"), "utf8");
  assert.match(feed, /<at:deleted-entry ref="[^"]*pages\/mistake\.html"/);
  assert.match(feed, /<at:deleted-entry ref="[^"]*pages\/also\.html"/);
  assert.ok(!feed.includes("Wrongly") && !feed.includes("Porcelain"));
  assert.ok(!readFileSync(join(site, "fr/feed.atom"), "utf8").includes("mistake"));
});
