"""What a release asks an object store for: `python benchmarks/object_store.py [--files 6000]`.

Starts a store on loopback (moto), makes a release of about so many files on it, finds that the
next is no news, and makes one with a single document more: once on the machine that made the one
before, once on another that has nothing of it. Prints one JSON line each: the requests by method (a
copy within the store is a PUT that names its source, and counted apart), the files of the release
and those that differ from the release before. `--where` also tells the folders they went to.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, ClassVar
from unittest import mock

# The folder it is started in: with `both_builds.py` another checkout, with builders of its own.
sys.path.insert(0, str(Path.cwd()))

import moto.moto_server.threaded_moto_server as moto_server
import s3fs
from moto.server import ThreadedMotoServer
from tests.builders.disclosures import disclosure
from werkzeug.serving import WSGIRequestHandler, make_server

from budgetflow.lake.storage import Files
from budgetflow.lake.store import Lake
from budgetflow.releases import build
from budgetflow.releases.build import build_release

Effort = vars(build)["Effort"]  # where it is defined differs between builds
BUCKET = "budgetflow"
URL = f"s3://{BUCKET}/releases"
DAY = date(2026, 11, 22)
PROVINCES = ("11", "31", "32", "37", "44", "65")
YEARS = (2024, 2025, 2026)
# Files of a release: those of one disclosure and its publisher, and those there are anyway.
FILES_A_DISCLOSURE, FILES_ANYWAY = 6, 470

_DIGEST = 64


class Counting(WSGIRequestHandler):
    """Counts requests by method and place."""

    asked: ClassVar[Counter[tuple[str, str]]] = Counter()

    def log_request(self, *_: object) -> None:
        """Count instead of writing a line."""
        copied = self.headers.get("x-amz-copy-source")
        method = "COPY" if copied else str(self.command)
        self.asked[method, _folder_of(self.path)] += 1


def _folder_of(path: str) -> str:
    """Return what of a release a request is about."""
    within = re.sub(rf"^/{BUCKET}/releases/(\d[\d.]*/)?", "", path.partition("?")[0])
    return within.partition("/")[0] if "/" in within else "lists"


@contextmanager
def counting_store() -> Iterator[Counter[tuple[str, str]]]:
    """Start a store on loopback with one bucket, that s3fs finds by the environment; give what it
    is asked for, by method and folder.
    """

    def counting(*args: Any, **kwargs: Any) -> Any:
        return make_server(*args, **kwargs | {"request_handler": Counting})

    keys = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
    with mock.patch.object(moto_server, "make_server", counting):
        server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        server.start()
        host, port = server.get_host_and_port()
        told = dict.fromkeys(keys, "test") | {
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        }
        with mock.patch.dict(os.environ, told):
            connection = HTTPConnection(host, port)
            connection.request("PUT", f"/{BUCKET}")
            connection.getresponse().read()
            connection.close()
            s3fs.S3FileSystem.clear_instance_cache()  # one made before knows another store
            try:
                yield Counting.asked
            finally:
                s3fs.S3FileSystem.clear_instance_cache()
                server.stop()


def by_method(asked: Counter[tuple[str, str]]) -> Counter[str]:
    """Return requests by method alone."""
    found: Counter[str] = Counter()
    for (method, _), count in list(asked.items()):
        found[method] += count
    return found


def effort_of(room: Path) -> Effort:
    """Return the effort of a machine with such a folder of its own; a build of another checkout may
    know none.
    """
    if "room" in {field.name for field in fields(Effort)}:
        return Effort(room=room)
    return Effort()


def sums(version: str) -> dict[str, str]:
    """Return the sha256 of each file of a release."""
    text = Files(URL).read(f"{version}/SHA256SUMS").decode()
    return {line[_DIGEST + 2 :]: line[:_DIGEST] for line in text.splitlines()}


def fill(lake: Lake, files: int) -> None:
    """Store as many small disclosures as make a release of about so many files."""
    for number in range(max(1, (files - FILES_ANYWAY) // FILES_A_DISCLOSURE)):
        province = PROVINCES[number % len(PROVINCES)]
        year = YEARS[number // len(PROVINCES) % len(YEARS)]
        lake.replace(disclosure(f"第{number}号局", year, f"{province}0101"), "1")
    lake.compact(more_than=1)


def step(name: str, asked: Counter[tuple[str, str]], act: Callable[[], Any], where: bool) -> None:
    """Do one step and print what it asked for."""
    asked.clear()
    start = time.perf_counter()
    made = act()
    told: dict[str, Any] = {"step": name, "seconds": round(time.perf_counter() - start, 1)}
    methods = by_method(asked)
    folders = {f"{method} {folder}": count for (method, folder), count in sorted(asked.items())}
    copies = methods.pop("COPY", 0)
    told |= {"requests": methods.total(), **methods, "copies": copies}
    if made is not None:
        after = sums(made.version.version)
        previous = made.version.previous
        before = sums(previous) if previous else {}
        changed = sum(before.get(file) != digest for file, digest in after.items())
        told |= {"files": len(after), "changed_files": changed}
        told["requests_a_changed_file"] = round(methods.total() / changed, 2)
    print(json.dumps(told | ({"where": folders} if where else {})))
    sys.stdout.flush()


def main() -> None:
    """Print what each kind of night asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=6000, help="files of the release, about")
    parser.add_argument("--where", action="store_true", help="tell folders too")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, counting_store() as asked:
        lake = Lake(Path(folder) / "lake")
        fill(lake, wanted.files)

        def night(machine: str) -> Any:
            return build_release(lake, URL, DAY, effort=effort_of(Path(folder, machine)))

        def one_more(number: int) -> None:
            lake.replace(disclosure(f"又{number}局", 2026, "650101"), "1")

        step("first release", asked, lambda: night("a"), wanted.where)
        step("no news", asked, lambda: night("a"), wanted.where)
        one_more(1)
        step("one document more", asked, lambda: night("a"), wanted.where)
        one_more(2)
        step("the same on a new machine", asked, lambda: night("b"), wanted.where)


if __name__ == "__main__":
    main()
