"""The day a document states, and who signed it."""

from __future__ import annotations

import re
from datetime import date

from budgetflow.interpret.identity.evidence import (
    LOOKED_THROUGH,
    Evidence,
    Trust,
)
from budgetflow.interpret.identity.names import (
    clean_name,
    is_body,
)
from budgetflow.interpret.identity.printed_lines import Printed
from budgetflow.readers.page_numbers import is_page_number

_DAY = re.compile(r"(20\d\d)[年/.-](\d{1,2})[月/.-](\d{1,2})日?")
_PRINTED_DAY = r"20\d\d[年/.-]\d{1,2}[月/.-]\d{1,2}"
# The day on which a web page says that it was published.
_STATED = re.compile(
    rf"(?:更新|发布|发文|公布|公开|发稿|上传|录入|信息|修改|刊登)(?:时间|日期)[:：]?"
    rf"(?P<day>{_PRINTED_DAY})"
    rf"|(?:最后|最近)?(?:更新|修改|发布|发表)(?:于|[:：])(?P<at>{_PRINTED_DAY})|(?<![\u4e00-\u9fff])(?:时间|日期)[:：](?P<bare>{_PRINTED_DAY})"
    rf"|^[\[【(（]\s*(?P<alone>{_PRINTED_DAY})日?\s*[\])）】]"
)
_AROUND_COLON = re.compile(r"\s*([:：])\s*")
# The day on which the paper was made, where no other is stated.
_MADE = re.compile(rf"(?:成文|生成|制发|印发|形成)(?:时间|日期)[:：]?(?P<day>{_PRINTED_DAY})")
_SIGNED = re.compile(r"(?P<name>.*?)(?P<day>20\d\d年\d{1,2}月\d{1,2}日)")


def signature(lines: list[Printed]) -> tuple[Evidence | None, date | None]:
    """Find the signature: a body's name above or before a day, near the end of the text; give also
    that day.
    """
    texts = [line for line in lines if not line.in_table and not is_page_number(line.text)]
    for at in range(len(texts) - 1, max(-1, len(texts) - 25), -1):
        match = _SIGNED.fullmatch(texts[at].text)
        if not match:
            continue
        name = clean_name(match["name"] or (texts[at - 1].text if at else ""))
        said = (
            Evidence(Trust.SIGNATURE, texts[at].text, texts[at].page, publisher=name)
            if name and is_body(name)
            else None
        )
        return said, read_day(texts[at].text)
    return None, None


def stated_day(lines: list[Printed]) -> date | None:
    """Return the day a web page states above its text (更新时间：2026-03-06), None where none."""
    first = lines[:LOOKED_THROUGH]
    for line in first:
        raw = _AROUND_COLON.sub(r"\1", line.raw)  # with the blanks between its parts
        if match := _STATED.search(line.text) or _STATED.search(raw):
            return read_day(match.group())
    made = next((match for line in first if (match := _MADE.search(line.text))), None)
    if made:
        return read_day(made["day"])
    return None


def read_day(text: str) -> date | None:
    """Read a whole day such as 2026年2月6日; None where there is none or it is no day of the
    calendar.
    """
    match = _DAY.search(text)
    try:
        if match:
            return date(*map(int, match.groups()))
        return None
    except ValueError:
        return None
