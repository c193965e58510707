"""The file of topics: what it holds, that it agrees with itself, and that no text upsets it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.phrases import is_word, phrase_of, split
from summarizer.topic_file import read_topics
from summarizer.topics import MOST, Topic, TopicIndex

INDEX = TopicIndex.load()
ALL = [INDEX.topic(name) for name in INDEX.names()]


def _beside(topic: Topic) -> tuple[str, ...]:
    """The words that may stand beside a topic's name, and those of weak titles."""
    sides = (topic.before, topic.after, topic.not_before, topic.not_after, topic.weak_before, topic.weak_after)
    return tuple(word for side in (*sides, topic.weak_against) for word in side)


def test_there_are_many_topics() -> None:
    assert len(INDEX.names()) >= 170


@pytest.mark.parametrize("topic", ALL, ids=lambda topic: topic.name)
def test_a_name_is_found_under_itself(topic: Topic) -> None:
    assert INDEX.find(topic.name) == topic.name


@pytest.mark.parametrize("topic", ALL, ids=lambda topic: topic.name)
def test_an_alias_is_found_under_its_topic(topic: Topic) -> None:
    typed = [*topic.aliases, *topic.typed, *topic.unsure]
    assert {INDEX.find(words) for words in typed} <= {topic.name}


@pytest.mark.parametrize("topic", ALL, ids=lambda topic: topic.name)
def test_a_sure_spelling_makes_a_title_be_about_its_topic(topic: Topic) -> None:
    lost = [words for words in (*topic.aliases, *topic.signals) if topic.name not in INDEX.topics_of(words)]
    assert lost == []


def test_every_spelling_belongs_to_one_topic_and_is_written_once() -> None:
    owners: dict[tuple[str, ...], list[str]] = {}
    for topic in ALL:
        for words in (topic.name, *topic.aliases, *topic.typed, *topic.signals, *topic.hints, *topic.unsure):
            owners.setdefault(phrase_of(words), []).append(topic.name)
    assert {phrase: names for phrase, names in owners.items() if len(names) > 1} == {}


def test_every_word_of_the_file_is_lower_case_and_more_than_punctuation() -> None:
    words = [
        w
        for t in ALL
        for w in (
            t.name,
            *t.aliases,
            *t.typed,
            *t.signals,
            *t.hints,
            *t.unsure,
            *t.exclude,
            *t.context,
            *t.against,
            *_beside(t),
        )
    ]
    assert [word for word in words if word != word.lower() or not phrase_of(word)] == []


def test_every_context_word_is_one_token_and_another_word_than_the_name() -> None:
    odd = [(t.name, word) for t in ALL for word in (*t.context, *t.against, *_beside(t)) if len(phrase_of(word)) != 1]
    assert odd == []


def test_no_topic_is_above_itself() -> None:
    assert [topic.name for topic in ALL if topic.name in topic.parents or topic.name in topic.ancestors] == []


def test_a_parent_that_is_no_topic_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match='"rust" is under "gardening"'):
        read_topics("[rust]\nparents = 'gardening'")


def test_a_way_of_counting_alone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match='topic "rust" counts alone "often"'):
        read_topics("[rust]\nalone = 'often'")


def test_what_speaks_for_a_topic_does_not_speak_against_it_as_part_of_a_group() -> None:
    (topic,) = read_topics("\"@home\" = 'glass, frame'\n[windows]\ncontext = 'frame'\nagainst = '@home'")
    assert topic.against == {"glass"}


def test_a_group_may_hold_groups_above_it() -> None:
    (topic,) = read_topics("\"@food\" = 'pie'\n\"@all\" = '@food, sofa'\n[apple]\nagainst = '@all'")
    assert topic.against == {"pie", "sofa"}


def test_a_topic_without_hints_holds_no_words_for_them() -> None:
    assert [
        topic.name for topic in ALL if topic and not topic.hints and (topic.hint_context or topic.hint_against)
    ] == []


def test_no_word_beside_a_name_says_two_things() -> None:
    both = [t.name for t in ALL if (t.before & t.not_before) or (t.after & t.not_after)]
    assert both == []


@pytest.mark.parametrize("line", ["colour = 'red'", "case = 'yes'", "aliases = ['a']"])
def test_a_field_that_is_unknown_or_written_wrongly_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match='topic "rust" has a field'):
        read_topics(f"[rust]\n{line}")


def test_a_group_of_words_stands_for_its_words() -> None:
    (topic,) = read_topics("\"@code\" = 'compiler, code'\n[rust]\ncontext = '@code, crate'")
    assert topic.context == {"compiler", "code", "crate"}


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("C++17, C# and .NET", ["C++", "17", ",", "C#", "and", ".NET"]),
        ("AT&T’s R&D", ["AT&T", "R&D"]),
        ("node.js a/b USB-C", ["node", "js", "a", "b", "USB", "C"]),
        ("go — to - it", ["go", "—", "to", "-", "it"]),
        ("“Go.” Then", ["“", "Go", ".", "”", "Then"]),
        ("$40M for ‘sales’", ["$", "40M", "for", "sales"]),
        ("Café Ünïcode™", ["Cafe", "Unicode"]),
        ("新Apple製品", ["新", "Apple", "製", "品"]),
    ],
)
def test_text_is_split_where_words_end(text: str, tokens: list[str]) -> None:
    assert split(text) == tokens


@given(st.text(max_size=300), st.text(max_size=2_000))
def test_any_text_has_topics_of_the_list_each_once(title: str, text: str) -> None:
    found = INDEX.topics_of(title, text)
    assert len(found) == len(set(found)) <= MOST
    assert set(found) <= set(INDEX.names())


@given(
    st.lists(st.sampled_from(["go", "to", "Go", "the", "Rust", "belt", "in", "C", "code", ".", "AI", "X"]), max_size=40)
)
def test_the_same_words_have_the_same_topics(words: list[str]) -> None:
    title = " ".join(words)
    assert INDEX.topics_of(title) == INDEX.topics_of(title)


@given(st.text(max_size=200))
def test_whatever_is_typed_is_known_under_a_stable_name_or_not_at_all(words: str) -> None:
    name = INDEX.find(words)
    assert name is None or INDEX.find(name) == name


@given(st.text(max_size=120), st.text(max_size=120), st.text(max_size=400))
def test_any_wish_is_answered(wanted: str, title: str, text: str) -> None:
    assert INDEX.matches(wanted, title, text, ()) in {True, False}
    assert set(INDEX.suggest(wanted)) <= set(INDEX.names())


@given(st.text(max_size=400))
def test_tokens_are_never_empty_and_folding_them_again_changes_nothing(text: str) -> None:
    words = [token for token in split(text) if is_word(token)]
    assert all(words)
    assert phrase_of(" ".join(phrase_of(text))) == phrase_of(text)
