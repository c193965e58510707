"""What a person does in the playground, in their words: asks, presses, waits for the answer."""

from __future__ import annotations

import json

from tests.e2e.playground.browser import Tab
from tests.e2e.playground.conftest import READY

QUIET = "!document.querySelector('[aria-busy]')"


async def arrive(tab: Tab, address: str) -> None:
    """Open the page and wait until the sources are read."""
    await tab.open(address)
    await tab.until(READY, 60)


async def ask(tab: Tab, line: str) -> str:
    """Type a line with the keyboard, send it, and wait; what the answer says."""
    before = await tab.count(".bot.reply")
    await tab.run("document.querySelector('#line').focus()")
    await tab.type(line)
    await tab.press("Enter")
    await tab.until(f"document.querySelectorAll('.bot.reply').length > {before} && {QUIET}", 60)
    return await tab.text(".bot.reply .body")


async def answered(tab: Tab, selector: str, words: str = "") -> str:
    """Click on something that asks the bot, and wait; what the answer says."""
    before = await tab.count(".bot.reply")
    await tab.click(selector, words)
    await tab.until(f"document.querySelectorAll('.bot.reply').length > {before} && {QUIET}", 60)
    return await tab.text(".bot.reply .body")


async def titles(tab: Tab) -> dict[str, str]:
    """The stories of the last digest: title to NEW, UPDATED or nothing."""
    script = """
    (() => {
      const digests = [...document.querySelectorAll('.bot')].filter((each) => each.querySelector('.header'));
      const titles = digests.at(-1).querySelectorAll('.section .words b a');
      const state = (title) => title.closest('.words').querySelector('code')?.textContent ?? '';
      return [...titles].map((title) => [title.textContent, state(title)]);
    })()
    """
    return dict(await tab.run(script))


async def paste(tab: Tab, words: str) -> None:
    """Paste words into the message box."""
    await tab.run(
        f"""(() => {{
          const data = new DataTransfer();
          data.setData('text/plain', {json.dumps(words)});
          const event = new ClipboardEvent('paste', {{ clipboardData: data, cancelable: true }});
          document.querySelector('#line').dispatchEvent(event);
        }})()"""
    )


def holds(selector: str, words: str) -> str:
    """The expression that is true once some element that fits says these words."""
    return (
        f"[...document.querySelectorAll({json.dumps(selector)})].some((e) => e.innerText.includes({json.dumps(words)}))"
    )
