"""The questions people bring: the essential ways come out; figures are the report's matter."""

from __future__ import annotations

import answers
import pytest

from graph import Explorer
from graph.model import Leg, Mode, Route

pytestmark = pytest.mark.network
ROWS = {row["id"]: row for row in answers.rows()}
# Each question by the ways without which its answer would be wrong.
ESSENTIAL = (
    "kz-eu-black-sea",
    "kz-eu-kars",
    "kz-eu-iran",
    "kz-eu-china-sea",
    "cd-lobito",
    "cd-dar",
    "zm-beira",
    "zm-walvis",
    "et-berbera",
    "mn-china",
    "mn-russia",
    "np-china",
    "am-poti",
    "am-iran",
    "bo-arica",
    "ua-poland",
    "ua-constanta",
    "rs-sea",
    "lhasa-kolkata",
    "kashgar-karachi",
)


@pytest.fixture(scope="module")
def explorer() -> Explorer:
    return Explorer()


@pytest.mark.parametrize("key", ESSENTIAL)
def test_the_way_comes_out_and_keeps_off_what_is_avoided(explorer: Explorer, key: str) -> None:
    row = ROWS[key]
    found = answers.answer(explorer, row)
    assert found.way is not None, found.told
    states = [name for name in answers.parts(row["avoid"]) if ":" not in name]
    gone = {explorer.gazetteer.avoid(name).id for name in states}
    assert not gone & set(found.way.countries)


def test_every_figure_has_a_source_and_every_row_a_question() -> None:
    for row in ROWS.values():
        published = row["km"] or row["days_min"]
        assert bool(published) == (row["source"] != "none found"), row["id"]
        assert row["question"]
        assert row["countries"]


def test_what_is_missing_is_told() -> None:
    row = ROWS["bo-arica"]
    text = answers.report([answers.Answer(row, None, "nothing at all")])
    assert "Not found: 1 of 1" in text
    assert "nothing at all" in text


def test_a_far_figure_is_told() -> None:
    leg = Leg(
        start="a", end="b", countries=("CD", "AO"), mode=Mode.RAIL,
        distance_km=9000.0, duration_h=24.0 * 7, cost_usd_per_t=1.0,
    )  # fmt: skip
    way = Route(rank=1, countries=("CD", "AO"), corridors=(), chokepoints=(), legs=(leg,))
    told = answers.difference(answers.Answer(ROWS["cd-lobito"], way))
    assert "9,000.0 km against 1739" in told
    assert "days" not in told
