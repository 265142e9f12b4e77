"""The loader tells every fault at once, with file, row and field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from graph import facts
from graph.errors import DataError, UsageError
from graph.facts import cells

HEADER = "id,kind,a,b,mode,closed_from,closed_to,reason,source,year,confidence,note"
GOOD = "am-tr,border,AM,TR,rail,1993-04,,blockade,A Publisher: A Title,2024,high,"


def write(folder: Path, *lines: str, name: str = "closures.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return path


def test_own_table_is_read_by_its_name_or_kind(tmp_path: Path) -> None:
    (row,) = facts.load(write(tmp_path, GOOD))
    assert (row.a, row.b, row.closed_from, row.closed_to) == ("AM", "TR", date(1993, 4, 1), None)
    assert facts.load(write(tmp_path, GOOD, name="mine.csv"), "closures") == (row,)
    with pytest.raises(UsageError, match="unknown fact table: 'mine'"):
        facts.load(tmp_path / "mine.csv")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        GOOD,
        "Bad Id,wall,UK,,rail,1993-13,,blockade,,24,sure,",
        GOOD.replace("1993-04,", "1993-04,1990"),
        GOOD,
    )
    with pytest.raises(DataError) as caught:
        facts.load(path)
    assert caught.value.faults == (
        "closures.csv row 3: id: 'Bad Id' is not a lower-case id like aktau-alat",
        "closures.csv row 3: source: is empty",
        "closures.csv row 3: year: 24 is outside 1800..2100",
        "closures.csv row 3: confidence: 'sure' is none of high, medium, low",
        "closures.csv row 3: kind: 'wall' is none of border, passage, port, sea, line",
        "closures.csv row 3: a: 'UK' is not an ISO 3166-1 alpha-2 code",
        "closures.csv row 3: closed_from: '1993-13' is not in the calendar",
        "closures.csv row 4: closed_to: 1990-12-31 is before closed_from 1993-04-01",
        "closures.csv row 5: id: 'am-tr' is also row 2",
    )
    assert caught.value.exit_code == 2


def test_header_faults_name_the_column(tmp_path: Path) -> None:
    path = tmp_path / "closures.csv"
    path.write_text(HEADER.replace("reason", "raeson") + "\n" + GOOD + "\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        facts.load(path)
    assert caught.value.faults == (
        "closures.csv row 1: reason: column is missing",
        "closures.csv row 1: raeson: unknown column",
    )


@pytest.mark.parametrize(
    ("content", "fault"),
    [(b"\xff\xfe", "not a CSV table in UTF-8"), (HEADER.encode() + b'\n"x', "not a CSV table")],
)
def test_unreadable_files_are_data_errors(tmp_path: Path, content: bytes, fault: str) -> None:
    path = tmp_path / "closures.csv"
    path.write_bytes(content)
    with pytest.raises(DataError, match=fault):
        facts.load(path)


def test_missing_file_is_a_data_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        facts.load(tmp_path / "ferries.csv")


def test_row_with_too_many_cells(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="more cells than the header"):
        facts.load(write(tmp_path, GOOD + ",surplus"))


def test_byte_order_mark_and_crlf_are_read(tmp_path: Path) -> None:
    path = tmp_path / "closures.csv"
    path.write_bytes(b"\xef\xbb\xbf" + f"{HEADER}\r\n{GOOD}\r\n".encode())
    assert len(facts.load(path)) == 1


@pytest.mark.parametrize(
    ("parse", "cell"),
    [
        (cells.number(-90, 90), "91"),
        (cells.number(-90, 90), "nan"),
        (cells.number(-90, 90), "north"),
        (cells.whole(0, 9), "1.5"),
        (cells.point, "43.6"),
        (cells.many(cells.point, least=2), "43 51"),
        (cells.locode, "kzaau"),
        (cells.country_or_id, "sea:"),
        (cells.first_day, "24.02.2022"),
    ],
)
def test_cells_that_are_refused(parse: Callable[[str], object], cell: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(cell)


def test_table_hash_is_stable() -> None:
    assert facts.table_hash() == facts.table_hash()
    assert len(facts.table_hash()) == 64
