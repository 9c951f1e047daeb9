"""From visual lines to paragraphs: joined across lines and page breaks, each under the headings it
stands below.

A line goes on in the next one where that one is not indented and the first is full or stops inside
a sentence. Page
numbers and running headers are left out, so that a sentence cut by a page break is whole again.
Where the format knows
paragraphs (Word, HTML) nothing is joined.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from budgetflow.interpret.text.contents import is_contents_line
from budgetflow.interpret.text.normalise import plain_line, squeeze
from budgetflow.interpret.text.numbering import mark_level, without_mark
from budgetflow.interpret.text.running_lines import RunningLines
from budgetflow.readers.document import Box, Document, Page, Table, TextLine

_LABELLED = re.compile(r"[\u4e00-\u9fff“”、（）()]{2,14}[:：]")
_END = tuple("。；！？：;:")
# `（六）一般公共预算基本支出情况说明（详见表6）` is a whole line.
_COMPLETE_HEADING = re.compile(
    r"(?:说明|情况|概况|职[能责]|设置|表|解释|目录|部分|结果)"
    r"(?:[（(](?:详?见|附|对应)[^（）()]{0,12}[）)])?[:：]?$"
)
# `（二）政府采购预算安排情况说明。`, `1、卫生健康支出（类）医疗救助（款）。`: a title all the
# same.
_TITLE_WITH_STOP = re.compile(r"^[^，；。]*(?:说明|情况|结果|[（(][类款项][）)])。$")
# `2026年单位预算编制说明` over a text begins it: nothing stands under what came before.
_TITLE_OF_NOTES = re.compile(
    r"(?=.*(?:预算|决算))[^，。；：:、]{4,36}(?:编制|情况|预算|决算)(?:的)?说明"
)
_REASON_FOLLOWS = re.compile(r"原因[是为]?[:：]?$")
# What never starts a paragraph.
_REST = re.compile(r"[（(][类款项][）)]|[，。；、）)”]")
# A number before an item of the classification opens a paragraph, whatever ended the one before
# (业务量增 / 3、公共安全支出（204类）).
_NAMES_ITEM = re.compile(r"[（(]\d{0,7}[类款项][)）]")
_GOES_ON = ("，", "、", ",")
# A line of plain text shorter than this was not cut by a page's width.
_LONG = 25
_HEADING = 60


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph with its place and the headings above it."""

    text: str
    """Without the blanks and line breaks of the layout."""
    page: int | None
    locator: str | None
    headings: tuple[str, ...] = ()
    """Texts of the headings it stands under, outermost first, without their numbers."""
    is_heading: bool = False

    @property
    def section(self) -> str | None:
        """Return the headings as one text, or None above the first."""
        return " / ".join(self.headings) or None


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a page's text stands: left and right edge of its body, in points."""

    left: float
    right: float


def read_paragraphs(document: Document) -> list[Paragraph]:
    """Return the paragraphs of a document's text outside tables, in reading order, with their
    headings.

    A table of one column that holds sentences is text in a frame and is read too.
    """
    running = RunningLines(document)
    out: list[Paragraph] = []
    open_lines: list[TextLine] = []
    for page in document.pages:
        frame = _frame(page)
        for block in page.blocks:
            if isinstance(block, Table):
                _close(open_lines, out)
                out.extend(_framed(block))
            elif not running.holds(block, page):
                line = replace(block, text=plain_line(block.text))
                if not line.text or is_contents_line(line.text):
                    continue
                if open_lines and not _goes_on(open_lines[-1], line, frame):
                    _close(open_lines, out)
                open_lines.append(line)
    _close(open_lines, out)
    return _under_headings(out)


def _close(lines: list[TextLine], out: list[Paragraph]) -> None:
    """Make the open lines one paragraph."""
    if lines:
        joined = "".join(line.text for line in lines)
        first = lines[0]
        out.append(Paragraph(plain_line(joined), first.page, first.locator))
        lines.clear()


def _framed(table: Table) -> list[Paragraph]:
    """Return the sentences of a table that is only a frame around text."""
    if table.columns > 1:
        return []
    texts = [(cell, plain_line(cell.text)) for cell in table.cells]
    return [
        Paragraph(text, cell.page or table.page, cell.locator)
        for cell, text in texts
        if "。" in text
    ]


def _frame(page: Page) -> _Frame | None:
    """Find the edges that most lines of a page share; None where the format has no geometry."""
    boxes = [
        block.box
        for block in page.blocks
        if isinstance(block, TextLine) and block.box and len(block.text) > 3
    ]
    if not boxes:
        return None
    # Steps of two points: lines of one edge begin a fraction of a point apart.
    starts = Counter(round(box.x0 / 2) * 2 for box in boxes)
    # A tenth of the lines: a single one farther left (a stamp, a mark) is no edge of the text.
    enough = max(2, len(boxes) * 0.1)
    often = [x for x, count in starts.items() if count >= enough]
    left = float(min(often or starts))
    right = max(box.x1 for box in boxes)
    return _Frame(left, right)


