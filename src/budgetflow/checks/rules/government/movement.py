"""What is owed and what is left over at a year's end, in tables of governments: debt by kind and by
movement, insurance funds (GOVERNMENT.md section 7, identities 18 to 23).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from budgetflow.checks.model.evidence import Comparison, Figure, any_value
from budgetflow.checks.model.figures import Figures, Row, TableView
from budgetflow.checks.model.lookup import title
from budgetflow.interpret.rows_model import Amount
from budgetflow.interpret.text.normalise import squeeze
from budgetflow.interpret.text.numbering import strip_numbering

# How a row of one kind of debt begins; `其中：` before it makes it a part of another whole.
_KIND = re.compile(r"^(?:新增|再融资)?(?:地方)?(?:政府)?(?P<kind>一般|专项)债[务券]")
_BOTH_KINDS = frozenset({"一般", "专项"})
_RECEIPTS = re.compile(r"^(?:本年|当年)?(?:基金)?收入(?:合计|小计|总额)?$")
_OUTLAYS = re.compile(r"^(?:本年|当年)?(?:基金)?支出(?:合计|小计|总额)?$")
_FUNDS = ("social_insurance_balance",)
# The cells of a table by their row_no and column_no.
CellsByPlace = Mapping[tuple[int, int], Amount]


def debt_rows_by_kind(figures: Figures) -> Iterator[Comparison]:
    """Compare what was issued, repaid or paid as interest with the rows of general and special debt
    below it, each column (the rule that a 公式 column prints as A=B+D).

    Both kinds must be printed, each once; rows behind 其中 are parts of their own kind.
    """
    for view in figures.all("debt_movement"):
        cells = cells_by_place(figures, view)
        for whole, parts in _wholes(view):
            yield from _by_column(view, cells, whole, parts)


def _wholes(view: TableView) -> Iterator[tuple[Row, list[Row]]]:
    """Return each row with the two rows of kinds of debt that stand right below it."""
    rows = view.rows
    for place, row in enumerate(rows):
        parts: dict[str, Row] = {}
        for below in rows[place + 1 :]:
            if not _is_under(below, row):
                break
            kind = _KIND.match(plain(below))
            if kind is None or len(below.first.row_path) != len(row.first.row_path) + 1:
                continue
            # Two lines of one kind are of two things, and no whole is theirs.
            if kind["kind"] in parts:
                parts = {}
                break
            parts[kind["kind"]] = below
        if parts.keys() == _BOTH_KINDS:
            yield row, list(parts.values())


def _is_under(row: Row, above: Row) -> bool:
    """Check whether a row stands under another in the outline."""
    path = above.first.row_path
    return row.first.row_path[: len(path) + 1] == [*path, above.label]


def _by_column(
    view: TableView, cells: CellsByPlace, whole: Row, parts: list[Row]
) -> Iterator[Comparison]:
    """Compare a row with its parts in each column."""
    row = f"{view.table.table_code}, row {whole.number} ({whole.name})"
    for column, (left, *right) in printed_together(view, cells, [whole, *parts]):
        yield Comparison(
            (left,),
            tuple(right),
            f"{title(view)}“{whole.name}” ＝ 一般债务 ＋ 专项债务",
            f"{row}, column {column}: general + special",
        )


def printed_together(
    view: TableView, cells: CellsByPlace, rows: Sequence[Row]
) -> Iterator[tuple[int, list[Figure]]]:
    """Return what rows print in each column in which all of them print something, by its number."""
    # By column and not by measure: two levels of a government in two columns are one measure.
    for column in sorted({column for _, column in cells}):
        found = [view.figure(cells.get((row.number, column))) for row in rows]
        figures = [figure for figure in found if figure is not None]
        if len(figures) == len(rows) and any_value(*figures):
            yield column, figures


def cells_by_place(figures: Figures, view: TableView) -> CellsByPlace:
    """Return the cells of a table by row and column."""
    return {
        (amount.row_no, amount.column_no): amount
        for amount in figures.amounts
        if amount.table_id == view.table.table_id
    }


def limits(figures: Figures) -> Iterator[Comparison]:
    """Compare what is owed with the limit of the same row and kind: it must not be above it."""
    for view in figures.all("debt_limit_and_balance"):
        for row in view.rows:
            for kind in ("", ".general", ".special"):
                balance = view.figure(row.cells.get(f"balance{kind}"))
                limit = view.figure(row.cells.get(f"limit{kind}"))
                if balance is not None and limit is not None and limit.value:
                    yield Comparison(
                        (balance,),
                        (limit,),
                        f"{title(view)}“{row.name}”：余额 ≤ 限额",
                        f"{view.table.table_code}, row {row.number} ({row.name}): "
                        f"balance{kind} <= limit{kind}",
                        "<=",
                        kind="row",
                    )


def insurance_of_the_year(figures: Figures) -> Iterator[Comparison]:
    """Compare what a fund takes in and pays with what it is left with in the year, each fund."""
    for view in figures.all(*_FUNDS):
        receipts = _one(view, _RECEIPTS)
        outlays = _one(view, _OUTLAYS)
        left_over = view.item("insurance.current_balance")
        if receipts is None or outlays is None or left_over is None:
            continue
        for measure, cell in left_over.cells.items():
            balance = view.figure(cell)
            taken = view.figure(receipts.cells.get(measure))
            paid = view.figure(outlays.cells.get(measure))
            if balance is None or taken is None or paid is None:
                continue
            if not any_value(balance, taken, paid):
                continue
            yield Comparison(
                (balance, paid),
                (taken,),
                f"{title(view)}：收入 － 支出 ＝ 本年收支结余（{cell.column_label}）",
                f"{view.table.table_code}: receipts - outlays = balance of the year ({measure})",
            )


def _one(view: TableView, words: re.Pattern[str]) -> Row | None:
    """Return the only row whose label without its number is of some words, None for none or
    several.
    """
    found = [row for row in view.rows if words.match(plain(row))]
    if len(found) == 1:
        return found[0]
    return None


def plain(row: Row) -> str:
    """Return a row's label without its number and blanks."""
    return strip_numbering(squeeze(row.label))
