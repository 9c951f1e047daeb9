"""The error of settings that cannot be, apart from the settings: these bring pydantic, a third of
the time of `budgetflow --help`.
"""

from __future__ import annotations


class BadSettings(ValueError):
    """Raised where a setting cannot be used; the message names each, what it was, and what would be
    right.
    """
