"""Words and signs that tell what a sentence does: count, announce, quote, colour, advise, point back. Pure."""

from __future__ import annotations

import re

MONEY = re.compile(
    r"[$€£¥]\s?\d|\d\s?(?:%|percent|per cent|Prozent)|\d[.,]*\s?(?:million|billion|trillion|Mio|Mrd|Millionen)", re.I
)
DIGIT = re.compile(r"\d")
DIGITS = re.compile(r"\d{2,}|\d[.,]\d")
QUOTE_MARKS = re.compile(r"[\"“”„«»]")
YEAR = re.compile(r"^(?:19|20)\d\d$")
QUOTE = re.compile(r"[\"“„«][^\"”“»]{12,}[\"“”»]")
OPEN_QUOTE = re.compile(r"[\"“„«].*")
CHANGE = frozenset(
    """plan plans planned planning aim aims aimed aiming intend intends expected will agreed launch launches launched
    launching release releases released releasing announce announces announced announcing acquire acquires acquired
    acquiring raises raised cut cuts cutting laid double doubled doubles triple tripled triples half halve halved times
    starting found discovered kündigt kündigte plant startet startete beginnt begann wird soll sollen übernimmt kauft kaufte senkt erhöht streicht
    verschiebt verschoben veröffentlicht veröffentlichte stellt annonce anuncia""".split()
)
SPEECH = frozenset(
    """said says told according announced confirmed wrote warned reported plans will agreed sagte sagt erklärte kündigte
    teilte laut bestätigte berichtet berichtete warnte schrieb zufolge""".split()
)
YOU = frozenset(
    "du dich dir dein deine deinen euch you your yourself you're you’re you'll you’ll you've you’ve".split()
)
WE = frozenset(
    "wir uns unser unsere unseren ich mich mir mein meine we our us my me i i'm i’m i've i’ve i'd i’d we're we’re we've we’ve".split()
)
COLOUR = frozenset(
    """striking brutal fascinating remarkable audacious stark palpable undeniable compelling profound ironic ironically
    narrative landscape paradigm discourse saga testament twist juggernaut beacon tapestry realm underscore underscores
    underscored underscoring ultimately perhaps truly simply desperate desperately formidable undisputed burgeoning
    clearly obviously arguably meta irony""".split()
)
COLOUR_PHRASE = re.compile(
    r"\b(?:stands? as|speaks? to|raises? questions?|the (?:big |real |main )?question|of course|era of|the future of|remains to be seen|whether this)\b",
    re.I,
)
_COLOUR_SIGNS = frozenset("stand stands speak speaks question questions course era future remains whether".split())
_ANALOGY = re.compile(r"\b(?:like an?|as if|as though|akin to|reminds?|imagine|think of|metaphor|picture)\b", re.I)
_ANALOGY_SIGNS = frozenset("like if though akin remind reminds imagine think metaphor picture".split())
_ADVICE = re.compile(r"\b(?:should|must|need to|ought|let’s|let's|consider|try|make sure|don’t|don't|remember)\b", re.I)
_ADVICE_SIGNS = frozenset("should must need ought let's let’s consider try sure don't don’t remember".split())
_POINTS_BACK = frozenset(
    """he she it they this that these those his her their its here there such both neither another others
    er sie es diese dieser dieses dies il elle ils elles él ella""".split()
)
_FOLLOWING = frozenset(
    """One Two Three Some Most Many Several None All Both Another Others Each Half The By Since Before After At Until
    Later Earlier Afterwards Instead Then Too Also So Nor Not Or And But Similarly Likewise Again Rather Yes No Still
    Meanwhile However Nevertheless Dabei Damit Dafür Dazu Darin Daran Dort Danach Davon Auch Doch As More That This
    What In For With On Bis Seither Seitdem Dagegen Dennoch Trotzdem Deshalb Deswegen Daher Darauf Darüber Darunter Dadurch
    Hierzu Hierfür Beides Stattdessen Zuvor""".split()
)
"""The first words of what `_FOLLOWS` finds."""
_SPEAKS_ON = frozenset("he she they his her their er sie il elle ils elles él ella".split())
_FOLLOWS = re.compile(
    r"^(?:(?:One|Two|Three|Some|Most|Many|Several|None|All|Both|Another|Others|Each|Half)(?:,| of (?:them|these|those)\b"
    r"|\s(?:also|were|was|are|had|have|say|said)\b)|The (?:latter|former|same|other|others|move|result|idea|answer|reason"
    r"|difference|problem|question|point|latest|second|third|first one|rest|two|three)\b|(?:By|Since|Before|After|At|Until) (?:then|that|this)\b"
    r"|(?:Later|Earlier|Afterwards|Instead|Then|Too|Also|So|Nor|Not so|Or|And|But|Similarly|Likewise|Again|Rather|Yes|No|Still"
    r"|Meanwhile|However|Nevertheless|Dabei|Damit|Dafür|Dazu|Darin|Daran|Dort|Danach|Davon|Auch|Doch|Bis (?:dahin|dann)|Seither|Seitdem|Dagegen|Dennoch|Trotzdem"
    r"|Deshalb|Deswegen|Daher|Darauf|Darüber|Darunter|Dadurch|Hierzu|Hierfür|Beides|Stattdessen|Zuvor)\b|As (?:such|mentioned)\b|"
    r"(?:More|That|This|What) (?:is|was)\b|In (?:this|that|these|those|doing so|addition|contrast|comparison)\b|For (?:this|that|these|those|example|instance)\b"
    r"|With (?:this|that|these|those)\b|On (?:this|that|the other hand|the one hand)\b)"
)  # fmt: skip
_POINTS_BACK_AT_END = re.compile(
    r"\b(?:said|did|do|does|deny|den(?:ied|ies)|disput(?:es?|ed)|confirm(?:s|ed)?|reject(?:s|ed)?|want(?:s|ed)?|knew|knows?|think(?:s)?|thought"
    r"|oppos(?:es?|ed)|support(?:s|ed)?|criticis(?:es?|ed)|criticiz(?:es?|ed)) (?:this|that|so|these|those|them)[.!?][\"”’»]?$"
)
_POINTS_BACK_WITHIN = re.compile(
    r"(?:On|In|At|For|With|To|Among|By|From|Under) [^,]{3,70}(?:, [^,]{3,70})?, (?:that|this) (?:is|was|means|would be)\b"
)
_IT_IS_THAT = re.compile(
    r"It (?:is|was|has been|had been|will be|may be)(?: not|n[’']t)? (?:\w+ )?(?:[a-z]+ed|clear|unclear|likely|possible|known|unknown|found|said|thought|learnt"
    r"|understood) (?:that|whether|how|why|who|what|when|where)\b"
)
"""An "it" that stands for what follows, and for nothing before."""
_BACK_ENDS = tuple(f"{word}{mark}" for word in "this that so these those them".split() for mark in ".!?")
"""The ends of what `_POINTS_BACK_AT_END` finds."""
_PLACES = frozenset("On In At For With To Among By From Under".split())
"""The first words of what `_POINTS_BACK_WITHIN` finds."""
_FIRST = re.compile(r"[\"“„«'(‘\[]*(\w+)")
_UNNAMED = re.compile(
    r"^(?:The|Its|Their|His|Her|Our|My)\s(?:[a-z][\w-]*\s){0,2}(?:company|firm|start-?up|agency|team|group|app|maker|publisher|studio|bank"
    r"|council|court|judge|report|study|law|rule|bill|deal|chip|device|product|service|tool|feature|update|flaw|bug|vulnerability"
    r"|attack|attackers|hackers|researchers|authors|scientists|engineers|spokes\w+|pair|duo|lab|laboratory|ministry|minister|price"
    r"|offer|figures?|language|headset|phone|laptop|model|unit|machine|project|software|platform|version|release|system|site"
    r"|website|data|footage|documents?|technique|method|test|paper|article|post|decision|ruling|breach|outage|failure|worm)"
    r"(?:[’']s)?\b(?!\s+[A-Z])"
    r"|^(?:Die|Der|Das|Ihr|Sein)\s(?:Unternehmen|Firma|Konzern|Behörde|Gericht|Ministerium|Hersteller|Anbieter|Studie|Forscher)\b(?!\s+[A-Z])"
)
_PRONOUN = re.compile(r"\b(?:he|she|his|him|hers?)\b")
_OF_THEM = re.compile(
    r"\b(?:of|like|among|between|from) (?:them|these|those)\b(?! (?:who|that|which))|\bthe (?:latter|former)\b"
)
_EARLY = 30
"""A "he" within so many characters comes before the sentence has said who."""
_SOME_FIRM = re.compile(
    r"\bthe (?:[A-Z]?[a-z]+ )?(?:company|firm|start-?up|maker|manufacturer|publisher|vendor|provider|retailer)\b(?! (?:that|which|of|behind))"
)
_OPENING = 70
"""So many characters are a sentence's opening: who it is about should be named in it."""
_THEY = re.compile(r"\b(?:they|them|their)\b")
_SEVERAL = re.compile(
    r"\b(?:\w{3,}s|people|men|women|children|police|staff|team|crew|two|three|four|five|and|\d+)\b", re.I
)
_TALK = re.compile(r",[\"”’»“]?\s+(?:he|she|it|they|er|sie)\s+(?:said|says|added|told|wrote|explained|noted|argued|sagte|erklärte)\b"
                   r"|,[\"”’»“]?\s+(?:said|says|added|sagte)\s+(?:he|she|they|er|sie)(?=[.,]|$)")  # fmt: skip
