"""Run every check on a document's rows: findings, results and statuses are filled in.

`run_checks` may be run again on the same rows: what it wrote before is replaced, what others found
(unknown titles,
unknown units) stays.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from budgetflow.checks.catalogue.all import CHECKS
from budgetflow.checks.duplicates import by_disclosure, copies
from budgetflow.checks.explanations.case import Case
from budgetflow.checks.explanations.counting import support
from budgetflow.checks.holding.held import accuse_nobody, rests_on
from budgetflow.checks.holding.unlabelled import unlabelled
from budgetflow.checks.model.arithmetic import arithmetic, places_of, where_of
from budgetflow.checks.model.check import Check
from budgetflow.checks.model.evidence import Comparison, Evidence, Observation
from budgetflow.checks.model.figures import Figures, Past
from budgetflow.checks.model.messages import told
from budgetflow.checks.model.peers import Case as RuleCase
from budgetflow.checks.model.peers import Peers, case_of
from budgetflow.checks.model.rules import layouts
from budgetflow.checks.model.testimony import Testimony
from budgetflow.checks.verdicts import judge, judge_observation
from budgetflow.contracts.metadata import NUMBER_DIGITS
from budgetflow.contracts.vocabulary import HELD, SUPERSEDED
from budgetflow.interpret.keys import stable_key
from budgetflow.interpret.rows_model import (
    CUT_FIGURE,
    IMPOSSIBLE_AMOUNT,
    SEVERAL_FIGURES,
    UNDECIDED_FIGURE,
    Amount,
    CheckResult,
    DisclosureRow,
    Finding,
    Statement,
    Understanding,
)

OWN = frozenset(check.id for check in CHECKS)
PLACES = Decimal(1).scaleb(-NUMBER_DIGITS[1])
# Statuses that the checks decide.
SET_HERE = ("accepted", "accepted_with_findings", HELD)


@dataclass(frozen=True, slots=True)
class Made:
    """What a check found to compare in one disclosure, or in one copy of it."""

    check: Check
    count: int
    """How many comparisons and observations it made."""
    amiss: list[Evidence]
    """Those to tell: comparisons whose sides differ, observations that do not hold."""


@dataclass
class Compared:
    """What a difference is judged by: all that was compared in one disclosure, or in one copy of
    it. No slots: the testimony is worked out once.
    """

    figures: Figures
    evidence: list[Evidence]
    """Each comparison once, and the observations."""
    layouts: dict[str, str]

    @cached_property
    def testimony(self) -> Testimony:
        """What all comparisons say of each figure."""
        testimony = Testimony()
        testimony.see(self.figures.amounts)
        testimony.hear(self.evidence)
        return testimony


@dataclass(frozen=True, slots=True)
class Checked:
    """One disclosure, or one copy of it, with what the checks found amiss."""

    made: list[Made]
    compared: Compared | None
    """None where no sides differ: then nothing is judged, and what was compared would be most of
    the memory of a batch.
    """


@contextmanager
def _without_collector() -> Iterator[None]:
    """Leave cycles alone meanwhile: the checks make hundreds of thousands of objects and no cycle,
    and looking for one in all rows of a batch again and again was a sixth of their time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_without_collector()
def run_checks(understanding: Understanding, history: Iterable[Understanding] = ()) -> None:
    """Check every disclosure of these rows; `history` holds other disclosures: earlier ones of the
    same publishers, and others laid out alike, which show where a rule holds.

    Fills `findings` and `check_results` and sets the status of disclosures and documents:
    `quarantined` where a total is suspected of being misread or most figures have no label,
    `accepted_with_findings` where the publisher erred or something stays open, else `accepted`.
    Rows withdrawn, unreadable or no disclosure keep their status. What is held back accuses nobody.

    Where several documents print the same tables of one disclosure (a copy, an earlier version),
    each is checked by itself.
    """
    # A document is checked again whenever its neighbours change (a later year, a copy), so what was
    # found before must not be found twice.
    _forget_own(understanding)
    own = by_disclosure(understanding)
    others = [rows for known in history for rows in by_disclosure(known).values()]
    # The disclosures of one batch are each other's past as well: budget and accounts of a year
    # often arrive together.
    past = Past([*own.values(), *others])
    peers = Peers()
    # Findings are made in a second pass: whether a rule is a way of counting shows only when every
    # disclosure, those of the history too, was compared.
    checked = [
        (disclosure, list(_checked(disclosure, own[disclosure.disclosure_id], past, peers)))
        for disclosure in understanding.disclosures
    ]
    for rows in others:
        for disclosure in rows.disclosures:
            list(_checked(disclosure, rows, past, peers))  # for what the peers hear
    seen: Counter[str] = Counter()
    for disclosure, copied in checked:
        told: list[tuple[Finding, RuleCase | None]] = []
        for one in copied:
            for made in one.made:
                told += _findings(disclosure, made, one, peers, seen)
        findings = [finding for finding, _ in told]
        _set_status(own[disclosure.disclosure_id], disclosure, findings)
        understanding.findings.extend(findings)
        understanding.rule_tallies.extend(peers.rows_of(disclosure.disclosure_id, told))
        understanding.check_results.extend(_results(disclosure, copied))


