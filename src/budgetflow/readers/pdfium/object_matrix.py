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
_direction = _view[:8]
_SIX_FLOATS = struct.Struct("6f")
_TWO_FLOATS = struct.Struct("2f")


def matrix_bytes(address: int) -> bytes:
    """Return the matrix of a page object, by its address, as pdfium writes it: six floats."""
    api.matrix_of(address, _place)
    return _view.tobytes()


def matrix_in(written: bytes) -> Matrix:
    """Return the matrix that `matrix_bytes` gave."""
    a, b, c, d, e, f = _SIX_FLOATS.unpack(written)
    return a, b, c, d, e, f


def direction_bytes(address: int) -> bytes:
    """Return where the lines of a text object, by its address, run: the first two floats of its
    matrix, which objects share that stand at different places.
    """
    api.matrix_of(address, _place)
    return _direction.tobytes()


def direction_in(written: bytes) -> tuple[float, float]:
    """Return x and y of the direction that `direction_bytes` gave; as long as the text is large."""
    x, y = _TWO_FLOATS.unpack(written)
    return x, y
