// Marks are drawn on the page; what is kept is the form beside it, which works without this script too.
const sheet = document.getElementById("sheet");
const marks = document.getElementById("marks");
const rows = document.getElementById("rows");
const form = document.getElementById("marking");
const told = document.getElementById("told");
const drawButton = document.getElementById("draw");
const WIDTH = 1000;
const HIGH = Number(sheet.dataset.high);
const SMALLEST = 4;
const GRIP = 9;
const SVG = "http://www.w3.org/2000/svg";

// The blank rows for who has no script become the pattern of new ones.
const blanks = [...rows.querySelectorAll("[data-blank]")];
const pattern = blanks[0].cloneNode(true);
let next = Number(pattern.dataset.key);
blanks.forEach((one) => one.remove());

const field = (row, name) => row.querySelector(`[name="${name}-${row.dataset.key}"]`);
const all = () => [...rows.querySelectorAll(".piece")];
const rectOf = (row) => marks.querySelector(`rect[data-key="${row.dataset.key}"]`);
const rowOf = (rect) => rows.querySelector(`.piece[data-key="${rect.dataset.key}"]`);
const held = (value, least, most) => Math.min(most, Math.max(least, value));
const percent = (value) => String(Number((value * 100).toFixed(3)));

const boxOf = (row) => {
  const [x, y, w, h] = ["left", "top", "width", "height"].map((name) => Number.parseFloat(field(row, name).value) / 100);
  return [x, y, w, h].some(Number.isNaN) ? null : { x: x * WIDTH, y: y * HIGH, w: w * WIDTH, h: h * HIGH };
};

const changed = () => {
  form.dataset.changed = "";
  document.getElementById("unsaved").hidden = false;
};

const keep = (row, box) => {
  const w = held(box.w, SMALLEST, WIDTH), h = held(box.h, SMALLEST, HIGH);
  const x = held(box.x, 0, WIDTH - w), y = held(box.y, 0, HIGH - h);
  field(row, "left").value = percent(x / WIDTH);
  field(row, "top").value = percent(y / HIGH);
  field(row, "width").value = percent(w / WIDTH);
  field(row, "height").value = percent(h / HIGH);
  changed();
  show(row);
};

const show = (row) => {
  const box = boxOf(row);
  let rect = rectOf(row);
  if (!box) return rect?.remove();
  if (!rect) {
    rect = document.createElementNS(SVG, "rect");
    rect.dataset.key = row.dataset.key;
    rect.setAttribute("class", "mark");
    rect.append(document.createElementNS(SVG, "title"));
    marks.append(rect);
  }
  rect.setAttribute("x", box.x);
  rect.setAttribute("y", box.y);
  rect.setAttribute("width", box.w);
  rect.setAttribute("height", box.h);
  rect.setAttribute("tabindex", "0");
  rect.setAttribute("role", "button");
  const number = all().indexOf(row) + 1;
  const whole = ["ground", "category", "reason"].every((name) => field(row, name).value.trim());
  rect.classList.toggle("open", !whole);
  const said = `第${number}处${whole ? "" : "，依据、类别、理由没有写全"}`;
  rect.setAttribute("aria-label", said);
  rect.querySelector("title").textContent = said;
  if (rect.classList.contains("picked")) grips(box);
};

const renumber = () => {
  all().forEach((row, at) => {
    row.querySelector("legend").textContent = `第${at + 1}处`;
    show(row);
  });
  document.getElementById("count").textContent = `${all().length}处`;
};

const grips = (box) => {
  marks.querySelectorAll(".grip").forEach((one) => one.remove());
  if (!box) return;
  for (const [corner, x, y] of [["start", box.x, box.y], ["end", box.x + box.w, box.y + box.h]]) {
    const grip = document.createElementNS(SVG, "circle");
    grip.setAttribute("class", "grip");
    grip.setAttribute("cx", x);
    grip.setAttribute("cy", y);
    grip.setAttribute("r", GRIP);
    grip.dataset.corner = corner;
    marks.append(grip);
  }
};

const chosen = () => rows.querySelector(".piece.picked");
const choose = (row) => {
  all().forEach((one) => {
    one.classList.toggle("picked", one === row);
    rectOf(one)?.classList.toggle("picked", one === row);
  });
  grips(row && boxOf(row));
};

const add = (box) => {
  const row = pattern.cloneNode(true);
  const key = String(next++);
  row.dataset.key = key;
  delete row.dataset.blank;
  for (const one of row.querySelectorAll("[id], [for], [name]")) {
    for (const name of ["id", "for", "name"]) {
      if (one.hasAttribute(name)) one.setAttribute(name, one.getAttribute(name).replace(/-\d+$/, `-${key}`));
    }
  }
  row.querySelector("details").open = false;
  const last = all().at(-1);
  rows.append(row);
  // The next piece is often of the same kind; but what the scanner called a number is no name for what is drawn now.
  for (const name of ["ground", "category", "reason"]) {
    const known = last && (name !== "category" || last.dataset.typed);
    field(row, name).value = known ? field(last, name).value : "";
  }
  if (last?.dataset.typed) row.dataset.typed = "1";
  dropping(row);
  keep(row, box);
  renumber();
  choose(row);
  told.textContent = `加了第${all().length}处`;
  return row;
};

