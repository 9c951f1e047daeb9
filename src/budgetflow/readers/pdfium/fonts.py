"""Which fonts pdfium takes for those that a PDF names and does not embed: none of the machine's
for reading, so that the same bytes give the same places everywhere; the machine's for pictures
that a person looks at.

The standard 14 fonts of PDF (ISO 32000-1, 9.6.2.2), whose widths a file need not give, are built
into pdfium.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pypdfium2.raw as pdfium_c

from budgetflow.readers.pdfium.last_resort import last_resort_font

_STANDARD = (b"Courier", b"Helvetica", b"Times-", b"Symbol", b"ZapfDingbats")
_NAME = b"budgetflow last resort\0"
_GB2312 = 134
# Of the one font there is.
_HANDLE = 1


class _OneFont:
    """The callbacks of a machine that has the last resort and no other font; kept for the life of
    the process, for pdfium calls them whenever it loads a page.
    """

    def __init__(self) -> None:
        self.asked = 0
        """How many fonts were asked for that no PDF reader has built in."""
        self._data = last_resort_font()
        self.info = pdfium_c.FPDF_SYSFONTINFO()
        self.info.version = 1
        # ctypes takes callbacks of the struct's own types only; the struct keeps them alive.
        kinds = {name: kind for name, kind, *_ in self.info._fields_}
        for name, function in {
            "Release": _nothing,
            "EnumFonts": _nothing,
            "MapFont": self._map,
            "GetFont": _nothing,
            "GetFontData": self._copy_data,
            "GetFaceName": _copy_name,
            "GetFontCharset": _charset,
            "DeleteFont": _nothing,
        }.items():
            setattr(self.info, name, kinds[name](function))

    def _map(self, *asked: Any) -> int | None:
        # The sixth argument is the name of the font (`FPDF_SYSFONTINFO.MapFont`).
        face = ctypes.cast(asked[5], ctypes.c_char_p).value or b""
        if face.startswith(_STANDARD):
            # None: pdfium takes what it has built in.
            return None
        self.asked += 1
        return _HANDLE

    def _copy_data(self, _: Any, __: Any, table: int, buffer: Any, size: int) -> int:
        # pdfium asks for the table `ttcf` to see whether this is a collection, then for all (0).
        if table:
            return 0
        return _copy(self._data, buffer, size)


def _nothing(*_: Any) -> None:
    """Do nothing: nothing was opened, and there is nothing to list."""


def _charset(*_: Any) -> int:
    return _GB2312


def _copy_name(_: Any, __: Any, buffer: Any, size: int) -> int:
    return _copy(_NAME, buffer, size)


def _copy(data: bytes, buffer: Any, size: int) -> int:
    """Copy into a buffer that is large enough; return how large it must be."""
    needed = len(data)
    if buffer and size >= needed:
        ctypes.memmove(buffer, data, needed)
    return needed


@cache
def use_one_font() -> _OneFont:
    """Take all fonts of the machine from pdfium, for the life of the process; return what stands
    in for them.
    """
    one = _OneFont()
    pdfium_c.FPDF_SetSystemFontInfo(one.info)
    return one


@contextmanager
def fonts_of_machine() -> Iterator[None]:
    """Let pdfium take the machine's fonts for what is opened within."""
    default = pdfium_c.FPDF_GetDefaultSystemFontInfo()
    one = use_one_font()
    # For what is opened within: pdfium loads fonts when a page is loaded, not when it is drawn.
    pdfium_c.FPDF_SetSystemFontInfo(default)
    try:
        yield
    finally:
        pdfium_c.FPDF_SetSystemFontInfo(one.info)
        pdfium_c.FPDF_FreeDefaultSystemFontInfo(default)
