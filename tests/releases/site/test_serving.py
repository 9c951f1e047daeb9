"""A release read over HTTP, a part of a file at a time: by DuckDB, by budgetflow.open, and by the
rules of RFC 9110.
"""

from __future__ import annotations

import http.client
import re
import threading
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

import duckdb
import pyarrow.parquet as pq
import pytest

import budgetflow
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.releases.site.http_server import _Handler, range_of, server_of
from tests.builders.disclosures import disclosure

ALPHABET = b"abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release with a partition that is worth reading in part."""
    folder: Path = tmp_path_factory.mktemp("serving")
    lake = Lake(folder / "lake")
    lake.replace(
        disclosure(
            figures={f"{2010000 + n}": f"{n * 7919 % 10007}.{n % 100:02}" for n in range(9000)}
        ),
        "1",
    )
    lake.replace(disclosure("天山区教育局", 2025, figures={"201": "1.50"}), "1")
    build_release(lake, folder / "releases", date(2026, 11, 22), site=False)
    release = folder / "releases/2026.11.22"
    (release / "alphabet.txt").write_bytes(ALPHABET)
    return release


@pytest.fixture
def address(release: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[int]]]:
    """The releases on a server: its address, and the bytes of each part that was sent."""
    sent: list[int] = []
    header = _Handler.send_header

    def noted(self: _Handler, keyword: str, value: str) -> None:
        if keyword == "Content-Range" and (part := re.match(r"bytes (\d+)-(\d+)/", value)):
            sent.append(int(part[2]) - int(part[1]) + 1)
        header(self, keyword, value)

    monkeypatch.setattr(_Handler, "send_header", noted)
    with server_of(release.parent, 0) as server:
        thread = threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", sent
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-0", (0, 0)),
        ("bytes=5-9", (5, 9)),
        ("bytes=20-", (20, 25)),
        ("bytes=-3", (23, 25)),
        ("bytes=-99", (0, 25)),
        ("bytes=20-99", (20, 25)),
        ("bytes=9-5", None),
        ("bytes=0-1,5-6", None),
        ("lines=1-2", None),
        ("bytes=-", None),
    ],
)
def test_a_range_is_read_as_the_rfc_has_it(asked: str, part: tuple[int, int] | None) -> None:
    assert range_of(asked, 26) == part


@pytest.mark.parametrize("asked", ["bytes=26-", "bytes=99-100", "bytes=-0"])
def test_a_range_beyond_the_file_cannot_be_satisfied(asked: str) -> None:
    with pytest.raises(ValueError, match="26 bytes"):
        range_of(asked, 26)


@pytest.mark.parametrize(
    ("path", "headers", "status", "said", "body"),
    [
        ("alphabet.txt", {}, 200, None, ALPHABET),
        ("alphabet.txt", {"Range": "bytes=2-4"}, 206, "bytes 2-4/26", b"cde"),
        ("alphabet.txt", {"Range": "bytes=-2"}, 206, "bytes 24-25/26", b"yz"),
        ("alphabet.txt", {"Range": "bytes=0-1,5-6"}, 200, None, ALPHABET),
        (
            "alphabet.txt",
            {"Range": "bytes=2-4", "If-Range": "Thu, 01 Jan 1970 00:00:00 GMT"},
            200,
            None,
            ALPHABET,
        ),
        ("alphabet.txt", {"Range": "bytes=26-"}, 416, "bytes */26", b""),
        ("nothing.txt", {"Range": "bytes=2-4"}, 404, None, None),
        ("../../../../../../etc/hostname", {"Range": "bytes=0-1"}, 404, None, None),
    ],
)
def test_one_connection_gets_whole_files_and_parts(
    address: tuple[str, list[int]],
    path: str,
    headers: dict[str, str],
    status: int,
    said: str | None,
    body: bytes | None,
) -> None:
    connection = http.client.HTTPConnection(urlsplit(address[0]).netloc, timeout=10)
    for method in ("GET", "HEAD", "GET"):
        connection.request(method, f"/2026.11.22/{path}", headers=headers)
        answer = connection.getresponse()
        read = answer.read()
        assert (
            answer.status,
            answer.headers["Content-Range"],
            answer.headers["Accept-Ranges"],
        ) == (status, said, "bytes")
        if body is not None:
            assert read == (b"" if method == "HEAD" else body)
            assert int(answer.headers["Content-Length"]) == len(body)
    connection.close()


def test_duckdb_reads_a_release_on_a_web_server_in_place_and_in_part(
    release: Path, address: tuple[str, list[int]]
) -> None:
    """DuckDB's own extension reads over HTTP; it is asked of a package here, since its makers' site
    may be out of reach.
    """
    extension = pytest.importorskip(
        "duckdb_extension_httpfs",
        reason="DuckDB's httpfs is not among the packages: reading over HTTP was not tried",
    )
    (file,) = Path(extension.__file__).parent.rglob("httpfs.duckdb_extension")
    where, sent = address
    with duckdb.connect() as connection:
        connection.load_extension(str(file))
        _asks(connection, release, where)
    _was_read_in_part(release, sent)


def test_open_reads_a_release_by_its_web_address(address: tuple[str, list[int]]) -> None:
    opened = budgetflow.open("latest", address[0])
    assert opened.version == "2026.11.22"
    assert (
        opened.polars("amounts", fiscal_year=2025)["amount_yuan"].to_list()
        == [Decimal("15000.00")] * 2
    )
    with pytest.raises(LookupError, match="amounts"):
        opened.arrow("amuonts")


def _asks(connection: duckdb.DuckDBPyConnection, release: Path, where: str) -> None:
    connection.execute(f"SET VARIABLE release = '{where}/{release.name}/'")
    connection.execute((release / "views.sql").read_text())
    asked = "SELECT fiscal_year, province, count(page) FROM amounts GROUP BY ALL ORDER BY ALL"
    assert connection.sql(asked).fetchall() == [(2025, "65", 2), (2026, "65", 18000)]
    one = "SELECT amount_yuan FROM amounts WHERE fiscal_year = 2025 AND measure = 'total'"
    assert connection.sql(one).fetchall() == [(Decimal("15000.00"),)]


def _was_read_in_part(release: Path, sent: list[int]) -> None:
    # All parts of the partition: a disclosure lies in one of them, by its id.
    files = list((release / "data/amounts/fiscal_year=2026/province=65").glob("part-*.parquet"))
    assert sum(pq.ParquetFile(file).metadata.num_rows for file in files) == 18000
    assert 0 < sum(sent) < sum(file.stat().st_size for file in files) / 2
