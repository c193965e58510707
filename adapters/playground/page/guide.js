// The side: what time it is at the desk, when the next briefing comes, and what can be tried, one step after the other.

import { find, h, keep } from "./dom.js";
import { clockTime, isUtc, longDay, now } from "./times.js";
import { current, tr } from "./words.js";

const NARROW = matchMedia("(max-width: 63rem)");

export class Guide {
  // `hooks`: say(words), step(to), put(words), look(name), openReceipts(), openArticle(), askWhy().
  constructor(hooks) {
    this.hooks = hooks;
    this.place = find("#side");
    this.state = null;
    this.done = new Set();
    this.open = keep("guide") !== "closed" && !NARROW.matches;
    NARROW.addEventListener("change", () => this.resized());
    setInterval(() => this.tick(), 1000);
    this.held = false;
    this.place.addEventListener("pointerdown", () => { this.held = true; });
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(() => this.release()));
    // Who lets go outside the window is heard of when the pointer comes back.
    addEventListener("pointermove", (event) => { if (this.held && !event.buttons) this.release(); });
  }

  resized() {
    this.open = keep("guide") !== "closed" && !NARROW.matches;
    if (this.state) this.draw();
  }

  show(state) {
    this.state = state;
    this.draw();
  }

  mark(step) {
    if (this.done.has(step)) return;
    this.done.add(step);
    if (this.state) this.draw();
  }

  release() {
    this.held = false;
    if (this.late) this.draw();
  }

  // A button that is replaced between press and release loses its click: what changes meanwhile is drawn after it.
  draw() {
    this.late = this.held;
    if (this.held) return;
    const focused = document.activeElement?.dataset?.step;
    const mini = h("span", { class: "mini" }, clockTime(now()), isUtc() ? " UTC" : "");
    const steps = h("ol", { class: "steps" }, this.steps().map((step) => this.drawStep(step)));
    const details = h("details", { open: this.open }, h("summary", {}, h("h2", {}, tr("Try it")), mini), this.drawClock(), steps);
    details.addEventListener("toggle", () => {
      this.open = details.open;
      if (!NARROW.matches) keep("guide", details.open ? "open" : "closed");
    });
    details.addEventListener("click", (event) => {
      if (NARROW.matches && event.target.closest("button")) details.open = false;
    });
    this.place.replaceChildren(details);
    if (focused) find(`[data-step="${focused}"]`, this.place)?.focus();
    this.tick();
  }

  drawClock() {
    const { state } = this;
    const hint = state.demo ? tr("The demonstration's clock. It stands still until you step it.") : tr("The clock of this machine.");
    const rows = [h("p", { class: "day" }, longDay(now())), h("p", { class: "time" }, clockTime(now()), isUtc() ? h("small", {}, " UTC") : null), h("p", { class: "hint" }, hint)];
    if (state.briefing) rows.push(h("p", { class: "next" }, h("b", {}, tr("Next briefing")), " ", state.briefing.said[current()] ?? state.briefing.said.en, h("span", { class: "countdown" })));
    if (!state.ready) rows.push(h("p", { class: "next" }, tr("The sources are being read for the first time.")));
    if (state.demo) rows.push(h("div", { class: "stepping" }, this.stepButton("briefing", tr("To the briefing's minute"), !state.briefing), this.stepButton("morning", tr("To the second morning"), !state.morning)));
    return h("section", { class: "clock", "aria-label": tr("Clock") }, rows);
  }

  stepButton(to, label, off) {
    return h("button", { type: "button", class: "button", "data-step": `step-${to}`, disabled: off || this.state.stepping, onclick: () => this.hooks.step(to) }, label);
  }

  steps() {
    const { state } = this;
    const list = [
      ["digest", tr("Ask for the news"), tr("what is new for you, in a minute's read"), "/digest", () => this.hooks.say("/digest")],
      ["receipts", tr("Look behind a sentence"), tr("the passage that supports it, in its article"), tr("Unfold receipts"), () => this.hooks.openReceipts()],
      ["look", tr("See it on the other platform"), tr("drawn from the very payload that it would get"), tr("Switch"), () => this.hooks.look()],
      ["briefing", tr("Set a briefing for the next minute"), tr("it comes to #tech-news once, on the minute"), this.briefingLine(), () => this.hooks.say(this.briefingLine())],
    ];
    if (state.demo) {
      list.push(["step-briefing", tr("Let its minute come"), tr("the clock steps, and the briefing arrives"), tr("Step"), () => this.hooks.step("briefing")]);
      list.push(["step-morning", tr("Go on to the second morning"), tr("then /digest again: NEW, UPDATED, and nothing twice"), tr("Step"), () => this.hooks.step("morning")]);
    }
    list.push(["why", tr("Ask why"), tr("why a story is there, and what would have brought another one in"), tr("A story that is not in it"), () => this.hooks.askWhy()]);
    list.push(["condense", tr("Condense an article"), tr("by its address, or paste its text"), state.address ? tr("By its address") : tr("Paste"), () => (state.address ? this.hooks.say(`/digest ${state.address}`) : this.hooks.openArticle())]);
    list.push(["settings", tr("Change the settings"), tr("one form: schedule, zone, length, style, topics"), "/digest settings", () => this.hooks.say("/digest settings")]);
    return list;
  }

  briefingLine() {
    const at = new Date(now().getTime() + (this.state.demo ? 60000 : 65000));
    const time = at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: isUtc() ? "UTC" : undefined });
    const zone = isUtc() ? "UTC" : Intl.DateTimeFormat().resolvedOptions().timeZone;
    return `/digest briefing every day ${time} ${zone}`;
  }

  drawStep([step, title, meaning, label, go]) {
    const isDone = this.done.has(step);
    const state = isDone ? h("span", { class: "unseen" }, ` (${tr("done")})`) : null;
    const code = label.startsWith("/");
    return h("li", { class: isDone ? "done" : null }, h("p", {}, h("b", {}, title), state, h("span", { class: "hint" }, meaning)),
      h("button", { type: "button", class: "button", "data-step": step, disabled: this.state.stepping && step.startsWith("step"), onclick: go }, code ? h("code", {}, shortened(label)) : label));
  }

  tick() {
    if (!this.state) return;
    const countdown = find(".countdown", this.place);
    if (countdown && this.state.briefing?.at && !this.state.demo) {
      const seconds = Math.max(0, Math.round((new Date(this.state.briefing.at) - now()) / 1000));
      countdown.textContent = seconds < 3600 ? ` · ${tr("in {time}", { time: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` })}` : "";
    }
    const line = find("[data-step=briefing] code", this.place);
    if (line) line.textContent = shortened(this.briefingLine());
    const time = find(".clock .time", this.place);
    if (time && !this.state.demo) time.firstChild.textContent = find(".mini", this.place).textContent = clockTime(now());
  }
}

const shortened = (line) => (line.length > 44 ? `${line.slice(0, 43)}…` : line);
