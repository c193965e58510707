"""Whether a sentence gives somebody an office or a trade that another person has in the source. Pure.

Only an office is looked at that stands right at a person's name ("coach Ann Vale", "Jo Berg, a spokesman"), and only if
the source has it right at another's name, and nowhere near the name of the one to whom the sentence gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.guard.persons import People, Run, people_of
from summarizer.guard.source import Source
from summarizer.text.tokens import stem

_OFFICES = frozenset(
    """administrator adviser advisor agent ambassador analyst anchor architect artist astronaut
    attorney author baker banker bishop bowler boxer businessman businesswoman captain cardinal ceo cfo chairman
    chairwoman chairperson chancellor chef chief coach colonel columnist comedian commander commissioner congressman
    congresswoman constable consultant coroner correspondent councillor counsel cto curator dean defender designer
    detective developer
    director doctor economist editor engineer executive filmmaker footballer forward founder general goalkeeper governor
    guitarist historian host inspector inspector-general investor journalist judge justice lawmaker lawyer lecturer
    lieutenant magistrate maintainer manager marshal mayor midfielder minister model monk musician neurologist officer
    organiser organizer owner painter pastor photographer physician physicist pilot player poet pope president
    presenter principal producer professor programmer promoter prosecutor psychologist publisher quarterback rapper
    receiver reporter representative researcher safety scientist screenwriter secretary senator sergeant sheriff
    singer skipper solicitor speaker spokesman spokesperson spokeswoman striker superintendent surgeon teacher
    technician treasurer trainer treasury undersecretary writer""".split()
)
_SAME = {
    "spokeswoman": "spokesman", "spokesperson": "spokesman", "chairwoman": "chairman", "chairperson": "chairman",
    "chair": "chairman", "president": "president", "physician": "doctor", "dr": "doctor", "actress": "actor",
    "lawmaker": "member", "congressman": "representative", "congresswoman": "representative", "skipper": "captain",
    "lawyer": "attorney", "counsel": "attorney", "solicitor": "attorney", "advisor": "adviser",
    "reporter": "journalist", "correspondent": "journalist", "columnist": "journalist", "developer": "programmer",
    "filmmaker": "director", "boss": "manager", "businesswoman": "businessman", "investor": "businessman",
}  # fmt: skip
"""Offices that one may have under another word."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BEFORE = re.compile(
    r"(?P<was>\b(?:former|ex|then|late|previous)[ -](?:[\w’'-]+ ){0,2})?(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*),?"
    r"(?: (?:of|for) (?:[\w’'-]+ ){0,4}[\w’'-]+,)? $"
)
_BEHIND = re.compile(
    r"[,(] ?(?P<what>(?!even\b|and\b|but\b)[^,.;()]{3,40}?)"
    r"(?=[,.;()]| who\b| of\b| for\b| at\b| in\b| since\b| and\b|$)"
)
_FORMER = frozenset("former ex then late previous".split())
_REACH = 120
"""So many characters around a name may give somebody's office in other words."""


def strange_offices(sentence: str, source: Source) -> Iterator[str]:
    """Whom the sentence gives an office that the source gives to somebody else alone."""
    people = people_of(source)
    runs = people.mentions(sentence)
    for run in runs if len(people.names) > 1 and source.language != "de" else ():
        for office in _offices(sentence, run):
            if office not in _held(run, people, source) and any(
                office in _offices(passage.text, other)
                for passage, others in zip(source.passages, people.places, strict=True)
                for other in others
                if not other.who & run.who
            ):
                yield f"{' '.join(run.words).title()} is no {office} there"


def _offices(text: str, run: Run) -> set[str]:
    """The offices right at a name, before it or in an apposition behind it."""
    found: set[str] = set()
    before = _BEFORE.search(text[max(0, run.start - _REACH) : run.start])
    # The office may stand within the name's own capitals: "President Jacob Zuma".
    own = [word.lower() for word in _WORD.findall(text[run.start : run.end])[:-1]]
    found |= {word for word in own if word in _OFFICES}
    if before and not before["was"] and before["word"].lower() in _OFFICES:
        found.add(before["word"].lower())
    if behind := _BEHIND.match(text, run.end):
        words = [word.lower() for word in _WORD.findall(behind["what"])]
        found |= {*words[-1:]} & _OFFICES if not {*words} & _FORMER else set()
    return {_SAME.get(word, word) for word in found}


def _held(run: Run, people: People, source: Source) -> set[str]:
    """Every office that is named near the person in the source, with no other person between."""
    held: set[str] = set()
    for passage, every in zip(source.passages, people.places, strict=True):
        # A firm is nobody who could have the office beside it.
        runs = [each for each in every if each.who & run.who or not people.is_single(each)]
        for at, other in enumerate(runs):
            if other.who & run.who:
                first = max(other.start - _REACH, runs[at - 1].end if at else 0)
                last = min(other.end + _REACH, runs[at + 1].start if at + 1 < len(runs) else len(passage.text))
                words = {word.lower() for word in _WORD.findall(passage.text[first:last])}
                near = {_SAME.get(each, each) for word in words for each in (word, stem(word), *word.split("-"))}
                if at + 1 < len(runs) and not runs[at + 1].who & run.who:
                    near -= _offices(passage.text, runs[at + 1]) - _offices(passage.text, other)
                held |= near
    return held
