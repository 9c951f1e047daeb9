"""The tables of a Document as rows of `tables` and `amounts`. Prose is read beside it
(`interpret/prose`).

The way: `segments` finds captions and joins parts over pages, `titles` says which table it is,
`figures` understands its
columns and rows, `states` tells why a table is empty. Nothing falls through: what is not known is a
finding, the figure stays.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from budgetflow.interpret.government.apply import (
    government_table,
    mark_amount,
    mark_table,
)
from budgetflow.interpret.government.items import set_items
from budgetflow.interpret.government.titles import government_code
from budgetflow.interpret.government.unread import unread_columns
from budgetflow.interpret.keys import KeyMaker, stable_key
from budgetflow.interpret.rows_model import Amount, Finding, TableRow
from budgetflow.interpret.tables.charts import axis_of, read_as_chart
from budgetflow.interpret.tables.columns.blocks import Column
from budgetflow.interpret.tables.columns.layout import Layout, understand_layout
from budgetflow.interpret.tables.doubts import doubts_of
from budgetflow.interpret.tables.headers.measures import UNMAPPED, Frame
from budgetflow.interpret.tables.rows.figures import (
    TableFigure,
    code_by_content,
    column_label,
    label_words,
    read_figures,
)
from budgetflow.interpret.tables.rows.infer_codes import infer_codes
from budgetflow.interpret.tables.rows.target_amounts import goal_money, inner_money
from budgetflow.interpret.tables.segments.contents_list import announced_titles, lists_tables
from budgetflow.interpret.tables.segments.continuation import Segment
from budgetflow.interpret.tables.segments.empty_tables import table_state
from budgetflow.interpret.tables.segments.find import find_segments
from budgetflow.interpret.tables.segments.target_forms import PerformanceTable, is_performance
from budgetflow.interpret.tables.segments.titles import normalise_title, table_code
from budgetflow.interpret.text.codes import Codes
from budgetflow.interpret.text.normalise import squeeze
from budgetflow.readers.document import Document


class Disclosing(Protocol):
    """What must be known of the disclosure whose tables are read (`interpret.identity.Identity` has
    it).
    """

    @property
    def disclosure_id(self) -> str: ...  # noqa: D102
    @property
    def fiscal_year(self) -> int | None: ...  # noqa: D102
    @property
    def stage(self) -> str | None: ...  # noqa: D102
    @property
    def scope(self) -> str | None: ...  # noqa: D102
    @property
    def publisher(self) -> str | None: ...  # noqa: D102
    @property
    def province(self) -> str | None: ...  # noqa: D102


@dataclass(slots=True)
class TablesRead:
    """Everything the tables of one disclosure in one document gave."""

    tables: list[TableRow] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    performance: list[PerformanceTable] = field(default_factory=list)


def understand_tables(document: Document, identity: Disclosing) -> TablesRead:
    """Read all tables of a document for one disclosure. Pure, linear in cells; raises nothing for
    odd content.
    """
    found = find_segments(document)
    reader = _Reader(document, identity)
    for number, segment in enumerate(found.tables, start=1):
        reader.table(number, segment)
    # a government's list names its own tables, by words that mean others in a department's book
    listed = [] if identity.scope == "government" else announced_titles(document)
    for number, (printed, title) in enumerate(listed, start=len(found.tables) + 1):
        reader.announced(number, printed, title)
    infer_codes(reader.out.amounts)
    return reader.out


@dataclass(frozen=True, slots=True)
class _Reading:
    """One table as it was read."""

    code: str
    understood: bool
    """Whether the words of its title are known."""
    government: bool
    """Whether a government's vocabulary holds for it."""
    layout: Layout | None
    """Its columns and rows; None for a form of goals."""
    figures: list[TableFigure]


