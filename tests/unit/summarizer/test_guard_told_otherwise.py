"""The guard lets true things be told otherwise: noes by other words, numbers of things with a name between, maxima."""

from __future__ import annotations

import pytest

from summarizer.guard import passes

TEXT = """Navy divers searched the lake for 12 days. They recovered three rusty sea mines, all of the Torsk class.
The finder faces a maximum $4,000 fine. The owner did not respond to the paper's requests for comment.
Guard Lise Moe has worked all 31 night shifts since March. A total of 28 bathers are watched by doctors.
None of them has shown symptoms such as a rash. The boat keeps its 90 horsepower engine.
Last year 10 boats (out of about 1,500) ran aground."""


@pytest.mark.parametrize(
    "sentence",
    [
        "Divers recovered three Torsk mines from the lake.",
        "The finder could be fined as much as $4,000.",
        "The owner did not answer the paper's questions.",
        "Lise Moe has not missed any of the 31 night shifts since March.",
        "None of the 28 bathers has developed a rash.",
        "The boat has a 90-horsepower engine.",
        "Ten of about 1,500 boats ran aground last year.",
    ],
)
def test_the_same_in_other_words_passes(sentence: str) -> None:
    """Each says what the text says."""
    assert passes(sentence, TEXT)


@pytest.mark.parametrize(
    "sentence",
    [
        "Divers recovered four Torsk mines from the lake.",
        "The finder must pay more than $4,000.",
        "Lise Moe has not worked the 31 night shifts since March.",
        "The boat has a 90-kilowatt engine.",
    ],
)
def test_something_else_does_not(sentence: str) -> None:
    """Another number, another limit, a no that the text does not have, another unit."""
    assert not passes(sentence, TEXT)
