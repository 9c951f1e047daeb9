"""What is held back is on record with its reason; a person may look, retry, or let it through."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from budgetflow.archive.announcements import AnnouncedFile, Announcement, Announcements
from budgetflow.archive.objects import Archive
from budgetflow.lake.store import Lake
from budgetflow.quarantine.crops import boxed_page
from budgetflow.quarantine.store import NotHeld, Quarantine
from budgetflow.settings import Settings
from tests.checks.example_disclosures import budget, doubtful
from tests.cli.builders import app

RUN = CliRunner()


def test_a_doubtful_disclosure_is_held_with_its_reason_and_its_cells(tmp_path: Path) -> None:
    store = Quarantine(tmp_path)
    assert store.review(doubtful().rows, "announcement-1") == ["budget-2026"]
    (item,) = store.held()
    assert (item.publisher, item.announcement, item.documents) == (
        "某市某局",
        "announcement-1",
        {"0" * 64: "某局.pdf"},
    )
    assert item.suspects and item.suspects[0].message_zh
    assert any([100.0, 200.0, 160.0, 212.0] in suspect.boxes for suspect in item.suspects)


def test_a_disclosure_that_reads_well_again_is_no_longer_held(tmp_path: Path) -> None:
    store = Quarantine(tmp_path)
    store.review(doubtful().rows)
    assert store.review(budget().check().rows) == []
    assert store.held() == []


def test_a_decision_lets_it_through_and_is_told_in_the_data(tmp_path: Path) -> None:
    store = Quarantine(tmp_path)
    store.review(doubtful().rows)
    store.let_through(store.find("budget"), "the page prints it so", "a clerk")
    rows = doubtful().rows
    assert store.review(rows) == [] and store.held() == []
    assert rows.disclosures[0].status == "accepted_with_findings"
    assert rows.documents[0].status_reason == "let through by a clerk: the page prints it so"


def test_a_decision_does_not_outlive_the_documents_it_was_made_on(tmp_path: Path) -> None:
    store = Quarantine(tmp_path)
    store.review(doubtful().rows)
    store.let_through(store.find("budget"), "the page prints it so", "a clerk")
    rows = doubtful().rows
    rows.documents[0].document_id = "1" * 64
    assert store.review(rows) == ["budget-2026"]


def test_an_unknown_id_says_what_is_held(tmp_path: Path) -> None:
    store = Quarantine(tmp_path)
    with pytest.raises(NotHeld, match="in quarantine: nothing"):
        store.find("x")
    store.review(doubtful().rows)
    with pytest.raises(NotHeld, match="in quarantine: budget-2026"):
        store.find("x")


def cli(home: Path, *words: str) -> tuple[int, str]:
    result = RUN.invoke(app, ["quarantine", *words, "--home", str(home)])
    return result.exit_code, result.output


def test_list_and_show_tell_what_is_held(tmp_path: Path) -> None:
    assert cli(tmp_path, "list") == (0, "Nothing is held back.\n")
    Quarantine(tmp_path / "quarantine").review(doubtful().rows)
    assert "某市某局" in cli(tmp_path, "list")[1]
    assert json.loads(cli(tmp_path, "list", "--json")[1])[0]["disclosure_id"] == "budget-2026"
    code, told = cli(tmp_path, "show", "budget")
    assert code == 0 and "B09, 某局.pdf page 3" in told and "no picture: " in told
    assert (
        "budgetflow quarantine release budget-2026 --reason" in told
        and "budgetflow quarantine retry budget-2026" in told
    )
    assert json.loads(cli(tmp_path, "show", "budget", "--json")[1])["fiscal_year"] == 2026
    assert cli(tmp_path, "show", "nobody")[0] == 2


def test_what_came_from_no_announcement_cannot_be_read_again(tmp_path: Path) -> None:
    Quarantine(tmp_path / "quarantine").review(doubtful().rows)
    code, told = cli(tmp_path, "retry", "budget")
    assert code == 2 and "so there is nothing to read it again from" in told
    code, told = cli(tmp_path, "release", "budget", "--reason", " ")
    assert code == 2 and "A reason is needed: say what you saw on the page." in told


PAGE = "某市某局2026年部门预算\n表3\n支出总体情况表\n编制部门：某市某局\n单位：万元\n" + "\n".join(
    "\t".join(cells)
    for cells in (
        ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        ("208", "社会保障和就业支出", "30.00", "30.00", ""),
        ("210", "卫生健康支出", "70.00", "40.00", "30.00"),
        ("", "总计", "100.00", "70.00", "30.00"),
    )
)


def announced(home: Path, text: str) -> tuple[Settings, str]:
    """Put a text rendition into the archive as an announcement that can be ingested."""
    settings = Settings(home=home)
    digest = Archive(settings.store("archive")).put(text.encode())
    record = Announcement("s", "https://example.invalid/a", None, "某市某局2026年部门预算")
    record.put(AnnouncedFile("https://example.invalid/a.txt", digest, "a.txt", 1, False))
    Announcements(settings.store("archive")).put(record)
    return settings, record.key


def test_retry_reads_again_and_release_lets_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from budgetflow.jobs import ingest as module

    settings, key = announced(tmp_path, PAGE)
    settle = module.settle

    def doubted(parts: object) -> object:
        """Stand in for a reading that was poor on the first night."""
        rows = settle(parts)  # type: ignore[arg-type]
        for row in (*rows.disclosures, *rows.documents):
            row.status = "quarantined"
        return rows

    monkeypatch.setattr(module, "settle", doubted)
    (result,) = module.ingest([key], settings)
    assert result.quarantined == 1
    (item,) = Quarantine(settings.store("quarantine")).held()
    code, told = cli(tmp_path, "retry", item.disclosure_id)
    assert code == 3 and "still held; `budgetflow quarantine show" in told
    assert cli(tmp_path, "release", item.disclosure_id, "--reason", "seen on the page")[0] == 0
    assert Quarantine(settings.store("quarantine")).held() == []
    assert Lake(settings.store("lake")).read("disclosures")["status"].to_pylist() == [
        "accepted_with_findings"
    ]

    monkeypatch.setattr(module, "settle", settle)
    (result,) = module.ingest([key], settings)
    assert result.quarantined == 0


@pytest.mark.corpus
def test_a_crop_shows_the_boxed_cells_of_a_real_page(shared: Path) -> None:
    data = (shared / "corpus/pdf/suzhou-01.pdf").read_bytes()
    picture = boxed_page(data, 20, [(400.0, 150.0, 470.0, 170.0)])
    width, height = struct.unpack(">II", picture[16:24])
    assert picture.startswith(b"\x89PNG") and width > height > 200
    pixels = zlib.decompress(picture[picture.index(b"IDAT") + 4 : -16])
    line = pixels[(60 * 2) * (width * 3 + 1) + 1 :][: width * 3]
    assert line[401 * 2 * 3 : 401 * 2 * 3 + 3] == bytes((220, 30, 30))
    with pytest.raises(ValueError, match="there is no page 99"):
        boxed_page(data, 99, [])
