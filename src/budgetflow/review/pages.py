"""The desk's pages, and the pictures of the paper."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from budgetflow.archive.objects import Archive, MissingObject
from budgetflow.quarantine.crops import boxed_page
from budgetflow.review.case import Case
from budgetflow.settings import Settings


def list_page(cases: list[Case], token: str) -> str:
    """Return the list of what waits."""
    return _pages().get_template("list.html").render(cases=cases, token=token)


def case_page(
    case: Case, cases: list[Case], token: str, by: str, messages: list[str], reason: str = ""
) -> str:
    """Return the page of one case; `messages` are shown on top, `reason` is what was typed."""
    order = [one.id for one in cases]
    place = order.index(case.id)
    return (
        _pages()
        .get_template("case.html")
        .render(
            case=case,
            number=place + 1,
            count=len(order),
            before=order[place - 1] if place else None,
            after=order[place + 1] if place + 1 < len(order) else None,
            token=token,
            by=by,
            messages=messages,
            reason=reason,
        )
    )


def picture(case: Case, document_id: str, page: int, settings: Settings) -> bytes | None:
    """Return a PNG of a page with the case's figures boxed; None where the document is no PDF or
    its bytes are gone.
    """
    # The address comes from a browser: only the case's own papers are shown.
    if document_id not in case.documents:
        return None
    try:
        data = Archive(settings.store("archive")).get(document_id)
        return boxed_page(data, page, case.boxes(document_id, page))
    except (MissingObject, ValueError):
        return None


@cache
def _pages() -> Environment:
    return Environment(
        loader=PackageLoader("budgetflow.review", "templates"),
        # A field that is missing is a fault here, never an empty place on the page.
        undefined=StrictUndefined,
        # What publishers print stands on the page, and none of it is markup.
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
