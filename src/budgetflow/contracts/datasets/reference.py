"""`publishers` and `vocabulary`: who published, and what every code and word means."""

from __future__ import annotations

from dataclasses import replace

from budgetflow.contracts.datasets.common import identifier, text
from budgetflow.contracts.metadata import Column, Dataset
from budgetflow.contracts.vocabulary import GOVERNMENT_LEVELS, PUBLISHER_KINDS

_YEAR = Column("first_year", "int16", "最早年度", "first year", minimum=1990, maximum=2100)

PUBLISHERS = Dataset(
    "publishers",
    "发布者",
    "Publishers",
    "每个单位一行：名称、其他写法、地区、级别、种类和公开的年度。",
    "One row per body: its name, other spellings, region, level, kind and the years it published.",
    (
        identifier("publisher_id", "发布者的稳定标识", "stable key of the publisher"),
        Column(
            "name",
            "string",
            "名称（最近一次公开所用）",
            "name, as in its newest disclosure",
            nullable=False,
            example="江苏省委办公厅",
        ),
        Column(
            "other_names",
            "list<string>",
            "其他写法和曾用名",
            "other spellings and former names",
            nullable=False,
            example='["中共江苏省委办公厅"]',
        ),
        text("region_code", "地区代码（GB/T 2260）", "region code", "320000"),
        text("region_name", "地区", "region", "江苏省"),
        text("province", "省级代码", "first two digits of the region code", "32"),
        Column(
            "level",
            "string",
            "所属政府的级别",
            "level of government",
            allowed=tuple(GOVERNMENT_LEVELS),
            example="province",
        ),
        Column(
            "kind",
            "string",
            "种类",
            "kind of body",
            nullable=False,
            allowed=tuple(PUBLISHER_KINDS),
            example="party_organ",
        ),
        text(
            "superior_name",
            "上级单位（其名称的开头）",
            "the body it is a unit of, by its own name; null for bodies that stand alone",
            "上海市文化和旅游局",
        ),
        text(
            "superior_id",
            "上级单位的稳定标识，未见其公开的为空",
            "key of that body; null where it publishes nothing here",
            "5c1f09…",
        ),
        replace(_YEAR, example="2017"),
        replace(_YEAR, name="last_year", zh="最近年度", en="last year", example="2026"),
        Column(
            "disclosures",
            "int32",
            "公开份数",
            "number of its disclosures",
            nullable=False,
            minimum=0,
            example="12",
        ),
    ),
    partitioned=False,
)

VOCABULARY = Dataset(
    "vocabulary",
    "词汇",
    "Vocabulary",
    "每个代码和标准词一行：中英文名称与含义；功能科目、经济科目含历年名称。",
    "One row per code and canonical word: names and meaning in Chinese and English; function and "
    "economic codes with their names over the years.",
    (
        Column(
            "kind",
            "string",
            "种类：表、列、科目、规则等",
            "what it is: table_code, measure, item, topic, check, function_code, ...",
            nullable=False,
            key=True,
            example="function_code",
        ),
        Column("code", "string", "代码", "the code", nullable=False, key=True, example="205"),
        Column(
            "zh",
            "string",
            "中文名称",
            "name in Chinese",
            nullable=False,
            key=True,
            example="教育支出",
        ),
        text("en", "英文名称", "name in English", "Education"),
        text("meaning_zh", "含义", "meaning in Chinese"),
        text("meaning_en", "英文含义", "meaning in English"),
        replace(_YEAR, zh="见到的最早年度", en="first year it was seen", example="2017"),
        replace(
            _YEAR, name="last_year", zh="见到的最近年度", en="last year it was seen", example="2026"
        ),
    ),
    partitioned=False,
)
