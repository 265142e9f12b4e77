"""Compare what was found in a text with what its readers say is there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.model import ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Span = tuple[int, int]
Spans = tuple[Span, Span, Span]
Key = tuple[str, str, str]

SYMMETRIC = frozenset(name for name, kind in ontology().items() if kind.symmetric)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A relationship, found or annotated; `spans` are source, trigger and target by evidence.

    `also` names relations that a fair reader could have chosen instead; an `optional` fact
    is neither asked for nor held against who finds it.
    """

    source: str
    relation: str
    target: str
    polarity: str = "asserted"
    modality: str = "actual"
    commodity: str | None = None
    share: float | None = None
    order: int | None = None
    spans: tuple[Spans, ...] = ()
    quote: str = ""
    also: frozenset[str] = frozenset()
    optional: bool = False

    @property
    def key(self) -> Key:
        """The triple, with the ends of a symmetric relation in one order."""
        return key_of(self.source, self.relation, self.target)

    @property
    def accepted(self) -> tuple[Key, ...]:
        """Every key that counts as this fact, its own first."""
        others = (key_of(self.source, name, self.target) for name in sorted(self.also))
        return self.key, *others


@dataclass(frozen=True, slots=True)
class Match:
    """An annotated fact and the find that has its key."""

    gold: Fact
    found: Fact


@dataclass(slots=True)
class Tally:
    """What came of one or many texts; tallies add up."""

    matches: list[Match] = field(default_factory=list)
    missed: list[Fact] = field(default_factory=list)
    false: list[Fact] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Take in what came of another text."""
        self.matches += other.matches
        self.missed += other.missed
        self.false += other.false

    def only(self, relation: str) -> Tally:
        """Keep what concerns one relation, by the annotation's name for it where there is one."""
        return Tally(
            [match for match in self.matches if match.gold.relation == relation],
            [fact for fact in self.missed if fact.relation == relation],
            [fact for fact in self.false if fact.relation == relation],
        )

    @property
    def relations(self) -> list[str]:
        """Every relation that was annotated or found."""
        gold = {match.gold.relation for match in self.matches}
        return sorted(gold | {fact.relation for fact in self.missed + self.false})


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and their harmonic mean, each 0..1."""

    precision: float
    recall: float
    f1: float


def key_of(source: str, relation: str, target: str) -> Key:
    """Bring the ends of a symmetric relation into one order."""
    if relation in SYMMETRIC and target < source:
        source, target = target, source
    return source, relation, target


def ratio(part: int, whole: int) -> float:
    """Divide, with nothing out of nothing counted as nothing."""
    return part / whole if whole else 0.0


def by_key(facts: Iterable[Fact]) -> dict[Key, Fact]:
    """Keep the first fact of each key: one key counts once a text."""
    kept: dict[Key, Fact] = {}
    for fact in facts:
        kept.setdefault(fact.key, fact)
    return kept


def score(gold: Iterable[Fact], found: Iterable[Fact]) -> Tally:
    """Match by key; a find under another accepted name counts once, and never as false."""
    finds = by_key(found)
    tally, excused = Tally(), set[Key]()
    for fact in by_key(gold).values():
        hits = [key for key in fact.accepted if key in finds]
        excused.update(hits)
        if fact.optional:
            continue
        if hits:
            tally.matches.append(Match(fact, finds[hits[0]]))
        else:
            tally.missed.append(fact)
    tally.false = [fact for key, fact in finds.items() if key not in excused]
    return tally


def rates(tally: Tally, hits: int | None = None) -> Rates:
    """Rate a tally; `hits` fewer than its matches when more than the key is asked for."""
    hits = len(tally.matches) if hits is None else hits
    precision = ratio(hits, len(tally.matches) + len(tally.false))
    recall = ratio(hits, len(tally.matches) + len(tally.missed))
    total = precision + recall
    return Rates(precision, recall, 2 * precision * recall / total if total else 0.0)


def overlaps(first: Span, second: Span) -> bool:
    """Tell whether two half-open ranges share a character."""
    return first[0] < second[1] and second[0] < first[1]


def _orders(fact: Fact) -> Iterator[Spans]:
    """Yield the spans as annotated and, for a symmetric relation, with its ends exchanged."""
    for source, trigger, target in fact.spans:
        yield source, trigger, target
        if fact.relation in SYMMETRIC:
            yield target, trigger, source


def same_place(match: Match) -> bool:
    """Tell whether some evidence touches source, trigger and target of the annotation."""
    return any(
        all(map(overlaps, asked, given))
        for asked in _orders(match.gold)
        for given in match.found.spans
    )


def strict_hits(tally: Tally) -> int:
    """Count the matches that also stand in the right place."""
    return sum(map(same_place, tally.matches))


def polarity_accuracy(tally: Tally) -> float:
    """Share of the matches that have the annotated polarity."""
    right = sum(match.gold.polarity == match.found.polarity for match in tally.matches)
    return ratio(right, len(tally.matches))


def modality_accuracy(tally: Tally) -> float:
    """Share of the matches that have the annotated modality."""
    right = sum(match.gold.modality == match.found.modality for match in tally.matches)
    return ratio(right, len(tally.matches))


def commodity_accuracy(tally: Tally) -> float:
    """Share of the matches annotated with a commodity that have it."""
    asked = [match for match in tally.matches if match.gold.commodity]
    return ratio(sum(match.gold.commodity == match.found.commodity for match in asked), len(asked))


def negated_as_asserted(tally: Tally) -> int:
    """Count denials read as statements, the error that misleads most."""
    return sum(
        match.gold.polarity == "negated" and match.found.polarity == "asserted"
        for match in tally.matches
    )


def confusions(tally: Tally) -> Counter[tuple[Key, Key]]:
    """Count the pairs of missed and false facts with the same ends: only the name was wrong."""
    return Counter(
        (miss.key, false.key)
        for miss in tally.missed
        for false in tally.false
        if {miss.source, miss.target} == {false.source, false.target}
        and miss.quote
        and false.quote
        and (miss.quote in false.quote or false.quote in miss.quote)
    )
