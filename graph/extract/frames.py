"""From verbs with their arguments to relationships."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from graph.extract.actor import Actor, Head
from graph.extract.aims import Aims
from graph.extract.clauses import Clauses
from graph.extract.found import FLOWS, PLACES, ROUTES, Found, paired
from graph.extract.lexicon import Trigger, any_of, forms, needs, words
from graph.extract.mood import denied, deniers, void, void_before
from graph.extract.tokens import Token
from graph.extract.verbs import Verb
from graph.extract.walk import is_adverb
from graph.model import Entity, Modality, ontology

_OWN = {"they", "their", "it"}


class Frames:
    """Reads one sentence."""

    def __init__(self, tokens: Sequence[Token], clauses: Clauses, goods: Sequence[int]) -> None:
        self.tokens, self.clauses = tokens, clauses
        self._goods, self._aims = set(goods), Aims(tokens, clauses)
        self._lows, self._deniers = {t.low for t in tokens}, deniers()
        self._listed: set[str] = set()  # routes whose members a verb has listed

    def verb(self, verb: Verb) -> Iterator[Found]:
        """Yield what one verb states, by the first of its published rows that fits.

        A verb may also tell which way goods go, and state one of the added relations.
        """
        end = self._end(verb)
        over = False
        for trigger in verb.triggers:
            core = ontology()[trigger.relation].core
            if core and over:
                continue
            if trigger.needs and not self._has(trigger.needs, verb, end):
                continue
            if trigger.relation == "provides" and self._vows(verb):
                continue
            found = list(self._by_frame(verb, trigger, end))
            yield from found
            # "exports gas to Italy through the Red Sea" tells both where to and which way
            over |= bool(found) and core and trigger.relation not in FLOWS

    def answer(self, verb: Verb, pressing: Mapping[str, Entity]) -> Iterator[Found]:
        """Yield "rejected the accusations" against who last made some; `pressing` knows who."""
        trigger = next((t for t in verb.triggers if t.relation == "rejects"), None)
        if trigger is None:
            return
        asked = any_of("claim", "demand")
        near = range(verb.last, min(verb.last + 4, len(self.tokens)))
        at = next((i for i in near if self.tokens[i].low in asked), None)
        if at is None and verb.begin > 1 and self.tokens[verb.last].text in {".", ","}:
            back = range(verb.begin - 1, max(verb.begin - 6, -1), -1)
            at = next((i for i in back if self.tokens[i].low in asked), None)
        subjects, sure = self.clauses.subjects(verb)
        for source in self.clauses.agents(subjects) if at is not None else ():
            other = pressing.get(source.entity.id)
            if other is not None and at is not None:
                words_ = self.tokens[at].text
                target = Actor(other, at, at + 1, at, at + 1, resolved_from=words_, confidence=0.7)
                yield from self._pairs(verb, trigger, [source], [target], sure)

    def _undone(self, verb: Verb, trigger: Trigger) -> bool:
        """Tell "announced the end of its sanctions", "no agreement was reached"."""
        if not trigger.needs:
            return False
        lows = [t.low for t in self.tokens[verb.last : verb.last + 5]]
        over = any(
            low in words("negating noun") and lows[i + 1 : i + 2] == ["of"]
            for i, low in enumerate(lows)
        )
        start = max(0, verb.begin - 4)
        named = any(start <= a.first < verb.begin for a in self.clauses.actors)
        missing = verb.passive and not named and void(self.tokens, start, verb.begin)
        return over != missing

    def _sends(self, actor: Actor) -> bool:
        """Tell "most of Mali's cotton", "cargo from China": whose goods these are."""
        before = self.tokens[actor.begin - 1].low if actor.begin else ""
        return actor.head is Head.GOODS or before in {"from", "of"} or not before

    def _vows(self, verb: Verb) -> bool:
        """Tell "promised to": the verb behind it says what."""
        for token in self.tokens[verb.last : verb.last + 5]:
            if token.low in {"to", "not", "never"}:
                return True
            if token.low != "on" and token.low not in words("time") and not is_adverb(token):
                return False
        return False

    def _end(self, verb: Verb) -> int:
        """Return where the verb's objects end; "backed or recognised X" shares its object."""
        end = self.clauses.limit(verb.last, verb.first)
        following = [v for v in self.clauses.verbs if v.first > verb.first]
        if following and following[0].joined and following[0].begin - verb.last <= 1:
            return self.clauses.limit(following[0].last, following[0].first)
        return end

    def _has(self, need: str, verb: Verb, end: int) -> bool:
        wanted = needs(need)
        if need == "moving":  # "Zambia's exports go to China", not Zambia's president
            return any(self._carries(a, wanted, verb) for a in self.clauses.subjects(verb)[0])
        start = (
            max(0, verb.begin - 8) if verb.passive or need in {"flow", "closable"} else verb.last
        )
        if need == "goods":
            start = max(0, verb.begin - 12)
        # In "signed an agreement to build a line" the noun leads over to the next verb.
        over = next((v.last - 1 for v in self.clauses.verbs if v.begin == end > verb.last), end)
        inside = {t.low for t in self.tokens[start : min(over, verb.last + 14)]}
        inside |= self._antecedent(verb)
        if "*commodity" in wanted and any(start <= i < end for i in self._goods):
            return True
        if "*person" in wanted and any(
            a.person and verb.last <= a.begin < end for a in self.clauses.actors
        ):
            return True
        return bool(inside & wanted)

    def _carries(self, actor: Actor, wanted: frozenset[str], verb: Verb) -> bool:
        """Tell "Zambia's copper", "copper from Zambia" from "Zambia's president"."""
        start, end = actor.begin, actor.end
        before = {t.low for t in self.tokens[max(0, start - 4) : start]}
        if before & {"from", "of"} and actor.end == verb.begin:
            start = max(0, start - 8)
        elif actor.head is not Head.GOODS:
            return False
        named = wanted | needs("goods")
        span = range(start, end)
        if any(self.tokens[i].low in words("office") for i in span):
            return False  # "the minister of trade"
        return any(i in self._goods or self.tokens[i].low in named for i in span)

    def _carried(self, start: int, verb: Verb) -> bool:
        """Tell "oil passes through", where goods without an owner are the subject."""
        moving = needs("flow") | needs("goods") | words("goods")
        near = range(max(start, verb.begin - 4), verb.begin)
        people = any(a.last >= near.start and a.end == verb.begin for a in self.clauses.actors)
        people |= any(self.tokens[i].low in words("office") for i in near)
        return not people and any(i in self._goods or self.tokens[i].low in moving for i in near)

    def _antecedent(self, verb: Verb) -> set[str]:
        """Return the noun in "an accord that Turkey signed", which stands before its verb."""
        for i in range(verb.begin - 1, max(verb.begin - 7, 0), -1):
            if self.tokens[i].low in {"that", "which"}:
                back = i - 1 - (self.tokens[i - 1].text == ",")
                return {self.tokens[back].low} if back >= 0 else set()
        return set()

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
            receivers = subjects
            subjects = doers or (
                subjects if goods or trigger.relation == "deploys_troops_to" else []
            )
        targets = self.clauses.objects(verb.last, end, trigger.targets)
        if trigger.frame == "control":  # "told the French to leave", not "told the French"
            targets = [a for a in targets if self._aims.followed(a, {"to", "not", "and", ","})]
        targets = self._aims.meant(verb, trigger.relation, targets, subjects, end)
        if trigger.relation == "demands" or trigger.targets == ("from", "goods"):
            # "insists that it ...", "import most of their fuel": nobody else is named
            targets = [a for a in targets if (a.resolved_from or "").lower() not in _OWN]
        if verb.passive and doers and not targets and trigger.relation == "exports_to":
            targets = self.clauses.agents(receivers)  # "Libya was sold arms by Serbia"
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
        routes = [a for a in subjects if a.entity.kind in ROUTES]
        if not routes or routes[-1].entity.id in self._listed:
            return
        self._listed.add(routes[-1].entity.id)
        end = self._sentence_limit(verb)
        members = [
            a for a in self.clauses.actors if verb.last <= a.begin < end and a.entity.kind in PLACES
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
        routes = [a for a in subjects if a.entity.kind in ROUTES]
        start = max(0, verb.begin - 14)
        about_goods = any(start <= i < end for i in self._goods) or any(
            t.low in words("goods") or t.low in needs("goods") for t in self.tokens[start:end]
        )
        if not routes and not about_goods:
            return
        if not routes and not verb.passive and self.tokens[verb.first].low in forms("travelling"):
            # "Kenya's president passed through", while goods are spoken of beside
            wanted = needs("flow")
            subjects = [a for a in subjects if self._carries(a, wanted, verb)]
            if not subjects and not self._carried(start, verb):
                return
        sources = routes or self.clauses.agents(subjects, goods=True)
        if not sources:
            near = [
                a for a in self.clauses.actors
                if start <= a.begin and a.end <= verb.begin and self._sends(a)
            ]  # fmt: skip
            sources = self.clauses.agents(near[-1:], goods=True)
            sure = 0.8
        targets = self.clauses.objects(verb.last, end, trigger.targets)
        yield from self._pairs(verb, trigger, sources, targets, sure)

    def _pairs(
        self, verb: Verb, trigger: Trigger, sources: Sequence[Actor], targets: Sequence[Actor],
        sure: float, order: int | None = None,
    ) -> Iterator[Found]:  # fmt: skip
        if not sources or not targets:
            return
        negated = verb.negated != (trigger.polarity == "negated")
        negated ^= void(self.tokens, verb.last, verb.last + 1)
        negated ^= self._undone(verb, trigger)
        if not self._deniers.isdisjoint(self._lows):
            negated ^= denied(self.tokens, verb.begin)
        modality = verb.modality
        if modality is Modality.ACTUAL and trigger.modality:
            modality = Modality(trigger.modality)
        if modality is Modality.ACTUAL and self._aims.open(verb):
            modality = Modality.POSSIBLE
        where = (verb.first, verb.last)
        # "no Russian oil passes", "none of", "neither A nor B"
        if sources and void_before(self.tokens, sources[0].first):
            negated = not negated
        for source in sources:
            for target in targets:
                yield from paired(
                    trigger.relation, source, target, where, (modality, negated), sure, "verb",
                    order,
                )  # fmt: skip
