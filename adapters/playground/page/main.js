// The page: what the server tells goes to the log and the side; what the person does goes to the server.

import { openArticle, openForm } from "./dialogs.js";
import { find, keep } from "./dom.js";
import { Guide } from "./guide.js";
import { Link } from "./link.js";
import { Log } from "./log.js";
import { setClock } from "./times.js";
import { Typing } from "./typing.js";
import { LANGUAGES, current, nameOf, speak, tr } from "./words.js";

const tab = Math.random().toString(36).slice(2);
const THEMES = ["auto", "light", "dark"];
const SIGNS = { auto: "◐", light: "☀", dark: "☾" };
const LOOKS = ["slack", "discord", "json"];
let link;

const send = (asked) => {
  const sent = link.send({ room: log.room, tab, ...asked });
  if (!sent) showBanner(tr("Not sent: the server is away. This page connects again by itself."));
  return sent;
};

function say(words) {
  if (!send({ do: "say", words })) return false;
  const step = stepOf(words);
  if (step) guide.mark(step);
  return true;
}

function stepOf(words) {
  const [, first = ""] = words.trim().split(/\s+/);
  if (words.trim() === "/digest") return "digest";
  return first.startsWith("http") ? "condense" : ["briefing", "why", "settings"].find((verb) => verb === first);
}

const log = new Log({
  press: (item, verb, target, label) => send({ do: "press", verb, target, words: label, room: item.room }),
  receipts: async (item, key) => {
    guide.mark("receipts");
    return link.ask({ do: "receipts", item: item.serial, target: key, room: item.room });
  },
  openForm: showForm,
});

const typing = new Typing({
  say,
  condense: (words) => {
    guide.mark("condense");
    return send({ do: "text", words });
  },
  complete: (words) => link.ask({ do: "complete", words, room: log.room }),
});

const guide = new Guide({
  say,
  step: (target) => {
    if (send({ do: "step", target, room: "channel" })) guide.mark(`step-${target}`);
    showRoom("channel");
  },
  look: () => show(log.look === "slack" ? "discord" : "slack"),
  openArticle: () => openArticle((words) => typing.condense(words)),
  askWhy: async () => {
    const answer = await link.ask({ do: "quiet", room: log.room });
    if (answer) say(answer.address ? `/digest why ${answer.address}` : "/digest why 1");
  },
  openReceipts: () => {
    const buttons = [...document.querySelectorAll("#log .unfold")];
    const last = buttons.filter((each) => each.closest("article") === buttons.at(-1).closest("article"))[0];
    if (!last) return typing.put("/digest");
    if (last.getAttribute("aria-expanded") === "false") last.click();
    last.scrollIntoView({ block: "start" });
    return last.focus({ preventScroll: true });
  },
});

function showForm(item) {
  openForm(item.form, async (values) => {
    const answer = await link.ask({ do: "fill", item: item.serial, values, tab, room: item.room });
    return answer?.problems ?? null;
  });
}

function hear(message) {
  if (message.type === "state") {
    setClock(message.now, message.demo);
    guide.show(message);
  } else if (message.type === "items") {
    if (message.whole) beginAnew();
    for (const item of message.items) hearItem(item, Boolean(message.boot));
    if (message.whole) log.unread.clear();
    markUnread();
    if (document.body.dataset.ready !== "yes") performance.mark("usable");
    document.body.dataset.ready = "yes";
  } else if (message.type === "problem") {
    showBanner(tr(message.words));
  }
}

function beginAnew() {
  const before = log.items.size;
  log.clear();
  if (before) log.take({ serial: 0, kind: "note", code: "anew", room: log.room }, false);
}

function hearItem(item, anew) {
  const mine = item.tab === tab && !anew;
  log.take(item, mine);
  if (item.waiting || anew) return;
  if (item.summary) find("#status").textContent = item.summary;
  if (mine && item.form && !document.querySelector("dialog")) showForm(item);
}

function show(look) {
  log.look = LOOKS.includes(look) ? look : "slack";
  document.body.dataset.look = log.look;
  for (const button of document.querySelectorAll("#looks button")) button.setAttribute("aria-pressed", String(button.dataset.look === log.look));
  keep("look", log.look);
  log.redraw();
}

function showRoom(room) {
  if (log.room === room) return;
  log.room = room;
  for (const button of document.querySelectorAll("#rooms button")) button.setAttribute("aria-pressed", String(button.dataset.room === room));
  log.redraw();
  markUnread();
}

function markUnread() {
  find("#rooms .dot").hidden = !log.unread.has("direct");
  find("#rooms [data-room=direct]").classList.toggle("unread", log.unread.has("direct"));
}

function showTheme(theme) {
  document.documentElement.dataset.theme = theme;
  const names = { auto: tr("Theme: as the system"), light: tr("Theme: light"), dark: tr("Theme: dark") };
  const button = find("#theme");
  button.textContent = SIGNS[theme];
  button.title = names[theme];
  button.setAttribute("aria-label", names[theme]);
  keep("theme", theme);
}

function showBanner(words) {
  const banner = find("#banner");
  banner.textContent = words;
  banner.hidden = !words;
}

const nextLanguage = () => LANGUAGES[(LANGUAGES.indexOf(current()) + 1) % LANGUAGES.length];

async function changeLanguage() {
  const next = nextLanguage();
  keep("language", next);
  await speak(next);
  showWords();
  log.redraw();
  if (guide.state) guide.draw();
}

function showWords() {
  const other = find("#language");
  other.textContent = nameOf(nextLanguage());
  other.lang = nextLanguage();
  find("#keys").textContent = tr("Enter sends what stands there · Tab takes a completion · ↑ ↓ what you typed before");
  showTheme(document.documentElement.dataset.theme ?? "auto");
}

find("#looks").addEventListener("click", (event) => {
  if (!event.target.dataset.look) return;
  show(event.target.dataset.look);
  guide.mark("look");
});
find("#rooms").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) showRoom(button.dataset.room);
});
find("#language").addEventListener("click", changeLanguage);
find("#theme").addEventListener("click", () => showTheme(THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % 3]));
document.addEventListener("keydown", (event) => {
  const typingNow = /^(?:INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (event.key !== "/" || typingNow || document.querySelector("dialog")) return;
  event.preventDefault();
  typing.put("/");
});

await speak(new URLSearchParams(location.search).get("lang"));
document.documentElement.dataset.theme = THEMES.includes(keep("theme")) ? keep("theme") : "auto";
showWords();
show(keep("look"));
link = new Link({
  hear,
  lost: () => showBanner(tr("The server is away. This page connects again by itself.")),
  back: () => showBanner(""),
  refused: () => showBanner(tr("The server was started anew and asks for its token. Open the address that it printed.")),
});
if (matchMedia("(min-width: 48rem)").matches) typing.focus();
