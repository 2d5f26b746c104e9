// The browser makes the terms that the generator made: with the engine's own stemmers, and with those that are scripts.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, open, serve } from "./browser.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
// A language, what an entry says, and another form of one of its words.
const LANGUAGES = [
  ["de", "Veröffentlichungen über Sicherungsmaßnahmen", "Veröffentlichung"], ["nl", "Publicaties over beveiliging", "publicatie"],
  ["hu", "Közlemények a védelmi intézkedésekről", "közlemény"], ["it", "Pubblicazioni sulle misure protettive", "pubblicazione"],
  ["pt", "Publicações sobre medidas de proteção", "medida"], ["sv", "Upplysningar om säkerhetens betydelser", "upplysning"],
  ["fr", "Publications relatives aux mesures protectrices", "publication"], ["ru", "Публикации о защитных мероприятиях", "публикация"],
  ["es", "Publicaciones sobre medidas de protección", "medida"], ["ar", "المعلومات العامة عن مهمات المراجعة", "المعلومة"],
  ["tr", "Güvenlik önlemlerinin yayınları", "yayınlar"], ["nb", "Opplysninger om sikkerhetens betydninger", "opplysning"],
];
// The engine has their stemmers.
const OWN = ["fr", "ru", "es", "ar"];
const folder = mkdtempSync(join(tmpdir(), "vitrine-stemmers-"));
let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); rmSync(folder, { recursive: true, force: true }); });

for (const [lang, title, form] of LANGUAGES) {
  test(lang, async () => {
    const source = join(folder, lang);
    const site = join(folder, `${lang}-site`);
    mkdirSync(join(source, "terms"), { recursive: true });
    writeFileSync(join(source, "vitrine.toml"), `title = "A site"\nlanguages = ["${lang}"]\n`);
    writeFileSync(join(source, "terms/one.md"), `---\ntitle: ${title}\nslug: one\nkind: term\nsensitivity: public\n---\n\n${title}.\n`);
    execFileSync("cargo", ["run", "--quiet", "--locked", "--", "build", source, "--output", site, "--as-of", "2026-11-23"], { cwd: ROOT });
    const scripts = readdirSync(join(site, "search")).filter((name) => name.startsWith("stemmer-"));
    assert.equal(scripts.length, OWN.includes(lang) ? 0 : 1);
    const server = await serve(site);
    const said = [];
    for (const missing of [false, true]) {
      const page = await open(browser);
      if (missing) await page.addInitScript(() => { delete window.WebAssembly; });
      await page.goto(`${server.address}search/index.html`);
      const answer = await page.evaluate((text) => window.vitrine.search(text), form);
      assert.equal(answer.total, 1, form);
      assert.equal(answer.suggestion, null, "by its stem, not as a slip");
      said.push(JSON.stringify(answer), await page.evaluate((text) => window.vitrine.terms(text), title));
      assert.deepEqual(page.log.errors, []);
      await page.close();
    }
    assert.deepEqual(said.slice(0, 2), said.slice(2), "with WebAssembly and without");
    const native = execFileSync("cargo", ["run", "--quiet", "--locked", "--", "search", site, form], { cwd: ROOT, encoding: "utf8" });
    assert.ok(native.includes(title), native);
    server.close();
  });
}
