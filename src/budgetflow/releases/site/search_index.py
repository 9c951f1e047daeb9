"""The search index: names, places, codes, pinyin, initials and English words, in shards small
enough to fetch as they are needed.

A shard is a script that hands over its data, since a page opened from a disk may not fetch files.
`static/search.js` has the same hash and the same normal form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from budgetflow.releases.site.english_names import place_name, syllables
from budgetflow.releases.site.pages import english_of
from budgetflow.releases.site.province_tiles import Tile
from budgetflow.releases.site.publishers import Places, Publisher
from budgetflow.releases.site.rankings import KINDS, Rankings, path_of, words_of
from budgetflow.releases.site.script_json import script_json

# Small enough to fetch one for each term of what is looked for.
SHARD_BYTES = 60_000
NAMES_A_SHARD = 100
# Initials that are looked for together: jyj for 教育局.
_INITIALS = 3
# Other words for what is ranked.
_SYNONYMS = {
    "three_public": "公务接待 公务用车 因公出国 出国境 receptions vehicles travel abroad",
    "personnel": "工资福利 人员经费 wages staff personnel",
    "expenditure": "支出 预算 budget spending",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that search finds: where it leads, its names, and what is said beside it."""

    href: str
    zh: str
    en: str
    note: str = ""
    """Places and years."""
    code: str = ""
    other: list[str] = field(default_factory=list)
    """Other names it is found by."""
    codes: list[str] = field(default_factory=list)


def entries_of(
    publishers: Iterable[Publisher], tiles: Iterable[Tile], rankings: Rankings, places: Places
) -> list[Entry]:
    """Return all that search finds: what is ranked (functions among it) and places, publishers with
    all their names, and the largest projects.

    The few come before the many: of a word as common as `education` search looks at the first
    entries alone, and after thousands of bureaus nobody would find the function of that name.
    """
    return [
        *_ranked(rankings),
        *(
            Entry(f"r/{tile.code}.html", tile.zh, tile.en, f"{tile.disclosures}", tile.code)
            for tile in tiles
            if tile.disclosures
        ),
        *map(_publisher, publishers),
        *_projects(rankings, places),
    ]


def _ranked(rankings: Rankings) -> list[Entry]:
    """Return what is ranked, each with its newest ranking of the whole country."""
    found = []
    for what in rankings.kinds():
        newest = rankings.newest(what)
        if newest is None:
            continue
        if what in KINDS:
            code = ""
        else:
            code = what.removeprefix("f")
        words = [_SYNONYMS[what]] if what in _SYNONYMS else []
        zh, en = words_of(what)
        href = path_of((what, newest, ""))
        found.append(Entry(href, zh, en, str(newest[0]), code, words, [code] if code else []))
    return found


def _publisher(publisher: Publisher) -> Entry:
    years = publisher.years
    if len(years) > 1:
        span = f"{years[-1]}–{years[0]}"
    else:
        span = "".join(map(str, years))
    region = publisher.region_code or ""
    return Entry(
        f"p/{publisher.publisher_id}.html",
        publisher.name,
        english_of(publisher),
        " ".join([*publisher.places, span]).strip(),
        region,
        [*publisher.other_names, *publisher.places, *map(place_name, publisher.places)],
        [*(region[:length] for length in (2, 4, 6) if region), publisher.publisher_id],
    )


def _projects(rankings: Rankings, places: Places) -> list[Entry]:
    """Return the projects that are ranked, each once."""
    found: dict[tuple[str, str], Entry] = {}
    for (what, (year, _), _), entries in rankings.lists.items():
        for entry in entries if what == "projects" else ():
            disclosure, publisher = places[entry.disclosure_id]
            found.setdefault(
                (entry.name, entry.disclosure_id),
                Entry(f"d/{disclosure.slug}.html", entry.name, "", f"{publisher.name} {year}"),
            )
    return list(found.values())


def write_index(folder: Path, entries: Sequence[Entry]) -> None:
    """Write `search/`; an entry's number is its place in the sequence."""
    folder.mkdir(parents=True, exist_ok=True)
    postings: dict[str, list[int]] = {}
    spoken: set[str] = set()
    for number, entry in enumerate(entries):
        told = {name: syllables(name) for name in (entry.zh, *entry.other)}
        spoken.update(part for parts in told.values() for part in parts)
        for term in sorted(set(terms(entry, told))):
            postings.setdefault(term, []).append(number)
    # About what a term weighs in a shard: its name, quotes, and six digits an entry.
    weight = sum(len(term.encode()) + 4 + 6 * len(found) for term, found in postings.items())
    shards = max(1, -(-weight // SHARD_BYTES))
    grouped: list[dict[str, list[int]]] = [{} for _ in range(shards)]
    # Sorted: a shard that holds the same terms has the same bytes.
    for term, found in sorted(postings.items()):
        grouped[fnv(term) % shards][term] = _steps(found)
    for number, terms_of_shard in enumerate(grouped):
        _write(folder / f"t{number}.js", "terms", number, terms_of_shard)
    for number, start in enumerate(range(0, len(entries), NAMES_A_SHARD)):
        some = entries[start : start + NAMES_A_SHARD]
        names = [[entry.href, entry.zh, entry.en, entry.note, entry.code] for entry in some]
        _write(folder / f"n{number}.js", "names", number, names)
    meta = {
        "shards": shards,
        "namesAShard": NAMES_A_SHARD,
        "count": len(entries),
        "syllables": sorted(spoken),
    }
    _write(folder / "meta.js", "meta", 0, meta)


def terms(entry: Entry, spoken: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Return what an entry is found by: bigrams of its names, their pinyin two syllables at a time
    and their initials three at a time, its codes, and its English words.
    """
    for name, parts in spoken.items():
        yield from bigrams(name)
        yield from (f"~{a}{b}" for a, b in pairwise(parts))
        initials = "".join(part[0] for part in parts)
        yield from (
            f"-{initials[at : at + _INITIALS]}" for at in range(len(initials) - _INITIALS + 1)
        )
    for text in (entry.en, *entry.other):
        yield from (f"={word}" for word in re.findall(r"[a-z]{2,}", text.lower()))
    yield from entry.codes


def bigrams(text: str) -> Iterable[str]:
    """Return each two characters that stand side by side, in the normal form."""
    plain = normal(text)
    return (plain[at : at + 2] for at in range(len(plain) - 1))


def normal(text: str) -> str:
    """Return a text's normal form for search: NFKC, lower case, letters and digits only."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).lower() if char.isalnum())


def fnv(term: str) -> int:
    """Return the 32-bit FNV-1a hash over a term's UTF-16 code units."""
    value = 0x811C9DC5
    units = term.encode("utf-16-le")
    for low, high in zip(units[::2], units[1::2], strict=True):
        # By UTF-16 units, as JavaScript counts characters: both sides must hash alike.
        unit = low | high << 8
        value = ((value ^ unit) * 0x01000193) & 0xFFFFFFFF
    return value


def _steps(numbers: list[int]) -> list[int]:
    """Return rising numbers as the steps between them, which are shorter."""
    return [number - before for before, number in zip([0, *numbers], numbers, strict=False)]


def _write(path: Path, kind: str, number: int, value: object) -> None:
    call = f"budgetflowSearch.{kind}({number},{script_json(value)});\n"
    path.write_text(call, encoding="utf-8", newline="\n")
