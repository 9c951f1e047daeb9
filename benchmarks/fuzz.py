"""Mutated documents against the readers: no crash of the parent, no hang, one reason each.

    python -m benchmarks.fuzz --count 2000 --seed 20261122 --workers 2
    python -m benchmarks.fuzz --only 20261522            # one mutation again; its number is in the
    table

Every mutation is made from its number alone (the seed plus its place in the run), so each can be
made again. The real
documents of ../shared are mutated, and files made here of the formats they lack.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from openpyxl import Workbook
from py7zr import SevenZipFile

from budgetflow.readers.containers import media_types
from budgetflow.readers.containers.bundle import ARCHIVES, expand
from budgetflow.readers.dispatch import read_document
from budgetflow.readers.limits import Limits
from budgetflow.readers.sandbox.pool import map_limited

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
LIMITS = Limits(seconds=30.0, memory_mb=600)
_LARGEST = 600_000  # bytes; larger files only make the run longer
_SLOW_SHARE = (
    0.02  # of the mutations go to files that LibreOffice must convert, which takes seconds each
)

SLOW = ("doc", "wps", "rtf")
Stock = dict[str, list[tuple[str, bytes]]]
"""Originals (name, bytes) by the ending of their names."""
Mutation = Callable[[bytes, random.Random], bytes]


def flip_bits(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 4, 16, 200))):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def take_out(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 5000) :]


def repeat(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return (
        data[:start]
        + data[start : start + chance.randrange(1, 3000)] * chance.choice((2, 10, 100))
        + data[start:]
    )


def scramble(data: bytes, chance: random.Random) -> bytes:
    start, size = chance.randrange(len(data)), chance.randrange(1, 500)
    return data[:start] + chance.randbytes(size) + data[start + size :]


def swap(data: bytes, chance: random.Random) -> bytes:
    a, b = sorted(chance.randrange(len(data)) for _ in range(2))
    return data[:a] + data[b:] + data[a:b]


def enlarge_numbers(data: bytes, chance: random.Random) -> bytes:
    """Put absurd numbers where a few of the printed ones were: sizes, offsets, spans,
    references.
    """
    places = [m.span() for m in re.finditer(rb"\d+", data)]
    for start, end in sorted(
        chance.sample(places, min(len(places), chance.choice((1, 5, 50)))), reverse=True
    ):
        data = (
            data[:start]
            + chance.choice(
                (b"0", b"-1", b"65536", b"2147483648", b"99999999999999999999", b"1e308")
            )
            + data[end:]
        )
    return data


def inside_zip(data: bytes, chance: random.Random) -> bytes:
    """Mutate one member and pack all again, so that the damage is behind the checksums."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = [name for name in old.namelist() if old.getinfo(name).file_size]
        chosen = chance.choice(
            [name for name in names if name.endswith((".xml", ".rels"))] or names
        )
        for name in names:
            member = old.read(name)
            new.writestr(name, chance.choice(PLAIN)(member, chance) if name == chosen else member)
    return out.getvalue()


PLAIN: tuple[Mutation, ...] = (flip_bits, cut, take_out, repeat, scramble, swap, enlarge_numbers)


def mutated(stock: Stock, number: int) -> tuple[str, str, bytes]:
    """Return the mutation of that number: the original's name, the mutation's name, the bytes."""
    chance = random.Random(number)
    slow, quick = ([kind for kind in stock if (kind in SLOW) is wanted] for wanted in (True, False))
    name, data = chance.choice(
        stock[chance.choice(slow if slow and chance.random() < _SLOW_SHARE else quick)]
    )
    mutation = (
        inside_zip if data.startswith(b"PK") and chance.random() < 0.7 else chance.choice(PLAIN)
    )
    return name, mutation.__name__, mutation(data, chance)


def attempt(item: tuple[str, str, bytes]) -> int:
    """Read one file, bundles with all their members; give the number of blocks. Runs in a
    worker.
    """
    name, _, data = item
    members = expand(data, name) if media_types.sniff(data, name) in ARCHIVES else [(name, data)]
    return sum(
        len(page.blocks)
        for label, content in members
        for page in read_document(content, label).pages
    )


def stock_of(shared: Path) -> Stock:
    """Return the real documents that are small enough, and made ones of the formats missing among
    them.
    """
    corpus = ("pdf", "pdf-2", "government", "office", "pages")
    folders = (*(f"corpus/{name}" for name in corpus), "seeds", "cases")
    paths = [
        path
        for folder in folders
        for path in sorted((shared / folder).glob("*"))
        if path.is_file() and path.suffix != ".json" and path.stat().st_size < _LARGEST
    ]
    stock: Stock = {}
    for name, data in [*((path.name, path.read_bytes()) for path in paths), *made()]:
        stock.setdefault(name.rsplit(".", 1)[-1], []).append((name, data))
    return stock