def _forget_own(understanding: Understanding) -> None:
    """Take out what the checks found before; findings of the readers stay."""
    understanding.findings = [
        finding for finding in understanding.findings if finding.check_id not in OWN
    ]
    understanding.check_results = [
        result for result in understanding.check_results if result.check_id not in OWN
    ]
    understanding.rule_tallies = []


def _checked(
    disclosure: DisclosureRow, rows: Understanding, past: Past, peers: Peers
) -> Iterator[Checked]:
    """Make every check on a disclosure, copy by copy, and tell the peers what it compared."""
    for copy in copies(disclosure, rows):
        figures = Figures(disclosure, copy, past)
        found = [
            (check, list(check.find(figures)))
            for check in CHECKS
            if check.applies_to(disclosure.stage, disclosure.scope)
        ]
        laid_out = layouts(figures)
        evidence = list(_once(found))
        for one in evidence:
            if isinstance(one, Comparison):
                peers.hear(disclosure.disclosure_id, one, laid_out)
        made = [Made(check, len(own), list(filter(_amiss, own))) for check, own in found]
        to_judge = any(isinstance(one, Comparison) for check in made for one in check.amiss)
        # Most disclosures have no difference, and what was compared would be most of a batch's
        # memory: it is kept only where something is to be judged.
        yield Checked(made, Compared(figures, evidence, laid_out) if to_judge else None)


def _once(found: Iterable[tuple[Check, list[Evidence]]]) -> Iterator[Evidence]:
    """Return each comparison once, though several checks may make it."""
    seen: set[tuple[object, ...]] = set()
    for _, evidence in found:
        for one in evidence:
            if isinstance(one, Comparison):
                # By identity of the cell, not by value: two cells with one value are two
                # testimonies, and the one cell met by two checks is one.
                key = (one.where_en, *[id(f.amount or f.statement) for f in one.figures])
                if key in seen:
                    continue
                seen.add(key)
            yield one


def _amiss(evidence: Evidence) -> bool:
    """Check whether evidence is to be told: its sides differ, or it is not as it should be."""
    if isinstance(evidence, Observation):
        return not evidence.holds
    return evidence.outcome != "equal"


def _fails(evidence: Evidence) -> bool:
    """Check whether evidence fails its check: a difference within rounding does not."""
    return isinstance(evidence, Observation) or evidence.outcome == "broken"


def _results(disclosure: DisclosureRow, copied: Iterable[Checked]) -> Iterator[CheckResult]:
    """Return the result of every check, over all copies of a disclosure."""
    counts: Counter[str] = Counter()
    failed: set[str] = set()
    for one in copied:
        for made in one.made:
            counts[made.check.id] += made.count
            if any(map(_fails, made.amiss)):
                failed.add(made.check.id)
    for check in CHECKS:
        state = "pass" if counts[check.id] else "not_applicable"
        if check.id in failed:
            state = "fail"
        yield CheckResult(disclosure.disclosure_id, check.id, state, counts[check.id])


def _findings(
    disclosure: DisclosureRow, made: Made, one: Checked, peers: Peers, seen: Counter[str]
) -> Iterable[tuple[Finding, RuleCase | None]]:
    """Return what a check finds amiss, each with the rule and layout it is a case of."""
    for evidence in made.amiss:
        if isinstance(evidence, Observation):
            yield _of_observation(disclosure, made.check, evidence, seen), None
        elif one.compared is not None:
            known = one.compared
            case = Case(evidence, known.figures, known.testimony, peers, known.layouts)
            finding = _of_comparison(disclosure, made.check, case, seen)
            yield finding, case_of(evidence, known.layouts)


