"""A program that has read the lake ends with its own exit code."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from budgetflow.lake.part_files import parquet_in

_AT_ONCE = 8
"""Processes side by side: on a busy machine one in seven aborted after its last line."""
_READ_AND_END = (
    "import sys; from pathlib import Path; from budgetflow.lake.part_files import parquet_in\n"
    "for _ in range(40): table = parquet_in(Path(sys.argv[1]).read_bytes())\n"
    "print(table.num_rows)"
)


@pytest.mark.slow
def test_processes_that_read_parquet_files_last_end_in_order(tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    pq.write_table(pa.table({"a": list(range(2_000)), "b": ["x"] * 2_000}), path)
    command = [sys.executable, "-c", _READ_AND_END, str(path)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(_AT_ONCE)]
    ended = [(one.communicate()[0], one.returncode) for one in started]
    assert ended == [(b"2000\n", 0)] * _AT_ONCE


def test_the_table_or_the_columns_asked_for_are_read() -> None:
    table, sink = pa.table({"a": [1, 2], "b": ["x", None]}), io.BytesIO()
    pq.write_table(table, sink)
    assert parquet_in(sink.getvalue()).equals(table)
    assert parquet_in(sink.getvalue(), ["b"]).equals(table.select(["b"]))
