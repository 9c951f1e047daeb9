"""What each check asks, in both languages."""

from __future__ import annotations

from functools import cache

from budgetflow.checks.catalogue.all import CHECKS


@cache
def check_words() -> dict[str, tuple[str, str]]:
    """Give what each check holds against each other, in both languages, by its id."""
    return {check.id: (check.zh, check.en) for check in CHECKS}
