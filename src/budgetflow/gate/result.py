"""What came of the gate before a release, as values: the same feed the log, the artifact and the
record of a failed run.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from budgetflow.contracts.frames import ContractFailure


@dataclass(frozen=True, slots=True)
class GateCheck:
    """One expectation and what came of it."""

    dataset: str
    expectation: str
    """Kind and column in words: `expect_column_values_to_be_unique amount_id`."""
    success: bool
    unexpected: int = 0
    examples: tuple[str, ...] = ()
    acceptable: bool = False
    """True where a person may let it pass: something is fewer than before, but no row is wrong."""

    def __str__(self) -> str:
        """Return it in one line."""
        return (
            f"{self.dataset}: {self.expectation}: {self.unexpected} value(s), such as "
            f"{', '.join(self.examples) or 'none shown'}"
        )


@dataclass(slots=True)
class GateResult:
    """Whether a release may be published, and why not."""

    checks: list[GateCheck] = field(default_factory=list)
    contract_failures: list[ContractFailure] = field(default_factory=list)
    docs: Path | None = None
    """The Data Docs' first page, where they were asked for."""
    accepted: str = ""
    """Why a person let pass what was lost, in their words; empty where nobody did."""

    @property
    def passed(self) -> bool:
        """True where every contract and every expectation held, and there was something to hold."""
        return bool(self.checks) and not self.reasons

    @property
    def reasons(self) -> list[str]:
        """What did not hold, one line each."""
        # Nothing checked is nothing known: an empty release must not pass.
        if not self.checks:
            return ["there is no row to release"]
        shut = [
            check
            for check in self.checks
            if not check.success and not (self.accepted and check.acceptable)
        ]
        return [*map(str, self.contract_failures), *map(str, shut)]

    @property
    def let_through(self) -> list[str]:
        """What did not hold and was let pass, one line each."""
        if self.accepted:
            return [str(check) for check in self.checks if not check.success and check.acceptable]
        return []

    @property
    def note(self) -> str:
        """What the release itself tells of this: the reason and what was let pass for it; empty
        where there was nothing to let pass.
        """
        if self.let_through:
            return "\n".join([self.accepted, *self.let_through])
        return ""


class GateFailed(RuntimeError):
    """Raised by `require` where the gate stays shut; the message lists every reason, `result` has
    them as values.
    """

    def __init__(self, result: GateResult) -> None:
        """Keep the result."""
        self.result = result
        lost = [check for check in result.checks if not check.success]
        advice = "\nWhere this is as it should be: budgetflow release build --accept 'WHY'"
        # Only where a person may decide: rows that break a promise are never let pass.
        may = (
            not result.contract_failures and bool(lost) and all(check.acceptable for check in lost)
        )
        super().__init__(
            "the release was held back:\n"
            + "\n".join(f"- {reason}" for reason in result.reasons)
            + (advice if may else "")
        )
