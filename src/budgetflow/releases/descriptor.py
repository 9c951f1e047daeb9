"""`datapackage.json` (Data Package v2), `dcat.jsonld`, `schema.jsonld` and SHA256SUMS: the release
described to programs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from budgetflow.contracts.arrow import schema
from budgetflow.contracts.datasets import DATASETS
from budgetflow.contracts.dictionary import table_schema
from budgetflow.releases.file_listing import files_of
from budgetflow.releases.formats.csv_types import write_types
from budgetflow.releases.formats.csv_writer import ENCODING
from budgetflow.releases.formats.partition_files import parts_of
from budgetflow.releases.formats.wide_tables import WideTable
from budgetflow.releases.release_rows import RELEASED
from budgetflow.releases.reuse.hashes import Hashes
from budgetflow.releases.versions import SEAL, Version

TITLE = "Budget disclosures of Chinese government bodies 中国政府部门预决算公开数据"
DESCRIPTION = (
    "Figures, statements and findings from official budget and final account "
    "disclosures, traced to the printed cell."
)
KEYWORDS = ["budget", "final accounts", "open data", "China", "预算公开", "决算公开"]
LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_LANGUAGES = "http://publications.europa.eu/resource/authority/language/"
# `type` keeps programs that read CSV alone from trying; the hash and the size are checked all the
# same.
_PARQUET = {"type": "file", "format": "parquet", "mediatype": "application/vnd.apache.parquet"}
_WORKBOOK = {
    "type": "file",
    "format": "xlsx",
    "mediatype": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def write_descriptors(
    release: Path,
    version: Version,
    wide: Sequence[WideTable],
    workbooks: Sequence[str],
    hashes: Hashes,
) -> None:
    """Write the descriptions of a release whose data files are all in place.

    `workbooks` are the datasets that have one in `xlsx/`.
    """
    # `changes` is described too, though it lies in a folder of its own.
    for dataset in (*RELEASED, "changes"):
        _write_json(release / f"schemas/{dataset}.json", _csv_schema(dataset))
    for dataset in RELEASED:
        write_types(release / f"csv/{dataset}.csvt", schema(dataset))
    for table in wide:
        _write_json(release / f"schemas/tables/{table.table_code}.json", _wide_schema(table))
        write_types(release / f"tables/{table.table_code}.csvt", table.schema)
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "budgetflow",
        "id": f"urn:budgetflow:release:{version.version}",
        "title": TITLE,
        "version": version.version,
        "created": f"{version.released_on}T00:00:00Z",
        "previousVersion": version.previous,
        "dataVersion": version.data_version,
        "content": version.content,
        "counts": version.counts,
        **({"accepted": version.accepted} if version.accepted else {}),
        "licenses": [LICENCE],
        "sources": [
            {
                "title": (
                    "Official disclosures; each row of `documents` names the page and the "
                    "file it came from"
                )
            }
        ],
        "contributors": [{"title": "budgetflow", "roles": ["publisher"]}],
        "resources": list(_resources(_Measured(release, hashes), wide, workbooks)),
    }
    _write_json(release / "datapackage.json", package)
    _write_json(release / "dcat.jsonld", _dcat(version))
    _write_json(release / "schema.jsonld", schema_org(version))


def write_sums(release: Path, hashes: Hashes) -> None:
    """Write SHA256SUMS over every other file, so that `sha256sum -c` checks the whole release."""
    names = [name for name in files_of(release) if name != SEAL]
    with (release / SEAL).open("w", encoding="utf-8", newline="\n") as sums:
        sums.writelines(f"{hashes.of(name)}  {name}\n" for name in names)


def schema_org(version: Version) -> dict[str, Any]:
    """Describe the release in schema.org's words, for search engines; the catalogue's first page
    carries it too.
    """
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": TITLE,
        "description": DESCRIPTION,
        "version": version.version,
        "datePublished": version.released_on,
        "license": LICENCE["path"],
        "inLanguage": ["zh", "en"],
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": "budgetflow"},
        "keywords": KEYWORDS,
        "spatialCoverage": {"@type": "Place", "name": "China"},
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": "text/csv",
                "contentUrl": f"csv/{name}.csv.gz",
            }
            for name in RELEASED
        ],
    }


def _dcat(version: Version) -> dict[str, Any]:
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": f"urn:budgetflow:release:{version.version}",
        "@type": "dcat:Dataset",
        "dct:identifier": f"urn:budgetflow:release:{version.version}",
        "dct:title": TITLE,
        "dct:description": DESCRIPTION,
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": "budgetflow"},
        "dct:issued": {"@type": "xsd:date", "@value": version.released_on},
        "dct:license": {"@id": LICENCE["path"]},
        "dct:language": [{"@id": f"{_LANGUAGES}ZHO"}, {"@id": f"{_LANGUAGES}ENG"}],
        "dcat:keyword": KEYWORDS,
        "dcat:version": version.version,
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:title": name,
                "dcat:accessURL": {"@id": f"csv/{name}.csv.gz"},
                "dcat:downloadURL": {"@id": f"csv/{name}.csv.gz"},
                "dct:license": {"@id": LICENCE["path"]},
                "dcat:mediaType": {"@id": f"{_MEDIA_TYPES}text/csv"},
                "dcat:compressFormat": {"@id": f"{_MEDIA_TYPES}application/gzip"},
            }
            for name in RELEASED
        ],
    }


def _resources(
    measured: _Measured, wide: Sequence[WideTable], workbooks: Sequence[str]
) -> Iterator[dict[str, Any]]:
    for dataset in RELEASED:
        tree = DATASETS[dataset]
        told = {"title": f"{tree.title_zh} {tree.title_en}", "description": tree.description_en}
        yield _sheet(measured, dataset, f"csv/{dataset}.csv.gz", f"schemas/{dataset}.json") | told
        for part in parts_of(measured.release, dataset):
            name = f"{part.label}-parquet"
            yield _parquet(measured, name, part.name, f"schemas/{dataset}.json")
    for table in wide:
        schema = f"schemas/tables/{table.table_code}.json"
        name = f"table-{table.table_code}".replace("_", "-")
        yield _sheet(measured, name, f"tables/{table.table_code}.csv.gz", schema)
        yield _parquet(measured, f"{name}-parquet", f"tables/{table.table_code}.parquet", schema)
    for dataset in workbooks:
        yield {
            "name": f"{dataset.replace('_', '-')}-xlsx",
            "path": f"xlsx/{dataset}.xlsx",
            **_WORKBOOK,
            **measured.of(f"xlsx/{dataset}.xlsx"),
        }
    yield _sheet(measured, "changes", "changes/changes.csv.gz", "schemas/changes.json")
    yield _parquet(measured, "changes-parquet", "changes/changes.parquet", "schemas/changes.json")
    for dataset in RELEASED:
        yield _parquet(
            measured,
            f"changes-rows-{dataset}".replace("_", "-"),
            f"changes/rows-{dataset}.parquet",
            None,
        )
    yield _parquet(measured, "vintages-amounts", "vintages/amounts.parquet", None)
    yield _parquet(measured, "vintages-superseded", "vintages/superseded.parquet", None)
    yield _parquet(measured, "provenance-readings", "provenance/readings.parquet", None)


def _sheet(measured: _Measured, name: str, path: str, schema: str) -> dict[str, Any]:
    made = {
        "name": name.replace("_", "-") if name.startswith("table-") else name,
        "path": path,
        "type": "table",
        "format": "csv",
    }
    return (
        made
        | {"mediatype": "text/csv", "compression": "gz", "encoding": ENCODING, "schema": schema}
        | measured.of(path)
    )


def _parquet(measured: _Measured, name: str, path: str, schema: str | None) -> dict[str, Any]:
    return {
        "name": name,
        "path": path,
        **_PARQUET,
        **({"schema": schema} if schema else {}),
        **measured.of(path),
    }


@dataclass(frozen=True, slots=True)
class _Measured:
    """Tells the size and the hash of a release's files."""

    release: Path
    hashes: Hashes

    def of(self, path: str) -> dict[str, Any]:
        """Return what a resource says of its file."""
        size = (self.release / path).stat().st_size
        return {"bytes": size, "hash": f"sha256:{self.hashes.of(path)}"}


def _csv_schema(dataset: str) -> dict[str, Any]:
    """Return a dataset's Table Schema for CSV, where an empty text cannot be told from a missing
    one: none of them is required.
    """
    made = table_schema(dataset)
    for field in made["fields"]:
        constraints = field.get("constraints", {})
        if (
            field["type"] == "string"
            and not constraints.keys() & {"enum", "pattern"}
            and field["name"] not in made.get("primaryKey", ())
        ):
            constraints.pop("required", None)
    return made


def _wide_schema(table: WideTable) -> dict[str, Any]:
    def kind(field: pa.Field) -> str:
        if pa.types.is_integer(field.type):
            return "integer"
        if pa.types.is_decimal(field.type):
            return "number"
        return "string"

    fields = [
        {"name": heading, "type": kind(field), "title": field.name}
        for field, heading in zip(table.schema, table.headings, strict=True)
    ]
    return {"fields": fields, "missingValues": [""]}


def _write_json(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
    )
