"""What text speaks of: entities, and the places in text where they are named."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.model.document import Span


class Kind(StrEnum):
    """The kinds of entity. The value is also the prefix of an id (`sea:caspian`).

    Examples
    --------
    >>> Kind("sea").value
    'sea'
    """

    STATE = "state"
    BLOC = "bloc"
    SEA = "sea"
    PASSAGE = "passage"
    PORT = "port"
    CITY = "city"
    CORRIDOR = "corridor"
    PIPELINE = "pipeline"
    ORG = "org"
    PERSON = "person"
    COMMODITY = "commodity"
    AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing in the world. A state's id is its ISO 3166-1 alpha-2 code (`KZ`).

    Examples
    --------
    >>> Entity("sea:caspian", Kind.SEA, "Caspian Sea").kind.value
    'sea'
    """

    id: str
    kind: Kind
    name: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text that names an entity.

    `resolved_from` keeps the words of a description ("the landlocked nation") when the
    entity was worked out from its surroundings, not named there.

    Examples
    --------
    >>> turkey = Entity("TR", Kind.STATE, "Turkey")
    >>> Mention(turkey, Span(0, 6)).entity.id
    'TR'
    """

    entity: Entity
    span: Span
    resolved_from: str | None = None
