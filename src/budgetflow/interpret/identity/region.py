"""The place a disclosure belongs to, from its publisher's name, its text and its announcement."""

from __future__ import annotations

import re

from budgetflow.interpret.identity.printed_lines import Printed
from budgetflow.interpret.rows_model import Publication
from budgetflow.reference.regions import (
    BRANCH_OF_A_PLACE,
    CENTRAL_REGION,
    Region,
    commonest_province,
    find_region,
    region_of_code,
)

# Lines read for the province a text speaks of; the first chapters name it, tables do not.
_READ = 400
_UNDER_MINISTRY = re.compile(
    r"(?:教育部|工业和信息化部|中央|国家民委|公安部|交通运输部|中国科学院|国家卫生健康委(?:员会)"
    r"?)(?:直属|主管|所属)"
)

# How names of national bodies begin beside 中国, which `find_region` knows (中华全国总工会);
# branches of them name the place they are at.
_NATIONAL = re.compile(rf"中华(?!{BRANCH_OF_A_PLACE})")


def place_of(
    publisher: str | None, lines: list[Printed], publication: Publication | None
) -> Region | None:
    """Find the place of GB/T 2260, or the central bodies' `000000`, or None.

    The publisher's name decides. A name that several provinces share is settled by the
    announcement's place, else by the
    province the text names most often. A body that names no place and says that a ministry owns it
    is a central one.
    """
    hint = publication.region_code if publication else None
    if publisher is None:
        return region_of_code(hint)
    found = find_region(publisher, hint)
    if found:
        return found
    texts = [line.text for line in lines[:_READ]]
    if any(publisher in text and _UNDER_MINISTRY.search(text) for text in texts):
        return CENTRAL_REGION
    local = find_region(publisher, commonest_province(texts)) or region_of_code(hint)
    return local or (CENTRAL_REGION if _NATIONAL.match(publisher) else None)
