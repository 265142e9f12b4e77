"""Who and what a sentence names: states, waters, corridors, persons, pronouns for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from graph.extract.lexicon import forms, regions, triggers, words
from graph.extract.tokens import Token, tokenize
from graph.gazetteer import Gazetteer, Role
from graph.gazetteer.names import fold, table
from graph.model import Entity, Kind, Span

_DIRECTIONS = {
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central",
    "greater", "former",
}  # fmt: skip
_PARTICLES = {"al", "bin", "bint", "van", "von", "der", "de", "da", "dos", "el", "ben"}


class Head(StrEnum):
    """What the noun phrase around a name speaks of."""

    STATE = "state"
    GOODS = "goods"
    PRIVATE = "private"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Actor:
    """An entity in a sentence; all positions are token indexes, ends exclusive.

    `first:last` is the name, `begin:end` the noun phrase around it.
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


@dataclass(slots=True)
class Memory:
    """What earlier sentences of the document introduced."""

    states: dict[str, Entity] = field(default_factory=dict)  # the latest last
    subject: Entity | None = None
    corridor: Entity | None = None
    speaker: tuple[Entity, Entity | None] | None = None
    persons: dict[str, tuple[Entity, Entity | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Office:
    """A person whom the text gives an office of a state."""

    person: Entity
    state: Entity
    person_span: Span
    title_span: Span
    state_span: Span


class ActorFinder:
    """Finds actors; one instance serves any number of documents."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, Entity, Role]]] = {}
        for name in gazetteer.names():
            if name.role is not Role.CODE:
                lows = tuple(token.low for token in tokenize(name.text))
                row = (lows, name.text, name.entity, name.role)
                self._by_first.setdefault(lows[0], []).append(row)
        for rows in self._by_first.values():
            rows.sort(key=lambda row: -len(row[0]))
        self._features = {
            row["id"]: {row["region"], "landlocked" if row["landlocked"] else ""}
            for row in table("states")
        }
        self._known = (
            words("preposition") | words("determiner") | words("conjunction") | words("auxiliary")
            | words("government") | words("office") | words("title") | words("adverb")
            | words("planned") | words("relative") | forms("reporting") | _DIRECTIONS
            | words("portfolio") | set(triggers()) | words("negative") | words("goods")
        )  # fmt: skip

    def find(self, tokens: Sequence[Token], memory: Memory) -> tuple[list[Actor], list[Office]]:
        """Return the actors of a sentence from left to right, and offices it gives."""
        actors: list[Actor] = []
        i = 0
        while i < len(tokens):
            actor = (
                self._route_or_name(tokens, i)
                or self._person_again(tokens, i, memory)
                or self._described(tokens, i, memory, actors)
                or _pronoun(tokens, i, memory, actors)
            )
            if actor is None:
                i += 1
                continue
            actors.append(_phrased(tokens, actor))
            i = actor.last
            _remember(actors[-1], memory)
        return self._with_persons(tokens, actors, memory)

    def _route_or_name(self, tokens: Sequence[Token], i: int) -> Actor | None:
        """Prefer "Niger-Benin pipeline" to Niger, and a route of the tables to both."""
        named, route = self._named(tokens, i), _unknown_route(tokens, i)
        if route is None or (named and (named.owns or named.last >= route.last - 1)):
            return named
        return route

    def _named(self, tokens: Sequence[Token], i: int) -> Actor | None:
        for lows, text, entity, role in self._by_first.get(tokens[i].low, ()):
            j = i + len(lows)
            if j > len(tokens) or tuple(t.low for t in tokens[i:j]) != lows:
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
        for first, last, title in _introduced(tokens):
            name = _joined(tokens[first:last])
            person = Entity(f"person:{_slug(name)}", Kind.PERSON, name)
            owner = _office_state(tokens, actors, title, last)
            if owner is not None and tokens[title].low in words("office"):
                offices.append(
                    Office(
                        person,
                        owner.entity,
                        _span(tokens, first, last),
                        _span(tokens, title, title + 1),
                        _span(tokens, owner.first, owner.last),
                    )
                )
            state = owner.entity if owner else None
            surname = tokens[last - 1].low
            state = state or memory.persons.get(surname, (person, None))[1]
            memory.persons[surname] = memory.speaker = (person, state)
            actors = _placed(actors, owner, person, state, first, last)
        return sorted(actors, key=lambda actor: actor.first), offices


def _unknown_route(tokens: Sequence[Token], i: int) -> Actor | None:
    """Take "the Adria pipeline", "Niger-Benin pipeline" as routes under their own name."""
    j = i
    while (
        j < len(tokens) and j - i < 7 and (_is_name(tokens[j]) or (tokens[j].text == "-" and j > i))
    ):
        j += 1
    if j == i or j >= len(tokens) or tokens[j].low not in {"pipeline", "corridor"}:
        return None
    if tokens[i].low in words("determiner") or tokens[i].low in words("portfolio"):
        return None
    name = _joined(tokens[i:j])
    kind = Kind(tokens[j].low)
    entity = Entity(f"{kind.value}:{_slug(name)}", kind, f"{name} {kind.value}")
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
    return i == 0 and j < len(tokens) and tokens[j].text in {",", "(", "-", "—", "–"}


def _touching(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i].start - tokens[i - 1].end <= 1 and tokens[i].start > tokens[i - 1].end


def _pronoun(
    tokens: Sequence[Token], i: int, memory: Memory, actors: Sequence[Actor]
) -> Actor | None:
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
        acting = [a.entity for a in actors if a.entity.kind is Kind.STATE]
        # "its" after "Russia's invasion or ..." is the last owner named, else the subject
        owner = [a.entity for a in actors if a.owns and a.entity.kind is Kind.STATE][-1:]
        latest = list(memory.states.values())[-1:]
        fit = owner or acting[:1] or ([memory.subject] if memory.subject else latest)
        if fit:
            owns = low in {"its", "their"}
            return Actor(
                fit[0], i, i + 1, i, i + 1, owns=owns, resolved_from=tokens[i].text, confidence=0.65
            )
    return None


def _phrased(tokens: Sequence[Token], actor: Actor) -> Actor:
    """Extend a name to its noun phrase and say what the phrase speaks of."""
    j, owns = actor.last, actor.owns
    if j + 1 < len(tokens) and tokens[j].text in {"'", "’"} and tokens[j + 1].low == "s":
        j, owns = j + 2, True
    elif j < len(tokens) and tokens[j].text in {"'", "’"} and tokens[j - 1].low.endswith("s"):
        j, owns = j + 1, True
    begin = _phrase_begin(tokens, actor.first)
    if not owns or actor.entity.kind is not Kind.STATE:
        return replace(actor, begin=begin, end=j, owns=owns)
    end = _phrase_end(tokens, j)
    inside = [t.low for t in tokens[j:end]]
    return replace(actor, begin=begin, end=end, owns=True, head=_head(inside))


def _phrase_begin(tokens: Sequence[Token], first: int) -> int:
    """Step left over "the", and over one adjective that has its determiner ("the former")."""
    begin = first
    if (
        begin >= 2
        and tokens[begin - 2].low in words("determiner")
        and tokens[begin - 1].text.islower()
    ):
        plain = words("preposition") | words("auxiliary") | words("conjunction") | words("adverb")
        if tokens[begin - 1].low not in plain and tokens[begin - 1].low not in triggers():
            begin -= 1
    while begin and (tokens[begin - 1].low in words("determiner") or tokens[begin - 1].text == "-"):
        begin -= 1
    return begin


def _head(inside: list[str]) -> Head:
    if not inside:
        return Head.STATE
    if any(low in words("private") for low in inside):
        return Head.PRIVATE
    if inside[-1] in words("goods"):
        return Head.GOODS
    government = words("government") | words("office") | words("title")
    return Head.STATE if inside[-1] in government or inside[0] in government else Head.OTHER


def _phrase_end(tokens: Sequence[Token], j: int) -> int:
    stops = (
        words("preposition") | words("auxiliary") | words("conjunction") | words("relative")
        | words("negative") | words("determiner") | {"to"}
    )  # fmt: skip
    begin = j
    while j < len(tokens):
        token = tokens[j]
        if token.text == "-" and j > begin:
            j += 1
            continue
        if not token.text[0].isalpha() or token.low in stops:
            break
        if j > begin and _verbal(tokens, j):
            break
        j += 1
    return j


def _verbal(tokens: Sequence[Token], j: int) -> bool:
    """Tell whether a word inside a noun phrase is the verb that ends it."""
    low = tokens[j].low
    if tokens[j].text[0].isupper():
        return False
    if low in forms("reporting") or low in words("adverb") or low in words("planned"):
        return True
    if low in forms("refuse") or low in words("possible") or low in words("demanded"):
        return True
    kinds = {t.kind for lows, t in triggers().get(low, ()) if len(lows) == 1}
    return kinds == {"verb"} or (
        "verb" in kinds and j + 1 < len(tokens) and low not in words("goods")
        and (tokens[j + 1].text[0].isupper() or tokens[j + 1].low in words("determiner"))
    )  # fmt: skip


def _remember(actor: Actor, memory: Memory) -> None:
    if actor.resolved_from is None:
        if actor.entity.kind is Kind.STATE:
            memory.states.pop(actor.entity.id, None)
            memory.states[actor.entity.id] = actor.entity
        elif actor.entity.kind in {Kind.CORRIDOR, Kind.PIPELINE}:
            memory.corridor = actor.entity
    if actor.person is not None:
        memory.speaker = (actor.person, actor.entity if actor.entity.kind is Kind.STATE else None)


def _introduced(tokens: Sequence[Token]) -> Iterator[tuple[int, int, int]]:
    """Yield (first, last, title) of names that stand behind a title or before one."""
    titles = words("office") | words("title")
    for i, token in enumerate(tokens):
        if token.low not in titles:
            continue
        first = i + 1
        last = _name_end(tokens, first)
        if last > first:
            yield first, last, i
            continue
        # "its prime minister, Abiy Ahmed, said"
        if first < len(tokens) and tokens[first].text == ",":
            last = _name_end(tokens, first + 1)
            if last - first >= 3 and last < len(tokens) and tokens[last].text == ",":
                yield first + 1, last, i
                continue
        # "Wang Yi, China's foreign minister, ..."
        comma = next((k for k in range(i - 1, max(i - 8, 0), -1) if tokens[k].text == ","), None)
        if comma:
            begin = comma
            while begin and _is_name(tokens[begin - 1]):
                begin -= 1
            if comma - begin >= 2:
                yield begin, comma, i


def _is_name(token: Token) -> bool:
    known = words("office") | words("title") | words("preposition") | words("determiner")
    return token.text[0].isupper() and token.text.isalpha() and token.low not in known


def _name_end(tokens: Sequence[Token], first: int) -> int:
    last = first
    while last < len(tokens) and last - first < 7:
        token = tokens[last]
        following = tokens[last + 1] if last + 1 < len(tokens) else None
        if token.text == "-" and last > first and following and following.start == token.end:
            last += 2  # "Kassym-Jomart", "Jae-in"
            continue
        joins = token.low in _PARTICLES
        if _is_name(token) or (
            joins and last > first and last + 1 < len(tokens) and _is_name(tokens[last + 1])
        ):
            last += 1
        else:
            break
    return last


def _office_state(
    tokens: Sequence[Token], actors: Sequence[Actor], title: int, last: int
) -> Actor | None:
    for actor in actors:
        if actor.entity.kind not in {Kind.STATE, Kind.BLOC} or actor.head is Head.PRIVATE:
            continue
        before = actor.last <= title < max(actor.end, actor.last + 4) and not any(
            t.text in {",", ";", "."} or t.low in words("preposition") or t.low == "and"
            for t in tokens[actor.last : title]
        )
        of = {title + 1, last} & {actor.begin - 1} and tokens[actor.begin - 1].low == "of"
        if before or of:
            return actor
    return None


def _placed(
    actors: list[Actor], owner: Actor | None, person: Entity, state: Entity | None,
    first: int, last: int,
) -> list[Actor]:  # fmt: skip
    """Put the person in: into the phrase that names its state, or as an actor of its own."""
    kept = [a for a in actors if not (first <= a.first < last) or a.person]
    if owner is not None and owner in kept and owner.begin < first:
        end = max(owner.end, last)
        kept[kept.index(owner)] = replace(
            owner, person=person, end=end, head=Head.STATE, owns=False
        )
        return [a for a in kept if not (first <= a.first < last)]
    kept = [a for a in kept if not (first <= a.first < last)]
    return [*kept, Actor(state or person, first, last, first, last, person=person)]


def _joined(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens).replace(" - ", "-")


def _slug(name: str) -> str:
    return fold(name).replace(" ", "-").replace("'", "")


def _span(tokens: Sequence[Token], first: int, last: int) -> Span:
    return Span(tokens[first].start, tokens[last - 1].end)
