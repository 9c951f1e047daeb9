"""PNG files (ISO/IEC 15948), written without a library of pictures: the same bytes everywhere."""

from __future__ import annotations

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
# Kinds of pixels: one grey, or red, green and blue.
GREY, COLOUR = 0, 2


def png_file(width: int, height: int, depth: int, kind: int, rows: bytes) -> bytes:
    """Return a PNG of `width` x `height` pixels, each of `depth` bits a sample; `rows` are the
    pixels, each row with the byte of its filter before it.
    """
    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    # Level 6, said and not left to the library: another default would change every byte.
    packed = zlib.compress(rows, 6)
    chunks = chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    return SIGNATURE + chunks


def chunk(kind: bytes, body: bytes) -> bytes:
    """Return one chunk of a PNG."""
    length = struct.pack(">I", len(body))
    # The checksum is over the kind too, not over the length.
    check = struct.pack(">I", zlib.crc32(kind + body))
    return length + kind + body + check
