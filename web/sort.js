// Tables are sorted by a column when its head is pressed.

const FEW = 4;
const words = new Intl.Collator(document.documentElement.lang || "en", { numeric: true });

// What a cell is sorted by: its number where the column has numbers, else its words; null where it
// has none.
function keyOf(row, column, numbers) {
  const cell = row.cells[column];
  const text = (cell?.dataset.sort ?? cell?.textContent ?? "").trim();
  if (!numbers) return text || null;
  const number = Number.parseFloat(text.replace(/[^\d.eE+-]/g, ""));
  return Number.isNaN(number) ? null : number;
}

// Words begin at A, numbers with the largest; pressed again it is the other way round.
function sortBy(table, head, column) {
  const body = table.tBodies[0];
  const numbers = Boolean(body.rows[0].cells[column]?.classList.contains("num"));
  const was = head.getAttribute("aria-sort");
  const down = was === "none" ? numbers : was === "ascending";
  const keyed = [...body.rows].map((row) => [keyOf(row, column, numbers), row]);
  keyed.sort(([a], [b]) => {
    // What is not there comes last, whichever way the rest goes.
    if (a === null || b === null) return (a === null) - (b === null);
    const order = numbers ? a - b : words.compare(a, b);
    return down ? -order : order;
  });
  body.append(...keyed.map(([, row]) => row));
  for (const other of head.parentElement.cells)
    if (other.hasAttribute("aria-sort")) other.setAttribute("aria-sort", "none");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
}

export function sorting() {
  for (const table of document.querySelectorAll("table.rows")) {
    const heads = table.tHead?.rows.length === 1 ? [...table.tHead.rows[0].cells] : [];
    const rows = [...(table.tBodies[0]?.rows ?? [])];
    // One of several pages of rows keeps the order that goes on over the pages.
    if (rows.length < FEW || table.tBodies.length > 1 || table.closest("section")?.querySelector("nav.turn")) continue;
    // Cells over several columns: what is in a column cannot be told.
    if ([...heads, ...rows.flatMap((row) => [...row.cells])].some((cell) => cell.colSpan > 1)) continue;
    heads.forEach((head, column) => {
      if (!head.textContent.trim() || head.querySelector("a, button")) return;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sortBy(table, head, column));
      head.append(button);
      if (!head.hasAttribute("aria-sort")) head.setAttribute("aria-sort", "none");
    });
  }
}
