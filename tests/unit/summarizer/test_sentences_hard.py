"""Hard places to end a sentence, beside nupunkt: ours must know each of them, and more of them than it."""

from __future__ import annotations

import pytest
from nupunkt import sent_tokenize

from summarizer.text.sentences import split_sentences

HARD = [
    ["Dr. Smith of Acme Inc. said U.S. sales rose 3.5 percent.", "Prof. Jones disagreed."],
    ["The chip costs $1.09 vs. $2.50 for the No. 2 model.", "It ships in Jan. 2027."],
    ["“We are done.”", "“Not quite,” said J. R. R. Sand.", "He left at 5 p.m.", "The ship sailed at 6 a.m. sharp."],
    ["Visit example.com or mail a.b@example.org.", "Then run v2.0.1 of node.js.", "It works."],
    ["He asked, “Who is there?” and left.", "“Nobody!” she cried.", "The end."],
    ['"Is it back?" she asked.', '"It is!" he said (twice!) and left.', "Nobody heard."],
    ["The firm (founded in 1931.) grew.", "It has 1.2 million users, incl. 40,000 in St. Gallen."],
    ["See Fig. 3 and Sec. 4.2 for details.", "Eq. 5 follows."],
    ["Yahoo! bought it.", "Is it?", "Yes."],
    ["Wait ... what?", "He paused…", "Then he spoke."],
    ["The U.S. Senate voted.", "The bill went to the U.N. Security Council.", "He lives in the U.S.", "He likes it."],
    ["On Nov. 20 at 8:30 a.m. Eastern time, the crane lifted.", "Mr. and Mrs. Sand watched."],
    ["I moved to Washington, D.C. in 2020.", "She works at the F.B.I. as an agent."],
    ["Prices fell 5% to $3.00.", "Shares rose."],
    ["Sen. Sand (D-Mass.) spoke.", "Gov. Hull, Lt. Gov. Quay and Gen. Works listened."],
    ["Version 3.0 is out.", "iPhone sales rose.", "eBay fell."],
    ["Es war am 3. Oktober.", "Meier & Co. KG zahlte ca. 2,5 Mio. Euro.", "Das war z. B. nicht wenig."],
    [
        "Im 2. Quartal stieg der Umsatz um 3,5 Prozent.",
        "Die 5. Generation kommt am 1. und 2. Mai.",
        "Er war 21.",
        "Sie auch.",
    ],
    [
        "Prof. Dr. Sand kam d. h. spät, u. a. mit Dr. Meier.",
        "Siehe Abs. 3 Nr. 4 des Gesetzes.",
        "Der 1. FC Hafen verlor.",
    ],
    ["„Wer ist da?“, fragte er.", "„Niemand!“ rief sie.", "Ende."],
    ["M. Hulot et Mme. Sand arrivent.", "C'est fini."],
    ["The company, Works Ltd., and its rival Quay Corp. merged.", "Inc. magazine wrote of it."],
    ["Plan B.", "It worked.", "Vitamin C. is good."],
    ["She holds a Ph.D. in physics.", "They met."],
    ["Read pp. 3-5 of Vol. 2.", "No.", "That is wrong."],
    ["J.K. Sand wrote it.", "George W. Quay read it.", "So did Samuel L. Hull."],
    ["他说：“好。”", "然后走了。", "完"],
]


@pytest.mark.parametrize("sentences", HARD, ids=lambda sentences: sentences[0][:24])
def test_a_hard_text_is_split_where_it_ends(sentences: list[str]) -> None:
    text = " ".join(sentences)

    assert [text[span.start : span.end] for span in split_sentences(text)] == sentences


def test_more_of_them_than_nupunkt_knows() -> None:
    known = sum([part.strip() for part in sent_tokenize(" ".join(each))] == each for each in HARD)

    assert known < len(HARD)


@pytest.mark.parametrize("mark", ".…!")
def test_a_row_of_end_marks_is_read_in_no_time(mark: str) -> None:
    """Its reading is linear: one that is not takes minutes for so many."""
    text = f"The table {mark * 60_000}17 has rows. It ends."

    assert [text[span.start : span.end] for span in split_sentences(text)] == [text[:-9], "It ends."]
