"""What the bundled edition holds, and that its labels are right."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from itertools import combinations

import pytest

from bot.edition.library import MORNINGS, Edition, EditionArticle, PageState, load, read_article
from summarizer.kinds import belongs_in_digest, classify
from summarizer.model import Kind
from summarizer.text.tokens import WORD

JUNK = {Kind.DEAL, Kind.PUZZLE, Kind.HOW_TO_WATCH, Kind.SPONSORED}


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load()


def outlets_by_event(edition: Edition, morning: int = 2) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for article in edition.out_by(morning):
        if article.event:
            found[article.event].add(article.outlet)
    return found


def four_grams(article: EditionArticle) -> set[tuple[str, ...]]:
    words = [word.lower() for word in WORD.findall(article.text)]
    return {tuple(words[at : at + 4]) for at in range(len(words) - 3)}


def resemblance(one: EditionArticle, other: EditionArticle) -> float:
    first, second = four_grams(one), four_grams(other)
    return len(first & second) / len(first | second)


def test_it_has_many_articles_by_many_outlets(edition: Edition) -> None:
    assert len(edition.articles) >= 46
    assert len({article.outlet for article in edition.articles}) >= 11


def test_many_events_and_seven_of_them_by_several_outlets(edition: Edition) -> None:
    events = outlets_by_event(edition)
    assert len(events) >= 13
    assert sum(3 <= len(outlets) <= 6 for outlets in events.values()) >= 7


def test_the_first_morning_alone_is_worth_a_digest(edition: Edition) -> None:
    events = outlets_by_event(edition, morning=1)
    assert sum(len(outlets) >= 3 for outlets in events.values()) >= 7


def test_the_second_morning_goes_on_with_one_event_and_has_five_new_ones(edition: Edition) -> None:
    first = {article.event for article in edition.articles if article.morning == 1}
    second = {article.event for article in edition.articles if article.morning == 2} - {None}
    assert second & first == {"velora-breach"}
    assert len(second - first) >= 5


def test_every_article_is_from_the_22_hours_before_its_morning(edition: Edition) -> None:
    for article in edition.articles:
        morning = MORNINGS[article.morning]
        assert morning - timedelta(hours=22) <= article.published < morning, article.id


def test_articles_have_the_length_of_news(edition: Edition) -> None:
    for article in edition.articles:
        words = len(article.text.split())
        if article.kind is Kind.OPINION:
            assert 600 <= words <= 900, article.id
        elif article.kind is Kind.NEWS:
            assert 90 <= words <= 260 and len(article.blocks) >= 3, article.id


def test_junk_is_classified_as_what_it_is_and_news_as_news(edition: Edition) -> None:
    assert [(a.id, classify(a.title, a.path)) for a in edition.articles] == [(a.id, a.kind) for a in edition.articles]


def test_only_junk_is_without_an_event_and_kept_out(edition: Edition) -> None:
    for article in edition.articles:
        assert (article.event is None) == (not belongs_in_digest(article.kind)) == (article.kind in JUNK), article.id


def test_the_feeds_have_deals_puzzles_a_how_to_watch_page_and_a_sponsored_post(edition: Edition) -> None:
    kinds = Counter(article.kind for article in edition.articles)
    assert kinds[Kind.DEAL] >= 3
    assert kinds[Kind.PUZZLE] >= 2
    assert kinds[Kind.HOW_TO_WATCH] >= 1
    assert kinds[Kind.SPONSORED] >= 1


def test_the_syndicated_copy_is_nearly_word_for_word(edition: Edition) -> None:
    by_id = {article.id: article for article in edition.articles}
    copies = [article for article in edition.articles if article.copy_of]
    assert len(copies) == 1
    assert resemblance(copies[0], by_id[copies[0].copy_of or ""]) >= 0.7


def test_all_other_pairs_are_told_in_different_words(edition: Edition) -> None:
    for one, other in combinations(edition.articles, 2):
        if one.copy_of != other.id and other.copy_of != one.id:
            assert resemblance(one, other) < 0.1, (one.id, other.id)


def test_the_opinion_piece_buries_its_news_in_the_middle(edition: Edition) -> None:
    piece = next(article for article in edition.articles if article.kind is Kind.OPINION)
    place = piece.text.index("from about 4,500 to about 8,000") / len(piece.text)
    assert 0.3 < place < 0.6


def test_titles_bring_mark_up_and_mentions(edition: Edition) -> None:
    titles = "\n".join(article.title_markup for article in edition.articles)
    for trap in ("<b>Breaking</b> &amp;", "@everyone", "&lt;!channel&gt;", "*Dumb* _pipes_", "](http://", "🖊️"):
        assert trap in titles


def test_a_german_outlet_writes_three_articles(edition: Edition) -> None:
    german = {outlet.key for outlet in edition.outlets if outlet.language == "de"}
    assert sum(article.outlet in german for article in edition.articles) >= 3


def test_each_odd_page_occurs_once(edition: Edition) -> None:
    pages = Counter(article.page for article in edition.articles)
    assert {state: pages[state] for state in PageState if state is not PageState.WHOLE} == {
        PageState.PAYWALL: 1,
        PageState.COOKIE_WALL: 1,
        PageState.MISSING: 1,
    }


def test_the_charset_outlet_needs_its_charset(edition: Edition) -> None:
    articles = [article for article in edition.articles if article.outlet == "zurich-modem"]
    assert any(not article.title.isascii() or not article.author.isascii() for article in articles)


def test_ids_are_unique(edition: Edition) -> None:
    assert len({article.id for article in edition.articles}) == len(edition.articles)


def test_a_file_without_a_title_is_named(edition: Edition) -> None:
    with pytest.raises(ValueError, match=r"byteline/lost\.md is not as it should be: 'title'"):
        read_article(edition.outlet("byteline"), "lost", "+++\nauthor = 'N.'\n+++\n\nText.\n")


def test_an_unknown_outlet_is_named(edition: Edition) -> None:
    with pytest.raises(KeyError, match="no outlet 'nobody'"):
        edition.outlet("nobody")
