"""The packages' licences are ones the program may use, and a flaw that is known in one of them is
told.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
AUDIT = ROOT / "deploy" / "audit.py"
FLAWED = "pyarrow"


@pytest.fixture
def audit(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(AUDIT.parent)
    yield importlib.import_module("audit")
    for name in ("audit", "sbom"):
        sys.modules.pop(name, None)


@pytest.fixture
def database() -> Iterator[str]:
    """A database that knows a flaw of one package."""

    class Database(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            results = [
                {"vulns": [{"id": "PYSEC-1"}]} if query["package"]["name"] == FLAWED else {}
                for query in asked
            ]
            body = json.dumps({"results": results}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Database) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("Apache-2.0 AND CNRI-Python", True),
        ("GNU Lesser General Public License v3 or later (LGPLv3+)", True),
        ("Artistic License; GNU General Public License (GPL)", True),
        ("AGPL-3.0-only OR MIT", True),
        ("AGPL-3.0-only AND MIT", False),
        ("GPL-3.0-or-later", False),
        ("GNU Affero General Public License v3", False),
        ("SSPL-1.0", False),
        ("not stated", False),
    ],
)
def test_a_licence_is_allowed_where_it_lets_the_program_keep_its_own(
    audit: ModuleType, licence: str, allowed: bool
) -> None:
    assert audit.is_allowed(licence) is allowed


def test_every_package_of_both_locks_is_asked_for(audit: ModuleType, database: str) -> None:
    names = ("requirements.lock", "requirements-dev.lock")
    packages = audit.locked_versions(
        "\n".join((ROOT / name).read_text(encoding="utf-8") for name in names)
    )
    assert {"prefect", "pytest"} <= {name for name, _ in packages}
    assert len(packages) == len(set(packages))
    assert len(packages) > 150
    [told] = audit.known_flaws(packages, database)
    assert told.startswith("pyarrow ") and told.endswith(": PYSEC-1")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(AUDIT), *arguments], check=False, capture_output=True, text=True
    )


def test_a_known_flaw_fails_the_check(database: str) -> None:
    done = run("--database", database)
    assert done.returncode == 1
    assert "PYSEC-1" in done.stdout


def test_without_the_network_licences_are_checked_and_the_rest_is_said_to_be_open() -> None:
    nowhere = "http://127.0.0.1:1"
    done = run("--database", nowhere)
    assert done.returncode == 0, done.stdout
    assert "were not looked for" in done.stdout
    assert run("--database", nowhere, "--required").returncode == 1
