"""What a line of a table stands under, as a reader of the page keeps it in mind.

A line closes the last open line of its own kind and all that hangs on it, and hangs on what is
still open. Kinds are told by
numbering (`一、` `（一）` `1.`), by `其中：`, by code, by the label column a line begins in, and by
what it names: a subordinate
unit, a class of goods, a line whose parts are known (财政拨款 and its funds, 公务用车 and its two
parts).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from budgetflow.interpret.text.normalise import squeeze
from budgetflow.interpret.text.numbering import OF_WHICH, numbering_depth

LineKind = Literal["total", "subtotal", "unit", "class", "project", "plain"]
_HEADS = frozenset(
    {
        "carryover",
        "current_year",
        "carried_forward",
        "total",
        "use_of_surplus",
        "surplus_distribution",
    }
)
_FUNDS = frozenset(
    {
        "general_public_budget",
        "government_fund",
        "state_capital",
        "general_transfer",
        "government_fund_transfer",
        "state_capital_transfer",
    }
)
# Funds of one rank: none is a part of another.
_RANKED = frozenset(
    {"general_public_budget", "government_fund", "state_capital", "special_account", "unit_funds"}
)
_EARNED = frozenset(
    {
        "business",
        "business_operations",
        "superior_subsidies",
        "subordinate_remittances",
        "other",
        "donations",
        "interest",
        "rental",
    }
)
# Items whose parts may follow them without any number: they are told by what they name.
_PARTS: dict[str, frozenset[str]] = {
    "appropriation": _FUNDS,
    "unit_funds": _EARNED,
    "other_funds": _EARNED,
    "special_account": frozenset({"education_fees"}),
    "basic": frozenset({"personnel", "operating"}),
    "vehicles": frozenset({"vehicle_purchase", "vehicle_operation"}),
    "three_public_total": frozenset({"overseas_travel", "reception", "vehicles"}),
}
# A list's first line may hang on an unnumbered one; 十一 and 10 are no first lines.
_FIRST = re.compile(r"^[（(]?[一1①](?![一二三四五六七八九十\d])")
_UNIT_NUMBER = re.compile(r"^[\[【(]?(\d{3,})")
# A department's own office, listed among its units under the department's name.
_SAME_OFFICE = re.compile(r"[(（]?(?:本级|机关|本部|本局|局本级)[)）]?$")


@dataclass(frozen=True, slots=True)
class Line:
    """A row as the outline sees it."""

    label: str
    kind: LineKind = "plain"
    column: int = 0
    """The column its own label stands in."""
    code: str | None = None
    item: str | None = None
    before: tuple[tuple[int, str], ...] = ()
    """Labels left of its own in the same row, with their columns."""
    layer: int | None = None
    """How deep in a list whose layers are known; None where kind and words must tell."""


@dataclass(frozen=True, slots=True)
class _Open:
    rank: tuple[str, int]
    """Kind and how deep within the kind: numbering in tens, code digits, label column."""
    label: str
    code: str | None = None
    item: str | None = None


@dataclass(slots=True)
class Outline:
    """The open lines, outermost first."""

    in_of_which: bool = False
    _open: list[_Open] = field(default_factory=list)

    def place(self, line: Line) -> list[str]:
        """Return the labels a line stands under, outermost first, and remember the line for those
        below it.
        """
        # A total closes all: below it stands the next part of a table, or a note.
        if line.kind == "total":
            self._open.clear()
            self.in_of_which = False
            return [words for _, words in line.before]
        if line.layer is not None:
            return self._place_in_layer(line, line.layer)
        rank = self._rank(line)
        new = self._close_left(line.before)
        self._close(line, rank)
        self._open.extend(new)
        above = [entry.label for entry in self._open]
        if line.kind != "subtotal":
            self._open.append(_Open(rank, line.label, line.code, _last(line.item)))
        return above

    def _place_in_layer(self, line: Line, depth: int) -> list[str]:
        """Place a line whose layer is known below the last one of an outer layer."""
        self.in_of_which = False
        self._cut(_layer_from(depth))
        new = self._close_left(line.before)
        self._cut(_label_from(line.column))
        # A label left of the line that repeats the name of a layer above is that layer.
        own = [entry.label for entry in self._open if entry.rank[0] == "layer"]
        self._open.extend(entry for entry in new if entry.label not in own)
        above = [entry.label for entry in self._open]
        self._open.append(_Open(("layer", depth), line.label))
        return above

    def _close_left(self, before: tuple[tuple[int, str], ...]) -> list[_Open]:
        """Close what a row's labels left of its own replace; give those of them that are not open
        already.
        """
        for place, (column, words) in enumerate(before):
            rank = ("label", column)
            is_open = any(entry.rank == rank and entry.label == words for entry in self._open)
            if not is_open:
                # One that changed takes along all right of it, repeated or not.
                self._cut(_label_from(column))
                return [_Open(("label", column), words) for column, words in before[place:]]
        return []

    def _rank(self, line: Line) -> tuple[str, int]:
        """Return the line's kind, and whether `其中：` holds for it."""
        plain = squeeze(line.label)
        begins = bool(OF_WHICH.match(plain))
        level = numbering_depth(OF_WHICH.sub("", plain))
        if level is not None:
            # Numbers behind 其中 are half a level deeper: its 1. stands under the 1. of the list.
            part_rank = ("number", level * 10 + 5)
            goes_on = self.in_of_which and any(entry.rank == part_rank for entry in self._open)
            inside = begins or goes_on
            self.in_of_which = inside
            return "number", level * 10 + 5 * inside
        if begins:
            self.in_of_which = True
            return "part", 0
        if (
            line.kind in ("unit", "class")
            or line.code
            or self._is_head(line)
            or self._is_beside_the_whole(line)
        ):
            self.in_of_which = False
        if line.kind in ("unit", "class"):
            return line.kind, 0
        if line.code:
            return "code", len(line.code)
        if self.in_of_which:
            return ("part", 0)
        return ("label", line.column)

    def _is_beside_the_whole(self, line: Line) -> bool:
        """Check whether a line is a fund beside the one that `其中：` parted, and so is no part of
        it.
        """
        part = next((place for place, entry in enumerate(self._open) if entry.rank[0] == "part"), 0)
        if not part:
            return False
        whole = self._open[part - 1].item
        item = _last(line.item)
        return whole in _RANKED and item in _RANKED and whole != item

    def _is_head(self, line: Line) -> bool:
        """Check whether an unnumbered line begins anew beside all numbered ones: 上年结转 below the
        year's revenue.
        """
        item = (line.item or "").partition(".")[2]
        is_part_of_carryover = item.startswith("carryover.")
        if not is_part_of_carryover:
            return item in _HEADS
        # Its parts head nothing below their sum; without one printed they stand in its place.
        return not any(entry.item == "carryover" for entry in self._open)

    def _close(self, line: Line, rank: tuple[str, int]) -> None:
        kind, depth = rank
        if kind == "unit":
            self._close_for_unit(line)
        elif kind == "class":
            # Goods, works and services are bought by each unit, and in numbered sections.
            self._cut(lambda entry: entry.rank[0] not in ("unit", "number"))
        elif kind == "number":
            if not self._cut(
                lambda entry: entry.rank[0] == "number" and entry.rank[1] >= depth
            ) and not _is_first(line.label):
                self._cut(lambda entry: entry.rank[0] in ("label", "part"))
        elif kind == "part":
            self._cut(lambda entry: entry.rank[0] == "part")
        elif kind == "code":
            code = line.code or ""
            # Lines without a code in its column are over; those left of it (units) head it.
            self._cut(_label_from(line.column))
            self._cut(
                lambda entry: (
                    entry.rank[0] == "part"
                    or (
                        entry.code is not None
                        and not (code.startswith(entry.code) and code != entry.code)
                    )
                )
            )
        elif self._is_head(line):
            self._cut(lambda entry: entry.rank[0] != "unit")
        else:
            self._close_for_label(line)

    def _close_for_label(self, line: Line) -> None:
        """Close the lines that begin in the same label column or right of it, but for one that the
        line is a part of.
        """
        item = _last(line.item)
        while self._open:
            last = self._open[-1]
            # Money carried over is listed by fund below it, in the same column and unnumbered.
            if last.item == "carryover" and item is not None and last.rank[0] != "number":
                return
            if item is not None and item in _PARTS.get(last.item or "", ()):
                return
            if last.rank[0] in ("part", "code") or (
                last.rank[0] == "label" and last.rank[1] >= line.column
            ):
                # Projects without codes are listed below the item they are paid from.
                if last.rank[0] == "code" and line.kind == "project":
                    return
                self._open.pop()
                continue
            return

    def _close_for_unit(self, line: Line) -> None:
        """Close the last unit; a department's own office under the department's name, or code, is
        one of its units.
        """
        units = [place for place, entry in enumerate(self._open) if entry.rank[0] == "unit"]
        if not units:
            self._cut(
                lambda entry: (
                    entry.rank[0] not in ("class", "number")
                    and not (entry.rank[0] == "label" and entry.rank[1] < line.column)
                )
            )
            return
        last = self._open[units[-1]]
        # Two levels at most: below a unit of a department stands another unit of it.
        stays_open = len(units) == 1 and _is_unit_of(line.label, last.label)
        del self._open[units[-1] + stays_open :]

    def _cut(self, closes: Callable[[_Open], bool]) -> bool:
        """Close the outermost line for which `closes` holds, with all that hangs on it; tell
        whether there was one.
        """
        for place, entry in enumerate(self._open):
            if closes(entry):
                del self._open[place:]
                return True
        return False


