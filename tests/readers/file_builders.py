"""Files of several kinds made byte by byte: bundles, a workbook, a PDF."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from openpyxl import Workbook


def bundle(*members: tuple[str, bytes]) -> bytes:
    """A ZIP of these files. They are of 1980 and not of now: tests are named by such bytes, and
    workers that began two seconds apart would not have the same tests.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def rar(name: str, data: bytes) -> bytes:
    """A RAR 3 archive of one stored member, block by block as its format note has them."""

    def block(kind: int, flags: int, rest: bytes) -> bytes:
        head = struct.pack("<BHH", kind, flags, 7 + len(rest)) + rest
        return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head

    raw = name.encode()
    about = struct.pack(
        "<IIBIIBBHI", len(data), len(data), 3, zlib.crc32(data), 0, 29, 0x30, len(raw), 0
    )
    return (
        b"Rar!\x1a\x07\x00"
        + block(0x73, 0, bytes(6))
        + block(0x74, 0x8000, about + raw)
        + data
        + block(0x7B, 0x4000, b"")
    )


def workbook(rows: bytes) -> bytes:
    """An XLSX whose one sheet holds these rows."""
    plain, out = io.BytesIO(), io.BytesIO()
    Workbook().save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(
                name,
                data.replace(b"<sheetData></sheetData>", b"<sheetData>" + rows + b"</sheetData>"),
            )
    return out.getvalue()


def pdf(*objects: str) -> bytes:
    """A PDF of numbered objects, the first of them the catalogue."""
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    head = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Root 1 0 R/Size "
        f"{len(objects) + 1}>>"
    )
    return out + f"{head}\nstartxref\n{len(out)}\n%%EOF".encode()
