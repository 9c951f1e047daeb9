"""A printed document as a text rendition: prose lines, and tables as tab-separated rows. Fast, for
tests at scale.
"""

from __future__ import annotations

from collections.abc import Sequence

from budgetflow.sample.paper.printed import Heading, Paragraph, PrintedDocument, PrintedTable


def render_text(document: PrintedDocument) -> bytes:
    """Return UTF-8 text; a blank line parts the blocks."""
    # As in real renditions a blank line ends a table, so rows must follow each other.
    blocks = [_block(block) for block in document.blocks]
    return "\n\n".join(blocks).encode() + b"\n"


def _block(block: Heading | Paragraph | PrintedTable) -> str:
    if not isinstance(block, PrintedTable):
        return block.text
    lines = (block.number, block.title, block.maker, block.unit)
    parts = [line for line in lines if line]
    rows: list[Sequence[str]] = []
    if block.table_code != "performance_targets":
        rows += block.header_lines()
    rows += [row.cells for row in block.rows]
    grid = ["\t".join(row) for row in rows]
    parts.append("\n".join(grid))
    if block.note:
        parts.append(block.note)
    return "\n\n".join(parts)
