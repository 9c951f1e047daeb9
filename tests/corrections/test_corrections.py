"""A correction changes one cell, tells why, and fails loudly once it is no longer needed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from budgetflow.corrections.apply import apply_corrections
from budgetflow.corrections.correction import BadCorrection, load_corrections, shipped
from tests.checks.example_disclosures import budget

ENTRY: dict[str, Any] = {
    "id": "some-bureau-2026-208",
    "disclosure": {"publisher": "某市某局", "fiscal_year": 2026, "stage": "budget"},
    "cell": {"table_code": "expenditure", "function_code": "2080505", "measure": "total"},
    "printed": "20.00",
    "corrected": "20.00",
    "expect": {"amount_printed": "26.00"},
    "reason": "the recogniser took 0 for 6",
    "reported_by": "a reader",
    "reported_on": "2026-11-22",
}


def write(folder: Path, *entries: Any) -> Path:
    (folder / "some.yml").write_text(
        yaml.safe_dump(list(entries), allow_unicode=True), encoding="utf-8"
    )
    return folder


def test_a_misread_cell_is_put_right_and_the_checks_hold_again(tmp_path: Path) -> None:
    book = budget().change("expenditure", "2080505", "total", "26.00")
    done = apply_corrections([book.rows], load_corrections([write(tmp_path, ENTRY)]))
    assert (done.applied, done.stale) == (["some-bureau-2026-208"], [])
    cell = book.cell("expenditure", "2080505", "total")
    assert (cell.amount_yuan, cell.amount_printed) == (Decimal(200000), "20.00")
    assert book.check().findings() == []


def test_a_correction_has_the_unit_of_its_cell(tmp_path: Path) -> None:
    book = budget().change("expenditure", "2080505", "total", "26.00")
    cell = book.cell("expenditure", "2080505", "total")
    cell.unit_printed = "百万元"
    apply_corrections([book.rows], load_corrections([write(tmp_path, ENTRY)]))
    assert cell.amount_yuan == Decimal(20_000_000)


def test_a_corrected_document_is_told_by_a_hash_that_follows_the_correction(tmp_path: Path) -> None:
    def hashes(**changes: Any) -> dict[str, str]:
        book = budget().change("expenditure", "2080505", "total", "26.00")
        return apply_corrections(
            [book.rows], load_corrections([write(tmp_path, ENTRY | changes)])
        ).hashes

    assert hashes() == hashes()
    assert hashes().keys() == {"0" * 64}
    assert hashes() != hashes(corrected="21.00")


def test_once_the_source_is_mended_the_guard_says_so_and_nothing_is_spoilt(tmp_path: Path) -> None:
    book = budget()
    done = apply_corrections(
        [book.rows], load_corrections([write(tmp_path, ENTRY | {"corrected": "99.00"})])
    )
    assert done.applied == [] and done.hashes == {}
    assert "some-bureau-2026-208" in done.stale[0] and "the guard expects" in done.stale[0]
    assert book.cell("expenditure", "2080505", "total").amount_yuan == Decimal(200000)


@pytest.mark.parametrize(
    "cell",
    [
        {"table_code": "expenditure", "measure": "total"},
        {"table_code": "expenditure", "function_code": "999"},
    ],
)
def test_a_cell_that_is_not_the_only_one_is_stale(tmp_path: Path, cell: dict[str, str]) -> None:
    done = apply_corrections(
        [budget().rows], load_corrections([write(tmp_path, ENTRY | {"cell": cell})])
    )
    assert "one is wanted" in done.stale[0]


def test_another_disclosures_correction_is_passed_over(tmp_path: Path) -> None:
    other = ENTRY | {"disclosure": {"publisher": "别局", "fiscal_year": 2026, "stage": "budget"}}
    done = apply_corrections([budget().rows], load_corrections([write(tmp_path, other)]))
    assert (done.applied, done.stale) == ([], [])


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({**ENTRY, "why": "x"}, "why"),
        ({key: value for key, value in ENTRY.items() if key != "reason"}, "reason"),
        ({**ENTRY, "reason": " "}, "reason must not be empty"),
        ({**ENTRY, "disclosure": {"publisher": "某市某局"}}, "fiscal_year"),
        ({**ENTRY, "expect": {}}, "expect"),
        ({**ENTRY, "corrected": "about 20"}, "no figure"),
        ("a sentence", "missing or unknown"),
    ],
)
def test_an_entry_that_cannot_be_used_is_named(tmp_path: Path, entry: Any, told: str) -> None:
    with pytest.raises(BadCorrection, match=told) as failed:
        load_corrections([write(tmp_path, entry)])
    assert "some.yml, entry 1" in str(failed.value)


def test_an_id_stands_once(tmp_path: Path) -> None:
    with pytest.raises(
        BadCorrection, match=r"entry 2: the id some-bureau-2026-208 stands in .*some\.yml already"
    ):
        load_corrections([write(tmp_path, ENTRY, ENTRY)])


def test_the_programs_own_corrections_can_be_read() -> None:
    assert all(
        correction.reason and correction.reported_by for correction in load_corrections([shipped()])
    )
    assert load_corrections([Path("/there/is/none")]) == []


def test_a_file_that_is_no_yaml_is_named(tmp_path: Path) -> None:
    (tmp_path / "some.yml").write_text("- reason: [open\n", encoding="utf-8")
    with pytest.raises(BadCorrection, match=r"some\.yml: no YAML: "):
        load_corrections([tmp_path])
