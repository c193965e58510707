"""German, where every noun has a capital: which words with one are nouns and no names. Pure.

A noun is common if it is in the table, in some form in the source, made of two such words, or ends as only nouns do.
What stands right behind a name that is none of these ("Jörn Koch") is a part of it.
"""

from __future__ import annotations

from collections.abc import Set
from functools import lru_cache

from summarizer.text.tokens import WORD, fold

_GERMAN = frozenset(
    "der die das und ist nicht ein eine einen den dem des mit von für zu im auf sich auch werden".split()
)
_OTHER = frozenset("the of and to is that for with as are a on by it at from has".split())
_ENDINGS = ("innen", "nen", "ern", "en", "er", "es", "em", "se", "in", "um", "n", "e", "s", "a", "o")
_SHORTEST, _SHORTEST_PART = 3, 4
_LINKS = ("", "s", "es", "n", "en", "er", "e")
_ONLY_NOUNS = (
    "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "tion", "tionen", "ismus", "itat", "itaten",
    "ierung", "erung", "enz", "enzen", "ling", "linge", "lingen", "nis", "nisse", "nissen", "erei",
)  # fmt: skip
_HEADS = frozenset(
    """alt arbeits auslands außen auto bei bio digital doppel ein einzel elektro end erd erst fach falsch fern frei
    fremd ganz geheim gemein gesamt gesundheits groß grund halb haupt heim hoch höchst innen inlands jung klein kurz
    lang lebens leicht mehr meist mikro mindest mit mittel nach nahe nano neben neu nieder öko ober online privat
    probe reise roh sach schnell schwach schwer sicherheits sonder spezial spitzen stark teil tief trink über um umwelt
    un unter ur verkehrs viel voll vor wahl weit wirtschafts zusatz zwischen""".split()
)
"""First parts of nouns that are none themselves."""
OPENERS = frozenset(
    """allerdings anders angesichts anschließend außerdem bald bereits besonders bisher bislang bisherige daher
    dafür dagegen damals danach daneben daraufhin darunter dazu dennoch deshalb deswegen dieses dreimal einige
    einmal entgegen erst erstmals ferner gegenüber gemeinsam gemessen genau gleichzeitig großteil hierzu hinzu hohe
    immer indes innerhalb insgesamt inzwischen jährlich jeder jedes jetzt kaum künftig laut lediglich manche mehrere
    meist mindestens mittlerweile möglich nachdem neben neue neuer neues obwohl ohnehin rund schließlich seitdem selbst
    seither sobald solange solche somit sonst sogar spätestens statt stattdessen täglich teils trotz trotzdem ungefähr
    viele vielmehr voraussichtlich vorerst während weder wegen weitere weiterhin wenige weniger wenn wer weshalb wo
    wobei wodurch womit zudem zuerst zuletzt zumindest zunächst zuvor zwar zusammen zusätzlich""".split()
)
_OPENING_ENDS = tuple(
    f"{ending}{inflection}"
    for ending in ("lich", "isch", "ig", "bar", "sam", "los", "haft", "ell", "iert", "end")
    for inflection in ("", "e", "er", "es", "en", "em")
)
"""How adjectives end, which may open a sentence."""
NOUNS = frozenset(
    """
    abend abgabe abgeordnete abkommen abkürzung ablauf ablehnung abnehmer absage absatz abschied abschluss
    abschnitt absicht absprache abstand abstieg absturz abteil abteilung abwasser abwehr achse adresse affäre
    agentur akku akte akteur aktie aktion aktionär aktivist alarm algorithmus alltag alter alternative amt
    amtszeit analyse analyst anbau anbieter anfang anfrage angabe angebot angehörige angeklagte angestellte
    angreifer angriff angst anhang anhänger anhörung ankauf anklage ankläger ankunft ankündigung anlage anlass
    anleger anleihe anleitung anliegen anmeldung annahme anreiz anruf anschlag anschluss ansicht anspruch
    anstalt anstieg anteil antrag antwort anwalt anweisung anwender anwendung anwohner anwältin anzahl anzeige
    anzug app apparat appell arbeit arbeiter arbeitgeber arbeitnehmer arbeitslose archiv arm armee art artikel
    arznei arzt asche asyl atem atom attacke attentat aufbau aufgabe auflage aufnahme aufruf aufsicht aufstand
    aufstieg auftrag auftraggeber auftritt aufwand aufwendung auge ausbau ausbildung ausbruch ausfall ausflug
    ausfuhr ausgabe ausgang auskunft ausland ausländer auslöser ausmaß ausnahme ausrede ausrüster aussage
    ausschluss ausschuss aussicht ausstand aussteller ausstieg ausstoß austausch auswahl ausweg ausweis
    auswirkung auszeit auto autobahn autofahrer autor autorin bahn bahnhof ball band bank bar barriere basis
    batterie bau baum baustelle bauwerk beamte beamtin bedarf bedenken bedingung bedrohung befehl befragte
    befund begegnung beginn begriff begründer behandlung behörde bein beispiel beitrag bekannte bemühen benutzer
    benzin berater bereich bergbau bergung bericht beruf bescheid beschluss beschwerde beschäftigte besitz
    besitzer besuch besucher betrag betreiber betrieb betroffene betrug betrüger beute bevölkerung bewegung
    beweis bewerber bewerbung bewohner beziehung bezirk bezug biene bier bilanz bild bildschirm bildung bischof
    bitte blatt blick blitz block blume blut boden bombe boot botschaft botschafter brand brauch brauer brief
    brille bruch bruder brunnen brücke buch buchung budget bund bundesland bus bußgeld börse bühne bündnis
    bürger bürgerin bürgermeister büro chance chaos charakter chef chefin chemie chip chirurg computer container
    dach dame dampf dank darlehen darsteller datei daten datenbank datum dauer debatte decke defizit delikt
    demokratie demonstrant demonstration denkmal deponie design detail dieb diebstahl dienst dienstleister ding
    diplom diplomat direktor direktorin diskussion dokument dom dorf drama dreh drittel droge drogerie drohne
    drohung druck drucker durchbruch durchschnitt durchsuchung ebene ecke ehe ehefrau ehemann ehre eid eifer
    eigentum eigentümer eigner eile eimer einbrecher einbruch eindruck einfluss einfuhr eingang eingriff einheit
    einigung einkauf einkommen einnahme einrichter einsatz einschnitt einspruch einstieg einwand einwohner
    einzelhandel eis eisen element eltern ende energie engpass enkel ensemble entdecker entgelt entlassung
    entscheid entscheider entwickler entwurf epoche erbe erdbeben erde ereignis erfahrung erfinder erfolg
    ergebnis erhöhung erkenntnis erklärung erlaubnis erlebnis erlös ermittler ernte ersatz ersparnis erwachsene
    erwartung erwerb erzeuger essen etappe etat experte expertin export fabrik fach fachkraft fachleute faden
    fahne fahrer fahrerin fahrgast fahrrad fahrt fahrzeug fall falle familie fan farbe fass fassade fehler feier
    feind feld fenster ferien fernsehen fest feuer feuerwehr figur filiale film filter finanzen finger firma
    fisch flagge flasche fleisch flieger flotte flucht flug fluggast flughafen flugzeug fluss flut fläche
    flüchtling folge forderung form formel forscher forscherin forschung forum foto fotograf fracht frachter
    frage fraktion frau freigabe freiheit freiwillige freizeit freude freund freundin frieden frist frost frucht
    frühjahr frühling fuhre funk funktion funktionär furcht fusion fuß fußball fußgänger förderer führer gang
    garten gas gast gastgeber gebiet gebirge gebot geburt gebäck gebäude gebühr gedanke gedenken gefahr
    gefahrdung geflecht geflüchtete gefängnis gefühl gegend gegenstand gegenteil gegenwart gegner gehalt
    geheimnis gehirn gehweg geist geld geldgeber gelegenheit gemeinde gemeinschaft gemüse genehmigung genosse
    gericht geruch gerät gesamt gesang geschehen geschenk geschichte geschlecht geschwister geschäft
    geschäftsführer geschäftsführerin gesellschaft gesetz gesicht gespräch gestalt gestein geständnis gesuch
    gesundheit getreide getränk gewalt gewebe gewehr gewerbe gewerkschaft gewicht gewinn gewinner gewissen
    gewitter gewässer gift gipfel glas glaube gleis glied gläubiger glück gold gott graben grad gras grenze
    grippe großstadt grund grundlage gruppe gruß größe gründer gut gutachten gutachter güter haar hafen haft
    halbjahr halbleiter halle halt haltung hand handel handler handlung handy hang haus haushalt haut hebel heft
    heim heimat heizung helfer hemd hemmnis herausforderung herbst herkunft herr hersteller herz hilfe himmel
    hindernis hinweis hirn hitze hochschule hochzeit hof hoffnung holz honorar hotel humor hund hunger häftling
    händler händlerin höhe höhepunkt hügel hürde idee identität image impfstoff import index indiz industrie
    infektion information ingenieur ingenieurin inhaber inhalt initiative inland insasse insekt insel inserat
    insolvenz institut institution instrument intelligenz interesse internet interview investition investor
    jacke jagd jahr jahrestag jahrhundert jahrzehnt job journalist journalistin jubel jubiläum jugend
    jugendliche junge jurist jury justiz kabel kabinett kaffee kalender kamera kammer kampagne kampf kanal
    kandidat kandidatin kanzler kanzlerin kapazität kapital kapitel kapitän karriere karte kasse katastrophe
    kategorie katze kauf kaufhaus kenntnis kette kilometer kind kino kirche klage klasse kleid kleidung klima
    klimawandel klinik klub kläger kneipe knie knochen koalition kohle kollege kollegin kolonie komitee
    kommandeur kommando kommentar kommission kommune kommunikation kompetenz komplex komponente kompromiss
    konferenz konflikt konkurrent konkurrenz konsequenz konsum kontakt konten kontinent konto kontrolle
    kontrolleur konzept konzern konzert kopf kopie korrektur korruption kosten kraftwerk kranke krankenhaus
    krankenkasse krankheit krebs kredit kreditgeber kreis kreuz krieg krise kriterium kritik kritiker kultur
    kunde kundin kunst kupfer kurs käfer kälte käufer käuferin königin körper küche kühlschrank kündigung
    künstler künstlerin kürzung küste labor lack laden lage lager lampe land landesregierung landwirt
    landwirtschaft last laster laufbahn laufzeit laune leben lebensmittel leck lehre lehrer lehrerin leiche
    leichtathlet leid leistung leiter leiterin leitung leser licht liebe lied lieferant lieferung liegenschaft
    linie liste liter literatur lizenz lkw lob loch logik lohn lokal luft lust luxus länge lärm lösegeld lösung
    lücke lüge macht magazin mahlzeit maler mangel mann mannschaft mantel mappe marke markt marktführer maschine
    masse material mauer maß maßnahme maßstab medien medikament medizin mediziner meer mehrheit meinung meister
    meisterschaft meldung menge mensch menü merkmal messe messer metall meter methode miete mieter mikrofon
    milch militär minderheit minister ministerin ministerium minus minute mission mitarbeiter mitarbeiterin
    mitglied mitgliedschaft mitspieler mittag mitte mittel mittelpunkt mobilfunk mode modell moderator modul
    moment monat mond monitor moral mord morgen motiv motor motorrad museum musik musiker muster mut mutter
    mädchen möbel möglichkeit mörder müll nachbar nachbarland nachfolge nachfolger nachfolgerin nachfrage
    nachmittag nachricht nacht nachteil nachweis nachwuchs name nase nation natur nebel neffe netz netzwerk
    neubau neuerung niederlage niederlassung niveau norden not note notfall notiz null nummer nutzen nutzer
    nutzerin nutzung nähe oberfläche objekt obst offensive offizier ohr oper operation opfer opposition option
    orchester ordner ordnung organ organisation organisator orkan ort osten ozean paar packung paket palast
    panne papier paragraf park parkplatz parlament partei partie partikel partner partnerin pass passagier
    passant passwort patent patient patientin pause pech pegel pension person personal pfanne pfarrer pfeil
    pferd pflanze pflaster pflege pfleger pflicht pfund phase physik physiker pilot pilotin pilz plan planet
    planung plastik platte plattform platz pleite plus politik politiker politikerin polizei polizist polizistin
    portal porto position post posten potenzial praktiker praktikum praxis preis premiere presse priester
    prinzip privatperson probe problem produkt produktion produzent professor professorin profil profit prognose
    programm programmierer projekt propaganda protest protokoll prototyp prozent prozess prämie präsident
    präsidentin prüfer prüfung psyche publikum puffer pulver punkt qualität quartal quelle quote rabatt rad
    radfahrer radio rahmen rakete rand rang rasse rassismus rat rate ratgeber rathaus raub rauch raum reaktion
    reaktor realität recherche rechner rechnung recht redakteur redaktion rede reform regel regen regie
    regierung regime region regisseur regisseurin register reichweite reifen reihe reise reisende reiz rekord
    religion rendite rennen renner rente rentner reparatur reporter republik reserve residenz rest restaurant
    resultat retter rettung revier revision revolution rezept rezession richter richterin richtlinie richtung
    riese ring risiko riss roboter rohstoff rolle roman route ruf ruhe ruhestand ruhm runde rundfunk russe
    räuber rückgang rückkehr rückruf rückstand rücktritt rückzug saal sache sachverständige saft saison salz
    sammler sammlung sand sanktion satellit satz schaden schadenersatz schadsoftware schaf schall schaltung
    schatten schatz schau schauspieler schauspielerin scheibe schein schere schicht schicksal schiene schiff
    schild schirm schlacht schlaf schlag schlagzeile schlange schloss schluss schlüssel schmerz schnee schnitt
    schock schraube schrift schriftsteller schritt schrott schuh schuld schulden schuldner schule schulung
    schuss schutz schwein schwester schwierigkeit schwäche schäden schüler schülerin schützer see seele segel
    seite sektor sekunde semester senat sender sendung senior sensor serie server service sicherheit sicht
    siedlung sieg sieger signal silber sinn sitz sitzung skandal sohn sojaöl soldat soldatin sommer sonde sonne
    sorge sorte spalt spannung sparkasse spaß speicher speise spende spender spezialist spiegel spiel spieler
    spielerin spion spitze spitzname sport sportler sprache sprecher sprecherin sprung spur staat staatsanwalt
    staatsanwaltschaft staatschef stadion stadt stadtrat stahl stamm stand standard standort star start startup
    station statistik statt stau staub steigerung stein stelle stellung steuer steuerzahler stich stichprobe
    stift stiftung stil stille stimme stimmung stoff stopp strafe straftat strahlung strand strasse strategie
    straße strecke streik streit streitkräfte strom struktur strömung student studentin studie studio studium
    stufe stunde sturm sturz störung stück suche sucht summe support system szene sänger sängerin säule süden
    tabelle tag tagung takt tal talent tank tanz tarif tasche tastatur taste tat tatort tatsache taube taucher
    team technik techniker technikerin technologie tee teil teilchen teilnahme teilnehmer teilnehmerin teilzeit
    telefon teller temperatur tempo tendenz teppich termin terror terrorist test tester text theater thema
    theorie therapie ticket tiefe tier tisch titel tochter tod ton tonne topf tor torte tote tour tourist
    touristin tradition trainer trainerin transport traum treffen treffer treiber trend treppe treue tribüne
    trick trinkwasser trockenheit tropfen truppe tumor tunnel turm turnier typ täter tür ufer uhr umbau umfang
    umfeld umfrage umgang umgebung umsatz umstand umstieg umwelt umzug unbefugte unbekannte unfall ungleichheit
    union universität universum unruhe unterhalt unternehmen unternehmer unternehmerin unterricht unterschied
    unterschrift unterstützer untersuchung urheber urlaub urlauber ursache ursprung urteil variante vater
    verband verbindung verbot verbrauch verbraucher verbraucherschützer verbrechen verbrecher verbund verdacht
    verdächtige verein verfahren verfall verfasser verfolger verfügung vergangenheit vergleich vergnügen
    verhalten verhandlung verhältnis verkauf verkehr verkäufer verlag verlauf verletzte verlierer verlust
    vermieter vermittler vermögen vernunft verordnung versand verschleiß versicherer versicherung version
    verspätung verstand verstoß verstärker versuch versäumnis verteidiger vertrag vertrauen vertreter
    vertreterin vertrieb verwalter verwaltung verwandte verzicht verzögerung video viertel virus vogel volk
    volksfest vorbild vordergrund vorfall vorgabe vorgang vorgehen vorgänger vorgängerin vorhaben vorhersage
    vorjahr vorlage vormittag vorort vorrat vorschlag vorschrift vorsitz vorsitzende vorsorge vorsprung vorstand
    vorstoß vorteil vortrag vorwurf vorwürfe waffe wagen wahl wahlkampf wahrheit wahrscheinlichkeit wald wand
    wandel wanderer ware warnung wasser wechsel weg wehr weide wein weise weite welle welt weltkrieg weltmeister
    weltraum wende werbung werft werk werkstatt werkzeug wert wesen westen wettbewerb wette wetter wettkampf
    widerspruch widerstand wiese wille wind winter wirbel wirkstoff wirkung wirt wirtschaft wissen wissenschaft
    wissenschaftler wissenschaftlerin woche wochenende wohl wohnung wolke wort wrack wunde wunder wunsch wurf
    wurzel wut wähler wählerin wüste zahl zahler zahlung zahn zange zauber zeichen zeichner zeile zeit zeitalter
    zeitraum zeitschrift zeitung zelle zelt zensur zentrale zentrum zerstörung zeuge zeugin zeugnis ziel zimmer
    zins zitat zivilist zoll zone zoo zorn zubehör zucker zufall zug zugang zugriff zukunft zulassung zuschauer
    zuschlag zuschuss zustand zustimmung zuständigkeit zutat zuwachs zweck zweifel zweig zwischenfall ärztin
    öffentlichkeit öl überblick überfall überfluss übergang übernahme überschuss überschwemmung übersicht übung
""".split()
)


