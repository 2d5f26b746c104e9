// Puts the bindings and the module into one classic script, which pages load over http and from file:// alike; and the
// bindings with the same module in JavaScript into another, for browsers that have no WebAssembly or may not use it.
// With a language, puts a stemmer in JavaScript into a script.
import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, deflateRawSync, gzipSync } from "node:zlib";

const [from, to, lang] = process.argv.slice(2);
if (lang) {
  writeFileSync(to, `(function () {
"use strict";
${translated(readFileSync(from, "utf8"))}
const one = asmFunc({});
vitrine.stemmer("${lang}", function (word) {
  for (const letter of word) one.put(letter.codePointAt(0));
  one.stem();
  let stem = "";
  for (let code = one.pop(); code; code = one.pop()) stem = String.fromCodePoint(code) + stem;
  return stem;
});
})();
`);
  process.exit(0);
}
const glue = readFileSync(`${from}/bindings.js`, "utf8").trim();
const bytes = readFileSync(`${from}/search_wasm.wasm`);
const packed = deflateRawSync(bytes, { level: 9 }).toString("base64");
writeFileSync(`${to}/engine.js`, `(function () {
"use strict";
${glue}
vitrine.engine(wasm_bindgen, "${packed}");
})();
`);

// The bindings ask WebAssembly for an instance of the module with their own functions. Here they are given a WebAssembly
// of three names, whose instance is the translated module: so that everything else is the same.
// To be made small by whoever called.
writeFileSync(`${from}/fallback.js`, `(function () {
"use strict";
${translated(readFileSync(`${from}/search_wasm.mjs`, "utf8"))}
class Instance { constructor(imports) { this.exports = asmFunc(imports); } }
const WebAssembly = { Instance, Module: Object, instantiate: (_module, imports) => Promise.resolve(new Instance(imports)) };
${glue}
vitrine.engine(wasm_bindgen, "");
})();
`);

/** The module in JavaScript as `asmFunc(imports)`, out of the module script that wasm2js writes. */
function translated(text) {
  const start = text.indexOf("var bufferView;");
  const end = text.lastIndexOf("var retasmFunc");
  if (start < 0 || end < start || !/^\s*(import [^\n]*\n\s*)*$/.test(text.slice(0, start))) throw new Error("wasm2js writes otherwise");
  // Memory that grows is another buffer. WebAssembly detaches the one before, by which the bindings see that it is gone.
  const grown = "newHEAP8.set(HEAP8);";
  const parts = text.slice(start, end).split(grown);
  if (parts.length !== 2) throw new Error("wasm2js grows memory otherwise");
  return parts.join(`${grown} structuredClone(buffer, { transfer: [buffer] });`);
}

const gzip = (data) => gzipSync(data, { level: 9 }).length;
const brotli = (data) => brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } }).length;
const line = (name, data) => console.log(`${name}: ${data.length} bytes, gzip ${gzip(data)}, brotli ${brotli(data)}`);
line("module", bytes);
line("bindings", Buffer.from(glue));
