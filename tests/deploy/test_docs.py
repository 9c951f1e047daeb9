"""The documentation is held to the code: settings, files, folders and commands it names exist, and
the operator's page knows every kind of failure that a crawl may report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from typer.main import get_command

from budgetflow.checks.catalogue.all import CHECKS
from budgetflow.crawl.http.response import FailureKind
from budgetflow.settings import Settings
from tests.cli.builders import app
from tests.deploy.documents import DOCS, PAGES, ROOT, commands

OPERATING = (DOCS / "operating.md").read_text(encoding="utf-8")
TOPS = (ROOT, ROOT / "src" / "budgetflow")
"""Folders that a path in the documentation may begin in."""
FOLDERS = {
    path.name
    for top in (*TOPS, ROOT / "src")
    for path in top.iterdir()
    if path.is_dir() and not path.name.startswith((".", "__"))
}
"""First parts of paths that speak of this repository and of nothing else."""
OF_A_HOME = {"archive", "lake", "releases", "quarantine", "corrections", "data", "state"}
"""Folders of an operator's home that are also rooms: named with a file of Python, they are ours."""


def settings_that_are_not(text: str) -> set[str]:
    """Return the environment variables a page names for which there is no setting."""
    named = set(re.findall(r"BUDGETFLOW_[A-Z_]+[A-Z]", text))
    return named - {f"BUDGETFLOW_{name.upper()}" for name in Settings.model_fields}


def paths_named(text: str) -> Iterator[str]:
    """Yield the paths of files and folders of this repository that a page names in code marks or
    links to.
    """
    marked = re.findall(r"`([^`\n]+)`", text)
    linked = re.findall(r"\]\((?!\w+:|#)([\w./-]+)\)", text)
    for words in marked:
        for word in re.findall(r"(?<![\w./:-])[\w.-]+(?:/[\w.*-]+)+/?|\b\w+\.py\b", words):
            first = word.split("/")[0]
            if first in FOLDERS and (first not in OF_A_HOME or word.endswith(".py")):
                yield word
            elif "/" not in word:
                yield f"**/{word}"
    yield from linked


def paths_that_are_not(text: str, page: Path) -> list[str]:
    """Return the paths a page names that are not there."""
    tops = (*TOPS, ROOT / "src", page.parent)
    return sorted(
        name
        for name in set(paths_named(text))
        if not any(any(top.glob(name.rstrip("/"))) for top in tops)
    )


def commands_that_are_not(text: str) -> set[str]:
    """Return the commands of the program a page names that the program does not have."""
    verbs = get_command(app).commands  # type: ignore[attr-defined]
    missing = set()
    for verb, following in re.findall(
        r"(?:`|bin/)budgetflow ([a-z]+)(?: ([a-z]+))?(?=[\s`])", text
    ):
        if verb not in verbs:
            missing.add(verb)
            continue
        below = getattr(verbs[verb], "commands", None)
        if below is not None and following and following not in below:
            missing.add(f"{verb} {following}")
    return missing


def lines_that_do_not_parse(text: str) -> list[str]:
    """Return the whole commands a page names that the program's own parser refuses: an option that
    does not exist, a word too many.
    """
    refused = []
    for words in commands(text):
        line = " ".join(words)
        try:
            command: Any = get_command(app)
            while words and words[0] in getattr(command, "commands", {}):
                command = command.commands[words.pop(0)]
            # what files and folders there are is not looked at: a page names some of its own
            parser = command.make_parser(command.context_class(command))
            left = parser.parse_args(words)[1]
        except Exception as error:
            refused.append(f"{line}: {error}")
            continue
        if left:
            refused.append(f"{line}: {left} too many")
    return refused


def name_of(page: Path) -> str:
    """Return a page's path in the repository."""
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize(
    "kind", [*get_args(FailureKind), "no_entries", "images_only", "no_file", "unreadable"]
)
def test_every_kind_of_failure_is_explained(kind: str) -> None:
    assert f"`{kind}`" in OPERATING


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_setting_named_exists(page: Path) -> None:
    assert settings_that_are_not(page.read_text(encoding="utf-8")) == set()


def test_a_setting_that_does_not_exist_is_found() -> None:
    text = "`BUDGETFLOW_HOME` and `BUDGETFLOW_HOUSE`"
    assert settings_that_are_not(text) == {"BUDGETFLOW_HOUSE"}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_file_and_folder_named_exists(page: Path) -> None:
    assert paths_that_are_not(page.read_text(encoding="utf-8"), page) == []


def test_a_file_or_folder_that_does_not_exist_is_found() -> None:
    text = (
        "`readers/pdf/`, `readers/attic/`, `flows/tasks.py`, `checks/gone.py`, `gone.py`, "
        "`rate_limit.py`, [a page](design.md), [no page](gone.md), `lake/amounts/year=2026`"
    )
    assert paths_that_are_not(text, DOCS / "design.md") == [
        "**/gone.py",
        "checks/gone.py",
        "gone.md",
        "readers/attic/",
    ]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_named_exists(page: Path) -> None:
    assert commands_that_are_not(page.read_text(encoding="utf-8")) == set()


def test_a_command_that_does_not_exist_is_found() -> None:
    text = "`budgetflow parse FILE`, `budgetflow sources check`, `budgetflow archive burn`"
    assert commands_that_are_not(text) == {"archive burn"}
    assert commands_that_are_not(".venv/bin/budgetflow dance now") == {"dance"}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_is_one_the_program_takes(page: Path) -> None:
    assert lines_that_do_not_parse(page.read_text(encoding="utf-8")) == []


def test_a_command_with_an_option_that_does_not_exist_is_found() -> None:
    text = "`budgetflow parse FILE --out rows`, `budgetflow parse FILE --outt rows`"
    [refused] = lines_that_do_not_parse(text)
    assert refused.startswith("parse FILE --outt rows: ")


def test_the_readme_says_how_many_checks_there_are() -> None:
    assert f"{len(CHECKS)} checks" in (ROOT / "README.md").read_text(encoding="utf-8")
