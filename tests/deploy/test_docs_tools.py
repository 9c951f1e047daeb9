"""The commands of other programs that the documentation names (make, pip, prefect, docker): each is
on a list that says which test or step of CI runs it, or why none can. What they name exists.
"""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator

import pytest

from tests.deploy.documents import PAGES, ROOT

PROGRAMS = r"(?:\.venv/bin/)?(?:make|pip|python3?|prefect|docker|kubectl|duckdb|runuser|apt-get)"
COMMAND = re.compile(rf"(?:^ *|`|&& )(?:[A-Z_]+=\S+ )*({PROGRAMS} [^`#\n]+)", re.MULTILINE)
RUN = {
    "make help": "test_make_help_lists_the_targets, below",
    "make setup": ".ci/run",
    "make test": ".ci/run",
    "make test-fast": "what `make test` runs, with a filter",
    "make lint": "`make test`, beside the tests",
    "make docs": "tests/deploy/test_docs_site.py builds the same site",
    "make run": "tests/deploy/test_wheel.py runs the same module",
    "make install": "`make setup` with the other lock file; `make run` begins with it",
    "make system-packages": ".ci/run",
    "pip install": "tests/deploy/test_wheel.py, from the wheel with and without extras",
    "python3 -m venv": "tests/deploy/test_wheel.py",
    "prefect --no-prompt deploy": "tests/flows/test_deployments.py, against a real server",
    "prefect server start": "tests/flows/test_local_server.py, test_serve.py",
    "python -m budgetflow.flows.automations": "tests/flows/test_automations.py",
    "python -m budgetflow.sample": "tests/sample; tests/deploy/test_wheel.py",
    "python -m budgetflow.checks.report": "tests/checks: the page is what the code writes",
    "python -m pytest": "the tests themselves",
    "duckdb -init views.sql": "tests/releases: every query of the examples over views.sql",
}
NOT_RUN = {
    "make lock": "asks the package index for new versions: a person decides on them",
    "make query-engine": "fetches from the npm registry",
    "make scale": "two hours",
    "docker compose": "needs a container engine; tests/deploy/test_files.py reads the files",
    "kubectl apply": "needs a cluster; tests/deploy/test_files.py reads the files",
    "kubectl create": "needs a cluster",
    "prefect work-pool create": "the test makes the same pool by the server's API",
    "prefect worker start": "runs until it is stopped; done by hand, last on 30 November 2026",
    "prefect deployment schedule": "done by hand that day with the schedule that fires, on SQLite",
    "apt-get install": "changes the machine, as root",
    "runuser -u": "changes the machine, as root; tests/faults/test_database.py has its own server",
    "python docs/pictures.py": "takes pictures of a server that runs for it",
    "python benchmarks": "measurements of minutes to hours, over real documents",
    "python -m benchmarks": "as above",
}


def named() -> Iterator[str]:
    """Yield every command of another program that a page names, in a block or in code marks."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for line in COMMAND.findall(text):
            yield line.removeprefix(".venv/bin/").split(" && ")[0].strip()


EVERY = sorted(set(named()))


def is_of(command: str, begun: str) -> bool:
    """Check whether a command begins with the words of an entry."""
    return re.match(rf"{re.escape(begun)}(?![\w-])", command) is not None


def test_commands_are_found() -> None:
    assert {"make test", "make docs", "pip install ."} <= set(EVERY)


@pytest.mark.parametrize("command", EVERY)
def test_it_is_run_somewhere_or_it_is_said_why_not(command: str) -> None:
    assert any(is_of(command, begun) for begun in (*RUN, *NOT_RUN)), command


def test_no_entry_is_left_of_a_command_that_is_gone() -> None:
    left = [begun for begun in (*RUN, *NOT_RUN) if not any(is_of(one, begun) for one in EVERY)]
    assert left == []


def test_what_is_said_to_run_it_is_there() -> None:
    places = {
        place
        for said in (*RUN.values(), *NOT_RUN.values())
        for place in re.findall(r"tests/[\w/]+(?:\.py)?", said)
    }
    assert [place for place in sorted(places) if not (ROOT / place).exists()] == []


@pytest.mark.parametrize("command", [one for one in EVERY if one.startswith("make ")])
def test_every_target_is_in_the_makefile(command: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{re.escape(command.split()[1])}:", makefile, re.MULTILINE)


def test_every_extra_that_pip_is_asked_for_exists() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {
        extra
        for command in EVERY
        for extras in re.findall(r"\[([\w,]+)\]", command)
        for extra in extras.split(",")
    }
    assert {"flows", "frames"} <= asked <= set(project["optional-dependencies"])


def test_make_help_lists_the_targets() -> None:
    done = subprocess.run(
        ["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    listed = {line.split()[1] for line in done.stdout.splitlines()}
    assert {"run", "test", "docs", "setup", "lint"} <= listed
