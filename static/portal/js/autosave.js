// Saves a page of the dossier in the background: every 30 seconds and when a box is left.
// Without this module the buttons of the form do the same.

const EVERY = 30_000;
const RETRY = 10_000;

function attach(form) {
  const status = form.querySelector("[data-autosave-status]");
  const seen = form.elements.namedItem("seen");
  let last = snapshot(form);
  let running = false;
  let stopped = false;
  let finished = Promise.resolve();

  const say = (text) => {
    if (status && status.textContent !== text) status.textContent = text;
  };

  function save() {
    if (!running && !stopped && snapshot(form) !== last) finished = send(snapshot(form));
  }

  async function send(now) {
    running = true;
    try {
      const response = await fetch(window.location.href, {
        method: "POST",
        body: withoutFiles(form),
        headers: { "X-Autosave": "1", Accept: "application/json" },
        redirect: "error",
      });
      const answer = await response.json();
      if (response.ok) {
        last = now;
        seen.value = answer.seen;
        const saved = `${form.dataset.saved} ${answer.saved_at}`;
        say(answer.note ? `${saved}. ${answer.note}` : saved);
      } else {
        // Somebody else saved, or the time is over: the buttons lead to the page that explains.
        stopped = true;
        say(answer.message);
      }
    } catch {
      say(form.dataset.offline);
      setTimeout(save, RETRY);
    } finally {
      running = false;
    }
  }

  setInterval(save, EVERY);
  form.addEventListener("focusout", (event) => {
    // On the way to a button of this form: that press saves.
    if (event.relatedTarget?.type !== "submit") save();
  });
  window.addEventListener("online", save);
  form.addEventListener("submit", (event) => {
    if (!running) {
      stopped = true;
      return;
    }
    // Two saves of one page must not overtake each other.
    event.preventDefault();
    finished.then(() => form.requestSubmit(event.submitter));
  });
}

// Chosen files wait for a button: they are not sent again and again.
function withoutFiles(form) {
  const body = new FormData(form);
  const files = [...body].filter(([, value]) => value instanceof File);
  files.forEach(([name]) => body.delete(name));
  return body;
}

function snapshot(form) {
  const values = new FormData(form);
  values.delete("csrfmiddlewaretoken");
  values.delete("seen");
  return JSON.stringify([...values]);
}

document.querySelectorAll("form[data-autosave]").forEach(attach);
