"""The one grammar of money, change and share phrases in prose; statements and projects read through
it.

It takes one clause (the text between commas) without blanks and says what stands in it: an amount
with its unit, a share,
a quantity, a comparison with another year, a change in money or percent, "the same as last year",
"not provided for". Signs are
said in words (减少, 下降) and become signs of the numbers. A blank where the figure should be is a
blank, never zero.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from budgetflow.interpret.text.money import parse_number, to_yuan

Direction = Literal["increase", "decrease", "flat", "none"]

NUMBER = r"[-−－]?\d[\d,，]*(?:[.．]\d+)?"
UNIT = r"(?:人民币)?(?:亿元|百万元|万元|千元|元)"
SHORT_UNIT = r"[万亿](?=$|[，,。；;、）)（(]|比|较|与|占)"
"""`15.00万，主要用于…`: the 元 was left out; whether money is meant, the subject must say."""
_NO_BOUND = r"(?!/|／|(?:[（(]含[^）)]{0,8}[）)])?(?:及)?以[上下]|[（(]含[）)]|每)"
"""Not money of this budget: a threshold (50万元以上, 50万元（含）以上), a price (1.36元/吨)."""
_NOT_BOUNDED = r"(?<!不[少低高多大小]于)(?<!不超过)(?<!不得超过)(?<!不突破)(?<!力争)"
"""Not a figure but a bound or an aim: 争取投资不少于10.4亿元."""
_STANDARD = re.compile(
    r"每(?:人|户|亩|吨|生|学年|学期|床|车|平方米|位|名|辆|台|套|件|次|批|个|村|所|家)|"
    r"平均(?:每|单)|(?:人|生|户|车|单车|床)均"
)
"""`每人每年94元提高至99元`, `平均每辆2.70万元`: what one of many gets is no amount of a budget."""
_MONEY = re.compile(
    rf"(?<![\d.]){_NOT_BOUNDED}(?P<figure>{NUMBER})(?:（含.{{0,6}}）)?(?:(?P<unit>{UNIT}){_NO_BOUND}|"
    rf"(?P<short>{SHORT_UNIT}))"
)
_FIGURE = re.compile(rf"{NUMBER}(?:{UNIT})?")
_ZERO = re.compile(r"(?:为|是|共计?|预算数?|安排)(?P<figure>0)(?:$|(?=[（(]))")
"""`公务用车购置费为0`: zero needs no unit."""
_BLANK_MONEY = re.compile(
    r"(?<=[\u4e00-\u9fff”）)])(?<!单位)(?<!表)(?<![数几十百千万亿共多拾若干各])(?P<unit>万元|亿元)$"
)
"""`公务用车购置费 万元`: the figure was never filled in."""

_UP = r"增加|增长|增收|上升|上浮|提高|提升|上涨|上调|调增|核增|净增|增幅|升幅|增"
_DOWN = (
    r"减少|下降|减收|降低|减低|下浮|下滑|回落|下调|调减|核减|净减|压减|压缩|缩减|缩小|"
    r"降幅|减幅|减"
)
_OTHER_WAY = rf"(?:率?[（(/、](?:{_UP}|{_DOWN})[）)]?(?:率)?)?"
"""The other word of a form nobody chose from: 增加（减少）, 增长率/压减率."""
_VERB = rf"(?P<verb>{_UP}|{_DOWN})(?P<other>{_OTHER_WAY})"
_NOT_TO = r"(?![至到])"
_CHANGE_MONEY = re.compile(
    rf"(?P<each>各|均|共|总计|分别)?{_VERB}{_NOT_TO}(?:了|额|数|率)?(?:为|约)"
    rf"?(?P<figure>{NUMBER})(?P<unit>{UNIT}){_NO_BOUND}"
)
_DIFFERS = re.compile(
    rf"(?<!不)(?P<verb>[大多高]于|[小少低]于|超(?:过|出|支)?)(?P<year>上一?年(?:度)?|去年|"
    rf"(?:19|20)\d\d年(?:度)?)?(?P<base>(?:年初|当年|调整|变动|全年|部门|支出|收入|预算|决算|"
    rf"执行|完成|数)*)(?P<figure>{NUMBER})(?P<unit>{UNIT}){_NO_BOUND}"
)
"""`决算数大于预算数1万元`, `本年数小于上年预算数1万元`: the figure is a difference."""
_BRACKETED_PERCENT = re.compile(
    rf"[（(](?:约|{_UP}|{_DOWN})?(?:率|幅度?)?(?:为|约)?(?P<figure>{NUMBER})[%％][）)]"
)
"""`较上年减少24.50万元（56.84%）`: a percentage in brackets right behind a change is its own."""
_CHANGE_PERCENT = re.compile(
    rf"{_VERB}{_NOT_TO}(?:率|幅度?|比例|比率)?(?:为|了|约)?(?P<figure>{NUMBER})[%％]"
)
_CHANGE_COUNT = re.compile(
    rf"{_VERB}{_NOT_TO}了?(?P<figure>\d+)(?P<unit>批次|人次|团次|批|次|人|辆|名|个|台)"
)
_BASE = (
    r"(?:年初|同期|同口径|调整|部门|单位|财政拨款|“三公”经费|一般公共预算|当年|全年|执行|"
    r"完成|预算|决算|预计|支出|收入|安排|批复|下达|数|的)"
)
_REFERENCE = re.compile(
    rf"(?:按(?:照)?(?:同|可比|相同)口径(?:计算|比较)?(?=比|较|与|同))?"
    rf"(?:相比较?于?|相较于?|比较|较之|对比|与|比|较|同|和|跟)(?:本?部门|本?单位)?(?:(?P<year>上一?年(?:度)?|去年|(?:19|20)"
    rf"\d\d年(?:度)?)(?:[（(][^）)]{{1,12}}[)）])?|(?P<own>(?=年初|调整|预算)))"
    rf"(?P<base>{_BASE}*)(?:相比较?|比较|对比|同比|而言)?|"
    rf"(?:按(?:照)?(?:同|可比|相同)口径(?:计算|比较)?)?(?:同比(?!例)|(?<=口径)相比)"
)
"""`比上年`, `与2025年年初预算相比`, `同比`; `较年初预算` and its like compare with the same year's
own budget.
"""
_FLAT = re.compile(
    r"(?:基本|大致)?(?:保持)?(?:基本)?(?:持平|一致|一样|相同|相等|[没无未](?:有|发生)"
    r"?(?:增减变[化动]|变化|变动|增减|差异|差别)|(?<=保持)不变|不变$)"
)
_NOT_ARRANGED = re.compile(
    r"未安排|没有安排|无安排|不安排|未编列|未列支|没有使用|未使用|(?:无|没有)(?!超|此项|该项|"
    r"其他)(?=.{0,24}(?:预算|拨款|支出|收入|收支)(?![单部]))"
)
_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_SHARE = re.compile(
    rf"占(?P<of>[^%％]{{0,40}}?)(?:的)?(?:比例|比重|比)?(?:为|约)?(?P<figure>{NUMBER})[%％]"
)
_EXECUTION_RATE = re.compile(
    rf"(?:预算|支出|资金)?(?:执行率|执行进度|(?<=预算)完成率|支出进度)(?:为|达到?|约)?"
    rf"(?P<figure>{NUMBER})[%％]"
)
"""`预算执行率83.16%`."""
_COMPLETION = re.compile(
    rf"(?:完成|为|达到?)(?:了)?(?:年初|调整后?|全年|当年)?(?:支出|收入)?(?:(?<=完成)|预算(?:数|"
    rf"安排|总额)?)(?P<budget>{NUMBER}{UNIT})?的?(?P<figure>{NUMBER})[%％]"
)
"""`完成年初预算的98.20%`, `为预算的101.5%`, `完成预算27万元的63.2%`."""
_QUANTITY = re.compile(
    r"(?<![\d.])(?P<figure>\d[\d,，]*(?:\.\d+)?)(?P<unit>(?<=编制数\d)$|(?<=编制数\d\d)$|"
    r"(?<=编制数\d{3})$|平方米|㎡|亩|台[（(/]?[套件]?[）)]?(?:、套[）)])?|套|辆|人次|人|名|个|项|"
    r"批次|批|团次|家|处|栋|件|(?<!第\d)次)(?![/／均])"
)
_REASON = re.compile(
    r"(?:其)?(?:增减|变动|变化|增加|减少|增长|下降|持平|差异|上升|降低)?(?:的)?(?:主要)"
    r"?原因(?:[是为:：]|在于|有|如下|分析)*"
    r"|^(?:主要)?(?:增减)?(?:变动|变化|增减变动|增减变化|增减)情况(?:主要)?[是为:：]"
    r"|^主要(?:是由于|是因为|由于|是|因|系)(?!用于|2\d{4}(?:\d\d)?[^\d年]|[^，。]*[（(][类款项][）)])"
    r"|^(?:是)?(?:由于|因为)|^主要为(?=.*(?:增加|减少|调整|新增|取消))"
)
_USE = re.compile(
    r"^(?:(?:预算|经费|资金)?主要)?(?:用于|用途|支出内容|保障(?![性房金费]))|^(?:是指|指)(?=.)|"
    r"^主要为|^开支(?=内容|范围|标准|用于|包括)|^反映"
)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as said: exact yuan, and how it was printed. A figure left blank has neither yuan
    nor a printed figure.
    """

    yuan: Decimal | None
    printed: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """A change against another year; a part that was not said is None."""

    yuan: Decimal | None = None
    percent: Decimal | None = None
    direction: Direction = "none"


