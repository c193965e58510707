"""Several topics named at once, and words that are no topic."""

from __future__ import annotations

import pytest

from tests.integration.answers.desk import NEWS, Desk, grace, read


async def test_several_topics_are_followed_at_once(desk: Desk) -> None:
    """With commas between them; what is followed already stays."""
    await desk.ask("follow rust", grace())

    reply = await desk.ask("follow rust, security, python", grace())

    assert "This channel now follows security, python." in read(reply.document)
    assert (await desk.services.channels.get(NEWS)).followed == ("rust", "security", "python")


async def test_several_topics_are_forgotten_at_once(desk: Desk) -> None:
    """Of those named what is on a list."""
    await desk.ask("follow rust, security", grace())

    reply = await desk.ask("forget rust, crypto", grace())

    assert "This channel forgets rust." in read(reply.document)
    assert (await desk.services.channels.get(NEWS)).followed == ("security",)


async def test_of_several_topics_all_are_taken_or_none(desk: Desk) -> None:
    """One that was mistyped is asked back about."""
    reply = await desk.ask("follow rust, secuirty", grace())

    assert "Did you mean security?" in read(reply.document)
    assert (await desk.services.channels.get(NEWS)).followed == ()


@pytest.mark.parametrize("line", ["mute the", "mute a", "follow und"])
async def test_a_word_that_stands_everywhere_is_no_topic(desk: Desk, line: str) -> None:
    """To mute it would leave nothing."""
    reply = await desk.ask(line, grace())

    assert "stands in nearly every text" in read(reply.document) and reply.announcement is None


@pytest.mark.parametrize("line", ["follow go", "follow c", 'mute "it"'])
async def test_a_topic_by_such_a_name_is_one(desk: Desk, line: str) -> None:
    """A language is called Go; and whoever quotes a word means it."""
    assert (await desk.ask(line, grace())).announcement is not None


async def test_a_number_that_no_saved_story_has_is_said(desk: Desk) -> None:
    """Nothing was taken off."""
    assert "you had none yet" in read((await desk.ask("unsave 9", grace())).document)
