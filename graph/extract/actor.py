"""What a sentence names, in token positions."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from graph.model import Entity


class Head(StrEnum):
    """What the noun phrase around a name speaks of."""

    STATE = "state"
    GOODS = "goods"
    PRIVATE = "private"
    OTHER = "other"


class Actor(NamedTuple):
    """An entity in a sentence; all positions are token indexes, ends exclusive.

    `first:last` is the name, `begin:end` the noun phrase around it; `guessed` where no table
    knows the name and its kind is a guess.
    """

    entity: Entity
    first: int
    last: int
    begin: int
    end: int
    head: Head = Head.STATE
    person: Entity | None = None
    owns: bool = False
    resolved_from: str | None = None
    confidence: float = 1.0
    guessed: bool = False


@dataclass(slots=True)
class Memory:
    """What earlier sentences of the document introduced."""

    states: dict[str, Entity] = field(default_factory=dict)  # the latest last
    subject: Entity | None = None
    corridor: Entity | None = None
    bloc: Entity | None = None
    pressing: dict[str, Entity] = field(default_factory=dict)  # who accused or asked whom last
    home: Entity | None = None  # the state whose capital the dateline names
    names: set[str] = field(default_factory=set)
    speaker: tuple[Entity, Entity | None] | None = None
    persons: dict[str, tuple[Entity, Entity | None]] = field(default_factory=dict)


class Office(NamedTuple):
    """A person whom the text gives an office of a state; `title` are the office's tokens."""

    person: Actor
    state: Actor
    title: tuple[int, int]
