"""From a paragraph to sentences and clauses, with what stands in brackets read on its own.

`公务用车购置及运行费2.5万元（公务用车购置费0万元；公务用车运行费2.5万元），比上年减少1万元`: the
change belongs to the first amount, not
to the last one in the brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from budgetflow.interpret.text.phrases import find_money

_BRACKETS = re.compile(r"[（(]([^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)]")
_SENTENCE = re.compile(r"[^。；;！!]*[。；;！!]?")
_COMMA = re.compile(r"(?<!\d)[，,：:]|[，,：:](?!\d{3}(?!\d))")
_LISTED = re.compile(
    r"(?<=[元%％辆台人名个套])、|(?<=为0)、|(?<=[）)])、(?=\d)|(?<=[）)])、(?=[^、，。；]{2,"
    r"30}\d)|(?<=[元%％])(?:[和及]|以及)(?=[^、，。；]{2,30}\d)"
)
_ASIDE = re.compile(r"含|不含|单价|单位[:：]|注[:：]|上年|去年")
"""What brackets hold beside the budget: what a figure includes, what last year's was, a note."""
_SHORT = 14
_HOLE = "\ue000"
_INNER = str.maketrans("，,：:；;。、", "\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008")
_OUTER = {hidden: plain for plain, hidden in _INNER.items()}
"""Signs inside brackets that hold no figure (`（上一年度，下同）`) end nothing; they are hidden
while the text is cut.
"""


@dataclass(frozen=True, slots=True)
class Piece:
    """One clause, or what a bracket held, in reading order."""

    text: str
    in_brackets: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its text as it stands, its pieces, and the sign that ends it."""

    text: str
    pieces: tuple[Piece, ...]
    end: str


def sentences(paragraph: str) -> Iterator[Sentence]:
    """Give the sentences of a paragraph; a semicolon ends one too."""
    held: list[str] = []

    def take(match: re.Match[str]) -> str:
        inner = match.group(1)
        says = bool(find_money(inner)) or "万元" in inner
        if not says or _ASIDE.match(inner):
            return (
                match.group().translate(_INNER) if len(inner) <= _SHORT or says else match.group()
            )
        held.append(inner)
        return f"{_HOLE}{len(held) - 1}{_HOLE}"

    text = _BRACKETS.sub(take, paragraph)
    for match in _SENTENCE.finditer(text):
        body = match.group()
        if body.strip("。；;！! "):
            end = body[-1] if body[-1] in "。；;！!" else ""
            yield Sentence(
                _fill(body, held).translate(_OUTER),
                tuple(_pieces(body.rstrip("。；;！!"), held)),
                end,
            )


def _fill(text: str, held: list[str]) -> str:
    return re.sub(f"{_HOLE}(\\d+){_HOLE}", lambda m: f"（{held[int(m.group(1))]}）", text)


def _pieces(text: str, held: list[str]) -> Iterator[Piece]:
    """Cut a sentence at its commas and colons, at list commas behind a figure, and around
    brackets.
    """
    for part in re.split(f"({_HOLE}\\d+{_HOLE})", text):
        if part.startswith(_HOLE):
            yield Piece(held[int(part.strip(_HOLE))], in_brackets=True)
            continue
        for clause in _COMMA.split(part):
            for piece in _LISTED.split(clause):
                if piece.strip():
                    yield Piece(piece.strip().translate(_OUTER))
