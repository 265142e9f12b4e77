"""Which names a verb or noun reaches: lists, prepositions, the end of a clause."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from graph.extract.actor import Actor, Head
from graph.extract.lexicon import any_of, forms, words
from graph.extract.tokens import Token
from graph.extract.verbs import Verb
from graph.model import Kind

CLOSERS = {";", "but", "while", "whereas", "although", "because", "after", "before", "though"}
_LISTED = {",", "and", "or", "nor", "&", "as", "well"}
# What follows a verb of saying when no clause of its own does ("said on Monday", "said and").
_NO_CLAUSE = {
    "on", "in", "at", "to", "after", "during", "by", "and", "or", ",", ".", "of", "with", "from",
    "that", "about", "as", "for", "against", "it", "he", "she", "they", "late", "earlier",
}  # fmt: skip
_QUESTIONS = {"what", "how", "why", "whether", "when", "where", "that", "which", "who"}
_ROUTES = {Kind.CORRIDOR, Kind.PIPELINE}
_AGENTS = {Kind.STATE, Kind.BLOC, Kind.ORG, Kind.PERSON}


class Reach:
    """One sentence's actors and verbs, and what stands in the reach of what."""

    def __init__(
        self, tokens: Sequence[Token], actors: Sequence[Actor], verbs: Sequence[Verb]
    ) -> None:
        self.tokens, self.actors, self.verbs = tokens, actors, verbs
        self._begins = {verb.begin: verb.first for verb in verbs}
        stops = _limits()
        self._stops = [i for i, token in enumerate(tokens) if token.low in stops]

    def clause_start(self, end: int) -> int:
        """Return where the clause that ends at `end` starts."""
        for i in range(end - 1, 0, -1):
            if self.tokens[i].low in CLOSERS or self.tokens[i].text in {":", "“", '"'}:
                return i + 1
            if i + 1 < end and self._reports(i):
                return i + 1
        return 0

    def _reports(self, i: int) -> bool:
        """Tell "that", or a verb of saying whose clause follows at once ("said it would")."""
        low = self.tokens[i].low
        if low == "that":
            return True
        following = self.tokens[i + 1].low
        return low in forms("reporting") and following not in _NO_CLAUSE

    def in_preposition(self, actor: Actor) -> bool:
        """Tell whether an actor (or its list) hangs on a preposition: "talks with X"."""
        first = self.list_left(actor)[0]
        before = self.tokens[first.begin - 1].low if first.begin else ""
        if before == "of" and first.begin >= 2:
            head = self.tokens[first.begin - 2].low
            if head in words("part"):  # "most of Mali's exports go"
                return False
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
            if "," in gap and len(found) == 1 and self._apart(other, actor):
                break  # "on Venezuela, and Mexico has ...": two clauses, no list
            found.insert(0, other)
        return found

    def _apart(self, other: Actor, actor: Actor) -> bool:
        """Tell whether a verb makes `actor` the subject of a clause of its own."""
        finite = actor.end < len(self.tokens) and self.tokens[actor.end].low in any_of(
            "auxiliary", "modal"
        )
        earlier = [a for a in self.actors if a.end == other.begin - 1]
        listed = bool(earlier) and self.tokens[other.begin - 1].text == ","
        return (finite or actor.end in self._begins) and not listed

    def list_right(self, actor: Actor) -> list[Actor]:
        """Return the members of the list that starts with `actor`."""
        found, joined = [actor], False
        for other in self.actors:
            if other.begin < found[-1].end or other is found[-1]:
                continue
            gap = self.tokens[found[-1].end : other.begin]
            lows = {t.low for t in gap} - words("determiner") - {"both", "to", "then", "with"}
            lows -= {self.tokens[actor.begin - 1].low} if actor.begin else set()
            between = actor.begin > 0 and self.tokens[actor.begin - 1].low == "between"
            if len(gap) > 3 or not lows or not lows <= _LISTED:
                break
            if self._starts_clause(other) and not between:
                break
            joined = joined or bool(lows - {","})
            found.append(other)
        # "Albania, a NATO member, ..." is no list
        after = self.tokens[found[-1].end : found[-1].end + 1]
        joined = joined or bool(after and after[0].low in {"and", "or"})
        return found if joined else [actor]

    def _starts_clause(self, actor: Actor) -> bool:
        helped = actor.end < len(self.tokens) and self.tokens[actor.end].low in any_of(
            "auxiliary", "modal"
        )
        finite = helped or any(v.begin == actor.end and not v.joined for v in self.verbs)
        return finite and (
            self.tokens[actor.begin - 1].low == "and" or self.tokens[actor.begin - 1].text == ","
        )

    def limit(self, start: int, first: int = -1) -> int:
        """Return where the clause that `start` stands in ends."""
        end = next((i for i in self._stops if i >= start), len(self.tokens))
        for begin, own in self._begins.items():
            if start < begin < end and own != first:
                return begin
        return end

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
                (low in words("preposition") and low not in allowed)
                or low in {",", "and"} | _QUESTIONS
                for low in gap
            )
            return actor if clean and len(gap) <= 8 else None
        return None

    def _behind(self, start: int, end: int, target: str) -> Actor | None:
        head, *rest = target.split()
        for i in range(start, min(end, len(self.tokens))):
            if self.tokens[i].low != head:
                continue
            short = [t.low for t in self.tokens[i + 1 : i + 1 + len(rest)]] != rest
            for actor in self.actors:
                if i == actor.begin and head == "there":
                    return actor
                if short and head == "by" and actor.entity.kind not in _ROUTES:
                    continue  # "by the Medgaz pipeline", but not "sold by Chad"
                if i < actor.begin < end and actor.begin - i <= 7:
                    gap = [t.low for t in self.tokens[i + 1 : actor.begin]]
                    if _reaches(gap):
                        return actor
                    break
        return None

    def owner(self, first: int) -> Actor | None:
        """Return whose the noun at token `first` is ("Russia's invasion", "its support")."""
        inside = [a for a in self.actors if a.owns and a.last <= first < a.end]
        return inside[-1] if inside else None

    def agents(self, actors: Sequence[Actor], *, goods: bool = False) -> list[Actor]:
        """Keep those that can act: states and their organs; for flows, whoever ships."""
        heads = set(Head) if goods else {Head.STATE}
        return [a for a in actors if a.entity.kind in _AGENTS and a.head in heads]


@cache
def _limits() -> frozenset[str]:
    """Return the words and marks that end a clause."""
    return frozenset({":", "“", "”", '"', "(", "—", "which", "who", "whose"} | CLOSERS)


def _reaches(gap: Sequence[str]) -> bool:
    """Tell whether a preposition reaches a name over these words ("on arms sales to")."""
    for i, low in enumerate(gap):
        if low == "," or low in _QUESTIONS:
            return False
        inner = low in words("preposition") and low != "of"
        if inner and not (i and gap[i - 1] in words("goods")):
            return False
    return True
