"""Characters come out right whatever the file says about its encoding."""

from __future__ import annotations

import pytest

from budgetflow.readers.encoding import decode

TEXT = "编制部门：巴音郭楞蒙古自治州医疗保障局　单位：万元\n一、本年收入\t646.63\n"


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "gb2312",
        "gbk",
        "gb18030",
        "utf-32",
    ],
)
def test_every_encoding_seen(encoding: str) -> None:
    if encoding == "gb2312":
        assert decode(TEXT.replace("楞", "").encode(encoding)) == (
            TEXT.replace("楞", ""),
            "gb18030",
        )
        return
    decoded = decode(TEXT.encode(encoding))
    assert decoded is not None
    assert decoded[0] == TEXT


def test_a_wrong_declaration_is_not_believed() -> None:
    decoded = decode(f'<meta charset="iso-8859-1">{TEXT}'.encode("gb18030"))
    assert decoded is not None
    assert TEXT in decoded[0]


def test_a_few_damaged_bytes_do_not_turn_utf8_into_another_encoding() -> None:
    data = bytearray((TEXT * 50).encode())
    data[100] = 0xFF
    decoded = decode(bytes(data))
    assert decoded is not None
    assert decoded[1] == "utf-8"


def test_a_character_cut_in_two_at_the_end_is_left_out() -> None:
    decoded = decode(TEXT.strip().encode() + "元".encode()[:2])
    assert decoded == (TEXT.strip(), "utf-8")


@pytest.mark.parametrize("data", [bytes(range(256)) * 10, b"\x00\x01\x02\x03" * 100])
def test_bytes_that_are_no_text(data: bytes) -> None:
    assert decode(data) is None
