"""A person's word on what the machine found: a table out, verdicts back in."""

from graph.review.ground import fail_for, own_rows
from graph.review.judge import Judged, Reviewer
from graph.review.load import Review, load_review
from graph.review.own import own_relationships
from graph.review.report import note_review, review_lines
from graph.review.sheet import carried, review_rows, save_review
from graph.review.tables import own_tables

__all__ = [
    "Judged",
    "Review",
    "Reviewer",
    "carried",
    "fail_for",
    "load_review",
    "note_review",
    "own_relationships",
    "own_rows",
    "own_tables",
    "review_lines",
    "review_rows",
    "save_review",
]
