"""Names that are written in more than one way, and opening words that are no names. Tables, nothing else."""

from __future__ import annotations

_GROUPS = """
us, u.s, usa, united states, america, american, americans, amerika
uk, u.k, united kingdom, britain, british, great britain, briton, britons
eu, european union, europäische union, europäischen union, europe, european, europeans, brussels
un, united nations
uae, emirates, united arab emirates, emirati
ai, artificial intelligence, ki
ceo, chief executive, chief executive officer, chief
cto, chief technology officer
cfo, chief financial officer, finance chief
coo, chief operating officer
ciso, chief information security officer
pm, prime minister
cm, chief minister
md, managing director
vp, vice president
mp, mps, member of parliament, members of parliament, lawmaker, lawmakers
ipo, initial public offering
gdp, gross domestic product
ev, evs, electric vehicle, electric vehicles, electric car, electric cars
llm, llms, large language model, large language models, language model, language models
gpu, gpus, graphics processor, graphics processors, graphics card, graphics cards
cpu, cpus, processor, processors
os, operating system, operating systems
vr, virtual reality
ar, augmented reality
pc, pcs, personal computer, personal computers, computer, computers
tv, tvs, television, televisions
twitter, tweet, tweets, tweeted, tweeting
ftc, federal trade commission
fcc, federal communications commission
sec, securities and exchange commission
doj, justice department, department of justice
pentagon, department of defense, defense department, defence department, department of defence, dod
nsa, national security agency
faa, federal aviation administration
fda, food and drug administration
nasa, national aeronautics and space administration
white house, administration
germany, german, germans, deutschland, deutsche, deutschen
france, french, frenchman, frenchwoman
spain, spanish, spaniard, spaniards
italy, italian, italians
ireland, irish
scotland, scottish, scots
wales, welsh
england, english
sweden, swedish, swede, swedes
switzerland, swiss
norway, norwegian, norwegians
denmark, danish, dane, danes
finland, finnish, finn, finns
iceland, icelandic
netherlands, dutch
belgium, belgian, belgians
poland, polish, pole, poles
portugal, portuguese
austria, austrian, austrians
greece, greek, greeks
hungary, hungarian, hungarians
romania, romanian, romanians
bulgaria, bulgarian
croatia, croatian
serbia, serbian
czech republic, czechia, czech, czechs
slovakia, slovak
estonia, estonian
latvia, latvian
lithuania, lithuanian
japan, japanese
china, chinese
india, indian, indians
korea, korean, south korea, south korean, koreans
north korea, north korean, pyongyang
taiwan, taiwanese
thailand, thai
vietnam, vietnamese
indonesia, indonesian
malaysia, malaysian
philippines, philippine, filipino
singapore, singaporean
pakistan, pakistani, pakistanis
bangladesh, bangladeshi
sri lanka, sri lankan
nepal, nepali, nepalese
afghanistan, afghan, afghans
iran, iranian, iranians
iraq, iraqi, iraqis
syria, syrian, syrians
lebanon, lebanese
jordan, jordanian
egypt, egyptian, egyptians
saudi arabia, saudi
palestine, palestinian, palestinians
russia, russian, russians
ukraine, ukrainian, ukrainians
belarus, belarusian
brazil, brazilian, brazilians
argentina, argentine, argentinian
chile, chilean
peru, peruvian
colombia, colombian
venezuela, venezuelan
cuba, cuban
haiti, haitian
canada, canadian, canadians
australia, australian, australians
new zealand, new zealander
mexico, mexican, mexicans
israel, israeli, israelis
turkey, turkish, turkiye
kenya, kenyan
nigeria, nigerian
ethiopia, ethiopian
south africa, south african
jamaica, jamaican
second world war, world war ii, world war two, wwii
first world war, world war i, world war one, wwi
bengaluru, bangalore
mumbai, bombay
kolkata, calcutta
chennai, madras
gurugram, gurgaon
kyiv, kiev
beijing, peking
myanmar, burma, burmese
asia, asian
africa, african
california, californian
texas, texan
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
    "gov": "governor", "sen": "senator", "rep": "representative", "gen": "general", "lt": "lieutenant",
    "col": "colonel", "capt": "captain", "sgt": "sergeant", "rev": "reverend", "hon": "honourable", "sec": "secretary",
    "dept": "department", "govt": "government", "univ": "university", "corp": "corporation", "co": "company",
    "fri": "friday", "sat": "saturday", "sun": "sunday",
}  # fmt: skip
DAYS = frozenset(
    """today tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december montag dienstag mittwoch donnerstag freitag samstag sonntag
    januar februar märz mai juni juli oktober dezember""".split()
)
"""Names that nobody speaks by."""

OPENERS = frozenset(
    """access according account accounts activist activists actor actors actress actresses additionally
    administrators advocates affected agents aides aircraft airlines airports algorithms all almost already
    although ambassador amid analyst analysts anchor android another anti any anybody anyone anything apex app
    apparently appeals applicants applications apps archaeologists architect arrests artist artiste artists
    assistants astronauts athlete athletes attacker attackers attempts auditors author authorities authors
    automakers average babies backups bands banker bankers banks bans batsman battery beginning benchmarks
    besides bids billionaire bills biologists birds bloggers board boats bonds bosses both botnets bots bowler
    boxer boys brand breaking browser browsers bugs builds buses businesses buyers calls campaigners candidate
    candidates captain cars cases cash cats celebrity censors champion charges chatbots chef chemist chief
    children chip chips cinematographer citizens city civil claims clients close cloud clubs coach coal code
    coffee colleges columnist comedian commentator commercial commits companies company comparing competition
    competitors compilers complaints composer computers concerned condition consequently consumers containers
    contestant contractors contrary contributors cop copies cops costs councillor counsel counties countries
    court courts creators crews cricketer criminals critic critics current currently customer customers cyber
    cyclist data datasets dealers deals deaths defender deliveries delivery demand departments deposits
    despite details developer developers device devices diplomat director directors disks doctor doctors
    documents dogs domestic donors downtime driver drivers drone during earlier early earnings earthquakes
    economists editor editors eight eighty election elections electric electricity eleven elsewhere employee
    employees engineer engineers enough enthusiasts entrepreneur errors even eventually every everybody
    everyone evidence executive executives existing expert experts exploits external factories failures
    families famous fans farmer farmers fathers federal fees fellow fewer fifteen fifty files filmmaker
    filmmakers finance financing fines firefighters fires firms firmware first fish fisheries fixes flights
    floods following food footballer foreign forensic forks former forty founder founders four fourteen
    frameworks free fresh friends fugitive full fully funding further gamers games gangster gas girls global
    goalkeeper goats gold golfer government governments grand graphics group groups growth guests guitarist
    hacker hackers half hardly hardware head help high historian historic holders hospital hospitalizations
    hospitals host hostages hotels households human hundreds husband identity illegal improved incumbent
    independent industry infections inflation influencers information infrastructure initial inside inspectors
    instead insurers intelligence interim interior international intruders investigating investigation
    investigators investor investors islands issues italian jail jailed job jobs joint journalist journalists
    judge judges judicial junior juveniles kernels key keys known labels labour languages laptops largest last
    late later lawmaker lawmakers laws lawyer lawyers layoffs lead leader leaders legal legend legendary
    lenders less libraries library licence licences license local locals logs longtime losers losses lyricist
    machines magistrate maintainer maintainers makers malware management manager managers many margins marine
    market markets mathematician mayor mayors meanwhile meat media medical members merchant merchants messages
    midfielder migrants militants military milk millionaire millions mines ministers ministry minors mobile
    model models moderators months moreover most mostly mothers motorists musician names national nations
    naval nearly negotiations neighbour neighbours neither network networks nevertheless new newcomer newer
    news nine ninety nobody none nonetheless notable notably nothing notorious novelist nuclear nurse office
    officers official officials oil older once one online only open opener operator operators opponents
    opposition orders organisations organisers organizations organizers others otherwise outage outages
    outgoing outside overall owner owners pacer package packages painter parameters parents parliamentary part
    participants partners passenger passengers passwords patches patients payment payments penalties people
    perhaps personal philanthropist phishing phone phones photographer photos physicist pilot pilots plans
    plants playback player players poet police policy politician politicians pop popular ports power
    preliminary premium president presidential price prices pricing priest prison prisoner prisoners privacy
    private problems processors producer producers product production products professor profit profits
    programmers project projects prominent proof prosecutors protesters protests provinces psychologist public
    publisher publishers purchases quarterly racing rain rapper rates rather readers rebel rebels reclusive
    record records refugees regions regulator regulators related relatives reporter reporters repositories
    rescuers research researcher researchers residents restaurants retailers retired revenue reviewers rice
    rights rival rivals rookie rules ruling runner sailors sales sanctions satellites savings schools
    scientist scientists screens sculptor searches secretary security sellers senator senior sentences
    separately server servers service services seven seventy several share shareholders shares shipments
    shipping ships shoppers shops similarly since singer singers six sixteen sixty skipper smaller snow
    software soldiers solicitor some somebody someone something songwriter sources spam speaker specialist
    spending spinner spokesman spokespeople spokesperson spokeswoman sprinter staff stand star startups state
    states statistician stocks stolen stores storms striker strikes student students subscribers subscriptions
    sugar supermarkets supermodel superstar supplier suppliers support supporters surgeon surgeons
    surveillance surveyor survivors suspects swimmer systems talks tariffs taxes tea teacher teachers team
    teams technicians technology teenager teenagers temperatures ten tennis tens terms testers tests text
    thieves third thirty thousands three tickets together tokens top total towns trade traffic trains
    travellers trees trials troops twelve twenty twice two tycoon typical under unemployment unidentified
    union unions universities university update updates upgrades user users vaccines vendor vendors version
    versions veteran vice victim victims viewers villagers villages violinist visitors volunteers voters votes
    vulnerabilities wages warranty water weeks weights whatever wheat whether whoever wholesalers wicketkeeper
    wife winger winner winners winter wireless witnesses women work worker workers workloads wrestler writer
    writers year years yields young""".split()
)
"""Common words of the trade that open sentences: a capital there makes no name of them."""

FORENAMES = {
    forename: frozenset(surnames.split())
    for forename, surnames in {
        "donald": "trump", "joe": "biden", "barack": "obama", "kamala": "harris", "hillary": "clinton",
        "vladimir": "putin", "xi": "jinping", "angela": "merkel", "emmanuel": "macron", "narendra": "modi",
        "elon": "musk", "tim": "cook", "satya": "nadella", "sundar": "pichai", "mark": "zuckerberg", "jeff": "bezos",
        "sam": "altman", "jensen": "huang", "lisa": "su", "dario": "amodei", "linus": "torvalds", "bill": "gates",
        "larry": "ellison", "steve": "jobs", "ursula": "leyen", "keir": "starmer", "olaf": "scholz",
        "friedrich": "merz", "volodymyr": "zelensky zelenskyy", "benjamin": "netanyahu", "shinzo": "abe",
    }.items()
}  # fmt: skip
"""Forenames that everybody adds to the surnames of people everybody knows."""

ROLES = frozenset(
    """administration agency association attorney bank board cabinet chairman chairwoman chancellor commission
    commissioner committee congress council court department deputy director district foundation general
    governor institute internet
    judge justice king mayor minister ministry office parliament police president prime prince princess professor
    prosecutor queen secretary senate senator state treasury tribunal university web""".split()
)
"""Words of offices and bodies, which some write with a capital and some without."""
