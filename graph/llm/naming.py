"""Which entity the model means, and whether the text's own words bear it out."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from graph.errors import AmbiguousNameError, UnknownPlaceError
from graph.gazetteer import Gazetteer, Role
from graph.gazetteer.names import fold
from graph.model import Entity, Kind

_WORD = re.compile(r"\w+")
_MOST_WORDS = 8
# What no table can list; the text must then write the name itself.
_OPEN = {Kind.PERSON, Kind.ORG, Kind.AGREEMENT, Kind.CORRIDOR, Kind.PIPELINE, Kind.PORT}
_TITLES = re.compile(
    r"^(?:the|president|prime minister|foreign minister|minister|mr|mrs|ms|dr|sir|king|queen"
    r"|sultan|sheikh|emir|chancellor|general)\.?\s+",
    re.IGNORECASE,
)


class Names:
    """The names of a gazetteer, to look for in a text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._ids = _index(gazetteer)

    def resolve(self, name: str, kind: str, allowed: Collection[Kind]) -> Entity | None:
        """Return what the model names, of the kinds that its relation allows there.

        A name that no table knows makes an entity of its own where its kind is open.
        """
        try:
            return self._gazetteer.resolve(name.strip(), allowed)
        except AmbiguousNameError:
            return None
        except UnknownPlaceError:
            pass
        if kind not in set(Kind) or Kind(kind) not in allowed or Kind(kind) not in _OPEN:
            return None
        plain = _plain(name, Kind(kind))
        slug = "-".join(_WORD.findall(fold(plain)))
        return Entity(f"{kind}:{slug}", Kind(kind), plain) if slug else None

    def named(self, text: str) -> frozenset[str]:
        """Return the ids of all that a text names; linear in its length."""
        found: set[str] = set()
        words = [(match.group(), fold(match.group())) for match in _WORD.finditer(text)]
        for first in range(len(words)):
            for last in range(first + 1, min(first + _MOST_WORDS, len(words)) + 1):
                piece = words[first:last]
                key = " ".join(low for _, low in piece)
                written = " ".join(word for word, _ in piece)
                found |= {one for one, name in self._ids.get(key, ()) if _fits(name, written)}
        return frozenset(found)


def stands_in(entity: Entity, text: str) -> bool:
    """Tell whether a text writes the name of an entity that no table knows.

    >>> stands_in(Entity("person:ann-lee", Kind.PERSON, "Ann Lee"), "Minister Ann  Lee said")
    True
    """
    wanted, words = ([fold(word) for word in _WORD.findall(one)] for one in (entity.name, text))
    return f" {' '.join(wanted)} " in f" {' '.join(words)} "


def _plain(name: str, kind: Kind) -> str:
    plain = name.strip()
    if kind is Kind.PERSON:
        while (shorter := _TITLES.sub("", plain)) != plain:
            plain = shorter
    return plain


@cache
def _index(gazetteer: Gazetteer) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Return ids with their names as written, by the folded name."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name in gazetteer.names():
        if name.role is not Role.CODE:
            key = " ".join(_WORD.findall(fold(name.text)))
            found.setdefault(key, []).append((name.entity.id, name.text))
    return found


def _fits(name: str, written: str) -> bool:
    """Tell whether capitals agree: "us" is no United States, nor "turkey" a state."""
    return written.isupper() if name.isupper() else written[0].isupper() or name[0].islower()
