"""Pictures of pages from the archive's bytes, drawn in a worker process that may die alone."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from budgetflow.readers.document import Box, UnreadableDocument
from budgetflow.readers.limits import Limits
from budgetflow.readers.sandbox.pool import run_limited
from budgetflow.releases.site.thumbnails import small_crops

_log = logging.getLogger(__name__)


class ArchivePictures:
    """Draws parts of pages of archived documents; what cannot be drawn costs its picture, not the
    release.
    """

    version = "2"

    def __init__(self, get: Callable[[str], bytes], limits: Limits | None = None) -> None:
        """Take what gives a document's bytes by its sha256, and raises LookupError where they are
        not there.
        """
        self._get = get
        self._limits = limits

    def crops(
        self, document_id: str, wanted: Sequence[tuple[int, Box]], scale: float
    ) -> list[bytes | None]:
        """Draw parts of pages as PNG, `scale` pixels a point; None where the bytes are not there or
        are no PDF.
        """
        try:
            data = self._get(document_id)
        except LookupError:
            return [None] * len(wanted)
        if b"%PDF-" not in data[:1024]:
            return [None] * len(wanted)
        try:
            return run_limited(small_crops, data, list(wanted), scale, limits=self._limits)
        except UnreadableDocument as reason:
            _log.warning("no pictures of %s: %s", document_id, reason)
            return [None] * len(wanted)
