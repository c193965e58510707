// Components v2, drawn as Discord roughly draws them. Every word becomes a text node.

import { h, link } from "./dom.js";
import { moment } from "./times.js";
import { tr } from "./words.js";

const ROW = 1;
const BUTTON = 2;
const SECTION = 9;
const TEXT = 10;
const SEPARATOR = 14;
const CONTAINER = 17;
const STYLES = { 1: "primary", 2: "", 3: "success", 4: "danger", 5: "" };

export function drawDiscord(message, hooks) {
  return h("div", { class: "blocks" }, message.components.map((each) => draw(each, hooks)));
}

function draw(component, hooks) {
  switch (component.type) {
    case CONTAINER: {
      const accent = component.accent_color ?? 0x5865f2;
      const box = h("div", { class: "container" }, component.components.map((each) => draw(each, hooks)));
      box.style.setProperty("--bar", `#${accent.toString(16).padStart(6, "0")}`);
      return box;
    }
    case SECTION: {
      const words = h("div", { class: "words" }, component.components.map((each) => draw(each, hooks)));
      const story = component.accessory?.custom_id?.match(/^nd:more:(.+)$/s)?.[1];
      const section = h("div", { class: "section" }, words, component.accessory ? draw(component.accessory, hooks) : null);
      return story ? [section, hooks.unfold(`story:${story}`)] : section;
    }
    case TEXT:
      return markdown(component.content);
    case ROW:
      return h("div", { class: "actions" }, component.components.map((each) => draw(each, hooks)));
    case BUTTON:
      return drawButton(component, hooks);
    case SEPARATOR:
      return h("hr");
    default:
      return h("p", { class: "small" }, tr("Discord draws a component here that this page does not know: {type}", { type: component.type }));
  }
}

function drawButton(component, hooks) {
  const [, verb, target] = /^nd:([^:]*):([\s\S]*)$/.exec(component.custom_id ?? "") ?? [];
  const press = () => hooks.press(verb, target, component.label);
  return h("button", { type: "button", class: `button ${STYLES[component.style] ?? ""}`, disabled: !verb, onclick: press }, component.label);
}

export function markdown(content) {
  const fenced = content.split(/```\n?([\s\S]*?)\n?```/);
  return fenced.flatMap((part, index) => {
    if (index % 2) return [h("pre", { tabindex: 0 }, part)];
    return part.split("\n").filter((line) => line).map(drawLine);
  });
}

function drawLine(line) {
  const lead = /^(-# |#{1,3} |> |[-*] )/.exec(line)?.[0] ?? "";
  const words = inline(line.slice(lead.length));
  if (lead === "-# ") return h("p", { class: "small" }, words);
  if (lead.startsWith("#")) return h(`h${Math.max(2, lead.length)}`, {}, words);
  if (lead === "> ") return h("blockquote", {}, words);
  if (lead) return h("p", { class: "bullet" }, words);
  return h("p", {}, words);
}

function inline(text) {
  const nodes = [];
  let plain = "";
  let position = 0;
  while (position < text.length) {
    if (text[position] === "\\" && position + 1 < text.length) {
      plain += text[position + 1];
      position += 2;
      continue;
    }
    const found = atom(text, position) ?? styled(text, position);
    if (found) {
      if (plain) nodes.push(plain);
      plain = "";
      nodes.push(found.node);
      position = found.end;
    } else {
      plain += text[position] === "\u200b" ? "" : text[position];
      position++;
    }
  }
  if (plain) nodes.push(plain);
  return nodes;
}

function atom(text, position) {
  const rest = text.slice(position);
  const url = /^\[((?:\\.|[^\]\\])*)\]\(<([^<>]*)>\)/.exec(rest);
  if (url) return { node: link(url[2], inline(url[1])), end: position + url[0].length };
  const time = /^<t:(-?\d+)(?::([tTdDfFR]))?>/.exec(rest);
  if (time) return { node: moment(Number(time[1]), time[2] === "R", "moment"), end: position + time[0].length };
  const code = /^`([^`]+)`/.exec(rest);
  return code ? { node: h("code", {}, code[1]), end: position + code[0].length } : null;
}

function styled(text, position) {
  for (const [mark, name] of [["**", "strong"], ["__", "u"], ["~~", "s"], ["*", "em"], ["_", "em"]]) {
    if (!text.startsWith(mark, position)) continue;
    const end = closing(text, position + mark.length, mark);
    if (end < 0) continue;
    return { node: h(name, {}, inline(text.slice(position + mark.length, end))), end: end + mark.length };
  }
  return null;
}

function closing(text, from, mark) {
  for (let position = from; position < text.length; position++) {
    if (text[position] === "\\") {
      position++;
      continue;
    }
    const inner = atom(text, position);
    if (inner) position = inner.end - 1;
    else if (text.startsWith(mark, position) && position > from) return position;
  }
  return -1;
}
