"""What draws parts of printed pages for the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from budgetflow.readers.document import Box


class Pictures(Protocol):
    """Gives pictures of pages, from the archive; a release without one has boxes on blank pages."""

    version: str
    """Raised where the same page would be drawn otherwise, so that no picture is taken over from an
    earlier release.
    """

    def crops(
        self, document_id: str, wanted: Sequence[tuple[int, Box]], scale: float
    ) -> list[bytes | None]:
        """Draw parts of pages as PNG, `scale` pixels a point; None where there is no such page, or
        its bytes are not there.
        """
