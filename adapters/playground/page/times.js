// Points in time in the reader's language; "now" is the desk's clock, which stands still in the demonstration.

import { h } from "./dom.js";
import { current } from "./words.js";

let ahead = 0;
let standing = null;
let zone;

export function setClock(now, stands) {
  standing = stands ? new Date(now) : null;
  ahead = new Date(now) - Date.now();
  zone = stands ? "UTC" : undefined;
}

export const now = () => (standing ? standing : new Date(Date.now() + ahead));
export const isUtc = () => zone === "UTC";

const format = (options) => new Intl.DateTimeFormat(current() === "en" ? "en-GB" : current(), { timeZone: zone, ...options });

export const clockTime = (at) => format({ hour: "2-digit", minute: "2-digit" }).format(at);
export const fullTime = (at) => format({ weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }).format(at);
export const longDay = (at) => format({ weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(at);

const STEPS = [["day", 86400], ["hour", 3600], ["minute", 60]];

export function relative(at) {
  const seconds = Math.round((at - now()) / 1000);
  const words = new Intl.RelativeTimeFormat(current(), { numeric: "auto" });
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length * (unit === "day" ? 2 : 1)) return words.format(Math.trunc(seconds / length), unit);
  }
  return words.format(0, "minute");
}

export function moment(seconds, isRelative, css = "") {
  const at = new Date(seconds * 1000);
  const words = isRelative ? relative(at) : fullTime(at);
  return h("time", { datetime: at.toISOString(), title: fullTime(at), class: css || null }, words);
}
