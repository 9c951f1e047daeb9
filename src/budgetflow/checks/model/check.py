"""The declaration of a check.

A check is declared once (`budgetflow.checks.catalogue`) with the function that finds what to
compare in a disclosure. The function says only *what* must be equal; tolerance, verdict and wording
are worked out in `evidence`, `verdicts` and `messages`, the same way for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from budgetflow.checks.model.evidence import Evidence
from budgetflow.checks.model.figures import Figures

Kind = Literal["budget", "final_accounts", "both"]
CheckClass = Literal[
    "hard", "conditional", "presence", "format", "narrative", "cross-doc", "explain"
]


@dataclass(frozen=True, slots=True)
class Check:
    """One identity: what it compares, when it applies, and how it speaks."""

    id: str
    kind: Kind
    tables: str
    """Tables it looks at, in the short form of the trade: T1xT3."""
    zh: str
    en: str
    cls: CheckClass
    find: Callable[[Figures], Iterable[Evidence]]
    """Finds everything to compare in one disclosure; nothing found means not applicable."""
    condition: str = ""
    """For a conditional check: the circumstances in which it must hold."""
    government: bool = False
    """It is of whole-government books. Their tables share codes with departments' tables but have
    other rows and columns, so that no check of the one is made on the other."""

    def applies_to(self, stage: str | None, scope: str | None = None) -> bool:
        """Check whether the disclosure's stage and scope are those the check speaks of (an unknown
        stage is taken as a budget, an unknown scope as a department's).
        """
        if self.government != (scope == "government"):
            return False
        return self.kind in ("both", stage or "budget")
