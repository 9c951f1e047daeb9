"""Fonts that a PDF names and does not embed: the same bytes give the same cells at the same places
whatever fonts the machine has.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

from budgetflow.readers.pdf.read import read_pdf
from tests.builders.without_fonts import python_without_fonts
from tests.readers.pdf_builder import TEXT, Paper, printed

READ = """
import sys
from pathlib import Path
from budgetflow.readers.pdf.read import read_pdf
for name in sys.argv[1:]:
    print(read_pdf(Path(name).read_bytes(), "a.pdf").pages)
"""


def here(files: list[Path]) -> str:
    return "".join(f"{read_pdf(file.read_bytes(), 'a.pdf').pages}\n" for file in files)


def test_a_machine_without_fonts_reads_the_same(tmp_path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("MSung-Light"))
    files = []
    for font in ("STSong-Light", "MSung-Light", "Helvetica"):
        paper = Paper().lines()
        paper.canvas.setFont(font, 10)
        paper.texts()
        paper.canvas.save()
        files.append(tmp_path / f"{font}.pdf")
        files[-1].write_bytes(paper.bytes.getvalue())
    assert python_without_fonts(["-c", READ, *map(str, files)]) == here(files)


def test_text_that_runs_up_the_page_is_not_lost_without_its_font() -> None:
    """Turned text whose shapes are empty has no width, and pdfium drops what has none."""
    paper = Paper(842, 842)
    paper.canvas.setPageRotation(90)
    paper.canvas.translate(421, 421)
    paper.canvas.rotate(90)
    paper.canvas.translate(-421, -421)
    paper.canvas.setFont("STSong-Light", 10)
    (table,) = paper.lines().texts().tables()
    assert printed(table) == TEXT


def test_widths_are_those_the_file_gives() -> None:
    """A figure set in a font that is not embedded is as wide as its /W says: 207 for 1, 462 for
    a digit of STSong-Light.
    """
    paper = Paper()
    paper.canvas.drawString(100, 700, "8")
    paper.canvas.drawString(100, 600, "预算")
    first, second = paper.blocks()
    assert first.box and second.box
    assert first.box.x1 - first.box.x0 == pytest.approx(4.62, abs=0.02)
    assert second.box.x1 - second.box.x0 == pytest.approx(20, abs=0.02)


@pytest.mark.corpus
@pytest.mark.slow
def test_real_documents_are_read_the_same_without_fonts(shared: Path) -> None:
    names = ["pdf/yantai-01", "pdf/chongqing-02", "pdf-2/xian-05"]
    files = [shared / "corpus" / f"{name}.pdf" for name in names]
    files.append(shared / "cases" / "fonts-not-embedded.pdf")
    assert python_without_fonts(["-c", READ, *map(str, files)]) == here(files)
