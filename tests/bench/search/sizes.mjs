// The sizes of the committed engine, its bindings and the page's own script: `node sizes.mjs ROOT`.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync, inflateRawSync } from "node:zlib";

const root = process.argv[2];
const gzip = (data) => gzipSync(data, { level: 9 }).length;
const brotli = (data) => brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } }).length;
const sizes = (data) => ({ bytes: data.length, gzip: gzip(data), brotli: brotli(data) });

const dist = join(root, "search-wasm/dist");
const script = readFileSync(join(dist, "engine.js"), "utf8");
const [whole, packed] = /vitrine\.engine\(wasm_bindgen, "([^"]*)"\);/.exec(script);
const stemmers = readdirSync(dist).filter((name) => name.startsWith("stemmer-"));
const largest = Math.max(...stemmers.map((name) => gzip(readFileSync(join(dist, name)))));
const smallest = Math.min(...stemmers.map((name) => gzip(readFileSync(join(dist, name)))));
console.log(JSON.stringify({
  module: sizes(inflateRawSync(Buffer.from(packed, "base64"))),
  script: sizes(Buffer.from(script)),
  bindings: sizes(Buffer.from(script.slice(0, script.indexOf(whole)))),
  page: sizes(readFileSync(join(root, "themes/plain/static/search.js"))),
  stemmers: { count: stemmers.length, smallest_gzip: smallest, largest_gzip: largest },
}));
