"""Text as a row of tokens in which phrases can be found with right boundaries. Pure.

`c++`, `c#`, `.net` and `at&t` are one token each; hyphen, slash, apostrophe and a full stop inside a word only part
tokens, so that "Node.js", "node-js" and "node js" are one phrase. Punctuation between words is a token of its own: no
phrase reaches across it. A possessive is dropped. Chinese, Japanese and Korean are written without spaces: there every
character is a token, and a Latin name inside such a sentence stands alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_DENSE = "\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff"
_LETTERS = rf"[^\W_{_DENSE}]+"
_TOKEN = re.compile(
    rf"(?:^\.)?{_LETTERS}(?:&{_LETTERS})*(?:\+\+|#)?"
    rf"|[{_DENSE}$€£]"
    r"|[.,;:!?]+$|[.,;:!?]+(?=[\"'”’»)\]])|[()\[\]{}\"“”„«»|–—。、「」]|^-+$"
)
_POSSESSIVE = re.compile(r"'[sS](?!\w)")
_MARKS = re.compile("[\u0300-\u036f]+")
_APOSTROPHES = re.compile("[‘’ʼ`´＇]")
_SIGNS = re.compile("[™®©\u200b\u00ad\ufeff]")
_CURRENCIES = frozenset("$€£")
CACHED_CHARACTERS = 32
"""Words come again and again; what is longer than that is no word and is not remembered."""


def split(text: str) -> list[str]:
    """The text's tokens as they are written, without accents."""
    tokens: list[str] = []
    for chunk in text.split():
        tokens += _tokens(chunk) if len(chunk) <= CACHED_CHARACTERS else _read_chunk(chunk)
    return tokens


@lru_cache(maxsize=32_768)
def _tokens(chunk: str) -> tuple[str, ...]:
    return _read_chunk(chunk)


def _read_chunk(chunk: str) -> tuple[str, ...]:
    """The tokens of what stands between two spaces. Most of it is a plain word, at most with a comma."""
    if chunk.isascii():
        if chunk.isalnum():
            return (chunk,)
        if chunk[-1] in ".,;:!?" and chunk[:-1].isalnum():
            return chunk[:-1], chunk[-1]
    else:
        plain = _APOSTROPHES.sub("'", _SIGNS.sub("", chunk))
        chunk = _MARKS.sub("", unicodedata.normalize("NFKD", plain))
    return tuple(_TOKEN.findall(_POSSESSIVE.sub("", chunk)))


def fold(tokens: Sequence[str]) -> list[str]:
    """The tokens in lower case."""
    return [token.lower() for token in tokens]


def is_word(token: str) -> bool:
    """Whether the token is more than punctuation."""
    return any(map(str.isalnum, token)) or token in _CURRENCIES


def phrase_of(words: str) -> tuple[str, ...]:
    """What a person typed, as folded tokens without punctuation."""
    return tuple(token for token in fold(split(words)) if is_word(token))


def opening(tokens: Sequence[str], words: int) -> int:
    """The index after the first so many words (all of them where there are fewer)."""
    for index, token in enumerate(tokens):
        if is_word(token):
            words -= 1
            if words < 0:
                return index
    return len(tokens)


def cut(text: str, characters: int) -> str:
    """The text's beginning, at most so many characters, without half a word at its end."""
    if len(text) <= characters:
        return text
    space = text.rfind(" ", characters - CACHED_CHARACTERS, characters)
    return text[: space if space > 0 else characters]


def contains(tokens: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether the folded phrase stands in the folded tokens, whole and in a row."""
    if not phrase:
        return False
    wanted = list(phrase)
    return any(
        token == wanted[0] and list(tokens[index : index + len(wanted)]) == wanted for index, token in enumerate(tokens)
    )


def forms_of(word: str) -> tuple[str, ...]:
    """A word's other number, singular or plural, by the rules of English; nothing for what has none ("c++", "css")."""
    if len(word) < 2 or not (word.isalpha() and word.isascii()):
        return ()
    if word[-1] == "s":
        if word.endswith("ies") and len(word) > 4:
            return (word[:-3] + "y", word[:-1])
        if word.endswith(("sses", "shes", "ches", "xes")):
            return (word[:-2],)
        return () if word.endswith(("ss", "us", "is")) or len(word) < 3 else (word[:-1],)
    if word[-1] == "y" and word[-2] not in "aeiou":
        return (word[:-1] + "ies", word + "s")
    return (word + ("es" if word.endswith(("x", "ch", "sh")) else "s"),)
