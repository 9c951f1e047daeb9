"""What a document says outside its tables of money: statements, projects and performance targets,
put together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from budgetflow.interpret.identity.identify import Identity
from budgetflow.interpret.prose.headings import headings_of
from budgetflow.interpret.prose.projects import read_projects
from budgetflow.interpret.rows_model import Amount, PerformanceTarget, Project, Statement
from budgetflow.interpret.statements.read import read_statements
from budgetflow.interpret.tables.segments.target_forms import PerformanceTable
from budgetflow.interpret.targets.read import read_targets
from budgetflow.interpret.text.contents import contents_of
from budgetflow.interpret.text.normalise import squeeze
from budgetflow.interpret.text.paragraphs import read_paragraphs
from budgetflow.interpret.text.privacy import scrub
from budgetflow.readers.document import Document


@dataclass(frozen=True, slots=True)
class Prose:
    """The rows that the text and the performance tables of one disclosure gave."""

    statements: list[Statement]
    projects: list[Project]
    performance_targets: list[PerformanceTarget]
    contents: list[str]
    """Entries of the contents list."""
    headings: list[str]
    """Headings of the text."""


def read_prose(
    document: Document,
    identity: Identity,
    amounts: Sequence[Amount] = (),
    performance: Sequence[PerformanceTable] = (),
) -> Prose:
    """Read the text of a document for one disclosure.

    `amounts` (of the same document's tables) tell which code a name stands for; `performance` links
    targets to their tables.
    """
    paragraphs = read_paragraphs(document)
    # Projects first: money in their descriptions is theirs, and no statement of the whole.
    described = read_projects(paragraphs, identity, document.document_id)
    statements = read_statements(
        paragraphs, identity, document.document_id, _own_codes(amounts), described.paragraphs
    )
    contents = contents_of(document)
    targets = read_targets(document, identity, performance)
    headings = headings_of(document, paragraphs, contents)
    # Entries and headings name contact persons in some papers, as the text does.
    return Prose(
        statements,
        described.projects,
        targets,
        list(map(scrub, contents.entries)),
        list(map(scrub, headings)),
    )


def _own_codes(amounts: Sequence[Amount]) -> dict[str, list[str]]:
    """Return the function codes that the tables print, by squeezed name."""
    codes: dict[str, dict[str, None]] = defaultdict(dict)
    for amount in amounts:
        # Inferred codes came from names; they would only confirm themselves.
        if amount.function_code and amount.row_label and amount.code_origin == "printed":
            name = squeeze(amount.row_label).lstrip("0123456789-[]()")
            codes[name][amount.function_code] = None
    # Of dicts and not of sets, whose order is another one each time Python starts.
    return {name: list(found) for name, found in codes.items()}
