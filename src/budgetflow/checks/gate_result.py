"""What came of the gate before a release, as values: the same feed the log, the artifact and the record of a failed run."""

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

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.dataset}: {self.expectation}: {self.unexpected} value(s), such as {', '.join(self.examples) or 'none shown'}"


@dataclass(slots=True)
class GateResult:
    """Whether a release may be published, and why not."""

    checks: list[GateCheck] = field(default_factory=list)
    contract_failures: list[ContractFailure] = field(default_factory=list)
    docs: Path | None = None
    """The Data Docs' first page, where they were asked for."""

    @property
    def passed(self) -> bool:
        """True where every contract and every expectation held, and there was something to hold."""
        return bool(self.checks) and not self.reasons

    @property
    def reasons(self) -> list[str]:
        """What did not hold, one line each."""
        if not self.checks:
            return ["there is no row to release"]
        return [*map(str, self.contract_failures), *(str(check) for check in self.checks if not check.success)]


class GateFailed(RuntimeError):
    """Raised by `require` where the gate stays shut; the message lists every reason, `result` has them as values."""

    def __init__(self, result: GateResult) -> None:
        """Keep the result."""
        self.result = result
        super().__init__("the release was held back:\n" + "\n".join(f"- {reason}" for reason in result.reasons))
