"""How often a misreading of ours becomes an accusation: the reading of real documents is spoiled in
one place, as readers of tables and sentences go wrong, and the checks are run on it.

    python benchmarks/misreadings.py FILE_OR_FOLDER...              60 misreadings of each kind
    python benchmarks/misreadings.py --each 200 --only drop_row FILE_OR_FOLDER...

Every `publisher_error` that the spoiled reading raises and the true one does not is a false
accusation: the paper is as it was. A figure keeps its box, and only its meaning changes, as it does
where a reader takes it for another column's, row's or year's.
"""

from __future__ import annotations

import argparse
import pickle
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from budgetflow.checks.duplicates import by_disclosure
from budgetflow.checks.model.sentences import money_of
from budgetflow.checks.run import run_checks
from budgetflow.interpret.rows_model import Amount, Statement, Understanding
from budgetflow.jobs.parse_files import parse_files
from budgetflow.settings import settings

MOST_FIGURES = 4000
"""Figures of a disclosure above which it is left out, for time."""
WAN = Decimal(10_000)
MEANING = ("measure", "column_label", "column_no")
"""What a figure has from its column."""
PRINTED = ("amount_yuan", "amount_printed", "value_state", "page", "x0", "top", "x1", "bottom")
"""What a figure has from the paper."""
Dice = random.Random
Misread = Callable[[Understanding, Dice], str | None]
"""Spoils a reading in one place and says where; None where there is no such place."""


def exchange_columns(rows: Understanding, dice: Dice) -> str | None:
    """Give two columns of a table each other's headers."""
    cells = _table(rows, dice)
    found = sorted({cell.measure for cell in cells})
    if len(found) < 2:
        return None
    one, two = dice.sample(found, 2)
    return _exchange(cells, one, two)


def exchange_in_last_rows(rows: Understanding, dice: Dice) -> str | None:
    """Give two columns each other's headers from some row on, as on a page that repeats none."""
    cells = _table(rows, dice)
    found = sorted({cell.measure for cell in cells})
    numbers = sorted({cell.row_no for cell in cells})
    if len(found) < 2 or len(numbers) < 3:
        return None
    start = dice.choice(numbers[1:])
    one, two = dice.sample(found, 2)
    return _exchange([cell for cell in cells if cell.row_no >= start], one, two)


def rename_column(rows: Understanding, dice: Dice) -> str | None:
    """Take the header of a column for one that the table does not have."""
    cells = _table(rows, dice)
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
    row = _row(rows, dice)
    by_place = sorted(_table_of(rows, row[0]), key=lambda cell: cell.column_no)
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
    cells = _table(rows, dice)
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
    row = _row(rows, dice)
    others = [c for c in _table_of(rows, row[0]) if c.side == row[0].side]
    below = sorted({c.row_no for c in others if c.row_no > row[0].row_no})
    if not below:
        return None
    other = [cell for cell in others if cell.row_no == below[0]]
    return _exchange_figures(row, other)


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
    return _exchange_figures(one[1], two[1])


def exchange_cell(rows: Understanding, dice: Dice) -> str | None:
    """Take a figure for that of the row above, and the other way round."""
    cell = dice.choice(rows.amounts)
    above = [
        other
        for other in _table_of(rows, cell)
        if other.measure == cell.measure
        and other.side == cell.side
        and other.row_no == cell.row_no - 1
    ]
    return _exchange_figures([cell], above[:1]) if above else None


def merge_rows(rows: Understanding, dice: Dice) -> str | None:
    """Take two rows for one: the label of the first, and what figures of the second find room."""
    row = _row(rows, dice)
    numbers = {c.row_no for c in _table_of(rows, row[0]) if c.row_no > row[0].row_no}
    if not numbers:
        return None
    below = [
        cell
        for cell in _table_of(rows, row[0])
        if cell.row_no == min(numbers) and cell.side == row[0].side
    ]
    taken = {cell.measure for cell in row}
    for cell in below:
        if cell.measure in taken:
            rows.amounts.remove(cell)
        else:
            _name_like(cell, row[0])
    return row[0].row_label


def drop_row(rows: Understanding, dice: Dice) -> str | None:
    """Lose a row."""
    return _drop(rows, _row(rows, dice))


def drop_cell(rows: Understanding, dice: Dice) -> str | None:
    """Lose a figure."""
    return _drop(rows, [dice.choice(rows.amounts)])


def drop_page(rows: Understanding, dice: Dice) -> str | None:
    """Lose what a table prints on one of its pages."""
    cell = dice.choice(rows.amounts)
    return _drop(rows, [c for c in _table_of(rows, cell) if c.page == cell.page])


def double_row(rows: Understanding, dice: Dice) -> str | None:
    """Read a row twice."""
    row = _row(rows, dice)
    for cell in _table_of(rows, row[0]):
        if cell.row_no > row[0].row_no:
            cell.row_no += 1
    rows.amounts += [
        replace(cell, amount_id=f"{cell.amount_id}-2", row_no=cell.row_no + 1) for cell in row
    ]
    return row[0].row_label


