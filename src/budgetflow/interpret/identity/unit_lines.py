"""Who and when on the line that names a table's unit of money, where no label says so:
甲县林业局 2026年度 单位：万元.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from budgetflow.interpret.identity.names import Title, clean_name, is_body, read_title
from budgetflow.interpret.tables.segments.titles import names_table
from budgetflow.interpret.text.normalise import squeeze
from budgetflow.interpret.text.unit_line import find_unit, without_unit

_YEAR_ALONE = re.compile(r"[(]?((?:19|20)\d\d)年度?[)]?")
_NO_BODY = re.compile(r"预算|决算|收支|支出|收入|经费|[:：]")

# How the name of a body with its place begins; 信息公开中心 is a part of a site.
_OF_A_PLACE = re.compile(r"[\u4e00-\u9fff]{1,12}?[省市县区州旗盟镇乡][\u4e00-\u9fff]{2}")


@dataclass(frozen=True, slots=True)
class NameAndYear:
    """What the line says besides the unit; the year is None where it says none."""

    name: str
    year: int | None


def name_beside_unit(text: str, beside: str | None) -> NameAndYear | None:
    """Return the body that stands without a label on the line of the unit of money, with the year
    printed there; None where the line is another.

    `text` is a line without blanks, or a cell whose next one is `beside`.
    """
    words = squeeze(text)
    if beside is None:
        rest = without_unit(words) if find_unit(words) else ""
    else:
        rest = words if find_unit(beside) and not find_unit(words) else ""
    if not rest:
        return None  # nearly every line and cell of a paper
    year = _YEAR_ALONE.search(rest)
    name = clean_name(_YEAR_ALONE.sub("", rest))
    if not name or _NO_BODY.search(rest) or not is_body(name):
        return None
    printed_year = int(year[1]) if year else None
    return NameAndYear(name, printed_year)


def titles_beside_caption(printed: str) -> list[Title]:
    """Return the titles that share a line with the caption or the unit of a table, or with a name
    behind a gap, from the line with its blanks (甲县林业局2026年部门预算 部门收支总表 单位：万元).

    A list of other pages prints titles too, each beside its day: those are not taken.
    """
    parts = printed.split()
    if behind := _name_behind_gap(parts):
        return [behind]
    # A line that is one title as a whole is read as that, elsewhere.
    if read_title("".join(parts)):
        return []
    if not any(find_unit(one) or names_table(one) for one in parts):
        return []
    titles = [read_title(part) for part in parts]
    return [title for title in titles if title is not None and title.name]


def _name_behind_gap(parts: list[str]) -> Title | None:
    """Return a title that names no body with the body that only a gap parts from it
    (2025年部门预算  甲县林业局), None where the line is another.
    """
    if len(parts) != 2:
        return None
    title = read_title(parts[0])
    name = clean_name(parts[1])
    # Without a year the first part may be a chapter, and the second its subject.
    if title is None or title.name or title.year is None or not name:
        return None
    if _NO_BODY.search(name) or not is_body(name) or not _OF_A_PLACE.match(name):
        return None
    return replace(title, name=name)
