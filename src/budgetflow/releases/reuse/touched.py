"""Which disclosures and publishers differ between two releases: only their pages are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq

from budgetflow.releases.changes.compare import Difference
from budgetflow.releases.release_rows import RELEASED
from budgetflow.releases.reuse.base import Base
from budgetflow.releases.site.publishers import NAMELESS, Publisher


@dataclass(slots=True)
class Touched:
    """Disclosures and publishers with an added, a removed or a changed row of any dataset."""

    disclosures: set[str] = field(default_factory=set)
    publishers: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    """The first 16 digits of the documents that such rows cite."""

    def take(self, difference: Difference) -> None:
        """Take in the rows of a difference."""
        changed = (difference.added, difference.removed, difference.old, difference.new)
        for found, column in (
            (self.disclosures, "disclosure_id"),
            (self.publishers, "publisher_id"),
        ):
            for rows in changed:
                if column in rows.columns:
                    found.update(rows[column].drop_nulls().unique().to_list())
        for rows in changed:
            if "document_id" not in rows.columns:
                continue
            ids = rows["document_id"].drop_nulls().unique()
            self.documents.update(name[:16] for name in ids.to_list())

    def close(self, publishers: Mapping[str, Publisher]) -> None:
        """Widen to all that shares a page: a publisher of a touched disclosure is touched, and so
        are all disclosures of a touched publisher, since their pages bear its name and place.

        `publishers` are those of the new release. One without a name is called after the place of
        its first disclosure, and may have lost that one.
        """
        there = {d.disclosure_id for p in publishers.values() for d in p.disclosures}
        lost = not self.disclosures <= there
        for key, publisher in publishers.items():
            own = {d.disclosure_id for d in publisher.disclosures}
            nameless = lost and publisher.name == NAMELESS
            if key in self.publishers or nameless or own & self.disclosures:
                self.publishers.add(key)
                self.disclosures |= own


@dataclass(frozen=True, slots=True)
class Before:
    """The release before, for what pages and pictures may be taken over from it."""

    base: Base
    touched: Touched | None = None
    """What differs from it; where that is not known, only pictures are taken over."""


def told_before(release: Path | None) -> frozenset[str]:
    """Return the disclosures that a release says to have changed: a page that told of it then does
    not tell of it any more.
    """
    found: set[str] = set()
    for path in _changed_rows(release):
        if "disclosure_id" in pq.read_schema(path).names:
            column = pq.read_table(path, columns=["disclosure_id"], partitioning=None)[0]
            found.update(column.drop_null().to_pylist())
    return frozenset(found)


def _changed_rows(release: Path | None) -> Iterable[Path]:
    if release is None:
        return ()
    paths = (release / f"changes/rows-{dataset}.parquet" for dataset in RELEASED)
    # A dataset that an older release did not know has no file there.
    return (path for path in paths if path.exists())
