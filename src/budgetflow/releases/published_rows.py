"""What of a lake a release publishes, and what the rows of each part of it follow from.

A part's signature is a hash of all that its file follows from: the units of the lake that it is
made of, by their hashes, what is left out of them, and the rules that rows are made by. Equal
signatures need no look at the rows.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from budgetflow.contracts.expectations import suite
from budgetflow.contracts.vocabulary import HELD
from budgetflow.lake.disclosure_sets import ID, Between
from budgetflow.lake.part_files import stored_schema
from budgetflow.lake.partitions import Partition, Place
from budgetflow.lake.store import Lake
from budgetflow.releases.derived.joined_facts import JoinedFacts
from budgetflow.releases.derived.ways_of_counting import (
    ways_of_counting,
    with_ways_of_counting,
)
from budgetflow.releases.formats.province_code import released_schema, with_province_code
from budgetflow.releases.leaks import MASK_VERSION, masked
from budgetflow.releases.release_rows import cuts, in_order, settled
from budgetflow.releases.superseded import Superseded, superseded

# Raised where the writing of Parquet, the order or the masks change, so that no part is taken over
# from before.
FORMAT = "3"
# Datasets that tell of a disclosure which is held back; its figures and findings are left out.
EVEN_IF_HELD = ("disclosures", "documents", "check_results")
ALL = Between()
# Datasets that tell of an earlier version too.
EARLIER_TOO = ("documents",)


@dataclass(slots=True)
class Published:
    """What of a lake is published."""

    lake: Lake
    left_out: Superseded
    """What another version counts in place of."""
    held: frozenset[str]
    """Disclosures whose figures are held back."""
    counted: Mapping[str, frozenset[str]]
    """Findings that name nobody any more, by their disclosure."""
    joined: JoinedFacts
    fingerprints: Mapping[Partition, str]
    _words: Mapping[str, list[tuple[str, ...]]] = field(default_factory=dict)
    """What is left out of each disclosure."""
    _special: Mapping[Place, frozenset[str]] = field(default_factory=dict)
    """Disclosures that any of the above is about, by where they stand."""

    _rules: dict[str, bytes] = field(default_factory=dict)
    """What rows are held to, by dataset."""

    @classmethod
    def of(cls, lake: Lake) -> Published:
        """Look at what of a lake is published; most of its rows are not read."""
        left_out = superseded(lake)
        # Asked of the versions that count: an earlier version that was held back holds nothing.
        held = held_back(lake, left_out)
        counted = ways_of_counting(lake, held, left_out.units)
        fingerprints = lake.fingerprints()
        joined = JoinedFacts(lake, left_out.joined, left_out.without, fingerprints)
        words = left_out.by_disclosure()
        special = held | words.keys() | counted.keys() | left_out.joined
        places = _places(lake, special) if special else {}
        return cls(lake, left_out, held, counted, joined, fingerprints, words, places)

    def signature(self, partition: Partition) -> str:
        """Return the signature of a partition as a whole, by the lake's log alone."""
        sources = self.joined.made_of(partition, self._special_in(partition, ALL))
        return self._signed(partition, ALL, (self.fingerprints[partition], sources))

    def part_signatures(self, partition: Partition, ranges: list[Between]) -> list[str]:
        """Return the signature of each part of a partition that is cut into such ranges; reads
        which units its disclosures came with.
        """
        if len(ranges) == 1:
            return [self.signature(partition)]
        units = self.lake.units(partition)
        holders = self.lake.units_of_disclosures(partition)
        own_units = [set[str]() for _ in ranges]
        # A row of no disclosure stands in the last part.
        own_units[-1] |= holders.pop("", set())
        lows = [some.low or "" for some in ranges[1:]]
        for disclosure, names in holders.items():
            own_units[bisect_right(lows, disclosure)] |= names
        found = []
        for some, own in zip(ranges, own_units, strict=True):
            digests = sorted((name, units[name]) for name in own)
            special = self._special_in(partition, some)
            sources = self.joined.made_of_disclosures(partition, special)
            made = (len(ranges), some.low, digests, sources)
            found.append(self._signed(partition, some, made))
        return found

    def tables(self, partition: Partition, some: Between, rows: int) -> Iterator[pa.Table]:
        """Return the rows of some disclosures of a partition as they are published, masked, about
        so many at a time.
        """
        counted = self._counted_in(partition, some)
        made = batches(
            self.lake,
            partition,
            self.held,
            self.left_out,
            rows,
            frozenset(counted),
            self.joined.put_into,
            some,
        )
        return (with_province_code(masked(table), partition) for table in made)

    def _signed(self, partition: Partition, some: Between, made: object) -> str:
        """Hash what a file is made of and held to: its rows, schema and rules."""
        special = self._special_in(partition, some)
        held = frozenset() if partition.dataset in EVEN_IF_HELD else special & self.held
        if partition.dataset not in self._rules:
            columns = released_schema(partition).serialize().to_pybytes()
            self._rules[partition.dataset] = columns + json.dumps(suite(partition.dataset)).encode()
        rows = (
            FORMAT,
            MASK_VERSION,
            made,
            sorted(held),
            [said for name in sorted(special) for said in self._words.get(name, ())],
            sorted(self._counted_in(partition, some)),
        )
        return hashlib.sha256(repr(rows).encode() + self._rules[partition.dataset]).hexdigest()

    def _special_in(self, partition: Partition, some: Between) -> frozenset[str]:
        """Return the disclosures of a range that something is left out of, or put in place of."""
        # A dataset in one file has no disclosures to hold back.
        if partition.whole:
            return frozenset()
        there = self._special.get(partition.place, frozenset())
        return frozenset(filter(some.holds, there))

    def _counted_in(self, partition: Partition, some: Between) -> Iterable[str]:
        """Return the findings of a range that name nobody in a release."""
        if partition.dataset != "findings":
            return ()
        special = self._special_in(partition, some)
        return [one for name in special for one in self.counted.get(name, ())]


