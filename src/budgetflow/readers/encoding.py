"""Bytes of text -> characters, for files that do not say, or say wrongly, how they are encoded."""

from __future__ import annotations

import codecs
import re

# The marks of UTF-32 before those of UTF-16: one begins with the other.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""", re.IGNORECASE
)
# Characters for private use count too: no print holds them, and wrong decodings give them.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd\ufffe\uffff\ue000-\uf8ff]"
)
_ORDINARY = re.compile(
    "[\t\n\r\x20-\x7e\u00a0-\u00ff\u0300-\u036f\u0391-\u03c9\u0410-\u044f\u2010-\u2033\u203b"
    "\u2160-\u217f\u2460-\u25ff\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e]"
)

# A file with a stray byte is still the UTF-8 it was meant to be: one wrong place in 200 is
# tolerated.
_TOLERATED = 0.005


def decode(data: bytes, content_type: str = "") -> tuple[str, str] | None:
    """Return the text of `data` and the encoding it was read with, or None where the bytes are no
    text.

    Order: byte order mark; UTF-8 (nothing else looks like it by accident); UTF-16 without a mark;
    what the file or the `content_type` it was sent with declares; GB 18030 (holds GB2312 and GBK);
    Big5; UTF-8 with a few damaged bytes; what
    charset-normalizer thinks.
    """
    # A mark decides: a file that bears one and does not decode is damaged, and no guess mends it.
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data.decode(encoding, "replace").removeprefix("\ufeff")
            if _readable(text):
                return (text, encoding)
            return None
    # In the first 4 KiB, where HTML and XML have to declare it; further down the word is prose.
    declared = [*_declared(data[:4096]), *_declared(content_type.encode("ascii", "ignore"))]
    for encoding in ("utf-8", *_wide(data), *declared, "gb18030", "big5"):
        strict = _strict(data, encoding)
        if strict is not None and _readable(strict):
            return strict, encoding
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") <= _TOLERATED * len(text) + 1 and _readable(
        text, tolerated=3 * _TOLERATED
    ):
        return text, "utf-8"
    for encoding in ("gb18030", *declared):
        text = data.decode(encoding, "replace")
        if _readable(text):
            return text, encoding
    return _guessed(data)


def _strict(data: bytes, encoding: str) -> str | None:
    """Decode without mercy, but for the last character, which a cut may have halved."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        return decoder.decode(data, final=False)
    except (UnicodeDecodeError, LookupError):
        return None


def _readable(text: str, tolerated: float = _TOLERATED) -> bool:
    """Return True for text, False for bytes that happen to decode: hardly any control characters,
    and most of it ordinary.
    """
    # The ends of a long file, which may be mostly script: 200,000 characters take some
    # milliseconds.
    if len(text) < 200_000:
        sample = text
    else:
        sample = text[:100_000] + text[-100_000:]
    if not sample.strip("\x00\ufffd \t\r\n"):
        return not sample.strip()
    wrong = len(_CONTROL.findall(sample))
    ordinary = len(_ORDINARY.findall(sample))
    return wrong <= tolerated * len(sample) and ordinary >= 0.7 * len(sample)


def _wide(data: bytes) -> list[str]:
    """Guess UTF-16 without a byte order mark from the zero bytes that digits, blanks and line ends
    leave.
    """
    sample = data[:4096]
    # One byte in fifty: Chinese text too has line ends and digits, whose other byte is zero.
    if len(sample) < 4 or sample.count(0) < len(sample) // 50:
        return []
    # In little endian the zero byte of an ASCII character comes second.
    second = sample[1::2].count(0)
    first = sample[0::2].count(0)
    if second >= first:
        return ["utf-16-le", "utf-16-be"]
    return ["utf-16-be", "utf-16-le"]


def _declared(data: bytes) -> list[str]:
    """Return the encoding a page or an XML file names in its head, where it is one for East Asian
    text.

    Others are the servers' defaults and decode any bytes, so they prove nothing.
    """
    match = _DECLARED.search(data)
    name = match.group(1).decode("ascii").lower() if match else ""
    try:
        name = codecs.lookup(name).name
    except LookupError:
        return []
    if name.startswith(("big5", "shift_jis", "euc")):
        return [name]
    return []


def _guessed(data: bytes) -> tuple[str, str] | None:
    """Ask charset-normalizer, the slow last resort."""
    from charset_normalizer import from_bytes  # noqa: PLC0415  (40 ms that few files need)

    best = from_bytes(data[:200_000]).best()
    if best is None or not _readable(str(best)):
        return None
    return data.decode(best.encoding, "replace"), best.encoding
