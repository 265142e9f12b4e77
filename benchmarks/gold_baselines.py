"""What a reader without grammar would find: two yardsticks for the extractor."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gold_scorer import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gold_corpus import Article

PAIR = "pair"  # the one relation that co-occurrence knows
TRIGGERS = {
    "signed_agreement": r"sign(?:s|ed)|agreed|deal|pact|accord",
    "meets": r"met|meets|summit",
    "visits": r"visit(?:s|ed)?",
    "supports": r"support(?:s|ed)?|back(?:s|ed)",
    "opposes": r"oppose[sd]?",
    "criticises": r"accuse[sd]?|condemn(?:s|ed)?|criticise[sd]",
    "demands": r"demand(?:s|ed)|urge[sd]|called on",
    "exports_to": r"export(?:s|ed)? \w+|sells?|sold",
    "imports_from": r"import(?:s|ed)? \w+|buys?|bought",
    "transits_through": r"through|via",
    "borders": r"borders?|border with",
    "closes": r"close[sd]|shut",
    "opens": r"open(?:s|ed)|reopen(?:s|ed)",
    "sanctions": r"sanctions|embargo|boycott",
    "attacks": r"attack(?:s|ed)|bombed|shelled",
    "invades": r"invade[sd]?|invasion",
    "recognises": r"recogni[sz]e[sd]?",
    "depends_on": r"depends? on|relies on",
    "threatens": r"threaten(?:s|ed)",
    "provides": r"provide[sd]?|offered|gave",
}
PATTERNS = {name: re.compile(rf"\b(?:{words})\b") for name, words in TRIGGERS.items()}
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”]?\s+|\n+")
PRONOUNS = frozenset({"It", "They", "He", "She"})


@dataclass(frozen=True, slots=True)
class Naming:
    """A word for a state, found in a sentence."""

    state: str
    start: int
    end: int


def names_of_states(articles: Iterable[Article]) -> dict[str, str]:
    """Collect the annotators' own words for states: a head start that costs nothing to give."""
    names: dict[str, str] = {}
    for article in articles:
        for fact in article.facts:
            source, _, target = fact.spans[0]
            for entity, (start, end) in ((fact.source, source), (fact.target, target)):
                word = article.text[start:end].removesuffix("'s")
                if ":" not in entity and word[0].isupper() and word not in PRONOUNS:
                    names.setdefault(word, entity)
    return names


def sentences(text: str) -> list[str]:
    """Cut at full stops and line ends; abbreviations are cut too, as a simple reader would."""
    return [part for part in SENTENCE_END.split(text) if part]


def namings(sentence: str, names: dict[str, str]) -> list[Naming]:
    """Find the states of a sentence in order, longer names first."""
    words = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"\b(?:{words})\b")
    return [Naming(names[hit[0]], *hit.span()) for hit in pattern.finditer(sentence)]


def commonest_relation(articles: Iterable[Article]) -> str:
    """Name what two states most often are to each other."""
    facts = (fact for article in articles for fact in article.facts)
    counts = Counter(fact.relation for fact in facts if ":" not in fact.source + fact.target)
    return counts.most_common(1)[0][0]


def co_occurrence(text: str, names: dict[str, str], relation: str = PAIR) -> Iterator[Fact]:
    """Hold any two states of one sentence for related, in the order of their ids."""
    for sentence in sentences(text):
        states = sorted({naming.state for naming in namings(sentence, names)})
        for source, target in itertools.combinations(states, 2):
            yield Fact(source=source, relation=relation, target=target, quote=sentence)


def verb_between(text: str, names: dict[str, str]) -> Iterator[Fact]:
    """Read `A ... verb ... B` between neighbouring states as it stands."""
    for sentence in sentences(text):
        for first, second in itertools.pairwise(namings(sentence, names)):
            between = sentence[first.end : second.start]
            for relation, pattern in PATTERNS.items():
                if first.state != second.state and pattern.search(between):
                    yield Fact(
                        source=first.state, relation=relation, target=second.state, quote=sentence
                    )


def as_pairs(facts: Iterable[Fact]) -> list[Fact]:
    """Forget relation and direction, keep the pairs of states; optional pairs come last."""
    pairs = [
        Fact(source=low, relation=PAIR, target=high, optional=fact.optional, quote=fact.quote)
        for fact in facts
        if ":" not in fact.source + fact.target
        for low, high in [sorted((fact.source, fact.target))]
    ]
    return sorted(pairs, key=lambda fact: fact.optional)