@dataclass(frozen=True, slots=True)
class Reference:
    """What a clause compares with: `上年` (None) or a year in digits."""

    year: int | None
    own_budget: bool = False
    """Not another year but the budget of the same one (`较年初预算减少32%`), as final accounts do.
    """
    of_budget: bool = False
    """Whether a budget is named: a final account that names the budget of its own year compares
    with that.
    """


@dataclass(frozen=True, slots=True)
class Clause:
    """Everything one clause says; `subject` is the text before the first thing said."""

    text: str
    subject: str = ""
    object: str = ""
    """The text behind `未安排` or behind a count, which names what is meant where `subject` does
    not.
    """
    amount: Money | None = None
    share: Decimal | None = None
    share_of: str = ""
    """What the share is of, as said: `占本年支出的5%`."""
    completion: Decimal | None = None
    completed_budget: Money | None = None
    """The budget that a rate of completion names (`完成预算27万元的63.2%`)."""
    change: Change | None = None
    count_change: Decimal | None = None
    reference: Reference | None = None
    quantity: Decimal | None = None
    quantity_unit: str | None = None
    not_arranged: bool = False
    reason: str | None = None
    is_use: bool = False

    @property
    def says_more_than_change(self) -> bool:
        """Say whether a share or a completion stands beside the change."""
        return self.share is not None or self.completion is not None

    @property
    def says_something(self) -> bool:
        """Say whether the clause holds any figure or any of the phrases that stand for one."""
        return any(
            (
                self.amount is not None,
                self.share is not None,
                self.completion is not None,
                self.change is not None,
                self.quantity is not None,
                self.count_change is not None,
                self.not_arranged,
            )
        )


