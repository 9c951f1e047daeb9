"""Serve the sample site on loopback until interrupted, to try a schedule or a
worker on: what `python -m budgetflow.sample` does.

Writes the sources file of the site into the home folder and says how to visit it.
"""

from __future__ import annotations

import contextlib
import signal

from budgetflow.sample.command import command
from budgetflow.sample.site.pages import sample_articles, site
from budgetflow.sample.site.server import HOST, serving
from budgetflow.sample.site.sources_file import port_before, write_sources
from budgetflow.settings import settings


def main() -> None:
    """Serve until Ctrl-C."""
    home = settings().home.resolve()
    with serving(site(sample_articles()), port_before(home)) as address:
        sources = write_sources(home, address)
        print(
            f"The sample site is at {address}/zwgk/index.html until Ctrl-C. To visit it:",
            flush=True,
        )
        print(f"  export BUDGETFLOW_ALLOW_HOSTS={HOST}", flush=True)
        print(f"  {command()} run --sources {sources}", flush=True)
        # Ctrl-C is the way to end it and no error.
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()
