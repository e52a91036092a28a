// Thin lines through the cells that stand in one equation which does not hold.
const SVG = "http://www.w3.org/2000/svg";
const CLOSE = 4; // px: cells of one row or column line up this closely

export function drawThreads(drawn, sides, lit) {
  const canvas = document.getElementById("threads");
  canvas.replaceChildren();
  const side = sides.get(lit);
  if (!side || side.cells.length < 2) return;
  const origin = canvas.getBoundingClientRect();
  const wrong = side.finding.classList.contains("finding-error") ? "error" : "";
  for (const points of lines(side.cells, origin)) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", wrong);
    path.setAttribute("d", `M${points.map(({ x, y }) => `${x} ${y}`).join("L")}`);
    canvas.append(path, ...points.map(({ x, y }) => dot(x, y, wrong)));
  }
}

function dot(x, y, wrong) {
  const made = document.createElementNS(SVG, "circle");
  made.setAttribute("class", wrong);
  made.setAttribute("cx", x);
  made.setAttribute("cy", y);
  made.setAttribute("r", 2.5);
  return made;
}

// Cells that line up in a column are joined along their left, those of a row along their foot; a
// finding that holds several equations gives several lines. Cells that stand alone are only outlined.
function lines(cells, origin) {
  const boxes = cells.map((cell) => cell.getBoundingClientRect()).filter((box) => box.width);
  const found = [];
  for (const [across, along, point] of [
    ["left", "top", (box) => ({ x: box.left - origin.left + 9, y: box.top - origin.top + box.height / 2 })],
    ["top", "left", (box) => ({ x: box.left - origin.left + box.width / 2, y: box.bottom - origin.top - 4 })],
  ]) {
    const groups = new Map();
    for (const box of boxes) {
      const key = Math.round(box[across] / CLOSE);
      groups.set(key, [...(groups.get(key) ?? []), box]);
    }
    for (const group of groups.values()) {
      if (group.length > 1) found.push(group.sort((a, b) => a[along] - b[along]).map(point));
    }
  }
  return found;
}
