"""Stable identifiers: short hashes of raw published values, never of a clock, a path, or a row's
place.
"""

from __future__ import annotations

import hashlib
from collections import Counter


def stable_key(*values: object) -> str:
    """Return 16 hex digits that depend on the values alone, their order and their borders; None
    counts as empty.
    """
    return digest(*values)[:16]


def digest(*values: object) -> str:
    """Return the 64 hex digits of the sha256 of the values, parted by a sign that none holds."""
    # The unit separator of ASCII, so that ("ab", "c") and ("a", "bc") make two keys.
    words = ["" if value is None else str(value) for value in values]
    text = "\x1f".join(words)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class KeyMaker:
    """Makes keys unique inside one document: the second row with the same published values gets
    `#2` into its key.
    """

    def __init__(self) -> None:
        """Start with no key given out."""
        self._seen: Counter[tuple[object, ...]] = Counter()

    def make(self, *values: object) -> str:
        """Return a key for the values; equal values met again (two rows printed alike) get another,
        in printed order.
        """
        self._seen[values] += 1
        count = self._seen[values]
        # The first keeps the plain key: a line added below does not change it.
        if count == 1:
            return stable_key(*values)
        return stable_key(*values, f"#{count}")
