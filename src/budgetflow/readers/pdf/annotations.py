"""Text that stands on a page without being part of it: form fields, typed notes and stamps, made
part of the page as a printer would.
"""

from __future__ import annotations

from typing import Any

import pypdfium2.raw as pdfium_c

# Kinds that print text of their own; links, highlights and pop-up notes are left out.
_PRINTED = {pdfium_c.FPDF_ANNOT_WIDGET, pdfium_c.FPDF_ANNOT_FREETEXT, pdfium_c.FPDF_ANNOT_STAMP}


def flatten(page: Any) -> bool:
    """Draw a loaded page's fields and notes into the page, in memory; return whether there were
    any. The page must then be closed and loaded again.

    What has no appearance of its own gets the one that pdfium draws for it on the screen.
    """
    count = pdfium_c.FPDFPage_GetAnnotCount(page)
    others: list[int] = []
    for k in range(count):
        if _kind(page, k) not in _PRINTED:
            others.append(k)
    # Most pages have links only, and are left as they are.
    if count <= len(others):
        return False
    for k in reversed(others):
        pdfium_c.FPDFPage_RemoveAnnot(page, k)
    # Drawn once, on one pixel: pdfium then makes the appearances that the file lacks.
    bitmap = pdfium_c.FPDFBitmap_CreateEx(1, 1, pdfium_c.FPDFBitmap_BGRx, None, 0)
    pdfium_c.FPDF_RenderPageBitmap(bitmap, page, 0, 0, 1, 1, 0, pdfium_c.FPDF_ANNOT)
    pdfium_c.FPDFBitmap_Destroy(bitmap)
    done = pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
    return bool(done == pdfium_c.FLATTEN_SUCCESS)


def _kind(page: Any, number: int) -> int:
    annotation = pdfium_c.FPDFPage_GetAnnot(page, number)
    kind: int = pdfium_c.FPDFAnnot_GetSubtype(annotation)
    pdfium_c.FPDFPage_CloseAnnot(annotation)
    return kind
