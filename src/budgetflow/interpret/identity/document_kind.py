"""What a file is: a disclosure with figures, or something that only looks like one."""

from __future__ import annotations

import re
from typing import Literal

from budgetflow.interpret.identity.names import PLACEHOLDER, read_title
from budgetflow.interpret.identity.printed_figures import count_figures
from budgetflow.interpret.identity.printed_lines import Printed
from budgetflow.readers.document import Document

# `announcement`: a page that only says a disclosure is published (its files are elsewhere).
Kind = Literal["disclosure", "blank_template", "announcement", "notice", "no_text", "other"]

_NOTICE = re.compile(
    r"(?:通知|办法|意见|规定|细则|公告|函|指引|工作总结|工作计划|工作安排|批复)(?:》)?$|印发"
)


# A reader's note that says how something was read, and so explains no missing figure; all others
# name what may be missing.
_HOW_READ = re.compile(
    r"read by its alignment|computed them$|words were recognised$|picture was read$"
)


def _is_public_notice(title: str) -> bool:
    """Check for a title that makes a budget public: 甲局关于2024年部门预算公开的公告."""
    return title.endswith("公告") and read_title(title) is not None


def kind_of(
    document: Document,
    lines: list[Printed],
    publisher: str | None,
    speaks_of_budget: bool,
    title: str | None,
) -> tuple[Kind, str | None]:
    """Return what the file is and, where it is no disclosure, why, in words a reader of the release
    understands.
    """
    if not lines:
        notes = "; ".join(document.notes)
        return "no_text", f"no text could be read{': ' + notes if notes else ''}"
    if PLACEHOLDER.search(publisher or title or ""):
        return "blank_template", f"a blank form: the publisher is printed as {publisher or title}"
    if title and _NOTICE.search(title) and not _is_public_notice(title):
        return "notice", f"not a budget or final account: {title}"
    unread = sum(page.text_layer == "none" for page in document.pages)
    if not speaks_of_budget:
        return _without_words(document, unread)
    if not unread and not count_figures(document, enough=1):
        return _without_figures(document)
    return "disclosure", None


def _without_words(document: Document, unread: int) -> tuple[Kind, str]:
    """Return what a file is that speaks of no budget, `unread` of its pages having no text."""
    # Of pages that nobody has read it cannot be said what they speak of.
    if unread * 2 >= len(document.pages):
        notes = "; ".join(document.notes)
        return "no_text", f"too little text could be read to say what it is: {notes}"
    return "other", "no title, heading or table speaks of a budget or a final account"


def _without_figures(document: Document) -> tuple[Kind, str]:
    """Return why a disclosure prints no figures: they could not be read, or are elsewhere."""
    left_out = [note for note in document.notes if not _HOW_READ.search(note)]
    if left_out:
        return "no_text", f"no figures could be read: {'; '.join(left_out)}"
    return (
        "announcement",
        "speaks of a disclosure but prints no figures; its tables or files are elsewhere",
    )
