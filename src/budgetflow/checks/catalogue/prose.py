"""Checks inside the prose and the performance tables, of budgets and final accounts alike: P01 to
P08.
"""

from __future__ import annotations

from budgetflow.checks.model.check import Check
from budgetflow.checks.model.combine import both
from budgetflow.checks.rules.text import (
    allocations,
    goal_money,
    performance_targets,
    prose,
    prose_sums,
    three_public,
    wording,
)

PROSE_CHECKS = (
    Check(
        "P01",
        "both",
        "说明",
        "占比 ＝ 分项 ÷ 合计",
        "A share is its part of the whole",
        "narrative",
        both(prose.shares, three_public.shares_of_items, prose_sums.shares_within),
    ),
    Check(
        "P02",
        "final_accounts",
        "说明",
        "增减百分比 ＝ 增减额 ÷ 上年数",
        "A change in percent is the change by last year's figure",
        "narrative",
        both(
            prose.change_percentages,
            prose.directions,
            prose.increases_within,
            three_public.changes_of_items,
        ),
    ),
    Check(
        "P03",
        "both",
        "项目",
        "项目预算 ＝ 各项分配之和",
        "A project is the sum of its allocations",
        "narrative",
        allocations.allocations,
    ),
    Check(
        # Forms weigh the indicators alone, or with ten points for the budget's execution.
        "P04",
        "both",
        "绩效目标表",
        "指标权重之和 ＝ 100",
        "Weights of indicators add up to 100",
        "conditional",
        performance_targets.weights,
        "weights are printed",
    ),
    Check(
        "P05",
        "both",
        "绩效目标表",
        "项目资金 ＝ 各项资金来源之和",
        "Money of a project is the sum of its sources",
        "hard",
        performance_targets.money_by_source,
    ),
    Check(
        "P06",
        "both",
        "说明xT8",
        "文中列举的经济分类款项在表中有数",
        "Items the text names have money in the table",
        "narrative",
        wording.items_named,
    ),
    Check(
        "P07",
        "both",
        "标题/说明",
        "无重复词语",
        "No phrase is written twice in a row",
        "format",
        wording.doubled_words,
    ),
    Check(
        # A rate may be of money that the row does not print (of several years, of all sources).
        "P08",
        "both",
        "绩效自评表",
        "执行率 ＝ 执行数 ÷ 预算数",
        "A rate of execution is what was spent by what was planned",
        "conditional",
        goal_money.execution_rates,
        "the rate is of the amounts beside it",
    ),
)
