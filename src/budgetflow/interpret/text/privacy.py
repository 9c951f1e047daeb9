"""Names and telephone numbers of people, which these documents print and which no dataset, log or
release may hold.

Performance tables and last pages name contacts and project leaders with their telephones. Nothing
here needs them: cells
behind such labels are never read, and text that is kept goes through `scrub` first.
"""

from __future__ import annotations

import re

from budgetflow.interpret.text.normalise import squeeze

HIDDEN = "［略］"
"""Stands where a name or a number was printed."""

_ROLE = (
    r"(?:(?:部门|单位|项目|财务|信息公开|填报|公开|业务|主要|法定|预算|绩效|实施|直接)"
    r"*(?:联系人员?|负责人|经办人|经手人|填报人|填表人|填写人|制表人|审核人|复核人|校对人|签发人|"
    r"编制人|责任人|主管人|牵头人|主持人|录入人)"
    r"(?:姓名|签字|签名|签章)?|(?:分管|主管|单位|部门)领导|项目经理|(?:会计|财务)主管|法定代表人|"
    r"法人代表)"
)
_PHONE_WORD = (
    r"(?:(?:部门|单位|办公|咨询|公开)?(?:联系|咨询|监督|举报|办公)?(?:电话|手机|热线|"
    r"座机|传真)(?:号码?)?|联系方式)"
)
_LABEL = re.compile(rf"^(?:{_ROLE}|{_PHONE_WORD})(?:[及和与、/]?(?:{_ROLE}|{_PHONE_WORD}))*[:：]?$")
_DIGITS = (
    r"(?:1[3-9]\d[ -]?\d{4}[ -]?\d{4}|[(（]?0[1-9]\d{1,2}[)）]?[-—－–― ]?\d{7,8}(?:[-—转]\d{1,6})?)"
)
_PHONE = re.compile(rf"(?<![A-Za-z\d.,])(?:\+?86[- ]?)?{_DIGITS}(?![\dA-Za-z.])")
_LABELLED_PHONE = re.compile(
    rf"({_PHONE_WORD}\s*[:：]?\s*)((?:[(（]?\d{{2,4}}[)）]?[-—－–― ]?)?\d{{6,8}}(?:[-—转/、]\d+)*)"
)
_NAME = r"[\u4e00-\u9fff]{1,2}[ \u3000]?[\u4e00-\u9fff·]{1,3}"
_LABELLED_NAME = re.compile(
    rf"({_ROLE}(?:[及和与、/]?{_PHONE_WORD})?\s*[:：]\s*)({_NAME}(?:[/、,，]{_NAME})*)"
)


def is_personal_label(text: str) -> bool:
    """Say whether a cell or a label asks for a person's name or telephone: 项目负责人, 部门联系人,
    联系电话.
    """
    return _LABEL.match(squeeze(text)) is not None


def has_phone(text: str) -> bool:
    """Say whether a text holds what looks like a telephone number."""
    return _PHONE.search(text) is not None or _LABELLED_PHONE.search(text) is not None


def scrub(text: str) -> str:
    """Give the text with the names behind such labels and every telephone number hidden; all else
    stays as printed.
    """
    text = _LABELLED_NAME.sub(rf"\g<1>{HIDDEN}", text)
    text = _LABELLED_PHONE.sub(rf"\g<1>{HIDDEN}", text)
    return _PHONE.sub(HIDDEN, text)


def scrub_optional(text: str | None) -> str | None:
    """Scrub a text that may be missing."""
    return None if text is None else scrub(text)
