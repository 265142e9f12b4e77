from types import SimpleNamespace
from typing import Any

import extraction
import pytest
from gold_corpus import Article
from gold_scorer import Fact

TEXT = "Oman met Iran."
GOLD = Fact(
    source="OM",
    relation="meets",
    target="IR",
    polarity="negated",
    commodity="commodity:oil",
    spans=(((0, 4), (5, 8), (9, 13)),),
    quote=TEXT,
)


def relationship(quote: str = TEXT) -> Any:
    """Stand in for what the extractor returns."""
    evidence = SimpleNamespace(
        span=(0, 14),
        quote=quote,
        source_span=(0, 4),
        trigger_span=(5, 8),
        target_span=(9, 13),
        share=None,
        method="rules:verb",
        confidence=0.9,
        resolved_from=None,
    )
    return SimpleNamespace(
        source=SimpleNamespace(id="IR"),
        relation="meets",
        target=SimpleNamespace(id="OM"),
        polarity="asserted",
        modality="actual",
        commodity=None,
        order=None,
        evidence=(evidence,),
    )


@pytest.fixture
def article(monkeypatch: pytest.MonkeyPatch) -> Article:
    monkeypatch.setattr(extraction, "extracted", lambda _: [relationship()])
    return Article("oman", TEXT, (GOLD,))


def test_a_reading_counts_matches_and_exact_offsets(article: Article) -> None:
    reading = extraction.read([article])
    assert len(reading.tally.matches) == len(reading.pairs.matches) == 1
    assert (reading.evidence, reading.inexact) == (1, 0)


@pytest.mark.parametrize(("quote", "exact"), [(TEXT, True), ("Oman met Iran", False)])
def test_offsets_must_give_back_the_quote(quote: str, *, exact: bool) -> None:
    assert extraction.is_exact(relationship(quote).evidence[0], TEXT) is exact


def test_errors_name_the_article_and_what_was_misread(article: Article) -> None:
    listed = extraction.error_list(extraction.read([article]))
    assert "### oman" in listed
    assert "READ AS asserted/actual `OM meets IR` (negated/actual): Oman met Iran." in listed
    assert "commodity:oil READ AS None" in listed


def test_table_is_one_markdown_table(article: Article) -> None:
    lines = extraction.table("train", extraction.read([article]), [article]).splitlines()
    assert {line.count("|") for line in lines} == {7}
    assert any(line.startswith("| negated read as asserted | 1 |") for line in lines)
