// Saves a page of the dossier in the background: every 30 seconds and when a box is left.
// What does not reach the server is kept on this device and sent again until it does.
// Without this module the buttons of the form do the same.

import { drop, dropOld, keep, kept, keyOf } from "./kept.js";

const EVERY = 30_000;
// Silence that long is no answer.
const PATIENCE = 20_000;
// Pauses after the first, second … failure; the last one is repeated as long as the page is open.
const PAUSES = [2_000, 5_000, 10_000, 20_000, 30_000, 60_000];
// So long signing out waits for the last save.
const LAST_WORDS = 3_000;
// What says which stored text the page follows; judges' sheets call it their version.
const MARKS = ["seen", "version"];
const OURS = new Set(["csrfmiddlewaretoken", ...MARKS]);
const NEVER_RESTORED = new Set(["hidden", "file", "password", "submit", "button", "image"]);

class SignedOut extends Error {}

function attach(form) {
  const words = form.dataset;
  const status = form.querySelector("[data-autosave-status]");
  const seen = markOf(form);
  const key = keyOf(words.autosave, window.location.pathname);
  let last = snapshot(form);
  // Sent, but nobody said whether it arrived: sent again as it was, before what was typed since.
  let unanswered = null;
  let running = false;
  let stopped = false;
  let leaving = false;
  let isResent = false;
  let failures = 0;
  let retry = 0;
  let finished = Promise.resolve();

  const isUnsaved = () => snapshot(form) !== last;
  const isAway = () => failures > 0 || !navigator.onLine;

  function say(text, { link = "", isTrouble = false } = {}) {
    status.classList.toggle("autosave-trouble", isTrouble);
    const line = link ? `${text} ${link}` : text;
    if (status.textContent === line) return;
    status.textContent = link ? `${text} ` : text;
    if (!link) return;
    const anchor = document.createElement("a");
    anchor.href = words.signInUrl;
    anchor.textContent = link;
    status.append(anchor);
  }

  function hold(more = {}) {
    if (leaving) return false;
    return keep(key, { at: Date.now(), seen: seen.value, values: entries(form), ...more });
  }

  function save() {
    if (running || stopped) return;
    clearTimeout(retry);
    if (!isUnsaved()) {
      forget();
      return;
    }
    finished = send();
  }

  /** Sign out; what could not be saved until now is not left behind for the next person. */
  function leave(signOut) {
    leaving = true;
    drop(key);
    signOut.submit();
  }

  /** What could not be sent was taken back by hand. */
  function forget() {
    if (failures === 0) return;
    failures = 0;
    unanswered = null;
    drop(key);
    say("");
  }

  async function send() {
    running = true;
    unanswered ??= { now: snapshot(form), body: body(form) };
    const { now, body: values } = unanswered;
    const impatience = new AbortController();
    const timer = setTimeout(() => impatience.abort(), PATIENCE);
    try {
      const response = await fetch(window.location.href, {
        method: "POST",
        body: values,
        headers: { "X-Autosave": "1", Accept: "application/json" },
        redirect: "manual",
        signal: impatience.signal,
      });
      await hear(response, now);
    } catch (error) {
      if (error instanceof SignedOut) tellSignedOut();
      else tellAway();
    } finally {
      clearTimeout(timer);
      running = false;
    }
    // What was typed while an unanswered save waited follows it at once.
    if (isResent && !stopped && isUnsaved()) {
      isResent = false;
      await send();
    }
  }

  async function hear(response, now) {
    // A redirect leads to the sign-in page; a refused token belongs to a session that is over.
    if (response.type === "opaqueredirect" || response.status === 403) {
      unanswered = null;
      throw new SignedOut();
    }
    const answer = await response.json();
    if (response.status >= 500) throw new Error(response.statusText);
    isResent = failures > 0;
    unanswered = null;
    failures = 0;
    if (response.ok) {
      last = now;
      seen.value = answer.seen;
      if (!isUnsaved()) drop(key);
      // Nothing is said before what was typed meanwhile is saved as well.
      if (isResent && isUnsaved()) return;
      const saved = `${words.saved} ${answer.saved_at}`;
      say(answer.note ? `${saved}. ${answer.note}` : saved);
    } else {
      // Somebody else saved, or the time is over: the buttons lead to the page that explains.
      stopped = true;
      hold();
      say(answer.message, { isTrouble: true });
    }
  }

  function tellAway() {
    const pause = PAUSES[Math.min(failures, PAUSES.length - 1)];
    failures += 1;
    say(hold() ? words.offline : words.offlineOpen, { isTrouble: true });
    retry = setTimeout(save, pause);
  }

  function tellSignedOut() {
    failures = 0;
    hold();
    say(words.signedOut, { link: words.signIn, isTrouble: true });
  }

  setInterval(() => { if (!isAway()) save(); }, EVERY);
  form.addEventListener("focusout", (event) => {
    // On the way to a button of this form: that press saves.
    const toButton = event.relatedTarget?.type === "submit" && event.relatedTarget.form === form;
    if (!toButton && !failures) save();
  });
  form.addEventListener("input", () => {
    if (!isAway() || stopped) return;
    hold();
    if (failures === 0) save();
  });
  window.addEventListener("online", save);
  window.addEventListener("offline", () => { if (isUnsaved()) save(); });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-sign-out]")) return;
    save();
    if (running) {
      event.preventDefault();
      const enough = new Promise((resolve) => { setTimeout(resolve, LAST_WORDS); });
      // Without a network nobody can sign out: the text stays.
      Promise.race([finished, enough]).then(() => { if (navigator.onLine) leave(event.target); });
    } else {
      leaving = true;
    }
  });
  window.addEventListener("pagehide", () => {
    if (isUnsaved() && !stopped) hold();
  });
  window.addEventListener("pageshow", (event) => {
    // Back from the page that did not come.
    if (event.persisted) stopped = false;
  });
  form.addEventListener("submit", (event) => {
    if (running || isAway()) {
      // Two saves of one page must not overtake each other, and no text leaves for nowhere.
      event.preventDefault();
      clearTimeout(retry);
      if (!running) finished = send();
      finished.then(() => { if (!isAway()) form.requestSubmit(event.submitter); });
      return;
    }
    stopped = true;
    if (isUnsaved()) hold({ submitted: true });
  });

  offer(form, key, () => save());
}

