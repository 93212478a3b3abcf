// The running totals of score sheets, and the keys between their boxes.
// Without this script the server's total of the last save stays.

const number = new Intl.NumberFormat("vi", { maximumFractionDigits: 2 });

function read(text) {
  const plain = text.trim().replace(",", ".");
  return /^\d{1,4}(\.\d{1,2})?$/.test(plain) ? Number(plain) : 0;
}

/** Write the total of a sheet, or of one row of the table of sheets. */
function show(part) {
  const boxes = part.querySelectorAll("input[data-weight]");
  if (boxes.length === 0) return;
  let total = 0;
  for (const input of boxes) {
    const points = read(input.value);
    // What is over the maximum will be refused: it does not count here either.
    if (points <= Number(input.dataset.max)) {
      total += points * Number(input.dataset.weight);
    }
  }
  const target = part.querySelector("[data-total]");
  const text = number.format(Math.round(total * 10000) / 10000);
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

/** The box of points above or below: the next criterion, or in a table the same one of the next row. */
function neighbour(form, box, step) {
  const column = box.dataset.column;
  const boxes = [...form.querySelectorAll("input[data-weight]")];
  const same = column ? boxes.filter((other) => other.dataset.column === column) : boxes;
  return same[same.indexOf(box) + step];
}

function press(form, event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const button = form.querySelector("[data-next]");
    if (button) {
      event.preventDefault();
      form.requestSubmit(button);
    }
    return;
  }
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!step || !event.target.matches("input[data-weight]") || event.altKey) return;
  const other = neighbour(form, event.target, step);
  if (!other) return;
  event.preventDefault();
  other.focus();
  other.select();
}

for (const form of document.querySelectorAll("form[data-score-sheet]")) {
  const rows = form.querySelectorAll("[data-score-row]");
  const parts = rows.length > 0 ? [...rows] : [form];
  form.addEventListener("keydown", (event) => press(form, event));
  for (const part of parts) {
    // On leaving a field, not on every key: a screen reader is told once.
    part.addEventListener("change", () => show(part));
    show(part);
  }
}
