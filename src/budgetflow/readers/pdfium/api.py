"""The pdfium entry points that are called once a character, an object or a point; they take and
give bare addresses.
"""

from __future__ import annotations

import ctypes
from functools import lru_cache
from typing import Any

import pypdfium2.raw as pdfium_c


def _entry(function: Any, result: Any, *arguments: Any) -> Any:
    """Return an entry point without the wrapper's pointer classes and GIL hand-over: a third of a
    page's time went there.

    Arguments behind those named are not converted: a number is C's int, and an address must be a
    c_void_p made beforehand (`place_of`). To convert a number costs as much as the call.
    """
    # PYFUNCTYPE keeps the GIL: one process reads one page, and handing it over costs each call.
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def place_of(buffer: Any, offset: int = 0) -> ctypes.c_void_p:
    """Return where a ctypes buffer lies in memory, `offset` bytes behind its beginning, for
    entries to write there.
    """
    return ctypes.c_void_p(ctypes.addressof(buffer) + offset)


_pointer, _int, _uint = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint

# Text pages
count_chars_of = _entry(pdfium_c.FPDFText_CountChars, _int, _pointer)
unicode_of = _entry(pdfium_c.FPDFText_GetUnicode, _uint, _pointer)
text_of = _entry(pdfium_c.FPDFText_GetText, _int, _pointer)
has_no_meaning = _entry(pdfium_c.FPDFText_HasUnicodeMapError, _int)
loose_box_of = _entry(pdfium_c.FPDFText_GetLooseCharBox, _int)
origin_of = _entry(pdfium_c.FPDFText_GetCharOrigin, _int, _pointer)
object_of = _entry(pdfium_c.FPDFText_GetTextObject, _pointer)
font_size_of = _entry(pdfium_c.FPDFText_GetFontSize, ctypes.c_double, _pointer)
char_matrix_of = _entry(pdfium_c.FPDFText_GetMatrix, _int, _pointer)
# Page objects
count_objects_of = _entry(pdfium_c.FPDFPage_CountObjects, _int, _pointer)
page_object_of = _entry(pdfium_c.FPDFPage_GetObject, _pointer, _pointer)
count_form_objects_of = _entry(pdfium_c.FPDFFormObj_CountObjects, _int, _pointer)
# Its number is a long, as wide as an address on most machines.
form_object_of = _entry(pdfium_c.FPDFFormObj_GetObject, _pointer, _pointer, ctypes.c_ulong)
type_of = _entry(pdfium_c.FPDFPageObj_GetType, _int, _pointer)
matrix_of = _entry(pdfium_c.FPDFPageObj_GetMatrix, _int, _pointer)
bounds_of = _entry(pdfium_c.FPDFPageObj_GetBounds, _int, _pointer)
font_of = _entry(pdfium_c.FPDFTextObj_GetFont, _pointer, _pointer)
render_mode_of = _entry(pdfium_c.FPDFTextObj_GetTextRenderMode, _int, _pointer)
fill_color_of = _entry(pdfium_c.FPDFPageObj_GetFillColor, _int, _pointer)
has_transparency = _entry(pdfium_c.FPDFPageObj_HasTransparency, _int, _pointer)
clip_of = _entry(pdfium_c.FPDFPageObj_GetClipPath, _pointer, _pointer)
# Paths
draw_mode_of = _entry(pdfium_c.FPDFPath_GetDrawMode, _int, _pointer)
count_segments_of = _entry(pdfium_c.FPDFPath_CountSegments, _int, _pointer)
segment_of = _entry(pdfium_c.FPDFPath_GetPathSegment, _pointer, _pointer)
clip_paths_of = _entry(pdfium_c.FPDFClipPath_CountPaths, _int, _pointer)
clip_segments_of = _entry(pdfium_c.FPDFClipPath_CountPathSegments, _int, _pointer)
clip_segment_of = _entry(pdfium_c.FPDFClipPath_GetPathSegment, _pointer, _pointer)
segment_type_of = _entry(pdfium_c.FPDFPathSegment_GetType, _int, _pointer)
segment_closes = _entry(pdfium_c.FPDFPathSegment_GetClose, _int, _pointer)
point_of = _entry(pdfium_c.FPDFPathSegment_GetPoint, _int, _pointer)


def address_of(handle: Any) -> int:
    """Return the address behind one of the wrapper's handles; 0 for none."""
    pointer = ctypes.cast(handle, ctypes.c_void_p)
    return pointer.value or 0


# Written by pdfium and read at once: red, green, blue, alpha. One process reads one page at a time.
_channels = (ctypes.c_uint * 4)()
_channel_places = tuple(place_of(_channels, 4 * k) for k in range(4))
_colour = memoryview(_channels).cast("B")


def is_white(address: int) -> bool:
    """Check whether a page object, by its address, is filled with white."""
    known = fill_color_of(address, *_channel_places)
    return bool(known) and _is_white(_colour.tobytes())


# A document has a handful of colours, and each is asked for thousands of times.
@lru_cache(maxsize=1000)
def _is_white(colour: bytes) -> bool:
    # 250 of 255: printers show no difference, and producers round colours.
    return min(memoryview(colour).cast("I")[:3]) >= 250


def bytes_at(address: int, count: int) -> bytes:
    """Copy bytes from an address."""
    return ctypes.string_at(address, count)
