// usage: node screens.mjs URL FOLDER
//
// Pictures of the pages, with few colours so that they are small.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import UPNG from "upng-js";
import { Room } from "./room.mjs";

const COLOURS = 32;
const WIDE = { width: 1440, height: 1000 };
const PHONE = { width: 390, height: 844 };

const [base, folder] = process.argv.slice(2);
const room = await Room.open(base);

async function take(name, path, options, before) {
  const page = await room.page(options);
  await page.goto(path, { waitUntil: "networkidle" });
  await before?.(page);
  const png = UPNG.decode(await page.screenshot({ animations: "disabled" }));
  const small = Buffer.from(UPNG.encode(UPNG.toRGBA8(png), png.width, png.height, COLOURS));
  writeFileSync(join(folder, `${name}.png`), small);
  console.log(`${name}.png ${small.length}`);
  await page.context().close();
}

const lit = async (page) => page.locator("mark.coded > a").nth(7).hover();

// The pages that samples/ has most to show on.
async function paths() {
  const page = await room.page();
  await page.goto("/pair/EGY-ISR");
  const href = (selector) => page.locator(selector).first().getAttribute("href");
  const document = await page.locator("a.source", { hasText: "Relations with Israel" }).first().getAttribute("href");
  const event = await href("table.events td:nth-child(3) > a");
  await page.context().close();
  return { listing: "/", country: "/country/EGY", document, pair: "/pair/EGY-ISR", event };
}

for (const [kind, path] of Object.entries(await paths())) {
  const before = kind === "document" ? lit : undefined;
  await take(`${kind}-wide-light`, path, WIDE, before);
  if (kind === "country" || kind === "event") continue;
  await take(`${kind}-wide-dark`, path, { ...WIDE, dark: true }, before);
  await take(`${kind}-phone-light`, path, PHONE);
  await take(`${kind}-phone-dark`, path, { ...PHONE, dark: true });
}
await take("search-wide-light", "/search?q=visited", WIDE);
await room.browser.close();
