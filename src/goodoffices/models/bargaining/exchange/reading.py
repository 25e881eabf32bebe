"""The choices that the literature on the exchange model leaves open, each with a name."""

from dataclasses import dataclass
from math import isfinite
from typing import Literal

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.choices import answers_of, refuse_unknown_answers

Rate = Literal["equal_gain", "raiffa_kalai_smorodinsky"]
Sides = Literal["current", "opening"]
Again = Literal["until_limit", "once"]


@dataclass(frozen=True)
class Reading:
    """One reading of the exchange model: an answer to every question that the publications leave open.

    Attributes
    ----------
    name, version : str, int
        Name and version of a preset; a reading put together by hand is called ``custom``. A preset's numbers never
        change under the same version.
    rate : {"equal_gain", "raiffa_kalai_smorodinsky"}
        At which rate two parties exchange: so that both gain the same utility (``equal_gain``), or so that each gains
        the same share of the most it could gain without loss to the other (``raiffa_kalai_smorodinsky``). The first
        compares utilities between parties: a party that states higher saliences throughout is taken to care more
        about everything. The second does not, but the order of the exchanges, by mean gain, still does.
    sides : {"current", "opening"}
        Which settlement decides who stands on opposite sides of an issue: the one that follows from all exchanges so
        far (``current``), so that every gain is real at the moment of the exchange; or the one expected at the outset
        (``opening``), as if parties sought their partners once and for all. A gain is then counted as if the settlement
        had not passed the position of the party that gives way.
    again : {"until_limit", "once"}
        Whether a party may give way on the same issue to several partners one after the other, always in the same
        direction (``until_limit``), or once only (``once``).
    least_gain : float
        No exchange is made unless the partners' mean gain is greater, as a share of what the largest salience in the
        input gives to a whole scale; at least 1e-9, which is where rounding begins.

    Raises
    ------
    ModelInputError
        If a choice is not one of those above.

    Examples
    --------
    >>> from dataclasses import replace
    >>> replace(EQUAL_GAIN, name="custom", again="once").again
    'once'
    """

    name: str = "custom"
    version: int = 1
    rate: Rate = "equal_gain"
    sides: Sides = "current"
    again: Again = "until_limit"
    least_gain: float = 1e-9

    def __post_init__(self) -> None:
        """Refuse what is not a choice."""
        refuse_unknown_answers(self)
        if not (isfinite(self.least_gain) and self.least_gain >= 1e-9):
            raise ModelInputError(f"least_gain is a number of at least 1e-9; not {self.least_gain!r}")

    @property
    def choices(self) -> dict[str, str | float]:
        """Every choice by name, without name and version."""
        return answers_of(self)


EQUAL_GAIN = Reading(name="EQUAL_GAIN")
"""Equal gains, as in Stokman & Van Oosten (1994), with sides as they are at the moment of each exchange."""

EQUAL_GAIN_OPENING_SIDES = Reading(name="EQUAL_GAIN_OPENING_SIDES", sides="opening")
"""Equal gains, with sides as they are at the outset, as a public program has it."""

KALAI_SMORODINSKY = Reading(name="KALAI_SMORODINSKY", rate="raiffa_kalai_smorodinsky")
"""The rate of Van Assen, Stokman & Van Oosten (2003): the bargaining solution of Raiffa, Kalai and Smorodinsky."""

PRESETS = {preset.name: preset for preset in (EQUAL_GAIN, EQUAL_GAIN_OPENING_SIDES, KALAI_SMORODINSKY)}
