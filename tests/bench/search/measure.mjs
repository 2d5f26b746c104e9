// Asks our search and Pagefind's in Chromium, each on a server that compresses: `node measure.mjs WISH`, where WISH is a JSON
// file with the folders `ours` and `theirs` and the `queries`. Prints what was measured as JSON.
//
// Cold: a new profile a query. Bytes are those of the files that were loaded up to ten titles, each in gzip -9 or as it is,
// whichever is less. A hop is a file that was asked for when the one before had come; the server answers late enough for
// that to be told. Warm: one page, queries whose files have all been loaded, time after time.
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import { launch } from "../../browser/browser.mjs";

const { ours, theirs, queries } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml" };
const LATE = 60;
const TIMES = 5;

/** Serves a folder, compressed; `late` in milliseconds, as long as it is set. */
async function serve(folder) {
  const state = { late: 0 };
  const packed = new Map();
  const server = createServer((request, response) => {
    const path = join(folder, normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname)));
    setTimeout(() => {
      if (!existsSync(path) || statSync(path).isDirectory()) return response.writeHead(404).end();
      if (!packed.has(path)) packed.set(path, gzipSync(readFileSync(path), { level: 9 }));
      response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream", "content-encoding": "gzip", "cache-control": "max-age=600" });
      response.end(packed.get(path));
    }, state.late);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const size = (url) => {
    const path = join(folder, new URL(url).pathname);
    return Math.min(statSync(path).size, packed.get(path).length);
  };
  return { address: `http://127.0.0.1:${server.address().port}/`, state, size, close: () => { server.closeAllConnections(); server.close(); } };
}

/** How Pagefind's documentation has a page search: its script at the first focus, then ten results with their fragments. */
const PAGEFIND = async () => {
  const input = document.getElementById("q");
  const list = document.querySelector(".hits");
  let pagefind = null;
  const load = async () => {
    pagefind = pagefind ?? import("/pagefind/pagefind.js").then(async (module) => { await module.init(); return module; });
    return pagefind;
  };
  window.find = async (text) => (await load()).search(text);
  const titles = async (text) => {
    const found = await window.find(text);
    const results = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
    list.replaceChildren(...results.map((result) => {
      const item = document.createElement("li");
      item.textContent = result.meta.title;
      return item;
    }));
    document.body.dataset.total = String(found.results.length);
  };
  input.addEventListener("focus", () => { load(); });
  input.addEventListener("input", () => { titles(input.value); });
};

/**
 * Types a query, and times how long it is until its titles are painted. People press keys at any moment: `wait` milliseconds
 * after the last frame, for a key behind each frame would always wait for the whole of the next.
 */
const TYPE = ([text, wait]) => new Promise((done) => requestAnimationFrame(() => setTimeout(done, wait))).then(() => new Promise((done) => {
  const input = document.getElementById("q");
  const list = document.querySelector(".hits");
  const start = performance.now();
  const observer = new MutationObserver(() => {
    if (!list.children.length) return;
    observer.disconnect();
    // A task behind the frame that shows them.
    requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => done(performance.now() - start); channel.port2.postMessage(0); });
  });
  observer.observe(list, { childList: true });
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}));

/** A frame, in milliseconds. */
const FRAME = 1000 / 60;

const median = (numbers, part = 0.5) => [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * part))];

const ways = {
  ours: { page: "search/index.html", prepare: async () => {}, ready: (page) => page.waitForFunction(() => document.querySelectorAll(".hits li").length > 0),
    // Texts and facets come when the titles stand.
    titles: (path) => !/\/[bfd]-[0-9a-f]{8}\.js$/.test(path), before: (path) => /search-[0-9a-f]+\.js$/.test(path),
    compute: async (text) => {
      const options = { limit: 10, snippets: false, facets: false };
      await window.vitrine.search(text, options);
      const start = performance.now();
      await window.vitrine.search(text, options);
      return performance.now() - start;
    } },
  pagefind: { page: "search.html", prepare: (page) => page.evaluate(PAGEFIND), ready: (page) => page.waitForFunction(() => document.body.dataset.total !== undefined),
    titles: () => true, before: () => false,
    compute: async (text) => {
      await window.find(text);
      const start = performance.now();
      await window.find(text);
      return performance.now() - start;
    } },
};

