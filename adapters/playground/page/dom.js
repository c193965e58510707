// Elements without mark-up: text is only ever text, so nothing that a feed says can become an element or a script.

export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "class") element.className = value;
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

export const find = (selector, within = document) => within.querySelector(selector);

// A link leads to the web or nowhere: any other scheme is shown as its text.
export function link(url, ...children) {
  let target;
  try {
    target = new URL(url);
  } catch {
    return h("span", {}, ...children);
  }
  if (target.protocol !== "http:" && target.protocol !== "https:") return h("span", {}, ...children);
  return h("a", { href: target.href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

export function keep(name, value) {
  try {
    if (value === undefined) return localStorage.getItem(`nightdesk.${name}`);
    localStorage.setItem(`nightdesk.${name}`, value);
  } catch {
    // A browser that keeps nothing for us shows the page all the same.
  }
  return null;
}
