"""What stands at the end of a night, whether or not it brought news: the newest release with its
findings by verdict, and how much is held back. The night's page shows it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from budgetflow.lake.part_files import parquet_in
from budgetflow.lake.storage import Files
from budgetflow.quarantine.store import Quarantine
from budgetflow.releases.versions import Catalogue
from budgetflow.settings import Settings


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest release and the quarantine as they are now."""

    release: str = ""
    """The newest version; empty while there is none."""
    verdicts: Counter[str] = field(default_factory=Counter)
    """Its findings by verdict."""
    held: int = 0
    """Disclosures that wait in quarantine."""
    trouble: str = ""
    """Why nothing can be said, where a store cannot be read; begins with the store."""


def standing(settings: Settings) -> Standing:
    """Return what stands; a store that fails is told and never costs the run, whose work is done by
    then.
    """
    place = settings.store("quarantine")
    try:
        held = len(Quarantine(place).held())
        place = settings.store("releases")
        catalogue = Catalogue(place)
        latest = catalogue.latest()
        if latest is None:
            return Standing(held=held)
        return Standing(latest.version, _verdicts(catalogue.files, latest.version), held)
    except Exception as error:  # any store may fail in its own way; the page says how
        return Standing(trouble=f"{place}: {type(error).__name__}: {error}")


def _verdicts(releases: Files, version: str) -> Counter[str]:
    """Return the findings of a release by verdict, reading one column of them."""
    counts: Counter[str] = Counter()
    for name in releases.names(f"{version}/data/findings", ".parquet"):
        table = parquet_in(releases.read(name), ["verdict"])
        counts.update(table["verdict"].to_pylist())
    return counts
