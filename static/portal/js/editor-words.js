// The rich-text editor speaks our language: its release names its buttons in English, and its
// dialogues ask Django's catalogue, which knows nothing of it. The words come from the page.
// No module: it runs after the catalogue and before the editor, whose import map stands first.
"use strict";

{
  const words = JSON.parse(document.getElementById("editor-words").textContent);
  const gettext = window.gettext ?? ((text) => text);
  window.gettext = (text) => words[text] ?? gettext(text);

  const translate = (button) => {
    for (const attribute of ["title", "aria-label"]) {
      const known = words[button.getAttribute(attribute)];
      if (known) button.setAttribute(attribute, known);
    }
  };

  const rename = (editor) => {
    editor.querySelectorAll("button").forEach(translate);
    // The choices of a list show their name in the look that they give.
    editor.querySelectorAll(".prose-menubar__option > *").forEach((choice) => {
      const known = words[choice.textContent];
      if (known) choice.textContent = known;
    });
  };

  // The editor builds itself after this script, and its first button changes with the cursor.
  document.querySelectorAll("textarea[data-django-prose-editor-configurable]").forEach((text) => {
    const place = text.parentElement;
    const label = text.labels[0]?.textContent.trim();
    const attend = () => {
      rename(place);
      // What is typed into has no name of its own: the label belongs to the text area behind it.
      place.querySelector("[contenteditable]")?.setAttribute("aria-label", label);
    };
    new MutationObserver(attend).observe(place, { childList: true, subtree: true });
  });
}
