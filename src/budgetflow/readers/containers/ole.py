"""OLE2 compound files (DOC, XLS, WPS, ET): the streams at their root, which tell one kind from
another, and their bytes.

Read by [MS-CFB] 2.2 to 2.6. An embedded object's streams lie deeper and are not taken for the
file's own. Every chain of
sectors is followed at most once through, so a damaged file ends early and never loops.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_FREE = 0xFFFFFFFF
_LARGEST_SECTOR_NUMBER = 0xFFFFFFFA
_ENTRY_BYTES = 128
_MINI_SECTOR = 64


@dataclass(frozen=True, slots=True)
class _Entry:
    """One directory entry: its name, the ids of its siblings and its child, where its stream starts
    and how long it is.
    """

    name: str
    left: int
    right: int
    child: int
    start: int
    size: int


def root_streams(data: bytes) -> set[str]:
    """Give the names at the root; an empty set where the directory is damaged. Never raises."""
    try:
        return {entry.name for entry in _Container(data).root_children()}
    except (struct.error, IndexError, UnicodeDecodeError):
        return set()


def read_stream(data: bytes, *names: str) -> bytes | None:
    """Give the bytes of the first root stream of one of these names, None where there is none or it
    is damaged. Never raises.
    """
    try:
        container = _Container(data)
        entry = next((entry for entry in container.root_children() if entry.name in names), None)
        return container.stream(entry) if entry else None
    except (struct.error, IndexError, UnicodeDecodeError):
        return None


class _Container:
    """The sector table and the directory of one file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._size = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
        table = b"".join(self._sector(number) for number in self._table_sectors())
        self._next = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])
        directory = self._chain(struct.unpack_from("<I", data, 48)[0])
        self.entries = [
            _entry(directory[i : i + _ENTRY_BYTES])
            for i in range(0, len(directory) - _ENTRY_BYTES + 1, _ENTRY_BYTES)
        ]

    def _table_sectors(self) -> Iterator[int]:
        """Give the sectors of the sector table: 109 named in the header, more in a chain of their
        own.
        """
        yield from (
            n for n in struct.unpack_from("<109I", self._data, 76) if n < _LARGEST_SECTOR_NUMBER
        )
        number, seen = struct.unpack_from("<I", self._data, 68)[0], set[int]()
        while (
            number < _LARGEST_SECTOR_NUMBER
            and number not in seen
            and len(sector := self._sector(number)) == self._size
        ):
            seen.add(number)
            *named, number = struct.unpack(f"<{self._size // 4}I", sector)
            yield from (n for n in named if n < _LARGEST_SECTOR_NUMBER)

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _chain(self, number: int) -> bytes:
        out: list[bytes] = []
        seen: set[int] = set()
        while number < len(self._next) and number not in seen:
            seen.add(number)
            out.append(self._sector(number))
            number = self._next[number]
        return b"".join(out)

    def root_children(self) -> list[_Entry]:
        """Walk the tree of siblings under the root entry."""
        out: list[_Entry] = []
        todo = [self.entries[0].child]
        seen: set[int] = {_FREE}
        while todo:
            number = todo.pop()
            if number in seen or number >= len(self.entries):
                continue
            seen.add(number)
            out.append(self.entries[number])
            todo += (self.entries[number].left, self.entries[number].right)
        return out

    def stream(self, entry: _Entry) -> bytes:
        """Give a stream's bytes; short ones lie in sectors of 64 bytes inside the root's own
        stream.
        """
        cutoff = struct.unpack_from("<I", self._data, 56)[0]
        if entry.size >= cutoff:
            return self._chain(entry.start)[: entry.size]
        small = self._chain(self.entries[0].start)
        table = self._chain(struct.unpack_from("<I", self._data, 60)[0])
        following = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])
        number, seen, out = entry.start, set[int](), b""
        while number < len(following) and number not in seen:
            seen.add(number)
            out += small[number * _MINI_SECTOR : (number + 1) * _MINI_SECTOR]
            number = following[number]
        return out[: entry.size]


def _entry(raw: bytes) -> _Entry:
    length = struct.unpack_from("<H", raw, 64)[0]
    left, right, child = struct.unpack_from("<3I", raw, 68)
    start, size = struct.unpack_from("<2I", raw, 116)
    return _Entry(
        raw[: max(0, min(length, 64) - 2)].decode("utf-16-le"), left, right, child, start, size
    )
