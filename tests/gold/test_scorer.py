from typing import Any

import gold_scorer as scorer
import pytest
from gold_corpus import AnnotationError, fact_from, locate
from gold_scorer import Fact, Match, Spans


def fact(source: str, relation: str, target: str, **rest: Any) -> Fact:
    return Fact(source=source, relation=relation, target=target, **rest)


def test_ends_of_symmetric_relations_have_no_order() -> None:
    assert fact("TR", "borders", "AM").key == fact("AM", "borders", "TR").key
    assert fact("TR", "closes", "AM").key != fact("AM", "closes", "TR").key


def test_score_counts_matches_misses_and_false_finds() -> None:
    gold = [fact("KZ", "exports_to", "CN"), fact("KZ", "borders", "RU")]
    found = [fact("RU", "borders", "KZ"), fact("KZ", "meets", "CN")]
    tally = scorer.score(gold, found)
    assert [match.gold.relation for match in tally.matches] == ["borders"]
    assert [miss.relation for miss in tally.missed] == ["exports_to"]
    assert [false.relation for false in tally.false] == ["meets"]


def test_same_key_counts_once() -> None:
    gold = [fact("KZ", "exports_to", "CN")] * 2
    tally = scorer.score(gold, [fact("KZ", "exports_to", "CN")] * 3)
    assert (len(tally.matches), len(tally.missed), len(tally.false)) == (1, 0, 0)


def test_another_accepted_name_counts_once_and_is_never_false() -> None:
    gold = [fact("corridor:middle", "crosses", "AZ", also=frozenset({"transits_through"}))]
    both = [
        fact("corridor:middle", "transits_through", "AZ"),
        fact("corridor:middle", "crosses", "AZ"),
    ]
    for found in (both, both[:1], both[1:]):
        tally = scorer.score(gold, found)
        assert (len(tally.matches), len(tally.missed), len(tally.false)) == (1, 0, 0)


@pytest.mark.parametrize("found", [[], [fact("US", "meets", "FR")]])
def test_optional_facts_weigh_nothing(found: list[Fact]) -> None:
    tally = scorer.score([fact("US", "meets", "FR", optional=True)], found)
    assert (tally.matches, tally.missed, tally.false) == ([], [], [])


def test_rates() -> None:
    tally = scorer.score(
        [fact("A", "attacks", "B"), fact("A", "attacks", "C")],
        [fact("A", "attacks", "B"), fact("B", "attacks", "A"), fact("C", "attacks", "A")],
    )
    result = scorer.rates(tally)
    assert result.precision == pytest.approx(1 / 3)
    assert result.recall == pytest.approx(1 / 2)
    assert result.f1 == pytest.approx(0.4)


def test_rates_of_nothing_are_zero() -> None:
    assert scorer.rates(scorer.score([], [])) == scorer.Rates(0.0, 0.0, 0.0)


def test_relations_are_rated_apart() -> None:
    tally = scorer.score([fact("A", "attacks", "B"), fact("A", "meets", "B")], [])
    assert tally.relations == ["attacks", "meets"]
    assert len(tally.only("meets").missed) == 1


SPANS = ((0, 5), (6, 10), (11, 15))


@pytest.mark.parametrize(
    ("relation", "given", "expected"),
    [
        ("closes", ((4, 5), (6, 7), (14, 20)), True),
        ("closes", ((5, 6), (6, 7), (14, 20)), False),
        ("closes", ((11, 15), (6, 10), (0, 5)), False),
        ("borders", ((11, 15), (6, 10), (0, 5)), True),
    ],
)
def test_same_place(relation: str, given: Spans, *, expected: bool) -> None:
    gold = fact("TR", relation, "AM", spans=(SPANS,))
    assert scorer.same_place(Match(gold, fact("TR", relation, "AM", spans=(given,)))) is expected


def test_any_evidence_may_stand_in_the_right_place() -> None:
    gold = fact("TR", "closes", "AM", spans=(SPANS,))
    far = ((90, 91), (92, 93), (94, 95))
    tally = scorer.score([gold], [fact("TR", "closes", "AM", spans=(far, SPANS))])
    assert scorer.strict_hits(tally) == 1


def test_denials_read_as_statements_are_counted() -> None:
    gold = [
        fact("KZ", "supports", "RU", polarity="negated"),
        fact("A", "meets", "B", modality="planned"),
    ]
    tally = scorer.score(gold, [fact("KZ", "supports", "RU"), fact("B", "meets", "A")])
    assert scorer.negated_as_asserted(tally) == 1
    assert scorer.polarity_accuracy(tally) == pytest.approx(0.5)
    assert scorer.modality_accuracy(tally) == pytest.approx(0.5)


def test_commodities_are_asked_for_only_where_annotated() -> None:
    gold = [
        fact("A", "exports_to", "B", commodity="commodity:oil"),
        fact("B", "exports_to", "A"),
    ]
    tally = scorer.score(gold, [fact("A", "exports_to", "B"), fact("B", "exports_to", "A")])
    assert scorer.commodity_accuracy(tally) == 0.0


def test_wrong_names_between_the_same_ends_are_confusions() -> None:
    tally = scorer.score(
        [fact("A", "builds", "B", quote="A builds in B")],
        [fact("A", "invests_in", "B", quote="A builds in B")],
    )
    assert list(scorer.confusions(tally)) == [(("A", "builds", "B"), ("A", "invests_in", "B"))]


def test_locate_wants_one_place() -> None:
    assert locate("b", "abc") == (1, 2)
    for words, text in [("x", "abc"), ("a", "aba"), ("", "abc")]:
        with pytest.raises(AnnotationError):
            locate(words, text)


def test_words_are_looked_up_inside_the_quote() -> None:
    text = "Oman said no. Oman met Iran."
    line = {
        "source": "OM",
        "relation": "meets",
        "target": "IR",
        "polarity": "asserted",
        "modality": "actual",
        "quote": "Oman met Iran.",
        "source_text": "Oman",
        "trigger_text": "met",
        "target_text": "Iran",
    }
    assert fact_from(line, text).spans == (((14, 18), (19, 22), (23, 27)),)
