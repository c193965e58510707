"""What an article is about, and what a person means by a topic's name."""

from __future__ import annotations

import pytest

from summarizer.topics import MOST, TopicIndex

INDEX = TopicIndex.load()
ALL = [INDEX.topic(name) for name in INDEX.names()]

FOUND = [
    ("rust", "A memory-safe DNS server, written in Rust"),
    ("rust", "Rust 1.95 brings faster builds"),
    ("rust", "Why our kernel driver team chose Rust: the compiler says no early"),
    ("go", "Golang team drops old Windows versions"),
    ("go", "Show HN: a tiny message queue written in Go"),
    ("go", "Moving our backend from Python to Go"),
    ("go", "Go 1.26 speeds up the garbage collector"),
    ("swift", "Swift 6.3 lands with Xcode"),
    ("swift", "A server framework for Swift developers on Linux: the compiler story"),
    ("java", "Java 27 gets value classes"),
    ("java", "Oracle changes its Java licence again"),
    ("python", "A faster JSON parser for Python"),
    ("python", "PyPI bans inbox.ru addresses"),
    ("ruby", "Ruby on Rails turns twenty-two"),
    ("c", "Undefined behaviour in C, a compiler writer's view"),
    ("c++", "C++26 is feature complete"),
    ("c++", "Safe subsets of C++: three proposals"),
    ("c#", "C# 15 gets union types"),
    ("f#", "Why a bank writes its models in F#"),
    (".net", ".NET 11 preview runs in the browser"),
    (".net", "Microsoft speeds up .NET again"),
    ("node.js", "Node.js 26 drops the old loader"),
    ("node.js", "NodeJS modules under attack"),
    ("r", "Regression plots in R: a statistics tutorial"),
    ("julia", "Julia 1.13 compiles its package images twice as fast"),
    ("kubernetes", "k8s clusters left open to the world"),
    ("postgres", "PostgreSQL 19 adds asynchronous writes"),
    ("elastic", "Elasticsearch returns to an open licence"),
    ("apple", "Apple’s chief designer leaves"),
    ("iphone", "iPhones sold in Europe may switch ports"),
    ("amazon", "Amazon to close two warehouses"),
    ("aws", "Amazon Web Services suffers a long outage"),
    ("meta", "Meta fined over teen accounts on Instagram"),
    ("x", "X loses its appeal: the judge calls Musk's account rules unclear"),
    ("x", "Twitter users remember the bird"),
    ("oracle", "Oracle shares jump on cloud orders"),
    ("arm", "Arm designs its first server chip"),
    ("signal", "Signal threatens to leave over encryption law"),
    ("slack", "Slack raises prices for its workspace app"),
    ("discord", "Discord will ask users for their age"),
    ("zoom", "Zoom adds a translator to video meetings"),
    ("notion", "Notion adds an offline mode to its workspace app"),
    ("unity", "Unity drops its runtime fee for game developers"),
    ("edge", "Microsoft Edge gets a sidebar nobody asked for"),
    ("chrome", "Chrome blocks an extension with a million downloads"),
    ("windows", "Windows 11 update breaks printers"),
    ("windows", "Microsoft brings a Linux kernel to Windows"),
    ("go", "What a year with Go taught us"),
    ("go", "A Feed Reader Written in Go"),
    ("go", "Notes on Go 1.27 for impatient readers"),
    ("rust", "Two years of Rust at a bakery"),
    ("swift", "Is it time for Swift?"),
    ("java", "Java: what we still miss"),
    ("python", "How fast can Python be?"),
    ("windows", "A hidden clock in the Windows taskbar"),
    ("chrome", "Chrome 160 warns of open ports"),
    ("oracle", "Why I left Oracle after ten years"),
    ("meta", "Meta could be about to cut thousands more jobs"),
    ("c", "Arrays of no size in C"),
    ("c", "A quiet look at friendly C"),
    ("r", "Learn R, from the beginning"),
    ("shell", "Building a shell from nothing"),
    ("amazon", "Amazon Echo learns to whisper"),
    ("apple", "Apple Watch gets a thinner strap"),
    ("cursor", "Cursor raises money as AI coding takes off"),
    ("claude", "Claude can now read your calendar, says Anthropic"),
    ("gemini", "Google puts Gemini into Maps"),
    ("llama", "Llama 4 weights leak before launch"),
    ("copilot", "Microsoft renames Copilot once more"),
    ("spark", "PySpark jobs on a laptop"),
    ("flask", "Flask and Django compared for a small web app"),
    ("electron", "An Electron app without the memory bill: desktop JavaScript"),
    ("stripe", "Stripe opens payments for stablecoins"),
    ("steam", "Steam Machine goes on sale"),
    ("ai", "AI is eating the power grid"),
    ("ai", "Artificial intelligence in the courtroom"),
    ("ai", "KI im Klassenzimmer"),
    ("openai", "OpenAI's board gets two new members"),
    ("llm", "LLMs forget the middle of long texts"),
    ("chips", "GPU makers run short of substrates"),
    ("nvidia", "NVIDIA shows its next GPU"),
    ("security", "Cyberattack closes a port for three days"),
    ("vulnerabilities", "Zero-days in two firewalls are being used"),
    ("vulnerabilities", "CVE-2026-1234: patch your routers"),
    ("ransomware", "A ransomware gang gives back a hospital's data"),
    ("passwords", "Passkeys come to the tax office"),
    ("privacy", "GDPR complaint against a maker of doorbells"),
    ("telecom", "AT&T to switch off copper lines"),
    ("self-driving", "Robotaxis get a permit for the airport"),
    ("electric cars", "EVs outsell diesel for the first time"),
    ("layoffs", "A games studio lays off half its staff"),
    ("funding", "A battery maker raises $40M"),
    ("funding", "Fintech closes its Series B"),
    ("spacex", "Starship flies again"),
    ("space", "Astronauts return after a leak"),
    ("quantum", "A quantum computer with 400 qubits"),
    ("open source", "Open-source maintainers ask for pay"),
    ("tv", "OLED TVs get brighter and cheaper"),
    ("galaxy", "The Galaxy S26 price puzzles everybody"),
    ("climate", "Émissions and the law: climate change in court"),
    ("nvidia", "Nvidia Tesla cards in old servers"),
    ("apple", "Appleが新製品を発表"),
    ("go", "A race detector for Go"),
    ("go", "Go modules for beginners"),
    ("go", "notes on writing a chat server in go"),
    ("go", "Porting Go to an old mainframe"),
    ("go", "Moving an API from Python to Go"),
    ("python", "Moving an API from Python to Go"),
    ("rust", "why i rewrote my scheduler in rust"),
    ("rust", "Rewriting a small linker in rust"),
    ("r", "R 5.0 is here"),
    ("r", "The R community and its conferences"),
    ("c", "Fixing C, one warning at a time"),
    ("spring", "Dependency injection in Spring"),
    ("amazon", "the amazon warehouse robots are here"),
    ("apple", "apple is said to plan cheaper ios phones"),
    ("windows", "Malware hides in the Windows registry"),
    ("shell", "A shell for the impatient"),
    ("amazon", "Goodbye to the Amazon Dash button"),
    ("unity", "Unity 7 cuts build times"),
    ("discord", "Discord buys a studio"),
    ("claude", "Claude Code in a terminal"),
    ("gaming", "Blizzard reopens its old servers"),
    ("browsers", "Vivaldi blocks trackers by itself"),
    ("react", "From React to plain web pages"),
]

