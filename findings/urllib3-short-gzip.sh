#!/usr/bin/env bash
# urllib3 (and requests above it) hands out a gzip body whose stream ends before its end mark as if it were whole: no error,
# where Content-Length counts the bytes that did arrive, as it does when a proxy or cache stored a broken transfer. The standard
# library's gzip raises EOFError for the same bytes. Half a page or half a PDF then looks like a new version of it.
# Way out: read with decode_content=False and decompress to the end mark yourself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check urllib3==2.8.0 requests==2.34.2
"$work/venv/bin/python" - <<'PY'
import gzip
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import requests
import urllib3

whole = bytes(range(256)) * 400
sent = gzip.compress(whole)[:-300]


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Site)
threading.Thread(target=server.serve_forever, daemon=True).start()
address = f"http://127.0.0.1:{server.server_port}/"
by_urllib3 = urllib3.request("GET", address).data
by_requests = requests.get(address).content
server.shutdown()
try:
    gzip.decompress(sent)
    standard = "no error"
except EOFError as error:
    standard = f"EOFError: {error}"
print(f"urllib3 {urllib3.__version__}: {len(by_urllib3)} of {len(whole)} bytes, no error")
print(f"requests {requests.__version__}: {len(by_requests)} of {len(whole)} bytes, no error")
print(f"gzip of the standard library: {standard}")
assert 0 < len(by_urllib3) == len(by_requests) < len(whole) and standard != "no error", "the behaviour changed"
PY
