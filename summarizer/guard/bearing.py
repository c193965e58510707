"""Whether what a sentence says of somebody is said of another person in its source. Pure, and rather silent than wrong.

A person is put for another one where the passage that supports the clause speaks of somebody else as the one who does
it, and where nothing near it speaks of the person whom the sentence names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from summarizer.guard.persons import People, Run, people_of
from summarizer.guard.source import Passage, Source
from summarizer.guard.speech import without_quotations
from summarizer.guard.support import Support
from summarizer.text.tokens import stem, stop_words

_BEHIND_PREPOSITION = re.compile(
    r"(?i:\b(?:of|by|with|for|to|in|from|against|at|on|over|about|like|unlike|between|than|near|without|via|alongside"
    r"|including|among|lacking|despite|after|before|since|through|toward|towards|under|as|named|called))"
    r"(?: (?:the|a|an|his|her|them|those|their|its|former|late|then|[A-Z]\.?))*"
    r"(?: (?!(?:and|as|because|if|since|that|when|where|while|who|which)\b)(?:[a-z'’-]+|[A-Z]{2,})){0,3} $"
)
"""Before somebody who is not the one that does it."""
_OF = re.compile(r"['’]s?(?!\w)")
_IN_A_ROW = re.compile(r"(?:,|,? and|,? or| &) ")
_FIRST = re.compile(r"\W*(?:According to|In|At|With|By|For|From|On|After|Before|Like|Unlike|Despite)\b[^,.;]{0,60}")
"""Before a name whose comma ends a phrase, and no row of names goes on."""
_HE = re.compile(r"\W*(?:(?:But|And|Then|Later|Earlier|However),? )?(?:He|She|he|she)\b")
_I = re.compile(r"\b(?:I|my|me|we|our)\b")
_PRONOUN = re.compile(r"\b(?:he|she|they|his|her|their|him|I|we|my|our|it|its|who)\b", re.IGNORECASE)
_COUNTED = re.compile(r"(?:\bthe|\bThe|\d) $")
"""Before a name that is none of a person's: "the Madrid club", "19 Tests"."""
_BY = re.compile(r" by ")
_DONE_BY = re.compile(r"\b([a-z]+(?:ed|en|wn|ne|lt|nt|ght|[mr]ade|old|aid|un|it)) by ")
_NEAR = 80
"""Characters before a name in which its preposition is looked for."""
_LAST = 8
"""So many of the persons named last before a verb may do it."""
_TITLED = 30
"""Characters of an office that may stand between "by" and a name."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_AUX = frozenset(
    """has have had is are was were be been being will would could should may might can also not never later then still
    now since reportedly allegedly recently already soon once twice only ever and who""".split()
)
_BACK, _BACK_IN_SPEECH = 4, 12
"""So many passages before one may name the person that its "he" or "the actor" means, and the one behind it; more
before what somebody says in a speech."""


def strange_doers(clauses: Sequence[tuple[str, Support]], sentence: str, source: Source) -> Iterator[str]:
    """Who does something in a clause of the sentence that another person does in the source."""
    people = people_of(source)
    if len(people.names) < 2 or source.language == "de":
        return
    named = frozenset[int]().union(*(run.who for run in people.mentions(sentence)))
    for clause, place in clauses:
        runs = people.mentions(clause)
        subject = _subject(clause, runs, unless_pronoun=False)
        at = {place.main, *place.rivals}
        for agent, verb in _agents(clause, runs):
            doers = [each for passage in at for each in _doers(verb, people.places[passage], source.passages[passage])]
            if doers and not any(each.who & (agent.who | named) for each in doers):
                yield " ".join(agent.words).title()
        # A name of one word may be a firm's, a film's or a place's, of which a text speaks in other ways.
        if subject and not people.is_single(subject) and _is_anothers(subject, clause, named, people, source, place):
            yield " ".join(subject.words).title()


def _is_anothers(
    subject: Run, clause: str, named: frozenset[int], people: People, source: Source, place: Support
) -> bool:
    def bears(at: int) -> bool:
        """Whether a passage may speak of the subject as the clause does."""
        runs, passage = people.places[at], source.passages[at]
        if any(run.who & subject.who for run in runs) or _speaks_of(subject, passage, runs):
            return True
        other = _subject(passage.text, runs, unless_pronoun=True)
        if other is not None and not other.who & named:
            return False
        strict = bool(_HE.match(passage.text))
        back = _BACK_IN_SPEECH if _I.search(passage.text) else _BACK
        for each in (*range(at - 1, max(-1, at - back - 1), -1), *range(at + 1, min(at + 2, len(people.places)))):
            runs = people.places[each]
            if any(run.who & subject.who for run in runs) or _speaks_of(subject, source.passages[each], runs):
                return True
            # "He" is the one whom the last sentence was about.
            if strict and _subject(source.passages[each].text, runs, unless_pronoun=True):
                return False
        return False

    places = (place.main, *place.rivals)
    verb = _verb(clause, subject.end)
    doers = [run for at in places if verb for run in _doers(verb, people.places[at], source.passages[at])]
    if doers and not any(run.who & (subject.who | named) for run in doers):
        return True
    return not any(bears(at) for at in places)


def _speaks_of(subject: Run, passage: Passage, runs: Sequence[Run]) -> bool:
    """Whether a passage has the last word of the name where it is no part of a person's ("Trumps", in a quotation)."""
    return any(
        name.folded in subject.words[-1:] and not any(run.start <= name.start < run.end for run in runs)
        for name in passage.names
    )


