"""The version stands in pyproject.toml; what repeats it says the same."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import budgetflow

ROOT = Path(__file__).resolve().parents[2]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]


def test_the_program_knows_its_version() -> None:
    assert budgetflow.__version__ == VERSION


def test_the_image_is_named_by_it() -> None:
    compose = (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8")
    assert set(re.findall(r"image: budgetflow:(\S+)", compose)) == {VERSION}
    pool = (ROOT / "deploy" / "kubernetes" / "work-pool.json").read_text(encoding="utf-8")
    assert set(re.findall(r'"budgetflow:([^"]+)"', pool)) == {VERSION}
