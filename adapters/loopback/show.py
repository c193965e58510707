"""The second half of the demonstration: the real Slack and Discord clients, connected to their doubles on loopback.

`/digest` is typed on both and what each would show is printed and saved; then a briefing is set on both, its minute
comes, and it arrives, although the bot is killed in the middle of it.
"""

from __future__ import annotations

import asyncio
import contextlib
import html
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adapters.discord.platform import DiscordPlatform
from adapters.discord.settings import DiscordSettings
from adapters.discord.wiring import seams_of
from adapters.loopback.discord import LoopbackDiscord, run_loopback_discord
from adapters.loopback.discord import look as discord_look
from adapters.loopback.killing import RESTARTED, Scene, kill_in_mid_delivery, run_again
from adapters.loopback.slack import LoopbackSlack, run_loopback_slack
from adapters.loopback.slack import look as slack_look
from adapters.loopback.slack.world import HISTORY_SCOPES, LEAST_SCOPES
from adapters.loopback.slack.world import Channel as SlackChannel
from adapters.slack.platform import SlackPlatform
from adapters.slack.settings import SlackSettings
from bot.document import Document, Heading, Preformatted, note, paragraph
from bot.ports import ChatPlatform
from bot.render.as_terminal import print_document
from bot.serving import NightShift

if TYPE_CHECKING:
    from rich.console import Console

    from bot.bootstrap import Desk

SLOT = timedelta(minutes=5)
SHOWN_LINES = 24
STYLE = """
body{font:15px/1.45 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1d1c1d;background:#fff}
.discord{background:#313338;color:#dbdee1}.discord a{color:#00a8fc}.container{border-left:4px solid #5865f2;
background:#2b2d31;padding:.6rem 1rem;border-radius:4px}.section{overflow:hidden;margin:.4rem 0}
.section>.menu,.section>.button{float:right;margin-left:1rem}.context{color:#77767a;font-size:13px;margin:.2rem 0 .8rem}
.discord .context{color:#949ba4}.button{border:1px solid #b9b9b9;border-radius:4px;padding:.15rem .6rem;font-size:13px}
.button.primary{background:#007a5a;color:#fff;border-color:#007a5a}.discord .button.primary{background:#5865f2}
a{color:#1264a3;text-decoration:none}p{margin:.3rem 0}h2{margin:.4rem 0}
"""


async def show(desk: Desk, store: str, console: Console, folder: Path) -> None:
    """Show the rest of the product; pages are saved in `folder`. `store` is the address of the desk's store.

    Raises BotLost.
    """
    async with run_loopback_slack() as slack, run_loopback_discord() as discord:
        workspace = slack.add_workspace("Demo", scopes=LEAST_SCOPES | HISTORY_SCOPES)
        platforms: dict[str, ChatPlatform] = {
            "slack": SlackPlatform(
                SlackSettings(workspace.bot_token, app_token=slack.app_token, api_url=slack.api_url)
            ),
            "discord": DiscordPlatform(
                DiscordSettings(discord.token, base_url=discord.api_url, authority=discord.certificate),
                seams_of(desk.services),
            ),
        }
        async with _running(desk, platforms):
            await _connected(slack, discord)
            await _digest_on_slack(slack, console, folder)
            await _digest_on_discord(discord, console, folder)
            due = desk.clock.now() + SLOT
            channel = await _set_briefings(slack, discord, due, console)
        await _deliver(Scene(slack, discord, channel, discord.channel, store, desk.ledger), due, console, folder)


@asynccontextmanager
async def _running(desk: Desk, platforms: dict[str, ChatPlatform]) -> AsyncIterator[None]:
    shift = NightShift(desk, platforms)
    await shift.start()
    try:
        yield
    finally:
        await shift.stop()


async def _connected(slack: LoopbackSlack, discord: LoopbackDiscord) -> None:
    async with asyncio.timeout(30):
        await slack.connected()
        await discord.wait_connected()


async def _digest_on_slack(slack: LoopbackSlack, console: Console, folder: Path) -> None:
    ada = slack.add_user("ada", admin=True)
    channel = slack.add_channel("tech-news", creator=ada)
    transcript = await slack.type_command(ada, channel, "/digest")
    parts = [each.blocks for each in transcript.ephemerals]
    shown = "\n".join(slack_look.to_html(blocks) for blocks in parts)
    file = _save(folder / "slack.html", "Slack", shown, _as_payload("blocks", parts))
    title = f"Slack, #tech-news: ada types /digest (acknowledged in {transcript.ack_ms:.0f} ms; only ada sees this)"
    _print(console, title, "\n\n".join(slack_look.to_text(blocks) for blocks in parts), file)


