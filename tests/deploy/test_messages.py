"""Every message that the program can end a document or a command with is on the operator's page, in
its own words, and some test runs into it and holds its words against what came out.

No list by hand says which test that is, for it would go stale: a message counts as produced where a
test asserts, or expects of an exception, words that stand in this message and in hardly another.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from budgetflow.crawl.http.response import FailureKind

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
    *("MissingExtra", "BadPage", "NotAdded", "EngineMissing", "BadParameter"),
}
"""What ends a document or a command; failures of a crawl are told by their kind, see test_docs.py.
"""
LOGGED = {"warning", "error"}
_MAY_TELL = re.compile(rf"\b(?:{'|'.join(sorted(EXCEPTIONS))})\(|\b_log\.|err=True")
"""What a module holds that makes a message; the others are not parsed, which takes a second."""
SHORTEST = 8
"""Characters that words must have to say which message they are of; `empty` says nothing."""
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


def pieces(text: str) -> list[str]:
    """Return what is fixed in a message, or in the pattern a test has of one: numbers, names and
    wildcards are not.
    """
    plain = re.sub(r"\\d[+*]?|\.[*+]|[\^$]", UNKNOWN, text)
    plain = re.sub(r"\\(.)", r"\1", plain)
    plain = re.sub(r"\d[\d,.]*", UNKNOWN, plain)
    return [part.strip(" :;,.()") for part in plain.split(UNKNOWN)]


def messages() -> Iterator[tuple[str, str]]:
    """Return every message with the place it is made at; one that is handed on from elsewhere has
    no words of its own, and neither has a count (`12 sources, 0 faults`).
    """
    for path in sorted([*ROOT.glob("src/**/*.py"), *ROOT.glob("flows/**/*.py")]):
        source = path.read_text(encoding="utf-8")
        if not _MAY_TELL.search(source):
            continue
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            if _tells(node.func) or _is_printed(node):
                text = words(node.args[0])
                if any(len(part) >= SHORTEST for part in pieces(text)):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", text


def _tells(function: ast.expr) -> bool:
    match function:
        case ast.Name(id=name):
            return name in EXCEPTIONS
        case ast.Attribute(value=ast.Name(id="_log"), attr=name):
            return name in LOGGED
        case ast.Attribute(value=ast.Name(id="typer"), attr=name):
            return name in EXCEPTIONS
    return False


def _is_printed(call: ast.Call) -> bool:
    """Check for a line that a verb prints beside its answer: `typer.echo(..., err=True)`."""
    if ast.unparse(call.func) != "typer.echo":
        return False
    return any(keyword.arg == "err" and _is_true(keyword.value) for keyword in call.keywords)


def _is_true(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is True


def fragments() -> list[str]:
    """Return the messages that the page's tables name, as they are written there."""
    begin = PAGE.index("## Messages about documents")
    tables = PAGE[begin : PAGE.index("\n## ", PAGE.index("## Messages of a release"))]
    rows = [line.split(" | ")[0] for line in tables.splitlines() if line.startswith("| `")]
    return [fragment for row in rows for fragment in re.findall(r"`([^`]+)`", row)]


def explained() -> list[re.Pattern[str]]:
    """Return the same as patterns."""
    return [_pattern(fragment) for fragment in fragments()]


def _pattern(fragment: str) -> re.Pattern[str]:
    return re.compile(re.escape(fragment).replace(re.escape("..."), ".+"))


EVERY = list(messages())


def test_messages_are_found() -> None:
    assert len(EVERY) > 50


@pytest.mark.parametrize(("place", "text"), EVERY, ids=[place for place, _ in EVERY])
def test_it_is_on_the_operators_page(place: str, text: str) -> None:
    assert any(pattern.search(text) for pattern in explained()), (
        f"{place}: {text!r} is not in docs/operating.md"
    )


MOST_OTHERS = 4
"""Messages that the same words may stand in: readers of several formats say a fault alike."""
ABOUT_MESSAGES = {"test_messages.py", "test_docs.py"}


def asserted(tree: ast.AST) -> Iterator[str]:
    """Yield the strings of a test module that are held against something: in an assertion, as what
    an exception must match, or as a case of a test with several.
    """
    for node in ast.walk(tree):
        if _holds_against(node):
            yield from _strings(node)


def _holds_against(node: ast.AST) -> bool:
    """Check for a part of a test that says what is expected."""
    if isinstance(node, ast.keyword):
        return node.arg in {"match", "reason"}
    if isinstance(node, ast.Call):
        return _is_parametrize(node.func)
    return isinstance(node, ast.Assert)


def _is_parametrize(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and function.attr == "parametrize"


def _strings(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.JoinedStr):
            yield words(inner)
        elif isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def are_of(expected: str, message: str) -> bool:
    """Check whether words that a test expects stand in a message, or hold all that is fixed of
    it.
    """
    theirs = [part for part in pieces(expected) if len(part) >= SHORTEST]
    ours = [part for part in pieces(message) if len(part) >= SHORTEST]
    if theirs and all(any(part in own for own in ours) for part in theirs):
        return True
    return bool(ours) and all(own in expected for own in ours)


@cache
def expectations() -> set[str]:
    """Return every string that a test of this project holds against what came out."""
    found: set[str] = set()
    for path in sorted((ROOT / "tests").rglob("*.py")):
        if path.name not in ABOUT_MESSAGES:
            found.update(asserted(ast.parse(path.read_text(encoding="utf-8"))))
    return {text for text in found if len(text) >= SHORTEST}


def produced(messages: list[str], expected: set[str]) -> set[str]:
    """Return the messages that some expected words are of, and of few other messages."""
    proved: set[str] = set()
    for text in expected:
        of = {message for message in messages if are_of(text, message)}
        if len(of) <= MOST_OTHERS:
            proved |= of
    return proved


@pytest.fixture(scope="module")
def proved() -> set[str]:
    """Return the messages of the program that a test produces."""
    return produced([text for _, text in EVERY], expectations())


@pytest.mark.parametrize(("place", "text"), EVERY, ids=[place for place, _ in EVERY])
def test_a_test_produces_it(place: str, text: str, proved: set[str]) -> None:
    assert text in proved, f"{place}: no test expects {text!r}"


@pytest.mark.parametrize("fragment", fragments())
def test_what_the_page_explains_is_produced_by_a_test(fragment: str, proved: set[str]) -> None:
    """Either a message in the code that a test produces, or words that a test expects to see."""
    pattern, message = _pattern(fragment), fragment.replace("...", UNKNOWN)
    in_code = any(pattern.search(text) for text in proved)
    expected = (pattern.search(text) or are_of(text, message) for text in expectations())
    assert in_code or any(expected), (
        f"docs/operating.md explains {fragment!r}, and no test produces it"
    )


@pytest.mark.parametrize("kind", get_args(FailureKind))
def test_every_kind_of_failure_of_a_crawl_is_produced_by_a_test(kind: str) -> None:
    crawl = (ROOT / "tests" / "crawl").rglob("*.py")
    assert any(kind in asserted(ast.parse(path.read_text("utf-8"))) for path in crawl), kind


def test_words_that_stand_everywhere_prove_nothing() -> None:
    messages = [f"{UNKNOWN}: {fault}; fetch it again" for fault in "abcdef"]
    assert produced(messages, {"fetch it again"}) == set()


def test_the_words_of_one_message_prove_that_one() -> None:
    messages = [f"{UNKNOWN}: the workbook cannot be opened ({UNKNOWN})", "the settings are gone"]
    assert produced(messages, {r"a\.xlsx: the workbook cannot be opened"}) == {messages[0]}
