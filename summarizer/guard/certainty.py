"""Whether a sentence tells as a fact what its source tells as a plan, a wish, a possibility or a claim. Pure.

Only verbs are looked at that stand behind what leaves them open ("may close", "plans to close", "reportedly closed",
"asks whether it closed"), and only if the source has them nowhere without one. German, whose verbs stand apart, is
not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from summarizer.guard.pasts import PASTS
from summarizer.guard.source import Passage, Source
from summarizer.guard.support import Support
from summarizer.text.tokens import content_words, stem, stop_words

_ADVERBS = r"(?:(?:also|still|soon|even|later|now|then|again|already|either|eventually|not|no longer|n['’]t) )*"
_BE = r"(?:(?:be|been|being|have|has|had|is|are|was|were) )*"
_WHOM = r"(?:(?!to\b)[\w’'-]+ ){1,8}?"
_MAY = re.compile(r"\b(?:may|might|could)\s+(?:also\s+|still\s+|soon\s+|even\s+)?([a-z]+)")
_WILL = re.compile(r"\b(?:will|is going to|are going to)\s+(?:also\s+|still\s+|soon\s+|even\s+)?([a-z]+)")
_AHEAD = re.compile(
    r"(?:\b(?:will|would|shall|(?:is|are|was|were) (?:set|due|scheduled|about|going|poised|ready) to"
    rf"|agree[sd]? to|promise[sd]? to|vow(?:s|ed)? to) |['’]ll ){_ADVERBS}{_BE}{_ADVERBS}",
    re.IGNORECASE,
)
"""Before what is to come: it may be told in the present ("opens in May"), and not as past."""
_OPEN = re.compile(
    rf"\b(?:(?:may|might|could|should) |(?:(?:un)?likely|expected|planned|supposed|willing|prepared) to "
    r"|(?:plan|want|hope|aim|intend|seek|propose|threaten|offer|prepare)(?:s|ed|d|ing|ning)? to |sought to |wishes to "
    r"|considering |(?:proposal|plan|threat|intention)s? to "
    rf"|(?:urge|ask|tell|want|order|recommend|demand|advise|call)(?:s|d|ed|ing)?(?: on)? (?:{_WHOM})?to "
    rf"|told {_WHOM}to "
    rf"|(?:urge|recommend|demand|propose|suggest|insist)(?:s|d|ed)? that {_WHOM}(?=[a-z]+ ))"
    rf"{_ADVERBS}{_BE}{_ADVERBS}",
    re.IGNORECASE,
)
"""Before what somebody plans, wishes, demands or holds possible."""
_CLAIMED = re.compile(
    r"\b(?:(?:reportedly|allegedly|supposedly|purportedly|possibly|perhaps|probably) "
    r"|(?:is|are|was|were) (?:said|thought|believed|alleged|rumou?red|suspected|understood|claimed|reported)"
    r" (?:[\w’'-]+ ){0,4}?to )"
    rf"{_ADVERBS}{_BE}{_ADVERBS}",
    re.IGNORECASE,
)
"""Before what is only said to be so."""
_CLAUSE = re.compile(
    r"\b(?:whether"
    r"|(?:ask|investigat|question|wonder|check|determin|examin|decid|unclear|doubt|prob)\w*[^,;.!?]{0,30}? if"
    r"|(?P<claimed>alleg(?:ed|es|ing|ations?)(?: that)?|claim(?:s|ed|ing)? (?:that|he|she|they|it)"
    r"|accus(?:ed|es|ing) (?:[\w’'-]+ ){1,5}?of)) (?P<what>[^,;.!?]+)",
    re.IGNORECASE,
)
"""A clause of which the source does not say that it is so."""
_SAID_OPEN = re.compile(
    r"\b(?:will|would|(?-i:may)|might|could|can(?:not)?|should|shall|must|plan(?:s|ned|ning)?|want\w*|wish\w*|intend\w*|hope\w*|aim\w*|seek\w*"
    r"|sought|likely|unlikely|expect\w*|if|unless|whether|alleg\w*|report(?:s|ed|edly)|claim\w*|accus\w*|suspect\w*"
    r"|possib\w*|potential\w*|propos\w*|threat\w*|ask\w*|urg\w*|demand\w*|risk\w*|fac(?:e[sd]?|ing)|due|set|scheduled"
    r"|consider\w*|apparently|perhaps|probably|thought|believ\w*|think\w*|rumou?r\w*|offer\w*|willing|prepar\w*|poised|soon"
    r"|recommend\w*|suggest\w*|call(?:s|ed)? (?:on|for)|order\w*|told|allow\w*|try\w*|tried|tries|attempt\w*"
    r"|supposed\w*|agree\w*|promis\w*|vow\w*|announc\w*|need\w*"
    r"|ha(?:s|ve|d) to|is to|are to|require\w*|doubt\w*|question\w*|investigat\w*"
    r"|charge[sd]?|den(?:y|ies|ied)|blam\w*|unclear|unknown|tomorrow|next)\b|['’](?:ll|d)\b",
    re.IGNORECASE,
)
"""What leaves something open in a sentence."""
_SAYS = re.compile(
    r"\b(?:sa(?:id|ys?)|according to|told|tells|wr(?:o|i)tes?|argu\w+|in (?:his|her|their|its) view)\b", re.IGNORECASE
)
_NOUN = re.compile(
    r"\b(?:an?|the|its|their|his|her|this|that|of|in|for|any|no|new|another|each|more|first|to)\s$", re.IGNORECASE
)
"""Before a word that is no verb, or none that says that something is so."""
_BESIDE = re.compile(r"\b(?:is|are|be|being)\s(?:\w+ly\s)?$", re.IGNORECASE)
_BEFORE_IT = re.compile(r"\bbefore (?:[\w’'-]+ ){0,3}$", re.IGNORECASE)
"""What did not come first ("before they could be used") may have come to pass."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FOLLOWING, _BEFORE, _STRETCH = 4, 3, 80
"""So many content words behind a verb tell whether two sentences speak of the same."""
_SHORT = 3
_CLOSE = 40
_NEAR = 3
"""So many passages before and behind one may tell as a fact what it leaves open."""
_LEAST, _MOST_OF_IT, _OF_SENTENCE = 3, 0.6, 0.5


