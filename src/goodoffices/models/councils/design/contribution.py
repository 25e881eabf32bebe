"""Contribution and voice: who pays how much of a budget or burden, and holds how much of the power to decide on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.measures.power import Power
from goodoffices.models.councils.measures.shapley_shubik import shapley_shubik
from goodoffices.models.councils.rules.simple_game import SimpleGame

ROUNDING = Fraction(1, 200)
"""Shares rounded to a percent or its parts may add up to this much more than the whole."""


@dataclass(frozen=True)
class Standing:
    """What one member pays and what it has to say.

    Attributes
    ----------
    member : str
        Who pays; it need not have a vote.
    contribution : Fraction
        Its share of the whole budget or burden, 0 to 1.
    power : Fraction
        Its share of the voting power, 0 to 1; nought without a vote.
    """

    member: str
    contribution: Fraction
    power: Fraction

    @property
    def gap(self) -> Fraction:
        """Power less contribution: below nought, it pays for more than it has a say in."""
        return self.power - self.contribution

    @property
    def ratio(self) -> Fraction | None:
        """Power for each unit of contribution; None for who pays nothing."""
        return self.power / self.contribution if self.contribution else None


@dataclass(frozen=True)
class ContributionAndVoice:
    """What every payer contributes and has to say.

    Attributes
    ----------
    index : str
        Name of the index of power.
    members : tuple of Standing
        Ranked by gap: first who pays most above its voice. With the same gap the larger payer comes first.
    """

    index: str
    members: tuple[Standing, ...]

    def of(self, member: str) -> Standing:
        """Return the standing of one member.

        Raises
        ------
        ModelInputError
            If no contribution of it is known.
        """
        for standing in self.members:
            if standing.member == member:
                return standing
        raise ModelInputError(f"no contribution of {member!r} is known")

    @property
    def stated(self) -> Fraction:
        """How much of the whole the known contributions are."""
        return sum((standing.contribution for standing in self.members), Fraction(0))

    @property
    def unheard(self) -> Fraction:
        """How much of the whole is paid beyond the payers' shares of power: the part of the known gaps that lies below nought."""
        return sum((-standing.gap for standing in self.members if standing.gap < 0), Fraction(0))


def contribution_and_voice(contributions: Mapping[str, Fraction | float], power: Power) -> ContributionAndVoice:
    r"""Hold shares of a budget or burden against shares of power.

    .. math:: g_i = \phi_i - c_i, \qquad r_i = \phi_i / c_i

    where :math:`c_i` is the share paid by *i* and :math:`\phi_i` its share of the power.

    Parameters
    ----------
    contributions : mapping of str to Fraction or float, 0 to 1
        Shares of the whole. Whose share is not known is left out, and the shares may add up to less than 1; who pays
        and is not a voter has no power.
    power : Power
        Power of the voters, as shares that add up to 1.

    Returns
    -------
    ContributionAndVoice

    Raises
    ------
    ModelInputError
        If there is no contribution, one is negative, or they add up to more than 1 (by more than rounding).

    Notes
    -----
    An index of power knows a body's rules and nothing else. A member that is heard without a vote, or a payer whom the voters
    cannot do without, has more say than it shows.

    Examples
    --------
    >>> from goodoffices.models.councils import Majority, shapley_shubik, simple_game
    >>> board = shapley_shubik(simple_game({"north": 2, "south": 1, "east": 1}, Majority()))
    >>> found = contribution_and_voice({"north": 0.25, "south": 0.25, "west": 0.5}, board)
    >>> [(standing.member, str(standing.gap)) for standing in found.members]
    [('west', '-1/2'), ('south', '-1/12'), ('north', '5/12')]
    >>> str(found.unheard)
    '7/12'
    """
    shares = {member: Fraction(share) for member, share in contributions.items()}
    if not shares:
        raise ModelInputError("no contribution is known")
    for member, share in shares.items():
        if share < 0:
            raise ModelInputError(f"the contribution of {member!r} is a share of the whole; found {float(share):g}")
    if sum(shares.values()) > 1 + ROUNDING:
        raise ModelInputError(f"shares of the whole add up to 1 at most; found {float(sum(shares.values())):g}")
    standings = [Standing(member, share, power.shares.get(member, Fraction(0))) for member, share in shares.items()]
    ranked = sorted(standings, key=lambda standing: (standing.gap, -standing.contribution))
    return ContributionAndVoice(power.index, tuple(ranked))


def compare_reforms(
    contributions: Mapping[str, Fraction | float],
    bodies: Mapping[str, SimpleGame],
    index: Callable[[SimpleGame], Power] = shapley_shubik,
) -> dict[str, ContributionAndVoice]:
    """Hold contributions against power in a body as it is and as it could be.

    Parameters
    ----------
    contributions : mapping of str to Fraction or float, 0 to 1
        As for :func:`contribution_and_voice`.
    bodies : mapping of str to SimpleGame
        The body in each scenario, such as with new members, with and without a veto.
    index : callable
        The index of power.

    Returns
    -------
    dict of str to ContributionAndVoice
        One for each scenario.

    Raises
    ------
    ModelInputError
        As for :func:`contribution_and_voice`, and if a body is too large for the index.

    Examples
    --------
    >>> from goodoffices.models.councils import Consent, Quota, simple_game
    >>> council = {"north": 1, "south": 1, "east": 1}
    >>> with_west = simple_game(council | {"west": 1}, Quota(3) & Consent(("north", "west")))
    >>> found = compare_reforms(
    ...     {"north": 0.3, "west": 0.4},
    ...     {"today": simple_game(council, Quota(2) & Consent(("north",))), "with west": with_west},
    ... )
    >>> {name: round(float(voice.of("west").gap), 3) for name, voice in found.items()}
    {'today': -0.4, 'with west': 0.017}
    """
    return {name: contribution_and_voice(contributions, index(game)) for name, game in bodies.items()}
