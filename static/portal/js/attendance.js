// Attendance with one tap: shown at once, kept on this device, sent by itself and in order.
// What was tapped without a network is sent when there is one again, with the moment of the tap.
// Without this module each tap is a button of a form, and the page comes back.

import { drop, keep, kept } from "./kept.js";

// Signing out drops what other pages keep; unsent marks stay for their person, who finds them here.
const PREFIX = "diem-danh:";
const PATIENCE = 20_000;
const PAUSES = [2_000, 5_000, 10_000, 20_000, 30_000];
const LOOK_EVERY = 15_000;
// As many taps as the server reads at once.
const PART = 200;
const GONE = [401, 403, 404];
// Longer than marks are taken after a class.
const KEPT_FOR = 60 * 24 * 60 * 60 * 1000;

class SignedOut extends Error {}

/** As portal.text.fold: no marks, đ as d. */
function fold(text) {
  const bare = text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");
  return bare.replace(/[^0-9a-z]+/g, " ").trim();
}

function attach(form) {
  const words = form.dataset;
  const key = `${PREFIX}${words.roll}:${words.session}`;
  const status = form.querySelector("[data-roll-status]");
  const refusedList = form.querySelector("[data-roll-refused]");
  const isFiltered = new URLSearchParams(window.location.search).has("q");
  // The server's clock less this device's: moments are told in the server's time.
  let offset = Number(words.now) - Date.now();
  // Where the browser keeps nothing, the page itself must.
  let memory = null;
  let failures = 0;
  let timer = 0;
  let running = false;
  let isSignedOut = false;
  let hasSent = false;
  let hasNewPeople = false;

  // --- what waits ---------------------------------------------------------------------------------

  const state = () => memory ?? kept(key) ?? { taps: [], refused: [] };

  function store(next) {
    if (memory === null && next.taps.length === 0 && next.refused.length === 0) {
      drop(key);
    } else if (memory !== null || !keep(key, { ...next, at: Date.now() })) {
      memory = next;
    }
  }

  function add(tap) {
    const id = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    const now = state();
    store({ ...now, taps: [...now.taps, { id, at: Date.now() + offset, ...tap }] });
    show();
    flush();
  }

  // --- sending ------------------------------------------------------------------------------------

  /** One page of this browser sends at a time; the others see what it did. */
  function flush() {
    if (!navigator.locks) return send();
    return navigator.locks.request(key, { ifAvailable: true }, (lock) => (lock ? send() : undefined));
  }

  async function send() {
    const taps = state().taps.slice(0, PART);
    if (running || taps.length === 0) return;
    running = true;
    clearTimeout(timer);
    try {
      hear(await ask(taps), taps);
      failures = 0;
      isSignedOut = false;
      hasSent = true;
    } catch (error) {
      isSignedOut = error instanceof SignedOut;
      timer = setTimeout(flush, PAUSES[Math.min(failures, PAUSES.length - 1)]);
      failures += 1;
    } finally {
      running = false;
      show();
    }
    if (failures === 0) await send();
  }

  async function ask(taps) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("taps", JSON.stringify(taps));
    const response = await fetch(window.location.pathname, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    return read(response);
  }

  /** The answer; a redirect leads to the sign-in page, a refused token belongs to an old session. */
  async function read(response) {
    if (response.type === "opaqueredirect" || GONE.includes(response.status)) throw new SignedOut();
    if (!response.ok) throw new Error(response.statusText);
    return response.json();
  }

  function hear(answer, taps) {
    const now = state();
    const refused = taps
      .filter(({ id }) => answer.answers[id])
      .map((tap) => ({ id: tap.id, name: nameOf(tap), why: answer.answers[tap.id] }));
    const waiting = now.taps.filter(({ id }) => !(id in answer.answers));
    store({ taps: waiting, refused: [...now.refused, ...refused] });
    follow(answer);
    const isAdded = taps.some(({ id, kind }) => kind === "walk-in" && answer.answers[id] === "");
    // Whoever was added has a line of their own now.
    if (isAdded && waiting.length === 0) window.location.reload();
  }

  function nameOf(tap) {
    if (tap.kind === "all") return words.everybody;
    if (tap.kind === "walk-in") return `${words.added}: ${tap.values.full_name}`;
    return lineOf(tap.person)?.querySelector("strong").textContent ?? "";
  }

  /** What other devices marked meanwhile; what waits here is shown as it was tapped. */
  function follow({ now, marks }) {
    offset = now - Date.now();
    const waiting = state().taps;
    for (const [person, mark] of Object.entries(marks)) {
      const line = lineOf(person);
      if (!line) {
        hasNewPeople ||= !isFiltered;
      } else if (!waiting.some((tap) => tap.kind === "all" || String(tap.person) === person)) {
        press(line, mark);
      }
    }
  }

  async function look() {
    if (document.hidden || !navigator.onLine || state().taps.length > 0) return;
    try {
      const address = `${window.location.pathname}?dang=json`;
      follow(await read(await fetch(address, { redirect: "manual" })));
      show();
    } catch {
      // Nothing waits here: the next tap tells what is the matter.
    }
  }

  // --- what is shown --------------------------------------------------------------------------------

  const lineOf = (person) => form.querySelector(`[data-person="${Number(person)}"]`);
  const markOf = (line) =>
    line.querySelector("[aria-pressed=true]")?.value.split(":")[1] ?? "";

  function count(value, by) {
    const shown = form.querySelector(`[data-count-of="${value}"]`);
    if (shown) shown.textContent = Number(shown.textContent) + by;
  }

  function press(line, mark) {
    const before = markOf(line);
    if (before === mark) return;
    for (const button of line.querySelectorAll("[aria-pressed]")) {
      button.setAttribute("aria-pressed", String(button.value.split(":")[1] === mark));
    }
    const isExpected = "expected" in line.dataset;
    if (before || isExpected) count(before, -1);
    if (mark || isExpected) count(mark, 1);
  }

  function pressAll() {
    for (const line of form.querySelectorAll("[data-expected]")) {
      if (!markOf(line)) press(line, "present");
    }
  }

  function show() {
    const { taps, refused } = state();
    const isAway = failures > 0 || !navigator.onLine;
    const parts = [];
    if (taps.length > 0) parts.push(`${words.waiting} ${taps.length}.`);
    if (taps.length > 0 && isSignedOut) parts.push(words.signedOut);
    else if (taps.length > 0 && memory !== null) parts.push(words.unkept);
    else if (taps.length > 0 && isAway) parts.push(words.offline);
    if (taps.length === 0 && hasSent) parts.push(words.allSent);
    status.classList.toggle("roll-trouble", taps.length > 0 && (isAway || isSignedOut));
    if (status.dataset.said !== parts.join(" ") || hasNewPeople) say(parts.join(" "));
    refusedList.hidden = refused.length === 0;
    refusedList.replaceChildren(...refused.map(refusedLine));
  }

  function say(text) {
    status.dataset.said = text;
    status.textContent = text;
    if (!hasNewPeople) return;
    const link = document.createElement("a");
    link.href = window.location.href;
    link.textContent = words.reload;
    status.append(`${text ? " " : ""}${words.newPeople} `, link);
  }

  function refusedLine({ id, name, why }) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-link";
    button.textContent = words.drop;
    button.addEventListener("click", () => {
      const now = state();
      store({ ...now, refused: now.refused.filter((one) => one.id !== id) });
      show();
    });
    item.append(`${words.refused} – ${name}: ${why} `, button);
    return item;
  }

  // --- taps -----------------------------------------------------------------------------------------

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { name, value } = event.submitter;
    if (name === "all") {
      pressAll();
      add({ kind: "all" });
    } else if (name === "mark") {
      const [person, mark] = value.split(":");
      press(lineOf(person), mark);
      add({ kind: "mark", person, mark });
    }
  });

  const door = document.querySelector("form[data-door]");
  door?.addEventListener("submit", (event) => {
    const values = Object.fromEntries(
      ["full_name", "phone", "organization_name"].map((name) => [name, door.elements[name].value.trim()]),
    );
    const isWhole = values.full_name && values.phone && door.elements.agrees.checked;
    // What is missing is said by the page itself, which needs the network.
    if (!isWhole && navigator.onLine) return;
    event.preventDefault();
    if (!isWhole) return;
    add({ kind: "walk-in", values: { ...values, agrees: "on" } });
    door.reset();
    door.closest("details").open = false;
    status.scrollIntoView({ block: "center" });
  });

  const search = document.querySelector("[data-roll-search]");
  if (search && !isFiltered) {
    search.addEventListener("submit", (event) => event.preventDefault());
    search.addEventListener("input", () => {
      const wanted = fold(search.elements.q.value).split(" ");
      for (const line of form.querySelectorAll("[data-words]")) {
        line.hidden = !wanted.every((word) => line.dataset.words.includes(word));
      }
    });
  }

  window.addEventListener("online", () => { failures = 0; flush(); show(); });
  window.addEventListener("offline", show);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { flush(); look(); } });
  window.addEventListener("beforeunload", (event) => {
    if (memory?.taps.length) event.preventDefault();
  });
  setInterval(look, LOOK_EVERY);

  // What waited when the page was left is shown as it was tapped, and sent.
  for (const tap of state().taps) {
    if (tap.kind === "all") pressAll();
    else if (tap.kind === "mark" && lineOf(tap.person)) press(lineOf(tap.person), tap.mark);
  }
  show();
  flush();
}

/** Nobody came back to these. */
function dropOld() {
  const oldest = Date.now() - KEPT_FOR;
  try {
    Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX) && !(kept(key)?.at > oldest))
      .forEach(drop);
  } catch {
    // No place to keep anything: nothing is there.
  }
}

dropOld();
document.querySelectorAll("form[data-roll]").forEach(attach);
