// Review by the keyboard alone: what the buttons of the page do, by one key each. Forms are sent
// as they are; the server leads back to the event that comes next, which gets the focus.

const EVENTS = "article.event, div.event";

function typesInto(at) {
  return at?.matches?.("input:not([type=hidden]), textarea, select") ?? false;
}

class Review {
  constructor(events) {
    this.events = events;
    this.help = document.getElementById("help");
    const hint = document.querySelector("p.hint.keys");
    if (hint) hint.hidden = false;
    // A name that is given once is given to all forms.
    this.names = [...document.querySelectorAll("input.by")];
    for (const name of this.names)
      name.addEventListener("input", () => {
        for (const other of this.names) if (other !== name) other.value = name.value;
      });
    document.addEventListener("keydown", (event) => this.onKey(event));
    const asked = document.getElementById(location.hash.slice(1));
    if (asked?.matches(`${EVENTS}, #queue`)) this.goTo(asked);
  }

  goTo(at) {
    at?.focus({ preventScroll: true });
    at?.scrollIntoView({ block: "start" });
  }

  // The event that has the focus, else the first that is seen.
  current() {
    const at = document.activeElement?.closest?.(EVENTS);
    return at ?? this.events.find((one) => one.getBoundingClientRect().bottom > 0) ?? this.events[0];
  }

  step(by) {
    const at = document.activeElement?.closest?.(EVENTS);
    this.goTo(at ? this.events[this.events.indexOf(at) + by] : this.current());
  }

  say(verdict) {
    const button = this.current()?.querySelector(`button[value=${verdict}]`);
    button?.form.requestSubmit(button);
  }

  write(event) {
    event?.querySelector("input[name=note]")?.focus();
  }

  recode(event) {
    const details = event?.querySelector("details.recode");
    if (!details) return;
    details.open = true;
    details.querySelector("[name=type]:not([type=hidden])")?.focus();
  }

  undo() {
    const button = document.querySelector("form.undo button");
    button?.form.requestSubmit(button);
  }

  showKeys() {
    if (!this.help) return;
    this.help.hidden = !this.help.hidden;
    if (!this.help.hidden) this.goTo(this.help);
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (typesInto(event.target)) {
      if (event.key === "Escape") this.goTo(event.target.closest(EVENTS));
      return;
    }
    const keys = {
      j: () => this.step(1),
      k: () => this.step(-1),
      a: () => this.say("right"),
      w: () => this.say("wrong"),
      n: () => this.write(this.current()),
      r: () => this.recode(this.current()),
      u: () => this.undo(),
      "?": () => this.showKeys(),
    };
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  }
}

let begun = false;

export function review() {
  const events = [...document.querySelectorAll(EVENTS)];
  if (begun || (!events.length && !document.querySelector("form.undo"))) return;
  begun = true;
  new Review(events);
}
