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
const [whole, packed] = /vitrine\.engine\(glue, "([^"]*)"\);/.exec(script);
const module = inflateRawSync(Buffer.from(packed, "base64"));
const stemmers = readdirSync(dist).filter((name) => /^stemmer-\w+\.js$/.test(name));
const loaded = stemmers.map((name) => gzip(readFileSync(join(dist, name))));
// Those of the languages of the United Nations, as modules: the engine has that of English.
const modules = ["ar", "es", "fr", "ru"].map((lang) => {
  const [, inner] = /,"([^"]*)"\);/.exec(readFileSync(join(dist, `stemmer-${lang}.js`), "utf8"));
  return inflateRawSync(Buffer.from(inner, "base64"));
});
const sum = (a, b) => ({ bytes: a.bytes + b.bytes, gzip: a.gzip + b.gzip, brotli: a.brotli + b.brotli });
console.log(JSON.stringify({
  module: sizes(module),
  with_stemmers: [module, ...modules].map(sizes).reduce(sum),
  script: sizes(Buffer.from(script)),
  bindings: sizes(Buffer.from(script.slice(0, script.indexOf(whole)))),
  page: sizes(readFileSync(join(dist, "page.js"))),
  stemmers: { count: stemmers.length, smallest_gzip: Math.min(...loaded), largest_gzip: Math.max(...loaded) },
}));
