"""Who publishes: every publisher of a release with its disclosures, found by name and place."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from budgetflow.contracts.vocabulary import HELD, SCOPES, STAGES
from budgetflow.lake.partitions import Partition
from budgetflow.reference.regions import region_of_code
from budgetflow.releases.formats.parquet import read
from budgetflow.releases.formats.partition_files import data_file, parts_of

NAMELESS = "未能识别的发布者"
NAMELESS_EN = "Publisher not recognised"
# Where a publisher has several disclosures of one year and stage, the wider scope is drawn.
# A department's disclosure holds its units' money, so the wider one answers how much.
_ORDER = ("department", "unit", "government", None)


# Fiscal year and stage.
Column = tuple[int, str]


@dataclass(slots=True)
class Disclosure:
    """One disclosure, as the catalogue lists it."""

    disclosure_id: str
    publisher_id: str
    fiscal_year: int | None
    stage: str | None
    scope: str | None
    title: str | None
    published_on: str | None
    landing_url: str
    revision: int
    status: str
    province: str | None
    verdicts: Counter[str] = field(default_factory=Counter)
    """Findings by verdict."""
    checked: bool = True
    """False where no check of it held or failed: there was nothing to compare."""
    grave: int = 0
    """Findings beyond rounding that are no mere notes."""

    def count(self, severity: str, verdict: str, number: int) -> None:
        """Count findings of one severity and verdict."""
        self.verdicts[verdict] += number
        if verdict != "rounding" and severity != "info":
            self.grave += number

    @property
    def errors(self) -> int:
        """Return the number of errors that are the publisher's own."""
        return self.verdicts["publisher_error"]

    @property
    def slug(self) -> str:
        """Return its name in addresses."""
        return self.disclosure_id[:16]

    @property
    def stage_zh(self) -> str:
        """Return the stage in Chinese."""
        return STAGES.get(self.stage or "", "")

    @property
    def stage_en(self) -> str:
        """Return the stage in English."""
        return (self.stage or "").replace("_", " ")

    @property
    def scope_zh(self) -> str:
        """Return the scope in Chinese."""
        return SCOPES.get(self.scope or "", "")


@dataclass(slots=True)
class Publisher:
    """One body that publishes, with its disclosures, newest year first."""

    publisher_id: str
    name: str
    region_code: str | None
    region_name: str | None
    province: str | None
    disclosures: list[Disclosure] = field(default_factory=list)
    other_names: list[str] = field(default_factory=list)
    kind: str | None = None

    @property
    def places(self) -> list[str]:
        """Return the names of its place and of those around it, largest first."""
        return list(_places(self.region_code, self.region_name))

    @property
    def years(self) -> list[int]:
        """Return its years, newest first."""
        return sorted(
            {d.fiscal_year for d in self.disclosures if d.fiscal_year is not None}, reverse=True
        )


@lru_cache(maxsize=8192)
def _places(code: str | None, name: str | None) -> tuple[str, ...]:
    """Return the names of a region and of those around it; every page of a publisher asks."""
    codes = [f"{code[:2]}0000", f"{code[:4]}00", code] if code else []
    names = [region.name for region in map(region_of_code, codes) if region is not None]
    if name:
        names.append(name)
    return tuple(dict.fromkeys(names))


def _key(row: dict[str, object]) -> str:
    """Return a publisher's stable key: that of the data; a disclosure nobody is named in has one of
    its place.
    """
    known = row["publisher_id"]
    if known:
        return str(known)
    # By place, so that disclosures that name nobody are at least found where they were published.
    return hashlib.sha256(f"{row['region_code'] or ''}|".encode()).hexdigest()[:16]


# Each disclosure with its publisher, by id.
Places = Mapping[str, tuple[Disclosure, Publisher]]


def publishers_of(release: Path) -> dict[str, Publisher]:
    """Read all publishers of a release, by id, in the order of their places and names."""
    known = _named(release)
    found: dict[str, Publisher] = {}
    for part in parts_of(release, "disclosures"):
        partition = part.partition
        for row in read(part.path(release)).to_pylist():
            key = _key(row)
            publisher = found.get(key)
            if publisher is None:
                publisher = found[key] = known.get(key) or Publisher(
                    key, NAMELESS, row["region_code"], row["region_name"], partition.province
                )
            publisher.disclosures.append(
                _disclosure(row, key, partition.fiscal_year, partition.province)
            )
    for publisher in found.values():
        publisher.disclosures.sort(
            # Newest first; the id last, so that the order never depends on how rows came.
            key=lambda d: (-(d.fiscal_year or 0), d.stage or "", d.scope or "", d.disclosure_id)
        )
    return dict(
        sorted(found.items(), key=lambda item: (item[1].region_code or "~", item[1].name, item[0]))
    )


def _named(release: Path) -> dict[str, Publisher]:
    """Read the dataset of publishers: each under the name of its newest year, with its others."""
    path = data_file(release, Partition("publishers", whole=True))
    return {
        row["publisher_id"]: Publisher(
            row["publisher_id"],
            row["name"],
            row["region_code"],
            row["region_name"],
            row["province"],
            other_names=row["other_names"],
            kind=row["kind"],
        )
        for row in (read(path).to_pylist() if path.exists() else ())
    }


def _disclosure(
    row: dict[str, object], key: str, year: int | None, province: str | None
) -> Disclosure:
    published = row["published_on"]
    return Disclosure(
        disclosure_id=str(row["disclosure_id"]),
        publisher_id=key,
        fiscal_year=year,
        stage=_text(row["stage"]),
        scope=_text(row["scope"]),
        title=_text(row["title"]),
        published_on=None if published is None else str(published),
        landing_url=_text(row["landing_url"]) or "",
        revision=int(str(row["revision"] or 1)),
        status=str(row["status"]),
        province=province,
    )


def _text(value: object) -> str | None:
    if value is None:
        return None
    return str(value)


def chosen(disclosures: Iterable[Disclosure]) -> dict[Column, Disclosure]:
    """Return one disclosure for each year and stage; what is held back or withdrawn is left out."""
    ordered = sorted(disclosures, key=lambda d: (_scope_rank(d), d.disclosure_id))
    found: dict[Column, Disclosure] = {}
    for disclosure in ordered:
        # Held figures may be misread, and withdrawn ones are not the publisher's word any more.
        if disclosure.fiscal_year is not None and disclosure.status not in ("withdrawn", HELD):
            found.setdefault((disclosure.fiscal_year, disclosure.stage or "budget"), disclosure)
    return found


def _scope_rank(disclosure: Disclosure) -> int:
    """Return the place of a disclosure's scope, the widest first."""
    if disclosure.scope in _ORDER:
        return _ORDER.index(disclosure.scope)
    return len(_ORDER)
