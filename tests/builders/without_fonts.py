"""A machine without fonts: a mount namespace in which the folders of fonts are empty."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

_FOLDERS = [
    folder
    for folder in ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/X11/fonts")
    if Path(folder).is_dir()
]
_HIDE = " && ".join(f"mount -t tmpfs none {folder}" for folder in _FOLDERS) or "true"
_UNSHARE = ["unshare", "--map-root-user", "--mount"]


@cache
def _possible() -> bool:
    try:
        return (
            subprocess.run(
                [*_UNSHARE, "sh", "-c", _HIDE], capture_output=True, check=False
            ).returncode
            == 0
        )
    except OSError:
        return False


def python_without_fonts(arguments: Sequence[str]) -> str:
    """Run Python where there is no font; return what it prints. Skips where the system has no
    mount namespaces.
    """
    if not _possible():
        pytest.skip("no mount namespace may be made here (unshare, of util-linux)")
    command = [*_UNSHARE, "sh", "-c", f'{_HIDE} && exec "$@"', "sh", sys.executable, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
