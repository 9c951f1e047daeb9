"""The evidence in the archivists' own format: WARC 1.1 (ISO 28500), gzipped record by record,
readable by replay tools.

Written from the request log and the archive. Bodies are kept unpacked, so transfer and content
encodings of the original answer are
kept under `X-Archive-Orig-` names, as replay tools expect. A 304 becomes a revisit record. An
answer whose body was not kept
(a list page without news) is left out and counted.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from budgetflow.archive.objects import Archive
from budgetflow.archive.request_log import Request

# They describe the body as sent; it is written unpacked.
_PACKING = ("content-encoding", "transfer-encoding", "content-length")


@dataclass(frozen=True, slots=True)
class WarcReport:
    """What was written: responses, revisits, and the answers whose body was not kept."""

    responses: int
    revisits: int
    not_kept: int


def export_warc(requests: Iterable[Request], archive: Archive, target: Path) -> WarcReport:
    """Write the logged requests with their answers to a `.warc.gz` file; it appears whole or not at
    all.
    """
    from warcio.warcwriter import WARCWriter  # noqa: PLC0415

    responses = revisits = not_kept = 0
    waiting = target.with_name(target.name + ".part")
    with waiting.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True, warc_version="1.1")
        writer.write_record(
            writer.create_warcinfo_record(
                target.name, {"software": "budgetflow", "format": "WARC File Format 1.1"}
            )
        )
        for request in requests:
            # No answer came, so there is no exchange to write.
            if request.status is None:
                continue
            if request.from_cache:
                _write(writer, request, None)
                revisits += 1
            elif request.sha256 and archive.has(request.sha256):
                _write(writer, request, archive.get(request.sha256))
                responses += 1
            elif request.sha256:
                not_kept += 1
            else:
                _write(writer, request, b"")  # a redirect
                responses += 1
    # At last: a file under its own name is whole.
    waiting.replace(target)
    return WarcReport(responses, revisits, not_kept)


def _as_sent(base: type) -> type:
    """Return warcio's headers as a kind that writes the bytes the server sent.

    warcio percent-encodes values outside ASCII. HTTP reads header bytes as Latin-1 (RFC 9110, 5.5),
    so that is the way back to a file name in raw UTF-8 or GBK.
    """

    def to_ascii_bytes(self: Any, header_filter: object = None) -> bytes:
        text: str = self.to_str(header_filter)
        return text.encode("latin-1", "xmlcharrefreplace") + b"\r\n"

    return type("AsSent", (base,), {"to_ascii_bytes": to_ascii_bytes})


def _target_of(url: str) -> str:
    """Return what the first line of a request asks for, as it went over the wire: the library that
    sent it percent-encodes what an address may not hold, as Chinese names of attachments.
    """
    from requests import PreparedRequest  # noqa: PLC0415

    sent = PreparedRequest()
    # Asked of the library: its rules of encoding are not repeated here.
    sent.prepare_url(url, None)
    return sent.path_url


def _write(writer: object, request: Request, body: bytes | None) -> None:
    """Write the response (or the revisit, without a body) and the request that belongs to it."""
    from warcio.statusandheaders import StatusAndHeaders  # noqa: PLC0415

    moment = request.requested_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    headers = [
        (f"X-Archive-Orig-{name}" if name.lower() in _PACKING else name, value)
        for name, value in request.response_headers
    ]
    if body is not None:
        headers.append(("Content-Length", str(len(body))))
    answer = _as_sent(StatusAndHeaders)(
        f"{request.status} {request.reason}".strip(), headers, protocol="HTTP/1.1"
    )
    create = writer.create_warc_record  # type: ignore[attr-defined]
    response = create(
        request.url,
        "response" if body is not None else "revisit",
        payload=io.BytesIO(body or b""),
        http_headers=answer,
        warc_headers_dict={"WARC-Date": moment}
        | (
            {}
            if body is not None
            else {"WARC-Profile": "http://netpreserve.org/warc/1.1/revisit/server-not-modified"}
        ),
    )
    asked = StatusAndHeaders(
        f"GET {_target_of(request.url)} HTTP/1.1",
        [("Host", urlsplit(request.url).netloc), *request.request_headers.items()],
        is_http_request=True,
    )
    question = create(
        request.url,
        "request",
        http_headers=asked,
        payload=io.BytesIO(b""),
        warc_headers_dict={"WARC-Date": moment},
    )
    writer.write_request_response_pair(question, response)  # type: ignore[attr-defined]
