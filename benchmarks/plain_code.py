"""Measure how plain source code reads, and print it beside three well-known projects.

    .venv/bin/python benchmarks/plain_code.py [PATH...] [--alone] [--folders] [--list] [--most N]

Without paths it measures `src` and `flows`, then pdfplumber, requests and prefect as they are
installed here (`--alone` leaves these out). `--folders` prints a row for each folder, `--list` the
places to mend: functions over the limit of branches, nested conditional expressions, the densest
functions, and docstrings that begin with a word we do not use (`--most N` of each).

The columns, measured on each function without its docstring:

- `nodes/line`: nodes of Python's syntax tree (`ast.walk`) a line, from the first line of the body
  to the last; the median over all functions. Above 10 too much is packed into a line.
- `cond/1000`: conditional expressions (`a if b else c`) per 1,000 lines of the files; `nested`
  counts those that stand inside another one.
- `comments`: share of the files' lines that bear a comment. Docstrings do not count, nor do
  orders to tools (`# noqa`, `# type: ignore`, `# pragma`, `#!`), which tell a reader nothing.
- `branchy`: functions over 15 branches. A branch is 1 for the function, 1 for each `if`, loop,
  `except` and `case`, each conditional expression, each `and`/`or`, each `for` and `if` of a
  comprehension. Linters leave the last three out, and with them most of what is hard here.
- `docs`: docstrings of functions that begin with a word of the house (`Return`, `Check` ...), with
  any other, and with one of those we do not use (`Give`, `Tell` ...).
"""

from __future__ import annotations

import argparse
import ast
import importlib.util
import io
import statistics
import tokenize
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OURS = ("src", "flows")
OTHERS = ("pdfplumber", "requests", "prefect")
MOST_NODES_A_LINE = 10.0
MOST_CONDITIONALS = 12.0
LEAST_COMMENTS = 0.04
MOST_BRANCHES = 15
"""The limits of the house: those of pdfplumber, requests and zavod, with some room."""
HOUSE_VERBS = frozenset({"Return", "Check", "Parse", "Build", "Write"})
UNUSED_VERBS = frozenset({"Give", "Gives", "Tell", "Tells", "Say", "Says", "Hear", "See"})
"""First words that English documentation of functions does not use."""
ORDERS = ("noqa", "type:", "pragma", "!", "mypy:", "ruff:", "fmt:")
LOOPS = (ast.For, ast.AsyncFor, ast.While)
SINGLE_BRANCHES = (ast.If, ast.IfExp, ast.ExceptHandler, ast.match_case, *LOOPS)

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Function:
    """What was counted in one function."""

    place: str
    """File, line and name, as an editor opens them."""
    nodes: int
    lines: int
    branches: int
    docstring: str

    @property
    def density(self) -> float:
        """Return the nodes of the syntax tree a line of the body."""
        return self.nodes / self.lines


@dataclass(slots=True)
class Measured:
    """What was counted in one tree of files."""

    name: str
    files: int = 0
    lines: int = 0
    comments: int = 0
    conditionals: int = 0
    nested: list[str] = field(default_factory=list)
    """Places of conditional expressions that stand inside another one."""
    functions: list[Function] = field(default_factory=list)

    def add(self, path: Path, shown: str) -> None:
        """Count one file; `shown` is its name in places."""
        source = path.read_text("utf-8")
        tree = ast.parse(source)
        self.files += 1
        self.lines += source.count("\n")
        self.comments += comments_of(source)
        for node in ast.walk(tree):
            if isinstance(node, ast.IfExp):
                self.conditionals += 1
                if is_nested(node):
                    self.nested.append(f"{shown}:{node.lineno}")
            elif isinstance(node, FunctionNode):
                self.functions.append(measure(node, shown))

    @property
    def density(self) -> float:
        """Return the median of nodes a line over all functions; 0 where there are none."""
        if not self.functions:
            return 0.0
        return statistics.median(function.density for function in self.functions)

    @property
    def branchy(self) -> list[Function]:
        """Return the functions over the limit of branches, the worst first."""
        over = [function for function in self.functions if function.branches > MOST_BRANCHES]
        return sorted(over, key=lambda function: -function.branches)

    @property
    def first_words(self) -> Counter[str]:
        """Return how many docstrings of functions begin with each word."""
        return Counter(
            function.docstring.split()[0].rstrip(".,:;")
            for function in self.functions
            if function.docstring.strip()
        )


def comments_of(source: str) -> int:
    """Return how many lines bear a comment that is meant for a reader."""
    count = 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            words = token.string.lstrip("#").strip()
            order = token.string.startswith("#!") or words.startswith(ORDERS)
            count += bool(words) and not order
    return count


def is_nested(expression: ast.IfExp) -> bool:
    """Check whether another conditional expression stands inside this one."""
    inside = (node for node in ast.walk(expression) if node is not expression)
    return any(isinstance(node, ast.IfExp) for node in inside)


def branches_of(function: FunctionNode) -> int:
    """Return the branches of a function, those of functions inside it included."""
    count = 1
    for node in ast.walk(function):
        if isinstance(node, SINGLE_BRANCHES):
            count += 1
        elif isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
        elif isinstance(node, ast.comprehension):
            count += 1 + len(node.ifs)
    return count


