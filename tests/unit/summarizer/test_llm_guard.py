"""The guard of what a model writes: examples of each rule, and the figures of the whole set."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.guard import judge, passes, read_source
from tests.quality.guarding import INVENTED, measure

TEXT = """Velora Pay said on Sunday that intruders copied data of 4,117,000 customers.
More than 300 shops closed for six hours.
"We are sorry, and we are writing to every person affected," said chief executive Maren Castellane. "The door is shut."
The contractor, Deskwell Services, handles support in 14 countries. It had revenue of $410 million, up 27 percent.
"We found nothing unusual," said Cathal Devane, a spokesman for Deskwell. He did not say how the token was obtained.
The European Commission in Brussels asked Velora for a report by 3 March 2027. Windows 11 and the A3 phones are safe."""


@pytest.mark.parametrize(
    "sentence",
    [
        "Intruders copied the data of 4.117 million Velora Pay customers.",
        "Data of about 4.1 million customers was copied from Velora Pay.",
        "Data of 4.1 million customers was copied from Velora Pay.",
        "Data of more than 4 million customers was copied from Velora Pay.",
        "Millions of Velora Pay customers had their data copied by intruders.",
        "More than 300 shops closed for 360 minutes.",
        "A six-hour closure hit over 300 shops.",
        "Deskwell Services had $410 million in revenue, 27% more than before.",
        'Velora\'s chief executive Maren Castellane said they are "writing to every person affected".',
        "Velora's CEO Castellane: \u201cThe door is shut.\u201d",
        "Deskwell's spokesman Cathal Devane did not say how the token was obtained.",
        "The EC asked Velora for a report by March 3, 2027.",
        "The EU Commission asked Velora for a report.",
        "A3 phones and Windows 11 are safe.",
    ],
)
def test_what_the_source_says_in_other_words_passes(sentence: str) -> None:
    assert judge(sentence, read_source(TEXT)).objections == ()


@pytest.mark.parametrize(
    ("sentence", "objection"),
    [
        ("Intruders copied the data of 4.2 million Velora Pay customers.", "number 4.2 million"),
        ("Data of about 4.2 million customers was copied from Velora Pay.", "number 4.2 million"),
        ("Data of nearly 4 million customers was copied from Velora Pay.", "number 4 million"),
        ("Intruders copied the data of 4,117,000 shops at Velora Pay.", "number 4,117,000 shop"),
        ("More than 300 shops closed for six days.", "number six days"),
        ("Fewer than 300 shops closed for six hours.", "number 300"),
        ("Deskwell Services had revenue of €410 million.", "number €410 million"),
        ("Deskwell Services had revenue of 410 million.", "number 410 million"),
        ("Deskwell Services had $410 million in revenue, up 27 million.", "number 27 million"),
        ("The European Commission asked Velora for a report by 4 March 2027.", "number 4 March"),
        ("The European Commission asked Velora for a report by 3 March 2028.", "number 2028"),
        ("Windows 12 and the A3 phones are safe.", "number 12"),
        ("Windows 11 and the A5 phones are safe.", "name A5"),
        ("The contractor, Zentrix Services, handles support in 14 countries.", "name Zentrix"),
        ("Zentrix said that intruders copied the data of customers.", "name Zentrix"),
        ("Deskwell's spokesman Maren Devane found nothing unusual.", "name Maren Devane"),
        ('Maren Castellane said: "We will pay every person affected."', "nobody says"),
        ('Deskwell Services "handles support in 14 countries".', "nobody says"),
        ('"The door is shut," said Cathal Devane.', "as said by"),
        ('"We found nothing unusual," said Maren Castellane.', "as said by"),
        ("Castellane said she found nothing unusual, according to Castellane.", "not Castellane who says"),
        ('The chief executive said "We are sorry.', "other half"),
        ("Deskwell's spokesman did say how the token had been obtained.", "yes where the source says no"),
        ("The contractor, Deskwell Services, does not handle support in 14 countries.", "yes where the source says no"),
        ("Velora Pay said that data of customers was copied, see https://velora.example.", "a link"),
        ("Velora Pay said that <b>data</b> of customers was copied.", "a link"),
        ("Bananas ripen faster in a paper bag on the kitchen table.", "nothing in the source"),
        ("I cannot help with that request.", "nothing in the source"),
        ("", "no text"),
    ],
)
def test_what_the_source_does_not_say_is_objected_to(sentence: str, objection: str) -> None:
    assert objection in "; ".join(judge(sentence, read_source(TEXT)).objections)


MORE = """Rina Solberg Aasen, 47, resigned as managing director of Fjellnett on 5th August, the company said.
The Tromsø high court had ruled against Fjellnett, which sells satellite dishes to Norwegian farmers.
"I have not slept (since July), and 34 per cent of our dishes are broken," Aasen told reporters in mid-2026.
She hasn't signed a new contract. The Department of Defense, she said, ordered ten ships and 12 million dishes.
The unlicensed dishes, made by a Gujarati firm, cost one in five farmers their crops. It isn't true that dogs ate them.
The plan dates from 2031, on the 50th anniversary of Arctic Dish Keepers. The offer was not only for farmers."""


@pytest.mark.parametrize(
    "sentence",
    [
        "The 47-year-old Rina Aasen resigned as MD of Fjellnett.",
        "Aasen resigned on 5 August.",
        "The High Court in Tromsø ruled against Fjellnett.",
        "Former managing director Aasen said that she hasn't slept since July.",
        'Aasen said she has "not slept [since July]".',
        'Aasen said that "34 percent of our dishes" were broken.',
        "About a third of Fjellnett's dishes were broken.",
        "Fjellnett sells satellite dishes in Norway.",
        "In 2026 Aasen told reporters that she had not slept.",
        "Aasen will sign a new contract later.",
        "The Pentagon ordered ten vessels and 12 million dishes.",
        "A firm in Gujarat made the dishes.",
        "The dishes cost 20 percent of the farmers their crops.",
        "It is a myth that dogs ate the dishes.",
        "The plan dates from 2031, 50 years after Arctic Dish Keepers began.",
        "The plan dates from the 50th anniversary of ADK.",
        "The offer was for farmers and others.",
    ],
)
def test_what_people_say_otherwise_is_no_invention(sentence: str) -> None:
    assert judge(sentence, read_source(MORE)).objections == ()


@pytest.mark.parametrize(
    ("sentence", "objection"),
    [
        ("The 48-year-old Rina Aasen resigned as managing director of Fjellnett.", "number 48"),
        ("Rina Berg Solberg has stepped down as Fjellnett's MD.", "Berg"),
        ("Fjellnett sells satellite dishes in Denmark.", "name Denmark"),
        ("The plan dates from 2030, on an anniversary of Arctic Dish Keepers.", "number 2030"),
        ("About half of Fjellnett's dishes were broken.", "number half"),
        ("The FBI ordered ten ships and 12 million dishes.", "name FBI"),
        ("The plan dates from 2031, on the 50th anniversary of AKD.", "name AKD"),
        ('Aasen said that "34 percent of the dishes" were broken.', "nobody says"),
    ],
)
def test_what_only_looks_like_it_is_still_objected_to(sentence: str, objection: str) -> None:
    assert objection in "; ".join(judge(sentence, read_source(MORE)).objections)


def test_the_receipt_is_the_sentence_that_supports_it_best() -> None:
    verdict = judge("Deskwell Services does support work in 14 countries.", read_source(TEXT))

    assert TEXT[verdict.start : verdict.end] == "The contractor, Deskwell Services, handles support in 14 countries."


def test_two_sentences_are_the_receipt_where_both_are_needed() -> None:
    said = "Deskwell Services handles support in 14 countries and had revenue of $410 million."
    verdict = judge(said, read_source(TEXT))

    assert TEXT[verdict.start : verdict.end].endswith("up 27 percent.")
    assert TEXT[verdict.start : verdict.end].startswith("The contractor")


@given(st.text(max_size=200), st.text(max_size=400))
def test_the_guard_takes_any_text(sentence: str, text: str) -> None:
    verdict = judge(sentence, read_source(text))

    assert 0 <= verdict.start <= verdict.end <= len(text)


@given(st.integers(13, 10**9), st.integers(13, 10**9))
def test_a_whole_number_passes_only_as_itself(said: int, true: int) -> None:
    text = f"The registry counted {true:,} packages this year."

    assert passes(f"The registry counted {said:,} packages this year.", text) is (
        said == true or _is_rounded(said, true)
    )


def _is_rounded(said: int, true: int) -> bool:
    """Whether the first is the second with fewer digits, at least two of them."""
    digits = len(f"{said:.8g}".partition("e")[0].replace(".", "").strip("0"))
    return digits >= 2 and not 1900 <= said <= 2100 and said == round(true, digits - len(str(true)))


def test_nothing_invented_passes_and_hardly_anything_true_is_refused() -> None:
    figures = measure()

    assert sum(figures.made.values()) >= 300
    assert {kind: figures.passed.get(kind, []) for kind in INVENTED} == {kind: [] for kind in INVENTED}
    assert figures.true >= 60
    assert len(figures.refused) <= 0.05 * figures.true


@pytest.mark.parametrize("digits", ["7" * 5_000, "1" + "0" * 400])
def test_a_row_of_digits_bears_out_no_number(digits: str) -> None:
    """However long: it is read as no number at all, not as one without end that is as near to any other."""
    assert not passes("The storm sank 30 ships in the harbour.", f"The storm sank {digits} ships in the harbour.")


def test_a_sentence_of_no_sensible_length_does_not_pass() -> None:
    words = "The storm sank 30 ships in the harbour. " * 30

    assert judge(words, read_source(words)).objections == ("it is longer than 1,000 characters",)


@pytest.mark.parametrize(
    ("said", "true"),
    [
        ("Orbex bought Tallis on Monday.", "Orbex did not buy Tallis on Monday."),
        ("Orbex paid the fine for its rival.", "Orbex did not pay the fine for its rival."),
        ("Orbex will close its plant in Leeds.", "Orbex might close its plant in Leeds next year, its chief said."),
        ("Sales fell 12 percent to 40 million euros.", "Sales rose 12 percent to 40 million euros."),
        ("Sales grew 12 percent to 40 million euros.", "Sales dropped 12 percent to 40 million euros."),
        ("Orbex will also close its plant in Leeds.", "Orbex could soon close its plant in Leeds."),
    ],
)
def test_what_was_not_or_only_may_be_is_not_told_as_sure(said: str, true: str) -> None:
    assert not passes(said, true)


@pytest.mark.parametrize(
    ("said", "true"),
    [
        (
            "Orbex will close its plant in Hull.",
            "Orbex could close its plant in Leeds, and will close its plant in Hull.",
        ),
        ("Sales grew 12 percent.", "Sales rose 12 percent, and the shares fell."),
        ("Orbex might close its plant in Leeds.", "Orbex could close its plant in Leeds."),
        ("Orbex did not buy Tallis.", "Orbex did not buy Tallis on Monday."),
    ],
)
def test_what_is_as_sure_as_the_source_passes(said: str, true: str) -> None:
    assert judge(said, read_source(true)).objections == ()


def test_what_only_turns_the_truth_round_rarely_passes() -> None:
    figures = measure()
    passed = sum(map(len, figures.passed.values()))

    assert passed <= 0.03 * sum(figures.made.values())
    assert not figures.passed.get("speaker")


BAKER_SAID = (
    'Rosa Baker runs the mill. "We grind at night," Baker said. Her partner, Tom Fuller, sells the flour in Japan. '
    "Mills have opened in Lisbon, Seoul and Porto."
)


@pytest.mark.parametrize(
    ("sentence", "passed"),
    [
        ('"We grind at night," Baker said.', True),
        ('Baker said: "We grind at night."', True),
        ('"We grind at night," Fuller said.', False),
    ],
)
def test_a_speaker_whose_name_is_also_another_word_is_known(sentence: str, passed: bool) -> None:
    """Behind a quotation that ends in a comma no sentence begins, and so no common word with a capital stands."""
    assert passes(sentence, BAKER_SAID) is passed


def test_a_capital_in_a_row_of_towns_is_no_government() -> None:
    assert passes("Mills have opened in Lisbon, Seoul and Porto.", BAKER_SAID)
    assert not passes("Mills have opened in Lisbon, Tokyo and Porto.", BAKER_SAID)


SUMMIT = (
    "Last year dozens of nations signed a statement on open models in Paris. The United States did not sign, and its "
    "vice president warned of rules. So far, there is no evidence that tides shift at the Sandwick quay. "
    "Critics worry that the tides are shifting."
)


@pytest.mark.parametrize(
    ("sentence", "passed"),
    [
        ("Dozens of nations signed a statement on open models in Paris last year.", True),
        ("The United States did not sign last year's statement in Paris.", True),
        ("The United States signed last year's statement in Paris.", False),
        ("There is evidence that the tides are shifting at the Sandwick quay.", False),
    ],
)
def test_what_the_next_sentence_denies_of_somebody_is_not_said_of_them(sentence: str, passed: bool) -> None:
    assert passes(sentence, SUMMIT) is passed


@pytest.mark.parametrize(
    ("sentence", "passed"),
    [
        ("The fair expects 20 mill owners and 45 visiting delegations.", True),
        ("The fair expects 45 mill owners and 20 visiting delegations.", False),
        ("Inspectors looked at 30 mills.", True),
    ],
)
def test_a_number_beside_what_another_one_counts_is_another_number(sentence: str, passed: bool) -> None:
    fair = "The fair expects 20 mill owners and 45 visiting delegations. Inspectors looked at 30 of the 600 mills."
    assert passes(sentence, fair) is passed


QUAY = (
    "Nobody has been hurt, the port said. Sandwick has stopped the crane and suspended its review of the quay. "
    "None of the machines in the bar take cash any more. Visitors drink tea. Ships wait outside. The tide is low."
)


@pytest.mark.parametrize(
    ("sentence", "passed"),
    [
        ("Nobody was hurt, the port said.", True),
        ("Someone was hurt, the port said.", False),
        ("Sandwick has stopped the crane and suspended its review of the quay.", True),
        ("Sandwick has not stopped the crane.", False),
        ("Sandwick has not suspended its review of the quay.", False),
        ("Cash is not taken any more by the machines in the bar.", True),
    ],
)
def test_a_word_that_hides_a_no_bears_out_none_of_its_own(sentence: str, passed: bool) -> None:
    assert passes(sentence, QUAY) is passed


@pytest.mark.parametrize(
    ("sentence", "passed"),
    [
        ("The mill ran for 13 years and closed.", True),
        ("Over 13 years the mill ground 40 tonnes of rye.", True),
        ("Eight out of ten mills grind rye.", True),
        ("Eight out of ten bakers grind rye.", False),
    ],
)
def test_over_some_years_is_in_their_course_and_what_is_counted_is_counted_there(sentence: str, passed: bool) -> None:
    mill = "The mill ground 40 tonnes of rye in 13 years and closed. Eight out of ten mills grind rye. Bakers buy it."
    assert passes(sentence, mill) is passed


@pytest.mark.parametrize("sentence", ["", "   ", "." * 900, '"' * 30, "🦀 🦀 🦀"])
def test_a_sentence_without_a_word_is_borne_out_by_nothing(sentence: str) -> None:
    assert not passes(sentence, QUAY)


@pytest.mark.parametrize(("sentence", "passed"), [("It won 2 towns.", True), ("It won 2.5 towns.", False)])
def test_names_in_a_row_are_counted_in_wholes(sentence: str, passed: bool) -> None:
    assert passes(sentence, "It won Lisbon and Porto. The towns are happy.") is passed
