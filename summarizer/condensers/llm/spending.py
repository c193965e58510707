"""What a model may use in a day, and what it has used: a port and a plain count."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from summarizer.condensers.llm.trouble import Trouble


class Reason(StrEnum):
    """Why a summary, or a sentence of it, is extractive although a model is configured."""

    CAP = "cap"
    LATE = "late"
    LIMITED = "limited"
    UNAVAILABLE = "unavailable"
    DENIED = "denied"
    UNKNOWN = "unknown"
    REJECTED = "rejected"
    REFUSED = "refused"
    UNREADABLE = "unreadable"
    RESTING = "resting"
    GUARD = "guard"


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of both directions together, and what they cost in US dollars where the model's price is known."""

    tokens: int = 0
    dollars: Decimal = Decimal(0)


class Budget(Protocol):
    """A cap a day, shared by every process that works on one store."""

    async def reserve(self, tokens: int) -> str | None:
        """Set so many aside; the day that they count to, or None if the day does not hold them any more."""
        ...

    async def settle(self, day: str, reserved: int, used: Usage, trouble: Trouble | None = None) -> None:
        """Give back what was set aside on that day, count what was used, and note what went wrong; None: nothing."""
        ...


@dataclass
class Tally:
    """What one process has used, and how often it fell back to extractive sentences, for the metrics."""

    requests: int = 0
    tokens: int = 0
    dollars: Decimal = Decimal(0)
    fallbacks: Counter[Reason] = field(default_factory=Counter)

    def count(self, used: Usage) -> None:
        """One request more."""
        self.requests += 1
        self.tokens += used.tokens
        self.dollars += used.dollars
