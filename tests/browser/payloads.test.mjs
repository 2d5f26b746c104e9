// Script injections in every place where an author can put words, as the generator publishes them: every page of them is
// loaded in Chromium with the pages' own policy switched off, so that whatever slipped through would act. None does.
//
//   node --test tests/browser/payloads.test.mjs                      every 16th payload
//   VITRINE_PAYLOADS=FOLDER node --test tests/browser/payloads.test.mjs   those that `proof payloads FOLDER` placed
//
// What was counted stands in FOLDER/acted.json, for `proof acted FOLDER`.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, pagesOf, serve } from "./browser.mjs";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const FRAMES = 24;
// After some two thousand pages Chromium loads nothing more in a tab (net::ERR_INSUFFICIENT_RESOURCES).
const STRETCH = 480;

/** The folder of the placed payloads; made here where none is named. */
function placed() {
  const named = process.env.VITRINE_PAYLOADS;
  if (named) return resolve(named);
  const folder = mkdtempSync(join(tmpdir(), "vitrine-payloads-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const command = ["run", "--quiet", "--locked", "--package", "vitrine-tests", "--bin", "proof", "--"];
  execFileSync("cargo", [...command, "payloads", folder, "--every", "16"], { cwd: ROOT, stdio: "inherit" });
  return folder;
}

const FOLDER = placed();
const SITE = join(FOLDER, "site");
const PAGES = pagesOf(SITE);
const note = JSON.parse(readFileSync(join(FOLDER, "placed.json"), "utf8"));

/** What a document holds that could act, though it has not yet; runs in the page. */
function latent(page) {
  const found = [];
  const safe = ["http:", "https:", "mailto:", "tel:", "file:"];
  const elements = Array.from(page.querySelectorAll("*"));
  for (const element of elements) {
    // Forms that the site's own scripts make have no address to go to.
    if (element.matches("form:is([role=search], .facet):not([action])")) continue;
    const told = () => element.outerHTML.slice(0, 120);
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name) || ["srcdoc", "style", "ping", "formaction", "action", "background", "http-equiv"].includes(name)
        && !(name === "http-equiv" && /^content-security-policy$/i.test(value))) found.push(`${name}: ${told()}`);
      if (["href", "src", "xlink:href", "poster", "data", "cite", "manifest"].includes(name)) {
        // What is no address leads nowhere.
        if (!URL.canParse(value, page.baseURI)) continue;
        const { protocol } = new URL(value, page.baseURI);
        const own = element.tagName === "LINK" && element.rel === "icon" && value.startsWith("data:image/");
        if (!safe.includes(protocol) && !own) found.push(`${protocol} ${told()}`);
      }
    }
    if (["IFRAME", "OBJECT", "EMBED", "FORM", "BASE", "STYLE", "MATH", "TEMPLATE", "VIDEO", "AUDIO", "PORTAL", "FRAMESET",
      "APPLET", "MARQUEE"].includes(element.tagName.toUpperCase())) found.push(told());
    // Parts of the index are scripts of the page for as long as they load.
    if (element.tagName === "SCRIPT" && (element.textContent.trim() || !/^(\.\.\/)*(assets|search)\//.test(element.getAttribute("src") ?? "")
      && !/^([a-z]{2,3}\/)?[a-z]+-[0-9a-f]{8}\.js$/.test(element.getAttribute("src") ?? ""))) found.push(told());
  }
  return { found, elements: elements.length };
}

/** Sends the events that handlers wait for to every element; runs in the page. */
function provoke(page) {
  const names = ["click", "focus", "focusin", "blur", "mouseover", "mouseenter", "pointerenter", "pointerover", "toggle", "beforetoggle",
    "animationstart", "transitionend", "scroll", "scrollend", "wheel", "input", "beforeinput", "change", "invalid", "submit", "keydown",
    "cut", "copy", "paste", "dragstart", "drop", "load", "error", "canplay", "loadstart", "begin", "message", "hashchange", "pageshow"];
  for (const element of page.querySelectorAll("*")) {
    // The search box loads the engine when it is used; the search page is looked at by itself.
    if (["SCRIPT", "LINK"].includes(element.tagName) || element.closest("form[role=search]")) continue;
    for (const name of names) {
      const event = new Event(name, { bubbles: false, cancelable: true });
      // Links lead to other pages, and those are looked at by themselves.
      if (name === "click" && element.closest("a")) continue;
      element.dispatchEvent(event);
    }
  }
}

const acted = [];
let elements = 0;
let loaded = 0;
let queries = 0;
let context;
let server;

