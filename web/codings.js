// What is marked in a text and what was coded from it light up together, both ways. One mark at
// a time is a stop of the Tab key; from there arrows, j and k go through all of them, Enter to
// the coding, Escape back. The keys mean this on a mark or a coding only.

const LIT = "is-lit";

// A stretch of the text may be part of several events.
function idsOf(mark) {
  return (mark.dataset.event ?? "").split(" ").filter(Boolean);
}

// Where the keys stop: at the words that tell an event, once for each; what else is marked (who,
// whom, when, where) is lit with them.
function stopsOf(marks) {
  const stops = [];
  let before = "";
  for (const mark of marks) {
    if (!mark.classList.contains("part-trigger")) continue;
    // Words that were cut in pieces, as another part ends among them, are one stop.
    if (mark.dataset.event !== before) stops.push(mark);
    before = mark.dataset.event;
  }
  return stops.length ? stops : marks;
}

class Codings {
  constructor(text, list) {
    this.list = list;
    this.cards = new Map([...list.children].map((card) => [card.id.replace(/^e-/, ""), card]));
    this.marks = [...text.querySelectorAll("[data-event]")];
    this.stops = stopsOf(this.marks);
    this.lit = [];
    for (const mark of this.marks) mark.addEventListener("pointerenter", () => this.onMark(mark));
    this.stops.forEach((mark, at) => {
      mark.tabIndex = at ? -1 : 0;
      mark.setAttribute("aria-details", `e-${idsOf(mark)[0]}`);
      mark.addEventListener("focus", () => {
        for (const other of this.stops) other.tabIndex = other === mark ? 0 : -1;
        this.onMark(mark);
      });
      mark.addEventListener("click", () => mark.focus({ preventScroll: true }));
      mark.addEventListener("keydown", (event) => this.keyOnMark(event, mark));
    });
    for (const [id, card] of this.cards) {
      card.addEventListener("pointerenter", () => this.light([id]));
      card.addEventListener("focusin", () => this.light([id]));
      card.addEventListener("keydown", (event) => this.keyOnCard(event, id));
    }
    for (const side of [text, list]) side.addEventListener("pointerleave", () => this.rest());
    const asked = document.querySelector("ol.codings > li:target");
    if (asked) this.light([asked.id.replace(/^e-/, "")]);
  }

  light(ids) {
    for (const one of this.lit) one.classList.remove(LIT);
    this.lit = [
      ...ids.map((id) => this.cards.get(id)).filter(Boolean),
      ...this.marks.filter((mark) => idsOf(mark).some((id) => ids.includes(id))),
    ];
    for (const one of this.lit) one.classList.add(LIT);
  }

  onMark(mark) {
    this.light(idsOf(mark));
    this.show(this.cards.get(idsOf(mark).find((id) => this.cards.has(id))));
  }

  // Within the list alone: the page stays where it is.
  show(card) {
    const pane = this.list.closest("aside") ?? this.list;
    if (!card || pane.scrollHeight <= pane.clientHeight) return;
    const inner = pane.getBoundingClientRect();
    const outer = card.getBoundingClientRect();
    if (outer.top < inner.top || outer.bottom > inner.bottom)
      pane.scrollTop += outer.top - inner.top - pane.clientHeight / 3;
  }

  // When the pointer has left, what has the focus is lit again.
  rest() {
    const at = document.activeElement;
    const mark = this.stops.includes(at) ? at : null;
    const card = at?.closest?.("ol.codings > li");
    this.light(mark ? idsOf(mark) : card ? [card.id.replace(/^e-/, "")] : []);
  }

  step(mark, by) {
    const next = this.stops[this.stops.indexOf(mark) + by];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }

  keyOnMark(event, mark) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== mark) return;
    const steps = { j: 1, ArrowDown: 1, ArrowRight: 1, k: -1, ArrowUp: -1, ArrowLeft: -1 };
    if (event.key in steps) this.step(mark, steps[event.key]);
    else if (event.key === "Enter") this.cards.get(idsOf(mark)[0])?.querySelector("a")?.focus();
    else if (event.key === "Escape") this.light([]);
    else return;
    event.preventDefault();
  }

  keyOnCard(event, id) {
    const of = (one) => this.stops.find((mark) => idsOf(mark).includes(one));
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") of(id)?.focus();
    else if (event.key === "j" || event.key === "k") {
      const all = [...this.cards.values()];
      const next = all[all.indexOf(this.cards.get(id)) + (event.key === "j" ? 1 : -1)];
      next?.querySelector("a")?.focus();
    } else return;
    event.preventDefault();
  }
}

export function codings() {
  const text = document.querySelector("article.text");
  const list = document.querySelector("ol.codings");
  if (text && list) new Codings(text, list);
}
