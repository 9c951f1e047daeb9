"""Names of the data in both languages, for pages: a reader should not have to know a code."""

from __future__ import annotations

from functools import lru_cache

from budgetflow.contracts.vocabulary import MEASURE_WORDS, TABLE_CODES
from budgetflow.reference.classifications import (
    economic_english,
    economic_name,
    function_classes_en,
    function_classes_zh,
)
from budgetflow.reference.function_names import function_english, function_name

# Rows whose canonical name has a word of its own.
ITEMS = {
    "revenue.total": ("收入总计", "Total revenue"),
    "expenditure.total": ("支出总计", "Total expenditure"),
    "overseas_travel": ("因公出国（境）费", "Official travel abroad"),
    "vehicle_purchase": ("公务用车购置费", "Purchase of official vehicles"),
    "vehicle_operation": ("公务用车运行维护费", "Running of official vehicles"),
    "vehicles": ("公务用车购置及运行费", "Official vehicles"),
    "reception": ("公务接待费", "Official receptions"),
    "three_public_total": ("“三公”经费合计", "Three public expenses, total"),
    "administrative_expenses": ("行政经费", "Administrative expenses"),
    "unit": ("单位", "A unit's own line"),
    "detail": ("明细", "A line that only its own words name"),
}

# The totals of a disclosure by their key, short enough for a chart or a row of figures.
TOTALS = {
    "revenue": ("收入总计", "Total revenue"),
    "current_revenue": ("本年收入", "Revenue of the year"),
    "expenditure": ("支出总计", "Total expenditure"),
    "current_expenditure": ("本年支出", "Expenditure of the year"),
    "basic": ("基本支出", "Basic expenditure"),
    "project": ("项目支出", "Project expenditure"),
    "personnel": ("人员经费", "Personnel"),
    "operating": ("公用经费", "Day-to-day running"),
    "appropriation": ("财政拨款支出", "From fiscal appropriation"),
    "general_budget": ("一般公共预算支出", "From the general public budget"),
    "government_fund": ("政府性基金支出", "From government funds"),
    "state_capital": ("国有资本经营支出", "From the state capital budget"),
    "three_public": ("“三公”经费", "Three public expenses (travel abroad, vehicles, receptions)"),
    "overseas_travel": ("因公出国（境）费", "Official travel abroad"),
    "vehicles": ("公务用车购置及运行费", "Official vehicles"),
    "vehicle_purchase": ("公务用车购置费", "Purchase of official vehicles"),
    "vehicle_operation": ("公务用车运行维护费", "Running of official vehicles"),
    "reception": ("公务接待费", "Official receptions"),
    "meetings": ("会议费", "Meetings"),
    "training": ("培训费", "Training"),
    "operating_expenses": ("机关运行经费", "Operating expenses of the authority"),
    "procurement": ("政府采购", "Government procurement"),
    "staff": ("在职人数", "People employed"),
    "previous_three_public": ("上年“三公”经费", "Three public expenses, year before"),
    "initial_budget": ("年初预算", "Budget at the start of the year"),
    "initial_general_budget": ("年初一般公共预算", "General budget at the start of the year"),
    "initial_three_public": ("年初“三公”预算", "Three public expenses, budget of the year"),
}

# Classes of expenditure by function (the ministry's classification).
CLASSES = function_classes_zh()

# Classes of expenditure by function (the ministry's classification), in English.
FUNCTIONS = function_classes_en()

OTHERS = ("其他", "Others")
REST = ("未按功能列出", "Not listed by function")

# The words topics are made of, beside those of measures.
_TOPICS = {
    "all": "及会议费、培训费",
    "assets": "资产",
    "awarded": "授予金额",
    "business": "业务用",
    "capital": "资本性支出",
    "commissioned_services": "委托业务费",
    "confidential": "机要通信",
    "construction": "在建工程",
    "current": "流动资产",
    "emergency": "应急保障",
    "establishment": "编制",
    "administrative": "行政",
    "institution": "事业",
    "expenditure": "支出",
    "fixed": "固定资产",
    "function": "功能科目",
    "furniture": "家具",
    "general": "一般公务",
    "goods": "货物",
    "housing": "房屋",
    "in_service": "在职",
    "individual_and_family_subsidies": "对个人和家庭的补助",
    "initial_budget": "年初预算",
    "intangible": "无形资产",
    "investments": "投资",
    "issues": "问题",
    "item": "单项",
    "large_equipment": "大型设备",
    "law_enforcement": "执法执勤",
    "leaders": "领导干部",
    "meetings": "会议费",
    "ministerial": "部级领导",
    "non_appropriation_balance": "非财政拨款结余",
    "non_tax_revenue": "非税收入",
    "office_housing": "办公用房",
    "operating_expenses": "机关运行经费",
    "other": "其他",
    "overall": "整体",
    "overseas_travel": "因公出国（境）",
    "part": "部分",
    "performance": "绩效",
    "procurement": "政府采购",
    "projects": "项目",
    "appropriation_projects": "财政拨款项目",
    "other_projects": "其他项目",
    "purchase_fixed": "购置固定资产",
    "purchase_large_equipment": "购置大型设备",
    "purchase_vehicles": "购置车辆",
    "reception": "公务接待",
    "reserved_micro": "预留小微企业",
    "reserved_sme": "预留中小企业",
    "retired": "退休",
    "retired_all": "离退休",
    "retired_veterans": "离休",
    "revenue": "收入",
    "services": "服务",
    "special": "特种专业技术",
    "staff": "人员",
    "three_public": "“三公”经费",
    "training": "培训费",
    "transfers": "转移支付",
    "vehicle_operation": "公务用车运行",
    "vehicle_purchase": "公务用车购置",
    "vehicles": "车辆",
    "works": "工程",
}


def plain(code: str) -> str:
    """Return a code in plain English: `general_budget_expenditure` as `General budget
    expenditure`.
    """
    return code.replace("_", " ").replace(".", ": ").capitalize()


def class_name(code: str) -> str:
    """Return a function class with its code in Chinese: `208 社会保障和就业支出`."""
    return f"{code} {CLASSES.get(code, '')}".strip()


@lru_cache(maxsize=16_384)
def code_words(code: str, label: str) -> str:
    """Return the English name of a code of expenditure under the name printed beside it, empty
    where nobody translated it.

    Codes were given to other items in other years, so the printed name comes first; a name printed
    with numbering or cut by its column has that of the code today. Functions begin with 2,
    economic items of departments with 3 and those of governments with 5.
    """
    if code[:1] == "2":
        return function_english(code, label) or function_name(code, None)[1] or ""
    if code[:1] not in ("3", "5"):
        return ""
    english = economic_english(code, label) or economic_name(code)[1]
    if english == code:
        return ""
    return english


def fact_words(kind: str, key: str, label: str) -> tuple[str, str]:
    """Return what a key figure is, in both languages; a project has its printed name."""
    if kind == "total":
        return TOTALS[key]
    if kind == "function":
        return label, f"{key} {FUNCTIONS[key]}" if key in FUNCTIONS else label
    if kind == "rest":
        return REST
    return (label, label)


def table_words(code: str) -> tuple[str, str]:
    """Return a kind of table in both languages."""
    return TABLE_CODES.get(code, code), plain(code)


def topic_words(topic: str) -> tuple[str, str]:
    """Return a topic in both languages, part by part; a word nobody has listed stays as it is."""
    return "·".join(
        _TOPICS.get(word) or MEASURE_WORDS.get(word, word) for word in topic.split(".")
    ), plain(topic.replace("three_public", "three_public_expenses"))
