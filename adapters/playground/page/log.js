// The conversation as it is shown: an element for each item, drawn anew when the look, the language or the item changes.

import { find, h } from "./dom.js";
import { drawDiscord } from "./discord.js";
import { drawRaw } from "./raw.js";
import { unfolding } from "./receipts.js";
import { drawSlack } from "./slack.js";
import { clockTime } from "./times.js";
import { current, tr } from "./words.js";

const NOTES = {
  morning: () => tr("It is the second morning, and the sources were read again. Type /digest: what is new is marked, what you have seen stays away."),
  anew: () => tr("The server was started anew, so the conversation begins afresh."),
  silent: () => tr("Its minute has come, and nothing arrived: there was nothing to say that this channel wants to hear."),
  "no-briefing": () => tr("No briefing is set, so there is no minute to step to. Set one first."),
  "no-morning": () => tr("This is the last morning of the edition."),
};
const NEAR = 120;
const OPEN_PAYLOADS = 4;

export class Log {
  // `hooks`: press(item, verb, target, label), receipts(item, key), openForm(item), drawn(item).
  constructor(hooks) {
    this.hooks = hooks;
    this.place = find("#log");
    this.items = new Map();
    this.elements = new Map();
    this.room = "channel";
    this.look = "slack";
    this.unread = new Set();
  }

  clear() {
    this.items.clear();
    this.redraw();
  }

  // What stands where nothing was said yet.
  welcome() {
    const words = this.room === "channel"
      ? [h("b", {}, tr("Here Nightdesk answers as it would in Slack or Discord.")), tr("Type /digest below and press Enter, or follow the steps under “Try it”. Nothing leaves this machine but what you ask it to read.")]
      : [h("b", {}, tr("Your own conversation with Nightdesk.")), tr("What you send to yourself arrives here, and /digest works here too.")];
    return h("div", { class: "welcome" }, h("span", { class: "mark", "aria-hidden": "true" }), words.map((each) => h("p", {}, each)));
  }

  take(item, mine) {
    const atEnd = this.place.scrollHeight - this.place.scrollTop - this.place.clientHeight < NEAR;
    this.items.set(item.serial, item);
    if (item.room !== this.room) {
      this.unread.add(item.room);
      return;
    }
    const held = this.elements.get(item.serial);
    const drawn = this.draw(item);
    this.elements.set(item.serial, drawn);
    if (held) held.replaceWith(drawn);
    else this.place.append(drawn);
    find(".welcome", this.place)?.remove();
    if (mine && item.kind === "reply" && !item.waiting) this.showFromTop(this.elements.get(item.serial - 1) ?? drawn);
    else if (atEnd && item.kind === "post" && drawn.offsetHeight > this.place.clientHeight) this.showFromTop(drawn);
    else if (mine || atEnd) this.toEnd();
  }

  showFromTop(element) {
    const top = element.offsetTop - this.place.offsetTop - 8;
    this.place.scrollTop = Math.min(top, this.place.scrollHeight);
  }

  toEnd() {
    this.place.scrollTop = this.place.scrollHeight;
  }

  // Everything anew: another look, room or language.
  redraw() {
    const anchor = this.topmost();
    this.elements.clear();
    const shown = [...this.items.values()].filter((item) => item.room === this.room).sort((one, other) => one.serial - other.serial);
    for (const item of shown) this.elements.set(item.serial, this.draw(item));
    this.place.replaceChildren(...(shown.length ? this.elements.values() : [this.welcome()]));
    this.unread.delete(this.room);
    if (anchor && this.elements.has(anchor.serial)) this.place.scrollTop = this.elements.get(anchor.serial).offsetTop - this.place.offsetTop - anchor.by;
    else this.toEnd();
  }

  topmost() {
    for (const [serial, element] of this.elements) {
      const by = element.offsetTop - this.place.offsetTop - this.place.scrollTop;
      if (by + element.offsetHeight > 0) return { serial, by };
    }
    return null;
  }

  draw(item) {
    if (item.kind === "note") return h("p", { class: "note" }, NOTES[item.code]());
    if (item.kind === "said") return this.drawSaid(item);
    const body = item.waiting ? dots() : this.drawMessage(item);
    const badge = h("span", { class: "app" }, "APP");
    const head = h("p", { class: "head" }, h("b", { class: "name" }, "Nightdesk"), badge, this.time(item));
    const aside = item.private ? tr("Only you can see this") : item.in_thread ? tr("In the thread under the briefing") : "";
    const label = `Nightdesk, ${clockTime(new Date(item.at))}`;
    return h("article", { class: `message bot ${item.kind}`, "aria-label": label, "data-serial": item.serial, "aria-busy": item.waiting || null },
      h("span", { class: "avatar", "aria-hidden": "true" }), h("div", { class: "body" }, aside ? h("p", { class: "private" }, aside) : null, head, body));
  }

  time(item) {
    return h("time", { datetime: item.at }, clockTime(new Date(item.at)));
  }

  drawSaid(item) {
    const words = item.press ? tr("You pressed “{label}”", { label: item.text }) : item.text + (item.length > item.text.length ? `… (${tr("{number} characters", { number: item.length.toLocaleString(current()) })})` : "");
    const head = h("p", { class: "head" }, h("b", { class: "name" }, tr("You")), this.time(item));
    return h("article", { class: item.press ? "message said press" : "message said", "aria-label": tr("You"), "data-serial": item.serial },
      h("span", { class: "avatar", "aria-hidden": "true" }), h("div", { class: "body" }, head, h("p", { class: "typed" }, words)));
  }

  drawMessage(item) {
    const left = new Set(item.receipts);
    const ask = (key) => this.hooks.receipts(item, key);
    const hooks = {
      press: (verb, target, label) => this.hooks.press(item, verb, target, label),
      unfold: (key) => (left.delete(key) ? unfolding(key, ask) : null),
    };
    const drawn = this.look === "json" ? [drawRaw(item, item.serial > Math.max(...this.items.keys()) - OPEN_PAYLOADS)] : item[this.look].map((page) => (this.look === "slack" ? drawSlack : drawDiscord)(page, hooks));
    if (this.look !== "json") drawn.push(...[...left].map((key) => unfolding(key, ask, tr("Show the passages in their articles"))));
    if (item.form) drawn.push(h("p", {}, h("button", { type: "button", class: "button open-form", onclick: () => this.hooks.openForm(item) }, tr("Open the form"))));
    return drawn;
  }
}

function dots() {
  return h("p", { class: "dots", "aria-label": tr("Nightdesk is writing") }, h("i"), h("i"), h("i"));
}
