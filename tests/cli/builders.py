"""The command line for tests: every verb registered, whatever ran before."""

from __future__ import annotations

from budgetflow.cli import register

app = register()
