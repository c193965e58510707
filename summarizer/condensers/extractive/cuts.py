"""Cutting a sentence shorter without making it say anything else. Pure.

Only deletions: what stays is in the order of the source. What may go is what the rest does not lean on: an aside, an
apposition, a clause that adds to a finished one. What changes who, how many, whether or when stays: a condition, a
negation, a hedge, an attribution, a comparison. No quote is cut into, and what is left is a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.condensers.extractive.tidy import capital, tidy_start

MOST_FORMS = 5
LEAST_WORDS = 6
WORTH_CUTTING = 12
"""A sentence of fewer words is short enough."""

_VERBS = (
    r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|shall|should|does|do|did|says?|said|told|"
    r"plans|wants|makes?|made|gets?|got|goes|went|gives?|gave|takes?|took|comes?|came|runs?|ran|sells?|sold|buys?|bought|"
    r"pays?|paid|cuts?|put|puts|sets?|lets?|hits?|keeps?|kept|holds?|held|leads?|led|loses?|lost|wins?|won|begins?|began|"
    r"starts|ends|rose|rises|fell|falls|grew|grows|shows|works|lifts|opens|closes|costs?|means|meant|needs|uses|offers|"
    r"became|becomes|found|finds|left|leaves|met|meets|sent|sends|spent|spends|stood|stands|thinks?|thought|wrote|writes|"
    r"brought|brings|built|builds|broke|breaks|drew|drove|faces|remains|refuses|allows|helps|calls|hopes|expects|claims|"
    r"argues|warns|adds|believes|launches|announces|reports|[a-z]{3,}(?:ed|ied)(?!\sby\b))"
)
_VERB = re.compile(rf"(?<!, )\b{_VERBS}\b")
THEN_VERB = rf"(?=(?:also |now |still |already |later |recently |reportedly |never |not )?{_VERBS}\b)"
_PARENTHESIS = re.compile(r"\s+\([^()]{1,160}\)(?!\w)")
_ASIDE = re.compile(r"(?:\s+[–—-]\s+|—)[^–—]{3,160}?(?:\s+[–—-]\s+|—)")
_DASH_TAIL = re.compile(r"(?:\s+[–—]\s+|—)[^–—;]{8,240}(?=[.!?]$)")
_RELATIVE = re.compile(
    rf",\s+(?:(?:in|of|for|at|on|with|to|by) which|which|who|whose|where)\s+[^;:]{{8,160}}?,\s+{THEN_VERB}"
)
_RELATIVE_TAIL = re.compile(
    r",\s+(?:which|who|whose|where|whereas|following which|after which|having|saying that)\s+[^;:]{8,260}(?=[.!?]$)"
)
_APPOSITION = re.compile(
    rf",\s+(?:the|an?|its|their|whose|formerly|based|part of|home to|located|founded|owned|backed|led|created|dubbed|known"
    rf"|launched|built|developed|made|called|described|billed|headquartered)\s[^,;:]{{5,100}},\s+{THEN_VERB}"
)
_ALIAS = re.compile(
    r",\s+each (?:as|with|of|about|some|nearly)\s[^,;:.]{2,60},(?=\s(?:from|in|at|with|by|and|for)\s)|"
    r",\s+(?:also|better|popularly|formerly|previously|once) (?:known|called)\s(?:as\s)?[^,;:.]{2,60},(?=\s)"
)
_APPOSITION_TAIL = re.compile(r",\s+(?:the|an?|its|their|one of|both)\s[^;:]{8,220}(?=[.!?]$)")
_LONG_ATTRIBUTION = re.compile(
    r"(?<=,\s)(according to (?:an?|the) [\w-]+(?: [\w-]+)?)\s+(?:that|which|seen|sent|published|obtained|released|issued|posted"
    r"|written|by|from|in|on)\s[^,;:]{10,160}(?=[.!?]$)"
)
_PARTICIPLE = re.compile(
    r",\s+(?:thereby\s+|effectively\s+|potentially\s+)?(?!(?:excluding|pending|barring|assuming|depending|compar|providing"
    r"|during|according|being|bring|string|king|thing|everything|nothing|something|morning|evening)\b)[a-z]{2,}ing\b"
    r"[^;:]{6,240}(?=[.!?]$)"
    r"|,\s+(?:led|driven|backed|pulled|fuelled|fueled|helped|dragged|prompted|followed|joined|described|dubbed|based"
    r"|aimed|designed|meant|intended|inspired)\s+(?:by|on|up|down|to|for|as|at)\b[^;:]{6,200}(?=[.!?]$)"
)
_OPENING = re.compile(
    r"^(?:Amid|Amidst|Despite|Beyond|Against|Across|Following|Regardless of|Given|In light of|In an? [\w-]+|Known for|Long"
    r"|As|While|Although|Though|After|Because|With|Like|Unlike|Along with|Besides|Having|As part of|In the (?:wake|run[- ]up|midst)"
    r"|Ahead of|(?:Just |Only )?(?:Hours|Days|Weeks|Months|Years|An hour|A day|A week|A month|A year) (?:after|before)"
    r"|Citing|Building on|Touted as|According to (?:him|her|them)|[A-Z][a-z]+ed (?:as|by|in|just|with|from)"
    r"|(?!During|According|Assuming|Barring|Excluding|Pending|Depending|Considering|Including|Nothing|Everything|Something|Being"
    r"|Starting|Beginning|Providing|Beijing|Boeing|King)[A-Z][a-z]{2,}ing)\b"
    r"[^,;:]{6,140},\s+(?=(?:the|an?|its|their|(?:[a-z]+ ){0,3}[A-Z\"“][\w’']+)\b)"
)
_CONCESSION_TAIL = re.compile(
    r"(?:,|\s+[–—-])\s+(?:while|although|though|even though|whereas)\s+[^;:]{10,260}(?=[.!?]$)"
)
_TAIL = re.compile(
    r"(?:,|\s+[–—-])\s+(?:but|even as|as|amid|after|because|since|despite|with"
    r"|thanks to|in a bid to|in an effort to|in what|as part of|so that|allowing|ahead of|in response to|to [a-z]{3,}|(?:just )?(?:hours|days|weeks|months) after)\s+(?!well as|of\b)[^;:]{10,260}(?=[.!?]$)"
)
_AND_TAIL = re.compile(
    rf",\s+(?:and|but)\s+(?:(?:also|then|now|later|{_VERBS})\s"
    r"|(?:the|an?|it|he|she|they|its|his|her|their|that)\s(?=[^,;:]*?\b(?:is|are|was|were|has|have|had|will|would|can|could|said|says|[a-z]{3,}ed)\b))"
    r"[^;:]{8,260}(?=[.!?]$)"
)
_BARE_TAIL = re.compile(
    r"\s+(?:after|amid|in a bid to|in an effort to|in an attempt to|as part of|in order to|as (?:it|they|he|she)"
    r"|following (?:an?|the)|ahead of|in (?:retaliation|response|connection|preparation|protest|reaction|anticipation) (?:to|for|of|with|against|at)"
    r"|in (?:the wake of|the run[- ]up to|a move)|at a time when|even as|because of|due to|thanks to|with (?:an eye|a view|the aim)"
    rf"|as (?:[A-Z][\w’'-]+ ){{1,3}}{THEN_VERB}|while [a-z]+ing|by [a-z]+ing|saying|claiming|arguing|alleging|stating)\s+[^;:]{{10,220}}(?=[.!?]$)"
)
_AS_TAIL = re.compile(
    rf"\s+as (?!(?:many|much|few|little|long|soon|far|well|good|of|if|though|to|an?|part|\w+ed)\b)"
    rf"(?:(?!(?:who|which|that|as|and|or|to|of|by|for|said|reported)\b)[\w’'-]+ ){{1,5}}?{THEN_VERB}(?!(?:said|says|told|reports?|reported|announced|claims|argues)\b)"
    r"[^;:]{6,220}(?=[.!?]$)"
)
"""A clause with its own subject and verb that tells what else goes on: "fell by five percent as analysts warned of …"."""
_AND_DID_TAIL = re.compile(
    r"\s+and\s(?:also |then |later )?(?:(?!failed\b)[a-z]{3,}(?<!eed)ed|has|have|had|took|put|gave|sent|set|made|won|lost|told|said|says|wrote|sold|bought|left)\s"
    r"(?:the|an?|its|their|his|her|it|them|him|that|to|two|three|four|five|six|[$€£]?\d|Rs|[A-Z])[^;:]{6,220}(?=[.!?]$)"
)
"""What the same subject did as well; no adjective ("new and improved"), for what it is done to follows."""
_SAYING_TAIL = re.compile(
    r",\s+(?:saying|adding|calling|arguing|claiming|noting|stressing|insisting|alleging)\s[^;:]{6,260}(?=[.!?]$)"
)
_INDEFINITE_TAIL = re.compile(
    rf"(?<=\s)((?:in|with|from|at|on|under|during|through|via) an?\s(?:[\w’'-]+\s){{1,4}}?)(?:that|which)\s{THEN_VERB}[^;:]{{10,220}}(?=[.!?]$)"
)
_NOT_CUT_OFF_AFTER = re.compile(
    r"\b(?:just|only|days?|weeks?|months?|years?|hours?|minutes?|decades?|soon|shortly|even|long|immediately|and|or|but|named"
    r"|that|which|who|where|when|because|look(?:ing|ed|s)?|particularly|especially|right|well|is|are|was|were|be|been|as|came|comes|come|of|until|to)$", re.I,
)  # fmt: skip
_AS_WHAT = re.compile(
    r"\b(?:as|such|same|so|described|describes|known|seen|sees|regarded|viewed|served?|serves|serving|worked?|works|working|named|dubbed|branded"
    r"|called|billed|appointed|elected|hired|used|treated|acts?|acted|acting|role|job|post|position|career|just|even|also|twice|times)\b[^;:]{0,50}$", re.I,
)  # fmt: skip
_JOINED = re.compile(
    r"\b(?:between|both|either|to|can|could|will|would|may|might|must|should|who|which|that|where)\b[^,;:]{0,30}$"
    rf"|\b{_VERBS}$|\bahead$|,\s(?:then |also )?{_VERBS}\s[^;:]*$", re.I,
)  # fmt: skip
"""What takes two or more: "both", an infinitive's "to", a list of deeds, a verb whose object follows the second one."""
_COMPARED = re.compile(r"\bthan\b")
_BEFORE_COLON = re.compile(r"(?<=\w)\s+(?:that|which)\s[^,;:]{8,80}(?=:\s)")
_COLON_TAIL = re.compile(r"(?<=[\w)”\"]):\s+[^;:]{6,200}(?=[.!?]$)")
_COLON_NEEDED = re.compile(
    r"\b(?:said|says|this|these|that|following|is|are|was|were|be|includes?|included|including|one|two|three|four|reasons?|things?|ways?|it"
    r"|question|answer|problem|rule|claim|message|clear|simple|asked|wrote|as|such)(?:\s\w+)?$|^(?:\S+\s){0,6}\S+$", re.I,
)  # fmt: skip
_ANNOUNCES = re.compile(
    r"\b(?:questions?|answers?|problems?|rules?|claims?|messages?|reasons?|news|results?|ideas?|lessons?|catch|twist|difference|warning|promise"
    r"|conclusion|findings?|goals?|aims?|plans?|points?|theory|explanation|solution|condition|surprise)\b[^,;:]{0,60}$", re.I,
)  # fmt: skip
"""What only the words after the colon tell."""
_ENUMERATION = re.compile(r"(?<=.),[^,;:]+,?\s(?:and|or)\s")
_SEMICOLON = re.compile(r";\s+(?!rather|instead|it[’']s|that[’']s)")
_BOTH = re.compile(
    r",\s+(?:and|but)\s+(?=(?:the|[A-Z][\w’'-]+)\s[^,;:]*?\b(?:is|are|was|were|has|have|had|will|would|can|could|said|says|put|[a-z]{3,}ed(?! by\b))\b)"
)
_CONDITION = re.compile(
    r"\b(?:if|unless|except|exceptions?|apart from|other than|at least|only|without|until|provided|as long as|in (?:mice|theory))\b",
    re.I,
)
_SOME = re.compile(r"\b(?:those|mice|trials?)\b", re.I)
"""Of whom alone it holds."""
_FRAME = re.compile(
    r"\b(?:fake|fictional|hypothetical|parallel|alone|dreams?|simulat\w*|mice|theory|trials?|satir\w*|parod\w*|novel|imagin\w*)\b",
    re.I,
)
"""Where alone it is so."""
_UNDOES = re.compile(
    r"\b(?:cancel|revok|revers|withdr[ae]w|delet|suspend|overturn|reopen|clos|lift|drop|end|resc|annul|repeal|retract|shelv|halt|stop|recall"
    r"|remov|scrap|abandon)\w*|\band\s(?:\w+\s)?\w+\s(?:it|them|him|her)\b", re.I,
)  # fmt: skip
"""A deed that may take back the one before it."""
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nor|neither|fails?|failed|denie[sd]|refuse[sd]?|cannot|hardly|nobody|nothing|\w+n['’]t)\b",
    re.I,
)
_HEDGE = re.compile(
    r"\b(?:reported|reportedly|alleged|allegedly|according|claim\w*|said|says|told|may|might|could|would|plans?|planned)\b",
    re.I,
)
_SAYS = re.compile(r"\b(?:said|says|told|according|claim\w*|reportedly|alleged\w*)\b", re.I)
_WHEN = re.compile(
    r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:january|february|march|april|june|july|august|september"
    r"|october|november|december|today|yesterday|tomorrow)\b"
    r"|\b(?:next|last|this|later|earlier) (?:week|month|year|quarter|spring|summer|autumn|fall|winter|morning|evening)\b", re.I,
)  # fmt: skip
_DEPENDENT = re.compile(rf"^(?:(?!\b{_VERBS}\b).)*\b(?:who|whose|which|that|when|where|while|whether|how|why)\b", re.I)
"""A clause that begins before the sentence has its verb: what follows may hold it."""
_CONTRAST = re.compile(
    r"\b(?:not|n['’]t|no|neither|either|both|whether|between)\b[^,;]{0,60}$|\bnot (?:only|just|merely|simply)\b", re.I
)
_LIST = re.compile(r",[^,;:]{1,40}$")
_LEANS_ON_REST = re.compile(
    r"^(?:In|At|On|After|Before|With|Without|For|From|By|As|While|When|If|Under|During|Since|Despite|Although|Though|Because"
    r"|Amid|Following|Once|Even (?:as|though|if|when|after|before)|Just as|Ever since|Now that|Unlike|Like|According|Due|Thanks|Until|Unless|Given|Among|Beyond|Far|Based|Not|To|Of|Over"
    r"|[A-Z][a-z]+(?:ing|ed)|(?:[A-Z]\w* ){0,2}(?:[a-z-]+ ){0,2}(?:[Hh]our|[Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear|[Dd]ecade|[Mm]inute)s? (?:after|before))\b"
    r"(?:[^,]|,(?=\d))*$"
)
_TELLS = (
    r"\b(?:said|says?|told|according|report(?:s|ed)|claim(?:s|ed)?|wrote|writes?|announced|confirmed|believes?|argue[sd]?|warn(?:s|ed)?|add(?:s|ed)"
    r"|estimate[sd]?|found|show(?:s|ed)|suggest(?:s|ed)?|reveal(?:s|ed)|state[sd]|insist(?:s|ed)|alleg(?:es|ed)|explain(?:s|ed)|noted|notes|conclude[sd]"
    r"|stress(?:es|ed)|admit(?:s|ted)|predict(?:s|ed)|declare[sd]|opined|quoted|tweeted)\b"
)
_TELLS_OF = re.compile(_TELLS, re.I)
_SAYS_SO = re.compile(rf"^,\s(?:(?!\b(?:that|which|who|whose)\b)[^;:])*?{_TELLS}", re.I)
_SAID_AT_END = re.compile(
    r"(?:^,\s(?!(?:although|though|even|while|whereas|after|before|because|since|when|hours|days|weeks|months|years|just|only|despite|amid|with|to"
    r"|so)\b)|(?<=\w),\s)(?!(?:which|who|whose|that|where|and|but|or)\b)"
    rf"[^,;:]*(?:{_TELLS}|\b(?:fears?|hopes?|thinks?|expects?)\b)[^,;:]*$", re.I,
)  # fmt: skip
"""Who says all that comes before it, at the end of what would go."""
_BUT = re.compile(r"^(?:,|\s+[–—-])\s+(?:but|although|though|even though|while|whereas)\b")
_UNDONE = re.compile(
    r"\b(?:had|once|seem(?:s|ed)|appear(?:s|ed)|initially|originally|at first|used to|rumou?rs?|early reports?|promised|planned|hoped|tried"
    r"|wanted|intended|(?:would|should|could|might) have|(?:is|are|was|were|been) (?:\w+ly )?(?:supposed|expected|meant|due|set|scheduled|thought"
    r"|believed|to|said|reported)|as an? [\w -]+,)\b", re.I,
)  # fmt: skip
"""What was so, or was to be or seem so, until a "but" tells how it is."""
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied)|disput(?:es?|ed)|reject(?:s|ed)?|refut(?:es?|ed)|contest(?:s|ed)|false|untrue|misleading|contradict(?:s|ed)?"
    r"|(?:no|not|never|nobody|nor|neither)\b[^,;]*\b(?:confirm|verif|prove|reproduce)\w*|doubt(?:s|ed)?|nonsense|made[ -]up|wrong|yet to"
    r"|withdr[ae]w|retract\w*|took back|threw out|overturn\w*|veto\w*|shelved|dropped|reversed)\b|n['’]t (?:confirm|verif|prove|reproduce)", re.I,
)  # fmt: skip
_REACHES_ON = re.compile(rf",\s+(?:be|not|{_VERBS})\b")
_LACKS_VERB = re.compile(rf"\b(?:that|whether|who|which|how|why)\s(?:(?!\b{_VERBS}\b)[^,;])*$")
"""A clause begun and not yet told: what follows tells it."""
_COUNTS_NOTHING = re.compile(
    r"\d(?:\s(?:million|billion|trillion|thousand|percent more|more|less|fewer))?(?:[,.;:!?]|$)(?!\d)"
)
"""A number that leaves it to the words before to say what it counts."""
_SPACED_MARK = re.compile(r"\s+([,.;:!?])(?=[\s\"”’»)]|$)")
_LEFT_OVER = re.compile(r"(?:,|;|:|\s?[–—]|\s-)([\"”’»]?)([.!?])$")
"""A comma or dash that stands before the end mark once what it led to is gone."""
_ENDS = ".!?…\"”»'’)"


