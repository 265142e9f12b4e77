"""Arguments: who a verb's subject is, which names its object or preposition reaches."""

from __future__ import annotations

from collections.abc import Sequence

from graph.extract.actor import Actor, Head
from graph.extract.lexicon import words
from graph.extract.tokens import Token
from graph.extract.verbs import Verb
from graph.model import Kind

_CLOSERS = {";", "but", "while", "whereas", "although", "because", "after", "before", "though"}
_LISTED = {",", "and", "or", "nor", "&", "as", "well"}
_AGENTS = {Kind.STATE, Kind.BLOC, Kind.ORG, Kind.PERSON}


class Clauses:
    """One sentence's actors and verbs, and how they hang together."""

    def __init__(
        self, tokens: Sequence[Token], actors: Sequence[Actor], verbs: Sequence[Verb]
    ) -> None:
        self.tokens, self.actors, self.verbs = tokens, actors, verbs
        self._begins = {verb.begin: verb.first for verb in verbs}
        self._subjects: dict[int, tuple[list[Actor], float]] = {}

    def subjects(self, verb: Verb) -> tuple[list[Actor], float]:
        """Return the subjects of a verb and how sure that is (0..1)."""
        if verb.first not in self._subjects:
            self._subjects[verb.first] = self._find_subjects(verb)
        return self._subjects[verb.first]

    def _find_subjects(self, verb: Verb) -> tuple[list[Actor], float]:
        before = self.tokens[verb.begin - 1].low if verb.begin else ""
        adjacent = [a for a in self.actors if a.end == verb.begin]
        if adjacent and not self.in_preposition(adjacent[0]):
            return self._together(adjacent[0]), 1.0
        if before in words("relative") and before != "that":
            found = [a for a in self.actors if a.end < verb.begin]
            return (found[-1:], 0.9) if found else ([], 0.0)
        previous = self._previous(verb)
        if previous and (verb.joined or before == "to" or before in {"by", "from", ","}):
            if before == "to" and verb.controlled:
                middle = [a for a in self.actors if previous.last <= a.begin < verb.begin]
                if middle:
                    return middle[-1:], 0.9
            found, sure = self.subjects(previous)
            if found:
                return found, sure * 0.95
        start = self._clause_start(verb.begin)
        free = [
            a for a in self.actors
            if start <= a.begin and a.end <= verb.begin and not self.in_preposition(a)
        ]  # fmt: skip
        if free:
            return self.list_left(free[-1] if before != "," else free[0]), 0.85
        if previous:
            found, sure = self.subjects(previous)
            return found, sure * 0.8
        loose = [a for a in self.actors if start <= a.begin and a.end <= verb.begin]
        return loose[-1:], 0.6

    def _together(self, actor: Actor) -> list[Actor]:
        """Return the list that ends with `actor`; for "they" the list named before it."""
        if actor.resolved_from in {"they", "They"}:
            for other in reversed([a for a in self.actors if a.end <= actor.begin]):
                named = self.list_left(other)
                if len(named) > 1:
                    return named
        return self.list_left(actor)

    def _previous(self, verb: Verb) -> Verb | None:
        earlier = [v for v in self.verbs if v.last <= verb.begin]
        return earlier[-1] if earlier else None

    def _clause_start(self, end: int) -> int:
        for i in range(end - 1, 0, -1):
            if self.tokens[i].low in _CLOSERS or self.tokens[i].text in {":", "“", '"'}:
                return i + 1
            if self.tokens[i].low == "that" and i + 1 < end:
                return i + 1
        return 0

    def in_preposition(self, actor: Actor) -> bool:
        """Tell whether an actor (or its list) hangs on a preposition: "talks with X"."""
        first = self.list_left(actor)[0]
        before = self.tokens[first.begin - 1].low if first.begin else ""
        if before == "of" and first.begin >= 2:
            head = self.tokens[first.begin - 2].low
            # "the foreign ministers of A and B" act for A and B
            return head not in words("delegate")
        return before in words("preposition") and before not in {"as", "than"}

    def list_left(self, actor: Actor) -> list[Actor]:
        """Return the members of the list that ends with `actor`."""
        found = [actor]
        for other in reversed([a for a in self.actors if a.end <= actor.begin]):
            gap = [t.low for t in self.tokens[other.end : found[0].begin]]
            if not gap or len(gap) > 2 or not set(gap) <= _LISTED:
                break
            if gap == [","] and not any(
                t.low in {"and", "or"} for t in self.tokens[found[0].begin - 1 : actor.begin]
            ):
                break
            found.insert(0, other)
        return found

    def list_right(self, actor: Actor) -> list[Actor]:
        """Return the members of the list that starts with `actor`."""
        found = [actor]
        for other in self.actors:
            if other.begin < found[-1].end or other is found[-1]:
                continue
            gap = self.tokens[found[-1].end : other.begin]
            lows = {t.low for t in gap} - words("determiner") - {"both", "to", "then", "with"}
            between = actor.begin > 0 and self.tokens[actor.begin - 1].low == "between"
            if len(gap) > 3 or not lows or not lows <= _LISTED:
                break
            if self._starts_clause(other) and not between:
                break
            found.append(other)
        return found

    def _starts_clause(self, actor: Actor) -> bool:
        return any(v.begin == actor.end and not v.joined for v in self.verbs) and (
            self.tokens[actor.begin - 1].low == "and" or self.tokens[actor.begin - 1].text == ","
        )

    def limit(self, start: int, first: int = -1) -> int:
        """Return where the clause that `start` stands in ends."""
        for i in range(start, len(self.tokens)):
            token = self.tokens[i]
            if token.low in _CLOSERS or token.text in {":", "“", "”", '"', "(", "—"}:
                return i
            if token.low in {"which", "who", "whose"}:
                return i
            if i > start and self._begins.get(i, first) != first:
                return i
        return len(self.tokens)

    def objects(self, start: int, end: int, targets: Sequence[str]) -> list[Actor]:
        """Return what stands behind a verb or noun: direct ("0") or behind a preposition."""
        for target in targets:
            if target in {"0", "goods"}:
                found = self._direct(start, end)
                if found and target == "goods" and found.head is not Head.GOODS:
                    continue
            else:
                found = self._behind(start, end, target)
            if found:
                return [a for a in self.list_right(found) if a.begin < end] or [found]
        return []

    def _direct(self, start: int, end: int) -> Actor | None:
        allowed = {"of", "out", "up", "down", "back"}
        for actor in self.actors:
            if not start <= actor.begin < end:
                continue
            gap = [t.low for t in self.tokens[start : actor.begin] if t.low != "neither"]
            clean = not any(
                (low in words("preposition") and low not in allowed) or low in {",", "and"}
                for low in gap
            )
            return actor if clean and len(gap) <= 8 else None
        return None

    def _behind(self, start: int, end: int, target: str) -> Actor | None:
        head = target.split(maxsplit=1)[0]
        for i in range(start, min(end, len(self.tokens))):
            if self.tokens[i].low != head:
                continue
            for actor in self.actors:
                if i == actor.begin and head == "there":
                    return actor
                if i < actor.begin < end and actor.begin - i <= 7:
                    gap = [t.low for t in self.tokens[i + 1 : actor.begin]]
                    if not any(g in words("preposition") - {"of"} or g == "," for g in gap):
                        return actor
                    break
        return None

    def agents(self, actors: Sequence[Actor], *, goods: bool = False) -> list[Actor]:
        """Keep those that can act: states and their organs; for flows, their goods too."""
        heads = {Head.STATE, Head.GOODS, Head.OTHER} if goods else {Head.STATE}
        return [a for a in actors if a.entity.kind in _AGENTS and a.head in heads]
