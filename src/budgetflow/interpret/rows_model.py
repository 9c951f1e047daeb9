"""The Disclosure: what a document means, as rows of the public datasets.

Each dataclass is one dataset of DATASETS.md, field by field in its order; a test holds them to the
metadata tree in
`contracts`. Money is Decimal yuan with two places, exact from the printed text. Rows that belong to
a page carry page,
box or locator. `None` is null in the release.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any

from budgetflow.interpret.derived_rows import (
    DisclosureTotals,
    FunctionRow,
    GovernmentTotals,
    ProjectBudget,
)

# Findings of the interpretation about figures that cannot be what they seem: beyond any budget,
# several in one cell, of an undecided number format, cut off by the edge of the page. Each may hold
# its disclosure.
IMPOSSIBLE_AMOUNT = "impossible_amount"
SEVERAL_FIGURES = "several_figures_in_a_cell"
UNDECIDED_FIGURE = "undecided_figure"
CUT_FIGURE = "figure_cut_by_the_page"


@dataclass(slots=True)
class DisclosureRow:
    """One publisher, fiscal year, stage and scope."""

    disclosure_id: str
    fiscal_year: int | None
    stage: str | None
    scope: str | None
    publisher: str | None
    region_code: str | None = None
    region_name: str | None = None
    province: str | None = None
    title: str | None = None
    published_on: date | None = None
    landing_url: str = ""
    revision: int = 1
    # What the checks say of it, once all its files are there.
    status: str = "accepted"
    # Of `facts.publishers`: one key for all spellings of a body's name.
    publisher_id: str | None = None
    own_only: bool = False


@dataclass(slots=True)
class DocumentRow:
    """One file and the disclosure it serves; `disclosure_id` is None for a file that is no
    disclosure.
    """

    document_id: str
    disclosure_id: str | None
    role: str
    media_type: str
    bytes: int
    pages: int
    file_name: str
    source_url: str = ""
    text_layer: str = "native"
    reader: str = ""
    reader_version: str = ""
    status: str = "accepted"
    """`accepted`, `accepted_with_findings`, `quarantined`, `withdrawn`, `superseded`, `unreadable`,
    `not_a_disclosure`."""
    status_reason: str | None = None
    contents: list[str] | None = None
    headings: list[str] | None = None
    published_on: date | None = None
    """The day the announcement or the file's own signature gives it."""


@dataclass(slots=True)
class TableRow:
    """One standard table found, announced, or declared empty."""

    table_id: str
    disclosure_id: str
    document_id: str
    table_code: str
    table_no: int
    number_printed: str | None
    title_printed: str | None
    unit_printed: str | None
    pages: list[int]
    rows: int
    columns: int
    state: str
    state_sentence: str | None = None
    # Of governments' books alone, whose tables are of several years and levels.
    table_year: int | None = None
    coverage: str | None = None


@dataclass(slots=True)
class Amount:
    """One figure printed in a table."""

    amount_id: str
    disclosure_id: str
    document_id: str
    table_id: str
    # Repeated from disclosure and table, so that the usual questions need no join.
    fiscal_year: int | None
    stage: str | None
    province: str | None
    table_code: str
    table_no: int
    # From 1, as a reader of the page counts.
    row_no: int
    column_no: int
    side: str | None
    row_label: str | None
    row_path: list[str]
    row_role: str
    function_code: str | None
    economic_code: str | None
    government_economic_code: str | None
    code_origin: str | None
    item: str | None
    project_name: str | None
    unit_name: str | None
    measure: str
    column_label: str
    amount_yuan: Decimal | None
    amount_printed: str
    unit_printed: str | None
    value_state: str
    page: int | None = None
    # Points on a page, never money; a sheet has a locator instead.
    x0: float | None = None
    top: float | None = None
    x1: float | None = None
    bottom: float | None = None
    locator: str | None = None
    confidence: float = 1.0
    # What the amount counts, marked by `facts` when all documents of a disclosure are together: one
    # document alone does not show which cell of a fact is printed where.
    flow: str | None = None
    fund: str | None = None
    component: str | None = None
    period: str | None = None
    level: str | None = None
    is_leaf: bool = False
    body_scope: str = "department"
    fact_id: str | None = None
    is_canonical: bool = False
    # Of governments' books: one table sets years, levels and regions beside each other.
    table_year: int | None = None
    coverage: str | None = None
    coverage_printed: str | None = None
    region_name: str | None = None
    region_code: str | None = None
    base_measure: str | None = None
    revenue_code: str | None = None

    @property
    def is_line_of_unit(self) -> bool:
        """Check whether the row is the line of a unit: its label is the unit's own name."""
        return bool(self.unit_name) and self.unit_name == self.row_label


@dataclass(slots=True)
class Statement:
    """One figure said in prose."""

    statement_id: str
    disclosure_id: str
    document_id: str
    section: str | None
    topic: str
    function_code: str | None
    subject_printed: str | None
    amount_yuan: Decimal | None
    share_percent: Decimal | None
    change_yuan: Decimal | None
    change_percent: Decimal | None
    direction: str
    reason: str | None
    quantity: Decimal | None
    quantity_unit: str | None
    text: str
    page: int | None = None
    locator: str | None = None
    amount_printed: str | None = None
    unit_printed: str | None = None
    compared_with_year: int | None = None
    against_budget: str | None = None
    budget_change_yuan: Decimal | None = None
    """The difference against the budget of the same year, signed; final accounts say it."""
    budget_change_percent: Decimal | None = None
    position: int = 0
    """Order in the document, from 1."""
    statement_year: int | None = None
    """Year the figure is of, in a government's report."""
    coverage: str | None = None
    """Whole region or own level, in a government's report."""


