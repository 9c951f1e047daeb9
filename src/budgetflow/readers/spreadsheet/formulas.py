"""Formulas whose results a workbook does not hold, as programs that only write files leave them:
computed by LibreOffice where it is on the machine, named in a note where it is not.
"""

from __future__ import annotations

import io
from typing import Any

from python_calamine import CalamineWorkbook

from budgetflow.readers.common import column_letters
from budgetflow.readers.containers import media_types
from budgetflow.readers.document import UnreadableDocument
from budgetflow.readers.libreoffice import convert, libreoffice
from budgetflow.readers.spreadsheet.style import SheetLook

_SUFFIX = {media_types.ODS: ".ods", media_types.FLAT_ODS: ".fods", media_types.XLS: ".xls"}


class Results:
    """The results of one workbook's formulas; LibreOffice starts only when one is asked for."""

    def __init__(self, data: bytes, file_name: str, media_type: str) -> None:
        """Take the bytes of the workbook, its name for messages, and what it is."""
        self.file_name = file_name
        self._data = data
        self._suffix = _SUFFIX.get(media_type, ".xlsx")
        self._book: Any = None
        self._problem = ""
        self._missing: dict[str, int] = {}

    def fill(self, values: list[list[Any]], sheet: str, look: SheetLook) -> None:
        """Put what LibreOffice computes into the cells of a sheet that hold no result."""
        computed = self._values(sheet)
        self.put(computed, values, sheet, look)

    def put(
        self, computed: list[list[Any]], values: list[list[Any]], sheet: str, look: SheetLook
    ) -> None:
        """Put computed values (or texts) into the cells of a sheet that hold no result.

        A stored zero that nobody computed is no figure; what a program stored beside it is kept
        where LibreOffice does not know better (a figure of another file, for one).
        """
        missing = 0
        # A zero that stays must not be published; a figure that stays is one a program has stored.
        for place in look.uncomputed:
            if not _put(_at(computed, place), values, place):
                missing += not _at(values, place)
                _clear(values, place)
        # An empty text may be the true result; where LibreOffice finds a figure instead, it is not.
        for place in look.empty_results:
            _put(_at(computed, place), values, place)
        self._missing[sheet] = missing

    def computed_ods(self) -> bytes | None:
        """Return an OpenDocument workbook with its results, None where it cannot be computed."""
        return self._converted("ods")

    def notes_of(self, sheet: str, look: SheetLook) -> list[str]:
        """Return what a reader of the figures has to know of a sheet's formulas."""
        if self._problem and look.empty_results:
            # Nobody looked whether they are empty in truth.
            return [self._note(sheet, look.uncomputed | look.empty_results)]
        if look.uncomputed:
            return [self._note(sheet, look.uncomputed)]
        return []

    def _note(self, sheet: str, formulas: set[tuple[int, int]]) -> str:
        """Return the note on formulas of a sheet that have no result."""
        row, column = min(formulas)
        what = (
            f"sheet {sheet!r}: {len(formulas)} formulas (the first in "
            f"{column_letters(column)}{row + 1}) have no result in the file"
        )
        if not self._missing.get(sheet) and not self._problem:
            return f"{what}; LibreOffice computed them"
        # Formulas whose stored result is an empty text are not among those counted as missing.
        left = f"{self._missing.get(sheet) or len(formulas)} stay blank"
        if self._problem:
            left += f": {self._problem}"
        return f"{what}; {left}; open the file in a spreadsheet and save it again"

    def _values(self, sheet: str) -> list[list[Any]]:
        """Return the values of a sheet of the computed workbook, none where there is no such."""
        # Once for all sheets, also where it fails: a conversion takes seconds.
        if self._book is None and not self._problem:
            self._open(self._converted("xlsx"))
        if self._book is None or sheet not in self._book.sheet_names:
            return []
        found = self._book.get_sheet_by_name(sheet)
        # Empty rows and columns count: its cells must stand where the file's own do.
        return found.to_python(skip_empty_area=False)  # type: ignore[no-any-return]

    def _open(self, workbook: bytes | None) -> None:
        if workbook is None:
            return
        try:
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
        except Exception as error:  # the library raises its own kinds; all mean it does not open
            self._problem = f"what LibreOffice made of it does not open ({str(error)[:100]})"

    def _converted(self, target: str) -> bytes | None:
        """Return the workbook as LibreOffice saves it, None (and why) where it does not."""
        program = libreoffice()
        if program is None:
            self._problem = (
                "LibreOffice, which could compute them, is not on this machine (Debian: apt-get "
                "install libreoffice-calc)"
            )
            return None
        try:
            kinds = (self._suffix, target)
            return convert(program, self._data, self.file_name, kinds, recalculate=True)
        except UnreadableDocument as error:
            self._problem = str(error)
            return None


def _at(values: list[list[Any]], place: tuple[int, int]) -> Any:
    row, column = place
    if row >= len(values) or column >= len(values[row]):
        return ""
    return values[row][column]


def _put(value: Any, values: list[list[Any]], place: tuple[int, int]) -> bool:
    """Put a computed value into its place; return False where there is none."""
    if value in ("", None):
        return False
    row, column = place
    # The value library ends a sheet where its last stored value is, which may be before the
    # formula.
    values += [[] for _ in range(row + 1 - len(values))]
    values[row] += [""] * (column + 1 - len(values[row]))
    values[row][column] = value
    return True


def _clear(values: list[list[Any]], place: tuple[int, int]) -> None:
    """Take away a stored zero."""
    row, column = place
    if _at(values, place) == 0:
        values[row][column] = ""
