"""Words by which the sort of thing that a question asks for is known: months, coins, offices, units. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

MONTHS = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec januar februar märz marz mai juni juli oktober dezember""".split()
)
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag"
                  " samstag sonntag".split())  # fmt: skip
SEASONS = frozenset("spring summer autumn winter quarter fruhjahr sommer herbst".split())
VAGUE = frozenset(
    "today yesterday tomorrow tonight midnight noon week month year hours days heute gestern morgen".split()
)
NUMBERS = frozenset(
    """two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty hundred hundreds
    thousand thousands dozen dozens million billion half third zwei drei vier fünf funf sechs sieben acht neun zehn elf
    zwölf zwolf""".split()
)
SCALES = frozenset("million billion trillion thousand hundred millionen milliarden mio mrd tausend".split())
TIMES = frozenset(
    """second seconds minute minutes hour hours day days week weeks month months year years sekunden minuten stunden
    tage wochen monate jahre jahren""".split()
)
COINS = frozenset(
    "dollar dollars euro euros pound pounds franc francs yen kronor krona cents cent bitcoin franken rupees".split()
)
ROLES = frozenset(
    """ceo cfo founder president judge chief head director minister chair boss analyst researcher researchers engineer
    student professor group agency spokesman spokeswoman lawyer owner maker company firm startup laboratory secretary
    commissioner designer maintainer coordinator author team gründer sprecher sprecherin bürgermeisterin burgermeisterin
    manager economist partner scientist teacher officer intruders attackers attacker hackers hacker gang criminals
    thieves thief crew seller buyer""".split()
)
BODIES = frozenset(
    """city town village island company firm workshop maker state province region kingdom republic university town
    magazine newspaper ship language game app""".split()
)
"""What stands before an "of" and tells what the name behind it is: "the workshop of", "the island of"."""
PREPOSITIONS = frozenset(
    "in at near off from to of on outside around between south north east west nach aus bei".split()
)
WEIGHTS = frozenset("kilo kilos kilogram kilograms gram grams tonne tonnes ton tons pounds kg".split())
OVER = frozenset("was were did wurde wurden war waren".split())
"""What in a question tells that it asks for the past."""
SHARES = frozenset("commission commissions fee fees fine fines margin interest tax strafe share".split())
COSTS = frozenset("cost costs price kostet kosten".split())
MEASURES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "old": frozenset("aged age old born founded".split()),
        "heavy": frozenset("weigh weighs weighed weight heavy".split()),
        "fast": frozenset("fast faster speed quick reach reaches".split()),
        "deep": frozenset("depth deep".split()),
        "tall": frozenset("height tall high".split()),
        "high": frozenset("height high altitude".split()),
        "far": frozenset("distance away far".split()),
    }
)
STAFF = frozenset(
    """employee employees staff worker workers workforce personnel jobs user users customer customers visitors members
    engineers mitarbeiter beschäftigte beschaftigte""".split()
)
"""What people may be called that are counted."""
UNITS: Mapping[str, frozenset[str]] = MappingProxyType(
    {"fast": frozenset("second hour minute ghz mhz mph kmh sekunde stunde".split())}
)
OF = frozenset("of at from by".split())
REASONS = frozenset(
    """because since after due cause caused reason reasons blamed blame so weil wegen ursache grund
    nachdem""".split()
)
SPEECH = frozenset(
    """said says say told tells wrote added adding argued argues warned explained called calls joked insisted claimed
    asked announced promised admitted sagt sagte erklärte erklarte schrieb""".split()
)
NOBODY = frozenset("nobody everybody somebody anybody everyone someone anyone nothing something niemand jemand".split())
ARTICLES = frozenset("the a an its der die das ein eine".split())
