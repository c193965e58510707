"""What an article is about, and what a person means by a topic's name."""

from __future__ import annotations

import pytest

from summarizer.topics import MOST, TopicIndex

INDEX = TopicIndex.load()
ALL = [INDEX.topic(name) for name in INDEX.names()]

TYPED = [
    ("Artificial Intelligence", "ai"),
    ("artificial-intelligence", "ai"),
    ("#AI", "ai"),
    ("A.I.", "ai"),
    ("GOLANG", "go"),
    ("C++", "c++"),
    ("cpp", "c++"),
    ("C", "c"),
    ("c#", "c#"),
    ("csharp", "c#"),
    (".NET", ".net"),
    ("dotnet", ".net"),
    ("node", "node.js"),
    ("nodejs", "node.js"),
    ("node js", "node.js"),
    ("NODE.JS", "node.js"),
    ("K8s", "kubernetes"),
    ("web assembly", "webassembly"),
    ("postgresql", "postgres"),
    ("layoff", "layoffs"),
    ("electric car", "electric cars"),
    ("EVs", "electric cars"),
    ("startup", "startups"),
    ("robots", "robotics"),
    ("programming languages", "programming"),
    ("machine learnings", "machine learning"),
    ("twitter", "x"),
    ("ÉNERGY", "energy"),
    (" rust. ", "rust"),
    ("law", "policy"),
]


def test_text_gives_a_short_title_the_company_it_needs() -> None:
    assert "rust" in INDEX.topics_of("Rust, ten years on", "The borrow checker was laughed at when it was new.")


def test_company_far_away_in_a_text_is_none() -> None:
    text = "The party won the Assembly seats. " + "A word. " * 80 + "A programmer watched."
    assert "assembly" not in INDEX.topics_of("A quiet week", text)


def test_more_words_against_a_name_than_for_it_decide() -> None:
    assert "rust" not in INDEX.topics_of("Rust on the hull and the steel bolts of a web server's ship")


def test_one_late_aside_is_no_topic() -> None:
    text = "A word. " * 80 + "Netflix was not asked."
    assert "netflix" not in INDEX.topics_of("A quiet week", text)


def test_two_late_mentions_are_a_topic() -> None:
    text = "A word. " * 80 + "Netflix was asked. Netflix did not answer."
    assert "netflix" in INDEX.topics_of("A quiet week", text)


def test_one_mention_among_the_first_words_is_a_topic() -> None:
    assert "netflix" in INDEX.topics_of("A quiet week", "A film by Netflix was shown. " + "A word. " * 80)


def test_what_stands_far_down_a_long_text_is_not_read() -> None:
    assert INDEX.topics_of("A quiet week", "word " * 5_000 + "Netflix " * 9) == ()


def test_the_word_at_which_the_reading_stops_is_not_read_in_half() -> None:
    text = "a" * 30 + " " + "word " * 993 + "JavaScript JavaScript"
    assert text[:5_000].endswith("Java")
    assert "java" not in INDEX.topics_of("A compiler", text)


def test_a_long_text_without_spaces_is_read() -> None:
    assert "netflix" in INDEX.topics_of("今日", "Netflix" + "新" * 9_000)


def test_the_topic_of_the_title_comes_before_that_of_the_text() -> None:
    found = INDEX.topics_of("Spotify changes its prices", "Netflix did so too. " * 4)
    assert found[:2] == ("spotify", "netflix")


def test_topics_of_the_source_come_last_under_their_known_name() -> None:
    found = INDEX.topics_of("Netflix grows", given=("Golang", "no such topic", "netflix"))
    assert found == ("netflix", "go")


def test_an_article_has_at_most_eight_topics() -> None:
    title = "Google, Microsoft, Netflix, Spotify, Nvidia, AMD, Tesla, Reddit, TikTok, Adobe and IBM"
    assert len(INDEX.topics_of(title)) == MOST


def test_no_phrase_reaches_across_a_full_stop() -> None:
    assert "open source" not in INDEX.topics_of("The vault stood open. Source: the police")


def test_a_denied_phrase_takes_nothing_from_other_topics() -> None:
    assert {"nvidia"} == {"nvidia", "tesla"} & set(INDEX.topics_of("Nvidia Tesla cards"))


def test_a_word_is_no_company_for_itself() -> None:
    assert "kafka" not in INDEX.topics_of("Kafka", "Kafka in Prague. Kafka and his father.")


@pytest.mark.parametrize(("words", "name"), TYPED)
def test_a_person_is_understood(words: str, name: str) -> None:
    assert INDEX.find(words) == name


@pytest.mark.parametrize("words", ["", "?!", "figma", "usb-c", "log4shell", "window", "apples", "news", "x" * 1_000])
def test_a_topic_of_ones_own_is_not_taken_for_another(words: str) -> None:
    assert INDEX.find(words) is None


@pytest.mark.parametrize(
    ("typed", "meant"), [("kuberntes", "kubernetes"), ("postgrs", "postgres"), ("cybersec", "security")]
)
def test_a_near_miss_gets_a_suggestion(typed: str, meant: str) -> None:
    assert meant in INDEX.suggest(typed)


def test_nonsense_gets_no_suggestion() -> None:
    assert INDEX.suggest("qqqqzzzz") == ()


def test_a_wide_topic_covers_its_parts_at_any_depth() -> None:
    assert INDEX.covers("programming", ["rails"])


@pytest.mark.parametrize(("wanted", "has"), [("rust", "programming"), ("c", "c++"), ("apple", "google")])
def test_a_topic_covers_neither_what_is_wider_nor_what_stands_beside_it(wanted: str, has: str) -> None:
    assert not INDEX.covers(wanted, [has])


def test_an_alias_covers_as_the_name_does() -> None:
    assert INDEX.covers("GoLang", ["go"])


def test_a_topic_of_ones_own_is_covered_by_itself_in_any_case() -> None:
    assert INDEX.covers("Cooking", ["cooking"])


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        ("figma", "Figma’s shares fall"),
        ("usb-c", "The last phone without USB-C"),
        ("usb c", "The last phone without USB-C"),
        ("log4shell", "Log4Shell, five years later"),
        ("ubersetzer", "Der beste Übersetzer"),
        ("a/b testing", "Why A/B testing fails"),
        ("人工知能", "新しい人工知能の話"),
        ("C#", "C# 15 is out"),
        ("rust", "Rust 1.95 is out"),
    ],
)
def test_an_article_without_topics_matches_by_its_words(wanted: str, title: str) -> None:
    assert INDEX.matches(wanted, title, "", ())


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        ("figma", "Figmatic design"),
        ("usb-c", "USB. C is a letter"),
        ("sap se", "Sap, secretly"),
        ("go", "Where to go to this summer"),
        ("c", "C++ for compiler writers"),
        ("...", "Nothing at all..."),
        ("", "Nothing at all"),
    ],
)
def test_words_match_only_whole_and_in_a_row(wanted: str, title: str) -> None:
    assert not INDEX.matches(wanted, title, "", ())


def test_a_word_of_ones_own_is_looked_for_in_the_opening_of_the_text() -> None:
    assert INDEX.matches("figma", "A quiet week", "word " * 140 + "Figma", ())


def test_a_word_of_ones_own_further_down_does_not_count() -> None:
    assert not INDEX.matches("figma", "A quiet week", "word " * 150 + "Figma", ())


def test_a_known_topic_goes_by_the_articles_topics_and_not_by_its_words() -> None:
    assert not INDEX.matches("rust", "Rust 1.95 is out", "", ("netflix",))


def test_the_index_is_read_once() -> None:
    assert TopicIndex.load() is INDEX
