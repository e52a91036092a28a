// Findings stand beside the field they concern; a click in the list leads to it.
const list = document.getElementById("findings");

const field = (place) =>
  document.querySelector(place.startsWith("attachment") ? "#attachments" : `[data-contentpath="${CSS.escape(place)}"]`);

const placed = () => {
  document.querySelectorAll(".office-note").forEach((note) => note.remove());
  for (const one of list.querySelectorAll(".finding[data-place]")) {
    const at = field(one.dataset.place);
    if (!at || one.dataset.place.startsWith("attachment") || one.classList.contains("finding-passed")) continue;
    const note = document.createElement("p");
    note.className = one.classList.contains("finding-block") ? "office-note office-note-block" : "office-note";
    const word = document.createElement("strong");
    word.textContent = `${one.querySelector(".finding-word").textContent}：`;
    note.append(word, one.querySelectorAll("p")[1].textContent);
    at.prepend(note);
  }
};

// After the editor has saved by itself, the checks are asked again.
document.addEventListener("w-autosave:success", async () => {
  const answer = await fetch(list.dataset.again, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  list.innerHTML = await answer.text();
  placed();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-go]");
  if (!link) return;
  event.preventDefault();
  const at = field(link.dataset.go);
  if (!at) return;
  at.scrollIntoView({ block: "center" });
  at.querySelector("input, textarea, select, [contenteditable=true], button")?.focus({ preventScroll: true });
});

// Draft.js gives its field no name of its own.
const named = () => {
  for (const one of document.querySelectorAll("[data-contentpath=body] [contenteditable=true]:not([aria-label])"))
    one.setAttribute("aria-label", "正文");
};
new MutationObserver(named).observe(document.getElementById("w-editor-form"), { subtree: true, childList: true });

named();
placed();
document.documentElement.dataset.ready = "";
