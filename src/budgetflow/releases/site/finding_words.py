"""What findings say, in words: their English texts name tables, columns and units by the codes of
the data and the units of the paper, and a reader of a page should not have to know either.
"""

from __future__ import annotations

import re

# Units as tables print them, in English.
UNITS = {
    "元": "yuan",
    "千元": "1,000 yuan",
    "万元": "10,000 yuan",
    "百万元": "million yuan",
    "亿元": "100 million yuan",
}
# Words joined as codes are (`general_budget_expenditure`, `revenue.total`). Two letters on a side
# of a point are an abbreviation or the end of a file's name.
_CODE = re.compile(r"\b[a-z]+(?:[_.][a-z]+)*_[a-z]+(?:[_.][a-z]+)*\b|\b[a-z]{3,}\.[a-z]{3,}\b")
# A unit behind its figure, as the checks write both.
_UNIT = re.compile(rf"(?<=\d) ({'|'.join(UNITS)})(?![一-鿿])")


def english_message(message: str) -> str:
    """Return the English text of a finding, or its arithmetic, without codes and Chinese units.

    Where all figures have one unit it is said once, at the end: `621.37 against 621.17, difference
    0.20 (in 10,000 yuan)`. Figures stay as they were printed, so that they are found on the page.
    """
    text = _CODE.sub(lambda code: re.sub(r"[_.]", " ", code[0]), message)
    found = set(_UNIT.findall(text))
    if len(found) == 1:
        return f"{_UNIT.sub('', text)} (in {UNITS[found.pop()]})"
    return _UNIT.sub(_spelled, text)


def _spelled(unit: re.Match[str]) -> str:
    """Return a unit behind its figure, as a factor where it is not the yuan itself."""
    if unit[1] == "元":
        return " yuan"
    return f" × {UNITS[unit[1]]}"
