"""What a route must not touch."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AvoidKind(StrEnum):
    """What can be avoided; the value is the prefix a user may write (`country:RU`).

    Examples
    --------
    >>> AvoidKind("border")
    <AvoidKind.BORDER: 'border'>
    """

    COUNTRY = "country"
    BLOC = "bloc"
    SEA = "sea"
    PASSAGE = "passage"
    BORDER = "border"
    CORRIDOR = "corridor"
    MODE = "mode"
    STATION = "station"
    PORT = "port"
    FERRY = "ferry"
    PIPELINE = "pipeline"
    LEG = "leg"


@dataclass(frozen=True, slots=True)
class Avoid:
    """One thing to avoid.

    `text` is what the user wrote, `id` the entity (`RU`, `sea:caspian`, `AM-TR`), `states`
    the states that fall away with it (the members of a bloc; the state itself).

    Examples
    --------
    >>> Avoid(AvoidKind.COUNTRY, "RU", "Russia", frozenset({"RU"})).states
    frozenset({'RU'})
    """

    kind: AvoidKind
    id: str
    text: str
    states: frozenset[str] = frozenset()
