"""Words that say what a number is a number of: money, shares, times, sizes. Tables, nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.text.tokens import stem

SCALES = {
    "k": 1e3, "thousand": 1e3, "tausend": 1e3,
    "m": 1e6, "mn": 1e6, "mln": 1e6, "million": 1e6, "millions": 1e6, "mio": 1e6, "millionen": 1e6,
    "b": 1e9, "bn": 1e9, "billion": 1e9, "billions": 1e9, "mrd": 1e9, "milliarde": 1e9, "milliarden": 1e9,
    "tn": 1e12, "trillion": 1e12, "hundred": 1e2, "hundert": 1e2, "dozen": 12.0, "dutzend": 12.0,
    "lakh": 1e5, "lakhs": 1e5, "crore": 1e7, "crores": 1e7,
}  # fmt: skip

WORDS = {
    name: float(value)
    for value, names in enumerate(
        """zero,null one,eins two,zwei three,drei four,vier five,fünf six,sechs seven,sieben eight,acht nine,neun
        ten,zehn eleven,elf twelve,zwölf thirteen,dreizehn fourteen,vierzehn fifteen,fünfzehn sixteen,sechzehn
        seventeen,siebzehn eighteen,achtzehn nineteen,neunzehn twenty,zwanzig""".split()
    )
    for name in names.split(",")
    if name != "null"
} | {
    "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0, "ninety": 90.0,
    "dreißig": 30.0, "vierzig": 40.0, "fünfzig": 50.0, "sechzig": 60.0, "siebzig": 70.0, "achtzig": 80.0,
    "neunzig": 90.0,
}  # fmt: skip

ORDINALS = {
    "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "dritte": 3, "dritten": 3, "vierte": 4, "vierten": 4, "fünfte": 5, "fünften": 5,
}  # fmt: skip
"""From the third on: "first" and "second" are too often no numbers."""

FRACTIONS = {
    "half": 0.5, "hälfte": 0.5, "third": 1 / 3, "thirds": 1 / 3, "drittel": 1 / 3, "quarter": 0.25, "quarters": 0.25,
    "viertel": 0.25, "fifth": 0.2, "fifths": 0.2, "tenth": 0.1, "tenths": 0.1,
}  # fmt: skip

MULTIPLES = {
    "twice": 2, "double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "doppelte": 2, "verdoppelt": 2,
    "triple": 3, "tripled": 3, "triples": 3, "tripling": 3, "threefold": 3, "twofold": 2, "tenfold": 10,
    "quadrupled": 4, "quadruple": 4, "halved": 0.5, "halves": 0.5, "halving": 0.5, "halbiert": 0.5,
}  # fmt: skip

VAGUE = {"dozens": 12.0, "dutzende": 12.0, "hundreds": 1e2, "hunderte": 1e2, "thousands": 1e3, "tausende": 1e3,
         "millions": 1e6, "billions": 1e9}  # fmt: skip
"""Plurals that give only the size of a number."""

_UNITS = {
    ("share", 0.01): "% percent pct prozent",
    ("points", 1): "percentage-point percentage-points prozentpunkt prozentpunkte prozentpunkten",
    ("USD", 1): "$ us$ usd dollar dollars",
    ("EUR", 1): "€ eur euro euros",
    ("GBP", 1): "£ gbp pound pounds pfund",
    ("CHF", 1): "chf franc francs franken",
    ("JPY", 1): "¥ jpy yen",
    ("INR", 1): "₹ inr rs rupee rupees",
    ("CNY", 1): "cny rmb yuan renminbi",
    ("AUD", 1): "a$ aud",
    ("CAD", 1): "c$ cad",
    ("KRONA", 1): "sek nok dkk krona kronor krone kroner kronen",
    ("cents", 1): "cent cents penny pence",
    ("time", 0.001): "ms millisecond milliseconds",
    ("time", 1): "s sec secs second seconds sekunde sekunden",
    ("time", 60): "min mins minute minutes minuten",
    ("time", 3600): "h hr hrs hour hours stunde stunden",
    ("time", 86400): "day days tag tage tagen",
    ("time", 604800): "week weeks woche wochen",
    ("months", 1): "month months monat monate monaten",
    ("months", 12): "year years yr yrs jahr jahre jahren",
    ("months", 120): "decade decades jahrzehnt jahrzehnte",
    ("months", 1200): "century centuries jahrhundert jahrhunderte",
    ("metres", 1e-9): "nm nanometre nanometres nanometer nanometers",
    ("metres", 1e-3): "mm millimetre millimetres millimeter millimeters",
    ("metres", 1e-2): "cm centimetre centimetres centimeter centimeters zentimeter",
    ("metres", 1): "metre metres meter meters metern",
    ("metres", 1e3): "km kms kilometre kilometres kilometer kilometers kilometern",
    ("miles", 1): "mile miles mi",
    ("miles an hour", 1): "mph",
    ("kilometres an hour", 1): "kph km/h kmh stundenkilometer",
    ("frames a second", 1): "fps",
    ("feet", 1): "foot feet ft",
    ("inches", 1): "inch inches zoll",
    ("grams", 1): "g gram grams gramm",
    ("grams", 1e3): "kg kgs kilo kilos kilogram kilograms kilogramm",
    ("grams", 1e6): "tonne tonnes tonnen",
    ("tons", 1): "ton tons",
    ("bytes", 1e3): "kb kilobyte kilobytes",
    ("bytes", 1e6): "mb megabyte megabytes",
    ("bytes", 1e9): "gb gigabyte gigabytes",
    ("bytes", 1e12): "tb terabyte terabytes",
    ("bytes", 1024): "kib",
    ("bytes", 1024**2): "mib",
    ("bytes", 1024**3): "gib",
    ("bytes", 1e15): "pb petabyte petabytes",
    ("bits a second", 1e6): "mbps mbit mbit/s megabit megabits",
    ("bits a second", 1e9): "gbps gbit gbit/s gigabit gigabits",
    ("bits a second", 1e12): "tbps tbit tbit/s terabit terabits",
    ("watts", 1): "w watt watts",
    ("watts", 1e3): "kw kilowatt kilowatts",
    ("watts", 1e6): "mw megawatt megawatts",
    ("watts", 1e9): "gw gigawatt gigawatts",
    ("horsepower", 1): "horsepower hp bhp",
    ("newton-metres", 1): "nm",
    ("watt-hours", 1): "wh watt-hour watt-hours",
    ("watt-hours", 1e3): "kwh kilowatt-hour kilowatt-hours",
    ("watt-hours", 1e6): "mwh megawatt-hour megawatt-hours",
    ("watt-hours", 1e9): "gwh gigawatt-hour gigawatt-hours",
    ("hertz", 1): "hz hertz",
    ("hertz", 1e3): "khz kilohertz",
    ("hertz", 1e6): "mhz megahertz",
    ("hertz", 1e9): "ghz gigahertz",
    ("volts", 1): "v volt volts",
    ("mAh", 1): "mah milliamp-hours",
    ("degrees", 1): "° °c °f c f degree degrees grad",
    ("litres", 1): "l litre litres liter liters",
    ("bits", 1): "bit bits",
    ("pixels", 1): "px pixel pixels",
    ("megapixels", 1): "mp megapixel megapixels",
    ("times", 1): "x times fold mal",
}


WATTS = {"watt": 1.0, "kilowatt": 1e3, "megawatt": 1e6, "gigawatt": 1e9}
RATES = {
    ("miles", 1): ("miles an hour", 1), ("metres", 1e3): ("kilometres an hour", 1),
    ("frames", 1): ("frames a second", 1),
}  # fmt: skip
"""What a unit becomes with "per hour" or "a second" behind it."""


def _spelled() -> Iterator[tuple[str, tuple[str, float]]]:
    for unit, names in _UNITS.items():
        for name in names.split():
            yield name, unit


UNITS: dict[str, tuple[str, float]] = dict(_spelled())
"""A unit's dimension and its size in it, by each of its spellings in lower case."""

