"""Layers: what is switched off is not what the page prints, wherever and however it is off."""

from __future__ import annotations

import zlib

import pytest

from budgetflow.readers.pdf.layers import may_have_layers
from tests.readers.raw_pdf import raw_pdf, shows, stream, words_of

LAYERS = """10 0 obj<</Type/OCG/Name(final)>>endobj
11 0 obj<</Type/OCG/Name(draft)>>endobj
12 0 obj<</Type/OCMD/OCGs[11 0 R]/P/AllOff>>endobj
13 0 obj<</Type/OCMD/OCGs[10 0 R 11 0 R]/P/AllOn>>endobj
"""
RESOURCES = (
    "/Resources<</Font<</F 5 0 R>>"
    "/Properties<</Final 10 0 R/Draft 11 0 R/NoDraft 12 0 R/Both 13 0 R>>"
    "/XObject<</X 20 0 R/Y 21 0 R>>>>"
)


def marked(layer: str, content: str) -> str:
    return f"/OC /{layer} BDC\n{content}EMC\n"


def page(content: str, objects: str = "", state: str = "/OFF[11 0 R]") -> bytes:
    catalog = f"/OCProperties<</OCGs[10 0 R 11 0 R]/D<<{state}>>>>"
    return raw_pdf(content, LAYERS + objects, catalog, RESOURCES)


@pytest.mark.parametrize(
    "content, read",
    [
        (marked("Final", shows("1.00")) + marked("Draft", shows("9.99")), ["1.00"]),
        (marked("NoDraft", shows("1.00")) + marked("Both", shows("9.99")), ["1.00"]),
        (marked("Final", marked("Draft", shows("9.99")) + shows("1.00")), ["1.00"]),
        (shows("0.50", y=350) + marked("Draft", shows("9.99")), ["0.50"]),
        (marked("Draft", shows("9.99")), []),
    ],
)
def test_marked_text_of_a_layer_that_is_off_is_left_out(content: str, read: list[str]) -> None:
    assert words_of(page(content)) == read


def test_all_layers_are_on_unless_the_file_says_otherwise() -> None:
    content = marked("Final", shows("1.00", y=350)) + marked("Draft", shows("9.99"))
    assert words_of(page(content, state="")) == ["1.00", "9.99"]
    assert words_of(page(content, state="/BaseState/OFF/ON[11 0 R]")) == ["9.99"]


def test_a_form_may_name_its_layer_itself_and_so_may_a_form_within() -> None:
    box = "/Type/XObject/Subtype/Form/BBox[0 0 400 400]/Resources<</Font<</F 5 0 R>>>>"
    nested = (
        "/Type/XObject/Subtype/Form/BBox[0 0 400 400]"
        "/Resources<</Font<</F 5 0 R>>/XObject<</Y 21 0 R>>>>"
    )
    draft = stream(21, f"{box}/OC 11 0 R", shows("9.99"))
    alone = stream(20, f"{box}/OC 11 0 R", shows("9.99"))
    around = stream(20, nested, shows("1.00", y=350) + "/Y Do\n")
    assert words_of(page(shows("0.50", y=380) + "/X Do\n", alone + draft)) == ["0.50"]
    assert words_of(page(shows("0.50", y=380) + "/X Do\n", around + draft)) == ["0.50", "1.00"]
    assert words_of(page("/X Do\n", around + draft, "")) == ["1.00", "9.99"]


def test_a_picture_that_is_off_hides_nothing() -> None:
    picture = "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
    white = stream(20, f"{picture}/BitsPerComponent 8/OC 11 0 R", "\xff")
    content = shows("1.00") + "q 300 0 0 300 20 90 cm /X Do Q\n"
    assert words_of(page(content, white)) == ["1.00"]
    assert words_of(page(content + shows("2.00", y=50), white, "")) == ["2.00"]


def test_lines_of_a_layer_that_is_off_are_no_rulings() -> None:
    grid = "".join(f"50 {y} m 250 {y} l S\n" for y in (290, 310, 330))
    grid += "".join(f"{x} 290 m {x} 330 l S\n" for x in (50, 150, 250))
    text = shows("a", 60, 315) + shows("b", 160, 315) + shows("c", 60, 295) + shows("d", 160, 295)
    assert words_of(page(text + marked("Final", grid))) == ["a", "b", "c", "d"]
    assert words_of(page(text + marked("Draft", grid))) == ["a b", "c d"]


def test_the_text_that_a_scanner_lays_unseen_over_its_picture_is_kept() -> None:
    assert words_of(page(marked("Final", "3 Tr " + shows("1.00")))) == ["1.00"]
    assert words_of(page(marked("Draft", "3 Tr " + shows("1.00")))) == []


def test_a_catalog_in_a_compressed_object_is_looked_into() -> None:
    def packed(catalog: str) -> bytes:
        body = zlib.compress(catalog.encode())
        head = f"7 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {len(body)}>>stream\n"
        return head.encode() + body + b"\nendstream endobj\n"

    assert may_have_layers(packed("1 0 <</Type/Catalog/OCProperties<<>>>>"))
    assert not may_have_layers(packed("1 0 <</Type/Catalog/Pages 2 0 R>>"))
    assert may_have_layers(b"7 0 obj<</Type/ObjStm/N 1>>stream\nencrypted"), "it may"
    assert not may_have_layers(raw_pdf(shows("1.00")))
