"""The registry: what a source's form may say, and errors that name file, source and key."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from budgetflow.sources.load import BadSources, load_sources

GOOD = """
- id: urumqi-xinshiqu
  name: 乌鲁木齐高新区（新市区）财政预决算公开
  region_code: "650104"
  start_urls: ["https://example.invalid/zwgk/czyjs/index.html"]
  method: list_pages
"""


def test_five_keys_are_enough(tmp_path: Path) -> None:
    file = tmp_path / "sources.yaml"
    file.write_text(GOOD)
    (source,) = load_sources(file)
    assert (source.id, source.region_code, source.host, source.method) == (
        "urumqi-xinshiqu",
        "650104",
        "example.invalid",
        "list_pages",
    )
    assert source.crawled and source.depth == 1 and source.since is None


def test_a_folder_is_read_whole_in_the_order_of_the_ids(tmp_path: Path) -> None:
    (tmp_path / "65").mkdir()
    (tmp_path / "65" / "b.yaml").write_text(GOOD)
    (tmp_path / "a.yml").write_text(
        GOOD.replace("urumqi-xinshiqu", "aksu") + "  since: 2024-01-01\n  state: unreachable\n"
    )
    sources = load_sources(tmp_path)
    assert [(source.id, source.crawled, source.since) for source in sources] == [
        ("aksu", False, date(2024, 1, 1)),
        ("urumqi-xinshiqu", True, None),
    ]


FAULTS = [
    (
        "method: list_pages",
        "methode: list_pages",
        "urumqi-xinshiqu: methode: Extra inputs are not permitted; did you mean method?",
    ),
    ('"650104"', '"6501"', "; six digits of GB/T 2260"),
    ("https://example.invalid", "ftp://example.invalid", "no http or https address"),
    ("  method: list_pages", "  include: ['(']", "is no regular expression"),
    ("  method: list_pages", "  expected_by: {budget: 31.4.}", "is no month and day as MM-DD"),
    ("- id: urumqi-xinshiqu", "- id: Ürümqi", "Ürümqi: id: String should match"),
]


@pytest.mark.parametrize(("old", "new", "message"), FAULTS, ids=[fault[2] for fault in FAULTS])
def test_a_fault_names_file_source_and_key(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    file = tmp_path / "sources.yaml"
    file.write_text(GOOD.replace(old, new))
    with pytest.raises(BadSources, match=r"sources\.yaml: ") as error:
        load_sources(file)
    assert message in str(error.value)


def test_an_id_used_twice_names_both_files(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD)
    (tmp_path / "b.yaml").write_text(GOOD)
    with pytest.raises(
        BadSources, match=r"b\.yaml: urumqi-xinshiqu: id: already used in .*a\.yaml"
    ):
        load_sources(tmp_path)


@pytest.mark.parametrize(
    ("text", "message"), [("a: 1", "not a list of sources"), ("- [", "not readable as YAML")]
)
def test_a_file_of_another_kind_is_named(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "sources.yaml"
    file.write_text(text)
    with pytest.raises(BadSources, match=message):
        load_sources(file)


def test_a_missing_path_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(BadSources, match="give a YAML file"):
        load_sources(tmp_path / "none.yaml")
