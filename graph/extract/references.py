"""What "it", "its", "he" and "there" mean; what a text has named so far."""

from __future__ import annotations

from collections.abc import Sequence

from graph.extract.actor import Actor, Head, Memory
from graph.extract.lexicon import any_of, of_kind, words
from graph.extract.tokens import Token
from graph.model import Entity, Kind


def pronoun(
    tokens: Sequence[Token], i: int, memory: Memory, actors: Sequence[Actor]
) -> Actor | None:
    """Return what a pronoun at token `i` means, by the sentence so far and by memory."""
    low = tokens[i].low
    if low == "there" and memory.corridor and i and tokens[i - 1].low not in {",", "and", "that"}:
        return Actor(memory.corridor, i, i + 1, i, i + 1, resolved_from="there", confidence=0.8)
    if low in {"he", "she", "his", "her"} and memory.speaker:
        person, state = memory.speaker
        owns = low in {"his", "her"}
        return Actor(
            state or person, i, i + 1, i, i + 1, person=None if owns else person,
            owns=owns, resolved_from=tokens[i].text, confidence=0.7,
        )  # fmt: skip
    if low in {"it", "its", "they", "their"}:
        owns = low in {"its", "their"}
        latest = list(memory.states.values())[-1:]
        if low == "it" and i and tokens[i - 1].low in words("preposition"):
            return None  # "opposed to it": as often a thing as a state
        fit = _object(tokens, actors, i) if low == "it" else []
        fit = fit or _referents(tokens, actors, owns=owns)
        fit = fit or ([memory.subject] if memory.subject else latest)
        if fit:
            return Actor(
                fit[0], i, i + 1, i, i + 1, owns=owns, resolved_from=tokens[i].text, confidence=0.65
            )
    return None


def _object(tokens: Sequence[Token], actors: Sequence[Actor], i: int) -> list[Entity]:
    """Return what "it" behind a verb means ("supplies it"): the nearest that is not its subject."""
    before = tokens[i - 1] if i else None
    after = tokens[i + 1].low if i + 1 < len(tokens) else ""
    if before is None or before.low not in of_kind("verb") or before.low in words("auxiliary"):
        return []
    if after in any_of("auxiliary", "modal", "negative"):
        return []
    for actor in reversed(actors):
        behind = [t.low for t in tokens[actor.end : actor.end + 2]]
        if {"which", "who"} & set(behind):  # the subject of the clause that "it" stands in
            continue
        lead = tokens[actor.begin - 1].low if actor.begin else ""
        opens = not lead or lead in words("conjunction") or not lead.isalpha()
        if actor.entity.kind in {Kind.STATE, Kind.BLOC} and not opens:
            return [actor.entity]
    return []


def _referents(tokens: Sequence[Token], actors: Sequence[Actor], *, owns: bool) -> list[Entity]:
    """Return what "it" (the first that acts) or "its" (the nearest) can mean in a sentence."""
    fit = []
    hangs = False
    for actor in actors:
        before = tokens[actor.begin - 1].low if actor.begin else ""
        listed = before in {"and", "or", ","}
        hangs = before in words("preposition") or (hangs and listed)
        opens = not before or listed or before in words("conjunction") or not before.isalpha()
        if owns and _in_list(tokens, actors, actor):
            opens = False  # "its" is of one, not of several
        acts = not hangs and (opens or not owns) and (actor.head is not Head.OTHER or actor.owns)
        if actor.entity.kind in {Kind.STATE, Kind.BLOC} and (acts or (owns and actor.owns)):
            fit.append(actor.entity)
    if owns and not fit:
        nearest = [a.entity for a in actors if a.entity.kind is Kind.STATE]
        return nearest[-1:]
    return fit[-1:] if owns else fit[:1]


def remember(actor: Actor, memory: Memory) -> None:
    """Keep what later sentences may point back to."""
    if actor.resolved_from is None:
        if actor.entity.kind is Kind.STATE:
            memory.states.pop(actor.entity.id, None)
            memory.states[actor.entity.id] = actor.entity
        elif actor.entity.kind in {Kind.CORRIDOR, Kind.PIPELINE}:
            memory.corridor = actor.entity
        elif actor.entity.kind is Kind.BLOC:
            memory.bloc = actor.entity
    if actor.person is not None:
        memory.speaker = (actor.person, actor.entity if actor.entity.kind is Kind.STATE else None)


def _in_list(tokens: Sequence[Token], actors: Sequence[Actor], actor: Actor) -> bool:
    """Tell a name that is joined to another by "and" or a comma."""
    joints = {"and", "or", ","}
    before = any(
        a.end == actor.begin - 1 and tokens[a.end].low in joints and not a.owns for a in actors
    )
    return before or any(
        actor.end < len(tokens) and a.begin == actor.end + 1 and tokens[actor.end].low in joints
        for a in actors
    )
