"""The matrix of a page object, as its bytes and as six numbers."""

from __future__ import annotations

import pypdfium2.raw as pdfium_c

from budgetflow.readers.pdfium import api
from budgetflow.readers.pdfium.object_matrix import matrix_bytes, matrix_in

MOVED = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
TURNED = (0.0, 2.0, -2.0, 0.0, 30.5, 40.25)


def path_with(matrix: tuple[float, ...]) -> int:
    path = pdfium_c.FPDFPageObj_CreateNewPath(0, 0)
    pdfium_c.FPDFPageObj_SetMatrix(path, pdfium_c.FS_MATRIX(*matrix))
    return api.address_of(path)


def test_the_numbers_are_those_of_the_object() -> None:
    assert matrix_in(matrix_bytes(path_with(TURNED))) == TURNED


def test_objects_of_one_matrix_give_the_same_bytes_and_others_do_not() -> None:
    assert matrix_bytes(path_with(TURNED)) == matrix_bytes(path_with(TURNED))
    assert matrix_bytes(path_with(TURNED)) != matrix_bytes(path_with(MOVED))
