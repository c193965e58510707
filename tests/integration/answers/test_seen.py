"""What counts as seen, by whom, and what a digest with nothing new says."""

from __future__ import annotations

from datetime import timedelta

from bot.commands import Command
from summarizer.model import Kind
from tests.builders import a_source, an_article, hours_ago
from tests.integration.answers.desk import OTHER, Desk, ada, alone, bob, labels, read, titles


async def a_morning(desk: Desk, count: int = 3) -> list[str]:
    await desk.know(a_source())
    return await desk.news(count)


async def test_a_first_digest_covers_the_last_day(desk: Desk) -> None:
    """What is older is for a window to find."""
    await desk.know(a_source())
    await desk.publish("s-old", an_article("old", title="Yesterday's", published=hours_ago(25)))
    await desk.publish("s-new", an_article("new", title="Today's", published=hours_ago(20)))

    assert titles((await desk.ask("")).document) == ["Today's"]


async def test_a_digest_has_seven_stories(desk: Desk) -> None:
    """Unless the channel sets it otherwise."""
    await a_morning(desk, 12)

    assert len(titles((await desk.ask("")).document)) == 7


async def test_what_the_asker_saw_does_not_come_back(desk: Desk) -> None:
    """The second digest says since when nothing is new, and offers the last day."""
    await a_morning(desk)
    await desk.ask("")
    desk.wait(minutes=30)

    again = (await desk.ask("")).document

    assert "Nothing new since Mon 23 Nov 08:00 (UTC), your last digest here." in read(again)
    assert titles((await desk.press(again, "Show the last day")).document) == [f"The Example {n}" for n in (1, 2, 3)]


async def test_what_one_person_reads_is_hidden_from_nobody_else(desk: Desk) -> None:
    """Neither from another person in the channel nor from what is posted there."""
    await a_morning(desk)
    await desk.ask("", ada())

    assert len(titles((await desk.ask("", bob())).document)) == 3
    assert len(titles((await desk.ask("briefing preview", bob())).document)) == 3


async def test_what_a_person_saw_here_is_new_to_them_elsewhere(desk: Desk) -> None:
    """Marks belong to a person in a channel."""
    await a_morning(desk)
    await desk.ask("", ada())

    assert len(titles((await desk.ask("", ada(OTHER))).document)) == 3


async def test_what_was_shared_is_seen_by_everybody_there(desk: Desk) -> None:
    """A digest of somebody else leaves it out."""
    await a_morning(desk)
    await desk.ask("", ada())
    await desk.share(ada())

    assert titles((await desk.ask("", bob())).document) == []
    assert len(titles((await desk.ask("", bob(OTHER))).document)) == 3


async def test_a_preview_marks_nothing(desk: Desk) -> None:
    """The digest after it has every story still."""
    await a_morning(desk)
    preview = (await desk.ask("briefing preview")).document
    assert "nothing counts as seen" in read(preview)

    assert titles((await desk.ask("")).document) == titles(preview)


async def test_a_topic_and_a_window_show_what_was_seen(desk: Desk) -> None:
    """Somebody who asks for something gets all that fits."""
    await a_morning(desk)
    await desk.ask("")

    assert len(titles((await desk.ask("compiler")).document)) == 3
    assert len(titles((await desk.ask("7d")).document)) == 3


async def test_a_story_that_grew_comes_back_as_updated(desk: Desk) -> None:
    """With what is new in it alone."""
    await desk.know(a_source(), a_source("Other Wire"))
    await desk.publish("s1", an_article("a1", title="A bridge is closed", text="The old bridge was closed on Monday."))
    await desk.ask("")
    desk.wait(hours=2)
    more = "Engineers found a crack of forty centimetres in the main bearing of the bridge."
    await desk.publish("s1", an_article("a2", source="Other Wire", text=more, published=hours_ago(0, desk.clock.now())))

    shown = read((await desk.ask("")).document)

    assert "[updated]" in shown
    assert "crack of forty centimetres" in shown
    assert "was closed on Monday" not in shown


async def test_a_digest_covers_the_time_since_the_last_one(desk: Desk) -> None:
    """Who comes back after three days sees all three, not the last day alone."""
    await a_morning(desk)
    await desk.ask("")
    desk.wait(days=3)
    await desk.publish(
        "s-mid", an_article("mid", title="In between", weight=0.2, published=hours_ago(40, desk.clock.now()))
    )
    await desk.publish("s-now", an_article("now", title="Right now", published=hours_ago(1, desk.clock.now())))

    shown = (await desk.ask("")).document

    assert titles(shown) == ["Right now"]
    assert titles((await desk.press(shown, "More Stories")).document) == ["In between"]


