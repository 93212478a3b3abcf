// Parts of a page that follow the stage: fetched anew every few seconds, slower when nobody answers.
// Clocks count down between two answers. Without this module the page shows the same after a reload.

const EVERY = 3_000;
const SLOWEST = 30_000;
const SECOND = 1_000;

function clockText(seconds) {
  const size = Math.abs(seconds);
  const minutes = String(Math.floor(size / 60)).padStart(2, "0");
  return `${seconds < 0 ? "-" : ""}${minutes}:${String(size % 60).padStart(2, "0")}`;
}

const arrivals = new WeakMap();

function tick() {
  for (const clock of document.querySelectorAll("[data-clock]")) {
    if (!arrivals.has(clock)) arrivals.set(clock, performance.now());
    const passed = Math.floor((performance.now() - arrivals.get(clock)) / SECOND);
    const left = Number(clock.dataset.clock) - ("running" in clock.dataset ? passed : 0);
    const text = clockText(left);
    if (clock.textContent !== text) clock.textContent = text;
    clock.classList.toggle("clock-over", left < 0);
  }
}

/** Put a fresh part in place of the old one; a pressed button keeps the focus, spoken lines stay. */
function replace(part, fresh) {
  const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
  const spoken = part.querySelector("[role=status]");
  const next = fresh.querySelector("[role=status]");
  if (spoken && next) {
    // The same element, whose words change only when there is something to say.
    if (spoken.textContent.trim() !== next.textContent.trim()) spoken.replaceChildren(...next.childNodes);
    next.replaceWith(spoken);
  }
  part.replaceChildren(...fresh.childNodes);
  if (focused) document.getElementById(focused)?.focus();
  tick();
}

/** What a part shows, without the clock that moves by itself. */
function shape(part) {
  const copy = part.cloneNode(true);
  for (const field of copy.querySelectorAll("[name=csrfmiddlewaretoken]")) field.remove();
  for (const clock of copy.querySelectorAll("[data-clock]")) {
    clock.replaceChildren();
    clock.className = "";
    clock.dataset.clock = "";
  }
  return copy.innerHTML;
}

/** The server's clock is the clock. */
function setClocks(part, fresh) {
  const clocks = fresh.querySelectorAll("[data-clock]");
  part.querySelectorAll("[data-clock]").forEach((clock, index) => {
    if (!clocks[index]) return;
    clock.dataset.clock = clocks[index].dataset.clock;
    arrivals.set(clock, performance.now());
  });
}

function follow(address, parts) {
  let pause = EVERY;
  let timer = 0;
  const shapes = new Map(parts.map((part) => [part.id, shape(part)]));

  async function look() {
    clearTimeout(timer);
    try {
      const response = await fetch(address, { headers: { Accept: "text/html" }, redirect: "error" });
      if (!response.ok) throw new Error(response.statusText);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      for (const part of parts) {
        const fresh = page.getElementById(part.id);
        if (!fresh) continue;
        const now = shape(fresh);
        if (now === shapes.get(part.id)) {
          setClocks(part, fresh);
        } else {
          shapes.set(part.id, now);
          replace(part, fresh);
        }
      }
      pause = EVERY;
    } catch {
      // No network, no session or no server: asked again, less and less often.
      pause = Math.min(pause * 2, SLOWEST);
    }
    timer = setTimeout(look, pause);
  }

  // What another page shows is not here yet.
  timer = setTimeout(look, address === window.location.href ? pause : 0);
  const atOnce = () => { pause = EVERY; look(); };
  window.addEventListener("online", atOnce);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) atOnce(); });
}

function offerFullScreen(button) {
  if (!document.fullscreenEnabled) return;
  button.hidden = false;
  button.addEventListener("click", () => document.documentElement.requestFullscreen());
  document.addEventListener("fullscreenchange", () => {
    button.hidden = Boolean(document.fullscreenElement);
  });
}

const byAddress = new Map();
for (const part of document.querySelectorAll("[data-live]")) {
  const address = part.dataset.live || window.location.href;
  byAddress.set(address, [...(byAddress.get(address) ?? []), part]);
}
byAddress.forEach((parts, address) => follow(address, parts));
document.querySelectorAll("[data-full-screen]").forEach(offerFullScreen);
setInterval(tick, SECOND / 4);
tick();
