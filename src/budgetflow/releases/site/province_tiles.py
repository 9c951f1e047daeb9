"""China as a grid of tiles, one a province: how complete each is, without a map that hides the
small ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from budgetflow.lake.partitions import Partition
from budgetflow.releases.changes.diff import data_file
from budgetflow.releases.formats.parquet import read
from budgetflow.releases.site.publishers import Publisher

PLACES: dict[str, tuple[str, str, str, int, int]] = {
    "00": ("中央", "Central", "CG", 0, 0),
    "23": ("黑龙江", "Heilongjiang", "HL", 8, 0),
    "66": ("兵团", "XPCC", "XPCC", 0, 1),
    "65": ("新疆", "Xinjiang", "XJ", 1, 1),
    "15": ("内蒙古", "Inner Mongolia", "NM", 6, 1),
    "22": ("吉林", "Jilin", "JL", 8, 1),
    "62": ("甘肃", "Gansu", "GS", 3, 2),
    "64": ("宁夏", "Ningxia", "NX", 4, 2),
    "14": ("山西", "Shanxi", "SX", 5, 2),
    "11": ("北京", "Beijing", "BJ", 6, 2),
    "12": ("天津", "Tianjin", "TJ", 7, 2),
    "21": ("辽宁", "Liaoning", "LN", 8, 2),
    "63": ("青海", "Qinghai", "QH", 2, 3),
    "61": ("陕西", "Shaanxi", "SN", 4, 3),
    "41": ("河南", "Henan", "HA", 5, 3),
    "13": ("河北", "Hebei", "HE", 6, 3),
    "37": ("山东", "Shandong", "SD", 7, 3),
    "54": ("西藏", "Tibet", "XZ", 1, 4),
    "51": ("四川", "Sichuan", "SC", 3, 4),
    "50": ("重庆", "Chongqing", "CQ", 4, 4),
    "42": ("湖北", "Hubei", "HB", 5, 4),
    "34": ("安徽", "Anhui", "AH", 6, 4),
    "32": ("江苏", "Jiangsu", "JS", 7, 4),
    "53": ("云南", "Yunnan", "YN", 2, 5),
    "52": ("贵州", "Guizhou", "GZ", 3, 5),
    "43": ("湖南", "Hunan", "HN", 4, 5),
    "36": ("江西", "Jiangxi", "JX", 5, 5),
    "33": ("浙江", "Zhejiang", "ZJ", 6, 5),
    "31": ("上海", "Shanghai", "SH", 7, 5),
    "45": ("广西", "Guangxi", "GX", 4, 6),
    "44": ("广东", "Guangdong", "GD", 5, 6),
    "35": ("福建", "Fujian", "FJ", 6, 6),
    "71": ("台湾", "Taiwan", "TW", 8, 6),
    "46": ("海南", "Hainan", "HI", 4, 7),
    "82": ("澳门", "Macao", "MO", 5, 7),
    "81": ("香港", "Hong Kong", "HK", 6, 7),
}
"""Province code: its name in both languages, its letters in ISO 3166-2:CN for where there is little
room, and its tile's column and row.
"""
_STEPS = (1, 10, 100, 1000)
"""Disclosures from which a tile is a shade darker, where nobody knows how many there should be."""


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
        """Give the share of the expected disclosures that is here, in percent."""
        return None if not self.expected else min(100, 100 * self.disclosures // self.expected)

    @property
    def shade(self) -> int:
        """Give the shade, from 0 to 4."""
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
    held = sum(disclosure.status == "quarantined" for disclosure in disclosures)
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
