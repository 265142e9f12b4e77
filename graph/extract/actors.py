"""Who and what a sentence names: states, waters, corridors, persons, pronouns for them."""

from __future__ import annotations

from collections.abc import Sequence

from graph.extract.actor import Actor, Head, Memory, Office
from graph.extract.lexicon import forms, regions, triggers, words
from graph.extract.persons import (
    introduced,
    is_name,
    joined,
    office_state,
    placed,
    slug,
    title_start,
)
from graph.extract.phrases import phrased
from graph.extract.references import pronoun, remember
from graph.extract.strangers import strangers
from graph.extract.tokens import Token, tokenize
from graph.gazetteer import Gazetteer, Role
from graph.gazetteer.names import table
from graph.model import Entity, Kind

_ROUTE_WORDS = {"pipeline", "corridor"}
_POINTERS = {
    "the", "this", "that", "he", "she", "his", "her", "it", "its", "they", "their", "there",
}  # fmt: skip
_BLOC_WORDS = {"bloc", "alliance", "organisation", "organization", "union", "grouping"}
_SHORES = {"coast", "coasts", "shore", "shores", "port", "ports", "littoral", "seaboard"}
_DIRECTIONS = {
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central",
    "greater", "former",
}  # fmt: skip


class ActorFinder:
    """Finds actors; one instance serves any number of documents."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._by_first: dict[str, list[tuple[list[str], str, Entity, Role]]] = {}
        for name in gazetteer.names():
            if name.role is not Role.CODE:
                lows = [token.low for token in tokenize(name.text)]
                row = (lows, name.text, name.entity, name.role)
                self._by_first.setdefault(lows[0], []).append(row)
        for rows in self._by_first.values():
            rows.sort(key=lambda row: -len(row[0]))
        self._describing = (
            words("place") | _BLOC_WORDS | _ROUTE_WORDS | {"route", "line", "railway"}
        )
        self._pointing = _POINTERS | set(self._by_first)
        self._features = {
            row["id"]: {row["region"], "landlocked" if row["landlocked"] else ""}
            for row in table("states")
        }
        self._known = (
            words("preposition") | words("determiner") | words("conjunction") | words("auxiliary")
            | words("government") | words("office") | words("title") | words("adverb")
            | words("planned") | words("relative") | forms("reporting") | _DIRECTIONS
            | words("portfolio") | set(triggers()) | words("negative") | words("goods")
            | words("time") | words("pronoun") | words("void")
        )  # fmt: skip

    def find(self, tokens: Sequence[Token], memory: Memory) -> tuple[list[Actor], list[Office]]:
        """Return the actors of a sentence from left to right, and offices it gives."""
        actors: list[Actor] = []
        lows = {token.low for token in tokens}
        routes = not _ROUTE_WORDS.isdisjoint(lows)
        described = not self._describing.isdisjoint(lows)
        # most words neither are names nor point back to one
        pointing = self._pointing
        likely = [i for i, t in enumerate(tokens) if t.low in pointing or t.text[0].isupper()]
        reached = 0
        for i in likely:
            if i < reached:
                continue
            low = tokens[i].low
            if low in _POINTERS:
                actor = (described and self._described(tokens, i, memory, actors)) or pronoun(
                    tokens, i, memory, actors
                )
            else:
                actor = (
                    self._route_or_name(tokens, i) if routes else self._named(tokens, i)
                ) or self._person_again(tokens, i, memory)
            if actor is None:
                continue
            actors.append(phrased(tokens, actor))
            reached = actor.last
            remember(actors[-1], memory)
        if actors and actors[0].first == 0 and actors[0].head is Head.OTHER and not actors[0].owns:
            memory.home = memory.home or actors[0].entity
        actors, offices = self._with_persons(tokens, actors, memory)
        if actors:
            unknown = strangers(
                tokens, actors, memory.names, self._is_known, self._gazetteer.is_city
            )
            actors = sorted([*actors, *unknown], key=lambda actor: actor.first)
        return actors, offices

    def _is_known(self, token: Token) -> bool:
        return token.low in self._known or token.low in self._by_first

    def _route_or_name(self, tokens: Sequence[Token], i: int) -> Actor | None:
        """Prefer "Niger-Benin pipeline" to Niger, and a route of the tables to both."""
        named, route = self._named(tokens, i), _unknown_route(tokens, i)
        if route is None or (named and (named.owns or named.last >= route.last - 1)):
            return named
        return route

    def _named(self, tokens: Sequence[Token], i: int) -> Actor | None:
        for lows, text, entity, role in self._by_first.get(tokens[i].low, ()):
            j = i + len(lows)
            if j > i + 1 and [t.low for t in tokens[i:j]] != lows:
                continue
            if entity.kind is Kind.SEA and j < len(tokens) and tokens[j].low in _SHORES:
                continue
            if _written_so(tokens[i:j], text, entity) and not self._inside(tokens, i, j, role):
                # a capital hosts ("agreed in Doha") or dates a report; else it is its state
                hosts = role is Role.CAPITAL and _hosts(tokens, i, j)
                head = Head.OTHER if hosts else Head.STATE
                return Actor(entity, i, j, i, j, head=head, owns=role is Role.DEMONYM)
        return self._plural_demonym(tokens, i)

    def _plural_demonym(self, tokens: Sequence[Token], i: int) -> Actor | None:
        word = tokens[i]
        if not word.low.endswith("s") or not word.text[0].isupper():
            return None
        for lows, _, entity, role in self._by_first.get(word.low[:-1], ()):
            if role is Role.DEMONYM and len(lows) == 1:
                return Actor(entity, i, i + 1, i, i + 1)
        return None

    def _inside(self, tokens: Sequence[Token], i: int, j: int, role: Role) -> bool:
        """Tell whether the name is a part of a longer one ("Bank of China", "Jordan Smith")."""
        if i > 1 and tokens[i - 1].low == "of" and tokens[i - 2].low in words("largename"):
            return tokens[i - 2].text[0].isupper()
        after = [t for t in tokens[j : j + 3] if t.text[0].isupper()]
        if role is Role.DEMONYM:
            return any(t.low in words("largename") for t in after)
        if i and _touching(tokens, i) and self._unknown_name(tokens[i - 1]) and i > 1:
            return True
        return j < len(tokens) and _touching(tokens, j) and self._unknown_name(tokens[j])

    def _unknown_name(self, token: Token) -> bool:
        if not token.text[0].isupper() or token.low in self._known:
            return False
        return token.low not in self._by_first

    def _person_again(self, tokens: Sequence[Token], i: int, memory: Memory) -> Actor | None:
        token = tokens[i]
        known = memory.persons.get(token.low) if token.text[0].isupper() else None
        if known is None:
            return None
        person, state = known
        return Actor(state or person, i, i + 1, i, i + 1, person=person)

    def _described(
        self, tokens: Sequence[Token], i: int, memory: Memory, actors: Sequence[Actor]
    ) -> Actor | None:
        """Resolve "the landlocked nation", "this route" to what fits and came last."""
        if tokens[i].low not in {"the", "this", "that"}:
            return None
        for j in range(i + 1, min(i + 6, len(tokens))):
            if tokens[j].low in {"route", "corridor", "pipeline", "line", "railway"} and j == i + 1:
                if memory.corridor is None:
                    return None
                text = " ".join(t.text for t in tokens[i : j + 1])
                return Actor(
                    memory.corridor, i, j + 1, i, j + 1, resolved_from=text, confidence=0.8
                )
            if tokens[j].low in _BLOC_WORDS and j == i + 1 and memory.bloc:
                text = " ".join(t.text for t in tokens[i : j + 1])
                return Actor(memory.bloc, i, j + 1, i, j + 1, resolved_from=text, confidence=0.75)
            if tokens[j].low in words("place"):
                return self._fitting(tokens, i, j, memory, actors)
            if not tokens[j].text.isalpha() and tokens[j].text != "-":
                return None
        return None

    def _fitting(
        self, tokens: Sequence[Token], i: int, j: int, memory: Memory, actors: Sequence[Actor]
    ) -> Actor | None:
        wanted = {
            region
            for k in range(i + 1, j)
            for size in (1, 2, 3)
            for region in regions().get(" ".join(t.low for t in tokens[k : min(k + size, j)]), ())
        }
        if j > i + 1 and not wanted:
            return None
        text = " ".join(t.text for t in tokens[i : j + 1])
        subject = [memory.subject] if memory.subject and not actors else []
        for state in [*subject, *reversed(memory.states.values())]:
            if not wanted or wanted & self._features[state.id]:
                return Actor(state, i, j + 1, i, j + 1, resolved_from=text, confidence=0.75)
        return None

    def _with_persons(
        self, tokens: Sequence[Token], actors: list[Actor], memory: Memory
    ) -> tuple[list[Actor], list[Office]]:
        offices: list[Office] = []
        for first, last, title in introduced(tokens):
            name = joined(tokens[first:last])
            person = Entity(f"person:{slug(name)}", Kind.PERSON, name)
            owner = office_state(tokens, actors, title, last) or _at_home(actors, title, memory)
            if owner is not None and tokens[title].low in words("office"):
                holder = Actor(person, first, last, first, last, person=person)
                offices.append(Office(holder, owner, (title, title + 1)))
            state = owner.entity if owner else None
            surname = tokens[last - 1].low
            state = state or memory.persons.get(surname, (person, None))[1]
            memory.persons[surname] = memory.speaker = (person, state)
            actors = placed(
                actors, owner, person, state, first, last, title_start(tokens, title, first)
            )
        return sorted(actors, key=lambda actor: actor.first), offices


def _at_home(actors: Sequence[Actor], title: int, memory: Memory) -> Actor | None:
    """Return the state of a bare title in a report from home.

    "NIAMEY, May 15 - Niger will not yield, Prime Minister X said": dateline and subject agree.
    """
    named = [a for a in actors if a.end <= title and a.head is not Head.OTHER]
    home = bool(named) and named[0].entity == memory.home and named[0].resolved_from is None
    return named[0] if home else None


def _unknown_route(tokens: Sequence[Token], i: int) -> Actor | None:
    """Take "the Adria pipeline", "Niger-Benin pipeline" as routes under their own name."""
    j = i
    while (
        j < len(tokens) and j - i < 7 and (is_name(tokens[j]) or (tokens[j].text == "-" and j > i))
    ):
        j += 1
    if j == i or j >= len(tokens) or tokens[j].low not in _ROUTE_WORDS:
        return None
    if tokens[i].low in words("determiner") or tokens[i].low in words("portfolio"):
        return None
    name = joined(tokens[i:j])
    kind = Kind(tokens[j].low)
    entity = Entity(f"{kind.value}:{slug(name)}", kind, f"{name} {kind.value}")
    return Actor(entity, i, j + 1, i, j + 1, confidence=0.9)


def _written_so(tokens: Sequence[Token], text: str, entity: Entity) -> bool:
    if entity.kind is Kind.COMMODITY:
        return True
    written = tokens[0].text
    short = text.isupper() and len(text) <= 5
    return written.isupper() if short else written[0].isupper() or text[0].islower()


def _hosts(tokens: Sequence[Token], i: int, j: int) -> bool:
    if i and tokens[i - 1].low in {"in", "at", "near", "outside"}:
        return True
    return i == 0 and j < len(tokens) and _dateline(tokens, j)


def _dateline(tokens: Sequence[Token], j: int) -> bool:
    """Tell "DOHA, May 4 - " and "Doha (Agency)", not "Doha, which"."""
    if tokens[j].text in {"(", "-", "—", "–", ":"}:
        return True
    after = tokens[j + 1] if j + 1 < len(tokens) else None
    return tokens[j].text == "," and after is not None and after.low in words("time")


def _touching(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i].start - tokens[i - 1].end <= 1 and tokens[i].start > tokens[i - 1].end
