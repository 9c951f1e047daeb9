"""Of which year and level the sentences of a government's report speak."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from budgetflow.interpret.government.prose import mark_statements
from budgetflow.interpret.rows_model import Statement
from budgetflow.interpret.understand import understand
from tests.interpret.documents import document, lines

LAST = "2025年预算执行情况 / 2025年一般公共预算收支情况"
DRAFT = "2026年预算草案"


@dataclass
class Book:
    fiscal_year: int | None = 2026
    publisher: str | None = None


def said(text: str, subject: str, section: str = LAST, percent: str | None = None) -> Statement:
    values = dict.fromkeys(
        ("function_code", "amount_yuan", "share_percent", "change_yuan", "reason", "quantity")
    )
    return Statement(
        "s",
        "d",
        "o",
        section,
        "other",
        subject_printed=subject,
        change_percent=percent,  # type: ignore[arg-type]
        direction="none",
        quantity_unit=None,
        text=text,
        **values,  # type: ignore[arg-type]
    )


def told(*statements: Statement) -> list[tuple[int | None, str | None]]:
    mark_statements(statements, Book())
    return [(s.statement_year, s.coverage) for s in statements]


def test_the_chapter_gives_the_year_and_the_subject_the_level() -> None:
    assert told(
        said("全市一般公共预算收入850亿元，增长1.5%。", "全市一般公共预算收入"),
        said("市级一般公共预算收入380亿元。", "市级一般公共预算收入"),
        said("税收收入200亿元。", "税收收入"),
        said("全市一般公共预算收入预期900亿元。", "全市一般公共预算收入", DRAFT),
    ) == [
        (2025, "whole_region"),
        (2025, "own_level"),
        (2025, "own_level"),
        (2026, "whole_region"),
    ]


def test_a_year_in_the_sentence_comes_before_that_of_the_chapter() -> None:
    text = "2024年，全市一般公共预算收入830亿元。"
    assert told(said(text, "全市一般公共预算收入")) == [(2024, "whole_region")]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("全市一般公共预算收入850亿元，增长1.5%。", 2024),
        ("全市一般公共预算收入850亿元，比2023年增长1.5%。", 2023),
    ],
)
def test_a_change_is_measured_against_the_year_before_the_sentences(text: str, year: int) -> None:
    statement = said(text, "全市一般公共预算收入", percent="1.5")
    told(statement)
    assert (statement.statement_year, statement.compared_with_year) == (2025, year)


def test_a_year_that_is_only_compared_with_is_not_the_sentences() -> None:
    text = "比2024年增长的全市一般公共预算收入850亿元。"
    assert told(said(text, "全市一般公共预算收入")) == [(2025, "whole_region")]


def test_a_whole_report_in_yi_yuan() -> None:
    report = understand(
        document(
            lines(
                "青岚县2025年预算执行情况和2026年预算草案的报告",
                "一、2025年预算执行情况",
                "全县一般公共预算收入完成12.50亿元，增长3.2%。",
                "二、2026年预算草案",
                "全县一般公共预算收入预期13.10亿元，增长4.8%。",
            )
        )
    )
    found = [
        (s.statement_year, s.coverage, str(s.amount_yuan), s.compared_with_year)
        for s in report.statements
        if s.amount_yuan
    ]
    assert found == [
        (2025, "whole_region", "1250000000.00", 2024),
        (2026, "whole_region", "1310000000.00", 2025),
    ]


@pytest.mark.parametrize(
    ("publisher", "coverage"), [("海淀区", "own_level"), ("甲市", "whole_region")]
)
def test_the_level_of_a_district_is_its_own_in_its_own_report(
    publisher: str, coverage: str
) -> None:
    statements = [
        said("全区一般公共预算收入完成9亿元", "全区一般公共预算收入"),
        said("区级一般公共预算支出完成8亿元", "区级一般公共预算支出"),
    ]
    mark_statements(statements, Book(publisher=publisher))
    assert statements[1].coverage == coverage


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("全县教育支出18.2亿元，增长5.6%。", "205"),
        ("县本级卫生健康支出完成2.1亿元。", "210"),
        ("社会保障和就业支出21.3亿元。", "208"),
        ("全县民生支出18.2亿元。", None),
    ],
)
def test_a_class_of_outlays_is_named_whatever_level_stands_before_it(
    sentence: str, code: str | None
) -> None:
    title = "青岚县2025年预算执行情况和2026年预算草案的报告"
    report = understand(document(lines(title, "一、2025年预算执行情况", sentence)))
    assert [s.function_code for s in report.statements] == [code]
