"""The page of queries: the ten questions of docs/questions.md, to be run in the browser where the
catalogue was built with a query engine, else with DuckDB on the reader's desk.

The engine is DuckDB-WASM of the npm registry with the Arrow library it needs (`make query-engine`).
Its Parquet extension is no part of the package and would be fetched from its makers' site, so the
page reads the release's CSV files instead, which the engine's core does by itself.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from budgetflow.contracts.arrow import schema
from budgetflow.releases.release_rows import RELEASED
from budgetflow.releases.site.pages import Site

ENGINE = "assets/query-engine"
ENGINE_FILES = (
    "duckdb-eh.wasm",
    "duckdb-browser-eh.worker.js",
    "duckdb-browser.cjs",
    "Arrow.es2015.min.js",
)
# A larger file, compressed, would not fit the memory of a browser.
MOST_BYTES = 40_000_000
_QUERY = re.compile(
    r"^-- (\d+) \| (.+?) \| (.+?)\n(.*?)(?=^-- \d+ \||\Z)", re.MULTILINE | re.DOTALL
)


class EngineMissing(FileNotFoundError):
    """Raised where a folder does not hold the query engine; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question with the query that answers it."""

    number: int
    zh: str
    en: str
    sql: str


def queries() -> list[Query]:
    """Return the ten questions with their queries."""
    text = (files("budgetflow.releases.site") / "queries.sql").read_text(encoding="utf-8")
    return [Query(int(number), zh, en, sql.strip()) for number, zh, en, sql in _QUERY.findall(text)]


def write_queries(site: Site) -> None:
    """Write `query.html`; it runs queries where `copy_engine` has put the engine in place."""
    held = {}
    for name in RELEASED:
        path = site.folder / f"csv/{name}.csv.gz"
        if path.exists() and path.stat().st_size <= MOST_BYTES:
            held[name] = {field.name: _type(str(field.type)) for field in schema(name)}
    engine = (site.folder / ENGINE).is_dir()
    site.page("query.html", "query.html", queries=queries(), datasets=held, engine=engine)


def copy_engine(engine: Path, release: Path) -> None:
    """Put the query engine of a folder into that of a release; raises EngineMissing."""
    missing = [name for name in ENGINE_FILES if not (engine / name).is_file()]
    if missing:
        raise EngineMissing(
            f"{engine} has no {missing[0]}: `make query-engine` puts the engine into a folder"
        )
    (release / ENGINE).mkdir(parents=True)
    for name in ENGINE_FILES:
        shutil.copyfile(engine / name, release / ENGINE / name)


def _type(arrow: str) -> str:
    """Return the DuckDB type that a CSV column is read as."""
    if arrow.startswith("decimal128"):
        return arrow.replace("decimal128", "DECIMAL")
    simple = {"bool": "BOOLEAN", "int16": "SMALLINT", "int32": "INTEGER", "int64": "BIGINT"}
    if arrow in simple:
        return simple[arrow]
    if arrow.startswith("date"):
        return "DATE"
    if re.fullmatch(r"list<\w+: string>", arrow):
        return "VARCHAR[]"
    return "VARCHAR"
