"""Units of indicators: those printed in the indicator's name (刊物印制成本（万元）) and those in
brackets of their own.
"""

from __future__ import annotations

import re

# Units listed in full: in brackets behind a name any remark may stand (不含税), which is none.
_ONE = (
    r"(?:[百千万亿十]*(?:元|美元|吨|人|人次|人天|户|户次|家|家次|个|件|件次|份|册|次|场|场次|期|批|批次|"
    r"项|项次|条|篇|套|盏|根|片|棚|穴|口|眼|孔|箱|袋|瓶|盒|包|双|对|副|顶|枚|粒|桶|杆|线|县|乡|镇|村|街道|社区|团|队|支队|台|台次|辆|辆次|艘|架|座|处|栋|幢|间|套间|块|亩|公顷|平方米|平方千米|平方公里|"
    r"立方米|立方|方|米|延米|公里|千米|里|公斤|千克|克|斤|升|毫升|度|千瓦|千瓦时|兆瓦|小时|分钟|秒|天|日|"
    r"工作日|周|月|个月|季度|季|年|岁|分|株|棵|头|只|尾|羽|本|部|幅|张|支|名|位|人月|课时|学时|学分|所|"
    r"班|班次|届|站|点|门|种|类|组|例|床|床位|床日|案|起|宗|卷|页|字|单|笔|倍|级|排名|名次|㎡|㎥|㎞|"
    r"m[23²³]?|km|kg|t|h|l|ml|kw|kwh|mw|gb|tb|mb|[%‰℃])|百分比|百分点|个百分点)"
)
_UNIT = re.compile(rf"{_ONE}(?:[(]{_ONE}[)])?(?:[/／·.]{_ONE})*", re.IGNORECASE)
_IN_NAME = re.compile(r"[(（\[](?:单位[:：])?(?P<unit>[^()（）\[\]]{1,12})[)）\]]$")


def unit_in_name(indicator: str) -> str | None:
    """Return the unit that ends an indicator's name in brackets, None where these hold a remark."""
    match = _IN_NAME.search(re.sub(r"\s", "", indicator))
    if match is None:
        return None
    unit = match["unit"].replace("％", "%").replace("／", "/")
    if _UNIT.fullmatch(unit):
        return unit
    return None


def bare_unit(unit: str) -> str:
    """Return a unit without brackets around the whole of it: `(%)` is `%`, `人(次)` stays."""
    bracketed = unit.startswith("(") and unit.endswith(")")
    if bracketed and unit.count("(") == 1:
        return unit[1:-1]
    return unit
