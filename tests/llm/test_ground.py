"""A fact stands on the text's own words, or it is dropped and counted."""

from __future__ import annotations

import pytest

from graph.gazetteer import default_gazetteer
from graph.llm.ground import Ground
from graph.llm.schema import Fact
from graph.model import Document, Span, to_record

from .conftest import fact

TEXT = (
    "In 2023 Kazakhstan’s  leaders agreed to export oil to Germany. James Cleverly visited Astana. "
    "The Central Asian nation opposes sanctions. The Middle Corridor crosses Kazakhstan, "
    "the Caspian Sea and Azerbaijan."
)
OIL = "In 2023 Kazakhstan’s  leaders agreed to export oil to Germany."
EXPORT = fact(
    "Kazakhstan", "exports_to", "Germany", OIL, trigger_text="export", modality="planned",
    commodity="crude oil", valid_from="2023",
)  # fmt: skip


def anchored(*facts, text=TEXT, part=None, date=None):
    document = Document(name="a.txt", text=text, date=date)
    ground = Ground(document, default_gazetteer(), "llm:m")
    found = ground.anchor([Fact.model_validate(one) for one in facts], part or Span(0, len(text)))
    return [to_record(one) for one in found], ground


def test_offsets_are_worked_out_here():
    (record,), ground = anchored(EXPORT)
    assert TEXT[record["start"] : record["end"]] == record["quote"] == OIL
    words = [TEXT[slice(*record[name])] for name in ("source_span", "trigger_span", "target_span")]
    assert words == ["Kazakhstan", "export", "Germany"]
    assert (record["commodity"], record["valid_from"]) == ("commodity:oil", "2023")
    assert (record["modality"], record["method"]) == ("planned", "llm:m")
    assert not ground.dropped


def test_blanks_and_marks_may_differ_and_that_is_noted():
    (record,), ground = anchored(EXPORT | {"quote": OIL.replace("’s  ", "'s ")})
    assert record["quote"] == OIL
    assert record["confidence"] < 0.8
    assert ground.notes == {"aligned but for blanks and marks": 1}


def test_a_quote_that_stands_twice_is_the_first_and_that_is_noted():
    (record,), ground = anchored(EXPORT, text=f"{OIL} Yes. {OIL}")
    assert record["start"] == 0
    assert ground.notes == {"stands 2 times": 1}


def test_a_part_counts_from_where_it_begins():
    text = f"Berlin, Monday. {OIL}"
    (record,), _ = anchored(EXPORT, text=text, part=Span(16, len(text)))
    assert text[record["start"] : record["end"]] == OIL
    _, ground = anchored(EXPORT, text=text, part=Span(0, 16))
    assert ground.dropped == {"quote not in the text": 1}


def test_a_cut_quotation_is_shown_whole():
    """A model may cut away the very word that matters."""
    text = "Peru talked. Kazakhstan has refused to support Russia. Peru left."
    cut = fact("Kazakhstan", "supports", "Russia", "support Russia", trigger_text="support")
    (record,), _ = anchored(cut, text=text)
    assert record["quote"] == "Kazakhstan has refused to support Russia."


def test_persons_and_capitals():
    visit = fact(
        "Foreign Minister James Cleverly", "visits", "Kazakhstan", "James Cleverly visited Astana.",
        source_kind="person", source_text="James Cleverly", target_text="Astana",
        trigger_text="visited",
    )  # fmt: skip
    (record,), _ = anchored(visit)
    assert (record["source"], record["target"]) == ("person:james-cleverly", "KZ")
    assert record["resolved_from"] is None


def test_a_description_keeps_its_words():
    said = fact(
        "Kazakhstan", "opposes", "Germany", "The Central Asian nation opposes sanctions.",
        source_text="The Central Asian nation", target_text="sanctions", trigger_text="opposes",
    )  # fmt: skip
    (record,), _ = anchored(said)
    assert record["resolved_from"] == "The Central Asian nation"
    assert record["confidence"] < 0.8


def test_a_route_is_numbered_as_it_is_read():
    quote = "The Middle Corridor crosses Kazakhstan, the Caspian Sea and Azerbaijan."
    members = [
        fact(
            "Middle Corridor", "crosses", name, quote, source_kind="corridor",
            trigger_text="crosses",
        )
        for name in ("Azerbaijan", "Kazakhstan", "Caspian Sea")
    ]  # fmt: skip
    records, _ = anchored(*members)
    assert {record["target"]: record["order"] for record in records} == {
        "KZ": 1, "sea:caspian": 2, "AZ": 3,
    }  # fmt: skip
    assert {record["group"] for record in records} == {"corridor:middle"}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"relation": "sells_to"}, "relation not in the ontology"),
        ({"quote": "Kazakhstan exports oil to Germany."}, "quote not in the text"),
        ({"trigger_text": "sell"}, "words not in the quote"),
        ({"source_text": "Astana"}, "words not in the quote"),
        ({"source": "Atlantis"}, "unknown name, or of a kind that the relation does not take"),
        ({"target": "oil"}, "unknown name, or of a kind that the relation does not take"),
        ({"target": "Kazakhstan"}, "both ends are the same"),
        ({"source": "Russia"}, "the words name something else"),
        ({"target": "France", "target_text": "oil"}, "an end is named nowhere in the text"),
    ],
)
def test_what_does_not_stand_is_dropped_and_counted(changed, why):
    records, ground = anchored(EXPORT | changed)
    assert records == []
    assert ground.dropped == {why: 1}


def test_nothing_is_invented_beside_the_fact():
    said = {"commodity": "uranium", "asserted_by": "Peru", "valid_from": "1999"}
    (record,), _ = anchored(EXPORT | said)
    assert (record["commodity"], record["asserted_by"], record["valid_from"]) == (None, None, None)


def test_it_is_no_italy():
    quote = "Kazakhstan said it would help us."
    said = fact(
        "Kazakhstan", "supports", "Italy", quote, target_text="it", trigger_text="help",
    )  # fmt: skip
    records, ground = anchored(said, text=quote)
    assert (records, ground.dropped) == ([], {"an end is named nowhere in the text": 1})
