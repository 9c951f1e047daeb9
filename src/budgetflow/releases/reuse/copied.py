"""Bytes of one file copied into another that is being written."""

from __future__ import annotations

from pathlib import Path
from typing import IO

# Bytes copied at a time.
_PIECE = 1 << 20


def copy_bytes(source: Path, start: int, size: int, target: IO[bytes]) -> None:
    """Write so many bytes of a file, from one on, at the end of another; raises EOFError where the
    file is shorter.
    """
    with source.open("rb") as stream:
        stream.seek(start)
        while size > 0 and (piece := stream.read(min(size, _PIECE))):
            target.write(piece)
            size -= len(piece)
    if size > 0:
        raise EOFError(f"{source} is shorter than provenance/members.json says; build anew")
