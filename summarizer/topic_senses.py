"""Which sense an ambiguous name has where it stands: the language or the rust, the company or the fruit. Pure.

The words beside a name tell most ("Go modules", "Apple harvest"), then its capital letter where that says anything,
then the company that it keeps in title and text: words that speak for the topic against words that speak for another
sense. docs/topics.md has the order of the questions.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from summarizer.text.phrases import forms_of
from summarizer.text.tokens import stop_words
from summarizer.topic_file import Topic

TITLED = 0.65
"""The share of a title's longer words that have a capital where capitals say nothing."""
TELLING_LETTERS = 4
NEAR = 60
"""In a text, the company of a name is what stands so many words before and behind it, and the title."""
SURE = 2
"""So many words that speak for a topic make sure that a name before another name is not a person's."""
LEAST_WORDS = 3
"""A title without capitals has that many words at least; what is shorter may be a name."""
_OPENERS = frozenset('.:;!?–—-|"“„«(')
"""After these a sentence or a name of its own begins, and every word has a capital."""
_BEFORE_NAMES = stop_words("en") | stop_words("de") | {"warum", "weshalb", "wieso", "wann", "wo", "fur"}
"""What may open a title before a name of its own ("Why Go"); any other first word may belong to it ("Pixel C")."""
_INDEFINITE = frozenset(("a", "an"))
_ARTICLES = _INDEFINITE.union(
    "the this no der die das den dem ein eine einem einen einer am im vom zum zur beim".split()
)
_BEING = frozenset(("is", "was", "has", "gets", "does", "isn"))
_WHO = frozenset(("who", "whose", "whom"))
_COUNTING = _INDEFINITE | {"my", "your", "his", "her", "their", "every", "each", "another", "ein", "eine", "einen"}
_DETERMINERS = _ARTICLES.union("my your his her its our their these those some any every each another".split())
_BRACKETS = frozenset("([")
_AMOUNTS = frozenset(("million", "billion", "trillion", "percent", "bn", "m", "k", "lakh", "crore"))


class Read(NamedTuple):
    """A title or a text as tokens, as they are written and folded.

    `heard` is the company of every name in it: for a title the words of title and text, for a text those of the title.
    `titled`: nearly every word of it has a capital, which then says nothing. `small`: no word of it has one. `title`
    tells a title from a text.
    """

    written: Sequence[str]
    tokens: Sequence[str]
    heard: frozenset[str]
    titled: bool = False
    small: bool = False
    title: bool = False


def read_title(written: Sequence[str], tokens: Sequence[str], heard: frozenset[str]) -> Read:
    """A title, with what its capitals are worth."""
    return Read(written, tokens, heard, _is_titled(written), _is_small(written), title=True)


def read_text(written: Sequence[str], tokens: Sequence[str], heard: frozenset[str]) -> Read:
    """A text, in which capitals are taken for what they are worth in sentences."""
    return Read(written, tokens, heard)


def as_hint(topic: Topic) -> Topic:
    """The topic with the conditions under which its hints count instead of those of its name."""
    return Topic(
        topic.name,
        "",
        alone="capital",
        context=topic.hint_context,
        against=topic.hint_against,
        weak_against=topic.hint_against,
    )


def is_meant(topic: Topic, at: int, read: Read, *, led: bool = False) -> bool:
    """Whether the ambiguous name at that token means the topic; `led`: the spelling found is longer ("in Go")."""
    before = read.tokens[at - 1] if at else ""
    after = read.tokens[at + 1] if at + 1 < len(read.tokens) else ""
    capital = not topic.case or _is_capital(read.written[at], topic.title)
    shown = after in topic.before and not (after in _BEING and _belongs(at, read))
    led = led or before in topic.after
    named = (shown and after not in _BEING) or _is_before_name(at, read)
    if before in topic.not_after and not (named and before in _ARTICLES):
        return False
    if not shown and (after in topic.not_before or _is_initial(at, read)):
        return False
    if _is_somebody(at, read):
        return False
    telling = capital and _tells(at, read)
    if not (telling or shown or led) and (after in topic.weak_before or before in topic.weak_after):
        return False
    heard = _heard(at, read)
    speaking = len(_company(topic.name, topic.context) & heard)
    denying = len(_company(topic.name, topic.against) & heard)
    if denying > speaking:
        return False
    if topic.person and not (shown or read.titled or speaking >= SURE or after in topic.context) and named:
        return False
    if not capital:
        return _is_meant_small(topic, at, read, speaking=speaking, shown=shown, led=led)
    if shown or led or speaking:
        return bool(shown or speaking or topic.alone)
    if not topic.alone:
        return not topic.context
    return not denying and _counts_alone(topic, at, read, telling=telling)


def _is_meant_small(topic: Topic, at: int, read: Read, *, speaking: int, shown: bool, led: bool) -> bool:
    """Whether a name counts without its capital: beside the right word in a title, or in one that has no capitals."""
    if not read.title:
        return False
    if led or (shown and read.small):
        return read.small or speaking > 0
    if not read.small or topic.alone == "name":
        # A name of everyday letters and words ("c", "go") needs more than company.
        return False
    return speaking > 0 or (topic.alone == "capital" and not _is_determined(at, read) and _is_free(topic, at, read))


