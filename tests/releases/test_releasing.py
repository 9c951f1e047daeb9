"""The whole way from archived bytes: a release with pictures of its pages, and the same release
again from the archive alone.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from budgetflow.archive.announcements import AnnouncedFile, Announcement, Announcements
from budgetflow.archive.objects import Archive
from budgetflow.contracts.expectations import suite
from budgetflow.gate.result import GateFailed
from budgetflow.jobs.ingest import ingest
from budgetflow.jobs.release import make_release, reread_from
from budgetflow.jobs.verify import verify
from budgetflow.lake.partitions import Partition
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.sample.archive import fill_archive
from budgetflow.sample.facts.invent import invented
from budgetflow.sample.paper.compose import compose
from budgetflow.sample.render.pdf import render_pdf
from budgetflow.settings import Settings
from tests.builders.without_fonts import python_without_fonts


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home whose archive holds two invented disclosures, one of them as a PDF, read, stored and
    released.
    """
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


def test_a_machine_without_fonts_makes_the_same_release(made: Settings) -> None:
    arguments = ["-m", "budgetflow", "release", "verify", "latest", "--from-archive"]
    told = python_without_fonts([*arguments, "--home", str(made.home)])
    assert "the same in every byte when built again" in told


def test_a_document_is_read_anew_with_what_its_announcement_said(made: Settings) -> None:
    from budgetflow.lake.document_versions import Reading

    lake = Lake(made.store("lake"))
    reading = Reading(**lake.read("readings").to_pylist()[0])
    again = reread_from(Archive(made.store("archive")), made)(reading)
    assert {row.document_id for row in again.documents} == {reading.document_id}
    assert {row.disclosure_id for row in again.disclosures} <= set(
        lake.read("disclosures")["disclosure_id"].to_pylist()
    )


def test_a_document_that_is_not_in_the_archive_cannot_be_read_anew(made: Settings) -> None:
    from budgetflow.lake.document_versions import Reading

    with pytest.raises(LookupError):
        reread_from(Archive(made.store("archive")), made)(
            Reading("0" * 64, "0" * 64, "gone.pdf", "pdf", "1", "1")
        )


def test_a_loss_that_a_person_lets_pass_is_told_by_the_release_and_the_release_can_be_made_again(
    tmp_path: Path,
) -> None:
    """The lake is made anew with one of two disclosures: nobody withdrew the other, so the gate
    stays shut until somebody says why.
    """
    settings = Settings(home=tmp_path)
    first, second = fill_archive(settings, list(invented(7, 2)))
    ingest([first, second], settings)
    assert make_release(settings, date(2026, 11, 22), site=False) is not None
    fewer = settings.model_copy(update={"lake": str(tmp_path / "fewer")})
    ingest([first], fewer)
    with pytest.raises(GateFailed, match=r"lost_publishers: 1 value.*gone: (?s:.*)--accept 'WHY'"):
        make_release(fewer, date(2026, 11, 23), site=False)
    assert not (tmp_path / "releases/2026.11.23").exists()

    released = make_release(
        fewer, date(2026, 11, 23), site=False, accept="该单位已并入上级，由上级公开"
    )

    assert released is not None and released.version.accepted.startswith(
        "该单位已并入上级，由上级公开\n"
    )
    told = (Path(released.path) / "CHANGES.md").read_text(encoding="utf-8")
    assert "该单位已并入上级，由上级公开" in told and "gone: " in told
    assert (
        json.loads((tmp_path / "releases/latest.json").read_text())["accepted"]
        == released.version.accepted
    )
    verdict = verify(fewer, "latest")
    assert verdict.rebuilt and verdict.holds, (verdict.note, verdict.problems)


def test_the_gate_is_told_which_partitions_the_release_before_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disclosure of another place and year leaves the first one's partitions alone; under other
    rules all are looked at again.
    """
    settings = Settings(home=tmp_path)
    keys = fill_archive(
        settings, list(invented(7, 3))
    )  # Zhejiang 2022, Jiangsu 2023, Guangdong 2024
    told: list[frozenset[str]] = []

    def gate(folder: Path, previous: Path | None, kept: frozenset[str]) -> str:
        told.append(kept)
        return ""

    for day, key in enumerate(keys, start=22):
        ingest([key], settings)
        assert build_release(
            Lake(settings.store("lake")),
            settings.store("releases"),
            date(2026, 11, day),
            site=False,
            gate=gate,
        )
        monkeypatch.setattr(
            "budgetflow.releases.published_rows.suite",
            {22: suite}.get(day, lambda dataset: {"name": dataset, "expectations": []}),
        )
    assert told[0] == told[2] == frozenset()
    places = [Partition.parse(name.split("/", 1)[1].rpartition("/")[0]) for name in told[1]]
    assert {(partition.fiscal_year, partition.province) for partition in places} == {(2022, "33")}
    assert {partition.dataset for partition in places} >= {
        "disclosures",
        "documents",
        "amounts",
        "check_results",
    }
