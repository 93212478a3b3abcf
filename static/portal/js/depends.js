// Hides a question while the answer that it waits for is another one. Without this module the
// question stands on the page with the sentence that says when to answer it.

function chosen(form, name) {
  return new FormData(form).getAll(name);
}

function attach(block) {
  const form = block.closest("form");
  const values = block.dataset.dependsValues.split("\n");
  const update = () => {
    const given = chosen(form, block.dataset.dependsOn);
    block.hidden = !given.some((value) => values.includes(value));
  };
  block.querySelector("[data-depends-text]").hidden = true;
  form.addEventListener("change", update);
  update();
}

document.querySelectorAll("[data-depends-on]").forEach(attach);
