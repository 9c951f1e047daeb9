"""A watcher of progress that keeps what it is told."""

from __future__ import annotations


class Recorder:
    """A watcher that keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[object, ...]] = []

    def begin(self, stage: str, total: int | None) -> None:
        self.told.append(("begin", stage, total))

    def advance(self, stage: str, steps: int, documents: int, pages: int) -> None:
        self.told.append(("advance", stage, steps, documents, pages))

    def end(self, stage: str) -> None:
        self.told.append(("end", stage))
