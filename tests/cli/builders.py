"""The command line for tests: every verb registered, whatever ran before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from budgetflow.cli import register

app = register()


DISCLOSURE = """甘泉市水务局2026年部门预算

表1

部门收支总体情况表

编制部门：甘泉市水务局

单位：万元

收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、一般公共预算拨款\t120.50\t213 农林水支出\t120.50
收入总计\t120.50\t支出总计\t120.50

表2

部门支出总体情况表

编制部门：甘泉市水务局

单位：万元

科目编码\t科目名称\t合计\t基本支出\t项目支出
213\t农林水支出\t120.50\t100.00\t20.50
21303\t水利\t120.50\t100.00\t20.50
2130301\t行政运行\t100.00\t100.00\t
2130302\t一般行政管理事务\t20.50\t\t20.50
\t合计\t120.50\t100.00\t20.50
"""


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    wide = {
        **os.environ,
        "COLUMNS": "300",
    }  # so that a message is not wrapped in the middle of a path
    return subprocess.run(
        [sys.executable, "-m", "budgetflow", *map(str, words)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=wide,
    )
