// usage: node review.mjs ADDRESS-WITH-TOKEN
//
// Who corrects, by the keyboard alone: right, wrong, a note, undone. And without scripts.
import { beyond, Room, serious } from "./room.mjs";

const [address] = process.argv.slice(2);
const room = await Room.open(new URL(address).origin);

async function opened(options, check) {
  const page = await room.page(options);
  try {
    await page.goto(address);
    return [...(await check(page)), ...page.wrong];
  } finally {
    await page.context().close();
  }
}

const ids = (page) => page.$$eval("article.event", (all) => all.map((one) => one.id));
const focused = (page) => page.evaluate(() => document.activeElement.closest("article.event")?.id ?? document.activeElement.id);
const said = async (page) => ((await page.locator("section.last li").count()) ? page.locator("section.last li").first().innerText() : "");

async function sent(page, key) {
  await Promise.all([page.waitForEvent("load"), page.keyboard.press(key)]);
}

await room.attempt("review by the keyboard alone", () =>
  opened({}, async (page) => {
    const wrong = [];
    const need = (good, what) => good || wrong.push(what);
    const [first, second, third] = await ids(page);
    await page.keyboard.press("j");
    need((await focused(page)) === first, "j leads to the first event");
    await page.keyboard.press("n");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.type("Ada");
    await page.keyboard.press("Escape");
    await sent(page, "a");
    need(/Ada: right/.test(await said(page)), `a says right: ${await said(page)}`);
    need((await focused(page)) === second, `the next one has the focus, not ${await focused(page)}`);
    need(!(await ids(page)).includes(first), "what is judged is gone");
    await sent(page, "w");
    need(/Ada: wrong/.test(await said(page)), "w says wrong");
    need((await focused(page)) === third, "and on to the next");
    await page.keyboard.press("n");
    await page.keyboard.type("j is a <i>letter</i> here");
    await sent(page, "Enter");
    need(/Ada: note.*j is a <i>letter<\/i> here/.test(await said(page)), `n notes: ${await said(page)}`);
    need((await focused(page)) === third, "who noted something stays");
    await sent(page, "u");
    need(/Ada: wrong/.test(await said(page)), "u undoes the note");
    await sent(page, "u");
    need((await ids(page)).includes(second), "u brings back what was judged");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    await page.keyboard.press("r");
    need(await page.evaluate(() => document.activeElement.matches("details[open] select[name=type]")), "r opens the recoding");
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    need(await page.locator("#help").isVisible(), "? shows the keys");
    return wrong;
  }),
);

for (const dark of [false, true])
  await room.attempt(`review, ${dark ? "dark" : "light"}: fit for all`, () =>
    opened({ dark }, async (page) => {
      await page.$$eval("details", (all) => all.slice(0, 4).forEach((one) => (one.open = true)));
      const found = await serious(page);
      await page.locator("article.event h3 a[href^='/event/']").first().click();
      await page.locator("form.judge").first().waitFor();
      return [...found, ...(await serious(page))];
    }),
  );
await room.attempt("review weighs at most 150 KiB, packed as it comes", () =>
  opened({}, async (page) => {
    await page.waitForLoadState("networkidle");
    const sizes = await page.evaluate(() =>
      [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].map(({ name, transferSize }) => [transferSize, new URL(name).pathname]));
    const sum = sizes.reduce((n, [size]) => n + size, 0);
    console.log(`# review: ${(sum / 1024).toFixed(0)} KiB`);
    return sum > 150 * 1024 ? [`${sum} bytes`, ...sizes.map(([size, name]) => `${size} ${name}`)] : [];
  }),
);
await room.attempt("the header of who corrects has one line", () =>
  opened({}, async (page) => {
    const tops = await page.$$eval("header.site > *", (all) => all.map((at) => at.getBoundingClientRect()).map(({ top, height }) => Math.round(top + height / 2)));
    return Math.max(...tops) - Math.min(...tops) > 8 ? [`middles at ${tops}`] : [];
  }),
);
for (const width of [320, 390])
  await room.attempt(`review fits ${width} pixels`, () =>
    opened({ width, height: 844 }, async (page) => {
      await page.$$eval("details", (all) => all.slice(0, 4).forEach((one) => (one.open = true)));
      return beyond(page);
    }),
  );

await room.attempt("review without scripts", () =>
  opened({ scripts: false }, async (page) => {
    const event = page.locator("article.event").first();
    const id = await event.getAttribute("id");
    await event.locator("form.judge").first().locator("input[name=by]").fill("Bo");
    await event.locator("button[value=right]").click();
    await page.waitForURL(/#e-|#queue/);
    const wrong = (await ids(page)).includes(id) ? ["it is still there"] : [];
    if (!/Bo: right/.test(await said(page))) wrong.push("it is not said");
    await page.locator("section.last form.undo button").first().click();
    await page.waitForURL(new RegExp(`#${id}`));
    return (await ids(page)).includes(id) ? wrong : [...wrong, "it is not undone"];
  }),
);
await room.close();
