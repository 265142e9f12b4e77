"""A model's facts held against the text: anchored to its words, or dropped and counted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph.extract.tokens import sentences
from graph.gazetteer import Gazetteer
from graph.llm.naming import Names, stands_in
from graph.llm.schema import Fact
from graph.model import (
    Document,
    Entity,
    Evidence,
    Kind,
    Modality,
    Polarity,
    RelationKind,
    Relationship,
    Span,
    ontology,
)
from graph.read.quotation import Quotations

# A rank, not a probability: below what the rules give to a plain clause, and lower where
# an end is not named by the words, or the quotation fits but for blanks and marks.
_CONFIDENCE, _LESS = 0.8, 0.1
_SPEAKERS = {Kind.STATE, Kind.BLOC, Kind.ORG, Kind.PERSON}


class Ground:
    """One document that a model's facts are held against.

    `dropped` counts, by reason, what did not stand; `notes` what stood, but not plainly.
    """

    def __init__(self, document: Document, gazetteer: Gazetteer, method: str) -> None:
        self._document, self._method = document, method
        self._names = Names(gazetteer)
        self._named = self._names.named(document.text)
        self._sentences = list(sentences(document.text))
        self.dropped: Counter[str] = Counter()
        self.notes: Counter[str] = Counter()

    def anchor(self, facts: Iterable[Fact], part: Span) -> list[Relationship]:
        """Return the facts whose words stand in `part` of the document."""
        quotations = Quotations(self._document.text[slice(*part)])
        found: list[Relationship] = []
        for fact in facts:
            try:
                found.append(self._anchored(fact, quotations, part.start))
            except _DroppedError as reason:
                self.dropped[str(reason)] += 1
        return _numbered(found)

    def _anchored(self, fact: Fact, quotations: Quotations, offset: int) -> Relationship:
        relation = ontology().get(fact.relation.replace(" ", "_"))
        if relation is None:
            raise _DroppedError("relation not in the ontology")
        quote = quotations.find(fact.quote)
        if quote is None:
            raise _DroppedError("quote not in the text")
        if quote.note:
            self.notes[quote.note] += 1
        sentence = self._whole(Span(offset + quote.span.start, offset + quote.span.end))
        spans = self._words(fact, sentence)
        source, target = self._ends(fact, relation)
        told = [
            self._borne_out(end, span) for end, span in ((source, spans[0]), (target, spans[2]))
        ]
        described = next((words for words in told if words), None)
        evidence = self._evidence(fact, sentence, spans, described, exact=quote.exact)
        return Relationship(
            source=source,
            relation=relation.id,
            target=target,
            evidence=(evidence,),
            commodity=self._commodity(fact),
            group=source.id if relation.id == "crosses" else None,
            order=fact.order if relation.id == "crosses" else None,
        )

    def _whole(self, quote: Span) -> Span:
        """Return the sentences that a quotation is from: what it cut away may say "refused to"."""
        first = bisect_right(self._sentences, (quote.start, len(self._document.text))) - 1
        last = bisect_left(self._sentences, (quote.end, 0)) - 1
        begin = self._sentences[first].start if first >= 0 else quote.start
        return Span(min(begin, quote.start), max(self._sentences[last].end, quote.end))

    def _words(self, fact: Fact, sentence: Span) -> tuple[Span, Span, Span]:
        """Return where source, trigger and target stand in the sentence."""
        inside = Quotations(self._document.text[slice(*sentence)])
        trigger = inside.find(fact.trigger_text)
        if trigger is None:
            raise _DroppedError("words not in the quote")
        found = [
            inside.find(words, near=trigger.span.start)
            for words in (fact.source_text, fact.trigger_text, fact.target_text)
        ]
        source, _, target = (
            Span(sentence.start + one.span.start, sentence.start + one.span.end) if one else None
            for one in found
        )
        if source is None or target is None:
            raise _DroppedError("words not in the quote")
        told = trigger.span
        return source, Span(sentence.start + told.start, sentence.start + told.end), target

    def _ends(self, fact: Fact, relation: RelationKind) -> tuple[Entity, Entity]:
        source = self._names.resolve(fact.source, fact.source_kind, relation.sources)
        target = self._names.resolve(fact.target, fact.target_kind, relation.targets)
        if source is None or target is None:
            raise _DroppedError("unknown name, or of a kind that the relation does not take")
        if source == target:
            raise _DroppedError("both ends are the same")
        return source, target

    def _borne_out(self, entity: Entity, span: Span) -> str | None:
        """Return the words of a description, or nothing where they name the entity.

        What another place's name stands for is not taken, nor who is named nowhere.
        """
        words = self._document.text[slice(*span)]
        named = self._names.named(words)
        if entity.id in named or stands_in(entity, words):
            return None
        if any(_kind(one) is entity.kind for one in named):
            raise _DroppedError("the words name something else")
        if entity.id not in self._named and not stands_in(entity, self._document.text):
            raise _DroppedError("an end is named nowhere in the text")
        return words

    def _evidence(
        self,
        fact: Fact,
        sentence: Span,
        spans: tuple[Span, Span, Span],
        described: str | None,
        *,
        exact: bool,
    ) -> Evidence:
        text = self._document.text
        doubts = (described is not None) + (not exact)
        return Evidence(
            document=self._document.name,
            span=sentence,
            quote=text[slice(*sentence)],
            source_span=spans[0],
            trigger_span=spans[1],
            target_span=spans[2],
            polarity=Polarity(fact.polarity),
            modality=Modality(fact.modality),
            confidence=round(_CONFIDENCE - _LESS * doubts, 2),
            method=self._method,
            asserted_by=self._speaker(fact),
            share=fact.share,
            valid_from=self._dated(fact.valid_from),
            valid_to=self._dated(fact.valid_to),
            resolved_from=described,
        )

    def _speaker(self, fact: Fact) -> str | None:
        if not fact.asserted_by:
            return None
        for kind in ("state", "person", "org"):
            speaker = self._names.resolve(fact.asserted_by, kind, _SPEAKERS)
            if speaker and (speaker.id in self._named or stands_in(speaker, self._document.text)):
                return speaker.id
        return None

    def _commodity(self, fact: Fact) -> str | None:
        if not fact.commodity:
            return None
        good = self._names.resolve(fact.commodity, "commodity", {Kind.COMMODITY})
        return good.id if good and good.id in self._named else None

    def _dated(self, date: str | None) -> str | None:
        """Return a date whose year the article bears."""
        if date is None:
            return None
        known = date[:4] in self._document.text or (self._document.date or "").startswith(date[:4])
        return date if known else None


class _DroppedError(Exception):
    pass


def _kind(entity_id: str) -> Kind:
    prefix, colon, _ = entity_id.partition(":")
    return Kind(prefix) if colon else Kind.STATE


def _numbered(found: Sequence[Relationship]) -> list[Relationship]:
    """Return routes numbered from 1 in each sentence: by the model's order, else as they stand."""
    routes: dict[tuple[str, Span], list[Relationship]] = {}
    for one in found:
        if one.group:
            routes.setdefault((one.group, one.evidence[0].span), []).append(one)
    numbers: dict[int, int] = {}
    for members in routes.values():
        told = [one.order for one in members if one.order]
        plain = len(set(told)) == len(members)
        members.sort(key=lambda one: (one.order or 0) if plain else one.evidence[0].target_span[0])
        numbers |= {id(one): number for number, one in enumerate(members, start=1)}
    return [replace(one, order=numbers.get(id(one))) for one in found]