def _goes_on(before: TextLine, line: TextLine, frame: _Frame | None) -> bool:
    """Check whether a line continues the paragraph of the one before it."""
    if before.whole_paragraph or line.whole_paragraph or _stands_alone(before.text):
        return False
    if frame is None or line.box is None or before.box is None:
        # Without places only a long line that ends in no stop may have been wrapped.
        if before.text.endswith(_END) or len(before.text) < _LONG:
            return False
        starts = _mark(line.text) is not None or _LABELLED.match(line.text)
        return not starts
    gap = line.box.top - before.box.bottom
    # Official documents leave 0.8 of a character between lines (GB/T 9704: 22 lines on 225 mm);
    # three times that parts paragraphs.
    if line.page == before.page and gap > 2.5 * _em(line):
        return False
    return _follows(before, before.box, line, line.box, frame)


def _em(line: TextLine) -> float:
    """Return the points of a character of a line; of 8 where the file does not say its size."""
    return max(line.size or 0.0, 8.0)


def _stands_alone(text: str) -> bool:
    """Check whether a line is a whole heading, or the title over notes."""
    if _TITLE_OF_NOTES.fullmatch(text):
        return True
    complete = _is_heading(text) and _COMPLETE_HEADING.search(text) is not None
    return complete and len(text) < _HEADING


def _follows(before: TextLine, above: Box, line: TextLine, box: Box, frame: _Frame) -> bool:
    """Judge by the places of two lines: the second indented, the first full or hanging."""
    em = _em(line)
    ended = before.text.endswith(_END)
    marked = _mark(line.text) is not None
    full = above.x1 > frame.right - 3 * em
    if marked and _NAMES_ITEM.search(line.text):
        return False
    if _is_rest(before.text, line.text, marked):
        return True
    # Paragraphs begin two characters in; a little more than one parts that from a ragged edge.
    if box.x0 > frame.left + 1.2 * em:
        same_edge = abs(box.x0 - above.x0) < 0.5 * em
        nearly_full = same_edge and not ended and above.x1 > frame.right - 4 * em
        broken_off = full and before.text.endswith(_GOES_ON)
        return not marked and (nearly_full or broken_off)
    if marked:
        return full and not (ended or _is_short_title(line.text))
    return full or (not ended and _hangs(before.text, above, frame, em))


def _is_rest(before: str, text: str, marked: bool) -> bool:
    """Check whether the words of two lines alone say that the second goes on with the first."""
    if _REST.match(text):
        return True
    return not marked and _REASON_FOLLOWS.search(before) is not None


def _is_short_title(text: str) -> bool:
    """Check whether a numbered line is a heading that ends on its own line."""
    if len(text) >= _LONG:
        return False
    return _COMPLETE_HEADING.search(text) is not None


def _hangs(text: str, box: Box, frame: _Frame, em: float) -> bool:
    """Check whether a line that is not full may go on: it reaches over half the page, hanging in
    or no heading.
    """
    middle = (frame.left + frame.right) / 2
    if box.x1 <= middle:
        return False
    hanging = box.x0 > frame.left + 1.2 * em
    return hanging or not _is_heading(text)


def _mark(text: str) -> int | None:
    """Return the level of the heading mark a text starts with, None where it starts with none."""
    return mark_level(squeeze(text[:12]))


def _unmarked(text: str) -> str:
    """Take the number off a heading."""
    level = _mark(text)
    if level is None:
        return text
    return without_mark(text, level)


def _is_heading(text: str) -> bool:
    """Check whether a paragraph is a heading: numbered, short, no sentence."""
    if _mark(text) is None or len(text) > _HEADING:
        return False
    # A short numbered line that names money is a sentence (1、会议费2万元).
    if re.search(r"\d万?元", text):
        return False
    if not text.endswith(("。", "；", "，", ";")):
        return True
    return _TITLE_WITH_STOP.search(text) is not None


def _under_headings(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Return each paragraph the headings above it; a numbered paragraph that opens with a short
    title stands under that too.
    """
    out = []
    stack: list[tuple[int, str]] = []
    for paragraph in paragraphs:
        level = _mark(paragraph.text)
        heading = _is_heading(paragraph.text)
        if level is not None:
            stack = [entry for entry in stack if entry[0] < level]
            title = _unmarked(paragraph.text) if heading else _lead(_unmarked(paragraph.text))
            if title:
                stack.append((level, title.rstrip("：:。")))
        elif _TITLE_OF_NOTES.fullmatch(paragraph.text):
            stack = []
        above = stack
        if heading:
            above = stack[:-1]  # a heading does not stand under itself
        headings = tuple(text for _, text in above)
        out.append(replace(paragraph, headings=headings, is_heading=heading))
    return out


def _lead(text: str) -> str | None:
    """Return the title that opens a paragraph, as in `绩效目标设置情况。2026年...`; None where it
    opens with a sentence.
    """
    match = re.match(r"[^，。：:；\d]{4,30}[。：:]", text)
    if match and len(match.group()) < len(text):
        return match.group()
    return None
