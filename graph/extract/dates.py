"""When something holds: a small grammar of dates, relative ones against the document's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_MONTH = (
    r"(?P<month>"
    + "|".join(f"{m[:3].title()}(?:{m[3:]}|t?\\.?)" if len(m) > 4 else m.title() for m in _MONTHS)
    + ")"
)
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_LEAD = re.compile(
    r"\b(since|until|till|from|between|by|in|on|after|before)\s+(?:(?:early|late|mid)[-\s]*)?$",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    rf"""\b(?:{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+{_YEAR})?
      |(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH.replace("month", "month2")}
        (?:,?\s+{_YEAR.replace("year", "year2")})?
      |{_MONTH.replace("month", "month3")},?\s+{_YEAR.replace("year", "year3")}
      |(?<=\s){_YEAR.replace("year", "year4")}
    )\b(?!-)""",
    re.VERBOSE,
)
_RELATIVE = re.compile(
    rf"""\b(?P<relative>[Tt]oday|[Yy]esterday|[Tt]omorrow
      |(?:[Ll]ast|[Tt]his|[Nn]ext)\s+(?:week|month|year|{"|".join(d.title() for d in _DAYS)})
      |(?P<count>\d+|an?|{"|".join(_NUMBERS)})\s+(?P<unit>day|week|month|year)s?\s+ago
      |[Oo]n\s+(?:{"|".join(d.title() for d in _DAYS)})
      |(?:[Ss]ince|[Ii]n|[Uu]ntil|[Ll]ast|[Nn]ext)\s+{_MONTH.replace("month", "month4")}(?!\s+\d)
    )\b""",
    re.VERBOSE,
)
_HINT = re.compile(r"day|week|month|year|[0-9]|[JFMASOND][a-z]{2}")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
_DATELINE = re.compile(
    rf"^[^.\n]{{0,60}}?,\s+{_MONTH}\.?\s+(\d{{1,2}}),?\s+{_YEAR}", re.IGNORECASE | re.MULTILINE
)
# A date says nothing of a verb beyond one of these.
_APART = re.compile(r";|:|\b(?:but|which|who|while|whose|although|after|before|when)\b")
_FARTHEST = 90
_HEAD = re.compile(r"\s*(?:\([^)]{1,30}\)\s*)?[-–—]\s")


class When(NamedTuple):
    """A stretch of time at `start:end` of a sentence; ISO 8601 prefixes, either may be None.

    `weekday` is set for a bare "on Monday", which is past or to come as the verb tells.
    """

    start: int
    end: int
    valid_from: str | None
    valid_to: str | None
    weekday: int | None = None


def reference(name: str, text: str, given: str | None) -> date | None:
    """Return the day that a document was written: as given, of its dateline, or of its name."""
    for words in (given or "", name):
        match = _ISO.search(words)
        if match and (day := _day(*map(int, match.groups()))):
            return day
    match = _DATELINE.search(text[:600])
    if match is None:
        return None
    return _day(int(match["year"]), _month(match["month"]), int(match[2]))


def dates(sentence: str, today: date | None) -> list[When]:
    """Return the dates that a sentence gives, without that of a dateline.

    Relative ones and those without a year are found only where `today` is known.
    """
    if not _HINT.search(sentence):
        return []
    return [when for when in _dates(sentence, today) if not _heads(sentence, when)]


def _heads(sentence: str, when: When) -> bool:
    """Tell the date of "DOHA, May 4 (Agency) - ..."."""
    return when.start < 40 and bool(_HEAD.match(sentence, when.end))


def nearest(
    found: Sequence[When], sentence: str, start: int, end: int, *, ahead: bool, today: date | None
) -> tuple[str | None, str | None]:
    """Return (valid_from, valid_to) of what a trigger at `start:end` says.

    `ahead` where the trigger speaks of the future.
    """
    best: tuple[int, When] | None = None
    for when in found:
        between = sentence[end : when.start] if when.start >= end else sentence[when.end : start]
        if len(between) <= _FARTHEST and not _APART.search(between):
            best = min(best or (len(between), when), (len(between), when), key=lambda b: b[0])
    if best is None:
        return None, None
    when = best[1]
    if when.weekday is None or today is None:
        return when.valid_from, when.valid_to
    back = (today.weekday() - when.weekday) % 7
    day = today + timedelta(days=(7 - back) if ahead else -back)
    return day.isoformat(), None


def _dates(sentence: str, today: date | None) -> Iterator[When]:
    opened: When | None = None
    for match in _ABSOLUTE.finditer(sentence):
        value = _absolute(match, today)
        if value is None:
            continue
        between = sentence[opened.end : match.start()].strip().lower() if opened else None
        if opened and between in {"to", "and", "until", "-", "–"}:
            yield opened._replace(end=match.end(), valid_to=value)
            opened = None
            continue
        lead = _LEAD.search(sentence, max(0, match.start() - 20), match.start())
        word = lead.group(1).lower() if lead else ""
        ends = word in {"until", "till", "before", "by"}
        when = When(match.start(), match.end(), None if ends else value, value if ends else None)
        if opened is not None:
            yield opened
        opened = when if word in {"from", "between"} else None
        if opened is None:
            yield when
    if opened is not None:
        yield opened
    if today is not None:
        for match in _RELATIVE.finditer(sentence):
            relative = _relative(match, today)
            if relative:
                yield relative


def _absolute(match: re.Match[str], today: date | None) -> str | None:
    year = next((match[k] for k in ("year", "year2", "year3", "year4") if match[k]), None)
    month = next((match[k] for k in ("month", "month2", "month3") if match[k]), None)
    day = match["day"] or match["day2"]
    if month is None:
        return year
    number = _month(month)
    if day is None:
        return f"{year}-{number:02d}"
    if year is None:
        near = _closest(number, int(day), today)
        return near.isoformat() if near else None
    exact = _day(int(year), number, int(day))
    return exact.isoformat() if exact else f"{year}-{number:02d}"


def _closest(month: int, day: int, today: date | None) -> date | None:
    """Return the day nearest to `today`; none where two years are about as near."""
    if today is None:
        return None
    tries = (_day(today.year + shift, month, day) for shift in (-1, 0, 1))
    near = sorted((abs((one - today).days), one) for one in tries if one)
    return near[0][1] if near and near[0][0] < 150 else None


def _relative(match: re.Match[str], today: date) -> When | None:
    words = match["relative"].lower().split()
    start, end = match.span()
    if words[0] == "on":
        return When(start, end, None, None, _DAYS.index(words[1]))
    value = _shifted(match, words, today)
    if value is None:
        return None
    return When(start, end, None, value) if words[0] == "until" else When(start, end, value, None)


def _shifted(match: re.Match[str], words: Sequence[str], today: date) -> str | None:
    days = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if words[0] in days:
        return (today + timedelta(days=days[words[0]])).isoformat()
    if match["count"]:
        return _ago(_count(match["count"]), match["unit"], today)
    if match["month4"]:
        return _month_near(_month(match["month4"]), words[0], today)
    step = {"last": -1, "this": 0, "next": 1}[words[-2]]
    return _stepped(words[-1], step, today)


def _stepped(unit: str, step: int, today: date) -> str | None:
    if unit == "year":
        return str(today.year + step)
    if unit == "month":
        months = today.year * 12 + today.month - 1 + step
        return f"{months // 12}-{months % 12 + 1:02d}"
    if unit == "week":
        return (today + timedelta(days=7 * step - today.weekday())).isoformat()
    back = (today.weekday() - _DAYS.index(unit)) % 7
    if step < 0:
        return (today - timedelta(days=back or 7)).isoformat()
    return (today + timedelta(days=(7 - back) % 7 or 7)).isoformat() if step else None


def _ago(count: int, unit: str, today: date) -> str:
    if unit == "year":
        return str(today.year - count)
    if unit == "month":
        return _stepped("month", -count, today) or ""
    return (today - timedelta(days=count * (7 if unit == "week" else 1))).isoformat()


def _month_near(month: int, lead: str, today: date) -> str:
    """Return "in March" and "last March" as the latest one begun, "next March" as the coming."""
    year = today.year
    if lead in {"next", "until"}:
        year += month <= today.month
    elif month > today.month or (lead == "last" and month == today.month):
        year -= 1
    return f"{year}-{month:02d}"


def _count(word: str) -> int:
    low = word.lower()
    if low.isdigit():
        return int(low)
    return 1 if low in {"a", "an"} else _NUMBERS.index(low) + 1


@cache
def _month(word: str) -> int:
    short = word.lower()[:3]
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(short))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
