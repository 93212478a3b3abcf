// A button beside every password field that shows what was typed. Without it the field works as ever.
for (const input of document.querySelectorAll("input[data-show-password]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-link password-toggle";
  button.setAttribute("aria-controls", input.id);
  const say = () => {
    const hidden = input.type === "password";
    button.textContent = hidden ? input.dataset.showPassword : input.dataset.hidePassword;
  };
  button.addEventListener("click", () => {
    input.type = input.type === "password" ? "text" : "password";
    say();
  });
  // What is sent is a password field again, so that browsers offer to keep it.
  input.form?.addEventListener("submit", () => {
    input.type = "password";
  });
  say();
  input.after(button);
}
