// The two sides of a result: a badge or a mark in the report, and its finding in the list, light up
// together; the cells that stand in one failing equation are joined by a thin line.
import { face, listOf, zone } from "../portal/files.js";
import { drawThreads } from "./threads.js";

document.documentElement.classList.add("scripted");

const body = document.querySelector(".result-body");
const drawn = document.getElementById("drawn");
const listed = document.getElementById("listed");
const findings = [...listed.querySelectorAll(".finding")];
const cellOf = (name) => drawn.querySelector(`[data-cell="${CSS.escape(name)}"]`);
const numberOf = (finding) => finding.id.replace("finding-", "");

const sides = new Map(findings.map((finding) => [numberOf(finding), {
  finding,
  cells: (finding.dataset.cells || "").split(" ").filter(Boolean).map(cellOf).filter(Boolean),
  marks: [...drawn.querySelectorAll(`.mark[data-finding="${numberOf(finding)}"]`)],
  badges: [...drawn.querySelectorAll(`.badge[href="#finding-${numberOf(finding)}"]`)],
}]));

// --- A finding over many cells ------------------------------------------------------------------
const MANY = 4;

for (const { cells, badges } of sides.values()) {
  if (cells.length <= MANY) continue;
  for (const badge of badges.slice(1)) badge.classList.add("is-repeat");
  for (const cell of cells) {
    if (!cell.querySelector(".badge:not(.is-repeat)")) cell.classList.add("is-one-of-many");
  }
}

// --- Lighting up -------------------------------------------------------------------------------
let pinned = null;

function light(number) {
  for (const lit of document.querySelectorAll(".is-lit")) lit.classList.remove("is-lit");
  const side = sides.get(number);
  if (side) for (const one of [side.finding, ...side.cells, ...side.marks, ...side.badges]) one.classList.add("is-lit");
  drawThreads(drawn, number);
}

function numberAt(target) {
  const badge = target.closest(".badge");
  if (badge) return badge.hash.replace("#finding-", "");
  const mark = target.closest(".mark");
  if (mark) return mark.dataset.finding;
  const finding = target.closest(".finding");
  if (finding) return numberOf(finding);
  const cell = target.closest("td.has-finding");
  return cell ? cell.querySelector(".badge").hash.replace("#finding-", "") : null;
}

for (const side of [drawn, listed]) {
  side.addEventListener("mouseover", (event) => light(numberAt(event.target) ?? pinned));
  side.addEventListener("mouseleave", () => light(pinned));
  side.addEventListener("focusin", (event) => {
    const number = numberAt(event.target);
    if (number) light((pinned = number));
  });
  side.addEventListener("click", (event) => {
    const number = numberAt(event.target);
    if (!number) return;
    light((pinned = number));
    // On the narrow page, and for marks and cells that are not links, the other side comes into view.
    if (side === drawn && !event.target.closest("a")) bring(sides.get(number).finding);
  });
}

function bring(target) {
  show(listed.contains(target) ? "listed" : "drawn");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  target.scrollIntoView({ block: "center", inline: "center", behavior: calm ? "auto" : "smooth" });
}

// Links between the sides: the target may be hidden (narrow page, filter), so it is shown first.
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!target || !body.contains(target) || target === drawn || target === listed) return;
  event.preventDefault();
  if (target.closest(".finding")?.hidden || target.closest(".finding-group")?.hidden) clearFilters();
  bring(target);
  const number = listed.contains(link) ? numberAt(link) : numberAt(target);
  if (number) light((pinned = number));
  if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || pinned === null) return;
  light((pinned = null));
});

// --- One side at a time where the page is narrow -------------------------------------------------
const tabs = [...document.querySelectorAll(".switch a")];

function show(side) {
  body.dataset.side = side;
  for (const tab of tabs) {
    if (tab.hash === `#${side}`) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
  drawThreads(drawn, pinned);
}
for (const tab of tabs) {
  tab.addEventListener("click", (event) => {
    event.preventDefault();
    show(tab.hash.slice(1));
    const top = body.getBoundingClientRect().top + window.scrollY - tab.offsetHeight;
    if (window.scrollY > top) window.scrollTo({ top });
  });
}
show(findings.length ? "listed" : "drawn");

// --- Filters -----------------------------------------------------------------------------------
const severity = document.getElementById("filter-severity");
const kind = document.getElementById("filter-kind");
const filtered = document.getElementById("filtered");

function filter() {
  let shown = 0;
  for (const finding of findings) {
    const fits = (!severity.value || finding.classList.contains(`finding-${severity.value}`))
      && (!kind.value || finding.querySelector(".finding-kind").textContent === kind.value);
    finding.hidden = !fits;
    shown += fits;
  }
  for (const group of listed.querySelectorAll(".finding-group")) {
    group.hidden = !group.querySelector(".finding:not([hidden])");
  }
  const all = shown === findings.length;
  filtered.textContent = all ? "" : shown ? `显示 ${shown} 条，共 ${findings.length} 条` : "没有同时符合这两项的问题";
}

function clearFilters() {
  severity.value = kind.value = "";
  filter();
}

if (severity) {
  document.getElementById("filters").hidden = false;
  severity.addEventListener("change", filter);
  kind.addEventListener("change", filter);
}

// --- Explaining, printing, adding last year's report ---------------------------------------------
for (const finding of findings) {
  const field = document.getElementById(`reason-${numberOf(finding)}`);
  if (!field) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button-text small no-print";
  button.textContent = "写说明";
  button.setAttribute("aria-label", `为第 ${numberOf(finding)} 个问题写说明`);
  button.addEventListener("click", () => {
    document.getElementById("explaining-form").open = true;
    field.focus();
  });
  finding.append(button);
}

const day = document.getElementById("day");
if (day && !day.value) {
  const now = new Date();
  day.value = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((one) => String(one).padStart(2, "0")).join("-");
}

const print = document.getElementById("print");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

const drop = document.getElementById("drop");
const previous = document.getElementById("previous");
if (drop) {
  const carried = document.getElementById("carried");
  face(previous, "选择上年年报");
  zone(drop, ([file]) => {
    previous.files = listOf([file]);
    carried.requestSubmit();
  });
  carried.addEventListener("submit", (event) => {
    const here = !event.submitter?.hasAttribute("formaction");
    if (here) document.getElementById("status").textContent = "正在读取和核对，通常一两秒……";
  });
}
const explained = document.getElementById("explained");
if (explained) face(explained, "选择说明文件");

for (const toggle of document.querySelectorAll("[data-diff]")) {
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    const inline = document.getElementById("prose-changes").classList.toggle("diff-inline");
    toggle.textContent = inline ? "左右对照" : "合在一栏";
    toggle.setAttribute("aria-pressed", String(inline));
  });
}

window.addEventListener("resize", () => drawThreads(drawn, pinned));
for (const frame of drawn.querySelectorAll(".table-frame")) {
  frame.addEventListener("scroll", () => drawThreads(drawn, pinned), { passive: true });
}

// The page answers from here on; this line stays the last.
document.documentElement.dataset.ready = "";
