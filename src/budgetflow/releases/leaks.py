"""No release holds a telephone number, an identity number, or the name of a person behind a word
that says so.

Every text column is masked on its way into a release, by the one mask of
`interpret/text/privacy.py`. A gate then reads every file of the finished release, and refuses it
where anything is left: masking may have missed it, or it stands where masking would break a link.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from budgetflow.interpret.text import privacy
from budgetflow.interpret.text.privacy import HINT, personal_data, scrub_optional
from budgetflow.releases.file_listing import files_of
from budgetflow.releases.making.parallel import side_by_side
from budgetflow.releases.resources import USUAL, Effort
from budgetflow.releases.reuse.hashes import Hashes

# Changes with the mask: what an older mask let pass is masked and looked at anew.
MASK_VERSION = hashlib.sha256(Path(privacy.__file__).read_bytes()).hexdigest()[:16]
# Columns that hold identifiers, codes and printed figures: digits there are no telephone numbers.
_CODES = re.compile(
    r"(_ids?|^key|_sha256|^hash|_version|^corrections|^unit|_printed|_code|^locator)$|^(old|new|"
    r"publication)$"
)
# Pages read together; one weighs 100 kB at most, so they take 10 MB.
_PAGES_AT_ONCE = 100
# Files of data, or hundreds of pages, that are looked at before a second process has started.
FEW = 1000
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
    prose = prose_columns(table.schema)
    # One look over all columns: nearly no batch holds anything, and masking is a loop in Python.
    if not hinted([table[name] for name in prose]):
        return table
    for name in prose:
        if hinted([table[name]]):
            number = table.schema.get_field_index(name)
            values = [scrub_optional(value) for value in table[name].to_pylist()]
            table = table.set_column(number, table.field(number), pa.array(values, pa.string()))
    return table


def prose_columns(table: pa.Schema) -> list[str]:
    """Return the columns of a table that may hold what people wrote."""
    return [
        field.name
        for field in table
        if pa.types.is_string(field.type)
        and not _CODES.search(field.name)
        and not _ADDRESSES.search(field.name)
    ]


def hinted(columns: Sequence[pa.ChunkedArray | pa.Array]) -> list[str]:
    """Return the texts of some columns that may hold personal data, each once.

    All columns go through the expression at once, and each text once: to make it ready takes a
    millisecond, as long as to look at a thousand texts.
    """
    texts = pa.chunked_array([pc.unique(column) for column in columns], pa.string())
    found: list[str] = texts.filter(pc.match_substring_regex(texts, HINT)).to_pylist()
    return found


def refuse_personal_data(
    release: Path,
    hashes: Hashes,
    new_groups: Mapping[str, list[int]],
    effort: Effort = USUAL,
) -> None:
    """Read a finished release but what it took over, and raise PersonalData where it holds any.

    Data and pages are taken over only where the same mask looked at them (`MASK_VERSION`).
    `new_groups` are the row groups to look at of Parquet files that are copied in part.
    """
    leaks = list(leaks_of(release, hashes, new_groups, effort))
    if leaks:
        # Ten: an operator sees the kind of fault by then, and the list could be thousands.
        shown = "; ".join(f"{leak.file}: {leak.kind} in {leak.where}" for leak in leaks[:10])
        raise PersonalData(
            f"the release would hold personal data in {len(leaks)} place(s): {shown}. "
            "Quarantine the documents (`budgetflow quarantine`), or widen the masks in "
            "interpret/text/privacy.py, and build again"
        )


def leaks_of(
    release: Path,
    hashes: Hashes,
    new_groups: Mapping[str, list[int]],
    effort: Effort = USUAL,
) -> Iterator[Leak]:
    """Find personal data in a release's Parquet files, texts and pages that it did not take over
    from the one before, nor row groups it copied.
    """
    # The same mask looked at what was taken over when it was made: MASK_VERSION is in every
    # signature.
    names = [name for name in files_of(release) if not hashes.taken_over(name)]
    tables = [name for name in names if name.endswith(".parquet")]
    pages = [name for name in names if name.endswith((".html", ".md", ".js", ".json", ".svg"))]
    looks = [
        *(_Look(release, [name], new_groups.get(name)) for name in tables),
        *(
            _Look(release, pages[start : start + _PAGES_AT_ONCE])
            for start in range(0, len(pages), _PAGES_AT_ONCE)
        ),
    ]
    for found in side_by_side(_leaks_in, looks, effort, len(looks) <= FEW):
        yield from found


@dataclass(frozen=True, slots=True)
class _Look:
    """Files to look at together: one in Parquet, or pages."""

    release: Path
    names: list[str]
    groups: list[int] | None = None
    """Row groups to look at; None is all."""


def _leaks_in(look: _Look) -> list[Leak]:
    (first, *_) = look.names
    if first.endswith(".parquet"):
        return list(_in_parquet(look.release / first, first, look.groups))
    return list(_in_texts(look.release, look.names))


def _in_parquet(path: Path, name: str, groups: list[int] | None) -> Iterator[Leak]:
    """Find personal data in some row groups of a file; None is all."""
    with pq.ParquetFile(path) as file:
        texts = prose_columns(file.schema_arrow)
        for batch in file.iter_batches(row_groups=groups, columns=texts):
            if not hinted(batch.columns):
                continue
            for column in texts:
                for value in hinted([batch.column(column)]):
                    kind = personal_data(value)
                    if kind:
                        yield Leak(name, f"column {column}", kind)


_MARKUP = re.compile(
    r"<[^>]*>|\b[0-9a-f]{12,64}\b|https?://\S+|[\w./-]*\.(?:html|png|js|svg|pdf)\b"
)


def _in_texts(release: Path, names: Sequence[str]) -> Iterator[Leak]:
    """Find personal data in some pages, which are looked at together first."""
    texts = [(release / name).read_text(encoding="utf-8") for name in names]
    hits = pc.match_substring_regex(pa.array(texts, pa.string()), HINT).to_pylist()
    for name, text, hit in zip(names, texts, hits, strict=True):
        if hit:
            yield from _in_text(text, name)


def _in_text(text: str, name: str) -> Iterator[Leak]:
    lines = text.splitlines()
    hits = pc.match_substring_regex(pa.array(lines, pa.string()), HINT).to_pylist()
    for number, (line, hit) in enumerate(zip(lines, hits, strict=True), start=1):
        # Hashes, addresses and file names are long runs of digits and no telephone numbers.
        kind = personal_data(_MARKUP.sub(" ", line)) if hit else None
        if kind:
            yield Leak(name, f"line {number}", kind)