@dataclass(frozen=True, slots=True)
class _Rule:
    """What may be cut, and which words in it (`keeps`) or in what is left before it (`not_after`) forbid the cut."""

    pattern: re.Pattern[str]
    keeps: tuple[re.Pattern[str], ...] = ()
    not_after: tuple[re.Pattern[str], ...] = ()
    tail: bool = False
    signs: tuple[str, ...] = (",",)
    """Of these a sentence must hold one for the pattern to be worth a search."""


_RULES = (
    _Rule(_PARENTHESIS, (_CONDITION, _NEGATION, _HEDGE, _SOME), signs=("(",)),
    _Rule(_ASIDE, (_CONDITION, _NEGATION), signs=("—", "–", " - ")),
    _Rule(_ALIAS, signs=(" known", " called", ", each ")),
    _Rule(_APPOSITION, (_CONDITION, _NEGATION, _HEDGE), (_LEANS_ON_REST,)),
    _Rule(_RELATIVE, (_CONDITION, _NEGATION), signs=(", wh", " which ")),
    _Rule(_OPENING, (_CONDITION, _NEGATION, _HEDGE, _WHEN, _FRAME)),
    _Rule(_RELATIVE_TAIL, (_CONDITION, _REACHES_ON, _DENIED), (), True, (", wh", ", f", ", a", ", h", ", s")),
    _Rule(_LONG_ATTRIBUTION, signs=(" according",)),
    _Rule(_PARTICIPLE, (_CONDITION, _NEGATION, _HEDGE, _REACHES_ON), (), True),
    _Rule(_SAYING_TAIL, (_CONDITION, _REACHES_ON), (), True, (", ",)),
    _Rule(_COLON_TAIL, (_CONDITION, _NEGATION, _VERB), (_COLON_NEEDED, _ANNOUNCES), True, (": ",)),
    _Rule(_APPOSITION_TAIL, (_CONDITION, _SAYS_SO, _REACHES_ON, _ENUMERATION, _DENIED), (_LIST,), True),
    _Rule(_DASH_TAIL, (_CONDITION, _HEDGE), (), True, ("—", "–")),
    _Rule(_AND_TAIL, (_CONDITION, _NEGATION, _SAYS), (_CONTRAST, _LIST), True, (", and ", ", but ")),
    _Rule(_CONCESSION_TAIL, (_CONDITION, _NEGATION), (_CONTRAST,), True, (" while ", "though ", " whereas ")),
    _Rule(_BEFORE_COLON, (_CONDITION, _NEGATION, _SAYS), (), False, (": ",)),
    _Rule(_TAIL, (_CONDITION, _NEGATION, _HEDGE, _REACHES_ON), (_CONTRAST,), True, (", ", "—", "–", " - ")),
    _Rule(
        _BARE_TAIL, (_CONDITION, _NEGATION, _HEDGE, _WHEN), (_NEGATION, _DEPENDENT, _NOT_CUT_OFF_AFTER), True, (" ",)
    ),
    _Rule(_AS_TAIL, (_CONDITION,), (_NEGATION, _CONTRAST, _DEPENDENT, _AS_WHAT, _NOT_CUT_OFF_AFTER), True, (" as ",)),
    _Rule(
        _AND_DID_TAIL, (_CONDITION, _COMPARED, _UNDOES), (_NEGATION, _CONTRAST, _DEPENDENT, _JOINED), True, (" and ",)
    ),
    _Rule(
        _INDEFINITE_TAIL, (_CONDITION, _NEGATION, _HEDGE, _WHEN), (_NEGATION, _DEPENDENT), True, (" that ", " which ")
    ),
)


