"""Charts of a publisher, drawn by pygal to SVG that stands in the page itself: no script, no style
of its own, no clock. Every bar can be reached by pointer, touch and keyboard and says its value.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

import pygal
from lxml import etree
from markupsafe import Markup
from pygal.style import Style

COLOURS = ("#1f5f8b", "#c26a1b", "#4a7c3a", "#7a4e9a", "#a83a3a", "#3a8f8f", "#8a7a2a", "#666666")
_STYLE = Style(
    background="transparent", plot_background="transparent", font_family="inherit", colors=COLOURS
)
_LEFT_OUT = (
    etree.Comment,
    "{http://www.w3.org/2000/svg}script",
    "{http://www.w3.org/2000/svg}style",
)
"""pygal names itself and the day in a comment, which would make every day's bytes others; its style
and settings are not needed.
"""
_SVG = "{http://www.w3.org/2000/svg}"

Series = tuple[str, Sequence[Decimal | None]]
"""A name, and one value a label, in yuan; None where there is none."""


def bars(
    title: str, labels: Sequence[str], series: Sequence[Series], unit: Decimal, unit_name: str
) -> Markup:
    """Draw bars over years with their values on them; gives nothing where there is nothing to draw.

    `title` is for those who do not see the chart; `unit` is what one step of the axis stands for
    in yuan, and `unit_name` its name.
    """
    if not any(value is not None for _, values in series for value in values):
        return Markup("")
    chart = pygal.Bar(
        style=_STYLE,
        css=[],
        js=[],
        no_prefix=True,
        disable_xml_declaration=True,
        width=620,
        height=300,
        explicit_size=False,
        show_legend=len(series) > 1,
        legend_at_bottom=True,
        legend_at_bottom_columns=2,
        print_values=True,
        print_values_position="top",
        margin=8,
        y_title=unit_name,
        value_formatter=lambda value: f"{value:,.10g}",
        formatter=lambda value: "" if value is None else f"{value:,.2f}",
    )
    chart._series_margin = max(0.06, 0.4 - 0.1 * len(labels))  # a single year is no wall
    chart.y_labels = ticks(series, unit)
    chart.x_labels = list(labels)
    for name, values in series:
        chart.add(
            name,
            [
                {
                    "value": None if value is None else float(value / unit),
                    "formatter": lambda value: f"{value:,.2f}",
                }
                for value in values
            ],
        )
    drawn = etree.fromstring(chart.render())
    etree.strip_elements(drawn, *_LEFT_OUT, with_tail=False)
    _speak(drawn, [name for name, _ in series], unit_name)
    for element in drawn.iter():
        element.attrib.pop("id", "")  # of two charts on a page
    drawn.attrib.update({"role": "group", "aria-label": title})
    return Markup(etree.tostring(drawn, encoding="unicode"))  # noqa: S704  (lxml escapes texts)


def _speak(drawn: etree._Element, names: Sequence[str], unit_name: str) -> None:
    """Let every bar be focused, and say what it stands for."""
    for idle in (
        *drawn.findall(f"{_SVG}title"),
        *drawn.findall(f".//{_SVG}g[@class='plot tooltip-overlay']"),
    ):
        parent = idle.getparent()
        assert parent is not None
        parent.remove(idle)
    for number, name in enumerate(names):
        groups = drawn.iterfind(f".//{_SVG}g[@class='series serie-{number} color-{number}']")
        for bar in (bar for group in groups for bar in group.iterfind(f".//{_SVG}g[@class='bar']")):
            told = {desc.get("class", ""): desc.text or "" for desc in bar.iterfind(f"{_SVG}desc")}
            said = f"{told.get('x_label', '')} {name}：{told.get('value', '')} {unit_name}".strip()
            for desc in bar.findall(f"{_SVG}desc"):
                bar.remove(desc)
            bar.attrib.update({"tabindex": "0", "role": "img", "aria-label": said})
            etree.SubElement(bar, f"{_SVG}title").text = said


def ticks(series: Sequence[Series], unit: Decimal) -> list[float]:
    """Give the labels of the value axis: nought, and some four steps of 1, 2 or 5 times a power of
    ten.
    """
    shown = [float((value or 0) / unit) for _, values in series for value in values]
    high, low = max(0.0, *shown, 0.0), min(0.0, *shown, 0.0)
    if high == low:
        return [0, 1]
    rough = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough * 0.999)
    return [number * step for number in range(math.floor(low / step), math.ceil(high / step) + 1)]
