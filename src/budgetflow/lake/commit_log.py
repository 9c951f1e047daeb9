"""The lake's commit log: which Parquet files make up the lake now.

A commit is one small JSON file, `_log/00000012.json`, created whole or not at all; until it is
there, the files it names are
not part of the lake. Every hundredth commit (more rarely in a large lake) is followed by a
checkpoint that says the same as all
before it, so that opening a lake stays quick. Two writers cannot take the same number: the slower
one reads what the other did and tries again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from budgetflow.lake.partitions import Partition
from budgetflow.lake.storage import Files

FOLDER = "_log"
CHECKPOINT_EVERY = 100
# A checkpoint is as long as the lake is large, so a large lake takes one more rarely; reading the
# log lists what lies between.
MOST_BETWEEN_CHECKPOINTS = 1000

_CHECKPOINT = ".checkpoint"


@dataclass(frozen=True, slots=True)
class Part:
    """One Parquet file of the lake."""

    path: str
    rows: int
    units: dict[str, str]
    """Hash of each unit's rows in this partition, by unit; compaction keeps it, so that it tells
    whether a partition changed.
    """

    @property
    def partition(self) -> Partition:
        """Return the partition its folder stands for."""
        return Partition.parse(self.path.rpartition("/")[0])


@dataclass(slots=True)
class State:
    """What the log adds up to."""

    number: int = 0
    parts: dict[str, Part] = field(default_factory=dict)
    """By path."""
    units: dict[str, list[str]] = field(default_factory=dict)
    """The document_ids of each unit."""
    _paths: dict[str, set[str]] = field(default_factory=dict)
    _holders: dict[str, set[str]] = field(default_factory=dict)

    def apply(self, commit: dict[str, Any]) -> None:
        """Take in one commit."""
        for path in commit["remove"]:
            self._forget(path)
        for entry in commit["add"]:
            part = Part(**entry)
            # A compacted file written anew keeps its name where its rows are the same.
            self._forget(part.path)
            self.parts[part.path] = part
            for unit in part.units:
                self._paths.setdefault(unit, set()).add(part.path)
        for unit, documents in commit["units"].items():
            for document in self.units.pop(unit, []):
                self._holders[document].discard(unit)
            if documents is not None:
                self.units[unit] = documents
                for document in documents:
                    self._holders.setdefault(document, set()).add(unit)
        self.number = commit["number"]

    def parts_of_unit(self, unit: str) -> list[Part]:
        """Return the files that hold rows of a unit, by path."""
        return [self.parts[path] for path in sorted(self._paths.get(unit, ()))]

    def holding(self, documents: Iterable[str]) -> set[str]:
        """Return the units that hold any of these documents."""
        return {unit for document in documents for unit in self._holders.get(document, ())}

    def _forget(self, path: str) -> None:
        part = self.parts.pop(path, None)
        if part is None:
            return
        for unit in part.units:
            self._paths[unit].discard(path)


class LogAtRest:
    """The log of a lake as it was when it was read."""

    def __init__(self, state: State) -> None:
        """Take what the log adds up to."""
        self._state = state

    def load(self) -> State:
        """Return that state."""
        return self._state


class Log:
    """Reads and extends the log of one lake, and remembers what it read."""

    def __init__(self, files: Files) -> None:
        """Take the lake's files; the log is read when it is asked for."""
        self._files = files
        self._state = State()
        self._checkpointed = 0

    def load(self) -> State:
        """Return the state now, other writers' commits included; a lake that does not exist yet is
        empty.
        """
        numbers: dict[int, str] = {}
        checkpoint = 0
        for name in self._files.names(FOLDER, ".json"):
            stem = name.rpartition("/")[2].removesuffix(".json")
            if stem.endswith(_CHECKPOINT):
                checkpoint = max(checkpoint, int(stem.removesuffix(_CHECKPOINT)))
            else:
                numbers[int(stem)] = name
        self._checkpointed = checkpoint
        # A reader that is only a few commits behind need not read a file as long as the lake.
        if checkpoint > self._state.number and self._state.number + 1 not in numbers:
            self._state = State()
            self._state.apply(
                json.loads(self._files.read(f"{FOLDER}/{checkpoint:08d}{_CHECKPOINT}.json"))
            )
        for number in sorted(n for n in numbers if n > self._state.number):
            self._state.apply(json.loads(self._files.read(numbers[number])))
        return self._state

    def commit(
        self, add: list[Part], remove: list[str], units: Mapping[str, list[str] | None]
    ) -> bool:
        """Make a commit after the state last loaded; give False where another writer came first:
        load and try again.
        """
        number = self._state.number + 1
        commit = {
            "number": number,
            "add": [asdict(part) for part in add],
            "remove": remove,
            "units": units,
        }
        # Created only where none is: this is the one step that two writers cannot both do.
        if not self._files.create(f"{FOLDER}/{number:08d}.json", _dump(commit)):
            return False
        self._state.apply(commit)
        between = min(MOST_BETWEEN_CHECKPOINTS, max(CHECKPOINT_EVERY, len(self._state.units) // 10))
        if number % CHECKPOINT_EVERY == 0 and number - self._checkpointed >= between:
            self._checkpoint(number)
        return True

    def _checkpoint(self, number: int) -> None:
        """Write the state that all commits so far add up to into one file, and drop those before
        the last checkpoint but one.
        """
        state = self._state
        whole = {
            "number": number,
            "add": [asdict(part) for part in state.parts.values()],
            "remove": [],
            "units": state.units,
        }
        self._files.write(f"{FOLDER}/{number:08d}{_CHECKPOINT}.json", _dump(whole))
        for name in self._files.names(FOLDER, ".json"):
            # Not the last stretch: a reader that listed the log just now may still want those
            # files.
            if int(name.rpartition("/")[2][:8]) < self._checkpointed:
                self._files.remove(name)
        self._checkpointed = number


def _dump(commit: Mapping[str, Any]) -> bytes:
    return json.dumps(commit, ensure_ascii=False, sort_keys=True).encode()
