"""Words that people use for one thing in questions about the news, though the news may use another of them. Pure.

A family's words meet each other and nothing else: "founded" is no form of "found" here. What stands before a ">" is
also met by what comes after it, but not the other way: who paid may have bought, and who bought need not be who paid.
Kept short on purpose: a family too wide answers questions with what only sounds alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from summarizer.text.tokens import fold

MONEY = "money"
"""Marks the families whose "how much" is an amount of money."""

_FAMILIES = """
money: buy buys buying bought buyer acquire acquires acquired acquiring acquisition acquisitions acquirer purchase
  purchases purchased purchasing takeover takeovers buyout kauft kaufte kaufen gekauft übernimmt übernahm übernommen
  übernahme
money: pay pays paid paying > buy buys buying bought acquire acquires acquired acquisition purchase purchased
money: sell sells selling sold sale sales verkauft verkaufte
money: worth valued valuing valuation value > cost costs price
money: cost costs costing price prices priced pricing spend spends spent charge charges charged asks
  fee fees commission commissions rent rents kostet kosten kostete preis bezahlt zahlt
  > pay pays paying paid payment bill
money: raise raises raised raising funding fundraising round invest invests invested investment investments secured
money: revenue sales turnover bookings umsatz
money: profit profits earn earns earned earnings margin gewinn
money: ransom demand demanded demands extortion
money: fine fined fines penalty penalties strafe strafen bußgeld > verstoß verstöße
money: salary wage wages
launch launches launched launching release releases released releasing unveil unveils unveiled introduce introduces
  introduced debut debuts ship ships shipped shipping deliveries available sale appear due
announce announces announced announcing > unveil unveils unveiled introduces introduced launched released
launch launches launched liftoff rocket orbit lifts lift lifted
layoff layoffs dismiss dismissed dismissals dismissal redundancies cut cuts cutting jobs fired sacked
hack hacks hacked hacker hackers hacking breach breached breaches intruders attackers attacker attacked leak leaked
  leaks theft stolen steal steals stole
steal steals stole stolen stealing taken theft copied loot
resign resigns resigned resignation quit quits leave leaves left stepped departed departs ousted
leave leaves left leaving departs depart
founder founders founded founding founds cofounder cofounders gegründet gründer
ceo boss chefin chef
lead leads led leading leader run runs head heads headed chief director > ceo president
apologise apologised apologises apologize apologized apologizes apology apologies sorry
drop drops dropped dropping abandon abandons abandoned replace replaces replaced replacing swap swaps swapped
organisation organisations organization organizations company companies firm firms business businesses
plan plans planned planning prepare prepares prepared preparing preparation
ram memory
distro distros distribution distributions
own owns owned owner owners belongs operator operators operated
stock stocks share shares
rent rents rented renting
hospital hospitals clinic clinics klinik kliniken klinikum universitätsklinikum krankenhaus krankenhäuser
processor processors chip chips cpu cpus
sue sues sued suing lawsuit lawsuits action brought claims
rule ruled rules ruling decision decided decides judgment judge verdict found
judge judges court
outage outages offline downtime failure failed ausfall
find finds found finding discover discovers discovered discovery discoverers finders spotted detected noticed
  reported
fall falls fell fallen falling drop drops dropped slide slides slid sank sunk plunge plunged decline declined down
rise rises rose risen jump jumped climb climbed grow grows grew grown growing growth increase increased increases
  double doubles up
hire hires hired hiring recruit recruits recruiting > workforce employees jobs
employee employees employ employs employed staff worker workers workforce headcount personnel jobs mitarbeiter
  beschäftigte
work works working worked employees employs staff
people users customers persons
user users
customer customers clients kunden
begin begins began start starts started starting opens open beginnt
close closes closed closing closure shut shuts shutdown
end ends ended ending expires expire
make makes made maker makers making manufacture manufactures manufactured manufacturer produce produces produced
  build builds built
