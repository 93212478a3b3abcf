// Signing out leaves nothing behind that autosave.js kept for this person.

import { dropAllOf } from "./kept.js";

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-sign-out]");
  if (form && navigator.onLine) dropAllOf(form.dataset.signOut);
});