@lru_cache(maxsize=128)
def is_german(text: str) -> bool:
    """Whether German function words outnumber the English ones."""
    words = [word.lower() for word in WORD.findall(text[:4_000])]
    return sum(word in _GERMAN for word in words) > sum(word in _OTHER for word in words)


def forms(word: str) -> frozenset[str]:
    """A folded word, and what is left of it without each ending that it may have."""
    return frozenset((word, *(word[: -len(end)] for end in _ENDINGS if _is_left(word, end))))


def _is_left(word: str, end: str) -> bool:
    return word.endswith(end) and len(word) - len(end) >= _SHORTEST


def is_common(word: str, known: Set[str]) -> bool:
    """Whether a folded word is a common noun, beside a text of which `known` are the forms of the words."""
    if word.endswith(_ONLY_NOUNS) and len(word) > 6:
        return True
    return _is_known(word, known) or _is_compound(word, known)


def opens(word: str) -> bool:
    """Whether a folded word is likelier an adverb, a preposition or an adjective that opens a sentence than a name."""
    return word in _openers() or word.endswith(_OPENING_ENDS)


def _is_known(word: str, known: Set[str]) -> bool:
    table, mine = _table(), forms(word)
    return bool(mine & table or mine & known)


def _is_compound(word: str, known: Set[str]) -> bool:
    return any(
        _is_known(word[at:], known) and _is_head(word[:at], known)
        for at in range(_SHORTEST, len(word) - _SHORTEST_PART + 1)
    )


def _is_head(part: str, known: Set[str]) -> bool:
    """Whether a noun may begin with it."""
    if part in _heads():
        return True
    bare = [part[: len(part) - len(link)] for link in _LINKS if part.endswith(link)]
    return any(len(each) >= _SHORTEST and (each in _table() or each in known) for each in bare)


@lru_cache(maxsize=1)
def _table() -> frozenset[str]:
    return frozenset().union(*(forms(fold(noun)) for noun in NOUNS))


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    return frozenset(map(fold, _HEADS))


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    return frozenset(map(fold, OPENERS))
