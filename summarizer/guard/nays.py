"""Words that carry a no without saying "not". Tables, nothing else."""

from __future__ import annotations

import re

from summarizer.text.tokens import stem

NAYS = frozenset(
    """abandon abandoned ablehnte absence absent against avoid avoided ban banned barely block blocked
    boycott boycotted cancel cancelled contrary decline declined denied deny despite discourage discouraged
    discourages dismiss dismissed dispute disputed drop dropped elude eluded elusive except exclude excluded exempt
    fail failed false forbade forbid forbidden forbids forget forgets forgot halt halted hardly impossible incapable
    instead lack lacked lacking lacks left long longer misconception myth neglected omitted only oppose
    opposed opposes paused prevent prevented rebuffed refrain refuse refused refuses reject rejected rejects
    remain remained rule ruled scrapped shelved skip skipped spared stop stopped suspend suspended unable
    unaffected unchanged unclear unknown unlikely unmöglich unresolved untersagt untrue verweigerte withheld
    without wrong yet""".split()
)
"""Words that may carry a no without saying "not"."""
NAY_PHRASES = re.compile(
    r"\b(?:turn(?:ed|s)? down|rul(?:ed|es) out|g[ai]ve(?:s|n)? up|held back|h[eo]ld off|far from|rather than"
    r"|voted against|(?:apart|aside) from|other than|unlike|excluding|except\w*|outside of|no longer"
    r"|instead of|free (?:of|from)|too \w+ to|lehnt\w* .*\bab|verzichte\w*|verboten|verhindert\w*|gestoppt"
    r"|fehl(?:t|en|te|ten))\b",
    re.IGNORECASE,
)
NAY_STEMS = frozenset(stem(word) for word in NAYS if len(word) > 3)
