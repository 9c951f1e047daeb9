"""Every rule that decides whose a figure is, reached by an example and kept with the statement."""

from __future__ import annotations

import pytest

from budgetflow.interpret.rows_model import DecidedStatement
from budgetflow.interpret.statements.rules import Rule
from tests.interpret.statements.readings import read

FINAL = "final_accounts"
EXAMPLES = [
    (Rule.OWN_WORDS, "公务接待费1万元。", "budget"),
    (Rule.LEAD, "因公出国（境）费：2026年预算数3万元。", "budget"),
    (Rule.HEADING, "2026年预算数3万元。", "budget"),
    (Rule.COUNTERPART, "公务接待费年初预算2万元，支出决算1万元。", FINAL),
    (Rule.PART, "支出预算9万元，其中：上年结转2万元。", "budget"),
    (Rule.OTHER_YEAR, "公务接待费2万元，2025年预算数为3万元。", "budget"),
    (Rule.COUNT, "公务接待费2万元，国内公务接待10批次。", "budget"),
    (Rule.SCORE, "照明项目绩效自评得分96分。", FINAL),
    (Rule.VALUE, "本部门固定资产中车辆5辆，价值120万元。", "budget"),
    (
        Rule.SAID_AGAIN,
        "公务接待费2万元。2025年执行数为3万元，2026年预算安排2万元，减少33.33%。",
        "budget",
    ),
    (Rule.MISSING_AMOUNT, "公务接待费比上年减少1万元，预算为2万元。", "budget"),
    (Rule.SHARE_OF_CURRENT, "基本支出7万元，占本年支出的70%。", "budget"),
    (Rule.CHANGE_OF_CURRENT, "公务接待费2万元，比上年减少1万元。", "budget"),
    (Rule.IN_TURN, "公务接待费2万元，会议费3万元，分别减少1万元、2万元。", "budget"),
    (
        Rule.CHANGE_OF_WHOLE,
        "支出预算9万元，其中：基本支出7万元、项目支出2万元。比上年减少1万元。",
        "budget",
    ),
    (
        Rule.CHANGE_OF_EARLIER,
        "公务接待费2万元，会议费3万元。公务接待费比上年减少1万元。",
        "budget",
    ),
    (Rule.CHANGE_OF_PARAGRAPH_BEFORE, "支出预算9万元。\n比上年减少1万元。", "budget"),
    (Rule.AGAINST_BUDGET, "公务接待费支出决算2万元，比年初预算减少1万元。", FINAL),
]


@pytest.mark.parametrize(("rule", "text", "stage"), EXAMPLES, ids=[rule for rule, *_ in EXAMPLES])
def test_the_rule_that_decided_is_kept_with_the_statement(
    rule: Rule, text: str, stage: str
) -> None:
    found = read(text, "一、公务接待费情况", stage=stage)
    kept = [one.rules for one in found if isinstance(one, DecidedStatement)]
    assert any(rule in rules for rules in kept), kept


def test_every_rule_has_its_example() -> None:
    assert {rule for rule, *_ in EXAMPLES} == set(Rule)


def test_a_change_of_another_is_not_given_to_the_statement_before() -> None:
    first, second = read("公务接待费2万元，会议费比上年减少1万元。")
    assert isinstance(first, DecidedStatement)
    assert Rule.CHANGE_OF_CURRENT not in first.rules
    assert (second.topic, second.change_yuan) == ("meetings", -10_000)
