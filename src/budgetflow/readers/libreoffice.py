"""LibreOffice, where it is on the machine: other programs' files converted to ones we read.

It runs without a window, in a profile made for one conversion, which allows no macro and follows
no link.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from budgetflow.readers.document import UnreadableDocument
from budgetflow.readers.process_time import Deadline, descendants

_SECONDS = 90  # a slow machine's first start takes 20; the largest real file 4
# Files come from web pages of anyone: none of their macros, links or objects may act.
_FORBIDDEN = {
    "MacroSecurityLevel": "3",
    "DisableMacrosExecution": "true",
    "BlockUntrustedRefererLinks": "true",
    "DisableActiveContent": "true",
}
_SETTING = """<item oor:path="/org.openoffice.Office.{path}">
<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>"""
_NO_MACROS = "".join(
    _SETTING.format(path="Common/Security/Scripting", name=name, value=value)
    for name, value in _FORBIDDEN.items()
)
_RECALCULATE = "".join(
    _SETTING.format(path="Calc/Formula/Load", name=name, value=0)  # 0: always
    for name in ("OOXMLRecalcMode", "ODFRecalcMode")
)
_SETTINGS = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{_NO_MACROS}
{{more}}
</oor:items>
"""


def libreoffice() -> str | None:
    """Return the path of LibreOffice's program, None where it is not on this machine."""
    mac = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
    found = shutil.which("soffice") or shutil.which("libreoffice")
    # Installed on a Mac it stands on no PATH.
    if found is None and Path(mac).is_file():
        return mac
    return found


def convert_or_say(
    data: bytes, file_name: str, kinds: tuple[str, str], package: str = "libreoffice-writer"
) -> bytes:
    """Return what LibreOffice makes of a file that only it can read; `kinds` as of `convert`.

    Raises UnreadableDocument where LibreOffice is not on the machine, naming the Debian `package`
    that has it, where it cannot open the file, or takes too long.
    """
    program = libreoffice()
    if program is None:
        raise UnreadableDocument(
            f"{file_name}: LibreOffice is not on this machine, and files of this kind need it; "
            f"install it (Debian: apt-get install {package})"
        )
    return convert(program, data, file_name, kinds)


def convert(
    program: str, data: bytes, file_name: str, kinds: tuple[str, str], *, recalculate: bool = False
) -> bytes:
    """Return the bytes of the file that LibreOffice makes of `data`.

    `kinds` are the suffix of `data` (`.doc`) and that wanted (`docx`); `recalculate` computes
    every formula anew, whatever result the file holds. Raises
    UnreadableDocument where it cannot open the file or takes too long.
    """
    suffix, target = kinds
    # A profile of its own for each conversion: two at once refuse to share one.
    with tempfile.TemporaryDirectory(prefix="budgetflow-office-") as folder:
        work = Path(folder)
        (work / "profile" / "user").mkdir(parents=True)
        (work / "profile" / "user" / "registrymodifications.xcu").write_text(
            _SETTINGS.format(more=_RECALCULATE if recalculate else ""), encoding="utf-8"
        )
        (work / f"in{suffix}").write_bytes(data)
        # Without these it may ask about a crash of an earlier start, a lock or a start screen, and
        # wait.
        command = [
            program,
            f"-env:UserInstallation={(work / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--nodefault",
        ]
        command += [
            "--convert-to",
            target,
            "--outdir",
            str(work / "out"),
            str(work / f"in{suffix}"),
        ]
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, cwd=folder)  # noqa: S603 - found on PATH; the file's name is ours
        try:
            ended = _wait(process)
        finally:
            _end(process)
        if not ended:
            raise UnreadableDocument(
                f"{file_name}: LibreOffice took longer than {_SECONDS} s over it; open it by "
                f"hand and save it as PDF"
            )
        # Its exit code is 0 where it could not open the file too; only the file tells.
        out = work / "out" / f"in.{target}"
        if not out.is_file() or not out.stat().st_size:
            raise UnreadableDocument(
                f"{file_name}: LibreOffice cannot open it; it is damaged or locked with a "
                f"password, open it by hand and save it as PDF"
            )
        return out.read_bytes()


def _wait(process: subprocess.Popen[bytes]) -> bool:
    """Wait until LibreOffice ends; return False where its time is up before."""
    deadline = Deadline(process.pid, _SECONDS)
    while (left := deadline.left()) > 0:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=left)
            return True
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill LibreOffice's starter and the programs it started.

    They stay in our process group, so that whoever kills a reading process with its group ends them
    too.
    """
    # Not the process group: it is shared with the reader, which would end itself.
    running = process.poll() is None
    for child in descendants(process.pid) if running else []:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    process.kill()
    process.wait()
