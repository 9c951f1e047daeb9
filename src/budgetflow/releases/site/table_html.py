"""The two things of the catalogue that there are millions of, the cell and the box: written here,
for a template takes ten times as long.

Everything printed goes through `shown`, as in the templates; what is joined around it is our own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from budgetflow.releases.site.cell_locations import Cells
from budgetflow.releases.site.grids import Figure, Grid, Line, Side
from budgetflow.releases.site.page_viewport import Frame
from budgetflow.releases.site.template_code import shown

_SUMS = ("total", "subtotal")


def body_of(grid: Grid, slug: str, places: Mapping[str, str]) -> Markup:
    """Return the rows of a printed table, each figure linked to its box, or (where it has none) to
    its cell or line in the file.

    `places` gives by anchor the view that shows the cell.
    """
    # A page of figures has one view: its address is put together once.
    views: dict[tuple[str, int], str] = {}
    empty = {
        id(side): "<td></td>" * (1 + side.has_codes + len(side.columns)) for side in grid.sides
    }
    rows = []
    for row in grid.rows:
        parts = ["<tr>"]
        for side in grid.sides:
            line = side.lines.get(row)
            # The other side of a form may be shorter: its columns stay, so that rows are in line.
            if line is None:
                parts.append(empty[id(side)])
            else:
                parts.append(_line(line, side, slug, views, places))
        parts.append("</tr>\n")
        rows.append("".join(parts))
    return Markup("".join(rows))  # noqa: S704  (escaped below)


def boxes_of(figures: Iterable[tuple[Figure, str]], frame: Frame, *, printed: bool) -> Markup:
    """Return the boxes of figures over a part of a page, each a link back to its cell; `printed`
    writes the figures into them.
    """
    out = []
    for figure, back in figures:
        assert figure.box is not None
        x0, top, x1, bottom = figure.box
        x = round(x0 - frame.left, 1)
        y = round(top - frame.top, 1)
        width = round(x1 - x0, 1)
        height = round(bottom - top, 1)
        said = shown(figure.printed)
        text = f'<text x="{x + width - 2}" y="{y + height - 4}">{said}</text>' if printed else ""
        out.append(
            f'<a id="{figure.anchor}" '
            f'href="../../{back}#{figure.anchor}"><title>{shown(figure.label)} · '
            f"{shown(figure.column)}：{said}</title>"
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}"/>{text}</a>\n'
        )
    return Markup("".join(out))  # noqa: S704  (escaped above; anchors and addresses are our own)


def cells_body(view: Cells) -> Markup:
    """Return the rows of a sheet, table or text with the figures where they stand, each a link back
    to its cell of the printed table.
    """
    out = []
    for row, label, cells in view.rows:
        out.append(f'<tr><th class="n">{row}</th><th scope="row">{shown(label)}</th>')
        for column in view.columns:
            links = [
                f'<a id="{figure.anchor}" href="../../{back}#{figure.anchor}" '
                f'title="{column}{row} · {shown(figure.column)}">'
                f"{shown(figure.printed)}</a>"
                for figure, back in cells.get(column, ())
            ]
            out.append(f'<td class="n">{" ".join(links)}</td>')
        out.append("</tr>\n")
    return Markup("".join(out))  # noqa: S704  (escaped above; anchors, addresses and columns are our own)


def _line(
    line: Line, side: Side, slug: str, views: dict[tuple[str, int], str], places: Mapping[str, str]
) -> str:
    """Write one side of a row; `views` keeps the address of each page's view."""
    kind = " sum" if line.role in _SUMS else ""
    english = f' <small lang="en">{shown(line.gloss)}</small>' if line.gloss else ""
    parts = [f'<th scope="row" class="i{line.depth}{kind}">{shown(line.label)}{english}</th>']
    if side.has_codes:
        parts.append(f"<td>{shown(line.code)}</td>")
    for column in side.columns:
        figure = line.figures.get(column)
        if figure is None:
            parts.append('<td class="n"></td>')
        elif figure.box and figure.page:
            key = (figure.document_id, figure.page)
            view = views.get(key)
            if view is None:
                view = views[key] = f"../v/{slug}/{figure.document_id[:8]}-p{figure.page}.html#"
            parts.append(
                f'<td class="n"><a id="{figure.anchor}" '
                f'href="{view}{figure.anchor}">{shown(figure.printed)}</a></td>'
            )
        elif figure.anchor in places:
            address = f"../v/{slug}/{places[figure.anchor]}.html#{figure.anchor}"
            parts.append(
                f'<td class="n"><a id="{figure.anchor}" '
                f'href="{address}">{shown(figure.printed)}</a></td>'
            )
        else:
            parts.append(
                f'<td class="n"><span id="{figure.anchor}">{shown(figure.printed)}</span></td>'
            )
    return "".join(parts)