def shorter_forms(sentence: str) -> Iterator[str]:
    """Truthful shorter forms of a sentence, mildest first; none is a fragment."""
    if len(sentence.split()) < WORTH_CUTTING:
        return
    seen = {sentence}
    form = sentence
    for cut in (*_parts(sentence), *_cuts(form)):
        if cut not in seen and len(seen) <= MOST_FORMS:
            seen.add(cut)
            yield cut


def _cuts(form: str) -> Iterator[str]:
    """The sentence after each cut, every cut made to what the one before left, then after each cut alone."""
    whole = form
    alone: list[str] = []
    for rule in _RULES:
        cut = _apply(form, rule)
        if cut != form:
            yield cut
            if form is not whole:
                alone.append(_apply(whole, rule))
            form = cut
    yield from alone


def _parts(sentence: str) -> Iterator[str]:
    """The two main clauses of a sentence joined by a semicolon or by a comma and "and" or "but", each on its own."""
    for joint in (_SEMICOLON, _BOTH):
        found = joint.search(sentence)
        if not found or len(joint.findall(sentence)) != 1 or not _whole(sentence, found.start()):
            continue
        first, second = sentence[: found.start()], sentence[found.end() :]
        if any(_CONDITION.search(part) for part in (first, second)) or _CONTRAST.search(first[-80:]):
            continue
        second = tidy_start(second)
        undone = ("but" in found[0] and _UNDONE.search(first)) or _SAID_AT_END.search(second)
        told = _SAYS.search(first) or _TELLS_OF.search(first)
        for part in ([] if undone else [first]) + ([] if told else [second]):
            if len(part.split()) >= LEAST_WORDS and _VERB.search(part) and not _COUNTS_NOTHING.search(part):
                yield _closed(part)


