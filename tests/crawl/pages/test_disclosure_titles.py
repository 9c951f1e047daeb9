"""A title tells a budget or final accounts from what is only about them. `golden/titles.txt` holds
titles of both kinds, one a line.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetflow.crawl.pages.disclosure_detection import judge

_, DISCLOSURES, OTHERS = (
    part.splitlines()[1:]
    for part in f" \n{(Path(__file__).parent / 'golden' / 'titles.txt').read_text('utf-8')}".split(
        "# "
    )
)


@pytest.mark.parametrize("title", DISCLOSURES)
def test_titles_of_disclosures(title: str) -> None:
    assert judge(title, "", [], "") == (True, "")


@pytest.mark.parametrize("title", OTHERS)
def test_titles_that_only_speak_of_budgets(title: str) -> None:
    disclosure, why = judge(title, "", ["附件.docx"], "")
    assert not disclosure and why
