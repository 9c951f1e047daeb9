"""Compound files: the streams at the root, whole, and nothing of what damage or a cycle would
bring.
"""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetflow.readers.containers import ole

END = 0xFFFFFFFE
FREE = 0xFFFFFFFF


def compound(**streams: bytes) -> bytes:
    """A compound file of 512-byte sectors with these streams, each of 4096 bytes or more, at its
    root.
    """
    chains: list[int] = []
    sectors: list[bytes] = []
    entries = [_entry("Root Entry", 5, child=1 if streams else FREE)]
    for number, (name, data) in enumerate(streams.items(), start=1):
        start = len(sectors)
        padded = data.ljust(-(-len(data) // 512) * 512, b"\0")
        sectors += [padded[i : i + 512] for i in range(0, len(padded), 512)]
        chains += [*range(start + 1, len(sectors)), END]
        entries.append(
            _entry(
                name,
                2,
                right=number + 1 if number < len(streams) else FREE,
                start=start,
                size=len(data),
            )
        )
    directory = b"".join(entries).ljust(512, b"\0")
    sectors.append(directory)
    chains.append(END)
    table = struct.pack(f"<{len(chains)}I", *chains).ljust(512, b"\xff")
    sectors.append(table)
    head = bytearray(512)
    head[:8] = ole.SIGNATURE
    struct.pack_into("<H", head, 30, 9)
    struct.pack_into("<3I", head, 48, len(sectors) - 2, 0, 4096)
    struct.pack_into("<4I", head, 60, END, 0, END, 0)
    struct.pack_into("<109I", head, 76, len(sectors) - 1, *[FREE] * 108)
    return bytes(head) + b"".join(sectors)


def _entry(
    name: str, kind: int, right: int = FREE, child: int = FREE, start: int = END, size: int = 0
) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    entry = bytearray(128)
    entry[: len(raw)] = raw
    struct.pack_into("<HBB3I", entry, 64, len(raw), kind, 1, FREE, right, child)
    struct.pack_into("<2I", entry, 116, start, size)
    return bytes(entry)


def test_streams_at_the_root() -> None:
    book = bytes(range(256)) * 20
    data = compound(Workbook=book, Other=b"x" * 5000)
    assert ole.root_streams(data) == {"Workbook", "Other"}
    assert ole.read_stream(data, "Book", "Workbook") == book
    assert ole.read_stream(data, "Missing") is None


@given(st.data())
def test_no_damage_raises_or_hangs(draw: st.DataObject) -> None:
    data = bytearray(compound(Workbook=b"y" * 5000))
    for place in draw.draw(st.lists(st.integers(8, len(data) - 1), max_size=30)):
        data[place] = draw.draw(st.integers(0, 255))
    cut = bytes(data[: draw.draw(st.integers(0, len(data)))])
    ole.root_streams(cut)
    ole.read_stream(cut, "Workbook")


@pytest.mark.corpus
def test_a_real_workbook_s_stream_begins_as_the_format_says(shared: Path) -> None:
    book = ole.read_stream((shared / "corpus/office/government-04.xls").read_bytes(), "Workbook")
    assert book is not None
    assert book[:4] == bytes.fromhex("09081000")