def _apply(sentence: str, rule: _Rule) -> str:
    if not any(map(sentence.__contains__, rule.signs)):
        return sentence
    found = rule.pattern.search(sentence)
    if not found or not _may_go(sentence, found, rule):
        return sentence
    joint = " " if rule.pattern is _ASIDE or (found[0].endswith(" ") and found.start() > 0) else ""
    kept = found[1] if found.re.groups else ""
    cut = _closed(sentence[: found.start()] + kept + joint + sentence[found.end() :])
    return cut if len(cut.split()) >= LEAST_WORDS else sentence


def _may_go(sentence: str, found: re.Match[str], rule: _Rule) -> bool:
    piece, before = found[0], sentence[: found.start()]
    if not _whole(sentence, found.start()) or not _whole(piece, len(piece)):
        return False
    if rule.pattern is _OPENING and not _VERB.search(sentence[found.end() :].partition(",")[0]):
        return False
    if any(words.search(piece) for words in rule.keeps) or any(words.search(before) for words in rule.not_after):
        return False
    if rule.tail and (_SAID_AT_END.search(piece) or (_BUT.match(piece) and _UNDONE.search(before))):
        return False
    return not rule.tail or bool(
        _VERB.search(before) and not _LEANS_ON_REST.match(before) and not _LACKS_VERB.search(before)
    )


def _whole(sentence: str, place: int) -> bool:
    """Whether no quote or bracket is open at the place."""
    before = sentence[:place]
    if before.count('"') % 2 == 1 or before.count("(") > before.count(")"):
        return False
    return before.count("“") <= before.count("”") and before.count("«") <= before.count("»")


def _closed(text: str) -> str:
    """The words as one sentence: single spaces, a capital at its start, an end mark."""
    text = _LEFT_OVER.sub(r"\1\2", _SPACED_MARK.sub(r"\1", " ".join(text.split())).rstrip(",;:–— "))
    text = capital(text)
    return text if not text or text[-1] in _ENDS else text + "."