/** Watches a page for anything that a payload may do. */
function watch(page, where) {
  page.on("dialog", (dialog) => { acted.push(`${where()}: dialog ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(server.address) && !url.startsWith("about:") && !url.startsWith("data:image/svg")) acted.push(`${where()}: asks for ${url}`);
  });
  page.on("popup", (popup) => acted.push(`${where()}: opens ${popup.url()}`));
  page.on("download", (download) => acted.push(`${where()}: downloads ${download.url()}`));
  page.on("console", (message) => {
    if (/^acted/.test(message.text())) acted.push(`${where()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => {
    if (/acted/.test(String(error))) acted.push(`${where()}: ${error}`);
  });
}

/** What payloads call, in every frame. */
function trap() {
  const act = (...words) => console.log("acted", location.href, ...words);
  for (const name of ["acted", "alert", "confirm", "prompt", "print", "open"]) {
    Object.defineProperty(window, name, { value: act, configurable: false, writable: false });
  }
}

before(async () => {
  server = await serve(SITE);
  context = await launch({ bypassCSP: true, acceptDownloads: false });
  await context.addInitScript(trap);
});

after(async () => {
  await context.close();
  server.close();
  const counts = { loaded, elements, queries, acted: acted.length };
  writeFileSync(join(FOLDER, "acted.json"), `${JSON.stringify(counts, null, 2)}\n`);
});

describe("script injections", () => {
  test("a payload that is not stopped is noticed", async () => {
    const known = acted.length;
    const page = await context.newPage();
    watch(page, () => "bait");
    await page.route("**/bait.html", (route) => route.fulfill({ contentType: "text/html", body:
      "<!doctype html><meta http-equiv=content-security-policy content=\"default-src 'none'\"><p onfocus=acted()>x</p>"
      + "<a href=\"javascript:acted()\">x</a><img src=x onerror=acted()><script>acted()</script>" }));
    await page.goto(`${server.address}bait.html`, { waitUntil: "load" });
    const { found } = await page.evaluate(latent, undefined).catch(() => page.evaluate(`(${latent})(document)`));
    await page.evaluate(`(${provoke})(document)`);
    await page.waitForTimeout(100);
    assert.ok(found.length >= 4, found.join("\n"));
    assert.ok(acted.length - known >= 3, acted.join("\n"));
    acted.length = known;
    await page.close();
  });

  test("none acts on any page", { timeout: 3_600_000 }, async () => {
    assert.ok(note.published > 100 && PAGES.length > 100, `${PAGES.length} pages`);
    const waiting = [];
    for (let at = 0; at < PAGES.length; at += STRETCH) waiting.push(PAGES.slice(at, at + STRETCH));
    const code = `async (paths) => {
      const latent = ${latent};
      const provoke = ${provoke};
      const one = (path) => new Promise((done) => {
        const frame = document.createElement("iframe");
        // Nothing is painted; images are loaded and scripts run all the same.
        frame.style.display = "none";
        frame.onload = () => setTimeout(() => {
          const page = frame.contentDocument;
          if (!page || frame.contentWindow.location.pathname !== "/" + path) {
            done({ found: ["it went to " + (page ? frame.contentWindow.location.href : "another site")], elements: 0 });
          } else {
            try {
              const seen = latent(page);
              provoke(page);
              done(seen);
            } catch (error) {
              done({ found: ["it was not looked at: " + error], elements: 0 });
            }
          }
        }, 0);
        frame.src = "/" + path;
        document.body.append(frame);
      });
      const seen = await Promise.all(paths.map(one));
      document.body.replaceChildren();
      return seen;
    }`;
    /** Looks at the pages of a stretch in a tab of its own, a few frames at a time. */
    const look = async (stretch) => {
      const page = await context.newPage();
      let at = "";
      watch(page, () => at);
      // A document of the same origin that has no scripts.
      await page.goto(`${server.address}SHA256SUMS`);
      for (let first = 0; first < stretch.length; first += FRAMES) {
        const paths = stretch.slice(first, first + FRAMES);
        at = `${paths[0]} to ${paths.at(-1)}`;
        const seen = await page.evaluate(`(${code})(${JSON.stringify(paths)})`);
        seen.forEach((one, index) => {
          loaded += 1;
          elements += one.elements;
          acted.push(...one.found.map((what) => `${paths[index]}: ${what}`));
        });
        if (process.stderr.isTTY && loaded % 1000 < FRAMES) process.stderr.write(`\r${loaded} of ${PAGES.length} pages`);
      }
      await page.close();
    };
    await Promise.all(["one", "another"].map(async () => {
      for (let stretch = waiting.pop(); stretch; stretch = waiting.pop()) await look(stretch);
    }));
    assert.equal(loaded, PAGES.length);
    assert.deepEqual(acted.slice(0, 20), [], `${acted.length} acted`);
  });

  test("none acts in the results of a search", { timeout: 600_000 }, async () => {
    const page = await context.newPage();
    let at = "";
    let results = 0;
    watch(page, () => `query ${at}`);
    for (const query of ["acted", "script", "onerror", "svg", "javascript", "img src", "alert", "style", "title:acted", "\"<script>\"",
      "<img src=x onerror=acted()>", "onload", "data", "body", "iframe"]) {
      at = query;
      queries += 1;
      await page.goto("about:blank");
      await page.goto(`${server.address}search/index.html#q=${encodeURIComponent(query)}`);
      // An answer is either a list or a sentence that there is none.
      await page.waitForFunction(() => document.querySelector("main ol li, main ul.results li") || /\S/.test(document.querySelector("[role=status]")?.textContent ?? ""),
        null, { timeout: 30_000 });
      await page.waitForTimeout(100);
      results += await page.locator("main mark").count();
      const { found } = await page.evaluate(`(${latent})(document)`);
      acted.push(...found.map((what) => `query ${query}: ${what}`));
    }
    assert.ok(results > 0, "there are results to look at");
    assert.deepEqual(acted.slice(0, 20), [], `${acted.length} acted`);
    await page.close();
  });
});
