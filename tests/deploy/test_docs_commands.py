"""Every command of the program that the documentation names in full is run, over the sample site
and in a home with a release; those that no test can run as they stand are listed with the reason.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from budgetflow.sample.site.pages import sample_articles, site
from budgetflow.sample.site.server import HOST, serving
from budgetflow.sample.site.sources_file import write_sources
from tests.builders.prefect_database import put_database_of
from tests.builders.program import run_program
from tests.deploy.documents import PAGES, commands
from tests.faults.ready import start

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("docs-commands")]

PLACEHOLDER = re.compile(r"\b[A-Z][A-Z_]*\b")
"""A word that stands for what the reader puts there."""
NAMED_ONLY = {
    "budgetflow quarantine release": "names the verb: tests/quarantine lets through",
    "budgetflow release verify": "names the verb; it takes a version: tests/releases",
    "budgetflow parse": "names the verb; the README has it with its files",
    "budgetflow show": "names the verb; the README has it with its file",
    "budgetflow sources add": "names the verb; sources.md has it with its address",
}
"""Verbs that a page names without what they need; with it they are run elsewhere."""
UNTIL_STOPPED = {
    "serve": "runs until it is stopped: tests/flows/test_serve.py starts and stops it",
    "review": "serves a page until it is stopped: tests/review does",
}
FETCHED = {
    "site build --out FOLDER --query-engine": "needs what `make query-engine` fetches from npm",
}
"""Commands that need what no test may fetch; tests/releases/site/test_queries.py has the rest."""
FOUND_SOMETHING = {"check": {0, 1}, "doctor": {0, 1}}
"""Exit codes that say what was found, where a verb has such."""


def without_example(command: str) -> str:
    """Return why a command is not run as it stands, empty where it is."""
    words = command.split()
    for begun, reason in (*NAMED_ONLY.items(), *FETCHED.items()):
        if command == begun or command.removeprefix("budgetflow ").startswith(begun):
            return reason
    return UNTIL_STOPPED.get(words[1], "")


def as_run(command: str) -> str:
    """Return a command with placeholders for the documents and sites that pages give as examples;
    two that differ in nothing else are one.
    """
    sited = re.sub(r"https://example\.invalid/\S+", "URL", command)
    return sited.replace("beijing-01.pdf", "FILE").replace("FILE_OR_FOLDER", "FILE")


EVERY = sorted(
    {
        as_run(" ".join(["budgetflow", *words]))
        for page in PAGES
        for words in commands(page.read_text(encoding="utf-8"))
    }
)


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder to work in, its home, and what stands where the documentation has placeholders."""

    folder: Path
    values: dict[str, str]

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run a command with examples in place of placeholders."""
        filled = PLACEHOLDER.sub(lambda word: self.values.get(word[0], word[0]), command)
        environment = {**os.environ, "BUDGETFLOW_ALLOW_HOSTS": HOST, "HOME": str(self.folder)}
        return run_program(*shlex.split(filled)[1:], folder=self.folder, environment=environment)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A folder whose home has one release of the sample site, which goes on being served."""
    folder: Path = tmp_path_factory.mktemp("docs")
    pages = site(sample_articles())
    own = max((name for name in pages if name.endswith(".pdf")), key=lambda it: len(pages[it].body))
    (folder / "own.pdf").write_bytes(pages[own].body)
    with serving(pages, port=0) as address:
        sources = write_sources(folder, address)
        values = {
            "FILE": "own.pdf",
            "URL": f"{address}/zwgk/index.html",
            "CODE": "650104",
            "N": "2",
            "WHY": "reviewed",
            "SAMPLE_SOURCES": str(sources),
        }
        made = Desk(folder, values)
        home = folder / "budgetflow-home"
        put_database_of(home)
        night = start(home, address, date(2026, 11, 22), "nightly")
        night.join()
        assert night.exitcode == 0
        (release,) = (home / "releases").glob("2*")
        values |= {"OLD": str(release), "NEW": str(release), "OUT": "next"}
        yield made


@pytest.mark.parametrize(
    "command", [one for one in EVERY if not without_example(one)], ids=lambda one: one[11:]
)
def test_it_does_what_the_page_says(desk: Desk, command: str) -> None:
    own = desk.folder / "mine.yaml"
    if " add " in command:
        own.unlink(missing_ok=True)
    elif own.name in command and not own.exists():  # a page adds a source before it uses it
        assert desk.run("budgetflow sources add URL --region CODE --to mine.yaml").returncode == 0
    if command == "budgetflow run":  # the registry is of sites that no test may visit
        command += " --sources SAMPLE_SOURCES"
    done = desk.run(command)
    assert done.returncode in FOUND_SOMETHING.get(command.split()[1], {0}), done.stderr
    assert "Traceback" not in done.stderr


def test_no_reason_is_left_of_a_command_that_is_gone() -> None:
    reasons = {without_example(command) for command in EVERY}
    given = {*NAMED_ONLY.values(), *FETCHED.values(), *UNTIL_STOPPED.values()}
    assert given <= reasons
