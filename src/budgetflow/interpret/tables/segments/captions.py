"""What stands above a table: number, title, publisher line, unit line, year; as lines of text or as
rows inside the grid.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from budgetflow.interpret.tables.segments.titles import looks_like_title, split_number
from budgetflow.interpret.text.contents import is_contents_line
from budgetflow.interpret.text.normalise import squeeze, tidy
from budgetflow.interpret.text.numbering import numbering_depth, strip_numbering
from budgetflow.interpret.text.unit_line import find_unit, unit_in_brackets, without_unit
from budgetflow.readers.page_numbers import is_page_number

_PUBLISHER = re.compile(
    r"^(?:编制|填报|填制|填表|制表|公开|发布|报送|预算|主管|编报|批复|申报)?(?:部门|单位|机构)(?:[(]单位[)]|"
    r"/单位)?(?:(?:编码|代码)[及和、/]?)?(?:名称)?(?:[(](?:公章|盖章|签章)[)])?"
    r"[:](?:[\[【(]?\d{3,12}[\]】)]?[-—]?)?(?P<name>(?=[^:]*[\u4e00-\u9fff])[^:]{2,60}?)"
    r"(?P<year>20\d{2})?(?:(?<=\d)年度?)?$"
)
_FORM_LINE = re.compile(
    r"^[\u4e00-\u9fff/()]{0,8}(?:单位|部门|机构|代码|编码|名称|日期|时间|年度|负责人|制表人?|"
    r"经办人|审核人?|联系人|电话)[\u4e00-\u9fff()]{0,6}[:][^:。]{0,60}$"
)
_NEXT_ENTRY = re.compile(r"\s+(?=[\u4e00-\u9fff/（()）]{2,12}\s*[:：])")
_ONLY_YEAR = re.compile(r"^[(]?(?P<year>20\d{2})年?度?[)]?$")
_YEAR_FIELD = re.compile(r"^(?:预算|决算|会计|财政|填报|编制)?年[度份][:](?P<year>20\d{2})年?度?$")
_IN_BRACKETS = re.compile(r"[(][^()]{2,30}[)]")
_ENDS_AS_TABLE = re.compile(r"表(?:[(].*)?$")
# Characters that may stand beside a unit without being read: more are a sentence.
_LONGEST_BESIDE_UNIT = 40
_YEAR = re.compile(r"20\d{2}年")
# 续表, （续）, 接上页, 续表2: the table of the page before goes on, and no other is named.
_GOES_ON = re.compile(
    r"[(]?(?:[续接]上?(?:表|页)|续)(?:[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)]?)?[)]?"
)
_PROSE_END = ("。", "；", ";", "，", ",", "、")


@dataclass(slots=True)
class Caption:
    """What the lines above a table say, each as printed; None where it is not said."""

    number: str | None = None
    title: str | None = None
    unit: str | None = None
    publisher: str | None = None
    year: int | None = None

    def any(self) -> bool:
        """Check whether anything was said at all."""
        return any((self.number, self.title, self.unit, self.publisher, self.year))

    def fill_from(self, other: Caption) -> None:
        """Take what is still missing here from another caption (one further away from the
        table).
        """
        for name in ("number", "title", "unit", "publisher", "year"):
            said = getattr(self, name)
            if said is None:
                setattr(self, name, getattr(other, name))


def read_caption(text: str) -> Caption | None:
    """Read one line (or one cell with several lines) as a caption; None where it is something else.

    `预算01表 收支总表`, `单位：万元`, `部门：烟台市信访局    单位：万元`,
    `2026年部门收支总体情况表`, `（2026年度）`.
    """
    # As entries beside each other, as a whole, as lines, the first that fits: a title set over two
    # lines of a cell is one title, but number, title and unit in one cell are a line each.
    for split in (_NEXT_ENTRY.split, _undivided, str.splitlines):
        parts = [entry for entry in split(text) if entry.strip()]
        caption = Caption()
        if _say_no_more(parts, caption) and caption.any():
            return caption
    return None


def _undivided(text: str) -> list[str]:
    return [text]


def _say_no_more(parts: list[str], caption: Caption) -> bool:
    """Take over what each part says of its table; return whether none says anything else."""
    several = len(parts) > 1
    for part in parts:
        # Beside another entry the form's own may stand (编制日期), which alone says no caption.
        if not _read_line(part, caption) and not (several and is_form_line(part)):
            return False
    return True


def _read_line(text: str, caption: Caption) -> bool:
    """Take over what one line says of its table; return whether it says nothing else."""
    plain = squeeze(text)
    unit = find_unit(plain)
    # The unit first: it stands beside each of the others, which are whole lines without it.
    if unit:
        caption.unit = caption.unit or unit
        plain = without_unit(plain).strip("()")
        if not plain:
            return True
    return (
        _read_publisher(plain, caption)
        or _read_year(plain, caption)
        or _read_title(text, plain, bool(unit), caption)
        or (bool(unit) and len(plain) <= _LONGEST_BESIDE_UNIT)
    )


def _read_publisher(plain: str, caption: Caption) -> bool:
    """Take over whose table it is (`部门：烟台市信访局`), with the year if it stands there too."""
    found = _PUBLISHER.match(plain)
    if found is None:
        return False
    caption.publisher = caption.publisher or found["name"]
    if caption.year is None and found["year"]:
        caption.year = int(found["year"])
    return True


def _read_year(plain: str, caption: Caption) -> bool:
    """Take over a line that is only the year (`（2026年度）`)."""
    found = _ONLY_YEAR.match(plain) or _YEAR_FIELD.match(plain)
    if found is None:
        return False
    caption.year = int(found["year"])
    return True


def _read_title(text: str, plain: str, has_unit: bool, caption: Caption) -> bool:
    """Take over number and title; `plain` is the squeezed text without its unit."""
    number, rest = split_number(plain)
    if number and (not rest or _GOES_ON.fullmatch(rest)):
        caption.number = caption.number or number
        return True
    if not looks_like_title(plain):
        return False
    caption.number = caption.number or number
    # As printed where nothing was taken off: squeezed words have lost full-width brackets.
    words = rest if number or has_unit else text
    caption.title = caption.title or tidy(words)
    caption.unit = caption.unit or unit_in_brackets(plain)
    return True


def may_be_one_title(texts: list[str], last: Caption | None) -> bool:
    """Check whether following lines may be one title cut by the width of its page.

    The last line (`last` is what it says alone) must need those before it: it says nothing alone,
    or is a remark in brackets, or has no year where the first begins with one, or no number where
    the first has one and is no table's name yet. The first must not be a sentence, a heading with a
    number or another caption; it may end at an item of its list (`“三公”经费、会议费、`).
    """
    number, first = split_number(texts[0])
    rest = squeeze(texts[-1])
    if not _may_begin_title(texts[0], number, first, rest):
        return False
    if any(is_prose(text) or read_caption(text) for text in texts[1:-1]):
        return False
    before = read_caption(texts[0])
    if before is not None:
        remark = last is None and _IN_BRACKETS.fullmatch(rest) is not None
        return before.title is not None and remark
    if last is None:
        return True
    needs_year = bool(_YEAR.match(first)) and not _YEAR.search(rest)
    # A number alone, or with few characters, is a line of its own above the title.
    needs_number = number is not None and len(first) > 4 and not _ENDS_AS_TABLE.search(first)
    whole_title = last.title is not None and last.number is None
    return whole_title and (needs_year or needs_number)


def _may_begin_title(line: str, number: str | None, words: str, rest: str) -> bool:
    """Check whether a line may be the first of a title that ends with `rest`; `number` and `words`
    are what the line consists of.
    """
    lists_items = bool(_YEAR.match(words)) and words.endswith("、") and rest.endswith("表")
    if (is_prose(line) and not lists_items) or is_contents_line(line):
        return False
    return number is not None or numbering_depth(words) not in (1, 2)


def is_form_line(text: str) -> bool:
    """Check whether a line is an entry of the form above a table that says nothing of which table
    it is: `编制日期：2026年1月`.
    """
    return bool(_FORM_LINE.match(squeeze(text)))


def is_prose(text: str) -> bool:
    """Check whether a line is running text: it ends or goes on like a sentence, or is too long for
    a caption.
    """
    plain = squeeze(text)
    return "。" in plain or plain.endswith(_PROSE_END) or len(plain) > 60


def is_crumb(text: str) -> bool:
    """Check whether a short line may be a piece of a cell that lost its border: no heading, no
    numbering, no whole sentence.
    """
    plain = squeeze(text)
    if len(plain) > 24 or plain.startswith("第"):
        return False
    # 一、 and （一） are headings of the text; deeper numbers also begin labels of rows.
    return numbering_depth(plain) not in (1, 2)


def is_furniture(text: str) -> bool:
    """Check whether a line says nothing of a table: blank, the page number, or that a table goes
    on.
    """
    plain = squeeze(text)
    return not plain or is_page_number(text) or _GOES_ON.fullmatch(plain) is not None


def heading_words(text: str) -> str | None:
    """Return a short line as a heading (a stand-in for a title), None where it cannot be one."""
    plain = strip_numbering(squeeze(text))
    if 2 <= len(plain) <= 40 and not is_prose(text):
        return tidy(text)
    return None
