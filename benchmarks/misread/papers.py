"""Ways in which other places print the same money: the paper stays right, and a rule that was
learned elsewhere does not hold on it.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from benchmarks.misread.cells import WAN, Dice, Misread, row_of, table, table_of

from budgetflow.interpret.rows_model import Amount, Understanding

TEN = Decimal(10)
CENT = Decimal("0.01")


def personnel_of_302(rows: Understanding, dice: Dice) -> str | None:
    """Count a line of 302 (其他交通费用) as personnel, in its own row, its class and the total."""
    cells = [
        cell
        for cell in rows.amounts
        if cell.measure == "operating" and (cell.economic_code or "").startswith("302")
        if len(cell.economic_code or "") == 5 and cell.amount_yuan
    ]
    if not cells:
        return None
    moved = dice.choice(cells)
    value = moved.amount_yuan or Decimal(0)
    own = table_of(rows, moved)
    again = [cell for cell in own if cell.row_no == moved.row_no and cell.measure == "operating"]
    if len(again) > 1:
        return None  # a column for each fund: the money stands twice
    wholes = {cell.row_no for cell in own if cell.economic_code == "302"}
    wholes |= {cell.row_no for cell in own if cell.row_role == "total"}
    for number in wholes:
        found = {cell.measure: cell for cell in own if cell.row_no == number}
        if "operating" not in found:
            return None
        if "personnel" not in found:
            found["personnel"] = _beside(rows, found["operating"], "personnel")
        for measure, change in (("personnel", value), ("operating", -value)):
            cell = found[measure]
            _print(cell, (cell.amount_yuan or Decimal(0)) + change)
    moved.measure, moved.column_label = "personnel", "人员经费"
    return moved.row_label


def _beside(rows: Understanding, cell: Amount, measure: str) -> Amount:
    """Put a figure of nothing into the row of a cell, in another column."""
    new = replace(cell, amount_id=f"{cell.amount_id}-{measure}", measure=measure)
    new.column_no, new.column_label, new.x0 = cell.column_no - 1, measure, None
    new.amount_yuan, new.amount_printed = Decimal(0), "0.00"
    rows.amounts.append(new)
    return new


def cut_display(rows: Understanding, dice: Dice) -> str | None:
    """Show the figures of a column with one place less, as a spreadsheet's narrow column does."""
    cells = table(rows, dice)
    measure = dice.choice(sorted({cell.measure for cell in cells}))
    cut = dice.choice((ROUND_DOWN, ROUND_HALF_UP))
    shown = [cell for cell in cells if cell.measure == measure and cell.amount_yuan]
    for cell in shown:
        _round(cell, _places(cell) - 1, cut)
    return measure if shown else None


def in_wan_yuan(rows: Understanding, dice: Dice) -> str | None:
    """Print a table of yuan in 万元 with two places, each figure rounded by itself."""
    cells = [cell for cell in table(rows, dice) if cell.amount_yuan is not None]
    if not cells or "万" in (cells[0].unit_printed or ""):
        return None
    for cell in cells:
        cell.unit_printed = "万元"
        _print(cell, (cell.amount_yuan or Decimal(0)), 2)
    return cells[0].table_code


def whole_wan_yuan(rows: Understanding, dice: Dice) -> str | None:
    """Print a table of 万元 in whole 万元, each figure rounded by itself."""
    cells = [cell for cell in table(rows, dice) if cell.amount_yuan is not None]
    if not cells or "万" not in (cells[0].unit_printed or ""):
        return None
    for cell in cells:
        _print(cell, cell.amount_yuan or Decimal(0), 0)
    return cells[0].table_code


def other_money(rows: Understanding, dice: Dice) -> str | None:
    """Let a table be of other money than its neighbours: of all funds, of the units together, or of
    one unit only.
    """
    cells = table(rows, dice)
    factor = dice.choice((2, 3))
    for cell in cells:
        if cell.amount_yuan is not None:
            _print(cell, cell.amount_yuan * factor)
    return cells[0].table_code


