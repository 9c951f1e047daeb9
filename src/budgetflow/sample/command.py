"""How the program is called where it is installed, for the lines that say what to type next."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path


def command() -> str:
    """Return `budgetflow` where the shell finds this one, else the path of the script beside
    this Python: relative where it lies below the working folder.
    """
    beside = Path(sys.executable).with_name("budgetflow")
    found = shutil.which("budgetflow")
    # Compared as files: the shell may find it by a link.
    if found and beside.exists() and Path(found).samefile(beside):
        return "budgetflow"
    if beside.is_relative_to(Path.cwd()):
        return str(beside.relative_to(Path.cwd()))
    return str(beside)


def once_more() -> str:
    """Return how the sample is run again: by make in the repository, by the module elsewhere."""
    # Both must be there: a Makefile of another project knows no `make run` of ours.
    if Path("Makefile").is_file() and Path("src", "budgetflow").is_dir():
        return "make run"
    return f"{Path(sys.executable).name} -m budgetflow.sample.run"
