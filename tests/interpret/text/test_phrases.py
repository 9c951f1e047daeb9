"""The grammar of money, change and share phrases, one clause at a time."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetflow.interpret.text.changes import Change, join_changes
from budgetflow.interpret.text.phrases import find_money, read_clause

ZERO = Decimal("0.00")


@pytest.mark.parametrize(
    ("text", "subject", "yuan", "printed", "unit"),
    [
        ("一般公共预算237.16万元", "一般公共预算", "2371600.00", "237.16", "万元"),
        ("2026年度收入预算866561.92万元", "2026年度收入预算", "8665619200.00", "866561.92", "万元"),
        ("收入预算1,717.85万元", "收入预算", "17178500.00", "1,717.85", "万元"),
        ("其他收入预算5元", "其他收入预算", "5.00", "5", "元"),
        ("支出53.4亿元", "支出", "5340000000.00", "53.4", "亿元"),
        ("公务用车购置费0.00万元", "公务用车购置费", "0.00", "0.00", "万元"),
        ("事业单位经营收入为0", "事业单位经营收入", "0.00", "0", None),
    ],
)
def test_an_amount_with_its_unit(
    text: str, subject: str, yuan: str, printed: str, unit: str | None
) -> None:
    said = read_clause(text)
    assert said.amount is not None
    assert (said.subject, said.amount.yuan, said.amount.printed, said.amount.unit) == (
        subject,
        Decimal(yuan),
        printed,
        unit,
    )


def test_a_blank_is_not_zero() -> None:
    said = read_clause("公务用车购置费万元")
    assert said.amount is not None
    assert (said.amount.yuan, said.amount.printed) == (None, "")


@pytest.mark.parametrize(
    "text",
    [
        "单价100万元（含）以上设备",
        "居民1.36元/吨",
        "单位价值50万元以上大型设备",
        "金额单位万元",
        "数万元",
        "补助每人每年94元提高至99元",
    ],
)
def test_thresholds_prices_and_units_are_no_amounts(text: str) -> None:
    assert read_clause(text).amount is None


@pytest.mark.parametrize(
    ("text", "yuan", "percent", "direction"),
    [
        ("比上年预算增加45.61万元", "456100.00", None, "increase"),
        ("比上年减少13.93万元", "-139300.00", None, "decrease"),
        ("较2025年预算增加118.05万元", "1180500.00", None, "increase"),
        ("比2025年年初预算数847128.49万元增加19433.43万元", "194334300.00", None, "increase"),
        ("与上年相比收、支预算总计各增加47.15万元", "471500.00", None, "increase"),
        ("与上年预算相比增加4,000.00万元", "40000000.00", None, "increase"),
        ("增长23.81%", None, "23.81", "increase"),
        ("下降100.00％", None, "-100.00", "decrease"),
        ("减0%", None, "0", "flat"),
        ("增长0.00%", None, "0.00", "flat"),
        ("比上年预算增加0.00万元", "0.00", None, "flat"),
        ("与上年相比增加（减少）0万元", "0.00", None, "flat"),
        ("增加13.03%", None, "13.03", "increase"),
        ("较2025年预算增加7.594万元提高8.03%", "75940.00", "8.03", "increase"),
        ("与上年持平", None, None, "flat"),
        ("与2025年预算持平", None, None, "flat"),
        ("与上年预算数相同", None, None, "flat"),
        ("本年数与上年预算数一致", None, None, "flat"),
        ("与上年相比无变动", None, None, "flat"),
        ("与上年基本持平", None, None, "flat"),
    ],
)
def test_a_change_and_its_sign(
    text: str, yuan: str | None, percent: str | None, direction: str
) -> None:
    change = read_clause(text).change
    assert change is not None
    assert change == Change(
        Decimal(yuan) if yuan else None, Decimal(percent) if percent else None, direction
    )  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["由177万元增加至237万元", "人员增加", "增加综合管理费209万元"])
def test_what_is_no_change_of_the_subject(text: str) -> None:
    assert read_clause(text).change is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("比上年增加1万元", None),
        ("较2025年年初预算减少1万元", 2025),
        ("比2024年度预算增加1万元", 2024),
    ],
)
def test_the_year_compared_with(text: str, year: int | None) -> None:
    reference = read_clause(text).reference
    assert reference is not None
    assert reference.year == year


@pytest.mark.parametrize(
    ("text", "subject", "number", "unit"),
    [
        ("房屋8,268.74平方米", "房屋", "8268.74", "平方米"),
        ("车辆2辆", "车辆", "2", "辆"),
        (
            "单价100万元（含）以上设备（不含车辆）2台（套）",
            "单价100万元（含）以上设备（不含车辆）",
            "2",
            "台（套）",
        ),
        ("在职53人", "在职", "53", "人"),
        ("编制数64", "编制数", "64", ""),
    ],
)
def test_quantities(text: str, subject: str, number: str, unit: str) -> None:
    said = read_clause(text)
    assert (said.subject, said.quantity, said.quantity_unit) == (subject, Decimal(number), unit)


@pytest.mark.parametrize(
    "text",
    [
        "政府性基金预算未安排",
        "没有使用政府性基金预算拨款安排的支出",
        "无政府性基金预算支出",
        "未安排购置车辆经费",
    ],
)
def test_what_is_not_provided_for(text: str) -> None:
    said = read_clause(text)
    assert said.not_arranged
    assert said.amount is None


@pytest.mark.parametrize(
    ("text", "share"),
    [("占99.42%", "99.42"), ("占本年支出合计的100%", "100"), ("占“三公”经费的13.75%", "13.75")],
)
def test_shares(text: str, share: str) -> None:
    assert read_clause(text).share == Decimal(share)


def test_completion_of_a_budget() -> None:
    assert read_clause("完成年初预算的98.20%").completion == Decimal("98.20")


@pytest.mark.parametrize(
    "text",
    ["主要原因是人员减少", "主要原因：人员减少", "其主要原因人员减少", "增加的主要原因是人员减少"],
)
def test_reasons(text: str) -> None:
    assert read_clause(text).reason == "人员减少"


def test_uses_are_not_read_for_amounts() -> None:
    assert read_clause("主要用于行政事业单位养老支出53.49万元").is_use


def test_what_the_first_clause_said_stays() -> None:
    first, second = (
        Change(Decimal("-10"), None, "decrease"),
        Change(None, Decimal("-5"), "decrease"),
    )
    assert join_changes(first, second) == Change(Decimal("-10"), Decimal("-5"), "decrease")


figures = st.decimals(min_value=0, max_value=10**6, places=2, allow_nan=False)


@given(figures, st.booleans(), st.sampled_from(["万元", "元", "亿元"]))
def test_any_printed_amount_is_read_exactly(value: Decimal, commas: bool, unit: str) -> None:
    printed = f"{value:,}" if commas else str(value)
    factor = {"万元": 10_000, "元": 1, "亿元": 100_000_000}[unit]
    (money,) = find_money(f"支出{printed}{unit}")
    assert money.yuan == value * factor
    assert (money.printed, money.unit) == (printed, unit)


@given(
    figures,
    figures,
    st.sampled_from(["增加", "减少"]),
    st.sampled_from(["上年", "2025年", "2025年年初预算", "上年预算"]),
)
def test_the_word_gives_the_sign(change: Decimal, amount: Decimal, verb: str, base: str) -> None:
    said = read_clause(f"基本支出{amount}万元比{base}{verb}{change}万元")
    assert said.amount is not None
    assert said.amount.yuan == amount * 10_000
    assert said.change is not None
    assert said.change.yuan == (change if verb == "增加" else -change) * 10_000
    assert said.change.direction == (
        "flat" if change == 0 else "increase" if verb == "增加" else "decrease"
    )
    assert said.subject == "基本支出"


@given(
    st.text(
        alphabet=(
            "比较与上年预算增加减少下降0123456789.,，%万元亿（）"
            "占主要原因是未安排一般公共支出、持平"
        ),
        max_size=40,
    )
)
def test_no_text_breaks_the_grammar(text: str) -> None:
    said = read_clause(text)
    assert said.text == text


percents = st.decimals(min_value=0, max_value=999, places=2, allow_nan=False)


@given(percents, st.sampled_from(["占", "占本年支出合计的", "占收入预算的比例为"]))
def test_any_share_is_read_exactly(share: Decimal, words: str) -> None:
    said = read_clause(f"基本支出80万元{words}{share}%")
    assert (said.share, said.subject, said.change) == (share, "基本支出", None)


@given(figures, percents, st.sampled_from(["增加", "减少", "减低", "压减"]), st.booleans())
def test_a_percentage_in_brackets_is_that_of_the_change_before(
    change: Decimal, percent: Decimal, verb: str, wide: bool
) -> None:
    opening, closing = ("（", "）") if wide else ("(", ")")
    said = read_clause(f"较上年{verb}{change}万元{opening}{percent}%{closing}").change
    sign = 1 if verb == "增加" else -1
    assert said is not None
    assert (said.yuan, said.percent) == (sign * change * 10_000, _signed(sign, percent, change))


def _signed(sign: int, percent: Decimal, change: Decimal) -> Decimal:
    return -percent if sign < 0 and change else percent


@given(
    st.integers(min_value=2000, max_value=2099),
    st.sampled_from(["比", "较", "与", "相比", "和", "比较", "按同口径比"]),
    st.sampled_from(["", "度", "预算", "年初预算数", "决算数", "执行数"]),
)
def test_any_year_compared_with_is_read(year: int, word: str, base: str) -> None:
    said = read_clause(f"基本支出{word}{year}年{base}增加1万元")
    assert said.reference is not None
    assert (said.reference.year, said.subject) == (year, "基本支出")


@given(figures, st.sampled_from(["大于", "高于", "小于", "低于", "超"]))
def test_a_figure_behind_greater_or_less_is_a_difference(amount: Decimal, word: str) -> None:
    said = read_clause(f"决算数{word}预算数{amount}万元")
    sign = -1 if word in {"小于", "低于"} else 1
    assert said.amount is None
    assert said.change is not None
    assert said.change.yuan == sign * amount * 10_000
    assert said.reference is not None
    assert said.reference.own_budget


@pytest.mark.parametrize("words", ["含税", "含购置税等附加费用", "含上年结转3万元"])
def test_what_an_amount_includes_leaves_it(words: str) -> None:
    (first, *_) = find_money(f"购置支出151.00万元（{words}）")
    assert first.yuan == Decimal("1510000.00")


@pytest.mark.parametrize(
    "text",
    ["50万元（含）以上设备", "50万元（含50万元）以上设备", "不少于5亿元", "平均每辆2.70万元"],
)
def test_bounds_and_averages_are_no_amounts(text: str) -> None:
    assert read_clause(text).amount is None


@pytest.mark.parametrize(
    ("text", "yuan"),
    [("支出15.00万", "150000.00"), ("支出1.5亿", "150000000.00"), ("培训15万人", None)],
)
def test_an_amount_whose_last_character_was_left_out(text: str, yuan: str | None) -> None:
    amount = read_clause(text).amount
    assert (amount and amount.yuan) == (Decimal(yuan) if yuan else None)


@pytest.mark.parametrize(
    ("text", "yuan"),
    [("会议费5百元", "500"), ("会议费5千元", "5000"), ("会议费5百万元", "5000000")],
)
def test_prose_knows_every_unit_that_tables_know(text: str, yuan: str) -> None:
    (money,) = find_money(text)
    assert money.yuan == Decimal(yuan)
