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
_OF_SURNAMES = (
    "mann",
    "berg",
    "berger",
    "bach",
    "stein",
    "feld",
    "hof",
    "hofer",
    "dorf",
    "tal",
    "burg",
    "wald",
    "baum",
    "hausen",
)
"""Second parts of surnames and places as often as of nouns."""
_HEADS = frozenset(
    """
    alt arbeits auslands auto außen bau bei bezahl bio denk digital doppel druck ein einzel elektro end erd erst
    fach fahr falsch fang fern fest flieg frei fremd ganz geheim gemein gesamt gesundheits groß grund halb haupt
    heim hoch höchst hör inlands innen jung kauf klein koch kurz lade lang lauf lebens leicht lern lese mehr
    meist mess miet mikro mindest misch mit mittel nach nahe nano neben neu nieder ober online privat probe
    rechen reise renn roh sach sauf schau schlaf schnell schreib schwach schwer seh sicherheits sing sonder spar
    speicher spezial spiel spitzen sprech stark steuer such tausch teil tief trag treib trink um umwelt un unter
    ur verkehrs viel voll vor wahl wasch web weit wirtschafts wohn zahl zeig zusatz zwischen öko über
""".split()
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
    abend abgabe abgaben abgas abgeordnete abgeordneter abkommen abkürzung ablauf ablehnung abnehmer absage
    absatz abschied abschluss abschnitt absender absicht absprache abstand abstieg absturz abteil abteilung
    abwasser abwehr achse adressat adresse affäre agentur akku akkulaufzeit akte akteur aktie aktion aktionär
    aktivist alarm algorithmus alltag alter alternative amt amtsgericht amtszeit analyse analyst anbau anbieter
    anfang anfrage angabe angebot angehörige angeklagte angestellte angestellter angreifer angriff angst anhang
    anhänger anhörung ankauf anklage ankläger ankunft ankündigung anlage anlass anleger anleihe anleitung
    anliegen anmeldung annahme anreiz anruf anschlag anschluss ansicht anspruch anstalt anstieg anteil
    anteilseigner antrag antwort anwalt anweisung anwender anwendung anwohner anwältin anzahl anzeige anzug app
    apparat appell apps april arbeit arbeiter arbeitgeber arbeitnehmer arbeitslose archiv arm armee art artikel
    arznei arzt asche asyl atem atom attacke attentat aufbau aufgabe auflage auflösung aufnahme aufruf aufsicht
    aufsichtsrat aufstand aufstieg auftrag auftraggeber auftragnehmer auftritt aufwand aufwendung auge august
    ausbau ausbildung ausbruch ausfall ausflug ausfuhr ausgabe ausgang auskunft ausland ausländer auslöser
    ausmaß ausnahme ausrede ausrüster aussage ausschluss ausschuss aussicht ausstand aussteller ausstieg ausstoß
    austausch auswahl ausweg ausweis auswirkung auszeit auszubildende auto autobahn autofahrer autor autorin
    azubi bahn bahnhof ball band bank bar barriere basis batterie bau bauherr baum baustelle bauwerk beamte
    beamter beamtin bedarf bedenken bedingung bedrohung befehl befragte befund befürworter begegnung beginn
    begleiter begriff begründer behandlung behörde bein beirat beispiel beitrag bekannte bekannter bemühen
    benutzer benzin beobachter berater bereich bergbau bergung bericht beruf bescheid beschluss beschwerde
    beschäftigte beschäftigter besetzer besitz besitzer besuch besucher beteiligte betrag betreiber betrieb
    betriebsrat betroffene betrug betrüger beute bevölkerung bewegung beweis bewerber bewerbung bewohner
    bewusstsein bezieher beziehung bezirk bezug biene bier bilanz bild bilder bildern bildschirm bildung bischof
    bitte blatt blick blitz block blume blut blätter boden bombe boot bot botschaft botschafter brand brauch
    brauer bretter brief brille browser bruch bruder brunnen brücke buch buchung budget bund bundesland bus
    bußgeld bänder börse bücher bühne bündnis bürger bürgerin bürgermeister büro chance chaos charakter chat
    chatbot chef chefin chemie chip chirurg cloud code computer container cookie cyberangriff dach dame dampf
    dank darlehen darsteller datei daten datenbank datum dauer debatte decke defizit delikt demokratie
    demonstrant demonstration denkmal deponie design detail deutscher dezember dieb diebstahl dienst dienstag
    dienstleister ding diplom diplomat direktor direktorin diskussion dokument dolmetscher dom donnerstag dorf
    download drama dreh drittel droge drogerie drohne drohung druck drucker durchbruch durchschnitt durchsuchung
    dächer dörfer ebene ecke ehe ehefrau ehemann ehre eid eier eifer eigentum eigentümer eigner eile eimer
    einbrecher einbruch einbuße eindruck einfluss einfuhr eingang eingriff einheit einigung einkauf einkommen
    einnahme einrichter einsatz einschnitt einsender einsparung einspruch einstieg einwand einwohner
    einzelhandel eis eisen element eltern emission empfänger ende energie engagement engpass enkel ensemble
    entdecker entgelt entlassung entscheid entscheider entwickler entwurf epoche erbauer erbe erdbeben erde
    ereignis erfahrung erfinder erfolg ergebnis erhöhung erkenntnis erklärung erlaubnis erlebnis erlös ermittler
    ernte ersatz ersparnis ersparnisse erwachsene erwachsener erwartung erwerb erzeuger erzieher essen etappe
    etat experte expertin expertise export fabrik fach fachkraft fachleute faden fahne fahrer fahrerin fahrgast
    fahrrad fahrt fahrzeug fall falle familie fan farbe fass fassade fassung feature februar fehlbetrag fehler
    feier feind feld felder fenster ferien fernbus fernsehen fest feuer feuerwehr figur filiale film filter
    finanzen finger firma firmware fisch flagge flasche fleisch flieger flotte flucht flug fluggast flughafen
    flugzeug fluss flut fläche flüchtling folge forderung form formel forscher forscherin forschung forum foto
    fotograf fracht frachter frage fraktion frau freigabe freiheit freitag freiwillige freiwilliger freizeit
    fremder freude freund freundin frieden frist frost frucht frühjahr frühling fuhre funk funktion funktionär
    furcht fusion fuß fußball fußgänger fächer förderer förderung führer gang garten gas gast gastgeber gebiet
    gebirge gebot geburt gebäck gebäude gebühr gedanke gedenken gefahr gefahrdung gefangener geflecht
    geflüchtete gefährdung gefängnis gefühl gegend gegenstand gegenteil gegenwart gegner gehalt geheimnis gehirn
    gehweg geist geister geld gelder geldgeber gelegenheit gelände gemeinde gemeinschaft gemüse genehmigung
    genießer genosse gericht geruch gerät gesamt gesang geschehen geschenk geschichte geschlecht geschwister
    geschäft geschäftsführer geschäftsführerin gesellschaft gesetz gesicht gespräch gestalt gestein geständnis
    gesuch gesundheit getreide getränk gewalt gewebe gewehr gewerbe gewerkschaft gewicht gewinn gewinner
    gewissen gewitter gewähr gewässer gift gipfel glas glaube gleis glied gläser gläubiger glück gold gott
    graben grad gras grenze grippe großstadt grund grundlage gruppe gruß gräber größe gründer gründerin gut
    gutachten gutachter gutschein götter güter haar hacker hafen haft halbjahr halbleiter halle halt haltung
    hand handel handler handlung handwerker handy hang hardware haus haushalt haut hebel heft heim heimat
    heimwerker heizung helfer hemd hemmnis herausforderung herausgeber herbst herkunft herr hersteller herz
    hilfe himmel hinblick hindernis hinweis hirn hitze hitzewelle hochschule hochwasser hochzeit hof hoffnung
    holz homeoffice honorar hotel humor hund hunger häftling händler händlerin häufigkeit häuser höhe höhepunkt
    hügel hühner hürde idee identität image impfstoff import inbetriebnahme index indiz industrie infektion
    information ingenieur ingenieurin inhaber inhalt initiative inland insasse insekt insel inserat insider
    insolvenz institut institution instrument intelligenz interesse internet interview investition investor
    jacke jagd jahr jahrestag jahrhundert jahrzehnt januar job journalist journalistin jubel jubiläum jugend
    jugendliche jugendlicher juli junge juni jurist jury justiz kabel kabinett kaffee kalender kamera kammer
    kampagne kampf kanal kandidat kandidatin kanzler kanzlerin kapazität kapital kapitel kapitän karriere karte
    kasse katastrophe kategorie katze kauf kaufhaus keks kenntnis kette kilometer kind kinder kindern kino
    kirche klage klasse kleid kleider kleidung klempner klima klimawandel klinik klub kläger kläranlage kneipe
    knie knochen koalition kohle kollege kollegin kolonie komitee kommandeur kommando kommentar kommentator
    kommission kommune kommunikation kompetenz komplex komponente kompromiss konferenz konflikt konkurrent
    konkurrenz konsequenz konsum kontakt konten kontinent konto kontrolle kontrolleur konzept konzern konzert
    kopf kopie korrektur korruption kosten kraftstoff kraftwerk kranke krankenhaus krankenhäuser krankenkasse
    kranker krankheit krebs kredit kreditgeber kreis kreuz krieg krise kriterium kritik kritiker kräuter kultur
    kunde kundin kunst kupfer kurs käfer kälber kälte käufer käuferin königin körper küche kühlschrank kündigung
    künstler künstlerin kürzung küste labor lack laden lage lager laie lampe land landesregierung landwirt
    landwirtschaft laptop last laster laufbahn laufzeit laune leben lebenslauf lebensmittel leck lehre lehrer
    lehrerin lehrling leiche leichtathlet leid leistung leiter leiterin leitung leser licht lichter liebe lied
    lieder lieferant lieferkette lieferung liegenschaft linie link liste liter literatur lizenz lkw lob loch
    logik login lohn lokal luft luftfahrt lust luxus lämmer länder ländern länge lärm löcher lösegeld lösung
    lücke lüge macht magazin mahlzeit mahner mail maler mangel mann mannschaft mantel mappe marke markt
    marktführer maschine masse material mauer maurer maß maßnahme maßstab mechaniker medien medikament medizin
    mediziner meer mehrheit mehrwert meinung meister meisterschaft melder meldung menge mensch menü merkmal
    messe messenger messer metall meter methode miete mieter mikrofon milch militär minderheit mindestlohn
    minister ministerin ministerium minus minusgrade minute mission mitarbeiter mitarbeiterin mitglied
    mitglieder mitgliedern mitgliedschaft mitspieler mittag mitte mittel mittelpunkt mittwoch mobilfunk mode
    modell moderator modul moment monat mond monitor montag monteur moral mord morgen motiv motor motorrad
    museum musik musiker muster mut mutter mädchen männer männern märz möbel möglichkeit mörder müll nachahmer
    nachbar nachbarland nachfolge nachfolger nachfolgerin nachfrage nachlass nachmittag nachricht nacht nachteil
    nachweis nachwuchs name nase nation natur nebel neffe nester netz netzwerk neubau neuerung neugier neuling
    niederlage niederlassung niveau norden not notar note notebook notfall notiz november null nummer nutzen
    nutzer nutzerin nutzung nähe nässe oberfläche objekt obst offensive offizier ohr oktober onlinehandel open
    oper operation opfer opposition option orchester ordner ordnung organ organisation organisator orkan ort
    osten ozean paar packung paket palast panne papier paragraf park parkplatz parlament partei partie partikel
    partner partnerin pass passagier passagiere passant passwort patent patient patientin pause pech pegel
    pendler pension person personal pfad pfanne pfarrer pfeil pferd pflanze pflaster pflege pfleger pflicht
    pfund phase physik physiker pilot pilotin pilz pionier pixel plage plan planer planet planung plastik platte
    plattform platz pleite plus plusgrade plünderer podcast pokal politik politiker politikerin polizei polizist
    polizistin portal porto position post posten potenzial praktiker praktikum praxis preis premiere presse
    priester prinzip privatperson probe problem produkt produktion produzent professor professorin profil profit
    prognose programm programmierer projekt propaganda protest protokoll prototyp prozent prozess prämie
    präsident präsidentin prüfer prüfung psyche publikum puffer pulver punkt qualität quartal quelle quote
    rabatt rad radfahrer radio rahmen rakete rand rang rasse rassismus rat rate ratgeber rathaus raub rauch raum
    reaktion reaktor realität recherche rechner rechnung recht redakteur redaktion rede reeder reform regel
    regen regie regierung regime region regisseur regisseurin register reichweite reifen reihe reise reisende
    reisender reiz rekord religion rendite rennen renner rente rentner reparatur reporter republik reserve
    residenz rest restaurant resultat retter retterin rettung revier revision revolution rezept rezession
    richter richterin richtlinie richtung riese rinder ring risiko riss roboter rohstoff rolle roman route
    router ruderer ruf rufnummer ruhe ruhestand ruhm runde rundfunk russe räder ränder räuber rückgang rückkehr
    rücklage rückruf rückstand rücktritt rückzug saal sache sachverständige saft saison salz sammler sammlung
    samstag sand sanierung sanktion satellit satz schaden schadenersatz schadsoftware schaf schall schaltung
    schatten schatz schau schauspieler schauspielerin scheibe schein schere schicht schicksal schiene schiff
    schild schilder schirm schlacht schlaf schlag schlagzeile schlange schlichter schloss schlosser schluss
    schlösser schlüssel schmerz schnee schnitt schock schraube schreiner schrift schriftsteller schritt schrott
    schuh schuld schulden schuldner schule schulung schuss schutz schwein schwerter schwester schwierigkeit
    schwimmer schwäche schäden schüler schülerin schützer screenshot see seele segel seite sektor sekunde
    semester senat sender sendung senior sensor september serie server service sicherheit sicht siedler siedlung
    sieg sieger signal silber sinn sitz sitzung skandal skeptiker smartphone software sohn sojaöl soldat
    soldatin sommer sonde sonne sonntag sorge sorte spalt spam spannung sparer sparkasse spaziergänger spaß
    speicher speise spende spender spezialist spiegel spiel spieler spielerin spion spitze spitzname sport
    sportler sprache sprecher sprecherin sprung spur staat staatsanwalt staatsanwaltschaft staatschef stadion
    stadt stadtrat stahl stamm stand standard standort star start startup station statistik statt stau staub
    steigerung stein stelle stellung steuer steuerzahler steward stich stichprobe stichwort stift stiftung stil
    stille stimme stimmung stoff stopp strafe straftat strahlung strand strasse strategie straße streaming
    strecke streik streit streitkräfte strom stromnetz struktur strömung student studentin studie studio studium
    stufe stunde sturm sturmflut sturz störung stück stürmer suche sucht summe support system szene sänger
    sängerin säule süden tabelle tablet tag tagung takt tal talent tank tanz tarif tarifvertrag tasche tastatur
    taste tat tatort tatsache taube taucher team technik techniker technikerin technologie tee teil teilchen
    teilnahme teilnehmer teilnehmerin teilzeit telefon teller temperatur tempo tendenz teppich termin terror
    terrorist test tester teuerung text theater thema theorie therapie ticket tiefbau tiefe tier tisch tischler
    titel tochter tod ton tonne tool topf tor torte tote toter tour tourist touristin tradition trainer
    trainerin transport trasse traum treffen treffer treiber trend treppe treue tribüne trick trinkwasser
    trockenheit trojaner tropfen truppe träger tumor tunnel turm turnier tweet typ täler täter tücher tür ufer
    uhr umbau umfang umfeld umfrage umgang umgebung umlage umsatz umstand umsteiger umstieg umwelt umzug
    unbefugte unbekannte unbekannter unfall ungleichheit union universität universum unruhe unterfangen
    unterhalt unterlage unternehmen unternehmer unternehmerin unterricht unterschied unterschrift unterstützer
    untersuchung update upgrade urheber urlaub urlauber ursache ursprung urteil variante vater veranstalter
    verband verbindung verbleib verbot verbrauch verbraucher verbraucherschützer verbrechen verbrecher verbund
    verdacht verdienst verdächtige verdächtiger verein verfahren verfall verfasser verfassung verfechter
    verfolger verfügung vergangenheit vergleich vergnügen verhaftung verhalten verhandlung verhältnis verkauf
    verkehr verkäufer verlag verlauf verlegung verletzte verletzter verlierer verlosung verlust verluste vermerk
    vermesser vermieter vermittler vermögen vernunft verordnung versand verschleiß versender versicherer
    versicherung version versprechen verspätung verstand verstoß verstärker versuch versäumnis verteidiger
    vertrag vertrauen vertreter vertreterin vertrieb verursacher verwalter verwaltung verwandte verwandter
    verwender verzicht verzug verzögerung video vielfalt viertel virus vogel volk volksfest vorbild vordenker
    vordergrund vorfall vorgabe vorgang vorgehen vorgänger vorgängerin vorhaben vorhersage vorjahr vorlage
    vorlauf vormittag vorort vorrat vorschlag vorschrift vorsitz vorsitzende vorsitzender vorsorge vorsprung
    vorstand vorstoß vorteil vortrag vorwand vorwurf vorwürfe völker wachstum waffe wagen wahl wahlkampf
    wahrheit wahrscheinlichkeit wald wand wandel wanderer ware warnung wartende wasser webseite website wechsel
    weg wehr weide wein weise weite welle welt weltkrieg weltmeister weltraum wende werbung werft werk werkstatt
    werkzeug wert wesen westen wettbewerb wette wetter wettkampf widerspruch widerstand wiese wille wind
    windkraft windrad winter wirbel wirkstoff wirkung wirt wirtin wirtschaft wissen wissenschaft wissenschaftler
    wissenschaftlerin wlan woche wochenende wohl wohlstand wohnung wolke wort wrack wunde wunder wunsch wurf
    wurzel wut wähler wählerin wälder wärme wörter wüste zahl zahler zahlung zahn zange zauber zeichen zeichner
    zeile zeit zeitalter zeitraum zeitschrift zeitung zeitzeuge zelle zelt zensur zentrale zentrum zerstörung
    zeuge zeugin zeugnis ziel zimmer zimmerer zins zitat zivilist zoll zone zoo zorn zubehör zucker zufall zug
    zugang zugriff zukunft zulassung zulieferbetrieb zulieferer zusage zusammenarbeit zuschauer zuschlag
    zuschuss zustand zustimmung zuständige zuständigkeit zutat zuwachs zweck zweifel zweifler zweig zwischenfall
    ämter ärztin öffentlichkeit öl überblick überfall überfluss übergang überlebende übernahme überprüfung
    überschuss überschwemmung übersicht übung
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


def is_plain_noun(word: str, known: Set[str]) -> bool:
    """Whether a folded word is a common noun, beside a text of which `known` are the forms of the words."""
    if word.endswith(_ONLY_NOUNS) and len(word) > 6:
        return True
    return _is_known(word, known) or _is_compound(word, known)


def opens(word: str) -> bool:
    """Whether a folded word is likelier an adverb, a preposition or an adjective that opens a sentence than a name."""
    return word in _openers() or word.endswith(_OPENING_ENDS)


def _is_known(word: str, known: Set[str]) -> bool:
    mine = forms(word)
    # "-er" makes a plural of few nouns, and a surname of many ("Steiner").
    plain = mine - {word[: -len(end)] for end in ("er", "ern") if word.endswith(end)}
    return bool(plain & _table() or mine & known)


def _is_compound(word: str, known: Set[str]) -> bool:
    return not word.endswith(_OF_SURNAMES) and any(
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
