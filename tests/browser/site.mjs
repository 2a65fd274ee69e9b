// The pages as files, opened from the disk.
import { pathToFileURL } from "node:url";
import { beyond, serious } from "./room.mjs";

export async function site(room, folder) {
  await room.attempt("pages as files open from the disk, with style, letters and script", async () => {
    const page = await room.page();
    await page.goto(`${pathToFileURL(folder)}/index.html`);
    await page.locator("ul.states a", { hasText: "Egypt" }).first().click();
    await page.waitForURL(/country\/EGY\.html$/);
    const found = await page.evaluate(async () => {
      await document.fonts.ready;
      return {
        letters: [...document.fonts].filter((face) => face.status === "loaded").length,
        failed: [...document.fonts].filter((face) => face.status === "error").length,
        script: document.documentElement.classList.contains("js"),
        forms: document.querySelectorAll("header form").length,
      };
    });
    const wrong = [...page.wrong, ...(await beyond(page)), ...(await serious(page))];
    if (!found.letters || found.failed || !found.script || found.forms) wrong.push(JSON.stringify(found));
    await page.context().close();
    return wrong;
  });
}
