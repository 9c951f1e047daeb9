"""Prose to rows of `statements`: one row a figure said, with its change, share and reason, the
sentence and its place.

`assemble` puts the clauses together, `topics` says what is spoken of, `function_codes` finds the
code.
A figure left blank is a row without an amount; what is said not to be provided for (未安排) is one
too, with the direction `none`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

from budgetflow.contracts.vocabulary import OF_BUDGET
from budgetflow.interpret.identity.identify import Identity
from budgetflow.interpret.keys import KeyMaker
from budgetflow.interpret.rows_model import DecidedStatement, Statement
from budgetflow.interpret.statements.assemble import drafts_of
from budgetflow.interpret.statements.draft import Draft, joined_reason
from budgetflow.interpret.statements.function_codes import OwnCodes, function_code
from budgetflow.interpret.text.paragraphs import Paragraph
from budgetflow.interpret.text.privacy import scrub, scrub_optional

_CLASS = re.compile(r"[（(]类[)）]")
_BELOW_CLASS = re.compile(r"[（(][款项][)）]")


def read_statements(
    paragraphs: list[Paragraph],
    identity: Identity,
    document_id: str,
    own_codes: OwnCodes | None = None,
    taken: Collection[int] = (),
) -> list[Statement]:
    """Return what a disclosure's paragraphs state, in reading order.

    `own_codes` are the function codes by name that the document's own tables print; `taken` are the
    places of paragraphs
    that describe a project and state nothing of the whole.
    """
    keys = KeyMaker()
    free = [paragraph for place, paragraph in enumerate(paragraphs) if place not in taken]
    drafts = drafts_of(free, identity.publisher, identity.fiscal_year, identity.stage)
    found = []
    for paragraph, draft in drafts:
        found.append(_statement(paragraph, draft, identity, document_id, own_codes, keys))
    for position, statement in enumerate(found, start=1):
        statement.position = position
    return found


def _code(subject: str, headings: tuple[str, ...], own_codes: OwnCodes | None) -> str | None:
    """Return the code of the function item a subject names; its 类 may stand in a heading above
    (（一）一般公共服务（类）).
    """
    code = function_code(subject, own_codes)
    if code:
        return code
    # Only a 款 or 项 needs its class; a subject with a 类 of its own says where it stands.
    if _CLASS.search(subject) or not _BELOW_CLASS.search(subject):
        return None
    for heading in reversed(headings):
        if _CLASS.search(heading):
            return function_code(heading + subject, own_codes)
    return None


def _quantity(draft: Draft) -> tuple[Decimal | None, str | None]:
    """Return what a statement counts and its unit: how far a budget is fulfilled before a number of
    things.
    """
    if draft.completion is not None:
        return draft.completion, OF_BUDGET
    unit = draft.quantity_unit or None
    return draft.quantity, unit


def _statement(
    paragraph: Paragraph,
    draft: Draft,
    identity: Identity,
    document_id: str,
    own_codes: OwnCodes | None,
    keys: KeyMaker,
) -> Statement:
    amount = draft.amount
    change = draft.change
    against = draft.budget_change
    of_this_year = draft.topic.startswith("function") and not draft.topic.endswith(".previous_year")
    code = _code(draft.subject, paragraph.headings, own_codes) if of_this_year else None
    printed = amount.printed if amount else None
    # One word for 无, 没有 and 未安排, which are the same fact and one key.
    if draft.not_arranged:
        printed = "未安排"
    text = scrub(draft.sentence)
    quantity, quantity_unit = _quantity(draft)
    return DecidedStatement(
        statement_id=keys.make(
            identity.disclosure_id, paragraph.section, draft.topic, draft.subject, printed, text
        ),
        disclosure_id=identity.disclosure_id,
        document_id=document_id,
        section=scrub_optional(paragraph.section),
        topic=draft.topic,
        function_code=code,
        subject_printed=scrub_optional(draft.subject or None),
        amount_yuan=amount.yuan if amount else None,
        share_percent=draft.share,
        change_yuan=change.yuan if change else None,
        change_percent=change.percent if change else None,
        direction=change.direction if change else "none",
        reason=scrub_optional(joined_reason(draft.reason)),
        quantity=quantity,
        quantity_unit=quantity_unit,
        text=scrub(draft.quotation),
        page=paragraph.page,
        locator=paragraph.locator,
        amount_printed=printed,
        unit_printed=amount.unit if amount else None,
        compared_with_year=draft.compared_with if change else None,
        against_budget=draft.against_budget,
        budget_change_yuan=against.yuan if against else None,
        budget_change_percent=against.percent if against else None,
        rules=tuple(draft.rules),
    )
