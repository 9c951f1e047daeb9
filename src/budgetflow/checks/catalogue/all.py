"""Every check there is, in the order of its id: the list that `run` works through and the
documentation prints.
"""

from __future__ import annotations

from budgetflow.checks.catalogue.budget import BUDGET_CHECKS
from budgetflow.checks.catalogue.budget_text import BUDGET_TEXT_CHECKS
from budgetflow.checks.catalogue.final_accounts import FINAL_CHECKS
from budgetflow.checks.catalogue.government import GOVERNMENT_CHECKS
from budgetflow.checks.catalogue.prose import PROSE_CHECKS
from budgetflow.checks.model.check import Check

# All checks; ids are unique and published, so they never change their meaning.
CHECKS: tuple[Check, ...] = (
    *BUDGET_CHECKS,
    *BUDGET_TEXT_CHECKS,
    *FINAL_CHECKS,
    *PROSE_CHECKS,
    *GOVERNMENT_CHECKS,
)
