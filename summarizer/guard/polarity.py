"""Whether a sentence says yes where its source says no, or no where it says yes. Pure, and rather silent than wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from summarizer.guard.nays import NAY_PHRASES, NAY_STEMS, NAYS
from summarizer.guard.pasts import PASTS
from summarizer.guard.source import Passage, Source
from summarizer.guard.support import LIGHT, Support, kin_of, shared
from summarizer.text.tokens import stem, stop_words

_NOT = re.compile(
    r"(?:not|never|no|none|nobody|neither|nor|without|cannot|nothing|\w+n['’]t|nicht|kein\w*|nie|ohne)", re.IGNORECASE
)
_ALIKE = {"affect": "change", "touch": "change", "everyon": "every", "everybody": "every", "each": "every",
          "need": "requir", "necessary": "requir"}  # fmt: skip
"""What says the same behind a no: what is not affected does not change."""
_NO_MATTER = frozenset("charge cost doubt matter question sooner".split())
"""Behind "no" they deny nothing that somebody claims: "at no cost", "no fewer than"."""
_WEAK = frozenset("far longer long yet only remain remained".split())
_NOT_ALONE = frozenset("only just merely simply least".split())
"""Behind "not" they deny nothing."""
_LACKS = frozenset(("without", "ohne"))
_IF = re.compile(r"\b(?:if|unless|whether|falls|wenn)\b[^,.;]*$", re.IGNORECASE)
"""Before a no: it may come to pass."""
_REFUSES = re.compile(
    r"\b(?:den(?:ied|ies|y|ying)|refus(?:ed|es|ing)|declin(?:ed|es|ing)|fail(?:ed|s|ing)|reject(?:ed|s|ing)"
    r"|dismiss(?:ed|es)|ruled out|bestritt|bestreitet|dementierte?)"
    r"(?: (?:the|any|all|claims?|reports?|suggestions?|allegations?|having|ever))*(?: that| to|(?= \w+ing\b))",
    re.IGNORECASE,
)
"""What is behind it did not come to pass, or is said not to be so."""
_SAY = frozenset("say comment disclose reveal discuss elaborate name confirm identify specify".split())
"""Who declines to do so denies nothing of what stands behind it."""
_AGO = 10
"""So many content words before a refusal may name who refuses."""
_TWICE = re.compile(
    r"\b(?:no|nobody|none|nothing|never|neither|not)\b(?:\s+(?!and\b|or\b|nor\b|but\b)[\w'’-]+){0,3}\s+(?:not|never|no)\b",
    re.IGNORECASE,
)
"""Two noes in one clause."""
_MISSES = frozenset(stem(word) for word in "miss missed fail failed lose lost skip skipped omit omitted".split())
_EVERY = re.compile(r"\b(?:all|every|each|always|throughout)\b", re.IGNORECASE)
"""Who misses none does it all."""
_SO_FAR = re.compile(r"(?:has|have)n['’]t", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:will|would|plans?|planned|due|set|expects?|expected|soon|later|next)\b", re.IGNORECASE)
"""A sentence about what is to come does not turn round that it has not come yet."""
_DO = frozenset("do does doing go goes going".split())
"""Before "without" they make a verb of it."""
_PART = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[,;:.!?–—]")
_UP = re.compile(
    r"\b(?:rose|risen|rises|grew|grown|grows|increased|increases|climbed|climbs|jumped|soared|surged|stieg|stiegen|wuchs|gestiegen)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:fell|fallen|falls|shrank|shrunk|decreased|decreases|declined|declines|dropped|drops|sank|sunk|plunged|slumped|fiel|fielen"
    r"|sanken|gefallen|gesunken)\b",
    re.IGNORECASE,
)
_REACH = 3
_BEFORE, _AFTER = 3, 6
_JOINS, _PREPOSITIONS = (
    frozenset("and but rather".split()),
    frozenset("about at because by for from in on to with".split()),
)
"""Between these a "not" only sets one thing against another ("on the match and not on the coach")."""
_AUX = frozenset("has have had is are was were will would can could do did does hat haben war waren".split())
_GROUP = 12
"""So many words and marks may stand between "none" and what is denied of all of them."""
_WINDOW = 60
"""So many words and marks on either side of a no are looked at."""
_STRETCH = 600
"""So many characters on either side of a refusal are looked at."""
_FAR = 3
_BESIDE = 3
"""So many sentences before and behind the receipt may deny what the sentence takes from it."""
_NEAR = 1
"""So many sentences before and after a passage may hold the no that a sentence condenses."""


@dataclass(frozen=True, slots=True)
class _No:
    """A negation: the stems of the content words close behind it in its clause, and close before it."""

    behind: tuple[str, ...]
    before: frozenset[str]
    near: frozenset[str]
    """Those behind it, beyond its clause too."""
    denies: bool = True
    """It denies what happened, and is no "without"."""
    conditional: bool = False
    """It stands behind an "if"."""
    pending: bool = False
    """It denies only that something has been done so far ("has not signed")."""


def turns_round(sentence: str, source: Source, support: Support, clauses: Sequence[tuple[str, Support]] = ()) -> bool:
    """Whether a no of the sentence is none of the source's, or the passage's own was left out.

    Each clause's noes are held against the place that supports that clause. Near it any word behind the no will do;
    from farther away the source must deny the same word. Where another sentence supports it about as well, and leaves
    nothing out, that one may be meant.
    """
    if any(_puts_in(clause, source, place) for clause, place in clauses or [(sentence, support)]):
        return True
    said = tuple(no for no in _nos(sentence) if no.denies)
    receipt = range(support.first, support.last + 1)
    if _is_denied_beside(sentence, source, receipt, said):
        return True
    if not any(_leaves_out(sentence, source.passages[place], said) for place in receipt):
        return False
    return all(_leaves_out(sentence, source.passages[at], said) for at in support.rivals if at not in receipt)


def _is_denied_beside(sentence: str, source: Source, receipt: range, said: Sequence[_No]) -> bool:
    """Whether a sentence near the receipt denies it of somebody, or something, that the receipt does not speak of."""
    words = _stems(sentence)
    held = frozenset[str]().union(*(source.passages[at].stems for at in receipt))
    beside = [*range(receipt.start - _BESIDE, receipt.start), *range(receipt.stop, receipt.stop + _BESIDE)]
    for at in beside:
        for no in _nos(source.passages[at].text) if 0 <= at < len(source.passages) else ():
            whom = no.before or frozenset(no.behind)
            if (
                no.denies
                and not no.conditional
                and whom <= words
                and not whom & held
                and _is_left_out(no, sentence, said)
            ):
                return True
    return False


def _puts_in(clause: str, source: Source, support: Support) -> bool:
    at, rivals = support.main, support.rivals
    said = [no for no in _nos(clause) if no.denies]
    if any({*no.behind} - LIGHT and not _is_denied(no, source, at, rivals) for no in said):
        return True
    return bool(_TWICE.search(clause)) and not any(
        _TWICE.search(source.passages[place].text) for place in (at, *rivals)
    )


def _leaves_out(sentence: str, passage: Passage, said: Sequence[_No]) -> bool:
    words = frozenset(_stems(sentence))
    refusals = (no for no in _refusals(passage.text) if words >= {*no.behind[:2]})
    return any(_is_left_out(no, sentence, said) for no in (*_nos(passage.text), *refusals) if not no.conditional)


def _refusals(text: str) -> Iterator[_No]:
    """What a text has somebody deny, decline or fail to do, as if it said that they did not."""
    for found in _REFUSES.finditer(text):
        before = [
            each
            for each in reversed(_PART.findall(text[max(0, found.start() - _STRETCH) : found.start()]))
            if each[0].isalnum()
        ]
        parts = _PART.findall(text[found.end() : found.end() + _STRETCH])
        behind = tuple(_content(parts, _REACH))
        if parts and parts[0].lower() not in _SAY:
            yield _No(behind, frozenset(_content(before, _AGO)), frozenset(behind))


@lru_cache(maxsize=4_096)
def _denied_in(passage: Passage, hidden: bool = True) -> frozenset[str]:
    """The stems around the noes of a passage that are words of their own, and around those `hidden` in others."""
    true = tuple(_nos(passage.text))
    plain = frozenset(word for no in true for word in (*no.near, *no.before))
    return plain | _near_nays(passage) if hidden else plain


def _is_denied(no: _No, source: Source, at: int, rivals: Sequence[int]) -> bool:
    """Whether the source denies what the no denies: at one of these places, or near, or in the same words elsewhere.

    A German "nicht" may stand far behind what it denies, so there any no near will do.
    """
    # "Has not stopped" is denied by a no, and not by "has stopped", which hides one itself.
    hidden = no.behind[0] not in NAY_STEMS
    if source.language == "de" and any(_denied_in(each, hidden) for each in source.around(at, _FAR)):
        return True
    meant = frozenset(no.behind).union(*(kin_of(each, source) for each in frozenset(no.behind) - LIGHT))
    if any(meant & _denied_in(source.passages[place], hidden) for place in (at, *rivals)):
        return True
    if no.behind[0] in _MISSES and any(_tells_all(no, source.passages[place]) for place in (at, *rivals)):
        return True
    beside = (true for each in source.around(at, _BESIDE) for true in _nos(each.text))
    if any(true.behind[:1] == no.behind[:1] and true.before & no.before for true in beside):
        return True
    if no.behind[0] in source.passages[at].stems:
        return False  # The very passage says it with a yes.
    if not {*no.behind} & source.passages[at].stems and any(true.denies for true in _nos(source.passages[at].text)):
        return True
    if any({*no.behind} & _denied_in(each, hidden) for each in source.around(at, _NEAR)):
        return True
    if any(no.behind[0] in _denied_in(each, hidden) for each in source.around(at, _FAR)):
        return True
    behind = frozenset(no.behind)
    denied = [_denied_in(each, hidden) for each in source.passages]
    if any(no.behind[0] in each and no.before & each for each in denied):
        return True
    return any(len(behind) > 1 and shared(behind, each, source) > 1 for each in denied)


def _tells_all(no: _No, passage: Passage) -> bool:
    """Whether a passage says "all" or "every", and nothing of what the no denies."""
    return bool(_EVERY.search(passage.text)) and no.behind[0] not in passage.stems


def _is_left_out(no: _No, sentence: str, said: Sequence[_No]) -> bool:
    """Whether the sentence says what the source denies: the denied word and what stood before it, and no "no" at it."""
    if no.pending and _AHEAD.search(sentence):
        return False
    words = _stems(sentence)
    if not no.behind or no.behind[0] not in words:
        return False
    # "Nobody was hurt" denies by itself; else something that stood beside the no must be there, too.
    beside = no.before or {*no.behind[1:]}
    if beside and not beside & words:
        return False
    if any(no.behind[0] in (*other.behind, *other.before) for other in said):
        return False
    return not words & {stem(nay) for nay in NAYS - _WEAK} and not NAY_PHRASES.search(sentence)


@lru_cache(maxsize=256)
def _stems(sentence: str) -> frozenset[str]:
    """The stems of a sentence's words, also of those that a no would have left of a past ("bought": "buy")."""
    parts = [part.lower() for part in _PART.findall(sentence)]
    stems = {stem(word) for part in parts for word in (part, PASTS.get(part, part))}
    return frozenset(stems | {_ALIKE[each] for each in stems if each in _ALIKE})