_NAME = re.compile(
    r"(?<=[\w,;:’'\"”] )[A-Z][\w’'-]+|^(?!(?:The|A|An|In|On|At|But|And|When|After|As|If|While|For|With|By|From|To|Of|Under|During|Since|Before|Despite|Because|Although|Though|Until|Among)\b)[A-Z][\w’'-]+"
)
_NETWORKS = r"(?:Twitter|X|Facebook|Instagram|Threads|Bluesky|Mastodon|LinkedIn|YouTube|TikTok|WhatsApp|Telegram|Google News|Flipboard)"
_SITE_START = re.compile(
    r"(?:sign up|subscribe|advertisement|sponsored|follow (?:us|me)\b|share (?:this|on)|related|read (?:more|also|next|the full)\b"
    r"|more (?:on|from|about|stories)\b[^.]{0,60}(?::|$)|see also|(?:watch|listen|also read|further reading|recommended|most read|up next"
    r"|via|source|sources|author|byline|tags?|topics?|disclosure|editor[’']s note|correction)\s?:"
    r"|(?:last )?updated?(?: on| at|:)|published (?:on|at|:)|click\b|tap\b|(?:photo(?:graph)?s?|image|picture|illustration|video)(?::| by\b)"
    r"|(?:(?:a|an|am|the|this|in this|file|undated|handout)\s)?(?:[\w’'-]+\s)?(?:photo(?:graph)?|image|picture|screenshot|screen grab|video still)"
    r" (?:issued|released|provided|taken|made available|from|of|shows|showing|dated|obtained|supplied)\b|hide caption|(?:image|media) (?:copyright|caption)"
    r"|close [A-Z]|getty images [A-Z]|skip to|jump to|back to top|lesen sie (?:auch|mehr)|mehr zum thema|anzeige|bild(?:quelle)?:|foto:|quelle:|newsletter"
    rf"|jetzt (?:abonnieren|anmelden)|follow (?:\w+ ){{1,4}}on {_NETWORKS}\b)",
    re.I,
)
_SITE_STARTS = frozenset(
    """sign subscribe advertisement sponsored follow share related read more see watch listen also further recommended most up via source
    sources author byline tag tags topic topics disclosure editor’s editor's editor correction last update updated published click tap photo
    photos photograph photographs image picture illustration video a an am the this in file undated handout screenshot
    hide media close getty skip jump back lesen mehr anzeige bild bildquelle foto quelle newsletter
    jetzt""".split()
)
"""The first words of what `_SITE_START` finds."""
_SITE = re.compile(
    r"\b(?:(?:subscribe|sign up) (?:to|for|with) (?:our|my|the [\w ]{0,30}newsletter|this|more)|(?:our|my|free|daily|weekly) (?:\w+ )?newsletters?"
    r"|this newsletter|(?:use|uses|accept|of) (?:our )?(?:all )?cookies (?:to|and|on|in)|cookie (?:policy|settings|preferences|notice|consent)"
    r"|click (?:here|the|on the|below)|read more (?:about|on|at|here|in our|from)|all rights reserved|follow us|(?:image|photo|picture|video) credits?"
    r"|(?:photo(?:graph)?|image|illustration|picture|video) (?:courtesy|via)|(?:via|by|/|©|:|courtesy of) ?getty images|share this"
    r"|this (?:article|story|post|piece) (?:was|has been|originally|first|appeared|is part of|contains)|affiliate (?:links?|commissions?|partners?)"
    r"|(?:earn|receive|get|make|paid) (?:us )?an? (?:\w+ )?commission|(?:you agree to|see|read|review) (?:our|the) (?:terms|privacy)"
    r"|our (?:terms of (?:service|use)|privacy (?:policy|notice))|(?:leave|post) a comment|comments? (?:section|below)|in the comments"
    r"|let us know (?:in|what|if)|appeared first on|originally appeared|download (?:it )?(?:here|now) for free|(?:abonnieren|anmelden) sie|unsere[nrms]? newsletters?)\b"
    rf"|\b(?:follow|find|join|like) (?:us|me|him|her) on {_NETWORKS}\b"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}, 20\d\d, (?:in|at|near) [^.]{3,40}\.$"
    r"|\b(?:hide|image|media) (?:caption|copyright)\b",
    re.I,
)
_SITE_SIGNS = frozenset(
    """subscribe sign newsletter newsletters cookies cookie click read rights follow credit credits courtesy getty share article post story
    piece affiliate commission terms privacy comment comments let abonnieren anmelden us appeared download hide image media caption monday tuesday wednesday
    thursday friday saturday sunday""".split()
)


