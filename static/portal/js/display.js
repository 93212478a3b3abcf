// Display choices at once, without a reload. Without this file the same forms post to the server.

const root = document.documentElement;
const YEAR = 365 * 24 * 60 * 60;
const LADDERS = {
  size: { attribute: "coChu", cookie: "co_chu", first: 1, last: 5, start: 2 },
  contrast: { attribute: "tuongPhan", cookie: "tuong_phan", first: 0, last: 2, start: 0 },
};
const STEPS = { up: 1, down: -1 };

const live = document.createElement("p");
live.className = "visually-hidden";
live.setAttribute("role", "status");
document.body.append(live);

function remember(name, value) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${name}=${value}; Max-Age=${YEAR}; Path=/; SameSite=Lax${secure}`;
}

function move(ladder, step) {
  const now = Number(root.dataset[ladder.attribute]);
  const next = step === "reset" ? ladder.start : now + STEPS[step];
  const value = Math.min(Math.max(next, ladder.first), ladder.last);
  root.dataset[ladder.attribute] = String(value);
  remember(ladder.cookie, value);
  return { value, isStuck: step !== "reset" && value === now };
}

function markEnds() {
  for (const [name, ladder] of Object.entries(LADDERS)) {
    const value = Number(root.dataset[ladder.attribute]);
    for (const [step, end] of [["up", ladder.last], ["down", ladder.first]]) {
      for (const button of document.querySelectorAll(`button[value="${name}-${step}"]`)) {
        if (value === end) button.setAttribute("aria-disabled", "true");
        else button.removeAttribute("aria-disabled");
      }
    }
  }
}

function announce(form, name, { value, isStuck }) {
  const label = form.getAttribute(`data-${name}-${value}`);
  live.textContent = isStuck ? `${label}. ${form.dataset.atEnd}` : label;
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-display-form]");
  const [name, step] = (event.submitter?.value ?? "").split("-");
  if (!form || !LADDERS[name]) return;
  event.preventDefault();
  const result = move(LADDERS[name], step);
  markEnds();
  announce(form, name, result);
});

// A page that came back with errors starts at their summary.
document.querySelector("[data-error-summary]")?.focus();
