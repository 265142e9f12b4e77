"""Arguments: who a verb's subject is, which names its object or preposition reaches."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from graph.extract.actor import Actor, Head
from graph.extract.lexicon import any_of, forms, words
from graph.extract.tokens import Token
from graph.extract.verbs import Verb
from graph.extract.walk import is_adverb
from graph.model import Kind

_CLOSERS = {";", "but", "while", "whereas", "although", "because", "after", "before", "though"}
_LISTED = {",", "and", "or", "nor", "&", "as", "well"}
# What follows a verb of saying when no clause of its own does ("said on Monday", "said and").
_NO_CLAUSE = {
    "on", "in", "at", "to", "after", "during", "by", "and", "or", ",", ".", "of", "with", "from",
    "that", "about", "as", "for", "against", "it", "he", "she", "they", "late", "earlier",
}  # fmt: skip
_INSERTED = {"which", "who", "whose", "to", "where", "in", "with", "long", "once", "already"}
_ASIDE = {"turn", "effect", "practice", "fact", "far", "years", "months", "weeks", "now", "long"}
_QUESTIONS = {"what", "how", "why", "whether", "when", "where", "that", "which", "who"}
_AGENTS = {Kind.STATE, Kind.BLOC, Kind.ORG, Kind.PERSON}


class Clauses:
    """One sentence's actors and verbs, and how they hang together."""

    def __init__(
        self, tokens: Sequence[Token], actors: Sequence[Actor], verbs: Sequence[Verb]
    ) -> None:
        self.tokens, self.actors, self.verbs = tokens, actors, verbs
        self._begins = {verb.begin: verb.first for verb in verbs}
        stops = _limits()
        self._stops = [i for i, token in enumerate(tokens) if token.low in stops]
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
        adjacent = [
            a for a in self.actors if a.first < verb.begin and a.last <= verb.begin <= a.end
        ]
        if adjacent:
            if verb.begin < adjacent[-1].end:  # "Egypt's refusal to recognise"
                return [adjacent[-1]._replace(head=Head.STATE)], 0.95
            if not self.in_preposition(adjacent[-1]) or self._conjoined(adjacent[-1]):
                return self._together(adjacent[-1]), 1.0
            if self.tokens[verb.first].low.endswith("ing"):
                return [], 0.0  # "objected to Pakistan joining": not said to be so
            if self._opens_clause(adjacent[-1], verb):
                return [adjacent[-1]], 0.9
        opener = self._relative_before(verb.begin)
        if opener is not None:
            found = [a for a in self.actors if a.end <= opener]
            return (found[-1:], 0.9) if found else ([], 0.0)
        inserted = self._around_insertion(verb.begin) if before == "," else []
        if inserted:
            return inserted, 0.95
        accused = self._accused(verb, before)
        if accused:
            return accused, 0.9
        stranger = stranger_before(self.tokens, self.actors, verb.begin)
        if stranger is not None:
            return self._whose(*stranger)
        return self._inherited(verb, before) or self._free(verb, before)

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

    def _around_insertion(self, begin: int) -> list[Actor]:
        """Return the subject of "and Germany, which has factories there, called on"."""
        for i in range(begin - 2, max(begin - 25, 0), -1):
            if self.tokens[i].low in {";", ":"}:
                return []
            if self.tokens[i].text != ",":
                continue
            for actor in self.actors:
                if actor.end == i and not self.in_preposition(actor):
                    opener = self.tokens[i + 1].low
                    inserts = opener in _INSERTED or opener in words("determiner")
                    return self._together(actor) if inserts else []
        return []

    def _accused(self, verb: Verb, before: str) -> list[Actor]:
        """Return whom "accused China of ramming a boat and detaining its crew" speaks of."""
        if not self.tokens[verb.first].low.endswith("ing") or not (verb.joined or before == "of"):
            return []
        for k in range(verb.begin - 1, max(verb.begin - 20, -1), -1):
            if self.tokens[k].low in forms("accusing"):
                named = [a for a in self.actors if k < a.begin and a.end < verb.begin]
                return self.list_right(named[0]) if named else []
            if self.tokens[k].low in _CLOSERS:
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
        free = [a for a in around if not self.in_preposition(a)]
        if free and (verb.joined or before == ","):
            return self.list_right(free[0]), 0.85
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

    def clause_start(self, end: int) -> int:
        """Return where the clause that ends at `end` starts."""
        for i in range(end - 1, 0, -1):
            if self.tokens[i].low in _CLOSERS or self.tokens[i].text in {":", "“", '"'}:
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
            found.insert(0, other)
        return found

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
        return any(v.begin == actor.end and not v.joined for v in self.verbs) and (
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
        head = target.split(maxsplit=1)[0]
        for i in range(start, min(end, len(self.tokens))):
            if self.tokens[i].low != head:
                continue
            for actor in self.actors:
                if i == actor.begin and head == "there":
                    return actor
                if i < actor.begin < end and actor.begin - i <= 7:
                    gap = [t.low for t in self.tokens[i + 1 : actor.begin]]
                    if _reaches(gap):
                        return actor
                    break
        return None

    def owner(self, first: int, last: int) -> Actor | None:
        """Return whose the noun at `first:last` is ("Russia's invasion", "its support")."""
        inside = [a for a in self.actors if a.owns and a.last <= first < a.end]
        return inside[-1] if inside else None

    def agents(self, actors: Sequence[Actor], *, goods: bool = False) -> list[Actor]:
        """Keep those that can act: states and their organs; for flows, whoever ships."""
        heads = set(Head) if goods else {Head.STATE}
        return [a for a in actors if a.entity.kind in _AGENTS and a.head in heads]


@cache
def _limits() -> frozenset[str]:
    """Return the words and marks that end a clause."""
    return frozenset({":", "“", "”", '"', "(", "—", "which", "who", "whose"} | _CLOSERS)


def _reaches(gap: Sequence[str]) -> bool:
    """Tell whether a preposition reaches a name over these words ("on arms sales to")."""
    for i, low in enumerate(gap):
        if low == "," or low in _QUESTIONS:
            return False
        inner = low in words("preposition") and low != "of"
        if inner and not (i and gap[i - 1] in words("goods")):
            return False
    return True


def stranger_before(
    tokens: Sequence[Token], actors: Sequence[Actor], end: int
) -> tuple[int, int] | None:
    """Return the noun phrase before a verb that names none of the actors, or None.

    "Kenya said rebels attacked": the subject is "rebels", whatever else is named nearby.
    Phrases behind a preposition and expressions of time are stepped over.
    """
    covered = {i for a in actors for i in range(a.begin, a.end)}
    i = end - 1
    while i >= 0:
        j = i
        while j >= 0 and j not in covered and _can_be_named(tokens[j]):
            j -= 1
        if j >= 0 and j in covered:
            return None
        last = j + 1
        while j >= 0 and tokens[j].low in words("determiner"):
            j -= 1
        if all(_passing(t) for t in tokens[last : i + 1]):
            return None
        if j >= 0 and tokens[j].low in words("preposition"):
            i = j - 1
            continue
        return (last, i + 1)
    return None


def _can_be_named(token: Token) -> bool:
    return token.text[0].isalnum() and token.low not in _function_words()


def _passing(token: Token) -> bool:
    """Tell words that say when or how, not who."""
    return token.low in words("time") or token.text.isdigit() or is_adverb(token)


@cache
def _function_words() -> frozenset[str]:
    return (
        any_of("preposition", "determiner") | any_of("conjunction", "auxiliary")
        | any_of("relative", "negative") | any_of("planned", "possible")
        | forms("reporting") | frozenset({"to", "it", "he", "she", "they", "we", "i", "you"})
    ) - words("time")  # fmt: skip
