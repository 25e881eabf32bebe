"""A length of time as a document states it: a count and a unit of the calendar."""

import re
from dataclasses import dataclass
from typing import Literal, cast

from goodoffices.dossier.values.dates import Date

EXPECTED = "a length of time such as 3 months, 18 days or 2 years"
Unit = Literal["day", "week", "month", "year"]
_DURATION = re.compile(r"(\d{1,6})\s+(day|week|month|year)s?", flags=re.IGNORECASE)
_DAYS = {"day": 1.0, "week": 7.0, "month": 365.2425 / 12, "year": 365.2425}


@dataclass(frozen=True, slots=True)
class Duration:
    """So many days, weeks, months or years.

    >>> Duration.parse("3 months")
    Duration(count=3, unit='month')
    >>> str(Duration.parse("1 years"))
    '1 year'
    """

    count: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> "Duration":
        """Read ``3 months``.

        Raises
        ------
        ValueError
            If the text is not a whole number and a unit.
        """
        match = _DURATION.fullmatch(text.strip())
        if not match:
            raise ValueError("not a length of time")
        return cls(int(match[1]), cast(Unit, match[2].lower()))

    def fits(self, first: Date, second: Date) -> bool:
        """Whether the time from one date to another can be what an author calls so long.

        Authors round to the unit they use, so that 'three months' may be two and a half or three and a half. Where both
        dates are no more precise than the unit, units of the calendar are counted: from 1991 to 1992 is one year.

        >>> Duration.parse("2 years").fits(Date.parse("1991"), Date.parse("1992"))
        False
        >>> Duration.parse("3 months").fits(Date.parse("1991-04-25"), Date.parse("1991-07"))
        True
        """
        if self.unit == "year" and _is_year(first) and _is_year(second):
            return second.earliest.year - first.earliest.year == self.count
        if self.unit in ("month", "year") and _is_coarse(first) and _is_coarse(second):
            months = self.count * (12 if self.unit == "year" else 1)
            slack = 6 if self.unit == "year" else 0
            return abs(_months(second) - _months(first) - months) <= slack
        shortest, longest = (second.earliest - first.latest).days, (second.latest - first.earliest).days
        half = _DAYS[self.unit] / 2 if self.unit != "day" else 0.0
        said = self.count * _DAYS[self.unit]
        return shortest <= said + half and longest >= said - half

    def is_measured_by(self, date: Date) -> bool:
        """Whether a date is precise enough to tell one of these units from the next."""
        return (date.latest - date.earliest).days <= _DAYS[self.unit]

    def __str__(self) -> str:
        """Return the duration as it is written in a dossier."""
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"


def _is_year(date: Date) -> bool:
    return len(date.text.rstrip("?~%")) == len("1990")


def _is_coarse(date: Date) -> bool:
    return len(date.text.rstrip("?~%")) == len("1990-06") and int(date.text[5:7]) <= 12


def _months(date: Date) -> int:
    return 12 * date.earliest.year + date.earliest.month
