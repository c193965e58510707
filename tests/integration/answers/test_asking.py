"""Topics, addresses, why, help, and whatever else people type: always answered in plain words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.app import ANSWERS, App
from bot.commands import Command
from bot.ports import Asker, Place
from tests.builders import a_source, an_article, hours_ago
from tests.fakes.web import Web
from tests.integration.answers.desk import Desk, actions_of, ada, labels, read, titles

SENTENCES = (
    "The ministry opened the new tunnel under the strait on Monday after nine years of work.",
    "Trains cross it in twelve minutes and carry forty thousand people a day.",
    "It cost 7.4 billion euros, a third more than planned in 2017.",
    "Ferries will stop at the end of the year, the operator said.",
    "Two towns on the northern shore expect ten thousand new jobs by 2030.",
)
PAGE = "<html><head><title>The tunnel opens</title></head><body><article><h1>The tunnel opens</h1>{}</article></body>"
ARTICLE = PAGE.format("".join(f"<p>{sentence}</p>" for sentence in SENTENCES))


async def test_an_article_by_its_address_with_receipts_on_more(desk: Desk, web: Web) -> None:
    """TL;DR, three points, and on More the passage behind each."""
    address = web.serve("/tunnel", ARTICLE, content_type="text/html")

    shown = (await desk.ask(f"please {address}")).document
    more = (await desk.press(shown, "More")).document

    assert read(shown).startswith("The tunnel opens")
    assert read(shown).count("• ") == 3
    assert read(more).count("Receipt: “") == 4


async def test_the_receipts_outlive_a_restart(desk: Desk, web: Web) -> None:
    """The button finds them in the store, for a month."""
    shown = (await desk.ask(web.serve("/tunnel", ARTICLE, content_type="text/html"))).document
    press = actions_of(shown)[0]

    restarted = App(desk.services)
    later = await restarted.handle(Command(press.verb, words=press.target), ada())

    assert "Receipt: “" in read(later.document)


async def test_receipts_that_are_gone_are_said(desk: Desk) -> None:
    """With how to get them again."""
    said = read((await desk.handle(Command("receipts", words="0" * 20), ada())).document)

    assert "no longer have" in said


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://127.0.0.1:1/x", "could not read that address"),
        ("http://10.1.2.3/", "could not read that address"),
        ("https://user:word@news.example/", "could not read that address"),
        ("http://news.example:22/", "could not read that address"),
    ],
)
async def test_an_address_that_is_refused_is_said(desk: Desk, address: str, said: str) -> None:
    """Without repeating what may be a password."""
    words = read((await desk.handle(Command("condense", url=address), ada())).document)

    assert said in words
    assert "word@" not in words


async def test_a_page_without_an_article_is_said(desk: Desk, web: Web) -> None:
    """There is nothing to condense in a menu."""
    address = web.serve("/empty", "<html><body><nav>Home</nav></body></html>", content_type="text/html")

    assert "no article text there" in read((await desk.ask(address)).document)


async def test_an_address_is_shown_without_its_keys(desk: Desk, web: Web) -> None:
    """The link works, what people read holds no query value."""
    web.serve("/tunnel", ARTICLE, content_type="text/html")

    said = read((await desk.ask(f"{web.base_url}/tunnel?token=s3cret")).document)

    assert "/tunnel?token=…" in said
    assert "s3cret" not in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("zzqx", "Nothing about zzqx in the last 24 h. Try /digest zzqx 7d."),
        ("kubernetis 7d", "Near it: kubernetes"),
        ("3h", "Nothing was published in the last 3 h."),
    ],
)
async def test_a_topic_that_nothing_is_about_is_said(desk: Desk, typed: str, said: str) -> None:
    """With what is near, and the wider window."""
    await desk.know(a_source())

    assert said in read((await desk.ask(typed)).document)


@pytest.mark.parametrize("verb", ["more", "save", "up", "down", "why"])
async def test_a_button_of_a_story_long_gone_is_answered(desk: Desk, verb: str) -> None:
    """With how to get a fresh digest."""
    said = read((await desk.handle(Command(verb, words="s-gone"), ada())).document)

    assert said == "I no longer have that story. /digest brings a fresh digest."


async def test_a_button_of_a_merged_story_finds_its_heir(desk: Desk) -> None:
    """A story's id never dies."""
    from summarizer.model import Merging

    await desk.know(a_source(), a_source("Other Wire"))
    await desk.publish("s-old", an_article("a1", title="The older one", published=hours_ago(3)))
    await desk.publish("s-new", an_article("a2", source="Other Wire", title="The newer one"))
    await desk.services.stories.apply([], [Merging(kept="s-old", gone="s-new")])

    assert "I no longer have" not in read((await desk.handle(Command("more", words="s-new"), ada())).document)


