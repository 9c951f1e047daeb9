"""The data dictionary and the Data Package v2 resource schemas, made from the metadata tree."""

from __future__ import annotations

from typing import Any

from budgetflow.contracts.datasets import DATASETS
from budgetflow.contracts.datasets import dataset as dataset_of
from budgetflow.contracts.metadata import Column, Dataset, LogicalType
from budgetflow.contracts.vocabulary import (
    BODY_SCOPES,
    CAUSES,
    CHECK_STATES,
    COVERAGE_STATES,
    COVERAGES,
    DIRECTIONS,
    DISCLOSURE_STATUSES,
    DOCUMENT_STATUSES,
    FLOWS,
    FUNCTION_SUMS,
    FUNDS_OF_PERSONNEL,
    GOVERNMENT_STAGES,
    LEVELS,
    MEASURE_WORDS,
    OPERATORS,
    PROJECT_SOURCES,
    ROLES,
    ROW_ROLES,
    SCOPES,
    SEVERITIES,
    STAGES,
    SUM_BASES,
    TABLE_CODES,
    TABLE_STATES,
    VALUE_STATES,
    VERDICTS,
)
from budgetflow.reference.classifications import economic_items, economic_name

TABLE_SCHEMA_TYPES: dict[LogicalType, str] = {
    "string": "string",
    "boolean": "boolean",
    "int16": "integer",
    "int32": "integer",
    "int64": "integer",
    "float32": "number",
    "float64": "number",
    "date": "date",
    "timestamp": "datetime",
    "money": "number",
    "number": "number",
    "list<string>": "array",
    "list<int32>": "array",
    "list<allocation>": "array",
}

WORD_LISTS: dict[str, dict[str, str]] = {
    "table_code": TABLE_CODES,
    "measure (words, joined by a dot)": MEASURE_WORDS,
    "measure, a column that one economic item heads": {
        f"e{code}": " ".join(economic_name(code)) for code in economic_items()
    },
    "stage": STAGES,
    "scope": SCOPES,
    "disclosures.status": DISCLOSURE_STATUSES,
    "documents.status": DOCUMENT_STATUSES,
    "role": ROLES,
    "tables.state": TABLE_STATES,
    "row_role": ROW_ROLES,
    "amounts.flow": FLOWS,
    "amounts.level": LEVELS,
    "amounts.body_scope": BODY_SCOPES,
    "functions.basis": SUM_BASES,
    "disclosure_totals.functions_sum": FUNCTION_SUMS,
    "disclosure_totals.personnel_fund": FUNDS_OF_PERSONNEL,
    "project_budgets.sources": PROJECT_SOURCES,
    "value_state": VALUE_STATES,
    "direction": DIRECTIONS,
    "operator": OPERATORS,
    "severity": SEVERITIES,
    "verdict": VERDICTS,
    "check_results.state": CHECK_STATES,
    "cause": CAUSES,
    "coverage.state": COVERAGE_STATES,
    "coverage (whole-government books)": COVERAGES,
    "government_totals.amount_stage": GOVERNMENT_STAGES,
}


def dictionary_markdown() -> str:
    """Return DICTIONARY.md: every dataset and column in Chinese and English, then the word
    lists.
    """
    parts = ["# 数据字典 · Data dictionary", _CONVENTIONS]
    parts += [_dataset_section(tree) for tree in DATASETS.values()]
    parts.append("# 词表 · Word lists")
    parts += [_word_list(name, words) for name, words in WORD_LISTS.items()]
    return "\n\n".join(parts) + "\n"


def table_schema(dataset: str) -> dict[str, Any]:
    """Return the Table Schema (Data Package v2) of a dataset: fields, missing values, primary and
    foreign keys.
    """
    tree = dataset_of(dataset)
    made: dict[str, Any] = {
        "fields": [_field(column) for column in tree.columns],
        "missingValues": [""],
    }
    if tree.key:
        made["primaryKey"] = list(tree.key)
    foreign = [_foreign_key(column) for column in tree.columns if column.refers_to]
    if foreign:
        made["foreignKeys"] = foreign
    return made


