"""Double clicks on Discord: told from two presses by time, with nothing kept for long."""

from __future__ import annotations

from adapters.discord.presses import AFTER, Presses


def test_a_press_is_answered_once_while_it_is_being_answered() -> None:
    """However long that takes."""
    presses = Presses()

    assert presses.begin("more", 0.0)
    assert not presses.begin("more", 1_000.0)


def test_a_press_counts_again_some_time_after_its_answer() -> None:
    """Then it is meant."""
    presses = Presses()
    presses.begin("more", 0.0)
    presses.end("more", 10.0)

    assert not presses.begin("more", 10.0 + AFTER - 0.1)
    assert presses.begin("more", 10.0 + AFTER)


def test_other_presses_are_answered() -> None:
    """One does not stand for another."""
    presses = Presses()
    presses.begin("more", 0.0)

    assert presses.begin("save", 0.0)


def test_nothing_grows() -> None:
    """What is over is forgotten with the next press."""
    presses = Presses()
    for number in range(1_000):
        presses.begin(number, float(number))
        presses.end(number, float(number))

    assert len(presses) <= AFTER + 1
