"""A font of two shapes that stands in for every font a PDF names and does not embed.

A reader needs no shapes, only places, and those are the PDF's own (/W, /DW, /Widths, /Ascent,
/Descent). pdfium nevertheless looks into the font it takes in its stead: it drops a character
whose shape is empty, and measures what the PDF does not. So every character has a shape here, one
for Western and one for Chinese print, and no machine has another. The shapes have a size and no
ink: in a picture that is to be recognised, nothing may look like a character that is not there.
"""

from __future__ import annotations

import struct
from functools import cache

EM = 1000
# Of Chinese fonts, in thousandths of an em.
ASCENT, DESCENT = 880, -120
# The first code point of Chinese print, a full em wide; half an em before it.
WIDE_FROM = 0x2E80
# Bounds of the glyphs: .notdef (blank), Western, Chinese. They stand on the baseline and are
# narrower than any advance, for pdfium makes the box of a character as large as its shape.
_SHAPES = ((0, 0, 0, 0), (40, 0, 160, 700), (60, 0, 940, 700))
_ADVANCES = (EM, EM // 2, EM)
_LAST = 0x10FFFF


@cache
def last_resort_font() -> bytes:
    """Return the font as a TrueType file (ISO/IEC 14496-22), some 700 bytes."""
    glyphs = [_line(*shape) if any(shape) else b"" for shape in _SHAPES]
    offsets = [sum(map(len, glyphs[:k])) for k in range(len(glyphs) + 1)]
    bounds = (40, 0, 940, 700)
    tables = {
        b"cmap": _cmap(),
        b"glyf": b"".join(glyphs),
        b"head": struct.pack(
            ">IIIIHHqqhhhhHHhhh",
            0x10000,
            0x10000,
            0,
            0x5F0F3CF5,
            3,
            EM,
            0,
            0,
            *bounds,
            0,
            8,
            2,
            1,
            0,
        ),
        b"hhea": struct.pack(
            ">IhhhHhhhhhhhhhhhH",
            0x10000,
            ASCENT,
            DESCENT,
            0,
            EM,
            *bounds[:1],
            0,
            *bounds[2:3],
            1,
            *(0,) * 7,
            len(glyphs),
        ),
        b"hmtx": b"".join(
            struct.pack(">Hh", advance, shape[0])
            for advance, shape in zip(_ADVANCES, _SHAPES, strict=True)
        ),
        b"loca": struct.pack(f">{len(offsets)}I", *offsets),
        b"maxp": struct.pack(">I14H", 0x10000, len(glyphs), 2, 1, *(0,) * 2, 2, *(0,) * 8),
    }
    return _file(tables)


def _line(x0: int, y0: int, x1: int, y1: int) -> bytes:
    """Return a simple glyph whose outline runs from one corner of its bounds to the other and back:
    as large as a character, and no ink.
    """
    head = struct.pack(">5hHH", 1, x0, y0, x1, y1, 1, 0)
    across = struct.pack(">2h", x0, x1 - x0)
    down = struct.pack(">2h", y0, y1 - y0)
    body = head + bytes([1]) * 2 + across + down
    # Tables and glyphs begin at multiples of four bytes.
    return body + bytes(-len(body) % 4)


def _cmap() -> bytes:
    """Return a character map of format 13: ranges of code points, each drawn by one glyph."""
    ranges = ((0x20, WIDE_FROM - 1, 1), (WIDE_FROM, _LAST, 2))
    groups = [struct.pack(">III", *one) for one in ranges]
    body = b"".join(groups)
    head = struct.pack(">HHIII", 13, 0, 16 + len(body), 0, len(ranges))
    # Platform 3, encoding 10: all of Unicode.
    index = struct.pack(">HHHHI", 0, 1, 3, 10, 12)
    return index + head + body


def _file(tables: dict[bytes, bytes]) -> bytes:
    """Return tables, sorted by their tags, under a directory."""
    count = len(tables)
    power = count.bit_length() - 1
    near = 16 << power
    directory = struct.pack(">IHHHH", 0x10000, count, near, power, 16 * count - near)
    at = len(directory) + 16 * count
    body = b""
    for tag, table in tables.items():
        padded = table + bytes(-len(table) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sIII", tag, total, at + len(body), len(table))
        body += padded
    return directory + body
