// usage: node screens.mjs URL FOLDER
//
// Pictures of the pages, with few colours so that they are small.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import UPNG from "upng-js";
import { gather, Room } from "./room.mjs";

const COLOURS = 48;
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

const light = async (page) => {
  const mark = page.locator("mark.coded").nth(1);
  if (await mark.count()) await mark.hover();
};

const kinds = await gather(room, 1);
kinds.set("pair", ["/pair/EGY-ISR"]);
for (const kind of ["listing", "country", "document", "pair", "event"]) {
  const [path] = kinds.get(kind) ?? [];
  if (!path) continue;
  const before = kind === "document" ? light : undefined;
  for (const [size, window] of [["wide", WIDE], ["phone", PHONE]])
    for (const dark of [false, true]) await take(`${kind}-${size}-${dark ? "dark" : "light"}`, path, { ...window, dark }, before);
}
await take("search-wide-light", "/search?q=visited", WIDE);
await room.browser.close();
