"""Writes pages: Jinja2 with everything escaped, both languages in the page, one language seen."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import asdict
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from budgetflow.contracts.vocabulary import (
    CAUSES,
    DISCLOSURE_STATUSES,
    HELD,
    TABLE_STATES,
    VERDICTS,
)
from budgetflow.releases.documentation import CAUSES_EN
from budgetflow.releases.file_listing import link
from budgetflow.releases.formats.column_headings import measure_words
from budgetflow.releases.site.english_names import english_name, place_name
from budgetflow.releases.site.finding_words import UNITS, english_message
from budgetflow.releases.site.labels import plain, table_words, topic_words
from budgetflow.releases.site.numbers import money_words, plain_money
from budgetflow.releases.site.provinces import PLACES
from budgetflow.releases.site.publishers import NAMELESS, NAMELESS_EN, Disclosure, Publisher
from budgetflow.releases.site.script_json import script_json
from budgetflow.releases.site.template_code import WORDS, FixedWords, PageEnvironment, both
from budgetflow.releases.site.web import web_address
from budgetflow.releases.versions import Version

VERDICTS_EN = {
    "publisher_error": "Error of the publisher",
    "rounding": "Rounding",
    "parse_suspect": "Perhaps misread",
    "open": "To be looked at",
}
_STATUSES_EN = {"accepted": "no error found", "accepted_with_findings": "something found"}
# The status of a disclosure that no check applied to: nothing was found, but nobody looked.
_UNCHECKED = ("没有可以核对的数", "nothing in it could be checked")


@cache
def environment(root: str) -> PageEnvironment:
    """Return the Jinja2 environment of the pages that lead back to the release's folder by `root`.

    There are three of them (``, `../`, `../../`): a template is compiled for each, since a page
    has some hundred links, and escaping the same `root` in each was a tenth of its time.
    """
    made = PageEnvironment(
        loader=PackageLoader("budgetflow.releases.site", "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=[FixedWords],
    )
    made.globals |= {
        "root": root,
        WORDS: both,
        "top": top_of,
        "foot": foot_of,
        "TABLE_STATES": TABLE_STATES,
        "VERDICTS": VERDICTS,
        "VERDICTS_EN": VERDICTS_EN,
        "UNITS": UNITS,
        "CAUSES": CAUSES,
        "CAUSES_EN": CAUSES_EN,
    }
    made.filters |= {
        "wan": wan,
        "money": plain_money,
        "said": said,
        "status": status_of,
        "json": as_json,
        "gloss": gloss_of,
        "web": web_address,
        "table": named(table_words),
        "table_en": plain,
        "topic": named(topic_words),
        "measure": named(measure_words),
        "words": measure_words,
        "english": english_message,
        "place": place_of,
    }
    return made


@lru_cache(maxsize=64)
def top_of(root: str) -> Markup:
    """Return what stands above every page that leads back by `root`; made once for all of them."""
    return Markup(environment(root).page("top.html", {}))  # noqa: S704  (escaped)


@lru_cache(maxsize=64)
def foot_of(root: str, release: str) -> Markup:
    """Return what stands below every page; `release` is empty where the page names none."""
    made = environment(root).page("foot.html", {"release": release})
    return Markup(made)  # noqa: S704  (escaped)


class Site:
    """The pages of one release."""

    def __init__(
        self, folder: Path, version: Version, checks: Mapping[str, tuple[str, str]]
    ) -> None:
        """Take the release's folder, where pages go beside the data, its version, and what each
        check asks, by its id.
        """
        self.folder = folder
        self.previous: Path | None = None
        """The release before, made by the same code: a page that has the bytes it had there becomes
        that very file, which need not be looked at or hashed again.
        """
        self.version = version
        self.checks = checks
        self._folders: set[str] = set()

    def page(self, path: str, template: str, *, dated: bool = False, **values: Any) -> None:
        """Write one page; `root` in it leads back to the release's folder. Only one that is `dated`
        names the release: all others stay the same in every byte where what they show does.
        """
        told = {"version": self.version, "dated": dated, "CHECKS": self.checks, **values}
        html = environment("../" * path.count("/")).page(template, told)
        data = html.encode()
        if self.previous is not None and _holds(self.previous / path, data):
            link(self.previous / path, self.folder / path)
            return
        self.write(path, data)

    def write(self, path: str, data: bytes) -> None:
        """Write a file of the catalogue, its folder with it.

        A catalogue has millions of small files: paths as objects and a buffer took half as long
        again as the system does to write one.
        """
        folder = posixpath.dirname(path)
        if folder not in self._folders:
            (self.folder / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        with open(f"{self.folder}/{path}", "wb", buffering=0) as target:  # noqa: PTH123  (see above)
            target.write(data)

    def statics(self) -> None:
        """Put styles and scripts in place."""
        target = self.folder / "assets"
        target.mkdir(exist_ok=True)
        source = files("budgetflow.releases.site") / "static"
        for entry in sorted(source.iterdir(), key=lambda path: path.name):
            if entry.name.endswith((".css", ".js", ".svg")):
                (target / entry.name).write_bytes(entry.read_bytes())


def _holds(path: Path, data: bytes) -> bool:
    """Check whether a file is there and holds just these bytes."""
    return path.exists() and path.stat().st_size == len(data) and path.read_bytes() == data


def as_json(value: object) -> Markup:
    """Return a value as JSON that may stand in a script element."""
    if isinstance(value, list):
        value = [asdict(one) for one in value]
    return Markup(script_json(value))  # noqa: S704  (no element can end it)


def status_of(disclosure: Disclosure) -> Markup:
    """Return what came of checking a disclosure; differences of rounding are no findings, and said
    beside it.
    """
    zh = DISCLOSURE_STATUSES.get(disclosure.status, disclosure.status)
    en = _STATUSES_EN.get(disclosure.status, disclosure.status.replace("_", " "))
    if disclosure.status == "accepted" and not disclosure.checked:
        return both(*_UNCHECKED)
    rounded = disclosure.verdicts["rounding"]
    if rounded and disclosure.status != HELD:
        zh += f"（四舍五入差额 {rounded} 处）"
        en += f" ({rounded} rounding difference{'s' if rounded > 1 else ''})"
    return both(zh, en)


def gloss_of(publisher: Publisher) -> Markup:
    """Return a publisher's name in English for English pages, empty where there is none."""
    said = english_of(publisher)
    return Markup(f' <span lang="en" class="gloss">{escape(said)}</span>' if said else "")  # noqa: S704  (escaped)


