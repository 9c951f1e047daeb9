"""Crops for the catalogue: as displayed, small, the same bytes each time; hostile bytes cost their
picture alone.
"""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from budgetflow.readers.document import Box
from budgetflow.releases.site.page_images import ArchivePictures
from budgetflow.releases.site.thumbnails import is_same_everywhere, size_of, small_crops
from tests.readers.pdf_builder import Paper


def a_page() -> bytes:
    """A4 upright with a black square whose top left corner is 100 points right and 50 down."""
    sink = io.BytesIO()
    canvas = Canvas(sink, pagesize=(595, 842), invariant=1)
    canvas.rect(100, 842 - 150, 100, 100, fill=1)
    canvas.save()
    return sink.getvalue()


def monstrous() -> bytes:
    pdf = pdfium.PdfDocument.new()
    pdf.new_page(14000, 14000)
    sink = io.BytesIO()
    pdf.save(sink)
    return sink.getvalue()


def test_a_part_is_drawn_at_its_scale_in_greys() -> None:
    (drawn,) = small_crops(a_page(), [(1, Box(90, 40, 150, 101))], 1.5)
    assert drawn is not None
    with Image.open(io.BytesIO(drawn)) as image:
        grey = image.convert("L")
        assert (
            grey.size,
            grey.getpixel((0, 0)),
            grey.getpixel((grey.width - 1, grey.height - 1)),
        ) == ((90, 92), 255, 0)
    assert size_of(drawn[:24]) == (90, 92)
    assert small_crops(a_page(), [(1, Box(90, 40, 150, 101))], 1.5) == [drawn]


def test_a_part_beyond_the_page_is_cut_at_its_edge() -> None:
    (drawn,) = small_crops(a_page(), [(1, Box(0, 0, 2000, 100))], 1)
    assert drawn is not None and size_of(drawn) == (595, 100)


@pytest.mark.parametrize(
    ("data", "page", "box"),
    [
        (a_page(), 2, Box(0, 0, 9, 9)),
        (a_page(), 1, Box(900, 0, 950, 9)),
        (b"%PDF-1.7 broken", 1, Box(0, 0, 9, 9)),
        (monstrous(), 1, Box(0, 0, 14000, 14000)),
        (b"PK no PDF at all", 1, Box(0, 0, 9, 9)),
    ],
    ids=["no such page", "off the page", "broken", "too large", "no PDF"],
)
def test_what_cannot_be_drawn_has_no_picture_and_stops_nothing(
    data: bytes, page: int, box: Box
) -> None:
    assert ArchivePictures(lambda _: data).crops("a", [(page, box)], 1.5) == [None]


def test_pictures_come_from_worker_processes() -> None:
    box = Box(110, 60, 190, 140)
    assert ArchivePictures(lambda _: a_page()).crops("a", [(1, box), (9, box)], 1.0) == [
        *small_crops(a_page(), [(1, box)], 1.0),
        None,
    ]


def test_a_document_that_is_not_in_the_archive_has_no_pictures() -> None:
    def missing(document: str) -> bytes:
        raise KeyError(document)

    assert ArchivePictures(missing).crops("a", [(1, Box(0, 0, 9, 9))], 1.5) == [None]


def test_a_picture_made_with_fonts_of_the_machine_says_so() -> None:
    paper = Paper().texts()
    paper.canvas.save()
    for data, same in ((a_page(), True), (paper.bytes.getvalue(), False)):
        (drawn,) = small_crops(data, [(1, Box(50, 50, 400, 300))], 1.5)
        assert drawn is not None and is_same_everywhere(drawn[:200]) == same
        with Image.open(io.BytesIO(drawn)) as image:
            assert image.convert("L").size == (525, 375)
