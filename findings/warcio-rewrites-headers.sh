#!/usr/bin/env bash
# warcio does not store a response's headers as they came: where a value is not ASCII it is percent-encoded, and so are the
# percent signs that were in it, so the received value cannot be told again from the file; `filename="..."` becomes
# `filename*=UTF-8''...`. The block digest is taken of the rewritten bytes, so nothing shows it. Sites that send a file's name in raw UTF-8 are common.
# Way out: keep such headers elsewhere, or hand the record in as one block of bytes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check warcio==1.8.1
"$work/venv/bin/python" - <<'PY'
import io
from importlib.metadata import version

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

sent = [
    ("X-Plain", "50% of it"),
    ("X-Title", "\u9884\u7b97 50%"),
    ("Content-Disposition", 'attachment; filename="\u9884\u7b97.pdf"'),
]
file = io.BytesIO()
writer = WARCWriter(file, gzip=False)
headers = StatusAndHeaders("200 OK", sent, protocol="HTTP/1.1")
writer.write_record(
    writer.create_warc_record("http://example.org/", "response", payload=io.BytesIO(b"x"), http_headers=headers)
)
file.seek(0)
stored = [record.http_headers.headers for record in ArchiveIterator(file)][0]
print(f"warcio {version('warcio')}")
for (name, before), (_, after) in zip(sent, stored):
    print(f"{name}: {before!r} stored as {after!r}")
assert stored == [
    ("X-Plain", "50% of it"),
    ("X-Title", "%E9%A2%84%E7%AE%97%2050%25"),
    ("Content-Disposition", "attachment; filename*=UTF-8''%E9%A2%84%E7%AE%97.pdf"),
], "the behaviour changed"
PY
