// The index for elasticlunr.js clients, in elasticlunr.js itself: it loads the file as it is, and finds entries.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const elasticlunr = createRequire(import.meta.url)("elasticlunr");
const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const COMMAND = process.env.VITRINE ?? join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "debug/vitrine");

const folder = mkdtempSync(join(tmpdir(), "vitrine-elasticlunr-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function page(title, body, more = "") {
  return `---\ntitle: ${title}\nkind: page\nsensitivity: public\n${more}---\n\n${body}\n`;
}

const ONE = "pages/transport-by-sea.html";
const TWO = "pages/peer-review.html";

test("elasticlunr.js loads the file and finds entries", () => {
  assert.ok(existsSync(COMMAND), `there is no ${COMMAND}: run \`cargo build\`, or name the command in VITRINE`);
  const source = join(folder, "site");
  mkdirSync(source);
  writeFileSync(join(source, "vitrine.toml"), "title = \"A site\"\nlanguages = [\"en\", \"zh\"]\nportions = \"mark\"\n[search]\nelasticlunr = true\n");
  writeFileSync(join(source, "one.md"), page("Transport by sea", "Guards were trained. :restricted[Porcelain herons.]{reason=\"threat\"}", "summary: Ships and \"ports\".\n"));
  writeFileSync(join(source, "two.md"), page("Peer review", "The team looked at transports, INFCIRC/225 and the café."));
  writeFileSync(join(source, "zh.md"), page("核安全 演习", "演习", "lang: zh\nslug: drill\n"));
  execFileSync(COMMAND, ["build", source, "--output", join(folder, "public"), "--as-of", "2026-11-23"]);
  const text = readFileSync(join(folder, "public/search_index.json"), "utf8");
  const index = elasticlunr.Index.load(JSON.parse(text));
  const found = (query, options) => index.search(query, options).map((hit) => hit.ref);
  assert.deepEqual(found("training"), [ONE], "by its stem");
  assert.deepEqual(found("transport", { fields: { title: { boost: 2 }, body: { boost: 1 } } }).sort(), [TWO, ONE]);
  assert.deepEqual(found("transport", { fields: { title: {} } }), [ONE], "by its title alone");
  assert.deepEqual(found("infcirc/225"), [TWO]);
  assert.deepEqual(found("trans", { expand: true }).sort(), [TWO, ONE]);
  assert.deepEqual(found("porcelain"), []);
  assert.equal(index.documentStore.getDoc(ONE).summary, "Ships and \"ports\".");
  // What elasticlunr.js makes of the same texts is the same, letter by letter.
  const own = elasticlunr(function () {
    this.setRef("url");
    for (const field of ["title", "summary", "body"]) this.addField(field);
  });
  for (const doc of Object.values(index.documentStore.docs)) own.addDoc(doc);
  const given = JSON.parse(text);
  const plain = (one) => JSON.parse(JSON.stringify(one));
  assert.deepEqual(plain(index.index), plain(own.index));
  assert.deepEqual(given.documentStore, plain(own.documentStore));
  const chinese = elasticlunr.Index.load(JSON.parse(readFileSync(join(folder, "public/zh/search_index.json"), "utf8")));
  assert.deepEqual(chinese.search("演习").map((hit) => hit.ref), ["zh/pages/drill.html"], "words between spaces");
});
