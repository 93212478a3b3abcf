// Signing out leaves nothing behind that autosave.js and visit.js kept for this person.

import { dropAllOf } from "./kept.js";
import { dropAllPhotosOf } from "./kept-photos.js";

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-sign-out]");
  if (!form || !navigator.onLine) return;
  dropAllOf(form.dataset.signOut);
  dropAllPhotosOf(form.dataset.signOut);
});
