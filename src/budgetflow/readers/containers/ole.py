"""OLE2 compound files (DOC, XLS, WPS, ET): the streams at their root, which tell one kind from
another, and their bytes.

Read by olefile ([MS-CFB]). An embedded object's streams lie deeper and are not taken for the file's
own.
"""

from __future__ import annotations

import io

import olefile

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")


def root_streams(data: bytes) -> set[str]:
    """Return the names at the root; an empty set where the directory is damaged. Never raises."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            return {path[0] for path in container.listdir(streams=True, storages=True)}
    except Exception:  # damage raises many kinds
        return set()


def read_stream(data: bytes, *names: str) -> bytes | None:
    """Return the bytes of the first root stream of one of these names, None where there is none or
    it is damaged. Never raises.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            name = next((name for name in names if container.exists(name)), None)
            if name is None:
                return None
            return bytes(container.openstream(name).read())
    except Exception:  # damage raises many kinds
        return None
