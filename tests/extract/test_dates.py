from __future__ import annotations

from datetime import date

import pytest

from graph.extract import extract
from graph.extract.dates import dates, reference
from graph.model import Document

WEDNESDAY = date(2024, 5, 15)


@pytest.mark.parametrize(
    ("text", "valid_from", "valid_to"),
    [
        ("Turkey closed its border with Armenia in 1993.", "1993", None),
        ("Turkey closed its border with Armenia in April 1993.", "1993-04", None),
        ("Turkey closed its border with Armenia on April 3, 1993.", "1993-04-03", None),
        ("Turkey closed its border with Armenia on 3 April 1993.", "1993-04-03", None),
        ("Turkey closed its border with Armenia from 1993 to 2009.", "1993", "2009"),
        ("Turkey closed its border with Armenia until 2009.", None, "2009"),
        ("Turkey closed its border with Armenia last week.", "2024-05-06", None),
        ("Turkey closed its border with Armenia last month.", "2024-04", None),
        ("Turkey closed its border with Armenia last year.", "2023", None),
        ("Turkey closed its border with Armenia yesterday.", "2024-05-14", None),
        ("Turkey closed its border with Armenia on Tuesday.", "2024-05-14", None),
        ("Turkey closed its border with Armenia two years ago.", "2022", None),
        ("Turkey closed its border with Armenia in March.", "2024-03", None),
        ("Turkey closed its border with Armenia in November.", "2023-11", None),
        ("Turkey closed its border with Armenia on May 3.", "2024-05-03", None),
        ("Turkey will close its border with Armenia on Friday.", "2024-05-17", None),
        ("Turkey will close its border with Armenia next year.", "2025", None),
        ("Turkey will close its border with Armenia.", None, None),
    ],
)
def test_when_it_holds(text, valid_from, valid_to):
    found = extract(Document(name="t", text=text, date="2024-05-15"))
    (said,) = next(one for one in found if one.relation == "closes").evidence
    assert (said.valid_from, said.valid_to) == (valid_from, valid_to)


def test_without_a_day_of_writing_relative_dates_stay_missing():
    text = "Turkey closed its border with Armenia last week, on Monday, in March."
    (said,) = next(
        o for o in extract(Document(name="t", text=text)) if o.relation == "closes"
    ).evidence
    assert said.valid_from is None


def test_a_date_far_from_today_without_a_year_stays_missing():
    assert dates("It was signed on November 20.", WEDNESDAY) == []


def test_an_impossible_day_is_no_day():
    assert dates("It was signed on February 31.", WEDNESDAY) == []


def test_the_dateline_dates_the_text_and_nothing_else():
    text = "DOHA, May 4, 2019 - Iran attacked Iraq."
    (one,) = extract(Document(name="t", text=text))
    assert one.evidence[0].valid_from is None
    assert reference("t", text, None) == date(2019, 5, 4)


@pytest.mark.parametrize(
    ("name", "given", "day"),
    [
        ("kz-2023-03-18.txt", None, date(2023, 3, 18)),
        ("kz-2023-03-18.txt", "2020-01-02T10:00", date(2020, 1, 2)),
        ("kz.txt", None, None),
        ("kz-2023-13-40.txt", None, None),
    ],
)
def test_the_day_of_writing(name, given, day):
    assert reference(name, "Nothing here.", given) == day
