"""Typed relationships and the sentences that state them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.model.document import Span
from graph.model.entity import Entity


class Polarity(StrEnum):
    """Whether the text says that it holds or that it does not.

    Examples
    --------
    >>> Polarity("negated").value
    'negated'
    """

    ASSERTED = "asserted"
    NEGATED = "negated"


class Modality(StrEnum):
    """Whether it is so, will be, should be, or may be.

    Examples
    --------
    >>> [modality.value for modality in Modality]
    ['actual', 'planned', 'demanded', 'possible']
    """

    ACTUAL = "actual"
    PLANNED = "planned"
    DEMANDED = "demanded"
    POSSIBLE = "possible"


class Reviewed(StrEnum):
    """What a person said of a machine's find.

    Examples
    --------
    >>> Reviewed("accepted").value
    'accepted'
    """

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One sentence that states a relationship; `text[span.start:span.end] == quote` always.

    `share` is a fraction (0..1), `confidence` likewise; dates are ISO 8601 prefixes
    (`2022`, `2022-02-24`). `amount` counts `unit`s (`t`, `barrel`, `USD`, `person` ...), for
    each `per` (`day`, `year` ...) where that is set. `method` names the rule or model that
    found it. Where a person has `reviewed` it, `machine` keeps the machine's own record, as
    JSON text.

    Examples
    --------
    >>> import graph
    >>> (found,) = graph.Explorer([]).extract("Zambia does not border Kenya.")
    >>> found.evidence[0].quote, found.evidence[0].polarity.value
    ('Zambia does not border Kenya.', 'negated')
    """

    document: str
    span: Span
    quote: str
    source_span: Span
    trigger_span: Span
    target_span: Span
    polarity: Polarity
    modality: Modality
    confidence: float
    method: str
    asserted_by: str | None = None
    share: float | None = None
    amount: float | None = None
    unit: str | None = None
    per: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    resolved_from: str | None = None
    reviewed: Reviewed | None = None
    machine: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """`source` stands in `relation` to `target`; the first evidence decides.

    Members of one route share `group` and are numbered by `order` from 1. `commodity` is
    the id of what flows.

    Examples
    --------
    >>> import graph
    >>> (found,) = graph.Explorer([]).extract("Zambia exports copper to China.")
    >>> found.source.id, found.relation, found.target.id, found.commodity
    ('ZM', 'exports_to', 'CN', 'commodity:copper')
    >>> found.polarity.value, found.modality.value, 0 < found.confidence <= 1
    ('asserted', 'actual', True)
    """

    source: Entity
    relation: str
    target: Entity
    evidence: tuple[Evidence, ...]
    commodity: str | None = None
    group: str | None = None
    order: int | None = None

    def __repr__(self) -> str:
        """Return what is stated, and the sentence, in a line."""
        ends = f"{self.source.id} {self.relation} {self.target.id}"
        goods = f", {self.commodity}" if self.commodity else ""
        mood = f"{self.polarity.value}, {self.modality.value}"
        return f"<Relationship {ends}{goods} ({mood}): {self.evidence[0].quote!r}>"

    @property
    def polarity(self) -> Polarity:
        """Polarity of the deciding evidence."""
        return self.evidence[0].polarity

    @property
    def modality(self) -> Modality:
        """Modality of the deciding evidence."""
        return self.evidence[0].modality

    @property
    def confidence(self) -> float:
        """Confidence of the deciding evidence."""
        return self.evidence[0].confidence