_ASIDE = re.compile(
    r"(?:(?:If|Whether|Whoever|Perhaps|Maybe|Previously|Formerly|Earlier(?! (?:this|today|on))|Historically|Traditionally|Until (?:now|recently)"
    r"|In the past|Here|Welcome|Thanks|For (?:years|decades|months|centuries|weeks)|There (?:is|are|was|were)|Wenn|Ob|Bisher|Früher|Seit Jahren)\s"
    r"|(?:We|I)(?:[’'](?:re|m)| are| am) (?:\w+ )?(?:happy|excited|pleased|proud|thrilled|delighted|glad)\b)"
)
_ASIDE_STARTS = frozenset(
    """If Whether Whoever Perhaps Maybe Previously Formerly Earlier Historically Traditionally Until In Here Welcome Thanks For There Wenn Ob
    Bisher Früher Seit We I""".split()
)
"""The first words of what `_ASIDE` finds."""
_LABEL = re.compile(
    r"[A-Z][\w’'-]+(?: [\w’'-]+){0,3}(?: \([A-Z]{1,4}\))?:\s"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?:\s"
)
_NOT_THE_POINT = re.compile(
    r"\b(?:question|point|issue|(?:most|least) \w+ thing)\b[^.]{0,60}\b(?:is|was)(?:n[’']t| not)\b"
)
_POINTS = frozenset("question point issue thing".split())


