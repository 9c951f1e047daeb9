"""No release holds a telephone number, an identity number, or the name of a person behind a word
that says so.

Every text column is masked on its way into a release, by the one mask of
`interpret/text/privacy.py`. A gate then reads every file of the finished release, and refuses it
where anything is left: masking may have missed it, or it stands where masking would break a link.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from budgetflow.interpret.text import privacy
from budgetflow.interpret.text.privacy import HINT, personal_data, scrub_optional
from budgetflow.releases.file_listing import files_of
from budgetflow.releases.reuse.hashes import Hashes

MASK_VERSION = hashlib.sha256(Path(privacy.__file__).read_bytes()).hexdigest()[:16]
"""Changes with the mask: what an older mask let pass is masked and looked at anew."""
_CODES = re.compile(
    r"(_ids?|^key|_sha256|^hash|_version|^corrections|^unit|_printed|_code|^locator)$|^(old|new|"
    r"publication)$"
)
"""Columns that hold identifiers, codes and printed figures: digits there are no telephone numbers.
"""
_ADDRESSES = re.compile(r"_url$")


class PersonalData(ValueError):
    """Raised when a release would hold personal data; names the file, the column and the row's key,
    never the data itself.
    """


@dataclass(frozen=True, slots=True)
class Leak:
    """One place where personal data was found."""

    file: str
    where: str
    kind: str


def masked(table: pa.Table) -> pa.Table:
    """Mask the prose columns of a table."""
    for number, field in enumerate(table.schema):
        if (
            not pa.types.is_string(field.type)
            or _CODES.search(field.name)
            or _ADDRESSES.search(field.name)
        ):
            continue
        column = table.column(number)
        if not hinted(column):
            continue
        values = [scrub_optional(value) for value in column.to_pylist()]
        table = table.set_column(number, field, pa.array(values, pa.string()))
    return table


def hinted(column: pa.ChunkedArray | pa.Array) -> list[str]:
    """Return the texts of a column that may hold personal data, each once."""
    texts = pc.unique(column)
    found: list[str] = texts.filter(pc.match_substring_regex(texts, HINT)).to_pylist()
    return found


def refuse_personal_data(release: Path, hashes: Hashes) -> None:
    """Read a finished release but what it took over, and raise PersonalData where it holds any.

    Data and pages are taken over only where the same mask looked at them (`MASK_VERSION`).
    """
    leaks = list(leaks_of(release, hashes))
    if leaks:
        shown = "; ".join(f"{leak.file}: {leak.kind} in {leak.where}" for leak in leaks[:10])
        raise PersonalData(
            f"the release would hold personal data in {len(leaks)} place(s): {shown}. "
            "Quarantine the documents (`budgetflow quarantine`), or widen the masks in "
            "interpret/text/privacy.py, and build again"
        )


def leaks_of(release: Path, hashes: Hashes) -> Iterator[Leak]:
    """Find personal data in a release's Parquet files, texts and pages that it did not take over
    from the one before.
    """
    for name in files_of(release):
        if hashes.taken_over(name):
            continue
        if name.endswith(".parquet"):
            yield from _in_parquet(release / name, name)
        elif name.endswith((".html", ".md", ".js", ".json", ".svg")):
            yield from _in_text((release / name).read_text(encoding="utf-8"), name)


def _in_parquet(path: Path, name: str) -> Iterator[Leak]:
    with pq.ParquetFile(path) as file:
        texts = [
            f.name
            for f in file.schema_arrow
            if pa.types.is_string(f.type)
            and not _CODES.search(f.name)
            and not _ADDRESSES.search(f.name)
        ]
        for batch in file.iter_batches(columns=texts):
            for column in texts:
                for value in hinted(batch.column(column)):
                    kind = personal_data(value)
                    if kind:
                        yield Leak(name, f"column {column}", kind)


_MARKUP = re.compile(
    r"<[^>]*>|\b[0-9a-f]{12,64}\b|https?://\S+|[\w./-]*\.(?:html|png|js|svg|pdf)\b"
)


def _in_text(text: str, name: str) -> Iterator[Leak]:
    if not pc.match_substring_regex(pa.scalar(text), HINT).as_py():
        return
    lines = text.splitlines()
    for number, hinted in enumerate(
        pc.match_substring_regex(pa.array(lines, pa.string()), HINT).to_pylist(), start=1
    ):
        kind = personal_data(_MARKUP.sub(" ", lines[number - 1])) if hinted else None
        if kind:
            yield Leak(name, f"line {number}", kind)