def read_number(text: str) -> Decimal:
    """Read the figure of a phrase, full-width points and commas too; the text must be one that a
    pattern here matched.
    """
    number = parse_number(text.replace("，", ",").replace("．", ".").replace(",", ""))
    if number is None:
        raise ValueError(f"not a figure: {text!r}")
    return number


def find_money(text: str) -> list[Money]:
    """Give every amount with a unit in a text, in order; thresholds and prices are left out."""
    return [money for _, _, money in money_spans(text)]


def money_spans(text: str) -> list[tuple[int, int, Money]]:
    """Give every amount with a unit in a text and where it stands."""
    return [(match.start(), match.end(), _money(match)) for match in _MONEY.finditer(text)]


def read_clause(text: str) -> Clause:
    """Read one clause without blanks. What is not understood stays in `subject`; nothing is
    guessed.
    """
    if match := _REASON.search(text):
        if match.start() == 0 or not _says(text[: match.start()]):
            return Clause(text, reason=text[match.end() :].lstrip("：:，,"))
        before = read_clause(text[: match.start()])
        return _with(before, text=text, reason=text[match.end() :].lstrip("：:，,"))
    if _USE.search(text):
        return Clause(text, is_use=True)
    found = Clause(text)
    end = len(text)
    if match := _CHANGE_MONEY.search(text) or _DIFFERS.search(text):
        found, end = _with(found, change=_change_of(match, money=True)), match.start()
        if more := _BRACKETED_PERCENT.match(text, match.end()):
            found = _with(found, change=_with_percent(found.change, more["figure"]))
        elif more := _CHANGE_PERCENT.search(text, match.end()):
            found = _with(found, change=_join(found.change, _change_of(more, money=False)))
        if match.re is _DIFFERS:
            found = _with(found, reference=_reference_of_difference(match))
    elif match := _CHANGE_PERCENT.search(text):
        found, end = _with(found, change=_change_of(match, money=False)), match.start()
    elif match := _CHANGE_COUNT.search(text):
        number = read_number(match["figure"])
        found, end = (
            _with(
                found,
                count_change=-number if _is_down(match["verb"]) else number,
                quantity_unit=match["unit"],
            ),
            match.start(),
        )
    elif match := _flat(text):
        found, end = _with(found, change=Change(direction="flat")), match.start()
    return _before_change(text, end, found)


