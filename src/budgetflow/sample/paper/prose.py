"""Facts -> the explanations (情况说明) that stand beside the tables, in our own words, every figure
from the facts.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from budgetflow.sample.facts.model import ZERO, DisclosureFacts, FunctionItem, PerformanceSheet
from budgetflow.sample.facts.rollup import Rollup
from budgetflow.sample.facts.vocabulary import CLASSES, ECONOMICS, function_name
from budgetflow.sample.paper.layouts import Layout
from budgetflow.sample.paper.printed import Block, Heading, Paragraph, PrintedTable, Row


class Prose:
    """Writes the paragraphs of one disclosure."""

    def __init__(self, facts: DisclosureFacts, layout: Layout) -> None:
        """Keep the facts at hand."""
        self.facts = facts
        self.layout = layout
        self.roll = Rollup(facts)
        self.name = f"{facts.publisher}{facts.fiscal_year}年"

    def money(self, yuan: Decimal) -> str:
        """Print money with its unit."""
        figure = self.layout.plain(yuan)
        return f"{figure}{self.layout.unit}"

    def share(self, part: Decimal, whole: Decimal) -> str:
        """Print a share of a whole, as 占12.34%."""
        percent = _percent(part, whole)
        return f"占{percent}%"

    def change(self, now: Decimal, before: Decimal) -> str:
        """Print the change against last year; equal years are 持平."""
        # A change of nothing is said in a word, and must not be read as an amount.
        if now == before:
            return "与上年预算持平"
        word, rate = ("增加", "增长") if now > before else ("减少", "下降")
        # From nothing there is no percentage; publishers write 100 % then.
        if before:
            percent = _percent(abs(now - before), before)
        else:
            percent = Decimal("100.00")
        return f"比上年预算{word}{self.money(abs(now - before))}，{rate}{percent}%"

    def blocks(self) -> list[Block]:
        """Return all sections in printed order."""
        # In the order of the national form for explanations.
        sections = (
            self._overall,
            self._revenue,
            self._expenditure,
            self._general,
            self._basic,
            self._projects,
            self._three_public,
        )
        out: list[Block] = []
        for number, section in enumerate((*sections, self._carryover, self._other), start=1):
            title, paragraphs = section()
            out.append(Heading(f"{'一二三四五六七八九'[number - 1]}、{self.name}{title}", 3))
            out += [Paragraph(text) for text in paragraphs]
        for sheet in self.facts.performance:
            out += [Paragraph("具体绩效目标见下表："), performance_table(self.facts, sheet)]
        return out

    def _overall(self) -> tuple[str, list[str]]:
        classes = [
            CLASSES[code]
            for code in self.roll.codes
            if len(code) == 3 and self.roll.money(code, "total")
        ]
        total = self.money(self.roll.money("", "total"))
        return "收支总体情况", [
            f"本{self.facts.body}全部收支纳入预算管理，收支总预算{total}。",
            f"支出预算包括：{'、'.join(classes)}。",
        ]

    def _revenue(self) -> tuple[str, list[str]]:
        total = self.roll.money("", "total")
        lines = [f"收入预算{self.money(total)}，其中："]
        named = (
            ("一般公共预算", "own"),
            ("上级一般公共预算安排的转移支付资金", "transfer"),
            ("政府性基金预算", "fund"),
        )
        # Kinds of money without any are named too, as the form asks.
        for label, measure in (*named, ("单位资金", "unit_funds"), ("财政拨款结转", "carryover")):
            yuan = self.roll.money("", measure)
            lines.append(
                f"{label}{self.money(yuan)}，{self.share(yuan, total)}。"
                if yuan
                else f"{label}未安排。"
            )
        return "收入情况", lines

    def _expenditure(self) -> tuple[str, list[str]]:
        total = self.roll.money("", "total")
        basic = self.roll.money("", "all_basic")
        project = self.roll.money("", "all_project")
        lines = [f"支出预算{self.money(total)}，其中："]
        for label, yuan in (("基本支出", basic), ("项目支出", project)):
            lines.append(f"{label}{self.money(yuan)}，{self.share(yuan, total)}。")
        return "支出情况", lines

    def _general(self) -> tuple[str, list[str]]:
        total = self.roll.money("", "general")
        lines = [f"一般公共预算拨款合计{self.money(total)}，其中："]
        for n, code in enumerate(
            (c for c in self.roll.codes if len(c) == 3 and self.roll.money(c, "general")), start=1
        ):
            yuan = self.roll.money(code, "general")
            lines.append(
                f"{n}.{CLASSES[code]}（类）{self.money(yuan)}，{self.share(yuan, total)}。"
            )
        # Compared item by item only where the table gives last year's figure.
        items = [
            item
            for item in self.facts.items
            if item.previous is not None and (item.own or item.transfer)
        ]
        return "一般公共预算拨款情况", lines + [
            f"{n}.{self._item(item)}" for n, item in enumerate(items, start=1)
        ]

    def _item(self, item: FunctionItem) -> str:
        code = item.code
        names = ""
        for length, word in ((3, "类"), (5, "款"), (7, "项")):
            if len(code) >= length:
                names += f"{function_name(code[:length])}（{word}）"
        # Own money and money from above together, as the table's line has it.
        now = item.own + item.transfer
        before = item.previous or ZERO
        return (
            f"{names}：{self.facts.fiscal_year}年预算数为{self.money(now)}，"
            f"{self.change(now, before)}，主要原因是{item.reason}。"
        )

    def _basic(self) -> tuple[str, list[str]]:
        # From the same sums as the table: prose and tables must agree.
        people = self.roll.personnel()
        office = self.roll.operating()
        if not self.facts.economics:
            return "一般公共预算基本支出情况", [
                f"一般公共预算基本支出{self.money(self.roll.money('', 'basic'))}。"
            ]

        def names(personnel: bool) -> str:
            items = [item for item in self.facts.economics if item.personnel is personnel]
            return "、".join(ECONOMICS[item.code] for item in items)

        return "一般公共预算基本支出情况", [
            f"一般公共预算基本支出{self.money(self.roll.money('', 'basic'))}，其中：",
            f"人员经费{self.money(people)}，主要包括：{names(True)}。",
            f"公用经费{self.money(office)}，主要包括：{names(False)}。",
        ]

    def _projects(self) -> tuple[str, list[str]]:
        lines: list[str] = []
        for n, project in enumerate(self.facts.projects, start=1):
            lines += [
                f"（{n}）项目名称：{project.name}",
                f"设立的政策依据：{project.basis}",
                f"预算安排规模：{self.money(project.amount)}",
                f"项目承担单位：{self.facts.publisher}",
                f"资金分配情况：{project.allocation}",
                f"资金执行时间："
                f"{self.facts.fiscal_year}年1月1日至{self.facts.fiscal_year}年12月31日",
            ]
        return "一般公共预算项目支出情况", lines or ["本年未安排项目支出。"]

    def _three_public(self) -> tuple[str, list[str]]:
        money = self.facts.three_public
        parts = (
            ("因公出国（境）费", money.overseas),
            ("公务用车购置费", money.purchase),
            ("公务用车运行费", money.operation),
        )
        split = "，".join(
            f"{label}{self.money(yuan)}"
            for label, yuan in (*parts, ("公务接待费", money.reception))
        )
        return "“三公”经费情况", [
            f"财政拨款“三公”经费数为{self.money(money.total)}，其中：{split}。"
        ]

    def _carryover(self) -> tuple[str, list[str]]:
        if not self.facts.carryovers:
            return "上年结转结余情况", ["本年没有上年结转结余。"]
        lines = [f"上年结转结余{self.money(self.roll.carried())}，全部为财政拨款，其中："]
        for number, item in enumerate(self.facts.carryovers, start=1):
            amount = self.money(item.amount)
            lines.append(f"{number}.{item.name}结转{amount}，主要用于：{item.use}。")
        return "上年结转结余情况", lines

    def _other(self) -> tuple[str, list[str]]:
        facts = self.facts
        year = self.facts.fiscal_year
        buy = facts.procurement
        assets = facts.assets
        lines = []
        # Bureaus that pay no office costs of their own leave the sentence out.
        if self.roll.operating() and facts.operating_previous is not None:
            change = self.change(self.roll.operating(), facts.operating_previous)
            lines.append(f"机关运行经费财政拨款预算{self.money(self.roll.operating())}，{change}。")
        lines += [
            f"政府采购预算{self.money(buy.total)}，其中：政府采购货物预算{self.money(buy.goods)}，"
            f"政府采购工程预算{self.money(buy.works)}，"
            f"政府采购服务预算{self.money(buy.services)}。",
            f"面向中小企业预留政府采购项目预算金额{self.money(buy.small_and_medium)}，其中："
            f"小微企业预留政府采购项目预算金额{self.money(buy.micro)}。",
            f"截至{year - 1}年底，占用使用国有资产总体情况为：",
            f"1.房屋{assets.housing_area:.2f}平方米。",
            f"2.车辆{assets.vehicles}辆，价值{self.money(assets.vehicles_value)}。",
            f"3.办公家具价值{self.money(assets.furniture_value)}。",
            f"4.其他资产价值{self.money(assets.other_value)}。",
            f"单价50万元以上大型设备{assets.large_equipment}台。",
        ]
        if facts.staff:
            s = facts.staff
            people = (
                f"在职{s.active}人，{_people(s.active_change)}；退休{s.retired}人，"
                f"{_people(s.retired_change)}"
            )
            lines.append(f"编制数{s.posts}，实有人数{s.active + s.retired}人，其中：{people}。")
        return "其他重要事项", lines


def performance_table(facts: DisclosureFacts, sheet: PerformanceSheet) -> PrintedTable:
    """Make one 绩效目标表: subject, goal and money above, indicators below; not part of the
    amounts' truth.
    """
    if sheet.subject:
        title = "项目支出绩效目标表"
    else:
        title = f"{facts.body}整体绩效目标表"
    # A project's form names the project, the department's names the department.
    head = (
        [("项目名称", sheet.subject)] if sheet.subject else [(f"{facts.body}名称", facts.publisher)]
    )
    money = f"{sheet.amount / 10_000:.2f}"
    rows = [
        Row((label, value, "", "", ""))
        for label, value in (*head, ("年度绩效目标", sheet.goal), ("年度预算总额（万元）", money))
    ]
    rows.append(Row(("一级指标", "二级指标", "三级指标", "指标值", "分值权重"), bold=True))
    rows += [Row((i.level1, i.level2, i.name, i.target, str(i.weight))) for i in sheet.indicators]
    # A form's title spans its five columns.
    columns = ((title,),) * 5
    return PrintedTable(
        "performance_targets",
        "",
        title,
        f"（{facts.fiscal_year}年）",
        "",
        columns,
        tuple(rows),
        (1.2, 1.2, 3, 1.2, 0.8),
    )


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    """Return a share in percent with two places, as printed."""
    if not whole:
        return Decimal("0.00")
    share = part / whole * 100
    return share.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _people(change: int) -> str:
    """Print a change of staff."""
    word = "减少" if change < 0 else "增加"
    return f"{word}{abs(change)}人"
