"""A binary workbook ([MS-XLSB]) made record by record, with the short cells some programs write."""

from __future__ import annotations

import struct

from tests.readers.file_builders import bundle

_NAMESPACE = "http://schemas.openxmlformats.org"
_RELATION = f"{_NAMESPACE}/officeDocument/2006/relationships"
_KIND = "application/vnd.ms-excel"


def xlsb(rows: list[list[str | float]], code: str, hidden: int = -1) -> bytes:
    """A workbook of one sheet; figures have the number format `code`, row `hidden` is hidden."""
    types = "".join(
        f'<Override PartName="/xl/{name}" ContentType="{_KIND}.{kind}"/>'
        for name, kind in (
            ("workbook.bin", "sheet.binary.macroEnabled.main"),
            ("worksheets/sheet1.bin", "worksheet"),
            ("styles.bin", "styles"),
        )
    )
    book = _record(156, struct.pack("<II", 0, 1) + _text("rId1") + _text("总表"))
    return bundle(
        (
            "[Content_Types].xml",
            f'<Types xmlns="{_NAMESPACE}/package/2006/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}'
            f"</Types>".encode(),
        ),
        ("_rels/.rels", _relations(("officeDocument", "xl/workbook.bin"))),
        (
            "xl/_rels/workbook.bin.rels",
            _relations(("worksheet", "worksheets/sheet1.bin"), ("styles", "styles.bin")),
        ),
        ("xl/workbook.bin", _record(131) + _within(143, book, 144) + _record(132)),
        ("xl/worksheets/sheet1.bin", _sheet(rows, hidden)),
        ("xl/styles.bin", _styles(code)),
    )


def _sheet(rows: list[list[str | float]], hidden: int) -> bytes:
    out = b""
    for number, row in enumerate(rows):
        flags = 0x1000 if number == hidden else 0
        out += _record(0, struct.pack("<IIHIBI", number, 0, 320, flags, 0, 0))
        for column, value in enumerate(row):
            place = struct.pack("<I", column) if column == 0 else b""  # behind it, short cells
            style = struct.pack("<I", isinstance(value, float))
            if isinstance(value, float):
                out += _record(5 if place else 16, place + style + struct.pack("<d", value))
            else:
                out += _record(6 if place else 17, place + style + _text(value))
    return _record(129) + _within(145, out, 146) + _record(130)


def _styles(code: str) -> bytes:
    font = struct.pack("<6HBBBB", 240, 0, 400, 0, 0, 0, 0, 0, 0, 0) + bytes(9) + _text("宋体")
    empty = struct.pack("<HHHHHIH", 0, 0, 0, 0, 0, 0, 0)
    shown = struct.pack("<HHHHHIH", 0, 200, 0, 0, 0, 0, 0)
    parts = (
        (615, [(44, struct.pack("<H", 200) + _text(code))]),
        (611, [(43, font)]),
        (603, [(45, bytes(68)), (45, bytes(68))]),
        (613, [(46, bytes(51))]),
        (626, [(47, b"\xff\xff" + empty[2:])]),
        (617, [(47, empty), (47, shown)]),
    )
    out = b""
    for begin, records in parts:
        inside = b"".join(_record(kind, content) for kind, content in records)
        out += _record(begin, struct.pack("<I", len(records))) + inside + _record(begin + 1)
    return _record(278) + out + _record(279)


def _within(begin: int, inside: bytes, end: int) -> bytes:
    return _record(begin) + inside + _record(end)


def _record(kind: int, content: bytes = b"") -> bytes:
    return _number(kind) + _number(len(content)) + content


def _number(value: int) -> bytes:
    """A number in as many bytes as it needs, seven bits in each."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _relations(*targets: tuple[str, str]) -> bytes:
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    space = f"{_NAMESPACE}/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{inside}</Relationships>'.encode()