def measure(function: FunctionNode, shown: str) -> Function:
    """Count the body of one function; one that is only a docstring counts as a line of one node."""
    docstring = ast.get_docstring(function) or ""
    body = function.body
    if docstring and len(body) > 1:
        body = body[1:]
    last = body[-1].end_lineno or body[-1].lineno
    return Function(
        place=f"{shown}:{function.lineno} {function.name}",
        nodes=sum(1 for statement in body for _ in ast.walk(statement)),
        lines=last - body[0].lineno + 1,
        branches=branches_of(function),
        docstring=docstring,
    )


def modules_of(top: Path) -> Iterator[Path]:
    """Return the Python files of a folder, or the file itself; links to folders are not entered."""
    if top.is_file():
        yield top
    else:
        yield from sorted(top.rglob("*.py"))


def measure_tree(name: str, tops: Iterable[Path], base: Path) -> Measured:
    """Count all Python files under some folders; places are written relative to `base`."""
    measured = Measured(name)
    for top in tops:
        for path in modules_of(top):
            measured.add(path, path.relative_to(base).as_posix())
    return measured


def folders_of(tops: Iterable[Path], base: Path) -> list[Measured]:
    """Count each folder by itself, without those below it."""
    found: dict[Path, Measured] = {}
    for top in tops:
        for path in modules_of(top):
            folder = path.parent
            if folder not in found:
                found[folder] = Measured(folder.relative_to(base).as_posix())
            found[folder].add(path, path.relative_to(base).as_posix())
    return [found[folder] for folder in sorted(found)]


def installed(package: str) -> Path | None:
    """Return the folder of an installed package, None where it is not installed."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent


def row_of(measured: Measured) -> str:
    """Return the figures of one tree as a row of a Markdown table."""
    words = measured.first_words
    house = sum(words[verb] for verb in HOUSE_VERBS)
    unused = sum(words[verb] for verb in UNUSED_VERBS)
    other = words.total() - house - unused
    per_thousand = 1000 * measured.conditionals / max(measured.lines, 1)
    comments = measured.comments / max(measured.lines, 1)
    cells = (
        measured.name,
        f"{measured.files:,}",
        f"{measured.lines:,}",
        f"{measured.density:.1f}",
        f"{per_thousand:.1f}",
        str(len(measured.nested)),
        f"{comments:.1%}",
        str(len(measured.branchy)),
        f"{house} / {other} / {unused}",
    )
    return "| " + " | ".join(cells) + " |"


HEADER = (
    "| source | files | lines | nodes/line | cond/1000 | nested | comments | branchy | docs |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


def places_of(measured: Measured, most: int) -> Iterator[str]:
    """Return the places to mend as lines of text, `most` of each kind."""
    yield f"\nfunctions over {MOST_BRANCHES} branches:"
    for function in measured.branchy[:most]:
        yield f"  {function.branches:3} {function.place}"
    yield "\nnested conditional expressions:"
    for place in measured.nested[:most]:
        yield f"  {place}"
    yield f"\ndensest functions (over {MOST_NODES_A_LINE:.0f} nodes a line, two lines or more):"
    dense = [
        function
        for function in measured.functions
        if function.density > MOST_NODES_A_LINE and function.lines > 1
    ]
    dense.sort(key=lambda function: (-function.nodes * function.density, function.place))
    for function in dense[:most]:
        yield f"  {function.density:5.1f} {function.nodes:4} nodes {function.place}"
    yield "\ndocstrings that begin with a word we do not use:"
    unused = [
        function
        for function in measured.functions
        if function.docstring.startswith(tuple(f"{verb} " for verb in UNUSED_VERBS))
    ]
    for function in unused[:most]:
        first = function.docstring.splitlines()[0]
        yield f"  {function.place}: {first}"


def main() -> None:
    """Measure what the command line names and print it."""
    parser = argparse.ArgumentParser(description="Measure how plain source code reads.")
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--alone", action="store_true", help="leave the other projects out")
    parser.add_argument("--folders", action="store_true", help="a row for each folder")
    parser.add_argument("--list", action="store_true", help="print the places to mend")
    parser.add_argument("--most", type=int, default=20, help="places of each kind in the list")
    choice = parser.parse_args()
    tops = [path.resolve() for path in choice.paths] or [ROOT / top for top in OURS]
    base = ROOT
    if not all(top.is_relative_to(ROOT) for top in tops):
        base = Path(tops[0].anchor)
    ours = measure_tree("budgetflow", tops, base)
    print(HEADER)
    if choice.folders:
        for folder in folders_of(tops, base):
            print(row_of(folder))
    print(row_of(ours))
    if not choice.alone:
        for package in OTHERS:
            folder = installed(package)
            if folder is not None:
                print(row_of(measure_tree(package, [folder], folder)))
    print(
        f"\nLimits: {MOST_NODES_A_LINE:.0f} nodes a line, {MOST_CONDITIONALS:.0f} conditional"
        f" expressions per 1,000 lines, none nested, {LEAST_COMMENTS:.0%} comments,"
        f" no function over {MOST_BRANCHES} branches."
    )
    common = ", ".join(f"{word} {count}" for word, count in ours.first_words.most_common(15))
    print(f"First words of docstrings: {common}.")
    if choice.list:
        for line in places_of(ours, choice.most):
            print(line)


if __name__ == "__main__":
    main()
