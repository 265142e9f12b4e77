"""Whatever a person or a program does to a table, it is read or refused, never a traceback."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import DataError
from graph.extract import extract
from graph.model import Document
from graph.review import Reviewer, load_review, review_rows, save_review
from graph.review.cells import COLUMNS, row_id

from .conftest import TEXT

ARTICLE = Document(name="news/a.txt", text=TEXT)
ROWS = review_rows(extract(ARTICLE))
CELLS = st.text(max_size=12) | st.sampled_from(
    ["accept", "reject", "correct", "KZ", "sea:caspian", "[1, 2]", "[9, 1]", "-1", "1e999", "0.5",
     "nan", "borders", "2022-02", "person:a-b", "[999999999999999, 999999999999999]"]
)  # fmt: skip
EDITS = st.lists(
    st.tuples(st.integers(0, len(ROWS) - 1), st.sampled_from(COLUMNS[1:]), CELLS), max_size=4
)
ONE_FILE = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None
)


def written(path, rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode("utf-8", "surrogatepass"))
    return path


def attempt(path):
    try:
        return load_review(path), ()
    except DataError as error:
        return None, error.faults


@ONE_FILE
@given(edits=EDITS, forged=st.booleans(), text=st.sampled_from([TEXT, TEXT[30:], "", f"\n{TEXT}"]))
def test_edited_cells_are_faults_or_verdicts(tmp_path, edits, forged, text):
    rows = [dict(row) for row in ROWS]
    for number, column, cell in edits:
        rows[number][column] = cell
        if forged:  # an id that fits must not open a way past the other checks
            rows[number]["id"] = row_id(rows[number])
    path = written(tmp_path / "r.csv", rows)
    review, faults = attempt(path)
    assert all(fault.startswith(f"{path} row ") for fault in faults)
    if review is None:
        return
    document = replace(ARTICLE, text=text)
    reviewer = Reviewer(review)
    kept = reviewer.judge(document, extract(document))
    for one in [*kept, *reviewer.judged.rejected]:
        for said in one.evidence:
            assert text[slice(*said.span)] == said.quote
            for span in (said.source_span, said.trigger_span, said.target_span):
                assert 0 <= span.start <= span.end <= len(text)


@ONE_FILE
@given(data=st.binary(max_size=200), name=st.sampled_from(["r.csv", "r.parquet"]))
def test_bytes_that_are_no_table(tmp_path, data, name):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DataError, match=name):
        load_review(path)


@ONE_FILE
@given(cut=st.integers(0, 3000), junk=st.binary(max_size=5))
def test_a_torn_file(tmp_path, cut, junk):
    path = tmp_path / "r.csv"
    path.unlink(missing_ok=True)
    whole = save_review(path, ROWS).read_bytes()
    path.write_bytes(whole[:cut] + junk + whole[cut + 3 :])
    review, faults = attempt(path)
    assert faults or len(review.rows) <= len(ROWS)


def test_a_wrapped_or_requoted_text_keeps_its_verdicts(tmp_path):
    rows = [row | {"verdict": "accept"} for row in ROWS]
    save_review(tmp_path / "r.csv", rows)
    text = TEXT.replace("exports oil", "exports\n   oil").replace("attacked", "attacked\u00a0")
    document = replace(ARTICLE, text=text)
    reviewer = Reviewer(load_review(tmp_path / "r.csv"))
    kept = reviewer.judge(document, extract(document))
    assert not reviewer.judged.lost
    assert reviewer.judged.accepted == len(ROWS)
    assert {said.reviewed for one in kept for said in one.evidence} == {"accepted"}
