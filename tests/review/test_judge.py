"""The person's word wins over the machine's, and both are kept."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

import graph
from graph.extract import extract
from graph.model import Document, Polarity, to_record
from graph.review import Reviewer, load_review, review_lines, review_rows, save_review

OIL = ("KZ", "exports_to", "DE")


def judged(table, document, found=None):
    reviewer = Reviewer(load_review(table.path))
    kept = reviewer.judge(document, extract(document) if found is None else found)
    return {(one.source.id, one.relation, one.target.id): one for one in kept}, reviewer.judged


def test_an_empty_review_changes_nothing(table, article, found):
    kept, _ = judged(table, article)
    assert list(kept.values()) == found


def test_accepted_is_sure_and_keeps_the_machines_record(table, article, found):
    table.edit(*OIL, verdict="accept")
    kept, came = judged(table, article)
    record = to_record(kept[OIL])
    assert (record["reviewed"], record["confidence"]) == ("accepted", 1.0)
    assert record["machine"] == to_record(found[0])
    assert came.accepted == 1


def test_rejected_is_left_out_but_not_forgotten(table, article):
    table.edit(*OIL, verdict="reject")
    kept, came = judged(table, article)
    assert OIL not in kept
    (record,) = [to_record(one) for one in came.rejected]
    machine = record["machine"]["confidence"]
    assert record["reviewed"] == "rejected"
    assert 0.5 < machine < 1.0


def test_corrected_takes_the_place_of_what_the_machine_said(table, article):
    table.edit(
        *OIL, verdict="correct", corrected_source="Germany", corrected_relation="imports_from",
        corrected_target="Kazakhstan", corrected_share="0.4",
    )  # fmt: skip
    kept, _ = judged(table, article)
    assert OIL not in kept
    record = to_record(kept["DE", "imports_from", "KZ"])
    assert (record["reviewed"], record["share"], record["method"]) == ("corrected", 0.4, "review")
    text = article.text
    assert text[slice(*record["source_span"])] == "Germany"
    assert text[slice(*record["target_span"])] == "Kazakhstan"
    assert text[record["start"] : record["end"]] == record["quote"]
    assert record["machine"]["target"] == "DE"


def test_an_end_that_the_sentence_does_not_name_spans_the_sentence(table, article):
    table.edit(*OIL, verdict="correct", corrected_target="Peru")
    kept, _ = judged(table, article)
    record = to_record(kept["KZ", "exports_to", "PE"])
    assert record["target_span"] == [record["start"], record["end"]]


def test_a_corrected_member_keeps_its_place_on_the_route(table, article):
    table.edit("corridor:middle", "crosses", "AZ", verdict="correct", corrected_target="AM")
    kept, _ = judged(table, article)
    member = kept["corridor:middle", "crosses", "AM"]
    assert (member.group, member.order) == ("corridor:middle", 2)


def test_a_sentence_that_moved_keeps_its_verdict_and_gets_its_new_offsets(table, article):
    table.edit(*OIL, verdict="accept")
    moved = replace(article, text=f"Astana, Tuesday.\n\n{article.text}")
    kept, _ = judged(table, moved)
    record = to_record(kept[OIL])
    assert moved.text[record["start"] : record["end"]] == record["quote"]
    assert moved.text[slice(*record["trigger_span"])] == "exports"
    assert record["reviewed"] == "accepted"


def test_a_document_that_moved_is_known_by_its_name(table, article):
    table.edit(*OIL, verdict="reject")
    kept, came = judged(table, replace(article, name="/elsewhere/a.txt"))
    assert OIL not in kept
    assert not came.unread


def test_what_the_machine_finds_no_more_stays_by_the_persons_word(table, article):
    table.edit(*OIL, verdict="accept")
    table.edit("FR", "attacks", "ML", verdict="reject")
    kept, came = judged(table, article, found=[])
    assert list(kept) == [OIL]
    assert 0.5 < to_record(kept[OIL])["machine"]["confidence"] < 1.0
    assert (came.lost, len(came.rejected)) == ([], 1)


def test_the_word_on_a_sentence_holds_when_the_machine_changes_its_mind(table, article, found):
    table.edit("RU", "supports", "AM", verdict="accept")
    key = ("RU", "supports", "AM")
    (one,) = [one for one in found if (one.source.id, one.relation, one.target.id) == key]
    said = one.evidence[0]
    said = replace(said, polarity=Polarity.ASSERTED, trigger_span=said.span)
    turned = [replace(one, evidence=(said,))]
    kept, _ = judged(table, article, turned)
    record = to_record(kept[key])
    assert (record["polarity"], record["machine"]["polarity"]) == ("negated", "asserted")


def test_the_reviewed_sentence_decides_over_the_others(tmp_path, article):
    text = "Russia supports Armenia. Later, Russia refused to support Armenia."
    document = replace(article, text=text)
    rows = review_rows(extract(document))
    assert len(rows) == 2
    rows[1]["verdict"] = "accept"
    save_review(tmp_path / "r.csv", rows)
    reviewer = Reviewer(load_review(tmp_path / "r.csv"))
    (one,) = reviewer.judge(document, extract(document))
    assert len(one.evidence) == 2
    assert one.evidence[0].quote == rows[1]["quote"]


def test_a_sentence_that_stands_twice_is_judged_in_both_places(tmp_path, article):
    document = replace(article, text="France attacked Mali.\n\nFrance attacked Mali.")
    (row,) = review_rows(extract(document))
    for verdict, left in (("accept", 2), ("reject", 0)):
        path = tmp_path / f"{verdict}.csv"
        save_review(path, [row | {"verdict": verdict}])
        reviewer = Reviewer(load_review(path))
        kept = reviewer.judge(document, extract(document))
        assert sum(len(one.evidence) for one in kept) == left
        assert (reviewer.judged.accepted, len(reviewer.judged.rejected)) == (
            left // 2,
            1 - left // 2,
        )


def test_a_row_without_a_verdict_is_not_judged_by_its_neighbour(tmp_path, article, found):
    """One sentence may state one thing by two of its words; each is judged for itself."""
    said = found[0].evidence[0]
    other = replace(said, trigger_span=said.source_span, polarity=Polarity.NEGATED)
    both = [replace(found[0], evidence=(said, other))]
    rows = review_rows(both)
    rows[0]["verdict"] = "reject"
    reviewer = Reviewer(load_review(save_review(tmp_path / "r.csv", rows)))
    (one,) = reviewer.judge(article, both)
    assert one.evidence == (other,)


def test_rows_whose_sentence_is_gone_are_told_not_lost(table, article):
    table.edit(*OIL, verdict="accept")
    table.edit("FR", "attacks", "ML", verdict="reject")
    _, came = judged(table, replace(article, text="France attacked Mali."))
    assert [row.cells["source"] for row in came.lost] == ["KZ"]
    _, came = judged(table, Document(name="other.txt", text="Nothing."))
    assert len(came.unread) == 2
    assert "2 rows belong to 1 documents not read" in review_lines(came)[-1]


def test_what_was_judged_can_go_out_again(tmp_path, table, article):
    table.edit(*OIL, verdict="correct", corrected_target="Turkey", corrected_polarity="negated")
    table.edit("FR", "attacks", "ML", verdict="reject")
    table.edit("RU", "supports", "AM", verdict="accept")
    reviewer = Reviewer(load_review(table.path))
    kept = reviewer.judge(article, extract(article))
    rows = review_rows([*kept, *reviewer.judged.rejected])
    again = Reviewer(load_review(save_review(tmp_path / "again.csv", rows)))
    assert again.judge(article, extract(article)) == kept
    assert again.judged.rejected == reviewer.judged.rejected


def test_the_explorer_takes_the_persons_word(tmp_path, table, article):
    path = tmp_path / "a.txt"
    path.write_text(article.text, "utf-8")
    table.edit(*OIL, verdict="reject")
    table.edit("FR", "attacks", "ML", verdict="correct", corrected_polarity="negated")
    relations = graph.Explorer([path], reviewed=table.path).relations
    assert not relations.has_edge("KZ", "DE")
    (edge,) = relations["FR"]["ML"].values()
    assert (edge["polarity"], edge["reviewed"]) == ("negated", "corrected")
    (record,) = json.loads(relations.graph["rejected"])
    assert record["target"] == "DE"

    path.write_text("France attacked Mali.", "utf-8")
    with pytest.warns(UserWarning, match="stands no longer in"):
        _ = graph.Explorer([path], reviewed=table.path).relations
