"""The command line. One module a group of verbs; each imports what it runs only when it runs, so
that `--help` is quick.
"""

from __future__ import annotations

import errno
import sys
from importlib import import_module

import typer

from budgetflow.cli.app import app

# Modules that register verbs with the application.
VERBS = (
    *("archive", "check", "crawl", "doctor", "parse", "quarantine", "release", "review"),
    *("run", "serve", "show", "site", "sources"),
)


def register() -> typer.Typer:
    """Return the application with every verb registered."""
    # All are registered, since `--help` lists them; what they run is imported when they run.
    for verb in VERBS:
        import_module(f"budgetflow.cli.{verb}")
    return app


# The extra that brings everything a verb needs, for those that need more than the core.
_NEEDS = {"run": "flows", "serve": "flows", "release": "flows", "crawl": "crawl", "review": "site"}

# What a full or broken disk, a lack of rights or of file handles, and a network that is gone say.
_OF_THE_MACHINE = frozenset(
    (
        *(errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EACCES, errno.EPERM),
        *(errno.EMFILE, errno.ENFILE, errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ECONNREFUSED),
    )
)


def main() -> None:
    """Run the command line with every verb registered; the `budgetflow` command calls it.

    Exit code 2 for settings that cannot be, 1 where a part is asked for that is not installed, or
    where the machine fails in the middle (`_OF_THE_MACHINE`).
    """
    from budgetflow.bad_settings import BadSettings
    from budgetflow.extras import MissingExtra, missing_extras_named

    try:
        with missing_extras_named(_NEEDS.get(next(iter(sys.argv[1:]), ""))):
            register()()
    except BadSettings as error:
        typer.echo(str(error), err=True)
        raise SystemExit(2) from None
    except MissingExtra as error:
        typer.echo(str(error), err=True)
        raise SystemExit(1) from None
    except OSError as error:
        # Any other one is a fault of the program, which its traceback shows where it is.
        if error.errno not in _OF_THE_MACHINE:
            raise
        typer.echo(f"stopped in the middle: {error}; mend that and type the same again", err=True)
        raise SystemExit(1) from None
