"""A table that was edited badly tells every fault at once."""

from __future__ import annotations

import pytest

from graph.errors import DataError
from graph.model import Modality, Polarity
from graph.review import load_review

OIL = ("KZ", "exports_to", "DE")


def rows(table):
    return {(row.cells["source"], row.cells["target"]): row for row in load_review(table.path).rows}


def faults(path):
    with pytest.raises(DataError) as caught:
        load_review(path)
    return caught.value.faults


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("utf-8", ";")],
)
def test_what_spreadsheets_save_is_read(table, encoding, delimiter):
    table.edit(*OIL, verdict=" Accept ")
    table.save(encoding=encoding, delimiter=delimiter)
    assert rows(table)["KZ", "DE"].verdict == "accept"


def test_columns_may_be_moved_added_and_the_spare_ones_deleted(table):
    table.edit(*OIL, verdict="accept")
    names = sorted(set(table.rows[0]) - {"note", "confidence", "valid_from", "corrected_share"})
    for row in table.rows:
        row["my remarks"] = "?"
    table.save(names=[*names[::-1], "my remarks"])
    assert rows(table)["KZ", "DE"].record["confidence"] is None


def test_corrections_take_names_codes_and_ids(table):
    table.edit(
        *OIL, verdict="correct", corrected_source="the Netherlands", corrected_target="tr",
        corrected_relation="Imports from", corrected_polarity="NEGATED",
        corrected_modality="planned", corrected_share="50 %",
    )  # fmt: skip
    row = rows(table)["KZ", "DE"]
    assert (row.source.id, row.relation, row.target.id) == ("NL", "imports_from", "TR")
    assert (row.polarity, row.modality, row.share) == (Polarity.NEGATED, Modality.PLANNED, 0.5)


@pytest.mark.parametrize("name", ["corridor:middle", "Middle Corridor", "person:ann-lee"])
def test_an_entity_may_be_one_that_only_the_table_knows_or_of_an_open_kind(table, name):
    table.edit(*OIL, verdict="correct", corrected_source=name)
    assert rows(table)["KZ", "DE"].source.id in {"corridor:middle", "person:ann-lee"}


@pytest.mark.parametrize(
    ("cells", "field", "says"),
    [
        ({"verdict": "ok"}, "verdict", "none of accept, reject, correct"),
        ({"verdict": "correct"}, "verdict", "no corrected_ column"),
        ({"verdict": "accept", "corrected_target": "FR"}, "corrected_target", "not correct"),
        ({"corrected_share": "0.5"}, "corrected_share", "not correct"),
        ({"verdict": "correct", "corrected_relation": "exprts_to"}, "corrected_relation", "exp"),
        ({"verdict": "correct", "corrected_target": "Kazakstan"}, "corrected_target", "Kazakhstan"),
        ({"verdict": "correct", "corrected_target": "sea:mu"}, "corrected_target", "unknown"),
        ({"verdict": "correct", "corrected_source": "Congolese"}, "corrected_source", "country:"),
        ({"verdict": "correct", "corrected_polarity": "no"}, "corrected_polarity", "asserted"),
        ({"verdict": "correct", "corrected_modality": "maybe"}, "corrected_modality", "possible"),
        ({"verdict": "correct", "corrected_share": "half"}, "corrected_share", "fraction"),
        ({"verdict": "correct", "corrected_share": "150%"}, "corrected_share", "outside"),
        ({"verdict": "correct", "corrected_share": "nan"}, "corrected_share", "outside"),
        ({"id": "r12"}, "id", "was changed"),
        ({"target_name": "France"}, "id", "was changed"),
        ({"polarity": "negated"}, "id", "corrected_ columns"),
        ({"quote": "Kazakhstan exports oil."}, "id", "was changed"),
    ],
)  # fmt: skip
def test_a_fault_names_file_row_and_field(table, cells, field, says):
    number = 2 + [row["source"] for row in table.rows].index("KZ")
    table.edit(*OIL, **cells)
    (fault,) = faults(table.path)
    assert fault.startswith(f"{table.path} row {number}: {field}: ")
    assert says in fault


def test_all_faults_come_at_once(table):
    table.edit(*OIL, verdict="yes", corrected_target="Kazakstan")
    table.edit("FR", "attacks", "ML", verdict="correct", corrected_relation="eats")
    table.rows.append(dict(table.rows[0]))
    table.save()
    found = faults(table.path)
    assert len(found) == 6
    assert "is also row 2" in found[-3]


def test_missing_columns_are_all_named(table):
    table.save(names=[name for name in table.rows[0] if name not in {"id", "verdict", "quote"}])
    assert [fault.split(": ")[1] for fault in faults(table.path)] == ["id", "quote", "verdict"]


def test_the_wrong_encoding_is_told_by_row_not_guessed(table):
    table.edit(*OIL, verdict="accept", note="très bien")
    table.edit("FR", "attacks", "ML", verdict="accept", note="bien sûr")
    table.save(encoding="cp1252")
    found = faults(table.path)
    assert len(found) == 2
    assert all("note: is not UTF-8" in fault for fault in found)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\x00\x01\xff", b"id,verdict\n", b"\xff\xfe\x00", b'id,"verdict\n1,2', b"\n\n,,,\n",
        b"PAR1", "id,id\n".encode("utf-16"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["odd.csv", "odd.parquet"])
def test_no_file_however_odd_ends_in_a_traceback(tmp_path, content, name):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DataError, match="odd"):
        load_review(path)
    with pytest.raises(DataError, match="missing"):
        load_review(tmp_path / "missing.csv")


def test_a_forged_row_is_a_fault_too(table):
    """An id that fits does not make a span, a kind or a number of what is none."""
    from graph.review.cells import row_id

    row = table.rows[0]
    row.update(source_span="[[[[", target_kind="planet", start="x", polarity="maybe", share="7")
    row["id"] = row_id(row)
    table.save()
    fields = {fault.split(": ")[1] for fault in faults(table.path)}
    assert fields == {"source_span", "target_kind", "start", "polarity", "share"}
