"""A question read, and the passages of an article that answer it; all of it pure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.ask import choose
from summarizer.ask.families import family_of
from summarizer.ask.meeting import told_by
from summarizer.ask.passages import LONGEST, Passage, Rarity, rank_passages, weigh_story
from summarizer.ask.question import LONGEST as LONGEST_QUESTION
from summarizer.ask.question import MOST_TERMS, Asks, Role, read_question
from summarizer.ask.spelling import halves, near_word
from summarizer.ask.words import meet, words_of
from summarizer.model import Article, Kind
from tests.builders import MORNING, an_article, hours_ago

COMMON = Rarity(100, {})


def passages(question: str, *texts: str, **changes: object) -> list[str]:
    """What answers a question out of articles of these texts, best first."""
    asked = read_question(question)
    rarity = Rarity(100, dict.fromkeys((term.key for term in asked.terms), 5))
    made = [an_article(f"a{number}", text=text, **{"title": "News", **changes}) for number, text in enumerate(texts)]
    return [passage.quote for passage in rank_passages(asked, made, rarity)]


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("who bought Figma?", Asks.WHO),
        ("Which company bought Figma?", Asks.WHO),
        ("Who is Ada Lovelace?", Asks.WHAT_IS),
        ("what is tidepool", Asks.WHAT_IS),
        ("when did Figma sell", Asks.WHEN),
        ("In which year was Figma founded?", Asks.WHEN),
        ("where is Figma", Asks.WHERE),
        ("how many people use Figma", Asks.MANY),
        ("how much did Adobe pay for Figma", Asks.MONEY),
        ("How much is the Note Colour?", Asks.MONEY),
        ("how much is the note colour", Asks.MONEY),
        ("how much is larkspur growing", Asks.MUCH),
        ("How much does the Otter weigh?", Asks.SIZE),
        ("How long did it last?", Asks.LONG),
        ("How deep is the lake?", Asks.SIZE),
        ("Why did Figma fail?", Asks.WHY),
        ("What did Ada say?", Asks.SAID),
        ("Wer kauft Figma?", Asks.WHO),
        ("Wann kommt das?", Asks.WHEN),
        ("Wie viele Nutzer hat Figma?", Asks.MANY),
        ("Figma price", Asks.MONEY),
        ("figma release date", Asks.WHEN),
        ("figma ceo", Asks.WHO),
        ("name of figma's founder", Asks.WHO),
        ("whos behind figma", Asks.WHO),
        ("wheres figma based", Asks.WHERE),
        ("any news on figma?", Asks.NEWS),
        ("whats new in figma", Asks.NEWS),
        ("was gibt es neues bei figma", Asks.NEWS),
        ("figma and adobe", Asks.ANYTHING),
    ],
)
def test_a_question_tells_what_it_asks_for(question: str, asks: Asks) -> None:
    """In English, and where the question word is known in other languages."""
    assert read_question(question).asks is asks


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("who bought Figma?", ["figma"]),
        ("who bought figma?", []),
        ("Who Bought Figma?", []),
        ("Wer hat das Haus in Bern gekauft?", []),
        ("What does the Q9 cost?", ["q9"]),
        ("who is the CEO of Figma", ["figma"]),
        ("what is CVE-2026-1 about", ["cve", "2026", "1"]),
        ("What happened on Monday at Figma?", ["figma"]),
    ],
)
def test_a_capital_or_a_digit_tells_a_name(question: str, names: list[str]) -> None:
    """Unless every word has a capital, or every noun has."""
    assert [term.key for term in read_question(question).names] == names


def test_what_is_counted_is_the_noun_before_the_verb() -> None:
    """And without a verb the first word."""
    counted = [
        read_question(words).counted for words in ("how many open source jobs will go", "how many users of Figma pay")
    ]
    assert [term and term.key for term in counted] == ["jobs", "users"]


@given(st.text(max_size=600))
def test_any_words_are_read(words: str) -> None:
    """Only the beginning of a long question counts, and only so many terms."""
    asked = read_question(words)
    assert len(asked.words) <= LONGEST_QUESTION
    assert len(asked.terms) <= MOST_TERMS + 1


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_looked_through(question: str, text: str) -> None:
    """And what comes out of it stands in it."""
    assert all(each in text for each in passages(question, text))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("layoff", "layoffs", True),
        ("employ", "employees", True),
        ("found", "foundation", False),
        ("orbit", "orbital", True),
        ("marl", "marlowe", False),
    ],
)
def test_forms_of_a_word_meet(one: str, other: str, same: bool) -> None:
    """By their stem, or where one begins the other and is not much shorter."""
    assert meet(one, other) is same


def test_a_founder_is_nobody_who_found_something() -> None:
    """Words of a family meet by their exact form."""
    assert "founder" in family_of("founded")
    assert "found" not in family_of("founded")


def test_two_words_in_a_row_can_be_one() -> None:
    """Chief executive is CEO, and its place is both words'."""
    text = "the chief executive, Ada"
    found = words_of(text)
    assert [word.key for word in found] == ["the", "ceo", "ada"]
    assert text[found[1].start : found[1].end] == "chief executive"
    assert [word.key for word in words_of("she took")] == ["she", "took"]


