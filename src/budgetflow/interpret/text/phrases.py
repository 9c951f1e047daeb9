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
_NO_BOUND = r"(?!/|／|以[上下]|及以[上下]|[（(]含|每)"
"""Not money of this budget: a threshold (50万元以上), a price (1.36元/吨)."""
_STANDARD = re.compile(r"每(?:人|户|亩|吨|生|学年|学期|床|车|平方米|位|名)|[人生户]均")
"""`每人每年94元提高至99元`: what one person gets is no amount of a budget."""
_MONEY = re.compile(
    rf"(?<![\d.])(?P<figure>{NUMBER})(?:（含.{{0,6}}）)?(?P<unit>{UNIT}){_NO_BOUND}"
)
_FIGURE = re.compile(rf"{NUMBER}(?:{UNIT})?")
_ZERO = re.compile(r"(?:为|是|共计?|预算数?|安排)(?P<figure>0)(?:$|(?=[（(]))")
"""`公务用车购置费为0`: zero needs no unit."""
_BLANK_MONEY = re.compile(
    r"(?<=[\u4e00-\u9fff”）)])(?<!单位)(?<![数几十百千万亿共多拾若干各])(?P<unit>万元|亿元)$"
)
"""`公务用车购置费 万元`: the figure was never filled in."""

_UP = r"增加|增长|增收|上升|提高|上涨|上调|调增|增幅|增"
_DOWN = r"减少|下降|减收|降低|下调|调减|压减|缩减|缩小|降幅|减"
_OTHER_WAY = rf"(?:率?[（(/、](?:{_UP}|{_DOWN})[）)]?(?:率)?)?"
"""The other word of a form nobody chose from: 增加（减少）, 增长率/压减率."""
_VERB = rf"(?P<verb>{_UP}|{_DOWN})(?P<other>{_OTHER_WAY})"
_NOT_TO = r"(?![至到])"
_CHANGE_MONEY = re.compile(
    rf"(?P<each>各|均|共|总计|分别)?{_VERB}{_NOT_TO}(?:了|额|数|率)?(?:为|约)"
    rf"?(?P<figure>{NUMBER})(?P<unit>{UNIT}){_NO_BOUND}"
)
_CHANGE_PERCENT = re.compile(
    rf"{_VERB}{_NOT_TO}(?:率|幅度?|比例|比率)?(?:为|了|约)?(?P<figure>{NUMBER})[%％]"
)
_CHANGE_COUNT = re.compile(rf"{_VERB}{_NOT_TO}了?(?P<figure>\d+)(?P<unit>人|辆|名|个|台)")
_BASE = (
    r"(?:年初|同期|同口径|调整|部门|单位|财政拨款|“三公”经费|一般公共预算|当年|全年|执行|"
    r"完成|预算|决算|预计|支出|收入|安排|批复|下达|数|的)"
)
_REFERENCE = re.compile(
    rf"(?:与|比|较|同|和|跟|对比)(?:本?部门|本?单位)?(?:(?P<year>上一?年(?:度)?|去年|(?:19|20)"
    rf"\d\d年(?:度)?)(?:[（(][^）)]{{1,12}}[)）])?|(?P<own>(?=年初|调整|预算)))"
    rf"(?P<base>{_BASE}*)(?:相比较?|比较|对比|同比)?|同比(?!例)"
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
_SHARE = re.compile(
    rf"占(?P<of>[^%％]{{0,40}}?)(?:的)?(?:比例|比重|比)?(?:为|约)?(?P<figure>{NUMBER})[%％]"
)
_COMPLETION = re.compile(
    rf"(?:完成|为|达到?)(?:了)?(?:年初|调整后?|全年|当年)?(?:支出|收入)?(?:(?<=完成)|预算(?:数|"
    rf"安排|总额)?)(?P<budget>{NUMBER}{UNIT})?的?(?P<figure>{NUMBER})[%％]"
)
"""`完成年初预算的98.20%`, `为预算的101.5%`, `完成预算27万元的63.2%`."""
_QUANTITY = re.compile(
    r"(?<![\d.])(?P<figure>\d[\d,，]*(?:\.\d+)?)(?P<unit>(?<=编制数\d)$|(?<=编制数\d\d)$|"
    r"(?<=编制数\d{3})$|平方米|㎡|亩|台[（(/]?[套件]?[）)]?(?:、套[）)])?|套|辆|人次|人|名|个|项|"
    r"批次|家|处|栋|件)(?![/／])"
)
_REASON = re.compile(
    r"(?:其)?(?:增减|变动|变化|增加|减少|增长|下降|持平|差异|上升|降低)?(?:的)?(?:主要)"
    r"?原因(?:[是为:：]|在于|有|如下|分析)*"
    r"|^主要(?:是由于|是因为|由于|是|因|系)(?!用于)|^(?:是)?(?:由于|因为)|^主要为(?=.*(?:增加|"
    r"减少|调整|新增|取消))"
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
    if match := _CHANGE_MONEY.search(text):
        found, end = _with(found, change=_change_of(match, money=True)), match.start()
        if more := _CHANGE_PERCENT.search(text, match.end()):
            found = _with(found, change=_join(found.change, _change_of(more, money=False)))
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
    if match := _COMPLETION.search(head):
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
        found.change is None and not found.says_something and (match := _NOT_ARRANGED.search(head))
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
    return Money(to_yuan(number, unit or "元"), groups["figure"], unit)


def _is_down(verb: str) -> bool:
    return re.fullmatch(_DOWN, verb) is not None


def _change_of(match: re.Match[str], *, money: bool) -> Change:
    """Give the signed change of one phrase.

    The word gives the sign. A form nobody chose from (增加（减少）) takes the sign printed with the
    figure.
    """
    number = read_number(match["figure"])
    if _is_down(match["verb"]) and not match["other"]:
        number = -abs(number)
    elif not match["other"]:
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
