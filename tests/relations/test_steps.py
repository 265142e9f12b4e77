from __future__ import annotations

from graph.model import Modality, Polarity
from graph.relations import ANYWHERE, build, steps


def pairs(relations):
    return {(step.start, step.end) for step in steps(relations)}


def test_a_corridor_is_entered_at_its_start_and_followed_in_order(story):
    found = pairs(build(story))
    assert {("KZ", "sea:caspian"), ("sea:caspian", "AZ"), ("AZ", "GE"), ("GE", "TR")} <= found
    assert ("KZ", "TR") not in found
    assert ("sea:caspian", "GE") not in found, "no member is skipped"


def test_transit_goes_on_to_anywhere_and_says_so(story):
    (onward,) = (step for step in steps(build(story)) if step.onward)
    assert (onward.start, onward.end) == ("RU", ANYWHERE)
    assert "does not say" in onward.note


def test_a_denied_transit_is_no_step(make):
    denied = make("KZ", "transits_through", "RU", polarity=Polarity.NEGATED)
    assert not steps(build([denied]))


def test_trade_says_nothing_of_a_way(make):
    assert not steps(build([make("KZ", "exports_to", "CN"), make("DE", "imports_from", "KZ")]))


def test_a_plan_is_marked(make):
    plan = make("KZ", "transits_through", "IR", modality=Modality.PLANNED)
    step = next(step for step in steps(build([plan])) if not step.onward)
    assert "planned" in step.note


def test_a_closed_border_is_no_step_until_it_is_opened(make):
    border, closed = make("AM", "borders", "TR"), make("TR", "closes", "AM")
    assert not steps(build([border, closed]))
    assert pairs(build([border, closed, make("TR", "opens", "AM")])) == {("AM", "TR"), ("TR", "AM")}


def test_two_documents_with_different_lists_stay_apart(make):
    lists = {"a.txt": ["AZ", "GE"], "b.txt": ["IR", "TR"]}
    crossed = [
        make("corridor:middle", "crosses", member, order=order, document=name)
        for name, members in lists.items()
        for order, member in enumerate(members, start=1)
    ]
    assert pairs(build(crossed)) == {("AZ", "GE"), ("GE", "AZ"), ("IR", "TR"), ("TR", "IR")}