def _of_comparison(
    disclosure: DisclosureRow, check: Check, case: Case, seen: Counter[str]
) -> Finding:
    evidence = case.comparison
    told_of = judge(check, case)
    amounts = [figure.amount for figure in evidence.figures if figure.amount]
    statements = [figure.statement for figure in evidence.figures if figure.statement]
    left, right = (value.quantize(PLACES) for value in (evidence.left_total, evidence.right_total))
    first: list[Amount | Statement] = [*statements, *amounts]
    message_zh, message_en = told(evidence)
    held_in, broken_in = support(case)
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
        severity=told_of.severity,
        verdict=told_of.verdict,
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
        explanation=told_of.explanation,
        held_in=held_in,
        broken_in=broken_in,
        arithmetic=arithmetic(evidence),
        evidence=places_of(evidence),
        quotation=statements[0].text if statements else None,
    )


def _of_observation(
    disclosure: DisclosureRow, check: Check, evidence: Observation, seen: Counter[str]
) -> Finding:
    told_of = judge_observation(check, evidence)
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
        severity=told_of.severity,
        verdict=told_of.verdict,
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
        explanation=told_of.explanation,
        evidence=[where_of(amount) for amount in evidence.amounts],
        quotation=evidence.statements[0].text if evidence.statements else None,
    )


def _set_status(
    understanding: Understanding, disclosure: DisclosureRow, findings: list[Finding]
) -> None:
    """Set the status of a disclosure and of each of its documents by its own findings: a document
    is held back for its own tables, not for its neighbour's.
    """
    documents = {amount.amount_id: amount.document_id for amount in understanding.amounts}
    suspects = _suspects(understanding, findings, documents)
    for finding in findings:
        if suspects and rests_on(finding, suspects.keys(), documents):
            accuse_nobody(finding)
    if disclosure.status in SET_HERE:
        disclosure.status = HELD if suspects else _status(findings)
    for document in understanding.documents:
        if document.status in SET_HERE:
            reason = suspects.get(document.document_id)
            document.status = HELD if reason else _status(findings)
            document.status_reason = reason


def _suspects(
    understanding: Understanding, findings: list[Finding], documents: Mapping[str, str]
) -> dict[str, str]:
    """Return the documents that may be misread, with the reason; not those of earlier versions."""
    totals = {amount.amount_id for amount in understanding.amounts if amount.row_role == "total"}
    # The first reason stands (`setdefault`): it is the one the operator is shown, and the graver
    # ones are looked for first.
    suspects = unlabelled(understanding)
    for finding in findings:
        # Only a suspected total holds a document: a suspect leaf is flagged where it stands, and a
        # total is what readers take first.
        if finding.verdict == "parse_suspect":
            for amount_id in totals.intersection(finding.amount_ids):
                suspects.setdefault(documents[amount_id], finding.message_zh)
    for finding in understanding.findings:
        misread = finding.check_id in (IMPOSSIBLE_AMOUNT, UNDECIDED_FIGURE, CUT_FIGURE) or (
            finding.check_id == SEVERAL_FIGURES and finding.verdict == "parse_suspect"
        )
        if misread and finding.document_id:
            suspects.setdefault(finding.document_id, finding.message_zh)
    # An earlier version is no longer published, so there is nothing to hold back.
    earlier = {row.document_id for row in understanding.documents if row.status == SUPERSEDED}
    return {name: reason for name, reason in suspects.items() if name not in earlier}


def _status(findings: Iterable[Finding]) -> str:
    telling = any(
        finding.verdict != "rounding" and finding.severity != "info" for finding in findings
    )
    if telling:
        return "accepted_with_findings"
    return "accepted"


def _key(seen: Counter[str], *values: object) -> str:
    """Return a stable key of published values; the second finding with the same values is told
    apart by its place.
    """
    # Identifiers rest on what is published, never on positions in a list, so that a finding keeps
    # its own when another check is added before it.
    key = stable_key(*map(str, values))
    seen[key] += 1
    number = seen[key]
    if number == 1:
        return key
    return stable_key(f"{key}#{number}")