@dataclass(slots=True)
class DecidedStatement(Statement):
    """A statement with the rules that decided what it speaks of, which `budgetflow show` prints and
    no dataset holds.
    """

    rules: tuple[str, ...] = ()


@dataclass(slots=True)
class Allocation:
    """One share of a project's money, as the prose splits it."""

    name: str
    amount_yuan: Decimal | None
    printed: str


@dataclass(slots=True)
class Project:
    """One project described in prose by labelled fields."""

    project_id: str
    disclosure_id: str
    name: str
    policy_basis: str | None = None
    amount_yuan: Decimal | None = None
    undertaking_unit: str | None = None
    allocations: list[Allocation] = field(default_factory=list)
    allocation_text: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    funding_source: str | None = None
    beneficiaries: str | None = None
    subsidy_standard: str | None = None
    subsidy_scope: str | None = None
    subsidy_method: str | None = None
    distribution_procedure: str | None = None
    benefit: str | None = None
    text: str = ""
    page: int | None = None
    locator: str | None = None
    document_id: str | None = None


@dataclass(slots=True)
class PerformanceTarget:
    """One indicator of a 绩效目标表."""

    target_id: str
    disclosure_id: str
    table_id: str
    subject: str | None
    goal: str | None
    budget_yuan: Decimal | None
    budget_fiscal_yuan: Decimal | None
    budget_other_yuan: Decimal | None
    level1: str | None
    level2: str | None
    indicator: str | None
    operator: str | None
    target: Decimal | None
    target_unit: str | None
    target_printed: str | None
    basis: str | None = None
    previous_value: str | None = None
    weight: Decimal | None = None
    scoring_rule: str | None = None
    evidence: str | None = None
    page: int | None = None
    locator: str | None = None
    document_id: str | None = None


@dataclass(slots=True)
class Finding:
    """One check that did not hold, or one thing the program could not place (unknown title, header,
    unit).
    """

    finding_id: str
    disclosure_id: str | None
    check_id: str
    severity: str
    verdict: str
    left: Decimal | None
    right: Decimal | None
    difference: Decimal | None
    tolerance: Decimal | None
    amount_ids: list[str]
    statement_ids: list[str]
    message_zh: str
    message_en: str
    document_id: str | None = None
    page: int | None = None
    explanation: str | None = None
    """What explains the difference, or what an accusation lacks; None where nothing does."""
    held_in: int | None = None
    broken_in: int | None = None
    """In how many other comparisons the rule holds and is broken: in the disclosure, and in others
    of the same layout."""
    arithmetic: str | None = None
    evidence: list[str] = field(default_factory=list)
    quotation: str | None = None


@dataclass(slots=True)
class CheckResult:
    """Whether a check held, failed, or had nothing to compare."""

    disclosure_id: str
    check_id: str
    state: str
    evidence_count: int


@dataclass(slots=True)
class RuleTally:
    """How often a rule held in one disclosure, and was broken to either side, in tables laid out in
    one way: what other disclosures of the layout are judged by.
    """

    disclosure_id: str
    case: str
    """A stable key of the rule and of the layouts of its tables."""
    held: int = 0
    below: int = 0
    above: int = 0
    accused_below: list[str] = field(default_factory=list)
    """The findings that name the publisher by this rule, where the left side is the smaller one."""
    accused_above: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Understanding:
    """All rows that one document (or the documents of one announcement) gave; the unit the lake
    replaces whole.
    """

    disclosures: list[DisclosureRow] = field(default_factory=list)
    documents: list[DocumentRow] = field(default_factory=list)
    tables: list[TableRow] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    performance_targets: list[PerformanceTarget] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    check_results: list[CheckResult] = field(default_factory=list)
    disclosure_totals: list[DisclosureTotals] = field(default_factory=list)
    functions: list[FunctionRow] = field(default_factory=list)
    project_budgets: list[ProjectBudget] = field(default_factory=list)
    government_totals: list[GovernmentTotals] = field(default_factory=list)
    rule_tallies: list[RuleTally] = field(default_factory=list, metadata={"dataset": False})
    """Kept by the lake for releases, and not published."""

    def datasets(self) -> dict[str, list[Any]]:
        """Return the rows by dataset name, in the order of DATASETS.md."""
        # By the order of the fields, which is that of the release's files.
        published = [one.name for one in fields(self) if one.metadata.get("dataset", True)]
        return {name: getattr(self, name) for name in published}

    def extend(self, other: Understanding) -> None:
        """Add another document's rows to these."""
        for name, rows in other.datasets().items():
            getattr(self, name).extend(rows)


@dataclass(frozen=True, slots=True)
class Publication:
    """What is known of a document from outside it: where and when it was announced. All optional,
    hints only.
    """

    source_id: str | None = None
    region_code: str | None = None
    landing_url: str = ""
    source_url: str = ""
    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