def _places(lake: Lake, disclosures: frozenset[str]) -> dict[Place, frozenset[str]]:
    """Return some disclosures by year and province. All rows that a unit has of a disclosure stand
    where its row of `disclosures` does (`lake.partitions.split`).
    """
    return {
        place.place: disclosures & lake.values(place, "disclosure_id")
        for place in lake.partitions("disclosures")
    }


def batches(
    lake: Lake,
    partition: Partition,
    held: frozenset[str],
    left_out: Superseded,
    rows: int,
    counted: frozenset[str] = frozenset(),
    facts: Callable[[pa.Table, Partition], pa.Table] | None = None,
    of: Between = ALL,
) -> Iterator[pa.Table]:
    """Return a partition's rows, or those of a range of disclosures, in a release's order, about so
    many at a time, disclosures never torn apart; without what is held back and what another version
    counts in place of.

    `counted` are findings that name nobody any more, `facts` puts the facts of whole
    disclosures in place of those of one announcement (`derived.joined_facts`).
    """
    dataset = partition.dataset
    without = left_out.units if dataset not in EARLIER_TOO else ()
    for some in _ranges(lake, partition, rows, of):
        read = lake.read(dataset, partition, without=without, of=some)
        read = left_out.without(read, dataset)
        # What an earlier version told of the publisher stays true; its figures do not count.
        if dataset == "disclosures" and left_out.units:
            read = _filled(read, lake.read(dataset, partition, of=some))
        table = settled(read, dataset)
        # After settling, so that facts are derived from rows as they are published.
        if facts is not None:
            table = facts(table, partition)
        if dataset == "findings":
            table = with_ways_of_counting(table, counted)
        if held and dataset not in EVEN_IF_HELD and "disclosure_id" in table.column_names:
            table = table.filter(
                pc.invert(pc.is_in(table["disclosure_id"], pa.array(sorted(held), pa.string())))
            )
        # Ranges of disclosures follow each other in order, so sorting each is sorting all.
        yield in_order(table, dataset)


def held_back(lake: Lake, left_out: Superseded) -> frozenset[str]:
    """Return the disclosures whose figures are held back, since a misreading is suspected in the
    version that counts.
    """
    table = settled(lake.read("disclosures", without=left_out.units), "disclosures")
    return frozenset(table.filter(pc.equal(table["status"], HELD))["disclosure_id"].to_pylist())


def _filled(newest: pa.Table, all_versions: pa.Table) -> pa.Table:
    """Return rows of `disclosures` with what only an earlier version says of the publisher."""
    known: dict[object, list[dict[str, object]]] = {}
    for row in all_versions.to_pylist():
        known.setdefault(row["disclosure_id"], []).append(row)
    rows = newest.to_pylist()
    for row in rows:
        for name in (name for name, value in row.items() if value is None):
            said = (other[name] for other in known[row["disclosure_id"]])
            row[name] = next((value for value in said if value is not None), None)
    return pa.Table.from_pylist(rows, schema=newest.schema)


def _ranges(lake: Lake, partition: Partition, rows: int, of: Between) -> Iterator[Between | None]:
    if ID not in stored_schema(partition).names:
        yield None
    elif lake.rows(partition) <= rows:
        yield of
    else:
        borders = cuts(lake.ids(partition, of), rows)
        for low, high in zip([of.low, *borders], [*borders, of.high], strict=True):
            yield Between(low, high)
