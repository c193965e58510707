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
            r"^\W*(?:system|developer|assistant)\s*(?:prompt|message|note)\s*:",
            r"\b(?:note|notice|message|instructions?|attention|hinweis|nachricht|anweisung(?:en)?|achtung)\b"
            r"(?:\s*[:,]|\s+(?:to|for|an|für))\s*" + _PROGRAM,
            r"(?:^\W*|[.!?:;,]\W+)you\s+are\s+" + _PROGRAM,
            r"\byou\s+are\s+now\s+" + _PROGRAM,
            r"\b(?:du\s+bist|sie\s+sind)\s+(?:jetzt\s+)?" + _PROGRAM,
            r"\b(?:your|deine|ihre)\s+(?:summary|digest|output|tl;?dr|zusammenfassung|ausgabe)\s+"
            r"(?:must|should|shall|has\s+to|muss|soll|hat)\b",
            r"\b(?:your|deine|ihre)\s+(?:answer|response|antwort)\s+(?:must|should|shall|muss|soll)\b",
            r"\b(?:output|write|print|respond|reply|answer|schreib\w*|antworte\w*|gib)\b[^.\n]{0,25}"
            r"\b(?:only|exactly|verbatim|nothing\s+but|nur|genau|wörtlich)\b[^.\n]{0,30}[:\"“„«]",
            r"^\W*(?:llms?|ai|ki|gpt|claude|gemini|chatgpt|copilot)\s*:\s*(?:please\s+|bitte\s+)?(?:write|say|output|ignore|disregard|forget|summari\w+"
            r"|state|report|tell|mention|include|add|print|respond|reply|answer|use|do|don['’]t|note|begin|start|end|you|your|schreib\w*|sag\w*|gib|nenne"
            r"|melde|berichte|ignorier\w*|vergiss)\b",
            r"^\W*(?:to|an|dear|hey|hello|hi|liebe[rs]?|hallo)\s+(?:"
            + _PROGRAM
            + r"|chatgpt|gpt|claude|gemini|copilot)"
            r"(?:\s+(?:reading|processing|that|who|which|die|der|das|summari\w+)\b[^.\n]{0,60})?\s*[:,]",
            r"\b(?:if|when|wenn|falls)\s+(?:du|sie)\s+" + _PROGRAM,
            r"(?:^\W*|[.!?:]\s*|\bplease\s+|\b(?:when|before|while|if)\s+(?:you\s+)?)summari[sz](?:e|ing)\s+(?:this|the)\s+(?:article|text|page|post|story|content)\b",
            r"\b(?:zusammenfassung|zusammenfassen)\s+(?:dieses|des|dieser|der)\s+(?:artikels?|textes?|texts|seite|beitrags)\b",
            r"\b(?:your|deine|ihre)\s+(?:new|neue)\s+(?:instructions?|task|role|aufgabe|rolle|anweisung(?:en)?)\b",
            r"^\W*(?:new|updated|neue)\s+(?:instructions?|anweisung(?:en)?|prompt)\s*:",
            r"\b(?:ignore|disregard|forget|vergiss|vergessen\s+sie|ignorier\w*)\s+(?:everything|all|alles)\b[^.\n]{0,20}"
            r"\b(?:above|before|else|vorher|oben|bisher|davor)\b",
            r"\b(?:do\s+not|don['’]t)\s+follow\s+(?:your|the\s+(?:earlier|previous|above))\b",
            r"\bas\s+an\s+ai\s+(?:language\s+)?(?:model|assistant|agent)\s+you\b",
            r"(?:^|[.!?]\s+|:\s*)(?:(?:you\s+must\s+)?(?:now\s+)?(?:act\s+as|pretend\s+(?:that|to))"
            r"|(?:begin|start|end|open|close)\s+(?:the|your)\s+(?:summary|digest|answer|response|output|reply))\b",
            r"^\W*(?-i:SYSTEM|OVERRIDE|ADMIN)\W*[:>\]]|^[^\w\n]*[\[<#]+\s*(?:system|override|admin)\b",
            r"\b(?:attention|achtung)\s+" + _PROGRAM,
            r"<!--\s*" + _PROGRAM + r"\s*:",
            r"\b" + _PROGRAM + r"\s+(?:that|who|which|die|der|das)\s+(?:reads?|process\w*|summari\w+|lesen|liest)\s+"
            r"(?:this|dies\w*)\b",
            r"\b(?:for|für)\s+" + _PROGRAM + r"\s+(?:only|nur)\b",
            r"\[/?INST\]|<\|\w+\|>|^\W*(?:instructions?|anweisung)\s*:",
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
