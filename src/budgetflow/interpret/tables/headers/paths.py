"""What stands above each column: the header words from the outermost down, and other readings where
the header lost its shape.

Where a text rendition has no spans, a blank cell right of a group's head belongs to the group if
something stands below it.
A rendition may also lose a column of the header: the words of a group's last member then stand at
the far right, with
nothing above them, and all headers between stand one column too far left.
"""

from __future__ import annotations

from dataclasses import dataclass

from budgetflow.interpret.tables.headers.rows import is_chapter, is_column_numbers
from budgetflow.interpret.tables.headers.terms import LABEL_HEADER, clean_header, header_term
from budgetflow.interpret.text.grid_rows import Row, is_blank
from budgetflow.interpret.text.money import looks_like_money
from budgetflow.interpret.text.normalise import squeeze, tidy

# For each column the printed header words, outermost first.
Paths = list[list[str]]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to put header words over columns, and in words why it is a candidate."""

    paths: Paths
    reason_zh: str = "按印刷位置"
    reason_en: str = "as printed"


def header_readings(header: list[Row], columns: int) -> list[Reading]:
    """Return the readings of a header, the most likely first; nearly always one."""
    shown = _shown_words(header, columns)
    orphan = _orphan(shown, columns)
    printed = Reading(_paths(_spread(shown, columns), columns))
    # Only text renditions lose a column of a header; a header drawn with spans has no orphan.
    if orphan is None:
        return [printed]
    mended = _mend_orphan(shown, columns, orphan)
    if mended is None:
        return [printed]
    return [
        Reading(
            _paths(_spread(mended, columns), columns),
            "表头末列归入左侧分组",
            "last header joins its group",
        ),
        printed,
    ]


def shifted(paths: Paths, headless: int, idle: int) -> Reading:
    """Return the reading in which the header words between an idle column and a headless one with
    figures stand one column off.
    """
    out = [list(path) for path in paths]
    if idle < headless:
        out[idle : headless + 1] = [[], *out[idle:headless]]
    else:
        out[headless : idle + 1] = [*out[headless + 1 : idle + 1], []]
    return Reading(out, "表头错开一列", "header shifted by one column")


def _shown_words(header: list[Row], columns: int) -> list[list[str]]:
    rows = [
        row
        for row in header
        if not is_column_numbers(row) and not is_blank(row) and not is_chapter(row)
    ]
    return [[_shown(row, column) for column in range(columns)] for row in rows]


def _shown(row: Row, column: int) -> str:
    cell = row[column] if column < len(row) else None
    # The total's figures may share the last row of a header.
    if cell is not None and not looks_like_money(cell.text):
        return tidy(cell.text)
    return ""


def _spread(shown: list[list[str]], columns: int) -> list[list[str]]:
    """Spread a group's head over the blank cells right of it that have words below them."""
    out = [list(line) for line in shown]
    for depth, line in enumerate(out):
        for column in range(1, columns):
            below = any(out[lower][column] for lower in range(depth + 1, len(out)))
            same_group = all(
                squeeze(out[above][column]) == squeeze(out[above][column - 1])
                for above in range(depth)
            )
            if not line[column] and below and same_group:
                line[column] = line[column - 1]
    return out


def _paths(shown: list[list[str]], columns: int) -> Paths:
    paths: Paths = []
    for column in range(columns):
        path: list[str] = []
        for line in shown:
            words = line[column]
            # A head merged over two rows is in both of them, and is one.
            if words and (not path or squeeze(path[-1]) != squeeze(words)):
                path.append(words)
        paths.append(path)
    return paths


def _orphan(shown: list[list[str]], columns: int) -> int | None:
    """Find the last column if its words stand in a lower row with nothing above, beside a column
    that has nothing below.
    """
    last = columns - 1
    # A group, its member and the one that was lost take three columns and two rows at least.
    if len(shown) < 2 or last < 2:
        return None
    top, *lower = shown
    alone = not top[last] and any(line[last] for line in lower)
    neighbour_is_whole = bool(top[last - 1]) and not any(line[last - 1] for line in lower)
    if alone and neighbour_is_whole:
        return last
    return None


def _mend_orphan(shown: list[list[str]], columns: int, orphan: int) -> list[list[str]] | None:
    """Put the orphan behind the last member of the group left of it and move the headers between by
    one column.
    """
    lower = shown[1:]
    members = [column for column in range(orphan) if any(line[column] for line in lower)]
    if not members or LABEL_HEADER.match(
        clean_header(next(line[members[-1]] for line in lower if line[members[-1]]))
    ):
        return None
    if header_term(next(line[orphan] for line in lower if line[orphan]), None) is None:
        return None
    place = members[-1] + 1
    return [[*line[:place], line[orphan], *line[place:orphan]] for line in shown]
