"""Zip containers (DOCX, OFD, bundles) read without trusting what they say of themselves."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from lxml import etree

from budgetflow.readers import limits
from budgetflow.readers.document import UnreadableDocument

# A package of a large workbook has some hundred; each costs time before anything is read.
_MOST_MEMBERS = 20_000
_CHUNK = 1 << 20
_ENCRYPTED = 0x1


class SafeZip:
    """A zip container that counts what it really expands to, and stops at the limit in
    force.
    """

    def __init__(self, data: bytes, file_name: str) -> None:
        """Open the container; raises UnreadableDocument where its directory is damaged or
        absurd.
        """
        self.file_name = file_name
        self._left = limits.current().expansion_mb * 2**20
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except Exception as error:  # damaged directories raise many kinds
            raise UnreadableDocument(
                f"{file_name}: the file is cut short or damaged ({error}); fetch it again"
            ) from error
        if len(self._zip.infolist()) > _MOST_MEMBERS:
            raise UnreadableDocument(
                f"{file_name}: holds more than {_MOST_MEMBERS:,} members; it is hostile, or no "
                f"document"
            )

    def members(self) -> list[zipfile.ZipInfo]:
        """Return the members that are files, in the order of the directory."""
        return [info for info in self._zip.infolist() if not info.is_dir()]

    def find(self, name: str) -> str | None:
        """Return a member's name as stored, whatever its case and slashes, or None."""
        # Windows programs write backslashes and other cases; office programs open such files.
        wanted = name.replace("\\", "/").lstrip("/").lower()
        return next(
            (
                info.filename
                for info in self.members()
                if info.filename.replace("\\", "/").lstrip("/").lower() == wanted
            ),
            None,
        )

    def read(self, name: str | zipfile.ZipInfo) -> bytes:
        """Return a member's bytes; raises UnreadableDocument where it is locked, damaged, or
        expands beyond the limit.
        """
        if isinstance(name, zipfile.ZipInfo):
            info = name
        else:
            info = self._zip.getinfo(name)
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableDocument(
                f"{self.file_name}: locked with a password; ask the publisher for an open copy"
            )
        parts: list[bytes] = []
        try:
            with self._zip.open(info) as member:
                # In pieces, counted as they come: what the directory says of sizes may be a lie.
                while chunk := member.read(_CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise UnreadableDocument(too_large(self.file_name))
                    parts.append(chunk)
        except (UnreadableDocument, MemoryError):
            raise
        except (
            Exception
        ) as error:  # bad checksums, unknown methods, cut streams: each raises its own kind
            raise UnreadableDocument(
                f"{self.file_name}: its part {info.filename[:80]!r} is damaged ({error}); fetch "
                f"it again"
            ) from error
        return b"".join(parts)

    def check_declared(self) -> None:
        """Raise UnreadableDocument where the members say they expand beyond the limit; for readers
        that unpack by themselves.
        """
        declared = sum(info.file_size for info in self.members())
        if declared > self._left:
            raise UnreadableDocument(too_large(self.file_name))

    def xml(self, name: str) -> etree._Element | None:
        """Return the root of an XML member, None where there is no such member or nothing in it.
        Entities are never expanded.
        """
        stored = self.find(name)
        if not stored:
            return None
        root: etree._Element = parse_xml(self.read(stored), f"{self.file_name}: {name}")
        return root


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return a container of parts, for the readers of containers."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        for name, data in parts.items():
            # A ZipInfo without a time: the same parts give the same bytes.
            info = zipfile.ZipInfo(name)
            container.writestr(info, data)
    return out.getvalue()


def too_large(file_name: str) -> str:
    """Return the reason published for a file that expands beyond the limit in force."""
    return (
        f"{file_name}: expands to more than {limits.current().expansion_mb} MB; it is hostile, "
        f"or raise BUDGETFLOW_READ_EXPANSION_MB"
    )


def parse_xml(data: bytes, what: str) -> Any:
    """Parse XML that may be damaged or hostile: no entities, no network, no external file; what can
    be saved is given.

    Raises UnreadableDocument where nothing can.
    """
    # huge_tree off: XML nested or long beyond libxml2's own limits is no office file.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument(
            f"{what} is damaged ({str(error)[:150]}); fetch it again"
        ) from error
    if root is None:
        raise UnreadableDocument(f"{what} is damaged; fetch it again")
    return root