async def _digest_on_discord(discord: LoopbackDiscord, console: Console, folder: Path) -> None:
    transcript = await discord.type_command(discord.user, discord.channel, "digest")
    parts = [each.components for each in transcript.ephemeral]
    shown = "\n".join(discord_look.to_html(components) for components in parts)
    file = _save(folder / "discord.html", "Discord", shown, _as_payload("components", parts))
    title = f"Discord: /digest (acknowledged in {transcript.ack_ms:.0f} ms; only the asker sees this)"
    _print(console, title, "\n\n".join(discord_look.to_text(components) for components in parts), file)


def _as_payload(name: str, parts: list[list[dict[str, Any]]]) -> dict[str, Any]:
    """The message as it was sent; of several messages, all of them."""
    return {name: parts[0]} if len(parts) == 1 else {"messages": [{name: part} for part in parts]}


async def _set_briefings(
    slack: LoopbackSlack, discord: LoopbackDiscord, due: datetime, console: Console
) -> SlackChannel:
    """Set a briefing for that time on both; its channel on Slack."""
    ada = next(user for user in slack.world.users.values() if user.name == "ada")
    channel = next(each for each in slack.world.channels.values() if each.name == "tech-news")
    line = f"/digest briefing weekdays {due:%H:%M} UTC"
    await slack.type_command(ada, channel, line)
    await slack.world.until(lambda: len(slack.messages(channel)) > 0, 10)
    print_document(Document(line, (Heading(f"Slack, #tech-news: ada types {line}"),)), console)
    for message in slack.messages(channel):
        print_document(note("  everybody sees: " + message.text), console)
    when = f"weekdays {due:%H:%M} UTC"
    await discord.type_command(discord.manager, discord.channel, "briefing set", when=when)
    print_document(note(f"Discord, #general: {discord.manager.name} types /briefing set when:{when}\n"), console)
    return channel


async def _deliver(scene: Scene, due: datetime, console: Console, folder: Path) -> None:
    """Let the minute come; the bot is killed on the way, and runs again."""
    killed = await kill_in_mid_delivery(scene, due)
    blocks = scene.on_slack()[-1].blocks
    file = _save(folder / "briefing.html", "Briefing", slack_look.to_html(blocks), {"blocks": blocks})
    _print(console, f"It is {due:%H:%M} UTC: the briefing arrives in #tech-news", slack_look.to_text(blocks), file)
    print_document(Document("killed", (Heading(f"In the middle of it the bot is killed: kill -9 {killed}"),)), console)
    print_document(note("  Slack had the message and had not answered yet; Discord had the request alone."), console)
    again = await run_again(scene, due)
    print_document(note(f"  {due + RESTARTED:%H:%M} UTC: it runs again, process {again}, and asks both."), console)
    found = "; ".join(f"{place}: {'once' if times == 1 else times}" for place, times in scene.times().items())
    print_document(note(f"  The briefing in {found}.\n"), console)


def _print(console: Console, title: str, words: str, file: Path) -> None:
    lines = words.split("\n")
    shown = "\n".join(f"  | {line}" for line in lines[:SHOWN_LINES])
    rest = f"  | … {len(lines) - SHOWN_LINES} more lines" if len(lines) > SHOWN_LINES else ""
    document = Document(
        title,
        (Heading(title), Preformatted(shown + ("\n" + rest if rest else "")), paragraph(f"As a page: {file}", "")),
    )
    print_document(document, console)


def _save(file: Path, title: str, body: str, payload: dict[str, Any]) -> Path:
    """Keep a message as a page, with its payload beside it."""
    kind = "slack" if "blocks" in payload.get("messages", [payload])[0] else "discord"
    with contextlib.suppress(FileExistsError):
        file.parent.mkdir(parents=True)
    page = (
        f'<!doctype html><html lang=en><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f'<style>{STYLE}</style><body class="{kind}">{body}</body></html>'
    )
    file.write_text(page, encoding="utf-8")
    file.with_suffix(".json").write_text(json.dumps(payload, ensure_ascii=False, indent=2), encoding="utf-8")
    return file
