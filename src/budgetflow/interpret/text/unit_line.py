"""The unit line: `单位：万元`, `金额单位: 元`, `（单位：亿元）`, `项目资金（万元）`, wherever it
stands.
"""

from __future__ import annotations

import re
from functools import lru_cache

from budgetflow.interpret.text.normalise import MONEY_UNITS, squeeze

_UNITS = "|".join(MONEY_UNITS)
_UNIT = rf"(?:人民币|[¥￥]|RMB)?(?P<unit>{_UNITS})"
_END = r"(?=$|[^\u4e00-\u9fff]|部门|编制|单位|公开|项目)"
_UNIT_LINE = re.compile(
    rf"(?:(?:货币|金额|计量|计价|数据)?单位均?[:;,为(]*|金额:){_UNIT}[)]?(?:人民币)?{_END}"
)
_ALONE = re.compile(rf"[(\[【]?{_UNIT}[)\]】]?")
_UNIT_IN_BRACKETS = re.compile(rf"[(](?:单位[:;]?)?{_UNIT}[)]|[/:](?P<behind>{_UNITS})$")


@lru_cache(maxsize=65536)
def find_unit(text: str) -> str | None:
    """Return the unit of money a unit line names, else None. Takes one line, or a whole cell with a
    title in it.

    `单位：元氏县财政局` names a publisher, not a unit: the unit must end where the word ends.
    """
    plain = squeeze(text)
    match = _UNIT_LINE.search(plain) or _ALONE.fullmatch(plain)
    if match:
        return match["unit"]
    return None


@lru_cache(maxsize=4096)
def unit_in_brackets(text: str) -> str | None:
    """Return the unit a header or a title carries in brackets or behind a stroke (`预算数（万元）`,
    `预算数/万元`), else None.
    """
    match = _UNIT_IN_BRACKETS.search(squeeze(text))
    if match:
        return match["unit"] or match["behind"]
    return None


def without_unit(text: str) -> str:
    """Take the unit line out of a squeezed text, so that what is left can be read as a title or a
    publisher.
    """
    if _ALONE.fullmatch(text):
        return ""
    return _UNIT_LINE.sub("", text)
