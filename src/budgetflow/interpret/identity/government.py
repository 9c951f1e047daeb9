"""Whole governments: whether a document is one's budget or final accounts, of which place, which
year and which stage.

A government's book names itself in many ways, or not at all: on its cover, by the finance bureau
that presents it (固原市财政局), by the congress it was laid before (在常德市第八届人民代表大会), in
the titles of its tables, or only by the districts its tables list. Words of coverage (全省, 市本级,
全市及市本级) are never a place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from budgetflow.interpret.identity.names import MONTH_BEHIND, Stage
from budgetflow.interpret.identity.places import is_place_name, place_names
from budgetflow.interpret.text.normalise import squeeze_printed
from budgetflow.reference.regions import commonest_parent, listed_names

_YEAR = re.compile(rf"(?P<year>20\d\d)年(?:度)?(?!{MONTH_BEHIND[2:]})")
_FUND = r"(?:一般公共预算|政府性基金|国有资本经营|社会保险基金)"
_LEVEL = r"(?:[省市区县州旗盟师]级|(?:[省市区县州旗盟师]|自治[区州县旗]|兵团)?本级)"
_COVERAGE = rf"(?:全[省市区县州旗盟]|各[省市县区]|{_LEVEL}|自治区|兵团)"
# Words that only a government's own budget has.
_STRONG = re.compile(
    r"政府(?:性)?预算(?:公开)?(?:表|$)|政府[预决]算|财政(?:总)?[预决]算|总预算|人民代表大会|"
    rf"预算执行情况|[预决]算的?报告|债务(?:限额|余额)|地方政府(?:一般|专项)?债[务券]"
    rf"|{_COVERAGE}(?:及[省市区县州]本?级)?.{{0,8}}"
    rf"(?:{_FUND}|财政|[预决]算(?!单位)|\d{{4}}年)|{_FUND}(?:预算)?(?:总)?(?:收入|收支|支出)?"
    rf"(?:预算|决算)?(?:收支情况|收入)?(?:情况)?的说明"
    r"|(?:省|市|自治区|州|县|(?<![校院])区|旗|盟)\d{4}年(?:度)?[预决]算(?:情况|草案|公开|表|报告)"
    rf"|{_FUND}(?:预算|决算)?(?:收入|收支)(?:预算|决算|执行情况|情况)?(?:总)?表"
    rf"|{_FUND}(?:预算)?支出(?:预计)?执行情况表"
)
_OF_A_PLACE = re.compile(
    rf"(?:附?表?[\d-]*[:：])?(?:(?P<before>[\u4e00-\u9fff]{{2,14}}?)20\d\d年(?:度)?"
    rf"|20\d\d年(?:度)?(?P<behind>[\u4e00-\u9fff]{{2,14}}?))"
    rf"(?:{_LEVEL}|全[省市区县州旗盟])?(?:{_FUND}|(?:地方)?财政(?![局厅所])|对.{{0,8}}转移支付|税收)(?!.*(?:部门|单位)).*"
)
# A level's 三公经费: the government's, unless the page is some body's.
_THREE_PUBLIC = re.compile(rf"{_LEVEL}(?:\d{{4}}年)?(?:{_FUND})?(?:预算)?[“\"]?三公|[”\"]经费汇总")
_OF_A_BODY = re.compile(r"(?:部门|单位)(?:综合)?[预决]算")
_DRAFT = re.compile(r"草案|代编|编制说明|预算公开|安排|建议数|(?<!执行)预算(?:表|的?报告|$)")
_FINAL = re.compile(r"决算")
_EXECUTION = re.compile(r"执行|完成情况|快报")
_PRESENTER = re.compile(r"^(?:来源[:：])?(?P<place>[\u4e00-\u9fff]{2,24}?)财政[局厅委]")
_BEFORE_WHOM = re.compile(
    r"(?:在|受)(?P<place>[\u4e00-\u9fff]{2,14}?)(?:第[\u4e00-\u9fff]{1,4}届|人民政府委托|人大)"
)
_CONGRESS = re.compile(
    r"^(?P<place>[\u4e00-\u9fff]{2,14}?)(?:第?[\u4e00-\u9fff]{1,4}届)人(?:大|民)"
)
_TITLE_END = re.compile(r"(?:表|说明|报告|情况|草案|公开|[预决]算)(?:[（(].{1,12}[）)])*$")
_PAPER_NUMBER = re.compile(r"^.{0,24}文件(?:[（(][^（()）]{1,4}[)）])?(?!预算|决算)")
_NUMBERED = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]")
_GOVERNMENT_ITSELF = re.compile(
    r"[省市区县州旗盟](?:[省市区县州旗盟]级|本级|[省市区县州]本级)?(?:人民)?政府(?:本级)?$"
)
_LEVEL_SAID = re.compile(r"(?:全(?=[省市县州旗])|(?=[省市县州旗]本?级))([省市县州旗])")
# Who pays transfers to whom (省对市县, 师对团场), which is no body's name.
_LEVEL_TO_LEVEL = re.compile(r"(?:自治区|兵团|[省市区县州旗盟师])(?:本?级)?对.{1,8}")
_TOWN = re.compile(
    r"(?P<town>(?![分各按])[\u4e00-\u9fff]{2,14}?(?:镇|乡|苏木|街道))(?:人民政府|政府|办事处)?"
)
# What a town's own book is called; 镇人民政府决算 is that of its offices.
_TOWN_BUDGET = re.compile(
    r"财政(?:总)?[预决]算|(?<![民镇乡])政府[预决]算|预算执行情况|人民代表大会"
)
_OF_OFFICES = re.compile(r"部门|财政拨款|单位(?!：)")
# A line above the title of a paper before a congress: 会议资料 妥善保存, 五次会议文件（13）.
_STAMP = re.compile(
    r"妥善保[存管]|会后[收交]回|内部(?:资料|文件)$|会议(?:资料|文件|材料)(?:[（(].*[)）]|之.{1,3})?$"
)
_SESSION = re.compile(r"第.{1,4}届|次会议")
_OPENING = 40
_JOIN = 4


@dataclass(frozen=True, slots=True)
class Government:
    """The government a document is about; what it does not say is None."""

    place: str | None
    fiscal_year: int | None
    stage: Stage | None
    title: str | None


def government_of(
    cover: list[str],
    lines: list[str],
    titles: list[str],
    labels: Iterable[str],
    bodies: tuple[str | None, str | None],
) -> Government | None:
    """Read a document as a government's; None where it is some body's, or nobody's.

    `cover` are its first lines, `lines` all its lines, `titles` those that are titles of tables,
    `labels` the cells of its tables, `bodies` the body that its cover names and the one that the
    titles of its tables name.
    """
    joined = _joined(cover)
    town = _town(bodies[0], joined, titles)
    if town is None and not _is_government(joined, titles, bodies):
        return None
    headline = _headline(cover)
    return Government(
        town
        or _place([headline] if headline else [], [], [])
        or _place(joined, lines, titles)
        or _by_mentions([*joined, *titles], lines)
        or _by_districts(labels),
        _year(headline, titles),
        _stage(headline, titles),
        headline,
    )


def _is_government(
    joined: list[str], titles: list[str], bodies: tuple[str | None, str | None]
) -> bool:
    """Check whether the cover, or the first tables of a file without one, are a government's;
    `joined` are the lines of the cover, alone and put together.
    """
    on_cover, in_titles = bodies
    if _is_some_body(on_cover):
        return False
    said = [text for text in joined if not _OF_A_BODY.search(text)]
    if any(_is_strong(text) for text in said if "三公" not in text):
        return True
    if _is_some_body(in_titles):
        return False
    said += [text for text in titles[:3] if not _OF_A_BODY.search(text)]
    return any(_is_strong(text) or _THREE_PUBLIC.search(text) for text in said)


def _town(on_cover: str | None, joined: list[str], titles: list[str]) -> str | None:
    """Return the town whose own budget a document is, not that of its offices as a body: 青岚镇
    2025年财政预算 without a table of a body; None where it is none.
    """
    named = _TOWN.fullmatch(on_cover or "")
    if named is None or any(_OF_OFFICES.search(title) for title in [*joined, *titles]):
        return None
    if any(_TOWN_BUDGET.search(text) for text in joined):
        return named["town"]
    return None


def _is_strong(text: str) -> bool:
    """Check whether a title has words that only a government's has, or a place as its subject:
    甲县2025年一般公共预算支出预算表, 2025年甲县政府性基金支出表.
    """
    if _STRONG.search(text):
        return True
    match = _OF_A_PLACE.fullmatch(text)
    if match is None:
        return False
    return is_place_name(match["before"] or match["behind"] or "")


def _is_some_body(name: str | None) -> bool:
    """Check whether a name is a body's, not a government's, its finance bureau's or a session's."""
    if name is None or is_place_name(name):
        return False
    if name[0] in "分按各":
        return False  # 分苏木镇: how a table is laid out
    # Who presents the book, and to which session, is not whose budget it is.
    if _PRESENTER.match(name) or _GOVERNMENT_ITSELF.search(name):
        return False
    return not (_SESSION.search(name) or _LEVEL_TO_LEVEL.fullmatch(name))


def _joined(cover: list[str]) -> list[str]:
    """Return the cover's lines, each alone and with those that follow: titles run over lines."""
    out = []
    for start in range(len(cover)):
        for size in range(1, _JOIN + 1):
            if start + size <= len(cover):
                out.append("".join(cover[start : start + size]))
    return [text for text in out if "。" not in text and len(text) <= 90]


