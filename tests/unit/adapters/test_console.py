"""The terminal as a chat platform."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from adapters.console import ConsolePlatform
from adapters.console.platform import PLACE, YOU, actions_of
from bot.commands import Command
from bot.document import Action, Buttons, Document, Emphasis, StoryBlock, note, paragraph
from bot.language import tr
from bot.layout import Look, lay_out_digest
from bot.ports import Asker, Reply
from tests.builders import a_digest, a_digest_story

DIGEST = lay_out_digest(a_digest(a_digest_story("s1"), a_digest_story("s2")), Look(actions=True))


class Terminal(io.StringIO):
    """What a person types at a terminal."""

    def isatty(self) -> bool:
        return True


class Desk:
    """A core that answers everything with the same reply and remembers what it was asked."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self.asked: list[Command] = []
        self.askers: list[Asker] = []

    async def handle(self, command: Command, asker: Asker) -> Reply:
        self.asked.append(command)
        self.askers.append(asker)
        return self.reply


async def _typed(*lines: str, reply: Reply | None = None, terminal: bool = False) -> tuple[Desk, str]:
    """What the core was asked, and what the person saw."""
    desk, shown = Desk(reply or Reply(DIGEST)), io.StringIO()
    words = "".join(line + "\n" for line in lines)
    console = Console(file=shown, width=200, highlight=False, markup=False)
    platform = ConsolePlatform(console, Terminal(words) if terminal else io.StringIO(words))
    await platform.run(desk.handle)
    return desk, shown.getvalue()


async def test_a_typed_line_is_a_command() -> None:
    """From one person, in one place, who may do everything there; blank lines are none."""
    desk, _ = await _typed("rust", "", "   ", "/digest help")

    assert desk.asked == [Command("digest", words="rust"), Command("help")]
    assert desk.askers == [replace(YOU, place_language="en")] * 2
    assert YOU.may_manage and YOU.is_direct and YOU.place == PLACE


async def test_a_number_presses_a_button() -> None:
    """The first action of each story, then the digest's own, in reading order."""
    desk, shown = await _typed("digest", "1", "2", "3")

    assert desk.asked[1:] == [Command("more", words="s1"), Command("more", words="s2"), Command("next")]
    assert "[1] More (1)  [2] More (2)  [3] More Stories  [4] Share" in shown


async def test_a_small_number_without_a_button_says_how_many_stories() -> None:
    """As everywhere in the grammar."""
    desk, _ = await _typed("digest", "7", "0")

    assert desk.asked[1:] == [Command("digest", number=7)]


@pytest.mark.parametrize("line", ["100", "99999999999999999999", "²", "1.0"])
async def test_a_number_without_a_button_is_a_topic(line: str) -> None:
    """Nothing is pressed that is not there."""
    desk, _ = await _typed("digest", line)

    assert desk.asked[1] == Command("digest", words=line)


async def test_the_buttons_are_those_of_the_last_reply() -> None:
    """What has scrolled away cannot be pressed by number."""
    desk, _ = await _typed("digest", "sources nonsense", "1")

    assert desk.asked[1] == Command("digest", number=1)


async def test_a_command_that_cannot_be_read_is_answered() -> None:
    """With one sentence; the core is not asked."""
    desk, shown = await _typed("sourcs")

    assert desk.asked == []
    assert "Did you mean `sources`?" in shown


@pytest.mark.parametrize("goodbye", ["quit", "exit", "BYE", " :q "])
async def test_a_goodbye_ends_the_conversation(goodbye: str) -> None:
    """What stands behind it is not read."""
    desk, _ = await _typed("digest", goodbye, "digest")

    assert len(desk.asked) == 1


async def test_the_end_of_the_input_ends_the_conversation() -> None:
    """A pipe needs no goodbye, and its last line no line break."""
    desk = Desk(Reply(note("Done.")))
    platform = ConsolePlatform(Console(file=io.StringIO()), io.StringIO("digest\nhelp"))

    await platform.run(desk.handle)

    assert [command.verb for command in desk.asked] == ["digest", "help"]


async def test_the_prompt_is_for_people() -> None:
    """A pipe gets none."""
    assert "nightdesk> " in (await _typed("help", terminal=True))[1]
    assert "nightdesk> " not in (await _typed("help"))[1]


async def test_an_announcement_is_printed_behind_the_answer() -> None:
    """Everybody in this channel is one person."""
    _, shown = await _typed("digest", reply=Reply(note("Done."), note("Ada changed the briefing.")))

    assert shown.index("Done.") < shown.index("Ada changed the briefing.")


async def test_a_briefing_is_printed_and_found_again_by_its_key() -> None:
    """The key is the message's id."""
    shown = io.StringIO()
    platform = ConsolePlatform(Console(file=shown), io.StringIO())

    sent = await platform.post(PLACE, note("Good morning."), key="k1")

    assert sent == await platform.find_sent(PLACE, key="k1") == "k1"
    assert await platform.find_sent(PLACE, key="k2") is None
    assert "Good morning." in shown.getvalue()


def test_the_actions_of_a_document_are_in_reading_order() -> None:
    """One a story, with its number; all of a row of buttons; none of a story that offers nothing."""
    more, rare = Action("More", "more", "s1"), Action("Save", "save", "s1", Emphasis.RARE)
    stories = [
        StoryBlock(number, f"s{number}", "T", "", a_digest_story().state, (), (), actions)
        for number, actions in ((1, (more, rare)), (2, ()))
    ]
    document = Document("x", (paragraph("Hello"), *stories, Buttons((Action("Share", "share"),))))

    assert actions_of(document) == (Action("More (1)", "more", "s1"), Action("Share", "share"))


async def test_it_answers_in_the_language_of_the_terminal() -> None:
    """Also what it does not understand; and it tells the core which language that is."""
    shown = io.StringIO()
    asked: list[Asker] = []

    async def handle(command: Command, asker: Asker) -> Reply:
        asked.append(asker)
        return Reply(note(tr("Nothing to show.")))

    platform = ConsolePlatform(Console(file=shown, width=200), io.StringIO("briefng\nhelp\n"), language="de")
    await platform.run(handle)

    assert "Meintest du `briefing`?" in shown.getvalue()
    assert "Es gibt nichts zu zeigen." in shown.getvalue()
    assert [(asker.language, asker.place_language) for asker in asked] == [("de", "de")]