/** One query in a new browser. */
async function cold(way, server, query) {
  const context = await launch();
  const page = await context.newPage();
  const log = [];
  const known = new Map();
  context.on("request", (request) => { const entry = { url: request.url(), from: performance.now(), to: Infinity }; log.push(entry); known.set(request, entry); });
  context.on("requestfinished", (request) => { known.get(request).to = performance.now(); });
  server.state.late = 0;
  await page.goto(server.address + way.page, { waitUntil: "load" });
  await way.prepare(page);
  const loaded = log.filter((entry) => way.before(new URL(entry.url).pathname));
  log.length = 0;
  server.state.late = LATE;
  await page.focus("#q");
  await page.evaluate((text) => {
    const input = document.getElementById("q");
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }, query);
  await way.ready(page);
  await page.waitForTimeout(6 * LATE);
  server.state.late = 0;
  const asked = log.filter((entry) => entry.to < Infinity && entry.url.startsWith(server.address) && !/favicon|icon/.test(entry.url));
  for (const entry of asked) {
    const before = asked.filter((other) => other.to <= entry.from);
    entry.hop = 1 + Math.max(0, ...before.map((other) => other.hop));
  }
  const titles = asked.filter((entry) => way.titles(new URL(entry.url).pathname));
  const sum = (entries) => entries.reduce((bytes, entry) => bytes + server.size(entry.url), 0);
  const kinds = {};
  for (const entry of [...loaded, ...titles]) {
    const name = new URL(entry.url).pathname.split("/").pop();
    const kind = /^([a-z])-[0-9a-f]{8}\.js$/.exec(name)?.[1] ?? /\.pf_\w+$|wasm/.exec(name)?.[0] ?? "scripts";
    kinds[kind] = (kinds[kind] ?? 0) + server.size(entry.url);
  }
  const found = await page.locator(".hits li").count();
  await context.close();
  return { query, bytes: sum(loaded) + sum(titles), all: sum(loaded) + sum(asked), requests: titles.length, hops: Math.max(...titles.map((entry) => entry.hop)), found, kinds };
}

/** All queries in one page, again and again; bytes of those that follow the first are those of a visitor who goes on. */
async function warm(way, server) {
  const context = await launch();
  const page = await context.newPage();
  await page.goto(server.address + way.page, { waitUntil: "load" });
  await way.prepare(page);
  await page.focus("#q");
  const compute = [];
  const painted = [];
  for (const query of queries) {
    await page.evaluate(TYPE, [query, 0]);
    await page.waitForTimeout(250);
  }
  for (let time = 0; time < TIMES; time += 1) {
    for (const query of queries) {
      compute.push(await page.evaluate(way.compute, query));
      painted.push(await page.evaluate(TYPE, [query, painted.length * 0.618 % 1 * FRAME]));
      await page.waitForTimeout(20);
    }
  }
  await context.close();
  return { compute_ms: [median(compute), median(compute, 0.95)], painted_ms: [median(painted), median(painted, 0.95)] };
}

process.setMaxListeners(0);
const result = {};
for (const [name, way] of Object.entries(ways)) {
  const server = await serve(name === "ours" ? ours : theirs);
  const all = [];
  for (const query of queries) all.push(await cold(way, server, query));
  const full = all.filter((one) => one.found >= 10);
  const of = (field) => [median(all.map((one) => one[field])), Math.max(...all.map((one) => one[field]))];
  const kinds = {};
  for (const one of all) for (const kind of Object.keys(one.kinds)) kinds[kind] = 0;
  for (const kind of Object.keys(kinds)) kinds[kind] = median(all.map((one) => one.kinds[kind] ?? 0));
  result[name] = { bytes: of("bytes"), all: of("all"), requests: of("requests"), hops: of("hops"), queries: all.length, with_ten: full.length, kinds, ...await warm(way, server) };
  server.close();
}
console.log(JSON.stringify(result));
process.exit(0);
