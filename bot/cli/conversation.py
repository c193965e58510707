"""Commands that answer like the bot: a digest, a conversation, the demonstration."""

from __future__ import annotations

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add these commands to the app."""
    app.command("digest")(digest)
    app.command("ask")(ask)
    app.command("chat")(chat)
    app.command("demo")(demo)
    app.command("play")(play)


def digest(
    topics: Annotated[list[str] | None, typer.Argument(metavar="[TOPIC …]")] = None,
    since: Annotated[str, typer.Option(help="How far back: 24h, 7d, or an ISO time.")] = "24h",
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many stories at most.")] = 10,
    source: Annotated[
        list[str] | None,
        typer.Option(help="Read only this address, file or shortcut, and keep nothing of it for `ask`; repeatable."),
    ] = None,
    opml: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Read only the feeds of this OPML file, and keep nothing of them for `ask`."),
    ] = None,
    style: Annotated[str, typer.Option(help="headlines, brief or full.")] = "brief",
    now: Annotated[str | None, typer.Option(metavar="ISO", help="Take this as the present time.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Markdown.")] = False,
    html: Annotated[bool, typer.Option("--html", help="A whole HTML page.")] = False,
    slack: Annotated[bool, typer.Option("--slack", help="The arguments of Slack's chat.postMessage.")] = False,
    discord: Annotated[bool, typer.Option("--discord", help="The body of Discord's Create Message.")] = False,
) -> None:
    """Read the sources now and print a digest."""
    from bot.cli import digesting
    from bot.cli.output import run_async

    flags = {"json": as_json, "markdown": markdown, "html": html, "slack": slack, "discord": discord}
    wish = digesting.read_wish(topics or [], since, limit, style, now, flags)
    run_async(digesting.print_digest(wish, source or [], opml))


def ask(
    question: Annotated[list[str], typer.Argument(metavar="QUESTION", help='For example "who bought Figma?".')],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Print the passages of the stored stories that answer a question, each with its source."""
    from bot.cli import asking
    from bot.cli.output import run_async

    run_async(asking.answer(" ".join(question), as_json=as_json))


def chat(
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="Answer in this language (en, de); else the terminal's.")
    ] = None,
) -> None:
    """Type the commands of the chat bot here; the buttons are numbers."""
    from bot.cli import chatting
    from bot.cli.output import run_async

    run_async(chatting.converse(language))


def demo(
    morning: Annotated[int, typer.Option(min=1, max=2, help="Which of the two mornings.")] = 1,
    digest_only: Annotated[bool, typer.Option("--digest-only", help="Only the digest.")] = False,
    serve: Annotated[bool, typer.Option("--serve", help="Keep running behind the playground.")] = False,
) -> None:
    """Show the product on its bundled edition: no token, no key, no network."""
    from bot.cli import demonstrating
    from bot.cli.output import run_async

    run_async(demonstrating.demonstrate(morning, digest_only=digest_only, serve=serve))


def play(
    demo: Annotated[
        bool, typer.Option("--demo", help="On the bundled edition instead of the configured sources.")
    ] = False,
) -> None:
    """A chat page on this machine in which `/digest` works: no token, no account."""
    from bot.cli import playing
    from bot.cli.output import run_async

    run_async(playing.play(demo=demo))