def made() -> list[tuple[str, bytes]]:
    """Return small files of our own making: a bundle, a page saved with its pictures, a workbook,
    RTF, OFD, UTF-16 text.
    """
    text = "表 1\n单位：万元\n项目\t预算数\n合计\t1.00\n"
    page = (
        f"<html><body><table><tr><td>项目</td><td>数</td></tr><tr><td "
        f"colspan=2>{text}</td></tr></table></body></html>"
    )
    bundle, ofd = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("预算/说明.txt", text * 50)
        archive.writestr("预算/表.html", page)
    with zipfile.ZipFile(ofd, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "OFD.xml", "<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>"
        )
        pages = '<Page ID="1" BaseLoc="Content.xml"/>'
        archive.writestr(
            "Doc_0/Document.xml",
            f"<Document><CommonData><PageArea><PhysicalBox>0 0 210 "
            f"297</PhysicalBox></PageArea></CommonData><Pages>{pages}</Pages></Document>",
        )
        texts = "".join(
            (
                f'<TextObject Boundary="20 {y} 100 5" Size="4"><TextCode X="0" Y="4" DeltaX="g 3 '
                f'4">部门预算</TextCode></TextObject>'
            )
            for y in range(20, 200, 10)
        )
        archive.writestr(
            "Doc_0/Content.xml", f"<Page><Content><Layer>{texts}</Layer></Content></Page>"
        )
    mail = (
        f"MIME-Version: 1.0\nContent-Type: multipart/related; "
        f"boundary=x\n\n--x\nContent-Type: text/html; charset=utf-8\n\n{page}\n--x--\n"
    )
    rtf = "{\\rtf1\\ansi " + "".join(f"\\u{ord(c)}?" for c in "部门预算") + "\\par}"
    book, seven = io.BytesIO(), io.BytesIO()
    workbook = Workbook()
    for row in text.splitlines():
        workbook.active.append(row.split("\t"))
    workbook.active.merge_cells("A1:B1")
    workbook.save(book)
    with SevenZipFile(seven, "w") as archive_7z:
        archive_7z.writestr(text * 50, "说明.txt")
    return [
        ("book.xlsx", book.getvalue()), ("bundle.7z", seven.getvalue()),
        ("bundle.zip", bundle.getvalue()), ("page.mht", mail.encode()), ("old.rtf", rtf.encode()),
        ("fixed.ofd", ofd.getvalue()), ("wide.txt", text.encode("utf-16")), ("chinese.txt",
        (text * 20).encode("gb18030")), ("comma.csv", text.replace("\t", ",").encode()),
        ("typed.txt", (text.replace("\t", "      ") * 20).encode()),
    ]  # fmt: skip


def reason_kind(reason: str) -> str:
    """Sort a reason: what the system did to the worker, a bug of ours, or what the reader said."""
    for words, kind in (
        ("took longer", "timeout"),
        ("of memory", "memory"),
        ("crashed", "crashed"),
        ("ended the reader", "crashed"),
        ("reading failed", "BUG"),
    ):
        if words in reason:
            return kind
    return "unusual" if "damaged or unusual" in reason else "reason"


def run(stock: Stock, numbers: range, workers: int) -> Iterator[tuple[int, str, str, str, float]]:
    """Return number, original, mutation, what came of it, and the seconds since the previous,
    mutation by mutation.
    """
    made_ready: list[tuple[str, str]] = []

    def items() -> Iterator[tuple[str, str, bytes]]:
        for number in numbers:
            name, mutation, data = mutated(stock, number)
            made_ready.append((name, mutation))
            yield name, mutation, data

    last = time.monotonic()
    for number, outcome in zip(
        numbers, map_limited(attempt, items(), workers=workers, limits=LIMITS), strict=True
    ):
        name, mutation = made_ready[number - numbers.start]
        now = time.monotonic()
        result = (
            "blocks"
            if outcome.value
            else "no blocks"
            if outcome.error is None
            else reason_kind(str(outcome.error))
        )
        yield (
            number,
            name,
            mutation,
            result if result not in ("BUG", "crashed", "unusual") else f"{result}: {outcome.error}",
            now - last,
        )
        last = now


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--only",
        type=int,
        help="make one mutation again, by its number, and read it in this process",
    )
    options = parser.parse_args()
    stock = stock_of(SHARED)
    if options.only is not None:
        item = mutated(stock, options.only)
        print(item[0], item[1], len(item[2]), "bytes")
        print(attempt(item), "blocks")
        return
    began = time.monotonic()
    table: dict[str, Counter[str]] = {}
    slowest: list[tuple[float, int, str]] = []
    for number, name, mutation, result, seconds in run(
        stock, range(options.seed, options.seed + options.count), options.workers
    ):
        table.setdefault(name.rsplit(".", 1)[-1], Counter())[result.split(":")[0]] += 1
        slowest = sorted([*slowest, (seconds, number, f"{name} {mutation}")], reverse=True)[:5]
        if ":" in result:
            print(f"  {number} {name} {mutation}: {result}")
    kinds = sorted({kind for counts in table.values() for kind in counts})
    files, last = sum(map(len, stock.values())), options.seed + options.count - 1
    print(
        f"{options.count} mutations of {files} files, seeds {options.seed} to {last}, "
        f"{time.monotonic() - began:.0f} s"
    )
    print("| format | " + " | ".join(kinds) + " |\n|---|" + "---:|" * len(kinds))
    for kind in sorted(table):
        print(f"| {kind} | " + " | ".join(str(table[kind][k]) for k in kinds) + " |")
    for seconds, number, what in slowest:
        print(f"slowest: {number} {what}: {seconds:.1f} s")


if __name__ == "__main__":
    from benchmarks.fuzz import main as main_by_its_module_name  # workers cannot import `__main__`

    main_by_its_module_name()
