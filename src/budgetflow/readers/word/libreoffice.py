"""DOC, WPS, RTF, Word and Excel 2003 XML: converted by LibreOffice, where it is on the machine, and
read as what comes out.

LibreOffice runs without a window, in a profile made for one conversion, which allows no macro and
follows no link.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from budgetflow.readers.common import new_document
from budgetflow.readers.containers import media_types
from budgetflow.readers.document import Document, UnreadableDocument
from budgetflow.readers.spreadsheet.read import read_sheet
from budgetflow.readers.word.docx import read_docx

_SECONDS = 90  # a slow machine's first start takes 20; the largest real file 4
_SUFFIX = {
    media_types.DOC: ".doc",
    media_types.RTF: ".rtf",
    media_types.ODT: ".odt",
    media_types.WORD_XML: ".xml",
    media_types.EXCEL_XML: ".xml",
}
_TARGETS = {media_types.EXCEL_XML: ("xlsx", "libreoffice-calc")}
_FORBIDDEN = {
    "MacroSecurityLevel": "3",
    "DisableMacrosExecution": "true",
    "BlockUntrustedRefererLinks": "true",
    "DisableActiveContent": "true",
}
_SETTING = """<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>"""
_SETTINGS = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{"".join(_SETTING.format(name=name, value=value) for name, value in _FORBIDDEN.items())}
</oor:items>
"""


def libreoffice() -> str | None:
    """Give the path of LibreOffice's program, None where it is not on this machine."""
    mac = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
    return (
        shutil.which("soffice")
        or shutil.which("libreoffice")
        or (mac if Path(mac).is_file() else None)
    )


def read_office(data: bytes, file_name: str) -> Document:
    """Give the Document of an old office file by way of DOCX (or XLSX).

    Raises UnreadableDocument where LibreOffice is missing (saying how to get it), cannot open the
    file, or takes too long.
    """
    kind = media_types.sniff(data, file_name)
    target, package = _TARGETS.get(kind, ("docx", "libreoffice-writer"))
    program = libreoffice()
    if program is None:
        raise UnreadableDocument(
            f"{file_name}: LibreOffice is not on this machine, and old office files need it; "
            f"install it (Debian: apt-get install {package})"
        )
    converted = _convert(program, data, file_name, _SUFFIX.get(kind, ".doc"), target)
    read = (read_sheet if target == "xlsx" else read_docx)(converted, file_name)
    document = new_document(
        data, file_name, kind, f"{read.reader} by LibreOffice", read.reader_version
    )
    document.pages, document.title, document.notes = read.pages, read.title, read.notes
    return document


def _convert(program: str, data: bytes, file_name: str, suffix: str, target: str) -> bytes:
    """Give the file that LibreOffice makes of `data`."""
    with tempfile.TemporaryDirectory(prefix="budgetflow-office-") as folder:
        work = Path(folder)
        (work / "profile" / "user").mkdir(parents=True)
        (work / "profile" / "user" / "registrymodifications.xcu").write_text(
            _SETTINGS, encoding="utf-8"
        )
        (work / f"in{suffix}").write_bytes(data)
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
            process.wait(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            raise UnreadableDocument(
                f"{file_name}: LibreOffice took longer than {_SECONDS} s over it; open it by "
                f"hand and save it as PDF"
            ) from None
        finally:
            _end(process)
        out = work / "out" / f"in.{target}"
        if not out.is_file() or not out.stat().st_size:
            raise UnreadableDocument(
                f"{file_name}: LibreOffice cannot open it; it is damaged or locked with a "
                f"password, open it by hand and save it as PDF"
            )
        return out.read_bytes()


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill LibreOffice's starter and the programs it started.

    They stay in our process group, so that whoever kills a reading process with its group ends them
    too.
    """
    for child in _descendants(process.pid) if process.poll() is None else []:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    process.kill()
    process.wait()


def _descendants(parent: int) -> list[int]:
    """Give the processes below one, where the system tells (Linux)."""
    try:
        children = [
            int(child)
            for child in Path(f"/proc/{parent}/task/{parent}/children")
            .read_text(encoding="ascii")
            .split()
        ]
    except OSError:
        return []
    return [process for child in children for process in (*_descendants(child), child)]
