// What the script adds: marks and codings that light each other up, lists that narrow, tables
// that sort, a chart that is looked at more closely, a theme that stays.

export async function script(room, { documentPath, pairPath }) {
  const on = (name, path, options, check) =>
    room.attempt(name, async () => {
      const page = await room.page(options);
      try {
        await page.goto(path);
        return [...((await check(page)) ?? []), ...page.wrong];
      } finally {
        await page.context().close();
      }
    });
  const need = (pairs) => pairs.filter(([good]) => !good).map(([, what]) => what);

  await on("the theme is kept over pages, and set before anything is painted", "/", {}, async (page) => {
    await page.locator("button.theme").click();
    const dark = () => page.evaluate(() => document.documentElement.dataset.theme);
    const first = await dark();
    await page.goto("/codebook");
    return need([[first === "dark", `after the click: ${first}`], [(await dark()) === "dark", "lost on the next page"]]);
  });

  await on("a mark and its coding light each other up under the pointer", documentPath, {}, async (page) => {
    const mark = page.locator("article.text mark.coded").first();
    const id = (await mark.getAttribute("data-event")).split(" ")[0];
    await mark.hover();
    const lit = (selector) => page.locator(selector).evaluate((at) => at.classList.contains("is-lit"));
    const card = await lit(`[id="e-${id}"]`);
    const last = page.locator("ol.codings > li").last();
    await last.hover();
    const other = (await last.getAttribute("id")).slice(2);
    const marks = await page.locator(`mark.is-lit`).evaluateAll((all) => all.map((at) => at.dataset.event));
    return need([
      [card, "the coding of the mark under the pointer is not lit"],
      [marks.length && marks.every((m) => m.split(" ").includes(other)), `lit: ${marks}, not ${other}`],
    ]);
  });

  await on("marks are gone through with j and k, to the coding with Enter and back with Escape", documentPath, {}, async (page) => {
    const marks = page.locator("article.text mark[tabindex]");
    if ((await marks.count()) < 3) return ["fewer than three marks"];
    await marks.first().focus();
    const at = () => page.evaluate(() => [...document.querySelectorAll("article.text mark[tabindex]")].indexOf(document.activeElement));
    await page.keyboard.press("j");
    await page.keyboard.press("ArrowDown");
    const two = await at();
    await page.keyboard.press("k");
    const one = await at();
    const stops = await page.locator('article.text mark[tabindex="0"]').count();
    await page.keyboard.press("Enter");
    const inside = await page.evaluate(() => Boolean(document.activeElement.closest("ol.codings > li.is-lit")));
    await page.keyboard.press("Escape");
    return need([[two === 2, `after two steps at ${two}`], [one === 1, `after one back at ${one}`], [stops === 1, `${stops} stops of the Tab key`],
      [inside, "Enter does not lead to the lit coding"], [(await at()) >= 0, "Escape does not lead back"]]);
  });

  await on("a list narrows to what is typed, with or without marks on letters", "/", {}, async (page) => {
    const box = page.locator("form.narrow input");
    if (!(await box.count())) return ["the list cannot be narrowed"];
    const names = () => page.locator("ul.states > li:visible").allInnerTexts();
    const all = await names();
    const want = all.at(-1).split("\n")[0].slice(0, 6);
    await box.fill(want.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase());
    const left = await names();
    await box.fill("");
    return need([[left.length && left.length < all.length && left.every((name) => name.includes(want)), `${want}: ${left.slice(0, 5)}`],
      [(await names()).length === all.length, "not all are back"]]);
  });

  await on("a table sorts up and down, and says so", pairPath, {}, async (page) => {
    const table = page.locator("table.rows").filter({ has: page.locator("th button") }).first();
    if (!(await table.count())) return ["no table sorts"];
    const head = table.locator("th:has(button)").first();
    const column = await head.evaluate((at) => at.cellIndex);
    const cells = () => table.locator("tbody tr").evaluateAll((rows, at) => rows.map((row) => row.cells[at].textContent.trim()), column);
    await head.locator("button").click();
    const up = await cells();
    const said = await head.getAttribute("aria-sort");
    await head.locator("button").click();
    const down = await cells();
    const order = [...up].sort((a, b) => (a === "") - (b === "") || new Intl.Collator("en", { numeric: true }).compare(a, b));
    return need([[/ascending|descending/.test(said), `aria-sort ${said}`], [String(up) !== String(down) || new Set(up).size === 1, "the order stays"],
      [[String(up), String(down)].includes(String(order)), `${up.slice(0, 6)}`]]);
  });

  await on("a timeline is looked at more closely, by pointer and by button, and back", pairPath, {}, async (page) => {
    const svg = page.locator("figure.chart-timeline svg[data-from]");
    const width = () => svg.evaluate((at) => at.dataset.until - at.dataset.from);
    const all = await width();
    const turned = (to) => page.waitForFunction((was) => document.querySelector("figure.chart-timeline svg[data-from]")?.dataset.from !== was, to);
    const from = () => svg.getAttribute("data-from");
    await svg.scrollIntoViewIfNeeded();
    const box = await svg.boundingBox();
    let was = await from();
    await page.mouse.move(box.x + box.width * 0.25, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.75, box.y + 30, { steps: 4 });
    await page.mouse.up();
    await turned(was);
    const drawn = await width();
    const asked = new URL(page.url()).searchParams.get("when");
    was = await from();
    await page.locator(".closer [name=closer]").focus();
    await page.keyboard.press("Enter");
    await turned(was);
    const closer = await width();
    was = await from();
    await page.goBack();
    await turned(was);
    const back = await width();
    return need([[drawn < all, `drawn ${drawn} of ${all} days`], [/^\d{4}-\d\d-\d\d\/\d{4}-\d\d-\d\d$/.test(asked), `when=${asked}`], [closer < drawn, `closer ${closer} of ${drawn}`],
      [back === drawn, `back ${back}, not ${drawn}`]]);
  });
}
