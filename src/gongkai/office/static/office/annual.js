// The editor of a part: fields are inserted at the cursor, and the check follows the typing. What is right
// and wrong the server says; without this file “检查，先不保存” asks the same.
const form = document.getElementById("writing");
const text = form.elements.text;
const checked = document.getElementById("checked");
const braces = (name) => `{{${name}}}`;

const insert = (words, start = text.selectionStart, end = text.selectionEnd) => {
  text.focus();
  text.setRangeText(words, start, end, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
};

const button = (words, label, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "act-quiet act-small";
  made.textContent = words;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
};

for (const one of document.querySelectorAll("#fields [data-field]")) {
  const what = one.querySelector(".what > span").textContent;
  one.append(button("插入", `插入${what}`, () => insert(braces(one.dataset.field))));
}
document.querySelector(".annual-noscript").textContent = "把光标放在文字里要写数的地方，再点“插入”。花括号里是数的名称，印出来是数。";
// The button does it: nobody has to read or copy the name of a field.
document.getElementById("fields").classList.add("by-button");

// A figure is replaced by its field only where its words stand once, as they were when the check looked at them.
const offers = () => {
  for (const one of checked.querySelectorAll(".annual-offers [data-field]")) {
    const { words, number, field } = one.dataset;
    const at = text.value.indexOf(words);
    if (at < 0 || text.value.indexOf(words, at + 1) >= 0) continue;
    const inside = words.search(new RegExp(`(?<![\\d.])${number.replace(".", "\\.")}(?![\\d.])`));
    if (inside < 0) continue;
    one.querySelector("code").remove();
    one.append(button("换成自动填写", `把${words}里的${number}换成自动填写`, () => {
      const place = text.value.indexOf(words);
      if (place >= 0) insert(braces(field), place + inside, place + inside + number.length);
    }));
  }
};

let waiting = 0;
let asked = 0;
const ask = async () => {
  const mine = ++asked;
  try {
    const answer = await fetch(form.dataset.check, { method: "POST", body: new FormData(form) });
    if (!answer.ok || mine !== asked) return;
    const held = checked.contains(document.activeElement);
    checked.innerHTML = await answer.text();
    offers();
    if (held) text.focus();
  } catch {
    // No connection: the text stays, saving says what is wrong.
  }
};
text.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(ask, 700);
});

// Words that are not saved yet are not lost by a click on a link.
let saved = text.value;
form.addEventListener("submit", () => { saved = text.value; });
window.addEventListener("beforeunload", (leaving) => {
  if (text.value !== saved) leaving.preventDefault();
});

offers();
document.documentElement.dataset.ready = "";
