"""The pdfium entry points that are called once a character, an object or a point; they take and
give bare addresses.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium_c


def _entry(function: Any, result: Any, *arguments: Any) -> Any:
    """Return an entry point without the wrapper's pointer classes and GIL hand-over: a third of a
    page's time went there.
    """
    # PYFUNCTYPE keeps the GIL: one process reads one page, and handing it over costs each call.
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def _quick_entry(function: Any, result: Any) -> Any:
    """Return an entry point that is called once a character: its arguments are not converted, so
    that addresses must be c_void_p made beforehand; half of the time of a call went there.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result)(address)


_pointer, _int, _uint = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint

# Text pages
count_chars_of = _entry(pdfium_c.FPDFText_CountChars, _int, _pointer)
unicode_of = _entry(pdfium_c.FPDFText_GetUnicode, _uint, _pointer, _int)
text_of = _entry(pdfium_c.FPDFText_GetText, _int, _pointer, _int, _int, _pointer)
has_no_meaning = _quick_entry(pdfium_c.FPDFText_HasUnicodeMapError, _int)
loose_box_of = _quick_entry(pdfium_c.FPDFText_GetLooseCharBox, _int)
origin_of = _entry(pdfium_c.FPDFText_GetCharOrigin, _int, _pointer, _int, _pointer, _pointer)
object_of = _quick_entry(pdfium_c.FPDFText_GetTextObject, _pointer)
font_size_of = _entry(pdfium_c.FPDFText_GetFontSize, ctypes.c_double, _pointer, _int)
char_matrix_of = _entry(pdfium_c.FPDFText_GetMatrix, _int, _pointer, _int, _pointer)
# Page objects
count_objects_of = _entry(pdfium_c.FPDFPage_CountObjects, _int, _pointer)
page_object_of = _entry(pdfium_c.FPDFPage_GetObject, _pointer, _pointer, _int)
count_form_objects_of = _entry(pdfium_c.FPDFFormObj_CountObjects, _int, _pointer)
form_object_of = _entry(pdfium_c.FPDFFormObj_GetObject, _pointer, _pointer, _uint)
type_of = _entry(pdfium_c.FPDFPageObj_GetType, _int, _pointer)
matrix_of = _entry(pdfium_c.FPDFPageObj_GetMatrix, _int, _pointer, _pointer)
bounds_of = _entry(
    pdfium_c.FPDFPageObj_GetBounds, _int, _pointer, _pointer, _pointer, _pointer, _pointer
)
render_mode_of = _entry(pdfium_c.FPDFTextObj_GetTextRenderMode, _int, _pointer)
fill_color_of = _entry(
    pdfium_c.FPDFPageObj_GetFillColor, _int, _pointer, _pointer, _pointer, _pointer, _pointer
)
has_transparency = _entry(pdfium_c.FPDFPageObj_HasTransparency, _int, _pointer)
clip_of = _entry(pdfium_c.FPDFPageObj_GetClipPath, _pointer, _pointer)
# Paths
draw_mode_of = _entry(pdfium_c.FPDFPath_GetDrawMode, _int, _pointer, _pointer, _pointer)
count_segments_of = _entry(pdfium_c.FPDFPath_CountSegments, _int, _pointer)
segment_of = _entry(pdfium_c.FPDFPath_GetPathSegment, _pointer, _pointer, _int)
clip_paths_of = _entry(pdfium_c.FPDFClipPath_CountPaths, _int, _pointer)
clip_segments_of = _entry(pdfium_c.FPDFClipPath_CountPathSegments, _int, _pointer, _int)
clip_segment_of = _entry(pdfium_c.FPDFClipPath_GetPathSegment, _pointer, _pointer, _int, _int)
segment_type_of = _entry(pdfium_c.FPDFPathSegment_GetType, _int, _pointer)
segment_closes = _entry(pdfium_c.FPDFPathSegment_GetClose, _int, _pointer)
point_of = _entry(pdfium_c.FPDFPathSegment_GetPoint, _int, _pointer, _pointer, _pointer)


def address_of(handle: Any) -> int:
    """Return the address behind one of the wrapper's handles; 0 for none."""
    pointer = ctypes.cast(handle, ctypes.c_void_p)
    return pointer.value or 0


_red, _green, _blue, _alpha = (ctypes.c_uint() for _ in range(4))
_channel_refs = tuple(ctypes.addressof(channel) for channel in (_red, _green, _blue, _alpha))


def is_white(address: int) -> bool:
    """Check whether a page object, by its address, is filled with white."""
    known = fill_color_of(address, *_channel_refs)
    if not known:
        return False
    # 250 of 255: printers show no difference, and producers round colours.
    darkest = min(_red.value, _green.value, _blue.value)
    return darkest >= 250


def bytes_at(address: int, count: int) -> bytes:
    """Copy bytes from an address."""
    return ctypes.string_at(address, count)
