"""What `budgetflow release diff` prints for people: by cause, how many rows, which disclosures, and
some values as they were and are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from budgetflow.contracts.vocabulary import CAUSES
from budgetflow.releases.changes.compare import Difference, key_text
from budgetflow.releases.changes.diff import Diff
from budgetflow.releases.changes.tally import Tally
from budgetflow.releases.documentation import CAUSES_EN, causes_told

# Datasets whose values say most, most first; the others follow.
FIRST = ("amounts", "statements", "tables", "disclosures", "projects", "performance_targets")
# Columns that tell a person which row it is, as far as a dataset has them.
LABELS = (
    "table_code",
    "row_label",
    "measure",
    "topic",
    "subject_printed",
    "title_printed",
    "name",
    "indicator",
    "check_id",
    "file_name",
)
# Changes in every row of a file that was replaced, and says nothing of the row.
OF_FILE = "document_id"
# Characters of one value; sentences are cut.
WIDTH = 60


@dataclass(slots=True)
class Example:
    """One changed row: which it is, and what was and is in it."""

    dataset: str
    disclosure_id: str | None
    label: str
    values: list[str] = field(default_factory=list)


class Examples:
    """The first changed rows of each cause and dataset, kept while a diff is read."""

    def __init__(self, limit: int) -> None:
        """Take how many rows to keep of each cause."""
        self._limit = limit
        self._kept: dict[tuple[str, str], dict[str, Example]] = {}

    def take(self, difference: Difference, values: Sequence[Mapping[str, Any]]) -> None:
        """Keep the first rows of a difference, given its values as rows of `changes`."""
        wanted: dict[str, Example] = {}
        for value in values:
            # Of rows that came or went there is no value before and after.
            if value["change"] != "changed" or value["column"] == OF_FILE:
                continue
            kept = self._kept.setdefault((value["cause"], difference.dataset), {})
            row_key = value["key"]
            if row_key not in kept:
                if len(kept) >= self._limit:
                    continue
                wanted[row_key] = Example(difference.dataset, None, "")
                kept[row_key] = wanted[row_key]
            kept[row_key].values.append(
                f"{value['column']} {_cut(value['old'])} -> {_cut(value['new'])}"
            )
        if not wanted:
            return
        # Labels of all examples at once: the rows of the release are gone through once for them.
        for key, row in _rows(difference, list(wanted)):
            example = wanted[key]
            example.disclosure_id = row.get("disclosure_id")
            example.label = _label(row)

    def of(self, cause: str) -> list[Example]:
        """Return the rows kept of a cause, those of the datasets that say most first."""
        datasets = sorted(
            {name for why, name in self._kept if why == cause},
            key=lambda name: (name not in FIRST, name not in FIRST or FIRST.index(name)),
        )
        return [example for name in datasets for example in self._kept[cause, name].values()][
            : self._limit
        ]


def read_diff(made: Diff, limit: int) -> Examples:
    """Read a diff through, so that its tally is full, and keep some examples; no more than a part
    of it is in memory at a time.
    """
    examples = Examples(limit)
    made.schema_changes()
    for _, difference in made.differences():
        examples.take(difference, made.values(difference).to_pylist())
    return examples


def _how_many(disclosures: int) -> str:
    if not disclosures:
        return ""
    return f": {disclosures:,} {'disclosure' if disclosures == 1 else 'disclosures'}"


def lines_of(
    old: str, new: str, tally: Tally, names: Mapping[str, str], examples: Examples, limit: int
) -> Iterator[str]:
    """Return the lines that tell a diff; `names` is what to call a disclosure."""
    if not tally.counts:
        yield "Nothing differs."
        return
    total = sum(tally.counts.values())
    yield f"{old} -> {new}: {total:,} rows differ"
    for cause, told in zip(
        (why for why in CAUSES if any(of == why for _, _, of in tally.counts)),
        causes_told(tally, names),
        strict=True,
    ):
        touched = len(tally.disclosures.get(cause, ()))
        yield ""
        yield f"{CAUSES_EN[cause]} ({cause}){_how_many(touched)}"
        yield f"  {'':<20}{'added':>10}{'removed':>10}{'changed':>10}"
        for row in told["rows"]:
            counts = (
                f"{row[kind]:,}" if row[kind] else "-" for kind in ("added", "removed", "changed")
            )
            yield f"  {row['dataset']:<20}" + "".join(f"{count:>10}" for count in counts)
        yield from _disclosures(tally.disclosures.get(cause, ()), names, limit)
        for example in examples.of(cause):
            who = names.get(example.disclosure_id or "", "")
            yield "  " + " | ".join(
                part for part in (example.dataset, _plain(who), example.label) if part
            )
            yield "      " + "; ".join(example.values)
    if tally.unsplit:
        yield ""
        yield (
            "Publisher and program changed these at once, and the old bytes are not at hand; "
            "all of it is put down to the publisher:"
        )
        yield from _disclosures(tally.unsplit, names, limit)
    yield ""
    yield (
        f"At most {limit} disclosures and {limit} changed rows are shown of each cause; "
        f"--limit N shows more, --json every value."
    )


def _disclosures(ids: Collection[str], names: Mapping[str, str], limit: int) -> Iterator[str]:
    yield from (
        f"  - {_plain(name)}" for name in sorted(names.get(name, name) for name in ids)[:limit]
    )
    if len(ids) > limit:
        yield f"  - and {len(ids) - limit:,} more"


def _rows(difference: Difference, keys: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    frame = difference.new.with_columns(key_text(difference.dataset)).filter(
        pl.col("key").is_in(keys)
    )
    there = [name for name in ("key", "disclosure_id", *LABELS) if name in frame.columns]
    for row in frame.select(there).to_dicts():
        yield row["key"], row


def _label(row: Mapping[str, Any]) -> str:
    return " | ".join(_cut(row[name]) for name in LABELS if row.get(name))


def _cut(value: object) -> str:
    """Return a value on one line, without what a terminal would act on."""
    if value is None:
        text = "nothing"
    else:
        text = _plain(str(value))
    if len(text) <= WIDTH:
        return text
    return text[: WIDTH - 1] + "…"


def _plain(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
