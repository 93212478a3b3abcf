// Follows a background job: every few seconds its part of the page is fetched anew.
// Without this module the link "Reload" does the same.

const EVERY = 3_000;

function replace(part, fresh) {
  const state = part.querySelector("[data-job-state]");
  const next = fresh.querySelector("[data-job-state]");
  // The spoken line stays the same element, and speaks only when its words change.
  const words = next.textContent.trim();
  if (state.textContent.trim() !== words) state.textContent = words;
  next.remove();
  part.replaceChildren(state, ...fresh.childNodes);
  part.toggleAttribute("data-job-open", fresh.hasAttribute("data-job-open"));
}

async function follow(part) {
  try {
    const response = await fetch(window.location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.querySelector("[data-job]");
    if (response.ok && fresh) replace(part, fresh);
  } catch {
    // No network: the next round asks again.
  }
  if (part.hasAttribute("data-job-open")) setTimeout(follow, EVERY, part);
}

document.querySelectorAll("[data-job-open]").forEach((part) => setTimeout(follow, EVERY, part));
