// Asks the committed engine, in WebAssembly or in JavaScript: `node equal.mjs DIST FOLDER [fallback]`. Lines of the folder's
// `texts` and `queries` are base64, as are those that are written: the terms of each text, then the answers to each query,
// first the one that is told early. Its `stemmer`, where it has one, is that of the index.
import { existsSync, readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";

const [dist, folder, fallback] = process.argv.slice(2);
const lines = (name) => readFileSync(`${folder}/${name}`, "utf8").split("\n").slice(0, -1);
const text = (line) => Buffer.from(line, "base64").toString("utf8");
const inflated = (packed) => inflateRawSync(Buffer.from(packed || "AwA=", "base64"));
let glue;
let module;
const vitrine = { engine: (own, packed) => { glue = own; module = inflated(packed); } };
new Function("vitrine", readFileSync(`${dist}/${fallback ? "fallback" : "engine"}.js`, "utf8"))(vitrine);
const door = await glue(module);

const file = (name) => readFileSync(`${folder}/${name}`);
const root = lines("root")[0];
const search = door.open(root, file(root), existsSync(`${folder}/stemmer`) ? file("stemmer") : null);
const out = lines("texts").map((line) => search.terms(text(line)));
for (const line of lines("queries")) {
  for (const [limit, wishes] of [[3, 16], [100, 6]]) {
    const ask = () => search.search(text(line), "", 0, limit, wishes);
    let answer = ask();
    for (let needs = JSON.parse(answer).needs; needs; needs = JSON.parse(answer).needs) {
      for (const name of needs) search.supply(name, file(name));
      answer = ask();
    }
    out.push(answer);
  }
}
const encoded = out.map((line) => Buffer.from(line, "utf8").toString("base64")).join("\n");
await new Promise((done) => process.stdout.write(`${encoded}\n`, done));
