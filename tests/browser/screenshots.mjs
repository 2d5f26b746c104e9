// Pictures of the pages that a release is looked at in: `node screenshots.mjs SITE FOLDER [PAGE…]`.
// WIDTHS=360,1280 and SCHEMES=dark take fewer of them; WHOLE=1 takes pages from top to bottom.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch, serve } from "./browser.mjs";

const [site, folder, ...wanted] = process.argv.slice(2);
const WIDTHS = (process.env.WIDTHS ?? "360,768,1280").split(",").map(Number);
const SCHEMES = (process.env.SCHEMES ?? "light,dark").split(",");
const PAGES = {
  home: "index.html", entry: "documents/xv-transport.html", mission: "missions/fi-2022.html",
  finding: "findings/xv-f-training.html", practice: "practices/consolidated-reporting.html",
  files: "documents/xv-annual-report.html", leaflet: "documents/xv-oversight.html", guide: "documents/xv-guide.html", state: "states/finland.html",
  term: "terms/mosaic-effect.html", instrument: "instruments/consolidated-report.html", alert: "announcements/xv-alert.html",
  missions: "missions/index.html", practices: "practices/index.html", documents: "documents/index.html",
  topics: "topics/index.html", years: "years/index.html", matrix: "matrix/index.html", register: "register/index.html",
  search: "search/index.html#q=transport+security", nothing: "search/index.html#q=zzzqqq", empty: "search/index.html",
  verify: "verify.html", missing: "404.html",
  "home-ar": "ar/index.html", "search-ar": "ar/search/index.html#q=الأمن", "missions-ar": "ar/missions/index.html",
  "state-ar": "ar/states/verania.html", "matrix-ar": "ar/matrix/index.html",
  "home-fr": "fr/index.html", "mission-fr": "fr/missions/xv-2023.html", "state-fr": "fr/states/verania.html",
};
mkdirSync(folder, { recursive: true });
const browser = await launch();
const server = await serve(site);
for (const [name, path] of Object.entries(PAGES)) {
  if (wanted.length && !wanted.includes(name)) continue;
  const page = await browser.newPage();
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
      await page.goto("about:blank");
      const answer = await page.goto(server.address + path);
      if (answer.status() !== 200) throw new Error(`${path} is not there`);
      if (path.includes("#q=")) await page.waitForFunction(() => document.querySelector("[role=status]").className && document.querySelector(".cols:not([hidden])"));
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: Boolean(process.env.WHOLE) });
    }
  }
  await page.close();
}
await browser.close();
server.close();
