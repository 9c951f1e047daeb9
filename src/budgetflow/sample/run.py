"""`make run`: the whole main job on the bundled sample site, offline, into `./budgetflow-home`.

The site is asked for at one fixed port, so that addresses, and with them the release, are the same
on every machine; a
second run finds nothing new and says so.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import yaml

from budgetflow.settings import Settings, settings

_SOURCE = "sample"
_PACE = 6000
"""Requests a minute: the site is our own and in this process."""


def write_sources(home: Path, address: str) -> Path:
    """Write the sources file of the sample site and give its path; a person may use it as an
    example.
    """
    path = home / "sample-sources.yaml"
    home.mkdir(parents=True, exist_ok=True)
    source = {
        "id": _SOURCE,
        "name": "医疗保障局预决算公开（样例）",
        "region_code": "650000",
        "start_urls": [f"{address}/zwgk/index.html"],
        "method": "list_pages",
        "requests_per_minute": _PACE,
    }
    path.write_text(
        "# Written by `make run`: the sample site on loopback.\n"
        + yaml.safe_dump([source], allow_unicode=True, sort_keys=False),
        encoding="utf-8",
    )
    return path


def closing_lines(current: Settings, changed: bool) -> list[str]:
    """Say where the release lies, its version, what it holds, and what to type next."""
    from budgetflow.releases.versions import Catalogue  # noqa: PLC0415  (not needed before there is one)

    latest = Catalogue(current.store("releases")).latest()
    if latest is None:
        return ["There is no release; the lines above say why."]
    folder = Path(current.store("releases"), latest.version)
    counts = latest.counts
    what = "Release" if changed else "There was no news and no new release; the latest is"
    holds = (
        f"{counts['disclosures']:,} disclosures, {counts['amounts']:,} amounts, "
        f"{counts['findings']:,} findings"
    )
    return [
        "",
        f"{what} {latest.version}, in {folder}",
        f"It holds {holds}.",
        "",
        "Next:",
        "  .venv/bin/budgetflow release list",
        f"  .venv/bin/budgetflow release verify {latest.version}",
        f"  less {folder / 'README.md'}",
        "  .venv/bin/budgetflow show FILE        what is understood in a document of your own",
        "  make run                              again: it will say that there is no news",
    ]


def main() -> int:
    """Serve the site, run the nightly flow over it, and say what came of it; gives the exit code of
    `budgetflow run`.
    """
    from budgetflow.cli.run import night, report  # noqa: PLC0415  (settings must be made first)
    from budgetflow.sample.server import HOST, serving  # noqa: PLC0415
    from budgetflow.sample.site import sample_articles, site  # noqa: PLC0415

    started = time.monotonic()
    os.environ["BUDGETFLOW_ALLOW_HOSTS"] = json.dumps([HOST])
    current = settings()
    pages = site(sample_articles())
    with serving(pages) as address:
        print(
            f"A sample site of {len(pages)} pages and files is served at {address}; the nightly "
            f"flow starts (the first start takes a minute) ..."
        )
        sources = write_sources(current.home, address)
        code, summary = night(current, sources, [])
    if summary is None:
        return code
    print(
        "\n".join(
            report(summary, current)[:-1] + closing_lines(current, changed=bool(summary.release))
        )
    )
    print(f"\nDone in {time.monotonic() - started:.0f} s.")
    return code


if __name__ == "__main__":
    sys.exit(main())