async def test_why_a_story_is_in(desk: Desk) -> None:
    """Its rank, the reason in words, and the parts of its score."""
    await desk.know(a_source())
    await desk.news(2)
    await desk.ask("")

    said = read((await desk.ask("why 1")).document)

    assert "In today's digest here, rank 1 by its score." in said
    assert "1 source, less than an hour old" in said
    assert "Score " in said and "sources +" in said


async def test_why_a_story_is_out_with_the_counterfactual_and_its_button(desk: Desk) -> None:
    """One more outlet, or following its topic, would have brought it in; the button does it."""
    outlets = [f"Outlet {number}" for number in range(7)]
    await desk.know(a_source("Other Wire"), *(a_source(name) for name in outlets))
    for name in outlets:
        await desk.news(1, name, topics=())
    weak = an_article("weak", source="Other Wire", title="Weak", topics=("rust",), published=hours_ago(10))
    await desk.publish("s-weak", weak)

    answer = (await desk.ask("why https://news.example/weak")).document

    assert "Rank 8 of 7, below the line: one more outlet or following 'rust' would have brought it in." in read(answer)
    await desk.press(answer, "Follow rust")
    assert titles((await desk.ask("")).document)[0] == "Weak"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"published": hours_ago(30)}, "older than a day"),
        ({"topics": ("crypto",)}, "about crypto, which is muted here"),
        ({"old": True}, "added later"),
        ({"source": "Elsewhere"}, "None of the sources here"),
    ],
)
async def test_why_a_story_was_not_in_the_running(desk: Desk, changes: dict[str, object], said: str) -> None:
    """In words, and where a button can help, with it."""
    await desk.know(a_source())
    await desk.ask("mute crypto")
    await desk.publish("s1", an_article("a1", **changes))

    assert said in read((await desk.ask("why https://news.example/a1")).document)


async def test_why_offers_to_unmute(desk: Desk) -> None:
    """The way back is one press."""
    await desk.know(a_source())
    await desk.ask("mute crypto")
    await desk.publish("s1", an_article("a1", topics=("crypto",)))

    answer = (await desk.ask("why https://news.example/a1")).document
    assert labels(answer) == ["Forget crypto"]
    await desk.press(answer, "Forget crypto")

    assert titles((await desk.ask("")).document) == ["Title of a1"]


async def test_why_says_what_the_asker_has_seen(desk: Desk) -> None:
    """What is new leaves out what was seen."""
    await desk.know(a_source())
    await desk.news(1)
    await desk.ask("")

    assert "have seen it" in read((await desk.ask("why 1")).document)


async def test_an_address_that_no_source_brought_is_said(desk: Desk) -> None:
    """It could not be in a digest."""
    await desk.know(a_source())

    assert "None of the sources here brought that address" in read(
        (await desk.ask("why https://nowhere.example/x")).document
    )


@pytest.mark.parametrize(
    ("platform", "typed"),
    [
        ("slack", ["/digest rust 7d", "/digest briefing weekdays 8am Europe/Berlin", "/digest why 2", "/digest share"]),
        ("discord", ["/digest topic:rust since:7d", "/briefing set when:weekdays 8am timezone:Europe/Berlin",
                     "/topics follow topic:rust", "/why story:2", "/sources add url:URL"]),
        ("console", ["rust 7d", "briefing weekdays 8am Europe/Berlin", "why 2"]),
    ],
)  # fmt: skip
async def test_help_speaks_the_askers_platform(desk: Desk, platform: str, typed: list[str]) -> None:
    """Every example can be typed there as it stands."""
    asker = Asker(Place(platform, "W1", "C1"), "ada")

    said = read((await desk.ask("help", asker)).document)

    assert all(f"{each}  " in said for each in typed)
    if platform == "discord":
        assert "/digest topic:briefing" not in said
        assert "/digest share" not in said