TRAPS = [
    ("rust", "Software jobs come to the Rust Belt"),
    ("rust", "How to keep garden tools from rust"),
    ("rust", "Rust on the bridge worries engineers"),
    ("go", "Where developers go to rest"),
    ("go", "The Go-to-Market Plan Every Software Founder Needs"),
    ("go", "Pokémon Go maps a city of programmers"),
    ("go", "Ready to Go: a Python library for travel"),
    ("go", "A program beats the world Go champion"),
    ("go", "How a Small Town Could Go Dark"),
    ("go", "Prices Go Up Again for Streaming"),
    ("go", "The new model comes to ChatGPT's Free and Go users, and to developers by API"),
    ("go", "Go ahead and change your password"),
    ("rust", "Rust Belt Towns Court Data Centres"),
    ("java", "A volcano on Java wakes up"),
    ("python", "Python swallowed a deer in the Everglades"),
    ("windows", "Windows shattered by a blast in the harbour"),
    ("oracle", "The Oracle of Delphi, restored"),
    ("amazon", "Deforestation in the Amazon slows"),
    ("c", "The Pixel C gets an update"),
    ("c", "Minus 70 C in a laboratory"),
    ("r", "R Ashwin bowls a new kind of delivery"),
    ("r", "A council spends R 125 on data"),
    ("r", "Parking costs R 60 and data R 20"),
    ("shell", "Shell stops drilling in the north"),
    ("shell", "Shell companies and who owns them"),
    ("swift", "Taylor Swift tickets crash a web app written in Java"),
    ("swift", "A swift response to the outage of the API"),
    ("java", "Earthquake off Java island"),
    ("java", "The best cup of java near the office"),
    ("python", "A Burmese python is caught in a park"),
    ("python", "Monty Python sketches and programming humour"),
    ("ruby", "A ruby necklace is stolen"),
    ("c", "Startup closes Series C"),
    ("c", "USB-C becomes law"),
    ("c", "C++ and its compiler vendors"),
    ("c", "Objective-C code lives on"),
    ("c", "Vitamin C and the common cold: a library of studies"),
    ("r", "R&D spending on data is up"),
    ("r", "Toys R Us opens a data centre"),
    ("julia", "Julia Roberts plays a programmer"),
    ("crystal", "A crystal ball for compiler writers"),
    ("dart", "NASA's DART mission moved an asteroid"),
    ("apple", "The history of the apple pie"),
    ("apple", "Apple pie sales are up"),
    ("apple", "A robot for the apple orchard"),
    ("amazon", "Drones count trees in the Amazon rainforest"),
    ("amazon", "A new frog from the Amazon basin"),
    ("meta", "A meta-analysis of sleep studies by a software company"),
    ("meta", "Meta tags your platform still needs"),
    ("oracle", "What the oracle of Delphi tells a company"),
    ("arm", "A robot arm picks strawberries with a cheap chip"),
    ("arm", "The research arm of a chip maker"),
    ("signal", "A weak signal from space, encrypted by noise"),
    ("slack", "Cut your team some slack in meetings"),
    ("discord", "Sowing discord on the platform"),
    ("notion", "The notion that an app can replace a doctor"),
    ("unity", "A national unity government and its games"),
    ("zoom", "A telephoto zoom lens for video calls"),
    ("edge", "Cutting edge browsers of the nineties"),
    ("edge", "Edge computing reaches Microsoft's factories"),
    ("chrome", "Chrome plated taps are back on the web"),
    ("windows", "Broken windows and the city"),
    ("electron", "An electron microscope for a desktop"),
    ("spark", "Price rises spark outrage among users of a cluster"),
    ("spring", "Big Spring Sale: thirty gadgets"),
    ("steam", "A steam engine gets a second life as a game"),
    ("x", "The Model X is recalled"),
    ("x", "Mac OS X on a toaster: the social post of the week"),
    ("x", "An X-ray of the chip, as posted on Facebook"),
    ("claude", "Claude Shannon and the model of information"),
    ("gemini", "The Gemini Observatory gets a new mirror"),
    ("cursor", "A mouse cursor that follows your AI"),
    ("llama", "A llama farm with its own model railway"),
    ("react", "How gamers react to the new app"),
    ("node.js", "A lymph node and its API"),
    ("security", "Social Security numbers are no password"),
    ("security", "A security guard and his robot"),
    ("ai", "Parole ai giornalisti"),
    ("science", "The best science fiction of the year"),
    ("chips", "Potato chips get pricier"),
    ("hacking", "Top stories on Hacker News"),
    ("policy", "Our privacy policy has changed"),
    ("jobs", "Steve Jobs and the calligraphy class"),
    ("tesla", "Nikola Tesla's letters are sold"),
    ("galaxy", "Stars at the rim of the galaxy, seen by a phone"),
    ("oracle", "A padding oracle in a company's login"),
    ("rust", "Rust film set armourer is heard in court"),
    ("rust", "Bernard Rust and the software of his bakery"),
    ("rust", "Rust stains on a balcony"),
    ("apple", "Apple Records opens its vaults"),
    ("apple", "Apple harvest at its worst for years"),
    ("r", "An R rating for a robot film"),
    ("r", "J. R. Smith joins a data company"),
    ("r", "The senator (R) speaks on data"),
    ("c", "A C grade for a school with AI lessons"),
    ("c", "Group C: two draws and a robot mascot"),
    ("python", "Python bites man"),
    ("python", "Python Escapes in a Small Town"),
    ("go", "Vodafone Go tariff gets cheaper"),
    ("go", "Let It Go: A Server Room Is Closed"),
    ("java", "Flooding in Java"),
    ("amazon", "Boats stranded as the Amazon dries up"),
    ("amazon", "An Amazon parrot on a motorway"),
    ("shell", "Shell raises its dividend"),
    ("windows", "Windows of a tram are smashed"),
    ("swift", "Graham Swift wins a prize"),
    ("meta", "A trip through the department of Meta in Colombia"),
    ("ai", "Flight AI 12 turns back"),
    ("claude", "Claude Lelouch looks back"),
    ("julia", "Julia Klein opens a bakery"),
    ("maps", "The GP of Monza, lap by lap"),
    ("ios", "A drawing game at lines.io"),
    ("gaming", "A blizzard closes the motorway"),
    ("browsers", "Vivaldi concerts by candlelight"),
    ("tor", "Das Tor zur Hölle"),
    ("mistral", "The mistral keeps the sailors in port"),
    ("javascript", "Il faut agir vite"),
]

