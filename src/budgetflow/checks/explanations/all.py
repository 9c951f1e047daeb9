"""Every explanation, in the order they are tried: what is surest first."""

from __future__ import annotations

from budgetflow.checks.explanations import (
    alignment,
    as_printed,
    counting,
    digits,
    layering,
    neighbour_header,
    opposite_gap,
    other_money,
    precision,
    repeated_row,
    rereading,
)
from budgetflow.checks.explanations.case import Case, Explanation
from budgetflow.checks.explanations.sentences import pairing, wholes


def _columns_exchanged(case: Case) -> bool:
    # The cheap look at one row first: the other tries the exchange in every run of rows.
    return neighbour_header.exchanged_columns(case) or rereading.exchanged_columns(case)


# The name of the first that applies is published as the reason, so the more specific ones stand
# before the wide ones: a repeated row before layering, another unit before another line. Those of
# sentences come last: they ask of the text what the tables leave open.
EXPLANATIONS = (
    Explanation(
        "rounded_leaves",
        "逐级四舍五入",
        "rounding carried through two levels of sums",
        "rounding",
        precision.rounded_leaves,
    ),
    Explanation(
        "repeated_row",
        "同一行重复列示",
        "a row or a line repeats another and was added twice",
        "open",
        repeated_row.repeated_row,
    ),
    Explanation(
        "out_of_line",
        "所读数字与其列或行不在一线",
        "a figure stands out of line with its column or its row",
        "parse_suspect",
        alignment.out_of_line,
    ),
    Explanation(
        "guessed_code",
        "编码由少数数字推断",
        "a code pieced together from a few digits",
        "parse_suspect",
        layering.guessed_code,
    ),
    Explanation(
        "another_layering",
        "行的上下级可有另一种归法",
        "rows may stand under other heads",
        "open",
        layering.another_layering,
    ),
    Explanation(
        "neighbour_header",
        "相邻列可能属于合计",
        "a neighbouring column makes up the difference",
        "open",
        neighbour_header.neighbour_header,
    ),
    Explanation(
        "exchanged_columns",
        "两列名称可能互换",
        "two columns may have each other's names",
        "open",
        _columns_exchanged,
    ),
    Explanation(
        "cut_digits",
        "数字可能未读全或两数相连",
        "digits may be cut off, or two figures run together",
        "open",
        digits.cut_digits,
    ),
    Explanation(
        "another_unit",
        "两边可能单位不同",
        "the sides may be one figure in two units",
        "open",
        digits.another_unit,
    ),
    Explanation(
        "out_of_scale",
        "一数远大于其余各数，可能误读",
        "a figure is a hundred times as large as all others",
        "open",
        digits.out_of_scale,
    ),
    Explanation(
        "another_line",
        "差额为结转等某一行之数",
        "the difference is a line that one side counts and the other does not",
        "open",
        digits.another_line,
    ),
    Explanation(
        "unread_cell",
        "该行有空格，可能漏读一格",
        "a blank cell of the row may not have been read",
        "open",
        neighbour_header.unread_cell,
    ),
    Explanation(
        "another_column",
        "同一行另一列与之相等",
        "another column of the row has just that figure",
        "open",
        neighbour_header.another_column,
    ),
    Explanation(
        "several_gaps",
        "该表多行以不同差额不成立",
        "several rows of the table are off by different amounts",
        "open",
        as_printed.several_gaps,
    ),
    Explanation(
        "other_money",
        "该表与其他各表、文字多不相符，所列可能不是同一笔资金",
        "the table differs from most others and from the text by several amounts",
        "open",
        other_money.other_money,
    ),
    Explanation(
        "coarse_column",
        "该列数字位数较少，差额在其末位以内",
        "a column is printed with fewer places, which cover the difference",
        "open",
        precision.coarse_column,
    ),
    Explanation(
        "blank_side",
        "一边全为空",
        "one side of the sum is blank",
        "open",
        as_printed.blank_side,
    ),
    Explanation(
        "slipped_column",
        "该列可能错下一行",
        "the column may have slipped down a row",
        "open",
        as_printed.slipped_column,
    ),
    Explanation(
        "opposite_gap",
        "别处有相反的等额差异，属口径不同",
        "the same difference with the opposite sign stands elsewhere",
        "open",
        opposite_gap.opposite_gap,
    ),
    Explanation(
        "exchanged_rows",
        "相邻两行数字可能互换",
        "two rows near each other may have each other's figures",
        "open",
        rereading.exchanged_rows,
    ),
    Explanation(
        "change_follows",
        "增减随两年数而来",
        "the change follows from its years, one of which does not add up",
        "open",
        counting.change_follows,
    ),
    Explanation(
        "broken_by_peers",
        "同版式文件多数同样不成立，属口径不同",
        "most documents of the same layout break the rule in the same way",
        "open",
        counting.broken_by_peers,
    ),
    Explanation(
        "rule_unproven",
        "本文件别处未见该关系成立",
        "the rule is seen to hold nowhere else",
        "open",
        counting.rule_unproven,
    ),
    Explanation(
        "no_quotation",
        "所引语句不含该数",
        "the sentence does not hold the figure",
        "open",
        pairing.no_quotation,
    ),
    Explanation(
        "another_pairing",
        "语句可能指另一个数",
        "the sentence may mean another figure",
        "open",
        pairing.another_pairing,
    ),
    Explanation(
        "lost_beside_it",
        "所说之数恰为某合计所缺",
        "the amount said is what a sum of the tables lacks",
        "open",
        pairing.lost_beside_it,
    ),
    Explanation(
        "another_year",
        "语句说的是另一年度",
        "the sentence speaks of another year",
        "open",
        pairing.another_year,
    ),
    Explanation(
        "base_of_change",
        "语句说的是增减的基数",
        "the figure is what a change starts from",
        "open",
        pairing.base_of_change,
    ),
    Explanation(
        "another_subject",
        "语句未写该科目名称",
        "the sentence does not name the row's subject",
        "open",
        pairing.another_subject,
    ),
    Explanation(
        "another_change",
        "百分比前所说的不是该增减额",
        "the percentage is printed after another amount than the change",
        "open",
        pairing.another_change,
    ),
    Explanation(
        "part_of_whole",
        "语句说的是其中一部分",
        "the sentence speaks of a part",
        "open",
        pairing.part_of_whole,
    ),
    Explanation(
        "named_whole",
        "语句自有所指的总体",
        "the sentence names a whole of its own",
        "open",
        wholes.named_whole,
    ),
    Explanation(
        "another_whole",
        "占比以另一总体计算",
        "the share closes on another whole",
        "open",
        wholes.another_whole,
    ),
    Explanation(
        "another_percentage",
        "语句中另一百分比相符",
        "another percentage of the sentence is the one worked out",
        "open",
        wholes.another_percentage,
    ),
    Explanation(
        "another_base",
        "增减以另一基数计算",
        "the change closes on another base",
        "open",
        wholes.another_base,
    ),
)


# Explanations that are tried even where a known slip of the pen gives just the printed figure.
OF_SLIPS = frozenset(("no_quotation", "another_year", "base_of_change", "another_change"))


def explain_slip(case: Case) -> Explanation | None:
    """Return the first explanation of a difference that a known slip gives exactly; None where
    every one fails.
    """
    return next((one for one in EXPLANATIONS if one.name in OF_SLIPS and one.applies(case)), None)


def explain(case: Case) -> Explanation | None:
    """Return the first explanation of a difference; None where every one fails."""
    return next((one for one in EXPLANATIONS if one.applies(case)), None)
