"""Dates with their precision, in the Extended Date/Time Format (EDTF, ISO 8601-2:2019).

``1990``, ``1990-06``, ``1990-06-04``, ``1990-06-04~`` (about), ``1990?`` (uncertain), ``1989-22`` (summer 1989;
21 spring, 22 summer, 23 autumn, 24 winter from December to the February after, northern hemisphere), ``198X`` (the 1980s),
``XXXX`` (not known).
"""

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

EXPECTED = "a date such as 1990, 1990-06, 1990-06-04, 1990-06-04~ (about) or 1989-22 (summer 1989)"
LONGEST = 40
UNKNOWN = "XXXX"
_PLAIN = re.compile(r"([0-9]{4})(?:-(0[0-9]|1[0-9])(?:-([0-9]{2}))?)?")
_INTERVAL = re.compile(r"\d{4}[^/]*(/|\.\.)")
_MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_YEAR, _YEAR_MONTH, _YEAR_MONTH_DAY = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Date:
    """A date as precise as its source: what was written, and the first and last day it can mean.

    >>> Date.parse("1990-06").latest
    datetime.date(1990, 6, 30)
    >>> Date.parse("1989-22").in_words
    'summer 1989'
    """

    text: str
    earliest: datetime.date
    latest: datetime.date

    @classmethod
    def parse(cls, text: str) -> "Date":
        """Read an EDTF date.

        Raises
        ------
        ValueError
            If the text is not a date of EDTF level 0 or 1 (month 13, 30 February, …), or is an interval.
        """
        return _parse(text.strip())

    @property
    def in_words(self) -> str:
        """The date as one would say it."""
        core = self.text.rstrip("?~%")
        mark = self.text[len(core) :]
        prefix = "about " if mark in ("~", "%") else ""
        suffix = " (uncertain)" if mark in ("?", "%") else ""
        return prefix + _say(core) + suffix

    def __str__(self) -> str:
        """Return the date as it was written."""
        return self.text


@lru_cache(maxsize=100_000)
def _parse(text: str) -> Date:
    if len(text) > LONGEST:
        raise ValueError("not a date")
    if text == UNKNOWN:
        return Date(text, datetime.date.min, datetime.date.max)
    if match := _PLAIN.fullmatch(text):  # what most dates are; the grammar below takes a hundred times as long
        year, month, day = match.groups()
        return _parse_plain(text, int(year), int(month) if month else None, int(day) if day else None)
    # The parser builds its grammar on import, which costs more than reading a small dossier's dates.
    import edtf  # noqa: PLC0415
    from edtf.parser.edtf_exceptions import EDTFParseException  # noqa: PLC0415

    if _INTERVAL.match(text):
        raise ValueError("a single date is needed here, not an interval")
    try:
        parsed = edtf.parse_edtf(text)
        earliest, latest = (datetime.date(*moment[:3]) for moment in (parsed.lower_strict(), parsed.upper_strict()))
        date = Date(text, earliest, _end_of_winter(earliest) if _is_winter(text) else latest)
        _ = date.in_words  # what cannot be said in words (quarters, other calendars) is not taken
    except (EDTFParseException, ValueError, OverflowError, TypeError, AttributeError, IndexError) as error:
        raise ValueError("not a date") from error
    return date


def _parse_plain(text: str, year: int, month: int | None, day: int | None) -> Date:
    try:
        first = datetime.date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError as error:
        raise ValueError("not a date: there is no such day" if day else "not a date") from error
    if day:
        return Date(text, first, first)
    last = first.replace(day=calendar.monthrange(year, month)[1]) if month else datetime.date(year, 12, 31)
    return Date(text, first, last)


def _is_winter(text: str) -> bool:
    return text[4:7] == "-24"


def _end_of_winter(december: datetime.date) -> datetime.date:
    return datetime.date(december.year + 1, 3, 1) - datetime.timedelta(days=1)


def _say(core: str) -> str:
    if core == UNKNOWN:
        return "date not known"
    parts = core.split("-")
    if core.endswith("X") and len(parts) == _YEAR:
        return f"the {core[:-1]}0s" if core[:-1].isdigit() else core
    if len(parts) == _YEAR_MONTH and parts[1] in _SEASONS:
        return f"{_SEASONS[parts[1]]} {parts[0]}"
    if not all(part.isdigit() for part in parts):
        return core
    if len(parts) == _YEAR_MONTH:
        return f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    if len(parts) == _YEAR_MONTH_DAY:
        return f"{int(parts[2])} {_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return core
