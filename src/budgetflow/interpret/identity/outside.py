"""What stands outside a paper: the announcement, the file's name, the title in its metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from budgetflow.interpret.identity.evidence import Evidence, Trust
from budgetflow.interpret.identity.names import Stage, clean_name, is_body, read_title
from budgetflow.interpret.rows_model import Publication
from budgetflow.interpret.text.normalise import squeeze_printed
from budgetflow.readers.document import Document


def outside_evidence(document: Document, publication: Publication | None) -> Iterator[Evidence]:
    """Read what stands outside the paper: the announcement, the file's name, the title in the
    file's metadata.
    """
    if publication:
        if publication.publisher and (name := clean_name(publication.publisher)):
            yield Evidence(Trust.ANNOUNCEMENT, publication.publisher, publisher=name)
        yield from _loose(Trust.ANNOUNCEMENT, publication.title or "")
    # The name without its folders: those are the archive's, and none of the publisher's words.
    yield from _loose(Trust.FILE_NAME, PurePath(document.file_name).name)
    yield from _loose(Trust.FILE_TITLE, document.title or "")


_FILE_NOISE = re.compile(
    r"(?:\.(?:pdf|docx?|xlsx?|wps|et|ofd|txt|html?|csv|md|ods|jpe?g|png))+$", re.IGNORECASE
)


def _loose(trust: Trust, text: str) -> Iterator[Evidence]:
    """Read a name somebody gave to a file or a page, part by part, as a title."""
    text = _FILE_NOISE.sub("", squeeze_printed(text))
    found = False
    parts = [part for part in re.split(r"[_＿|]+|附件\d*[:：]", text) if part]
    # From the end: what stands in front is the site, the section, or a number.
    for part in reversed(parts):
        title = read_title(part)
        if title:
            found = True
            yield Evidence(trust, text, None, title.name, title.year, title.stage, title.scope)
        elif (name := clean_name(part)) and is_body(name):
            yield Evidence(trust, text, None, name)
    if not found:
        stage: Stage | None = None
        if "决算" in text:
            stage = "final_accounts"
        elif "预算" in text:
            stage = "budget"
        # A year counts only beside the stage: names of files hold days of upload, too.
        year = re.search(r"20\d\d", text)
        told = int(year.group()) if year and stage else None
        yield Evidence(trust, text, None, None, told, stage)
