"""Settings tried before they are saved: the last briefings, as they were and as they would have been."""

from __future__ import annotations

import pytest

from bot.commands import Command, Misunderstood, parse_command
from bot.editions import Composed, Editor, content_of
from bot.replay import MORNINGS
from bot.store.contents import name_of
from bot.store.opening import open_due
from bot.store.outcomes import Outcome
from tests.builders import a_source
from tests.integration.answers.desk import NEWS, Desk, ada, bob, grace, gus, labels, read, titles


async def brief(desk: Desk) -> Composed:
    """Let the next briefing come and arrive; what it said."""
    briefing = await desk.services.briefings.at(NEWS)
    assert briefing is not None and briefing.next is not None
    desk.clock.move_to(briefing.next.at)
    ledger = desk.services.ledger
    composed = await Editor(desk.services, ledger).compose_next(briefing, briefing.next.at)
    await open_due(ledger.database, desk.clock.now())
    (delivery,) = await ledger.claim("me", desk.clock.now())
    content = content_of(composed)
    await ledger.freeze({delivery.edition: name_of(content)}, {name_of(content): content}, desk.clock.now())
    await ledger.settle(
        "me", [Outcome(delivery, "sent", message_id="m", at=desk.clock.now(), stories=composed.stories)]
    )
    return composed


async def news(desk: Desk, source: str, stories: int) -> None:
    """So many stories of a source that is known from the start."""
    await desk.know(a_source(source))
    await desk.news(stories, source)


async def mornings(desk: Desk, number: int = MORNINGS, stories: int = 4) -> list[Composed]:
    """So many mornings of a channel with a briefing, each with stories of its own."""
    await desk.ask("briefing daily 8am", grace())
    told = []
    for morning in range(number):
        desk.wait(hours=22)
        await news(desk, f"Paper {morning}", stories)
        told.append(await brief(desk))
    desk.wait(hours=1)
    return told


async def test_a_smaller_length_drops_the_last_stories(desk: Desk) -> None:
    """Of each of the last three mornings, by title; nothing is saved, and nothing counts as seen."""
    told = await mornings(desk)
    reply = await desk.ask("settings try length 3", grace())

    said = read(reply.document)
    assert said.count("4 stories, then 3 stories") == MORNINGS
    for composed in told:
        assert f"− {titles(composed.document)[3]}" in said
        assert titles(composed.document)[2] not in said
    assert reply.announcement is None
    assert (await desk.services.channels.get(NEWS)).length is None


async def test_what_would_have_come_in_is_named(desk: Desk) -> None:
    """A story that a larger briefing had held."""
    await desk.ask("settings length 3", grace())
    await mornings(desk, 1)

    said = read((await desk.ask("settings try length 10", grace())).document)

    assert "3 stories, then 4 stories" in said and "+ Paper 0 4" in said


async def test_settings_that_change_nothing_say_so(desk: Desk) -> None:
    """Quiet hours choose no stories."""
    await mornings(desk, 2)

    said = read((await desk.ask("settings try quiet 22:00-07:00", grace())).document)

    assert said.count("4 stories, the same") == 2


async def test_what_was_told_before_does_not_come_back_in_a_replay(desk: Desk) -> None:
    """A morning knows what the mornings before it had, also those that are not replayed."""
    await mornings(desk, MORNINGS + 1)

    said = read((await desk.ask("settings try length 20", grace())).document)

    assert said.count("the same") == MORNINGS


async def test_a_channel_without_briefings_sees_what_might_have_been(desk: Desk) -> None:
    """The last three times at which one would have come."""
    await news(desk, "The Example", 4)
    desk.wait(hours=1)

    said = read((await desk.ask("settings try length 3", grace())).document)

    assert "4 stories, had there been a briefing, then 3 stories" in said


async def test_what_was_tried_is_saved_by_its_button(desk: Desk) -> None:
    """And announced as ever."""
    await mornings(desk, 1)
    tried = await desk.ask("settings try length 3", grace())
    saved = await desk.press(tried.document, "Save", grace())

    assert saved.announcement is not None
    assert read(saved.announcement) == "This channel's settings changed: 3 stories."
    assert (await desk.services.channels.get(NEWS)).length == 3


async def test_the_button_is_authorised_like_the_command(desk: Desk) -> None:
    """Whoever found it: a guest changes nothing."""
    await mornings(desk, 1)
    tried = await desk.ask("settings try length 3", grace())

    refused = await desk.press(tried.document, "Save", gus())

    assert refused.announcement is None
    assert (await desk.services.channels.get(NEWS)).length is None


async def test_who_may_not_change_may_not_try(desk: Desk) -> None:
    """They get the same words as for changing."""
    await mornings(desk, 1)

    assert labels((await desk.ask("settings try length 3", gus())).document) == []


async def test_the_form_offers_it(desk: Desk) -> None:
    """Sent off with that choice it is tried; the button carries only what changes."""
    await mornings(desk, 1)
    reply = await desk.ask("settings", grace())
    assert reply.form is not None
    filled = {field.name: field.value for field in reply.form.fields} | {
        "length": "3",
        "first": "show the last briefings",
    }
    words = "\n".join(f"{name}: {value}" for name, value in filled.items())
    tried = await desk.handle(Command("settings", "save", words=words), grace())

    assert "4 stories, then 3 stories" in read(tried.document)
    save = next(action for block in tried.document.blocks for action in getattr(block, "actions", ()))
    assert (save.verb, save.target) == ("apply", "length: 3")


async def test_what_no_button_can_carry_is_set_once_more(desk: Desk) -> None:
    """Rather than cut off."""
    await mornings(desk, 1)
    topics = ", ".join(f"a topic of some length {number}" for number in range(10))
    tried = await desk.ask(f"settings try followed {topics}", grace())

    assert labels(tried.document) == ["Settings"]
    assert "set them once more" in read(tried.document)


async def test_a_bad_value_is_no_trial(desk: Desk) -> None:
    """It is said as ever."""
    await mornings(desk, 1)

    assert "from 1 to 20" in read((await desk.ask("settings try length many", grace())).document)


async def test_a_preview_is_exactly_what_comes(desk: Desk) -> None:
    """In the same words and order, but for the buttons of the whole; and it marks nothing."""
    await mornings(desk, 1)
    await news(desk, "Late Paper", 3)
    briefing = await desk.services.briefings.at(NEWS)
    assert briefing is not None and briefing.next is not None
    desk.clock.move_to(briefing.next.at)
    preview = (await desk.ask("briefing preview", bob())).document

    posted = (await brief(desk)).document

    assert preview.summary == posted.summary
    assert preview.blocks[:-1] == tuple(
        block for block in posted.blocks if not hasattr(block, "actions") or hasattr(block, "story_id")
    )
    assert "nothing counts as seen" in read(preview)


@pytest.mark.parametrize("words", ["settings try", "settings try colour red"])
async def test_a_trial_of_nothing_saves_nothing(desk: Desk, words: str) -> None:
    """What cannot be understood is said, and the settings stay."""
    command = parse_command(words)
    if not isinstance(command, Misunderstood):
        await desk.handle(command, ada())

    assert await desk.services.marks.changes(NEWS) == ()
