"""Columns of `amounts` that only whole-government books fill."""

from __future__ import annotations

from budgetflow.contracts.datasets.common import COVERAGE, TABLE_YEAR, text

OF_GOVERNMENTS = (
    TABLE_YEAR,
    COVERAGE,
    text(
        "coverage_printed",
        "印出的范围字样（省级含补助下级，省本级不含）",
        "the words that say the coverage (省级 holds transfers down, 省本级 does not)",
        "市本级",
    ),
    text(
        "region_name",
        "行或列所指的下级地区，照印",
        "the lower region its row or column names, as printed",
        "环翠区",
    ),
    text(
        "region_code",
        "该下级地区印出的代码",
        "the code printed beside that region",
        "371002",
    ),
    text(
        "base_measure",
        "增减所比的数；表头未写明时为空",
        "what a change is measured against; null where the header does not say",
        "previous_year_execution",
    ),
    text(
        "revenue_code",
        "印出的收入分类科目代码（101 税收、103 非税、105 债务、110 转移）",
        "code of receipts as printed (101 taxes, 103 non-tax, 105 debt, 110 transfers)",
        "10101",
    ),
)
"""Year, level, region and classification of a figure in a government's book."""
