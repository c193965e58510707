// The payloads themselves, with how near they come to what the platforms take.

import { h } from "./dom.js";
import { current, tr } from "./words.js";

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?/g;

// `open` shows the first payload at once; what is closed is drawn when it is opened, since a payload is many elements.
export function drawRaw(item, open) {
  return h("div", { class: "blocks raw" }, [
    payload(tr("Slack: arguments of chat.postMessage"), item.slack, slackSize(item.slack), open),
    payload(tr("Discord: body of Create Message"), item.discord, discordSize(item.discord), false),
  ]);
}

function payload(title, messages, size, open) {
  const value = messages.length === 1 ? messages[0] : messages;
  const text = JSON.stringify(value, null, 2);
  const copy = h("button", { type: "button", class: "button" }, tr("Copy"));
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text).catch(() => null);
    copy.textContent = tr("Copied");
  });
  const summary = h("summary", {}, h("b", {}, title), " ", h("span", { class: "size" }, size));
  const sheet = h("div", { class: "sheet" });
  const fill = () => sheet.childElementCount || sheet.append(copy, h("pre", { tabindex: 0, "aria-label": title }, coloured(text)));
  if (open) fill();
  const details = h("details", { open }, summary, sheet);
  details.addEventListener("toggle", fill);
  return details;
}

function coloured(text) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(TOKEN)) {
    nodes.push(text.slice(end, found.index));
    const kind = found[2] ? "key" : found[1] ? "string" : "number";
    nodes.push(h("span", { class: kind }, found[1] ?? found[0]), found[2] ?? "");
    end = found.index + found[0].length;
  }
  return [...nodes, text.slice(end)];
}

const said = (number) => number.toLocaleString(current());
const sum = (numbers) => numbers.reduce((one, other) => one + other, 0);

function slackSize(messages) {
  const sizes = messages.map((each) => ({ blocks: each.blocks.length, characters: said(lettersIn(each.blocks)) }));
  return sizes.map((size) => tr("{blocks} of 50 blocks, {characters} of 10,000 characters", size)).join(" + ");
}

function lettersIn(value) {
  if (Array.isArray(value)) return sum(value.map(lettersIn));
  if (value === null || typeof value !== "object") return 0;
  const own = typeof value.text === "string" ? value.text.length : 0;
  return own + sum(Object.entries(value).map(([key, each]) => (key === "text" && own ? 0 : lettersIn(each))));
}

function discordSize(messages) {
  const sizes = messages.map((each) => ({ components: sum(each.components.map(countIn)), characters: said(sum(each.components.map(contentIn))) }));
  return sizes.map((size) => tr("{components} of 40 components, {characters} of 4,000 characters", size)).join(" + ");
}

const inner = (component) => [...(component.components ?? []), ...(component.accessory ? [component.accessory] : [])];
const countIn = (component) => 1 + sum(inner(component).map(countIn));
const contentIn = (component) => (component.content?.length ?? 0) + sum(inner(component).map(contentIn));
