// Makes dist/stem-LANG.js: Snowball's stemmers as classic scripts, for languages that the module has none for.
//
//     node search-wasm/stemmers.mjs SNOWBALL TERSER
//
// SNOWBALL is a built copy of https://github.com/snowballstem/snowball (BSD-3-Clause) of the days of the crate `frostem`
// that writes the index; TERSER is the command of npm's minifier. The tests compare what both make of many words.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [snowball, terser] = process.argv.slice(2);
const dist = join(dirname(fileURLToPath(import.meta.url)), "dist");
const work = mkdtempSync(join(tmpdir(), "stemmers-"));
const languages = {
  da: "danish", de: "german", fi: "finnish", hu: "hungarian", it: "italian", nl: "dutch", no: "norwegian",
  pt: "portuguese", ro: "romanian", sv: "swedish", tr: "turkish",
};
const plain = (text) => text.replace(/^import .*$/gm, "").replace(/^export default /gm, "");
const base = plain(readFileSync(join(snowball, "javascript/base-stemmer.js"), "utf8"));

for (const [lang, algorithm] of Object.entries(languages)) {
  const out = join(work, lang);
  const source = join(snowball, "algorithms", `${algorithm}.sbl`);
  execFileSync(join(snowball, "snowball"), [source, "-js", "-o", out, "-n", "Stemmer"]);
  const own = plain(readFileSync(`${out}.js`, "utf8")).replace("class extends B ", "class Stemmer extends BaseStemmer ");
  const script = `(function () {"use strict";\n${base}\n${own}
var stemmer = new Stemmer();
vitrine.stemmer("${lang}", function (word) { return stemmer.stem(word); });
})();\n`;
  writeFileSync(`${out}.js`, script);
  const small = execFileSync(terser, [`${out}.js`, "--compress", "passes=3", "--mangle", "--ecma", "2022"], { encoding: "utf8" });
  const notice = "/* Snowball, https://snowballstem.org, (c) Martin Porter, Richard Boulton and others, BSD-3-Clause. */\n";
  writeFileSync(join(dist, `stem-${lang}.js`), notice + small);
}
