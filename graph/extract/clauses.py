"""Arguments: who the subject of a verb is."""

from __future__ import annotations

from collections.abc import Sequence

from graph.extract.actor import Actor, Head
from graph.extract.lexicon import any_of, forms, words
from graph.extract.reach import CLOSERS, Reach
from graph.extract.strange import stranger_before
from graph.extract.tokens import Token
from graph.extract.verbs import Verb

_INSERTED = {"which", "who", "whose", "to", "where", "in", "with", "long", "once", "already"}
_DISTRIBUTED = {"both", "all", "each", "neither"}
_ASIDE = {"turn", "effect", "practice", "fact", "far", "years", "months", "weeks", "now", "long"}


class Clauses(Reach):
    """One sentence's actors and verbs, and who is the subject of each."""

    def __init__(
        self, tokens: Sequence[Token], actors: Sequence[Actor], verbs: Sequence[Verb]
    ) -> None:
        super().__init__(tokens, actors, verbs)
        self._subjects: dict[int, tuple[list[Actor], float]] = {}

    def subjects(self, verb: Verb) -> tuple[list[Actor], float]:
        """Return the subjects of a verb and how sure that is (0..1)."""
        if verb.first not in self._subjects:
            self._subjects[verb.first] = self._find_subjects(verb)
        return self._subjects[verb.first]

    def _find_subjects(self, verb: Verb) -> tuple[list[Actor], float]:
        before = self.tokens[verb.begin - 1].low if verb.begin else ""
        if self.tokens[verb.begin].low in {"without", "instead", "rather"}:
            return self._free(verb, ",")
        beside = self._beside(verb)
        if beside is not None:
            return beside
        opener = self._relative_before(verb.begin)
        if opener is not None:
            found = [a for a in self.actors if a.end <= opener]
            if found and not self.tokens[verb.begin].low.endswith("s"):  # "A and B, which get"
                return self.list_left(found[-1]), 0.9
            return (found[-1:], 0.9) if found else ([], 0.0)
        inserted = self.around_insertion(verb.begin)
        if inserted:
            return inserted, 0.95
        accused = self._accused(verb, before)
        if accused:
            return accused, 0.9
        stranger = stranger_before(self.tokens, self.actors, verb.begin)
        if stranger is not None:
            return self._whose(*stranger)
        return self._inherited(verb, before) or self._free(verb, before)

    def _beside(self, verb: Verb) -> tuple[list[Actor], float] | None:
        """Return the subject that ends where the verb's group begins, if a name does."""
        adjacent = [
            a for a in self.actors if a.first < verb.begin and a.last <= verb.begin <= a.end
        ]
        if not adjacent:
            return None
        nearest = adjacent[-1]
        if verb.begin < nearest.end:  # "Egypt's refusal to recognise"
            return [nearest._replace(head=Head.STATE)], 0.95
        if not self.in_preposition(nearest) or self._conjoined(nearest):
            return self._together(nearest), 1.0
        led = self._led(nearest)
        if led:
            return [led], 0.9
        if self.tokens[verb.first].low.endswith("ing"):
            return [], 0.0  # "objected to Pakistan joining": not said to be so
        return ([nearest], 0.9) if self._opens_clause(nearest, verb) else None

    def _relative_before(self, begin: int) -> int | None:
        """Return where "which" or "who" stands before a verb, as in "which in turn sells"."""
        for i in range(begin - 1, max(begin - 4, -1), -1):
            low = self.tokens[i].low
            if low in {"which", "who"}:
                return i
            if low == "," or any(a.begin <= i < a.end for a in self.actors):
                return None
            if low not in words("preposition") and low not in _ASIDE:
                return None
        return None

    def around_insertion(self, begin: int) -> list[Actor]:
        """Return the subject of "and Germany, which has factories there, called on"."""
        if not begin or self.tokens[begin - 1].text != ",":
            return []
        for i in range(begin - 2, max(begin - 25, 0), -1):
            if self.tokens[i].low in {";", ":"}:
                return []
            if self.tokens[i].text != ",":
                continue
            for actor in self.actors:
                if actor.end == i and not self.in_preposition(actor):
                    opener = self.tokens[i + 1].low
                    inserts = opener in _INSERTED or opener in words("determiner")
                    inserts = inserts or opener in _DISTRIBUTED
                    return self._together(actor) if inserts else []
        return []

    def _accused(self, verb: Verb, before: str) -> list[Actor]:
        """Return whom "accused China of ramming a boat and detaining its crew" speaks of."""
        if not self.tokens[verb.first].low.endswith("ing") or not (verb.joined or before == "of"):
            return []
        for k in range(verb.begin - 1, max(verb.begin - 20, -1), -1):
            if self.tokens[k].low in forms("accusing"):
                named = [a for a in self.actors if k < a.begin and a.end < verb.begin]
                if self.tokens[k + 1].low == "by":  # "was accused by Mali of attacking"
                    return [a for a in self.actors if a.end <= k][-1:]
                return self.list_right(named[0]) if named else []
            if self.tokens[k].low in CLOSERS:
                return []
        return []

    def _whose(self, first: int, last: int) -> tuple[list[Actor], float]:
        """Return the state in "Russia, whose troops", "Iraq, whose crude"."""
        acting = any_of("government", "goods", "office")
        if not first or self.tokens[first - 1].low != "whose":
            return [], 0.0
        if self.tokens[last - 1].low not in acting:
            return [], 0.0
        return [a for a in self.actors if a.end < first][-1:], 0.85

    def _led(self, actor: Actor) -> Actor | None:
        """Return the delegation in "a Russian delegation led by a minister held talks"."""
        by = actor.begin - 1
        if by < 2 or self.tokens[by].low != "by":
            return None
        return next((a for a in self.actors if a.end == by - 1), None)

    def _conjoined(self, actor: Actor) -> bool:
        """Tell "before Peru attacked", where the preposition opens a clause."""
        before = self.tokens[actor.begin - 1].low if actor.begin else ""
        return before in {"before", "after", "since", "until", "as", "than"}

    def _opens_clause(self, actor: Actor, verb: Verb) -> bool:
        """Tell "sells oil to India and China buys gas": the last of the list has a verb."""
        first = self.list_left(actor)[0]
        before = self.tokens[first.begin - 1].low if first.begin else ""
        apart = first is not actor and before not in {"of", "between", "among", "by"}
        return apart and not verb.joined and not verb.passive

    def _inherited(self, verb: Verb, before: str) -> tuple[list[Actor], float] | None:
        """Return the subject that a verb shares with the one before it in its clause."""
        start = self.clause_start(verb.begin)
        inside = [v for v in self.verbs if start <= v.first and v.last <= verb.begin]
        previous = inside[-1] if inside else None
        if previous is None or not (verb.joined or before in {"to", "by", "from", ","}):
            return None
        if before == "," and self._in_relative(previous):
            return None  # "the line, which a firm built, runs": the subject is the line
        if before == "to" and verb.controlled:
            middle = [a for a in self.actors if previous.last <= a.begin < verb.begin]
            if middle:
                return middle[-1:], 0.9
        found, sure = self.subjects(previous)
        return (found, sure * 0.95) if found else None

    def _in_relative(self, verb: Verb) -> bool:
        """Tell whether a verb stands in a clause like ", which a firm built,"."""
        for i in range(verb.begin - 1, max(verb.begin - 9, 0), -1):
            if self.tokens[i].low in {"which", "who", "whose", "whom", "where"}:
                return self.tokens[i - 1].text == ","
        return False

    def _free(self, verb: Verb, before: str) -> tuple[list[Actor], float]:
        """Return the name in the clause that hangs on no preposition, else the next best."""
        start = self.clause_start(verb.begin)
        around = [a for a in self.actors if start <= a.begin and a.end <= verb.begin]
        # a capital that only dates the report does nothing in it
        acting = [a for a in around if a.head is not Head.OTHER or a.owns]
        free = [a for a in acting if not self.in_preposition(a)]
        if free and (verb.joined or before == ","):
            return (self.list_right(free[0]), 0.85) if self._leads(free[0]) else ([], 0.0)
        if free:
            return self.list_left(free[-1]), 0.85
        previous = self._previous(verb)
        if previous and start >= verb.begin - 1:  # ", but sent a frigate"
            found, sure = self.subjects(previous)
            return found, sure * 0.9
        if previous:
            found, sure = self.subjects(previous)
            return found, sure * 0.8
        return around[-1:], 0.6

    def _leads(self, actor: Actor) -> bool:
        """Tell a name that can be a subject from the object in "avoids Russia and travels"."""
        before = self.tokens[actor.begin - 1] if actor.begin else None
        if before is None or not before.text.islower():
            return True
        return before.low in any_of("conjunction", "reporting", "relative", "adverb", "preposition")

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
