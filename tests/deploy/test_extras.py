"""What is said where an optional part is not installed."""

from __future__ import annotations

import pytest

from budgetflow.extras import (
    EXTRAS,
    MissingExtra,
    missing_extras_named,
    missing_from,
    packages_of,
    require,
    sentence_about,
)


@pytest.mark.parametrize(
    ("module", "wanted", "extra"),
    [
        ("polars.dataframe", None, "frames"),
        ("great_expectations", None, "gate"),
        ("PIL", None, "ocr"),
        ("protego", None, "crawl"),
        ("protego", "flows", "flows"),  # what the whole verb needs, at once
        ("reportlab", "flows", "sample"),  # a verb's extra that does not bring it is no help
    ],
)
def test_a_missing_module_is_told_with_the_extra_that_brings_it(
    module: str, wanted: str | None, extra: str
) -> None:
    assert f'pip install "budgetflow[{extra}]"' in str(sentence_about(module, wanted))


def test_a_module_that_no_extra_brings_stays_an_import_error() -> None:
    assert sentence_about("no_such_module") is None
    with pytest.raises(ModuleNotFoundError), missing_extras_named():
        raise ModuleNotFoundError("No module named 'no_such_module'", name="no_such_module")


def test_a_failing_import_becomes_one_sentence() -> None:
    with pytest.raises(MissingExtra, match=r"budgetflow\[frames\]"), missing_extras_named():
        raise ModuleNotFoundError("No module named 'pandas'", name="pandas")


def test_every_extra_says_what_it_is_for_and_is_whole_here() -> None:
    for extra in EXTRAS:
        assert packages_of(extra), extra
        assert missing_from(extra) == []
        require(extra)
