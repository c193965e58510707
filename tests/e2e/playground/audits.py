"""Expressions that look the whole page over: contrast of every word, ids that stand twice, what axe-core finds."""

from __future__ import annotations

from importlib import resources

CONTRAST = """
(() => {
  const parse = (colour) => {
    const numbers = colour.match(/[\\d.]+/g).map(Number);
    const scale = colour.startsWith('color(srgb') ? 255 : 1;
    return [...numbers.slice(0, 3).map((each) => each * scale), numbers[3] ?? 1];
  };
  const over = (top, under) => top.slice(0, 3).map((each, at) => each * top[3] + under[at] * (1 - top[3]));
  const linear = (each) => (each / 255 <= 0.04045 ? each / 255 / 12.92 : ((each / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const ground = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.unshift(parse(getComputedStyle(at).backgroundColor));
    return layers.reduce((under, top) => over(top, under), [255, 255, 255]);
  };
  const opacity = (element) => {
    let whole = 1;
    for (let at = element; at; at = at.parentElement) whole *= Number(getComputedStyle(at).opacity);
    return whole;
  };
  const last = [...document.querySelectorAll('#log article')].slice(-2);
  const low = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || !element.checkVisibility()) continue;
    if (element.closest('.unseen, .skip, :disabled, option')) continue;
    if (element.closest('#log article') && !last.includes(element.closest('#log article'))) continue;
    const style = getComputedStyle(element);
    const below = ground(element);
    const ink = parse(style.color);
    const one = light(over([...ink.slice(0, 3), ink[3] * opacity(element)], below));
    const other = light(below);
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const size = parseFloat(style.fontSize);
    const wanted = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
    if (ratio < wanted) low.add(`${ratio.toFixed(2)} ${element.className}: ${node.textContent.trim().slice(0, 30)}`);
  }
  return [...low];
})()
"""
DOUBLED = """
(() => {
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  return ids.filter((id, at) => ids.indexOf(id) !== at);
})()
"""


def axe_script() -> str:
    """axe-core, as its distribution has it: once it ran in the page, `axe` is there."""
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


SERIOUS = """
axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations
    .filter((each) => ['serious', 'critical'].includes(each.impact))
    .map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' | ').slice(0, 300)}`))
"""