MONTHS = {
    name: number
    for number, names in enumerate(
        """jan,january,januar feb,february,februar mar,march,märz apr,april may,mai jun,june,juni jul,july,juli
        aug,august sep,sept,september oct,october,oktober nov,november dec,december,dezember""".split(),
        start=1,
    )
    for name in names.split(",")
}

LEANS = {
    "about": "about", "around": "about", "roughly": "about", "approximately": "about", "some": "about",
    "circa": "about", "rund": "about", "etwa": "about", "ungefähr": "about", "ca": "about", "close": "about",
    "nearly": "under", "almost": "under", "under": "under", "below": "under", "fewer": "under", "less": "under",
    "fast": "under", "knapp": "under", "weniger": "under", "unter": "under",
    "over": "over", "more": "over", "exceeding": "over", "above": "over", "exceeds": "over", "exceeded": "over",
    "über": "over", "gut": "over", "mehr": "over", "least": "over", "mindestens": "over", "up": "most", "most": "most",
    "maximum": "most", "max": "most", "maximal": "most", "höchstens": "most", "minimum": "over",
}  # fmt: skip
"""Words before a number that say on which side of it the truth lies."""

SAME_THING = tuple(
    frozenset(stem(word) for word in group.split())
    for group in (
        "people person user customer individual member account subscriber consumer client resident volunteer tester",
        "employee worker staff job position people role colleague",
        "company firm business organisation organization enterprise retailer customer client",
        "phone handset device smartphone",
        "men man people person individual others suspect",
        "women woman people person individual others",
        "car vehicle",
        "ship vessel boat warship",
        "plane aircraft airplane jet flight",
        "child children kid youngster minor juvenile teenager pupil student",
        "medal title",
        "leader politician official executive",
        "athlete sportsperson player star",
        "house home household",
        "test trial experiment",
        "attack strike raid",
        "film movie picture",
        "seat constituency",
        "school college university",
        "soldier troop",
        "shot bullet round",
        "firm startup",
        "plant factory facility",
        "post article blog",
        "rule law",
        "bug flaw vulnerability issue",
        "programmer developer engineer",
        "photo photograph picture image",
        "country nation state market",
        "article story report piece",
        "shop store branch outlet",
        "page site website",
        "package library module",
        "device reader machine terminal gadget",
        "guard officer warder",
        "case patient people person victim infection",
        "stelle arbeitsplatz arbeitsplatze job posten mitarbeiter beschaftigte menschen leute",
        "surgery operation procedure",
    )
)
"""Words (stems) that people use for one another beside a number."""

