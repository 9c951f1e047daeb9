"""How the program is called where it is installed, for the lines that say what to type next."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path


def command() -> str:
    """Return `budgetflow` where the shell finds this one, else the path of the script beside
    this Python: relative where it lies below the working folder.
    """
    return _as_typed("budgetflow")


def once_more() -> str:
    """Return how the sample is run again: by make in the repository, by the module elsewhere."""
    # Where this program is the one of the folder's sources: a wheel may be called from there too.
    if Path("Makefile").is_file() and Path(__file__).is_relative_to(Path.cwd() / "src"):
        return "make run"
    return f"{_as_typed(Path(sys.executable).name)} -m budgetflow.sample.run"


def _as_typed(program: str) -> str:
    """Return how a program of this environment is called from the working folder's shell."""
    beside = Path(sys.executable).with_name(program)
    found = shutil.which(program)
    # The same file is not enough: every environment's Python is a link to the same one.
    if found and Path(found) == beside:
        return program
    if beside.is_relative_to(Path.cwd()):
        return str(beside.relative_to(Path.cwd()))
    return str(beside)
