"""Document to Understanding: the parts of `interpret` put together in the one order that works.

    identify -> tables -> prose (statements, projects, performance targets)

Reads nothing from disk but the reference tables, and never raises for an odd document: what it
cannot place is a finding.
"""

from __future__ import annotations

from dataclasses import replace

from budgetflow.interpret.government.prose import mark_statements
from budgetflow.interpret.identity.identify import Identity, identify
from budgetflow.interpret.prose.read import read_prose
from budgetflow.interpret.rows_model import DisclosureRow, DocumentRow, Publication, Understanding
from budgetflow.interpret.tables.read import TablesRead, understand_tables
from budgetflow.readers.document import Document

# Rises with every change of what is understood from the same Document; the change log tells our
# changes by it.
VERSION = "3"


def understand(document: Document, publication: Publication | None = None) -> Understanding:
    """Return every row the document holds; a document that is no disclosure gives one `documents`
    row with the reason.
    """
    known = publication or Publication()
    identities = identify(document, known)
    disclosures = [identity for identity in identities if identity.is_disclosure]
    if not disclosures:
        # A dict keeps the order of the pages, which a set of reasons would not.
        reasons = dict.fromkeys(identity.reason or identity.kind for identity in identities)
        reason = "; ".join(reasons)
        row = document_row(document, known, None, "other", "not_a_disclosure", reason)
        return Understanding(documents=[row])
    out = Understanding()
    for identity, part in zip(disclosures, parts_of(document, disclosures), strict=True):
        out.extend(_one(part, identity, known))
    # A page without text may hold what the others speak of; such a paper stays a disclosure.
    unread = any(page.text_layer == "none" for page in document.pages)
    if _says_nothing(out) and not unread:
        reason = _why_nothing(out)
        return Understanding(
            documents=[document_row(document, known, None, "other", "not_a_disclosure", reason)]
        )
    return out


def _says_nothing(out: Understanding) -> bool:
    """Check whether a document gave no figure, no sentence, no project and no table that is said to
    be empty (a page of news that mentions a budget, a form nobody filled in).
    """
    return not (
        any(amount.value_state in ("value", "zero", "quantity") for amount in out.amounts)
        or any(table.state == "declared_empty" for table in out.tables)
        or out.statements
        or out.projects
        or out.performance_targets
    )


def _why_nothing(out: Understanding) -> str:
    """Return the reason why a document that speaks of a disclosure is none."""
    if out.tables:
        return "a blank form: none of its tables holds a figure or says that it is empty"
    return (
        "speaks of a disclosure, but none of its figures belongs to one; its tables or files "
        "are elsewhere"
    )


def parts_of(document: Document, identities: list[Identity]) -> list[Document]:
    """Split a document by the pages of its disclosures, in their order; the whole document where it
    holds one.

    Pages that no disclosure claims (a cover, the explanation of all units together) go to the
    first, which is the
    department that published the file, so that nothing printed is lost.
    """
    if len(identities) == 1:
        return [document]
    owner: dict[int, int] = {}
    for index, identity in enumerate(identities):
        # (1, 0) is no page: a disclosure without tables of its own claims none.
        first, last = identity.pages or (1, 0)
        owner.update(dict.fromkeys(range(first, last + 1), index))
    parts = []
    for index in range(len(identities)):
        own_pages = [page for page in document.pages if owner.get(page.number, 0) == index]
        parts.append(replace(document, pages=own_pages))
    return parts


def document_row(
    document: Document,
    publication: Publication,
    disclosure_id: str | None,
    role: str,
    status: str,
    reason: str | None,
) -> DocumentRow:
    """Return the `documents` row of a file that was read."""
    return DocumentRow(
        document_id=document.document_id,
        disclosure_id=disclosure_id,
        role=role,
        media_type=document.media_type,
        bytes=document.size,
        pages=len(document.pages),
        file_name=document.file_name,
        source_url=publication.source_url,
        text_layer=document.text_layer,
        reader=document.reader,
        reader_version=document.reader_version,
        status=status,
        status_reason=reason,
    )


def _one(document: Document, identity: Identity, publication: Publication) -> Understanding:
    """Understand the pages of one disclosure."""
    # Tables first: the codes they print settle which item a sentence names.
    tables = understand_tables(document, identity)
    prose = read_prose(document, identity, tables.amounts, tables.performance)
    # A report speaks of the year past and the year to come, of several levels by turns.
    if identity.scope == "government":
        mark_statements(prose.statements, identity)
    out = Understanding(
        disclosures=[_disclosure_row(identity, publication)],
        tables=tables.tables,
        amounts=tables.amounts,
        findings=tables.findings,
        statements=prose.statements,
        projects=prose.projects,
        performance_targets=prose.performance_targets,
    )
    # What the reader could not read is said with the file, though the rest is accepted.
    reason = "; ".join(document.notes) or None
    row = document_row(
        document, publication, identity.disclosure_id, _role(tables, out), "accepted", reason
    )
    out.documents.append(
        replace(
            row,
            contents=prose.contents,
            headings=prose.headings,
            published_on=out.disclosures[0].published_on,
        )
    )
    return out


def _role(tables: TablesRead, rows: Understanding) -> str:
    """Return what the file contributes: tables, narrative, both (complete), performance targets, or
    something else.
    """
    has_tables = bool(tables.tables)
    has_prose = bool(rows.statements or rows.projects)
    if has_tables and has_prose:
        return "complete"
    if rows.amounts or (has_tables and not rows.performance_targets):
        return "tables"
    if rows.performance_targets:
        return "performance"
    if has_prose:
        return "narrative"
    return "other"


def _disclosure_row(identity: Identity, publication: Publication) -> DisclosureRow:
    return DisclosureRow(
        disclosure_id=identity.disclosure_id,
        fiscal_year=identity.fiscal_year,
        stage=identity.stage,
        scope=identity.scope,
        publisher=identity.publisher,
        region_code=identity.region_code,
        region_name=identity.region_name,
        province=identity.province,
        title=identity.title,
        # The site's day before the paper's, which is often the day it was approved or signed.
        published_on=publication.published_on or identity.published_on,
        landing_url=publication.landing_url,
    )