def _headline(cover: list[str]) -> str | None:
    """Return the title of the whole, joined over its lines: of those with most years the first, and
    of its endings the last.
    """
    best: tuple[int, int, int] | None = None
    title = None
    for start in range(len(cover)):
        if _STAMP.search(cover[start]):
            continue
        for size in range(1, min(_JOIN, len(cover) - start) + 1):
            if size > 1 and _NUMBERED.match(cover[start + size - 1]):
                break
            text = _clear("".join(cover[start : start + size]))
            years = _YEAR.findall(text)
            if not _is_title(text) or (size > 1 and len(years) > len(set(years))):
                continue
            rank = (len(set(years)), -start, size)
            if best is None or rank > best:
                best, title = rank, text
    return title


def _clear(text: str) -> str:
    """Return a title without the number of the paper, or of a page, before it."""
    return re.sub(r"^(?:表[\d-]*[:：]?|\d{1,3}(?!\d))", "", _PAPER_NUMBER.sub("", text))


def _is_title(text: str) -> bool:
    return (
        len(text) <= 90
        and "。" not in text
        and not _NUMBERED.match(text)
        and bool(_is_strong(text) or _THREE_PUBLIC.search(text))
        and bool(_YEAR.search(text))
        and bool(_TITLE_END.search(text))
    )


