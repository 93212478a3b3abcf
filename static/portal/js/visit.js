// On the spot: the device's place by a press of a button, and photographs that outlive the network.
// Without this module place and coordinates are typed, and photographs are sent by the form.

import { keyOf } from "./kept.js";
import { dropOldPhotos, dropPhoto, keepPhoto, photosOf } from "./kept-photos.js";

const PLACES = 5;
const PATIENCE = 20_000;
// A photograph over a weak network takes longer than words.
const PHOTO_PATIENCE = 120_000;
const AGAIN_EVERY = 30_000;

function offerPlace(box) {
  const button = box.querySelector("button");
  const status = box.querySelector("[role=status]");
  const target = document.getElementById(box.dataset.place);
  if (!navigator.geolocation || !target) return;
  box.hidden = false;
  button.addEventListener("click", () => {
    status.textContent = box.dataset.asking;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        target.value = `${coords.latitude.toFixed(PLACES)}, ${coords.longitude.toFixed(PLACES)}`;
        target.dispatchEvent(new Event("input", { bubbles: true }));
        status.textContent = `${box.dataset.found} ${Math.round(coords.accuracy)} m.`;
        target.focus();
      },
      (error) => {
        const isRefused = error.code === error.PERMISSION_DENIED;
        status.textContent = isRefused ? box.dataset.refused : box.dataset.unknown;
      },
      { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 0 },
    );
  });
}

// Answers that are about the moment, not about the photograph.
const LATER = [408, 429];

class SignedOut extends Error {}

function readJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Every photograph is kept first, then sent; what does not arrive is sent again until it does. */
function holdPhotos(form) {
  const words = form.dataset;
  const user = words.photos;
  const page = keyOf(user, window.location.pathname);
  const status = form.querySelector("[role=status]");
  const waiting = document.querySelector("[data-waiting-photos]");
  const list = waiting.querySelector("ul");
  let running = false;
  let isPlain = false;
  // What the portal does not take, by photograph: shown beside it, asked again with the next page.
  const refusals = new Map();
  const say = (text) => { status.textContent = text; };

  async function show() {
    const photos = await photosOf(page);
    waiting.hidden = photos.length === 0;
    list.replaceChildren(...photos.map(line));
    return photos.length;
  }

  function line(photo) {
    const item = document.createElement("li");
    const name = document.createElement("span");
    const remove = document.createElement("button");
    name.textContent = photo.caption ? `${photo.caption} (${photo.name})` : photo.name;
    remove.type = "button";
    remove.className = "btn btn-link";
    remove.textContent = words.remove;
    remove.setAttribute("aria-label", `${words.remove}: ${name.textContent}`);
    remove.addEventListener("click", async () => {
      refusals.delete(photo.id);
      await dropPhoto(photo.id);
      await show();
    });
    item.append(name, " ", remove);
    if (refusals.has(photo.id)) item.append(refusalLine(photo));
    return item;
  }

  function refusalLine(photo) {
    const why = document.createElement("p");
    why.className = "field-error";
    why.textContent = refusals.get(photo.id).why;
    return why;
  }

  async function send(photo) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("action", "photo");
    body.append("caption", photo.caption);
    body.append("photo", photo.file, photo.name);
    const response = await fetch(window.location.href, {
      method: "POST",
      body,
      headers: { "X-Autosave": "1", Accept: "application/json" },
      redirect: "manual",
      signal: AbortSignal.timeout(PHOTO_PATIENCE),
    });
    if (response.type === "opaqueredirect" || response.status === 403) throw new SignedOut();
    if (response.status >= 500 || LATER.includes(response.status)) throw new Error(response.statusText);
    const answer = readJson(await response.text());
    // A page in the place of the answer is not the portal's word: the photograph waits on.
    if (response.ok && !answer) throw new Error("no answer of the portal");
    return response.ok ? "" : answer?.message || words.refused;
  }

  /** Send what waits, one after the other; a refused one is passed over. Returns how many arrived. */
  async function sendAll() {
    if (running || !navigator.onLine) return 0;
    running = true;
    let sent = 0;
    try {
      for (const photo of await photosOf(page)) {
        if (refusals.has(photo.id)) continue;
        say(words.sending);
        const refusal = await send(photo);
        if (refusal) {
          refusals.set(photo.id, { name: photo.name, why: refusal });
          continue;
        }
        await dropPhoto(photo.id);
        sent += 1;
      }
      say("");
    } catch (error) {
      say(error instanceof SignedOut ? words.signedOut : words.offline);
    } finally {
      running = false;
      await show();
    }
    return sent;
  }

  /** What arrived and what did not, for ears too: the list itself is silent. */
  function tellRefusals(sent) {
    const refused = [...refusals.values()].map(({ name, why }) => `${name}: ${why}`);
    say([...(sent > 0 ? [words.sent] : []), ...refused].join(" "));
  }

  /** What was sent is shown by the page itself; the notes save themselves when it is left. */
  async function sendAndShow() {
    const sent = await sendAll();
    if (waiting.hidden && status.textContent === "") window.location.reload();
    else if (status.textContent === "") tellRefusals(sent);
  }

  form.addEventListener("submit", async (event) => {
    const file = form.elements.photo.files[0];
    // Without a file the page says what is missing; without room to keep it, it is just sent.
    if (!file || isPlain) return;
    event.preventDefault();
    if (await keepPhoto(page, user, { file, caption: form.elements.caption.value })) {
      form.reset();
      await show();
      if (navigator.onLine) await sendAndShow();
      else say(words.offline);
    } else if (navigator.onLine) {
      isPlain = true;
      form.requestSubmit(event.submitter);
    } else {
      say(words.noRoom);
    }
  });

  /** On its own, the page does not turn under somebody who types: it says that a picture arrived. */
  async function catchUp() {
    if (await show() === 0) return;
    const known = refusals.size;
    const sent = await sendAll();
    if (status.textContent === "" && (sent > 0 || refusals.size > known)) tellRefusals(sent);
  }

  window.addEventListener("online", catchUp);
  setInterval(catchUp, AGAIN_EVERY);
  dropOldPhotos().then(catchUp);
}

document.querySelectorAll("[data-place]").forEach(offerPlace);
document.querySelectorAll("form[data-photos]").forEach(holdPhotos);
