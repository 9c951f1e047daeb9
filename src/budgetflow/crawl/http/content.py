"""What came over the wire: a page or a file, and by which name people know it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from urllib.parse import unquote, unquote_to_bytes

from budgetflow.crawl.pages.urls import split
from budgetflow.readers.containers import media_types

# A page may begin with a mark, a declaration or comments, and without `html` or `head`.
_PAGE = re.compile(
    rb"^\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|"
    rb"head|body|meta|script|title|div|table)\b",
    re.I | re.S,
)
_ENDINGS = {
    "application/pdf": ".pdf",
    "text/html": ".html",
    "application/vnd.rar": ".rar",
    "application/x-7z-compressed": ".7z",
}
# Endings of documents and bundles; others say nothing about what a file is.
_ENDING = re.compile(
    r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|rar|zip|7z|html?|txt|csv|ods|odt|rtf)$", re.IGNORECASE
)
_ENCODED_WORD = r"=\?[\w-]+\?[BQ]\?[^?]*\?="
_ENCODED_WORDS = re.compile(rf"{_ENCODED_WORD}(?:\s*{_ENCODED_WORD})*", re.IGNORECASE)
_CHINESE = re.compile("[\u4e00-\u9fff]")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


def media_hint(head: bytes, headers: Mapping[str, str]) -> str:
    """Return a media type by the first bytes, else by the header; a hint only, the readers look for
    themselves.
    """
    # What a server says of a file is often `application/octet-stream`, or the type of another.
    if binary := media_types.binary_kind(head):
        return binary
    return (
        headers.get("content-type", "").split(";")[0].strip().lower() or "application/octet-stream"
    )


def is_page(body: bytes, headers: Mapping[str, str]) -> bool:
    """Check whether a body is a web page, by its bytes first and the header only where the bytes do
    not say.
    """
    head = body[:4096]
    if media_types.binary_kind(head):
        return False
    # Markup further down: some pages begin with blank lines and text of a template.
    if _PAGE.match(head) or (b"</" in head and b"<html" in head.lower()):
        return True
    return headers.get("content-type", "").split(";")[0].strip().lower() in (
        "text/html",
        "application/xhtml+xml",
    )


def file_name(url: str, text: str, headers: Mapping[str, str], media: str) -> str:
    """Return a file's name for people: from Content-Disposition, else the link's text where it
    names a file, else the address.

    Folder parts and characters that mean something to a file system are removed; the name is never
    used as a path.
    """
    address = unquote(split(url).path.rsplit("/", 1)[-1])
    # In the order of who names it best: the server, people on the page, the address.
    candidates = [
        _disposition(headers.get("content-disposition", "")),
        text.strip() if _ENDING.search(text.strip()) else "",
        address,
    ]
    # An address such as `download.jsp` names nothing; then the link's words come before it.
    if not _ENDING.search(address) and text.strip():
        candidates.insert(2, text.strip())
    name = next((candidate for candidate in candidates if candidate), "") or "document"
    name = (
        _UNSAFE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")[:180] or "document"
    )
    if _ENDING.search(name):
        return name
    return name + (_ending_of(address) or _ENDINGS.get(media, ""))


def _ending_of(address: str) -> str:
    match = _ENDING.search(address)
    if match:
        return match.group(0)
    return ""


def _disposition(header: str) -> str:
    """Return the file name in a Content-Disposition header (RFC 6266), empty where there is none.

    Read are also continued names (RFC 2231), encoded words (RFC 2047), and raw or percent-encoded
    UTF-8 and GBK, which servers send against the rules.
    """
    header = _without_encoded_words(header)
    continued = sorted(
        (int(part), value.strip().strip('"'))
        for part, value in re.findall(r"filename\*(\d+)\*?\s*=\s*([^;]+)", header, re.IGNORECASE)
    )
    extended = re.search(r"filename\*\s*=\s*([^;]+)", header, re.IGNORECASE)
    # The extended form wins where both are given (RFC 6266, 4.3).
    if continued or extended:
        if extended:
            value = extended.group(1)
        else:
            value = "".join(value for _, value in continued)
        match = re.match(r"([\w-]+)'[^']*'(.+)", value.strip().strip('"'))
        named, name = match.groups() if match else ("", value)
        if text := _characters(name.strip().strip('"'), named):
            return text
    plain = re.search(r'filename\s*=\s*(?:"([^"]*)"|([^";]+))', header, re.IGNORECASE)
    if plain:
        return _characters((plain.group(1) or plain.group(2) or "").strip())
    return ""


def _without_encoded_words(header: str) -> str:
    """Return a header with its encoded words (`=?gbk?B?...?=`) as the characters they stand for."""

    def word(match: re.Match[str]) -> str:
        try:
            return str(make_header(decode_header(match.group())))
        except (LookupError, UnicodeError, ValueError, HeaderParseError):
            return match.group()

    return _ENCODED_WORDS.sub(word, header)


def _characters(name: str, charset: str = "") -> str:
    """Return a name that came as Latin-1 for bytes, percent-encoded or not, in its own letters."""
    try:
        octets = unquote_to_bytes(name.encode("latin-1"))
    except UnicodeEncodeError:  # characters already
        return unquote(name)
    found = []
    for encoding in (charset, "utf-8", "gb18030"):
        try:
            found.append(octets.decode(encoding or "utf-8"))
        except (LookupError, UnicodeDecodeError):
            continue
    # Some GBK reads as UTF-8 by accident, as Latin letters with accents: no name of a document.
    chinese = (text for text in found if _CHINESE.search(text))
    return next(chinese, found[0] if found else octets.decode("latin-1"))
