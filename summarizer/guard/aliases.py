"""Names that are written in more than one way, and opening words that are no names. Tables, nothing else."""

from __future__ import annotations

_GROUPS = """
us, u.s, usa, united states, america, american, americans, amerika
uk, u.k, united kingdom, britain, british, great britain, briton, britons
eu, european union, europäische union, europäischen union, europe, european, europeans, brussels
un, united nations
ai, artificial intelligence, ki
ceo, chief executive, chief executive officer, chief
cto, chief technology officer
cfo, chief financial officer, finance chief
ftc, federal trade commission
fcc, federal communications commission
sec, securities and exchange commission
doj, justice department, department of justice
germany, german, germans, deutschland, deutsche, deutschen
france, french
spain, spanish
italy, italian
ireland, irish
sweden, swedish, swede, swedes
switzerland, swiss
norway, norwegian
denmark, danish
finland, finnish
netherlands, dutch
poland, polish, pole, poles
portugal, portuguese
austria, austrian
japan, japanese
china, chinese
india, indian
korea, korean, south korea
taiwan, taiwanese
russia, russian
ukraine, ukrainian
brazil, brazilian
canada, canadian
australia, australian
mexico, mexican
israel, israeli
turkey, turkish
asia, asian
africa, african
"""
ALIASES: dict[str, frozenset[str]] = {}
for _line in _GROUPS.strip().splitlines():
    _group = frozenset(each.strip() for each in _line.split(","))
    for _each in _group:
        ALIASES[_each] = ALIASES.get(_each, frozenset()) | _group
ABBREVIATIONS = {
    "jan": "january", "feb": "february", "mar": "march", "apr": "april", "jun": "june", "jul": "july", "aug": "august",
    "sep": "september", "sept": "september", "oct": "october", "nov": "november", "dec": "december",
    "mon": "monday", "tue": "tuesday", "tues": "tuesday", "wed": "wednesday", "thu": "thursday", "thurs": "thursday",
    "fri": "friday", "sat": "saturday", "sun": "sunday",
}  # fmt: skip
DAYS = frozenset(
    """today tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december montag dienstag mittwoch donnerstag freitag samstag sonntag
    januar februar märz mai juni juli oktober dezember""".split()
)
"""Names that nobody speaks by."""

OPENERS = frozenset(
    """access according account accounts activist activists additionally administrators advocates affected agents all
    almost already although amid analyst analysts android another any app apps arrests artists attacker
    attackers attempts auditors author authorities authors automakers average backups bankers banks battery
    beginning benchmarks besides bids bloggers board bosses both browser browsers bugs builds businesses buyers
    calls campaigners cars cash charges chief chip chips citizens city clients close cloud code companies
    company competition competitors complaints computers condition consequently consumers containers contractors
    contrary contributors copies costs counsel court courts crews criminals critics current currently customer
    customers cyber data dealers deals deliveries delivery demand departments deposits despite details developer
    developers device devices directors disks doctors documents domestic donors downtime driver drivers during
    earlier early earnings economists editors eight eighty election electricity eleven employee employees
    engineer engineers enough enthusiasts errors even eventually every everyone evidence executive executives
    existing expert experts factories failures families fans farmers fees fewer fifteen fifty files finance
    financing firms first fisheries fixes flights following forty founder founders four fourteen free fresh
    friends full fully funding further gamers games government governments graphics group groups growth guests
    hacker hackers half hardly hardware help high hospital hospitals hotels households hundreds identity
    improved industry information infrastructure initial inside inspectors instead insurers intelligence
    international intruders investigation investigators investor investors islands issues job jobs journalists
    judge judges key keys known labels labour laptops largest last late later lawmakers lawyer lawyers layoffs
    leaders legal lenders less libraries library licence license local logs losses machines maintainer
    maintainers makers malware management managers many margins market markets mayors meanwhile media members
    merchants messages millions ministers ministry mobile model models months moreover most mostly motorists
    names nearly neighbours neither network networks nevertheless new newer news nine ninety nobody none
    nonetheless notably nothing office officers officials older once one online only open operator operators
    opponents opposition orders organisations organizations others otherwise outage outages outside overall
    owner owners package packages parents part partners passengers passwords patches patients payment payments
    people perhaps personal phone phones photos pilots plans players police policy politicians power preliminary
    premium price prices pricing privacy private problems processors producers product production products
    profit profits programmers project projects prosecutors protesters publisher publishers purchases quarterly
    rather readers record records regulator regulators related rescuers researcher researchers residents
    restaurants retailers revenue reviewers rights rival rivals rules sales satellites savings scientists
    screens searches security sellers senior separately server servers service services seven seventy several
    share shareholders shares shipments shipping shoppers shops similarly since six sixteen sixty smaller
    software some sources spending spokespeople staff startups stocks stolen stores students subscribers
    subscriptions supplier suppliers support supporters surgeons surveillance suspects systems taxes teachers
    team teams technicians technology ten tens terms testers tests text thieves third thirty thousands three
    tickets together top total trade traffic trains travellers twelve twenty twice two typical under union
    unions university update updates upgrades user users vendor vendors version versions victim victims viewers
    visitors volunteers voters vulnerabilities warranty water weeks whatever whether whoever wholesalers winners
    wireless witnesses women work worker workers workloads writers year years young""".split()
)
"""Common words of the trade that open sentences: a capital there makes no name of them."""

ROLES = frozenset(
    """administration agency association attorney bank board cabinet chairman chairwoman chancellor commission
    commissioner committee congress council court department deputy director district foundation general
    governor institute internet
    judge justice king mayor minister ministry office parliament police president prime prince princess professor
    prosecutor queen secretary senate senator state treasury tribunal university web""".split()
)
"""Words of offices and bodies, which some write with a capital and some without."""