def of_which_row(rows: Understanding, dice: Dice) -> str | None:
    """Print a part of a row below it, 其中：..., without a code."""
    row = [cell for cell in row_of(rows, dice) if cell.amount_yuan]
    if not row or row[0].row_role != "item":
        return None
    label = "其中：编外人员经费"
    _insert_below(rows, row, label=label, role="item", share=Decimal("0.25"))
    return row[0].row_label


def subtotal_without_label(rows: Understanding, dice: Dice) -> str | None:
    """Print the sum of some lines of one level below them, in a row without a label."""
    row = row_of(rows, dice)
    length = len(row[0].function_code or row[0].economic_code or "")
    if not length:
        return None
    _insert_below(rows, row, label="", role="item", share=Decimal(1))
    return row[0].row_label


def negative_line(rows: Understanding, dice: Dice) -> str | None:
    """Take money back in one line, which another line of the same head has more of."""
    cells = [cell for cell in table(rows, dice) if cell.amount_yuan and cell.function_code]
    deepest = max((len(cell.function_code or "") for cell in cells), default=0)
    leaves = [cell for cell in cells if len(cell.function_code or "") == deepest]
    if len(leaves) < 2:
        return None
    one = dice.choice(leaves)
    same = [
        cell
        for cell in leaves
        if (cell.function_code or "")[:-2] == (one.function_code or "")[:-2]
        and cell.function_code != one.function_code
        and cell.measure == one.measure
    ]
    if not same:
        return None
    two = dice.choice(same)
    moved = 2 * (one.amount_yuan or Decimal(0))
    for cell in cells:
        in_row = cell.row_no in (one.row_no, two.row_no) and cell.measure in (one.measure, "total")
        if in_row:
            sign = -1 if cell.row_no == one.row_no else 1
            _print(cell, (cell.amount_yuan or Decimal(0)) + sign * moved)
    return one.row_label


def left_out_lines(rows: Understanding, dice: Dice) -> str | None:
    """Leave a line out of every table, as what is secret is, with the totals as they were."""
    row = [cell for cell in row_of(rows, dice) if cell.function_code]
    if not row or len(row[0].function_code or "") < 7:
        return None
    code = row[0].function_code
    rows.amounts = [cell for cell in rows.amounts if cell.function_code != code]
    return code


def _insert_below(
    rows: Understanding, row: list[Amount], *, label: str, role: str, share: Decimal
) -> None:
    """Put a row without a code below a row, with a share of its figures."""
    for cell in table_of(rows, row[0]):
        if cell.row_no > row[0].row_no:
            cell.row_no += 1
    for cell in row:
        new = replace(
            cell,
            amount_id=f"{cell.amount_id}-below",
            row_no=cell.row_no + 1,
            row_label=label,
            row_role=role,
            function_code=None,
            economic_code=None,
            government_economic_code=None,
            item=None,
        )
        _print(new, (cell.amount_yuan or Decimal(0)) * share)
        rows.amounts.append(new)


def _print(cell: Amount, value: Decimal, places: int | None = None) -> None:
    """Print another value in a cell, in its unit, with so many places or as many as before."""
    unit = WAN if "万" in (cell.unit_printed or "") else Decimal(1)
    places = _places(cell) if places is None else places
    shown = (value / unit).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    cell.amount_printed, cell.amount_yuan = f"{shown:,f}", shown * unit
    cell.value_state = "value" if shown else "zero"


def _round(cell: Amount, places: int, rounding: str) -> None:
    if places < 0 or cell.amount_yuan is None:
        return
    unit = WAN if "万" in (cell.unit_printed or "") else Decimal(1)
    shown = (cell.amount_yuan / unit).quantize(Decimal(1).scaleb(-places), rounding)
    cell.amount_printed, cell.amount_yuan = f"{shown:f}", shown * unit


def _places(cell: Amount) -> int:
    return len((cell.amount_printed or "").partition(".")[2])


KINDS: tuple[Misread, ...] = (
    personnel_of_302,
    cut_display,
    in_wan_yuan,
    whole_wan_yuan,
    other_money,
    of_which_row,
    subtotal_without_label,
    negative_line,
    left_out_lines,
)
