// The engine in WebAssembly, and the same in JavaScript where a browser has no WebAssembly or a policy forbids it.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { files, launch, open, serve, siteFolder } from "./browser.mjs";

const SITE = siteFolder();
const QUERIES = [
  ["transport security"], ['"competent authority"'], ["transprot"], ["title:mission -peer"], ["INFCIRC/225/Rev.5"], ["CPPNM"],
  ["nucl*"], ["state:NL year:2010..2020"], ["zzzqqq"], [""], ["sûreté", "fr"], ["الأمن النووي", "ar"], ["безопасность"],
  ["nuclear", "en", { kind: "mission" }],
];
let browser;
let server;
let wanted;
before(async () => {
  browser = await launch();
  server = await serve(SITE);
  const page = await open(browser, `${server.address}search/index.html`);
  wanted = await answers(page);
  assert.ok(wanted.slice(0, QUERIES.length).filter((answer) => JSON.parse(answer).total > 0).length > 8, "there is something to compare");
  asks(page, "engine", "fallback");
  await page.close();
});
after(async () => { await browser.close(); server.close(); });

/** What the engine of a page says to all queries, and the terms that it makes of texts. */
function answers(page) {
  return page.evaluate(async (queries) => {
    const all = [];
    for (const [text, lang, filters] of queries) {
      all.push(JSON.stringify(await window.vitrine.search(text, { lang, filters: filters || {}, limit: 50 })));
    }
    all.push(await window.vitrine.terms("Wörter, INFCIRC/225/Rev.5 and 核安全 ١٥٤٠"), await window.vitrine.digest());
    return all;
  }, QUERIES);
}

function asks(page, one, other) {
  const scripts = page.log.requests.filter((url) => /\/search\/(engine|fallback)/.test(url));
  assert.deepEqual(scripts.map((url) => url.match(/(engine|fallback)-[0-9a-f]{8}\.js$/)[1]), [one], `${one} alone, not ${other}`);
}

describe("without WebAssembly, the answers are equal byte for byte", () => {
  const ways = { "from a server": () => serve(SITE), "below a path": () => serve(SITE, "/a/b/"), "from files": () => files(SITE) };
  for (const [name, way] of Object.entries(ways)) {
    test(`where it is missing, ${name}`, async () => {
      const from = await way();
      const page = await open(browser);
      await page.addInitScript(() => { delete window.WebAssembly; });
      await page.goto(`${from.address}search/index.html#q=transport`);
      await page.waitForSelector(".hits mark");
      assert.equal(await page.evaluate(() => typeof WebAssembly), "undefined");
      assert.deepEqual(await answers(page), wanted);
      asks(page, "fallback", "engine");
      assert.deepEqual(page.log.errors, []);
      assert.deepEqual(page.log.violations, []);
      await page.close();
      from.close();
    });
  }

  test("where a policy forbids it", async () => {
    const from = await serve(SITE, "/", true, (path, bytes) => {
      return path.endsWith("search/index.html") ? Buffer.from(String(bytes).replace(" 'wasm-unsafe-eval'", "")) : bytes;
    });
    const page = await open(browser, `${from.address}search/index.html#q=transport`);
    await page.waitForSelector(".hits mark");
    assert.deepEqual(await answers(page), wanted);
    asks(page, "fallback", "engine");
    assert.deepEqual(page.log.violations.filter((text) => !text.includes("wasm-eval")), [], "nothing else is tried");
    await page.close();
    from.close();
  });

  test("memory that grows is seen by both", async () => {
    const from = await serve(SITE);
    const page = await open(browser);
    await page.addInitScript(() => { delete window.WebAssembly; });
    await page.goto(`${from.address}search/index.html`);
    const long = "physical protection of nuclear material in transport ".repeat(60_000);
    const length = await page.evaluate((text) => window.vitrine.terms(text).then((terms) => terms.split(" ").length), long);
    assert.equal(length, 7 * 60_000);
    assert.deepEqual(await answers(page), wanted);
    await page.close();
    from.close();
  });
});

test("a fallback that is missing or cut off is said", async () => {
  for (const change of [() => null, (bytes) => bytes.subarray(0, bytes.length / 2)]) {
    const from = await serve(SITE, "/", true, (path, bytes) => (path.startsWith("search/fallback") ? change(bytes) : bytes));
    const page = await open(browser);
    await page.addInitScript(() => { delete window.WebAssembly; });
    await page.goto(`${from.address}search/index.html#q=transport`);
    await page.waitForSelector("[role=status].err");
    assert.ok(await page.isVisible("main ul a"), "the lists are there");
    await page.close();
    from.close();
  }
});
