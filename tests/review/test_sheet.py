"""What is written comes back the same, and runs nowhere as a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import DataError
from graph.extract import extract
from graph.model import (
    Document,
    Entity,
    Evidence,
    Kind,
    Modality,
    Polarity,
    Relationship,
    Span,
    to_record,
)  # fmt: skip
from graph.review import carried, load_review, review_rows, save_review
from graph.review.cells import guarded, row_id, statement_of, unguarded

ODD = st.text(max_size=20) | st.sampled_from(
    ["=1+1", "'=x", "-2", "@a", "\t", "\r\n", "'", '"', "﻿"]
)
SPANS = st.tuples(st.integers(0, 9**9), st.integers(0, 9**9)).map(sorted).map(lambda s: Span(*s))
SHARES = st.none() | st.floats(0, 1)
ENTITIES = st.builds(Entity, ODD, st.sampled_from(Kind), ODD)
EVIDENCE = st.builds(
    Evidence, document=ODD, span=SPANS, quote=ODD, source_span=SPANS, trigger_span=SPANS,
    target_span=SPANS, polarity=st.sampled_from(Polarity), modality=st.sampled_from(Modality),
    confidence=st.floats(0, 1), method=ODD, share=SHARES, unit=st.none() | ODD,
    amount=st.none() | st.floats(allow_nan=False, allow_infinity=False),
)  # fmt: skip
RELATIONSHIPS = st.builds(
    Relationship, source=ENTITIES, relation=ODD, target=ENTITIES, evidence=st.tuples(EVIDENCE),
    order=st.none() | st.integers(1, 9**9),
)  # fmt: skip


@given(ODD)
def test_a_guarded_cell_starts_no_formula_and_comes_back(text):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("ending", ["csv", "parquet"])
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(found=st.lists(RELATIONSHIPS, min_size=1, max_size=4))
def test_whatever_was_found_comes_back(tmp_path, ending, found):
    rows = review_rows(found)
    path = tmp_path / f"r.{ending}"
    save_review(path, rows)
    back = load_review(path).rows
    assert [row.cells for row in back] == rows
    first = {statement_of(row["id"]): row for row in rows}
    for one in found:
        (row,) = review_rows([one])
        if first[statement_of(row["id"])] == row:
            (same,) = [kept for kept in back if kept.cells == row]
            wanted = to_record(one)
            empty = {key: None for key, value in wanted.items() if value == ""}
            assert same.record == wanted | empty
            assert (same.source, same.target) == (one.source, one.target)


def test_no_cell_of_the_file_is_a_formula(tmp_path, article):
    text = "=1+1. -Kazakhstan exports oil to Germany.\n\n@France attacked Mali."
    path = save_review(tmp_path / "r.csv", review_rows(extract(replace(article, text=text))))
    cells = [cell for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"))) for cell in row]
    assert any(cell.startswith("'@France") for cell in cells)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_half_a_surrogate_pair_stops_neither_writing_nor_reading(tmp_path, found):
    odd = [replace(found[0], source=replace(found[0].source, name="K\ud83d"))]
    path = save_review(tmp_path / "r.csv", review_rows(odd))
    assert load_review(path).rows[0].source.name == "K\ud83d"
    with pytest.raises(DataError, match="Parquet"):
        save_review(tmp_path / "r.parquet", review_rows(odd))
    assert not (tmp_path / "r.parquet").exists()


def test_a_statement_keeps_its_id_where_its_sentence_moves(article, found):
    moved = extract(replace(article, text=f"News of today.\n\n{article.text}"))
    before, after = (
        [statement_of(row["id"]) for row in review_rows(one)] for one in (found, moved)
    )
    assert before == after


def test_what_spreadsheets_rewrite_does_not_change_an_id(found):
    (row,) = review_rows([replace(found[0], evidence=(replace(found[0].evidence[0], share=0.5),))])
    assert row_id(row | {"share": "0,50", "quote": row["quote"] + " ", "start": "0.0"}) == row["id"]
    assert row_id(row | {"share": "50%", "valid_from": "Feb-22", "confidence": "1"}) == row["id"]
    assert row_id(row | {"share": "0.6"}) != row["id"]


def test_what_is_said_twice_is_judged_once():
    text = "France attacked Mali.\n\nFrance attacked Mali."
    found = extract(Document(name="a", text=text))
    assert sum(len(one.evidence) for one in found) == 2
    assert len(review_rows(found)) == 1


def test_a_persons_verdicts_are_not_written_over(table, found):
    table.edit("FR", "attacks", "ML", verdict="reject")
    with pytest.raises(DataError, match="verdicts in it would be lost"):
        save_review(table.path, review_rows(found))
    review = load_review(table.path)
    save_review(table.path, carried(review_rows(found), review), review)
    assert [row.verdict for row in load_review(table.path).rows].count("reject") == 1


def test_a_judged_row_that_is_found_no_more_is_carried_on(table, found):
    table.edit("FR", "attacks", "ML", verdict="reject", note="no such raid")
    review = load_review(table.path)
    rows = carried(review_rows(found[:1]), review)
    assert [row["note"] for row in rows] == ["", "no such raid"]
