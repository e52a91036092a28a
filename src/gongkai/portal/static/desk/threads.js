// A thin line through the cells of every equation that does not hold; the line of the finding that is
// looked at is drawn stronger, with a dot in each cell that takes part.
const SVG = "http://www.w3.org/2000/svg";
const CLOSE = 4; // px: cells of one row or column line up this closely

const canvas = document.getElementById("threads");
const equations = JSON.parse(canvas.dataset.threads);

export function drawThreads(drawn, lit) {
  canvas.replaceChildren();
  const origin = canvas.getBoundingClientRect();
  for (const { cells, findings } of equations) {
    const boxes = cells
      .map((name) => drawn.querySelector(`[data-cell="${CSS.escape(name)}"]`)?.getBoundingClientRect())
      .filter((box) => box?.width);
    if (boxes.length < 2) continue;
    const points = line(boxes, origin);
    const name = findings.includes(Number(lit)) ? "lit" : "";
    const path = shape("path", name, { d: `M${points.map(({ x, y }) => `${x} ${y}`).join("L")}` });
    canvas.append(path);
    if (name) canvas.append(...points.map(({ x, y }) => shape("circle", name, { cx: x, cy: y, r: 2.5 })));
  }
}

// Cells of a row are joined along their foot, those of a column along their left edge.
function line(boxes, origin) {
  const row = boxes.every((box) => Math.abs(box.top - boxes[0].top) < CLOSE);
  return boxes.map((box) => row
    ? { x: box.left - origin.left + box.width / 2, y: box.bottom - origin.top - 5 }
    : { x: box.left - origin.left + 9, y: box.top - origin.top + box.height / 2 });
}

function shape(tag, name, attributes) {
  const made = document.createElementNS(SVG, tag);
  made.setAttribute("class", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
