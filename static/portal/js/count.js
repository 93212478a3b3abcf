// Shows below a text box how much of its limit is used. Counts as portal.text does on the server;
// tests/portal/counting_cases.json holds cases that both must agree on. Never stops anybody typing.

const INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g;
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g;

export function clean(text) {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(INVISIBLE, "")
    .replace(CONTROL, "")
    .normalize("NFC")
    .trim();
}

export function count(text, unit) {
  const cleaned = clean(text);
  if (unit === "characters") return Array.from(cleaned).length;
  return cleaned === "" ? 0 : cleaned.split(/\s+/u).length;
}

const number = new Intl.NumberFormat(document.documentElement.lang || "vi");

function words(box, used, limit) {
  const english = document.documentElement.lang.startsWith("en");
  const unit = box.dataset.count === "characters" ? (english ? "characters" : "ký tự") : english ? "words" : "từ";
  const over = used > limit;
  const n = number.format(over ? used - limit : limit - used);
  if (english) return over ? `${n} ${unit} too many` : `${n} ${unit} left`;
  return over ? `Thừa ${n} ${unit}` : `Còn ${n} ${unit}`;
}

function attach(box) {
  const limit = Number(box.dataset.limit);
  const shown = document.createElement("p");
  shown.className = "form-text count";
  shown.setAttribute("aria-hidden", "true");
  // Screen readers hear it when the typing pauses, not at every key.
  const spoken = document.createElement("p");
  spoken.className = "visually-hidden";
  spoken.setAttribute("role", "status");
  box.after(shown, spoken);
  let pause = 0;
  const update = () => {
    const used = count(box.value, box.dataset.count);
    shown.textContent = words(box, used, limit);
    shown.classList.toggle("count-over", used > limit);
    clearTimeout(pause);
    pause = setTimeout(() => { spoken.textContent = shown.textContent; }, 1000);
  };
  box.addEventListener("input", update);
  update();
}

document.querySelectorAll("[data-count][data-limit]").forEach(attach);