const remove = (row) => {
  const at = all().indexOf(row);
  rectOf(row)?.remove();
  row.remove();
  changed();
  renumber();
  choose(null);
  told.textContent = `删去了第${at + 1}处`;
  const other = all()[Math.min(at, all().length - 1)];
  (other ? rectOf(other) : document.getElementById("add"))?.focus();
};

// A row that the server drew has a box to tick; with the script it goes at once.
const dropping = (row) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "act-text drop";
  button.textContent = "删去这一处";
  button.addEventListener("click", () => remove(row));
  row.querySelector(".drop")?.remove();
  row.append(button);
};

const place = (event) => {
  const frame = sheet.getBoundingClientRect();
  return { x: ((event.clientX - frame.left) / frame.width) * WIDTH, y: ((event.clientY - frame.top) / frame.height) * HIGH };
};

let pull = null;
sheet.addEventListener("pointerdown", (event) => {
  if (event.button) return;
  const from = place(event);
  const target = event.target;
  if (target.classList.contains("grip")) pull = { kind: target.dataset.corner, row: chosen(), from, box: boxOf(chosen()) };
  else if (target.classList.contains("mark")) {
    const row = rowOf(target);
    choose(row);
    pull = { kind: "move", row, from, box: boxOf(row) };
  } else if (drawButton.getAttribute("aria-pressed") === "true") pull = { kind: "new", from };
  else return choose(null);
  event.preventDefault();
  sheet.setPointerCapture(event.pointerId);
});

sheet.addEventListener("pointermove", (event) => {
  if (!pull) return;
  const to = place(event);
  const across = to.x - pull.from.x, down = to.y - pull.from.y;
  if (pull.kind === "new") {
    if (Math.abs(across) < SMALLEST || Math.abs(down) < SMALLEST) return;
    const x = held(Math.min(pull.from.x, to.x), 0, WIDTH), y = held(Math.min(pull.from.y, to.y), 0, HIGH);
    const box = { x, y, w: held(Math.max(pull.from.x, to.x), 0, WIDTH) - x, h: held(Math.max(pull.from.y, to.y), 0, HIGH) - y };
    if (pull.row) keep(pull.row, box);
    else pull.row = add(box);
    return;
  }
  const { x, y, w, h } = pull.box;
  if (pull.kind === "move") keep(pull.row, { x: x + across, y: y + down, w, h });
  else if (pull.kind === "end") keep(pull.row, { x, y, w: held(w + across, SMALLEST, WIDTH - x), h: held(h + down, SMALLEST, HIGH - y) });
  else {
    const left = held(x + across, 0, x + w - SMALLEST), top = held(y + down, 0, y + h - SMALLEST);
    keep(pull.row, { x: left, y: top, w: x + w - left, h: y + h - top });
  }
});

const release = () => {
  if (pull?.kind === "new" && pull.row) rectOf(pull.row).focus();
  pull = null;
};
sheet.addEventListener("pointerup", release);
sheet.addEventListener("pointercancel", release);

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
sheet.addEventListener("keydown", (event) => {
  const rect = event.target.closest?.(".mark");
  if (!rect) return;
  const row = rowOf(rect), box = boxOf(row), step = STEPS[event.key];
  if (event.key === "Delete" || event.key === "Backspace") remove(row);
  else if (event.key === "Enter") field(row, "ground").focus();
  else if (step) {
    const size = event.ctrlKey || event.metaKey ? 20 : 4;
    const [x, y] = step.map((one) => one * size);
    keep(row, event.shiftKey ? { ...box, w: box.w + x, h: box.h + y } : { ...box, x: box.x + x, y: box.y + y });
  } else return;
  event.preventDefault();
});
// Beside the page the list scrolls by itself; below it, on a small screen, the page would run away.
const wide = matchMedia("(min-width: 60.01rem)");
sheet.addEventListener("focusin", (event) => {
  if (!event.target.classList?.contains("mark")) return;
  const row = rowOf(event.target), side = row.closest(".pieces-side");
  choose(row);
  if (wide.matches) side.scrollTop += row.getBoundingClientRect().top - side.getBoundingClientRect().top - 60;
});

rows.addEventListener("focusin", (event) => choose(event.target.closest(".piece")));
rows.addEventListener("input", (event) => {
  changed();
  const row = event.target.closest(".piece");
  if (event.target.name?.startsWith("category-")) row.dataset.typed = "1";
  show(row);
});

document.getElementById("add").addEventListener("click", () => {
  const row = add({ x: WIDTH * 0.35, y: HIGH * 0.45, w: WIDTH * 0.3, h: HIGH * 0.04 });
  rectOf(row).focus();
});
// A finger scrolls unless drawing is on; a mouse may draw from the start.
const draws = (on) => {
  drawButton.setAttribute("aria-pressed", String(on));
  sheet.classList.toggle("drawing", on);
};
drawButton.addEventListener("click", () => draws(drawButton.getAttribute("aria-pressed") !== "true"));
draws(!matchMedia("(pointer: coarse)").matches);

form.addEventListener("submit", () => delete form.dataset.changed);
addEventListener("beforeunload", (event) => "changed" in form.dataset && event.preventDefault());

all().forEach(dropping);
renumber();
document.querySelector(".tools").hidden = false;
document.documentElement.dataset.ready = "";
