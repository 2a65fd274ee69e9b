// From the listing to a sentence: by the pointer and by the keyboard alone, with scripts and
// without.

// A link of that name that is seen, in the page's order.
async function follow(page, name, keyboard) {
  const before = page.url();
  if (keyboard) {
    await tabTo(page, name);
    await page.keyboard.press("Enter");
  } else {
    await page.locator("main a", { hasText: name }).filter({ visible: true }).first().click();
  }
  await page.waitForURL((url) => String(url) !== before);
  await page.waitForLoadState("load");
}

async function tabTo(page, name) {
  for (let n = 0; n < 600; n++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const one = document.activeElement;
      return { inside: Boolean(one.closest("main")), text: one.matches("a") ? one.textContent.replace(/\s+/g, " ") : "" };
    });
    if (at.inside && name.test(at.text)) {
      const box = await page.locator(":focus").boundingBox();
      if (!box || box.y < -1 || box.y > (page.viewportSize()?.height ?? 0)) throw new Error(`${at.text} has the focus and is not seen`);
      return;
    }
  }
  throw new Error(`the Tab key leads to no link ${name} of ${page.url()}`);
}

// steps: [{ link: RegExp, then: async (page) => [what is wrong] }]
export async function walk(room, name, steps) {
  for (const scripts of [true, false])
    for (const keyboard of [false, true])
      await room.attempt(`${name}, ${keyboard ? "keyboard" : "mouse"}, ${scripts ? "with" : "without"} scripts`, async () => {
        const page = await room.page({ scripts });
        try {
          await page.goto("/");
          for (const { link, then } of steps) {
            await follow(page, link, keyboard);
            const wrong = (await then?.(page)) ?? [];
            if (wrong.length) return [`behind ${link}, at ${page.url()}`, ...wrong];
          }
          return page.wrong;
        } finally {
          await page.context().close();
        }
      });
}

// Words that the main part of a page must have.
export const has = (pattern) => async (page) => {
  const text = await page.locator("main").innerText();
  return pattern.test(text) ? [] : [`no ${pattern} in: ${text.slice(0, 200)}`];
};