_CONVENTIONS = (
    "金额一律为元，decimal(20,2)，由印出的数字和单位精确换算；印出的原文列在旁边。"
    "空白单元格没有行；横线、零、“不涉及”各有其值。\n\n"
    "Money is decimal(20,2) in yuan, converted exactly from the printed figure and unit, which "
    "stay beside it. "
    "A blank cell has no row; a dash, a zero and 不涉及 are told apart by `value_state`.\n\n"
    "## 哪些可以相加 · What you may add up\n\n"
    "同一数字会印在一份公开的几张表里，部门的公开又包含其下属单位。"
    "要相加：单位的合计用 `disclosure_totals`，按功能用 `functions`，按项目用 `project_budgets`，"
    "政府的收支和债务用 `government_totals`；"
    "用 `amounts` 时只取 `is_canonical AND is_leaf`，"
    "并选定一个 `flow`、`fund`、`component` 和 `period`，以及一种分类"
    "（有 `function_code` 的行，或有 `economic_code` 的行）。"
    "口径（`scope`）和阶段（`stage`）各选一个。"
    "`fiscal_year`、`stage`、`province` 在多数表里都有：连接后要写明是哪张表的。\n\n"
    "A figure stands in several tables of one disclosure, and a department's contains its units'. "
    "To add up, take `disclosure_totals` for totals of a body, `functions` by function, "
    "`project_budgets` by project, `government_totals` for a government's books; of `amounts` "
    "take `is_canonical AND is_leaf`, one `flow`, `fund`, `component` and `period`, and the rows "
    "of one classification (those with a `function_code`, or those with an `economic_code`). "
    "Choose one `scope` and one `stage`. Most datasets have `fiscal_year`, `stage` and "
    "`province`: after `JOIN … USING (disclosure_id)` say of which one (`t.fiscal_year`), or take "
    "the view `…_named`.\n\n"
    "```sql\n"
    "-- wrong: every class is counted once for each table, column and level\n"
    "SELECT sum(amount_yuan) FROM amounts WHERE function_code LIKE '205%';\n"
    "-- right\n"
    "SELECT sum(expenditure_yuan) FROM functions JOIN disclosures USING (disclosure_id)\n"
    "WHERE function_code = '205' AND scope = 'department' AND disclosures.stage = 'budget';\n"
    "```"
)


def _dataset_section(tree: Dataset) -> str:
    head = (
        f"## {tree.name} · {tree.title_zh} · "
        f"{tree.title_en}\n\n{tree.description_zh}\n\n{tree.description_en}\n\n"
    )
    rows = [
        "| column | type | unit | null | 说明 | meaning | values | example |",
        "|---|---|---|---|---|---|---|---|",
    ]
    rows += [_column_row(column) for column in tree.columns]
    return head + "\n".join(rows)


def _column_row(column: Column) -> str:
    if column.key:
        name = f"**{column.name}**"
    else:
        name = column.name
    values = ", ".join(f"`{value}`" for value in column.allowed) or (
        f"`{column.pattern}`" if column.pattern else ""
    )
    cells = [
        name,
        column.type,
        column.unit or "",
        "yes" if column.nullable else "no",
        column.zh,
        column.en,
        values,
        column.example,
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _word_list(name: str, words: dict[str, str]) -> str:
    rows = "\n".join(f"| `{word}` | {zh} |" for word, zh in words.items())
    return f"## {name}\n\n| value | 含义 |\n|---|---|\n{rows}"


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if not column.nullable:
        constraints["required"] = True
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    if column.pattern:
        constraints["pattern"] = column.pattern
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.maximum is not None:
        constraints["maximum"] = column.maximum
    made = {
        "name": column.name,
        "type": TABLE_SCHEMA_TYPES[column.type],
        "title": column.zh,
        "description": column.en,
    }
    told = {"unit": column.unit, "example": column.example, "arrowType": column.type}
    made |= {name: value for name, value in told.items() if value}
    return made | ({"constraints": constraints} if constraints else {})


def _foreign_key(column: Column) -> dict[str, Any]:
    assert column.refers_to
    resource, field = column.refers_to
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [field]}}
