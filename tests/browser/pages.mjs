// Every kind of page: opens without a complaint, is fit for all, for any width, for paper; is
// light and quick.
import { beyond, serious } from "./room.mjs";

const MOST_BYTES = 150 * 1024;
const MOST_PAINT = 200; // milliseconds, median

async function opened(room, path, options, check) {
  const page = await room.page(options);
  const answer = await page.goto(path, { waitUntil: "load" });
  try {
    return await check(page, answer);
  } finally {
    await page.context().close();
  }
}

function whole(page) {
  return page.evaluate(() => {
    const wrong = [];
    const need = (good, what) => good || wrong.push(what);
    need(document.title.trim(), "no title");
    need(document.documentElement.lang, "no language");
    need(document.querySelectorAll("h1").length === 1, `${document.querySelectorAll("h1").length} h1`);
    need(document.querySelector("main#main"), "no main");
    need(!document.querySelector("[style], style"), `style in the page: ${document.querySelector("[style], style")?.outerHTML.slice(0, 120)}`);
    need(!document.querySelector("script:not([src])"), "a script in the page");
    need(document.compatMode === "CSS1Compat", "quirks mode");
    const ids = [...document.querySelectorAll("[id]")].map((at) => at.id);
    const twice = ids.find((id, at) => ids.indexOf(id) !== at);
    need(!twice, `two of id ${twice}`);
    return wrong;
  });
}

async function look(room, kind, path, dark) {
  await room.attempt(`${kind} ${path}, ${dark ? "dark" : "light"}`, () =>
    opened(room, path, { dark }, async (page) => [...page.wrong, ...(await whole(page)), ...(await serious(page))]),
  );
}

async function narrow(room, kind, path) {
  for (const width of [320, 390])
    await room.attempt(`${kind} ${path} fits ${width} pixels`, () =>
      opened(room, path, { width, height: 844 }, async (page) => [
        ...(await beyond(page)),
        ...(width === 390 ? await serious(page) : []), // as fingers find it
      ]));
}

async function plain(room, kind, path) {
  await room.attempt(`${kind} ${path} without scripts`, () =>
    opened(room, path, { scripts: false }, async (page) => [
      ...page.wrong,
      ...((await page.locator("main#main").innerText()).trim().length > 40 ? [] : ["nearly nothing to read"]),
    ]),
  );
}

async function printed(room, kind, path) {
  await room.attempt(`${kind} ${path} on paper`, () =>
    opened(room, path, {}, async (page) => {
      await page.emulateMedia({ media: "print" });
      await page.setViewportSize({ width: 680, height: 960 });
      const shown = await page.$$eval("nav.main, form, button, nav.turn, a.skip", (all) =>
        all.filter((at) => at.checkVisibility()).map((at) => `${at.tagName}.${at.className} is printed`));
      return [...shown, ...(await beyond(page))];
    }),
  );
}

// Bytes as they came over the line, with all that the page asks for.
async function weigh(room, kind, path) {
  await room.attempt(`${kind} ${path} weighs at most ${MOST_BYTES / 1024} KiB`, () =>
    opened(room, path, {}, async (page) => {
      await page.waitForLoadState("networkidle");
      const sizes = await page.evaluate(() =>
        [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
          .map(({ name, transferSize }) => [transferSize, new URL(name).pathname]));
      const sum = sizes.reduce((n, [size]) => n + size, 0);
      console.log(`# ${kind}: ${(sum / 1024).toFixed(0)} KiB`);
      return sum > MOST_BYTES ? [`${sum} bytes`, ...sizes.map(([size, name]) => `${size} ${name}`)] : [];
    }),
  );
}

// With nothing in the cache; the browser itself is warm. A machine that is busy with other things
// is given two more chances.
async function quick(room, kind, path) {
  await room.attempt(`${kind} ${path} is painted within ${MOST_PAINT} ms`, () =>
    opened(room, path, {}, async (page) => {
      const devtools = await page.context().newCDPSession(page);
      let times;
      for (let chance = 0; chance < 3; chance++) {
        times = [];
        for (let run = 0; run < 7; run++) {
          await devtools.send("Network.clearBrowserCache");
          await page.goto(path, { waitUntil: "load" });
          times.push(await painted(page));
        }
        const median = times.sort((a, b) => a - b)[3];
        console.log(`# ${kind}: ${median.toFixed(0)} ms`);
        if (median <= MOST_PAINT) return [];
      }
      return [`${times.map((t) => t.toFixed(0))}`];
    }),
  );
}

function painted(page) {
  return page.evaluate(async () => {
    for (let wait = 0; wait < 100; wait++) {
      const [paint] = performance.getEntriesByName("first-contentful-paint");
      if (paint) return paint.startTime;
      await new Promise((done) => setTimeout(done, 10));
    }
    return Infinity;
  });
}

export async function missing(room) {
  await room.attempt("a page that is not there says so, and leads on", () =>
    opened(room, "/country/nowhere", {}, async (page, answer) => [
      ...(answer.status() === 404 ? [] : [`status ${answer.status()}`]),
      ...((await page.locator("main a").count()) ? [] : ["no link"]),
      ...(await whole(page)),
      ...(await serious(page)),
    ]),
  );
}

export async function pages(room, kinds) {
  for (const [kind, paths] of kinds) {
    for (const path of paths) {
      await look(room, kind, path, false);
      await look(room, kind, path, true);
    }
    const [first] = paths;
    await narrow(room, kind, first);
    await plain(room, kind, first);
    await printed(room, kind, first);
    await weigh(room, kind, first);
    await quick(room, kind, first);
  }
}
