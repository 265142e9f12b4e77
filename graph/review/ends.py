"""What a person writes as a corrected end: a name or id, to one entity."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.errors import AmbiguousNameError, UnknownPlaceError
from graph.gazetteer import Gazetteer
from graph.gazetteer.names import fold
from graph.model import Entity, Kind
from graph.review.cells import Row

# No table can list all of these, so a well-formed id is taken at its word.
_OPEN = {Kind.PERSON, Kind.ORG, Kind.AGREEMENT, Kind.CORRIDOR, Kind.PIPELINE, Kind.PORT}
_ID = re.compile(r"([a-z]+):([^\W_]+(?:-[^\W_]+)*)")


class Ends:
    """The gazetteer's names, then the entities that the table itself speaks of."""

    def __init__(self, gazetteer: Gazetteer, rows: Iterable[Row]) -> None:
        self._gazetteer = gazetteer
        self._known: dict[str, Entity] = {}
        for row in rows:
            for end in ("source", "target"):
                if row.get(f"{end}_kind") in set(Kind):
                    name = row.get(f"{end}_name") or row[end]
                    entity = Entity(row[end], Kind(row[f"{end}_kind"]), name)
                    self._known.setdefault(entity.id, entity)
                    self._known.setdefault(fold(entity.name), entity)

    def named(self, text: str) -> Entity | None:
        """Return what a cell names, or nothing for an empty one; a ValueError says why not."""
        if not text:
            return None
        if known := self._known.get(text):
            return known
        try:
            return self._gazetteer.resolve(text)
        except AmbiguousNameError as error:
            raise ValueError(
                f"{text!r} could mean several things: {', '.join(error.candidates)}"
            ) from None
        except UnknownPlaceError as error:
            known = self._known.get(fold(text)) or _taken_at_its_word(text)
            if known:
                return known
            near = ", ".join(error.suggestions)
            tip = f"did you mean {near}?" if near else "write a name, a code (KZ) or an id"
            raise ValueError(f"unknown entity {text!r}; {tip}") from None

    def of_kind(self, kind: Kind, text: str) -> Entity | None:
        """Return what a cell names, of one kind; a new one where no table can list them all."""
        if not text:
            return None
        try:
            return self._gazetteer.resolve(text, {kind})
        except AmbiguousNameError as error:
            raise ValueError(
                f"{text!r} could mean several things: {', '.join(error.candidates)}"
            ) from None
        except UnknownPlaceError:
            if kind in _OPEN:
                slug = "-".join(re.findall(r"\w+", fold(text.removeprefix(f"{kind}:"))))
                named = _taken_at_its_word(f"{kind}:{slug}")
                if named:
                    return named if ":" in text else Entity(named.id, kind, text)
            raise ValueError(f"unknown {kind} {text!r}") from None

    def commodity(self, text: str) -> Entity | None:
        """Return the commodity that a cell names."""
        return self.of_kind(Kind.COMMODITY, text)


def _taken_at_its_word(text: str) -> Entity | None:
    match = _ID.fullmatch(text)
    if not match or match[1] not in _OPEN:
        return None
    return Entity(text, Kind(match[1]), match[2].replace("-", " ").title())
