"""The exported WARC reads back, record by record, with the bytes that were fetched."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from budgetflow.archive.objects import Archive
from budgetflow.archive.request_log import Request, RequestsLog, fetches, read_requests
from budgetflow.archive.warc import WarcReport, export_warc

MOMENT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
URL = "http://cz.example.invalid/yjs/P1.pdf?x=1"


def request(**keys: object) -> Request:
    plain = {
        "url": URL,
        "requested_at": MOMENT,
        "host": "cz.example.invalid",
        "status": 200,
        "reason": "OK",
    }
    headers = {
        "request_headers": {"User-Agent": "budgetflow"},
        "response_headers": [("Content-Type", "application/pdf"), ("Content-Encoding", "gzip")],
    }
    return Request(**(plain | headers | keys))  # type: ignore[arg-type]


def test_answers_unchanged_answers_and_redirects(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    sha256 = archive.put(b"%PDF-1.4 budget")
    requests = [
        request(sha256=sha256),
        request(status=304, from_cache=True, reason="Not Modified"),
        request(status=302, reason="Found", response_headers=[("Location", "/x")]),
        request(sha256="0" * 64),
        request(status=None, error="timeout"),
    ]
    report = export_warc(requests, archive, tmp_path / "night.warc.gz")
    assert report == WarcReport(responses=2, revisits=1, not_kept=1)
    with (tmp_path / "night.warc.gz").open("rb") as stream:
        records = [
            (
                record.rec_type,
                record.rec_headers.get_header("WARC-Target-URI"),
                record.http_headers,
                record.content_stream().read(),
            )
            for record in ArchiveIterator(stream, check_digests=True)
        ]
    assert [kind for kind, *_ in records] == [
        "warcinfo",
        "response",
        "request",
        "revisit",
        "request",
        "response",
        "request",
    ]
    _, target, headers, body = records[1]
    assert (target, body) == (URL, b"%PDF-1.4 budget")
    assert (
        headers.get_header("X-Archive-Orig-Content-Encoding") == "gzip"
        and headers.get_header("Content-Length") == "15"
    )
    assert (
        records[2][2].protocol == "GET" and records[2][2].get_header("User-Agent") == "budgetflow"
    )
    assert not list(tmp_path.glob("*.part"))


def test_the_log_reads_back_and_a_line_cut_by_a_kill_is_skipped(tmp_path: Path) -> None:
    with RequestsLog(tmp_path, MOMENT) as log:
        log.add(request(sha256="a" * 64, bytes=3))
        log.add(request(status=None, error="timeout"))
    log.path.write_text(log.path.read_text() + '{"url": "http://half')
    first, second = read_requests(tmp_path)
    assert first == request(sha256="a" * 64, bytes=3) and second.error == "timeout"
    assert fetches(tmp_path)[0]["requested_at"] == MOMENT


def test_a_run_without_requests_leaves_no_file(tmp_path: Path) -> None:
    with RequestsLog(tmp_path, MOMENT):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_header_comes_back_byte_for_byte(tmp_path: Path, charset: str) -> None:
    archive = Archive(tmp_path / "archive")
    raw = "attachment; filename=预算.pdf".encode(charset)
    one = request(
        sha256=archive.put(b"%PDF-"),
        response_headers=[("Content-Disposition", raw.decode("latin-1"))],
    )
    export_warc([one], archive, tmp_path / "night.warc.gz")
    with gzip.open(tmp_path / "night.warc.gz") as stream:
        assert b"Content-Disposition: " + raw + b"\r\n" in stream.read()


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/yjs/2026年部门预算.pdf", "/yjs/2026%E5%B9%B4%E9%83%A8%E9%97%A8%E9%A2%84%E7%AE%97.pdf"),
        ("/yjs/%E9%A2%84.pdf?name=预", "/yjs/%E9%A2%84.pdf?name=%E9%A2%84"),
        ("/yjs/P1.pdf?a=1&b=[2]", "/yjs/P1.pdf?a=1&b=%5B2%5D"),
        ("/yjs/P1.pdf?a=1&b=%7E2", "/yjs/P1.pdf?a=1&b=~2"),
        ("?id=2", "/?id=2"),
    ],
)
def test_an_address_is_written_as_it_was_sent(tmp_path: Path, path: str, sent: str) -> None:
    archive = Archive(tmp_path / "archive")
    asked = request(url=f"http://cz.example.invalid{path}", sha256=archive.put(b"%PDF"))
    export_warc([asked], archive, tmp_path / "night.warc.gz")
    with (tmp_path / "night.warc.gz").open("rb") as stream:
        lines = [
            record.http_headers.statusline
            for record in ArchiveIterator(stream)
            if record.rec_type == "request"
        ]
    assert lines == [f"{sent} HTTP/1.1"]
