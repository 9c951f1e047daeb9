"""Tables of one government's book against each other: levels, years, classes, departments."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from budgetflow.checks.model.evidence import Comparison, Figure, any_value
from budgetflow.checks.model.figures import Figures, Row, TableView
from budgetflow.checks.model.lookup import figures_of, title
from budgetflow.interpret.government.coverage import BELOW, OWN, WHOLE, is_region, of_table
from budgetflow.interpret.rows_model import Amount, DisclosureRow
from budgetflow.interpret.text.normalise import squeeze
from budgetflow.interpret.text.numbering import strip_numbering

LEVELS = (WHOLE, OWN, BELOW)
TOTALS = ("revenue.current_year", "expenditure.current_year")
_ALL = re.compile(r"各[地市县区州]|[市县区]{2}合计|下级|以下")
_WITHOUT = re.compile(r"[（(]不?含")
_STAGES = ("execution", "final", "budget", "adjusted_budget")
# So few classes do not say whether two tables count the same money.
_A_FEW_CLASSES = 4


def levels(figures: Figures) -> Iterator[Comparison]:
    """Compare what a whole region takes in or spends in a year with its own level and those below
    it, where a book has a table of each.
    """
    found: dict[tuple[str, int | None, str, str], dict[str, tuple[TableView, Figure]]] = (
        defaultdict(dict)
    )
    for view in figures.views:
        for item in TOTALS:
            row = view.item(item)
            for measure in _STAGES if row is not None else ():
                figure = view.value(row, measure)
                if figure is not None and _level_whole(view):
                    key = (view.table.table_code, view.table.table_year, item, measure)
                    found[key].setdefault(view.table.coverage or "", (view, figure))
    for (code, _, item, measure), by_level in found.items():
        if not by_level.keys() >= set(LEVELS):
            continue
        view, whole = by_level[WHOLE]
        parts = tuple(by_level[level][1] for level in LEVELS[1:])
        yield Comparison(
            (whole,),
            parts,
            f"{title(view)}：全地区 ＝ 本级 ＋ 下级",
            f"{code}, {item} ({measure}): whole region = own level + below",
        )


def _level_whole(view: TableView) -> bool:
    """Check whether a table is of a level as a whole: one county's is not all that is below."""
    below = view.table.coverage == BELOW
    return view.table.coverage in LEVELS and (not below or bool(_ALL.search(title(view))))


def regions(figures: Figures) -> Iterator[Comparison]:
    """Compare the total of a table by region with its regions; cities that print their own level
    and counties below themselves are counted once.
    """
    columns: dict[str, dict[int, list[Amount]]] = defaultdict(lambda: defaultdict(list))
    for amount in figures.amounts:
        columns[amount.table_id][amount.column_no].append(amount)
    for view in figures.views:
        whole, parts_of = _rows_by_region(view)
        if whole is None:
            continue
        for cells in columns[view.table.table_id].values():
            total = next((cell for cell in cells if cell.row_no == whole), None)
            left = view.figure(total) if total else None
            parts = _figures_in(view, cells, parts_of)
            if total is not None and left is not None and parts and left.value:
                yield Comparison(
                    (left,),
                    parts,
                    f"{title(view)}：合计 ＝ 各地区之和（{total.column_label}）",
                    f"{view.table.table_code}: total = regions (column {total.column_no})",
                )


def _figures_in(view: TableView, cells: list[Amount], rows: set[int]) -> tuple[Figure, ...]:
    """Return the figures of a column that stand in some rows."""
    return tuple(figures_of(view, (cell for cell in cells if cell.row_no in rows)))


def _rows_by_region(view: TableView) -> tuple[int | None, set[int]]:
    """Return the numbers of the row of the total and of the rows that make it up: the regions and
    the government's own level. None and none for a table that is not by region, has several totals,
    or counts regions in other ones.
    """
    rows = [row for row in view.rows if is_region(squeeze(row.label))]
    totals = [row for row in view.rows if _is_total(row)]
    own = [row for row in view.rows if row.first.coverage == OWN]
    nested = any(squeeze(row.label).startswith("其中") for row in view.rows) or len(own) > 1
    if len(rows) < 2 or len(totals) != 1 or nested:
        return None, set()
    return totals[0].number, {row.number for row in (*own, *rows)}


def _is_total(row: Row) -> bool:
    return squeeze(row.label) in ("合计", "总计")


def years(figures: Figures) -> Iterator[Comparison]:
    """Compare last year's figures in a table of the draft with that year's own table, by row."""
    own: dict[tuple[object, ...], TableView] = {}
    for view in figures.views:
        own.setdefault((*_kind(view), view.table.table_year), view)
    for view in figures.views:
        year = view.table.table_year
        before = own.get((*_kind(view), year - 1 if year else None))
        if before is not None and view.table.coverage != BELOW:
            yield from _last_year(view, before)


