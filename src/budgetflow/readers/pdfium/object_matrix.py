"""The matrix of a page object: most objects of a page share one of a few, so its bytes are what is
kept and compared.
"""

from __future__ import annotations

import struct

import pypdfium2.raw as pdfium_c

from budgetflow.readers.pdfium import api
from budgetflow.readers.pdfium.page_geometry import Matrix

# Written by pdfium and read at once; one process reads one page at a time.
_matrix = pdfium_c.FS_MATRIX()
_place = api.place_of(_matrix)
_view = memoryview(_matrix).cast("B")
_SIX_FLOATS = struct.Struct("6f")


def matrix_bytes(address: int) -> bytes:
    """Return the matrix of a page object, by its address, as pdfium writes it: six floats."""
    api.matrix_of(address, _place)
    return _view.tobytes()


def matrix_in(written: bytes) -> Matrix:
    """Return the matrix that `matrix_bytes` gave."""
    a, b, c, d, e, f = _SIX_FLOATS.unpack(written)
    return a, b, c, d, e, f
