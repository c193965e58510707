// The message box: Enter sends what stands there, Tab takes a completion, the arrows walk through what was typed before.

import { find, h, keep } from "./dom.js";
import { openArticle } from "./dialogs.js";
import { current, tr } from "./words.js";

const MOST_KEPT = 50;
const A_TEXT = 400;
const LONGEST = 200000;

export class Typing {
  // `hooks`: say(words), condense(text), complete(line) -> {start, choices} or null.
  constructor(hooks) {
    Object.assign(this, { hooks, choices: [], start: 0, at: -1, before: "", text: "" });
    this.line = find("#line");
    this.list = find("#choices");
    this.chip = find("#pasted");
    this.history = readHistory();
    this.past = this.history.length;
    this.draft = "";
    find("#composer").addEventListener("submit", (event) => (event.preventDefault(), this.send()));
    find("#article").addEventListener("click", () => openArticle((text) => this.condense(text)));
    this.line.addEventListener("input", () => this.typed());
    this.line.addEventListener("keydown", (event) => this.key(event));
    this.line.addEventListener("paste", (event) => this.paste(event));
    this.line.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.line.addEventListener("focus", () => this.line.value && this.typed());
  }

  focus() {
    this.line.focus({ preventScroll: true });
  }

  put(words) {
    this.line.value = words;
    this.line.setSelectionRange(words.length, words.length);
    this.focus();
    this.typed();
  }

  send() {
    if (this.text) {
      if (this.condense(this.text)) this.drop();
      return;
    }
    const words = this.line.value;
    if (!words.trim() || !this.hooks.say(words)) return;
    this.remember(words);
    this.line.value = "";
    this.close();
  }

  condense(text) {
    if (text.length <= LONGEST) return this.hooks.condense(text);
    find("#status").textContent = tr("That text is too long; 200,000 characters are the most.");
    this.showChip(tr("That text is too long; 200,000 characters are the most."));
    return false;
  }

  remember(words) {
    if (this.history.at(-1) !== words && words.length < 1000) this.history.push(words);
    this.history = this.history.slice(-MOST_KEPT);
    keep("history", JSON.stringify(this.history));
    this.past = this.history.length;
    this.draft = "";
  }

  async typed() {
    this.past = this.history.length;
    const line = this.line.value.slice(0, this.line.selectionStart);
    if (!line) return this.close();
    const answer = await this.hooks.complete(line);
    if (!answer?.choices || this.line.value.slice(0, this.line.selectionStart) !== line) return undefined;
    this.before = line;
    this.start = answer.start;
    return this.offer(answer.choices);
  }

  offer(choices) {
    this.choices = document.activeElement === this.line ? choices : [];
    this.at = -1;
    this.list.hidden = this.choices.length === 0;
    this.line.setAttribute("aria-expanded", String(!this.list.hidden));
    this.line.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...this.choices.map((choice, index) =>
      h("li", { role: "option", id: `choice-${index}`, "aria-selected": "false", onpointerdown: (event) => (event.preventDefault(), this.take(index)) },
        h("b", {}, choice.insert.trim()), choice.meaning ? h("span", {}, choice.meaning) : null)));
  }

  close() {
    this.offer([]);
  }

  take(index) {
    const chosen = this.before.slice(0, this.start) + this.choices[index].insert;
    this.line.value = chosen;
    this.line.setSelectionRange(chosen.length, chosen.length);
    this.typed();
  }

  // Shows a choice in the line, so that what stands there is what Enter sends.
  walk(step) {
    const next = this.at + step;
    if (next >= this.choices.length) return;
    this.list.children[this.at]?.setAttribute("aria-selected", "false");
    this.at = next;
    const chosen = next < 0 ? this.before : this.before.slice(0, this.start) + this.choices[next].insert;
    this.line.value = chosen;
    this.line.setSelectionRange(chosen.length, chosen.length);
    if (next < 0) {
      this.line.removeAttribute("aria-activedescendant");
    } else {
      this.list.children[next].setAttribute("aria-selected", "true");
      this.list.children[next].scrollIntoView({ block: "nearest" });
      this.line.setAttribute("aria-activedescendant", `choice-${next}`);
    }
  }

  key(event) {
    if (event.isComposing) return;
    const open = this.choices.length > 0;
    if (event.key === "Tab" && !event.shiftKey && open) this.take(Math.max(0, this.at));
    else if (event.key === "Escape" && open) this.close();
    else if (event.key === "Escape" && this.text) this.drop();
    else if (event.key === "ArrowDown" && open && this.past === this.history.length) this.walk(1);
    else if (event.key === "ArrowUp" && open && this.at >= 0) this.walk(-1);
    else if (event.key === "ArrowUp") this.recall(-1);
    else if (event.key === "ArrowDown") this.recall(1);
    else return;
    event.preventDefault();
  }

  recall(step) {
    const next = this.past + step;
    if (next < 0 || next > this.history.length) return;
    if (this.past === this.history.length) this.draft = this.line.value;
    this.past = next;
    const words = next === this.history.length ? this.draft : this.history[next];
    this.line.value = words;
    this.line.setSelectionRange(words.length, words.length);
    this.close();
  }

  paste(event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const isText = text.trim().includes("\n") || text.length > A_TEXT;
    if (!isText || this.line.value.trim().startsWith("/")) return;
    event.preventDefault();
    this.text = text;
    this.showChip(tr("A pasted text of {number} characters. Enter condenses it.", { number: text.length.toLocaleString(current()) }));
  }

  showChip(words) {
    const away = h("button", { type: "button", class: "plain", onclick: () => (this.drop(), this.focus()) }, tr("Discard"));
    this.chip.replaceChildren(h("span", {}, words), away);
    this.chip.hidden = false;
  }

  drop() {
    this.text = "";
    this.chip.hidden = true;
  }
}

function readHistory() {
  try {
    const kept = JSON.parse(keep("history") ?? "[]");
    return Array.isArray(kept) ? kept.filter((each) => typeof each === "string") : [];
  } catch {
    return [];
  }
}
