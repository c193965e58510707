"""Words in an article that speak to a program and not to its readers: nothing of theirs is news. Pure.

What a text orders a model to say stands in the text, so a guard that holds sentences against it lets it pass. Here the
order itself is found: by what it tells the program to ignore, by whom it addresses, and by the answer that it dictates.
An article about such orders, which quotes one, is condensed without that paragraph.
"""

from __future__ import annotations

import re

_PROGRAM = (
    r"(?:an?\s+|the\s+|any\s+|all\s+|alle\s+|eine?n?\s+|die\s+|das\s+)?(?:helpful\s+|automated\s+|automatische\s+)?"
    r"(?:ai|a\.i\.|llms?|(?:large )?language models?|ki|ki-\w+|sprachmodelle?n?|assistants?|assistenten|chatbots?|bots?"
    r"|summari[sz]ers?|crawlers?)\b"
)
_ORDERS = re.compile(
    "|".join(
        (
            r"\b(?:ignor\w+|disregard\w*|forget|override|vergiss|vergessen\s+sie)\b[^.\n]{0,40}\b(?:previous|prior|above|earlier"
            r"|preceding|vorherige\w*|bisherige\w*|obige\w*|your|deine|ihre)\b[^.\n]{0,20}"
            r"\b(?:instructions?|prompts?|rules|directions|messages?|anweisung\w*|regeln|vorgaben)\b",
            r"^\W*(?:system|developer|assistant)\s*(?:prompt|message|note)?\s*:",
            r"\b(?:note|notice|message|instructions?|attention|hinweis|nachricht|anweisung(?:en)?|achtung)\b"
            r"(?:\s*[:,]|\s+(?:to|for|an|für))\s*" + _PROGRAM,
            r"\byou\s+are\s+(?:now\s+)?" + _PROGRAM,
            r"\b(?:du\s+bist|sie\s+sind)\s+(?:jetzt\s+)?" + _PROGRAM,
            r"\b(?:your|deine|ihre)\s+(?:summary|digest|answer|response|output|tl;?dr|zusammenfassung|antwort|ausgabe)\s+"
            r"(?:must|should|shall|has\s+to|muss|soll|hat)\b",
            r"\b(?:output|write|print|respond|reply|answer|schreib\w*|antworte\w*|gib)\b[^.\n]{0,25}"
            r"\b(?:only|exactly|verbatim|nothing\s+but|nur|genau|wörtlich)\b[^.\n]{0,30}[:\"“„«]",
            r"^\W*(?:llms?|ai|ki|gpt|claude|gemini|chatgpt|copilot)\s*:",
        )
    ),
    re.IGNORECASE,
)


_FOLLOWS = re.compile(r":\W*$|\b(?:following|folgende\w*)\b[^.\n]*\.?\W*$", re.IGNORECASE)


_BEFORE = re.compile(r"^.*[.!?][\"”»)]*\s+", re.DOTALL)


def without_orders(text: str) -> str:
    """The text with blanks for what speaks to a program: from that sentence to its paragraph's end, and the next
    paragraph where it is announced. Every other character keeps its place: offsets hold in the text as it is stored."""
    kept, announced = [], False
    for line in text.split("\n"):
        order = _ORDERS.search(line)
        if order is not None:
            begins = _BEFORE.match(line[: order.start()])
            until = begins.end() if begins else 0
            kept.append(line[:until] + " " * (len(line) - until))
            announced = bool(_FOLLOWS.search(line))
        else:
            kept.append(" " * len(line) if announced and line.strip() else line)
            announced = announced and not line.strip()
    return "\n".join(kept)
