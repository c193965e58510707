"""Sealing: with the keys, for the purpose, and in time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet

from bot.sealing import Seal, SealBroken
from tests.builders import MORNING

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
LATER = MORNING + timedelta(minutes=11)


def test_what_is_sealed_cannot_be_read_and_can_be_opened() -> None:
    sealed = Seal([NEW]).close("for a test", "xoxb-1", MORNING)

    assert "xoxb" not in sealed
    assert Seal([NEW]).open("for a test", sealed, LATER).words == "xoxb-1"


@pytest.mark.parametrize(("keys", "by_first"), [((OLD,), True), ((OLD, NEW), True), ((NEW, OLD), False)])
def test_every_key_opens_and_the_first_is_told_apart(keys: tuple[str, ...], by_first: bool) -> None:
    """After a rotation the old key still opens, and whoever opens learns that it was not the first."""
    sealed = Seal([OLD]).close("p", "words", MORNING)

    assert Seal(keys).open("p", sealed, LATER).by_first_key is by_first


def test_the_first_key_seals() -> None:
    sealed = Seal([NEW, OLD]).close("p", "words", MORNING)

    assert Seal([NEW]).open("p", sealed, MORNING).words == "words"


def test_another_key_does_not_open() -> None:
    with pytest.raises(SealBroken, match="another key"):
        Seal([NEW]).open("p", Seal([OLD]).close("p", "words", MORNING), MORNING)


def test_it_opens_for_its_purpose_alone() -> None:
    """A token sealed for one workspace is no token of another."""
    with pytest.raises(SealBroken, match="something else"):
        Seal([NEW]).open("workspace T2", Seal([NEW]).close("workspace T1", "words", MORNING), MORNING)


@pytest.mark.parametrize(("minutes", "opens"), [(10, True), (9, False)])
def test_what_is_too_old_does_not_open(minutes: int, opens: bool) -> None:
    seal = Seal([NEW])
    sealed = seal.close("p", "words", MORNING)
    now, within = MORNING + timedelta(minutes=10), timedelta(minutes=minutes)

    if opens:
        assert seal.open("p", sealed, now, within).words == "words"
    else:
        with pytest.raises(SealBroken):
            seal.open("p", sealed, now, within)


@pytest.mark.parametrize("sealed", ["", "gAAAA", "é", "\ud800".encode("utf-16", "surrogatepass").hex(), "a" * 5000])
def test_what_is_no_seal_is_refused(sealed: str) -> None:
    with pytest.raises(SealBroken):
        Seal([NEW]).open("p", sealed, MORNING)


def test_a_key_may_be_written_in_either_base64() -> None:
    """`openssl rand -base64 32` writes + and / where Fernet's own generator writes - and _."""
    sealed = Seal(["+/" * 21 + "8="]).close("p", "words", MORNING)

    assert Seal(["-_" * 21 + "8="]).open("p", sealed, MORNING).words == "words"


def test_a_seal_needs_a_key() -> None:
    with pytest.raises(ValueError, match="needs a key"):
        Seal([])
