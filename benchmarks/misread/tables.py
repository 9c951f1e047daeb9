"""Misreadings of tables: columns, rows, figures and codes taken for others."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from benchmarks.misread.cells import (
    MEANING,
    PRINTED,
    WAN,
    Dice,
    Misread,
    drop,
    exchange,
    exchange_figures,
    name_like,
    row_of,
    table,
    table_of,
)

from budgetflow.interpret.rows_model import Amount, Understanding


def exchange_columns(rows: Understanding, dice: Dice) -> str | None:
    """Return two columns of a table each other's headers."""
    cells = table(rows, dice)
    found = sorted({cell.measure for cell in cells})
    if len(found) < 2:
        return None
    one, two = dice.sample(found, 2)
    return exchange(cells, one, two)


def exchange_in_last_rows(rows: Understanding, dice: Dice) -> str | None:
    """Return two columns each other's headers from some row on, as on a page that repeats none."""
    cells = table(rows, dice)
    found = sorted({cell.measure for cell in cells})
    numbers = sorted({cell.row_no for cell in cells})
    if len(found) < 2 or len(numbers) < 3:
        return None
    start = dice.choice(numbers[1:])
    one, two = dice.sample(found, 2)
    return exchange([cell for cell in cells if cell.row_no >= start], one, two)


def rename_column(rows: Understanding, dice: Dice) -> str | None:
    """Take the header of a column for one that the table does not have."""
    cells = table(rows, dice)
    names = {cell.measure for cell in cells}
    old = dice.choice(sorted(names))
    others = {a.measure: a.column_label for a in rows.amounts if a.measure not in names}
    if not others:
        return None
    new = dice.choice(sorted(others))
    for cell in cells:
        if cell.measure == old:
            cell.measure, cell.column_label = new, others[new]
    return f"{old} as {new}"


def shift_row(rows: Understanding, dice: Dice) -> str | None:
    """Move the figures of a row by one column, to the right or to the left; the last is lost."""
    row = row_of(rows, dice)
    by_place = sorted(table_of(rows, row[0]), key=lambda cell: cell.column_no)
    headers = {cell.column_no: {n: getattr(cell, n) for n in MEANING} for cell in by_place}
    places = sorted(headers)
    if len(places) < 2:
        return None
    step = dice.choice((1, -1))
    for cell in row:
        place = places.index(cell.column_no) + step
        if 0 <= place < len(places):
            for name, value in headers[places[place]].items():
                setattr(cell, name, value)
        else:
            rows.amounts.remove(cell)
    return row[0].row_label


def slip_column(rows: Understanding, dice: Dice) -> str | None:
    """Move the figures of a column down by one row, from some row on."""
    cells = table(rows, dice)
    measure = dice.choice(sorted({cell.measure for cell in cells}))
    column = sorted((c for c in cells if c.measure == measure), key=lambda cell: cell.row_no)
    if len(column) < 4:
        return None
    start = dice.randrange(1, len(column) - 1)
    printed = [{name: getattr(cell, name) for name in PRINTED} for cell in column]
    for place in range(start, len(column)):
        for name, value in printed[place - 1].items():
            setattr(column[place], name, value)
    return f"{measure} from row {column[start].row_no}"


def exchange_rows(rows: Understanding, dice: Dice) -> str | None:
    """Exchange the figures of two neighbouring rows: the labels of two units, each other's."""
    row = row_of(rows, dice)
    others = [c for c in table_of(rows, row[0]) if c.side == row[0].side]
    below = sorted({c.row_no for c in others if c.row_no > row[0].row_no})
    if not below:
        return None
    other = [cell for cell in others if cell.row_no == below[0]]
    return exchange_figures(row, other)


def exchange_units(rows: Understanding, dice: Dice) -> str | None:
    """Exchange the figures of two units of a table that lists units."""
    units: dict[str, dict[int, list[Amount]]] = defaultdict(lambda: defaultdict(list))
    for cell in rows.amounts:
        if cell.item == "unit" or cell.table_code == "three_public_expenses":
            units[cell.table_id][cell.row_no].append(cell)
    tables = [found for found in units.values() if len(found) > 1]
    if not tables:
        return None
    one, two = dice.sample(sorted(dice.choice(tables).items()), 2)
    return exchange_figures(one[1], two[1])


def exchange_cell(rows: Understanding, dice: Dice) -> str | None:
    """Take a figure for that of the row above, and the other way round."""
    cell = dice.choice(rows.amounts)
    above = [
        other
        for other in table_of(rows, cell)
        if other.measure == cell.measure
        and other.side == cell.side
        and other.row_no == cell.row_no - 1
    ]
    return exchange_figures([cell], above[:1]) if above else None


def merge_rows(rows: Understanding, dice: Dice) -> str | None:
    """Take two rows for one: the label of the first, and what figures of the second find room."""
    row = row_of(rows, dice)
    numbers = {c.row_no for c in table_of(rows, row[0]) if c.row_no > row[0].row_no}
    if not numbers:
        return None
    below = [
        cell
        for cell in table_of(rows, row[0])
        if cell.row_no == min(numbers) and cell.side == row[0].side
    ]
    taken = {cell.measure for cell in row}
    for cell in below:
        if cell.measure in taken:
            rows.amounts.remove(cell)
        else:
            name_like(cell, row[0])
    return row[0].row_label


