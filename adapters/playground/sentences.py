"""The page's own sentences: found in its files, and said from the catalogue that everything else is said from. Pure."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping

from bot.language import speaking, tr

_SAID = re.compile(r'\btr\(\s*"((?:[^"\\]|\\.)*)"')
_MARKED = re.compile(r'\bdata-(?:t|label|placeholder)="([^"]*)"')


def sentences_of(name: str, text: str) -> tuple[str, ...]:
    """The English sentences of one of the page's files: what its scripts say, what its mark-up holds."""
    if name.endswith(".js"):
        found = [str(json.loads(f'"{each}"')) for each in _SAID.findall(text)]
    elif name.endswith(".html"):
        found = [html.unescape(each) for each in _MARKED.findall(text)]
    else:
        found = []
    return tuple(dict.fromkeys(found))


def words_in(language: str, sentences: Iterable[str]) -> Mapping[str, str]:
    """Each sentence in that language, by its English."""
    with speaking(language):
        return {sentence: tr(sentence) for sentence in sentences}
