"""A person's own relationships go in whole, or every fault of theirs comes back."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import graph
from graph.errors import DataError
from graph.export import write_relationships
from graph.extract import extract
from graph.model import to_record
from graph.review import own_relationships, own_tables

PLAIN = pd.DataFrame(
    {
        "source": ["Zambia", "Lobito Corridor", "Ann Lee"],
        "source_kind": ["state", "corridor", "person"],
        "relation": ["exports to", "crosses", "holds_office_in"],
        "target": ["CN", "Angola", "the United Kingdom"],
        "commodity": ["copper", None, None],
        "share": [0.5, None, None],
        "order": [None, 1, None],
        "valid_from": [pd.Timestamp("2022-02-24"), None, None],
    }
)


def faults(table):
    with pytest.raises(DataError) as caught:
        own_relationships(table)
    return caught.value.faults


def test_names_become_ids_and_what_is_left_out_is_plain():
    flow, route, office = [to_record(one) for one in own_relationships(PLAIN)]
    assert (flow["source"], flow["relation"], flow["target"]) == ("ZM", "exports_to", "CN")
    assert (flow["commodity"], flow["share"]) == ("commodity:copper", 0.5)
    assert (flow["polarity"], flow["modality"], flow["confidence"]) == ("asserted", "actual", 1.0)
    assert (flow["valid_from"], flow["method"]) == ("2022-02-24", "table")
    assert (flow["document"], flow["quote"]) == ("DataFrame#1", "Zambia exports to CN")
    assert (route["group"], route["order"]) == ("corridor:lobito", 1)
    assert office["source"] == "person:ann-lee"


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_what_extract_writes_is_read_back_the_same(tmp_path, article, form):
    found = extract(article)
    path = tmp_path / f"found.{form}"
    path.write_text(write_relationships(found, form), "utf-8")
    assert [to_record(one) for one in own_relationships(path)] == [to_record(one) for one in found]


def test_parquet_and_frames_hold_the_same(tmp_path, article):
    records = pd.DataFrame([to_record(one) for one in extract(article)]).convert_dtypes()
    path = tmp_path / "found.parquet"
    records.to_parquet(path)
    assert own_tables([str(path)]) == ([str(path)], [])
    assert own_relationships(path) == own_relationships(records)


def test_all_faults_come_at_once():
    bad = pd.DataFrame(
        {
            "source": ["Kazakstan", "Chad", ""],
            "relation": ["exports_to", "sels", "meets"],
            "target": ["DE", "FR", "FR"],
            "polarity": ["asserted", "no", "asserted"],
            "share": [2, 0.1, 0.1],
            "order": [1.5, 0, 1],
            "valid_from": ["yesterday", "2022-13", "2022-1-1"],
            "commodity": ["oil", "unobtainium", "oil"],
            "modalty": ["actual"] * 3,
        }
    )
    found = faults(bad)
    assert all(fault.startswith("DataFrame row ") for fault in found)
    told = [tuple(fault.removeprefix("DataFrame row ").split(": ")[:2]) for fault in found]
    assert sorted(told) == sorted([
        ("1", "modalty"), ("2", "source"), ("2", "order"), ("2", "share"), ("2", "valid_from"),
        ("3", "relation"), ("3", "polarity"), ("3", "order"), ("3", "valid_from"),
        ("3", "commodity"), ("4", "source"), ("4", "valid_from"),
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"start": [5], "end": [7]}, "end"),
        ({"order": ["1e999"]}, "order"),
        ({"source_span": ["1-2"]}, "source_span"),
        ({"source_kind": ["planet"]}, "source_kind"),
        ({"source": ["Congolese"]}, "source"),
        ({"confidence": ["high"]}, "confidence"),
        ({"asserted_by": ["Nobody Known"]}, "asserted_by"),
    ],
)
def test_a_fault_names_its_field(changed, field):
    row = {"source": ["Chad"], "relation": ["meets"], "target": ["France"]} | changed
    (fault,) = faults(pd.DataFrame(row))
    assert fault.split(": ")[1] == field


def test_lines_that_are_no_json_are_named(tmp_path):
    path = tmp_path / "own.jsonl"
    good = '{"source": "Chad", "relation": "meets", "target": "France"}'
    lines = [good, '{"source": ', "[1]", "{}", good.replace("Chad", "Chat\u2028")]
    path.write_text("\n".join(lines), "utf-8")
    found = faults(path)
    assert [fault.split(": ")[0].rsplit(" ", 1)[1] for fault in found] == ["3", "4", "6"]


def test_missing_columns_are_named():
    assert [fault.split(": ")[1] for fault in faults(pd.DataFrame({"source": ["Chad"]}))] == [
        "relation", "target",
    ]  # fmt: skip


def test_tables_of_relationships_are_told_from_articles(tmp_path):
    own, articles, odd = tmp_path / "own.csv", tmp_path / "articles.csv", tmp_path / "odd.csv"
    own.write_text("source,relation,target\nChad,borders,Niger\n", "utf-8")
    articles.write_text("source,relation,target,text\na,b,c,Chad borders Niger.\n", "utf-8")
    odd.write_bytes(b"\x00")
    paths = [str(path) for path in (own, articles, odd, tmp_path / "none.csv")]
    assert own_tables(paths) == (paths[:1], paths[1:])


def test_a_folder_may_hold_articles_their_review_and_ones_own_table(tmp_path, table, article):
    (tmp_path / "a.txt").write_text(article.text, "utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "own.csv").write_text("source,relation,target\nChad,borders,Niger\n")
    (tmp_path / "deep" / "b.md").write_text("Peru borders Chile.")
    (tmp_path / "deep" / ".c.txt").write_text("hidden")
    tables, others = own_tables([str(tmp_path)])
    assert tables == [str(tmp_path / "deep" / "own.csv")]
    assert others == [str(tmp_path / "a.txt"), str(tmp_path / "deep" / "b.md")]
    table.edit("KZ", "exports_to", "DE", verdict="reject")
    relations = graph.Explorer([tmp_path], reviewed=table.path).relations
    assert relations.has_edge("TD", "NE")
    assert not relations.has_edge("KZ", "DE")
    with pytest.raises(DataError, match="--reviewed"):
        own_relationships(table.path)


def test_relationships_read_elsewhere_may_be_added_as_they_are(article):
    explorer = graph.Explorer([])
    found = extract(article)
    assert explorer.add_relationships(found) == found
    assert explorer.relations.has_edge("KZ", "DE")


def test_ways_out_follow_from_a_table_at_once(tmp_path):
    rows = [["Lobito Corridor", "crosses", name, n] for n, name in enumerate(("ZM", "CD", "AO"), 1)]
    table = pd.DataFrame(rows, columns=["source", "relation", "target", "order"])
    explorer = graph.Explorer([])
    explorer.add_relationships(table.assign(document="me", quote="Zambia, Congo, Angola"))
    (route,) = explorer.paths("Zambia", "Angola", on="relations")
    assert route.countries == ("ZM", "CD", "AO")

    path = tmp_path / "own.jsonl"
    lines = [json.dumps(dict(zip(table.columns, row, strict=True))) for row in rows]
    path.write_text("\n".join(lines), "utf-8")
    assert graph.Explorer([path]).relations.number_of_edges() == 3
    assert len(graph.Explorer([]).extract(path)) == 3

    before = explorer.relations.number_of_edges()
    half = pd.DataFrame({"source": ["ZM"] * 2, "relation": ["meets", "eats"], "target": ["AO"] * 2})
    with pytest.raises(DataError):
        explorer.add_relationships(half)
    assert explorer.relations.number_of_edges() == before, "whole or not at all"
