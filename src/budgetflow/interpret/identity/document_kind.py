"""What a file is: a disclosure with figures, or something that only looks like one."""

from __future__ import annotations

import re
from typing import Literal

from budgetflow.interpret.identity.evidence import Printed
from budgetflow.interpret.identity.names import PLACEHOLDER
from budgetflow.readers.document import Document

Kind = Literal["disclosure", "blank_template", "announcement", "notice", "no_text", "other"]
"""`announcement`: a page that only says a disclosure is published (its files are elsewhere)."""

_FIGURE = re.compile(
    r"(?<![\d.])-?\d{1,3}(?:[,，]\d{3})*\.\d{1,6}(?![\d.])|\d(?:\.\d+)?(?:万元|亿元)|^-?\d{1,"
    r"3}(?:,\d{3})+$"
)
_ZERO = re.compile(r"^[0.,\s]*(?:万元|亿元)?$")
_NOTICE = re.compile(
    r"(?:通知|办法|意见|规定|细则|公告|函|指引|工作总结|工作计划|工作安排|批复)(?:》)?$|印发"
)
_FIGURES_OF_A_DISCLOSURE = 3


def kind_of(
    document: Document,
    lines: list[Printed],
    publisher: str | None,
    stage: str | None,
    title: str | None,
) -> tuple[Kind, str | None]:
    """Say what the file is and, where it is no disclosure, why, in words a reader of the release
    understands.
    """
    if not lines:
        notes = "; ".join(document.notes)
        return "no_text", f"no text could be read{': ' + notes if notes else ''}"
    if any(PLACEHOLDER.search(text) for text in (publisher or "", title or "")):
        return "blank_template", f"a blank form: the publisher is printed as {publisher or title}"
    if title and _NOTICE.search(title):
        return "notice", f"not a budget or final account: {title}"
    if stage is None:
        return "other", "no title, heading or table speaks of a budget or a final account"
    figures = _figures(lines)
    unread = any(page.text_layer == "none" for page in document.pages)
    if figures < _FIGURES_OF_A_DISCLOSURE and not unread:
        return (
            "announcement",
            f"speaks of a disclosure but prints {figures or 'no'} figures; its tables or files "
            f"are elsewhere",
        )
    return "disclosure", None


def _figures(lines: list[Printed]) -> int:
    """Count amounts printed, in lines and cells, up to the number that makes a disclosure."""
    count = 0
    for line in lines:
        count += sum(1 for match in _FIGURE.finditer(line.text) if not _ZERO.match(match.group()))
        if count >= _FIGURES_OF_A_DISCLOSURE:
            break
    return count
