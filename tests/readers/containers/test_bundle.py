"""Bundles: every member, under a harmless name, within limits."""

from __future__ import annotations

import io
import zipfile

import pytest

from budgetflow.readers.containers.bundle import expand, safe_label
from budgetflow.readers.document import UnreadableDocument
from budgetflow.readers.limits import Limits, in_force
from tests.readers.file_builders import bundle, rar

TEXT = "单位：万元".encode()


def test_members_in_order_junk_left_out() -> None:
    data = bundle(
        ("表/收支总表.txt", TEXT),
        ("__MACOSX/表/._收支总表.txt", b"x"),
        ("~$说明.docx", b"x"),
        ("说明.txt", TEXT),
    )
    assert expand(data, "预算.zip") == [("表/收支总表.txt", TEXT), ("说明.txt", TEXT)]


def test_bundles_inside_bundles() -> None:
    inner = bundle(("b.txt", TEXT))
    assert expand(bundle(("甲局.zip", inner), ("a.txt", TEXT)), "全县.zip") == [
        ("甲局.zip/b.txt", TEXT),
        ("a.txt", TEXT),
    ]


def test_a_document_that_is_a_zip_is_no_bundle() -> None:
    docx = bundle(("word/document.xml", b"<x/>"))
    assert expand(bundle(("a.docx", docx)), "a.zip") == [("a.docx", docx)]


def test_names_in_gbk() -> None:
    """What old Chinese systems write: GBK bytes and no word about it."""
    names = ["预算公开表.xls", "说明.txt"]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, name in enumerate(names):
            archive.writestr("?" * (len(name.encode("gbk")) - 1) + str(number), TEXT)
    data = out.getvalue()
    for number, name in enumerate(names):
        raw = name.encode("gbk")
        data = data.replace(b"?" * (len(raw) - 1) + str(number).encode(), raw)
    assert [name for name, _ in expand(data, "a.zip")] == names


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("C:\\Windows\\system.ini", "C_/Windows/system.ini"),
        ("/absolute/a.txt", "absolute/a.txt"),
        ("a\x00b\n.txt", "a_b_.txt"),
        ("./a/../b.txt", "a/b.txt"),
        ("...", ""),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_name_leads_nowhere(name: str, label: str) -> None:
    assert safe_label(name) == label


def nested(depth: int) -> bytes:
    data = bundle(("a.txt", TEXT))
    for _ in range(depth):
        data = bundle(("inner.zip", data))
    return data


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (nested(5), "inside archives"),
        (bundle(*((f"{n}.txt", b"x") for n in range(2001))), "more than 2,000 documents"),
        (bundle(("a.txt", TEXT))[:-30], "cut short or damaged"),
        (bundle(), "empty"),
        (b"no archive at all", "not an archive"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(40), r"a\.zip"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(40), r"a\.zip"),
    ],
    ids=lambda value: (
        value if isinstance(value, str) else "bytes"
    ),  # zips hold the time: their bytes are no stable name
)
def test_each_hostile_bundle_has_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        expand(data, "a.zip")


def test_a_bomb_is_stopped_before_it_is_big() -> None:
    stopped = pytest.raises(UnreadableDocument, match="expands to more than 2 MB")
    with in_force(Limits(expansion_mb=2)), stopped:
        expand(bundle(*((f"{n}.txt", bytes(2**20)) for n in range(5))), "a.zip")


def test_a_locked_bundle_says_so() -> None:
    data = bytearray(bundle(("a.txt", TEXT)))
    data[6] |= 1
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    with pytest.raises(UnreadableDocument, match="locked with a password"):
        expand(bytes(data), "a.zip")


def test_seven_zip() -> None:
    py7zr = pytest.importorskip("py7zr")
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        archive.writestr(TEXT, "表/说明.txt")
    assert expand(out.getvalue(), "a.7z") == [("表/说明.txt", TEXT)]


def test_a_locked_seven_zip_says_so() -> None:
    py7zr = pytest.importorskip("py7zr")
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password="预算") as archive:
        archive.writestr(TEXT, "a.txt")
    with pytest.raises(UnreadableDocument, match=r"locked|damaged"):
        expand(out.getvalue(), "a.7z")


def test_rar() -> None:
    pytest.importorskip("rarfile")
    assert expand(rar("table.txt", TEXT), "a.rar") == [("table.txt", TEXT)]
