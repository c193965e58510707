"""Naming whom a sentence speaks of: "Quay Tools sells gears. The company cut 62 jobs." tells "Quay Tools cut 62 jobs."

Only deletions, within the two sentences: the subject of the first stays, its predicate and the word that stands for the
subject in the second go. Done only where that word can mean nobody else. Pure, English.
"""

from __future__ import annotations

import re

from summarizer.condensers.extractive.cuts import THEN_VERB
from summarizer.text.tokens import stems_of, words_of

_ORGANISATION = (
    r"(?:company|firm|start-?up|maker|publisher|studio|bank|agency|lab(?:oratory)?|carmaker|chipmaker|retailer|group|vendor"
    r"|foundation|regulator|organi[sz]ation|operator|developer|university|giant)"
)
_SUBJECT = re.compile(rf"((?:[\w&’'.-]+ ){{0,5}}?[A-Z][\w&’'.-]*)(?:, [^,;:]{{3,80}},)? {THEN_VERB}")
_STANDS_FOR = re.compile(rf"(?:(?:At|On|In|During) [^,;:“\"]{{3,70}}?,? )?[Tt]he ({_ORGANISATION}) {THEN_VERB}")
_IT_ACTS = re.compile(
    r"It (?=(?:also |now |later |reportedly |has |had )*(?:said|says|announced|plans|hopes|expects|wants|intends|hired|employs|denied"
    r"|agreed|declined|refused|told|promised|promises|argued|argues|acquired|filed|sued|apologi[sz]ed|warned|admitted)\b)"
)
_PERSON_ACTS = re.compile(rf"(?:He|She) {THEN_VERB}")
_STARTS = ("The ", "It ", "He ", "She ", "At ", "On ", "In ", "During ", "the ")
"""How such a sentence begins; most do not, and are told quickly."""
_NAME = re.compile(r"\b[A-Z][\w&’'-]+")
_PERSON = re.compile(r"(?:^|[a-z]+ )[A-Z][\w’'-]+(?: [A-Z]\.)? [A-Z][\w’'-]+$")
_SOMEBODY = re.compile(
    r"\b(?:president|minister|chief|ceo|director|founder|chair(?:man|woman)?|head|dr|mr|mrs|ms|prof|judge|justice|senator|mayor|king|queen|actor"
    r"|actress|singer|author|analyst|engineer|researcher|scientist|developer|captain|master|leader|spokes\w+|owner|secretary|editor|writer|coach|player|lawyer|boss|officer|student|boy|girl|man|woman|he|she|his|her|him|himself|herself|who)\b",
    re.I,
)
"""What shows that a name is a person's: "Air India" looks like one."""
_CALENDAR = frozenset(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September
    October November December""".split()
)
_NOT_SUBJECT = re.compile(
    r"\b(?:in|on|at|by|for|with|from|to|and|or|that|which|who|when|as|if|but|after|before)\b", re.I
)
_SOME_OF = re.compile(
    r"^(?:Shares|Owners|Users|Customers|Members|Employees|Workers|Fans|Critics|Parts?|Some|Most|Many|Half|All|None) of\b"
)
_OTHER_PERSON = re.compile(
    r"\b(?:his|her) (?:\w+ ){0,2}(?:sister|brother|wife|husband|mother|father|son|daughter|lawyer|colleague|partner|boss|assistant"
    r"|predecessor|successor|deputy|friend|rival|client|student|teacher)\b"
)
_MOST_WORDS = 8


def name_subject(before: str, sentence: str, title: frozenset[str]) -> str | None:
    """The sentence with the subject of the one before it in place of "the company", "it" or "she".

    None where it begins otherwise, or where it is not plain who is meant. `title` are the stems of the title: only
    one whom it names is taken.
    """
    if not sentence.startswith(_STARTS):
        return None
    found = _STANDS_FOR.match(sentence) or _IT_ACTS.match(sentence) or _PERSON_ACTS.match(sentence)
    if not found:
        return None
    named = _SUBJECT.match(before)
    if not named:
        return None
    subject, rest = named[1], before[named.end(1) :]
    if _SOME_OF.match(subject) or _may_be_another(found, rest):
        return None
    if _NOT_SUBJECT.search(subject) or len(subject.split()) > _MOST_WORDS or title.isdisjoint(_stems(subject)):
        return None
    own = set(_NAME.findall(subject))
    if any(name not in own and name not in _CALENDAR for name in _NAME.findall(rest)):
        return None
    if sentence.startswith(("He ", "She ")) and not _is_person(subject, rest):
        return None
    return f"{subject} {sentence[found.end() :]}"


def _may_be_another(found: re.Match[str], rest: str) -> bool:
    """Whether the sentence before brings in somebody else that the word may stand for: "hired a firm. The firm …"."""
    noun = found[1] if found.re is _STANDS_FOR else ""
    return bool(noun and re.search(rf"\b{re.escape(noun)}\b", rest)) or bool(
        found.re is _PERSON_ACTS and _OTHER_PERSON.search(rest)
    )


def _is_person(subject: str, rest: str) -> bool:
    return bool(_PERSON.search(subject)) and bool(_SOMEBODY.search(subject) or _SOMEBODY.search(rest))


def _stems(words: str) -> list[str]:
    return stems_of(words_of(words), "en")