@dataclass(frozen=True, slots=True)
class _Left:
    """A verb (its stem) that a text leaves open, with the stems behind it, or before it if there are none."""

    verb: str
    beside: frozenset[str]
    ahead: bool
    claimed: bool
    start: int


def is_surer(sentence: str, source: Source, at: int) -> bool:
    """Whether the sentence says that something will be of which the passage says only that it may."""
    text = source.passages[at].text
    return bool(_verbs(_WILL, sentence) & _verbs(_MAY, text) - _verbs(_WILL, text))


def tells_as_fact(sentence: str, source: Source, support: Support) -> bool:
    """Whether the sentence, its quotations blanked, has happen what the passages that support it leave open."""
    if source.language == "de" or _SAID_OPEN.search(sentence):
        return False
    said = bool(_SAYS.search(sentence))
    places = [support.main, *support.rivals]
    verbs = list(_asserted(sentence))
    words = frozenset(content_words(sentence))
    for at in range(support.first, support.last + 1):
        for left in _left_open(source.passages[at].text):
            if left.claimed and said:
                continue
            if any(
                verb == left.verb and (past or not left.ahead) and _are_alike(left, words - {verb})
                for verb, past in verbs
            ) and not _is_plain(left, source, places):
                return True
    return all(_states(words, source.passages[at], said) for at in places)


def _are_alike(left: _Left, words: frozenset[str]) -> bool:
    return bool(left.beside & words)


def _states(words: frozenset[str], passage: Passage, said: bool) -> bool:
    """Whether the sentence says little more than a clause of the passage that is left open."""
    for clause in _CLAUSE.finditer(passage.text):
        if said and clause["claimed"]:
            continue
        theirs = frozenset(content_words(clause["what"]))
        same = len(theirs & words)
        if len(theirs) >= _LEAST and same >= _MOST_OF_IT * len(theirs) and same >= _OF_SENTENCE * len(words):
            return True
    return False


@lru_cache(maxsize=4_096)
def _left_open(text: str) -> tuple[_Left, ...]:
    return tuple(_read(text))


def _read(text: str) -> Iterator[_Left]:
    for lead in (_AHEAD, _OPEN, _CLAIMED):
        for found in lead.finditer(text):
            verb = _WORD.match(text, found.end())
            if _BEFORE_IT.search(text, max(0, found.start() - _CLOSE), found.start()):
                continue
            if verb and verb[0][0].islower() and verb[0].lower() not in stop_words("en"):
                rest = re.split(r"[,;.!?]", text[verb.end() :], maxsplit=1)[0]
                behind = content_words(rest)[:_FOLLOWING]
                before = content_words(text[max(0, found.start() - _STRETCH) : found.start()])[-_BEFORE:]
                beside = frozenset((*behind, *before))
                yield _Left(_base(verb[0]), beside, lead is _AHEAD, lead is _CLAIMED, verb.start())
    for clause in _CLAUSE.finditer(text):
        if clause["claimed"]:
            continue
        beside = frozenset(content_words(clause["what"]))
        for verb in _WORD.finditer(text, clause.start("what"), clause.end()):
            if verb[0][0].islower() and verb[0].lower() not in stop_words("en"):
                others = beside - {stem(verb[0].lower())}
                yield _Left(_base(verb[0]), others, False, False, verb.start())


def _asserted(sentence: str) -> Iterator[tuple[str, bool]]:
    """The stem of every word that may be a verb that says that something is so, and whether it is in the past."""
    for found in _WORD.finditer(sentence):
        before = sentence[max(0, found.start() - 20) : found.start()]
        plain = found[0][0].islower() and found[0].lower() not in stop_words("en")
        if plain and not _NOUN.search(before):
            low = found[0].lower()
            past = (low.endswith("ed") or low in PASTS) and not _BESIDE.search(before)
            yield _base(low), past


def _base(word: str) -> str:
    """What the forms of one verb have in common: "filed" and "file", "controlled" and "control"."""
    low = word.lower()
    low = PASTS.get(low, low)
    bare = re.sub(r"(?:ied|ies)$", "y", low)
    bare = re.sub(r"(?:ing|ed|es|s|e)$", "", bare) if len(low) > _SHORT else bare
    return re.sub(r"([bdfglmnprst])\1$", r"\1", bare)


def _is_plain(left: _Left, source: Source, places: Sequence[int]) -> bool:
    """Whether a passage near has the verb where nothing leaves it open."""
    near = {each for at in places for each in range(at - _NEAR, at + _NEAR + 1) if 0 <= each < len(source.passages)}
    for at in near:
        text = source.passages[at].text
        opened = {each.start for each in _left_open(text)}
        clauses = [range(each.start("what"), each.end()) for each in _CLAUSE.finditer(text)]
        for found in _WORD.finditer(text):
            before = text[max(0, found.start() - 20) : found.start()]
            if any(found.start() in clause for clause in clauses):
                continue
            if found.start() not in opened and _base(found[0]) == left.verb and not _NOUN.search(before):
                return True
    return False


def _verbs(behind: re.Pattern[str], text: str) -> set[str]:
    return {stem(verb) for verb in behind.findall(text)}
