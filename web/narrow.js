// A long list of links is narrowed to what is typed: "kor" leaves South Korea and North Korea.

const FEW = 12;

// Letters without their marks, so that "turk" finds Türkiye.
function plain(words) {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function narrow(lists, form) {
  const items = lists.flatMap((list) => [...list.children]).map((item) => ({
    item,
    words: plain(item.textContent),
  }));
  const box = form.querySelector("input");
  const said = form.querySelector("output");
  const apply = () => {
    const wanted = plain(box.value).split(/\s+/).filter(Boolean);
    let left = 0;
    for (const { item, words } of items) {
      item.hidden = !wanted.every((word) => words.includes(word));
      left += !item.hidden;
    }
    for (const list of lists) {
      const none = [...list.children].every((item) => item.hidden);
      const section = list.closest("section");
      (section && section.querySelectorAll("ul.states").length === 1 ? section : list).hidden = none;
    }
    said.value = wanted.length ? `${left} of ${items.length}` : "";
  };
  box.addEventListener("input", apply);
  // What the browser kept in the field when one comes back.
  if (box.value) apply();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    items.find(({ item }) => !item.hidden)?.item.querySelector("a")?.click();
  });
}

export function narrowing() {
  const lists = [...document.querySelectorAll("main ul.states")];
  const n = lists.reduce((sum, list) => sum + list.children.length, 0);
  if (n < FEW || document.querySelector("form.narrow")) return;
  const form = document.createElement("form");
  form.className = "narrow";
  const label = document.createElement("label");
  label.textContent = "Narrow the list ";
  const box = document.createElement("input");
  box.type = "search";
  box.autocomplete = "off";
  label.append(box);
  form.append(label, " ", document.createElement("output"));
  (lists[0].closest("section") ?? lists[0]).before(form);
  narrow(lists, form);
}