weigh weighs weighed weight heavy kilos kilograms grams
affect affects affected affecting hit hits impacted exposed betroffen
infect infects infected infection compromised spread poisoned
flaw flaws vulnerability vulnerabilities bug bugs hole holes gap lücke schwachstelle
fix fixes fixed fixing patch patches patched hold close > update updates
fork forks forked
licence license licences licenses licensed licensing
centre center centres centers
colour color colours colors
delay delays delayed postpone postpones postponed verschiebt verschoben
land lands landed landing touchdown touches touched touch set
crash crashes crashed
ban bans banned forbid forbids forbidden prohibit prohibited prohibits barred
withdraw withdraws withdrew withdrawn pull pulls pulled stopped recall recalled
recall recalls recalled recalling
reject rejects rejected rejecting refuse refused refuses forbidden no
cause causes caused causing blame blames blamed reason reasons ursache
phone phones handset handsets smartphone smartphones telefon
laptop laptops notebook notebooks
battery charge
invent invents invented inventor inventors
win wins won winner winners winning
kill kills killed die dies died dead death deaths
headquarters headquartered hq based sitz
version versions
report reports
publish publishes published publishing due appears appear
phished phishing forged
merge merges merged merger
host hosts hosted hosting
support supports supported supporting backing backs backed
ask asks asked asking
sign signs signed signing
vote votes voted voting voter voters referendum
archive archives archived archiving
need needs needed require requires required
last lasts lasted lasting
big large size
agree agrees agreed agreement deal
test tests tested testing
write writes wrote written author
hear hears heard
see sees saw seen
speak speaks spoke spoken
give gives gave given
hold holds held
meet meets met
send sends sent
choose chooses chose chosen
break breaks broke broken
go goes went gone
come comes came coming kommt kommen > due planned expected available appear follow follows released release launch
  starts begins opens open
open opens opened opening > begins starts
bad severe severity serious dangerous schlimm > rated worst
keep keeps kept
bring brings brought
know knows knew known
lose loses lost losing loss losses
fund funds funded donor donors donates sponsor sponsors sponsored finance finances financed
vm vms > machine machines
slow slows slower slowed slowing
fly flies flew flown
teach teaches taught
""".strip()

PHRASES: Mapping[tuple[str, ...], str] = MappingProxyType(
    {
        ("chief", "executive"): "ceo",
        ("finance", "chief"): "cfo",
        ("chief", "financial"): "cfo",
        ("take", "over"): "takeover",
        ("takes", "over"): "takeover",
        ("took", "over"): "takeover",
        ("taken", "over"): "takeover",
        ("laid", "off"): "layoffs",
        ("lay", "off"): "layoffs",
        ("lose", "their", "jobs"): "layoffs",
        ("step", "down"): "resign",
        ("steps", "down"): "resign",
        ("stepped", "down"): "resign",
        ("shut", "down"): "shutdown",
        ("come", "out"): "release",
        ("comes", "out"): "release",
        ("came", "out"): "release",
        ("on", "sale"): "release",
        ("starts", "at"): "price",
        ("start", "at"): "price",
        ("begin", "at"): "price",
        ("begins", "at"): "price",
        ("starting", "at"): "price",
        ("set", "down"): "landed",
        ("lift", "off"): "liftoff",
    }
)
"""Words in a row that are one word here."""


@lru_cache(maxsize=1)
def _families() -> tuple[Mapping[str, frozenset[str]], frozenset[str]]:
    by_word: dict[str, set[str]] = {}
    costly: set[str] = set()
    for line in _FAMILIES.replace("\n  ", " ").splitlines():
        named, _, listed = line.rpartition(": ")
        words, _, others = listed.partition(" > ")
        family = [fold(word) for word in words.split()]
        for word in family:
            by_word.setdefault(word, set()).update(family, map(fold, others.split()))
        costly.update(family if named == MONEY else ())
    return MappingProxyType({word: frozenset(others) for word, others in by_word.items()}), frozenset(costly)


def family_of(word: str) -> frozenset[str]:
    """The words that may stand for this one, itself among them; none where it has no family."""
    return _families()[0].get(word, frozenset())


def is_about_money(word: str) -> bool:
    """Whether "how much" beside this word asks for an amount of money."""
    return word in _families()[1]
