"""China as a grid of tiles, one a province: how complete each is, without a map that hides the
small ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from budgetflow.contracts.vocabulary import HELD
from budgetflow.lake.partitions import Partition
from budgetflow.releases.formats.parquet import read
from budgetflow.releases.formats.partition_files import data_file
from budgetflow.releases.site.provinces import PLACES
from budgetflow.releases.site.publishers import Publisher

# Disclosures from which a tile is a shade darker, where nobody knows how many there should be.
_STEPS = (1, 10, 100, 1000)


@dataclass(frozen=True, slots=True)
class Tile:
    """One province on the grid."""

    code: str
    zh: str
    en: str
    letters: str
    column: int
    row: int
    publishers: int
    disclosures: int
    held: int
    """Disclosures whose figures are held back."""
    expected: int | None
    """Disclosures that a list of sources says there should be; None where no list does."""

    @property
    def share(self) -> int | None:
        """Return the share of the expected disclosures that is here, in percent."""
        if not self.expected:
            return None
        return min(100, 100 * self.disclosures // self.expected)

    @property
    def shade(self) -> int:
        """Return the shade, from 0 to 4."""
        if self.share is not None:
            return -(-self.share // 25)
        return sum(self.disclosures >= step for step in _STEPS)


def tiles_of(release: Path, publishers: Iterable[Publisher]) -> list[Tile]:
    """Count publishers, disclosures and what is expected by province."""
    here: dict[str, list[Publisher]] = {}
    for publisher in publishers:
        here.setdefault(publisher.province or "", []).append(publisher)
    expected = _expected(release)
    return [_tile(code, here.get(code, []), expected.get(code)) for code in PLACES]


def _tile(code: str, publishers: list[Publisher], expected: int | None) -> Tile:
    zh, en, letters, column, row = PLACES[code]
    disclosures = [disclosure for publisher in publishers for disclosure in publisher.disclosures]
    held = sum(disclosure.status == HELD for disclosure in disclosures)
    return Tile(
        code, zh, en, letters, column, row, len(publishers), len(disclosures), held, expected
    )


def _expected(release: Path) -> dict[str, int]:
    path = data_file(release, Partition("coverage", whole=True))
    found: dict[str, int] = {}
    for row in read(path).to_pylist() if path.exists() else ():
        if row["expected"] and row["region_code"]:
            found[row["region_code"][:2]] = found.get(row["region_code"][:2], 0) + row["expected"]
    return found
