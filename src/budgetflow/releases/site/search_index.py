"""The search index: Chinese bigrams of names and places, and region codes, in shards small enough
to fetch as they are needed.

A shard is a script that hands over its data, since a page opened from a disk may not fetch files.
`static/search.js` has the
same hash and the same normal form.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from budgetflow.releases.site.publishers import Publisher

SHARD_BYTES = 60_000
NAMES_A_SHARD = 100


def write_index(folder: Path, publishers: Sequence[Publisher]) -> None:
    """Write `search/` for publishers; a publisher's number is its place in the sequence."""
    folder.mkdir(parents=True, exist_ok=True)
    postings: dict[str, list[int]] = {}
    for number, publisher in enumerate(publishers):
        for term in sorted(set(terms(publisher))):
            postings.setdefault(term, []).append(number)
    weight = sum(len(term.encode()) + 4 + 6 * len(found) for term, found in postings.items())
    shards = max(1, -(-weight // SHARD_BYTES))
    grouped: list[dict[str, list[int]]] = [{} for _ in range(shards)]
    for term, found in sorted(postings.items()):
        grouped[fnv(term) % shards][term] = _steps(found)
    for number, terms_of_shard in enumerate(grouped):
        _write(folder / f"t{number}.js", "terms", number, terms_of_shard)
    for number, start in enumerate(range(0, len(publishers), NAMES_A_SHARD)):
        names = [_entry(publisher) for publisher in publishers[start : start + NAMES_A_SHARD]]
        _write(folder / f"n{number}.js", "names", number, names)
    meta = {"shards": shards, "namesAShard": NAMES_A_SHARD, "count": len(publishers)}
    _write(folder / "meta.js", "meta", 0, meta)


def terms(publisher: Publisher) -> Iterator[str]:
    """Give what a publisher is found by: bigrams of its name and places, and its region's code from
    two digits on.
    """
    for words in (publisher.name, *publisher.places):
        yield from bigrams(words)
    if publisher.region_code:
        yield from (publisher.region_code[:length] for length in (2, 4, 6))
    yield publisher.publisher_id


def bigrams(text: str) -> Iterable[str]:
    """Give each two characters that stand side by side, in the normal form."""
    plain = normal(text)
    return (plain[at : at + 2] for at in range(len(plain) - 1))


def normal(text: str) -> str:
    """Give a text's normal form for search: NFKC, lower case, letters and digits only."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).lower() if char.isalnum())


def fnv(term: str) -> int:
    """Give the 32-bit FNV-1a hash over a term's UTF-16 code units."""
    value = 0x811C9DC5
    units = term.encode("utf-16-le")
    for low, high in zip(units[::2], units[1::2], strict=True):
        value = ((value ^ (low | high << 8)) * 0x01000193) & 0xFFFFFFFF
    return value


def _steps(numbers: list[int]) -> list[int]:
    """Give rising numbers as the steps between them, which are shorter."""
    return [number - before for before, number in zip([0, *numbers], numbers, strict=False)]


def _entry(publisher: Publisher) -> list[str]:
    years = publisher.years
    span = "" if not years else str(years[0]) if len(years) == 1 else f"{years[-1]}–{years[0]}"
    return [
        publisher.publisher_id,
        publisher.name,
        " ".join(publisher.places),
        span,
        publisher.region_code or "",
    ]


def _write(path: Path, kind: str, number: int, value: object) -> None:
    text = (
        json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        .replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
    )
    path.write_text(f"budgetflowSearch.{kind}({number},{text});\n", encoding="utf-8", newline="\n")
