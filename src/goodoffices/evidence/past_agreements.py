"""Past agreements as data sets code them: how far each provision was carried out year by year, and how long the agreement lasted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from goodoffices.dossier.provision_type import ProvisionType

INTERMEDIATE, FULL = 2, 3
CODES = {0: "none", 1: "minimum", INTERMEDIATE: "intermediate", FULL: "full"}
"""How far a provision has been carried out, as the Peace Accords Matrix codes it."""


@dataclass(frozen=True)
class CodedAgreement:
    """An agreement whose provisions were coded year by year, as by the Peace Accords Matrix.

    Attributes
    ----------
    id, name : str
        As the data set has them.
    codes : dict of str to tuple of (int or None)
        By sort of provision that the agreement has, the code of each year from the first on: 0 to 3 (see `CODES`), None where
        it was not coded.
    first_year : int or None
        The calendar year of the first code; None if the data set does not tell.
    """

    id: str
    name: str
    codes: Mapping[ProvisionType, tuple[int | None, ...]]
    first_year: int | None = None


@dataclass(frozen=True)
class DatedAgreement:
    """An agreement with what it provides for, when it was signed and whether and when it ended, as in the UCDP data set.

    Attributes
    ----------
    provisions : frozenset of str
        The columns of the data set under which it has a provision.
    signed, ended_on : date or None
        ``ended_on`` is None if it has not ended, or if the day is not told.
    ended : bool
        Whether it ended.
    """

    id: str
    name: str
    signed: date
    provisions: frozenset[str]
    ended: bool = False
    ended_on: date | None = None


@dataclass(frozen=True)
class MatrixRecord:
    """What a file in the layout of the Peace Accords Matrix holds.

    Attributes
    ----------
    file : str
        Its name.
    agreements : tuple of CodedAgreement
    lacking : tuple of str
        Sorts of provision for which it has no columns.
    """

    file: str
    agreements: tuple[CodedAgreement, ...]
    lacking: tuple[ProvisionType, ...] = ()

    def known_by(self, day: date) -> "MatrixRecord":
        """Return what was known by the end of the year before a day; agreements whose years are not told are left out.

        >>> coded = CodedAgreement("1", "A", {"ceasefire": (1, 2, 3)}, first_year=1990)
        >>> MatrixRecord("made-up.csv", (coded,)).known_by(date(1992, 6, 1)).agreements[0].codes
        {'ceasefire': (1, 2)}
        """
        kept = [
            replace(one, codes={sort: codes[: day.year - one.first_year] for sort, codes in one.codes.items()})
            for one in self.agreements
            if one.first_year is not None and one.first_year < day.year
        ]
        return replace(self, agreements=tuple(kept))


@dataclass(frozen=True)
class UcdpRecord:
    """What a file in the layout of the UCDP Peace Agreement Dataset holds.

    Attributes
    ----------
    file : str
        Its name.
    agreements : tuple of DatedAgreement
    columns : tuple of str
        The columns of provisions that it has.
    last_day : date
        To which agreements that have not ended were watched.
    """

    file: str
    agreements: tuple[DatedAgreement, ...]
    columns: tuple[str, ...]
    last_day: date

    def known_by(self, day: date) -> "UcdpRecord":
        """Return what was known by a day: agreements signed by then, and which of them had ended by then."""
        kept = [
            replace(one, ended=False, ended_on=None) if one.ended_on and one.ended_on > day else one
            for one in self.agreements
            if one.signed <= day
        ]
        return replace(self, agreements=tuple(kept), last_day=min(self.last_day, day))
