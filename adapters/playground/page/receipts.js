// Receipts, unfolded in place: each sentence with the passage that supports it, lit up in its article.

import { h, link } from "./dom.js";
import { tr } from "./words.js";

// A button and the place under it; `ask(key)` gives the answer of the server, or null.
export function unfolding(key, ask, label = tr("Receipts")) {
  const place = h("div", { class: "receipts", hidden: true });
  const button = h("button", { type: "button", class: "unfold", "aria-expanded": "false", "data-key": key }, label);
  button.addEventListener("click", async () => {
    const opens = place.hidden;
    place.hidden = !opens;
    button.setAttribute("aria-expanded", String(opens));
    if (!opens || place.dataset.filled) return;
    place.replaceChildren(h("p", { class: "hint" }, tr("Looking them up …")));
    const answer = await ask(key);
    if (answer?.passages) place.dataset.filled = "yes";
    place.replaceChildren(...drawAnswer(answer));
    for (const article of place.querySelectorAll(".article")) scrollToMark(article);
  });
  return h("div", { class: "unfolding" }, button, place);
}

function drawAnswer(answer) {
  if (!answer) return [h("p", { class: "hint" }, tr("The connection broke. Try again in a moment."))];
  if (answer.problem) return [h("p", { class: "hint" }, answer.problem)];
  return [h("ol", {}, answer.passages.map(drawPassage))];
}

function drawPassage(passage) {
  const source = passage.url ? link(passage.url, passage.source) : passage.source;
  const range = passage.holds ? tr("characters {start} to {end}", { start: passage.start, end: passage.end }) : "";
  const caption = h("figcaption", {}, h("b", {}, source), passage.title ? ` · ${passage.title}` : "", range ? ` · ${range}` : "");
  const marked = h("mark", {}, passage.parts.map(([words, kept]) => (kept ? words : h("span", { class: "left-out" }, words))));
  const text = [passage.cut_before ? "… " : "", passage.before, marked, passage.after, passage.cut_after ? " …" : ""];
  const article = h("div", { class: "article", tabindex: 0, role: "region", "aria-label": tr("The passage in its article") }, text);
  return h("li", {}, h("p", { class: "sentence" }, passage.text), h("figure", {}, caption, article));
}

function scrollToMark(article) {
  const mark = article.querySelector("mark");
  article.scrollTop = mark.offsetTop - Math.max(8, (article.clientHeight - mark.offsetHeight) / 2);
}
