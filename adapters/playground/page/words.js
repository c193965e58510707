// The page's own words, in the manner of gettext: the English sentence is the key, a catalogue has the others.

import { find, keep } from "./dom.js";

const NAMES = Object.fromEntries(document.documentElement.dataset.languages.split(",").map((each) => each.split("=")));
export const LANGUAGES = Object.keys(NAMES);
export const nameOf = (code) => NAMES[code];
let language = "en";
let catalogue = {};

export const current = () => language;

export function tr(sentence, values = {}) {
  const said = catalogue[sentence] ?? sentence;
  return said.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export async function speak(wanted) {
  const chosen = LANGUAGES.includes(wanted) ? wanted : preferred();
  if (chosen !== "en") {
    const answer = await fetch(`/play/words/${chosen}.json`);
    catalogue = answer.ok ? await answer.json() : {};
  } else {
    catalogue = {};
  }
  language = chosen;
  document.documentElement.lang = chosen;
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = tr(element.dataset.t);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", tr(element.dataset.label));
  for (const element of document.querySelectorAll("[data-placeholder]")) element.placeholder = tr(element.dataset.placeholder);
  find("title").textContent = tr("Nightdesk playground");
}

function preferred() {
  const kept = keep("language");
  if (LANGUAGES.includes(kept)) return kept;
  const asked = navigator.languages.map((each) => each.slice(0, 2));
  return asked.find((each) => LANGUAGES.includes(each)) ?? "en";
}
