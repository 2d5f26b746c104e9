// Puts the bindings and the module into one classic script, which pages load over http and from file:// alike; and the same
// module, translated to JavaScript, into another for browsers that run no WebAssembly.
import { readFileSync, writeFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";

const [bindings, wasm, translated, folder] = process.argv.slice(2);
const glue = readFileSync(bindings, "utf8").trim();
const bytes = readFileSync(wasm);
const packed = deflateRawSync(bytes, { level: 9 }).toString("base64");
const engine = `(function () {\n"use strict";\n${glue}\nvitrine.engine(wasm_bindgen, "${packed}");\n})();\n`;
writeFileSync(`${folder}/engine.js`, engine);
console.log(`engine.js: module ${bytes.length} bytes, deflated ${packed.length * 3 / 4}, bindings ${glue.length}`);

// What wasm2js writes is a module with imports and one function; its exports are what an instance's would be.
const body = readFileSync(translated, "utf8")
  .replace(/^import \* as \w+ from .*$/gm, "")
  .replace(/^export .*$/gm, "")
  .replace(/^var (retasmFunc|memasmFunc) = [\s\S]*$/gm, "");
const fallback = `(function () {
"use strict";
var WebAssembly = {
  Module: function () {},
  Instance: function (module, imports) { this.exports = asmFunc(imports); },
};
${body.trim()}
${glue}
wasm_bindgen.initSync({ module: new WebAssembly.Module() });
vitrine.engine(wasm_bindgen, "");
})();
`;
writeFileSync(`${folder}/fallback.js`, fallback);
console.log(`fallback.js: ${fallback.length} bytes`);