def test_who_did_it_is_answered_by_who_did_it() -> None:
    """Of two sentences about the thing the one with another name."""
    text = "Quaxon makes valves. Zorblatt Industries bought Quaxon on Monday. Quaxon was bought before."
    assert passages("who bought Quaxon?", text) == ["Zorblatt Industries bought Quaxon on Monday."]


def test_who_begins_the_only_sentence_is_a_name() -> None:
    """Although its capital alone would not tell."""
    text = "Adobe agreed to buy Figma for $20 billion."
    assert passages("who bought Figma?", text) == [text]
    assert not passages("who bought Figma?", "Nobody has bought Figma.")


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("When was Quaxon reported?", "Quaxon was reported on 2 May.", "Who reported Quaxon will speak on 3 May."),
        ("how many users has Quaxon", "Quaxon has 23 million users.", "It holds 4.6 million Quaxon customers."),
        (
            "Where is the Quaxon laboratory?",
            "The Malmo laboratory made Quaxon.",
            "A laboratory, so Ada, has Quaxon.",
        ),
    ],
)
def test_of_two_answers_the_nearer_one_comes_first(question: str, better: str, worse: str) -> None:
    """Past for past, users for users, the place of the thing itself."""
    assert passages(question, f"Rain fell. {worse}", f"Rain fell. {better}")[0] == better


def test_another_verb_is_no_answer() -> None:
    """However much the rest fits."""
    assert not passages("who bought Quaxon?", "Zorblatt Industries praised Quaxon on Monday.")


