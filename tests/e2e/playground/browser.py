"""A real Chromium, driven over its DevTools protocol: just enough of it for the playground's tests."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--hide-scrollbars",
    "--no-first-run",
    "--no-default-browser-check",
    "--mute-audio",
    "--remote-debugging-port=0",
)
KEYS = {
    "Enter": ("Enter", 13, "\r"),
    "Tab": ("Tab", 9, ""),
    "Escape": ("Escape", 27, ""),
    "ArrowUp": ("ArrowUp", 38, ""),
    "ArrowDown": ("ArrowDown", 40, ""),
    "Space": ("Space", 32, " "),
    "Slash": ("Slash", 191, "/"),
}
SHIFT = 8


def find_chromium() -> str | None:
    """The path of a Chromium on this machine."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Browser:
    """One browser process and the socket to it."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._tabs: dict[str, Tab] = {}
        self._reading = asyncio.create_task(self._read())

    async def call(self, method: str, session: str | None = None, **given: Any) -> dict[str, Any]:
        """Call a method of the protocol; its result. Raises RuntimeError with the browser's words."""
        number = next(self._numbers)
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        message = {"id": number, "method": method, "params": given} | ({"sessionId": session} if session else {})
        await self._socket.send_str(json.dumps(message))
        found = await asyncio.wait_for(answer, 30)
        if "error" in found:
            raise RuntimeError(f"{method}: {found['error']}")
        result: dict[str, Any] = found["result"]
        return result

    async def new_tab(self, *, own_profile: bool = True) -> Tab:
        """An empty tab; with its own profile it shares nothing with the others."""
        context = await self.call("Target.createBrowserContext") if own_profile else {}
        target = await self.call("Target.createTarget", url="about:blank", **context)
        attached = await self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        tab = self._tabs[attached["sessionId"]] = Tab(self, attached["sessionId"], target["targetId"], context)
        for domain in ("Page", "Runtime", "Log", "Network"):
            await tab.call(f"{domain}.enable")
        await tab.resize(1280, 860)
        return tab

    async def close(self) -> None:
        """Close the socket; the process is its starter's."""
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)
        await self._socket.close()

    async def _read(self) -> None:
        async for message in self._socket:
            told = json.loads(message.data)
            if "id" in told:
                self._waiting.pop(told["id"]).set_result(told)
            elif (tab := self._tabs.get(told.get("sessionId", ""))) is not None:
                tab.take(told["method"], told["params"])