def _last_year(view: TableView, before: TableView) -> Iterator[Comparison]:
    """Compare the columns of last year in a table with the table of that year."""
    stages = _stages_told_apart(before)
    rows = _by_label(before)
    for label, row in _by_label(view).items():
        for stage in stages:
            cell = row.cells.get(f"previous_year_{stage}")
            if cell is None or _WITHOUT.search(cell.column_label):
                continue
            left = view.figure(cell)
            right = before.value(rows.get(label), stage)
            if left is None or right is None or not any_value(left, right):
                continue
            yield Comparison(
                (left,),
                (right,),
                f"{title(view)}“{row.name}”的上年数 ＝ {title(before)}",
                f"{view.table.table_code}, row {row.number} ({row.name}): "
                f"previous_year_{stage} = {stage} of {before.table.table_year}",
            )


def _stages_told_apart(view: TableView) -> tuple[str, ...]:
    """Return the stages of a table whose figures another table of the year must repeat.

    A lone 预算数 beside what was carried out is the budget in force at the year's end in some books
    and the first one in others; only a table that prints 调整预算数 too says which.
    """
    carried_out = "execution" in view.measures or "final" in view.measures
    if carried_out and "adjusted_budget" not in view.measures:
        return tuple(stage for stage in _STAGES if stage != "budget")
    return _STAGES


def _kind(view: TableView) -> tuple[str, str | None]:
    """Return what a table is of: its code, and the word of its title for the level (市级 with its
    zones is not 市本级).
    """
    code = view.table.table_code
    return code, of_table(code, view.table.title_printed).printed or view.table.coverage


def classes(figures: Figures) -> Iterator[Comparison]:
    """Compare the classes of a list with those of the detailed table of the same year and level.

    Where most of them differ the tables count other money (what this year's own means pay for,
    beside all outlays), and no class of theirs is held against the other's.
    """
    details = {
        (_kind(view)[1], view.table.table_year): view
        for view in figures.all("general_budget_expenditure_detail")
    }
    for view in figures.all("general_budget_expenditure"):
        detail = details.get((_kind(view)[1], view.table.table_year))
        if detail is None or view.table.coverage == BELOW:
            continue
        made = list(_same_classes(view, detail))
        broken = sum(one.outcome == "broken" for one in made)
        if len(made) < _A_FEW_CLASSES or broken <= len(made) - broken:
            yield from made


def _same_classes(view: TableView, detail: TableView) -> Iterator[Comparison]:
    """Compare each class of a list with the row of its name in a detailed table."""
    rows = _by_label(detail)
    for label, row in _by_label(view).items():
        for stage in _STAGES:
            left = view.value(row, stage)
            right = detail.value(rows.get(label), stage)
            if left is None or right is None or not (left.value and right.value):
                continue
            yield Comparison(
                (left,),
                (right,),
                f"{title(view)}“{row.name}” ＝ {title(detail)}",
                f"{view.table.table_code}, row {row.number} ({row.name}): {stage} = detail",
            )


def _by_label(view: TableView) -> dict[str, Row]:
    """Return the rows whose label stands once in a table, by its words."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in view.rows:
        label = strip_numbering(squeeze(row.label))
        if label:
            found[label].append(row)
    return {label: rows[0] for label, rows in found.items() if len(rows) == 1}


def departments(figures: Figures) -> Iterator[Comparison]:
    """Compare what a government's table gives a department with the department's own budget from
    the general budget, where both are there.
    """
    disclosure = figures.disclosure
    if figures.past is None or disclosure.fiscal_year is None or disclosure.publisher is None:
        return
    for view in figures.all("department_expenditure"):
        for row in view.rows:
            given = view.value(row, "budget", "total", "amount")
            own = _own_budget(figures, row.label) if given is not None else None
            if given is not None and own is not None:
                yield Comparison(
                    (given,),
                    (own,),
                    f"{title(view)}“{row.name}” ＝ 该部门公开的一般公共预算拨款",
                    f"department_expenditure, row {row.number} ({row.name}) = its own budget",
                )


def _own_budget(figures: Figures, label: str) -> Figure | None:
    """Return what a department's own disclosure gets from the general budget in the same year."""
    disclosure = figures.disclosure
    past = figures.past
    place = disclosure.publisher or ""
    for name in _names(squeeze(label), place):
        for scope in ("department", "unit"):
            like = replace(disclosure, publisher=name, scope=scope)
            found = past.find(like, "budget", disclosure.fiscal_year or 0) if past else None
            if found is None or not _is_of_place(found.disclosure, disclosure, place):
                continue
            view = found.one("summary", "appropriation_summary")
            if view is not None:
                return view.value(view.item("revenue.general_public_budget", side="revenue"))
    return None


def _is_of_place(own: DisclosureRow, government: DisclosureRow, place: str) -> bool:
    """Check whether a department is the government's: its name begins with the place, or both are
    of one region that is known. Every city has a 教育局.
    """
    # A bureau that is named after the place is the place's, whatever region was read for it.
    if (own.publisher or "").startswith(place):
        return True
    return own.region_code is not None and own.region_code == government.region_code


def _names(label: str, place: str) -> Iterable[str]:
    """Return what a department may be called that its government's table calls by a short name
    (市教育局, 教育局 of 威海市).
    """
    short = label.removeprefix(place[-1:])
    return dict.fromkeys((label, place + label, place + short))
