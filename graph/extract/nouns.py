"""From nouns with their possessors and prepositions to relationships."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from graph.extract.actor import Actor
from graph.extract.clauses import Clauses
from graph.extract.found import Found, paired
from graph.extract.lexicon import Trigger, any_of, forms, needs, words
from graph.extract.mood import noun_mood, void
from graph.extract.strange import stranger_before
from graph.extract.tokens import Token
from graph.model import Kind, Modality

# Relations whose noun takes the nearest name on its left when nobody owns it:
# "Turkey, a member of NATO", "Iran was dependent on Iraq".
_PREDICATES = {"visits", "member_of", "depends_on", "allied_with"}
_COPULAS = {"is", "are", "was", "were", "been", "be"}
_Mood = tuple[Modality, bool]


class NounFrames:
    """Reads the trigger nouns of one sentence."""

    def __init__(self, tokens: Sequence[Token], clauses: Clauses) -> None:
        self.tokens, self.clauses = tokens, clauses

    def read(self, first: int, last: int, trigger: Trigger) -> Iterator[Found]:
        """Yield what a noun with its possessor and prepositions states."""
        where = (first, last)
        mood = self._mood(first, last, trigger.relation)
        if trigger.relation in {"member_of", "allied_with"}:
            yield from self._apposed(trigger, where, mood)
        if trigger.needs and not self._has(trigger.needs, last):
            return
        end = self.clauses.limit(last)
        if trigger.frame == "copula":
            yield from self._copula(trigger, where, end, mood)
            return
        pair = self._pair(trigger, first, last, end) if "between" in trigger.targets else []
        for one, other in combinations(pair, 2):
            yield from paired(trigger.relation, one, other, where, mood, 0.9, "noun")
        if not pair:
            yield from self._directed(trigger, where, end, mood)

    def _pair(self, trigger: Trigger, first: int, last: int, end: int) -> list[Actor]:
        """Return both sides of "talks between A and B", "A and B ended their talks"."""
        near = self.clauses.objects(last, min(end, last + 12), ("between",))
        pair = self.clauses.agents(near)
        if len(pair) > 1 or trigger.frame != "with":
            return pair
        # "their border with Chad" is each one's border with a third
        third = self.clauses.objects(last, min(end, last + 4), ("with",))
        return [] if self._apart(first, third) else self._owners(first)

    def _apart(self, first: int, third: list[Actor]) -> bool:
        owners = [a.entity for a in self._owners(first)]
        return bool(third) and not any(a.resolved_from or a.entity in owners for a in third)

    def _directed(
        self, trigger: Trigger, where: tuple[int, int], end: int, mood: _Mood
    ) -> Iterator[Found]:
        """Read "its support for X", "talks with X", "exports to X"."""
        first, last = where
        preps = tuple(t for t in trigger.targets if t != "between")
        targets = self.clauses.objects(last, min(end, last + 10), preps)
        if trigger.frame == "with":
            targets = self.clauses.agents(targets)
        if not targets or not self._follows(last):
            return
        negated = mood[1] != (trigger.polarity == "negated")
        for source in self._sources(first, last, end, trigger):
            for target in targets:
                yield from paired(
                    trigger.relation, source, target, where, (mood[0], negated), 0.85, "noun"
                )

    def _mood(self, first: int, last: int, relation: str) -> _Mood:
        owner = self.clauses.owner(first)
        begin = owner.begin if owner else first
        if relation == "borders":  # a border is there whatever is done to it
            return Modality.ACTUAL, void(self.tokens, max(0, begin - 1), first)
        named = owner is not None and owner.resolved_from is None
        standing = relation in {"allied_with", "member_of"}
        return noun_mood(
            self.tokens, begin, first, last, presumed=named and not standing, standing=standing
        )

    def _has(self, need: str, last: int) -> bool:
        return bool({t.low for t in self.tokens[last : last + 6]} & needs(need))

    def _follows(self, last: int) -> bool:
        """Tell "talks with", "talks on Monday with", "talks held with" from "its ally's border"."""
        if last >= len(self.tokens):
            return False
        low = self.tokens[last].low
        return low in any_of("preposition", "time", "event done", "staying") or low == "to"

    def _copula(
        self, trigger: Trigger, where: tuple[int, int], end: int, mood: _Mood
    ) -> Iterator[Found]:
        """Read "Chile is China's main supplier", "Cuba was an ally of Angola"."""
        first, last = where
        owner = self.clauses.owner(first)
        others = [owner] if owner else self.clauses.objects(last, end, trigger.targets)
        start = self.clauses.clause_start(first)
        begin = owner.begin if owner else first
        copula = [
            i for i in range(max(start, begin - 6), begin)
            if self.tokens[i].low in _COPULAS
            or self.tokens[i].low in forms("becoming")
        ]  # fmt: skip
        if not copula or not others:
            return
        left = [
            a for a in self.clauses.actors
            if start <= a.begin and a.end <= copula[0] and not self.clauses.in_preposition(a)
        ]  # fmt: skip
        if stranger_before(self.tokens, self.clauses.actors, copula[0]) or not left:
            return
        around = self.clauses.around_insertion(copula[0])  # "Peru, which left Chile, is its ally"
        subjects = around or self.clauses.list_left(left[-1])
        if around and owner and owner.resolved_from and owner.entity == subjects[-1].entity:
            # "its" speaks of whom the inserted clause names
            others = [
                a for a in self.clauses.actors
                if subjects[-1].end <= a.begin and a.end <= copula[0]
            ][-1:]  # fmt: skip
        for source in self.clauses.agents(subjects):
            for other in others:
                yield from paired(trigger.relation, source, other, where, mood, 0.85, "noun")

    def _owners(self, first: int) -> list[Actor]:
        """Return both sides of "Peru and Ecuador ended their talks"."""
        owner = self.clauses.owner(first)
        before = [t.low for t in self.tokens[max(0, first - 3) : first]]
        if owner is None and "without" in before:
            return self._left(first, "signed_agreement")
        if owner is None or owner.resolved_from is None or owner.resolved_from.lower() != "their":
            return []
        for other in self.clauses.actors:
            named = max(self.clauses.list_right(other), self.clauses.list_left(other), key=len)
            if other.end <= owner.begin and len(named) > 1 and not other.resolved_from:
                return self.clauses.agents(named)
        return []

    def _apposed(self, trigger: Trigger, where: tuple[int, int], mood: _Mood) -> Iterator[Found]:
        """Read "Turkey, a NATO member," and "Azerbaijan, its ally"."""
        first = where[0]
        kind = Kind.BLOC if trigger.relation == "member_of" else Kind.STATE
        ends = [
            a for a in self.clauses.actors
            if (a.end == first or (a.owns and a.last <= first < a.end)) and a.entity.kind is kind
        ]  # fmt: skip
        if not ends:
            return
        left = [a for a in self.clauses.actors if a.end <= ends[0].begin]
        states = [a for a in left if a.entity.kind is Kind.STATE and a is not ends[0]]
        if not states or (kind is Kind.STATE and self._gap(states[-1], ends[0]) != [","]):
            return
        for state in self.clauses.list_left(states[-1]):
            yield from paired(trigger.relation, state, ends[0], where, mood, 0.85, "noun")

    def _gap(self, one: Actor, other: Actor) -> list[str]:
        return [t.low for t in self.tokens[one.end : other.begin]]

    def _sources(self, first: int, last: int, end: int, trigger: Trigger) -> list[Actor]:
        owner = self.clauses.owner(first)
        if owner is not None:
            return (self._owners(first) if trigger.frame == "with" else []) or [owner]
        doers = self.clauses.objects(last, end, ("by",))
        if doers:
            return self.clauses.agents(doers)
        if trigger.relation == "deploys_troops_to":  # "has no troops in"
            near = {t.low for t in self.tokens[max(0, first - 5) : first]}
            held = forms("keeping") | forms("announcing")
            return self._left(first, trigger.relation) if near & held else []
        if trigger.frame != "with" and trigger.relation not in _PREDICATES:
            return []
        return self._left(first, trigger.relation)

    def _left(self, first: int, relation: str) -> list[Actor]:
        """Return the subject of the clause that a noun stands in."""
        start = self.clauses.clause_start(first)
        left = [
            a for a in self.clauses.actors
            if start <= a.begin and a.end <= first and first - a.end <= 12
            and not self.clauses.in_preposition(a)
        ]  # fmt: skip
        verb = self._verb_before(first, start)
        if verb is not None and stranger_before(self.tokens, self.clauses.actors, verb):
            return []
        if relation == "borders":
            return left[-1:]
        nearest = self.clauses.agents(left)[-1:]
        return self.clauses.list_left(nearest[0]) if nearest else []

    def _verb_before(self, first: int, start: int) -> int | None:
        """Return where the copula or auxiliary before a noun starts."""
        for i in range(first - 1, max(start, first - 7), -1):
            if self.tokens[i].low in words("auxiliary"):
                begin = i
                while begin > start and self.tokens[begin - 1].low in words("modal"):
                    begin -= 1
                return begin
        return None
