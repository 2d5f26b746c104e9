// Puts modules into classic scripts, which pages load over http and from file:// alike.
//
//   node wrap.mjs glue BOUND              writes BOUND/glue.js: what a page needs to use the module, to be made small
//   node wrap.mjs engine BOUND DIST       writes DIST/engine.js: that, and the module; and BOUND/fallback.js: the same with the
//                                         module in JavaScript, for browsers that have no WebAssembly or may not use it
//
// What stands in BOUND is to be made small by whoever called.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [what, ...rest] = process.argv.slice(2);
const bound = rest[0];
const text = (path) => readFileSync(path, "utf8");
await { glue, engine }[what](...rest);

function glue() {
  writeFileSync(`${bound}/glue.js`, glued(
    "(function (bytes) { return WebAssembly.instantiate(bytes).then(function (made) { return made.instance.exports; }); })"));
}

async function engine(_, dist) {
  const module = readFileSync(`${bound}/search_wasm.wasm`);
  const small = text(`${bound}/bindings.js`).trim();
  writeFileSync(`${dist}/engine.js`, `(function () {\n"use strict";\n${small}\nvitrine.engine(glue, "${await packed(module)}");\n})();\n`);
  const own = glued("(function () { return Promise.resolve(asmFunc({})); })");
  writeFileSync(`${bound}/fallback.js`, `(function () {
"use strict";
${translated(`${bound}/search_wasm.mjs`)}
${own}
vitrine.engine(glue, "");
})();
`);
  line("module", module);
  line("glue", Buffer.from(small));
}

/** The glue, with how the module is made: it needs nothing from the page. */
function glued(make) {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(`${bound}/search_wasm.wasm`)));
  if (imports.length) throw new Error(`the module imports ${JSON.stringify(imports)}`);
  return text(new URL("glue.js", import.meta.url)).replace("MAKE(", () => `${make}(`);
}

/** Deflated as tightly as deflate can be, in base64. */
async function packed(module) {
  const zopfli = createRequire(`${resolve(bound)}/`)("@gfx/zopfli");
  return Buffer.from(await zopfli.deflateAsync(module, { numiterations: 50 })).toString("base64");
}

/** The module in JavaScript as `asmFunc(imports)`, out of the module script that wasm2js writes. */
function translated(path) {
  const script = text(path);
  const start = script.indexOf("var bufferView;");
  const end = script.lastIndexOf("var retasmFunc");
  if (start < 0 || end < start || !/^\s*(import [^\n]*\n\s*)*$/.test(script.slice(0, start))) throw new Error("wasm2js writes otherwise");
  return script.slice(start, end);
}

function line(name, data) {
  const gzip = gzipSync(data, { level: 9 }).length;
  const brotli = brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } }).length;
  console.log(`${name}: ${data.length} bytes, gzip ${gzip}, brotli ${brotli}`);
}