TYPED = [
    ("Artificial Intelligence", "ai"),
    ("artificial-intelligence", "ai"),
    ("#AI", "ai"),
    ("A.I.", "ai"),
    ("GOLANG", "go"),
    ("C++", "c++"),
    ("cpp", "c++"),
    ("C", "c"),
    ("c#", "c#"),
    ("csharp", "c#"),
    (".NET", ".net"),
    ("dotnet", ".net"),
    ("node", "node.js"),
    ("nodejs", "node.js"),
    ("node js", "node.js"),
    ("NODE.JS", "node.js"),
    ("K8s", "kubernetes"),
    ("web assembly", "webassembly"),
    ("postgresql", "postgres"),
    ("layoff", "layoffs"),
    ("electric car", "electric cars"),
    ("EVs", "electric cars"),
    ("startup", "startups"),
    ("robots", "robotics"),
    ("programming languages", "programming"),
    ("machine learnings", "machine learning"),
    ("twitter", "x"),
    ("ÉNERGY", "energy"),
    (" rust. ", "rust"),
    ("law", "policy"),
]


@pytest.mark.parametrize(("topic", "title"), FOUND)
def test_a_title_that_speaks_of_a_topic_has_it(topic: str, title: str) -> None:
    assert INDEX.covers(topic, INDEX.topics_of(title))


