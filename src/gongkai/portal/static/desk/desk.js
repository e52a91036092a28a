// The form of the desk: dropping files, the list of what was chosen, and many files one by one.
// Without this script the form works by itself; one file is always sent by the form.
import { face, listOf, zone } from "../portal/files.js";
import { runBatch } from "./batch.js";

document.documentElement.classList.add("scripted");

const form = document.getElementById("desk-form");
const input = document.getElementById("report");
const drop = document.getElementById("drop");
const chosen = document.getElementById("chosen");
const start = document.getElementById("start");
const status = document.getElementById("status");
const limits = {
  file: Number(form.dataset.maxFile),
  files: Number(form.dataset.maxFiles),
  total: Number(form.dataset.maxTotal),
};

const megabytes = (size) =>
  size < 1024 * 1024 ? `${Math.max(1, Math.round(size / 1024))} KB` : `${(size / 1024 / 1024).toFixed(1)} MB`;

function choose(files) {
  input.files = listOf(files);
  show();
}

function show() {
  const files = [...input.files];
  chosen.hidden = files.length === 0;
  chosen.replaceChildren(...files.map(line));
  const sum = files.reduce((so_far, file) => so_far + file.size, 0);
  start.textContent = files.length > 1 ? `开始校核这 ${files.length} 份` : "开始校核";
  if (files.length > limits.files) say(`一次最多 ${limits.files} 个文件，现在选了 ${files.length} 个，请移去一些。`);
  else if (sum > limits.total) say(`合计 ${megabytes(sum)}，超过一次 ${megabytes(limits.total)} 的限度，请分几次。`);
  else say("");
}

function line(file, place) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  name.className = "chosen-name source-name";
  name.textContent = file.name;
  const size = document.createElement("span");
  size.className = "chosen-size";
  size.textContent = megabytes(file.size);
  item.append(name, size);
  if (file.size > limits.file) {
    const wrong = document.createElement("span");
    wrong.className = "chosen-wrong";
    wrong.textContent = `超过 ${megabytes(limits.file)}，不会接收`;
    item.append(wrong);
  }
  const away = document.createElement("button");
  away.type = "button";
  away.className = "button-text small";
  away.textContent = "移去";
  away.setAttribute("aria-label", `移去 ${file.name}`);
  away.addEventListener("click", () => {
    choose([...input.files].filter((_, other) => other !== place));
    (chosen.querySelectorAll("button")[place] ?? input).focus();
  });
  item.append(away);
  return item;
}

function say(words) {
  status.textContent = words;
}

input.addEventListener("change", show);

zone(drop, (files) => {
  choose([...input.files, ...files]);
  start.focus();
});
face(input, "选择文件", { named: false });
face(form.querySelector("#previous"), "选择上年年报");
face(form.querySelector("#explained"), "选择说明文件");

form.addEventListener("submit", (event) => {
  const files = [...input.files];
  const sum = files.reduce((so_far, file) => so_far + file.size, 0);
  if (files.length > limits.files || sum > limits.total) {
    event.preventDefault();
    show();
    input.focus();
    return;
  }
  if (files.length > 1) {
    event.preventDefault();
    runBatch(form, files, limits);
    return;
  }
  say("正在读取和核对，通常一两秒……");
  start.disabled = true;
});

// Coming back with the browser's own button finds the form ready again.
window.addEventListener("pageshow", () => {
  start.disabled = false;
  show();
});

// The page answers from here on; this line stays the last.
document.documentElement.dataset.ready = "";
