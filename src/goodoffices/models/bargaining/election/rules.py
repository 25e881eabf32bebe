"""The choices that the literature on probabilistic elections leaves open, each with a name, and sets of them."""

from dataclasses import dataclass
from typing import Literal

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.choices import answers_of, refuse_unknown_answers

Vote = Literal["binary", "proportional_binary", "proportional", "proportional_cubic", "cubic", "prospect"]
Victory = Literal["linear", "square", "quartic", "octic", "threshold", "decisive"]
Procedure = Literal["conditional", "uniform", "incentive", "weight"]
VoteWeight = Literal["capability", "capability_salience"]
Risk = Literal["neutral", "min", "mid", "max"]

EXPONENT = {"linear": 1, "square": 2, "quartic": 4, "octic": 8}
"""Power to which strengths are raised before they are compared."""

LEAST_AVERSION = {"min": 0.0, "mid": -0.5, "max": -1.0}
"""Aversion to risk of the parties whose position is least likely; 1 is that of those whose position is likeliest."""


@dataclass(frozen=True)
class ElectionRules:
    """An answer to every question that a probabilistic Condorcet election leaves open.

    Attributes
    ----------
    name, version : str, int
        Name and version of a preset; rules put together by hand are called ``custom``. A preset's numbers never change
        under the same version.
    vote : {"binary", "proportional_binary", "proportional", "proportional_cubic", "cubic", "prospect"}
        What a party throws in for the option it likes better, with g the difference of its two utilities: its whole
        weight; .2 of the weight and .8 g; g; half g and half g³; g³; or, under ``prospect``, g where the other option
        would be a gain over what is on the table and 1.5 g where it would be a loss.
    victory : {"linear", "square", "quartic", "octic", "threshold", "decisive"}
        How the strengths of the two sides become a probability: by their ratio, or the ratio of their 2nd, 4th or 8th
        powers; ``threshold``: an advantage of a tenth is sure to win, with a straight line between; ``decisive``: any
        advantage is sure to win and a tie is even.
    procedure : {"conditional", "uniform", "incentive", "weight"}
        How contests of two become one distribution. ``conditional``: the chance that an option beats every other, given
        that one does. In the three others there is always an option on the table and somebody proposes another, which
        replaces it if it wins; the distribution says how often each is on the table in the long run. All options are
        equally likely to be proposed (``uniform``); or in proportion to what their supporters could win by it times the
        chance of winning (``incentive``); or to the weight of the parties whose position it is (``weight``).
    weight : {"capability", "capability_salience"}
        A party's weight in every vote: its capability, so that salience only says which issue matters more to it than
        another and has no effect with one issue; or its capability times the sum of its saliences.
    risk : {"neutral", "min", "mid", "max"}
        Whether parties shun risk the more, the likelier their position is to win an election of parties without any
        attitude to risk. Under all but ``neutral`` the likeliest position has an aversion R of 1; the least likely has 0,
        −½ or −1.
    insight : float
        How far an observer, if there is one, sees others' attitude to risk as it is: from 0, it takes them to be like
        itself, to 1.

    Raises
    ------
    ModelInputError
        If a choice is not one of those above; or ``prospect`` is combined with ``conditional``, which has nothing on the
        table, or with ``threshold`` or ``decisive``, under which several options may be there to stay, so that the first
        to come would decide.

    References
    ----------
    See `election_over_positions`.

    Examples
    --------
    >>> from dataclasses import replace
    >>> replace(KTAB_DEFAULT, name="custom", victory="square").victory
    'square'
    """

    name: str = "custom"
    version: int = 1
    vote: Vote = "proportional"
    victory: Victory = "linear"
    procedure: Procedure = "uniform"
    weight: VoteWeight = "capability_salience"
    risk: Risk = "neutral"
    insight: float = 1 / 3

    def __post_init__(self) -> None:
        """Refuse what is not a choice."""
        refuse_unknown_answers(self)
        if not 0 <= self.insight <= 1:
            raise ModelInputError(f"insight is a share from 0 to 1; not {self.insight!r}")
        if self.vote == "prospect" and self.procedure == "conditional":
            raise ModelInputError("prospect needs an option on the table, which conditional does not have")
        if self.vote == "prospect" and self.victory not in EXPONENT:
            raise ModelInputError(
                f"under prospect and {self.victory} what is first on the table may stay there for ever"
            )

    @property
    def choices(self) -> dict[str, str | float]:
        """Every choice by name, without name and version."""
        return answers_of(self)


KTAB_DEFAULT = ElectionRules(
    name="KTAB_DEFAULT",
    vote="proportional",
    victory="linear",
    procedure="conditional",
    weight="capability",
    risk="mid",
    insight=1 / 3,
)
"""What KTAB's spatial model does unless told otherwise, as its user guide of 2019 lists it."""

KTAB_MARKOV_UNIFORM = ElectionRules(
    name="KTAB_MARKOV_UNIFORM", victory="square", procedure="uniform", weight="capability", risk="neutral"
)
"""KTAB's election with equally likely proposals, as in its demonstration, without attitudes to risk."""

KTAB_MARKOV_INCENTIVE = ElectionRules(
    name="KTAB_MARKOV_INCENTIVE", victory="square", procedure="incentive", weight="capability", risk="neutral"
)
"""KTAB's election with proposals that follow incentives, as in its demonstration, without attitudes to risk."""

EFFECTIVE_POWER = ElectionRules(
    name="EFFECTIVE_POWER", victory="linear", procedure="uniform", weight="capability_salience", risk="neutral"
)
"""The plainest answer to every question, with capability times salience as in the other bargaining models."""

SURE_MAJORITY = ElectionRules(
    name="SURE_MAJORITY", vote="binary", victory="decisive", procedure="uniform", weight="capability_salience"
)
"""Whole weights and no luck. With one issue the weighted median is sure."""

PRESETS = {
    preset.name: preset
    for preset in (KTAB_DEFAULT, KTAB_MARKOV_UNIFORM, KTAB_MARKOV_INCENTIVE, EFFECTIVE_POWER, SURE_MAJORITY)
}
