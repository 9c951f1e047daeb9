"""The desk: what waits is shown on its page, and a decision counts at once."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from budgetflow.corrections.correction import load_corrections
from budgetflow.lake.store import Lake
from budgetflow.quarantine.reviewed import Review, Reviews
from budgetflow.quarantine.store import Quarantine
from budgetflow.review.decide import FILE, NotDecided, call_false
from budgetflow.review.open_cases import open_cases
from budgetflow.review.server import Desk
from budgetflow.settings import Settings
from tests.checks.example_disclosures import budget, doubtful
from tests.review.builders import PRINTED, RIGHT, home_with_a_misprint

SEEN = "第9页印的是这个数"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home that tests copy; it is not to be changed."""
    home = tmp_path_factory.mktemp("desk") / "home"
    home_with_a_misprint(home)
    return home


@pytest.fixture
def settings(prepared: Path, tmp_path: Path) -> Settings:
    """Return a home of one's own with the misprint in it."""
    shutil.copytree(prepared, tmp_path / "home")
    return Settings(home=tmp_path / "home")


@pytest.fixture
def desk(settings: Settings) -> Iterator[Desk]:
    """Return a desk that is served."""
    with Desk(settings, 0, "a clerk") as desk:
        threading.Thread(target=desk.serve_forever, daemon=True).start()
        yield desk
        desk.shutdown()


def verdicts(settings: Settings) -> list[str]:
    rows = Lake(settings.store("lake")).read("findings")
    return [verdict for verdict in rows["verdict"].to_pylist() if verdict != "rounding"]


def sent(desk: Desk, case: str, what: str, **fields: str) -> requests.Response:
    form = {"token": desk.token, **fields}
    return requests.post(f"{desk.address}case/{case}/{what}", data=form, timeout=60)


def test_each_accusation_shows_both_sides_the_sum_and_the_page(
    desk: Desk, settings: Settings
) -> None:
    cases = open_cases(settings)
    assert [case.messages[0][0] for case in cases] == ["B08", "B09"]
    shown = requests.get(f"{desk.address}case/{cases[0].id}", timeout=60).text
    for part in (cases[0].messages[0][1], cases[0].arithmetic[0], PRINTED, "住房公积金"):
        assert part in shown
    (picture, *_) = re.findall(r'<img class="paper" src="/([^"]+)"', shown)
    answer = requests.get(desk.address + picture, timeout=60)
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")


def test_an_accusation_borne_out_is_kept_and_no_longer_waits(
    desk: Desk, settings: Settings
) -> None:
    first, second = open_cases(settings)
    answer = sent(desk, first.id, "accept", reason=SEEN)
    assert answer.url == f"{desk.address}case/{second.id}"  # on to the next
    assert [case.id for case in open_cases(settings)] == [second.id]
    assert verdicts(settings).count("publisher_error") == 2
    assert Reviews(settings.store("quarantine")).get(first.id) == Review(
        first.id, sorted(first.documents), True, SEEN, "a clerk"
    )


def test_a_false_accusation_names_nobody_any_more(desk: Desk, settings: Settings) -> None:
    first, _ = open_cases(settings)
    sent(desk, first.id, "false", reason=SEEN)
    rows = Lake(settings.store("lake")).read("findings").to_pylist()
    (finding,) = [row for row in rows if row["finding_id"] == first.id]
    assert (finding["verdict"], finding["explanation"]) == ("open", "reviewed")


def test_a_judgement_does_not_outlive_its_documents(settings: Settings) -> None:
    book = budget().change("expenditure", "expenditure.total", "total", "120.00").check()
    (accused, *_) = [f for f in book.rows.findings if f.verdict != "rounding"]
    accused.verdict = "publisher_error"
    reviews = Reviews(settings.store("quarantine"))
    reviews.put(Review(accused.finding_id, ["1" * 64], False, SEEN, "a clerk"))
    assert reviews.apply(book.rows) == []  # made on another file
    reviews.put(Review(accused.finding_id, ["0" * 64], False, SEEN, "a clerk"))
    assert reviews.apply(book.rows) == [accused.finding_id]
    assert (accused.verdict, accused.explanation) == ("open", "reviewed")


def test_a_corrected_figure_is_written_down_and_ends_what_rested_on_it(
    desk: Desk, settings: Settings
) -> None:
    first, _ = open_cases(settings)
    (cell,) = [one for one in first.cells if one.printed == PRINTED]
    sent(desk, first.id, "correct", reason=SEEN, amount_id=cell.amount_id, printed=RIGHT)
    (correction,) = load_corrections([settings.home / "corrections"])
    assert (correction.corrected, correction.expect) == (RIGHT, {"amount_printed": PRINTED})
    assert (correction.reason, correction.reported_by) == (SEEN, "a clerk")
    assert open_cases(settings) == []


def test_what_is_no_figure_is_refused_and_leaves_the_file_as_it_was(
    desk: Desk, settings: Settings
) -> None:
    first, _ = open_cases(settings)
    cell = first.cells[0].amount_id
    answer = sent(desk, first.id, "correct", reason=SEEN, amount_id=cell, printed="37，5x")
    assert "which is no figure" in answer.text and SEEN in answer.text
    assert not (settings.home / "corrections" / FILE).read_text("utf-8")


@pytest.mark.parametrize("what", ["accept", "false", "correct"])
def test_no_decision_without_a_reason(desk: Desk, settings: Settings, what: str) -> None:
    first, _ = open_cases(settings)
    assert "a reason is needed" in sent(desk, first.id, what, reason=" ").text
    assert len(open_cases(settings)) == 2


def test_only_this_machine_and_its_own_pages_may_decide(desk: Desk, settings: Settings) -> None:
    first, _ = open_cases(settings)
    stranger = requests.get(desk.address, headers={"Host": "evil.example"}, timeout=60)
    assert stranger.status_code == 421
    forged = requests.post(
        f"{desk.address}case/{first.id}/false", data={"token": "x", "reason": SEEN}, timeout=60
    )
    assert forged.status_code == 403
    assert len(open_cases(settings)) == 2


def test_what_is_held_back_waits_first_and_is_let_through(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    Quarantine(settings.store("quarantine")).review(doubtful().rows)
    (case,) = open_cases(settings)
    assert (case.kind, case.id) == ("held", "held-budget-2026")
    with pytest.raises(NotDecided, match="nobody is accused here"):
        call_false(case, settings, SEEN, "a clerk")
    with Desk(settings, 0, "a clerk") as desk:
        threading.Thread(target=desk.serve_forever, daemon=True).start()
        assert "暂不发布" in requests.get(desk.address, timeout=60).text
        answer = sent(desk, case.id, "accept", reason=SEEN)
        desk.shutdown()
    assert "it came with no announcement" in answer.text
    decision = Quarantine(settings.store("quarantine")).decision("budget-2026")
    assert decision is not None and decision.reason == SEEN
