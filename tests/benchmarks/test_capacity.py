"""Capacities beside published ones: every question has an answer, every figure a source."""

from __future__ import annotations

import capacity
import pytest

from graph import Explorer
from graph.model import Flow, Limit

ROWS = capacity.rows()


@pytest.fixture(scope="module")
def explorer() -> Explorer:
    return Explorer()


@pytest.mark.network
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_question_has_an_answer_and_no_limit_bears_too_much(
    explorer: Explorer, row: dict[str, str]
) -> None:
    flow = capacity.ask(explorer, row)
    assert isinstance(flow, Flow), flow
    assert flow.total > 0
    assert flow.dedicated <= flow.total + 1e-6
    for limit in flow.used:
        assert limit.capacity is None or limit.flow <= limit.capacity + 1e-3, limit.name


def test_every_published_figure_has_a_source() -> None:
    for row in ROWS:
        assert 0 < float(row["published_low"]) <= float(row["published_high"]), row["id"]
        assert row["source"]
        assert row["what"]


def test_the_report_tells_what_has_no_answer_and_what_lies_apart() -> None:
    row = {**ROWS[0], "question": "Oil", "published_low": "5", "published_high": "6"}
    limit = Limit(name="pipe", kind="pipeline", capacity=2.0, flow=2.0)
    near = Flow(total=9.0, dedicated=2.0, unit="Mt/y", binding=(limit,), used=(), uncounted=())
    far = Flow(total=4.0, dedicated=2.0, unit="Mt/y", binding=(limit,), used=(), uncounted=())
    text = capacity.report([(row, near), (row, far), ({**row, "question": "Tea"}, "no way")])
    assert "|Oil|2|9|5-6|yes|pipe 2|" in text
    assert "|Oil|2|4|5-6|no|pipe 2|" in text
    assert "- Tea: no way" in text
