"""What tests keep of the real documents: made once, and made anew when anything it comes from
changes.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.builders import kept as module
from tests.builders.kept import READING, ROOT, digest_of, forget_old, kept


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a store of this test's own."""
    monkeypatch.setattr(module, "_folder", lambda: tmp_path)
    return tmp_path


def test_a_value_is_made_once_and_each_caller_has_its_own_copy(store: Path) -> None:
    made: list[int] = []

    def make() -> list[str]:
        made.append(1)
        return ["as it was"]

    kept("rows", "a", make).append("changed by a test")
    assert kept("rows", "a", make) == ["as it was"]
    assert len(made) == 1
    kept("rows", "b", make)
    kept("tables", "a", make)
    assert len(made) == 3


def test_what_fails_is_not_kept(store: Path) -> None:
    def fail() -> None:
        raise ValueError("damaged")

    for _ in range(2):
        with pytest.raises(ValueError, match="damaged"):
            kept("rows", "a", fail)
    assert kept("rows", "a", lambda: 1) == 1


def test_the_digest_changes_with_code_words_and_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = tmp_path / "readers" / "pdf.py"
    code.parent.mkdir()
    code.write_text("x = 1\n", encoding="utf-8")
    parts = ("readers",)
    first = digest_of(tmp_path, parts)
    (tmp_path / "readers" / "pdf.pyc").write_bytes(b"compiled")
    (tmp_path / "releases.py").write_text("y = 1\n", encoding="utf-8")
    assert digest_of(tmp_path, parts) == first
    code.write_text("x = 2\n", encoding="utf-8")
    assert digest_of(tmp_path, parts) != first
    code.write_text("x = 1\n", encoding="utf-8")
    words = tmp_path / "readers" / "words.csv"
    words.write_text("预算\n", encoding="utf-8")
    assert digest_of(tmp_path, parts) != first
    words.unlink()
    monkeypatch.setenv("BUDGETFLOW_READ_PAGES", "3")
    assert digest_of(tmp_path, parts) != first


def test_all_that_reading_stands_on_is_in_the_digest() -> None:
    assert all((ROOT / part).exists() for part in READING)


def test_only_what_other_code_gave_long_ago_is_thrown_away(tmp_path: Path) -> None:
    for name in ("new", "old", module._code()):
        (tmp_path / name).mkdir()
    for name in ("old", module._code()):
        os.utime(tmp_path / name, (0, 0))
    forget_old(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"new", module._code()}
