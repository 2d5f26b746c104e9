// Chromium, and the ways in which a site reaches it: a server, a server below a path, one that names no types, and files.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join, normalize, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, firefox } from "playwright-core";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".atom": "application/atom+xml",
  ".xml": "application/xml", ".json": "application/json", ".png": "image/png", ".jpg": "image/jpeg",
  ".webp": "image/webp", ".csv": "text/csv", ".gz": "application/gzip", ".svg": "image/svg+xml",
};

/** The folder of the built site that the tests look at. */
export function siteFolder() {
  const folder = process.env.VITRINE_SITE;
  if (!folder || !existsSync(join(folder, "manifest.json"))) {
    throw new Error("VITRINE_SITE names no built site: run `vitrine build content --output DIR`, then set it to DIR");
  }
  return resolve(folder);
}

/** All pages of a site, from its manifest. */
export function pagesOf(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  return manifest.files.map((file) => file.path).filter((path) => path.endsWith(".html")).sort();
}

/** The Chromium of this machine. */
export function executable() {
  const known = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const found = known.find((path) => path && existsSync(path));
  if (!found) throw new Error("there is no Chromium: install it (apt-get install chromium), or name it in CHROMIUM");
  return found;
}

/** Starts a browser that talks to nobody but the pages that it is given. */
export async function launch(options = {}) {
  const profile = mkdtempSync(join(tmpdir(), "vitrine-browser-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executable(),
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
    ...options,
  });
  context.setDefaultTimeout(10_000);
  process.on("exit", () => rmSync(profile, { recursive: true, force: true, maxRetries: 3 }));
  return context;
}

/** The Firefox of this machine, or null. */
export function firefoxExecutable() {
  const known = [process.env.FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox"];
  return known.find((path) => path && existsSync(path)) ?? null;
}

/** Starts the machine's own Firefox, as `launch` does Chromium. It is driven by WebDriver BiDi, so no other build is needed. */
export async function launchFirefox() {
  const browser = await firefox.launch({
    channel: "moz-firefox",
    executablePath: firefoxExecutable(),
    headless: true,
    // Going back loads the page again: what is shown without a load is not told over BiDi.
    firefoxUserPrefs: { "browser.sessionhistory.max_total_viewers": 0, "fission.bfcacheInParent": false },
  });
  const context = await browser.newContext();
  context.setDefaultTimeout(10_000);
  const close = context.close.bind(context);
  context.close = async () => { await close(); await browser.close(); };
  return context;
}

/**
 * Serves a folder on the loopback address, below `path`. `types` is true for the right media types of scripts, false
 * for none, or a type for all of them. `change` may put other bytes in the place of a file's, or null for no file.
 */
export async function serve(folder, path = "/", types = true, change = (_path, bytes) => bytes) {
  const asked = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url, "http://localhost");
    asked.push(request.url);
    const within = normalize(decodeURIComponent(url.pathname));
    let file = within.startsWith(path) ? join(folder, within.slice(path.length)) : null;
    if (file && existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    const bytes = file && existsSync(file) ? change(within.slice(path.length), readFileSync(file)) : null;
    if (bytes === null) {
      response.writeHead(404, { "content-type": "text/html" });
      return response.end(readFileSync(join(folder, "404.html")));
    }
    const right = TYPES[extname(file)];
    const type = types === true || extname(file) !== ".js" ? right : types;
    response.writeHead(200, type ? { "content-type": type } : {});
    response.end(bytes);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const address = `http://127.0.0.1:${server.address().port}${path}`;
  return { address, asked, close: () => { server.closeAllConnections(); server.close(); } };
}

/** The address of a folder's files without a server. */
export function files(folder) {
  return { address: `${pathToFileURL(folder)}/`, asked: [], close: () => {} };
}

/** Opens a page that writes down what it asks for, what it complains of, and what its policy stops. */
export async function open(context, address) {
  const page = await context.newPage();
  const log = { requests: [], errors: [], violations: [] };
  page.on("request", (request) => log.requests.push(request.url()));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) log.errors.push(message.text());
    if (message.text().startsWith("csp:")) log.violations.push(message.text());
  });
  page.on("pageerror", (error) => log.errors.push(String(error)));
  page.on("dialog", (dialog) => { log.errors.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.log(`csp: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  if (address) await page.goto(address);
  page.log = log;
  return page;
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds on a page as it stands, one line a finding; `rules` for some rules only. The page's policy stays in force. */
export async function axe(page, rules = null) {
  const session = await page.context().newCDPSession(page);
  const run = async (expression) => {
    const answer = await session.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? "axe failed");
    return answer.result.value;
  };
  await run(`if (!window.axe) { ${AXE} }; 0`);
  const options = { runOnly: rules ? { type: "rule", values: rules } : { type: "tag", values: TAGS }, resultTypes: ["violations"] };
  const found = await run(`axe.run(document, ${JSON.stringify(options)}).then((found) => found.violations.flatMap(
    (rule) => rule.nodes.map((node) => rule.id + ": " + node.target + ": " + node.failureSummary.replace(/\\s+/g, " "))))`);
  await session.detach();
  return found;
}

/** Lays a style over a page in a way that its policy allows. */
export async function restyle(page, css) {
  await page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [sheet];
  }, css);
}

/** By how many pixels a page is wider than its window. */
export async function overflow(page) {
  return page.evaluate(() => Math.max(0, document.scrollingElement.scrollWidth - window.innerWidth));
}
