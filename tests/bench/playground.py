"""The playground in a real Chromium: until the page can be used, and until a warm `/digest` is drawn.

Page, browser and bot share the processors. Without a Chromium there is nothing to measure.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from statistics import median

from bot.cli.playing import open_playground
from tests.bench.effort import Effort
from tests.bench.report import Line, below
from tests.e2e.playground.browser import Browser, find_chromium, run_browser

USABLE = 1_000.0
DRAWN = 300.0
READ = "!document.querySelector('#side').textContent.includes('for the first time')"
ASK = """
(async () => {
  const replies = document.querySelectorAll('.bot.reply').length;
  const begun = performance.now();
  document.querySelector('#line').value = '/digest 24h';
  document.querySelector('#composer').requestSubmit();
  const isDrawn = () => document.querySelectorAll('.bot.reply:not([aria-busy])').length > replies;
  while (!isDrawn()) await new Promise((go) => setTimeout(go, 1));
  await new Promise((go) => requestAnimationFrame(() => setTimeout(go, 0)));
  return performance.now() - begun;
})()
"""


@dataclass(frozen=True, slots=True)
class _Loopback:
    host: str = "127.0.0.1"
    port: int = 0
    is_loopback: bool = True


async def measure(effort: Effort) -> list[Line]:
    """Medians of several tabs, each with a profile of its own, and of several digests in one of them."""
    path = find_chromium()
    if path is None:
        print("playground: there is no Chromium on this machine, so its page is not measured.", file=sys.stderr)
        return []
    async with run_browser(path) as browser, open_playground(_Loopback(), None, demo=True) as address:
        usable = [await _until_usable(browser, address) for _ in range(effort.rounds * 2 + 1)]
        drawn = await _draw(browser, address, effort.commands)
    return [
        below(Line("playground: the page can be used", median(usable), "ms"), USABLE),
        below(Line("playground: warm /digest drawn, median", median(drawn), "ms"), DRAWN),
    ]


async def _until_usable(browser: Browser, address: str) -> float:
    tab = await browser.new_tab()
    await tab.open(address)
    took = float(await tab.run("performance.getEntriesByName('usable')[0].startTime"))
    await tab.close()
    return took


async def _draw(browser: Browser, address: str, count: int) -> list[float]:
    tab = await browser.new_tab()
    await tab.open(address)
    await tab.until(READ, 60)
    await tab.run(ASK)
    took = [float(await tab.run(ASK)) for _ in range(count)]
    await tab.close()
    return took
