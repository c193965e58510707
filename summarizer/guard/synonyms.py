"""Words that a condenser puts for one another: they help to find the place that bears a sentence out. A table.

They prove nothing: numbers, names, quotations and noes are judged apart, and by their own rules.
"""

from __future__ import annotations

from functools import lru_cache

from summarizer.text.tokens import stem, stem_german

_ENGLISH = """
answer respond reply response; question request query inquiry;
rise rose risen rising increase grow grew grown growth climb jump gain surge soar higher up double; fall fell fallen
drop decline decrease plunge tumble slump slide slip sink sank lower loss lose lost down cut reduce reduction shrink
shrank slash; buy bought buying acquire acquisition purchase takeover; sell sold sale selling; pay paid payment cost
price fee charge spend spent worth value; revenue sales turnover; profit income earning earn net; company firm
business group maker manufacturer producer; employee worker staff workforce job employ hire hired recruit; layoff
dismiss dismissal redundancy fire sacked cut; person people human individual; user customer client consumer
subscriber; begin began begun start launch open kick; end ended finish stop halt close shut conclude; show reveal
find found suggest indicate discover discovery detect confirm; say tell told state announce declare report add note
explain; plan intend want aim hope propose set due expect forecast anticipate; leader head chief boss run lead led
chairman chair director; criticise criticism attack slam condemn oppose complain complaint object; accuse allegation
allege charge claim; help aid assist support back; study research researcher scientist survey analysis; allow let
permit enable can able; ban forbid prohibit block bar outlaw illegal; law legislation bill rule regulation act;
court judge tribunal; kill die dead death died slay murder fatal; hurt injure injury wound harm damage; big large
huge vast massive great major; small little tiny minor; new fresh latest novel; build built construct construction
make made produce production create manufacture; use using employ apply utilise; get receive obtain; give gave given
provide offer supply hand; move shift relocate transfer; leave left quit resign depart exit step; return back; win
won victory beat defeat; lose lost defeat; help aid; fast quick rapid speed; child kid minor youngster girl boy
teenager son daughter baby; car vehicle auto automobile; plane aircraft jet airliner; phone smartphone handset
mobile; movie film picture; house home residence; ship vessel boat; test trial experiment; error mistake bug glitch
flaw fault problem issue vulnerability; fix repair solve patch correct; attack assault raid strike hit; delay
postpone late; agree agreement deal accord contract pact; ask request demand call urge; look examine investigate
investigation inquiry probe study inspect review; country nation state; town city municipality; official authority
government; worry concern fear; choose chose pick select; choice option; replace succeed successor; keep kept retain
hold maintain remain stay; join member; send sent ship dispatch; enough sufficient; need require necessary; hard
difficult tough; easy simple; way method technique approach; part share portion; half semi; rich wealthy; about
roughly; old aged; near close; carry bear; eat ate eaten; drink drank drunk; drive drove driven; fly flew flown;
fight fought; break broke broken; bring brought; catch caught capture; come came arrive; draw drew drawn; feel felt;
forget forgot forgotten; go went gone; hear heard; hold held; know knew known; lead led; light lit; ride rode
ridden; ring rang rung; run ran; see saw seen view watch; seek sought; set put place; sing sang sung; sit sat; sleep
slept; stand stood; strike struck; swim swam; teach taught; tear tore torn; think thought believe; throw threw
thrown; wake woke; wear wore worn; become became; bite bit bitten; blow blew blown; bind bound; bend bent; cling
clung stick stuck; creep crept; deal dealt; dig dug; feed fed; flee fled escape; freeze froze frozen; grind ground;
lie lay lain; mean meant intend intention purpose; seem appear look; lawyer attorney solicitor barrister counsel
advocate; doctor physician surgeon medic; police officer cop; actor actress star; movie filmmaker director;
politician lawmaker senator representative minister congressman congresswoman; president leader; army military troop
soldier force; gunman shooter attacker assailant suspect; murder assassinate; bomb explosion blast explode detonate;
fire blaze burn; crash collision accident; storm hurricane cyclone typhoon; flood flooding; earthquake quake;
illness sickness; drug medicine medication treatment; hospital clinic; school college university; student pupil;
teacher professor; church mosque temple; money cash fund funding finance; loan debt credit; tax duty tariff levy;
market exchange; stock share equity; investor shareholder; bank lender; shop store retailer; goods product item;
food meal; farmer agriculture farm; energy power electricity; oil petroleum crude; gas fuel petrol; climate
environment; water liquid; space universe cosmic; planet moon; rocket launcher; internet web online; computer laptop
notebook; software program programme app application code; device gadget machine hardware; game match; team side
club squad; player athlete; coach manager trainer; goal score; season year; title championship trophy crown cup; fan
supporter; song track music single; album record; band group; singer musician artist; concert show gig tour; book
novel; author writer; newspaper paper daily; article piece story; reporter journalist correspondent; picture photo
photograph image; video clip footage film; website site page; message post tweet; letter note email; poll survey;
vote ballot election; party movement; opposition opponent rival competitor; protest demonstration demonstrate rally
march; protester demonstrator activist; strike walkout; prison jail; sentence convict guilty; trial case lawsuit
suit sue; evidence proof; victim casualty; crime offence; thief robber burglar; hostage captive; border frontier;
migrant immigrant refugee; road street highway; train railway rail; building property; flat apartment; land
territory area region; coast beach shore; sea ocean; mountain hill; forest wood; animal creature; year annual
yearly; month monthly; week weekly; day daily; evening night; quarter quarterly; time period; number figure amount;
rate level; percent percentage; average mean typical; most majority; few several some handful; many numerous lot;
more additional extra further another; less fewer; almost nearly; only just; together joint jointly; important
significant key crucial vital; necessary essential; possible potential; popular famous known well-known; common
usual frequent; rare unusual uncommon; strong powerful; serious severe grave critical critically; dangerous risky
risk hazard danger; safe security safety secure; healthy health; happy glad pleased delighted; angry furious;
surprise surprised; tired fatigue exhausted; breath breathe breathless breathlessness; grow expand expansion enlarge
widen extend; improve improvement better upgrade enhance; worsen deteriorate worse; change alter modify adjust
revise redesign; develop development; design plan; invest investment; owe owed; donate gift; hire recruit; compare
comparison; connect link connection; separate split divide; include contain comprise consist; collect gather; store
save; search seek hunt look; follow track trace; support endorse favour back; oppose against resist; promise pledge
vow; admit acknowledge concede confess confirm; deny reject dismiss refuse refute; claim assert insist maintain;
argue believe; doubt question; suffer undergo experience; cause trigger spark prompt result lead; affect impact
influence; fail failure collapse; succeed success; try attempt effort seek; continue remain resume; finish complete
conclude finalise finalize; cancel abandon scrap drop; introduce unveil present release debut launch roll; publish
release issue; broadcast air; approve approval clear endorse accept pass; ban suspend; appoint name hire; retire
retirement; marry marriage wedding wed; born birth; shake shook shaken; shine shone; speak spoke spoken; swear swore
sworn; sweep swept; swing swung; understand understood; wind wound; withdraw withdrew withdrawn; ill sick unwell
disease; cheap inexpensive; expensive costly; true real genuine; wrong false incorrect; free release; trip journey
voyage flight travel tour visit; first initial original; last final; likely probable; certain sure; kind type sort;
sign signal mark; clear obvious evident; bad poor; good well; best top; happen occur take place; prevent avoid stop;
warn alert caution; arrest detain custody hold; shoot shot fire gun; steal stole stolen theft rob robbery; hide hid
hidden conceal; write wrote written author; meet met meeting talk speak spoke
"""
_GERMAN = """
fabrik werk standort; stelle arbeitsplatz job beschäftigte mitarbeiter; entstehen schaffen errichten bauen
herstellen fertigen produzieren produktion; steigen stieg wachsen zunehmen zulegen erhöhen anstieg; fallen sinken
sank rückgang nachgeben zurückgehen schrumpfen verringern senken; abbauen streichen kürzen kürzung abbau; kaufen
kauf übernehmen übernahme erwerben; unternehmen firma konzern hersteller händler; chef vorstandschef geschäftsführer
leiter; forscher wissenschaftler forschungsteam; lücke schwachstelle fehler sicherheitslücke panne; strafe bußgeld;
verbieten verbot untersagen; erlauben genehmigen genehmigung; kosten ausgaben; beginnen starten beginn start; ende
abschluss beenden; wechsel umstellung umsteigen umstellen; bürger einwohner mensch leute; auto fahrzeug wagen; kunde
nutzer fahrgast; finden entdecken gefunden; teil anteil; kritisieren bemängeln kritik; ankündigen mitteilen
erklären; staat bund land regierung behörde; zahlen bezahlen übernehmen beteiligen kosten beitragen; funktionieren
arbeiten laufen; frost minusgrade kälte; rathaus stadtrat rat verwaltung; gesetz regelung vorschrift verordnung;
gericht richter urteil; polizei beamter ermittler; verletzen verletzter verletzt; sterben tot tote tod ums leben;
brand feuer; unfall zusammenstoß kollision; sturm orkan unwetter; krankenhaus klinik; arzt mediziner; patient
kranker; medikament arznei mittel; studie untersuchung forschung; ergebnis resultat; verfahren methode technik;
prüfen untersuchen kontrollieren testen prüfung test versuch; messen messung; teilchen partikel; wasser abwasser;
strom energie; gas erdgas; auto elektroauto; bahn zug; flugzeug maschine; schiff frachter boot; computer rechner;
programm software anwendung; telefon handy smartphone; netz internet; daten information; konto kundenkonto;
angreifer hacker täter; angriff attacke; schaden verlust; geld mittel; kredit darlehen; aktie kurs papier; umsatz
erlös einnahme; gewinn überschuss; gehalt lohn; steuer abgabe; preis kosten gebühr; bestellung auftrag; lager
standort; schließen schließung stilllegen aufgeben; erhalten bleiben behalten festhalten; ersetzen austauschen
tauschen; retten rettung; warnen warnung; fordern verlangen forderung; versprechen zusagen zusage; ablehnen
zurückweisen; zustimmen billigen stimmen; wählen wahl abstimmung; entscheiden beschließen beschluss entscheidung;
planen vorsehen wollen plan vorhaben; erwarten rechnen; dauern anhalten; verschieben verzögern verspätung; eröffnen
öffnen; anbieten angebot bieten; verkaufen verkauf abgeben; liefern lieferung; nutzen verwenden einsetzen nutzung;
speichern lagern; zeigen vorführen vorstellen präsentieren; schreiben berichten; sprecher sprecherin; leiter
leiterin; schüler kind; student studentin; lehrer lehrkraft; bürgermeister bürgermeisterin oberbürgermeister; partei
fraktion; verein verband; umweltschützer umweltverband; naturschutz umweltschutz; wohnung haus gebäude; straße weg;
grenze limit; rund etwa ungefähr; mehr weitere zusätzlich; weniger geringer; groß riesig; neu erneut; schnell rasch;
sofort umgehend; kaputt defekt fehlerhaft; sicher sicherheit; gefährlich gefahr risiko; verboten untersagt;
insgesamt gesamt; jährlich jahr; täglich tag; monatlich monat; derzeit aktuell; zunächst vorerst; offenbar wohl
"""


@lru_cache(maxsize=4)
def synonyms(language: str | None) -> dict[str, frozenset[str]]:
    """The stems that may stand for each stem, itself among them."""
    found: dict[str, frozenset[str]] = {}
    root, table = (stem_german, _GERMAN) if language == "de" else (stem, _ENGLISH)
    for line in table.split(";"):
        group = frozenset(root(word) for word in line.split())
        for each in group:
            found[each] = found.get(each, frozenset()) | group
    return found
