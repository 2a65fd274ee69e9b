// Searching, as people do: by the form, by what stands beside what was found, and what is said
// where there is nothing.
import { beyond, serious } from "./room.mjs";

export async function search(room) {
  const on = (name, path, options, check) =>
    room.attempt(name, async () => {
      const page = await room.page(options);
      page.mayFail = options.mayFail;
      try {
        await page.goto(path);
        const wrong = (await check(page)) ?? [];
        return options.mayFail ? wrong : [...wrong, ...page.wrong];
      } finally {
        await page.context().close();
      }
    });
  const need = (pairs) => pairs.filter(([good]) => !good).map(([, what]) => what);
  const number = async (at) => Number((await at.innerText()).replace(/\D+/g, ""));
  const deeds = (page) => number(page.locator("#events"));

  for (const scripts of [true, false])
    await on(`a search is narrowed by its form, ${scripts ? "with" : "without"} scripts`, "/search?q=visited", { scripts }, async (page) => {
      const all = await deeds(page);
      const sentences = await page.locator("ol.hits > li").count();
      await page.locator("form.search select[name=type]").selectOption("CONSULT");
      await page.locator("form.search select[name=quad]").selectOption({ label: "cooperation in words" });
      await page.locator("form.search button").click();
      await page.waitForURL(/type=CONSULT/);
      const asked = new URL(page.url()).searchParams;
      const kept = await page.locator("form.search select[name=quad]").inputValue();
      const narrowed = await deeds(page);
      const left = await page.locator("ol.hits > li").count();
      await page.locator("p.narrowings a", { hasText: "Type" }).click();
      await page.waitForURL((url) => !url.searchParams.has("type"));
      return need([[all > 0 && sentences > 0, `${all} deeds, ${sentences} sentences`], [asked.get("q") === "visited" && asked.get("quad") === "1", String(asked)],
        [kept === "1", `the class is ${kept}`], [narrowed > 0 && narrowed <= all, `${narrowed} of ${all}`], [left > 0, "no sentence of them"]]);
    });

  await on("each number beside what was found is how many there are behind it, or fewer", "/search?actor=EGY", {}, async (page) => {
    const links = await page.$$eval("ul.facets li:has(a)", (all) => all.map((li) => [li.querySelector("a").href, Number(li.querySelector(".n").textContent.replace(/\D/g, ""))]));
    const wrong = links.length ? [] : ["no facets"];
    for (const [href, n] of links.slice(0, 12)) {
      await page.goto(href);
      if ((await deeds(page)) < n) wrong.push(`${href}: ${await deeds(page)}, not ${n}`);
    }
    return wrong;
  });

  for (const dark of [false, true])
    await on(`what narrows is large enough to be met, ${dark ? "dark" : "light"}`, "/search?actor=EGY&type=CONSULT", { dark, width: 390, height: 844 }, async (page) => {
      await serious(page);
      return page.evaluate(async () => {
        const found = await globalThis.axe.run(document, { runOnly: { type: "rule", values: ["target-size", "landmark-unique"] }, preload: false });
        return found.violations.flatMap(({ id, nodes }) => nodes
          .filter(({ target }) => id === "landmark-unique" || document.querySelector(target[0])?.closest("ul.facets, p.narrowings, form"))
          .map(({ html }) => `${id}: ${html.slice(0, 120)}`));
      });
    });

  for (const [path, says] of [
    ["/search?q=%22trade", /quotation mark is open/],
    ["/search?type=FOO", /no such type: FOO/],
    ["/search?q=visited&when=0800", /No deed is told so/],
    ["/search?q=xyzzy", /No sentence has these words/],
  ])
    await on(`${path} says why nothing stands there, and keeps the form`, path, { mayFail: true }, async (page) => {
      const text = await page.locator("main").innerText();
      return need([[says.test(text), text.slice(0, 300)], [(await page.locator("form.search").count()) === 1, "no form"],
        [(await page.locator("main table").count()) === 0, "an empty table"], [(await page.locator("aside.facets").count()) === 0, "empty facets"],
        ...(await beyond(page)).map((what) => [false, what])]);
    });
}