class _Reader:
    def __init__(self, document: Document, identity: Disclosing) -> None:
        self.out = TablesRead()
        self._document = document
        self._identity = identity
        self._keys = KeyMaker()
        self._unit: str | None = None

    def table(self, number: int, segment: Segment) -> None:
        """Add one joined table: its row, its figures, its findings."""
        if lists_tables(segment.rows):
            return
        title = segment.caption.title or segment.heading
        reading = self._read(segment, title)
        key = self._keys.make(
            self._identity.disclosure_id,
            segment.caption.number,
            squeeze(title or ""),
            squeeze(segment.caption.publisher or ""),
        )
        if reading.code == "other" and not reading.understood and not reading.figures:
            return
        row = self._table_row(key, number, segment, reading)
        self.out.tables.append(row)
        if reading.code == "performance_targets":
            self.out.performance.append(PerformanceTable(key, tuple(segment.grids)))
        if not reading.understood:
            self._unknown_title(row, title)
        amounts = [self._amount(row, figure) for figure in reading.figures]
        self.out.amounts.extend(amounts)
        self._misread(row, amounts)
        if reading.government:
            self._mark_government(row, title, amounts, reading.figures)
            self._unread(row, reading.layout, reading.figures)
        else:
            self._unmapped(row, reading.figures)
        if reading.layout:
            self._competing_readings(row, reading.layout)

    def _read(self, segment: Segment, title: str | None) -> _Reading:
        """Return which table a segment is and its figures: first by its title, and anew where its
        rows and columns show it to be another.
        """
        code, understood = table_code(title) if title else ("other", False)
        government = self._identity.scope == "government"
        if is_performance(segment, code, understood):
            code, understood, government = "performance_targets", True, False
        elif government:
            # A government's tables have a vocabulary of their own (`_mark_government`).
            code, understood = "other", True
        self._set_unit(segment, code)
        if code == "performance_targets":
            frame = Frame(code, self._identity.fiscal_year)
            layout, figures = None, goal_money(segment, frame, segment.caption.unit)
        else:
            layout, figures = self._figures(segment, code)
        better = code if government else code_by_content(code, figures)
        if better != code:
            code = better
            layout, figures = self._figures(segment, code)
        if "绩效" in (title or "") and layout:
            # A form of goals read as a table of money still holds money in its sentences.
            taken = {id(figure.cell) for figure in figures}
            figures += [one for one in inner_money(segment) if id(one.cell) not in taken]
        if axis := axis_of(figures):
            code, understood = "other", True
            read_as_chart(figures, axis)
        return _Reading(code, understood, government, layout, figures)

    def _figures(self, segment: Segment, code: str) -> tuple[Layout | None, list[TableFigure]]:
        frame = Frame(code, self._identity.fiscal_year)
        layout = understand_layout(segment, frame)
        unit = segment.caption.unit
        return layout, read_figures(layout, frame, unit, self._identity.publisher)

    def _unknown_title(self, row: TableRow, title: str | None) -> None:
        self._finding(
            "unknown_table_title",
            row,
            f"未识别的表名：{title or '（无）'}",
            f"table title not known: {title or '(none)'}; kept as other",
        )

    def _competing_readings(self, row: TableRow, layout: Layout) -> None:
        """Report where header or layers of rows had two readings, and which was taken and why."""
        if layout.rejected:
            chosen, lost = layout.reading, layout.rejected
            self._finding(
                "competing_header_readings",
                row,
                f"表头有两种读法，取“{chosen.reason_zh}”，弃“{lost.reason_zh}”",
                f"the header can be read in two ways; taken: {chosen.reason_en}; rejected: "
                f"{lost.reason_en}",
            )
        if layout.relayered:
            names, place = layout.relayered
            self._finding(
                "competing_row_layers",
                row,
                f"行的上下级有两种读法，取“按缩进与空格”（合计相符 {place.held}/{place.formed}），"
                f"弃“按名称”（{names.held}/{names.formed}）",
                f"rows can be layered in two ways; taken: by indent and blank cells "
                f"({place.held} of {place.formed} sums hold); rejected: by their names "
                f"({names.held} of {names.formed})",
            )

    def _mark_government(
        self, row: TableRow, title: str | None, amounts: list[Amount], figures: list[TableFigure]
    ) -> None:
        """Read a government's table in its own vocabulary; a column nobody knows is a finding."""
        table = government_table(title, amounts, self._identity)
        mark_table(row, table)
        for amount, figure in zip(amounts, figures, strict=True):
            mark_amount(amount, table, figure.row.codes.other)
        set_items(amounts, table.code)
        for words in dict.fromkeys(a.column_label for a in amounts if a.measure == UNMAPPED):
            self._unknown_header(row, words or "（空）")

    def _set_unit(self, segment: Segment, code: str) -> None:
        """Let the unit line of the table before hold where a standard table has none of its own;
        any other figure is no money then.
        """
        title = segment.caption.title or segment.heading
        standard = code != "other" or _names_a_budget(self._identity, title)
        if segment.caption.unit:
            self._unit = segment.caption.unit
        elif standard:
            segment.caption.unit = self._unit

    def announced(self, number: int, printed: str | None, title: str) -> None:
        """Add a row for a table that the contents list names and that is not in the document."""
        code, understood = table_code(title)
        words = normalise_title(title)
        there = any(
            row.table_code == code
            and (code != "other" or normalise_title(row.title_printed or "") == words)
            for row in self.out.tables
        )
        if there or not understood:
            return
        key = self._keys.make(self._identity.disclosure_id, printed, squeeze(title), "announced")
        self.out.tables.append(
            TableRow(
                key,
                self._identity.disclosure_id,
                self._document.document_id,
                code,
                number,
                printed,
                title,
                None,
                [],
                0,
                0,
                "announced_missing",
            )
        )

    def _table_row(self, key: str, number: int, segment: Segment, reading: _Reading) -> TableRow:
        says_something = reading.code == "performance_targets" or any(
            found.figure.state in ("value", "quantity") for found in reading.figures
        )
        state, sentence = table_state(segment, says_something, bool(reading.figures))
        caption = segment.caption
        return TableRow(
            table_id=key,
            disclosure_id=self._identity.disclosure_id,
            document_id=self._document.document_id,
            table_code=reading.code,
            table_no=number,
            number_printed=caption.number,
            title_printed=caption.title or segment.heading,
            unit_printed=caption.unit,
            pages=segment.pages,
            rows=len(segment.header) + len(segment.body),
            columns=segment.columns,
            state=state,
            state_sentence=sentence,
        )

    def _amount(self, table: TableRow, found: TableFigure) -> Amount:
        cell, row, figure = found.cell, found.row, found.figure
        box = cell.box
        codes = row.codes if row.code_origin == "printed" else Codes()
        key = self._keys.make(
            table.table_id,
            label_words(row),
            codes.function,
            codes.economic,
            codes.government,
            squeeze(column_label(found.column)),
        )
        return Amount(
            amount_id=key,
            disclosure_id=table.disclosure_id,
            document_id=table.document_id,
            table_id=table.table_id,
            fiscal_year=self._identity.fiscal_year,
            stage=self._identity.stage,
            province=self._identity.province,
            table_code=table.table_code,
            table_no=table.table_no,
            row_no=row.index + 1,
            column_no=found.column.index + 1,
            side=found.side,
            row_label=found.label,
            row_path=row.path,
            row_role=row.role,
            function_code=row.codes.function,
            economic_code=row.codes.economic,
            government_economic_code=row.codes.government,
            code_origin=row.code_origin,
            item=found.item,
            project_name=row.project,
            unit_name=row.unit,
            measure=found.measure,
            column_label=column_label(found.column),
            amount_yuan=figure.yuan,
            amount_printed=figure.printed,
            unit_printed=figure.unit,
            value_state=figure.state,
            page=cell.page,
            x0=box.x0 if box else None,
            top=box.top if box else None,
            x1=box.x1 if box else None,
            bottom=box.bottom if box else None,
            locator=cell.locator if box is None else None,
            confidence=cell.confidence,
        )

    def _misread(self, table: TableRow, amounts: list[Amount]) -> None:
        """Report what cannot be one amount, so that the disclosure is held back."""
        for doubt in doubts_of(amounts):
            self._finding(doubt.check, table, doubt.message_zh, doubt.message_en)
            found = self.out.findings[-1]
            found.amount_ids, found.page = doubt.amount_ids, doubt.page
            if doubt.holds:
                found.severity, found.verdict = "warning", "parse_suspect"

    def _unread(self, table: TableRow, layout: Layout | None, figures: list[TableFigure]) -> None:
        """Count and name what stands under a header and is no figure of the table."""
        for column in unread_columns(layout, figures) if layout else ():
            self._finding(
                "unread_column",
                table,
                f"“{column.header}”列有 {column.cells} 格未作金额读取，如“{column.example}”",
                f"column {column.header}: {column.cells} cells were not read as amounts, such as "
                f"{column.example}",
            )

    def _unmapped(self, table: TableRow, figures: list[TableFigure]) -> None:
        columns: dict[int, Column] = {
            figure.column.index: figure.column for figure in figures if figure.measure == UNMAPPED
        }
        for column in columns.values():
            self._unknown_header(table, column_label(column) or "（空）")

    def _unknown_header(self, table: TableRow, words: str) -> None:
        self._finding(
            "unmapped_header",
            table,
            f"未识别的表头：{words}",
            f"column header not known: {words}; figures kept as unmapped",
        )

    def _finding(self, check: str, table: TableRow, message_zh: str, message_en: str) -> None:
        self.out.findings.append(
            Finding(
                finding_id=stable_key(table.table_id, check, message_zh),
                disclosure_id=table.disclosure_id,
                check_id=check,
                severity="info",
                verdict="open",
                left=None,
                right=None,
                difference=None,
                tolerance=None,
                amount_ids=[],
                statement_ids=[],
                message_zh=message_zh,
                message_en=message_en,
                document_id=table.document_id,
                page=table.pages[0] if table.pages else None,
            )
        )


def _names_a_budget(identity: Disclosing, title: str | None) -> bool:
    """Check whether a title names one of a government's budgets; debts are told in other units."""
    code = government_code(title) if identity.scope == "government" else "other"
    return code != "other" and not code.startswith("debt_")
