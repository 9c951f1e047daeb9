"""Charts of a publisher, drawn by pygal to SVG that stands in the page itself: no script, no style
of its own, no clock.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

import pygal
from lxml import etree
from markupsafe import Markup
from pygal.style import Style

COLOURS = (
    "#1f5f8b",
    "#c26a1b",
    "#4a7c3a",
    "#7a4e9a",
    "#a83a3a",
    "#3a8f8f",
    "#8a7a2a",
    "#666666",
    "#b9c2cb",
)
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
_NONE: Mapping[str, str] = MappingProxyType({})
WAN = Decimal(10000)
LEGEND_LINE = 24
"""pygal leaves no room for the last line of a legend in two columns where it is half full."""

Series = tuple[str, Sequence[Decimal | None]]
"""A name, and one value a label, in yuan; None where there is none."""


def bars(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    stacked: bool = False,
    english: Mapping[str, str] = _NONE,
) -> Markup:
    """Draw bars over years, in 万元; gives nothing where there is nothing to draw.

    `title` is for those who do not see the chart; `english` gives names of the series for the
    legend of English pages.
    """
    if not any(value is not None for _, values in series for value in values):
        return Markup("")
    kind = pygal.StackedBar if stacked else pygal.Bar
    chart = kind(
        style=_STYLE,
        css=[],
        js=[],
        no_prefix=True,
        disable_xml_declaration=True,
        width=620,
        height=320,
        explicit_size=False,
        legend_at_bottom=True,
        legend_at_bottom_columns=2,
        truncate_legend=22,
        margin=8,
        margin_bottom=8 + LEGEND_LINE * (len(series) % 2),
        value_formatter=lambda value: f"{value:,.10g}",
    )
    chart._series_margin = max(0.06, 0.4 - 0.1 * len(labels))  # a single year is no wall
    chart.y_labels = ticks(series, stacked=stacked)
    chart.x_labels = list(labels)
    for name, values in series:
        chart.add(name, [None if value is None else float(value / WAN) for value in values])
    drawn = etree.fromstring(chart.render())
    etree.strip_elements(drawn, *_LEFT_OUT, with_tail=False)
    for text in drawn.iterfind(f".//{_SVG}g[@class='legends']//{_SVG}text"):
        _in_both(text, english)
    drawn.attrib.pop("id", "")
    drawn.attrib.update({"role": "img", "aria-label": title})
    return Markup(etree.tostring(drawn, encoding="unicode"))  # noqa: S704  (lxml escapes texts)


def _in_both(text: etree._Element, english: Mapping[str, str]) -> None:
    """Give a name of the legend in both languages; the style sheet shows the one that is chosen."""
    name = text.text or ""
    if name in english:
        text.text = None
        for language, said in (("zh", name), ("en", english[name])):
            etree.SubElement(text, f"{_SVG}tspan", lang=language).text = said


def ticks(series: Sequence[Series], *, stacked: bool) -> list[float]:
    """Give the labels of the value axis: nought, and some four steps of 1, 2 or 5 times a power of
    ten.
    """
    shown = [[float((value or 0) / WAN) for value in values] for _, values in series]
    columns = list(zip(*shown, strict=True))
    high = max(
        0.0, *(sum(v for v in column if v > 0) if stacked else max(column) for column in columns)
    )
    low = min(
        0.0, *(sum(v for v in column if v < 0) if stacked else min(column) for column in columns)
    )
    if high == low:
        return [0, 1]
    rough = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough * 0.999)
    return [number * step for number in range(math.floor(low / step), math.ceil(high / step) + 1)]
