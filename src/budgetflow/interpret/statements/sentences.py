"""From a paragraph to sentences and clauses, with what stands in brackets read on its own.

`公务用车购置及运行费2.5万元（公务用车购置费0万元；公务用车运行费2.5万元），比上年减少1万元`: the
change belongs to the first amount, not
to the last one in the brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from budgetflow.interpret.text.phrase_patterns import NUMBER, UNIT
from budgetflow.interpret.text.phrases import Clause, find_money

_BRACKETS = re.compile(r"[（(]([^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)]")
# A full stop typed as a point: 主要是压减支出.其中:基本支出9万元.
_STOP = r"(?:(?<=[\u4e00-\u9fff%％])\.(?=[\u4e00-\u9fff“（(]|$))"
_SENTENCE = re.compile(rf"(?:(?!{_STOP})[^。；;！!])*(?:[。；;！!]|{_STOP})?")
_ENDS = "。；;！!."
_COMMA = re.compile(r"((?<!\d)[，,：:]|[，,：:](?!\d{3}(?!\d)))")
_LISTED = re.compile(
    r"((?<=[元万亿%％辆台人名个套次批组])、|(?<=为0)、|(?<=[）)])、(?=\d)|(?<=[）)])、"
    r"(?=[^、，。；]{2,30}\d)|(?<=[\ue00a\ue00c])、|"
    r"(?<=\d[批个次])[和及与]?(?=\d+人)|(?<=团组)[和及与]?(?=\d+人)|"
    r"(?<=[元%％])(?:[和及与]|以及)(?=(?:基本)?(?:持平|不变)|\d[\d.]*[%％])|"
    r"(?<=[元%％])(?:[和及]|以及)(?=[^、，。；]{2,30}\d)|(?<=元)[和及与](?=\d)|(?<=\d[批团]次)[和及与]?(?=\d|[^\d，。；]{0,6}\d+人))"
)
# What stands between the members of a list in one clause.
LIST_SIGNS = frozenset({"、", "和", "及", "以及", "与"})
# What brackets hold beside the budget: what a figure includes, what last year's was, a note.
_ASIDE = re.compile(r"含|不含|单价|单位[:：]|注[:：]|上年|去年")
# How many things an amount is the value of: 房屋1,800万元（5,600平方米）.
COUNTED = re.compile(r"\d[\d,，]*(?:\.\d+)?(?:平方米|㎡|亩|辆|台|套|件|栋)")
# Parts of a count: 国内公务接待65批次（其中外事接待0批次）.
_COUNTS = re.compile(r"其中[^。；]*\d(?:批次?|人次?|个|团次|次|辆|名)")
_SHORT = 14
_HOLE = "\ue000"
_ONLY_MONEY = re.compile(rf"{NUMBER}{UNIT}")
_NAMED = re.compile(r"[\u4e00-\u9fff”]$")
_INNER = str.maketrans("，,：:；;。、", "\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008")
_MARKED = str.maketrans("（）()", "\ue009\ue00a\ue00b\ue00c")
_UNMARKED = str.maketrans("\ue009\ue00a\ue00b\ue00c", "（）()")
# Around an amount in brackets of its own, which is that of the name before it:
# 新增转移支付（127.92亿元）、上年结转（20.41亿元）.
_MARKS = re.compile(r"[\ue009-\ue00c]")
# Signs inside brackets that hold no figure (`（上一年度，下同）`) end nothing; they are hidden
# while the text is cut.
_OUTER = {hidden: plain for plain, hidden in _INNER.items()}


@dataclass(frozen=True, slots=True)
class Piece:
    """One clause, or what a bracket held, in reading order."""

    text: str
    in_brackets: bool = False
    lead: str = ""
    """The sign between it and the piece before, as printed."""
    printed: str = ""
    """As it stands in the sentence, brackets too."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its text as it stands, its pieces, and the sign that ends it."""

    text: str
    pieces: tuple[Piece, ...]
    end: str


@dataclass(frozen=True, slots=True)
class Said:
    """One clause of a sentence, and what its words name."""

    subject: str
    """The words before the figure, without what every sentence puts around them."""
    clause: Clause
    sentence: Sentence


def sentences(paragraph: str) -> Iterator[Sentence]:
    """Return the sentences of a paragraph; a semicolon ends one too."""
    held: list[re.Match[str]] = []

    def take(match: re.Match[str]) -> str:
        inner = match.group(1)
        if _ONLY_MONEY.fullmatch(inner) and _NAMED.search(paragraph[: match.start()]):
            return match.group().translate(_MARKED)
        counts = COUNTED.fullmatch(inner) or _COUNTS.match(inner)
        says = bool(find_money(inner)) or "万元" in inner or counts is not None
        if not says or _ASIDE.match(inner):
            if len(inner) <= _SHORT or says:
                return match.group().translate(_INNER)
            return match.group()
        held.append(match)
        return f"{_HOLE}{len(held) - 1}{_HOLE}"

    text = _BRACKETS.sub(take, paragraph)
    before = ""
    for match in _SENTENCE.finditer(text):
        body = match.group()
        if body.strip(f"{_ENDS} "):
            end = body[-1] if body[-1] in _ENDS else ""
            pieces = tuple(_pieces(body.rstrip(_ENDS), held, before))
            yield Sentence(_printed(body, held), pieces, end)
            before = end


def _printed(text: str, held: list[re.Match[str]]) -> str:
    """Return a text as printed, with what was taken out or hidden put back."""
    text = re.sub(f"{_HOLE}(\\d+){_HOLE}", lambda m: held[int(m.group(1))].group(), text)
    return text.translate(_OUTER).translate(_UNMARKED)


def _pieces(text: str, held: list[re.Match[str]], before: str) -> Iterator[Piece]:
    """Cut a sentence at its commas and colons, at list commas behind a figure, and around
    brackets; `before` is the sign that ended the sentence before it.
    """
    lead = before
    for part in re.split(f"({_HOLE}\\d+{_HOLE})", text):
        if part.startswith(_HOLE):
            match = held[int(part.strip(_HOLE))]
            yield Piece(match.group(1), in_brackets=True, lead=lead, printed=match.group())
            lead = ""
            continue
        for clause in _COMMA.split(part):
            if _COMMA.fullmatch(clause):
                lead += clause
                continue
            for piece in _LISTED.split(clause):
                if not piece:
                    continue
                if _LISTED.fullmatch(piece) or piece in LIST_SIGNS:
                    lead += piece
                elif piece.strip():
                    said = _MARKS.sub("", piece.strip())
                    yield Piece(
                        said.translate(_OUTER), lead=lead, printed=_printed(piece.strip(), held)
                    )
                    lead = ""
