"""The grammar of /digest: what people type, and what it means."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import MAX_WORDS, Command, Misunderstood, parse_command
from bot.vocabulary import VERBS
from bot.windows import is_cut, parse_window

MEANINGS = [
    ("", Command("digest")),
    ("/digest", Command("digest")),
    ("rust 7d", Command("digest", words="rust", window=timedelta(days=7))),
    ("/digest 7d rust", Command("digest", words="rust", window=timedelta(days=7))),
    ("last week rust", Command("digest", words="rust", window=timedelta(days=7))),
    ("news about rust past 3 days", Command("digest", words="rust", window=timedelta(days=3))),
    ("postgres in the last 2 weeks", Command("digest", words="postgres", window=timedelta(days=14))),
    ("today", Command("digest", window=timedelta(hours=24))),
    ("week", Command("digest", window=timedelta(days=7))),
    ("c++", Command("digest", words="c++")),
    ("https://x.example/a", Command("condense", url="https://x.example/a")),
    ("please <https://x.example/a|x.example>", Command("condense", url="https://x.example/a")),
    ("briefing", Command("briefing", action="show")),
    ("briefing weekdays 8am", Command("briefing", action="set", words="weekdays 8am")),
    ("briefing set weekdays 8am", Command("briefing", action="set", words="weekdays 8am")),
    ("briefing off", Command("briefing", action="remove")),
    ("briefing PAUSE", Command("briefing", action="pause")),
    ("briefing pause 1 week", Command("briefing", action="pause", window=timedelta(days=7))),
    ("briefing pause for 3 days", Command("briefing", action="pause", window=timedelta(days=3))),
    ("pause 2w", Command("briefing", action="pause", window=timedelta(days=14))),
    ("pause eine woche", Command("digest", words="pause eine woche")),
    ("digest 5", Command("digest", number=5)),
    ("5", Command("digest", number=5)),
    ("5 7d", Command("digest", number=5, window=timedelta(days=7))),
    ("top 5", Command("digest", number=5)),
    ("the last 3 stories", Command("digest", number=3)),
    ("top 5 rust", Command("digest", words="rust", number=5)),
    ("5 stories about rust", Command("digest", words="rust", number=5)),
    ("next", Command("next")),
    ("next.js", Command("digest", words="next.js")),
    ("python 3", Command("digest", words="python 3")),
    ("404", Command("digest", words="404")),
    ("sources", Command("sources", action="list")),
    ("feeds add https://b.example/f", Command("sources", action="add", words="https://b.example/f")),
    ("sources https://b.example/f", Command("sources", action="add", words="https://b.example/f")),
    ("sources delete Ars Technica", Command("sources", action="remove", words="Ars Technica")),
    ("follow rust", Command("follow", words="rust")),
    ("topics", Command("topics", action="list")),
    ("topics mute crypto", Command("mute", words="crypto")),
    ("unfollow rust", Command("forget", words="rust")),
    ("why 2", Command("why", number=2)),
    ("why is #3 there", Command("why", number=3)),
    ("why https://x.example/a", Command("why", url="https://x.example/a")),
    ("more 1", Command("more", number=1)),
    ("share", Command("share")),
    ("help", Command("help")),
    ("?", Command("help")),
    ("Hello!", Command("help")),
    ("/digest guten Morgen", Command("help")),
    ("thanks", Command("help")),
    ("warum 2", Command("why", number=2)),
    ("mehr 1", Command("more", number=1)),
    ("folge rust", Command("follow", words="rust")),
    ("quellen", Command("sources", action="list")),
    ("heute", Command("digest", window=timedelta(days=1))),
    ("rust letzte Woche", Command("digest", words="rust", window=timedelta(days=7))),
    ("die letzten 3 Tage rust", Command("digest", words="rust", window=timedelta(days=3))),
    ("merkel", Command("digest", words="merkel")),
    ("settings", Command("settings")),
    ("settings length 5", Command("settings", action="save", words="length: 5")),
    ("settings set style: full", Command("settings", action="save", words="style: full")),
    ("settings timezone New York", Command("settings", action="save", words="zone: New York")),
    ("settings quiet hours off", Command("settings", action="save", words="quiet: off")),
    ("settings mute crypto", Command("mute", words="crypto")),
    ("sources import https://b.example/x.opml", Command("sources", action="import", words="https://b.example/x.opml")),
    ("up 2", Command("up", number=2)),
    ("down #3", Command("down", number=3)),
    ("down detector", Command("digest", words="down detector")),
    ("dm", Command("dm")),
]


@pytest.mark.parametrize(("typed", "meant"), MEANINGS, ids=[typed or "nothing" for typed, _ in MEANINGS])
def test_words_mean(typed: str, meant: Command) -> None:
    """What people type is understood, in any order and with the common synonyms."""
    assert parse_command(typed) == meant


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("sourcs", "`sources`"),
        ("briefng 8am", "`briefing`"),
        ("sources rmove x", "`sources remove`"),
        ("digset", "`digest`"),
        ("0", "1 to 20 stories"),
        ("99", "1 to 20 stories"),
        ("0 8 * * 1-5", "`briefing weekdays 08:00`"),
        ("up", "`up 2`"),
        ("since monday", "`7d`"),
        ("seit Montag rust", "`7d`"),
        ("briefing never", "`briefing off`"),
        ("briefing pasue", "`briefing pause`"),
        ("briefing pause until I am back", "`briefing pause 1 week`"),
        ("why", "`why 2`"),
        ("follow", "`follow rust`"),
        ("sources add", "`sources add https://"),
        ("sources remove", "`sources remove NAME`"),
        ("briefing set", "`briefing weekdays 8am"),
        ("sources nonsense", "`sources list`"),
        ("settings lenght 5", "`settings length`"),
        ("settings colour red", "`settings length 5`"),
        ("settings zone", "`settings zone Europe/Berlin`"),
        ("share 2", "`share` posts the whole of your last digest"),
    ],
)
def test_a_near_miss_is_answered_with_what_would_be_right(typed: str, suggested: str) -> None:
    """A command that is nearly one of ours, or lacks a word, gets one sentence with an example."""
    meant = parse_command(typed)

    assert isinstance(meant, Misunderstood)
    assert suggested in meant.message


def test_a_topic_of_any_length_is_cut_to_what_is_needed() -> None:
    """4,000 characters of topic are no error; they are cut."""
    meant = parse_command("x" * 4000)

    assert isinstance(meant, Command)
    assert len(meant.words) <= MAX_WORDS


@given(st.text(max_size=200))
def test_every_line_is_read_as_a_command_or_answered(line: str) -> None:
    """Nothing that can be typed raises."""
    assert isinstance(parse_command(line), Command | Misunderstood)


@pytest.mark.parametrize(
    ("word", "hours"), [("24h", 24), ("2 weeks", 336), ("1 month", 720), ("day", 24), ("9999d", 90 * 24)]
)
def test_a_window_is_hours(word: str, hours: int) -> None:
    """A window is read in hours, days, weeks or months, and is at most 90 days."""
    assert parse_window(word) == timedelta(hours=hours)


@pytest.mark.parametrize("word", ["rust", "7x", "0h", ""])
def test_other_words_are_no_window(word: str) -> None:
    """A word that names no window gives none."""
    assert parse_window(word) is None


OWN_WORDS = (
    "digest /digest briefing set off sources add remove topics follow mute why more share ask 7d last week 3 days"
)
OWN_WORDS += " today #2 99999 https://x.example/a <https://x.example|x> rust c++ : . ? in the settings forget list"
OWN_WORDS += " length quiet up down dm"


@given(st.lists(st.sampled_from(OWN_WORDS.split()), max_size=8))
def test_any_mixture_of_command_words_is_read_or_answered(words: list[str]) -> None:
    """Also where the words are ours and only their order is mad."""
    meant = parse_command(" ".join(words))

    if isinstance(meant, Command):
        assert meant.verb in {*VERBS, "digest", "condense", "up", "down", "next"}
        assert len(meant.words) <= MAX_WORDS
    else:
        assert meant.message


@given(st.text(max_size=40), st.sampled_from(["follow", "mute", "forget", "ask", "briefing set", "sources remove"]))
def test_free_words_are_kept_as_they_were_typed(words: str, verb: str) -> None:
    """Only blanks are folded; nothing in them is read as something else."""
    plain = " ".join(words.replace("\u00a0", " ").split())
    meant = parse_command(f"{verb} {words}")

    if plain and not plain.startswith(("http", "<")) and isinstance(meant, Command):
        assert meant.words == plain


@given(st.text(max_size=30))
def test_any_word_is_a_window_or_none(word: str) -> None:
    """A window is positive and at most 90 days."""
    window = parse_window(word)

    assert window is None or timedelta(0) < window <= timedelta(days=90)


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("pause", Command("briefing", action="pause")),
        ("unpause", Command("briefing", action="resume")),
        ("preview", Command("briefing", action="preview")),
        ("when", Command("briefing", action="show")),
        ("subscribe weekdays 8am", Command("briefing", action="set", words="weekdays 8am")),
        ("add https://a.example/feed", Command("sources", action="add", words="https://a.example/feed")),
        ("add feed https://a.example/feed", Command("sources", action="add", words="https://a.example/feed")),
        ("more", Command("next")),
        ("more stories", Command("next")),
        ("what's new about security this week", Command("digest", words="security", window=timedelta(days=7))),
        ("What’s new", Command("digest")),
        ("show me the latest news on rust", Command("digest", words="rust")),
        ("anything new in linux today?", Command("digest", words="linux", window=timedelta(days=1))),
    ],
)
def test_people_say_it_in_their_own_way(line: str, command: Command) -> None:
    """Half a command, a question, a wish: what can only mean one thing is taken."""
    assert parse_command(line) == command


@pytest.mark.parametrize("line", ["stop", "unsubscribe", "off", "cancel please"])
def test_whoever_wants_it_to_end_is_told_how(line: str) -> None:
    """It is never taken for a topic."""
    said = parse_command(line)

    assert isinstance(said, Misunderstood)
    assert "`briefing pause`" in said.message


@pytest.mark.parametrize("line", ["new york", "resume writing tools", "stop the count news", "show me state aid"])
def test_a_topic_that_begins_like_a_command_stays_a_topic(line: str) -> None:
    """The words of a title are not eaten."""
    said = parse_command(line)

    assert isinstance(said, Command)
    assert said.verb == "digest"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("0d", "`7d`"),
        ("-1d", "`7d`"),
        ("rust 1.5d", "`7d`"),
        ("ftp://x", "https://"),
        ("?!", "no word"),
        ("🎉", "no word"),
    ],
)
def test_what_can_be_no_topic_is_said(line: str, said: str) -> None:
    """With what would be right."""
    answer = parse_command(line)

    assert isinstance(answer, Misunderstood)
    assert said in answer.message


@pytest.mark.parametrize(
    ("word", "cut"), [("91d", True), ("365d", True), ("1y", True), ("90d", False), ("rust", False)]
)
def test_a_window_longer_than_there_is_is_noticed(word: str, cut: bool) -> None:
    """So that it can be said."""
    assert is_cut(word) is cut
    meant = parse_command(f"linux {word}")
    assert isinstance(meant, Command) and meant.cut is cut