async def test_more_stories_about_a_topic_go_on_with_it(desk: Desk) -> None:
    """Not with what is new elsewhere; at the end it offers no more, and an old button says that there are none."""
    await a_morning(desk, 9)
    await desk.publish("s-other", an_article("other", title="Something else", text="Bread is dearer this year."))
    first = (await desk.ask("compiler 2d")).document

    rest = (await desk.press(first, "More Stories")).document

    assert sorted(titles(first) + titles(rest)) == sorted(f"The Example {n}" for n in range(1, 10))
    assert "More Stories" not in labels(rest)
    assert read((await desk.handle(Command("next", words="48:9:compiler"), ada())).document) == "Those were all."


async def test_the_saved_stories_and_topics_move_no_window(desk: Desk) -> None:
    """Only a digest of all that is new says where the next one begins."""
    await a_morning(desk)
    await desk.ask("")
    first = await desk.services.marks.last_bare(ada())
    desk.wait(hours=30)
    await desk.ask("compiler 7d")
    await desk.ask("saved")

    assert await desk.services.marks.last_bare(ada()) == first


async def test_numbers_are_those_of_the_askers_last_digest_there(desk: Desk) -> None:
    """Not of anybody else's, nor of another channel's."""
    await a_morning(desk)
    await desk.ask("", ada())

    assert "The Example 2" in read((await desk.ask("why 2", ada())).document)
    assert "you had none yet" in read((await desk.ask("why 2", bob())).document)
    assert "you had none yet" in read((await desk.ask("why 2", ada(OTHER))).document)
    assert "has stories 1 to 3" in read((await desk.ask("why 9", ada())).document)


async def test_nothing_new_offers_what_stayed_below_the_line(desk: Desk) -> None:
    """A story of one source grows too weak in the end, and can still be asked for."""
    await desk.know(a_source())
    await desk.publish("s1", an_article("a1", title="Weak", weight=0.2, published=hours_ago(23)))

    quiet = (await desk.ask("")).document

    assert "1 story stayed below the line" in read(quiet)
    assert labels(quiet) == ["Show the last day", "Show what stayed below"]
    assert titles((await desk.press(quiet, "Show what stayed below")).document) == ["Weak"]


async def test_what_no_button_could_show_is_not_offered(desk: Desk) -> None:
    """Deals are told when they are asked for by that name, so neither button would bring them."""
    await desk.know(a_source())
    await desk.publish("s1", an_article("a1", title="The best laptop deals", kind=Kind.DEAL))

    quiet = (await desk.ask("")).document

    assert "1 article came, of a kind that is only shown when asked for, such as /digest deals" in read(quiet)
    assert labels(quiet) == ["Show the last day"]
    assert "Nothing to show of the last 24 h." in read((await desk.press(quiet, "Show the last day")).document)
    assert titles((await desk.ask("deals")).document) == ["The best laptop deals"]


async def test_more_stories_are_offered_only_while_there_are_some(desk: Desk) -> None:
    """A button that leads nowhere is a promise broken."""
    await a_morning(desk, 9)

    first = (await desk.ask("")).document
    rest = (await desk.press(first, "More Stories")).document

    assert (len(titles(first)), len(titles(rest))) == (7, 2)
    assert "More Stories" not in labels(rest)


async def test_a_digest_ends_with_when_the_next_briefing_comes(desk: Desk) -> None:
    """Where the channel has one that is on."""
    await a_morning(desk)
    assert "Next briefing" not in read((await desk.ask("1d")).document)
    await desk.ask("briefing weekdays 8am Europe/Berlin")

    assert "Next briefing: Tuesday 08:00 (Europe/Berlin)" in read((await desk.ask("1d")).document)

    await desk.ask("briefing pause")
    assert "Next briefing" not in read((await desk.ask("1d")).document)


async def test_a_window_that_reaches_too_far_back_is_said(desk: Desk) -> None:
    """Not silently another one."""
    await a_morning(desk)

    assert "I look back 90 days at most." in read((await desk.ask("compiler 365d")).document)
    assert "I look back" not in read((await desk.ask("compiler 90d")).document)


async def test_no_publication_at_all_is_said(desk: Desk) -> None:
    """An empty night is no error."""
    await desk.know(a_source())

    assert "Nothing new since Sun 22 Nov 08:00 (UTC)." in read((await desk.ask("")).document)


async def test_more_stories_go_on_where_the_digest_ended(desk: Desk) -> None:
    """Nothing comes twice."""
    await a_morning(desk, 9)
    first = (await desk.ask("")).document

    rest = (await desk.press(first, "More Stories")).document

    assert len(titles(rest)) == 2
    assert not set(titles(rest)) & set(titles(first))


async def test_times_are_told_in_the_channels_zone(desk: Desk) -> None:
    """Since when nothing is new is said on the reader's clock."""
    await desk.know(a_source())
    await desk.ask("settings zone Europe/Berlin", alone())

    assert "Sun 22 Nov 09:00 (Europe/Berlin)" in read((await desk.ask("", alone())).document)
    assert timedelta(0) == desk.clock.now() - desk.wait()
