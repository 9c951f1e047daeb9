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

_SUFFIX = {media_types.ODS: ".ods"}


class Results:
    """The results of one workbook's formulas; LibreOffice starts only when one is asked for."""

    def __init__(self, data: bytes, file_name: str, media_type: str) -> None:
        """Take the bytes of the workbook, its name for messages, and what it is."""
        self.file_name = file_name
        self._data, self._suffix = data, _SUFFIX.get(media_type, ".xlsx")
        self._book: Any = None
        self._problem = ""
        self._missing: dict[str, int] = {}

    def fill(self, values: list[list[Any]], sheet: str, look: SheetLook) -> None:
        """Put what LibreOffice computes into the cells of a sheet that hold no result."""
        self.put(self._values(sheet), values, sheet, look)

    def put(
        self, computed: list[list[Any]], values: list[list[Any]], sheet: str, look: SheetLook
    ) -> None:
        """Put computed values (or texts) into the cells of a sheet that hold no result."""
        missing = 0
        for r, c in look.uncomputed:
            value = computed[r][c] if r < len(computed) and c < len(computed[r]) else ""
            missing += value in ("", None)
            if value not in ("", None):
                values += [[] for _ in range(r + 1 - len(values))]
                values[r] += [""] * (c + 1 - len(values[r]))
                values[r][c] = value
        self._missing[sheet] = missing

    def computed_ods(self) -> bytes | None:
        """Return an OpenDocument workbook with its results, None where it cannot be computed."""
        return self._converted("ods")

    def notes_of(self, sheet: str, look: SheetLook) -> list[str]:
        """Return what a reader of the figures has to know of a sheet's formulas."""
        if not look.uncomputed:
            return []
        row, column = min(look.uncomputed)
        what = (
            f"sheet {sheet!r}: {len(look.uncomputed)} formulas (the first in "
            f"{column_letters(column)}{row + 1}) have no result in the file"
        )
        if not self._missing.get(sheet) and not self._problem:
            return [f"{what}; LibreOffice computed them"]
        left = f"{self._missing.get(sheet, len(look.uncomputed))} stay blank" + (
            f": {self._problem}" if self._problem else ""
        )
        return [f"{what}; {left}; open the file in a spreadsheet and save it again"]

    def _values(self, sheet: str) -> list[list[Any]]:
        """Return the values of a sheet of the computed workbook, none where there is no such."""
        if self._book is None and not self._problem:
            self._open(self._converted("xlsx"))
        if self._book is None or sheet not in self._book.sheet_names:
            return []
        return self._book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)  # type: ignore[no-any-return]

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
