"""Which pages a page of many leads to: a list of all would itself be too long, and grow with the
square of their number over all pages.
"""

from __future__ import annotations

from collections.abc import Sequence

# So many pages are all listed.
FEW = 60
# Pages beside the one shown that are listed, and the longer steps both ways.
_BESIDE, _STEPS = 3, (10, 100, 1000)


def pages_to_list(names: Sequence[str], page: int) -> list[tuple[int, str]]:
    """Return number and address of the pages that page `page` of `names` lists, itself among them:
    all of a few; of many the first, the last, the nearest, and some further away.
    """
    last = len(names)
    if last <= FEW:
        return list(enumerate(names, start=1))
    near = range(page - _BESIDE, page + _BESIDE + 1)
    far = [page + way * step for step in _STEPS for way in (-1, 1)]
    listed = {1, last, *(number for number in (*near, *far) if 1 <= number <= last)}
    return [(number, names[number - 1]) for number in sorted(listed)]
