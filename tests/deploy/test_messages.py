"""Every message that the program can end a document or a command with is on the operator's page, in
its own words.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
EXCEPTIONS = {
    *(
        "UnreadableDocument",
        "WorkerLost",
        "MissingObject",
        "CrawlBusy",
        "BadSources",
        "UnknownSource",
        "BadCorrection",
    ),
    *("ServerDidNotStart", "BadSettings", "NotHeld", "UnknownVersion", "UnknownDisclosure"),
}
"""What ends a document or a command; failures of a crawl are told by their kind, see test_docs.py.
"""
LOGGED = {"warning", "error"}
_MAY_TELL = re.compile(rf"\b(?:{'|'.join(sorted(EXCEPTIONS))})\(|\b_log\.")
"""What a module holds that makes a message; the others are not parsed, which takes a second."""
UNKNOWN = "\N{HORIZONTAL ELLIPSIS}"
"""Stands for what is only known when the message is made."""


def words(node: ast.expr) -> str:
    """Return a message as far as the code says it."""
    match node:
        case ast.Constant(value=str(text)):
            return re.sub(r"%[sd]", UNKNOWN, text)
        case ast.JoinedStr(values=parts):
            return "".join(words(part) for part in parts)
        case ast.Call(
            func=ast.Attribute(value=ast.Constant(value=str(between)), attr="join"),
            args=[ast.List(elts=parts)],
        ):
            return between.join(words(part) for part in parts)
    return UNKNOWN


def messages() -> Iterator[tuple[str, str]]:
    """Return every message with the place it is made at; one that is handed on from elsewhere has
    no words of its own.
    """
    for path in sorted([*ROOT.glob("src/**/*.py"), *ROOT.glob("flows/*.py")]):
        source = path.read_text(encoding="utf-8")
        if not _MAY_TELL.search(source):
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and node.args and _tells(node.func):
                text = words(node.args[0])
                if re.search(r"[a-z]{3}", text):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", text


def _tells(function: ast.expr) -> bool:
    match function:
        case ast.Name(id=name):
            return name in EXCEPTIONS
        case ast.Attribute(value=ast.Name(id="_log"), attr=name):
            return name in LOGGED
    return False


def explained() -> list[re.Pattern[str]]:
    """Give what the page's tables of messages name, as patterns."""
    begin = PAGE.index("## Messages about documents")
    tables = PAGE[begin : PAGE.index("\n## ", PAGE.index("## Messages of a release"))]
    rows = [line.split(" | ")[0] for line in tables.splitlines() if line.startswith("| `")]
    named = [fragment for row in rows for fragment in re.findall(r"`([^`]+)`", row)]
    return [re.compile(re.escape(fragment).replace(re.escape("..."), ".+")) for fragment in named]


EVERY = list(messages())


def test_messages_are_found() -> None:
    assert len(EVERY) > 50


@pytest.mark.parametrize(("place", "text"), EVERY, ids=[place for place, _ in EVERY])
def test_it_is_on_the_operators_page(place: str, text: str) -> None:
    assert any(pattern.search(text) for pattern in explained()), (
        f"{place}: {text!r} is not in docs/operating.md"
    )