PARTS_PLAYED = frozenset(
    stem(word)
    for word in """
    accused applicant beneficiary bidder candidate competitor contender defendant entrant finalist loser
    newcomer nominee participant partner recipient respondent rival suspect winner
""".split()
)
"""What somebody or something is only in a story: it may be said for whatever the source counts."""

ANYBODY = frozenset(stem(word) for word in "people person individual men man women woman others".split())
"""What any of the following may be called."""
PERSONS = frozenset(
    stem(word)
    for word in """
    activist actor actress adult applicant artist athlete attacker attendee author boy brother candidate
    casualty child citizen critic customer cyclist daughter delegate demonstrator developer director doctor
    driver editor employee engineer executive family fan farmer fatality father fighter follower founder friend
    girl guard guest gunman hacker hostage husband immigrant inmate insurgent investor journalist judge lawmaker
    lawyer leader listener member migrant militant minister mother musician neighbour nominee nurse officer
    official parent participant passenger patient pilot player policeman politician president prisoner producer
    professor prosecutor protester pupil reader rebel refugee reporter rescuer researcher resident rider robber
    runner sailor scientist senator shareholder shopper singer sister soldier son spectator spy staff student
    supporter survivor suspect teacher teenager thief tourist traveller twin user victim viewer villager visitor
    volunteer voter wife winner witness worker writer
""".split()
)
