// Asks the committed engine, in WebAssembly or in JavaScript: `node equal.mjs DIST LANG FOLDER [fallback]`. Lines of the folder's
// `texts` and `queries` are base64, as are those that are written: the terms of each text, then the answer to each query.
import { existsSync, readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";

const [dist, lang, folder, fallback] = process.argv.slice(2);
const lines = (name) => readFileSync(`${folder}/${name}`, "utf8").split("\n").slice(0, -1);
const text = (line) => Buffer.from(line, "base64").toString("utf8");
const inflated = (packed) => inflateRawSync(Buffer.from(packed || "AwA=", "base64"));
let glue;
let module;
let made;
const vitrine = {
  engine: (own, packed) => { glue = own; module = inflated(packed); },
  stemmer: (_, own) => { made = own; },
};
const run = (name) => new Function("vitrine", readFileSync(name, "utf8"))(vitrine);
run(`${dist}/${fallback ? "fallback" : "engine"}.js`);
const door = await glue(module);

let stem = null;
const stemmer = `${dist}/stemmer-${lang}${fallback ? "-fallback" : ""}.js`;
if (existsSync(stemmer)) {
  run(stemmer);
  const stems = typeof made === "string" ? new WebAssembly.Instance(new WebAssembly.Module(inflated(made)), {}).exports : made;
  stem = (word) => {
    for (const letter of word) stems.put(letter.codePointAt(0));
    stems.stem();
    const letters = [];
    for (let code = stems.pop(); code; code = stems.pop()) letters.unshift(String.fromCodePoint(code));
    return letters.join("");
  };
}

const file = (name) => readFileSync(`${folder}/${name}`);
const root = lines("root")[0];
const search = door.open(root, file(root), stem);
const out = lines("texts").map((line) => search.terms(text(line)));
for (const line of lines("queries")) {
  let answer = search.search(text(line), "", 0, 100, 6);
  for (let needs = JSON.parse(answer).needs; needs; needs = JSON.parse(answer).needs) {
    for (const name of needs) search.supply(name, file(name));
    answer = search.search(text(line), "", 0, 100, 6);
  }
  out.push(answer);
}
const encoded = out.map((line) => Buffer.from(line, "utf8").toString("base64")).join("\n");
await new Promise((done) => process.stdout.write(`${encoded}\n`, done));