def goes_the_other_way(sentence: str, source: Source, at: int) -> bool:
    """Whether the sentence has something rise of which all around the passage only falls, or the other way round."""
    near = " ".join(each.text for each in source.around(at, _NEAR))
    return any(
        one.search(sentence) and not other.search(sentence) and other.search(near) and not one.search(near)
        for one, other in ((_UP, _DOWN), (_DOWN, _UP))
    )


@lru_cache(maxsize=4_096)
def _nos(text: str) -> tuple[_No, ...]:
    """Every no of a text, each with the words around it."""
    return tuple(_read_nos(_PART.findall(text)))


def _read_nos(parts: Sequence[str]) -> Iterator[_No]:
    for at, part in enumerate(parts):
        following = parts[at + 1].lower() if at + 1 < len(parts) else ""
        before_it = parts[at - 1].lower() if at else ""
        if (before_it in _DO and part.lower() == "without") or (before_it in _JOINS and following in _PREPOSITIONS):
            continue
        if part.lower() == "no" and following in _NO_MATTER:
            continue
        if _NOT.fullmatch(part) and following not in _NOT_ALONE:
            first, last = max(0, at - _WINDOW), at + 1 + _WINDOW
            before = [each for each in reversed(parts[first:at]) if each[0].isalnum()]
            behind = [each for each in parts[at + 1 : last] if each[0].isalnum()]
            begin = _past_group(parts, at + 1) if following == "of" else at + 1
            behind_it = [*_content(parts[begin:last], _REACH)]
            if part.lower() == "no":
                behind_it += _content(before, 1)  # "need no action": what is denied is the need
            yield _No(
                behind=tuple(behind_it),
                before=frozenset(_content(before, _REACH)),
                near=frozenset(_content(behind, _AFTER)),
                conditional=bool(_IF.search(" ".join(parts[first:at]))),
                denies=part.lower() not in _LACKS,
                pending=bool(_SO_FAR.fullmatch(part)) or before_it in {"has", "have"},
            )


