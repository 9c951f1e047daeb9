"""Statements of 46 real documents held to what a person read in them, figure by figure."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.builders.real import rows_of

ROOT = Path(__file__).resolve().parents[3]


def _benchmark() -> object:
    spec = importlib.util.spec_from_file_location(
        "accuracy_prose", ROOT / "benchmarks" / "accuracy_prose.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.corpus
def test_precision_and_recall_on_the_reviewed_sample(shared: Path) -> None:
    *documents, total = _benchmark().measure(shared, read=rows_of)  # type: ignore[attr-defined]
    assert len(documents) >= 22
    assert total.wanted >= 1100
    _holds(total)


@pytest.mark.corpus
def test_precision_and_recall_on_pages_read_before_the_program_did(shared: Path) -> None:
    benchmark = _benchmark()
    sample = benchmark.GOLDEN_PAGES  # type: ignore[attr-defined]
    *documents, total = benchmark.measure(shared, sample=sample, read=rows_of)  # type: ignore[attr-defined]
    assert len(documents) >= 13
    assert total.wanted >= 1000
    _holds(total)


@pytest.mark.corpus
def test_precision_and_recall_on_the_pages_of_a_second_reader(shared: Path) -> None:
    benchmark = _benchmark()
    sample = benchmark.GOLDEN_SECOND  # type: ignore[attr-defined]
    *documents, total = benchmark.measure(shared, sample=sample, read=rows_of)  # type: ignore[attr-defined]
    assert len(documents) >= 11
    assert total.wanted >= 370
    _holds(total)


def _holds(total: Any) -> None:
    assert total.precision >= 0.98, (
        f"{total.found - total.right} of {total.found} statements are not as read by eye"
    )
    assert total.recall >= 0.95, (
        f"{total.wanted - total.right} of {total.wanted} statements are missing"
    )
