"""Fonts that do not say which characters they print: read from the picture, or held, and never
published by their bare codes.
"""

from __future__ import annotations

import re

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from budgetflow.readers.document import Document, Table
from budgetflow.readers.ocr import read as recogniser
from budgetflow.readers.pdf.read import read_pdf
from budgetflow.readers.pdf.unknown import UnknownText
from tests.readers.pdf_builder import printed
from tests.readers.raw_pdf import raw_pdf, shows, stream, words_of

needs_ocr = pytest.mark.skipif(not recogniser.available(), reason="budgetflow[ocr] is missing")

TEXT = [["2010601", "300.50", "200.25"], ["2010650", "100.25", "1,468.79"]]


def page(meaning: bool, wrong_by: int = 0) -> bytes:
    """A table whose figures are numbers of shapes in an embedded font (Identity-H), with or without
    a table that tells their meaning; `wrong_by` so many places of Unicode, where that is wrong.
    """
    font = TTFontFile("Vera.ttf")
    glyphs = font.charToGlyph
    content = shows("a title whose font says which characters it prints", y=350)
    content += "".join(f"50 {y} m 350 {y} l S\n" for y in (260, 290, 320))
    content += "".join(f"{x} 260 m {x} 320 l S\n" for x in (50, 150, 250, 350))
    for y, row in zip((300, 270), TEXT, strict=True):
        content += f"BT /F 10 Tf 55 {y} Td ({row[0]}) Tj ET\n"
        for x, figure in zip((155, 255), row[1:], strict=True):
            codes = "".join(f"{glyphs[ord(char)]:04x}" for char in figure)
            content += f"BT /G 10 Tf {x} {y} Td <{codes}> Tj ET\n"
    widths = " ".join(f"{g}[{font.charWidths[c]:.0f}]" for c, g in glyphs.items() if c < 128)
    chars = "".join(f"<{g:04x}><{c + wrong_by:04x}>\n" for c, g in glyphs.items() if 44 <= c <= 57)
    objects = (
        "10 0 obj<</Type/Font/Subtype/Type0/BaseFont/V/Encoding/Identity-H"
        f"/DescendantFonts[11 0 R]{'/ToUnicode 14 0 R' if meaning else ''}>>endobj\n"
        "11 0 obj<</Type/Font/Subtype/CIDFontType2/BaseFont/V/CIDToGIDMap/Identity"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/W[{widths}]/FontDescriptor 12 0 R>>endobj\n"
        "12 0 obj<</Type/FontDescriptor/FontName/V/Flags 4/FontBBox[0 -200 1000 900]"
        "/Ascent 900/Descent -200/ItalicAngle 0/StemV 80/FontFile2 13 0 R>>endobj\n"
    )
    objects += stream(13, "", font._ttf_data.decode("latin-1"))
    objects += stream(
        14,
        "",
        "begincmap 1 begincodespacerange <0000><ffff> endcodespacerange "
        f"14 beginbfchar\n{chars}endbfchar endcmap",
    )
    return raw_pdf(content, objects, "", "/Resources<</Font<</F 5 0 R/G 10 0 R>>>>")


def table_of(document: Document) -> list[list[str]]:
    (table,) = [b for b in document.pages[0].blocks if isinstance(b, Table)]
    return printed(table)


@needs_ocr
def test_figures_without_a_meaning_are_read_from_the_picture() -> None:
    document = read_pdf(page(meaning=False), "a.pdf")
    assert table_of(document) == TEXT
    assert document.pages[0].text_layer == "native"
    assert len(document.pages[0].blocks) == 2
    (note,) = document.notes
    assert "page 1: its font does not say" in note and "recognised" in note
    (table,) = [b for b in document.pages[0].blocks if isinstance(b, Table)]
    by_text = {cell.text: cell.confidence for cell in table.cells}
    assert by_text["2010601"] == 1.0 and 0.5 <= by_text["300.50"] <= 1.0


def test_figures_without_a_meaning_are_held_where_nothing_recognises(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in ("unknown", "page"):
        monkeypatch.setattr(f"budgetflow.readers.pdf.{module}.available", lambda: False)
    document = read_pdf(page(meaning=False), "a.pdf")
    assert [row[0] for row in table_of(document)] == [row[0] for row in TEXT]
    assert not any(re.search(r"\d", cell) for row in table_of(document) for cell in row[1:])
    (note,) = document.notes
    assert "install budgetflow[ocr]" in note


@needs_ocr
def test_pages_and_words_share_the_time_of_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each had all of it: a document with both kinds was given up for the time it took."""
    unknown = UnknownText()
    assert unknown.pages_left == recogniser.affordable()
    monkeypatch.setattr("budgetflow.readers.pdf.read.UnknownText", lambda: unknown)
    read_pdf(page(meaning=False), "a.pdf")
    assert unknown.pages_left == recogniser.affordable() - 1


@needs_ocr
def test_more_words_than_there_is_time_for_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("budgetflow.readers.pdf.unknown.affordable", lambda: 0)
    document = read_pdf(page(meaning=False), "a.pdf")
    assert not any(re.search(r"\d", cell) for row in table_of(document) for cell in row[1:])
    (note,) = [note for note in document.notes if "are not read" in note]
    assert ("BUDGETFLOW_READ_SECONDS" in note) == recogniser.available()


def test_a_font_with_a_meaning_is_read_as_it_says() -> None:
    document = read_pdf(page(meaning=True), "a.pdf")
    assert table_of(document) == TEXT and document.notes == []


@needs_ocr
def test_a_font_with_a_wrong_meaning_is_read_from_the_picture() -> None:
    """À for 0 and É for 9: programs that lose the meaning number characters on from somewhere."""
    document = read_pdf(page(meaning=True, wrong_by=0x90), "a.pdf")
    assert table_of(document) == TEXT
    (note,) = document.notes
    assert "recognised" in note


def test_accented_letters_among_others_are_what_they_are() -> None:
    """jiàoyù, José: a font that prints words with some of them is right."""
    name = shows("Jos\\351 Garc\\355a, consult\\351 par la soci\\351t\\351 de transport", y=300)
    font = (
        "10 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n"
    )
    resources = "/Resources<</Font<</F 10 0 R>>>>"
    (words,) = words_of(raw_pdf(name, font, "", resources))
    assert words.replace(" ", "") == "JoséGarcía,consultéparlasociétédetransport"


def test_codes_that_look_like_blanks_are_characters_too() -> None:
    """Type 3 fonts number their shapes as they like, from 1 on: control characters by their
    numbers.
    """
    shape = stream(11, "", "600 0 0 0 600 700 d1 100 0 400 700 re f")
    font = (
        "10 0 obj<</Type/Font/Subtype/Type3/FontBBox[0 0 600 700]/FontMatrix[.001 0 0 .001 0 0]"
        "/CharProcs<</a 11 0 R>>/Encoding<</Type/Encoding/Differences[1/a/a/a]>>"
        "/FirstChar 1/LastChar 3/Widths[600 600 600]>>endobj\n"
    )
    content = shows("label", y=350) + "BT /T 10 Tf 50 300 Td (\\001\\002\\003) Tj ET\n"
    resources = "/Resources<</Font<</F 5 0 R/T 10 0 R>>>>"
    words = words_of(raw_pdf(content, font + shape, "", resources))
    assert words[0] == "label" and len(words) == 2
    assert not re.search(r"[\x00-\x1f]", words[1])
