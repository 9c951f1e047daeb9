"""The whole way from archived bytes: a release with pictures of its pages, and the same release again from the archive alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from budgetflow.archive.announcements import AnnouncedFile, Announcement, Announcements
from budgetflow.archive.objects import Archive
from budgetflow.ingest import ingest
from budgetflow.lake.store import Lake
from budgetflow.releasing import make_release, reread_from, verify
from budgetflow.sample.archive import fill_archive
from budgetflow.sample.compose import compose
from budgetflow.sample.invent import invented
from budgetflow.sample.render_pdf import render_pdf
from budgetflow.settings import Settings


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home whose archive holds two invented disclosures, one of them as a PDF, read, stored and released."""
    settings = Settings(home=tmp_path_factory.mktemp("home"))
    (facts, layout), other = invented(7, 2)
    page = "https://sample.invalid/pdf.html"
    record = Announcement("sample", page, facts.region_code, facts.title, facts.publisher)
    sha256 = Archive(settings.store("archive")).put(render_pdf(compose(facts, layout)))
    record.put(AnnouncedFile(page.replace(".html", ".pdf"), sha256, "a.pdf"))
    Announcements(settings.store("archive")).put(record)
    ingest([record.key, *fill_archive(settings, [other])], settings)
    assert make_release(settings, date(2026, 11, 22)) is not None
    return settings


def test_figures_of_pdf_pages_have_pictures(made: Settings) -> None:
    release = Path(made.store("releases")) / "2026.11.22"
    boxed = [path for path in release.glob("v/*/*.html") if "<image" in path.read_text()]
    assert boxed and list(release.glob("crops/*/*.png"))


def test_the_archive_alone_gives_every_byte_of_the_release(made: Settings) -> None:
    verdict = verify(made, "latest", from_archive=True)
    assert verdict.rebuilt and verdict.holds, (verdict.note, verdict.problems)


def test_a_document_is_read_anew_with_what_its_announcement_said(made: Settings) -> None:
    from budgetflow.lake.readings import Reading

    lake = Lake(made.store("lake"))
    reading = Reading(**lake.read("readings").to_pylist()[0])
    again = reread_from(Archive(made.store("archive")), made)(reading)
    assert {row.document_id for row in again.documents} == {reading.document_id}
    assert {row.disclosure_id for row in again.disclosures} <= set(lake.read("disclosures")["disclosure_id"].to_pylist())


def test_a_document_that_is_not_in_the_archive_cannot_be_read_anew(made: Settings) -> None:
    from budgetflow.lake.readings import Reading

    with pytest.raises(LookupError):
        reread_from(Archive(made.store("archive")), made)(Reading("0" * 64, "0" * 64, "gone.pdf", "pdf", "1", "1"))
