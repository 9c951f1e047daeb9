"""A home with one disclosure in which a figure is misprinted, as a PDF that the sample makes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from budgetflow.archive.announcements import AnnouncedFile, Announcement, Announcements
from budgetflow.archive.objects import Archive
from budgetflow.jobs.ingest import ingest
from budgetflow.sample.facts.bureaus import BAYINGOL
from budgetflow.sample.paper.compose import compose
from budgetflow.sample.paper.layouts import DETAILED
from budgetflow.sample.paper.printed import PrintedTable, with_mistake
from budgetflow.sample.render.pdf import render_pdf
from budgetflow.settings import Settings

TABLE = "expenditure"
RIGHT, PRINTED = "37.59", "38.59"
"""住房公积金: what the sums ask for, and what the paper has instead."""


def home_with_a_misprint(home: Path) -> Settings:
    """Return the settings of a home whose lake holds the disclosure, read from its archive."""
    book = compose(BAYINGOL, DETAILED)
    book = replace(book, blocks=tuple(map(_misprinted, book.blocks)))
    settings = Settings(home=home)
    digest = Archive(settings.store("archive")).put(render_pdf(book))
    record = Announcement("s", "https://example.invalid/budget.html", "652800", book.title)
    record.put(AnnouncedFile("https://example.invalid/budget.pdf", digest, "budget.pdf"))
    Announcements(settings.store("archive")).put(record)
    ingest([record.key], settings)
    return settings


def _misprinted(block: object) -> object:
    if not isinstance(block, PrintedTable) or block.table_code != TABLE:
        return block
    row, column = len(block.rows) - 1, 4
    assert block.rows[row].cells[column] == RIGHT
    return with_mistake(block, row, column, PRINTED)
