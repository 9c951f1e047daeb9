"""Codes for rows printed without one, from their names: the class by the Ministry's names, the
levels below by the document itself.

Every inferred code is marked `inferred`. A name that could stand for several codes gets one only
where the lines above
settle it; nothing is inferred for totals, projects and units.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from budgetflow.interpret.rows_model import Amount
from budgetflow.interpret.tables.rows.read import ECONOMIC_TABLES
from budgetflow.interpret.text.codes import SECTION_DIGITS
from budgetflow.interpret.text.normalise import squeeze
from budgetflow.interpret.text.numbering import strip_numbering
from budgetflow.reference.classifications import (
    codes_seen,
    economic_codes,
    function_class,
    government_class,
)

_FUNCTION_TABLES = frozenset(
    {
        "expenditure",
        "appropriation_expenditure",
        "general_budget_expenditure",
        "general_budget_expenditure_detail",
        "government_fund_expenditure",
        "state_capital_expenditure",
    }
)
# Figures in lines named like economic items up to which a table may be of something else.
_FEW_ITEMS = 2
_ECONOMIC_CLASSES = ("工资福利支出", "商品和服务支出", "对个人和家庭的补助")


@dataclass(slots=True)
class _Place:
    """Where in a classification the lines of one block have come to."""

    head: str | None = None
    section: str | None = None
    used: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)
    """Labels of the open class and of what stands below it, by code."""

    def enter(self, path: list[str]) -> None:
        """Go to the class and the section that a row's own left labels name."""
        for name in path:
            head = function_class(name)
            if head and head != self.head:
                self.leave(head)
            elif head is None and self.head and self.head.startswith("2"):
                sections = _of_length(_below(self.head, codes_seen(name)), SECTION_DIGITS)
                # A name nobody knows opens nothing: the lines below stay in the section before.
                if sections:
                    self.section = sections[0]

    def leave(self, head: str | None = None) -> None:
        """Leave what is open, for another class or for none; its codes may be used again."""
        self.head = head
        self.section = None
        self.used = set()

    def path_to(self, amount: Amount, inferred: str | None) -> list[str]:
        """Return a row's path; where its code is inferred, with the lines of its class and section,
        which its words alone did not tell.
        """
        # Each unit of a list has classes of its own.
        if amount.is_line_of_unit:
            self.names = {}
        code = inferred or amount.function_code or amount.economic_code
        if code is None or amount.row_label is None or amount.row_role in ("total", "subtotal"):
            return amount.row_path
        self._open(code, amount.row_label)
        if amount.code_origin == "printed":
            return amount.row_path
        outer = [code[:length] for length in (3, SECTION_DIGITS) if length < len(code)]
        above = [self.names[one] for one in outer if one in self.names]
        other_labels = [label for label in amount.row_path if label not in above]
        return [*other_labels, *above]

    def _open(self, code: str, label: str) -> None:
        """Note the label of a code; one of a class closes what stood below that class before."""
        if len(code) == 3:
            self.names = {
                other: name for other, name in self.names.items() if not other.startswith(code)
            }
        self.names[code] = label


# Item of a line without a code that only its own printed words name (a good to be bought, a line
# of a form).
DETAIL = "detail"


def infer_codes(amounts: list[Amount]) -> None:
    """Fill in codes of rows that print only a name, in place; rows are taken in printed order,
    block by block.

    What has neither code nor item after that is a `detail`.
    """
    printed = _printed_names(amounts)
    economic = _economic_blocks(amounts)
    functional = _functional_blocks(amounts)
    places: dict[tuple[int, str | None], _Place] = defaultdict(_Place)
    rows: dict[tuple[object, ...], tuple[str | None, list[str]]] = {}
    for amount in amounts:
        block = (amount.table_no, amount.side)
        row = (
            *block,
            amount.row_no,
            amount.row_label,
            amount.function_code,
            amount.economic_code,
        )  # two lines may share a row, side by side
        if row not in rows:
            kind = None
            if block in economic:
                kind = "economic"
            elif block in functional:
                kind = "function"
            code = _code_of(amount, places[block], printed, kind)
            rows[row] = code, places[block].path_to(amount, code)
        code, amount.row_path = rows[row]
        has_code = amount.function_code or amount.economic_code or amount.government_economic_code
        # Printed codes stay, also beside a name that is known by another one.
        if code is not None and not has_code:
            if code.startswith("3"):
                amount.economic_code = code
            else:
                amount.function_code = code
            amount.code_origin, amount.item = "inferred", None
        elif not has_code and amount.item is None:
            amount.item = DETAIL


def _printed_names(amounts: list[Amount]) -> dict[str, set[str]]:
    """Return the function codes that the document itself prints beside each name."""
    out: dict[str, set[str]] = defaultdict(set)
    for amount in amounts:
        if (
            amount.code_origin == "printed"
            and amount.function_code
            and amount.row_label
            and not amount.economic_code
        ):
            out[_name(amount)].add(amount.function_code)
    return out


