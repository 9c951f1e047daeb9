"""When what others do is a way of counting, and no error of theirs."""

from __future__ import annotations

# Other disclosures that must break a rule before it is one of the layout's ways of counting.
FEWEST_PEERS = 2


def is_way_of_counting(broken: int, others: int) -> bool:
    """Return whether so many other disclosures break a rule alike that it is a way of counting:
    two at least, and most of those that have the layout.
    """
    # One other document that errs alike may be a copy by the same hand; two are a habit of the
    # layout.
    return broken >= FEWEST_PEERS and broken * 2 > others
