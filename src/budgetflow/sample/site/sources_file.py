"""The sources file of the sample site, which a person may use as an example."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from budgetflow.sample.site.server import HOST, PORT

_NAME = "sample-sources.yaml"
_SOURCE = "sample"
# Requests a minute: the site is our own and in this process.
_PACE = 6000


def write_sources(home: Path, address: str) -> Path:
    """Write the sources file of the sample site and give its path; a person may use it as an
    example.
    """
    path = home / _NAME
    home.mkdir(parents=True, exist_ok=True)
    source = {
        "id": _SOURCE,
        "name": "医疗保障局预决算公开（样例）",
        "region_code": "650000",
        "start_urls": [f"{address}/zwgk/index.html"],
        "method": "list_pages",
        "requests_per_minute": _PACE,
    }
    # Said in the file itself: people find it in their home folder and wonder.
    path.write_text(
        "# Written by `make run`: the sample site on loopback.\n"
        + yaml.safe_dump([source], allow_unicode=True, sort_keys=False),
        encoding="utf-8",
    )
    return path


def port_before(home: Path) -> int:
    """Return the port this home last saw the site at, else the usual one.

    Where the usual port was taken the first time, the second must ask for the same again: under
    another port every document has another address and is new.
    """
    path = home / _NAME
    written = path.read_text(encoding="utf-8") if path.is_file() else ""
    found = re.search(rf"http://{re.escape(HOST)}:(\d+)/", written)
    return int(found[1]) if found else PORT
