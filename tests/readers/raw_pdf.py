"""PDFs written by hand, for what no library writes: layers, notes, fonts without a meaning."""

from __future__ import annotations

from budgetflow.readers.document import Table
from budgetflow.readers.pdf.read import read_pdf


def raw_pdf(content: str, objects: str = "", catalog: str = "", page: str = "") -> bytes:
    """One page of 400 x 400 points with Helvetica as /F; objects from number 10 on are the test's.

    There is no table of objects: pdfium finds them, as it does in damaged files.
    """
    return f"""%PDF-1.7
1 0 obj<</Type/Catalog/Pages 2 0 R {catalog}>>endobj
2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 400 400]>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R {page or "/Resources<</Font<</F 5 0 R>>>>"}>>endobj
4 0 obj<</Length {len(content)}>>stream
{content}
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
{objects}
trailer<</Root 1 0 R>>
""".encode("latin-1")


def stream(number: int, entries: str, content: str) -> str:
    """An object with a stream."""
    return f"{number} 0 obj<<{entries}/Length {len(content)}>>stream\n{content}\nendstream endobj\n"


def shows(text: str, x: float = 50, y: float = 300) -> str:
    """The operators that print a text."""
    return f"BT /F 10 Tf {x} {y} Td ({text}) Tj ET\n"


def words_of(data: bytes) -> list[str]:
    """The lines and cells that are read, from top to bottom."""
    words: list[str] = []
    for block in read_pdf(data, "raw.pdf").pages[0].blocks:
        if isinstance(block, Table):
            words += [cell.text for cell in block.cells if cell.text]
        else:
            words.append(block.text)
    return words
