"""A short article, and its review table as a person would save it."""

from __future__ import annotations

import csv
import io

import pytest

from graph.extract import extract
from graph.model import Document
from graph.review import review_rows, save_review

TEXT = (
    "Kazakhstan exports oil to Germany. Russia has refused to support Armenia. "
    "The Middle Corridor crosses Kazakhstan, Azerbaijan and Georgia. France attacked Mali."
)


@pytest.fixture
def article():
    return Document(name="news/a.txt", text=TEXT)


@pytest.fixture
def found(article):
    return extract(article)


class Table:
    """A saved review table; `edit` changes the row of one triple, as a person would."""

    def __init__(self, path, rows):
        self.path = path
        save_review(path, rows)
        text = path.read_bytes().decode("utf-8-sig")
        self.rows = list(csv.DictReader(io.StringIO(text, newline="")))

    def edit(self, source, relation, target, **cells):
        (row,) = [
            row for row in self.rows
            if (row["source"], row["relation"], row["target"]) == (source, relation, target)
        ]  # fmt: skip
        row.update(cells)
        self.save()
        return self

    def save(self, *, encoding="utf-8", delimiter=",", names=None):
        out = io.StringIO()
        writer = csv.DictWriter(
            out, names or list(self.rows[0]), delimiter=delimiter, extrasaction="ignore"
        )
        writer.writeheader()
        writer.writerows(self.rows)
        self.path.write_bytes(out.getvalue().encode(encoding))
        return self.path


@pytest.fixture
def table(tmp_path, found):
    return Table(tmp_path / "review.csv", review_rows(found))