@pytest.mark.parametrize(("topic", "title"), TRAPS)
def test_a_title_that_only_sounds_like_a_topic_does_not_have_it(topic: str, title: str) -> None:
    assert topic not in INDEX.topics_of(title)


def test_text_gives_a_short_title_the_company_it_needs() -> None:
    assert "rust" in INDEX.topics_of("Rust, ten years on", "The borrow checker was laughed at when it was new.")


def test_company_far_away_in_a_text_is_none() -> None:
    text = "The party won the Assembly seats. " + "A word. " * 80 + "A programmer watched."
    assert "assembly" not in INDEX.topics_of("A quiet week", text)


def test_more_words_against_a_name_than_for_it_decide() -> None:
    assert "rust" not in INDEX.topics_of("Rust on the hull and the steel bolts of a web server's ship")


def test_one_late_aside_is_no_topic() -> None:
    text = "A word. " * 80 + "Netflix was not asked."
    assert "netflix" not in INDEX.topics_of("A quiet week", text)


def test_two_late_mentions_are_a_topic() -> None:
    text = "A word. " * 80 + "Netflix was asked. Netflix did not answer."
    assert "netflix" in INDEX.topics_of("A quiet week", text)


def test_one_mention_among_the_first_words_is_a_topic() -> None:
    assert "netflix" in INDEX.topics_of("A quiet week", "A film by Netflix was shown. " + "A word. " * 80)


def test_what_stands_far_down_a_long_text_is_not_read() -> None:
    assert INDEX.topics_of("A quiet week", "word " * 5_000 + "Netflix " * 9) == ()


def test_the_word_at_which_the_reading_stops_is_not_read_in_half() -> None:
    text = "a" * 30 + " " + "word " * 993 + "JavaScript JavaScript"
    assert text[:5_000].endswith("Java")
    assert "java" not in INDEX.topics_of("A compiler", text)


def test_a_long_text_without_spaces_is_read() -> None:
    assert "netflix" in INDEX.topics_of("今日", "Netflix" + "新" * 9_000)


def test_the_topic_of_the_title_comes_before_that_of_the_text() -> None:
    found = INDEX.topics_of("Spotify changes its prices", "Netflix did so too. " * 4)
    assert found[:2] == ("spotify", "netflix")


