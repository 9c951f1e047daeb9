"""All errors of publishers for the filters of the findings page, which shows the first as cards: of
each its place, year and check in one small file, and what it says in shards fetched as they are
needed.

A shard is a script that hands over its data, since a page opened from a disk may not fetch files;
`static/filter.js` reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from budgetflow.releases.site.finding_words import english_message
from budgetflow.releases.site.publishers import Disclosure, Publisher
from budgetflow.releases.site.script_json import script_json

# Errors of one shard: some 40 kB.
A_SHARD = 100
FOLDER = "errors"
# A card, the disclosure it is of, and who published that.
Case = tuple[dict[str, Any], Disclosure, Publisher]


def facets_of(publisher: Publisher, disclosure: Disclosure, check_id: str) -> tuple[str, str, str]:
    """Return the place, year and check that an error is filtered by; empty where not known."""
    return publisher.province or "", str(disclosure.fiscal_year or ""), check_id


def write_error_index(release: Path, cases: Sequence[Case]) -> None:
    """Write `errors/`: `meta.js`, with the number of each error's facets in the order of `cases`,
    and shards of what the errors say.
    """
    if not cases:
        return
    folder = release / FOLDER
    folder.mkdir(exist_ok=True)
    numbers: dict[tuple[str, str, str], int] = {}
    of_each = []
    for card, disclosure, publisher in cases:
        facets = facets_of(publisher, disclosure, card["check_id"])
        # Facets repeat over thousands of errors, so each set is written once.
        of_each.append(numbers.setdefault(facets, len(numbers)))
    meta = {"aShard": A_SHARD, "facets": list(numbers), "of": of_each}
    _write(folder / "meta.js", "meta", 0, meta)
    for number, start in enumerate(range(0, len(cases), A_SHARD)):
        lines = [_line(*case) for case in cases[start : start + A_SHARD]]
        _write(folder / f"e{number}.js", "errors", number, lines)


def _line(card: dict[str, Any], disclosure: Disclosure, publisher: Publisher) -> list[str]:
    """Return what a filter shows of an error: address, publisher, period and message."""
    return [
        f"d/{disclosure.slug}.html#f{card['finding_id'][:12]}",
        f"{publisher.name} {disclosure.fiscal_year or ''}",
        disclosure.stage_zh,
        disclosure.stage_en,
        card["message_zh"],
        english_message(card["message_en"]),
    ]


def _write(path: Path, kind: str, number: int, value: object) -> None:
    call = f"budgetflowErrors.{kind}({number},{script_json(value)});\n"
    path.write_text(call, encoding="utf-8", newline="\n")
