"""`tables` and `amounts`: the standard tables and every figure printed in them."""

from __future__ import annotations

from dataclasses import replace

from budgetflow.contracts.datasets.common import (
    DISCLOSURE_ID,
    DOCUMENT_ID,
    FISCAL_YEAR,
    LOCATOR,
    PAGE,
    PROVINCE,
    STAGE,
    identifier,
    money,
    text,
)
from budgetflow.contracts.metadata import Column, Dataset
from budgetflow.contracts.vocabulary import CODE_ORIGINS, IDENTIFIER, ROW_ROLES, SIDES, TABLE_CODES, TABLE_STATES, VALUE_STATES

_TABLE_CODE = Column("table_code", "string", "标准表", "canonical table", nullable=False, allowed=tuple(TABLE_CODES), example="expenditure")
_TABLE_NO = Column(
    "table_no", "int32", "表在文件中的次序，从 1 起", "order of the table in the document, from 1", nullable=False, minimum=1, example="3"
)

TABLES = Dataset(
    "tables",
    "表",
    "Tables",
    "每张见到、列出或声明为空的标准表一行。",
    "One row per standard table found, announced or declared empty.",
    (
        identifier("table_id", "表的稳定标识", "stable key of the table"),
        DISCLOSURE_ID,
        DOCUMENT_ID,
        _TABLE_CODE,
        _TABLE_NO,
        text("number_printed", "印出的表号", "the table's number as printed", "公开01表"),
        text("title_printed", "印出的表名", "the title as printed", "部门支出总体情况表"),
        text("unit_printed", "印出的金额单位", "the unit of money as printed", "万元"),
        Column("pages", "list<int32>", "所在各页", "the pages it stands on", nullable=False, example="[7, 8]"),
        Column("rows", "int32", "行数", "rows of the joined grid", nullable=False, minimum=0, example="21"),
        Column("columns", "int32", "列数", "columns of the joined grid", nullable=False, minimum=0, example="8"),
        Column("state", "string", "状态", "whether it has figures", nullable=False, allowed=tuple(TABLE_STATES), example="filled"),
        text("state_sentence", "声明空表的原句", "the sentence that declares it empty", "故本表为空表"),
    ),
)

_NOT_MONEY = ("value_state", ("dash", "not_applicable", "quantity"))

AMOUNTS = Dataset(
    "amounts",
    "金额",
    "Amounts",
    "表中印出的每个数字一行（绩效表除外）；空白单元格没有行。",
    "One row per figure printed in a table, performance tables apart; blank cells have no row.",
    (
        identifier("amount_id", "单元格的稳定标识", "stable key of the cell"),
        DISCLOSURE_ID,
        DOCUMENT_ID,
        Column("table_id", "string", "所在的表", "the table it stands in", nullable=False, refers_to=("tables", "table_id"), example="51cc02…"),
        FISCAL_YEAR,
        STAGE,
        PROVINCE,
        _TABLE_CODE,
        _TABLE_NO,
        Column(
            "row_no", "int32", "行号，从 1 起，跨页已拼接", "row from 1 in the table joined across pages", nullable=False, minimum=1, example="12"
        ),
        Column("column_no", "int32", "列号，从 1 起", "column from 1", nullable=False, minimum=1, example="4"),
        Column("side", "string", "收支两栏表的一侧", "side of a two-sided table", allowed=tuple(SIDES), example="expenditure"),
        text("row_label", "行名，照印", "label as printed", "行政运行"),
        Column(
            "row_path",
            "list<string>",
            "上级各行名，由外到内",
            "labels of the ancestors, outermost first",
            nullable=False,
            example='["一般公共服务支出"]',
        ),
        Column("row_role", "string", "行的作用", "what the row is to its neighbours", nullable=False, allowed=tuple(ROW_ROLES), example="item"),
        Column(
            "function_code", "string", "支出功能分类代码", "function code: 类 3, 款 5, 项 7 digits", pattern=r"\d{3}(?:\d{2}){0,4}", example="2080505"
        ),
        Column("economic_code", "string", "部门预算支出经济分类代码", "departmental economic code", pattern=r"\d{3}(?:\d{2}){0,2}", example="30101"),
        Column(
            "government_economic_code",
            "string",
            "政府预算支出经济分类代码",
            "government economic code",
            pattern=r"\d{3}(?:\d{2}){0,2}",
            example="50101",
        ),
        Column(
            "code_origin",
            "string",
            "代码是印出的还是推断的",
            "whether the code was printed or inferred from label and year",
            allowed=tuple(CODE_ORIGINS),
            example="printed",
        ),
        Column("item", "string", "无代码行的标准名目", "canonical item where a row has no code", pattern=IDENTIFIER, example="revenue.total"),
        text("project_name", "行所指的项目", "the project the row names"),
        text("unit_name", "行所指的单位", "the subordinate unit the row names"),
        Column(
            "measure",
            "string",
            "标准列",
            "canonical column; `unmapped` where nothing fits",
            nullable=False,
            pattern=IDENTIFIER,
            example="basic.personnel",
        ),
        Column(
            "column_label", "string", "表头全路径，照印", 'header path as printed, joined with " / "', nullable=False, example="基本支出 / 人员经费"
        ),
        money(
            "amount_yuan",
            "金额，由印出的数字和单位精确换算",
            "exact value from the printed figure and its unit; null where it is no money",
            filled_when=("value_state", ("value",)),
            null_when=_NOT_MONEY,
            example="17178500.00",
        ),
        Column("amount_printed", "string", "印出的数字", "the figure as printed", nullable=False, example="1,717.85"),
        text("unit_printed", "印出的单位", "the unit as printed", "万元"),
        Column("value_state", "string", "数字的性质", "what the printed text is", nullable=False, allowed=tuple(VALUE_STATES), example="value"),
        PAGE,
        Column("x0", "float32", "单元格左边", "left edge of the cell from the page's left as displayed", unit="points"),
        Column("top", "float32", "单元格上边", "top edge from the page's top", unit="points"),
        Column("x1", "float32", "单元格右边", "right edge", unit="points"),
        Column("bottom", "float32", "单元格下边", "bottom edge", unit="points"),
        replace(LOCATOR),
        Column(
            "confidence",
            "float32",
            "读取的把握，1 为文件自带文字",
            "how sure the reading is: 1 for a native text layer",
            nullable=False,
            minimum=0,
            maximum=1,
            example="1.0",
        ),
    ),
)
