"""The texts of a release for people: README.md, CHANGES.md, DICTIONARY.md, LICENSE, CITATION.cff,
views.sql, examples.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from budgetflow.contracts.datasets import DATASETS
from budgetflow.contracts.dictionary import dictionary_markdown
from budgetflow.contracts.vocabulary import CAUSES
from budgetflow.interpret.text.privacy import MASK
from budgetflow.lake.partitions import NULL
from budgetflow.releases.changes.tally import Tally
from budgetflow.releases.formats.partition_files import partitions_of, parts_of
from budgetflow.releases.release_rows import RELEASED
from budgetflow.releases.versions import Version

# Disclosures that CHANGES.md names under each cause; the rest is in changes.parquet.
# A page that a person reads to its end; the whole list is data.
SHOWN_DISCLOSURES = 50

# Datasets that have a view with publisher, region, scope and function beside each row.
_NAMED = (
    *("documents", "tables", "amounts", "statements", "projects", "performance_targets"),
    *("findings", "check_results"),
    *("disclosure_totals", "functions", "project_budgets", "government_totals"),
)
# Columns of `disclosures` that such a view has, so that no join is needed to choose rows.
_OF_THE_DISCLOSURE = (
    "publisher_id",
    "publisher",
    "region_code",
    "region_name",
    "scope",
    "own_only",
)

CAUSES_EN = {
    "new_disclosure": "New disclosures",
    "publisher_revision": "Revised by the publisher",
    "publisher_withdrawal": "Withdrawn by the publisher",
    "reader_change": "Our reading changed",
    "interpretation_change": "Our interpretation changed",
    "correction": "Corrections",
    "schema_change": "Changes of the schema",
}


@cache
def environment() -> Environment:
    """Return the Jinja2 environment of plain texts (pages of the catalogue have their own, which
    escapes).
    """
    loader = PackageLoader("budgetflow.releases", "templates")
    return Environment(
        loader=loader,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701  (plain text, no HTML)
    )


def write_papers(release: Path, version: Version, tally: Tally, names: Mapping[str, str]) -> None:
    """Write the texts; `names` gives what to call a disclosure in CHANGES.md."""
    about: dict[str, Any] = {
        "version": version.version,
        "released_on": version.released_on,
        "previous": version.previous,
        "accepted": version.accepted.splitlines(),
        "counts": version.counts,
        "data_version": version.data_version,
        "null": NULL,
        "mask": MASK,
    }
    changes = {
        "causes": causes_told(tally, names),
        "unsplit": sorted(names.get(name, name) for name in tally.unsplit),
    }
    there = [name for name in RELEASED if partitions_of(release, name)]
    named = [name for name in _NAMED if name in there]
    views = {
        "views": [_view(release, name) for name in there],
        "named": named if {"disclosures", "vocabulary"} <= set(there) else [],
        "beside": {name: _columns_beside(name) for name in named},
        "with_function": [name for name in named if "function_code" in DATASETS[name].column_names],
    }
    for name in ("README.md", "CHANGES.md", "CITATION.cff", "views.sql"):
        text = environment().get_template(name).render(about | changes | views)
        (release / name).write_text(text, encoding="utf-8", newline="\n")
    (release / "examples").mkdir()
    for path in sorted(
        (files("budgetflow.releases") / "examples").iterdir(), key=lambda path: path.name
    ):
        if path.name.startswith("read."):
            (release / "examples" / path.name).write_bytes(path.read_bytes())
    (release / "LICENSE").write_text(
        environment().get_template("LICENSE.md").render(), encoding="utf-8", newline="\n"
    )
    (release / "DICTIONARY.md").write_text(dictionary_markdown(), encoding="utf-8", newline="\n")


def causes_told(tally: Tally, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return what each cause changed: rows by dataset, and the disclosures it touched, by name and
    id; causes of nothing are left out.
    """
    out = []
    for cause, zh in CAUSES.items():
        rows: dict[str, dict[str, int]] = {}
        for (dataset, change, of), count in sorted(tally.counts.items()):
            if of == cause:
                kind = change.removeprefix("column ")
                row = rows.setdefault(dataset, {})
                row[kind] = row.get(kind, 0) + count
        touched = sorted((names.get(name, name), name) for name in tally.disclosures.get(cause, ()))
        if rows:
            table = [
                {"dataset": name, **dict.fromkeys(("added", "removed", "changed"), 0), **counts}
                for name, counts in rows.items()
            ]
            more = max(0, len(touched) - SHOWN_DISCLOSURES)
            out.append(
                {
                    "cause": cause,
                    "zh": zh,
                    "en": CAUSES_EN[cause],
                    "rows": table,
                    "disclosures": touched[:SHOWN_DISCLOSURES],
                    "more": more,
                }
            )
    return out


def _columns_beside(dataset: str) -> list[str]:
    """Return the columns of its disclosure that a dataset's named view has beside its own.

    A region of the rows' own (a lower one that a government's table names) keeps its name, and the
    publisher's is `publisher_region_…`; a scope of their own is the disclosure's.
    """
    own = set(DATASETS[dataset].column_names)
    columns = [f"d.{column}" for column in _OF_THE_DISCLOSURE if column not in own]
    regions = [column for column in _OF_THE_DISCLOSURE if column in own and column != "scope"]
    return [*columns, *(f"d.{column} AS publisher_{column}" for column in regions)]


def _view(release: Path, dataset: str) -> dict[str, str]:
    """Return how DuckDB reads a dataset: every file by name, since a web server lists no
    folders.
    """
    parts = parts_of(release, dataset)
    files = ", ".join(f"getvariable('release') || '{part.name}'" for part in parts)
    split = not parts[0].partition.whole
    options = (
        ", hive_partitioning = true, hive_types = {'fiscal_year': SMALLINT, 'province': VARCHAR}"
        if split
        else ""
    )
    columns = "* EXCLUDE (province_code)" if split else "*"
    return {"name": dataset, "columns": columns, "files": f"[{files}]", "options": options}