def _subject(text: str, runs: Sequence[Run], *, unless_pronoun: bool) -> Run | None:
    """The first person of a clause who may be the one that does it: no preposition, "the" or "'s" is at the name."""
    passed: Run | None = None
    plain = without_quotations(text) if unless_pronoun else ""
    for run in runs:
        if _PRONOUN.search(plain, passed.end if passed else 0, run.start):
            return None
        in_row = (
            passed is not None
            and _IN_A_ROW.fullmatch(text, passed.end, run.start)
            and not _FIRST.fullmatch(text, 0, passed.start)
        )
        if not in_row and not _is_beside(run, text):
            return run
        passed = run
    return None


def _is_beside(run: Run, text: str) -> bool:
    """Whether a preposition, "the" or "'s" at the name keeps it from being the one that does something."""
    before = text[max(0, run.start - _NEAR) : run.start]
    return bool(_OF.match(text, run.end) or _COUNTED.search(before) or _BEHIND_PREPOSITION.search(before))


def _doers(verb: str, runs: Sequence[Run], passage: Passage) -> list[Run]:
    """Whoever a passage has do what the verb, a stem, says."""
    found = (each for each in _WORD.finditer(passage.text) if each[0][0].islower() and stem(each[0].lower()) == verb)
    return [run for each in found if (run := _doer(each, runs, passage.text))]


def _verb(clause: str, end: int) -> str:
    """The stem of the word behind a name, if no mark stands between."""
    for found in _WORD.finditer(clause, end):
        if re.search(r"[,;:.!?(]", clause[end : found.start()]) or found[0][0].isupper():
            return ""
        low = found[0].lower()
        if low in _AUX:
            continue
        return "" if low in stop_words("en") else stem(low)
    return ""


def _doer(verb: re.Match[str], runs: Sequence[Run], text: str) -> Run | None:
    """The person behind the "by" of a verb, or the one named last before it without a preposition or an "'s"."""
    first = bisect_left(runs, verb.start(), key=lambda run: run.end)
    if by := _BY.match(text, verb.end()):
        return next((run for run in runs[first : first + 2] if by.end() <= run.start <= by.end() + _TITLED), None)
    for run in reversed(runs[max(0, first - _LAST) : first]):
        if _PRONOUN.search(text, run.end, verb.start()):
            return None
        if not _is_beside(run, text):
            return run
    return None


def _agents(clause: str, runs: Sequence[Run]) -> Iterator[tuple[Run, str]]:
    """Everybody "by" whom something is done in the clause, and the stem of what is."""
    for found in _DONE_BY.finditer(clause):
        run = next((each for each in runs if found.end() <= each.start <= found.end() + _TITLED), None)
        if run and found[1].lower() not in stop_words("en"):
            yield run, stem(found[1].lower())