def _past_group(parts: Sequence[str], at: int) -> int:
    """Where it says what "none of" a group does: behind the first auxiliary."""
    group = parts[at : at + _GROUP]
    return next((at + place + 1 for place, part in enumerate(group) if part.lower() in _AUX), at)


def _content(parts: Sequence[str], most: int) -> Iterator[str]:
    """The stems of the first content words of the clause."""
    for part in parts:
        if not part[0].isalnum() or not most:
            return
        if not {part.lower(), stem(part)} & stop_words("en") and part.lower() not in _WEAK:
            most -= 1
            yield _ALIKE.get(stem(part), stem(part))


def _near_nays(passage: Passage) -> frozenset[str]:
    parts = _PART.findall(passage.text)
    near = [
        part
        for at, word in enumerate(parts)
        if word.lower() in NAYS or stem(word) in NAY_STEMS
        for part in (*parts[max(0, at - _BEFORE) : at], *parts[at + 1 : at + _AFTER + 1])
    ]
    words = (part.lower() for part in (*near, *(each for part in parts for each in _denied(part))) if part[0].isalnum())
    return frozenset(stem(part) for part in words if part not in stop_words("en"))


def _denied(word: str) -> Iterator[str]:
    """What a word denies by its first letters: "unvaccinated", "non-commuters"."""
    for prefix in ("un", "non", "in", "im", "dis"):
        if word.lower().startswith(prefix) and len(word) > len(prefix) + 3:
            yield word[len(prefix) :].lstrip("-")
