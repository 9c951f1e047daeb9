"""A project's money against the sums that its text splits it into."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from budgetflow.checks.model.evidence import ZERO, Comparison, Figure
from budgetflow.checks.model.figures import Figures
from budgetflow.checks.model.printed_places import decimals
from budgetflow.interpret.rows_model import Project
from budgetflow.interpret.text.money import printed_factor


def allocations(figures: Figures) -> Iterator[Comparison]:
    """Compare a project's money with the sum of its allocations."""
    for project in figures.projects:
        parts = tuple(
            Figure(a.amount_yuan, _printed_step(a.printed))
            for a in project.allocations
            if a.amount_yuan is not None
        )
        # An allocation without a readable amount would make any sum fall short.
        if project.amount_yuan is None or len(parts) < 2 or len(parts) != len(project.allocations):
            continue
        whole = Figure(project.amount_yuan, max((part.step for part in parts), default=ZERO))
        if any(part.value >= whole.value for part in parts):
            # the text tells of a larger sum of which the project is a part, not how the project is
            # split
            continue
        zh = f"项目“{project.name}”：预算规模 ＝ 各项分配之和"
        en = f"project {project.name}: its budget = the sum of its allocations"
        slip = _unit_slip(whole, parts)
        explained = (
            (f"“{slip}”的单位应为万元", f"{slip} closes the sum if its unit is 万元")
            if slip
            else ("", "")
        )
        yield Comparison(
            (whole,),
            parts,
            zh,
            en,
            explained_zh=explained[0],
            explained_en=explained[1],
            doubt="parts_left_out" if _particulars(project) else "",
            # The coarsest unit that the allocations are printed in: the others are particulars in
            # 元.
            unit=max((a.printed for a in project.allocations), key=printed_factor),
            document_id=project.document_id,
            page=project.page,
        )


def _unit_slip(whole: Figure, parts: tuple[Figure, ...]) -> str | None:
    """Return the part that closes the sum once its 元 is read as 万元: a slip of the pen that real
    documents have (6.08 元).
    """
    added = sum((part.value for part in parts), ZERO)
    missing = whole.value - added
    for part in parts:
        # 9,999 times: in 万元 the part counts ten thousand times, once of which is in the sum
        # already.
        if part.step < 1 and abs(missing - part.value * 9999) <= whole.step:
            return f"{part.value.normalize():f} 元"
    return None


def _particulars(project: Project) -> bool:
    """Check whether the allocation names only some of its parts (其中, 主要)."""
    return any(word in (project.allocation_text or "") for word in ("其中", "主要", "等"))


def _printed_step(printed: str) -> Decimal:
    return printed_factor(printed) / Decimal(10) ** decimals(printed)
