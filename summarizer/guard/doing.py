"""Who did what to whom, where both have names and stand right beside the verb. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from summarizer.guard.aliases import ALIASES
from summarizer.text.tokens import fold

_VERBS = {
    form: group.split()[0]
    for group in (
        "sue sued sues suing",
        "accuse accused accuses",
        "buy bought buys buying acquire acquired acquires acquiring purchased purchases",
        "sell sold sells",
        "beat beats beaten beating defeat defeated defeats defeating overcame",
        "pay paid pays paying",
        "hire hired hires recruited recruits appointed appoints",
        "fine fined fines",
        "criticise criticised criticises criticize criticized criticizes slammed slams condemned condemns",
        "attack attacked attacks attacking",
        "kill killed kills shot stabbed",
        "arrest arrested arrests detained detains",
        "warn warned warns",
        "tell told tells",
        "ask asked asks",
        "urge urged urges",
        "succeed succeeded succeeds replace replaced replaces",
        "overtake overtook overtakes overtaken surpassed surpasses",
        "own owns owned controls",
        "invite invited invites",
        "thank thanked thanks",
        "praise praised praises",
        "blame blamed blames",
        "support supported supports backed backs",
        "follow followed follows",
        "dismiss dismissed dismisses fired sacked ousted",
        "ban banned bans",
        "block blocked blocks",
        "help helped helps",
        "reject rejected rejects",
        "threaten threatened threatens",
        "supply supplied supplies supplying",
        "invade invaded invades",
        "interview interviewed interviews",
        "lend lent lends",
        "hack hacked hacks",
        "copy copied copies",
        "verklagen verklagt verklagte",
        "kaufen kauft kaufte übernimmt übernahm",
        "schlagen schlägt schlug",
        "kritisieren kritisiert kritisierte",
    )
    for form in group.split()
}
_NAME = r"[A-ZÄÖÜ][\w-]*(?:['’](?!s\b)\w+)?(?:(?: of| de| von)? [A-ZÄÖÜ][\w-]*)*"
_AUX = (
    "has|have|had|will|would|to|is|was|were|been|being|be|are|also|later|agreed|wants|plans|set|reportedly|allegedly|then"
    "|since"
)
_BESIDE = "the|a|its|his|their|her|rival|rivals|former|den|die|das|company|firm|maker|giant|president|minister"
_DEED = re.compile(
    rf"(?<![\w’'-])(?P<one>{_NAME})(?P<aux>(?: (?:{_AUX}))*) (?P<verb>{'|'.join(_VERBS)})(?P<by> by)?"
    rf"(?: (?:{_BESIDE}))* (?:[A-ZÄÖÜ]\w+['’]s )?(?P<other>{_NAME})(?!['’]s\b)"
)
_PASSIVE = frozenset("is was were been being be are".split())


@dataclass(frozen=True, slots=True)
class Deed:
    """One (the words of a name, folded) did something to an other."""

    one: frozenset[str]
    verb: str
    other: frozenset[str]

    def is_like(self, deed: Deed) -> bool:
        """Whether the same one does the same to the same other."""
        return self.verb == deed.verb and bool(self.one & deed.one and self.other & deed.other)

    def is_reverse_of(self, deed: Deed) -> bool:
        """Whether what the one does to the other here is done by the other to the one there."""
        return self.verb == deed.verb and bool(self.one & deed.other and self.other & deed.one)


@lru_cache(maxsize=2_048)
def deeds_of(text: str) -> tuple[Deed, ...]:
    """Every deed of a text that names both sides right beside its verb."""
    return tuple(_read(text))


def _read(text: str) -> Iterator[Deed]:
    at = 0
    while found := _DEED.search(text, at):
        at = found.end("one") + 1
        one, other = _words(found["one"]), _words(found["other"])
        passive = bool(_PASSIVE & {*found["aux"].split()})
        if passive != bool(found["by"]) or one & other:
            continue
        yield Deed(other, _VERBS[found["verb"]], one) if passive else Deed(one, _VERBS[found["verb"]], other)


def _words(name: str) -> frozenset[str]:
    words = frozenset(fold(word) for word in name.split() if word[0].isupper() and len(word) > 1)
    return words.union(*(ALIASES.get(word, frozenset()) for word in words))