def _counts_alone(topic: Topic, at: int, read: Read, *, telling: bool) -> bool:
    """Whether a name without company counts."""
    if topic.alone == "small":
        # German nouns have a capital, but no company has such an article.
        return read.written[at][:1].islower() or (at > 0 and (read.titled or read.tokens[at - 1] in _COUNTING))
    if not telling and not _is_free(topic, at, read):
        return False
    if topic.alone == "capital":
        return read.written[at][:1].isupper()
    return _is_name(at, read) or _is_release(at, read)


def _is_free(topic: Topic, at: int, read: Read) -> bool:
    """Whether no word speaks against a name whose capital says nothing."""
    return _company(topic.name, topic.against | topic.weak_against).isdisjoint(_heard(at, read))


def _is_determined(at: int, read: Read) -> bool:
    """Whether it is one of many: "a python", "my windows"."""
    return at > 0 and read.tokens[at - 1] in _DETERMINERS


def _heard(at: int, read: Read) -> frozenset[str]:
    """The words in whose company the name at that token is."""
    return read.heard if read.title else read.heard.union(read.tokens[max(at - NEAR, 0) : at + NEAR])


@lru_cache(maxsize=2_048)
def _company(name: str, words: frozenset[str]) -> frozenset[str]:
    """The words in any number, without the name itself: a word is no company for itself."""
    every = {form for word in words for form in (word, *forms_of(word))}
    return frozenset(every - {name, *forms_of(name)})


def _is_capital(word: str, title: str) -> bool:
    """Whether the word is written like a name: in capitals where the title is, else with a capital letter."""
    return word.isupper() if title.isupper() else word[:1].isupper()


def _is_titled(written: Sequence[str]) -> bool:
    """Whether a title is written In Capitals Like This: so many of its longer words are, the first aside."""
    longer = [word for word in written[1:] if len(word) >= TELLING_LETTERS and word.isalpha()]
    return sum(word[0].isupper() for word in longer) >= TITLED * len(longer) if longer else False


def _is_small(written: Sequence[str]) -> bool:
    """Whether a title has no capitals but those of abbreviations and of "Show HN" before it."""
    words = [word for word in written[3 if list(written[1:3]) == ["HN", ":"] else 0 :] if word.isalpha()]
    return len(words) >= LEAST_WORDS and all(word.islower() or (len(word) > 1 and word.isupper()) for word in words)


def _tells(at: int, read: Read) -> bool:
    """Whether a capital says something there: inside a sentence, in a title that does not have them everywhere."""
    return at > 0 and not read.titled and read.written[at - 1] not in _OPENERS


def _is_initial(at: int, read: Read) -> bool:
    """Whether a lone letter is no name: an initial ("R Ashwin", "J. R. Smith"), an amount ("R 60", "49 C"), "an R"."""
    if len(read.written[at]) > 1:
        return False
    after = read.written[at + 1] if at + 1 < len(read.written) else ""
    before = read.written[at - 1] if at else ""
    if before.lower() in _COUNTING or before[:1].isdigit() or before in _BRACKETS:
        return True
    if after == ".":
        return at + 2 < len(read.written)
    amount = after[:1].isdigit() and before.islower()
    return amount or (not read.titled and after.istitle() and (len(after) > 1 or not read.title))


def _belongs(at: int, read: Read) -> bool:
    """Whether it ends the name of something else: "Angry Birds Go"."""
    return at > 1 and not read.titled and read.written[at - 1].istitle() and read.written[at - 2].istitle()


def _is_somebody(at: int, read: Read) -> bool:
    """Whether the text goes on as after a person: "Bernard Rust, who taught Berlin to bake"."""
    following = read.tokens[at + 1 : at + 3]
    return not _WHO.isdisjoint(following[1:] if following[:1] == [","] else following[:1])


def _is_before_name(at: int, read: Read) -> bool:
    """Whether another name follows: a product's ("the Amazon Whisperer") or that of a family ("Julia Roberts")."""
    return at + 1 < len(read.written) and read.written[at + 1][:1].isupper()


def _is_release(at: int, read: Read) -> bool:
    """Whether the number of a release follows a name that opens a title: "R 5.0 ships"."""
    following = list(read.tokens[at + 1 : at + 4])
    numbers = [token for token in following[:2] if token.isdigit() and len(token) < LEAST_WORDS]
    # A lone letter needs both parts of the number: "R 60" is an amount.
    enough = len(numbers) > 1 or (bool(numbers) and len(read.tokens[at]) > 1 and following[0] == numbers[0])
    return at == 0 and enough and following[-1] not in _AMOUNTS


def _is_name(at: int, read: Read) -> bool:
    """Whether its capital makes a name of a word, and of this word alone."""
    written = read.written
    after = written[at + 1] if at + 1 < len(written) else ""
    before = written[at - 1] if at else ""
    if after[:1].isdigit():
        return len(written[at]) > 1 and before.islower()
    if read.titled or not at or before in _OPENERS:
        return False
    is_opening = at == 1 or written[at - 2] in _OPENERS
    lone = len(written[at]) == 1
    fits = before.islower() if lone else not before[:1].isupper()
    plain = fits or (is_opening and (before.lower() in _BEFORE_NAMES or before.endswith("ing")))
    # A lone letter is easily an initial, a grade, a unit or a model of something.
    return plain and not (lone and after[:1].isupper())
