"""Whom a verb really aims at, among the names in its reach."""

from __future__ import annotations

from collections.abc import Sequence

from graph.extract.actor import Actor
from graph.extract.clauses import Clauses
from graph.extract.lexicon import any_of, forms, lemmas, words
from graph.extract.tokens import Token
from graph.extract.verbs import Verb


class Aims:
    """Sorts the targets of the verbs of one sentence."""

    def __init__(self, tokens: Sequence[Token], clauses: Clauses) -> None:
        self.tokens, self.clauses = tokens, clauses

    def meant(
        self, verb: Verb, relation: str, targets: list[Actor], subjects: Sequence[Actor], end: int
    ) -> list[Actor]:
        """Return the targets that a verb means, of those in its reach up to `end`."""
        targets = [a for a in targets if not self._own(a, subjects) and not self._claused(a, verb)]
        if relation == "criticises":
            return self._blamed(targets, end)
        if relation == "demands" and self.tokens[verb.first].low in forms("insisting"):
            return [a for a in targets if not self._holds(a)]
        if relation == "deploys_troops_to" and not targets:
            return self._where(verb)
        return targets

    def open(self, verb: Verb) -> bool:
        """Tell "whether it had attacked", "unless Iran attacks"."""
        for i in range(verb.begin - 1, max(verb.begin - 9, -1), -1):
            low = self.tokens[i].low
            if low in {"whether", "unless", "if"}:
                return True
            if low in {",", ";", "that", "and", "but"}:
                return False
        return False

    def followed(self, actor: Actor, lows: set[str]) -> bool:
        """Tell whether one of these words stands right behind a name."""
        return actor.end < len(self.tokens) and self.tokens[actor.end].low in lows

    def _where(self, verb: Verb) -> list[Actor]:
        """Return the place in "Djibouti, where France keeps troops"."""
        for i in range(verb.begin - 1, max(verb.begin - 16, 0), -1):
            if self.tokens[i].low == "where":
                return [a for a in self.clauses.actors if a.end <= i][-1:]
            if self.tokens[i].low in {";", "which", "who", "but"}:
                return []
        return []

    def _own(self, actor: Actor, subjects: Sequence[Actor]) -> bool:
        """Tell "their" in "Peru and Chile opened their borders", which names nobody else."""
        own = (actor.resolved_from or "").lower() in {"their", "its"}
        own = own and self.tokens[actor.end - 1].low.endswith("s")  # "their border" is shared
        return own and len(subjects) > 1 and actor.entity in [a.entity for a in subjects]

    def _claused(self, actor: Actor, verb: Verb) -> bool:
        """Tell "warned that Peru might", where "that" opens a clause and points at no state."""
        named = actor.resolved_from is None and actor.begin == verb.last
        return named and self.tokens[actor.begin].low == "that" and self._holds(actor)

    def _blamed(self, targets: list[Actor], end: int) -> list[Actor]:
        """Return who did the harm in "condemned the shelling of Peru by Chile", not its victim."""
        first = targets[0].begin if targets else 0
        if first < 2 or self.tokens[first - 1].low != "of":
            return targets
        if self.tokens[first - 2].low not in words("harm"):
            return targets
        return self.clauses.agents(self.clauses.objects(targets[-1].end, end, ("by",)))

    def _holds(self, actor: Actor) -> bool:
        """Tell "insists that Peru has left", a statement, from "insists that Peru leave"."""
        if actor.end >= len(self.tokens):
            return False
        finite = any_of("auxiliary", "modal") | {"never", "no"}
        if self.tokens[actor.end].low in finite - {"be", "do", "must", "should", "ought"}:
            return True
        own = next((v for v in self.clauses.verbs if v.begin == actor.end), None)
        return (
            own is not None
            and own.begin == own.first
            and (self.tokens[own.first].low not in lemmas())
        )
