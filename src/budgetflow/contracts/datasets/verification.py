"""`findings` and `check_results`: what was checked, and what did not hold."""

from __future__ import annotations

from dataclasses import replace

from budgetflow.contracts.datasets.common import DISCLOSURE_ID, DOCUMENT_ID, PAGE, identifier, key
from budgetflow.contracts.metadata import Column, Dataset
from budgetflow.contracts.vocabulary import CHECK_STATES, EXPLANATIONS, SEVERITIES, VERDICTS

_CHECK_ID = Column(
    "check_id",
    "string",
    "核对规则",
    "the check; listed in the dictionary of checks",
    nullable=False,
    example="B01",
)

FINDINGS = Dataset(
    "findings",
    "发现",
    "Findings",
    "每处不成立的核对、每处未能归类的内容一行。",
    "One row per check that did not hold, or thing the program could not place.",
    (
        identifier("finding_id", "稳定标识", "stable key of the finding"),
        replace(DISCLOSURE_ID, nullable=True),
        _CHECK_ID,
        Column(
            "severity",
            "string",
            "轻重",
            "severity",
            nullable=False,
            allowed=tuple(SEVERITIES),
            example="error",
        ),
        Column(
            "verdict",
            "string",
            "判定",
            "whose slip it is",
            nullable=False,
            allowed=tuple(VERDICTS),
            example="publisher_error",
        ),
        Column("left", "number", "左边的值（元或 %）", "left side, in yuan or percent"),
        Column("right", "number", "右边的值", "right side"),
        Column("difference", "number", "左边减右边", "left minus right"),
        Column(
            "tolerance",
            "number",
            "容差，由印出的精度和项数得出",
            "tolerance from the printed precision and the number of terms",
            minimum=0,
        ),
        Column(
            "amount_ids",
            "list<string>",
            "所涉表中数字",
            "the figures in tables it rests on",
            nullable=False,
        ),
        Column(
            "statement_ids",
            "list<string>",
            "所涉文中数字",
            "the statements it rests on",
            nullable=False,
        ),
        Column("message_zh", "string", "说明（中文）", "message in Chinese", nullable=False),
        Column("message_en", "string", "说明（英文）", "message in English", nullable=False),
        replace(DOCUMENT_ID, nullable=True),
        PAGE,
        Column(
            "explanation",
            "string",
            "可能的解释，或不足以指认的原因",
            "what explains the difference, or what an accusation lacks; null where nothing does",
            allowed=tuple(EXPLANATIONS),
            example="rounded_leaves",
        ),
        Column(
            "held_in",
            "int32",
            "同一关系在别处成立的次数（本公开及同版式文件）",
            "other comparisons, in the disclosure and in others of its layout, in which the rule "
            "holds",
            minimum=0,
        ),
        Column(
            "broken_in",
            "int32",
            "同一关系在别处不成立的次数",
            "other comparisons in which the rule is broken",
            minimum=0,
        ),
        Column("arithmetic", "string", "算式", "the sum written out, in the printed unit"),
        Column(
            "evidence",
            "list<string>",
            "两边各数的页码、位置和印出的数",
            "page, box and printed figure of each number, left side first",
            nullable=False,
        ),
        Column("quotation", "string", "所引语句", "the sentence that holds the figure"),
    ),
)

CHECK_RESULTS = Dataset(
    "check_results",
    "核对结果",
    "Check results",
    "每个公开的每条核对规则一行；没有运行的规则不算通过。",
    "One row per disclosure and check; a check that never ran is not a pass.",
    (
        key(DISCLOSURE_ID),
        key(_CHECK_ID),
        Column(
            "state",
            "string",
            "结果",
            "whether it held",
            nullable=False,
            allowed=tuple(CHECK_STATES),
            example="pass",
        ),
        Column(
            "evidence_count",
            "int32",
            "实际比较的次数",
            "comparisons made",
            nullable=False,
            minimum=0,
            example="17",
        ),
    ),
)
