"""More mechanisms of prose with their relatives: years, comparisons, and counts beside money.

The sentences are our own, in the wording of papers of many places; `facts` says how they are read.
"""

from __future__ import annotations

import pytest

from tests.interpret.statements.readings import facts

YEAR_BEFORE_ALONE = [
    (
        "2026年支出预算与2025年相比（2025年支出预算为80万元），增加4万元，增长5%。",
        ["expenditure.total.previous_year 80", "expenditure.total ~4 %5"],
    ),
    (
        "2025年支出预算为80万元。2026年支出预算84万元，增长5%。",
        ["expenditure.total.previous_year 80", "expenditure.total 84 %5"],
    ),
    (
        "2025年收入预算80万元，2026年收入预算84万元，增加4万元。",
        ["revenue.total.previous_year 80", "revenue.total 84 ~4"],
    ),
    (
        "2025年“三公”经费预算13.85万元，比2025年减少5.45万元。",  # the year of the paper copied
        ["three_public.total 13.85 ~-5.45"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), YEAR_BEFORE_ALONE)
def test_a_figure_of_the_year_before_is_no_figure_of_this(text: str, expected: list[str]) -> None:
    assert facts(text, "二、收支情况") == expected


WORDINGS = [
    (
        "2026年收入总计90万元，与2025年度收入总计相比减少12万元，下降11.76%；支出总计90万元，与2025年度支出总计相比减少12万元。",
        ["revenue.total 90 ~-12 %-11.76", "expenditure.total 90 ~-12"],
    ),
    (
        "公务接待费9万元，与上年公务接待费相比增加1万元。",
        ["three_public.reception 9 ~1"],
    ),
    ("培训费9万元，比上年多2万元。", ["training 9 ~2"]),
    ("培训费9万元，较上年预算少2万元。", ["training 9 ~-2"]),
    (
        "一般公共服务（201）纪检监察事务（20111）行政运行（2011101）：预算为800万元。",
        ["function @2011101 800"],
    ),
    (
        "人员经费90万元。人员经费用途主要包括基本工资30万元、津贴补贴20万元。",
        ["expenditure.personnel 90", "expenditure.item 30", "expenditure.item 20"],
    ),
    (
        "政府债务余额5亿元，其中一般债务2亿元、专项债务3亿元；债务限额6亿元。",
        [
            "debt.balance 50000",
            "debt.balance.general 20000",
            "debt.balance.special 30000",
            "debt.limit 60000",
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), WORDINGS)
def test_comparisons_codes_and_lists_in_other_words(text: str, expected: list[str]) -> None:
    assert facts(text, "二、支出情况") == expected


COUNTS_BESIDE_MONEY = [
    (
        "因公出国（境）费用20万元，主要用于参加会议，拟安排出国（境）团组3个、累计12人次。",
        [
            "three_public.overseas_travel 20",
            "three_public.overseas_travel.groups #3",
            "three_public.overseas_travel.persons #12",
        ],
    ),
    (
        "因公出国（境）费用20万元，计划组织出国团组3批12人次。",
        [
            "three_public.overseas_travel 20",
            "three_public.overseas_travel.groups #3",
            "three_public.overseas_travel.persons #12",
        ],
    ),
    (
        "外宾接待支出0万元，接待批次0个、人次0人；国内公务接待支出3万元。国内公务接待32批次260人次，共计支出3万元。",
        [
            "three_public.reception.foreign 0",
            "three_public.reception.foreign.visits #0",
            "three_public.reception.foreign.persons #0",
            "three_public.reception.domestic 3",
            "three_public.reception.domestic.visits #32",
            "three_public.reception.domestic.persons #260",
            "three_public.reception.domestic 3",
        ],
    ),
    (
        "本年度未发生因公出国（境）支出，公务接待支出0.5万元，接待5批次、43人次。",
        [
            "three_public.overseas_travel",
            "three_public.reception 0.5",
            "three_public.reception.visits #5",
            "three_public.reception.persons #43",
        ],
    ),
    (
        "会议费支出5万元，召开会议8次，参会320人次；培训费支出6万元，举办培训班4期，培训600人次。",
        [
            "meetings 5",
            "meetings.sessions #8",
            "meetings.persons #320",
            "training 6",
            "training.sessions #4",
            "training.persons #600",
        ],
    ),
    (
        "公务用车购置及运行费30万元，其中：购置费18万元，购置公务用车1辆；运行维护费12万元，主要用于燃料，公务用车保有量4辆。",
        [
            "three_public.vehicles 30",
            "three_public.vehicle_purchase 18",
            "assets.purchase_vehicles #1",
            "three_public.vehicle_operation 12",
            "assets.vehicles #4",
        ],
    ),
    (
        "现有公务用车6辆，其中轿车2辆、越野车3辆、小型载客汽车1辆；2026年拟更新购置2辆。",
        [
            "assets.vehicles #6",
            "assets.vehicles.unclassified #2",
            "assets.vehicles.unclassified #3",
            "assets.vehicles.unclassified #1",
            "assets.purchase_vehicles #2",
        ],
    ),
    (
        "按规定保有的公务用车为6辆，其中一般公务用车2辆、执法执勤用车4辆，拟购置车辆3辆，其中执法执勤用车3辆。",
        [
            "assets.vehicles #6",
            "assets.vehicles.general #2",
            "assets.vehicles.law_enforcement #4",
            "assets.purchase_vehicles #3",
            "assets.purchase_vehicles.law_enforcement #3",
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), COUNTS_BESIDE_MONEY)
def test_counts_beside_the_money_of_travel_guests_meetings_and_vehicles(
    text: str, expected: list[str]
) -> None:
    assert facts(text, "七、“三公”经费情况") == expected