// --- what was kept ------------------------------------------------------------------------------

function offer(form, key, save) {
  const found = kept(key);
  const box = document.querySelector("[data-kept]");
  if (!found || !box) return;
  const seen = markOf(form);
  // Sent with the button, and what is stored has changed since: it has arrived.
  const arrived = found.submitted && found.seen !== seen.value;
  if (arrived || JSON.stringify(found.values) === JSON.stringify(entries(form))) {
    drop(key);
    return;
  }
  // The page answers the button and shows what was sent, errors and all: nothing to bring back yet.
  if (found.submitted && "answered" in form.dataset) return;
  box.querySelector("[data-kept-at]").textContent = moment(new Date(found.at));
  box.hidden = false;
  box.querySelector("[data-kept-use]").addEventListener("click", () => {
    // With the mark of its own time: what others stored since is told, not replaced.
    seen.value = found.seen;
    restore(form, found.values);
    box.hidden = true;
    form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
    save();
  });
  box.querySelector("[data-kept-drop]").addEventListener("click", () => {
    drop(key);
    box.hidden = true;
    form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  });
}

function moment(at) {
  const two = (number) => String(number).padStart(2, "0");
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  const isToday = at.toDateString() === new Date().toDateString();
  return isToday ? time : `${time} ${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()}`;
}

function restore(form, values) {
  const left = new Map();
  for (const [name, value] of values) left.set(name, [...(left.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || NEVER_RESTORED.has(field.type)) continue;
    const given = left.get(field.name) ?? [];
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = given.includes(field.value);
    } else if (given.length > 0) {
      field.value = given.shift();
    }
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

// --- the form as values -------------------------------------------------------------------------

function markOf(form) {
  return MARKS.map((name) => form.elements.namedItem(name)).find(Boolean);
}

/** Texts and choices of the form; files are never kept and never sent in the background. */
function entries(form) {
  return [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && !OURS.has(name),
  );
}

function snapshot(form) {
  return JSON.stringify(entries(form));
}

function body(form) {
  const values = new FormData();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") values.append(name, value);
  }
  return values;
}

dropOld();
document.querySelectorAll("form[data-autosave]").forEach(attach);