def _economic_blocks(amounts: list[Amount]) -> set[tuple[int, str | None]]:
    """Return the blocks without printed codes whose lines are economic items: those that name the
    classes, or several items.

    A block that prints a class of the government's classification alone (机关工资福利支出, 501)
    is none: 住房公积金 below it is 50103, and 工资福利支出 below 对事业单位经常性补助 is 50501.
    """
    named: dict[tuple[int, str | None], set[str]] = defaultdict(set)
    others: set[tuple[int, str | None]] = set()
    items: Counter[tuple[int, str | None]] = Counter()
    for amount in amounts:
        block = (amount.table_no, amount.side)
        name = _name(amount)
        # A name that both classifications have (其他支出) does not say of which one a block is.
        governments_only = government_class(name) and not economic_codes(name)
        if amount.code_origin == "printed" or governments_only:
            others.add(block)
        elif amount.table_code in ECONOMIC_TABLES and economic_codes(name):
            items[block] += 1
            named[block].update({name} & set(_ECONOMIC_CLASSES))
    found = set()
    for block, names in named.items():
        has_items = len(names) > 1 or items[block] > _FEW_ITEMS
        if has_items and block not in others:
            found.add(block)
    return found


def _functional_blocks(amounts: list[Amount]) -> set[tuple[int, str | None]]:
    """Return the blocks whose lines without a code may be items of the functional classification:
    expenditure sides, and tables without any code.
    """
    coded = set()
    for amount in amounts:
        if amount.code_origin == "printed":
            coded.add((amount.table_no, amount.side))
    found = set()
    for amount in amounts:
        block = (amount.table_no, amount.side)
        # Where others print their codes, a line without one is outside the classification; on the
        # expenditure side of a summary most lines print none.
        may_be = amount.table_code in _FUNCTION_TABLES and block not in coded
        if amount.side == "expenditure" or (amount.side is None and may_be):
            found.add(block)
    return found


def _name(amount: Amount) -> str:
    label = amount.row_label or ""
    return strip_numbering(squeeze(label))


def _code_of(
    amount: Amount, place: _Place, printed: dict[str, set[str]], classification: str | None
) -> str | None:
    # Lines of a unit are read by their printed codes alone: its name begins the classes anew.
    if amount.unit_name:
        place.leave()
    if amount.unit_name or amount.project_name or amount.row_role in ("total", "subtotal"):
        return None
    code = amount.function_code or amount.economic_code
    if code:
        place.head = code[:3]
        place.section = None
        return None
    name = _name(amount)
    if classification == "economic":
        return _settle(place, economic_codes(name) or _of_economic_list(name))
    if classification is None:
        return None
    labels_above = [strip_numbering(squeeze(words)) for words in amount.row_path]
    place.enter(labels_above)
    if amount.item is not None:
        return None
    # A document's own codes before those of others: names move between classes over the years.
    own_codes = printed.get(name, set())
    return _settle(place, _of_function_list(place.head or "", own_codes, name))


def _of_function_list(head: str, printed: set[str], name: str) -> list[str]:
    """Return the sections and items of the open class that a name may be: those of this document,
    where it prints the name with a code, else those seen in real documents.
    """
    if not head.startswith("2"):
        return []
    candidates = sorted(printed) or codes_seen(name)
    inside = _below(head, candidates)
    return [code for code in inside if code != head]


def _of_economic_list(name: str) -> list[str]:
    """Return the codes of economic classes that were seen beside a name in real documents."""
    codes = codes_seen(name)
    return [code for code in codes if code.startswith("3")]


def _settle(place: _Place, candidates: list[str]) -> str | None:
    """Choose the code that fits below the lines above: a member of the open section or class, a
    class, in this order.
    """
    # A list names each of its items once: a name met again is of the next class or section.
    fresh = [code for code in candidates if code not in place.used]
    group = _fitting(place, fresh, alone=len(candidates) == 1)
    if not group:
        return None
    # The shortest: a section and an item below it may bear one name, and the section comes first.
    code = min(group, key=len)
    place.used.add(code)
    place.head = code[:3]
    if len(code) <= 3:
        place.section = None
    elif code.startswith("2"):
        place.section = code[:SECTION_DIGITS]
    return code


def _fitting(place: _Place, codes: list[str], alone: bool) -> list[str]:
    """Return the codes that fit best below the lines above: classes, then sections of the open
    class, then what stands in the open section, then what stands in the class.
    """
    heads = _of_length(codes, 3)
    if heads:
        return heads
    same = _below(place.head, codes)
    sections = _of_length(same, SECTION_DIGITS)
    if sections:
        return sections
    inner = [code for code in _below(place.section, codes) if code != place.section]
    if inner or same:
        return inner or same
    # A list of items may print no classes: an item that only one code names needs none above.
    if alone and codes[:1] and codes[0].startswith("3"):
        return codes
    return []


def _of_length(codes: list[str], digits: int) -> list[str]:
    return [code for code in codes if len(code) == digits]


def _below(above: str | None, codes: list[str]) -> list[str]:
    """Return the codes at or below one; none where nothing is open."""
    if not above:
        return []
    return [code for code in codes if code.startswith(above)]
