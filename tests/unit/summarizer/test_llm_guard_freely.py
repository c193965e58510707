"""The guard lets pass what is said more freely than its source, and stops what the source has the other way round."""

from __future__ import annotations

import pytest

from summarizer.guard import judge, passes, read_source
from tests.quality.guarding import MOST_REFUSED, german_sentences, refusals

WIND = """Forecasters at the Norwegian weather service said on Tuesday that winds would reach 55 mph near Tromsø.
About 375,000 people in 18 counties could lose power, and nobody knows how long repairs will take.
Orbex, the utility, spent $1.5 billion on its lines in 2024, compared with $1.2 billion a year earlier.
"We are not going to close a single plant," said Petra Lind, who has run Orbex for five and a half years.
Two engineers, Ada Moen and Kim Rode, found that seven of the 40 masts had cracks. The savings add up to 6 terawatts.
If the council agrees, Orbex will replace every mast except those in Bodø before the winter begins."""


@pytest.mark.parametrize(
    "sentence",
    [
        "Meteorologists expect winds of 55 miles per hour near Tromsø.",
        "Power may fail for about 375,000 people in 18 counties.",
        "Investments of Orbex in its lines came to $1.5bn in 2024, up from $1.2bn.",
        "Petra Lind has been at the head of Orbex for five-and-a-half years.",
        "Orbex has no intention of closing a plant, Lind said.",
        "Savings amount to 6 terawatts.",
        "Cracks were found in 7 of the 40 masts.",
        "Orbex will replace the masts, except those in Bodø, if the council agrees.",
    ],
)
def test_what_is_said_in_freer_words_passes(sentence: str) -> None:
    assert judge(sentence, read_source(WIND)).objections == ()


@pytest.mark.parametrize(
    ("sentence", "objection"),
    [
        ("Zentrix expects winds of 55 mph near Tromsø.", "name Zentrix"),
        ("Orbex spent $1.2 billion on its lines in 2023.", "number 2023"),
        ("The engineers found that the 40 masts had cracks.", "the whole"),
        ("Orbex will replace every mast in Norway before the winter begins.", "excepts some"),
        ("Orbex will replace its masts before the winter begins.", "an if"),
        ("Orbex will replace the masts after the winter begins, if the council agrees.", "after"),
        ("Winds will not reach 55 mph near Tromsø.", "yes where the source says no"),
    ],
)
def test_what_is_turned_round_is_objected_to(sentence: str, objection: str) -> None:
    assert objection in "; ".join(judge(sentence, read_source(WIND)).objections)


@pytest.mark.parametrize(
    ("said", "true"),
    [
        ("Tallis sued Orbex over a patent.", "Orbex sued Tallis over a patent."),
        ("Tallis was bought by Orbex in May.", "Orbex was bought by Tallis in May."),
        ("Orbex sold data of its customers.", "Orbex denied that it sold data of its customers."),
        ("The judge let rival stores in.", "The judge refused to let rival stores in."),
    ],
)
def test_who_did_it_and_whether_is_kept(said: str, true: str) -> None:
    assert not passes(said, true)


@pytest.mark.parametrize(
    ("said", "true"),
    [
        ("Tallis was sued by Orbex over a patent.", "Orbex sued Tallis over a patent."),
        ("Orbex acquired Tallis in May.", "Tallis was bought by Orbex in May."),
        ("Orbex denied selling data of its customers.", "Orbex denied that it sold data of its customers."),
    ],
)
def test_the_passive_says_the_same(said: str, true: str) -> None:
    assert judge(said, read_source(true)).objections == ()


def test_a_number_whose_words_stand_at_another_one_is_objected_to() -> None:
    text = """Harrow keeps 15 percent of the fees that small developers pay in its shop.
Orrin Games, whose shares rose 30 percent, left the shop of Harrow in March."""

    said = "Harrow keeps 30 percent of the fees that small developers pay in its shop."
    verdict = judge(said, read_source(text))

    assert "of something else" in "; ".join(verdict.objections)


def test_a_german_noun_is_no_name() -> None:
    text = "Der Händler Packwerk streicht 900 von 5.200 Stellen. Betroffen sind vor allem Verwaltung und Kundendienst."

    assert judge("Packwerk baut 900 Arbeitsplätze in Verwaltung und Kundenservice ab.", read_source(text)).passed
    assert not judge("Packwerk streicht 900 Stellen in Verwaltung und Zentrix.", read_source(text)).passed
    assert not judge("Jörn Koch streicht 900 Stellen in der Verwaltung.", read_source(text)).passed


def test_hardly_any_true_german_sentence_is_refused() -> None:
    """Of fewer than fifty, one more than the share for all may be."""
    true = german_sentences()

    assert len(true) >= 40
    assert len(refusals(true)) <= MOST_REFUSED * len(true) + 1
