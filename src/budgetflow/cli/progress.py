"""How far work is while it takes long: bars on a terminal, plain lines in a log; never on standard
output.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import typer

from budgetflow.progress import watched_by

if TYPE_CHECKING:
    from rich.progress import Progress, Task, TaskID

# Seconds between two lines of one stage in a log: an hour's work leaves 120 of them.
_LINE_SECONDS = 30.0


@contextmanager
def bars() -> Iterator[None]:
    """Show how far the work of the block is: a bar for each stage that it tells of
    (`budgetflow.progress`), with documents, pages, rate and time left. Where standard error is no
    terminal, a plain line says the same every half minute and at the end of a stage.

    The bars go to standard error where that is a terminal, and are gone when the block ends. Lines
    printed meanwhile stand above them where standard output is a terminal too, and go where they
    went anyhow where it is not. Enter the block before what keeps a standard error of its own (the
    log handlers of Prefect) is imported: else its lines run through the bars.
    """
    if not sys.stderr.isatty():
        with watched_by(Lines(lambda line: typer.echo(line, err=True))):
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


@dataclass(slots=True)
class _Stage:
    """What a stage has done since it began; times are of the clock that never goes back."""

    total: int | None
    began: float
    told: float
    """When its last line was written."""
    steps: int = 0
    met: Counter[str] = field(default_factory=Counter)


class Lines:
    """Turns what the work tells into plain lines, as `reading: 12 of 40, 12 documents, 96 pages,
    1.5/s, 19 s left`.
    """

    def __init__(
        self, write: Callable[[str], object], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Take what writes a line and what tells the time in seconds."""
        self._write = write
        self._clock = clock
        self._open: dict[str, _Stage] = {}
        self._lock = threading.Lock()

    def begin(self, stage: str, total: int | None) -> None:
        """Note when a stage begins; its first line comes when there is something to say."""
        now = self._clock()
        self._open[stage] = _Stage(total, now, now)

    def advance(self, stage: str, steps: int, documents: int, pages: int) -> None:
        """Count steps, and write a line where the last one is half a minute old."""
        with self._lock:
            known = self._open.get(stage)
            if known is None:
                return
            known.steps += steps
            known.met.update(documents=documents, pages=pages)
            now = self._clock()
            silent = now - known.told
            if silent < _LINE_SECONDS:
                return
            known.told = now
            self._write(f"{stage}: {_so_far(known, now)}")

    def end(self, stage: str) -> None:
        """Write what a stage came to and how long it took."""
        with self._lock:
            known = self._open.pop(stage, None)
            if known is not None:
                took = self._clock() - known.began
                words = [*_counts(known), f"took {took:.0f} s"]
                self._write(f"{stage}: {', '.join(words)}")


def _counts(stage: _Stage) -> list[str]:
    """Return steps, documents and pages in words."""
    if stage.total is None:
        words = [f"{stage.steps:,}"]
    else:
        words = [f"{stage.steps:,} of {stage.total:,}"]
    return words + [f"{number:,} {name}" for name, number in stage.met.items() if number]


def _so_far(stage: _Stage, now: float) -> str:
    """Return a stage under way in words, with its rate and the seconds left where the total is
    known.
    """
    words = _counts(stage)
    rate = stage.steps / (now - stage.began)
    words.append(f"{rate:.1f}/s")
    if stage.total is not None and rate > 0:
        words.append(f"{(stage.total - stage.steps) / rate:.0f} s left")
    return ", ".join(words)
