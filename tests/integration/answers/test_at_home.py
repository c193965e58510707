"""Slack's Home tab: what a person sees and presses there, with the real adapter and the core."""

from __future__ import annotations

from bot.ports import Place
from bot.schedule import parse_schedule
from tests.builders import a_source
from tests.integration.answers.desk import Desk
from tests.integration.answers.on_slack import Slack


async def test_on_slack_the_home_page_shows_all_of_it(desk: Desk, slack: Slack) -> None:
    """Next briefing, saved stories, feed health, and a digest on one press, which arrives in the conversation."""
    await desk.know(a_source())
    await desk.news(1)
    await slack.double.open_home(slack.bob)
    await slack.double.until(lambda: slack.double.home(slack.bob) is not None)
    page = slack.double.home(slack.bob)
    assert page is not None
    shown = str(page.payload)
    assert "Next briefing: none yet" in shown and "Saved stories" in shown and "*1* feed followed" in shown

    pressed = await slack.double.press(slack.bob, page, "Get Digest Now")

    assert "The Example 1" in pressed.posted[0].text


async def test_on_slack_the_home_page_names_the_channel_of_a_briefing(desk: Desk, slack: Slack) -> None:
    """As a link to it, which mentions nobody."""
    await slack.type(slack.bob, "/digest briefing weekdays 8am", answers=2)

    await slack.double.open_home(slack.bob)
    await slack.double.until(lambda: slack.double.home(slack.bob) is not None)

    page = slack.double.home(slack.bob)
    assert page is not None
    assert f"in <#{slack.news.id}> · weekdays at 08:00, UTC" in str(page.payload)


async def test_on_slack_a_channels_briefing_is_paused_and_resumed_at_home(desk: Desk, slack: Slack) -> None:
    """The channel is told, the person's page shows it, and their own conversation stays quiet."""
    await slack.type(slack.bob, "/digest briefing weekdays 8am", answers=2)
    page = await slack.home(slack.bob)

    paused = await slack.double.press(slack.bob, page, "Pause 1 Week", answers=0)
    await slack.until_home(slack.bob, "comes again Tue 1 Dec 08:00")

    said = [each.text for each in slack.double.messages(slack.news)]
    assert "This channel's briefing is paused; it comes again Tue 1 Dec 08:00." in said[-1]
    await slack.double.press(slack.bob, await slack.home(slack.bob), "Resume", answers=0)
    await slack.until_home(slack.bob, "Next briefing:* Tue 24 Nov 08:00")
    assert "on again" in slack.double.messages(slack.news)[-1].text
    assert slack.double.messages(slack.double.world.direct_channel(slack.bob)) == [] == paused.posted


async def test_on_slack_a_press_at_home_is_judged_like_the_command_in_the_channel(desk: Desk, slack: Slack) -> None:
    """Whoever has become a guest is told why, in private, and which channel it is about."""
    gus = slack.double.add_user("gus", guest=True)
    place = Place("slack", gus.workspace, slack.news.id)
    kept = await desk.services.channels.change(place, lambda now: now)
    await desk.services.briefings.set(kept, parse_schedule("weekdays 8am"), gus.id, desk.clock.now())
    page = await slack.home(gus)
    before = len(slack.double.messages(slack.news))

    pressed = await slack.double.press(gus, page, "Pause 1 Week")

    (told,) = pressed.posted
    assert told.channel == slack.double.world.direct_channel(gus).id
    assert f"<#{slack.news.id}>" in str(told.blocks) and "Guests change nothing" in told.text
    assert len(slack.double.messages(slack.news)) == before


async def test_on_slack_every_briefing_has_its_own_button_at_home(desk: Desk, slack: Slack) -> None:
    """With several of them each stands under its line."""
    await slack.type(slack.bob, "/digest briefing weekdays 8am", answers=2)
    direct = slack.double.world.direct_channel(slack.bob)
    await slack.double.type_command(slack.bob, direct, "/digest briefing daily 9am")

    page = await slack.home(slack.bob)

    assert str(page.payload).count("Pause 1 Week") == 2
