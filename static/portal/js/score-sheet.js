// The running total of a score sheet. Without this script the server's total of the last save stays.

const number = new Intl.NumberFormat("vi", { maximumFractionDigits: 2 });

function read(text) {
  const plain = text.trim().replace(",", ".");
  return /^\d{1,4}(\.\d{1,2})?$/.test(plain) ? Number(plain) : 0;
}

function show(form) {
  let total = 0;
  for (const input of form.querySelectorAll("input[data-weight]")) {
    const points = read(input.value);
    // What is over the maximum will be refused: it does not count here either.
    if (points <= Number(input.dataset.max)) {
      total += points * Number(input.dataset.weight);
    }
  }
  const target = form.querySelector("[data-total]");
  const text = number.format(Math.round(total * 10000) / 10000);
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

for (const form of document.querySelectorAll("form[data-score-sheet]")) {
  // On leaving a field, not on every key: a screen reader is told once.
  form.addEventListener("change", () => show(form));
  show(form);
}
