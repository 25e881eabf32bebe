"""Past agreements as data sets code them: how far each provision was carried out year by year, and how long the agreement lasted."""

from collections.abc import Mapping
from dataclasses import dataclass
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
    """

    id: str
    name: str
    codes: Mapping[ProvisionType, tuple[int | None, ...]]


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
    """

    file: str
    agreements: tuple[DatedAgreement, ...]
    columns: tuple[str, ...]

    @property
    def last_day(self) -> date:
        """The last day that the file speaks of, taken as the one to which agreements that have not ended were watched."""
        return max(day for one in self.agreements for day in (one.signed, one.ended_on) if day)