def split_label(rows: Understanding, dice: Dice) -> str | None:
    """Cut the label of a row in two: its code, and what its name told, are lost."""
    row = _row(rows, dice)
    label = row[0].row_label or ""
    if len(label) < 4:
        return None
    for cell in row:
        cell.row_label = label[len(label) // 2 :]
        cell.function_code = cell.economic_code = cell.item = None
    return label


def wrong_code(rows: Understanding, dice: Dice) -> str | None:
    """Give a row the code of another branch: a digit misread, or a code filled in from above."""
    row = _row(rows, dice)
    code = row[0].function_code or ""
    heads = {
        c.function_code
        for c in _table_of(rows, row[0])
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
    row = _row(rows, dice)
    labels = sorted({c.row_label for c in _table_of(rows, row[0]) if c.row_label})
    path = [dice.choice(labels)] if labels and dice.random() < 0.7 else []
    if path == row[0].row_path:
        return None
    for cell in row:
        cell.row_path = path
    return row[0].row_label


def false_unit(rows: Understanding, dice: Dice) -> str | None:
    """Take a project for a unit, or a unit for a project."""
    row = _row(rows, dice)
    if row[0].function_code or row[0].economic_code or row[0].row_role != "item":
        return None
    for cell in row:
        cell.item = None if cell.item == "unit" else "unit"
    return row[0].row_label


def false_total(rows: Understanding, dice: Dice) -> str | None:
    """Take a line for a total, or a total for a line."""
    row = _row(rows, dice)
    for cell in row:
        cell.row_role = "item" if cell.row_role == "total" else "total"
    return row[0].row_label


def wrong_unit_of_money(rows: Understanding, dice: Dice) -> str | None:
    """Take 万元 for 元 in a table, or 元 for 万元."""
    cells = _table(rows, dice)
    in_wan = "万" in (cells[0].unit_printed or "")
    for cell in cells:
        if cell.amount_yuan is not None:
            cell.amount_yuan *= 1 / WAN if in_wan else WAN
            cell.unit_printed = "元" if in_wan else "万元"
    return "万元 as 元" if in_wan else "元 as 万元"


def lose_digit(rows: Understanding, dice: Dice) -> str | None:
    """Lose the last digit of a figure, as where a clip or a border covers it."""
    cell = dice.choice([c for c in rows.amounts if c.amount_yuan and len(c.amount_printed) > 4])
    if "." not in cell.amount_printed[:-2]:
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
    row = [cell for cell in _row(rows, dice) if cell.amount_yuan]
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


def wrong_amount_said(rows: Understanding, dice: Dice) -> str | None:
    """Take another amount of a sentence for the one it is about."""
    said = [s for s in rows.statements if s.amount_yuan is not None]
    statement = dice.choice(said) if said else None
    others = (
        [m for m in money_of(statement.text) if m.value != statement.amount_yuan]
        if (statement)
        else []
    )
    if not others or statement is None:
        return None
    found = dice.choice(others)
    printed = re.match(r"[\d,，.．]+", statement.text[found.start :])
    statement.amount_yuan = found.value
    statement.amount_printed = printed[0] if printed else None
    return statement.text


def wrong_topic(rows: Understanding, dice: Dice) -> str | None:
    """Take a sentence for one about something else."""
    said = [s for s in rows.statements if s.amount_yuan is not None]
    if len(said) < 2:
        return None
    one, two = dice.sample(said, 2)
    if (one.topic, one.function_code) == (two.topic, two.function_code):
        return None
    one.topic, one.function_code = two.topic, two.function_code
    return one.text


def another_year_said(rows: Understanding, dice: Dice) -> str | None:
    """Take the sentence about last year for this year's: the amount is what the change starts
    from.
    """
    said = [s for s in rows.statements if s.amount_yuan is not None and s.change_yuan]
    if not said:
        return None
    statement = dice.choice(said)
    before = (statement.amount_yuan or Decimal(0)) - (statement.change_yuan or Decimal(0))
    unit = WAN if "万" in (statement.unit_printed or "") else Decimal(1)
    statement.amount_yuan = before
    statement.amount_printed = f"{before / unit:.2f}"
    statement.text = f"{statement.amount_printed}{statement.unit_printed or '元'}。{statement.text}"
    return statement.text


def percent_of_another(rows: Understanding, dice: Dice) -> str | None:
    """Pair a sentence with the percentage of another one, both read as one sentence."""
    names = dice.choice((("share_percent",), ("change_percent",), ("quantity",)))
    said = [s for s in rows.statements if all(getattr(s, n) is not None for n in names)]
    return _take_from_another(said, names, dice)


def change_of_another(rows: Understanding, dice: Dice) -> str | None:
    """Pair a sentence with the change of another one, both read as one sentence."""
    said = [s for s in rows.statements if s.change_yuan is not None and s.amount_yuan is not None]
    return _take_from_another(said, ("change_yuan",), dice)


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
    wrong_amount_said,
    wrong_topic,
    another_year_said,
    percent_of_another,
    change_of_another,
)


def accusations(rows: Understanding) -> set[tuple[str, str]]:
    """Return what the checks lay at the publisher's door, by check and message without the number
    of the row, which a row read twice moves.
    """
    run_checks(rows)
    return {
        (finding.check_id, re.sub(r"row \d+", "row", finding.message_en))
        for finding in rows.findings
        if finding.verdict == "publisher_error"
    }


def _table(rows: Understanding, dice: Dice) -> list[Amount]:
    return _table_of(rows, dice.choice(rows.amounts))


def _table_of(rows: Understanding, cell: Amount) -> list[Amount]:
    return [other for other in rows.amounts if other.table_id == cell.table_id]


def _row(rows: Understanding, dice: Dice) -> list[Amount]:
    """Return the figures of one row, on one side of a table with two."""
    cell = dice.choice(rows.amounts)
    return [
        other
        for other in _table_of(rows, cell)
        if (other.row_no, other.side) == (cell.row_no, cell.side)
    ]


def _exchange(cells: Iterable[Amount], one: str, two: str) -> str:
    """Let the figures of two columns exchange what their headers say."""
    found = {cell.measure: {n: getattr(cell, n) for n in MEANING} for cell in cells}
    for cell in cells:
        other = {one: two, two: one}.get(cell.measure)
        for name, value in found.get(other or "", {}).items():
            setattr(cell, name, value)
    return f"{one} and {two}"


def _exchange_figures(one: Iterable[Amount], two: Iterable[Amount]) -> str | None:
    """Exchange the figures of two rows, column by column."""
    beside = {cell.measure: cell for cell in two}
    pairs = [(cell, beside[cell.measure]) for cell in one if cell.measure in beside]
    for cell, other in pairs:
        for name in PRINTED:
            mine, theirs = getattr(cell, name), getattr(other, name)
            setattr(cell, name, theirs)
            setattr(other, name, mine)
    changed = any(cell.amount_yuan != other.amount_yuan for cell, other in pairs)
    return f"{pairs[0][0].row_label} and {pairs[0][1].row_label}" if changed else None


def _name_like(cell: Amount, other: Amount) -> None:
    names = ("row_no", "row_label", "row_path", "row_role", "function_code", "economic_code")
    for name in (*names, "government_economic_code", "code_origin", "item", "unit_name"):
        setattr(cell, name, getattr(other, name))


def _drop(rows: Understanding, gone: list[Amount]) -> str | None:
    ids = {id(cell) for cell in gone}
    rows.amounts = [cell for cell in rows.amounts if id(cell) not in ids]
    return gone[0].row_label


def _take_from_another(said: list[Statement], names: tuple[str, ...], dice: Dice) -> str | None:
    """Let a sentence take some of another's values; its text then holds both sentences, in either
    order.
    """
    if len(said) < 2:
        return None
    one, two = dice.sample(said, 2)
    for name in names:
        setattr(one, name, getattr(two, name))
    one.text = one.text + two.text if dice.random() < 0.5 else two.text + one.text
    return one.text


def main() -> None:
    """Read the files, spoil the readings, print one line a kind."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("paths", nargs="+", type=Path)
    options.add_argument("--each", type=int, default=60, help="misreadings of each kind")
    options.add_argument("--only", nargs="*", help="kinds of misreading, all if not given")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("-v", action="store_true", help="print each false accusation")
    asked = options.parse_args()
    rows, _ = parse_files(asked.paths, settings(), lambda path, part: None)
    measure(list(by_disclosure(rows).values()), asked.each, asked.seed, asked.only, told=asked.v)


def measure(
    disclosures: list[Understanding],
    each: int,
    seed: int,
    only: list[str] | None = None,
    *,
    told: bool = False,
) -> tuple[int, int]:
    """Spoil readings and print what comes of each kind; return how many were made, and how many of
    them accuse a publisher.
    """
    pool = [
        (pickle.dumps(part), accusations(part))
        for part in disclosures
        if part.disclosures and part.amounts and len(part.amounts) <= MOST_FIGURES
    ]
    made, accused = 0, 0
    for kind in KINDS:
        if only and kind.__name__ not in only:
            continue
        dice = Dice(f"{kind.__name__} {seed}")
        done, false = 0, Counter[str]()
        hits = 0
        for _ in range(each * 10):
            if done == each:
                break
            stored, known = dice.choice(pool)
            rows = pickle.loads(stored)
            where = kind(rows, dice)
            if where is None:
                continue
            done += 1
            new = accusations(rows) - known
            hits += bool(new)
            false.update(check for check, _ in new)
            for check, words in sorted(new) if told else ():
                name = rows.documents[0].file_name
                print(f"    {name} {where[:60]!r} -> {check}: {words}", flush=True)
        print(f"{kind.__name__:24} {done:4} misread  {hits:3} accuse  {dict(false)}", flush=True)
        made, accused = made + done, accused + hits
    print(f"all {made} misreadings, {accused} accuse a publisher falsely")
    return made, accused


if __name__ == "__main__":
    main()
