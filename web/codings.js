// What is marked in a text and what was coded from it light up together, both ways. The words
// that tell an event are links to its coding; of these one at a time is a stop of the Tab key;
// from there arrows, j and k go through all of them, Enter to the coding, Escape back. The keys
// mean this on a mark or a coding only.

const LIT = "is-lit";
const PINNED = "is-pinned";

// Both marks and codings say of which event they are; one that is told several times has as many
// codings.
const eventOf = (part) => part?.closest("[data-event]")?.dataset.event;

class Codings {
  constructor(text) {
    this.cards = [...text.querySelectorAll("ol.codings > li")];
    this.parts = [...text.querySelectorAll(".sentence [data-event]")];
    this.stops = [...text.querySelectorAll("mark[data-event] > a")];
    this.lit = [];
    for (const part of this.parts) part.addEventListener("pointerenter", () => this.light(eventOf(part)));
    for (const link of this.stops) {
      link.tabIndex = link === this.stops[0] ? 0 : -1;
      link.addEventListener("focus", () => {
        for (const other of this.stops) other.tabIndex = other === link ? 0 : -1;
        this.light(eventOf(link));
      });
    }
    document.addEventListener("click", (event) => this.onClick(event));
    for (const link of this.stops) link.addEventListener("keydown", (event) => this.keyInText(event));
    for (const card of this.cards) {
      card.addEventListener("pointerenter", () => this.light(eventOf(card)));
      card.addEventListener("focusin", () => this.light(eventOf(card)));
      card.addEventListener("keydown", (event) => this.keyOnCard(event, card));
    }
    text.addEventListener("pointerleave", () => this.rest());
    const asked = this.cards.find((card) => card.matches(":target"));
    if (asked) this.light(eventOf(asked));
  }

  light(id) {
    for (const one of this.lit) one.classList.remove(LIT);
    this.lit = [...this.cards, ...this.parts].filter((one) => id && eventOf(one) === id);
    for (const one of this.lit) one.classList.add(LIT);
  }

  pin(card) {
    for (const other of this.cards) other.classList.toggle(PINNED, other === card);
  }

  // Whether codings stand beside the text, not below it.
  beside() {
    return getComputedStyle(this.cards[0].closest(".passage")).display === "grid";
  }

  // Of a link the one that it leads to, else the first of its event.
  cardOf(part) {
    const id = part.getAttribute("href")?.slice(1);
    return this.cards.find((card) => card.id === id) ?? this.cards.find((card) => eventOf(card) === eventOf(part));
  }

  // To be seen, wherever it is folded.
  unfold(card) {
    const folded = card.closest("details");
    if (folded) folded.open = true;
  }

  // A link to a coding shows it where one reads: beside, or where there is no room at the foot
  // of the window. One that is opened otherwise (a new tab) goes its way.
  onClick(event) {
    const link = event.target.closest?.(".sentence mark[data-event] > a");
    const card = link && this.cardOf(link);
    if (!card || event.ctrlKey || event.metaKey || event.shiftKey) {
      if (!event.target.closest?.(`.${PINNED}`)) this.pin(null);
      return;
    }
    event.preventDefault();
    this.light(eventOf(link));
    this.unfold(card);
    if (!this.beside()) this.pin(card);
    // From the keyboard: to go on from there.
    if (event.detail === 0) card.querySelector("a")?.focus({ preventScroll: true });
  }

  // When the pointer has left, what has the focus is lit again.
  rest() {
    const at = document.activeElement;
    this.light(eventOf(at));
  }

  keyInText(event) {
    const at = this.stops.indexOf(event.target);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = { j: 1, ArrowDown: 1, ArrowRight: 1, k: -1, ArrowUp: -1, ArrowLeft: -1 };
    if (event.key in steps) {
      const next = this.stops[at + steps[event.key]];
      next?.focus();
      next?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Escape") {
      this.pin(null);
      this.light(null);
    } else return;
    event.preventDefault();
  }

  keyOnCard(event, card) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      this.pin(null);
      (this.stops.find((link) => this.cardOf(link) === card) ?? this.stops.find((link) => eventOf(link) === eventOf(card)))?.focus();
    } else if (event.key === "j" || event.key === "k") {
      const next = this.cards[this.cards.indexOf(card) + (event.key === "j" ? 1 : -1)];
      if (next) this.unfold(next);
      next?.querySelector("a")?.focus();
    } else return;
    event.preventDefault();
  }
}

export function codings() {
  const text = document.querySelector("main");
  if (text?.querySelector(".passage ol.codings")) new Codings(text);
}
