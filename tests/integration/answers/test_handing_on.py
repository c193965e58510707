"""Share and Send to My DM: the digest goes on as it was shown."""

from __future__ import annotations

import pytest

from bot.commands import Command
from bot.layout import POSTED
from tests.builders import a_source, an_article
from tests.integration.answers.desk import NEWS, Desk, actions_of, ada, alone, bob, labels, read, titles


async def test_share_posts_the_very_digest_that_the_asker_saw(desk: Desk) -> None:
    """The same stories with the same sentences and account, though others have come since."""
    await desk.know(a_source())
    await desk.news(3)
    shown = (await desk.ask("")).document
    await desk.publish("s-later", an_article("later", title="Later"))

    posted = (await desk.press(shown, "Share")).announcement

    assert posted is not None
    assert read(posted) == read(shown) + "\nShared by a member of this channel"


async def test_a_share_that_was_refused_counts_for_nothing(desk: Desk) -> None:
    """Nobody in the channel has seen it, and it can be shared again."""
    await desk.know(a_source())
    await desk.news(2)
    await desk.ask("")
    refused = await desk.ask("share")
    assert refused.posted is not None

    await refused.posted(False)

    assert titles((await desk.ask("", bob())).document) == ["The Example 1", "The Example 2"]
    assert await desk.services.marks.last_posted(NEWS) is None
    assert (await desk.ask("share")).announcement is not None


async def test_what_was_posted_is_seen_by_the_channel(desk: Desk) -> None:
    """Whoever asks next is told that nothing is new."""
    await desk.know(a_source())
    await desk.news(2)
    await desk.ask("")
    shared = await desk.ask("share")
    assert shared.posted is not None

    await shared.posted(True)

    assert titles((await desk.ask("", bob())).document) == []


async def test_a_digest_about_a_topic_is_shared_as_that(desk: Desk) -> None:
    """Not as what is new."""
    await desk.know(a_source())
    await desk.news(2)
    await desk.publish("s-other", an_article("other", title="Something else", text="Bread is dearer this year."))
    await desk.ask("compiler")

    posted = (await desk.ask("share")).announcement

    assert posted is not None
    assert sorted(titles(posted)) == ["The Example 1", "The Example 2"]


@pytest.mark.parametrize("label", ["Share", "Send to My DM"])
async def test_a_button_hands_on_the_digest_it_stands_under_or_none(desk: Desk, label: str) -> None:
    """Whoever presses under an older one must not post the newer one, which they do not look at."""
    await desk.know(a_source())
    await desk.news(2)
    older = (await desk.ask("")).document
    desk.wait(minutes=1)
    newer = (await desk.ask("compiler")).document

    refused = await desk.press(older, label)

    assert (refused.announcement, refused.direct) == (None, None)
    assert "another digest here since" in read(refused.document)
    handed_on = await desk.press(newer, label)
    assert handed_on.announcement or handed_on.direct


async def test_share_works_once_a_person(desk: Desk) -> None:
    """A second press, and a double click, post nothing; somebody else may share theirs."""
    await desk.know(a_source())
    await desk.news(2)
    for person in (ada(), bob()):
        await desk.ask("", person)

    first, second = await desk.ask("share", ada()), await desk.ask("share", ada())

    assert first.announcement is not None
    assert second.announcement is None
    assert "already" in read(second.document)
    assert (await desk.ask("share", bob())).announcement is not None


async def test_a_new_digest_can_be_shared_again(desk: Desk) -> None:
    """Once is once a digest."""
    await desk.know(a_source())
    await desk.news(1)
    await desk.ask("")
    await desk.ask("share")
    await desk.publish("s-later", an_article("later", title="Later"))
    await desk.ask("")

    assert (await desk.ask("share")).announcement is not None


async def test_nothing_to_share_is_said(desk: Desk) -> None:
    """With how to get something."""
    assert read((await desk.ask("share")).document).endswith("Get one with /digest first.")
    assert "alone here" in read((await desk.ask("share", alone())).document)