def _is_unit_of(label: str, department: str) -> bool:
    """Check whether a line is of one of a department's units: its number begins with the
    department's (108001 below 108), or it is the department's own office under the same name.
    """
    unit = squeeze(label)
    whole = squeeze(department)
    number = _UNIT_NUMBER.match(unit)
    number_of_whole = _UNIT_NUMBER.match(whole)
    if number is not None and number_of_whole is not None:
        digits = number[1]
        digits_of_whole = number_of_whole[1]
        if digits != digits_of_whole and digits.startswith(digits_of_whole):
            return True
    return _SAME_OFFICE.sub("", unit) == _SAME_OFFICE.sub("", whole)


def _is_first(label: str) -> bool:
    """Check whether a numbered line is the first of its list; a later one hangs on no unnumbered
    line above.
    """
    plain = OF_WHICH.sub("", squeeze(label))
    return _FIRST.match(plain) is not None


def _label_from(column: int) -> Callable[[_Open], bool]:
    def is_label_from(entry: _Open) -> bool:
        kind, place = entry.rank
        return kind == "label" and place >= column

    return is_label_from


def _layer_from(depth: int) -> Callable[[_Open], bool]:
    def is_layer_from(entry: _Open) -> bool:
        kind, layer = entry.rank
        return kind == "layer" and layer >= depth

    return is_layer_from


def _last(item: str | None) -> str | None:
    """Return an item without its side and what it was carried from."""
    if item is None:
        return None
    return item.removeprefix("revenue.").removeprefix("expenditure.")
