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

  await on("codings stand beside their paragraph, and leave it as high as it is", documentPath, {}, async (page) => {
    const wrong = await page.locator(".passage").evaluateAll((all) => all.flatMap((passage) => {
      const [text, beside] = [passage.firstElementChild, passage.querySelector(".beside")].map((at) => at?.getBoundingClientRect());
      if (!beside) return [];
      const name = passage.textContent.trim().slice(0, 40);
      return [
        ...(beside.left > text.right && Math.abs(beside.top - text.top) < 40 ? [] : [`not beside: ${name}`]),
        ...(passage.getBoundingClientRect().height <= Math.max(text.height, beside.height) + 8 ? [] : [`torn apart: ${name}`]),
        ...[...passage.querySelectorAll("li")].filter((card) => !passage.querySelector(`#s${card.dataset.sentence}`)).map((card) => `${card.id} is not of: ${name}`),
      ];
    }));
    const cards = await page.locator(".beside li").count();
    return [...wrong, ...(cards > 10 ? [] : [`${cards} codings`])];
  });

  await on("between sentences there is a blank, and their signs are shown at hand", documentPath, {}, async (page) => {
    const first = page.locator(".passage .sentence").first();
    const shown = (at) => at.locator("a.anchor").evaluate((anchor) => getComputedStyle(anchor).opacity === "1");
    const away = await shown(first);
    await first.hover();
    const joined = await page.locator(".passage .sentence + .sentence").evaluateAll((all) =>
      all.filter((at) => !/^\s+$/.test(at.previousSibling.data ?? "")).map((at) => at.id));
    return need([[joined.length === 0, `nothing before ${joined.slice(0, 5)}`], [!away && (await shown(first)), "the sign is shown always, or never"]]);
  });

  await on("without scripts a phrase is one stop, and a sentence's sign none", documentPath, { scripts: false }, async (page) => {
    const stops = page.locator("article.text .sentence a:not([tabindex='-1'])");
    const names = await stops.allInnerTexts();
    const marks = await page.locator("article.text mark.coded").count();
    return need([[names.length === marks && marks > 3, `${names.length} stops, ${marks} marks`], [!names.some((name) => name.includes("¶")), "¶ is a stop"]]);
  });

  await on("sentences are counted from one, for people", documentPath, {}, async (page) => {
    const links = await page.locator("a.back").evaluateAll((all) => all.map((at) => [at.textContent, at.hash]));
    return need([[links.length && links.every(([text, hash]) => text === `sentence ${Number(hash.slice(2)) + 1}`), `${links.slice(0, 3)}`]]);
  });

  await on("a mark and its coding light each other up under the pointer", documentPath, {}, async (page) => {
    const mark = page.locator("article.text mark.coded").first();
    const event = await mark.getAttribute("data-event");
    const lit = () => page.locator(".is-lit").evaluateAll((all) => [...new Set(all.map((at) => `${at.localName} ${at.dataset.event}`))].sort());
    await mark.hover();
    const first = await lit();
    const last = page.locator("ol.codings > li").filter({ visible: true }).last();
    const other = await last.getAttribute("data-event");
    await last.hover();
    const second = await lit();
    return need([
      [first.includes(`li ${event}`) && first.includes(`mark ${event}`) && first.every((one) => one.endsWith(event)), `under the mark: ${first}`],
      [second.includes(`li ${other}`) && second.includes(`mark ${other}`) && second.every((one) => one.endsWith(other)), `under the coding: ${second}`],
    ]);
  });

  await on("marks are gone through with j and k, to the coding with Enter and back with Escape", documentPath, {}, async (page) => {
    const stops = () => page.locator('article.text mark.coded > a[tabindex="0"]').count();
    const at = () => page.evaluate(() => [...document.querySelectorAll("article.text mark.coded > a")].indexOf(document.activeElement));
    const links = page.locator("article.text mark.coded > a");
    if ((await links.count()) < 4) return ["fewer than four marks"];
    await links.first().focus();
    await page.keyboard.press("j");
    await page.keyboard.press("ArrowDown");
    const there = await at();
    await page.keyboard.press("k");
    const back = await at();
    const tabs = await stops();
    await page.keyboard.press("Enter");
    const inside = await page.evaluate(() => Boolean(document.activeElement.closest("ol.codings > li.is-lit")));
    await page.keyboard.press("Escape");
    const last = await at();
    return need([[there > back && back > 0, `there ${there}, back ${back}`], [tabs === 1, `${tabs} stops of the Tab key`],
      [inside, "Enter does not lead to the lit coding"], [last === back, `Escape leads to ${last}, not ${back}`]]);
  });

  await on("on a phone a mark brings its coding to the foot of the window", documentPath, { width: 390, height: 844 }, async (page) => {
    await page.locator("article.text mark.coded > a").first().click();
    const pinned = page.locator("ol.codings > li.is-pinned");
    const box = (await pinned.count()) === 1 ? await pinned.boundingBox() : null;
    await page.locator("h1").click();
    return need([[box && Math.round(box.y + box.height) === 844, `it is at ${JSON.stringify(box)}`], [(await pinned.count()) === 0, "it stays"]]);
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
    const table = page.locator("table.rows").filter({ has: page.locator("th button"), visible: true }).first();
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

  await on("numbers are sorted from the largest, what has none comes last", "/codebook", {}, async (page) => {
    const table = page.locator("table.rows").first();
    // A cell that has no number, as some tables have.
    const column = await table.evaluate((at) => {
      const numbers = at.querySelector("th.num").cellIndex;
      at.tBodies[0].rows[1].cells[numbers].textContent = "";
      return numbers;
    });
    const head = table.locator("th").nth(column);
    const cells = () => table.locator("tbody tr").evaluateAll((rows, at) => rows.map((row) => row.cells[at].textContent.replace(/\D/g, "")), column);
    await head.locator("button").click();
    const [down, said] = [await cells(), await head.getAttribute("aria-sort")];
    await head.locator("button").click();
    const up = await cells();
    const sorted = (all, sign) => all.slice(0, -1).every((n, at) => !at || sign * (Number(all[at - 1]) - Number(n)) <= 0);
    return need([[said === "descending" && sorted(down, -1), `first ${said}: ${down}`], [sorted(up, 1), `then ${up}`],
      [down.at(-1) === "" && up.at(-1) === "", "what has no number is not last"]]);
  });

  await on("on a phone a timeline begins at its latest years", pairPath, { width: 390, height: 844 }, async (page) => {
    const left = await page.locator(".chart-scroll").evaluate((at) => at.scrollWidth - at.clientWidth - at.scrollLeft);
    const lanes = await page.locator(".chart-scroll").evaluate((at) => {
      const [frame, names] = [at.getBoundingClientRect(), [...at.querySelectorAll(".lane-name")]];
      return names.filter((name) => name.getBoundingClientRect().left < frame.left || name.getBoundingClientRect().right > frame.right).map((name) => name.textContent);
    });
    return need([[Math.abs(left) < 2, `${left} pixels before them`], [!lanes.length, `out of sight: ${lanes}`], [await page.locator(".closer button").first().isVisible(), "no buttons"]]);
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
