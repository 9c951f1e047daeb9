"""Fields, typed notes and stamps are part of what a page prints; links and highlights are not."""

from __future__ import annotations

import pytest

from tests.readers.raw_pdf import raw_pdf, shows, stream, words_of

FORM = "/AcroForm<</Fields[10 0 R]/NeedAppearances true/DR<</Font<</F 5 0 R>>>>/DA(/F 10 Tf)>>"
PAGE = "/Resources<</Font<</F 5 0 R>>>>/Annots[10 0 R]"
PLACE = "/Rect[50 290 150 310]/F 4/DA(/F 10 Tf 0 g)"
LOOK = stream(
    11,
    "/Type/XObject/Subtype/Form/BBox[0 0 100 20]/Resources<</Font<</F 5 0 R>>>>",
    shows("1,234.56", 2, 6),
)
FIELD = "/Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(1,234.56)"
NOTE = "/Type/Annot/Subtype/FreeText/Contents(1,234.56)"
STAMP = "/Type/Annot/Subtype/Stamp"


def page(annotation: str) -> bytes:
    objects = f"10 0 obj<<{annotation}>>endobj\n{LOOK}"
    return raw_pdf(shows("a page", y=350), objects, FORM, PAGE)


@pytest.mark.parametrize(
    "annotation",
    [
        f"{FIELD}{PLACE}/AP<</N 11 0 R>>",
        f"{FIELD}{PLACE}",
        f"{NOTE}{PLACE}/AP<</N 11 0 R>>",
        f"{NOTE}{PLACE}",
        f"{STAMP}{PLACE}/AP<</N 11 0 R>>",
    ],
)
def test_what_a_field_or_note_prints_is_read(annotation: str) -> None:
    assert words_of(page(annotation)) == ["a page", "1,234.56"]


@pytest.mark.parametrize(
    "annotation",
    [
        f"{FIELD}/Rect[50 290 150 310]/F 2/DA(/F 10 Tf 0 g)/AP<</N 11 0 R>>",  # hidden
        f"/Type/Annot/Subtype/Text/Contents(1,234.56){PLACE}",  # a note that opens on a click
        f"/Type/Annot/Subtype/Link{PLACE}",
    ],
)
def test_what_is_hidden_or_prints_nothing_is_not_read(annotation: str) -> None:
    assert words_of(page(annotation)) == ["a page"]


def test_a_highlight_does_not_hide_what_is_under_it() -> None:
    quads = "/QuadPoints[40 365 300 365 40 340 300 340]/Rect[40 340 300 365]/F 4/C[1 1 0]"
    marked = f"/Type/Annot/Subtype/Highlight{quads}"
    field = f"{FIELD}{PLACE}/AP<</N 11 0 R>>"
    objects = f"10 0 obj<<{field}>>endobj\n12 0 obj<<{marked}>>endobj\n{LOOK}"
    annots = "/Resources<</Font<</F 5 0 R>>>>/Annots[10 0 R 12 0 R]"
    assert words_of(raw_pdf(shows("a page", y=350), objects, FORM, annots)) == [
        "a page",
        "1,234.56",
    ]
