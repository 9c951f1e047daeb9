"""A bar on a terminal while something takes long; nothing elsewhere, never on standard output."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def bar(what: str, total: int) -> Iterator[Callable[[], None]]:
    """Show how far a job of `total` steps is, with its rate and the time left; yield what tells of
    one step done.

    The bar goes to standard error where that is a terminal. Lines printed meanwhile stand above it
    where standard output is a terminal too, and go where they went anyhow where it is not.
    """
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Task as Step
    from rich.text import Text

    class Rate(TextColumn):
        """Steps a second."""

        def render(self, task: Step) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(""),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        redirect_stdout=sys.stdout.isatty(),
        transient=True,
    ) as progress:
        task = progress.add_task(what, total=total)
        yield lambda: progress.advance(task)
