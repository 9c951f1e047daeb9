"""What the tests of this folder share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from budgetflow.readers.document import Box
from budgetflow.releases.site.thumbnails import grey_png


class Drawn:
    """Draws every page as a grey rectangle, as large as was asked for."""

    version = "test"

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []

    def crops(
        self, document_id: str, wanted: Sequence[tuple[int, Box]], scale: float
    ) -> list[bytes | None]:
        self.asked += [(document_id, page) for page, _ in wanted]
        return [
            grey(round((box.x1 - box.x0) * scale), round((box.bottom - box.top) * scale))
            for _, box in wanted
        ]


def grey(width: int, height: int) -> bytes:
    return grey_png(np.full((height, width), 238, np.uint8))
