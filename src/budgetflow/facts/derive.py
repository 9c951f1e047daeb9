"""Derive what readers add up from the rows of whole disclosures."""

from __future__ import annotations

from collections import defaultdict

from budgetflow.facts.canonical import mark_facts
from budgetflow.facts.function_sums import compare_functions
from budgetflow.facts.functions import build_functions
from budgetflow.facts.government_totals import build_government_totals
from budgetflow.facts.project_budgets import build_project_budgets
from budgetflow.facts.publishers import is_own_only, publisher_id
from budgetflow.facts.totals import build_totals
from budgetflow.facts.versions import counting
from budgetflow.interpret.rows_model import Understanding


def derive_facts(whole: Understanding) -> None:
    """Mark the facts of all amounts and build totals, functions and project budgets anew.

    `whole` holds every document of its disclosures; calling it again gives the same rows. Of
    several versions of a disclosure the newest alone is counted (`facts.versions`).
    """
    newest = counting(whole)
    mark_facts(whole.amounts, newest.amounts)
    for disclosure in whole.disclosures:
        disclosure.publisher_id = publisher_id(
            disclosure.publisher, disclosure.region_code, disclosure.disclosure_id
        )
        disclosure.own_only = is_own_only(disclosure.publisher, disclosure.title)
    rows = {
        name: _by_disclosure(getattr(newest, name))
        for name in ("amounts", "statements", "projects", "performance_targets")
    }
    doubted = _doubted(whole)
    whole.disclosure_totals, whole.functions, whole.project_budgets = [], [], []
    whole.government_totals = []
    for disclosure in whole.disclosures:
        own = disclosure.disclosure_id
        amounts = rows["amounts"][own]
        statements = rows["statements"][own]
        totals = build_totals(disclosure, amounts, statements)
        functions = build_functions(disclosure, amounts)
        # After both are built: it says how the classes add up to the total.
        compare_functions(totals, functions, doubted[own])
        whole.disclosure_totals.append(totals)
        whole.functions.extend(functions)
        whole.government_totals.extend(build_government_totals(disclosure, amounts))
        whole.project_budgets.extend(
            build_project_budgets(
                disclosure, amounts, rows["performance_targets"][own], rows["projects"][own]
            )
        )


def _doubted(whole: Understanding) -> dict[str, set[str]]:
    """Return by disclosure the cells that a finding rests on which is no rounding."""
    out: dict[str, set[str]] = defaultdict(set)
    for finding in whole.findings:
        if finding.disclosure_id is not None and finding.verdict != "rounding":
            out[finding.disclosure_id].update(finding.amount_ids)
    return out


def _by_disclosure(rows: list) -> dict[str, list]:  # type: ignore[type-arg]
    out: dict[str, list] = defaultdict(list)  # type: ignore[type-arg]
    for row in rows:
        out[row.disclosure_id].append(row)
    return out
