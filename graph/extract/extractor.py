"""From a document to relationships: sentences, actors, verbs, frames, decision."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from graph.extract.actor import Actor, Memory, Office
from graph.extract.actors import ActorFinder
from graph.extract.clauses import Clauses
from graph.extract.decide import decide
from graph.extract.found import FLOWS, Found
from graph.extract.frames import Frames
from graph.extract.genre import is_sport
from graph.extract.lexicon import forms
from graph.extract.nouns import NounFrames
from graph.extract.quantities import Good, commodity_for, share_near, stated
from graph.extract.tokens import Token, sentences, tokenize
from graph.extract.verbs import Verb, find_nouns, find_verbs
from graph.gazetteer import Gazetteer, default_gazetteer
from graph.model import (
    Document,
    Entity,
    Evidence,
    Kind,
    Modality,
    Polarity,
    Relationship,
    Span,
)

_YEAR = re.compile(r"\b(?:in|since|from) (?:(?:early|late|mid-) ?)?((?:1[89]|20)\d\d)\b")
_WITH_COMMODITY = FLOWS | {"signed_agreement"}


def extract(document: Document, gazetteer: Gazetteer | None = None) -> list[Relationship]:
    """Return what a document states, in reading order.

    Parameters
    ----------
    document
        The text; offsets of the result count its code points.
    gazetteer
        The names to look for; the shipped ones when left out.

    Returns
    -------
    list of Relationship
        One for each source, relation, target and commodity, the deciding sentence first.

    Notes
    -----
    Deterministic and linear in the length of the text. Only what the text states comes
    out: no knowledge of the world is added.
    """
    if is_sport(document.text):
        return []
    reader = _Reader(document, _finder(gazetteer or default_gazetteer()))
    return decide([one for span in sentences(document.text) for one in reader.read(span)])


@cache
def _finder(gazetteer: Gazetteer) -> ActorFinder:
    return ActorFinder(gazetteer)


class _Reader:
    """Reads the sentences of one document in order, remembering whom it met."""

    def __init__(self, document: Document, finder: ActorFinder) -> None:
        self._document, self._finder, self._memory = document, finder, Memory()

    def read(self, span: Span) -> Iterator[Relationship]:
        tokens = tokenize(self._document.text[span.start : span.end], span.start)
        if not tokens:
            return
        actors, offices = self._finder.find(tokens, self._memory)
        goods = [Good(a.entity, a.first, a.last) for a in actors if a.entity.kind is Kind.COMMODITY]
        actors = [a for a in actors if a.entity.kind is not Kind.COMMODITY]
        for office in offices:
            yield self._office(span, office)
        if actors:
            yield from self._sentence(span, tokens, actors, goods)

    def _sentence(
        self, span: Span, tokens: Sequence[Token], actors: Sequence[Actor], goods: Sequence[Good]
    ) -> Iterator[Relationship]:
        inside = {
            i for a in actors if a.owns for i in range(a.last, a.end)
        } | {i for a in actors for i in range(a.first, a.last)}  # fmt: skip
        named = {a.end for a in actors if not a.owns and a.entity.kind is Kind.STATE}
        verbs = find_verbs(tokens, inside, named)
        clauses = Clauses(tokens, actors, verbs)
        frames = Frames(tokens, clauses, [i for g in goods for i in range(g.first, g.last)])
        nouns = NounFrames(tokens, clauses)
        taken = {i for verb in verbs for i in range(verb.first, verb.last)}
        found = [one for verb in verbs for one in frames.verb(verb)]
        for first, last, trigger in find_nouns(tokens, taken):
            found += nouns.read(first, last, trigger)
        found += stated(tokens, clauses, goods)
        self._settle(actors, clauses, verbs)
        speaker = _speaker(tokens, actors)
        for one in found:
            yield self._relationship(span, tokens, one, goods, speaker)

    def _settle(self, actors: Sequence[Actor], clauses: Clauses, verbs: Sequence[Verb]) -> None:
        states = [
            a for a in clauses.agents(actors)
            if a.entity.kind is Kind.STATE and not clauses.in_preposition(a)
        ]  # fmt: skip
        first = next((clauses.subjects(v)[0] for v in verbs if clauses.subjects(v)[0]), None)
        if first and first[0].entity.kind is Kind.STATE:
            self._memory.subject = first[0].entity
        elif states:
            self._memory.subject = states[0].entity

    def _office(self, span: Span, office: Office) -> Relationship:
        spans = office.person_span, office.title_span, office.state_span
        said = self._evidence(
            span, spans, (Modality.ACTUAL, False), confidence=0.9, method="office"
        )
        return Relationship(
            source=office.person, relation="holds_office_in", target=office.state, evidence=(said,)
        )

    def _relationship(
        self,
        span: Span,
        tokens: Sequence[Token],
        one: Found,
        goods: Sequence[Good],
        speaker: tuple[int, Entity] | None,
    ) -> Relationship:
        source = (one.source.person if one.person_source else None) or one.source.entity
        target = (one.target.person if one.person_target else None) or one.target.entity
        share = one.share
        if share is None and one.relation in FLOWS:
            share = share_near(tokens, one.source.begin - 4, one.target.begin)
        trigger = Span(tokens[one.trigger[0]].start, tokens[one.trigger[1] - 1].end)
        said = self._evidence(
            span,
            (_chars(tokens, one.source), trigger, _chars(tokens, one.target)),
            (one.modality, one.negated),
            confidence=one.confidence,
            method=one.method,
            share=share,
            asserted_by=speaker[1].id if speaker and speaker[0] != one.trigger[0] else None,
            resolved_from=one.source.resolved_from or one.target.resolved_from,
        )
        commodity = commodity_for(goods, one) if one.relation in _WITH_COMMODITY else None
        return Relationship(
            source=source,
            relation=one.relation,
            target=target,
            evidence=(said,),
            commodity=commodity.id if commodity else None,
            group=source.id if one.relation == "crosses" else None,
            order=one.order,
        )

    def _evidence(
        self,
        span: Span,
        spans: tuple[Span, Span, Span],
        mood: tuple[Modality, bool],
        *,
        confidence: float,
        method: str,
        share: float | None = None,
        asserted_by: str | None = None,
        resolved_from: str | None = None,
    ) -> Evidence:
        quote = self._document.text[span.start : span.end]
        year = _YEAR.search(quote)
        modality, negated = mood
        return Evidence(
            document=self._document.name,
            span=span,
            quote=quote,
            source_span=spans[0],
            trigger_span=spans[1],
            target_span=spans[2],
            polarity=Polarity.NEGATED if negated else Polarity.ASSERTED,
            modality=modality,
            confidence=confidence,
            method=f"rules:{method}",
            asserted_by=asserted_by,
            share=share,
            valid_from=year.group(1) if year else None,
            resolved_from=resolved_from,
        )


def _chars(tokens: Sequence[Token], actor: Actor) -> Span:
    return Span(tokens[actor.first].start, tokens[actor.last - 1].end)


def _speaker(tokens: Sequence[Token], actors: Sequence[Actor]) -> tuple[int, Entity] | None:
    """Return the verb of saying and the state or person that says it."""
    for i, token in enumerate(tokens):
        if token.low not in forms("reporting"):
            continue
        before = [a for a in actors if a.end == i and (a.person or a.entity.kind is Kind.STATE)]
        if before:
            return i, before[0].entity
    return None
