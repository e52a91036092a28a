// Ways of reading: size of type, contrast, the version for older readers with its bar, reading aloud.
// Nothing here is needed to read a page; what is chosen stays in this browser (localStorage).
const root = document.documentElement;
const KEY = "gongkai-reading";
const SIZES = ["-1", "", "1", "2"];

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY) || "{}");
  } catch {
    return {};
  }
}

function keep(change) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...kept(), ...change }));
  } catch {
    // Then it holds for this page.
  }
}

function sizeBy(step) {
  const at = SIZES.indexOf(root.dataset.size || "");
  const next = step === 0 ? "" : SIZES[Math.max(0, Math.min(SIZES.length - 1, at + step))];
  if (next) root.dataset.size = next;
  else delete root.dataset.size;
  keep({ size: next });
}

function toggle(name) {
  const on = !(name in root.dataset);
  if (on) root.dataset[name] = "";
  else delete root.dataset[name];
  if (name !== "ruler" && name !== "point") keep({ [name]: on });
  if (name === "elder") elderBar();
  if (name === "point" && !on) stopReading();
  showStates();
}

function showStates() {
  for (const button of document.querySelectorAll("[data-toggle]")) {
    button.setAttribute("aria-pressed", String(button.dataset.toggle in root.dataset));
  }
}

// Reading aloud, by the voice the browser has.
const voice = window.speechSynthesis;
let queue = [];

function sentences(element) {
  const blocks = element.querySelectorAll("h1, h2, h3, h4, p, li, dt, dd, caption, th, td, figcaption, time");
  const parts = [];
  for (const block of blocks.length ? blocks : [element]) {
    if (block.closest("[hidden], .no-read") || block.querySelector("p, li, td, dd")) continue;
    const words = block.innerText.trim();
    if (words) parts.push({ block, words });
  }
  return parts;
}

function readNext() {
  document.querySelector(".being-read")?.classList.remove("being-read");
  const part = queue.shift();
  if (!part) return stopReading();
  part.block.classList.add("being-read");
  part.block.scrollIntoView({ block: "nearest" });
  const said = new SpeechSynthesisUtterance(part.words);
  said.lang = "zh-CN";
  said.rate = 0.9;
  said.onend = readNext;
  said.onerror = stopReading;
  voice.speak(said);
}

function startReading(element) {
  stopReading();
  queue = sentences(element);
  root.dataset.reading = "";
  sayState();
  readNext();
}

function stopReading() {
  queue = [];
  voice?.cancel();
  document.querySelector(".being-read")?.classList.remove("being-read");
  delete root.dataset.reading;
  sayState();
}

function sayState() {
  const button = document.querySelector("[data-aloud]");
  if (button) button.textContent = "reading" in root.dataset ? "停止朗读" : "朗读本页";
}

function elderBar() {
  const there = document.querySelector(".elder-bar");
  if (!("elder" in root.dataset)) {
    stopReading();
    delete root.dataset.ruler;
    delete root.dataset.point;
    there?.remove();
    return;
  }
  if (there) return;
  const bar = document.createElement("div");
  bar.className = "elder-bar";
  bar.setAttribute("role", "region");
  bar.setAttribute("aria-label", "适老版工具条");
  const add = (words, does, toggles) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    if (toggles) button.dataset.toggle = toggles;
    button.addEventListener("click", does);
    bar.append(button);
    return button;
  };
  if (voice) {
    add("朗读本页", () => {
      if ("reading" in root.dataset) stopReading();
      else startReading(document.querySelector("[data-read]") || document.getElementById("content"));
    }).dataset.aloud = "";
    add("指到哪读到哪", () => toggle("point"), "point");
  }
  add("阅读尺", () => toggle("ruler"), "ruler");
  add("字号加大", () => sizeBy(1));
  add("字号减小", () => sizeBy(-1));
  add("高对比", () => toggle("contrast"), "contrast");
  add("退出适老版", () => toggle("elder"));
  document.body.prepend(bar);
}

const ruler = document.createElement("div");
ruler.className = "ruler";
ruler.setAttribute("aria-hidden", "true");
document.body.append(ruler);
document.addEventListener("pointermove", (happened) => {
  if ("ruler" in root.dataset) ruler.style.transform = `translateY(${happened.clientY}px)`;
});

let pointed = null;
function pointedAt(happened) {
  if (!("point" in root.dataset) || !(happened.target instanceof Element)) return;
  const block = happened.target.closest("a, button, h1, h2, h3, h4, p, li, td, th, dd, dt, label, input");
  if (!block || block === pointed) return;
  pointed = block;
  const words = block.getAttribute("aria-label") || block.innerText || block.placeholder || "";
  voice.cancel();
  if (!words.trim()) return;
  const said = new SpeechSynthesisUtterance(words.trim().slice(0, 500));
  said.lang = "zh-CN";
  voice.speak(said);
}
document.addEventListener("pointerover", pointedAt);
document.addEventListener("focusin", pointedAt);
window.addEventListener("pagehide", () => voice?.cancel());

// Wide tables scroll inside their own box, with the keyboard too.
for (const table of document.querySelectorAll(".text-body table")) {
  if (table.parentElement.classList.contains("scroll")) continue;
  const box = document.createElement("div");
  box.className = "scroll";
  table.replaceWith(box);
  box.append(table);
}
const named = new Set(document.querySelectorAll(".scroll[role]"));
function reachable() {
  for (const box of document.querySelectorAll(".scroll")) {
    const wide = box.scrollWidth > box.clientWidth;
    box.classList.toggle("is-wide", wide);
    if (named.has(box) || box.ariaLabel && !box.dataset.reachable) continue; // its page names it
    box.dataset.reachable = "";
    if (wide) {
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", box.querySelector("caption")?.innerText || "表格，可以左右滚动");
    } else {
      box.removeAttribute("tabindex");
      box.removeAttribute("role");
      box.removeAttribute("aria-label");
    }
  }
}
reachable();
window.addEventListener("resize", reachable);

for (const tools of document.querySelectorAll("[data-reading-tools]")) {
  tools.hidden = false;
  tools.addEventListener("click", (happened) => {
    const button = happened.target.closest("button");
    if (!button) return;
    if (button.dataset.size !== undefined) sizeBy(Number(button.dataset.size));
    else if (button.dataset.toggle) toggle(button.dataset.toggle);
  });
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
elderBar();
showStates();
// A page with a script of its own says itself when that has run.
if (document.querySelectorAll("script[type=module]").length === 1) {
  document.documentElement.dataset.ready = "";
}
