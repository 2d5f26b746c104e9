// Pictures of the pages that a release is looked at in: `node screenshots.mjs SITE FOLDER [PAGE…]`.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch, serve } from "./browser.mjs";

const [site, folder, ...wanted] = process.argv.slice(2);
const PAGES = {
  home: "index.html", entry: "documents/xv-transport.html", mission: "missions/fi-2022.html",
  missions: "missions/index.html", practices: "practices/index.html", matrix: "matrix/index.html",
  register: "register/index.html", search: "search/index.html#q=transport+security", "home-ar": "ar/index.html",
  "search-ar": "ar/search/index.html#q=الأمن", "home-fr": "fr/index.html", verify: "verify.html", missing: "404.html",
};
mkdirSync(folder, { recursive: true });
const browser = await launch();
const server = await serve(site);
for (const [name, path] of Object.entries(PAGES)) {
  if (wanted.length && !wanted.includes(name)) continue;
  for (const width of [360, 768, 1280]) {
    for (const scheme of ["light", "dark"]) {
      const page = await browser.newPage();
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
      await page.goto(server.address + path);
      if (path.includes("search/")) await page.waitForSelector(".hits li");
      await page.screenshot({ path: join(folder, `${name}-${width}-${scheme}.png`), fullPage: false });
      await page.close();
    }
  }
}
await browser.close();
server.close();
