"""From a document to relationships: sentences, actors, verbs, frames, decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from graph.extract.actor import Actor, Memory, Office
from graph.extract.actors import ActorFinder
from graph.extract.clauses import Clauses
from graph.extract.dates import reference
from graph.extract.decide import decide
from graph.extract.found import Found
from graph.extract.frames import Frames
from graph.extract.genre import is_sport
from graph.extract.nouns import NounFrames
from graph.extract.places import stated_places
from graph.extract.quantities import Good, stated
from graph.extract.reliability import reliability
from graph.extract.sentence import Sentence
from graph.extract.tokens import sentences, tokenize
from graph.extract.verbs import Verb, find_nouns, find_verbs
from graph.gazetteer import Gazetteer, default_gazetteer
from graph.model import Document, Kind, Modality, Relationship, Span


def extract(document: Document, gazetteer: Gazetteer | None = None) -> list[Relationship]:
    """Return what a document states, in reading order.

    Parameters
    ----------
    document
        The text; offsets of the result count its code points.
    gazetteer
        The names to look for; the shipped ones when left out.

    Returns
    -------
    list of Relationship
        One for each source, relation, target and commodity, the deciding sentence first.

    Notes
    -----
    Deterministic and linear in the length of the text. Only what the text states comes
    out: no knowledge of the world is added.
    """
    if is_sport(document.text):
        return []
    reader = _Reader(document, gazetteer or default_gazetteer())
    return decide([one for span in sentences(document.text) for one in reader.read(span)])


@cache
def _finder(gazetteer: Gazetteer) -> ActorFinder:
    return ActorFinder(gazetteer)


class _Reader:
    """Reads the sentences of one document in order, remembering whom it met."""

    def __init__(self, document: Document, gazetteer: Gazetteer) -> None:
        self._document, self._gazetteer, self._memory = document, gazetteer, Memory()
        self._finder = _finder(gazetteer)
        self._today = reference(document.name, document.text, document.date)

    def read(self, span: Span) -> Iterator[Relationship]:
        quote = self._document.text[span.start : span.end]
        tokens = tokenize(quote, span.start)
        if not tokens:
            return
        named, offices = self._finder.find(tokens, self._memory)
        if not named and not offices:
            return
        sentence = Sentence(self._document.name, quote, span, tokens, self._today)
        actors = [a for a in named if a.entity.kind is not Kind.COMMODITY]
        for office in offices:
            found = _held(office)
            yield sentence.relationship(found, reliability(found))
        if actors and ("capital" in quote or " in " in quote):
            for one in stated_places(tokens, actors, self._gazetteer):
                yield sentence.relationship(one, reliability(one))
        if len(named) > 1 and actors:
            sentence.actors = actors
            sentence.goods = [
                Good(a.entity, a.first, a.last) for a in named if a.entity.kind is Kind.COMMODITY
            ]
            for one in self._found(sentence):
                yield sentence.relationship(one, reliability(one))
        elif actors:  # nothing to relate, but the next sentence may point back
            self._settle(actors, Clauses(tokens, actors, ()), ())

    def _found(self, sentence: Sentence) -> list[Found]:
        tokens, actors = sentence.tokens, sentence.actors
        inside = {
            i for a in actors for i in range(a.first, a.end if a.owns else a.last)
        }  # fmt: skip
        named = {a.end for a in actors if not a.owns and a.entity.kind is Kind.STATE}
        verbs = find_verbs(tokens, inside, named)
        clauses = Clauses(tokens, actors, verbs)
        goods = [i for g in sentence.goods for i in range(g.first, g.last)]
        frames, nouns = Frames(tokens, clauses, goods), NounFrames(tokens, clauses)
        taken = {i for verb in verbs for i in range(verb.first, verb.last)}
        found: list[Found] = []
        for verb in verbs:
            read = list(frames.verb(verb)) or list(frames.answer(verb, self._memory.pressing))
            for one in read:
                if one.relation in _PRESSING and not one.negated:
                    self._memory.pressing[one.target.entity.id] = one.source.entity
            found += read
        said = {(one.relation, _ends(one)) for one in found}
        for first, last, trigger in find_nouns(tokens, taken):
            for one in nouns.read(first, last, trigger):
                key = one.relation, _ends(one)
                if key not in said:  # "signed an agreement with": once
                    said.add(key)
                    found.append(one)
        found += stated(tokens, clauses, sentence.goods)
        self._settle(actors, clauses, verbs)
        return found

    def _settle(self, actors: Sequence[Actor], clauses: Clauses, verbs: Sequence[Verb]) -> None:
        """Remember whom the sentence was about."""
        named = (clauses.subjects(verb) for verb in verbs)
        first = next((subjects for subjects, sure in named if subjects and sure > 0.7), None)
        if first and first[0].entity.kind is Kind.STATE:
            self._memory.subject = first[0].entity
            return
        for actor in clauses.agents(actors):
            if actor.entity.kind is Kind.STATE and not clauses.in_preposition(actor):
                self._memory.subject = actor.entity
                return


_PRESSING = {"criticises", "demands", "threatens"}


def _ends(one: Found) -> frozenset[str]:
    source = one.source.person if one.person_source else None
    target = one.target.person if one.person_target else None
    return frozenset(((source or one.source.entity).id, (target or one.target.entity).id))


def _held(office: Office) -> Found:
    mood = Modality.ACTUAL, False
    return Found(
        "holds_office_in", office.person, office.state, office.title, *mood, 0.9, "office",
        person_source=True,
    )  # fmt: skip
