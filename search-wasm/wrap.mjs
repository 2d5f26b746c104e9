// Puts the bindings and the module into one classic script, which pages load over http and from file:// alike.
import { readFileSync, writeFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";

const [bindings, wasm, folder] = process.argv.slice(2);
const glue = readFileSync(bindings, "utf8").trim();
const bytes = readFileSync(wasm);
const packed = deflateRawSync(bytes, { level: 9 }).toString("base64");
const engine = `(function () {\n"use strict";\n${glue}\nvitrine.engine(wasm_bindgen, "${packed}");\n})();\n`;
writeFileSync(`${folder}/engine.js`, engine);
console.log(`engine.js: module ${bytes.length} bytes, deflated ${packed.length * 3 / 4}, bindings ${glue.length}`);
