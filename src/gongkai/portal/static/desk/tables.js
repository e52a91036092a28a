// Tables that can be sorted by their heads and narrowed by words or by outcome.

export function enhance(table, tools) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.textContent = head.textContent;
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      sort(table, column, down ? -1 : 1, head.classList.contains("number"));
    });
    head.replaceChildren(button);
  });
  if (tools) narrow(table, tools);
}

// A row with merged cells has no figures of its own: it stays at the end, whichever way the sort goes.
function sort(table, column, direction, numbers) {
  const body = table.tBodies[0];
  const value = (row) => {
    if (row.querySelector("[colspan]") && column > 0) return null;
    const text = row.cells[column]?.querySelector("summary")?.textContent ?? row.cells[column]?.textContent ?? "";
    return numbers ? Number(text) : text.trim();
  };
  const order = new Intl.Collator("zh-Hans", { numeric: true });
  const rows = [...body.rows].sort((one, other) => {
    const [left, right] = [value(one), value(other)];
    if (left === null || right === null) return (left === null) - (right === null);
    return direction * (numbers ? left - right : order.compare(left, right));
  });
  body.append(...rows);
}

function narrow(table, tools) {
  const label = document.createElement("label");
  label.textContent = "只看";
  const select = document.createElement("select");
  select.id = "narrow";
  label.htmlFor = select.id;
  for (const [value, words] of [["", "全部"], ["error", "有错误的"], ["clean", "没有错误的"], ["failed", "没有读出的"]]) {
    select.add(new Option(words, value));
  }
  const count = document.createElement("span");
  count.className = "quiet small";
  count.setAttribute("role", "status");
  select.addEventListener("change", () => {
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      const failed = row.classList.contains("is-failed");
      const wrong = row.querySelector(".is-error") !== null;
      const kind = failed ? "failed" : wrong ? "error" : "clean";
      row.hidden = select.value !== "" && select.value !== kind;
      shown += !row.hidden;
    }
    count.textContent = shown ? `共 ${shown} 份` : "没有这样的年报";
  });
  tools.append(label, select, count);
}

const served = document.querySelector("table[data-sortable]");
if (served) {
  enhance(served, document.querySelector(".batch-tools"));
  // Only where this script is the page's own, not where the desk imports it.
  document.documentElement.dataset.ready = "";
}