def _year(headline: str | None, titles: list[str]) -> int | None:
    """Return the year of the draft, or the settled year; never just the first in the title.

    2025年预算执行情况和2026年预算草案的报告 is 2026; 2024年决算和2025年上半年预算执行情况 is 2024.
    """
    if headline:
        if "决算" in headline and "草案" not in headline.replace("决算草案", "决算"):
            before = [int(y) for y in _YEAR.findall(headline[: headline.rindex("决算")])]
            if before:
                return before[-1]
        return max(int(year) for year in _YEAR.findall(headline))
    counts = Counter(int(year) for title in titles for year in set(_YEAR.findall(title)))
    if not counts:
        return None
    if _stage(None, titles) == "budget":
        return max(year for year, count in counts.items() if count * 10 >= max(counts.values()))
    return max(counts, key=lambda year: (counts[year], year))


def _stage(headline: str | None, titles: list[str]) -> Stage | None:
    """Return the stage: of the headline, else of most tables; a draft among them makes a budget,
    execution alone (one month's or year's tables) is a stage of its own.
    """
    if headline:
        if _FINAL.search(headline):
            return "final_accounts"
        if _DRAFT.search(headline) or not _EXECUTION.search(headline):
            return "budget"
    final = sum(1 for title in titles if _FINAL.search(title))
    draft = sum(1 for title in titles if _DRAFT.search(title) or "预算" in _bare(title))
    if final > draft:
        return "final_accounts"
    if draft:
        return "budget"
    if any(_EXECUTION.search(title) for title in titles):
        return "execution"
    return None


def _bare(title: str) -> str:
    """Return a table's title without the names of budgets, and without what was executed."""
    if _EXECUTION.search(title):
        return ""
    return re.sub(_FUND, "", title)


def _place(joined: list[str], lines: list[str], titles: list[str]) -> str | None:
    """Return the place the document names as its own, the surest kind of place first."""
    for found in (
        _places_before_year(joined),
        _matches(_PRESENTER, joined),
        _matches(_BEFORE_WHOM, lines[:_OPENING]),
        _matches(_CONGRESS, joined),
        _matches(_PRESENTER, [line for line in lines[:_OPENING] if len(line) <= 40]),
        _places_before_year(titles),
    ):
        counts = Counter(found)
        if counts:
            return counts.most_common(1)[0][0]
    return None


def _places_before_year(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if _is_strong(text) or _THREE_PUBLIC.search(text):
            yield from place_names(text)


def _matches(pattern: re.Pattern[str], texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for match in pattern.finditer(text):
            place = match["place"].removeprefix("——")
            if is_place_name(place):
                yield place


def _by_mentions(titles: list[str], lines: list[str]) -> str | None:
    """Return the place of the level that the titles speak of (全市: a city) which the text names
    again and again, and no other of its level nearly as often.
    """
    levels = Counter(level for title in titles for level in _LEVEL_SAID.findall(title))
    if not levels:
        return None
    level = levels.most_common(1)[0][0]
    named = Counter(name for line in lines for name in listed_names(line) if name[-1] == level)
    (first, count), (_, second) = [*named.most_common(2), ("", 0), ("", 0)][:2]
    if count > 1 and count > 2 * second:
        return first
    return None


def _by_districts(labels: Iterable[str]) -> str | None:
    """Return the place whose cities or counties the tables list, where nothing names it."""
    region = commonest_parent(squeeze_printed(label) for label in labels)
    if region:
        return region.name
    return None