def test_a_name_that_is_only_mentioned_elsewhere_is_no_answer() -> None:
    """Everything that is named must be spoken of there."""
    filler = "The sky was grey that day. " * 6
    text = f"Zorblatt bought Quaxon for $5 million. {filler}Among its customers is Corvane."
    assert passages("How much did Zorblatt pay for Quaxon?", text)
    assert not passages("How much did Corvane pay for Quaxon?", text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many people work for Quaxon?", "Quaxon has 210 employees."),
        ("How many laptops did Quaxon recall?", "Quaxon recalls 9,000 laptops."),
        ("When does Quaxon launch?", "Quaxon launches on 3 May."),
        ("How much does Quaxon cost?", "Quaxon costs $479."),
        ("How long did the Quaxon outage last?", "The Quaxon outage lasted five hours."),
        ("How heavy is the Quaxon?", "The Quaxon weighs 310 kilos."),
        ("Where did Quaxon land?", "Quaxon landed near Shackleton."),
        ("Who is the chief executive of Quaxon?", "Quaxon's chief executive Ada Byron resigned."),
        ("What is Quaxon?", "The database Quaxon is fast."),
        ("quaxon price", "Quaxon starts at $479."),
        ("quaxon release date", "Quaxon ships on 3 May."),
        ("which hospitals recall Quaxon?", "In June Karolinska Hospital recalls Quaxon."),
        ("which laptops does Quaxon recall?", "Quaxon recalls laptops 13 and 15."),
        ("how fast is the Quaxon cable?", "The Quaxon cable carries 72 terabits a second."),
    ],
)
def test_the_sort_of_thing_asked_for_must_be_there(question: str, text: str) -> None:
    """The sentence answers; the same words without the number, date, place or name do not."""
    assert passages(question, text) == [text]
    assert not passages(
        question, "Quaxon costs, launches, lasts, lands, weighs, recalls laptops, works with its chief."
    )


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("how many apps does Quaxon have?", "Quaxon has 340,000 developers with apps."),
        ("how much does the Quaxon weigh?", "The Quaxon carries 31 kilos of fuel."),
        ("how much does the Quaxon weigh?", "The Quaxon carries a robot of 26 kilos."),
        ("what does a Quaxon charger cost?", "The recall costs Quaxon $4 million for each charger."),
        ("how much did Quaxon pay its lawyers?", "Lawyers of Quaxon pay 15 percent."),
        ("who is the boss of Quaxon?", "Ada Byron praised Quaxon."),
        ("who builds the Quaxon rocket?", "The Quaxon rocket took off from Kourou."),
        ("when did Quaxon launch its store?", "Orrin paid Quaxon for its store on Monday."),
        ("how much did Quaxon earn?", "Training it cost $23 million. Quaxon will not earn it back."),
        ("how many apps does Quaxon have?", "Quaxon took $5.8 billion in app fees."),
        ("how many customers does Quaxon have?", "Customers of Quaxon include two airlines."),
        ("when does the Quaxon launch?", "Quaxon fell eighteen hours after the launch."),
        ("which hospitals did Quaxon hit?", "Quaxon hit hospitals and shops all over the north."),
        ("which chargers does Quaxon recall?", "Quaxon recalls 210,000 chargers."),
        ("did Quaxon buy Gridlet?", "Quaxon praised Gridlet."),
        (
            "who runs Quaxon?",
            "Quaxon failed. Rain fell. Its guest's chief technologist, Eero Berg, was frank.",
        ),
        ("how many people watched Quaxon?", "Quaxon has 28 shops, and you can watch Quaxon."),
    ],
)
def test_what_is_told_of_something_else_is_no_answer(question: str, text: str) -> None:
    """A number of another thing, a price of another thing, another deed, nobody in that office."""
    assert not passages(question, text)


def test_a_report_is_about_what_its_story_is_known_by() -> None:
    """Although it calls it by a number; other names of that story are no help, nor is what another report says."""
    asked = read_question("how many lines is the SplinterRing fix?")
    report = an_article("a1", text="The fix is eleven lines long.", title="CVE-2026-48817 is closed")
    rarity = Rarity(100, dict.fromkeys((term.key for term in asked.terms), 5))
    known = told_by(asked, ["SplinterRing in Linux", "CVE-2026-48817 is closed", "A flaw"])

    assert known == {"splinterring"}
    assert rank_passages(asked, [report], rarity, {"a1": known})
    assert not rank_passages(asked, [report], rarity)


def test_news_is_how_an_article_about_it_begins() -> None:
    """Not any sentence that names it, as long as there is one; a version may be named by its first number."""
    texts = ("The language Quaxon 3.0 is out. It has no null.\n\nQuaxon 3.0 is fast.",)
    assert passages("whats new in Quaxon 3", *texts, title="Quaxon 3.0 is here") == [texts[0].split("\n")[0]]


