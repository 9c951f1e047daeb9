"""A printed document as a text rendition: prose lines, and tables as tab-separated rows. Fast, for
tests at scale.
"""

from __future__ import annotations

from budgetflow.sample.paper.printed import Heading, Paragraph, PrintedDocument, PrintedTable


def render_text(document: PrintedDocument) -> bytes:
    """Return UTF-8 text; a blank line parts the blocks."""
    return "\n\n".join(_block(block) for block in document.blocks).encode() + b"\n"


def _block(block: Heading | Paragraph | PrintedTable) -> str:
    if isinstance(block, PrintedTable):
        above = [line for line in (block.number, block.title, block.maker, block.unit) if line]
        rows = [
            *([] if block.table_code == "performance_targets" else block.header_lines()),
            *(row.cells for row in block.rows),
        ]
        grid = "\n".join("\t".join(row) for row in rows)
        return "\n\n".join([*above, grid, *([block.note] if block.note else [])])
    return block.text