def is_aside(text: str, low: frozenset[str]) -> bool:
    """Whether a sentence is no news by itself: a condition, the way things used to be, a label, what the question is not."""
    first = _FIRST.match(text)
    if first and first[1] in _ASIDE_STARTS and _ASIDE.match(text):
        return True
    return bool((":" in text and _LABEL.match(text)) or (not low.isdisjoint(_POINTS) and _NOT_THE_POINT.search(text)))


def is_coloured(text: str, low: frozenset[str]) -> bool:
    """Whether the sentence paints rather than says."""
    return bool(low & COLOUR) or bool(low & _COLOUR_SIGNS and COLOUR_PHRASE.search(text))


def is_analogy(text: str, low: frozenset[str]) -> bool:
    """Whether the sentence compares with something else."""
    return bool(low & _ANALOGY_SIGNS and _ANALOGY.search(text))


def is_advice(text: str, low: frozenset[str]) -> bool:
    """Whether the sentence tells what ought to be done."""
    return bool(low & _ADVICE_SIGNS and _ADVICE.search(text))


_CODE = re.compile(
    r"^(?:[$#]\s|//|/\*|<|\{|\}|\||>>>|import\s\w+|from\s\w+\simport|function\s|def\s|const\s|let\s\w+\s=|var\s|return\b)"
    r"|</\w|=[\"']|\(\);|\)\s?\{|\s=>\s|\s\|\s[^|]*\s\|"
)
_CODE_SIGNS = re.compile(r"[<>{}|=;$#/]")


