"""What each archived file was announced as: one small record an announcement, beside the bytes.

The archive's objects are named by their sha256 alone. Which page announced a file, under which
title, and which other files
came with it, is kept here, so that everything can be read again from the archive (a new reader,
another machine) without
asking any site. A record is replaced whole; no clock is in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Set
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from budgetflow.lake.storage import Files

# Hidden, so that a listing of the archive shows bytes alone.
_FOLDER = ".announcements"


@dataclass(frozen=True, slots=True)
class AnnouncedFile:
    """One file of an announcement, as last seen."""

    source_url: str
    sha256: str
    file_name: str
    revision: int = 1
    withdrawn: bool = False


@dataclass(slots=True)
class Announcement:
    """One page that announced files, and the documents that were made of them."""

    source_id: str
    landing_url: str
    region_code: str
    title: str
    publisher: str | None = None
    published_on: date | None = None
    files: list[AnnouncedFile] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    """document_ids that the lake holds of it: the files' own, or those of an archive file's
    members.
    """

    @property
    def key(self) -> str:
        """Return the stable name of the announcement: a hash of its source and page."""
        return key_of(self.source_id, self.landing_url)

    @property
    def current(self) -> list[AnnouncedFile]:
        """Return the files that are not withdrawn, in the order of their addresses."""
        return sorted(
            (file for file in self.files if not file.withdrawn), key=lambda file: file.source_url
        )

    def put(self, file: AnnouncedFile) -> None:
        """Take a file in place of what was known at its address."""
        # By address: the same announcement gives the same record, in whatever order its links
        # stood.
        self.files = sorted(
            [*(known for known in self.files if known.source_url != file.source_url), file],
            key=lambda f: f.source_url,
        )


def key_of(source_id: str, landing_url: str) -> str:
    """Return the stable name of an announcement."""
    return hashlib.sha256(f"{source_id}\n{landing_url}".encode()).hexdigest()


class Announcements:
    """The records in `<archive>/.announcements/aa/<key>.json`, in a folder or under an fsspec
    URL.
    """

    def __init__(self, archive_url: str | Path) -> None:
        """Open the records of an archive; nothing is made until one is put."""
        self._files = Files(archive_url)

    def get(self, key: str) -> Announcement | None:
        """Return a record, or None."""
        try:
            return _read(self._files.read(self._path(key)))
        except FileNotFoundError:
            return None

    def put(self, announcement: Announcement) -> None:
        """Keep a record in place of the earlier one; a reader sees the one or the other, never half
        of it.
        """
        # Sorted keys and no clock: a record that says the same has the same bytes.
        body = json.dumps(asdict(announcement), ensure_ascii=False, sort_keys=True, default=str)
        self._files.write(self._path(announcement.key), body.encode())

    def keys(self) -> Iterator[str]:
        """Return the keys of all records, in order."""
        for path in self._files.names(_FOLDER, ".json"):
            yield path.rpartition("/")[2].removesuffix(".json")

    def holding(self, documents: Set[str]) -> dict[str, str]:
        """Return the key of the announcement that each of the documents was made of, for those
        that one is known of; every record is read.
        """
        found: dict[str, str] = {}
        for key in sorted(self.keys()):
            record = self.get(key)
            if record is not None:
                # In the order of keys, so that of two announcements the same one counts on every
                # machine.
                found.update(dict.fromkeys(documents & set(record.documents), key))
        return found

    def _path(self, key: str) -> str:
        return f"{_FOLDER}/{key[:2]}/{key}.json"


def _read(body: bytes) -> Announcement:
    """Read a record written by `put`."""
    values: dict[str, Any] = json.loads(body)
    values["files"] = [AnnouncedFile(**file) for file in values["files"]]
    values["published_on"] = (
        date.fromisoformat(values["published_on"]) if values["published_on"] else None
    )
    return Announcement(**values)