def _before_change(text: str, end: int, found: Clause) -> Clause:
    """Read what stands before the change, or the whole clause where there is none: comparison,
    amount, share, quantity.
    """
    head = text[:end]
    subject = head
    if match := _REFERENCE.search(head):
        found = _with(found, reference=_reference(match))
        before, after = head[: match.start()], head[match.end() :]
        subject = before if before.strip() else _FIGURE.sub("", after)
        head = before
    if match := _EXECUTION_RATE.search(head):
        found = _with(found, completion=read_number(match["figure"]))
        subject = head = head[: match.start()]
    elif match := _COMPLETION.search(head):
        budget = find_money(match["budget"]) if match["budget"] else []
        found = _with(
            found,
            completion=read_number(match["figure"]),
            completed_budget=budget[0] if budget else None,
        )
        subject = head = head[: match.start()]
    if match := _SHARE.search(head):
        found = _with(found, share=read_number(match["figure"]), share_of=match["of"])
        subject = head = head[: match.start()]
    if _STANDARD.search(head):
        subject = head
    elif match := _MONEY.search(head) or _ZERO.search(head) or _blank(head, found):
        found = _with(found, amount=_money(match))
        subject = head[: match.start()]
    elif found.change is None and (match := _QUANTITY.search(head)):
        found = _with(found, quantity=read_number(match["figure"]), quantity_unit=match["unit"])
        subject = head[: match.start()]
        found = _with(found, object=head[match.end() :])
    elif (
        found.change is None
        and not found.says_something
        and (match := _NOT_ARRANGED.search(_without_brackets(head)))
    ):
        found = _with(found, not_arranged=True, object=head[match.end() :])
        subject = head[: match.start()]
    return _with(found, subject=subject)


def _reference(match: re.Match[str]) -> Reference:
    """Give what a comparison names: a year, the year before, or the budget of the same year."""
    year = re.search(r"\d{4}", match["year"] or "")
    return Reference(
        int(year.group()) if year else None,
        match["own"] is not None,
        bool(re.search(r"预算(?!.*(?:执行|决算))", match["base"] or "")),
    )


def _without_brackets(text: str) -> str:
    """Return a text with blanks for what stands in brackets (`拨款（无政府性基金拨款）`): that is
    said of something else.
    """
    return _IN_BRACKETS.sub(lambda match: " " * len(match.group()), text)


