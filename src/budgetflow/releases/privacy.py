"""No release holds a telephone number, an identity number, or the name of a person behind a word
that says so.

Prose is masked on its way into a release. A gate then reads every file of the finished release,
names of files and addresses
too, and refuses it where anything is left: masking may have missed it, or it stands where masking
would break a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from budgetflow.releases.file_listing import files_of

MASK = "〔略〕"

_TELEPHONE = (
    r"(?<![\d.,])(?:1[3-9]\d{9}|0\d{2,3}[-－—]\d{7,8}|\(0\d{2,3}\)\d{7,8}|（0\d{2,3}）"
    r"\d{7,8})(?![\d.,]|\s*(?:万|亿|元))"
)
_AFTER_LABEL = r"(?:(?<=电话[:：])|(?<=手机[:：])|(?<=热线[:：]))\s*\d{7,8}(?!\d)"
_IDENTITY = (
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dXx])"
)
_LABELS = (
    "联系人|经办人|填表人|填报人|制表人|项目负责人|单位负责人|财务负责人|部门负责人|"
    "负责人姓名|审核人|法定代表人"
)
_LABELLED = (
    rf"(?P<label>(?:{_LABELS})(?:姓名)?\s*(?:及电话|及联系电话)?\s*[:：]\s*)"
    rf"(?P<person>[一-鿿·]{{2,4}})(?=$|[\s,，;；。、)）\d〔]|联系|电话)"
)
_PERSONAL = re.compile(f"{_TELEPHONE}|{_AFTER_LABEL}|{_IDENTITY}")
_PERSON = re.compile(_LABELLED)
_NOT_A_NAME = (
    "本单位",
    "无",
    "不涉及",
    "各",
    "负责",
    "单位",
    "部门",
    "领导",
    "局",
    "处",
    "科",
    "室",
    "办",
    "中心",
    "公司",
)

_HINT = (
    r"1[3-9]\p{Nd}{9}|0\p{Nd}{2,3}(?:[-－—]|\)|）)\p{Nd}{7}|[1-9]\p{Nd}{5}(?:19|20)\p{Nd}{9}|"
    r"(?:电话|手机|热线)[:：]"
    rf"|{_LABELS}"
)
"""What RE2, ten times as fast, looks for first: nothing that the expressions above find is without
it, so only such texts are read by them.
"""
_CODES = re.compile(
    r"(_ids?|^key|_sha256|^hash|_version|^corrections|^unit|_printed|_code|^locator)$|^(old|new|"
    r"publication)$"
)
"""Columns that hold identifiers, codes and printed figures: digits there are no telephone numbers.
"""
_ADDRESSES = re.compile(r"_url$")


class PersonalData(ValueError):
    """Raised when a release would hold personal data; names the file, the column and the row's key,
    never the data itself.
    """


@dataclass(frozen=True, slots=True)
class Leak:
    """One place where personal data was found."""

    file: str
    where: str
    kind: str


def mask(text: str) -> str:
    """Give a text with telephone and identity numbers and labelled names of persons masked."""
    text = _PERSONAL.sub(MASK, text)
    return _PERSON.sub(
        lambda found: found["label"] + (found["person"] if _is_office(found["person"]) else MASK),
        text,
    )


def masked(table: pa.Table) -> pa.Table:
    """Mask the prose columns of a table."""
    for number, field in enumerate(table.schema):
        if (
            not pa.types.is_string(field.type)
            or _CODES.search(field.name)
            or _ADDRESSES.search(field.name)
        ):
            continue
        column = table.column(number)
        if not pc.any(pc.match_substring_regex(column, _HINT)).as_py():
            continue
        values = [value if value is None else mask(value) for value in column.to_pylist()]
        table = table.set_column(number, field, pa.array(values, pa.string()))
    return table


def refuse_personal_data(release: Path) -> None:
    """Read all of a finished release, and raise PersonalData where it holds any."""
    leaks = list(leaks_of(release))
    if leaks:
        shown = "; ".join(f"{leak.file}: {leak.kind} in {leak.where}" for leak in leaks[:10])
        raise PersonalData(
            f"the release would hold personal data in {len(leaks)} place(s): {shown}. "
            "Quarantine the documents (`budgetflow quarantine`), or widen the masks in "
            "releases/privacy.py, and build again"
        )


def leaks_of(release: Path) -> Iterator[Leak]:
    """Find personal data in a release's Parquet files, texts and pages."""
    for name in files_of(release):
        if name.endswith(".parquet"):
            yield from _in_parquet(release / name, name)
        elif name.endswith((".html", ".md", ".js", ".svg")):
            yield from _in_text((release / name).read_text(encoding="utf-8"), name)


def _in_parquet(path: Path, name: str) -> Iterator[Leak]:
    with pq.ParquetFile(path) as file:
        texts = [
            f.name
            for f in file.schema_arrow
            if pa.types.is_string(f.type)
            and not _CODES.search(f.name)
            and not _ADDRESSES.search(f.name)
        ]
        for batch in file.iter_batches(columns=texts):
            for column in texts:
                hits = batch.column(column).filter(
                    pc.fill_null(pc.match_substring_regex(batch.column(column), _HINT), False)
                )
                for value in hits.to_pylist():
                    kind = _kind(value)
                    if kind:
                        yield Leak(name, f"column {column}", kind)


_MARKUP = re.compile(
    r"<[^>]*>|\b[0-9a-f]{12,64}\b|https?://\S+|[\w./-]*\.(?:html|png|js|svg|pdf)\b"
)


def _in_text(text: str, name: str) -> Iterator[Leak]:
    if not pc.match_substring_regex(pa.scalar(text), _HINT).as_py():
        return
    lines = text.splitlines()
    for number, hinted in enumerate(
        pc.match_substring_regex(pa.array(lines, pa.string()), _HINT).to_pylist(), start=1
    ):
        kind = _kind(_MARKUP.sub(" ", lines[number - 1])) if hinted else None
        if kind:
            yield Leak(name, f"line {number}", kind)


def _kind(text: str) -> str | None:
    found = _PERSONAL.search(text)
    if found:
        return "an identity number" if re.fullmatch(_IDENTITY, found[0]) else "a telephone number"
    if any(not _is_office(person["person"]) for person in _PERSON.finditer(text)):
        return "the name of a person"
    return None


def _is_office(words: str) -> bool:
    """True where what follows the label is no name: an office, or nothing."""
    return words == MASK.strip("〔〕") or any(word in words for word in _NOT_A_NAME)
