"""`budgetflow.read`: one's own file as data frames, without a lake or a release."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import budgetflow
from tests.cli.builders import DISCLOSURE


def test_a_file_becomes_frames_by_dataset(tmp_path: Path) -> None:
    path = tmp_path / "水务局.txt"
    path.write_text(DISCLOSURE, encoding="utf-8")
    frames = budgetflow.read(path)
    amounts = frames["amounts"]
    assert len(amounts) > 0
    assert isinstance(amounts["amount_yuan"].dropna().iloc[0], Decimal)
    assert frames["disclosures"]["publisher"].tolist() == ["甘泉市水务局"]
    assert set(frames) >= {"disclosures", "disclosure_totals", "functions", "findings"}


def test_bytes_give_the_same_rows_as_their_file(tmp_path: Path) -> None:
    path = tmp_path / "水务局.txt"
    path.write_text(DISCLOSURE, encoding="utf-8")
    of_file = budgetflow.read(path, frames="arrow")
    of_bytes = budgetflow.read(path.read_bytes(), name="水务局.txt", frames="arrow")
    assert {name: table.to_pylist() for name, table in of_file.items()} == {
        name: table.to_pylist() for name, table in of_bytes.items()
    }


def test_what_cannot_be_read_is_one_row_with_the_reason() -> None:
    frames = budgetflow.read(b"\x00\x01", name="a.bin", frames="polars")
    assert frames["documents"]["status"].to_list() == ["unreadable"]
    assert "a.bin" in frames["documents"]["status_reason"][0]


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        budgetflow.read(tmp_path / "nothing.pdf")
