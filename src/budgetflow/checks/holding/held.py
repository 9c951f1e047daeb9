"""What is held back accuses nobody: a reading that we suspect ourselves proves nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from budgetflow.interpret.rows_model import Finding

# The explanation of a finding in a document that is held back.
HELD_BACK = "held_back"


def rests_on(finding: Finding, documents: Collection[str], document_of: Mapping[str, str]) -> bool:
    """Return whether a finding rests on one of these documents: by its cells, or by its place."""
    # A finding may rest on cells of several documents: text and tables in files of their own.
    own = {document_of[cell] for cell in finding.amount_ids if cell in document_of}
    if finding.document_id:
        own.add(finding.document_id)
    return not own.isdisjoint(documents)


def accuse_nobody(finding: Finding) -> None:
    """Take back the accusation of a finding; the finding itself stays for who looks into it."""
    if finding.verdict == "publisher_error":
        # Open, not deleted: the reviewer who releases the document sees at once what would be said
        # of it.
        finding.verdict, finding.severity = "open", "warning"
        finding.explanation = HELD_BACK
