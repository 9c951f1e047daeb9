"""The tables that a check looks at and its condition, in words of both languages: the catalogue of
checks writes `T1xT2`, where a number is the table's place in the ministry's set of forms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from budgetflow.releases.site.labels import table_words

_EITHER = (
    *("summary", "revenue", "expenditure", "appropriation_summary"),
    "general_budget_expenditure",
)
_FUNDS = ("government_fund_expenditure", "state_capital_expenditure")
_OWN = ("general_budget_basic_expenditure", "three_public_expenses")
# Codes of the nine forms of a budget, in the order in which the catalogue counts them.
_BUDGET = (*_EITHER, *_FUNDS, *_OWN)
# Codes of the nine forms of final accounts: the last four stand in another order.
_ACCOUNTS = (*_EITHER, *_OWN, *_FUNDS)
# What the notes of the catalogue say beside the numbers of forms.
_OTHERS = {
    "“三公”经费": "three public expenses",
    "一般公共预算收入": "general budget revenue",
    "一般公共预算收支": "general budget balance",
    "三公说明": "text on the three public expenses",
    "分地区": "tables by region",
    "功能名称": "names of functions",
    "各级": "levels of government",
    "各表": "all tables",
    "同比": "changes against last year",
    "年份": "years",
    "占位符": "placeholders",
    "年际": "years beside each other",
    "执行表": "execution",
    "草案表": "draft budget",
    "总表": "overview",
    "明细表": "details",
    "支出明细": "details of expenditure",
    "收支总表": "summary",
    "政府债务": "government debt",
    "政府债务变动": "movement of government debt",
    "政府债务限额和余额": "limits and balances of government debt",
    "政府采购": "government procurement",
    "政府预算经济分类": "economic classes of the government budget",
    "机关运行经费": "operating expenses",
    "标题": "titles",
    "说明": "the text",
    "社会保险基金": "social insurance funds",
    "收入总计": "total revenue",
    "支出总计": "total expenditure",
    "空表": "tables without figures",
    "结构": "structure",
    "格式": "form",
    "绩效目标表": "performance targets",
    "绩效自评表": "performance self-evaluation",
    "转移支付": "transfers",
    "部门预算表": "departments' expenditure",
    "部门公开": "departments' own disclosures",
    "项目": "projects",
    "项目支出表": "project expenditure",
}
_FORM = re.compile(r"T([1-9])")
_PART = re.compile(r"x|/|、| (?=空表)")


def tables_words(printed: str, kind: str) -> tuple[str, str]:
    """Return the tables of the catalogue's notation in both languages, for a check made on `kind`:
    `budget`, `final_accounts`, or both, whose numbers are then those that both sets share.
    """
    forms = _ACCOUNTS if kind == "final_accounts" else _BUDGET
    words = [_words(part, forms) for part in _PART.split(printed)]
    return "、".join(chinese for chinese, _ in words), ", ".join(english for _, english in words)


def _words(part: str, forms: Sequence[str]) -> tuple[str, str]:
    """Return one part in both languages, without the number of a chapter or the last of a
    range; one that has no words stays as it is.
    """
    form = _FORM.fullmatch(part)
    if form:
        chinese, english = table_words(forms[int(form[1]) - 1])
        return chinese, english.lower()
    name = "各表" if part == "T1-T9" else re.sub(r"\d\([一-十]\)$", "", part)
    return name, _OTHERS.get(name, name)


_CONDITIONS = {
    "a breach is news, no slip of the publisher": "不成立是值得注意的事实，不是发布者笔误",
    "administrative bodies and those run like them": "行政单位和参公单位",
    "all expenditure is general-budget money": "全部支出均为一般公共预算资金",
    "both are known": "两边都有",
    "both tables count the same transfers": "两表所列转移支付口径相同",
    "both tables list the same codes and the same total": "两表所列科目和合计相同",
    "codes are printed": "印有科目编码",
    "equal for bodies of general-budget money alone": "只有一般公共预算资金的单位须相等",
    "equal only for bodies that live on appropriation alone": "只有财政拨款的单位须相等",
    "it is not on comparable terms": "未注明按可比口径",
    "it is of the figures beside it": "所指为旁边的数",
    "no bonds were replaced and no loans revalued": "没有债券置换，外债没有汇率变动",
    "no limit was withdrawn": "没有收回限额",
    "nothing is moved between funds": "基金之间没有划转",
    "regions are not nested": "各地区互不包含",
    "sentence and table count the same money": "文字与表格口径相同",
    "tables count the same money": "各表口径相同",
    "the basic table holds only a part of that spending": "基本支出表只含其中一部分",
    "the difference is money outside the general budget": "差额为一般公共预算以外的资金",
    "the project table has the scope of that column; the body's goals cover all its money, a "
    "project's the year's; no money with targets is handed down to lower levels": (
        "项目表与该列口径相同；整体目标含全部资金，项目目标为当年资金；有目标的资金不下达下级"
    ),
    "the rate is of the amounts beside it": "比率为旁边金额之比",
    "the rate is of the figures beside it": "比率为旁边数字之比",
    "transfers between levels are not counted twice": "上下级之间的转移不重复计算",
    "transfers between levels stand on both sides": "上下级之间的转移两边都列",
    "all rows that the total holds are printed": "合计所含各行都已印出",
    "weights are printed": "印有权重",
    "what is left at the year's end stands inside the total of outlays or below it": (
        "年终结余列在支出总计之内或其下"
    ),
    "where a part of 303 is counted as operating, the difference is open": (
        "303 的一部分计入公用经费时，差额待判定"
    ),
    "where those lines are printed": "印有这些行",
    "within the budget unless the text explains why it was exceeded": (
        "不超预算，文字说明了超支原因的除外"
    ),
}


def condition_words(condition: str) -> tuple[str, str]:
    """Return the condition under which a check must hold in both languages, empty for none; one
    that has no words in Chinese stays as it is.
    """
    return _CONDITIONS.get(condition, condition), condition