def test_news_of_what_is_only_mentioned_takes_the_next_sentence_along() -> None:
    """If that says more of the same."""
    text = "Prices fell. The studio worked on Lodestar. It was cancelled after four years. Rain fell."
    assert passages("What happened to Lodestar?", text) == [
        "The studio worked on Lodestar. It was cancelled after four years."
    ]


def test_a_paragraph_speaks_of_what_its_first_sentence_names() -> None:
    """Two sentences later as well."""
    text = "Zorblatt's Quaxon is the light one. Green suits everybody. The base model costs $1,099."
    assert passages("what does the Quaxon cost", text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("norland", "norrland"),
        ("satelites", "satellites"),
        ("nrorland", "norrland"),
        ("norrlamd", "norrland"),
        ("morrland", ""),
        ("nord", ""),
        ("norlanders", ""),
        ("statio", ""),
    ],
)
def test_a_slip_is_put_right(typed: str, meant: str) -> None:
    """One letter too many, too few, another or two swapped; never the first, and not where two words are near."""
    titles = ["Norrland's satellites fail", "A ratio and a station or Statia"]
    assert near_word(typed, titles) == meant
    assert not meant or any(half in titles[0].lower() for half in halves(typed))


def test_employees_of_somebody_else_are_not_counted() -> None:
    """The number belongs to another name."""
    assert not passages("how many employees does Quaxon have?", "Quaxon spoke with two former employees of Deskwell.")


def test_a_sentence_that_says_it_takes_the_one_before_along() -> None:
    """A passage does not hang in the air."""
    text = "Quaxon is small. It costs $479 and ships in May."
    assert passages("How much does Quaxon cost?", text) == [text]


def test_a_very_long_sentence_is_cut_between_words() -> None:
    """Around what was asked for."""
    text = "word " * 400 + "Zorblatt bought Quaxon " + "and so on " * 100
    found = passages("who bought Quaxon?", text.strip())
    assert found and all(len(each) <= LONGEST and "bought Quaxon" in each for each in found)


def test_a_small_letter_name_is_known_by_the_articles() -> None:
    """Who types without capitals means the same."""
    assert passages("who bought quaxon?", "On Monday Zorblatt bought Quaxon for little.")
    assert not passages("who bought quaxon?", "On Monday Zorblatt bought Gridlet. Some fear Quaxon.", title="Gridlet")


def a_passage(article: Article, score: float) -> Passage:
    return Passage(article, 0, len(article.text), score)


def test_a_fresh_report_of_a_large_story_comes_first() -> None:
    """Of two that answer equally well; a shop's offer comes last."""
    fresh, stale = an_article("new"), an_article("old", published=hours_ago(24 * 20))
    offer = an_article("offer", kind=Kind.DEAL)
    weighed = [
        weigh_story(a_passage(each, 2.0), reports, MORNING) for each, reports in ((fresh, 5), (stale, 1), (offer, 1))
    ]
    assert weighed == sorted(weighed, reverse=True)


def test_one_passage_a_story_and_source() -> None:
    """And none that repeats another, nor one that answers much worse than the best."""
    texts = {"a": "Ada bought it.", "b": "Ada sold it again.", "c": "Ada bought it.", "d": "Bob has it.", "e": "Eve?"}
    made = {key: an_article(key, text=text, source=key if key != "b" else "a") for key, text in texts.items()}
    scores = {"a": 3.0, "b": 2.9, "c": 2.8, "d": 2.7, "e": 1.0}
    chosen = choose([a_passage(made[key], score) for key, score in scores.items()], dict.fromkeys(made, "s1"))
    assert [each.article.id for each in chosen] == ["a", "d"]


def test_a_word_that_hardly_says_anything_is_no_question() -> None:
    """It would be met everywhere."""
    asked = read_question("what happened today?")
    assert all(term.role is Role.FAINT for term in asked.terms)
    assert rank_passages(asked, [an_article()], COMMON) == ()
