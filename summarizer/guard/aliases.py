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
north korea, north korean, north koreans, dprk, pyongyang
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
catalonia, catalan, catalans
albania, albanian
algeria, algerian
angola, angolan
azerbaijan, azerbaijani
bolivia, bolivian
cameroon, cameroonian
congo, congolese
cyprus, cypriot
ecuador, ecuadorian, ecuadorean
ghana, ghanaian
guatemala, guatemalan
honduras, honduran
kazakhstan, kazakh
kosovo, kosovan, kosovar
kuwait, kuwaiti
libya, libyan
luxembourg, luxembourgish
malta, maltese
moldova, moldovan
mongolia, mongolian
montenegro, montenegrin
morocco, moroccan
oman, omani
panama, panamanian
paraguay, paraguayan
qatar, qatari
senegal, senegalese
slovenia, slovenian, slovene
somalia, somali
sudan, sudanese
tanzania, tanzanian
tunisia, tunisian
uganda, ugandan
uruguay, uruguayan
uzbekistan, uzbek
yemen, yemeni
zambia, zambian
zimbabwe, zimbabwean
representative, representatives, congressman, congresswoman, rep
österreich, österreicher, österreichische, österreichischen, österreichischer
schweiz, schweizer, schweizerische
schweden, schwedische, schwedischen, schwedischer
frankreich, französische, französischen, französischer, franzosen
italien, italienische, italienischen
spanien, spanische, spanischen
polen, polnische, polnischen, polnischer
russland, russische, russischen, russischer, russen
china, chinesische, chinesischen, chinesischer, chinesen
japan, japanische, japanischen
usa, us, amerikanische, amerikanischen, amerikanischer, amerikaner, amerika, vereinigte staaten
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

SEATS = {
    seat: frozenset(countries.split())
    for seat, countries in {
        "washington": "us usa america american americans", "beijing": "china chinese",
        "moscow": "russia russian russians",
        "london": "uk britain british", "berlin": "germany german germans deutschland", "paris": "france french",
        "tokyo": "japan japanese", "delhi": "india indian", "seoul": "korea korean", "tehran": "iran iranian",
        "kyiv": "ukraine ukrainian", "ankara": "turkey turkish", "canberra": "australia australian",
        "brussels": "eu european", "brüssel": "eu europäische", "peking": "china", "moskau": "russland",
        "islamabad": "pakistan pakistani", "taipei": "taiwan taiwanese", "pyongyang": "dprk",
    }.items()
}  # fmt: skip
"""Capitals by which people call a government, and what its country is called."""

SHORT_PLACES = {
    "alabama": "AL Ala", "arizona": "AZ Ariz", "arkansas": "AR Ark", "california": "CA Calif", "colorado": "CO Colo",
    "connecticut": "CT Conn", "delaware": "DE Del", "florida": "FL Fla", "georgia": "GA Ga", "illinois": "IL Ill",
    "indiana": "IN Ind", "kansas": "KS Kan", "kentucky": "KY Ky", "louisiana": "LA La", "maryland": "MD Md",
    "massachusetts": "MA Mass", "michigan": "MI Mich", "minnesota": "MN Minn", "mississippi": "MS Miss",
    "missouri": "MO Mo", "montana": "MT Mont", "nebraska": "NE Neb", "nevada": "NV Nev", "new hampshire": "NH N.H",
    "new jersey": "NJ N.J", "new mexico": "NM N.M", "new york": "NY N.Y NYC", "north carolina": "NC N.C",
    "north dakota": "ND N.D", "oklahoma": "OK Okla", "oregon": "OR Ore", "pennsylvania": "PA Pa Penn",
    "rhode island": "RI R.I", "south carolina": "SC S.C", "south dakota": "SD S.D", "tennessee": "TN Tenn",
    "texas": "TX Tex", "vermont": "VT Vt", "virginia": "VA Va", "washington": "WA Wash DC D.C",
    "west virginia": "WV W.Va", "wisconsin": "WI Wis", "wyoming": "WY Wyo", "los angeles": "LA L.A",
    "san francisco": "SF",
}  # fmt: skip
"""How newspapers and the post shorten American places, with these very capitals."""

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
