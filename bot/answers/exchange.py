"""A channel's sources as OPML: taken over from another reader, and given to one."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bot.answers.changing import announce, refusal
from bot.answers.telling import tell
from bot.commands import Command
from bot.document import Block, Document, Preformatted, paragraph, small
from bot.language import tr, trn
from bot.ports import Asker, Reply
from bot.reasons import say_reason, say_sentence
from bot.services import Services
from bot.wording import wording_of
from summarizer.errors import FetchError, SummarizerError
from summarizer.model import Source
from summarizer.sources.opml import read_opml, write_opml

MOST = 500
"""Sources that one channel may read."""
PIECE = 1_600
"""Characters of OPML in one block: what every platform shows whole."""
_TELLING = frozenset(
    "channel_id playlist_id user id feed format type cat category tag lang language section q p page topic".split()
)
"""Query fields that say which feed is meant; any other value may be somebody's key."""
_PLAIN = re.compile(r"[\w.,:+/-]{1,64}")


async def import_list(services: Services, command: Command, asker: Asker) -> Reply:
    """Take over the feeds of an OPML file at an address; what they bring from before today counts as old."""
    if not command.words.startswith(("http://", "https://")):
        wanted = tr("Give the address of an OPML file that another feed reader exported: `sources import https://…`.")
        return tell(
            asker, wanted + (tr(" Or attach the file itself.") if wording_of(asker.place.platform).takes_files else "")
        )
    if refused := await refusal(services, asker):
        return refused
    try:
        page = await services.tools.fetcher.get(command.words)
        found = await services.tools.isolation.run(read_opml, page.body)
    except FetchError as error:
        return tell(asker, tr("I could not read that address: {reason}.", reason=say_reason(str(error))))
    except SummarizerError as error:
        return tell(asker, say_sentence(str(error)))
    return await _take_over(services, asker, found)


async def _take_over(services: Services, asker: Asker, found: tuple[Source, ...]) -> Reply:
    from bot.answers.sources import list_more, take_in

    channel = await services.channels.get(asker.place)
    listed = await services.sources_of(channel)
    known = {each.address for each in listed}
    new = [each for each in found if each.address not in known]
    if not new:
        return tell(asker, tr("This channel reads all {number} of them already.", number=len(found)))
    room = max(0, MOST - len(listed))
    taken = [await take_in(services, each) for each in new[:room]]
    await list_more(services, asker, listed, taken)
    hint = tr("They are read with the next round. `sources` lists them.")
    if len(new) > room:
        hint += tr(" {number} did not fit: a channel reads at most {most}.", number=len(new) - room, most=MOST)

    def say() -> str:
        return trn("This channel now reads {number} more source.", "This channel now reads {number} more sources.",
                   len(taken))  # fmt: skip

    return await announce(services, asker, say, hint)


async def export(services: Services, command: Command, asker: Asker) -> Reply:
    """The channel's sources as OPML. Chat is no place for keys, so addresses are shown without them."""
    listed = await services.sources_of(await services.channels.get(asker.place))
    safe = [replace(each, address=without_keys(each.address)) for each in listed]
    markup = write_opml(safe).decode("utf-8")
    blocks: list[Block] = [paragraph(tr("Save this as sources.opml:"))]
    blocks += [Preformatted(piece) for piece in _pieces(markup)]
    bare = sum(each.address != whole.address for each, whole in zip(safe, listed, strict=True))
    if bare:
        blocks.append(small(_say_bare(bare)))
    return Reply(Document(tr("Sources as OPML"), tuple(blocks)))


def _say_bare(number: int) -> str:
    return trn("{number} address without the key in it.", "{number} addresses without the key in it.", number)


def without_keys(address: str) -> str:
    """The address without user info, and without the query values that may be a key."""
    try:
        parts = urlsplit(address)
        fields = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return address.split("?")[0]
    kept = [(name, value) for name, value in fields if name.lower() in _TELLING and _PLAIN.fullmatch(value)]
    return urlunsplit((parts.scheme, parts.netloc.rsplit("@", 1)[-1], parts.path, urlencode(kept), ""))


def _pieces(markup: str) -> list[str]:
    """The markup in pieces of whole lines."""
    pieces: list[str] = []
    for line in markup.splitlines():
        if pieces and len(pieces[-1]) + len(line) < PIECE:
            pieces[-1] += "\n" + line
        else:
            pieces.append(line)
    return pieces
