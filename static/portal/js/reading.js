// Tools of a long page: print, copy the link, pass it on, read it aloud. No other site is asked.
// Where the browser cannot do one of them, its button is not there.

/** A voice for the language of the text; many browsers tell their voices some time after the page. */
function voiceFor(language) {
  const voices = window.speechSynthesis?.getVoices() ?? [];
  // Voices on the device first: the others send the text away.
  const fitting = voices.filter(({ lang }) => lang.replace("_", "-").toLowerCase().startsWith(language));
  return fitting.find(({ localService }) => localService);
}

/** The paragraphs, headings and items of the text, in order; browsers stop in long utterances. */
function passages(text) {
  return [...text.querySelectorAll("h1, h2, h3, h4, p, li, blockquote, td, th, figcaption, dt, dd")]
    .filter((one) => !one.closest("[data-reading-tools], .no-print, .print-only"))
    .filter((one) => !one.querySelector("p, li"))
    .map((one) => one.textContent.trim())
    .filter(Boolean);
}

function attach(tools) {
  const said = tools.querySelector("[data-said]");
  const address = tools.dataset.address;
  const title = document.querySelector("h1")?.textContent.trim() ?? document.title;

  tools.querySelector("[data-print]").addEventListener("click", () => window.print());

  const copy = tools.querySelector("[data-copy]");
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(address);
    said.textContent = tools.dataset.copied;
  });

  const share = tools.querySelector("[data-share]");
  share.hidden = !navigator.share;
  // Whoever closes the sheet of the telephone rejects the promise: nothing has failed.
  share.addEventListener("click", () => navigator.share({ title, url: address }).catch(() => {}));

  attachVoice(tools.querySelector("[data-aloud]"), tools.dataset.stop);
}

function attachVoice(button, stop) {
  const text = document.querySelector("[data-readable]");
  if (!text || !window.speechSynthesis) return;
  const start = button.textContent;
  const language = text.closest("[lang]").lang.slice(0, 2).toLowerCase();
  const look = () => { button.hidden = !voiceFor(language); };
  look();
  speechSynthesis.addEventListener?.("voiceschanged", look);

  const end = () => { button.textContent = start; };
  button.addEventListener("click", () => {
    if (button.textContent === stop) {
      speechSynthesis.cancel();
      end();
      return;
    }
    speechSynthesis.cancel();
    button.textContent = stop;
    const voice = voiceFor(language);
    const spoken = passages(text).map((words) => {
      const one = new SpeechSynthesisUtterance(words);
      one.voice = voice;
      one.lang = voice.lang;
      return one;
    });
    spoken.at(-1).addEventListener("end", end);
    spoken.forEach((one) => speechSynthesis.speak(one));
  });
  window.addEventListener("pagehide", () => speechSynthesis.cancel());
}

document.querySelectorAll("[data-reading-tools]").forEach(attach);
