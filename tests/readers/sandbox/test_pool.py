"""A document that kills, floods or hangs its reader costs itself only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from budgetflow.readers.document import UnreadableDocument
from budgetflow.readers.limits import Limits, current
from budgetflow.readers.sandbox.pool import Named, map_limited, run_limited

SHORT = Limits(seconds=1.5, memory_mb=300)


_KEPT: list[bytes] = []


def double(number: int) -> int:
    return 2 * number


def process_id(_: object = None) -> int:
    return os.getpid()


def hang(_: object = None) -> None:
    while True:
        time.sleep(60)


def work(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def work_with_little_of_the_processor(_: object = None) -> str:
    """Half a second of work in three seconds, as on a machine where others have the processor."""
    for _part in range(5):
        work(0.1)
        time.sleep(0.5)
    return "done"


def let_a_child_work_with_little_of_the_processor(_: object = None) -> str:
    """As a reader that waits for LibreOffice where others have the processor."""
    own = "from tests.readers.sandbox.test_pool import work_with_little_of_the_processor as work"
    command = [sys.executable, "-c", f"{own}; print(work())"]
    done = subprocess.run(command, check=True, capture_output=True)
    return done.stdout.decode().strip()


def devour(megabytes: int = 2000) -> int:
    return sum(len(bytearray(2**20)) for _ in [bytearray(megabytes * 2**20)])


def die(number: int) -> None:
    os.kill(os.getpid(), number)


def leave(code: int) -> None:
    os._exit(code)


def unreadable(name: str) -> None:
    raise UnreadableDocument(f"{name}: locked with a password")


def buggy() -> None:
    raise KeyError("预算")


def chatter(text: str) -> str:
    print(text * 1000)
    os.write(1, b"noise from a C library")
    return text


def recurse(depth: int = 0) -> int:
    return recurse(depth + 1) + 1


def misbehave(number: int) -> int:
    """Every third item kills its worker, every fifth hangs, the others answer out of order."""
    if number % 3 == 1:
        os.kill(os.getpid(), signal.SIGSEGV)
    if number % 5 == 4:
        hang()
    time.sleep(0.02 * (number % 2))
    return number


def test_the_value_comes_back() -> None:
    assert run_limited(double, 21) == 42
    assert run_limited(process_id) != os.getpid()


def test_what_a_reader_prints_does_not_disturb_the_answer() -> None:
    assert run_limited(chatter, "预算") == "预算"


def test_large_arguments_and_values_pass() -> None:
    data = os.urandom(5_000_000)
    assert run_limited(bytes, data) == data


@pytest.mark.parametrize(
    ("function", "arguments", "reason"),
    [
        (hang, (), r"took longer than 1\.5 s"),
        (devour, (), "more than 300 MB of memory"),
        (die, (signal.SIGSEGV,), r"crashed the reader \(SIGSEGV\)"),
        (die, (signal.SIGKILL,), "SIGKILL"),
        (leave, (7,), r"ended the reader \(exit code 7\)"),
        (unreadable, ("a.doc",), r"^a\.doc: locked with a password$"),
        (buggy, (), r"reading failed: .*KeyError.*test_pool\.py:\d+"),
        (recurse, (), "RecursionError"),
    ],
)
def test_each_way_to_fail_has_its_reason(
    function: object, arguments: tuple[object, ...], reason: str
) -> None:
    if function is devour and not sys.platform.startswith("linux"):
        pytest.skip("only Linux limits the memory of a process by what it has written to")
    run_limited(double, 1)  # a warm worker, so that the limit measures the job and not the start
    with pytest.raises(UnreadableDocument, match=reason):
        run_limited(function, *arguments, limits=SHORT)  # type: ignore[arg-type]
    assert run_limited(double, 1) == 2


def test_a_worker_is_used_again() -> None:
    assert run_limited(process_id) == run_limited(process_id)


def test_threads_do_not_mix_their_answers() -> None:
    answers: dict[int, int] = {}
    threads = [
        threading.Thread(target=lambda n=n: answers.update({n: run_limited(double, n)}))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {n: 2 * n for n in range(4)}


def test_a_pool_keeps_the_order_and_survives_its_workers() -> None:
    outcomes = list(map_limited(misbehave, range(12), workers=2, limits=Limits(seconds=4.0)))
    assert [outcome.value for outcome in outcomes] == [
        None if n % 3 == 1 or n % 5 == 4 else n for n in range(12)
    ]
    assert "SIGSEGV" in str(outcomes[1].error)
    assert "took longer" in str(outcomes[9].error)


def test_a_pool_reuses_its_workers_and_takes_items_as_it_goes() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    outcomes = map_limited(process_id, items(), workers=1)
    first = next(outcomes).get()
    assert len(taken) < 10
    assert {outcome.get() for outcome in outcomes} == {first}


def test_leaving_a_pool_early_ends_its_workers() -> None:
    outcomes = map_limited(process_id, iter(range(1000)), workers=1)
    worker = next(outcomes).get()
    outcomes.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_no_items_no_outcomes() -> None:
    assert list(map_limited(double, [])) == []


def keep(megabytes: int) -> int:
    """A library that leaks."""
    _KEPT.append(b"x" * (megabytes * 2**20))
    return os.getpid()


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux tells how large another process is"
)
def test_a_worker_that_keeps_the_memory_of_its_documents_is_replaced() -> None:
    first, second, third, fourth = (
        outcome.get() for outcome in map_limited(keep, [1, 200, 200, 1], workers=1)
    )
    assert first == second == third != fourth


def test_a_worker_is_replaced_after_many_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("budgetflow.readers.sandbox.process._DOCUMENTS_A_WORKER", 3)
    processes = [outcome.get() for outcome in map_limited(process_id, range(5), workers=1)]
    assert processes[0] == processes[2] != processes[3] == processes[4]


def test_a_document_is_not_given_up_because_others_have_the_processor() -> None:
    assert run_limited(work_with_little_of_the_processor, limits=SHORT) == "done"


def test_a_busy_machine_does_not_cost_a_document_that_another_program_reads() -> None:
    assert run_limited(let_a_child_work_with_little_of_the_processor, limits=SHORT) == "done"


def test_a_document_that_takes_the_processor_without_end_is_given_up() -> None:
    with pytest.raises(UnreadableDocument, match="took longer than"):
        run_limited(work, 60.0, limits=SHORT)


def pages_allowed() -> int:
    return current().pages


def test_a_worker_reads_under_the_limits_of_its_job() -> None:
    assert run_limited(pages_allowed, limits=Limits(pages=7)) == 7
    assert run_limited(pages_allowed, limits=Limits()) == Limits().pages


ASKS = """
import sys
from budgetflow.readers.sandbox.pool import Named, run_limited
found = run_limited(Named("colorsys:rgb_to_hls"), 1.0, 1.0, 1.0)
print(found, "colorsys" in sys.modules)
"""


def test_a_named_function_is_imported_by_the_worker_and_not_by_who_asks() -> None:
    said = subprocess.run([sys.executable, "-c", ASKS], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "(0.0, 1.0, 0.0) False"


def test_a_named_function_can_be_called_where_it_is_named() -> None:
    assert Named("budgetflow.readers.limits:current")() == current()
