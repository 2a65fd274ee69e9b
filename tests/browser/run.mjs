// usage: node run.mjs URL FOLDER [--seed]
//
// The reading room at that address in a browser, and the same record's pages as files in that
// folder; says in TAP what is well with them. --seed: the record has the starting document too.
import { gather, Room } from "./room.mjs";
import { missing, pages } from "./pages.mjs";
import { script } from "./script.mjs";
import { search } from "./search.mjs";
import { site } from "./site.mjs";
import { has, walk } from "./walk.mjs";

const [base, folder, seed] = process.argv.slice(2);
const room = await Room.open(base);

const KINDS = ["listing", "work", "country", "document", "pair", "actor", "place", "event", "rule", "run", "codebook", "search", "compare"];
const kinds = await gather(room, 2);
for (const kind of KINDS) room.ok(kinds.has(kind), `links lead to pages of the kind: ${kind}`);
// What only a form or a closer look leads to.
kinds.set("as known", ["/pair/EGY-ISR?known=1983"]);
kinds.set("within", ["/pair/EGY-ISR?when=1979"]);
kinds.set("found", ["/search?q=visited&type=CONSULT"]);
kinds.set("compared", ["/compare?before=known:1983&after=now"]);
await pages(room, kinds);
await missing(room);

async function documentOf(room, path) {
  const page = await room.page();
  await page.goto(path);
  const href = await page.locator("a.source", { hasText: "Relations with Israel" }).first().getAttribute("href");
  await page.context().close();
  return href;
}

const of = (words) => ({ link: new RegExp(words, "u") });
// The text has a page of its own, whose address ends at the sentence.
const sentence = async (page) => {
  const target = page.locator(".sentence:target");
  return (await target.count()) === 1 && (await target.isVisible()) ? [] : [`no sentence at ${page.url()}`];
};
await walk(room, "from the listing to a sentence of the sample site", [
  of("^\\s*Finland"),
  of("Relations with the Soviet Union"),
  { link: /Finland – Soviet Union/u, then: has(/deeds between Finland and Soviet Union/) },
  of("^1989: "),
  { link: /^October 1989$/u, then: has(/Helsinki/) },
  of("^CONSULT, visit"),
  { link: /Relations with the Soviet Union/u, then: sentence },
]);
if (seed === "--seed")
  await walk(room, "from the listing to a sentence of the starting document", [
    of("^\\s*South Korea"),
    of("Relations with the Soviet Union"),
    { link: /South Korea – Soviet Union/u, then: has(/deeds between South Korea and Soviet Union/) },
    of("^1989: "),
    { link: /^June 1989$/u, then: has(/Kim Young Sam/) },
    of("^CONSULT, visit"),
    { link: /Relations with the Soviet Union/u, then: sentence },
  ]);

// The document with most to look at, as the pair's page leads to it.
await script(room, { documentPath: await documentOf(room, "/pair/EGY-ISR"), pairPath: "/pair/EGY-ISR" });
await search(room);
await site(room, folder);
await room.close();
