"""One sentence with what is read off it once: words, dates, amounts, who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from graph.extract.actor import Actor
from graph.extract.amounts import Amount, amount_for, amounts
from graph.extract.dates import When, dates, nearest
from graph.extract.found import FLOWS, Found
from graph.extract.lexicon import forms
from graph.extract.quantities import Good, commodity_for, share_near
from graph.extract.tokens import Token
from graph.model import Entity, Evidence, Kind, Modality, Polarity, Relationship, Span

_WITH_COMMODITY = FLOWS | {"signed_agreement"}


class Sentence:
    """A sentence of a document, which turns what was found in it into relationships."""

    def __init__(
        self, document: str, quote: str, span: Span, tokens: Sequence[Token], today: date | None
    ) -> None:
        self.tokens = tokens
        self.goods: Sequence[Good] = ()
        self.actors: Sequence[Actor] = ()
        self._document, self._quote, self._span, self._today = document, quote, span, today

    @cached_property
    def _dates(self) -> list[When]:
        return dates(self._quote, self._today)

    @cached_property
    def _amounts(self) -> list[Amount]:
        return amounts(self.tokens)

    @cached_property
    def _speaker(self) -> tuple[int, Entity] | None:
        """Return the verb of saying and the state or person that says it."""
        said = forms("reporting")
        for i, token in enumerate(self.tokens):
            if token.low in said:
                for actor in self.actors:
                    if actor.end == i and (actor.person or actor.entity.kind is Kind.STATE):
                        return i, actor.entity
        return None

    def relationship(self, one: Found, reliability: float) -> Relationship:
        """Return one find as a relationship with this sentence as its evidence."""
        source = (one.source.person if one.person_source else None) or one.source.entity
        target = (one.target.person if one.person_target else None) or one.target.entity
        commodity = (
            commodity_for(self.tokens, self.goods, one) if one.relation in _WITH_COMMODITY else None
        )
        return Relationship(
            source=source,
            relation=one.relation,
            target=target,
            evidence=(self._said(one, reliability),),
            commodity=commodity.id if commodity else None,
            group=source.id if one.relation == "crosses" else None,
            order=one.order,
        )

    def _said(self, one: Found, reliability: float) -> Evidence:
        trigger = self._chars(*one.trigger)
        speaker = self._speaker
        amount = amount_for(self._amounts, one.relation, one.trigger[0], one.target.first)
        valid_from, valid_to = self._when(trigger, one.modality)
        guessed = one.source.guessed or one.target.guessed
        return Evidence(
            document=self._document,
            span=self._span,
            quote=self._quote,
            source_span=self._chars(one.source.first, one.source.last),
            trigger_span=trigger,
            target_span=self._chars(one.target.first, one.target.last),
            polarity=Polarity.NEGATED if one.negated else Polarity.ASSERTED,
            modality=one.modality,
            confidence=reliability,
            method=f"rules:{one.method}+guess" if guessed else f"rules:{one.method}",
            asserted_by=speaker[1].id if speaker and speaker[0] != one.trigger[0] else None,
            share=self._share(one),
            amount=amount.value if amount else None,
            unit=amount.unit if amount else None,
            per=amount.per if amount else None,
            valid_from=valid_from,
            valid_to=valid_to,
            resolved_from=one.source.resolved_from or one.target.resolved_from,
        )

    def _when(self, trigger: Span, modality: Modality) -> tuple[str | None, str | None]:
        if not self._dates:
            return None, None
        begin = self._span.start
        return nearest(
            self._dates, self._quote, trigger.start - begin, trigger.end - begin,
            ahead=modality is not Modality.ACTUAL, today=self._today,
        )  # fmt: skip

    def _share(self, one: Found) -> float | None:
        if one.share is None and one.relation in FLOWS:
            return share_near(self.tokens, one.source.begin - 4, one.target.begin)
        return one.share

    def _chars(self, first: int, last: int) -> Span:
        return Span(self.tokens[first].start, self.tokens[last - 1].end)
