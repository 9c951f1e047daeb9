"""The names of the streams at the root of an OLE2 compound file (DOC, XLS, WPS, ET): what tells one from another.

Only the directory is read ([MS-CFB] 2.2 to 2.6); an embedded object's streams lie deeper and are not taken for the file's.
"""

from __future__ import annotations

import struct

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_FREE = 0xFFFFFFFF
_LARGEST_SECTOR_NUMBER = 0xFFFFFFFA
_ENTRY_BYTES = 128


def root_streams(data: bytes) -> set[str]:
    """Give the names at the root; an empty set where the directory is damaged. Never raises, never loops."""
    try:
        return _root_children(_directory(data))
    except (struct.error, IndexError, UnicodeDecodeError):
        return set()


def _directory(data: bytes) -> bytes:
    """Give the bytes of the directory, following its chain through the sector table."""
    shift = struct.unpack_from("<H", data, 30)[0]
    size = 1 << min(shift, 16)
    table_sectors = [number for number in struct.unpack_from("<109I", data, 76) if number < _LARGEST_SECTOR_NUMBER]

    def sector(number: int) -> bytes:
        return data[(number + 1) * size : (number + 2) * size]

    table = b"".join(sector(number) for number in table_sectors)
    number = struct.unpack_from("<I", data, 48)[0]
    out: list[bytes] = []
    seen: set[int] = set()
    while number < _LARGEST_SECTOR_NUMBER and number not in seen:
        seen.add(number)
        out.append(sector(number))
        if (number + 1) * 4 > len(table):
            break
        number = struct.unpack_from("<I", table, number * 4)[0]
    return b"".join(out)


def _root_children(directory: bytes) -> set[str]:
    """Walk the tree of siblings under the root entry."""
    names: set[str] = set()
    todo = [struct.unpack_from("<I", directory, 76)[0]]
    seen: set[int] = {_FREE}
    while todo:
        number = todo.pop()
        if number in seen or (number + 1) * _ENTRY_BYTES > len(directory):
            continue
        seen.add(number)
        entry = directory[number * _ENTRY_BYTES : (number + 1) * _ENTRY_BYTES]
        length = struct.unpack_from("<H", entry, 64)[0]
        names.add(entry[: max(0, min(length, 64) - 2)].decode("utf-16-le"))
        todo += struct.unpack_from("<2I", entry, 68)
    return names
