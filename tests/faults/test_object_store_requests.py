"""How often a release asks an object store: what did not change is neither fetched nor sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, ClassVar

import moto.moto_server.threaded_moto_server as moto_server
import pytest
import s3fs
from moto.server import ThreadedMotoServer
from werkzeug.serving import WSGIRequestHandler, make_server

from budgetflow.lake.change_sets import prepare
from budgetflow.lake.storage import Files
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from tests.builders.disclosures import disclosure

DAY = date(2026, 11, 22)
URL = "s3://budgetflow/releases"
BODIES = 12

pytestmark = pytest.mark.slow


class Counting(WSGIRequestHandler):
    """Counts requests by method; a copy within the store is a PUT that names its source."""

    asked: ClassVar[Counter[str]] = Counter()

    def log_request(self, *_: object) -> None:
        copied = self.headers.get("x-amz-copy-source")
        self.asked["COPY" if copied else str(self.command)] += 1


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """A store on loopback with one bucket, and what it was asked for."""

    def counting(*args: Any, **kwargs: Any) -> Any:
        return make_server(*args, **kwargs | {"request_handler": Counting})

    monkeypatch.setattr(moto_server, "make_server", counting)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    connection = HTTPConnection(host, port)
    connection.request("PUT", "/budgetflow")
    assert connection.getresponse().status == 200
    connection.close()
    s3fs.S3FileSystem.clear_instance_cache()  # one of another test knows another store
    yield Counting.asked
    s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


def counted(asked: Counter[str], act: Callable[[], object]) -> Counter[str]:
    """Return what the store was asked for by an act."""
    asked.clear()
    act()
    return Counter(asked)


def sums(version: str) -> dict[str, str]:
    text = Files(URL).read(f"{version}/SHA256SUMS").decode()
    return {line[66:]: line[:64] for line in text.splitlines()}


def test_requests_follow_what_changed(asked: Counter[str], tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    lake.replace_all([prepare(disclosure(f"第{n}局"), "1") for n in range(BODIES)])
    build_release(lake, URL, DAY)

    no_news = counted(asked, lambda: build_release(lake, URL, DAY))
    assert no_news.total() <= 10, no_news

    lake.replace(disclosure("又一局"), "1")
    one_more = counted(asked, lambda: build_release(lake, URL, DAY))
    before, after = sums("2026.11.22"), sums("2026.11.22.1")
    changed = sum(before.get(name) != digest for name, digest in after.items())
    lists = 12  # SHA256SUMS, versions.json and what is read to write them
    assert one_more["PUT"] <= changed + lists, (one_more, changed)
    assert one_more["GET"] + one_more["HEAD"] + one_more["PUT"] <= 3 * changed, (one_more, changed)
    assert one_more["COPY"] == len(after) - changed, "what did not change, the store copies itself"


def test_a_build_on_an_object_store_leaves_no_copy_of_the_release_before(
    asked: Counter[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    lake = Lake(tmp_path / "lake")
    for number in range(2):
        lake.replace(disclosure(f"第{number}局"), "1")
        build_release(lake, URL, DAY)
    left = [
        name
        for name in (path.name for path in (tmp_path / "tmp").iterdir())
        if name != "budgetflow-releases"
    ]
    assert left == []
    assert list((tmp_path / "tmp/budgetflow-releases").iterdir()) == []
