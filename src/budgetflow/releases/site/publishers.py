"""Who publishes: every publisher of a release with its disclosures, found by name and place."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from budgetflow.contracts.vocabulary import SCOPES, STAGES
from budgetflow.reference.regions import region_of_code
from budgetflow.releases.formats.parquet import read
from budgetflow.releases.formats.partition_files import data_file, partitions_of

NAMELESS = "未能识别的发布者"


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
    findings: Counter[str] = field(default_factory=Counter)
    """Findings by severity."""

    @property
    def slug(self) -> str:
        """Give its name in addresses."""
        return self.disclosure_id[:16]

    @property
    def stage_zh(self) -> str:
        """Give the stage in Chinese."""
        return STAGES.get(self.stage or "", "")

    @property
    def stage_en(self) -> str:
        """Give the stage in English."""
        return (self.stage or "").replace("_", " ")

    @property
    def scope_zh(self) -> str:
        """Give the scope in Chinese."""
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

    @property
    def places(self) -> list[str]:
        """Give the names of its place and of those around it, largest first."""
        codes = (
            [f"{self.region_code[:2]}0000", f"{self.region_code[:4]}00", self.region_code]
            if self.region_code
            else []
        )
        names = [region.name for region in map(region_of_code, codes) if region is not None]
        if self.region_name and self.region_name not in names:
            names.append(self.region_name)
        return list(dict.fromkeys(names))

    @property
    def years(self) -> list[int]:
        """Give its years, newest first."""
        return sorted(
            {d.fiscal_year for d in self.disclosures if d.fiscal_year is not None}, reverse=True
        )


def publisher_id(region_code: str | None, name: str | None) -> str:
    """Give a publisher's stable key, from its place's code and its printed name."""
    return hashlib.sha256(f"{region_code or ''}|{name or ''}".encode()).hexdigest()[:16]


def publishers_of(release: Path) -> dict[str, Publisher]:
    """Read all publishers of a release, by id, in the order of their places and names."""
    found: dict[str, Publisher] = {}
    for partition in partitions_of(release, "disclosures"):
        for row in read(data_file(release, partition)).to_pylist():
            key = publisher_id(row["region_code"], row["publisher"])
            publisher = found.get(key)
            if publisher is None:
                name = row["publisher"] or NAMELESS
                publisher = found[key] = Publisher(
                    key, name, row["region_code"], row["region_name"], partition.province
                )
            publisher.disclosures.append(
                _disclosure(row, key, partition.fiscal_year, partition.province)
            )
    for publisher in found.values():
        publisher.disclosures.sort(
            key=lambda d: (-(d.fiscal_year or 0), d.stage or "", d.scope or "", d.disclosure_id)
        )
    return dict(
        sorted(found.items(), key=lambda item: (item[1].region_code or "~", item[1].name, item[0]))
    )


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
    return None if value is None else str(value)
