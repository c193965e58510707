"""Commands that read: one article, one feed, one stream, and whether an address would be fetched."""

from __future__ import annotations

from typing import Annotated

import typer

JsonFlag = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]
JsonLinesFlag = Annotated[bool, typer.Option("--jsonl", help="JSON objects from stdin to stdout, one a line.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the app."""
    app.command("condense")(condense)
    app.command("extract")(extract)
    app.command("feed")(feed)
    app.command("stories")(stories)
    app.command("check-url")(check_url)


def condense(
    article: Annotated[str, typer.Argument(metavar="[FILE|URL|-]")] = "-",
    title: Annotated[str | None, typer.Option(help="The article's title, if the text has none.")] = None,
    points: Annotated[int, typer.Option(min=0, max=100, help="How many points at most.")] = 3,
    words: Annotated[int, typer.Option(min=1, max=10_000, help="How many words the points may have together.")] = 60,
    as_json: JsonFlag = False,
    as_jsonl: JsonLinesFlag = False,
) -> None:
    """Condense one article, HTML or plain text, to a TL;DR and points."""
    from bot.cli import condensing
    from bot.cli.output import run_async

    _refuse_both(as_json, as_jsonl)
    size = condensing.Size(points=points, words=words)
    if as_jsonl:
        run_async(condensing.condense_stream(size, article))
    else:
        run_async(condensing.condense_one(article, title, size, as_json=as_json))


def extract(
    page: Annotated[str, typer.Argument(metavar="[FILE|URL|-]")] = "-",
    url: Annotated[str | None, typer.Option(help="The page's address, for relative links and dates.")] = None,
    as_json: JsonFlag = False,
    as_jsonl: JsonLinesFlag = False,
) -> None:
    """Turn HTML into clean article text."""
    from bot.cli import extracting
    from bot.cli.output import run_async

    _refuse_both(as_json, as_jsonl)
    if as_jsonl:
        run_async(extracting.extract_stream(page))
    else:
        run_async(extracting.extract_one(page, url, as_json=as_json))


def _refuse_both(as_json: bool, as_jsonl: bool) -> None:
    from bot.cli.output import WrongUsage

    if as_json and as_jsonl:
        raise WrongUsage("choose one of --json and --jsonl")


def feed(
    address: Annotated[str, typer.Argument(metavar="FILE|URL")],
    content_type: Annotated[str | None, typer.Option(help="The Content-Type it was served with.")] = None,
    base_url: Annotated[str | None, typer.Option(help="The address that relative links start from.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Parse one feed, any format, and list its entries."""
    from bot.cli import feeding
    from bot.cli.output import run_async

    run_async(feeding.show_feed(address, content_type, base_url, as_json=as_json))


def stories(
    articles: Annotated[str, typer.Argument(metavar="[FILE|-]")] = "-", as_jsonl: JsonLinesFlag = False
) -> None:
    """Group a stream of articles (JSON lines) into stories, in the order given."""
    from bot.cli import grouping
    from bot.cli.output import WrongUsage

    if not as_jsonl:
        raise WrongUsage("stories reads and writes JSON lines: nightdesk stories --jsonl < articles.jsonl")
    grouping.group_lines(articles)


def check_url(
    urls: Annotated[list[str], typer.Argument(metavar="URL …")],
    as_json: JsonFlag = False,
) -> None:
    """Say whether the fetcher would go there. Resolves the name, opens no connection."""
    from bot.cli import checking
    from bot.cli.output import run_async

    if not run_async(checking.check_addresses(urls, as_json=as_json)):
        raise typer.Exit(1)
