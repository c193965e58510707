"""More and fewer like this: one vote a person and story, for the channel, fading."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.commands import Command
from tests.builders import a_source, an_article, hours_ago
from tests.integration.answers.desk import NEWS, OTHER, Desk, actions_of, ada, alone, bob, gus, read, titles

VOICES = [ada(), bob(), *(bob().__class__(NEWS, f"u{number}", may_begin=True) for number in range(20))]


async def two_stories(desk: Desk) -> None:
    """One about Rust from one outlet, one about security from another, the second a little newer."""
    await desk.know(a_source("Ferris Wire"), a_source("Lock Weekly"))
    for name, source, topic, age in (("r", "Ferris Wire", "rust", 2), ("l", "Lock Weekly", "security", 1)):
        article = an_article(name, source=source, title=f"On {topic}", topics=(topic,), published=hours_ago(age))
        await desk.publish(f"s-{name}", article)


async def order(desk: Desk) -> list[str]:
    return titles((await desk.ask("1d", bob())).document)


async def test_a_vote_moves_the_ranking_for_the_whole_channel(desk: Desk) -> None:
    """And of no other one."""
    await two_stories(desk)
    assert await order(desk) == ["On security", "On rust"]

    await desk.handle(Command("up", words="s-r"), ada())

    assert await order(desk) == ["On rust", "On security"]
    assert titles((await desk.ask("1d", bob(OTHER))).document) == ["On security", "On rust"]


async def test_a_vote_moves_the_briefing_too(desk: Desk) -> None:
    """What is posted is ranked like what is asked for."""
    await two_stories(desk)
    await desk.handle(Command("up", words="s-r"), ada())

    assert titles((await desk.ask("briefing preview", bob())).document) == ["On rust", "On security"]


async def test_the_button_votes(desk: Desk) -> None:
    """Every story offers both, and More does too."""
    await two_stories(desk)
    shown = (await desk.ask("")).document

    reply = await desk.press(shown, "Fewer like this")

    assert read(reply.document).startswith("Fewer like this: On security")
    assert "security, Lock Weekly count less in this channel" in read(reply.document)
    more = (await desk.press(shown, "More")).document
    assert {"More like this", "Fewer like this"} <= {action.label for action in actions_of(more)}


async def test_a_second_vote_takes_the_place_of_the_first(desk: Desk) -> None:
    """One vote a person and story, whatever is pressed how often."""
    await two_stories(desk)
    for _ in range(5):
        await desk.handle(Command("up", words="s-r"), ada())
    again = await desk.handle(Command("up", words="s-r"), ada())
    changed = await desk.handle(Command("down", words="s-r"), ada())

    assert "already" in read(again.document)
    assert read(changed.document).startswith("Changed: Fewer like this")
    assert (await desk.services.votes.weights(NEWS, desk.clock.now()))["rust"] == pytest.approx(-0.3)


async def test_votes_of_several_people_add_up_within_bounds(desk: Desk) -> None:
    """A crowd is louder than one, but not without end."""
    await two_stories(desk)
    for voice in VOICES:
        await desk.handle(Command("up", words="s-r"), voice)

    weights = await desk.services.votes.weights(NEWS, desk.clock.now())
    assert max(weights.values()) <= 0.6
    story = await desk.services.stories.by_id("s-r")
    assert story is not None
    channel = await desk.services.channels.get(NEWS)
    ranked, _ = await desk.services.composer.explain(story, await desk.services.request(channel))
    assert ranked.score.parts["feedback"] == pytest.approx(0.75)


async def test_a_vote_fades_by_half_in_fourteen_days(desk: Desk) -> None:
    """And is as good as gone after some months."""
    await two_stories(desk)
    await desk.handle(Command("up", words="s-r"), ada())
    now = desk.clock.now()

    async def rust(after: timedelta) -> float:
        return (await desk.services.votes.weights(NEWS, now + after)).get("rust", 0.0)

    assert await rust(timedelta(days=14)) == pytest.approx(0.15)
    assert await rust(timedelta(days=28)) == pytest.approx(0.075)
    assert await rust(timedelta(days=200)) == 0.0


async def test_why_shows_the_votes(desk: Desk) -> None:
    """In words and as a part of the score."""
    await two_stories(desk)
    await desk.handle(Command("up", words="s-r"), ada())
    await desk.ask("")

    said = read((await desk.ask("why 1")).document)

    assert "On rust" in said
    assert "more like this asked for" in said
    assert "votes +0.40" in said


async def test_a_vote_is_announced_to_nobody(desk: Desk) -> None:
    """It changes no setting."""
    await two_stories(desk)

    assert (await desk.handle(Command("up", words="s-r"), ada())).announcement is None
    assert await desk.services.marks.changes(NEWS) == ()


async def test_guests_do_not_vote_in_a_channel(desk: Desk) -> None:
    """A vote moves what everybody is shown; alone with the bot everybody rules."""
    await two_stories(desk)

    assert "guests change nothing" in read((await desk.handle(Command("up", words="s-r"), gus())).document)
    assert await desk.services.votes.weights(NEWS, desk.clock.now()) == {}
    assert "count more" in read((await desk.handle(Command("up", words="s-r"), alone())).document)


async def test_votes_can_be_typed(desk: Desk) -> None:
    """By the number of the last digest; without one the words are a topic."""
    await two_stories(desk)
    await desk.ask("")

    assert read((await desk.ask("up 2")).document).startswith("More like this: On rust")
    assert "Nothing about down detector" in read((await desk.ask("down detector")).document)


async def test_votes_go_with_their_workspace(desk: Desk) -> None:
    """Nothing of a workspace that threw the bot out stays."""
    await two_stories(desk)
    await desk.handle(Command("up", words="s-r"), ada())

    await desk.services.channels.purge_workspace("slack", "T1")

    assert await desk.services.votes.weights(NEWS, desk.clock.now()) == {}
