"""Manners: pace, rest, hours and back-off, on a clock whose hands the test moves."""

from __future__ import annotations

import pytest

from budgetflow.crawl.http.rate_limit import (
    FAILURES_BEFORE_REST,
    Manners,
    retry_after,
    within_hours,
)
from tests.crawl.fake_clock import NOON, Hands


def test_a_host_is_asked_at_its_pace_and_others_do_not_wait_for_it() -> None:
    clock = Hands()
    manners = Manners(clock)
    for host in ("a", "a", "b", "a"):
        with manners.turn(host, 2.0) as count:
            count.requests += 1
    assert clock.slept == 4.0
    assert {name: count.requests for name, count in manners.counts().items()} == {"a": 3, "b": 1}


def test_a_host_that_keeps_failing_is_left_alone() -> None:
    manners = Manners(Hands())
    for _ in range(FAILURES_BEFORE_REST - 1):
        manners.failed("a", "refused")
    assert not manners.resting("a")
    manners.failed("a", "refused")
    assert "in a row" in manners.resting("a")


def test_an_answer_forgives_earlier_failures() -> None:
    manners = Manners(Hands())
    for _ in range(FAILURES_BEFORE_REST * 2):
        manners.failed("a", "refused")
        manners.answered("a")
    assert not manners.resting("a")


def test_back_off_grows_with_jitter_and_has_a_ceiling() -> None:
    waits = [Manners(Hands(), seed=1).back_off(attempt) for attempt in range(8)]
    assert 1 <= waits[0] <= 3 and 2 <= waits[1] <= 6 and max(waits) <= 90


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("Sun, 22 Nov 2026 04:01:00 GMT", 60.0),
        ("Sun, 22 Nov 2020 04:01:00 GMT", 0.0),
        (None, None),
        ("soon", None),
    ],
)
def test_retry_after_in_seconds_or_as_a_date(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOON) == seconds


@pytest.mark.parametrize(
    ("hours", "open_"),
    [
        ("", True),
        ("08:00-18:00", True),
        ("20:00-07:00", False),
        ("11:00-12:00", False),
        ("22:00-12:30", True),
    ],
)
def test_hours_are_chinas_and_may_pass_midnight(hours: str, open_: bool) -> None:
    assert within_hours(hours, NOON) is open_
