// Many reports: each is sent alone and its row filled when the answer comes. Nothing leaves this page
// but the files themselves; the table is made into a sheet from the rows that are shown.
import { listOf as filesOf } from "../portal/files.js";
import { enhance } from "./tables.js";

const AT_A_TIME = 2;
const HEADS = ["文件", "机关", "年度", "错误", "警告", "提示", "结果"];
const SEVERITIES = [["error", "错误"], ["warning", "警告"], ["notice", "提示"]];

const make = (tag, properties = {}, ...inside) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
};

export async function runBatch(form, files, limits) {
  const section = document.getElementById("batch");
  const title = make("h2", { id: "batch-title", tabIndex: -1 });
  const say = make("p", { className: "quiet small" });
  say.setAttribute("role", "status");
  const tools = make("div", { className: "row batch-tools" });
  const head = make("tr", {}, ...HEADS.map((words, place) =>
    make("th", { scope: "col", textContent: words, className: place > 2 && place < 6 ? "number" : "" })));
  const body = make("tbody");
  const table = make("table", { className: "list" }, make("thead", {}, head), body);
  const frame = make("div", { className: "scroll", tabIndex: 0 }, table);
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", "年报一览");
  const aside = form.querySelector("[name=previous]").files.length
    ? [make("p", { className: "notice", textContent: "上年年报只在核对一份年报时使用，这一批没有用。" })] : [];
  section.replaceChildren(title, ...aside, say, tools, frame);
  section.hidden = false;

  const rows = files.map((file) => pendingRow(body, file));
  const start = form.querySelector("[type=submit]");
  start.disabled = true;
  title.textContent = `正在校核 ${files.length} 份年报`;
  title.focus();
  section.scrollIntoView({ block: "start" });

  let done = 0;
  const waiting = files.map((file, place) => ({ file, row: rows[place] }));
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      next.row.answer = await send(form, next.file, next.row, limits);
      fill(form, next.file, next.row);
      done += 1;
      say.textContent = `已完成 ${done} / ${files.length}`;
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));

  const read = rows.filter((row) => !row.answer.error).length;
  const wrong = rows.filter((row) => row.counts?.[0]).length;
  title.textContent = `${files.length} 份年报，读出 ${read} 份，${wrong} 份有错误`;
  start.disabled = false;
  tools.append(exporter(form, rows));
  enhance(table, tools);
  window.dispatchEvent(new Event("resize")); // whether the table is too wide is known only now
}

function pendingRow(body, file) {
  const bar = make("progress", { max: 1, value: 0 });
  bar.setAttribute("aria-label", `${file.name} 的上传进度`);
  const word = make("span", { className: "quiet", textContent: "等待" });
  const line = make("tr", {},
    make("th", { scope: "row", className: "source-name", textContent: file.name }),
    make("td", { colSpan: 6 }, bar, " ", word));
  body.append(line);
  return { line, bar, word };
}

function send(form, file, row, limits) {
  if (file.size > limits.file) {
    return { error: { message: "文件太大，没有上传。", advice: "请另存一份只有文字和表格的文件再传。" } };
  }
  const fields = new FormData();
  fields.append("report", file);
  const explained = form.querySelector("[name=explained]").files[0];
  if (explained) fields.append("explained", explained);
  return new Promise((settle) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.dataset.api);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      row.word.textContent = "上传";
      if (event.lengthComputable) row.bar.value = event.loaded / event.total;
    });
    request.upload.addEventListener("load", () => {
      row.bar.removeAttribute("value");
      row.word.textContent = "核对";
    });
    const lost = { error: { message: "没有收到服务器的答复。", advice: "请检查网络，再单独核对这一份。" } };
    request.addEventListener("load", () => settle(request.response ?? lost));
    request.addEventListener("error", () => settle(lost));
    request.send(fields);
  });
}

function fill(form, file, row) {
  const { answer, line } = row;
  const name = line.firstElementChild;
  if (answer.error) {
    const why = make("details", {}, make("summary", { textContent: "原因" }),
      make("p", { className: "small", textContent: `${answer.error.message}${answer.error.advice ?? ""}` }));
    const gone = make("td", { className: "number quiet", colSpan: 3, textContent: "没有读出" });
    line.className = "is-failed";
    line.replaceChildren(name, make("td"), make("td"), gone, make("td", {}, why));
    row.cells = [file.name, "", null, null, null, null, `没有读出来：${answer.error.message}`.slice(0, 900)];
    return;
  }
  row.counts = SEVERITIES.map(([key]) =>
    answer.findings.filter((one) => one.severity === key && one.explanation === undefined).length);
  const outcome = row.counts[0] ? "有错误" : row.counts[1] ? "有疑点" : "没有发现错误";
  const { organ, year } = answer.report;
  const counts = row.counts.map((number, place) =>
    labelled(3 + place, number, place === 0 && number ? "number is-error" : "number"));
  const cell = make("td", {}, listOf(answer.findings, outcome), opener(form, file));
  line.replaceChildren(name, labelled(1, organ || "机关未识别"), labelled(2, year ?? ""), ...counts, cell);
  row.cells = [file.name, organ || "机关未识别", year, ...row.counts, outcome];
}

// On a phone the heads are not shown, so each cell carries its own.
function labelled(column, words, className = "") {
  const cell = make("td", { className, textContent: words });
  cell.dataset.label = HEADS[column];
  return cell;
}

function listOf(findings, outcome) {
  if (!findings.length) return make("span", { textContent: `${outcome}　` });
  const words = Object.fromEntries(SEVERITIES);
  const list = make("ol", { className: "batch-findings" }, ...findings.map((one) =>
    make("li", {}, make("span", { className: `word word-${one.severity}`, textContent: words[one.severity] }), one.message)));
  return make("details", {}, make("summary", { textContent: outcome }), list);
}

// The whole result opens in a window of its own, by the same form post as for a single file.
function opener(form, file) {
  const button = make("button", { type: "button", className: "button-text", textContent: "打开全部结果" });
  button.setAttribute("aria-label", `打开全部结果：${file.name}（新窗口）`);
  button.addEventListener("click", () => {
    const field = make("input", { type: "file", name: "report" });
    field.files = filesOf([file]);
    const post = make("form", { method: "post", action: form.action, enctype: "multipart/form-data", target: "_blank", hidden: true }, field);
    document.body.append(post);
    post.submit();
    post.remove();
  });
  return button;
}

function exporter(form, rows) {
  const field = make("input", { type: "hidden", name: "rows" });
  const post = make("form", { method: "post", action: form.dataset.export, enctype: "multipart/form-data" },
    field, make("button", { className: "button-quiet button-small", textContent: "导出 Excel" }));
  post.addEventListener("submit", () => {
    const inOrder = [...rows].sort((one, other) => one.line.rowIndex - other.line.rowIndex);
    field.value = JSON.stringify(inOrder.filter((row) => !row.line.hidden).map((row) => row.cells));
  });
  return post;
}
