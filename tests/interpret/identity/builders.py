"""What the tests of this folder share."""

from __future__ import annotations

from tests.interpret.documents import table

FIGURES = table(
    ["项目", "预算数"],
    ["一、财政拨款", "1,203.50"],
    ["二、其他", "20.10"],
    ["收入总计", "1,223.60"],
)
