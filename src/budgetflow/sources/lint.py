"""The registry's linter: what the model of a source cannot see by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from budgetflow.reference.regions import region_of_code
from budgetflow.sources.methods import METHODS
from budgetflow.sources.source import Source


def faults(sources: Iterable[Source]) -> list[str]:
    """Return the faults of a registry, a line each with the source's id and what to do; none when
    it is in order.
    """
    sources = list(sources)
    found = [f"{source.id}: {fault}" for source in sources for fault in _of_one(source)]
    return found + _shared_addresses(sources)


def _of_one(source: Source) -> list[str]:
    found = []
    # Not in the model: methods import the model, and would close a circle.
    if source.method not in METHODS:
        found.append(f"method: {source.method!r} is none of {', '.join(sorted(METHODS))}")
    region = region_of_code(source.region_code)
    if source.region_code == "000000":
        if source.level not in ("central", "university", ""):
            found.append("level: 000000 is for central bodies and their universities")
    elif region is None:
        found.append(f"region_code: {source.region_code} is no code of GB/T 2260")
    elif source.level in ("province", "prefecture", "county") and _rank(source.level) < _rank(
        region.level
    ):
        found.append(f"level: {region.name} is a {region.level}, not a {source.level}")
    # A state without its day cannot be doubted later.
    if source.state != "active" and not source.note:
        found.append(f"note: say when and why the state is {source.state}")
    if len(set(source.start_urls)) < len(source.start_urls):
        found.append("start_urls: an address is there twice")
    if source.page_url and source.method not in ("numbered_pages", "json_list"):
        found.append(f"page_url: the method {source.method} does not use it")
    return found


def _rank(level: str) -> int:
    return ("province", "prefecture", "county").index(level)


def _shared_addresses(sources: list[Source]) -> list[str]:
    """Name sources that crawl one address without `include`: each would announce the others'
    disclosures as its own.
    """
    by_address: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        for url in source.start_urls:
            by_address[url].append(source)
    found = []
    for url, users in by_address.items():
        plain = [source.id for source in users if source.crawled and not source.include]
        # With `include` each takes its own entries, so that sharing is no fault.
        if len(users) > 1 and plain:
            found.append(
                f"{', '.join(plain)}: include: {url} is also an address of another source; say "
                f"which entries belong to whom"
            )
    return found
