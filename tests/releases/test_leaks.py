"""No release holds a telephone number, an identity number or the name of a person."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from budgetflow.interpret.text.privacy import MASK, scrub
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.releases.leaks import PersonalData, leaks_of
from budgetflow.releases.reuse.hashes import Hashes
from budgetflow.releases.reuse.parquet_parts import JoinedParquet
from budgetflow.releases.versions import Catalogue
from tests.builders.disclosures import disclosure
from tests.cli.builders import app


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("联系电话：13812345678", f"联系电话：{MASK}"),
        ("咨询电话 0991-1234567。", f"咨询电话 {MASK}。"),
        ("电话：1234567", f"电话：{MASK}"),
        ("联系人：张三，男", f"联系人：{MASK}，男"),
        ("项目负责人: 欧阳小明 联系电话: (0991)12345678", f"项目负责人: {MASK} 联系电话: {MASK}"),
        ("身份证号11010519491231002X", f"身份证号{MASK}"),
    ],
)
def test_personal_data_is_masked(printed: str, published: str) -> None:
    assert scrub(printed) == published


@pytest.mark.parametrize(
    "printed",
    [
        "2026年收支总预算13812345678.90元",
        "支出13812345678元",
        "拨款15000000000万元",
        "负责人：本单位领导",
        "填报人员共12人，联系人员若干",
        "预算编号650104-2026-0001",
        "项目编码：13800000000000000012",
        "增加0.12-1234567.00",
        "2025-2026年度",
    ],
)
def test_figures_codes_and_offices_are_left_as_they_are(printed: str) -> None:
    assert scrub(printed) == printed


def test_a_release_masks_prose(tmp_path: Path) -> None:
    understanding = disclosure()
    understanding.statements[0].text = "详情请咨询，联系人：张三，电话13812345678。"
    lake = Lake(tmp_path / "lake")
    lake.replace(understanding, "1")
    build_release(lake, tmp_path / "releases", date(2026, 11, 22))
    (text,) = pq.read_table(tmp_path / "releases/2026.11.22/data/statements", partitioning=None)[
        "text"
    ].to_pylist()
    assert text == f"详情请咨询，联系人：{MASK}，电话{MASK}。"


def test_a_release_that_would_hold_personal_data_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the masks miss something, the gate over the finished release does not."""
    monkeypatch.setattr("budgetflow.releases.published_rows.masked", lambda table: table)
    understanding = disclosure()
    understanding.statements[0].text = "联系电话：13812345678"
    lake = Lake(tmp_path / "lake")
    lake.replace(understanding, "1")
    with pytest.raises(
        PersonalData, match=r"statements.*telephone number in column text.*[Qq]uarantine"
    ):
        build_release(lake, tmp_path / "releases", date(2026, 11, 22))
    assert Catalogue(tmp_path / "releases").versions() == []
    done = CliRunner().invoke(app, ["release", "build", "--no-site", "--home", str(tmp_path)])
    assert done.exit_code == 1 and "telephone number" in done.output


@pytest.mark.parametrize("name", ["d/one.json", "d/one.html", "README.md", "search/0.js"])
def test_every_text_of_a_release_is_looked_at(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('{"text": "请拨打13812345678"}', encoding="utf-8")
    (leak,) = leaks_of(tmp_path, Hashes(tmp_path), {})
    assert (leak.file, leak.kind) == (name, "a telephone number")


@pytest.mark.parametrize(("new_groups", "found"), [(None, 2), ([1], 1), ([], 0)])
def test_row_groups_that_were_copied_are_not_looked_at_again(
    tmp_path: Path, new_groups: list[int] | None, found: int
) -> None:
    copied = pa.table({"text": ["请拨打13812345678"]})
    new = pa.table({"text": ["请拨打13887654321"]})
    with JoinedParquet(tmp_path / "wide.parquet", new.schema) as file:
        file.write([copied])
        file.write([new])
    told = {} if new_groups is None else {"wide.parquet": new_groups}
    assert len(list(leaks_of(tmp_path, Hashes(tmp_path), told))) == found
