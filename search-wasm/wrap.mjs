// Puts the bindings and the module into one classic script, which pages load over http and from file:// alike.
import { readFileSync, writeFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";

const [bindings, wasm, out] = process.argv.slice(2);
const glue = readFileSync(bindings, "utf8");
const bytes = readFileSync(wasm);
const packed = deflateRawSync(bytes, { level: 9 }).toString("base64");
writeFileSync(out, `(function () {\n"use strict";\n${glue.trim()}\nvitrine.engine(wasm_bindgen, "${packed}");\n})();\n`);
console.log(`${out}: module ${bytes.length} bytes, script ${glue.length + packed.length} bytes`);
