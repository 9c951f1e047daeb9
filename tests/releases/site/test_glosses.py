"""English beside what is printed in Chinese: rows by their codes, and the names of bodies."""

from __future__ import annotations

from typing import get_type_hints

import pytest
from markupsafe import Markup

from budgetflow.releases.site.labels import code_words
from budgetflow.releases.site.pages import english_of, environment
from budgetflow.releases.site.publishers import NAMELESS, Publisher
from budgetflow.releases.site.template_code import SAYS_MARKUP, both, shown


@pytest.mark.parametrize(
    ("code", "label", "english"),
    [
        ("205", "教育支出", "Education"),
        ("20101", "人大事务", "People's congress affairs"),
        ("20101", "一、人大事务 其中：", "People's congress affairs"),
        ("30101", "基本工资", "Basic wages"),
        ("2999999999", "没有的科目", ""),
        ("1030102", "非税收入", ""),
        ("", "合计", ""),
    ],
    ids=str,
)
def test_a_row_has_the_english_of_its_code(code: str, label: str, english: str) -> None:
    assert code_words(code, label) == english


def test_a_code_has_the_english_of_the_name_printed_beside_it() -> None:
    assert code_words("20805", "行政事业单位离退休") != code_words("20805", "行政事业单位养老支出")


@pytest.mark.parametrize(
    ("name", "english"),
    [(NAMELESS, "Publisher not recognised"), ("新市区教育局", "Education Bureau, Xinshi District")],
)
def test_who_is_not_recognised_has_no_transcribed_name(name: str, english: str) -> None:
    assert english_of(Publisher("a", name, "650104", "新市区", "65")) == english


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("教育局", "教育局"),
        ("<b> & \"'", "&lt;b&gt; &amp; &#34;&#39;"),
        (Markup("<b>"), "<b>"),
        (12, "12"),
        (None, "None"),
    ],
    ids=str,
)
def test_a_value_stands_escaped_in_a_page_unless_it_is_markup(value: object, text: str) -> None:
    assert str(shown(value)) == text


def test_words_are_escaped_in_both_languages_though_markup_of_them_was_kept() -> None:
    assert both(Markup("<i>"), "a") == '<span lang="zh"><i></span><span lang="en">a</span>'
    assert both("<i>", "a") == '<span lang="zh">&lt;i&gt;</span><span lang="en">a</span>'


def gives_markup(name: str) -> bool:
    """Check whether a filter of the pages returns markup: by its type, which mypy holds it to, or
    by what it makes of a code.
    """
    made = environment("").filters[name]
    return get_type_hints(made).get("return") is Markup or isinstance(made("<b>"), Markup)


@pytest.mark.parametrize("name", sorted(SAYS_MARKUP))
def test_what_is_put_into_a_page_unescaped_is_markup(name: str) -> None:
    assert gives_markup(name)


def test_a_filter_of_plain_text_is_not_among_them() -> None:
    assert not gives_markup("table_en")
