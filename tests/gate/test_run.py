"""The gate before a release: what it lets through and every reason for which it stays shut."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from budgetflow.contracts.arrow import file_schema, to_table
from budgetflow.contracts.expectations import suites
from budgetflow.gate.result import GateFailed, GateResult
from budgetflow.gate.run import require, run_gate
from tests.contracts.builders import good_row

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.xdist_group("great-expectations")


@pytest.fixture(autouse=True)
def no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give every test an empty home folder, which must stay empty."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    yield
    assert list(home.iterdir()) == []


def release(
    folder: Path,
    *,
    disclosures: int = 3,
    amounts: int = 40,
    publisher: str = "某局",
    province: str = "65",
    year: int = 2026,
    **changes: Any,
) -> Path:
    """Write a release's `data/` with so many rows, a document a disclosure; `changes` go into every
    amount.
    """
    ids = [f"{publisher}-{year}-{n}" for n in range(disclosures)]
    rows = {
        "disclosures": [
            good_row("disclosures", disclosure_id=name, publisher=f"{publisher}{n}")
            for n, name in enumerate(ids)
        ],
        "documents": [
            good_row("documents", disclosure_id=name, document_id=f"{year}{n:060x}")
            for n, name in enumerate(ids)
        ],
        "amounts": [
            good_row("amounts", **({"amount_id": f"{year}{n:08x}"} | changes))
            for n in range(amounts)
        ],
    }
    for dataset, made in rows.items():
        target = folder / f"data/{dataset}/fiscal_year={year}/province={province}/part-0.parquet"
        target.parent.mkdir(parents=True)
        pq.write_table(to_table(dataset, made).select(file_schema(dataset).names), target)
    return folder


def reasons(result: GateResult) -> str:
    assert not result.passed
    return "\n".join(result.reasons)


def test_good_data_pass_and_are_told_in_pages_that_need_no_network(tmp_path: Path) -> None:
    result = require(
        release(tmp_path / "now"), release(tmp_path / "before"), docs=tmp_path / "docs"
    )
    assert result.passed and result.reasons == []
    assert result.docs == tmp_path / "docs/index.html"
    assert json.loads((tmp_path / "docs/result.json").read_text()) == {
        "passed": True,
        "reasons": [],
        "accepted": "",
        "let_through": [],
    }
    pages = list((tmp_path / "docs").rglob("*.html"))
    assert len(pages) > 1
    for page in pages:
        loads = re.findall(
            r"<(?:script|link|img)[^>]+(?:src|href)\s*=\s*[\"']https?://[^\"']+",
            page.read_text(encoding="utf-8"),
        )
        assert loads == []


def test_only_rows_that_break_their_contract_are_looked_at_twice(tmp_path: Path) -> None:
    good = run_gate(release(tmp_path / "good"))
    assert good.passed and {check.dataset for check in good.checks} == {"release"}
    bad = run_gate(release(tmp_path / "bad", page=0))
    assert {check.dataset for check in bad.checks} == {"release", "amounts"}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"table_code": "unheard_of"}, "amounts: expect_column_values_to_be_in_set table_code: 40"),
        ({"amount_id": "same"}, "amounts: expect_column_values_to_be_unique amount_id: 40"),
        ({"page": 0}, "amounts: expect_column_values_to_be_between page: 40"),
        (
            {"province": "65", "document_id": "short"},
            "amounts: expect_column_values_to_match_regex document_id: 40",
        ),
        ({"measure": "unmapped"}, "release: expect_column_values_to_be_between unmapped_share: 1"),
        ({"amount_yuan": None}, "amounts.amount_yuan: 40 value"),
    ],
)
def test_data_that_break_a_promise_stay_out(
    tmp_path: Path, changes: dict[str, Any], told: str
) -> None:
    assert told in reasons(run_gate(release(tmp_path, **changes)))


def test_rows_lost_since_the_last_release_stay_out(tmp_path: Path) -> None:
    result = run_gate(
        release(tmp_path / "now", amounts=30), release(tmp_path / "before", amounts=40)
    )
    assert (
        "release: expect_column_values_to_be_between kept_share: 1 value(s), such as "
        "amounts-2026-65: 30 rows, 40 before"
    ) in reasons(result)


def test_a_province_lost_is_not_made_up_for_by_another(tmp_path: Path) -> None:
    result = run_gate(
        release(tmp_path / "now", province="44", amounts=400),
        release(tmp_path / "before", amounts=40),
    )
    assert "release: expect_column_values_to_be_between kept_share: 1" in reasons(result)


def test_a_publisher_does_not_vanish_in_silence(tmp_path: Path) -> None:
    result = run_gate(
        release(tmp_path / "now", disclosures=2), release(tmp_path / "before", disclosures=3)
    )
    assert (
        "lost_publishers: 1 value(s), such as disclosures-2026-65: 2 rows, 3 before; gone: 某局2"
        in reasons(result)
    )


def test_a_publisher_that_lost_one_year_is_missed_though_another_year_is_there(
    tmp_path: Path,
) -> None:
    before = release(release(tmp_path / "before"), year=2025)
    now = release(release(tmp_path / "now"), year=2025, disclosures=1)
    assert (
        "lost_publishers: 1 value(s), such as disclosures-2025-65: 1 rows, 3 before; gone: "
        "某局1、某局2"
    ) in reasons(run_gate(now, before))


def test_a_publisher_whose_name_is_read_otherwise_is_not_lost(tmp_path: Path) -> None:
    """The same documents serve other disclosures now: our reading changed, and the change log says
    so.
    """
    assert (
        run_gate(release(tmp_path / "now", publisher="别局"), release(tmp_path / "before")).reasons
        == []
    )


@pytest.mark.parametrize("dataset", ["amounts", "disclosures"])
def test_a_key_that_stands_twice_is_found_across_batches_and_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dataset: str
) -> None:
    """Amounts repeat within a file, read in batches; a disclosure stands in two years."""
    monkeypatch.setattr("budgetflow.gate.counts.ROWS", 10)
    folder = release(release(tmp_path), year=2025)
    if dataset == "amounts":
        file = folder / "data/amounts/fiscal_year=2026/province=65/part-0.parquet"
        whole = pq.read_table(file, partitioning=None)
        pq.write_table(pa.concat_tables([whole, whole.slice(3, 1)]), file)
    else:
        file = folder / "data/disclosures/fiscal_year=2026/province=65/part-0.parquet"
        other = pq.read_table(
            folder / "data/disclosures/fiscal_year=2025/province=65/part-0.parquet",
            partitioning=None,
        )
        pq.write_table(
            pa.concat_tables([pq.read_table(file, partitioning=None), other.slice(0, 1)]), file
        )
    told = (
        f"{'amounts-2026-65: 41' if dataset == 'amounts' else 'disclosures: 0'} rows, 0 "
        f"before; 1 of a key that is there already"
    )
    assert (
        f"release: expect_column_values_to_be_between repeated_keys: 1 value(s), such as {told}"
        in reasons(run_gate(folder))
    )


def test_what_the_release_before_had_is_counted_and_not_read_again_for_its_rules(
    tmp_path: Path,
) -> None:
    """It went through the gate then: a rule is not asked again, but rows, publishers and keys are
    still counted.
    """
    amounts = "data/amounts/fiscal_year=2026/province=65/part-0.parquet"
    now, before = (
        release(tmp_path / "now", amounts=30, page=0),
        release(tmp_path / "before", amounts=40, page=0),
    )
    assert "amounts: expect_column_values_to_be_between page: 30" in reasons(run_gate(now, before))
    told = reasons(run_gate(now, before, kept=frozenset({amounts})))
    assert "page" not in told and "amounts-2026-65: 30 rows, 40 before" in told
    twice = release(tmp_path / "twice", amount_id="same")
    assert "repeated_keys: 1 value(s), such as amounts-2026-65: 40 rows" in reasons(
        run_gate(twice, twice, kept=frozenset({amounts}))
    )


def test_what_was_lost_may_be_let_through_with_a_reason_and_the_release_tells_it(
    tmp_path: Path,
) -> None:
    now, before = release(tmp_path / "now", amounts=30), release(tmp_path / "before", amounts=40)
    with pytest.raises(GateFailed, match="budgetflow release build --accept 'WHY'"):
        require(now, before)
    result = require(now, before, tmp_path / "docs", accepted="附表三重复公开，已并为一份")
    assert result.note.splitlines()[0] == "附表三重复公开，已并为一份"
    assert "amounts-2026-65: 30 rows, 40 before" in result.note
    assert (
        json.loads((tmp_path / "docs/result.json").read_text())["accepted"]
        == "附表三重复公开，已并为一份"
    )


def test_a_reason_for_nothing_is_not_told(tmp_path: Path) -> None:
    assert (
        require(release(tmp_path / "now"), release(tmp_path / "before"), accepted="并无损失").note
        == ""
    )


@pytest.mark.parametrize("changes", [{"amount_id": "same"}, {"page": 0}, {"amount_yuan": None}])
def test_no_reason_lets_a_row_pass_that_breaks_a_promise(
    tmp_path: Path, changes: dict[str, Any]
) -> None:
    with pytest.raises(GateFailed) as failed:
        require(
            release(tmp_path / "now", amounts=30, **changes),
            release(tmp_path / "before"),
            accepted="都可以",
        )
    assert "--accept" not in str(failed.value)


def test_an_empty_release_stays_out_and_says_so(tmp_path: Path) -> None:
    with pytest.raises(GateFailed, match="there is no row to release") as failed:
        require(tmp_path, docs=tmp_path / "docs")
    assert json.loads((tmp_path / "docs/result.json").read_text())["reasons"] == [
        "there is no row to release"
    ]
    assert not failed.value.result.passed


def test_suites_in_the_repository_are_those_of_the_tree() -> None:
    there = {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in (ROOT / "expectations").glob("*.json")
    }
    assert there == json.loads(json.dumps(suites())), (
        "run: python -m budgetflow.contracts.expectations expectations"
    )
