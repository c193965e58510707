"""Text as a feed may carry it, made to break out of whatever it is put into."""

from __future__ import annotations

from bot.document import (
    Action,
    Block,
    Buttons,
    Divider,
    Document,
    Emphasis,
    Heading,
    Link,
    Moment,
    Paragraph,
    Preformatted,
    Quote,
    Small,
    StoryBlock,
    Text,
    paragraph,
    small,
)
from summarizer.model import StoryState
from tests.builders import MORNING

HONEST = "https://news.example/a?b=1&c=2"

NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[click](https://evil.example)",
    "![pixel](https://evil.example/p.png)",
    "Look!",
    "](https://evil.example)",
    "a](<https://evil.example>) b",
    "<https://evil.example>",
    "<b>bold</b> & <i>more",
    "*stars* _lines_ **both** ~~gone~~ `code`",
    "`unclosed",
    "# heading",
    "---",
    "===",
    "- item",
    "+ item",
    "-",
    "1. item",
    "2) item",
    "1.",
    "> quote",
    "| a | b |",
    "&lt;b&gt; &amp; &copy; &#60;",
    "\\*not\\*",
    "\\",
    "line\n# break\n\n<hr>",
    "    four spaces",
    "\ttab",
    "```\nfence",
    "[ref]: https://evil.example",
    "C++ <vector> explained",
    "a  b",
    "5.4 GHz at 10-30 %",
]


def everywhere(words: str, url: str = HONEST) -> Document:
    """A document with the words in every place where feed text may stand, each under an honest address."""
    line = (Text(words), Link(words, url), Text(" "), Text(words, bold=True), Text(" "), Text(words, italic=True))
    blocks: tuple[Block, ...] = (
        Heading(words),
        paragraph("Before", words),
        Paragraph((line, (Moment(MORNING, fallback=words), Text(" "), Link(words, url, bold=True)))),
        small(words, words),
        Small((line,)),
        Quote(words, Link(words, url)),
        Divider(),
        StoryBlock(1, "s1", words, url, StoryState.UPDATED, sentences=((Text(words),),) * 2, meta=(line,)),
        Buttons((Action("More", "more", "s1", Emphasis.PRIMARY),)),
    )
    return Document(words, blocks)


def fixed(words: str = "It is 'so'") -> Document:
    """A document with text whose spacing and signs matter."""
    return Document("fixed", (Preformatted(words), paragraph((Text("a  `b`\n\nc", code=True),))))