def _reference_of_difference(match: re.Match[str]) -> Reference:
    """Give what 大于 and its like compare with; without a year it is the budget of the same one."""
    year = re.search(r"\d{4}", match["year"] or "")
    of_budget = "预算" in match["base"] or not match["base"]
    return Reference(int(year.group()) if year else None, match["year"] is None, of_budget)


def _blank(head: str, found: Clause) -> re.Match[str] | None:
    """Find a unit whose figure was left blank; only where the clause says nothing else."""
    return None if found.says_something else _BLANK_MONEY.search(head)


def _flat(text: str) -> re.Match[str] | None:
    """Find `与上年持平` and its like; the words count only behind a comparison or a figure, or
    where they end the clause.
    """
    match = _FLAT.search(text)
    if match is None:
        return None
    before = text[: match.start()]
    if not before and match.group()[0] in "没无未" and match.end() == len(text):
        return match  # 与2025年预算数0万元相比，无增减变化
    compared = _REFERENCE.search(before) or _MONEY.search(before) or "与预算数" in before
    return match if compared or text.endswith("持平") else None


def _says(text: str) -> bool:
    return bool(
        _MONEY.search(text)
        or _CHANGE_PERCENT.search(text)
        or _FLAT.search(text)
        or _QUANTITY.search(text)
    )


def _money(match: re.Match[str]) -> Money:
    """Make Money of a match; a group that is missing is a figure left blank, or zero without a
    unit.
    """
    groups = match.groupdict()
    unit = groups.get("unit")
    if "figure" not in groups:
        return Money(None, "", unit)
    number = read_number(groups["figure"])
    if short := groups.get("short"):
        return Money(to_yuan(number, f"{short}元"), groups["figure"], short)
    return Money(to_yuan(number, unit or "元"), groups["figure"], unit)


def _is_down(verb: str) -> bool:
    return verb[0] in "小少低" or re.fullmatch(_DOWN, verb) is not None


def _change_of(match: re.Match[str], *, money: bool) -> Change:
    """Give the signed change of one phrase.

    The word gives the sign. A form nobody chose from (增加（减少）) takes the sign printed with the
    figure.
    """
    number = read_number(match["figure"])
    unchosen = match.groupdict().get("other")
    if _is_down(match["verb"]) and not unchosen:
        number = -abs(number)
    elif not unchosen:
        number = abs(number)
    direction: Direction = "flat" if number == 0 else "increase" if number > 0 else "decrease"
    number = abs(number) if number == 0 else number
    return (
        Change(yuan=to_yuan(number, match["unit"]), direction=direction)
        if money
        else Change(percent=number, direction=direction)
    )


def _join(first: Change | None, second: Change) -> Change:
    """Put a change in money and the percentage said behind it together; the money's word decides
    where they differ.
    """
    if first is None:
        return second
    percent = second.percent
    if percent is not None and first.direction == "decrease":
        percent = -abs(percent)
    return Change(first.yuan, percent, first.direction)


def _with_percent(change: Change | None, figure: str) -> Change:
    """Give a change its percentage, which takes the sign of the money's word."""
    percent = abs(read_number(figure))
    if change is None:
        return Change(percent=percent)
    if change.direction == "decrease":
        percent = -percent
    return Change(change.yuan, percent, change.direction)


def join_changes(first: Change | None, second: Change) -> Change:
    """Complete a change said in two clauses: 比上年增加1万元，增长5%; what the first said stays."""
    if first is None or first.direction == "none":
        return second
    percent = first.percent if first.percent is not None else second.percent
    return Change(
        first.yuan if first.yuan is not None else second.yuan,
        percent,
        first.direction
        if first.direction != "flat" or second.direction == "flat"
        else second.direction,
    )


def _with(clause: Clause, **values: object) -> Clause:
    """Give a copy of a clause with more of it known."""
    fields = {name: getattr(clause, name) for name in clause.__dataclass_fields__}
    return Clause(**{**fields, **values})