def is_code(sentence: str) -> bool:
    """Whether a line is markup, a command, a program or a row of a table."""
    return bool(_CODE_SIGNS.search(sentence) and _CODE.search(sentence))


def is_boilerplate(sentence: str, low: frozenset[str]) -> bool:
    """Whether a sentence of those lower-case words belongs to the site, not to the article."""
    words = sentence.count(" ") + 1
    if is_code(sentence) or (sentence[:1] == "(" and sentence.rstrip(".")[-1:] == ")" and sentence.count("(") == 1):
        return True
    last = sentence.rstrip("\"”'’»)")[-1:]
    if last not in {".", "!", "?", "…", "。", "！", "？", "।"}:
        # A heading, a caption, what introduces a list: no sentence.
        return True
    if words < 4 and not any("\u2e80" < mark < "\u9fff" for mark in sentence):
        return True
    first = _FIRST.match(sentence)
    if first and first[1].lower() in _SITE_STARTS and _SITE_START.match(sentence, first.start(1)):
        return True
    return bool(not low.isdisjoint(_SITE_SIGNS) and _SITE.search(sentence)) or (sentence.isupper() and words < 12)


def is_dangling(sentence: str) -> bool:
    """Whether a sentence points at something said before: with its first words, its last, or after where it is."""
    first = _FIRST.match(sentence)
    if not first:
        return False
    word = first[1]
    if word == "It" and _IT_IS_THAT.match(sentence):
        return False
    if word.lower() in _POINTS_BACK or (word in _FOLLOWING and _FOLLOWS.match(sentence)):
        return True
    if sentence.rstrip('"”’»').endswith(_BACK_ENDS) and _POINTS_BACK_AT_END.search(
        sentence, max(0, len(sentence) - 24)
    ):
        return True
    return word in _PLACES and bool(_POINTS_BACK_WITHIN.match(sentence))


def is_question(sentence: str) -> bool:
    """Whether a sentence asks and tells nothing."""
    return sentence.rstrip("\"”'’)").endswith("?")


def is_pronoun_start(sentence: str) -> bool:
    """Whether a sentence begins with "he", "their" and the like: it speaks on of whom the one before speaks."""
    first = _FIRST.match(sentence)
    return bool(first and first[1].lower() in _SPEAKS_ON)


def is_unresolved(sentence: str, first: bool = False) -> bool:
    """Whether a sentence cannot stand alone: it points back, or speaks of a "he" or "the company" it does not name.

    What a text says first (`first`) points at nothing before it: there "the company" is the one of the title.
    """
    if first:
        return is_pronoun_start(sentence) or bool(_TALK.search(sentence))
    if is_dangling(sentence) or _UNNAMED.match(sentence) or _TALK.search(sentence):
        return True
    if _OF_THEM.search(sentence[:_EARLY]):
        return True
    unnamed = _SOME_FIRM.search(sentence[:_OPENING])
    if unnamed and not _NAME.search(sentence[: unnamed.start()]):
        return True
    they = _THEY.search(sentence)
    if they and not _SEVERAL.search(sentence[: they.start()]):
        return True
    found = _PRONOUN.search(sentence[:_EARLY])
    return bool(found) and not _NAME.search(sentence[: found.start()] if found else "")


def open_quotes(text: str) -> int:
    """How many quotes the text opens and does not close; below 0: closes and does not open."""
    if "„" in text:
        return text.count("„") - text.count("“") - text.count("”")
    straight = text.count('"') % 2
    return text.count("“") - text.count("”") + text.count("«") - text.count("»") + straight


def is_torn_quote(text: str) -> bool:
    """Whether the sentence is part of a quote, or a quote that does not say whose it is."""
    if not QUOTE_MARKS.search(text):
        return False
    if open_quotes(text):
        return True
    return text[:1] in '"“„«' and text.rstrip(".!?")[-1:] in '"”“»' and len(QUOTE_MARKS.findall(text)) == 2
