"""What a figure cell may print, and what it is worth in yuan."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetflow.interpret.text.money import (
    figures_in_lines,
    is_figure,
    looks_like_money,
    parse_figure,
    printed_factor,
    to_yuan,
)
from budgetflow.interpret.text.unit_line import find_unit, unit_in_brackets


@pytest.mark.parametrize(
    ("printed", "unit", "yuan"),
    [
        ("1,234.56", "万元", "12345600.00"),
        ("44,169.357532", "万元", "441693575.32"),
        ("193,018,000", "元", "193018000.00"),
        ("12.34", "亿元", "1234000000.00"),
        ("１，２３４．５０", "元", "1234.50"),
        ("-27.07", "万元", "-270700.00"),
        ("−27.07", "万元", "-270700.00"),
        ("(27.07)", "万元", "-270700.00"),
        ("（27.07）", "万元", "-270700.00"),
        ("△27.07", "万元", "-270700.00"),
        ("1,234,\n567.00", "元", "1234567.00"),
        ("12 345.60", "元", "12345.60"),
        ("500", "元", "500.00"),
        ("12.5万元", None, "125000.00"),
        ("450.50万", "元", "4505000"),
        ("0.5亿", None, "50000000"),
        ("3百元", None, "300"),
    ],
)
def test_figures_become_exact_yuan(printed: str, unit: str | None, yuan: str) -> None:
    figure = parse_figure(printed, unit)
    assert figure is not None
    assert figure.yuan == Decimal(yuan)
    assert figure.state == "value"


@pytest.mark.parametrize(
    ("printed", "unit", "state"),
    [
        ("0.00", "万元", "zero"),
        ("-", "万元", "dash"),
        ("——", "万元", "dash"),
        ("不涉及", "万元", "not_applicable"),
        ("12.5%", "万元", "quantity"),
        ("3", None, "quantity"),
    ],
)
def test_what_is_no_amount_says_so(printed: str, unit: str | None, state: str) -> None:
    figure = parse_figure(printed, unit)
    assert figure is not None
    assert figure.state == state
    assert figure.yuan is None or state == "zero"


@pytest.mark.parametrize(
    "words", ["", "  ", "合计", "40.00\n30.00x", "2026年", "1.2.3", "(12", "一、本年收入"]
)
def test_words_are_no_figures(words: str) -> None:
    assert parse_figure(words, "万元") is None


def test_six_decimals_of_ten_thousands_are_cents() -> None:
    assert to_yuan(Decimal("0.000001"), "万元") == Decimal("0.01")


@pytest.mark.parametrize(
    ("unit", "factor"),
    [
        ("万元", 10_000),
        ("万元（人民币）", 10_000),
        ("人民币百万元", 1_000_000),
        ("亿", 100_000_000),
        ("千 元", 1000),
        ("百元（人民币）", 100),
        ("元", 1),
        ("人", 1),
        (None, 1),
    ],
)
def test_a_unit_is_known_however_it_is_printed(unit: str | None, factor: int) -> None:
    assert printed_factor(unit) == factor


def test_an_unknown_unit_gives_no_money() -> None:
    assert to_yuan(Decimal(3), "辆") is None


@given(
    cents=st.integers(min_value=-(10**15), max_value=10**15),
    commas=st.booleans(),
    break_at=st.integers(min_value=1, max_value=6),
)
def test_every_amount_in_yuan_comes_back_exactly(cents: int, commas: bool, break_at: int) -> None:
    value = Decimal(cents) / 100
    printed = f"{value:,.2f}" if commas else f"{value:.2f}"
    broken = printed[:break_at] + "\n" + printed[break_at:]
    figure = parse_figure(broken, "元")
    assert figure is not None
    assert figure.printed == printed
    assert figure.yuan == value


@given(
    units=st.sampled_from(["元", "千元", "万元", "亿元"]),
    number=st.decimals(min_value=0, max_value=10**6, places=2),
)
def test_a_printed_unit_scales_by_its_factor(units: str, number: Decimal) -> None:
    figure = parse_figure(str(number), units)
    plain = parse_figure(str(number), "元")
    assert figure is not None
    assert plain is not None
    factor = {"元": 1, "千元": 1000, "万元": 10_000, "亿元": 10**8}[units]
    assert figure.yuan == (plain.yuan or Decimal(0)) * factor


@given(st.text(max_size=12))
def test_no_text_makes_the_reader_of_figures_fall_over(text: str) -> None:
    figure = parse_figure(text, "万元")
    assert figure is None or figure.state in {"value", "zero", "dash", "not_applicable", "quantity"}
    assert is_figure(text) or not looks_like_money(text)


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：万元", "万元"),
        ("金额单位: 元", "元"),
        ("（单位：亿元）", "亿元"),
        ("部门：烟台市信访局    单位：万元", "万元"),
        ("单位：万元 编制部门：某局", "万元"),
        ("单位：元氏县财政局", None),
        ("编制单位：某局", None),
    ],
)
def test_the_unit_line(line: str, unit: str | None) -> None:
    assert find_unit(line) == unit


def test_a_unit_in_a_header() -> None:
    assert unit_in_brackets("预算数（万元）") == "万元"
    assert unit_in_brackets("数量（辆）") is None


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("1,200.00\n3,400.00", ["1,200.00", "3,400.00"]),
        ("1843890\n662120", ["1843890", "662120"]),
        ("0.00\n0.00\n5.10", ["0.00", "0.00", "5.10"]),
        ("1,234,\n567.00", []),
        ("1,234.\n00", []),
        ("258596001\n.79", []),
        ("12345\n67.89", []),
        ("12\n34", []),
        ("20.00", []),
        ("20.00\n万元", []),
    ],
)
def test_figures_of_several_rows_in_a_cell_are_not_one(text: str, figures: list[str]) -> None:
    assert figures_in_lines(text) == figures
    if figures:
        found = parse_figure(text, "元")
        assert found is not None
        assert (found.yuan, found.printed) == (None, " ".join(figures))


@pytest.mark.parametrize(
    "printed",
    [
        "300.50①",
        "300.50¹",
        "300.50⁽¹⁾",
        "300.50*",
        "300.50[1]",
        "300.50（注1）",
        "300.50注",
        "300.50 ※",
    ],
)
def test_the_mark_of_a_note_is_no_digit(printed: str) -> None:
    figure = parse_figure(printed, "万元")
    assert figure is not None
    assert (figure.printed, figure.yuan) == ("300.50", Decimal("3005000.00"))


def test_a_figure_in_brackets_is_no_mark() -> None:
    figure = parse_figure("(300)", "元")
    assert figure is not None
    assert figure.yuan == Decimal("-300.00")
