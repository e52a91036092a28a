// Findings stand beside the field they concern; a click in the list leads to it.
const fields = (place) =>
  document.querySelector(place.startsWith("attachment") ? "#attachments" : `[data-contentpath="${CSS.escape(place)}"]`);

for (const one of document.querySelectorAll(".finding[data-place]")) {
  const field = fields(one.dataset.place);
  if (!field || one.dataset.place.startsWith("attachment") || one.classList.contains("finding-passed")) continue;
  const note = document.createElement("p");
  note.className = one.classList.contains("finding-block") ? "office-note office-note-block" : "office-note";
  const word = document.createElement("strong");
  word.textContent = one.querySelector(".finding-word").textContent + "：";
  note.append(word, one.querySelectorAll("p")[1].textContent);
  field.prepend(note);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-go]");
  if (!link) return;
  event.preventDefault();
  const place = fields(link.dataset.go);
  if (!place) return;
  place.scrollIntoView({ block: "center" });
  place.querySelector("input, textarea, select, [contenteditable=true], button")?.focus({ preventScroll: true });
});

document.documentElement.dataset.ready = "";
