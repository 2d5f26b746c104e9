// Chromium, and the ways in which a site reaches it: a server, a server below a path, one that names no types, and files.
import { createReadStream, existsSync, mkdtempSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".atom": "application/atom+xml",
  ".xml": "application/xml", ".json": "application/json", ".png": "image/png", ".jpg": "image/jpeg",
  ".webp": "image/webp", ".csv": "text/csv", ".gz": "application/gzip",
};

/** The Chromium of this machine. */
export function executable() {
  const known = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const found = known.find((path) => path && existsSync(path));
  if (!found) throw new Error("there is no Chromium: install it (apt-get install chromium), or name it in CHROMIUM");
  return found;
}

/** Starts a browser that talks to nobody but the pages that it is given. */
export async function launch() {
  return chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), "vitrine-browser-")), {
    executablePath: executable(),
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
}

/** Serves a folder on the loopback address, below `path`. Types are left out where `typed` is false. */
export async function serve(folder, path = "/", typed = true) {
  const asked = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url, "http://localhost");
    asked.push(request.url);
    let file = normalize(decodeURIComponent(url.pathname));
    if (!file.startsWith(path)) return response.writeHead(404).end();
    file = join(folder, file.slice(path.length));
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    if (!existsSync(file)) {
      response.writeHead(404, { "content-type": "text/html" });
      return createReadStream(join(folder, "404.html")).pipe(response);
    }
    const type = typed || [".html", ".css"].includes(extname(file)) ? TYPES[extname(file)] : undefined;
    response.writeHead(200, type ? { "content-type": type } : {});
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${server.address().port}${path}`;
  return { address, asked, close: () => server.close() };
}

/** The address of a folder's files without a server. */
export function files(folder) {
  return { address: `${pathToFileURL(folder)}/`, asked: [], close: () => {} };
}
