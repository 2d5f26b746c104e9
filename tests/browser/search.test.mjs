// The search page as readers use it, in every way that a site can reach them.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { files, firefoxExecutable, launch, launchFirefox, open, serve, siteFolder } from "./browser.mjs";

const SITE = siteFolder();
const SOURCES = join(dirname(fileURLToPath(import.meta.url)), "../../search-wasm");
let browser;
let server;
before(async () => { browser = await launch(); server = await serve(SITE); });
after(async () => { await browser.close(); server.close(); });

/** Opens a search page with a fragment, and waits until it has said something, where it is asked something. */
async function search(fragment = "", lang = "", from = server, context = browser) {
  const page = await open(context, `${from.address}${lang}search/index.html${fragment && `#${fragment}`}`);
  if (fragment) await settled(page);
  return page;
}

/** Waits until the page says what it found, or that it could not. */
async function settled(page, before = "") {
  await page.waitForFunction((before) => {
    const text = document.querySelector("[role=status]").textContent;
    return text && text !== before && text !== document.getElementById("search").dataset.tLoading;
  }, before);
  return status(page);
}

const status = (page) => page.textContent("[role=status]");
const hits = (page) => page.locator(".hits li").count();
const titles = (page) => page.locator(".hits h3").allTextContents();
const total = async (page) => Number((await status(page)).match(/\d+/)?.[0] ?? ((await hits(page)) ? 1 : 0));
const word = (page, name) => page.evaluate((name) => document.getElementById("search").dataset[name], name);

/** Types a query, and waits for the answer. */
async function type(page, query) {
  const said = await status(page);
  await page.fill("#q", query);
  return settled(page, said);
}

/** Checks that a page asked for nothing but files of the site, and complained of nothing. */
function quiet(page, from = server) {
  assert.deepEqual(page.log.requests.filter((url) => !url.startsWith(from.address)), []);
  assert.deepEqual(page.log.errors, []);
  assert.deepEqual(page.log.violations, []);
}

const WAYS = {
  "from a server": () => serve(SITE),
  "below a path": () => serve(SITE, "/some/where/"),
  "with scripts of no type": () => serve(SITE, "/", false),
  "with scripts of a wrong type": () => serve(SITE, "/", "application/octet-stream"),
  "from files": () => files(SITE),
};

/** Asks what readers ask, in one way of reaching the site. */
async function ask(context, from) {
  const page = await search("", "", from, context);
  assert.match(await type(page, "transport security"), /\d+ results/);
  assert.ok(await hits(page) > 5);
  assert.ok(await page.locator(".hits mark").count() > 5);
  const all = await total(page);
  const said = await status(page);
  await page.check('.facet [name=kind][value="mission"]');
  await settled(page, said);
  assert.ok(await total(page) < all && await total(page) > 0);
  assert.match(page.url(), /#q=transport\+security&kind=mission$/);
  await page.locator(".hits a").first().click();
  await page.waitForURL(/\/missions\/[^/]+\.html$/);
  assert.equal(await page.locator("h1").count(), 1);
  await page.goBack();
  await settled(page);
  assert.ok(await page.isChecked('.facet [name=kind][value="mission"]'));
  assert.equal(await page.inputValue("#q"), "transport security");
  await page.goto(`${from.address}search/index.html`);
  await type(page, '"competent authority"');
  assert.ok(await hits(page) > 0, "a phrase");
  assert.match(await type(page, "transprot"), /transport/);
  assert.ok(await hits(page) > 0 && await page.locator("#search a[href*=literal]").isVisible(), "a slip is said");
  assert.ok((await type(page, "الأمن")).includes("Arabic"));
  assert.ok(await hits(page) > 0, "another language");
  assert.ok((await type(page, "zzzqqq")).includes(await word(page, "tTry")), "nothing, and what to try");
  assert.equal(await hits(page), 0);
  quiet(page, from);
  for (const asked of from.asked) assert.doesNotMatch(asked, /transport\+|q=|\?/, "no query leaves the page");
  await page.close();
}

describe("ways to reach the search", () => {
  for (const [name, way] of Object.entries(WAYS)) {
    test(name, async () => {
      const from = await way();
      await ask(browser, from);
      from.close();
    });
  }

  test("from the box of another page", async () => {
    for (const from of [server, files(SITE)]) {
      for (const [start, query, wanted] of [
        ["index.html", "culture & insider", "search/index.html#q=culture%20%26%20insider"],
        ["fr/missions/index.html", "sûreté", "fr/search/index.html#q=s%C3%BBret%C3%A9"],
      ]) {
        const page = await open(browser, from.address + start);
        await page.fill("#search-box", query);
        await page.press("#search-box", "Enter");
        await page.waitForURL((url) => url.href === from.address + wanted);
        await settled(page);
        assert.equal(await page.inputValue("#q"), query);
        quiet(page, from);
        await page.close();
      }
    }
  });

  test("without a word, it loads nothing", async () => {
    const page = await search();
    assert.equal(await status(page), "");
    assert.ok(page.log.requests.every((url) => !/search\/(en|engine)/.test(url)), page.log.requests.join(" "));
    await page.close();
  });
});

describe("ways to reach the search in Firefox", { skip: firefoxExecutable() ? false : "Firefox is not installed" }, () => {
  let other;
  before(async () => { other = await launchFirefox(); });
  after(() => other.close());
  for (const [name, way] of Object.entries(WAYS)) {
    test(name, async () => {
      const from = await way();
      await ask(other, from);
      from.close();
    });
  }
});

describe("queries", () => {
  test("the start of a word finds the word", async () => {
    const page = await search("q=transp");
    assert.ok(await total(page) > 5);
    assert.match((await page.locator(".hits mark").first().textContent()).toLowerCase(), /^transp/);
    quiet(page);
    await page.close();
  });

  test("a phrase is found side by side only", async () => {
    const page = await search("q=exercise+information");
    const loose = await total(page);
    await type(page, '"competent authority"');
    const phrase = await total(page);
    assert.ok(phrase > 0);
    const text = (await page.locator(".hits p[dir=auto]").allTextContents()).join(" ").toLowerCase();
    assert.match(text, /competent authorit/);
    await type(page, '"authority competent"');
    assert.equal(await hits(page), 0);
    assert.ok(loose > 0);
    quiet(page);
    await page.close();
  });

  test("where nothing is found, the page says so and what to try", async () => {
    const page = await search("q=zzzqqq");
    assert.equal(await status(page), `${(await word(page, "tNone")).replace("{q}", "zzzqqq")} ${await word(page, "tTry")}`);
    assert.equal(await hits(page), 0);
    assert.equal(await page.isVisible("#search button:text-is('Show more results')"), false);
    await page.close();
  });

  test("further results come by a button, and focus goes to the first of them", async () => {
    const page = await search("q=security");
    const all = await total(page);
    assert.ok(all > 40, `${all}`);
    assert.equal(await hits(page), 10);
    const more = page.getByRole("button", { name: await word(page, "tMore") });
    await more.click();
    await page.waitForFunction(() => document.querySelectorAll(".hits li").length === 20);
    assert.ok(await page.evaluate(() => document.querySelectorAll(".hits li a")[10] === document.activeElement));
    while (await more.isVisible()) {
      const had = await hits(page);
      await more.click();
      await page.waitForFunction((had) => document.querySelectorAll(".hits li").length > had, had);
    }
    assert.equal(await hits(page), all);
    const links = await page.locator(".hits a").evaluateAll((links) => links.map((link) => link.href));
    assert.equal(new Set(links).size, all, "each entry once");
    quiet(page);
    await page.close();
  });

  test("results can come by date", async () => {
    const page = await search("q=mission&kind=mission");
    const byWord = await titles(page);
    await page.selectOption("#sort", "date");
    await page.waitForFunction((first) => document.querySelector(".hits h3").textContent !== first, byWord[0]);
    assert.match(page.url(), /sort=date/);
    const dates = (await page.locator(".hits p.s").allTextContents()).map((text) => Number(text.match(/\b(19|20)\d\d\b/)?.[0] ?? 0));
    assert.deepEqual(dates, dates.slice().sort((a, b) => b - a));
    quiet(page);
    await page.close();
  });

  test("dates are written as on the pages", async () => {
    for (const [lang, wanted] of [["", /\d{1,2} (May|June|October|September) \d{4}/], ["fr/", /\d{1,2} [a-zéû]+ \d{4}/], ["ar/", /\d{1,2} تشرين الأول\/أكتوبر \d{4}/]]) {
      const page = await search("kind=state&kind=mission", lang);
      const about = (await page.locator(".hits p.s").allTextContents()).join("; ");
      assert.match(about, wanted);
      assert.doesNotMatch(about, /\d{4}-|[{}]|undefined|NaN/);
      await page.close();
    }
  });

  test("facets narrow, and their numbers are those of the results", async () => {
    const page = await search("q=nuclear");
    const boxes = page.locator(".facet [name=kind]");
    for (let at = 0; at < Math.min(4, await boxes.count()); at += 1) {
      const box = boxes.nth(at);
      const value = await box.getAttribute("value");
      const label = await page.locator(`.facet label:has([name=kind][value="${value}"])`).textContent();
      const only = await search(`q=nuclear&kind=${value}`);
      assert.equal(await total(only), Number(label.match(/\((\d+)\)$/)[1]), label);
      await only.close();
    }
    const filtered = await search("kind=state");
    assert.ok(await hits(filtered) > 5, "a filter is enough");
    await filtered.close();
    await page.close();
  });

  test("French and Arabic are searched in their own languages", async () => {
    const french = await search("q=securite", "fr/");
    assert.ok(await hits(french) > 0, "without the accent");
    assert.match(await french.locator(".hits mark").first().textContent(), /sécurité/i);
    quiet(french);
    assert.ok(french.log.requests.some((url) => url.includes("/search/fr/")));
    assert.ok(!french.log.requests.some((url) => url.includes("/search/en/")));
    await french.locator(".hits a").first().click();
    await french.waitForURL(/\/fr\//);
    await french.close();
    const arabic = await search("q=الأمن", "ar/");
    assert.ok(await hits(arabic) > 0);
    assert.equal(await arabic.evaluate(() => getComputedStyle(document.querySelector("#q")).direction), "rtl");
    quiet(arabic);
    await arabic.close();
  });

  test("what is typed is text, and never markup", async () => {
    const page = await search();
    for (const query of ["<img src=x onerror=alert(1)>", "<script>alert(1)</script>", '"><svg onload=alert(1)>', "&lt;b&gt;"]) {
      const said = await type(page, query);
      assert.ok(said.includes(query), said);
      assert.equal(await page.locator("#search :is(img, script, svg, b)").count(), 0);
    }
    await type(page, "nuclear");
    const wrong = await page.locator(".hits").evaluate((list) => {
      const allowed = new Set(["LI", "H3", "A", "P", "BDI", "MARK"]);
      return Array.from(list.querySelectorAll("*")).filter((element) => !allowed.has(element.tagName)
        || (element.tagName === "MARK" && (element.attributes.length || element.childNodes.length !== 1
          || element.firstChild.nodeType !== Node.TEXT_NODE))).map((element) => element.outerHTML);
    });
    assert.deepEqual(wrong, []);
    quiet(page);
    await page.close();
  });

  test("a value with a line end in it is one value, which no entry has", async () => {
    const page = await search("q=security&kind=mission%0Ayear");
    assert.equal(await hits(page), 0);
    await page.close();
  });

  test("odd fragments do no harm", async () => {
    for (const fragment of ["q=%E0%A4%A", "q=%00", "kind=nothing&q=a", "q=" + "a".repeat(5000), "year=x&sort=y&q=%22", "q=((((("]) {
      const page = await search(fragment);
      assert.notEqual(await status(page), await word(page, "tDamaged"), fragment.slice(0, 30));
      quiet(page);
      await page.close();
    }
  });
});

describe("the page", () => {
  test("keeps its state in the address", async () => {
    const page = await search("q=security&kind=document&year=2025&sort=date");
    assert.equal(await page.inputValue("#q"), "security");
    assert.equal(await page.inputValue("#sort"), "date");
    assert.ok(await page.isChecked('.facet [name=kind][value="document"]'));
    const said = await status(page);
    await page.evaluate(() => { location.hash = "#q=transport"; });
    await settled(page, said);
    assert.equal(await page.inputValue("#q"), "transport");
    assert.equal(await page.locator(".facet :checked").count(), 0);
    await page.goBack();
    await page.waitForFunction(() => document.querySelector("#q").value === "security");
    await settled(page, await status(page).then((now) => (now === said ? "" : now)));
    assert.equal(await status(page), said);
    await page.close();
  });

  test("shows no answer to a question that was changed since", async () => {
    const page = await search("q=security");
    await page.fill("#q", "transport");
    await page.press("#q", "Enter");
    await page.fill("#q", "culture");
    await page.press("#q", "Enter");
    await page.waitForFunction(() => document.querySelector("[role=status]").textContent.includes("culture"));
    await page.waitForTimeout(400);
    assert.match(await status(page), /culture/);
    await page.close();
  });

  test("has one status, which is empty at first and never moves", async () => {
    const page = await search();
    assert.equal(await page.locator("[role=status]").count(), 1);
    await page.evaluate(() => { window.first = document.querySelector("[role=status]"); });
    await type(page, "security");
    await type(page, "zzzqqq");
    assert.equal(await page.locator("[role=status], [role=alert], [aria-live]").count(), 1);
    assert.ok(await page.evaluate(() => window.first === document.querySelector("[role=status]")));
    await page.close();
  });

  test("can be used with the keyboard alone", async () => {
    const page = await search();
    await page.locator(".skip").focus();
    await page.keyboard.press("Enter");
    const active = () => page.evaluate(() => {
      const element = document.activeElement;
      return element.id || element.name || element.closest("details,li,form")?.tagName || element.tagName;
    });
    const tab = async (wanted, limit = 40) => {
      for (let at = 0; at < limit; at += 1) {
        await page.keyboard.press("Tab");
        if (await page.evaluate((wanted) => document.activeElement.matches(wanted), wanted)) return;
      }
      assert.fail(`${wanted} is not reached; focus is on ${await active()}`);
    };
    await tab("#q");
    await page.keyboard.type("transport security");
    await settled(page);
    await tab("#search button[type=submit]", 2);
    await tab(".facet [value=mission]");
    const said = await status(page);
    const name = await page.evaluate(() => [document.activeElement.name, document.activeElement.value]);
    await page.keyboard.press("Space");
    await settled(page, said);
    assert.deepEqual(await page.evaluate(() => [document.activeElement.name, document.activeElement.value]), name);
    assert.ok(await page.evaluate(() => document.activeElement.checked), "focus stays when the facets are drawn again");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.equal(outline, "solid", "focus is seen");
    await tab("#sort", 60);
    await tab(".hits a", 3);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => !url.pathname.includes("/search/"));
    await page.close();
  });

  test("keeps the focus on a facet that is folded away", async () => {
    const page = await search("q=security");
    await page.locator(".facet details summary").first().click();
    const box = page.locator(".facet details input").first();
    const value = await box.getAttribute("value");
    const said = await status(page);
    await box.focus();
    await page.keyboard.press("Space");
    await settled(page, said);
    assert.equal(await page.evaluate(() => document.activeElement.value), value);
    await page.close();
  });
});

describe("files that are missing or damaged", () => {
  const engine = /^search\/engine.*\.js$/;
  const cases = {
    "the root is missing": [/^search\/en\/r-/, () => null],
    "the engine is missing": [engine, () => null],
    "a part is missing": [/^search\/en\/[^r]-/, () => null],
    "a text of results is missing": [/^search\/en\/b-/, () => null],
    "the engine is cut off": [engine, (bytes) => bytes.subarray(0, bytes.length / 2)],
    "the engine is another file": [engine, () => Buffer.from("vitrine.nothing = 1;")],
    "a byte of the root is another": [/^search\/en\/r-/, (bytes) => flip(bytes)],
    "a byte of a part is another": [/^search\/en\/[^r]-/, (bytes) => flip(bytes)],
    "a byte of a text is another": [/^search\/en\/b-/, (bytes) => flip(bytes)],
    "a part is no Base64": [/^search\/en\/[^r]-/, (bytes) => Buffer.from(String(bytes).replace(/"[^"]{8}/g, '"!!!!!!!!'))],
    "a part is cut off": [/^search\/en\/[^r]-/, (bytes) => bytes.subarray(0, bytes.length - 9)],
    "the root is from another build": [/^search\/en\/r-/, (bytes) => swap(bytes)],
  };

  /** The same file with one byte of what is packed in it changed, and packed again. */
  function flip(bytes) {
    return repack(bytes, (content) => { content[Math.floor(content.length / 2)] ^= 1; return content; });
  }

  /** A root that asks for parts which are not there, under its own name. */
  function swap(bytes) {
    return repack(bytes, (content) => Buffer.concat([content, Buffer.from([0])]));
  }

  function repack(bytes, change) {
    let done = 0;
    const text = String(bytes).replace(/"([A-Za-z0-9+/=]{40,})"/, (_whole, packed) => {
      done += 1;
      return `"${deflateRawSync(change(inflateRawSync(Buffer.from(packed, "base64")))).toString("base64")}"`;
    });
    assert.equal(done, 1);
    return Buffer.from(text);
  }

  for (const [name, [which, change]] of Object.entries(cases)) {
    test(name, async () => {
      let changed = 0;
      const from = await serve(SITE, "/", true, (path, bytes) => {
        if (!which.test(path)) return bytes;
        changed += 1;
        return change(bytes);
      });
      const page = await search("q=transport+security", "", from);
      assert.ok(changed > 0, "the file was asked for");
      assert.equal(await status(page), await word(page, "tDamaged"));
      assert.match(await page.getAttribute("[role=status]", "class"), /err/);
      assert.equal(await hits(page), 0);
      assert.ok(await page.isVisible("main ul a"), "the lists are there");
      assert.deepEqual(page.log.violations, []);
      await page.close();
      from.close();
    });
  }
});

test("the engine is made of the sources that stand beside it", async () => {
  const listed = (folder) => readdirSync(join(SOURCES, folder), { recursive: true })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    // What writes indexes is not in the module.
    .filter((name) => /\.(rs|stem)$/.test(name) && !name.startsWith("core/src/build/"));
  const parts = ["Cargo.toml", "build.rs", "sources.rs", "glue.js", "wrap.mjs", "core/Cargo.toml", ...listed("src"), ...listed("core/src")];
  const order = (a, b) => {
    const [one, two] = [a.split("/"), b.split("/")];
    const at = one.findIndex((part, at) => part !== two[at]);
    return two[at] === undefined || one[at] > two[at] ? 1 : -1;
  };
  const hash = createHash("sha256");
  for (const path of parts.sort(order)) {
    const bytes = readFileSync(join(SOURCES, path));
    hash.update(`${path} ${bytes.length}\n`).update(bytes);
  }
  const wanted = hash.digest("hex");
  const page = await search();
  assert.equal(await page.evaluate(() => window.vitrine.digest()), wanted);
  const script = readFileSync(join(SOURCES, "dist/engine.js"), "utf8");
  const module = inflateRawSync(Buffer.from(script.match(/vitrine\.engine\(glue, "([^"]+)"/)[1], "base64"));
  assert.ok(module.includes(wanted), "and so is the committed one");
  const served = readFileSync(join(SITE, "search", readdirSync(join(SITE, "search")).find((name) => name.startsWith("engine"))), "utf8");
  assert.equal(served, script, "which the site holds");
  quiet(page);
  await page.close();
});
