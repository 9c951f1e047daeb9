"""What keeps Python's garbage collector from taking a part of each page's time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# New objects after which cycles are looked for: the pages of a few dozen disclosures.
_NEW_OBJECTS = 100_000


@contextmanager
def seldom_looking_for_cycles() -> Iterator[None]:
    """Have the garbage collector look for cycles seldom meanwhile.

    Pages are made from rows and texts, which refer to nothing that refers to them: to walk all
    publishers and rows again for every 700 new ones took a fifteenth of a catalogue's time.
    """
    before = gc.get_threshold()
    gc.set_threshold(_NEW_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
