"""The stores on S3: the same release as on a disk, and a store that stumbles costs time and no
data.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
import s3fs
from botocore.exceptions import BotoCoreError
from moto.s3.responses import S3Response
from moto.server import ThreadedMotoServer

from budgetflow.jobs.ingest import ingest
from budgetflow.lake.storage import Files
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.releases.resources import Effort
from budgetflow.releases.verify import verify_release
from budgetflow.releases.versions import SEAL, Catalogue
from budgetflow.sample.archive import fill_archive
from budgetflow.sample.facts.invent import invented
from budgetflow.settings import Settings
from tests.builders.disclosures import disclosure
from tests.builders.ports import free_port
from tests.builders.program import FORKS
from tests.faults.failing_store import Proxy
from tests.faults.lake_writer import UNITS, store_units

pytestmark = pytest.mark.slow

DAY = date(2026, 11, 22)
COUNT = 3
WRITERS = 4
BUCKET = "budgetflow"
# Publisher, year and place of what a release that fails has, in a partition of its own.
GONE = ("又一局", 2022, "440101")


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


class NowAndThen:
    """A fault of every n-th request."""

    def __init__(self, every: int) -> None:
        self.every = every
        self.asked = 0
        self.refused = 0
        self.lock = threading.Lock()

    def __call__(self, *_: object) -> str:
        with self.lock:
            self.asked += 1
            refused = self.asked % self.every == 0
            self.refused += refused
            return "500" if refused else ""


def on_s3(tmp_path: Path, folder: str) -> Settings:
    names = ("archive", "lake", "releases", "quarantine")
    return Settings(home=tmp_path, **{name: f"s3://{BUCKET}/{folder}/{name}" for name in names})  # type: ignore[arg-type]


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that asks twice and not five times five, so that a fault takes no minutes."""
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.setattr(s3fs.S3FileSystem, "retries", 2)


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
    now_and_then = NowAndThen(every)
    with Proxy(store, now_and_then, seconds) as proxy:
        monkeypatch.setenv("AWS_ENDPOINT_URL", proxy.url)
        s3fs.S3FileSystem.clear_instance_cache()
        try:
            assert released(on_s3(tmp_path, f"stumbling-{every}")) == on_disk
        finally:
            s3fs.S3FileSystem.clear_instance_cache()
    assert now_and_then.asked > 100
    assert now_and_then.refused == now_and_then.asked // every


class FromThen:
    """A fault of every request from the first whose method and path fit, until it is mended."""

    def __init__(self, kind: str, method: str, path: str, after: int) -> None:
        self.kind = kind
        self.method = method
        self.path = path
        self.after = after
        self.seen = 0
        self.begun = False
        self.lock = threading.Lock()

    def __call__(self, method: str, path: str, copies: bool) -> str:
        fits = (("COPY" if copies else method), self.path in path) == (self.method, True)
        with self.lock:
            self.seen += fits
            self.begun |= self.seen > self.after
            return self.kind if self.begun else ""

    def mend(self) -> None:
        self.kind = ""


def one_more(settings: Settings, environment: dict[str, str] | None = None) -> str:
    """Make a release, in another process where an environment is given; return its version."""
    os.environ.update(environment or {})
    room = Path(settings.store("state"), "releases")
    url = settings.store("releases")
    made = build_release(
        Lake(settings.store("lake")), url, DAY, effort=Effort(room=room), site=False
    )
    assert made
    return made.version.version


@pytest.fixture
def begun(
    keys: None,
    store: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> Settings:
    """A lake on the disk, its first release on the store, and one document more in the lake."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", store)
    s3fs.S3FileSystem.clear_instance_cache()
    name = hashlib.sha256(request.node.name.encode()).hexdigest()[:8]
    settings = Settings(home=tmp_path, releases=f"s3://{BUCKET}/{name}/releases")
    lake = Lake(settings.store("lake"))
    for number in range(COUNT):
        lake.replace(disclosure(f"第{number}局", 2024 + number), "1")
    one_more(settings)
    lake.replace(disclosure(*GONE), "1")
    return settings


def holds(settings: Settings, version: str) -> bool:
    """Check every hash of a release on the store, and that it has no file beside."""
    return verify_release(Catalogue(settings.store("releases")), version).holds


FAULTS = {
    "a file": ("PUT", f"{DAY:%Y.%m.%d}.1/", 5),
    "a copy": ("COPY", f"{DAY:%Y.%m.%d}.1/", 5),
    "the seal": ("PUT", SEAL, 0),
    "the list of releases": ("PUT", "latest.json", 0),
}


@pytest.mark.usefixtures("keys", "impatient")
@pytest.mark.parametrize("kind", ["503", "reset"])
@pytest.mark.parametrize("at", FAULTS)
def test_a_store_that_fails_while_a_release_is_sent_keeps_the_one_before(
    kind: str, at: str, begun: Settings, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = FromThen(kind, *FAULTS[at])
    with Proxy(store, fault) as proxy:
        monkeypatch.setenv("AWS_ENDPOINT_URL", proxy.url)
        s3fs.S3FileSystem.clear_instance_cache()
        with pytest.raises((OSError, BotoCoreError)):
            one_more(begun)
        assert fault.begun
        fault.mend()
        the_next_night_is_whole(begun, sent=at == "the list of releases")


def the_next_night_is_whole(settings: Settings, *, sent: bool) -> None:
    """Check the release before, then make one of a further document and check that; `sent` says
    that the one that failed had come to its seal.
    """
    first, second, third = (f"{DAY:%Y.%m.%d}{number}" for number in ("", ".1", ".2"))
    catalogue = Catalogue(settings.store("releases"))
    assert [one.version for one in catalogue.versions()] == [first, second][: 1 + sent]
    assert holds(settings, first)
    # Withdrawn, so that what was sent of it last night must not be in the next release.
    lake = Lake(settings.store("lake"))
    assert lake.withdraw([row.document_id for row in disclosure(*GONE).documents])
    lake.replace(disclosure("再一局", 2023, "110101"), "1")
    made = one_more(settings)
    assert made == (third if sent else second)
    assert [one.version for one in catalogue.versions()] == [first, second, third][: 2 + sent]
    assert all(holds(settings, one.version) for one in catalogue.versions())
    assert json.loads(catalogue.files.read("latest.json"))["version"] == made


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize("at", FAULTS)
def test_a_build_killed_while_it_sends_keeps_the_release_before(
    at: str, begun: Settings, store: str
) -> None:
    fault = FromThen("hang", *FAULTS[at])
    with Proxy(store, fault) as proxy:
        environment = {**os.environ, "AWS_ENDPOINT_URL": proxy.url}
        process = FORKS.Process(target=one_more, args=(begun, environment))
        process.start()
        assert proxy.hung.wait(300)
        process.kill()
        process.join()
    the_next_night_is_whole(begun, sent=at == "the list of releases")
