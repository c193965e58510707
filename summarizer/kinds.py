"""What sort of piece an article is, by its title and address. Pure.

Most of what a feed brings that nobody wants in a digest is recognisable by its title: deals, puzzle hints, how-to-watch
pages. The rules lean to news: a real report that is kept out is worse than a deal that slips in.
"""

from __future__ import annotations

import re

from summarizer.model import Kind

_PRICE = r"[$£€]\s?\d[\d,.]*(?![\d,.]*\s?(?:m|b|k|bn|mn|million|billion|trillion|trln)\b)"
"""What one pays in a shop, not what a company does."""
_VERSION = r"v?\d+(?:\.\d+)+(?:[-.]?(?:rc|beta|alpha)\d*)?"


def _label(words: str) -> str:
    """Where one of the words is a label: before a title, in brackets, or after a dash; not where it is its subject."""
    return rf"^[\[(]?(?:{words})(?:\s?[:|\])]|\s[–—-]\s)|[\[(](?:{words})[\])]$|\s[|–—-]\s(?:{words})$"


_RULES: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            Kind.PUZZLE,
            r"\b(?:wordle|connections|strands|quordle|crossword|sudoku|spangram|framed|heardle|mini crossword)\b.*"
            r"\b(?:hints?|answers?|clues?|solutions?|today|#\d+|for \w+day|game)\b|\bpuzzle\b.*\b(?:hints?|answers?|clues?|solutions?|today['’]s|#\d+|for \w+day)\b|\b(?:hints?|answers?) (?:and|&) (?:answers?|clues?|hints?)\b"
            r"|^(?:nyt|today['’]s (?:nyt|wordle))\b.*\b(?:hints?|answers?|clues)\b|\b(?:moon phase|horoscope)\b",
        ),
        (
            Kind.HOW_TO_WATCH,
            r"^(?:how|where|when) to (?:watch|stream|livestream)\b(?!.*\b(?:keynote|launch event|gtc|wwdc|i/o)\b)|\bhow to watch every\b|\b(?:how|where) to (?:watch|stream)\b.*\b(?:online|live|free|for free|anywhere)\b"
            r"|\blive ?streams?\b.*\b(?:free|watch|online)\b|^(?:watch|stream)\b.*\b(?:live|online|free|for free)\b"
            r"|\b(?:vs\.?|v)\b.*\b(?:live stream|how to watch|tv channel)\b|\bwhat to watch\b|\brelease date for\b.*\b(?:season|episodes?|on (?:prime|netflix|hulu|hbo|disney))\b|\bnew (?:movies|shows) (?:on|to)\b",
        ),
        (
            Kind.DEAL,
            r"\b(?:best|top|early|today['’]s|great|killer|amazing|weekend|tech|kindle|ipad|macbook|tv|laptop|phone|gaming|bluetooth|speaker) (?:\w+ ){0,3}deals\b"
            r"|\bdeals? (?:of the day|alert|on (?:the|amazon|these|this)|under|to shop|live)\b|^(?:get|score|grab|snag|save)\b.*\bdeals?\b|^(?:deals?|daily deals?|last chance)\b"
            r"|\b(?:discount codes?|discounts? on|discounted (?:to|at|for)|when discounted|(?:biggest|deepest|first|tiny|big|huge|rare) (?:\w+ )?discounts?|now on sale at|coupons?|promo codes?|price drops?|clearance|(?<!ahead of its )(?:big )?(?:spring|smile|summer|fall|winter|labor day|memorial day) sale|(?<!-)market price)\b"
            r"|\b(?:fraction of the|usual|record[- ]low|rock[- ]bottom) pric(?:e|ing)\b"
            rf"|\b(?:bundle|cable|ipad|cameras?|app|headphones|laptop)\b.* for (?:just |only |under )?{_PRICE}"
            r"|\bdeals:|\b(?:amazon|best buy|walmart|target) (?:\w+ )?deals?\b|\b(?:laptop|pc|phone|tv|tablet|earbuds|headphones?|memory|ssd|console|vacuum|monitor|vpn) deals?\b"
            r"|\b(?:is|are|now) half[- ]price\b|\bsave (?:up to |nearly |almost |over |more than )?\d+\s?(?:%|percent) on\b|\bprice cut at (?:amazon|best buy|walmart|target)\b"
            r"|\bon this [$£€]\d+|\bgiv(?:ing|es) away free\b|\b(?:at|from) (?:amazon|best buy|walmart|target)\b.*\b(?:save|off)\b"
            r"|\b(?:black friday|cyber monday|prime day) (?:[\w-]+ ){0,3}(?:deals?|sales?|savings?|discounts?|offers?)\b|\b(?:for|this|early|on) (?:black friday|cyber monday|prime day)$"
            rf"|(?:^|: )(?:save|get|score|grab|snag|take)\b[^.]{{0,60}}(?:{_PRICE}|\d+\s?(?:%|percent)(?: off)?\b|half[- ]price)|\bsave {_PRICE}"
            rf"|{_PRICE}\s+off\b|\b\d+\s?(?:%|percent) off\b|\b(?:just|only|now|for|under|down to|drops? to|falls? to) {_PRICE}(?!\s?(?:m|b|bn|million|billion|k|trillion)\b)(?=.*\b(?:amazon|best buy|walmart|lifetime|record low|all-time low|right now|today|deal|sale)\b)"
            r"|\b(?:record|all-time|lowest|best|new)[- ](?:low|price)(?: price)?\b(?=.*\b(?:amazon|at|for|on|ever|yet)\b)|\blifetime (?:license|subscription|access)\b|\b(?:is|are) (?:cheaper than ever|back on sale)\b",
        ),
        (
            Kind.SPONSORED,
            _label(r"sponsor(?:ed)?(?: (?:post|content|story|article|feature))?|ad|advert(?:isement|orial)?|paid (?:post|content|partnership)|partner(?:ed)? content|promoted(?: post)?|brand ?voice|anzeige|werbung")
            + r"|^(?:presented|sponsored|brought to you) by\b.*[:|]|^(?:in partnership with\b|from our (?:partners?|sponsors?)\b)[^:|]*[:|]|[|–—-] (?:paid|partner|sponsored) content\b|[(\[|–—]\s?(?:sponsored|presented|brought to you) by\b",
        ),
        (
            Kind.PODCAST,
            _label(r"podcasts?(?: episode)?|(?:bonus|new|full|special) episode|listen|audio|the vergecast")
            + r"|^the vergecast\b|\bpodcast:|\bpodcast #?\d+\s?[:|–—-]|\bcast #?\d+\s?[:|–—]|\bon (?:the|our|this week['’]s) podcast\b|\bin this (?:week['’]s )?episode\b|^s\d+\s?e\d+\s?[:|–—-]|^#\d\d+ [|–—-] "
            r"|^(?!.*\bseason \d).*\b(?:episode|ep)\.? ?#?\d+\s*[:|–—-]|\s[|–—-]\s.*\bpodcast$",
        ),
        (
            Kind.LIVE_BLOG,
            r"\blive[ -]?blog\b|\b(?:live|rolling) updates?\b|\bupdating live\b|\bas it happen(?:s|ed)\b|\bminute[ -]by[ -]minute\b|\blive(?:-| )?(?:coverage|thread|ticker)\b|^follow along\b"
            r"|^live [–—-] |\s[|–—-] live$|^we['’]re live\b|(?<!facebook )(?<!youtube )(?<!instagram )(?<!xbox )(?<!tiktok )(?<!goes )(?<!go )(?<!night )(?<!to )\blive:",
        ),
        (
            Kind.ROUNDUP,
            r"^(?:this week(?:['’]s| in)|week in review|today in|the week in|the download:)|^(?:weekly|daily|morning|evening|sunday|friday) (?:\w+ ){0,2}?(?:brief(?:s|ing)?|digest|round-?up|brew|edition|links?|reads?|recap|download|news|thread|discussion)\b|\b(?:newsletter|open thread|what we['’]re reading|links? (?:of|for) the|in brief|news roundup|week in review|top stories)\b",
        ),
        (
            Kind.GUIDE,
            r"^(?:how to|how do|here['’]s how to|\d+ (?:\w+ ){0,4}(?:tips|ways|tricks|reasons|things|apps|features|settings|gadgets|alternatives|mistakes|extensions|commands|tools|movies|shows|games)\b|(?:the )?best \w+|the \d+ best|i (?:tried|tested|replaced|used|switched|stopped|ditched|finally|moved|spent|turned|set up|wish|never|always)|(?:my|these|this) (?:favorite|\d+))"
            r"|(?<!is the )\b(?:best \w+(?: \w+)? (?:of 20\d\d|for|you can buy|to buy|in 20\d\d)|buying guide|gift guide|explained: everything|everything you need to know|tips and tricks|you should (?:try|use|know|buy)|you['’]re (?:not using|missing))\b",
        ),
        (
            Kind.REVIEW,
            r"(?<!code )(?<!peer )\breviews?\b:|(?<!code )(?<!peer )(?<!judicial )(?<!under )(?<!for )(?<!in )\breview$|^review:"
            r"|^(?:book )?review of (?!stud|research|literature|the literature)|\bhands-on(?: with\b| review|:|$)|\breviewed\b|^first look\b|\blong[- ]term test\b|\bvs\.? .*\bwhich\b",
        ),
        (
            Kind.RELEASE,
            r"^v?\d+\.\d+(?:\.\d+)*(?:[-.]?(?:rc|beta|alpha)\d*)?$|^(?:release )?v\d+\.\d+|\brelease notes\b|^changelog\b|\bchangelog (?:for|of)\b|^\S+ v?\d+\.\d+(?:\.\d+)+(?: released)?$"
            rf"|^(?:[\w.+#&-]+ ){{1,4}}{_VERSION}(?: \(?(?:beta|alpha|rc|lts|stable)\)?\s?\d*)?:? (?:is (?:out|here|now available|available|released)|(?:has been |now |officially )?released?\b|beta is here|arrives|ships)"
            rf"|^(?:[\w.+#&-]+ ){{1,4}}{_VERSION} (?:beta|alpha|rc\s?\d*)$|^(?:[\w.+#&-]+ ){{1,4}}{_VERSION} and {_VERSION} (?:beta|alpha)$|^(?:[\w.+#&-]+ ){{1,3}}(?:\d+|v\d+) (?:is )?(?:released|out)$|^(?:[\w.+#&-]+ ){{1,3}}v\d+ released\b|^[\w.+#&-]+(?: for [\w.+#&-]+)? released$"
            rf"|^(?:announcing|introducing) (?:[\w.+#&-]+ ){{1,3}}{_VERSION}|\breach(?:es|ed) {_VERSION} stable\b|^(?:[\w.+#&-]+ language|[\w.+#&-]+:) {_VERSION}\b",
        ),
        (
            Kind.OPINION,
            _label(r"opinions?|from the editorial board|readers['’] letters|editorials?|op-?eds?|(?:guest )?column|commentary|guest (?:essay|post|opinion)|viewpoint|perspectives?|comment|letters?|kommentar|meinung|leitartikel|gastbeitrag")
            + r"|^letters? to the editor\b|^the [\w ]+ view on\b",
        ),
    )
)  # fmt: skip
_KEPT_OUT = frozenset(
    {Kind.DEAL, Kind.PUZZLE, Kind.HOW_TO_WATCH, Kind.SPONSORED, Kind.PODCAST, Kind.GUIDE, Kind.ROUNDUP}
)
_STANDS_ALONE = frozenset({Kind.DEAL, Kind.PUZZLE, Kind.HOW_TO_WATCH, Kind.SPONSORED})
_ADDRESS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.DEAL, re.compile(r"/(?:deals?|coupons?|shopping|promo-codes?)/", re.IGNORECASE)),
    (Kind.PODCAST, re.compile(r"/(?:podcasts?|episodes?)/", re.IGNORECASE)),
    (Kind.LIVE_BLOG, re.compile(r"/(?:live-?blogs?|live/20\d\d)/|[-/]live-(?:updates|blog)\b", re.IGNORECASE)),
    (Kind.OPINION, re.compile(r"/(?:opinions?|commentisfree|editorials?|op-ed|meinung|kommentare?)/", re.IGNORECASE)),
    (Kind.SPONSORED, re.compile(r"/(?:sponsored|partner-content|brandvoice|paid-content)/", re.IGNORECASE)),
    (Kind.PUZZLE, re.compile(r"/(?:wordle|puzzles?|crosswords?|nyt-connections)[/-]", re.IGNORECASE)),
    (Kind.HOW_TO_WATCH, re.compile(r"/how-to-watch(?!.*(?:keynote|launch-event|gtc|wwdc))", re.IGNORECASE)),
    (
        Kind.DEAL,
        re.compile(
            r"[-/](?:lifetime-(?:subscription|license)|promo-codes?|coupons?)\b|-deals?-(?:\d+|sale)/?$", re.IGNORECASE
        ),
    ),
)


def classify(title: str, url: str = "") -> Kind:
    """The kind of an article; news where nothing says otherwise."""
    for kind, pattern in _RULES:
        if pattern.search(title):
            return kind
    for kind, pattern in _ADDRESS:
        if pattern.search(url):
            return kind
    return Kind.NEWS


def belongs_in_digest(kind: Kind) -> bool:
    """Whether a digest shows stories of this kind without being asked for them."""
    return kind not in _KEPT_OUT


def stands_alone(kind: Kind) -> bool:
    """Whether a piece of this kind never belongs to a story with others: its titles are patterns, not events."""
    return kind in _STANDS_ALONE