def test_topics_of_the_source_come_last_under_their_known_name() -> None:
    found = INDEX.topics_of("Netflix grows", given=("Golang", "no such topic", "netflix"))
    assert found == ("netflix", "go")


def test_an_article_has_at_most_eight_topics() -> None:
    title = "Google, Microsoft, Netflix, Spotify, Nvidia, AMD, Tesla, Reddit, TikTok, Adobe and IBM"
    assert len(INDEX.topics_of(title)) == MOST


def test_no_phrase_reaches_across_a_full_stop() -> None:
    assert "open source" not in INDEX.topics_of("The vault stood open. Source: the police")


def test_a_denied_phrase_takes_nothing_from_other_topics() -> None:
    assert {"nvidia"} == {"nvidia", "tesla"} & set(INDEX.topics_of("Nvidia Tesla cards"))


def test_a_word_is_no_company_for_itself() -> None:
    assert "kafka" not in INDEX.topics_of("Kafka", "Kafka in Prague. Kafka and his father.")


@pytest.mark.parametrize(("words", "name"), TYPED)
def test_a_person_is_understood(words: str, name: str) -> None:
    assert INDEX.find(words) == name


@pytest.mark.parametrize("words", ["", "?!", "figma", "usb-c", "log4shell", "window", "apples", "news", "x" * 1_000])
def test_a_topic_of_ones_own_is_not_taken_for_another(words: str) -> None:
    assert INDEX.find(words) is None


@pytest.mark.parametrize(
    ("typed", "meant"), [("kuberntes", "kubernetes"), ("postgrs", "postgres"), ("cybersec", "security")]
)
def test_a_near_miss_gets_a_suggestion(typed: str, meant: str) -> None:
    assert meant in INDEX.suggest(typed)


def test_nonsense_gets_no_suggestion() -> None:
    assert INDEX.suggest("qqqqzzzz") == ()


def test_a_wide_topic_covers_its_parts_at_any_depth() -> None:
    assert INDEX.covers("programming", ["rails"])


@pytest.mark.parametrize(("wanted", "has"), [("rust", "programming"), ("c", "c++"), ("apple", "google")])
def test_a_topic_covers_neither_what_is_wider_nor_what_stands_beside_it(wanted: str, has: str) -> None:
    assert not INDEX.covers(wanted, [has])


def test_an_alias_covers_as_the_name_does() -> None:
    assert INDEX.covers("GoLang", ["go"])


def test_a_topic_of_ones_own_is_covered_by_itself_in_any_case() -> None:
    assert INDEX.covers("Cooking", ["cooking"])


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        ("figma", "Figma’s shares fall"),
        ("usb-c", "The last phone without USB-C"),
        ("usb c", "The last phone without USB-C"),
        ("log4shell", "Log4Shell, five years later"),
        ("ubersetzer", "Der beste Übersetzer"),
        ("a/b testing", "Why A/B testing fails"),
        ("人工知能", "新しい人工知能の話"),
        ("C#", "C# 15 is out"),
        ("rust", "Rust 1.95 is out"),
    ],
)
def test_an_article_without_topics_matches_by_its_words(wanted: str, title: str) -> None:
    assert INDEX.matches(wanted, title, "", ())


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        ("figma", "Figmatic design"),
        ("usb-c", "USB. C is a letter"),
        ("sap se", "Sap, secretly"),
        ("go", "Where to go to this summer"),
        ("c", "C++ for compiler writers"),
        ("...", "Nothing at all..."),
        ("", "Nothing at all"),
    ],
)
def test_words_match_only_whole_and_in_a_row(wanted: str, title: str) -> None:
    assert not INDEX.matches(wanted, title, "", ())


def test_a_word_of_ones_own_is_looked_for_in_the_opening_of_the_text() -> None:
    assert INDEX.matches("figma", "A quiet week", "word " * 140 + "Figma", ())


def test_a_word_of_ones_own_further_down_does_not_count() -> None:
    assert not INDEX.matches("figma", "A quiet week", "word " * 150 + "Figma", ())


def test_a_known_topic_goes_by_the_articles_topics_and_not_by_its_words() -> None:
    assert not INDEX.matches("rust", "Rust 1.95 is out", "", ("netflix",))


def test_the_index_is_read_once() -> None:
    assert TopicIndex.load() is INDEX
