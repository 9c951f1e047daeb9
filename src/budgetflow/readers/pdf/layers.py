"""Optional content that is switched off (layers, ISO 32000-1, 8.11): taken out of a page, since a
draft under the final figures is not what the page prints.

pdfium's calls do not say which layer is on; its renderer knows, with all of its rules (default
state, usage, membership). So what belongs to one layer is drawn alone, and what leaves no trace is
off.
"""

from __future__ import annotations

import ctypes
import re
import zlib
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium_c

from budgetflow.readers.pdfium import api

_LAYERS = b"/OCProperties"
# Objects packed into a stream, where the catalog of newer files stands.
_OBJECTS = re.compile(rb"/ObjStm\b[^>]{0,200}>>\s*stream\r?\n")
# Bytes of compressed objects that are looked through; real ones hold a hundred objects.
_MOST_UNPACKED = 4_000_000
# Pixels of the longer side of the trial drawing.
LONGEST = 900
# Groups of objects on one page that are drawn alone.
MOST_TRIALS = 300
MAX_DEPTH = 8
_GREY = 0xFF808080
# The name that marks optional content (8.11.3.2).
_OPTIONAL = "OC"
# Objects that may name a layer themselves, out of reach of pdfium's calls.
_MAY_BE_OFF = (pdfium_c.FPDF_PAGEOBJ_FORM, pdfium_c.FPDF_PAGEOBJ_IMAGE)


def may_have_layers(data: bytes) -> bool:
    """Check whether a PDF's catalog speaks of optional content, in the open or in a compressed
    object; what cannot be looked into may have it.
    """
    if _LAYERS in data:
        return True
    for found in _OBJECTS.finditer(data):
        unpack = zlib.decompressobj()
        packed = data[found.end() : data.find(b"endstream", found.end())]
        try:
            if _LAYERS in unpack.decompress(packed, _MOST_UNPACKED):
                return True
        except zlib.error:  # encrypted, damaged, or packed in another way
            return True
        if unpack.unconsumed_tail:
            return True
    return False


def hide_layers(page: Any) -> set[int]:
    """Take what is switched off out of a loaded page (a pdfium handle); return the addresses of
    its objects.
    """
    address = api.address_of(page)
    count = api.count_objects_of(address)
    items = [api.page_object_of(address, k) for k in range(count)]
    return _Trials(page).hidden(items)


class _Trials:
    """Draws parts of one page alone."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._left = MOST_TRIALS
        wide = pdfium_c.FPDF_GetPageWidthF(page)
        high = pdfium_c.FPDF_GetPageHeightF(page)
        scale = LONGEST / max(wide, high, 1.0)
        width = max(1, round(wide * scale))
        height = max(1, round(high * scale))
        self._size = width, height

    def hidden(self, items: list[int], depth: int = 0) -> set[int]:
        """Return which of the objects of a page or form, by their addresses, are off."""
        groups = dict(_groups(items))
        if not groups or self._left <= 0:
            return set()
        # Everything is switched off, so that what a trial draws is its group alone.
        for item in items:
            _activate(item, active=False)
        hidden: set[int] = set()
        for group in groups.values():
            if self._leaves_no_trace(group):
                hidden.update(group)
        for item in items:
            if item in hidden or api.type_of(item) != pdfium_c.FPDF_PAGEOBJ_FORM:
                continue
            if depth < MAX_DEPTH:
                _activate(item, active=True)
                count = api.count_form_objects_of(item)
                inner = [api.form_object_of(item, k) for k in range(count)]
                hidden |= self.hidden(inner, depth + 1)
                _activate(item, active=False)
        for item in items:
            _activate(item, active=item not in hidden)
        return hidden

    def _leaves_no_trace(self, group: list[int]) -> bool:
        """Draw objects alone on grey, text by its outlines, for it may be invisible or in a font
        without ink; all others must be inactive.
        """
        if self._left <= 0:
            return False
        self._left -= 1
        # Text in an invisible mode leaves no trace on any layer, and would seem to be off.
        modes = {item: api.render_mode_of(item) for item in group if _is_text(item)}
        for item in group:
            _activate(item, active=True)
        for item in modes:
            _set_mode(item, pdfium_c.FPDF_TEXTRENDERMODE_STROKE)
        blank = self._is_blank()
        for item, mode in modes.items():
            _set_mode(item, mode)
        for item in group:
            _activate(item, active=False)
        return blank

    def _is_blank(self) -> bool:
        width, height = self._size
        bitmap = pdfium_c.FPDFBitmap_CreateEx(width, height, pdfium_c.FPDFBitmap_BGRx, None, 0)
        try:
            pdfium_c.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _GREY)
            start = api.address_of(pdfium_c.FPDFBitmap_GetBuffer(bitmap))
            size = pdfium_c.FPDFBitmap_GetStride(bitmap) * height
            before = ctypes.string_at(start, size)
            pdfium_c.FPDF_RenderPageBitmap(bitmap, self._page, 0, 0, width, height, 0, 0)
            return ctypes.string_at(start, size) == before
        finally:
            pdfium_c.FPDFBitmap_Destroy(bitmap)


def _groups(items: list[int]) -> Iterator[tuple[tuple[int, ...], list[int]]]:
    """Yield the objects that one piece of marked content holds, and each form and picture alone."""
    marked: dict[tuple[int, ...], list[int]] = {}
    for item in items:
        if api.type_of(item) in _MAY_BE_OFF:
            yield (item,), [item]
        elif marks := _optional_marks(item):
            marked.setdefault(marks, []).append(item)
    yield from marked.items()


def _optional_marks(item: int) -> tuple[int, ...]:
    """Return the addresses of an object's marks of optional content."""
    handle = ctypes.cast(item, pdfium_c.FPDF_PAGEOBJECT)
    # -1 for an object that cannot bear marks.
    count = max(pdfium_c.FPDFPageObj_CountMarks(handle), 0)
    marks = (pdfium_c.FPDFPageObj_GetMark(handle, k) for k in range(count))
    optional = [mark for mark in marks if _name_of(mark) == _OPTIONAL]
    return tuple(api.address_of(mark) for mark in optional)


_name = (ctypes.c_ushort * 16)()
_length = ctypes.c_ulong()


def _name_of(mark: Any) -> str:
    size = ctypes.sizeof(_name)
    if not pdfium_c.FPDFPageObjMark_GetName(mark, _name, size, _length):
        return ""
    # The length is in bytes, with the two of the closing zero.
    name = bytes(_name)[: max(_length.value - 2, 0)]
    return name.decode("utf-16-le", "replace")


def _activate(item: int, *, active: bool) -> None:
    handle = ctypes.cast(item, pdfium_c.FPDF_PAGEOBJECT)
    pdfium_c.FPDFPageObj_SetIsActive(handle, active)


def _is_text(item: int) -> bool:
    kind = api.type_of(item)
    return bool(kind == pdfium_c.FPDF_PAGEOBJ_TEXT)


def _set_mode(item: int, mode: int) -> None:
    handle = ctypes.cast(item, pdfium_c.FPDF_PAGEOBJECT)
    pdfium_c.FPDFTextObj_SetTextRenderMode(handle, mode)
