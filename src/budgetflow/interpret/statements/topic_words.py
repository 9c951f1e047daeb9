"""The words that tell topics apart.

`reference/lexicon/topics.csv` holds them in parts, each a table of patterns in which the first row
that fits decides, so that narrow words stand before wide ones; each row has an example it decides.
`{fund}` in a topic stands for the fund whose parts are spoken of.
"""

from __future__ import annotations

import re

from budgetflow.reference.lists import rows_of

Patterns = tuple[tuple[re.Pattern[str], str], ...]

# Words beside 收入 and 支出 that leave it the whole of the body.
WHOLE = (
    r"(?:(?:19|20)\d\d年度?|部门|单位|财务(?=总)|本级|全年|年度|总[体计额]?|合计|预算|决算|预计|安排|各项|"
    r"实现|相应|省|市|区|县|全|数|资金|金额|规模"
    r"|[（(](?:部门|单位)[）)]|的)"
)
# Words before 人员经费 that leave it the standard kind; 临聘人员经费 is an item of its own.
QUALIFIER = (
    r"(?:(?:19|20)\d\d年度?|一般公共预算|政府性基金|国有资本经营|财政拨款|基本支出|部门|单位|本级|预算|决算|"
    r"当年|本年|年初|安排|用于|支出|拨款|经费|日常|中|的|[（(]部门[）)]|[（(]单位[）)])"
)
# Words before 项目支出 that leave it the whole of the projects; 监测项目支出 is one project's.
KINDS_OF_PROJECT = r"(?:人员类|运转类|特定目标类|其他|重点|专项|各类|全部|[、和及与—-])"
# Cars by their make, which says nothing of their use.
CARS = r"[轿客货]车|载[客货]|面包车|越野车|商务车|皮卡|摩托车|工程车|救护车|巡逻车"
# Patterns that those of the list name.
_NAMED = {
    "{whole}": WHOLE,
    "{qualifier}": QUALIFIER,
    "{kinds_of_project}": KINDS_OF_PROJECT,
    "{cars}": CARS,
}


def _parts() -> dict[str, Patterns]:
    """Return the parts of the list of topics as compiled patterns with their topics, in its
    order.
    """
    found: dict[str, Patterns] = {}
    for row in rows_of("lexicon/topics.csv"):
        pattern = re.compile(_filled(row["pattern"]))
        found[row["part"]] = (*found.get(row["part"], ()), (pattern, row["topic"]))
    return found


def _filled(pattern: str) -> str:
    """Return a pattern of the list with the patterns that it names put in."""
    for name, body in _NAMED.items():
        pattern = pattern.replace(name, body)
    return pattern


# The parts by name; each must be read below.
PARTS = _parts()
# Money of its own name, on whichever side it stands: 三公, 机关运行经费, debt.
ANYWHERE = PARTS["anywhere"]
# Kinds of the debt whose limit or balance is said: 其中一般债务2亿元、专项债务3亿元.
DEBT_KINDS = PARTS["debt_kinds"]
PROCUREMENT = PARTS["procurement"]
# Kinds of vehicles in the forms of 国有资产占用情况; a kind that is none of them stays apart from
# the total.
VEHICLES = PARTS["vehicles"]
ASSETS = PARTS["assets"]
# Parts of a head count: 实有人员214人，其中行政154人，事业60人.
STAFF_PARTS = PARTS["staff_parts"]
STAFF = PARTS["staff"]
REVENUE = PARTS["revenue"]
EXPENDITURE = PARTS["expenditure"]
PERFORMANCE = PARTS["performance"]


def first_topic(patterns: Patterns, text: str) -> str | None:
    """Return the topic of the first pattern that a text holds, None where it holds none."""
    return next((topic for pattern, topic in patterns if pattern.search(text)), None)


# Revenue and expenditure together; 事业收入支出 is what is spent out of that revenue.
BOTH = re.compile(
    r"收[、，]?支(?!差额)|收入(?:总计|合计|总额|预算|决算|数)*[、和及与]总?支出|"
    r"(?<!事业)(?<!经营)(?<!上缴)(?<!其他)(?<!补助)(?<!专户)(?<!管理资金)收入支出"
)
FUNDS = (
    (re.compile(r"政府性?基金"), "government_fund"),
    (re.compile(r"国有资本"), "state_capital"),
    (re.compile(r"一般公共预算"), "general_public_budget"),
    (re.compile(r"财政拨款"), "appropriation"),
)
# Ends of the topics whose parts are of the same fund: 一般公共预算基本支出, 其中人员经费.
HAVE_PARTS = (".total", ".basic")
INCOME = re.compile(r"收入(?:预算|资金|总计|合计|决算|预计|数|总额)*$")
OF_PROCUREMENT = re.compile(r"货物|工程|服务|企业|金额|总额")
FUNDING = re.compile(
    r"一般公共预算|政府性基金|财政拨款|财政专户|结转|结余|单位资金|自有资金|(?:事业|经营|其他)"
    r"收入|其他资金"
)
BUY = re.compile(r"购置|采购|购买|新增|更新|拟(?:新)?[配购]|新(?:配|购)")
HELD = re.compile(r"共有|现有|实有|保有|占有|占用|拥有|截[至止]|年末|年底")
# Money whose parts are its items, whatever else they are called.
ITEMIZED = frozenset({"operating_expenses", "meetings", "training", "commissioned_services"})
# 绩效工资 is pay, and no evaluation.
EVALUATION = re.compile(r"绩效(?!工资|奖|考核奖)|自评")
BARE_SIDE = re.compile(r"(?:本年|当年)?(?:收入|支出)(?:预算|决算)?(?:数|合计|总计)?")
# Revenue of each fund, where a chapter of its own says only 收入.
OF_FUND = {
    "government_fund": "revenue.government_fund",
    "state_capital": "revenue.state_capital",
    "general_public_budget": "revenue.general_public_budget",
    "appropriation": "revenue.appropriation",
}
# What is carried forward is no revenue.
TO_COME = re.compile(r"年[终末底].{0,4}结[转余]|结[转余]下年|结转(?:到|至)下")
