"""Hand-made relationships: tests of the graph and of routing do not depend on extraction."""

from __future__ import annotations

import signal
from collections.abc import Callable

import pytest
from hypothesis import settings

from graph.model import Entity, Evidence, Kind, Modality, Polarity, Relationship, Span
from graph.network import Network, load


def pytest_configure() -> None:
    """Hear the signals that a runner in the background, or `nohup`, has all processes ignore."""
    heard = {
        signal.SIGINT: signal.default_int_handler,
        signal.SIGTERM: signal.SIG_DFL,
        getattr(signal, "SIGHUP", signal.SIGTERM): signal.SIG_DFL,
    }
    for number, handler in heard.items():
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, handler)


@pytest.fixture(scope="session")
def world() -> Network:
    """Give the compiled network; the first use builds it into the cache."""
    return load()


# Machines that run checks are shared: a slow example is no fault.
settings.register_profile("corridor", deadline=None)
settings.load_profile("corridor")

PREFIXES = {kind.value: kind for kind in Kind}

Make = Callable[..., Relationship]


def entity(entity_id: str) -> Entity:
    kind = PREFIXES.get(entity_id.split(":", maxsplit=1)[0], Kind.STATE)
    return Entity(entity_id, kind, entity_id.rsplit(":", maxsplit=1)[-1])


def relationship(
    source: str,
    relation: str,
    target: str,
    *,
    polarity: Polarity = Polarity.ASSERTED,
    modality: Modality = Modality.ACTUAL,
    document: str = "a.txt",
    start: int = 0,
    order: int | None = None,
    share: float | None = None,
    commodity: str | None = None,
    confidence: float = 0.9,
) -> Relationship:
    quote = f"{source} {relation} {target}."
    span = Span(start, start + len(quote))
    said = Evidence(
        document=document,
        span=span,
        quote=quote,
        source_span=span,
        trigger_span=span,
        target_span=span,
        polarity=polarity,
        modality=modality,
        confidence=confidence,
        method="test",
        share=share,
    )
    return Relationship(
        source=entity(source),
        relation=relation,
        target=entity(target),
        evidence=(said,),
        commodity=commodity,
        group=source if order else None,
        order=order,
    )


@pytest.fixture
def make() -> Make:
    return relationship


@pytest.fixture
def story() -> list[Relationship]:
    """Return the Kazakh story: a corridor, a transit, a denial, a plan."""
    crossed = ["sea:caspian", "AZ", "GE", "TR"]
    return [
        *(
            relationship("corridor:middle", "crosses", member, order=order)
            for order, member in enumerate(crossed, start=1)
        ),
        relationship("KZ", "diverts", "corridor:middle", start=100, commodity="commodity:oil"),
        relationship("KZ", "transits_through", "RU", start=200, share=0.5),
        relationship("KZ", "supports", "RU", start=300, polarity=Polarity.NEGATED),
        relationship("GB", "supports", "KZ", start=400, modality=Modality.PLANNED),
    ]
