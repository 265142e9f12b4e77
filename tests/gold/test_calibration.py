from __future__ import annotations

import gold_calibration as calibration
import pytest
from gold_calibration import Outcome
from gold_scorer import Fact, score


def some(kind, confidence, right, wrong):
    return [
        *([Outcome(kind, confidence, right=True)] * right),
        *([Outcome(kind, confidence, right=False)] * wrong),
    ]


def test_polarity_must_be_right_too():
    gold = [Fact(source="A", relation="attacks", target="B", polarity="negated")]
    found = [
        Fact(source="A", relation="attacks", target="B"),
        Fact(source="B", relation="attacks", target="A"),
    ]
    told = {("A", "attacks", "B"): ("verb", 0.9), ("B", "attacks", "A"): ("noun", 0.5)}
    outcomes = calibration.outcomes(score(gold, found), told)
    assert outcomes == [Outcome("verb", 0.9, right=False), Outcome("noun", 0.5, right=False)]


def test_brier_score():
    seen = [Outcome("verb", 0.8, right=True), Outcome("verb", 0.6, right=False)]
    assert calibration.brier(seen) == pytest.approx((0.04 + 0.36) / 2)


def test_rates_never_fall_with_the_score():
    seen = some("verb", 0.55, 9, 1) + some("verb", 0.75, 5, 5) + some("verb", 0.95, 10, 0)
    rows = calibration.fitted(seen, lambda score: f"{score:.2f}")
    rates = [float(row["reliability"]) for row in rows if row["kind"] == "verb"][1:]
    assert rates == sorted(rates)
    assert len(rates) == 3


def test_few_finds_are_drawn_to_the_rate_of_all():
    seen = some("verb", 0.9, 80, 20) + some("guess", 0.6, 1, 0)
    rows = {(r["kind"], r["score"]): float(r["reliability"]) for r in calibration.fitted(seen, str)}
    assert rows["all", "all"] < rows["guess", "all"] < 0.9


def test_the_shown_table_is_one_table():
    lines = calibration.shown("train", some("verb", 0.91, 3, 1)).splitlines()
    assert {line.count("|") for line in lines} == {5}
    assert "| 0.90 to 0.95 | 4 | 0.910 | 0.750 |" in lines


def test_every_first_reading_is_of_a_training_article():
    first = {line.split(",")[0] for line in calibration.FIRST.read_text("utf-8").splitlines()[1:]}
    known = {path.stem for path in (calibration.FIRST.parent / "train").glob("*.txt")}
    assert first <= known
    assert len(first) > 20
