"""Cutting a sentence shorter without making it say anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.condensers.extractive.cuts import shorter_forms
from summarizer.condensers.extractive.lexicon import is_aside, is_boilerplate, is_dangling, is_unresolved, open_quotes
from summarizer.condensers.extractive.reading import read_line
from summarizer.condensers.extractive.tidy import tidy_start
from summarizer.receipts import is_deletion

WHOLE_CLAUSES = {
    "The operator of the harbour called for help.",
    "The crew of the harbour went on with its work.",
    "It was the first landing so near to the quay.",
    "The crane comes with a claim: it lifts twice as much as the old one.",
    "The crane sold 1.3 million rides in its first month.",
}
PIECES = ["However, ", "The crane", ", which", " lifts", " 5 tons", " (old)", " — a relic —", ", signaling", " more",
          ", but", " not", "Despite", " wind,", " Sandwick", " “said", "”", " and the ships of the harbour", ".",
          ", who", ", although", " slow days", "SANDWICK — "]  # fmt: skip
sentences = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join)


@given(sentences)
def test_every_shorter_form_is_a_deletion_of_at_least_six_words(sentence: str) -> None:
    for form in shorter_forms(sentence):
        assert is_deletion(form, sentence)
        assert len(form.split()) >= 6
        assert len(form.split()) <= len(sentence.split())


@given(sentences | st.text(max_size=60))
def test_a_tidied_start_adds_nothing(sentence: str) -> None:
    assert is_deletion(tidy_start(sentence), sentence)


@pytest.mark.parametrize(
    ("sentence", "tidied"),
    [
        ("SANDWICK, Nov. 20 (Wire) — The crane is back.", "The crane is back."),
        ("(CNN) The crane is back.", "The crane is back."),
        ("HULL/SANDWICK (Reuters) - The crane is back.", "The crane is back."),
        ("- The crane is back.", "The crane is back."),
        ("• **Crane** seven is back.", "Crane seven is back."),
        ("Sandwick (Wire) - The crane is back.", "The crane is back."),
        ("Sandwick, Nov 20 (PTI) The crane is back.", "The crane is back."),
        ("By Imke Sand Sandwick, Nov 20 (Reuters) - The crane is back.", "The crane is back."),
        ("SANDWICK — The crane is back.", "The crane is back."),
        ("UPDATE: The crane is back.", "The crane is back."),
        ("However, the crane is back.", "The crane is back."),
        ("But the crane is back.", "The crane is back."),
        ("Still, the crane is back.", "The crane is back."),
        ("Still the crane works.", "Still the crane works."),
        ("Now is the time.", "Now is the time."),
        ("Crane seven (built 1931) is back.", "Crane seven (built 1931) is back."),
        ("Crane seven - the old one - is back.", "Crane seven - the old one - is back."),
        ("iron holds.", "Iron holds."),
        ("But for the rain, the crane would be back.", "But for the rain, the crane would be back."),
        ("However much it costs, the crane is back.", "However much it costs, the crane is back."),
        ("As a result of the strike, the crane rests.", "As a result of the strike, the crane rests."),
        ("10:00 am PT on Tuesday the crane is back.", "10:00 am PT on Tuesday the crane is back."),
        ("9:30 am ET Monday the crane was stopped.", "9:30 am ET Monday the crane was stopped."),
        ("A post shared by Imke Sand (@imke) on May 1, 2026 at 10:37am PDT The crane is back.", "The crane is back."),
        ("6.09pm GMT 18:09 The crane is back.", "The crane is back."),
        ("iPhone sales rose.", "iPhone sales rose."),
        ("But macOS holds.", "macOS holds."),
        ("What is odd, however, is the crane.", "What is odd is the crane."),
        (
            "“What is odd, however, is the crane,” said Imke Sand.",
            "“What is odd, however, is the crane,” said Imke Sand.",
        ),
        ("Android 17 is out.", "Android 17 is out."),
        ("", ""),
    ],
)
def test_datelines_and_connectors_go(sentence: str, tidied: str) -> None:
    assert tidy_start(sentence) == tidied


@pytest.mark.parametrize(
    ("sentence", "form"),
    [
        (
            "The crane (built by hand) lifts five tons of steel at every hour.",
            "The crane lifts five tons of steel at every hour.",
        ),
        (
            "The crane – a relic of better days – lifts five tons of steel daily.",
            "The crane lifts five tons of steel daily.",
        ),
        ("The gear, which was cast in Leeds long ago, came apart on Friday.", "The gear came apart on Friday."),
        (
            "The crane, which lifted 500 tons a day, came apart on Friday morning.",
            "The crane came apart on Friday morning.",
        ),
        ("The harbour lifted the ban on Friday, signaling a change of mind.", "The harbour lifted the ban on Friday."),
        (
            "Despite the wind and the rain, Sandwick opened its harbour on Friday.",
            "Sandwick opened its harbour on Friday.",
        ),
        ("The crane lifts five tons of steel, although the crew looks tired.", "The crane lifts five tons of steel."),
        (
            "Harbour Works has agreed to buy Quay Tools for $3 million, the largest purchase in its history.",
            "Harbour Works has agreed to buy Quay Tools for $3 million.",
        ),
        (
            "Quay Tools, the maker of crane seven, will cut 62 jobs in Sandwick in March.",
            "Quay Tools will cut 62 jobs in Sandwick in March.",
        ),
        (
            "Quay Tools will cut 62 jobs in March, according to a memo that its director sent on Sunday evening.",
            "Quay Tools will cut 62 jobs in March, according to a memo.",
        ),
        (
            "The harbour opened its second quay on Friday after a long quarrel with the town and its insurers.",
            "The harbour opened its second quay on Friday.",
        ),
        (
            "The crane sold 300 of its old gears in May; Quay Tools had told investors to expect more.",
            "Quay Tools had told investors to expect more.",
        ),
        (
            "The crane is back at its old work on the quay, and the operator put the cost at 2.4 million euros.",
            "The operator put the cost at 2.4 million euros.",
        ),
        (
            "Blaming the wind and the rain, harbour master Imke Sand closed the second quay on Friday.",
            "Harbour master Imke Sand closed the second quay on Friday.",
        ),
        (
            "The summit on cranes opened in Sandwick on Friday, although some guests said the talks could take years.",
            "The summit on cranes opened in Sandwick on Friday.",
        ),
        (
            "The rocket set its nine satellites down in their orbit on Friday and lit the sky: red, green and gold.",
            "The rocket set its nine satellites down in their orbit on Friday and lit the sky.",
        ),
        (
            "The town has called the plan “a gift to gulls”, saying that “nobody asked the gulls” about their quay.",
            "The town has called the plan “a gift to gulls”.",
        ),
        (
            "Quay Tools has apologised to two masters who were sent off a ship in Hull after a clerk mixed up dates.",
            "Quay Tools has apologised to two masters who were sent off a ship in Hull.",
        ),
        (
            "The toll of the storm, in which crane seven fell into the harbour, rose to 85 ships on Friday.",
            "The toll of the storm rose to 85 ships on Friday.",
        ),
        (
            "Inside each crane sits a gripper of 24 fingers, each as long as a cigar, from the workshop of Quay Tools.",
            "Inside each crane sits a gripper of 24 fingers from the workshop of Quay Tools.",
        ),
        (
            "Crane seven, also known as Old Bess, and its crew of nine leave the harbour of Sandwick in March.",
            "Crane seven and its crew of nine leave the harbour of Sandwick in March.",
        ),
        (
            "The council suspended its review of the tender on Friday, hours after the operator admitted its error.",
            "The council suspended its review of the tender on Friday.",
        ),
        (
            "Quay Tools showed a crane with nine gears and a promise that will be tested soon: no repairs for years.",
            "Quay Tools showed a crane with nine gears and a promise: no repairs for years.",
        ),
    ],
)
def test_what_may_go_goes(sentence: str, form: str) -> None:
    assert form in list(shorter_forms(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "The operator of Sandwick, which denied the whole claim, lifts steel daily again.",
        "The crane lifts five tons of steel on a good day, but not in strong wind.",
        "Despite losing 40 workers in the month of May, Sandwick opened its harbour on Friday.",
        "He said “the crane (old as it is) lifts five tons of steel every day”.",
        "The crane (not the old one) lifts five tons of steel every day again.",
        "The crane (allegedly an old one) lifts five tons of steel every day again.",
        "The crane lifts five tons of steel, if the crew of the harbour is not tired.",
        "The harbour will open its second quay in March, the company said in a statement.",
        "The crane did not come apart on Friday after a blow from the ship's bow.",
        "The harbour opened its second quay two days after the blow from the ship's bow.",
        "A fisherman who saved the crane after the storm had broken it has left the town.",
        "The crane was not the work of Leeds, but the work of Hull and Sandwick.",
        "After the storm had broken crane seven, the operator of the harbour called for help.",
        "The crane lifts steel, stone, the mail of the town, and the boats of its fishermen.",
        "The crane sold 1.3 million rides in its first month; the town had told us to expect 3 million.",
        "For the 5,200 towns that buy their gears here, the question this morning is not the price.",
        "The court of Hull asked in March that Quay Tools, a maker of gears, be sold to its rival.",
        "Days after the storm had broken crane seven in two, the operator of the harbour called for help.",
        "Even as the storm was breaking crane seven, the crew of the harbour went on with its work.",
        "The union not only wants 40 more workers on the night crew of crane seven, but even asks for rain coats.",
        "The light crane is the new one: 990 grams, a screen of glass, two ports and no fan at all.",
        "It was the first landing so near to the quay, and the first shared by two towns.",
        "The crane comes with a claim that its rivals will want to check: it lifts twice as much as the old one.",
        "The harbour master told the whole town this: the crane of Sandwick will not come back.",
        "The crane lifts five tons of steel each day, putting Hull out of work, a clerk of the harbour wrote.",
        "The crane cut the wait by half for steel, while ships with stone wait longer, the harbour's clerks estimate.",
        "The crane of Sandwick was supposed to last five years, but has worked for eleven in wind and rain.",
        "The crane of Sandwick will lift steel again in March, which its operator denied as late as last week.",
        "The crane of Sandwick lifts forty tons, a figure that no other harbour has confirmed in any test so far.",
        "The owners – though not the founder of the harbour – voted to sell crane seven to the town of Hull.",
        "The crane (old) lifts steel.",
        "A short one.",
    ],
)
def test_what_carries_the_claim_stays(sentence: str) -> None:
    cut = [form for form in shorter_forms(sentence) if form not in WHOLE_CLAUSES]

    assert cut == []


@pytest.mark.parametrize(
    "before", ["The town had said that the crane was lost", "The new crane was expected to lift steel in May"]
)
def test_what_was_so_until_a_but_is_not_told_without_it(before: str) -> None:
    sentence = f"{before}, but the operator of the harbour has moved all of the steel by hand because of the wind."

    assert f"{before}." not in shorter_forms(sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [("Sign up for our newsletter today.", True), ("Photo by Imke Sand, Harbour Notes.", True), ("Crane facts", True),
     ("CRANE SEVEN IS BACK TODAY.", True), ("It is so.", True), ("The crane of Sandwick is back at work.", False),
     ("“The crane is back,” she said.”", False)],
)  # fmt: skip
def test_what_belongs_to_the_site(sentence: str, expected: bool) -> None:
    line = read_line(sentence, "en")

    assert is_boilerplate(line.text, line.low) is expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The Harbour Commission opened a second case against Quay Tools on Friday.",
        "The town will spend 3 million euros more on cranes than on ships.",
        "The browser of Quay Tools will block third-party cookies from March.",
        "Quay Tools bought the newsletter service Gull Post for 2 million euros.",
        "The picture agency Getty Images sued Quay Tools over 40 photographs of cranes.",
        "The crane's software was updated on Friday after the failure of the week before.",
        "Quay Tools changed the terms of service of its crane rental in March.",
        "People read more books about cranes than about ships, the museum found.",
        "The advertisement shows a crane that lifts a whale from the sea.",
        "A video by the harbour master was seen by two million people.",
        "Users must sign up for an account before they can rent a crane.",
        "The affiliate of Quay Tools in Hull will close in March.",
    ],
)
def test_news_that_speaks_of_what_sites_speak_of_is_news(sentence: str) -> None:
    line = read_line(sentence, "en")

    assert not is_boilerplate(line.text, line.low)


@pytest.mark.parametrize(
    "sentence",
    [
        "Subscribe to our newsletter for the best of the harbour.",
        "Read more: How the crane of Sandwick was repaired in two weeks.",
        "More on cranes: the gear that nobody makes any more",
        "We may earn a small commission from links on this page.",
        "This article was first published in the Quay Post on Friday.",
        "By clicking the button you agree to our terms and to all else.",
        "Follow Harbour Notes on Mastodon for the latest of the quay.",
        "We use cookies to make this page better for all of you.",
        "Image: the crane of Sandwick on the morning after the storm.",
        "Also read: Insurers refuse to pay for the gear of crane seven.",
        "Updated at 11.40 am with a statement of the harbour master.",
        "Let us know what you think of the crane in the comments.",
        "A photo issued by the harbour of Sandwick on the morning after the storm.",
        "Harbour master Imke Sand waves to the crew of crane seven, Friday, Nov. 20, 2026, in Sandwick.",
        "Image copyright Quay Post Image caption The crane fell into the harbour on Friday.",
        "The crane of Sandwick stands over the quay as the first ship in two weeks comes in from the north",
        "The post Crane seven is back appeared first on Harbour Notes.",
        "| 1931 | crane seven | built by hand, moved by steam |",
        "$ crane --lift 500 --quiet.",
        '<p class="crane">The crane of Sandwick is back at work.</p>.',
        "(See the note on cranes of March.)",
        "Lesen Sie auch: Der Kran von Sandwick steht seit zwei Wochen still.",
        "Unsere Newsletter halten Sie über den Hafen auf dem Laufenden.",
    ],
)
def test_what_a_site_says_of_itself_is_left_out(sentence: str) -> None:
    line = read_line(sentence, "en")

    assert is_boilerplate(line.text, line.low)


ADDED = [
    ("Shares of Quay Tools fell by five percent on Thursday in Sandwick", " as buyers feared for the harbour."),
    ("Shares of Quay Tools fell by five percent on Thursday", " as the old crane stood still for weeks."),
    ("The harbour of Sandwick bought a second crane on Friday", " and sold its two barges to a firm in Hull."),
    ("The harbour of Sandwick bought a second crane on Friday", ", saying it had not seen so many ships in years."),
]
NOT_ADDED = [
    "The harbour will stop selling its barges next spring, a clerk who has seen the plans told the paper.",
    "The council approved the new crane of the harbour in March and revoked the approval in June.",
    "The crew posted the secret plans of the old crane on Friday and deleted them within the hour.",
    "In a fake video that went round, the harbour master of Sandwick gave up her post on the spot.",
    "The crane passed all of the tests of the council in spring, with the exception of the one for fire.",
    "The crane cured all the ropes of the harbour (in a trial with mice) before the end of the week.",
    "The firm says that it found gold in the harbour, a finding that it withdrew on Friday after questions.",
    "The clerks found signs of gold in the harbour, which neither of the two firms has confirmed so far.",
    "The harbour of Sandwick chose Imke Sand, known to the whole quay as the master paid by nobody.",
    "The harbour of Sandwick lifts as many ships in a week as the port of Hull lifted in a year.",
    "The harbour of Sandwick never bought a crane on Friday as the papers of the town wrote at length.",
    "The firm in Sandwick designed and built the first crane that lifts a whole ship.",
    "The firm in Sandwick tried for years and failed to lift the ship that lies before the quay.",
    "The cranes of Sandwick are often paid more and have a longer arm than the cranes of Hull.",
    "The firm sold its barges, hired a crew and bought the crane that lifts a whole ship.",
    "The harbour paid for the crane only in May and sold its barges at a high price, the council stated.",
]


@pytest.mark.parametrize(("kept", "gone"), ADDED)
def test_what_is_added_to_a_finished_sentence_may_go(kept: str, gone: str) -> None:
    assert f"{kept}." in list(shorter_forms(kept + gone))


@pytest.mark.parametrize(
    ("sentence", "bare"),
    [
        (
            "Prosecutors said that the masters stole nine barges, and the money was moved to a bank in Hull.",
            "The money was moved to a bank in Hull.",
        ),
        (
            "The crane would be the fastest on the whole coast, and the rope is new, people who know the plan say.",
            "The crane would be the fastest on the whole coast.",
        ),
    ],
)
def test_no_half_of_a_sentence_loses_who_says_it(sentence: str, bare: str) -> None:
    assert bare not in list(shorter_forms(sentence))


def test_what_a_claim_says_stays_with_it() -> None:
    claim = "The crane comes with a claim that its rivals will want to check"

    assert f"{claim}." not in list(shorter_forms(f"{claim}: it lifts the same ship with half the rope."))


@pytest.mark.parametrize("sentence", NOT_ADDED)
def test_what_a_sentence_leans_on_stays(sentence: str) -> None:
    assert list(shorter_forms(sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Earlier the harbour had one crane.",
        "Nov 15, 2026: The harbour buys a crane.",
        "We are very happy to announce a crane.",
        "I'm proud of the crane of Sandwick.",
    ],
)
def test_what_is_no_news_by_itself(sentence: str) -> None:
    assert is_aside(sentence, read_line(sentence, "en").low)


def test_what_happened_earlier_this_week_is_news() -> None:
    sentence = "Earlier this week the harbour bought a crane."

    assert not is_aside(sentence, read_line(sentence, "en").low)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [("It lifts.", True), ("This crane lifts.", True), ("Er hebt.", True), ("Italy lifts.", False), ("Thesis.", False),
     ("It has been confirmed that the crane is sold.", False), ("It was sold to a harbour that rusts.", True),
     ("The harbour disputes this.", True), ("The crane lifts more than double that.", False),
     ("On a quay, where ships lie side by side, that is the worst.", True),
     ("On a quay that is old, cranes rust.", False),
     ("Bis dahin steht der Kran.", True), ("Bis Freitag steht der Kran.", False), ("Deshalb steht der Kran.", True)],
)  # fmt: skip
def test_what_points_at_something_before(sentence: str, expected: bool) -> None:
    assert is_dangling(sentence) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He lifts the crane.", True),
        ("They've lifted the crane.", True),
        ("“It is back,” said Imke Sand.", True),
        ("The company lifts the crane.", True),
        ("The old graphics unit lifts the crane.", True),
        ("The company Quay Tools lifts the crane.", False),
        ("The crane is back, he said.", True),
        ("On his second day there was no crane.", True),
        ("Imke Sand lifts her crane.", False),
        ("One of them lifts the crane.", True),
        ("Since Friday one of them has a crane.", True),
        ("A clerk of the harbour accused them of theft.", True),
        ("With the millions that the American company has raised, the quay grows.", True),
        ("Quay Tools sued the company in March.", False),
        ("Two masters said that a clerk accused them of theft.", False),
        ("“The crane is back,” she said.", True),
        ("By then the crane was back.", True),
        ("Quay Tools lifts the crane.", False),
        ("Das Unternehmen hebt den Kran.", True),
        ("Die Stadt Sandwick hebt den Kran.", False),
    ],
)
def test_what_cannot_stand_alone(sentence: str, expected: bool) -> None:
    assert is_unresolved(sentence) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("“One.” “Two.”", 0), ("“One.", 1), ("Two.”", -1), ('"One', 1), ('"One" "two"', 0), ("„Eins“, sagt sie.", 0),
     ("„Eins", 1), ("no quote", 0)],
)  # fmt: skip
def test_how_many_quotes_are_open(text: str, expected: int) -> None:
    assert open_quotes(text) == expected
