"""Run every check on a document's rows: findings, results and statuses are filled in.

`run_checks` may be run again on the same rows: what it wrote before is replaced, what others found
(unknown titles,
unknown units) stays.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from budgetflow.checks.catalogue.all import CHECKS
from budgetflow.checks.duplicates import by_disclosure, copies
from budgetflow.checks.model.check import Check
from budgetflow.checks.model.evidence import Comparison, Evidence, Observation
from budgetflow.checks.model.figures import Figures, Past
from budgetflow.checks.model.messages import told
from budgetflow.checks.verdicts import Testimony, judge
from budgetflow.contracts.metadata import NUMBER_DIGITS
from budgetflow.interpret.rows_model import (
    Amount,
    CheckResult,
    DisclosureRow,
    Finding,
    Statement,
    Understanding,
)

OWN = frozenset(check.id for check in CHECKS)
PLACES = Decimal(1).scaleb(-NUMBER_DIGITS[1])
HELD = "quarantined"


@dataclass(frozen=True, slots=True)
class Made:
    """A check and what it found to compare in one disclosure."""

    check: Check
    evidence: list[Evidence]


def run_checks(understanding: Understanding, history: Iterable[Understanding] = ()) -> None:
    """Check every disclosure of these rows; `history` holds earlier disclosures of the same
    publishers from elsewhere.

    Fills `findings` and `check_results` and sets the status of disclosures and documents:
    `quarantined` where a total is
    suspected of being misread, `accepted_with_findings` where the publisher erred or something
    stays open, else
    `accepted`. Rows withdrawn, unreadable or no disclosure keep their status.

    Where several documents print the same tables of one disclosure (a copy, an earlier version),
    each is checked by itself.
    """
    understanding.findings = [
        finding for finding in understanding.findings if finding.check_id not in OWN
    ]
    understanding.check_results = [
        result for result in understanding.check_results if result.check_id not in OWN
    ]
    own = by_disclosure(understanding)
    past = Past(
        [*own.values(), *(rows for told in history for rows in by_disclosure(told).values())]
    )
    seen: Counter[str] = Counter()
    for disclosure in understanding.disclosures:
        made: list[Made] = []
        findings: list[Finding] = []
        for rows in copies(disclosure, own[disclosure.disclosure_id]):
            figures = Figures(disclosure, rows, past)
            found = [
                Made(check, list(check.find(figures)))
                for check in CHECKS
                if check.applies_to(disclosure.stage)
            ]
            testimony = Testimony()
            testimony.see(figures.amounts)
            testimony.hear(_once(found))
            findings += [
                finding for one in found for finding in _findings(disclosure, one, testimony, seen)
            ]
            made += found
        understanding.findings.extend(findings)
        understanding.check_results.extend(_result(disclosure, check, made) for check in CHECKS)
        _set_status(own[disclosure.disclosure_id], disclosure, findings)


def _once(made: Iterable[Made]) -> Iterable[Evidence]:
    """Give each comparison once, though several checks may make it."""
    seen: set[tuple[object, ...]] = set()
    for one in made:
        for evidence in one.evidence:
            if isinstance(evidence, Comparison):
                key = (
                    evidence.where_en,
                    *(id(figure.amount or figure.statement) for figure in evidence.figures),
                )
                if key in seen:
                    continue
                seen.add(key)
            yield evidence


def _broken(evidence: Evidence) -> bool:
    return not evidence.holds if isinstance(evidence, Observation) else evidence.outcome == "broken"


def _result(disclosure: DisclosureRow, check: Check, made: Iterable[Made]) -> CheckResult:
    evidence = [evidence for one in made if one.check is check for evidence in one.evidence]
    state = "fail" if any(map(_broken, evidence)) else "pass" if evidence else "not_applicable"
    return CheckResult(disclosure.disclosure_id, check.id, state, len(evidence))


def _findings(
    disclosure: DisclosureRow, one: Made, testimony: Testimony, seen: Counter[str]
) -> Iterable[Finding]:
    for evidence in one.evidence:
        if isinstance(evidence, Comparison) and evidence.outcome != "equal":
            yield _of_comparison(disclosure, one.check, evidence, testimony, seen)
        elif isinstance(evidence, Observation) and not evidence.holds:
            yield _of_observation(disclosure, one.check, evidence, testimony, seen)


def _of_comparison(
    disclosure: DisclosureRow,
    check: Check,
    evidence: Comparison,
    testimony: Testimony,
    seen: Counter[str],
) -> Finding:
    verdict, severity = judge(check, evidence, testimony)
    amounts = [figure.amount for figure in evidence.figures if figure.amount]
    statements = [figure.statement for figure in evidence.figures if figure.statement]
    left, right = (value.quantize(PLACES) for value in (evidence.left_total, evidence.right_total))
    first: list[Amount | Statement] = [*statements, *amounts]
    message_zh, message_en = told(evidence)
    return Finding(
        finding_id=_key(
            seen,
            disclosure.disclosure_id,
            check.id,
            evidence.key or evidence.where_en,
            [a.amount_id for a in amounts],
            [s.statement_id for s in statements],
        ),
        disclosure_id=disclosure.disclosure_id,
        check_id=check.id,
        severity=severity,
        verdict=verdict,
        left=left,
        right=right,
        difference=left - right,
        tolerance=evidence.allowed.quantize(PLACES),
        amount_ids=list(dict.fromkeys(amount.amount_id for amount in amounts)),
        statement_ids=list(dict.fromkeys(statement.statement_id for statement in statements)),
        message_zh=message_zh,
        message_en=message_en,
        document_id=first[0].document_id if first else evidence.document_id,
        page=first[0].page if first else evidence.page,
    )


def _of_observation(
    disclosure: DisclosureRow,
    check: Check,
    evidence: Observation,
    testimony: Testimony,
    seen: Counter[str],
) -> Finding:
    verdict, severity = judge(check, evidence, testimony)
    amount_ids = [amount.amount_id for amount in evidence.amounts]
    statement_ids = [statement.statement_id for statement in evidence.statements]
    first: list[Amount | Statement] = [*evidence.statements, *evidence.amounts]
    return Finding(
        finding_id=_key(
            seen,
            disclosure.disclosure_id,
            check.id,
            evidence.key or evidence.en,
            amount_ids,
            statement_ids,
        ),
        disclosure_id=disclosure.disclosure_id,
        check_id=check.id,
        severity=severity,
        verdict=verdict,
        left=None,
        right=None,
        difference=None,
        tolerance=None,
        amount_ids=amount_ids,
        statement_ids=statement_ids,
        message_zh=evidence.zh,
        message_en=evidence.en,
        document_id=first[0].document_id if first else evidence.document_id,
        page=evidence.page,
    )


def _set_status(
    understanding: Understanding, disclosure: DisclosureRow, findings: list[Finding]
) -> None:
    totals = {amount.amount_id for amount in understanding.amounts if amount.row_role == "total"}
    suspects = [
        finding
        for finding in findings
        if finding.verdict == "parse_suspect" and totals.intersection(finding.amount_ids)
    ]
    telling = [
        finding
        for finding in findings
        if finding.verdict != "rounding" and finding.severity != "info"
    ]
    status = HELD if suspects else "accepted_with_findings" if telling else "accepted"
    if disclosure.status in ("accepted", "accepted_with_findings", HELD):
        disclosure.status = status
    for document in understanding.documents:
        if document.status in ("accepted", "accepted_with_findings", HELD):
            document.status = status
            document.status_reason = suspects[0].message_zh if suspects else None


def _key(seen: Counter[str], *values: object) -> str:
    """Give a stable key of published values; the second finding with the same values is told apart
    by its place.
    """
    key = hashlib.sha256("\x1f".join(map(str, values)).encode()).hexdigest()[:16]
    seen[key] += 1
    return key if seen[key] == 1 else hashlib.sha256(f"{key}#{seen[key]}".encode()).hexdigest()[:16]
