// The sizes of the committed engine, its bindings and the page's own script: `node sizes.mjs ROOT`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, deflateRawSync, gzipSync, inflateRawSync } from "node:zlib";

const STEMMERS = ["da", "de", "fi", "hu", "it", "nl", "no", "pt", "ro", "sv", "tr"];
const root = process.argv[2];
const gzip = (data) => gzipSync(data, { level: 9 }).length;
const brotli = (data) => brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } }).length;
const sizes = (data) => ({ bytes: data.length, gzip: gzip(data), brotli: brotli(data) });

const dist = join(root, "search-wasm/dist");
const script = readFileSync(join(dist, "engine.js"), "utf8");
const [whole, packed] = /vitrine\.engine\(glue, "([^"]*)"\);/.exec(script);
const module = inflateRawSync(Buffer.from(packed, "base64"));
// Those that browsers load, as scripts.
const loaded = STEMMERS.map((lang) => {
  const packed = deflateRawSync(readFileSync(join(root, `search-wasm/core/src/stem/${lang}.stem`)), { level: 9 });
  return gzip(Buffer.from(`vitrine.stemmer("${lang}","${packed.toString("base64")}");\n`));
});
console.log(JSON.stringify({
  module: sizes(module),
  script: sizes(Buffer.from(script)),
  bindings: sizes(Buffer.from(script.slice(0, script.indexOf(whole)))),
  page: sizes(readFileSync(join(dist, "page.js"))),
  stemmers: { count: loaded.length, smallest_gzip: Math.min(...loaded), largest_gzip: Math.max(...loaded) },
}));
