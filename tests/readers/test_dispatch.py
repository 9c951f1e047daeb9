"""One door: whatever the bytes are, a Document or a reason comes out."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetflow.readers.containers import media_types
from budgetflow.readers.dispatch import read_document
from budgetflow.readers.document import UnreadableDocument


def test_the_bytes_decide_and_name_the_document() -> None:
    data = "<html><body><p>部门预算</p></body></html>".encode()
    document = read_document(data, "预算.xls")
    assert (document.media_type, document.reader, document.document_id) == (
        media_types.HTML,
        "html",
        hashlib.sha256(data).hexdigest(),
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"PK\x05\x06" + bytes(18), "archive"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "old office file"),
        (b"\x7fELF" + bytes(60), "program"),
        (bytes(range(256)) * 3, "not a kind of file we read"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=rf"x\.dat.*{reason}"):
        read_document(data, "x.dat")


@given(st.binary(max_size=2000))
def test_no_bytes_bring_anything_but_a_document_or_a_reason(data: bytes) -> None:
    try:
        read_document(data, "x")
    except UnreadableDocument as error:
        assert str(error).startswith("x: ")
