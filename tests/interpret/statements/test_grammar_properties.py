"""What holds for every sentence, whatever its figures, its marks, its unit and its year."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from budgetflow.interpret.rows_model import Statement
from tests.interpret.statements.readings import facts, read

MONEY = st.decimals(min_value="0.01", max_value="999999", places=2)
PERCENT = st.decimals(min_value="0.01", max_value="99.99", places=2)
FACTOR = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
UNITS = st.sampled_from(sorted(FACTOR))
BASES = st.sampled_from(["比上年", "较2025年", "与上年预算数相比", "比2025年年初预算数", "同比"])
VERBS = st.sampled_from(["增加", "增长", "提高", "减少", "下降", "压减"])
ITEMS = st.sampled_from(
    [
        ("公务接待费", "three_public.reception"),
        ("机关运行经费", "operating_expenses"),
        ("支出预算", "expenditure.total"),
        ("行政运行（2010301）", "function"),
        ("一般公共预算拨款收入", "revenue.general_public_budget"),
    ]
)
PARTS = st.lists(
    st.sampled_from(["基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]),
    min_size=1,
    max_size=5,
    unique=True,
)
HALF_WIDTH = str.maketrans("（），；：", "(),;:")


def _said(found: Statement) -> tuple[object, ...]:
    return (
        found.topic,
        found.amount_yuan,
        found.change_yuan,
        found.change_percent,
        found.share_percent,
        found.quantity,
        found.direction,
    )


@settings(max_examples=60)
@given(ITEMS, MONEY, MONEY, PERCENT, UNITS, BASES, VERBS)
def test_amount_change_and_percentage_are_exact(
    item: tuple[str, str],
    amount: Decimal,
    change: Decimal,
    percent: Decimal,
    unit: str,
    base: str,
    verb: str,
) -> None:
    name, topic = item
    text = f"{name}{amount:,}{unit}，{base}{verb}{change:,}{unit}，{verb}{percent}%。"
    (found,) = read(text)
    sign = -1 if verb in {"减少", "下降", "压减"} else 1
    assert found.topic == topic
    assert found.amount_yuan == amount * FACTOR[unit]
    assert found.change_yuan == sign * change * FACTOR[unit]
    assert found.change_percent == sign * percent


@settings(max_examples=60)
@given(MONEY, PARTS, st.data())
def test_the_parts_have_their_shares_and_the_whole_its_change(
    whole: Decimal, parts: list[str], data: st.DataObject
) -> None:
    said = [(part, data.draw(MONEY), data.draw(PERCENT)) for part in parts]
    change = data.draw(MONEY)
    text = f"支出预算{whole}万元，其中："
    text += "；".join(f"{part}{amount}万元，占{share}%" for part, amount, share in said)
    first, *rest = read(f"{text}。支出预算比上年增加{change}万元。")
    assert (first.topic, first.change_yuan) == ("expenditure.total", change * 10_000)
    assert [(one.amount_yuan, one.share_percent, one.change_yuan) for one in rest] == [
        (amount * 10_000, share, None) for _, amount, share in said
    ]


@settings(max_examples=60)
@given(ITEMS, MONEY, PERCENT, BASES, VERBS)
def test_half_width_marks_say_the_same(
    item: tuple[str, str], amount: Decimal, percent: Decimal, base: str, verb: str
) -> None:
    text = (
        f"{item[0]}{amount}万元（含上年结转0万元），{base}{verb}1万元（{percent}%）；公务用车2辆。"
    )
    assert list(map(_said, read(text))) == list(map(_said, read(text.translate(HALF_WIDTH))))


@settings(max_examples=60)
@given(ITEMS, MONEY, MONEY, MONEY, st.booleans())
def test_the_figure_of_the_year_before_is_never_this_years(
    item: tuple[str, str], now: Decimal, before: Decimal, change: Decimal, first: bool
) -> None:
    name = item[0]
    this, last = f"2026年{name}为{now}万元", f"2025年预算数为{before}万元"
    text = f"{this}，{last}，增加{change}万元。"
    if first:
        text = f"{name}2026年预算{now}万元，比2025年预算{before}万元增加{change}万元。"
    found = read(text)
    assert found[0].amount_yuan == now * 10_000
    assert found[0].change_yuan == change * 10_000
    assert all(one.topic.endswith(".previous_year") for one in found[1:])


@settings(max_examples=60)
@given(st.integers(0, 9999), st.integers(0, 99999), st.integers(0, 999), st.integers(0, 9999))
def test_groups_and_guests_are_counted_apart_from_the_money(
    visits: int, guests: int, foreign: int, persons: int
) -> None:
    text = (
        f"公务接待费3万元。国内公务接待{visits}批次（其中外事接待{foreign}批次），"
        f"{guests}人次（其中外事接待{persons}人次）。"
    )
    assert facts(text) == [
        "three_public.reception 3",
        f"three_public.reception.domestic.visits #{visits}",
        f"three_public.reception.foreign.visits #{foreign}",
        f"three_public.reception.domestic.persons #{guests}",
        f"three_public.reception.foreign.persons #{persons}",
    ]
