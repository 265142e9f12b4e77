"""From verbs and nouns with their arguments to relationships."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from graph.extract.actor import Actor, Head
from graph.extract.clauses import Clauses
from graph.extract.lexicon import Trigger, forms, needs, words
from graph.extract.tokens import Token
from graph.extract.verbs import Verb
from graph.model import Entity, Kind, Modality

FLOWS = {"exports_to", "imports_from", "transits_through", "diverts"}
_ROUTES = {Kind.CORRIDOR, Kind.PIPELINE}
_PLACES = {Kind.STATE, Kind.SEA, Kind.PASSAGE}
_TARGETS = {
    "crosses": _PLACES,
    "transits_through": _PLACES | _ROUTES,
    "diverts": _PLACES | _ROUTES,
    "deploys_troops_to": _PLACES,
    "attacks": _PLACES,
    "threatens": _PLACES | {Kind.BLOC},
    "closes": _PLACES | _ROUTES,
    "opens": _PLACES | _ROUTES,
    "invests_in": _PLACES | _ROUTES | {Kind.ORG},
    "builds": _ROUTES | {Kind.ORG},
    "operates": _ROUTES | {Kind.ORG},
    "owns": _ROUTES | {Kind.ORG},
    "member_of": {Kind.BLOC},
    "opposes": {Kind.STATE, Kind.BLOC, Kind.ORG} | _ROUTES,
    "disrupts": _PLACES | _ROUTES,
    "supports": {Kind.STATE, Kind.BLOC} | _ROUTES,
}
_PRIVATE_TARGETS = {"attacks", "detains", "disrupts", "criticises", "sanctions"}


@dataclass(frozen=True, slots=True)
class Found:
    """One relationship in token positions."""

    relation: str
    source: Actor
    target: Actor
    trigger: tuple[int, int]
    modality: Modality
    negated: bool
    confidence: float
    method: str
    order: int | None = None
    person_source: bool = False
    person_target: bool = False
    commodity: Entity | None = None
    share: float | None = None


class Frames:
    """Reads one sentence."""

    def __init__(self, tokens: Sequence[Token], clauses: Clauses, goods: Sequence[int]) -> None:
        self.tokens, self.clauses = tokens, clauses
        self._goods = set(goods)

    def verb(self, verb: Verb) -> Iterator[Found]:
        """Yield what one verb states, by the first of its rows that fits."""
        end = self._end(verb)
        for trigger in verb.triggers:
            if trigger.needs and not self._has(trigger.needs, verb, end):
                continue
            found = list(self._by_frame(verb, trigger, end))
            yield from found
            # "exports gas to Italy through the Red Sea" tells both where to and which way
            if found and trigger.relation not in FLOWS:
                return

    def _end(self, verb: Verb) -> int:
        """Return where the verb's objects end; "backed or recognised X" shares its object."""
        end = self.clauses.limit(verb.last, verb.first)
        following = [v for v in self.clauses.verbs if v.first > verb.first]
        if following and following[0].joined and following[0].begin - verb.last <= 1:
            return self.clauses.limit(following[0].last, following[0].first)
        return end

    def _has(self, need: str, verb: Verb, end: int) -> bool:
        wanted = needs(need)
        start = (
            max(0, verb.begin - 8) if verb.passive or need in {"flow", "closable"} else verb.last
        )
        if need == "goods":
            start = max(0, verb.begin - 12)
        inside = {t.low for t in self.tokens[start : min(end, verb.last + 14)]}
        if "*commodity" in wanted and any(start <= i < end for i in self._goods):
            return True
        if "*person" in wanted and any(
            a.person and verb.last <= a.begin < end for a in self.clauses.actors
        ):
            return True
        return bool(inside & wanted)

    def _by_frame(self, verb: Verb, trigger: Trigger, end: int) -> Iterator[Found]:
        subjects, sure = self.clauses.subjects(verb)
        if trigger.frame == "mutual":
            yield from self._mutual(verb, trigger, subjects, sure, end)
        elif trigger.frame == "route":
            yield from self._route(verb, trigger, subjects, sure)
        elif trigger.frame == "flow":
            yield from self._flow(verb, trigger, subjects, sure, end)
        elif trigger.frame == "invite":
            targets = self.clauses.agents(subjects)
            troops = self.clauses.objects(verb.last, end, ("0", "from"))
            yield from self._pairs(verb, trigger, troops, targets, sure)
        else:
            yield from self._plain(verb, trigger, subjects, sure, end)

    def _plain(
        self, verb: Verb, trigger: Trigger, subjects: list[Actor], sure: float, end: int
    ) -> Iterator[Found]:
        goods = trigger.relation in FLOWS
        if verb.passive and "0" in trigger.targets and not goods:
            doers = self.clauses.objects(verb.last, end, ("by",))
            yield from self._pairs(verb, trigger, self.clauses.agents(doers), subjects, sure)
            return
        if verb.passive:
            doers = self.clauses.objects(verb.last, end, ("by",))
            subjects = doers or (
                subjects if goods or trigger.relation == "deploys_troops_to" else []
            )
        targets = self.clauses.objects(verb.last, end, trigger.targets)
        sources = self.clauses.agents(subjects, goods=goods)
        yield from self._pairs(verb, trigger, sources, targets, sure)

    def _mutual(
        self, verb: Verb, trigger: Trigger, subjects: list[Actor], sure: float, end: int
    ) -> Iterator[Found]:
        if verb.passive:
            subjects = self.clauses.objects(verb.last, end, ("by", "between"))
            if len(subjects) < 2:
                subjects += [a for a in self._between(verb.begin) if a not in subjects]
        sources = self.clauses.agents(subjects)
        targets = self.clauses.objects(verb.last, end, trigger.targets)
        targets = [a for a in self.clauses.agents(targets) if a not in sources]
        if targets and sources:
            yield from self._pairs(verb, trigger, sources, targets, sure)
        else:
            both = sources if len(sources) > 1 else targets
            for one, other in combinations(both, 2):
                yield from self._pairs(verb, trigger, [one], [other], sure)

    def _between(self, end: int) -> list[Actor]:
        return self.clauses.objects(max(0, end - 12), end, ("between",))

    def _route(
        self, verb: Verb, trigger: Trigger, subjects: list[Actor], sure: float
    ) -> Iterator[Found]:
        routes = [a for a in subjects if a.entity.kind in _ROUTES]
        if not routes:
            return
        end = self._sentence_limit(verb)
        members = [
            a
            for a in self.clauses.actors
            if verb.last <= a.begin < end and a.entity.kind in _PLACES
        ]
        seen: set[str] = set()
        order = 0
        for member in members:
            if member.entity.id not in seen:
                seen.add(member.entity.id)
                order += 1
                yield from self._pairs(verb, trigger, routes[-1:], [member], sure, order)

    def _sentence_limit(self, verb: Verb) -> int:
        for i in range(verb.last, len(self.tokens)):
            low = self.tokens[i].low
            if low in {"although", "but", "while", ";", "which", "will", "would", "said"}:
                return i
        return len(self.tokens)

    def _flow(
        self, verb: Verb, trigger: Trigger, subjects: list[Actor], sure: float, end: int
    ) -> Iterator[Found]:
        routes = [a for a in subjects if a.entity.kind in _ROUTES]
        start = max(0, verb.begin - 14)
        about_goods = any(start <= i < end for i in self._goods) or any(
            t.low in words("goods") for t in self.tokens[start:end]
        )
        if not routes and not about_goods:
            return
        sources = routes or self.clauses.agents(subjects, goods=True)
        if not sources:
            near = [a for a in self.clauses.actors if start <= a.begin and a.end <= verb.begin]
            sources = self.clauses.agents(near[-1:], goods=True)
            sure = 0.8
        targets = self.clauses.objects(verb.last, end, trigger.targets)
        yield from self._pairs(verb, trigger, sources, targets, sure)

    def _pairs(
        self, verb: Verb, trigger: Trigger, sources: Sequence[Actor], targets: Sequence[Actor],
        sure: float, order: int | None = None,
    ) -> Iterator[Found]:  # fmt: skip
        negated = verb.negated != (trigger.polarity == "negated")
        negated ^= self._void(verb.last, verb.last + 1) or self._denied(verb.begin)
        modality = verb.modality
        if modality is Modality.ACTUAL and trigger.modality:
            modality = Modality(trigger.modality)
        where = (verb.first, verb.last)
        # "no Russian oil passes", "none of", "neither A nor B"
        if sources and self._void(max(0, sources[0].begin - 2), sources[0].first):
            negated = not negated
        for source in sources:
            for target in targets:
                yield from paired(
                    trigger.relation, source, target, where, (modality, negated), sure, "verb",
                    order,
                )  # fmt: skip

    def _void(self, start: int, end: int) -> bool:
        return any(t.low in words("void") for t in self.tokens[start:end])

    def _ended(self, first: int) -> int:
        """Count what denies a noun: "no talks", "ended its support", "refused to end talks"."""
        owners = [a.begin for a in self.clauses.actors if a.owns and a.last <= first < a.end]
        i = min([first, *owners])
        if owners and self._void(i, first):
            return 1
        for j in range(i - 1, max(i - 5, -1), -1):
            low = self.tokens[j].low
            if low in words("void") or low == "without":
                return 1
            if low in words("called off") | forms("refuse"):
                refused = j > 1 and self.tokens[j - 1].low == "to"
                return 2 if refused and self.tokens[j - 2].low in forms("refuse") else 1
            if not self.tokens[j].text.islower() or low in words("preposition") | {"to", "and"}:
                return 0
        return 0

    def _denied(self, end: int) -> bool:
        """Tell whether "denied that" or "denied reports that" stands before."""
        before = [t.low for t in self.tokens[max(0, end - 14) : end]]
        denials = [i for i, low in enumerate(before) if low in forms("denial")]
        if not denials or "that" not in before[denials[-1] :]:
            return False
        return not {";", "but", "and"} & set(before[denials[-1] :])

    def noun(self, first: int, last: int, trigger: Trigger) -> Iterator[Found]:
        """Yield what a noun with its possessor and prepositions states."""
        end = self.clauses.limit(last)
        if trigger.relation == "member_of":
            yield from self._apposed(first, last)
        if trigger.needs and not {t.low for t in self.tokens[last : last + 6]} & needs(
            trigger.needs
        ):
            return
        mood = self._noun_mood(first, last)
        where = (first, last)
        if "between" in trigger.targets:
            pair = self.clauses.agents(
                self.clauses.objects(last, min(end, last + 12), ("between",))
            )
            for one, other in combinations(pair, 2):
                yield from paired(trigger.relation, one, other, where, mood, 0.9, "noun")
            if pair:
                return
        preps = tuple(t for t in trigger.targets if t != "between")
        targets = self.clauses.objects(last, min(end, last + 10), preps)
        for source in self._owner(first, last, end, trigger):
            for target in targets:
                yield from paired(trigger.relation, source, target, where, mood, 0.85, "noun")

    def _apposed(self, first: int, last: int) -> Iterator[Found]:
        """Read "Turkey, a NATO member," and "Poland and Hungary, both members of ..."."""
        bloc = [a for a in self.clauses.actors if a.end == first and a.entity.kind is Kind.BLOC]
        left = [a for a in self.clauses.actors if a.end <= (bloc[0].begin if bloc else first)]
        states = [a for a in left if a.entity.kind is Kind.STATE]
        if bloc and states:
            for state in self.clauses.list_left(states[-1]):
                yield from paired(
                    "member_of", state, bloc[0], (first, last),
                    self._noun_mood(first, last), 0.85, "noun",
                )  # fmt: skip

    def _owner(self, first: int, last: int, end: int, trigger: Trigger) -> list[Actor]:
        inside = [a for a in self.clauses.actors if a.owns and a.last <= first < a.end]
        if inside:
            return [inside[-1]]
        doers = self.clauses.objects(last, end, ("by",))
        if doers:
            return self.clauses.agents(doers)
        open_frame = trigger.frame == "with" or trigger.relation in {
            "visits", "member_of", "depends_on", "allied_with",
        }  # fmt: skip
        if not open_frame:
            return []
        left = [
            a for a in self.clauses.actors
            if a.end <= first and first - a.end <= 12 and not self.clauses.in_preposition(a)
        ]  # fmt: skip
        nearest = self.clauses.agents(left)[-1:]
        return self.clauses.list_left(nearest[0]) if nearest else []

    def _noun_mood(self, first: int, last: int) -> tuple[Modality, bool]:
        near = [t.low for t in self.tokens[max(0, first - 5) : first]]
        # "talks between A and B on a bridge were suspended"
        after = [t.low for t in self.tokens[last : last + 14]]
        was = {"was", "were", "been", "have", "has"} & set(after)
        count = self._ended(first) + self._denied(first)
        count += bool(was and words("called off") & set(after))
        negated = count % 2 == 1
        if {"plan", "plans", "planned", "proposed", "future"} & set(near):
            return Modality.PLANNED, negated
        if {"if", "possible", "may", "might", "could"} & set(near):
            return Modality.POSSIBLE, negated
        return Modality.ACTUAL, negated


def paired(
    relation: str, source: Actor, target: Actor, where: tuple[int, int],
    mood: tuple[Modality, bool], sure: float, method: str, order: int | None = None,
) -> Iterator[Found]:  # fmt: skip
    """Yield the relationship of two actors, and of the persons where the relation takes them."""
    kinds = _TARGETS.get(relation, {Kind.STATE, Kind.BLOC, Kind.ORG})
    if target.head is Head.PRIVATE and relation not in _PRIVATE_TARGETS:
        return
    confidence = round(0.95 * sure * source.confidence * target.confidence, 2)
    found = Found(relation, source, target, where, *mood, confidence, method, order)
    fits = target.entity.kind in kinds and source.entity.kind is not Kind.PERSON
    if fits and source.entity.id != target.entity.id:
        yield found
    if relation in {"meets", "visits"} and (source.person or target.person):
        yield from _persons(found)


def _persons(found: Found) -> Iterator[Found]:
    source, target = found.source, found.target
    if source.person and target.person and found.relation == "meets":
        yield replace(found, person_source=True, person_target=True)
    elif source.person and target.entity.kind is Kind.STATE:
        yield replace(found, person_source=True)
