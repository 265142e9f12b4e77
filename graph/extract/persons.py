"""Persons as the text introduces them: by a title before the name, or behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from graph.extract.actor import Actor, Head
from graph.extract.lexicon import any_of, words
from graph.extract.tokens import Token
from graph.gazetteer.names import fold
from graph.model import Entity, Kind

_PARTICLES = {"al", "bin", "bint", "van", "von", "der", "de", "da", "dos", "el", "ben"}


def introduced(tokens: Sequence[Token]) -> Iterator[tuple[int, int, int]]:
    """Yield (first, last, title) of names that stand behind a title or before one."""
    titles = any_of("office", "title")
    if titles.isdisjoint([token.low for token in tokens]):
        return
    for i, token in enumerate(tokens):
        if token.low not in titles:
            continue
        first = _title_end(tokens, i)
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
            while begin and is_name(tokens[begin - 1]):
                begin -= 1
            if comma - begin >= 2:
                yield begin, comma, i


def _title_end(tokens: Sequence[Token], i: int) -> int:
    """Step over the rest of a title: "Secretary of State", "minister for trade and industry"."""
    j = i + 1
    if j < len(tokens) and tokens[j].low in {"of", "for"}:
        k = j + 1
        while k < len(tokens) and tokens[k].low in words("charge"):
            k += 1
        return k if k > j + 1 else j
    return j


def title_start(tokens: Sequence[Token], title: int, first: int) -> int:
    """Return where the words before a name start: "Deputy Prime Minister X", "the king, X"."""
    if title > first:
        return first
    begin = title
    while begin and tokens[begin - 1].low in any_of("portfolio", "office", "title", "determiner"):
        begin -= 1
    return begin


@cache
def _no_names() -> frozenset[str]:
    return any_of("office", "title", "preposition", "determiner", "time")


def is_name(token: Token) -> bool:
    """Tell a capitalised word that can be a part of a name."""
    return token.text[0].isupper() and token.text.isalpha() and token.low not in _no_names()


def _name_end(tokens: Sequence[Token], first: int) -> int:
    last = first
    while last < len(tokens) and last - first < 7:
        token = tokens[last]
        following = tokens[last + 1] if last + 1 < len(tokens) else None
        if token.text == "-" and last > first and following and following.start == token.end:
            last += 2  # "Kassym-Jomart", "Jae-in"
            continue
        if token.low in _PARTICLES and following and following.text == "-":
            last += 3 if last + 2 < len(tokens) and is_name(tokens[last + 2]) else 0
            if tokens[last - 1].low not in _PARTICLES and last > first:
                continue
            break
        joins = token.low in _PARTICLES
        if is_name(token) or (
            joins and last > first and last + 1 < len(tokens) and is_name(tokens[last + 1])
        ):
            last += 1
        else:
            break
    return last


def office_state(
    tokens: Sequence[Token], actors: Sequence[Actor], title: int, last: int
) -> Actor | None:
    """Return the state (or bloc) whose office a title names."""
    for actor in actors:
        if actor.entity.kind not in {Kind.STATE, Kind.BLOC} or actor.head is Head.PRIVATE:
            continue
        before = actor.last <= title < max(actor.end, actor.last + 4) and not any(
            t.text in {",", ";", "."} or t.low in words("preposition") or t.low == "and"
            for t in tokens[actor.last : title]
        )
        # "Niger, whose president, Mohamed Bazoum,"
        whose = (
            tokens[actor.end].low == "," and tokens[actor.end + 1].low == "whose"
            if (actor.end + 1 < title)
            else False
        )
        before = before or (whose and title - actor.end <= 4)
        of = {title + 1, last} & {actor.begin - 1} and tokens[actor.begin - 1].low == "of"
        if before or of:
            return actor
    return None


def placed(
    actors: list[Actor], owner: Actor | None, person: Entity, state: Entity | None,
    first: int, last: int, begin: int,
) -> list[Actor]:  # fmt: skip
    """Put the person in: into the phrase that names its state, or as an actor of its own."""
    kept = [a for a in actors if not (first <= a.first < last) or a.person]
    if owner is not None and owner in kept and owner.begin < first:
        end = max(owner.end, last)
        kept[kept.index(owner)] = owner._replace(
            person=person, end=end, head=Head.STATE, owns=False
        )
        return [a for a in kept if not (first <= a.first < last)]
    kept = [a for a in kept if not (first <= a.first < last)]
    return [*kept, Actor(state or person, first, last, begin, last, person=person)]


def joined(tokens: Sequence[Token]) -> str:
    """Return the words of a name as written."""
    return " ".join(token.text for token in tokens).replace(" - ", "-")


def slug(name: str) -> str:
    """Return a name as an id."""
    return fold(name).replace(" ", "-").replace("'", "")
