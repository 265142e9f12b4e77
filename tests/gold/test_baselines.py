import gold_baselines as baselines
from gold_corpus import Article
from gold_scorer import Fact

NAMES = {"Kazakhstan": "KZ", "China": "CN", "Russia": "RU"}


def test_co_occurrence_pairs_all_states_of_a_sentence() -> None:
    facts = baselines.co_occurrence("Kazakhstan, China and Russia. China rested.", NAMES)
    assert {(fact.source, fact.target) for fact in facts} == {
        ("CN", "KZ"),
        ("CN", "RU"),
        ("KZ", "RU"),
    }


def test_verb_between_neighbours_names_the_relation() -> None:
    facts = list(baselines.verb_between("Kazakhstan exports oil to China; Russia slept.", NAMES))
    assert [fact.key for fact in facts] == [("KZ", "exports_to", "CN")]


def test_names_come_from_the_annotation_without_pronouns() -> None:
    text = "It hit China's fleet"
    fact = Fact(source="KZ", relation="attacks", target="CN", spans=(((0, 2), (3, 6), (7, 14)),))
    assert baselines.names_of_states([Article("a", text, (fact,))]) == {"China": "CN"}


def test_pairs_forget_direction_and_what_is_no_state() -> None:
    facts = [
        Fact(source="KZ", relation="exports_to", target="CN", optional=True),
        Fact(source="CN", relation="imports_from", target="KZ"),
        Fact(source="KZ", relation="produces", target="commodity:oil"),
    ]
    pairs = baselines.as_pairs(facts)
    assert [(pair.key, pair.optional) for pair in pairs] == [
        (("CN", "pair", "KZ"), False),
        (("CN", "pair", "KZ"), True),
    ]
