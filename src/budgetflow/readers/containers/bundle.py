"""ZIP, RAR and 7z bundles: their members' bytes, without trusting a name, a size or a depth in
them.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator

from budgetflow.readers import limits
from budgetflow.readers.containers import media_types
from budgetflow.readers.containers.safe_zip import SafeZip, too_large
from budgetflow.readers.document import UnreadableDocument

ARCHIVES = frozenset((media_types.ZIP, media_types.RAR, media_types.SEVEN_ZIP))
_MOST_MEMBERS = 2000  # documents of all depths together; the largest real bundle seen has 60
_DEEPEST = (
    3  # a bundle of the bundles that a county's bureaus handed in is real, deeper ones are not
)
# What file managers of other systems leave beside documents.
_JUNK = re.compile(r"(^|/)(__MACOSX/|\.|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
# The flag of a zip member whose name is UTF-8 (APPNOTE 4.4.4, bit 11).
_UTF8_NAMES = 0x800


def expand(data: bytes, file_name: str) -> list[tuple[str, bytes]]:
    """Return the members of a bundle as (label, bytes), bundles inside it expanded too, in the
    order of the directory.

    A label is the member's path with nothing in it that could lead out of a folder; it is a name to
    show, never a path
    to write to. Raises UnreadableDocument where the bundle is locked, damaged, empty, too deep or
    expands beyond the
    limits, and where the program that reads its kind is missing.
    """
    budget = _Budget(file_name)
    out = list(_members(data, file_name, budget, depth=1))
    if not out:
        raise UnreadableDocument(f"{file_name}: the archive is empty")
    return out


class _Budget:
    """What may still come out of the whole bundle."""

    def __init__(self, file_name: str) -> None:
        # One for all depths: bundles in bundles would else each have a whole one.
        self.file_name = file_name
        self.bytes = limits.current().expansion_mb * 2**20
        self.members = _MOST_MEMBERS

    def spend(self, size: int) -> None:
        self.bytes -= size
        self.members -= 1
        if self.bytes < 0:
            raise UnreadableDocument(too_large(self.file_name))
        if self.members < 0:
            raise UnreadableDocument(
                f"{self.file_name}: holds more than {_MOST_MEMBERS:,} documents; unpack it by hand"
            )


def _members(data: bytes, label: str, budget: _Budget, depth: int) -> Iterator[tuple[str, bytes]]:
    """Return a bundle's members, and the members of bundles among them instead of these."""
    if depth > _DEEPEST:
        raise UnreadableDocument(
            f"{budget.file_name}: archives lie inside archives more than {_DEEPEST} deep; unpack "
            f"it by hand"
        )
    kind = media_types.sniff(data, label)
    listing = {
        media_types.ZIP: _zip_members,
        media_types.RAR: _rar_members,
        media_types.SEVEN_ZIP: _seven_zip_members,
    }.get(kind)
    if listing is None:
        raise UnreadableDocument(
            f"{budget.file_name}: not an archive of a kind we read (ZIP, RAR, 7z)"
        )
    for raw_name, content in listing(data, label, budget):
        name = safe_label(raw_name)
        if not name or _JUNK.search(name):
            continue
        budget.spend(len(content))
        if media_types.sniff(content, name) in ARCHIVES:
            yield from (
                (f"{name}/{inner}", inside)
                for inner, inside in _members(content, name, budget, depth + 1)
            )
        else:
            yield name, content


def safe_label(name: str) -> str:
    """Return a member's name as a label: no drive, no root, no `..`, no control characters, at most
    200 characters a part.
    """
    plain = re.sub(r"[\x00-\x1f\x7f<>:\"|?*]", "_", name.replace("\\", "/"))
    parts = unicodedata.normalize("NFC", plain).split("/")
    # A part of dots and blanks only is a place (`.`, `..`), and Windows drops it.
    kept = [part[-200:] for part in parts if part.strip(" .") and part != ".."]
    return "/".join(kept)


def _zip_members(data: bytes, label: str, budget: _Budget) -> Iterator[tuple[str, bytes]]:
    container = SafeZip(data, label)
    for info in container.members():
        # Before it is unpacked, by what the directory says; unpacking counts what is true.
        if info.file_size > budget.bytes:
            raise UnreadableDocument(too_large(budget.file_name))
        yield _zip_name(info), container.read(info)


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; where it is not said to be UTF-8, Chinese systems wrote GBK (and some
    UTF-8 all the same).
    """
    if info.flag_bits & _UTF8_NAMES or info.filename.isascii():
        return info.filename
    # zipfile has read the bytes as code page 437, as the format says; that loses nothing.
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _rar_members(data: bytes, label: str, budget: _Budget) -> Iterator[tuple[str, bytes]]:
    """Unpack by the rarfile library, which needs one of the programs that know this format."""
    try:
        import rarfile  # noqa: PLC0415 - an extra
    except ImportError:
        raise UnreadableDocument(
            f"{label}: RAR archives need the extra: pip install 'budgetflow[bundles]'"
        ) from None
    try:
        with rarfile.RarFile(io.BytesIO(data)) as archive:
            if archive.needs_password():
                raise UnreadableDocument(
                    f"{label}: locked with a password; ask the publisher for an open copy"
                )
            for info in archive.infolist():
                if info.is_dir():
                    continue
                if info.file_size > budget.bytes:
                    raise UnreadableDocument(too_large(budget.file_name))
                yield info.filename, archive.read(info)
    except rarfile.RarCannotExec:
        raise UnreadableDocument(
            f"{label}: no program that unpacks RAR is on this machine; install one (Debian: "
            f"apt-get install libarchive-tools)"
        ) from None
    except rarfile.Error as error:
        raise UnreadableDocument(
            f"{label}: the archive is damaged ({str(error)[:150]}); fetch it again"
        ) from error


def _seven_zip_members(data: bytes, label: str, budget: _Budget) -> Iterator[tuple[str, bytes]]:
    try:
        import py7zr  # noqa: PLC0415 - an extra
        from py7zr.io import BytesIOFactory  # noqa: PLC0415 - an extra
    except ImportError:
        raise UnreadableDocument(
            f"{label}: 7z archives need the extra: pip install 'budgetflow[bundles]'"
        ) from None
    try:
        with py7zr.SevenZipFile(io.BytesIO(data)) as archive:
            if archive.needs_password():
                raise UnreadableDocument(
                    f"{label}: locked with a password; ask the publisher for an open copy"
                )
            names = [info.filename for info in archive.list() if not info.is_directory]
            # 7z packs members together: one cannot be had without unpacking those before it.
            if sum(info.uncompressed or 0 for info in archive.list()) > budget.bytes:
                raise UnreadableDocument(too_large(budget.file_name))
            factory = BytesIOFactory(budget.bytes)
            archive.extractall(factory=factory)
    except (UnreadableDocument, MemoryError):
        raise
    except Exception as error:  # damaged archives raise many kinds
        raise UnreadableDocument(
            f"{label}: the archive is damaged ({type(error).__name__}: {str(error)[:150]}); "
            f"fetch it again"
        ) from error
    for name in names:
        if name in factory.products:
            yield name, factory.products[name].read()
