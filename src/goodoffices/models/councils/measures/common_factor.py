"""The chance that a decision is carried if one common factor moves all members."""

from collections.abc import Mapping
from fractions import Fraction

import numpy as np
from scipy.special import ndtr, ndtri

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.counting.chances import chances
from goodoffices.models.councils.counting.diagram import TooLargeError, diagram
from goodoffices.models.councils.counting.reduced import reduced
from goodoffices.models.councils.measures.passage import Passage, chance_by_voter
from goodoffices.models.councils.rules.simple_game import SimpleGame

REACH = 8.5
"""Standard deviations of the factor that are integrated over; beyond lies less than 1e-16."""
POINTS = 16
"""Points of each panel of the integral."""
MOST_PANELS = 512
ACCURACY = 1e-9
CELLS_AT_ONCE = 5_000_000


def passage_with_common_factor(game: SimpleGame, yes: Mapping[str, Fraction | float], correlation: float) -> Passage:
    r"""Return the chance that a decision is carried if members lean together, through one common normal factor.

    .. math:: p_i(z) = \Phi\!\left(\frac{\Phi^{-1}(p_i) - \sqrt{\rho}\, z}{\sqrt{1-\rho}}\right), \qquad
        P = \int P\bigl(\text{carried} \mid p(z)\bigr)\, \varphi(z)\, dz

    Each member has a normal variable and votes in favour where it is small enough for the member's chance. Any two of these variables
    have the correlation :math:`\rho`; given the common factor *z*, members vote independently.

    Parameters
    ----------
    game : SimpleGame
        The body and its rule.
    yes : mapping of str to Fraction or float, 0 to 1
        Chance that each voter votes in favour, the factor unknown.
    correlation : float, 0 up to but not 1
        Correlation of any two members' variables.

    Returns
    -------
    Passage
        `decides` is the chance that the others leave the decision to the voter, over all values of the factor. `error` is
        the change of the chance of passage at the last refinement of the integral.

    Raises
    ------
    ModelInputError
        If the correlation is outside [0, 1), the chances are none, or the body is too large for exact chances given
        the factor.

    Notes
    -----
    The votes given the factor are summed exactly, for many values of the factor at once. The integral over the factor is
    Gauss-Legendre in panels, doubled until the result changes by less than `ACCURACY`.

    References
    ----------
    Gelman, A., Katz, J. N. & Tuerlinckx, F. (2002), 'The mathematics and statistics of voting power', *Statistical
    Science* 17(4), 420-435, on why correlated votes matter; Vasicek, O. (2002), 'The distribution of loan portfolio value', *Risk*
    15(12), 160-162, for the one-factor model.

    Examples
    --------
    Two members who must both agree, each as likely to as not: 1/4 + arcsin(correlation) / 2 pi.

    >>> from goodoffices.models.councils import Unanimity, simple_game
    >>> game = simple_game({"a": 1, "b": 1}, Unanimity())
    >>> round(passage_with_common_factor(game, {"a": 0.5, "b": 0.5}, 0.5).chance, 6)
    0.333333
    """
    if not 0 <= correlation < 1:
        raise ModelInputError(f"the correlation lies between 0 and 1, and is not 1; found {correlation}")
    level = ndtri(np.array(chance_by_voter(game, yes), dtype=np.float64))
    try:
        states = diagram(reduced(game.condition, len(game.voters)).apart())
    except TooLargeError as error:
        raise ModelInputError(
            f"{len(game.voters)} voters with so many different votes are too many to sum over"
        ) from error
    at_once = max(CELLS_AT_ONCE // (states.nodes + 1), 1)
    node, weight = np.polynomial.legendre.leggauss(POINTS)
    result, change, panels = np.zeros(0), np.inf, 8
    while change > ACCURACY and panels <= MOST_PANELS:
        edge = np.linspace(-REACH, REACH, panels + 1)
        half = REACH / panels
        factor = (edge[:-1, None] + half * (1 + node)).ravel()
        density = np.tile(half * weight, panels) * np.exp(-(factor**2) / 2) / np.sqrt(2 * np.pi)
        refined = np.zeros(1 + len(level))
        for start in range(0, len(factor), at_once):
            part = slice(start, start + at_once)
            given = ndtr((level[:, None] - np.sqrt(correlation) * factor[part]) / np.sqrt(1 - correlation))
            carried, decides = chances(states, given)
            refined += np.vstack([carried, decides]) @ density[part]
        change = np.inf if not len(result) else float(abs(refined[0] - result[0]))
        result, panels = refined, panels * 2
    return Passage(
        float(result[0]),
        {name: float(value) for name, value in zip(game.voters, result[1:], strict=True)},
        f"exact given the common factor, by a decision diagram of {states.nodes} nodes; integral in {panels // 2} panels",
        change,
    )
