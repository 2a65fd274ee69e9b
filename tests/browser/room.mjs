// What the tests have in common: a browser at a room, results in TAP, pages by kind.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export class Room {
  constructor(base, browser) {
    Object.assign(this, { base, browser, n: 0, failed: 0 });
  }

  static async open(base) {
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-dev-shm-usage"],
    });
    return new Room(base, browser);
  }

  ok(good, name, why = []) {
    this.n++;
    this.failed += !good;
    console.log(`${good ? "ok" : "not ok"} ${this.n} - ${name}`);
    if (!good) for (const line of [why].flat().slice(0, 10)) console.log(`# ${String(line).replace(/\n/g, " ").slice(0, 400)}`);
    return good;
  }

  async attempt(name, check) {
    try {
      const why = await check();
      this.ok(!why?.length, name, why);
    } catch (error) {
      this.ok(false, name, String(error.stack ?? error).split("\n").slice(0, 6));
    }
  }

  // A page that keeps what goes wrong in it: errors, refusals of the policy, answers that fail.
  async page({ width = 1440, height = 900, dark = false, scripts = true } = {}) {
    const context = await this.browser.newContext({
      baseURL: this.base,
      viewport: { width, height },
      colorScheme: dark ? "dark" : "light",
      javaScriptEnabled: scripts,
    });
    context.setDefaultTimeout(15000);
    const page = await context.newPage();
    page.wrong = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) page.wrong.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => page.wrong.push(`error: ${error.message}`));
    page.on("requestfailed", (request) => {
      // What is left for the next page was not wrong.
      if (!/ERR_ABORTED/.test(request.failure()?.errorText)) page.wrong.push(`request: ${request.url()}`);
    });
    page.on("response", (answer) => {
      if (answer.status() >= 400 && !page.mayFail) page.wrong.push(`${answer.status()}: ${answer.url()}`);
    });
    return page;
  }

  async close() {
    await this.browser.close();
    console.log(`1..${this.n}`);
  }
}

// What axe-core finds that is serious or critical; targets of fingers too, which it looks at only when
// it is told to.
export async function serious(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const found = await globalThis.axe.run(document, { preload: false, resultTypes: ["violations"], rules: { "target-size": { enabled: true } } });
    return found.violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`));
  });
}

// What reaches beyond the width of the window, the widest last.
export function beyond(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const inside = (at) => at && (["auto", "scroll", "hidden"].includes(getComputedStyle(at).overflowX) || inside(at.parentElement));
    return [...document.querySelectorAll("body *")]
      .filter((at) => at.getBoundingClientRect().right > width + 1 && !inside(at.parentElement))
      .map((at) => `${at.tagName}.${at.getAttribute("class") ?? ""} reaches ${Math.round(at.getBoundingClientRect().right)} of ${width}`)
      .slice(-5);
  });
}

// The kinds of pages and up to `most` addresses of each, as links lead to them.
export async function gather(room, most) {
  const page = await room.page();
  const kinds = new Map([["listing", ["/"]]]);
  const seen = new Set(["/"]);
  const left = ["/"];
  while (left.length) {
    await page.goto(left.shift());
    const links = await page.$$eval("a[href]", (all) => all.map((a) => new URL(a.getAttribute("href"), document.baseURI).href));
    for (const { origin, pathname: path, search } of links.map((link) => new URL(link))) {
      const kind = path.split("/")[1];
      if (origin !== new URL(room.base).origin || search || seen.has(path) || /\.(json|csv|atom|bib|ris|xml|yaml)$/.test(path) || !kind) continue;
      const have = kinds.get(kind) ?? [];
      if (have.length >= most) continue;
      seen.add(path);
      kinds.set(kind, [...have, path]);
      left.push(path);
    }
  }
  await page.context().close();
  return kinds;
}
