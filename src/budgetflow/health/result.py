"""What one check of the installation says."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

# `broken` makes the command fail; a warning does not, so that it can be used in scripts.
State = Literal["ok", "warning", "broken"]


@dataclass(frozen=True, slots=True)
class Result:
    """One line of `budgetflow doctor`."""

    check: str
    state: State
    message: str
    """What was found, naming the folder, address or version."""
    remedy: str = ""
    """What to do; empty where all is well."""

    def to_dict(self) -> dict[str, str]:
        """Return the result for `--json`."""
        return asdict(self)


def ok(check: str, message: str) -> Result:
    """Return a result of a check that holds."""
    return Result(check, "ok", message)


def warning(check: str, message: str, remedy: str) -> Result:
    """Return a result of something an operator should look at; the program still works."""
    return Result(check, "warning", message, remedy)


def broken(check: str, message: str, remedy: str) -> Result:
    """Return a result of something without which a run fails."""
    return Result(check, "broken", message, remedy)
