// The timeline of a page is looked at more closely: a stretch that is drawn with the pointer, or
// the buttons under it, ask the server for the same page within that time (`when` of its address),
// whose chart is drawn anew with all that had no room before. Not in a static site.

const DAY = 86400000;
const LEAST = 6; // pixels that are no click

const FIRST = Date.UTC(-9999, 0, 1) / DAY;
const LAST = Date.UTC(9999, 11, 31) / DAY;

// A day as EDTF writes it, in the years that it has four digits for; years before 0 have six here.
const iso = (day) =>
  new Date(Math.min(LAST, Math.max(FIRST, day)) * DAY).toISOString().split("T")[0].replace(/^-00/, "-");

// Days, from and until (behind the last).
function address(from, until) {
  const url = new URL(location.href);
  url.hash = "";
  url.searchParams.delete("page");
  if (from === null) url.searchParams.delete("when");
  else url.searchParams.set("when", `${iso(from)}/${iso(Math.max(from, until - 1))}`);
  return url;
}

let asked = 0;

// The main part of the page at that address in place of this one's.
async function turnTo(url, again, pushed, pressed) {
  const mine = ++asked;
  const main = document.getElementById("main");
  main.setAttribute("aria-busy", "true");
  let came;
  try {
    const answer = await fetch(url, { headers: { accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.statusText);
    came = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    if (mine === asked) location.assign(url);
    return;
  }
  if (mine !== asked) return;
  const next = came.getElementById("main");
  if (!next) {
    location.assign(url);
    return;
  }
  main.replaceWith(document.adoptNode(next));
  document.title = came.title;
  if (pushed) history.pushState({}, "", url);
  shown = location.search;
  again();
  document.querySelector(`.closer [name="${pressed}"]`)?.focus({ preventScroll: true });
}

function buttons(figure, from, until, go) {
  const width = until - from;
  const row = document.createElement("p");
  row.className = "closer";
  const one = (name, words, a, b) => {
    const button = document.createElement("button");
    button.type = "button";
    button.name = name;
    button.textContent = words;
    button.addEventListener("click", () => go(a, b, name));
    row.append(button);
  };
  const part = Math.max(1, Math.round(width / 4));
  one("earlier", "Earlier", from - part, until - part);
  one("later", "Later", from + part, until + part);
  if (width > 14) one("closer", "Closer", from + part, until - part);
  one("wider", "Wider", from - 2 * part, until + 2 * part);
  if (new URL(location.href).searchParams.has("when")) one("whole", "All of the time", null, null);
  const hint = document.createElement("span");
  hint.textContent = "or draw over the chart";
  row.append(hint);
  figure.querySelector(".chart-scroll").after(row);
}

function brush(svg, toDay, go) {
  const veil = document.createElementNS(svg.namespaceURI, "rect");
  veil.setAttribute("class", "brushed");
  let begun = null;
  const at = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse()).x;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button || event.pointerType === "touch") return;
    begun = { x: at(event), client: event.clientX, moved: false };
  });
  svg.addEventListener("pointermove", (event) => {
    if (!begun) return;
    if (!begun.moved && Math.abs(event.clientX - begun.client) < LEAST) return;
    if (!begun.moved) {
      begun.moved = true;
      svg.setPointerCapture(event.pointerId);
      svg.append(veil);
    }
    const x = at(event);
    veil.setAttribute("x", Math.min(x, begun.x));
    veil.setAttribute("width", Math.abs(x - begun.x));
    veil.setAttribute("y", 0);
    veil.setAttribute("height", svg.viewBox.baseVal.height);
  });
  svg.addEventListener("pointerup", (event) => {
    const drawn = begun?.moved ? [toDay(begun.x), toDay(at(event))].sort((a, b) => a - b) : null;
    begun = null;
    veil.remove();
    if (drawn && drawn[1] > drawn[0]) go(Math.floor(drawn[0]), Math.ceil(drawn[1]), "closer");
  });
  svg.addEventListener("pointercancel", () => {
    begun = null;
    veil.remove();
  });
  // What was drawn is no click on what lies under its end; links are not dragged away.
  svg.addEventListener("dragstart", (event) => event.preventDefault());
}

let listening = false;
let shown = location.search;

// On a narrow window it begins with what is latest, which is most of it as a rule; the names of
// its lanes stay in sight.
function showEnd(frames) {
  for (const frame of frames) {
    const drawn = frame.querySelector("svg");
    const names = drawn?.querySelectorAll(".lane-name") ?? [];
    const follow = () => {
      const [behind, units] = [frame.scrollLeft, drawn.viewBox.baseVal.width / drawn.clientWidth];
      for (const name of names) name.setAttribute("transform", `translate(${(behind * units).toFixed(1)} 0)`);
    };
    if (names.length && frame.scrollWidth > frame.clientWidth) {
      frame.addEventListener("scroll", follow, { passive: true });
      frame.scrollLeft = frame.scrollWidth;
      follow();
    }
  }
}

export function timeline(again) {
  showEnd(document.querySelectorAll("main .chart-scroll"));
  const svg = document.querySelector("main svg[data-from]");
  // Where nothing can be asked (a static site) there is no form either.
  if (!svg || !document.querySelector("form.find")) return;
  const [from, until, left, right] = ["from", "until", "left", "right"].map((name) => Number(svg.dataset[name]));
  if (!(until > from && right > left)) return;
  const go = (a, b, pressed) => turnTo(address(a, b), again, true, pressed);
  buttons(svg.closest("figure"), from, until, go);
  brush(svg, (x) => from + ((Math.min(right, Math.max(left, x)) - left) / (right - left)) * (until - from), go);
  if (listening) return;
  listening = true;
  addEventListener("popstate", () => {
    if (location.search !== shown) turnTo(location.href, again, false);
  });
}
