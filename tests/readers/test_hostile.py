"""Hostile files in the sandbox: one reason each, and the next document is read as if nothing had
been.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from benchmarks.fuzz import attempt, made, mutated, reason_kind, run, stock_of

from budgetflow.readers.document import UnreadableDocument
from budgetflow.readers.limits import Limits
from budgetflow.readers.sandbox.pool import run_limited
from tests.readers.file_builders import pdf, workbook

LIMITS = Limits(seconds=30, memory_mb=400)


def packed(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in members.items():
            container.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


def bomb(name: str, megabytes: int = 700, said: int | None = None) -> bytes:
    """A zip of one member of blanks; `said` is the size that it claims instead of its own."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = squeezer.compress(b" " * 2**20) + squeezer.flush(
        zlib.Z_FULL_FLUSH
    )  # stands by itself, so it can be repeated
    data = block * megabytes + zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    raw, size = name.encode(), said if said is not None else megabytes * 2**20
    about = struct.pack("<HHHHHIII", 20, 0, 8, 0, 0, 0, len(data), size) + struct.pack(
        "<HH", len(raw), 0
    )
    entry = b"PK\x03\x04" + about + raw + data
    directory = (
        b"PK\x01\x02" + struct.pack("<H", 20) + about + struct.pack("<HHHII", 0, 0, 0, 0, 0) + raw
    )
    return (
        entry
        + directory
        + b"PK\x05\x06"
        + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(directory), len(entry), 0)
    )


def laughs(root: str, wanted: str) -> bytes:
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
    )
    return f"<!DOCTYPE {root} [{entities}]>{wanted.replace('BOMB', '&m;')}".encode()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def ole_with_a_cycle() -> bytes:
    """A compound file whose directory's chain of sectors leads back to itself."""
    head = bytearray(512)
    head[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    struct.pack_into("<HH", head, 28, 0xFFFE, 9)
    struct.pack_into("<I", head, 48, 1)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 1, *[1] * 126)
    entry = bytearray(128)
    struct.pack_into("<3I", entry, 68, 0, 0, 0)
    return bytes(head) + table + bytes(entry) * 4


FAR_CELL = (
    b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
)
HOSTILE = {
    "bomb.zip": lambda: bomb("a.txt"),
    "bomb.docx": lambda: bomb("word/document.xml"),
    "bomb.xlsx": lambda: bomb("xl/workbook.xml"),
    "bomb.ofd": lambda: bomb("OFD.xml"),
    "liar.docx": lambda: bomb("word/document.xml", said=1000),
    "liar.xlsx": lambda: bomb("xl/workbook.xml", said=1000),
    "laughs.docx": lambda: packed(
        word__document_dot_xml=laughs(
            "w",
            f"<w:document {W}><w:body><w:p><w:r><w:t>BOMB</w:t></w:r></w:p></w:body></w:document>",
        )
    ),
    "laughs.ofd": lambda: packed(
        OFD_dot_xml=laughs("OFD", "<OFD><DocBody><DocRoot>BOMB</DocRoot></DocBody></OFD>")
    ),
    "laughs.html": lambda: laughs("html", "<html><body><p>预算BOMB</p></body></html>"),
    "laughs.xlsx": lambda: workbook(b"<row><c t='inlineStr'><is><t>&m;</t></is></c></row>"),
    "far.xlsx": lambda: workbook(FAR_CELL),
    "cycle.pdf": lambda: pdf(
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"
    ),
    "pages.pdf": lambda: pdf(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 2000000000>>",
        "<</Type/Page/Parent 2 0 R>>",
    ),
    "cut.pdf": lambda: pdf("<</Type/Catalog/Pages 2 0 R>>")[:40],
    "cycle.doc": ole_with_a_cycle,
    "cut.docx": lambda: packed(word__document_dot_xml=b"<x/>" * 100)[:60],
    "deep.html": lambda: b"<html><body>" + b"<table><tr><td>" * 50_000,
    "wide.html": lambda: (
        b"<html><body><table>" + b"<tr><td colspan=1000 rowspan=60000>x</td><td>y</td></tr>" * 5000
    ),
    "deep.rtf": lambda: b"{\\rtf1" + b"{" * 200_000,
    "empty.xls": lambda: b"",
    "noise.pdf": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 100,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_itself_only(name: str) -> None:
    data = HOSTILE[name]()
    try:
        blocks = run_limited(attempt, (name, "as it is", data), limits=LIMITS)
    except UnreadableDocument as error:
        assert str(error)
        assert reason_kind(str(error)) != "BUG", error
    else:
        assert blocks < 20
    assert run_limited(attempt, ("a.txt", "", "单位：万元".encode()), limits=LIMITS) == 1


def test_a_locked_pdf_says_so(tmp_path: Path) -> None:
    locked = pdf(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[]/Count 0>>",
        f"<</Filter/Standard/V 1/R 2/O({'x' * 32})/U({'y' * 32})/P -4>>",
    )
    locked = locked.replace(b"/Size", b"/Encrypt 3 0 R/ID[<00><00>]/Size")
    with pytest.raises(UnreadableDocument, match=r"password|encrypted|without pages|damaged"):
        run_limited(attempt, ("a.pdf", "", locked), limits=LIMITS)


def test_a_mutation_can_be_made_again_from_its_number() -> None:
    stock = {"txt": made()}
    assert mutated(stock, 7) == mutated(stock, 7)
    assert mutated(stock, 7) != mutated(stock, 8)


@pytest.mark.corpus
def test_a_hundred_mutated_documents(shared: Path) -> None:
    """The same as `python -m benchmarks.fuzz`, shorter, and without the files that LibreOffice
    takes seconds over.
    """
    stock = {
        kind: files for kind, files in stock_of(shared).items() if kind not in ("doc", "wps", "rtf")
    }
    results = list(run(stock, range(1, 101), workers=2))
    assert [number for number, *_ in results] == list(range(1, 101))
    assert not [result for result in results if result[3].startswith("BUG")]
