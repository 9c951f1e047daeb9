"""`changes`, `coverage` and `fetches`: what changed between releases, what is missing, what was
requested.
"""

from __future__ import annotations

from budgetflow.contracts.datasets.common import FISCAL_YEAR, STAGE, key, text
from budgetflow.contracts.metadata import Column, Dataset
from budgetflow.contracts.vocabulary import CAUSES, COVERAGE_STATES
from budgetflow.contracts.vocabulary import CHANGES as CHANGE_KINDS

CHANGES = Dataset(
    "changes",
    "变更",
    "Changes",
    "两个发布版之间每个变化的值一行，并写明原因。",
    "One row per changed value between two releases, with its cause.",
    (
        Column(
            "dataset",
            "string",
            "数据集",
            "the dataset",
            nullable=False,
            key=True,
            example="amounts",
        ),
        Column(
            "key",
            "string",
            "行的标识，多列以 | 连接",
            "key of the row, several columns joined by |",
            nullable=False,
            key=True,
        ),
        Column(
            "column",
            "string",
            "列；整行增减时为空",
            "the column; null where a whole row came or went",
            key=True,
            example="amount_yuan",
        ),
        Column(
            "change",
            "string",
            "变化",
            "kind of change",
            nullable=False,
            allowed=tuple(CHANGE_KINDS),
            example="changed",
        ),
        text("old", "旧值", "value before", "100.00"),
        text("new", "新值", "value now", "120.00"),
        Column(
            "cause",
            "string",
            "原因",
            "why it changed",
            nullable=False,
            allowed=tuple(CAUSES),
            example="publisher_revision",
        ),
    ),
    partitioned=False,
)

COVERAGE = Dataset(
    "coverage",
    "覆盖",
    "Coverage",
    "每个来源、年度和阶段一行：该有的有没有。",
    "One row per source, fiscal year and stage: is there what should be.",
    (
        Column(
            "source_id",
            "string",
            "来源",
            "the source",
            nullable=False,
            key=True,
            example="urumqi-xinshiqu",
        ),
        Column(
            "region_code",
            "string",
            "行政区划代码",
            "region code",
            pattern=r"\d{6}(?:\d{3}|\d{6})?",
            example="650104",
        ),
        key(FISCAL_YEAR, nullable=False),
        key(STAGE, nullable=False),
        Column(
            "expected", "int32", "预期的公开数", "disclosures expected", minimum=0, example="48"
        ),
        Column(
            "state",
            "string",
            "状态",
            "state",
            nullable=False,
            allowed=tuple(COVERAGE_STATES),
            example="published",
        ),
        Column(
            "last_new_on",
            "date",
            "最近一次有新内容的日期",
            "day of the last news",
            example="2026-02-11",
        ),
    ),
    partitioned=False,
)

FETCHES = Dataset(
    "fetches",
    "请求",
    "Fetches",
    "每次网络请求一行，供运行之用，不参与版本比较。",
    "One row per request made; operational, not compared between releases.",
    (
        Column("url", "string", "地址", "address", nullable=False, key=True),
        Column(
            "requested_at",
            "timestamp",
            "请求时间（UTC）",
            "time of the request, UTC",
            nullable=False,
            key=True,
        ),
        Column(
            "status", "int16", "HTTP 状态码", "HTTP status; null where none came", example="200"
        ),
        Column("bytes", "int64", "字节数", "bytes received", minimum=0, unit="bytes"),
        Column("sha256", "string", "内容的 sha256", "sha256 of the body", pattern=r"[0-9a-f]{64}"),
        text("etag", "ETag", "ETag"),
        text("last_modified", "Last-Modified", "Last-Modified"),
        Column(
            "from_cache",
            "boolean",
            "未变而未重新下载",
            "unchanged, so not fetched again",
            nullable=False,
        ),
        Column("host", "string", "主机", "host", nullable=False),
        Column("seconds", "float64", "耗时", "time it took", unit="s", minimum=0),
        text("error", "错误", "what went wrong"),
    ),
    partitioned=False,
    compared=False,
)
