// What opens over the page: the menu of a story, a form, and the sheet to paste an article into.

import { h } from "./dom.js";
import { tr } from "./words.js";

export function menu(label, options) {
  const button = h("button", { type: "button", class: "menu-button", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": label }, "⋮");
  const list = h("div", { class: "menu", role: "menu", hidden: true, "aria-label": label });
  const items = options.map((option) => h("button", { type: "button", role: "menuitem", tabindex: -1, onclick: () => (close(), option.choose()) }, option.label));
  list.append(...items);
  const holder = h("div", { class: "menu-holder" }, button, list);
  const outside = (event) => holder.contains(event.target) || close(false);

  function open() {
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", outside);
    list.scrollIntoView({ block: "nearest" });
    items[0].focus();
  }

  function close(refocus = true) {
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside);
    if (refocus) button.focus();
  }

  button.addEventListener("click", () => (list.hidden ? open() : close()));
  list.addEventListener("keydown", (event) => {
    const at = items.indexOf(document.activeElement);
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
    if (event.key in moves) items[(moves[event.key] + items.length) % items.length].focus();
    else if (event.key === "Escape") close();
    else if (event.key === "Tab") close(false);
    else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
  });
  return holder;
}

// A real form. `send(values)` answers with the problems by field; without any the dialog closes.
export function openForm(form, send) {
  const status = h("p", { class: "problem", role: "alert" });
  const fields = form.fields.map(drawField);
  const save = h("button", { type: "submit", class: "primary" }, tr("Save"));
  const cancel = h("button", { type: "button", onclick: () => dialog.close() }, tr("Cancel"));
  const body = h("form", { novalidate: true }, h("h2", { id: "form-title" }, form.title), h("div", { class: "fields" }, fields.map((each) => each.row)), h("div", { class: "foot" }, status, h("div", { class: "buttons" }, cancel, save)));
  const dialog = show(h("dialog", { class: "wide", "aria-labelledby": "form-title" }, body));
  body.addEventListener("submit", async (event) => {
    event.preventDefault();
    save.disabled = true;
    // A field left alone is no wish: what another tab changed meanwhile stays.
    const changed = fields.filter((each) => each.value() !== each.shown);
    const problems = await send(Object.fromEntries(changed.map((each) => [each.name, each.value()])));
    save.disabled = false;
    if (!problems) {
      status.textContent = tr("The connection broke. Try again in a moment.");
    } else if (Object.keys(problems).length === 0) {
      dialog.close();
    } else {
      showProblems(fields, status, problems);
    }
  });
  return dialog;
}

function showProblems(fields, status, problems) {
  let first = null;
  for (const field of fields) {
    const problem = problems[field.name] ?? "";
    field.problem.textContent = problem;
    field.input.setAttribute("aria-invalid", String(Boolean(problem)));
    if (problem) first ??= field.first;
  }
  const named = new Set(fields.map((field) => field.name));
  status.textContent = Object.entries(problems).filter(([name]) => !named.has(name)).map(([, words]) => words).join(" ");
  first?.focus();
}

function drawField(field) {
  if (field.several.length) return drawTicks(field);
  const id = `field-${field.name}`;
  const attributes = { id, name: field.name, "aria-describedby": `${id}-problem` };
  const input = field.choices.length
    ? h("select", attributes, field.choices.map((choice, at) => h("option", { value: choice, selected: choice === field.value }, field.words?.[at] ?? choice)))
    : h("input", { type: "text", value: field.value, placeholder: field.hint || null, ...attributes });
  const problem = h("p", { class: "problem", id: `${id}-problem` });
  const row = h("div", { class: "field" }, h("label", { for: id }, field.label), input, problem);
  return { name: field.name, input, first: input, shown: input.value, value: () => input.value, problem, row };
}

// Ticks; what is ticked comes back with commas between, in the order of the choices.
function drawTicks(field) {
  const id = `field-${field.name}`;
  const held = new Set(field.value.split(",").map((each) => each.trim()));
  const boxes = field.several.map((each) => h("input", { type: "checkbox", name: field.name, value: each, checked: held.has(each) }));
  const labels = boxes.map((box, at) => h("label", {}, box, field.words[at]));
  const ticks = h("div", { class: "ticks", id, role: "group", "aria-labelledby": `${id}-label`, "aria-describedby": `${id}-problem` }, labels);
  const problem = h("p", { class: "problem", id: `${id}-problem` });
  const value = () => boxes.filter((box) => box.checked).map((box) => box.value).join(", ");
  const row = h("div", { class: "field whole" }, h("p", { class: "label", id: `${id}-label` }, field.label), ticks, problem);
  return { name: field.name, input: ticks, first: boxes[0], shown: value(), value, problem, row };
}

export function openArticle(send) {
  const area = h("textarea", { id: "article-text", rows: 12, "aria-describedby": "article-hint" });
  const hint = h("p", { class: "hint", id: "article-hint" }, tr("A short first line is taken for the title. It stays on this machine."));
  const cancel = h("button", { type: "button", onclick: () => dialog.close() }, tr("Cancel"));
  const go = h("button", { type: "submit", class: "primary" }, tr("Condense"));
  const body = h("form", {}, h("h2", { id: "article-title" }, tr("Condense an article")), h("label", { for: "article-text" }, tr("Its text")), area, hint, h("div", { class: "buttons" }, cancel, go));
  const dialog = show(h("dialog", { class: "wide", "aria-labelledby": "article-title" }, body));
  body.addEventListener("submit", (event) => {
    event.preventDefault();
    if (area.value.trim() && send(area.value)) dialog.close();
  });
}

function show(dialog) {
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  return dialog;
}
