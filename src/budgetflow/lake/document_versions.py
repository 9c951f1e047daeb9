"""The `readings` dataset: which document was read by which versions, from which announcement.

It is what makes causes mechanical. When a value differs between two releases, the two readings of
its document say whether
the bytes, the reader, the interpretation or a correction was another one. It also holds what is
needed to read a document
again from the archive: the file name and what the announcement said. No clock is in it.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from budgetflow.interpret.rows_model import Publication, Understanding

# Kept by the lake for itself; a release shows it as causes of changes.
DATASET = "readings"
KEY = ("document_id",)

SCHEMA = pa.schema(
    [
        pa.field("document_id", pa.string(), nullable=False),
        pa.field("unit", pa.string(), nullable=False),
        pa.field("file_name", pa.string()),
        pa.field("reader", pa.string()),
        pa.field("reader_version", pa.string()),
        pa.field("interpreter_version", pa.string()),
        pa.field("corrections", pa.string()),
        pa.field("publication", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How one document of a unit was read."""

    document_id: str
    unit: str
    file_name: str
    reader: str
    reader_version: str
    interpreter_version: str
    corrections: str | None = None
    """sha256 of the corrections a person made to this document's rows; None where there are none.
    """
    publication: str | None = None
    """What the announcement said, as JSON; see `publication_of`."""


def readings_of(
    understanding: Understanding,
    unit: str,
    interpreter_version: str,
    publication: Publication | None = None,
    corrections: Mapping[str, str] | None = None,
) -> list[Reading]:
    """Make one reading a document, however many disclosures the document serves."""
    out: dict[str, Reading] = {}
    if publication is None:
        announced = None
    else:
        announced = _to_json(publication)
    for row in understanding.documents:
        correction = (corrections or {}).get(row.document_id)
        out[row.document_id] = Reading(
            row.document_id,
            unit,
            row.file_name,
            row.reader,
            row.reader_version,
            interpreter_version,
            correction,
            announced,
        )
    return [out[key] for key in sorted(out)]


def to_table(readings: list[Reading]) -> pa.Table:
    """Return readings as Arrow rows."""
    return pa.Table.from_pylist(
        [dataclasses.asdict(reading) for reading in readings], schema=SCHEMA
    )


def of_unit(table: pa.Table, unit: str) -> pa.Table:
    """Return readings as those of another unit: documents that stay where others of theirs went
    make one of their own.
    """
    # The column in its place: files of one dataset have one order of columns.
    at = SCHEMA.get_field_index("unit")
    return table.set_column(at, SCHEMA.field(at), pa.array([unit] * table.num_rows, pa.string()))


def publication_of(printed: str | None) -> Publication | None:
    """Read back what the announcement said."""
    if printed is None:
        return None
    fields = json.loads(printed)
    published_on = fields.get("published_on")
    return Publication(
        **{
            **fields,
            "published_on": None if published_on is None else date.fromisoformat(published_on),
        }
    )


def _to_json(publication: Publication) -> str:
    fields = dataclasses.asdict(publication)
    # JSON has no dates.
    fields["published_on"] = (
        None if publication.published_on is None else publication.published_on.isoformat()
    )
    return json.dumps(fields, ensure_ascii=False, sort_keys=True)
