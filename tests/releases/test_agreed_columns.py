"""What was agreed with those who use the data stands in Markdown beside the project: no dataset or
column of it may be missing from a release.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from budgetflow.archive.request_log import FETCHES_COLUMNS
from budgetflow.contracts.datasets import DATASETS
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from tests.builders.disclosures import disclosure

NAME = r"[a-z][a-z0-9_]*"
LIST = re.compile(rf"`({NAME})`: (?:[^:,`]*: )?((?:{NAME}(?: {NAME})?\s*,\s*)+{NAME}(?: {NAME})?)")
"""A dataset that is listed in a sentence; a word of a name may be parted by a blank (`evidence
count`).
"""
TYPES = {"decimal(20,2)": "money"}
"""What the agreement calls otherwise than the metadata tree."""


def agreed(markdown: str) -> dict[str, dict[str, str | None]]:
    """Give dataset -> column -> type (None where the agreement names none), from the sections
    before the vocabulary.

    A dataset is the heading of a section (`## tables: one row per …`) or opens a list (`coverage`:
    source_id, …). Its columns are the
    first cells of its table, or the names in backticks, or the names of the list; what stands in
    brackets are values.
    """
    found: dict[str, dict[str, str | None]] = {}
    for section in markdown.split("\n# Vocabulary", maxsplit=1)[0].split("\n## ")[1:]:
        title, _, body = section.partition("\n")
        named = re.match(rf"({NAME}):", title)
        prose = re.sub(
            r"\([^()]*\)",
            "",
            " ".join(line for line in body.splitlines() if not line.startswith("|")),
        )
        lists = LIST.findall(prose)
        found |= {
            dataset: dict.fromkeys(re.sub(r"\s+", "_", name.strip()) for name in names.split(","))
            for dataset, names in lists
        }
        if named:
            found[named[1]] = dict(_cells(body)) or dict.fromkeys(
                re.findall(rf"`({NAME})`", LIST.sub("", prose))
            )
    return found


def _cells(body: str) -> Iterator[tuple[str, str | None]]:
    for names, kind in re.findall(r"^\| ([a-z0-9_, ]+) \|([^|]*)\|", body, re.MULTILINE):
        for name in names.split(", ") if names != "column" else ():
            yield name, TYPES.get(kind.strip(), kind.strip()) or None


@pytest.fixture(scope="module")
def agreement(shared: Path) -> dict[str, dict[str, str | None]]:
    return agreed((shared / "DATASETS.md").read_text(encoding="utf-8"))


def test_the_agreement_is_read() -> None:
    markdown = """# The contract
## sums: one row a sum
| column | type | meaning |
|---|---|---|
| sum_id | string | a key |
| x0, top | float32 | where |
| year, stage | | again |
| yuan | decimal(20,2) | how much |

## notes: one row a note
`note_id` (sha256, `hex`), `text`.
Beside it `marks`: note_id, state (`pass`, `fail`),
 evidence count. More words, said twice.

# Vocabulary
## item: no dataset
`word`"""
    assert agreed(markdown) == {
        "sums": {
            "sum_id": "string",
            "x0": "float32",
            "top": "float32",
            "year": None,
            "stage": None,
            "yuan": "money",
        },
        "marks": {"note_id": None, "state": None, "evidence_count": None},
        "notes": {"note_id": None, "text": None},
    }


def test_every_dataset_that_was_agreed_is_there_with_its_columns_and_types(
    agreement: dict[str, dict[str, str | None]],
) -> None:
    assert len(agreement) == 12 and all(len(columns) > 3 for columns in agreement.values()), (
        "the agreement was read"
    )
    shipped = {
        name: {column.name: column.type for column in tree.columns}
        for name, tree in DATASETS.items()
    }
    shipped.setdefault(
        "fetches", dict.fromkeys(FETCHES_COLUMNS, "string")
    )  # operational, in no release
    missing = [
        f"{name}.{column}"
        for name, columns in agreement.items()
        for column in columns
        if column not in shipped.get(name, {})
    ]
    other = [
        f"{name}.{column}"
        for name, columns in agreement.items()
        for column, kind in columns.items()
        if kind and shipped[name][column] != kind
    ]
    assert (missing, other) == ([], [])


def test_every_column_that_was_agreed_is_in_the_files_of_a_release_and_in_its_schemas(
    agreement: dict[str, dict[str, str | None]], tmp_path: Path
) -> None:
    lake = Lake(tmp_path / "lake")
    lake.replace(disclosure(), "1")
    build_release(lake, tmp_path / "releases", date(2026, 11, 22), site=False)
    release = tmp_path / "releases/2026.11.22"
    missing = []
    for name, columns in agreement.items():
        if name == "fetches":
            continue
        sheet = release / (f"{name}/{name}.csv.gz" if name == "changes" else f"csv/{name}.csv.gz")
        heading = set(
            next(
                csv.reader(
                    [gzip.decompress(sheet.read_bytes()).decode("utf-8-sig").splitlines()[0]]
                )
            )
        )
        described = {
            field["name"]
            for field in json.loads((release / f"schemas/{name}.json").read_text())["fields"]
        }
        missing += [f"{name}.{column}" for column in columns if column not in heading & described]
    assert missing == []