async def test_hints_speak_the_askers_platform(desk: Desk) -> None:
    """Not only the help."""
    on_discord = Asker(Place("discord", "G1", "C1"), "ada")

    assert "/briefing set when:weekdays 8am timezone:Europe/Berlin" in read(
        (await desk.ask("briefing", on_discord)).document
    )


async def test_a_command_before_the_first_reading_is_answered_twice(desk: Desk) -> None:
    """At once that the sources are being read, and then with the digest."""
    await desk.know(a_source())
    desk.services.ready.clear()

    first = await desk.ask("")
    await desk.news(2)
    desk.services.ready.set()

    assert read(first.document).startswith("I am reading the sources for the first time.")
    assert first.later is not None
    assert len(titles((await first.later()).document)) == 2


async def test_a_first_reading_that_takes_too_long_is_not_waited_for(desk: Desk) -> None:
    """What is there by then is shown; nothing at all is said."""
    desk.app = App(desk.services, patience=0.01)
    await desk.know(a_source())
    desk.services.ready.clear()
    first = await desk.ask("")
    assert first.later is not None

    assert "still reading" in read((await first.later()).document)
    await desk.news(1)
    assert titles((await first.later()).document) == ["The Example 1"]


@pytest.mark.parametrize("line", ["help", "settings", "topics", "briefing", "sources"])
async def test_what_needs_no_stories_is_answered_at_once(desk: Desk, line: str) -> None:
    """While the sources are being read for the first time."""
    desk.services.ready.clear()

    assert (await desk.ask(line)).later is None


async def test_too_many_commands_get_a_friendly_word(desk: Desk) -> None:
    """It says when to ask again; another person is not held back, and a minute later it is over."""
    desk.app = App(replace(desk.services, user_rate=3))
    for _ in range(3):
        assert "commands in a minute" not in read((await desk.ask("help")).document)
        desk.wait(seconds=10)

    assert read((await desk.ask("help")).document) == (
        "That was 3 commands in a minute, as many as I take. Ask again in 30 s."
    )
    assert "What works here" in read((await desk.ask("help", replace(ada(), user="bob"))).document)
    desk.wait(seconds=30)
    assert "What works here" in read((await desk.ask("help")).document)


async def test_a_clock_that_is_set_back_makes_nobody_wait_for_it(desk: Desk) -> None:
    """What was asked by the wrong clock counts for nothing."""
    desk.app = App(replace(desk.services, user_rate=3))
    for _ in range(3):
        await desk.ask("help")
    desk.wait(seconds=-86_400)

    assert "What works here" in read((await desk.ask("help")).document)


async def test_no_limit_is_none(desk: Desk) -> None:
    """A rate of 0 holds nobody back."""
    for _ in range(100):
        assert "What works here" in read((await desk.ask("help")).document)


@pytest.mark.parametrize("verb", ["gossip", "explode", "", "x" * 500])
async def test_a_verb_that_nobody_knows_is_answered(desk: Desk, verb: str) -> None:
    """An old or forged button gets a sentence."""
    said = read((await desk.handle(Command(verb), ada())).document)

    assert "/digest help shows what works" in said
    assert len(said) < 150


@pytest.mark.parametrize("verb", sorted(ANSWERS))
@pytest.mark.parametrize("words", ["", "nonsense", "\x00", "x" * 4000, "'; DROP TABLE votes; --", "9:9:9"])
async def test_every_button_with_any_target_is_answered(desk: Desk, verb: str, words: str) -> None:
    """Never with silence, and never with a traceback."""
    desk.services.ready.set()
    command = Command(verb, words=words, url="http://10.0.0.1/" if verb == "condense" else None)

    said = read((await desk.handle(command, ada())).document)

    assert said
    assert "went wrong" not in said