def drop_row(rows: Understanding, dice: Dice) -> str | None:
    """Lose a row."""
    return drop(rows, row_of(rows, dice))


def drop_cell(rows: Understanding, dice: Dice) -> str | None:
    """Lose a figure."""
    return drop(rows, [dice.choice(rows.amounts)])


def drop_page(rows: Understanding, dice: Dice) -> str | None:
    """Lose what a table prints on one of its pages."""
    cell = dice.choice(rows.amounts)
    return drop(rows, [c for c in table_of(rows, cell) if c.page == cell.page])


def double_row(rows: Understanding, dice: Dice) -> str | None:
    """Read a row twice."""
    row = row_of(rows, dice)
    for cell in table_of(rows, row[0]):
        if cell.row_no > row[0].row_no:
            cell.row_no += 1
    rows.amounts += [
        replace(cell, amount_id=f"{cell.amount_id}-2", row_no=cell.row_no + 1) for cell in row
    ]
    return row[0].row_label


def split_label(rows: Understanding, dice: Dice) -> str | None:
    """Cut the label of a row in two: its code, and what its name told, are lost."""
    row = row_of(rows, dice)
    label = row[0].row_label or ""
    if len(label) < 4:
        return None
    for cell in row:
        cell.row_label = label[len(label) // 2 :]
        cell.function_code = cell.economic_code = cell.item = None
    return label


def wrong_code(rows: Understanding, dice: Dice) -> str | None:
    """Return a row the code of another branch: a digit misread, or a code filled in from above."""
    row = row_of(rows, dice)
    code = row[0].function_code or ""
    heads = {
        c.function_code
        for c in table_of(rows, row[0])
        if c.function_code and len(c.function_code) == len(code) - 2
    }
    if len(code) < 5 or not heads:
        return None
    new = dice.choice(sorted(heads)) + code[-2:]
    for cell in row:
        cell.function_code = new
    return f"{code} as {new}"


def wrong_parent(rows: Understanding, dice: Dice) -> str | None:
    """Hang a row on another head, or on none."""
    row = row_of(rows, dice)
    labels = sorted({c.row_label for c in table_of(rows, row[0]) if c.row_label})
    path = [dice.choice(labels)] if labels and dice.random() < 0.7 else []
    if path == row[0].row_path:
        return None
    for cell in row:
        cell.row_path = path
    return row[0].row_label


def false_unit(rows: Understanding, dice: Dice) -> str | None:
    """Take a project for a unit, or a unit for a project."""
    row = row_of(rows, dice)
    if row[0].function_code or row[0].economic_code or row[0].row_role != "item":
        return None
    for cell in row:
        cell.item = None if cell.item == "unit" else "unit"
    return row[0].row_label


def false_total(rows: Understanding, dice: Dice) -> str | None:
    """Take a line for a total, or a total for a line."""
    row = row_of(rows, dice)
    for cell in row:
        cell.row_role = "item" if cell.row_role == "total" else "total"
    return row[0].row_label


def wrong_unit_of_money(rows: Understanding, dice: Dice) -> str | None:
    """Take 万元 for 元 in a table, or 元 for 万元."""
    cells = table(rows, dice)
    in_wan = "万" in (cells[0].unit_printed or "")
    for cell in cells:
        if cell.amount_yuan is not None:
            cell.amount_yuan *= 1 / WAN if in_wan else WAN
            cell.unit_printed = "元" if in_wan else "万元"
    return "万元 as 元" if in_wan else "元 as 万元"


def lose_digit(rows: Understanding, dice: Dice) -> str | None:
    """Lose the last digit of a figure, as where a clip or a border covers it."""
    cell = dice.choice([c for c in rows.amounts if c.amount_yuan and len(c.amount_printed) > 4])
    if "." not in cell.amount_printed[:-2] or not cell.amount_printed[-1].isdecimal():
        return None
    printed = cell.amount_printed
    last = Decimal(printed[-1]) * Decimal(1).scaleb(-len(printed.rpartition(".")[2]))
    if not last:
        return None
    unit = WAN if "万" in (cell.unit_printed or "") else Decimal(1)
    cell.amount_yuan = (cell.amount_yuan or Decimal(0)) - last * unit
    cell.amount_printed = printed[:-1]
    return printed


def merge_cells(rows: Understanding, dice: Dice) -> str | None:
    """Take the figures of two neighbouring columns for one, the other is left blank."""
    row = [cell for cell in row_of(rows, dice) if cell.amount_yuan]
    if len(row) < 2:
        return None
    one, two = sorted(row, key=lambda cell: cell.column_no)[:2]
    digits = re.sub(r"\D", "", one.amount_printed) + two.amount_printed.replace(",", "")
    unit = WAN if "万" in (one.unit_printed or "") else Decimal(1)
    try:
        one.amount_yuan = Decimal(digits) * unit
    except ArithmeticError:
        return None
    one.amount_printed = digits
    rows.amounts.remove(two)
    return digits


KINDS: tuple[Misread, ...] = (
    exchange_columns,
    exchange_in_last_rows,
    rename_column,
    shift_row,
    slip_column,
    exchange_rows,
    exchange_units,
    exchange_cell,
    merge_rows,
    drop_row,
    drop_cell,
    drop_page,
    double_row,
    split_label,
    wrong_code,
    wrong_parent,
    false_unit,
    false_total,
    wrong_unit_of_money,
    lose_digit,
    merge_cells,
)
