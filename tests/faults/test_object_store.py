"""The stores on S3: the same release as on a disk, and a store that stumbles costs time and no
data.
"""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from moto.s3.responses import S3Response
from moto.server import ThreadedMotoServer

from budgetflow.jobs.ingest import ingest
from budgetflow.lake.storage import Files
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.sample.archive import fill_archive
from budgetflow.sample.facts.invent import invented
from budgetflow.settings import Settings
from tests.builders.ports import free_port
from tests.builders.program import FORKS
from tests.faults.lake_writer import UNITS, store_units

pytestmark = pytest.mark.slow

DAY = date(2026, 11, 22)
COUNT = 3
WRITERS = 4
BUCKET = "budgetflow"


@pytest.fixture(scope="module")
def one_put_at_a_time() -> Iterator[None]:
    """S3 creates an object only where none is in one act; moto 5.2.5 looks and then puts, and lets
    two writers through between the two.
    """
    lock, put = threading.Lock(), S3Response.put_object

    def put_object(self: S3Response) -> Any:
        with lock:
            return put(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(S3Response, "put_object", put_object)
        yield


@pytest.fixture(scope="module")
def store(one_put_at_a_time: None) -> Iterator[str]:
    """An S3 endpoint on loopback with one bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=free_port(), verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    connection = HTTPConnection(host, port)
    connection.request("PUT", f"/{BUCKET}")
    assert connection.getresponse().status == 200
    connection.close()
    yield f"http://{host}:{port}"
    server.stop()


class Stumbling(ThreadingHTTPServer):
    """Passes everything on to the store, but answers every n-th request with 500, and every one
    late.
    """

    def __init__(self, store: str, every: int, seconds: float) -> None:
        self.store = store.removeprefix("http://")
        self.every = every
        self.seconds = seconds
        self.asked = 0
        self.refused = 0
        self.lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), _Pass)

    def refuse(self) -> bool:
        with self.lock:
            self.asked += 1
            refused = self.asked % self.every == 0
            self.refused += refused
            return refused


class _Pass(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Stumbling

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        time.sleep(self.server.seconds)
        if self.server.refuse():
            self.send_response(500)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        connection = HTTPConnection(self.server.store)
        connection.request(
            self.command,
            self.path,
            body or None,
            {name: value for name, value in self.headers.items() if name.lower() != "host"},
        )
        answer = connection.getresponse()
        data = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in (
                "transfer-encoding",
                "connection",
                "content-length",
                "date",
                "server",
            ):
                self.send_header(name, value)
        self.send_header(
            "Content-Length",
            answer.getheader("Content-Length") or str(len(data))
            if self.command == "HEAD"
            else str(len(data)),
        )
        self.end_headers()
        self.wfile.write(data)
        connection.close()

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = _pass  # noqa: N815  (the base class wants these names)

    def log_message(self, *_: object) -> None:
        pass


def on_s3(tmp_path: Path, folder: str) -> Settings:
    names = ("archive", "lake", "releases", "quarantine")
    return Settings(home=tmp_path, **{name: f"s3://{BUCKET}/{folder}/{name}" for name in names})  # type: ignore[arg-type]


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")


def released(settings: Settings) -> dict[str, str]:
    """Ingest some documents and give the hashes of the release's files."""
    assert all(
        not result.failed for result in ingest(fill_archive(settings, invented(1, COUNT)), settings)
    )
    made = build_release(Lake(settings.store("lake")), settings.store("releases"), DAY, site=False)
    assert made
    text = Files(settings.store("releases")).read(f"{made.version.version}/SHA256SUMS").decode()
    return {
        name: digest for digest, _, name in (line.partition("  ") for line in text.splitlines())
    }


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return released(Settings(home=tmp_path_factory.mktemp("disk")))


@pytest.mark.usefixtures("keys")
def test_a_release_on_s3_is_the_one_on_a_disk(
    store: str, on_disk: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", store)
    settings = on_s3(tmp_path, "whole")
    assert released(settings) == on_disk
    assert (
        build_release(Lake(settings.store("lake")), settings.store("releases"), DAY, site=False)
        is None
    )


@pytest.mark.usefixtures("keys")
def test_four_writers_on_one_lake_lose_no_row(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", store)
    url = f"s3://{BUCKET}/four/lake"
    processes = [
        FORKS.Process(target=store_units, args=(url, writer, dict(os.environ)))
        for writer in range(WRITERS)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * WRITERS
    lake = Lake(url)
    names = {f"第{writer}-{number}局" for writer in range(WRITERS) for number in range(UNITS)}
    assert set(lake.read("disclosures")["publisher"].to_pylist()) == names
    printed = Counter(lake.read("amounts")["amount_printed"].to_pylist())
    assert printed == {"1.00": 2 * WRITERS * (UNITS - 1), "2.00": 2 * WRITERS}
    assert lake.missing() == []


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize(
    ("every", "seconds"), [(25, 0.0), (1000, 0.05)], ids=["500 now and then", "slow"]
)
def test_a_store_that_stumbles_changes_no_byte(
    every: int,
    seconds: float,
    store: str,
    on_disk: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Stumbling(store, every, seconds) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, daemon=True)
        thread.start()
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{proxy.server_address[1]}")
        import s3fs

        s3fs.S3FileSystem.clear_instance_cache()
        try:
            assert released(on_s3(tmp_path, f"stumbling-{every}")) == on_disk
        finally:
            s3fs.S3FileSystem.clear_instance_cache()
            proxy.shutdown()
        assert proxy.asked > 100
        assert proxy.refused == proxy.asked // every
