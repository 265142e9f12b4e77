"""Documents to relationships by a model: ask, check, anchor, count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import CorridorError
from graph.extract.decide import decide
from graph.gazetteer import Gazetteer, default_gazetteer
from graph.llm import PART_TOKENS, cache, prompt
from graph.llm.endpoint import Endpoint
from graph.llm.ground import Ground
from graph.llm.parts import parts, tokens
from graph.llm.schema import AnswerError, Fact, facts
from graph.model import Document, Relationship, Span

_AGAIN = frozenset({"no JSON", "wrong schema", "empty answer"})
_ASKS = 2


@dataclass(slots=True)
class Account:
    """What reading cost and what came of it.

    Tokens are the endpoint's count, or an upper estimate where it tells none (`estimated`).
    `dropped`, `failed` and `notes` count facts, parts and kept facts, by reason.
    """

    parts: int = 0
    cached: int = 0
    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    estimated: bool = False
    kept: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)

    def cost(self, price: tuple[float, float]) -> float:
        """Return what the tokens cost at a price per million of (prompt, completion) tokens."""
        return (self.prompt_tokens * price[0] + self.completion_tokens * price[1]) / 1e6


class ModelReader:
    """Reads relationships with a model at an endpoint.

    Parameters
    ----------
    endpoint
        Where to ask whom.
    part_tokens
        The most tokens of an article in one question; longer ones are read in parts.
    gazetteer
        The names that ids are resolved through.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        part_tokens: int = PART_TOKENS,
        gazetteer: Gazetteer | None = None,
    ) -> None:
        self.endpoint, self._part_tokens = endpoint, part_tokens
        self._gazetteer = gazetteer or default_gazetteer()
        self.account = Account()

    def extract(
        self, document: Document, progress: Callable[[int, int], None] | None = None
    ) -> list[Relationship]:
        """Return what the model reads in `document` and the text bears out.

        Parameters
        ----------
        document
            What to read. Answers are kept as they come: where it is interrupted, reading it
            again asks for none of them twice.
        progress
            Told before each part how many were read, of how many; what it raises ends the
            reading.

        Raises
        ------
        EndpointError
            If the endpoint refuses, or fails at every attempt.
        """
        account = self.account
        ground = Ground(document, self._gazetteer, f"llm:{self.endpoint.model}")
        found: list[Relationship] = []
        asked = list(parts(document.text, self._part_tokens))
        for done, part in enumerate(asked):
            if progress:
                progress(done, len(asked))
            account.parts += 1
            found += ground.anchor(self._facts(document, part), part)
        account.kept += len(found)
        account.dropped.update(ground.dropped)
        account.notes.update(ground.notes)
        return decide(found)

    def check(self) -> None:
        """Raise a CorridorError if no part got an answer of use."""
        account = self.account
        if account.parts and account.failed.total() == account.parts:
            why = ", ".join(f"{count} {reason}" for reason, count in account.failed.most_common())
            raise CorridorError(
                f"{self.endpoint.model} gave no answer of use ({why})",
                "Try another model, or leave --llm out: the rules need none.",
            )

    def _facts(self, document: Document, part: Span) -> list[Fact]:
        text = document.text[slice(*part)]
        user = prompt.question(text, document.date)
        file = cache.path(self.endpoint.model, prompt.version(), user)
        if (content := cache.kept(file)) is not None:
            try:
                kept, bad = facts(content)
            except AnswerError:
                pass  # damaged: ask again
            else:
                self.account.cached += 1
                self.account.dropped.update({"wrong form": bad} if bad else {})
                return kept
        return self._asked(user, file)

    def _asked(self, user: str, file: Path) -> list[Fact]:
        fault = ""
        for _ in range(_ASKS):
            reply = self.endpoint.ask(prompt.instructions(), user)
            self._count(user, reply.content, reply.prompt_tokens, reply.completion_tokens)
            fault = reply.fault
            if not fault:
                try:
                    kept, bad = facts(reply.content)
                except AnswerError as error:
                    fault = str(error)
                else:
                    cache.keep(file, reply.content)
                    self.account.dropped.update({"wrong form": bad} if bad else {})
                    return kept
            if fault not in _AGAIN:
                break
        self.account.failed[fault] += 1
        return []

    def _count(self, user: str, content: str, asked: int | None, answered: int | None) -> None:
        account = self.account
        account.requests = self.endpoint.requests
        if asked is None or answered is None:
            account.estimated = True
        if asked is None:
            asked = tokens(prompt.instructions()) + tokens(user)
        account.prompt_tokens += asked
        account.completion_tokens += tokens(content) if answered is None else answered
