"""The datasets of the public contract, in the published order: the one metadata tree."""

from __future__ import annotations

from budgetflow.contracts.datasets.derived import (
    DISCLOSURE_TOTALS,
    FUNCTIONS,
    GOVERNMENT_TOTALS,
    PROJECT_BUDGETS,
)
from budgetflow.contracts.datasets.disclosures import DISCLOSURES, DOCUMENTS
from budgetflow.contracts.datasets.performance import PERFORMANCE_TARGETS
from budgetflow.contracts.datasets.prose import PROJECTS, STATEMENTS
from budgetflow.contracts.datasets.reference import PUBLISHERS, VOCABULARY
from budgetflow.contracts.datasets.running import CHANGES, COVERAGE, FETCHES
from budgetflow.contracts.datasets.tables import AMOUNTS, TABLES
from budgetflow.contracts.datasets.verification import CHECK_RESULTS, FINDINGS
from budgetflow.contracts.metadata import Dataset

# Every dataset by its name.
DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        DISCLOSURES,
        DOCUMENTS,
        TABLES,
        AMOUNTS,
        STATEMENTS,
        PROJECTS,
        PERFORMANCE_TARGETS,
        FINDINGS,
        CHECK_RESULTS,
        DISCLOSURE_TOTALS,
        FUNCTIONS,
        PROJECT_BUDGETS,
        GOVERNMENT_TOTALS,
        PUBLISHERS,
        VOCABULARY,
        CHANGES,
        COVERAGE,
        FETCHES,
    )
}


def dataset(name: str) -> Dataset:
    """Return a dataset of the tree by its name; KeyError lists the names there are."""
    try:
        return DATASETS[name]
    except KeyError:
        raise KeyError(f"no dataset {name!r}; there are {', '.join(DATASETS)}") from None
