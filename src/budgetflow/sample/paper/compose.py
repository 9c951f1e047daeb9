"""Facts and a layout -> a whole printed document: title, outline, tables, explanations,
signature.
"""

from __future__ import annotations

from datetime import date

from budgetflow.sample.facts.model import DisclosureFacts
from budgetflow.sample.paper.layouts import Layout
from budgetflow.sample.paper.printed import Block, Heading, Paragraph, PrintedDocument
from budgetflow.sample.paper.prose import Prose
from budgetflow.sample.paper.tables import standard_tables


def compose(
    facts: DisclosureFacts, layout: Layout, *, parts: tuple[str, ...] = ("tables", "prose")
) -> PrintedDocument:
    """Make the document; `parts` chooses tables, prose or both, since publishers split them over
    files as they like.
    """
    year = facts.fiscal_year
    body = facts.body
    noun = facts.noun
    blocks: list[Block] = [Heading(facts.title, 1)]
    # Tables first, as in the forms that most provinces print.
    if "tables" in parts:
        blocks += [Heading(f"第一部分 {year}年{body}{noun}公开表"), *standard_tables(facts, layout)]
    if "prose" in parts:
        blocks += [
            Heading(f"第二部分 {year}年{body}{noun}情况说明"),
            *Prose(facts, layout).blocks(),
        ]
        # The signature and the day close the explanations, as in any official paper.
        day = date.fromisoformat(facts.published_on)
        blocks += [
            Paragraph(facts.publisher),
            Paragraph(f"{day.year}年{day.month:02d}月{day.day:02d}日"),
        ]
    return PrintedDocument(facts.title, tuple(blocks))
