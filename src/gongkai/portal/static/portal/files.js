// File fields speak the page's language: a label in our words stands for the browser's own button.
export function face(input, words, { named = true } = {}) {
  const frame = document.createElement("div");
  frame.className = "file-face row";
  input.replaceWith(frame);
  const label = document.createElement("label");
  label.htmlFor = input.id;
  label.className = "button-quiet";
  // The field already has its label; this one is only something to press.
  label.setAttribute("aria-hidden", "true");
  label.textContent = words;
  const name = document.createElement("span");
  name.className = "file-name";
  frame.append(input, label);
  if (named) {
    frame.append(name);
    input.addEventListener("change", () => {
      name.textContent = [...input.files].map((file) => file.name).join("、");
    });
  }
}

// A zone that takes dropped files; a file dropped beside it must not make the browser leave the page.
export function zone(element, take) {
  for (const event of ["dragenter", "dragover"]) {
    element.addEventListener(event, (happened) => {
      happened.preventDefault();
      element.classList.add("is-over");
    });
  }
  for (const event of ["dragleave", "drop"]) {
    element.addEventListener(event, () => element.classList.remove("is-over"));
  }
  element.addEventListener("drop", (happened) => {
    happened.preventDefault();
    const files = [...happened.dataTransfer.files];
    if (files.length) take(files);
  });
  for (const event of ["dragover", "drop"]) {
    window.addEventListener(event, (happened) => happened.preventDefault());
  }
}

// The files as an input wants them.
export function listOf(files) {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  return transfer.files;
}