async def test_a_posted_digest_offers_no_sharing(desk: Desk) -> None:
    """Everybody has it already."""
    await desk.know(a_source())
    await desk.news(8)
    shown = (await desk.ask("")).document
    assert labels(shown) == ["More Stories", "Share", "Send to My DM", "Settings"]

    posted = (await desk.press(shown, "Share")).announcement

    assert posted is not None
    assert labels(posted) == ["More Stories", "Send to My DM", "Settings"]


async def test_send_to_my_dm_sends_what_was_shown(desk: Desk) -> None:
    """Into the asker's own conversation, and says so where it was asked."""
    await desk.know(a_source())
    await desk.news(2)
    shown = (await desk.ask("")).document

    reply = await desk.press(shown, "Send to My DM")

    assert read(reply.document) == "I sent it to our direct messages."
    assert reply.direct is not None
    assert read(reply.direct) == read(shown)
    assert reply.announcement is None


async def test_from_a_posted_digest_the_posted_one_is_sent(desk: Desk) -> None:
    """Not the presser's own, which may be of another day."""
    await desk.know(a_source())
    await desk.news(2)
    await desk.ask("", ada())
    posted = await desk.share(ada())
    await desk.publish("s-later", an_article("later", title="Bob's own"))
    await desk.ask("", bob())
    assert posted is not None

    reply = await desk.press(posted, "Send to My DM", bob())

    assert reply.direct is not None
    assert titles(reply.direct) == titles(posted)


async def test_nothing_to_send_is_said(desk: Desk) -> None:
    """Before the first digest, and in a conversation that is direct already."""
    for command in (Command("dm"), Command("dm", words=POSTED)):
        reply = await desk.handle(command, ada())
        assert reply.direct is None
        assert "no digest to send yet" in read(reply.document)
    assert (await desk.handle(Command("dm"), alone())).direct is None


async def test_a_digest_in_a_direct_conversation_offers_what_works_there(desk: Desk) -> None:
    """Nobody to share with, and no other place to send it to."""
    await desk.know(a_source())
    await desk.news(8)

    assert labels((await desk.ask("", alone())).document) == ["More Stories", "Settings"]


async def test_saved_stories_are_kept_for_the_person_in_the_whole_workspace(desk: Desk) -> None:
    """Newest first, by number, each with its way back."""
    await desk.know(a_source())
    await desk.news(3)
    await desk.ask("")
    await desk.ask("save 2")
    desk.wait(minutes=1)
    assert read((await desk.ask("save 1")).document) == "Saved: The Example 1"
    assert "already" in read((await desk.ask("save 1")).document)

    shelf = (await desk.ask("saved", ada(alone().place))).document

    assert titles(shelf) == ["The Example 1", "The Example 2"]
    await desk.press(shelf, "Remove from saved")
    assert titles((await desk.ask("saved")).document) == ["The Example 2"]
    assert "saved no story yet" in read((await desk.ask("saved", bob())).document)


async def test_more_shows_the_passage_behind_every_sentence(desk: Desk) -> None:
    """Word for word, with its source; and why the story is here."""
    await desk.know(a_source())
    await desk.news(1)
    shown = (await desk.ask("")).document

    more = (await desk.press(shown, "More")).document

    assert "Receipt: “The project released version 1 of its compiler on Monday" in read(more)
    assert "Why it is here: 1 source" in read(more)
    assert actions_of(more)[0].label == "Save for later"


async def test_a_digest_tells_states_and_the_nights_account(desk: Desk) -> None:
    """What is new is marked, and the last line says where the reading went."""
    await desk.know(a_source())
    await desk.news(2)

    said = read((await desk.ask("")).document)

    assert "1. The Example 1 [new]" in said
    assert "Read 2: 0 repeats, 0 muted, 0 below the line · " in said
    assert "sentences verified" in said
