"""`disclosures` and `documents`: who published what, and in which files."""

from __future__ import annotations

from dataclasses import replace

from budgetflow.contracts.datasets.common import (
    DISCLOSURE_ID,
    DOCUMENT_ID,
    FISCAL_YEAR,
    PROVINCE,
    STAGE,
    identifier,
    key,
    text,
)
from budgetflow.contracts.metadata import Column, Dataset
from budgetflow.contracts.vocabulary import (
    DISCLOSURE_STATUSES,
    DOCUMENT_STATUSES,
    ROLES,
    SCOPES,
    TEXT_LAYERS,
)

DISCLOSURES = Dataset(
    "disclosures",
    "公开",
    "Disclosures",
    "每个发布者、年度、阶段和口径一行。",
    "One row per publisher, fiscal year, stage and scope.",
    (
        identifier(
            "disclosure_id",
            "稳定标识，由地区代码、发布者、年度、阶段和口径得出",
            "stable key from region_code, publisher, fiscal_year, stage and scope",
        ),
        FISCAL_YEAR,
        STAGE,
        Column(
            "scope",
            "string",
            "口径：部门、单位或政府",
            "department (consolidated), unit (own) or government",
            allowed=tuple(SCOPES),
            example="unit",
        ),
        text(
            "publisher",
            "编制部门或编制单位，照印",
            "the publishing body as printed",
            "烟台市信访局",
        ),
        Column(
            "region_code",
            "string",
            "行政区划代码（GB/T 2260）",
            "GB/T 2260 code of the region",
            pattern=r"\d{6}(?:\d{3}|\d{6})?",
            example="650104",
        ),
        text("region_name", "行政区划名称", "name of the region", "新市区"),
        PROVINCE,
        text("title", "标题", "title of the disclosure", "2026年部门预算公开"),
        Column(
            "published_on",
            "date",
            "公开日期：先取网页，再取落款",
            "publication date: page metadata first, then the signature line",
            example="2026-02-11",
        ),
        Column(
            "landing_url",
            "string",
            "公布所在网页；本地文件为空字符串",
            "page on which it was announced; empty for a local file",
            nullable=False,
        ),
        Column(
            "revision",
            "int16",
            "版次：首见为 1，发布者每替换一次加 1",
            "1 for the first version seen, +1 each time it was replaced",
            nullable=False,
            minimum=1,
            example="1",
        ),
        Column(
            "status",
            "string",
            "状态",
            "status",
            nullable=False,
            allowed=tuple(DISCLOSURE_STATUSES),
            example="accepted",
        ),
        text(
            "publisher_id",
            "发布者的稳定标识：同一单位的不同写法相同",
            "stable key of the publisher: the same for one body written in several ways",
            "5c1f09…",
        ),
        Column(
            "own_only",
            "boolean",
            "是否只含本级，不含所属单位",
            "true where it counts the body alone (本级), nothing below it",
            nullable=False,
            example="false",
        ),
    ),
)

DOCUMENTS = Dataset(
    "documents",
    "文件",
    "Documents",
    "每个文件与其所载公开一行；读不了或不是公开的文件也有一行，写明原因。",
    "One row per file and disclosure it serves; a file that could not be read, or is no "
    "disclosure, has a row with the reason.",
    (
        key(DOCUMENT_ID, refers_to=None),
        key(
            replace(DISCLOSURE_ID, nullable=True),
            en="the disclosure it serves; null for a file that is none",
        ),
        Column(
            "role",
            "string",
            "作用",
            "what the file holds of the disclosure",
            nullable=False,
            allowed=tuple(ROLES),
            example="complete",
        ),
        Column(
            "media_type",
            "string",
            "媒体类型，按内容判定",
            "media type by content, not by extension",
            nullable=False,
            example="application/pdf",
        ),
        Column(
            "bytes",
            "int64",
            "字节数",
            "size",
            nullable=False,
            unit="bytes",
            minimum=0,
            example="482113",
        ),
        Column(
            "pages",
            "int32",
            "页数或工作表数",
            "pages or sheets",
            nullable=False,
            minimum=0,
            example="36",
        ),
        Column(
            "file_name",
            "string",
            "文件名",
            "file name",
            nullable=False,
            example="2026年部门预算.pdf",
        ),
        Column(
            "source_url",
            "string",
            "下载地址；本地文件为空字符串",
            "address it was fetched from; empty for a local file",
            nullable=False,
        ),
        Column(
            "text_layer",
            "string",
            "文字来源",
            "where the characters came from",
            nullable=False,
            allowed=tuple(TEXT_LAYERS),
            example="native",
        ),
        Column(
            "reader", "string", "读取器", "the reader that read it", nullable=False, example="pdf"
        ),
        Column(
            "reader_version", "string", "读取器版本", "its version", nullable=False, example="1"
        ),
        Column(
            "status",
            "string",
            "状态",
            "status",
            nullable=False,
            allowed=tuple(DOCUMENT_STATUSES),
            example="accepted",
        ),
        text("status_reason", "状态的原因", "why it has this status, in words a person can act on"),
        Column(
            "contents",
            "list<string>",
            "目录各条，照印，不含页码",
            "entries of the contents list as printed, without page numbers",
        ),
        Column(
            "headings",
            "list<string>",
            "正文各标题，不含序号",
            "headings of the text in order, without numbers",
        ),
        Column(
            "published_on",
            "date",
            "公布日期：先取页面，再取落款",
            "day it was published: of its page, else of its own signature line",
            example="2026-02-10",
        ),
    ),
)
