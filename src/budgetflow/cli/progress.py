"""Bars on a terminal while something takes long; nothing elsewhere, never on standard output."""

from __future__ import annotations

import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from budgetflow.progress import watched_by

if TYPE_CHECKING:
    from rich.progress import Progress, Task, TaskID


@contextmanager
def bars() -> Iterator[None]:
    """Show how far the work of the block is: a bar for each stage that it tells of
    (`budgetflow.progress`), with documents, pages, rate and time left.

    The bars go to standard error where that is a terminal, and are gone when the block ends. Lines
    printed meanwhile stand above them where standard output is a terminal too, and go where they
    went anyhow where it is not. Enter the block before what keeps a standard error of its own (the
    log handlers of Prefect) is imported: else its lines run through the bars.
    """
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Counts(TextColumn):
        """Documents and pages met, and steps a second."""

        def render(self, task: Task) -> Text:
            return Text(counts_of(task))

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        Counts(""),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    shown = Progress(
        *columns,
        console=Console(stderr=True),
        redirect_stdout=sys.stdout.isatty(),
        transient=True,
    )
    with shown as progress, watched_by(_Bars(progress)):
        yield


def counts_of(task: Task) -> str:
    """Return what a stage met so far, as `3 documents 40 pages 1.5/s`; empty before the first."""
    words = [f"{task.fields[name]} {name}" for name in ("documents", "pages") if task.fields[name]]
    if task.speed:
        words.append(f"{task.speed:.1f}/s")
    return " ".join(words)


class _Bars:
    """Turns what the work tells into bars."""

    def __init__(self, progress: Progress) -> None:
        """Take what draws them."""
        self._progress = progress
        self._open: dict[str, TaskID] = {}
        self._met: dict[str, Counter[str]] = {}
        self._lock = threading.Lock()

    def begin(self, stage: str, total: int | None) -> None:
        """Add a bar; one without a total moves to and fro."""
        self._met[stage] = Counter(documents=0, pages=0)
        self._open[stage] = self._progress.add_task(stage, total=total, documents=0, pages=0)

    def advance(self, stage: str, steps: int, documents: int, pages: int) -> None:
        """Move a bar on."""
        with self._lock:
            bar = self._open.get(stage)
            if bar is None:
                return
            met = self._met[stage]
            met.update(documents=documents, pages=pages)
            counts: dict[str, Any] = dict(met)
            self._progress.update(bar, advance=steps, **counts)

    def end(self, stage: str) -> None:
        """Take a bar away."""
        with self._lock:  # another thread may still tell of this stage
            bar = self._open.pop(stage, None)
            if bar is not None:
                self._progress.refresh()  # drawn ten times a second: the last steps are not yet
                self._progress.remove_task(bar)