def english_of(publisher: Publisher) -> str:
    """Return a publisher's name in English; what stands for a name nobody printed is no name that
    could be transcribed.
    """
    if publisher.name == NAMELESS:
        return NAMELESS_EN
    return english_name(publisher.name, tuple(publisher.places))


def place_of(publisher: Publisher) -> Markup:
    """Return where a publisher is; in English the smallest place comes first."""
    return _place_words(tuple(publisher.places), publisher.province or "")


@lru_cache(maxsize=8192)
def _place_words(names: tuple[str, ...], province: str) -> Markup:
    """Return the names of a place and of those around it; a ranking asks in each of its lines."""
    if names:
        return both(" ".join(names), ", ".join(map(place_name, reversed(names))))
    zh, en, *_ = PLACES.get(province, ("", ""))
    return both(zh, en)


def said(yuan: Decimal) -> Markup:
    """Return an amount with its unit in both languages."""
    return both(*money_words(yuan))


def named(words: Callable[[str], tuple[str, str]]) -> Callable[[str], Markup]:
    """Return a filter that shows a code by its name in both languages."""
    return lambda code: both(*words(code))


def wan(yuan: Decimal | None) -> str:
    """Return yuan in 万元 with thousands marks, exact to the fen where it is not whole."""
    if yuan is None:
        return ""
    value = yuan / 10000
    if value == value.quantize(Decimal("0.01")):
        return f"{value:,.2f}"
    return f"{value.normalize():,f}"
