"""Every real document beside the project is read, and what was read is held to evidence that this
program did not make.

The scores are those of `../shared/tools/score.py`: figures listed from the text renditions, cells
read by eye from page
images, figures an independent reader saw, and sums that must close. One parse of everything serves
all tests here.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import json
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import pypdfium2
import pytest

from budgetflow.contracts.arrow import to_table
from budgetflow.contracts.frames import validate
from budgetflow.contracts.vocabulary import MEASURE_WORDS
from budgetflow.interpret.government.columns import is_rate
from budgetflow.interpret.rows_model import Understanding
from budgetflow.jobs.parse_files import ParseSummary
from tests.checks.reviewed import precision, unseen

pytestmark = [pytest.mark.corpus, pytest.mark.xdist_group("real documents")]
# 19,000 rates stand in the 20 government books alone.
_FEWEST_RATES = 15_000


@pytest.fixture(scope="session")
def score(shared: Path) -> ModuleType:
    """Load the scorer that lies beside the project."""
    spec = importlib.util.spec_from_file_location("score", shared / "tools" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def share(printed: str) -> float:
    """Give the share in the scorer's last line (`sums 12962/12999 = 0.9972`)."""
    return float(re.findall(r"= (\d\.\d+)", printed.splitlines()[-1])[0])


def test_every_file_is_read(parsed: tuple[Understanding, ParseSummary, Path]) -> None:
    rows, summary, _ = parsed
    assert (summary.files, summary.failed) == (81, 0)
    assert [d.file_name for d in rows.documents if d.status == "not_a_disclosure"] == [
        "final-accounts-blank-template.pdf"
    ]


def test_figures_of_the_text_renditions(
    parsed: tuple[Understanding, ParseSummary, Path],
    score: ModuleType,
    shared: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    score.seeds(str(parsed[2]), str(shared / "gold-seeds.csv"))
    printed = capsys.readouterr().out
    assert "not as gold" not in printed, printed
    assert "872/872" in printed


def test_cells_read_by_eye(
    parsed: tuple[Understanding, ParseSummary, Path],
    score: ModuleType,
    capsys: pytest.CaptureFixture[str],
) -> None:
    score.gold(str(parsed[2]))
    printed = capsys.readouterr().out
    assert share(printed) >= 0.99, printed
    assert "identity 28/28" in printed


def test_figures_an_independent_reader_sees(
    parsed: tuple[Understanding, ParseSummary, Path],
    score: ModuleType,
    shared: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    score.pdf(str(parsed[2]), sorted(map(str, (shared / "corpus" / "pdf").glob("*.pdf"))))
    printed = capsys.readouterr().out
    assert share(printed) >= 0.995, printed
    reasons = {row.file_name: row.status_reason for row in parsed[0].documents}
    for name, found, wanted in re.findall(
        r"^(\S+): (\d+)/(\d+) figures", printed, flags=re.MULTILINE
    ):
        if int(found) < 0.97 * int(wanted) and not reasons[name]:
            assert lacking(shared / "corpus" / "pdf" / name, parsed[0], score) == {}, (
                f"{name}: {found}/{wanted} and no reason given"
            )


def lacking(file: Path, rows: Understanding, score: ModuleType) -> dict[str, int]:
    """Give the figures we have fewer times than the page's own text prints them, of those the
    independent reader asks for.

    The independent reader lists a cell twice where it sees two tables in one place (jiangsu-06.pdf:
    20,702.25 stands nine
    times in the text and twelve times in its list); nobody can find a figure more often than it is
    printed.
    """
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    known = json.loads(gzip.decompress((file.parents[1] / "figures.json.gz").read_bytes()))
    have = Counter(score.clean(a.amount_printed) for a in rows.amounts if a.document_id == digest)
    with pypdfium2.PdfDocument(file) as document:
        words = Counter(
            score.clean(word)
            for page in document
            for word in page.get_textpage().get_text_range().split()
        )
    return {
        figure: count
        for figure, count in known[digest].items()
        if have[figure] < min(count, words[figure])
    }


def test_every_row_keeps_its_contract_and_every_measure_is_in_the_dictionary(
    parsed: tuple[Understanding, ParseSummary, Path],
) -> None:
    for name, rows in parsed[0].datasets().items():
        assert [str(failure) for failure in validate(name, to_table(name, rows))] == []
    words = {word for amount in parsed[0].amounts for word in amount.measure.split(".")}
    assert words - MEASURE_WORDS.keys() == set()


RATE_HEADER = re.compile(r"[%％]|增长率|增幅|完成率|执行率|占比|比重|利率")


def test_no_column_of_rates_stands_in_yuan(
    parsed: tuple[Understanding, ParseSummary, Path], further: Understanding
) -> None:
    """5.2 % was published as 52,000 yuan; all five folders, departments and governments."""
    amounts = [*parsed[0].amounts, *further.amounts]
    rates = [
        amount
        for amount in amounts
        if is_rate(amount.measure)
        or "%" in (amount.amount_printed or "")
        or RATE_HEADER.search((amount.column_label or "").split(" / ")[-1])
    ]
    assert len(rates) > _FEWEST_RATES
    assert [
        (amount.document_id, amount.column_label, amount.amount_printed)
        for amount in rates
        if amount.amount_yuan is not None
    ] == []


def test_findings_that_name_the_publisher_were_looked_at(
    parsed: tuple[Understanding, ParseSummary, Path],
) -> None:
    assert unseen(parsed[0]) == []
    assert precision(parsed[0]) >= 0.95


def test_sums_close(
    parsed: tuple[Understanding, ParseSummary, Path],
    score: ModuleType,
    capsys: pytest.CaptureFixture[str],
) -> None:
    score.sums(str(parsed[2]))
    printed = capsys.readouterr().out
    assert share(printed) >= 0.995, printed


def test_standard_tables_have_measures_and_keys(
    parsed: tuple[Understanding, ParseSummary, Path],
) -> None:
    standard = [
        a for a in parsed[0].amounts if a.table_code not in {"other", "performance_targets"}
    ]
    assert sum(a.measure == "unmapped" for a in standard) < 0.005 * len(standard)