class Tab:
    """One tab. `problems`: what its console said of errors; `asked`: the addresses that it asked for."""

    def __init__(self, browser: Browser, session: str, target: str, context: dict[str, Any]) -> None:
        self._browser = browser
        self._session = session
        self._target = target
        self._context = context
        self._mouse: dict[str, Any] = {}
        self.problems: list[str] = []
        self.asked: list[str] = []

    async def call(self, method: str, **given: Any) -> dict[str, Any]:
        """Call a method of the protocol for this tab."""
        return await self._browser.call(method, self._session, **given)

    def take(self, method: str, given: dict[str, Any]) -> None:
        """Note what the tab tells."""
        if method == "Runtime.exceptionThrown":
            details = given["exceptionDetails"]
            self.problems.append(details.get("exception", {}).get("description") or details["text"])
        elif method == "Log.entryAdded" and given["entry"]["level"] in {"error", "warning"}:
            self.problems.append(f"{given['entry']['source']}: {given['entry']['text']}")
        elif method == "Runtime.consoleAPICalled" and given["type"] in {"error", "warning", "assert"}:
            self.problems.append(" ".join(str(each.get("value", each.get("description"))) for each in given["args"]))
        elif method == "Network.requestWillBeSent":
            self.asked.append(given["request"]["url"])
        elif method == "Network.webSocketCreated":
            self.asked.append(given["url"])

    async def open(self, url: str) -> None:
        """Go there, and wait until the page answers."""
        await self.call("Page.navigate", url=url)
        await self.until("document.body?.dataset.ready === 'yes'")

    async def run(self, script: str) -> Any:
        """The value of an expression in the page. Raises RuntimeError where it throws."""
        found = await self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in found:
            raise RuntimeError(found["exceptionDetails"].get("exception", {}).get("description", "it threw"))
        return found["result"].get("value")

    async def until(self, script: str, seconds: float = 20.0) -> Any:
        """Wait until an expression is true; its value. Raises AssertionError with what the page shows."""
        try:
            async with asyncio.timeout(seconds):
                while not (found := await self.run(script)):
                    await asyncio.sleep(0.03)
        except TimeoutError:
            shown = await self.run("document.body?.innerText ?? ''")
            raise AssertionError(f"never true: {script}\n{self.problems}\n{shown[-1500:]}") from None
        return found

    async def text(self, selector: str) -> str:
        """The text of the last element that fits."""
        return str(await self.run(f"[...document.querySelectorAll({json.dumps(selector)})].at(-1)?.innerText ?? ''"))

    async def count(self, selector: str) -> int:
        """How many elements fit."""
        return int(await self.run(f"document.querySelectorAll({json.dumps(selector)}).length"))

    async def click(self, selector: str, words: str = "") -> None:
        """Click on the last element that fits (and says these words), with a real mouse."""
        await self.hold(selector, words)
        await self.release()

    async def hold(self, selector: str, words: str = "") -> None:
        """Press the mouse's button on it, once it rests and is enabled, and do not let go."""
        every = f"[...document.querySelectorAll({json.dumps(selector)})]"
        where = await self.until(
            f"""(async () => {{
                const found = () => {every}.filter((e) => e.innerText.includes({json.dumps(words)})).at(-1);
                const middle = (e) => {{
                    const r = e.getBoundingClientRect();
                    return [r.x + r.width / 2, r.y + r.height / 2];
                }};
                const element = found();
                if (!element || element.disabled) return null;
                element.scrollIntoView({{block: "center", behavior: "instant"}});
                const before = middle(element);
                await new Promise((done) => setTimeout(done, 50));
                return element === found() && String(middle(element)) === String(before) ? before : null;
            }})()"""
        )
        self._mouse = {"x": where[0], "y": where[1], "button": "left", "buttons": 1, "clickCount": 1}
        await self.call("Input.dispatchMouseEvent", type="mousePressed", **self._mouse)

    async def release(self) -> None:
        """Let the mouse's button go where it was pressed."""
        await self.call("Input.dispatchMouseEvent", type="mouseReleased", **self._mouse)

    async def press(self, key: str, modifiers: int = 0) -> None:
        """Press a key."""
        name, code, text = KEYS[key]
        value = {"Space": " ", "Slash": "/"}.get(key, name)
        given = {"key": value, "code": name, "windowsVirtualKeyCode": code, "modifiers": modifiers}
        await self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **given)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **given)

    async def type(self, words: str) -> None:
        """Type words where the cursor is."""
        await self.call("Input.insertText", text=words)

    async def resize(self, width: int, height: int, *, mobile: bool = False) -> None:
        """Give the page another size, in CSS pixels."""
        given = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile}
        await self.call("Emulation.setDeviceMetricsOverride", **given)

    async def prefer(self, **features: str) -> None:
        """Set what the system prefers: prefers_color_scheme="dark"."""
        wanted = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        await self.call("Emulation.setEmulatedMedia", features=wanted)

    async def speak(self, language: str) -> None:
        """Set the language that the browser asks for."""
        agent = (await self._browser.call("Browser.getVersion"))["userAgent"]
        await self.call("Emulation.setUserAgentOverride", userAgent=agent, acceptLanguage=language)

    async def screenshot(self, file: Path) -> None:
        """Save what the tab shows as PNG."""
        shot = await self.call("Page.captureScreenshot", format="png")
        file.write_bytes(base64.b64decode(shot["data"]))

    async def close(self) -> None:
        """Close the tab and its profile."""
        await self._browser.call("Target.closeTarget", targetId=self._target)
        if self._context:
            await self._browser.call("Target.disposeBrowserContext", **self._context)


@asynccontextmanager
async def run_browser(path: str) -> AsyncIterator[Browser]:
    """The browser for as long as the context lasts."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            path, *FLAGS, f"--user-data-dir={profile}", "about:blank",
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            address = await asyncio.wait_for(_address(process), 60)
            draining = asyncio.create_task(_drain(process))
            async with aiohttp.ClientSession() as session:
                socket = await session.ws_connect(address, max_msg_size=0)
                browser = Browser(socket)
                yield browser
                await browser.call("Browser.close")
                await browser.close()
            await draining
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stderr
    lines = []
    while line := (await process.stderr.readline()).decode(errors="replace"):
        lines.append(line)
        if "DevTools listening on " in line:
            return line.rpartition(" ")[2].strip()
    raise RuntimeError("the browser did not start: " + "".join(lines[-5:]))


async def _drain(process: asyncio.subprocess.Process) -> None:
    assert process.stderr
    while await process.stderr.readline():
        pass
