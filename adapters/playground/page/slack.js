// Block Kit, drawn as Slack roughly draws it. Every word becomes a text node; mark-up is read here, never by the browser.

import { h, link } from "./dom.js";
import { menu } from "./dialogs.js";
import { moment } from "./times.js";
import { tr } from "./words.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const STYLES = { "*": "b", _: "em", "~": "s" };
const WORD = /[\p{L}\p{N}]/u;

// `hooks.press(verb, target, label)` is called by a button; `hooks.unfold(key)` gives the element for receipts.
export function drawSlack(message, hooks) {
  const drawn = [];
  let story = null;
  for (const block of message.blocks) {
    drawn.push(drawBlock(block, hooks));
    if (story && block.type === "context") {
      drawn.push(hooks.unfold(story));
      story = null;
    }
    if (block.block_id?.startsWith("story:")) story = block.block_id;
  }
  return h("div", { class: "blocks" }, drawn);
}

function drawBlock(block, hooks) {
  switch (block.type) {
    case "header":
      return h("h2", { class: "header" }, block.text.text);
    case "section":
      return h("div", { class: "section" }, h("div", { class: "words" }, mrkdwn(block.text.text)), drawAccessory(block.accessory, hooks));
    case "context":
      return h("div", { class: "context" }, block.elements.map((each) => h("p", {}, mrkdwn(each.text))));
    case "actions":
      return h("div", { class: "actions" }, block.elements.map((each) => drawButton(each, hooks)));
    case "divider":
      return h("hr");
    default:
      return h("p", { class: "context" }, tr("Slack draws a block here that this page does not know: {type}", { type: block.type }));
  }
}

function pressed(value) {
  const colon = value.indexOf(":");
  return colon < 0 ? [value, ""] : [value.slice(0, colon), value.slice(colon + 1)];
}

function drawButton(element, hooks) {
  const press = () => hooks.press(...pressed(element.value), element.text.text);
  return h("button", { type: "button", class: element.style === "primary" ? "button primary" : "button", onclick: press }, element.text.text);
}

function drawAccessory(accessory, hooks) {
  if (!accessory) return null;
  if (accessory.type !== "overflow") return drawButton(accessory, hooks);
  const options = accessory.options.map((option) => ({
    label: option.text.text,
    choose: () => hooks.press(...pressed(option.value), option.text.text),
  }));
  return menu(tr("More actions"), options);
}

export function mrkdwn(text) {
  const fenced = text.split(/```([\s\S]*?)```/);
  return fenced.map((part, index) => {
    if (index % 2) return h("pre", { tabindex: 0 }, unescape(part));
    return part.split("\n").flatMap((line, number) => [number ? h("br") : null, quoted(line)]);
  });
}

function quoted(line) {
  return line.startsWith("&gt; ") ? h("blockquote", {}, inline(line.slice(5))) : inline(line);
}

const unescape = (words) => words.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]).replace(/\u200b/g, "");

function inline(text) {
  const nodes = [];
  let plain = "";
  let position = 0;
  const flush = () => {
    if (plain) nodes.push(unescape(plain));
    plain = "";
  };
  while (position < text.length) {
    const found = atom(text, position) ?? styled(text, position);
    if (found) {
      flush();
      nodes.push(found.node);
      position = found.end;
    } else {
      plain += text[position++];
    }
  }
  flush();
  return nodes;
}

// A link, a date or code: nothing within is read as style.
function atom(text, position) {
  const rest = text.slice(position);
  if (rest[0] === "<") {
    const date = /^<!date\^(\d+)\^([^|>^]*)(?:\^[^|>]*)?\|([^>]*)>/.exec(rest);
    if (date) return { node: moment(Number(date[1]), date[2].includes("{ago}")), end: position + date[0].length };
    const url = /^<(https?:\/\/[^|>]+)(?:\|([^>]*))?>/.exec(rest);
    if (url) return { node: link(unescape(url[1]), unescape(url[2] ?? url[1])), end: position + url[0].length };
  }
  const code = rest[0] === "`" && text[position - 1] !== "\u200b" ? /^`([^`\n]+)`/.exec(rest) : null;
  return code ? { node: h("code", {}, unescape(code[1])), end: position + code[0].length } : null;
}

function styled(text, position) {
  const mark = text[position];
  if (!STYLES[mark] || !opens(text, position)) return null;
  for (let end = position + 1; end < text.length; end++) {
    const inner = atom(text, end);
    if (inner) {
      end = inner.end - 1;
    } else if (text[end] === mark && closes(text, end) && end > position + 1) {
      return { node: h(STYLES[mark], {}, inline(text.slice(position + 1, end))), end: end + 1 };
    }
  }
  return null;
}

const opens = (text, at) => !/[\p{L}\p{N}\u200b]/u.test(text[at - 1] ?? " ") && /[^\s\u200b]/.test(text[at + 1] ?? " ");
const closes = (text, at) => /[^\s\u200b]/.test(text[at - 1]) && !WORD.test(text[at + 1] ?? " ") && text[at + 1] !== "\u200b";
