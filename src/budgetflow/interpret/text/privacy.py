"""Names, telephone numbers and identity numbers of people, which these documents print and which no
dataset, log or release may hold.

Performance tables and last pages name contacts and project leaders with their telephones. Nothing
here needs them: cells behind such labels are never read, and text that is kept goes through
`scrub`. This module owns the one mask, its one mark and the one list of labels; a release masks
its columns and looks for leaks through it too (`releases/leaks.py`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from budgetflow.interpret.text.normalise import squeeze

# Stands where a name or a number was printed.
MASK = "〔略〕"

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
# A telephone number is not the head of a longer figure or of an amount.
_NO_FIGURE = r"(?![\dA-Za-z]|[.,]\d|\s*(?:[千百]?万|亿|元))"
_AREA = r"(?:[(（]0\d{2,3}[)）][-—－–― ]?|0\d{2,3}[-—－–― ])"
_EXTENSION = r"(?:[-—转]\d{1,6})?"
_PHONE = re.compile(
    rf"(?<![A-Za-z\d.,])(?:\+?86[- ]?)?(?:1[3-9]\d[ -]?\d{{4}}[ -]?\d{{4}}|"
    rf"{_AREA}\d{{7,8}}{_EXTENSION}){_NO_FIGURE}"
)
_LABELLED_PHONE = re.compile(
    rf"({_PHONE_WORD}\s*[:：]?\s*)"
    rf"((?:[(（]?\d{{2,4}}[)）]?[-—－–― ]?)?\d{{6,8}}(?:[-—转/、]\d+)*{_NO_FIGURE})"
)
_IDENTITY = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dXx])"
)
_BEHIND_NAME = r"联系|电话|手机|传真|同志|先生|女士|负责|主持|分管"
_LETTER = rf"(?:(?!{_BEHIND_NAME})[\u4e00-\u9fff·])"
_NAME = rf"(?!{_ROLE}|{_PHONE_WORD}|性别){_LETTER}{{1,2}}[ \u3000]?{_LETTER}{{1,3}}"
_LABELLED_NAME = re.compile(
    rf"(?P<label>{_ROLE}(?:[及和与、/]?{_PHONE_WORD})?\s*[:：]\s*)"
    rf"(?P<people>{_NAME}(?:[/、,，]{_NAME})*)(?=$|[^\u4e00-\u9fff]|{_BEHIND_NAME})"
)
# What stands behind such a label and is no name: an office, or nothing.
_OFFICE = re.compile(r"单位|部门|领导|中心|公司|负责|不涉及|^[无各]|[局处科室办]$")
# What every text with personal data in it holds, as an expression for RE2, which is ten times as
# fast: only texts that it finds need be read by the others.
HINT = (
    rf"1[3-9]\p{{Nd}}[ -]?\p{{Nd}}{{4}}|0\p{{Nd}}{{2,3}}[-—－–― )）]{{1,2}}\p{{Nd}}{{7}}|"
    rf"[1-9]\p{{Nd}}{{5}}(?:19|20)\p{{Nd}}{{9}}|{_PHONE_WORD}\s*[:：]?\s*[(（\p{{Nd}}]|{_ROLE}"
)


def is_personal_label(text: str) -> bool:
    """Return whether a cell or a label asks for a person's name or telephone: 项目负责人,
    部门联系人, 联系电话.
    """
    return _LABEL.match(squeeze(text)) is not None


def personal_data(text: str) -> str | None:
    """Return what kind of personal data a text holds, in words for a message; None for none."""
    if _IDENTITY.search(text):
        return "an identity number"
    if _PHONE.search(text) or _LABELLED_PHONE.search(text):
        return "a telephone number"
    if any(_hidden_people(match) != match["people"] for match in _LABELLED_NAME.finditer(text)):
        return "the name of a person"
    return None


# Labels and sentences of one paper are said again and again.
@lru_cache(maxsize=4096)
def scrub(text: str) -> str:
    """Return the text with the names behind such labels and every telephone and identity number
    hidden; all else stays as printed, and a text already scrubbed stays as it is.
    """
    text = _LABELLED_NAME.sub(_label_and_mask, text)
    text = _LABELLED_PHONE.sub(rf"\g<1>{MASK}", text)
    text = _IDENTITY.sub(MASK, text)
    return _without_phones(text)


def _label_and_mask(match: re.Match[str]) -> str:
    """Return a label as printed with what may be shown of the words behind it."""
    return match["label"] + _hidden_people(match)


def _without_phones(text: str) -> str:
    """Return the text with every telephone number hidden, also one that follows another at once:
    before its neighbour is hidden it looks like the rest of a longer figure.
    """
    while (hidden := _PHONE.sub(MASK, text)) != text:
        text = hidden
    return text


def scrub_optional(text: str | None) -> str | None:
    """Scrub a text that may be missing."""
    if text is None:
        return None
    return scrub(text)


def _hidden_people(match: re.Match[str]) -> str:
    """Return the words behind a label: an office as printed, one mark for people."""
    people = match["people"]
    if _OFFICE.search(people):
        return people
    return MASK
