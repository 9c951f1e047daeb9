"""One announced file with news, as the crawl hands it on."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Literal

FoundState = Literal["new", "revised", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Found:
    """One announced file with news: `new`, `revised` (other bytes at the same address) or
    `withdrawn` (gone, and confirmed).
    """

    source_id: str
    region_code: str
    landing_url: str
    """The page that announced the file; the list page where the list links the file itself."""
    source_url: str
    """The address of the file; the landing page itself where the disclosure stands in it."""
    title: str
    publisher: str | None
    published_on: date | None
    sha256: str
    """Of the bytes in the archive; for a withdrawal those last seen."""
    file_name: str
    """For people and for hints; never used as a path."""
    media_type: str
    state: FoundState = "new"
    revision: int = 1
    replaces: str | None = None
    """The sha256 of the bytes this revision replaces."""

    def to_json(self) -> str:
        """Write the item as JSON, for the state and for `--json`."""
        # Dates as text: JSON has none.
        return json.dumps(
            asdict(self) | {"published_on": self.published_on and self.published_on.isoformat()},
            ensure_ascii=False,
        )

    def with_state(self, state: FoundState, sha256: str, revision: int) -> Found:
        """Return the same item in another state, with the bytes and revision it is about."""
        # Of a withdrawal nothing is replaced: the bytes last seen are named for the record.
        return replace(self, state=state, sha256=sha256, revision=revision, replaces=None)

    @classmethod
    def from_json(cls, text: str) -> Found:
        """Read an item written by `to_json`."""
        # Written by this program alone, so a field that is missing is an error and not a default.
        values: dict[str, Any] = json.loads(text)
        if values["published_on"]:
            values["published_on"] = date.fromisoformat(values["published_on"])
        return cls(**values)
