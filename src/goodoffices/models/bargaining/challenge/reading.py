"""The choices that the literature leaves open, each with a name, and the readings that have been published."""

from dataclasses import dataclass
from typing import Literal

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.choices import answers_of, refuse_unknown_answers

Denominator = Literal["global", "pair"]
Perspective = Literal["own", "each"]
Security = Literal["parties", "positions"]
OfferTaken = Literal["least_change", "strongest", "by_kind"]
Conflict = Literal["loser_concedes", "no_move"]
Tie = Literal["weakest", "strongest", "halfway"]
Compelled = Literal["full_move", "no_move"]
Span = Literal["fixed", "current"]
Improvement = Literal["at_median", "on_the_way", "always"]


@dataclass(frozen=True)
class Reading:
    """One reading of the challenge model: an answer to every question that the publications leave open.

    Attributes
    ----------
    name, version : str, int
        Name and version of a preset; a reading put together by hand is called ``custom``. A preset's numbers never
        change under the same version.
    denominator : {"global", "pair"}
        What the votes for a challenger are divided by to make the probability that it wins: all votes over all ordered
        pairs of parties (``global``), which makes every probability small, or the votes cast for and against on this
        pair (``pair``), so that the two probabilities add up to one.
    risk_in_votes : bool
        Whether a voter's distances are raised to its own risk exponent before it votes. It changes how much a vote
        weighs, never whom it goes to.
    perspective : {"own", "each"}
        Whose risk exponent values a challenge *against* a party: the party's own, since it judges both sides with its own
        eyes (``own``), or the challenger's (``each``).
    security : {"parties", "positions"}
        What a party's security is compared with to find its attitude to risk: the security of all other parties
        (``parties``), or what its own would be at each position that some party holds, with the votes of the round as
        they are (``positions``).
    offer : {"least_change", "strongest", "by_kind"}
        Which of several offers a party takes: the one that moves it least; the one whose challenger expects most; or
        (``by_kind``) a lost confrontation before any compromise and a compromise before being compelled, among
        confrontations the one that moves it least and among compromises the one with the lowest mean of the two
        positions, weighted by expected utilities. The last is how the program behind the published table behaves.
        It is the only choice under which turning the scale round can change the answer.
    tie : {"weakest", "strongest", "halfway"}
        Which of several offers a party takes that would move it equally far: that of the challenger who expects least, or
        most, or none of them but the middle between the places they point to. With whole-number positions such ties are
        common, and programs break them by the order in which parties are listed; none of these three does. If
        `offer` is ``strongest``, equally strong offers go by the least change first.
    conflict : {"loser_concedes", "no_move"}
        What follows when both sides expect to gain: the side that expects less takes the other's position, or
        neither moves.
    compelled : {"full_move", "no_move"}
        What a party does that expects to lose at least as much as the challenger gains: it takes the challenger's
        position, or stays. In the program behind the published table this case cannot occur.
    span : {"fixed", "current"}
        Whether distances are measured against the range of positions at the outset or of the round.
    stay_put : float
        Probability Q, from 0 to 1, that a party which is not challenged stays where it is. The publications use 1 and 0.5.
    improvement : {"at_median", "on_the_way", "always"}
        When a move of the other party would make things better (T = 1) and not worse (T = 0): if the median is nearer
        than the other party is now; if the other's way to the median starts in one's own direction; or always.
        Without effect if `stay_put` is 1.

    Raises
    ------
    ModelInputError
        If a choice is not one of those above.

    Examples
    --------
    >>> from dataclasses import replace
    >>> replace(SCHOLZ_2011, name="custom", denominator="pair").denominator
    'pair'
    """

    name: str = "custom"
    version: int = 1
    denominator: Denominator = "global"
    risk_in_votes: bool = False
    perspective: Perspective = "own"
    security: Security = "parties"
    offer: OfferTaken = "least_change"
    tie: Tie = "weakest"
    conflict: Conflict = "loser_concedes"
    compelled: Compelled = "full_move"
    span: Span = "fixed"
    stay_put: float = 1.0
    improvement: Improvement = "at_median"

    def __post_init__(self) -> None:
        """Refuse what is not a choice."""
        refuse_unknown_answers(self)
        if not isinstance(self.risk_in_votes, bool):
            raise ModelInputError(f"risk_in_votes is true or false; not {self.risk_in_votes!r}")
        if not 0 <= self.stay_put <= 1:
            raise ModelInputError(f"stay_put is a probability from 0 to 1; not {self.stay_put!r}")

    @property
    def choices(self) -> dict[str, str | bool | float]:
        """Every choice by name, without name and version."""
        return answers_of(self)


SCHOLZ_2011 = Reading(
    name="SCHOLZ_2011",
    denominator="global",
    risk_in_votes=True,
    perspective="own",
    security="parties",
    offer="by_kind",
    tie="weakest",
    conflict="loser_concedes",
    compelled="no_move",
    span="fixed",
    stay_put=1.0,
)
"""The reading behind Scholz, Calbert & Smith (2011), table 2, as a public program restates it.

On the emissions example it gives the printed medians of rounds 1, 3, 4, 5 and 8 to the digit printed (cut, not rounded) and
all numbers of that program; not the printed median of round 2 (9.61, where 9.9 is printed).
"""

SCHOLZ_2011_TEXT = Reading(
    name="SCHOLZ_2011_TEXT",
    denominator="global",
    risk_in_votes=False,
    perspective="own",
    security="parties",
    offer="least_change",
    tie="weakest",
    conflict="loser_concedes",
    compelled="full_move",
    span="fixed",
    stay_put=1.0,
)
"""What the text of Scholz, Calbert & Smith (2011) says, equations 15 to 36, without the habits of the program."""

BDM_1994_CLOSEST = Reading(
    name="BDM_1994_CLOSEST",
    denominator="global",
    risk_in_votes=False,
    perspective="each",
    security="parties",
    offer="least_change",
    tie="weakest",
    conflict="loser_concedes",
    compelled="full_move",
    span="fixed",
    stay_put=0.5,
    improvement="at_median",
)
"""The reading nearest to Bueno de Mesquita (1994): medians of 8.33 and 9.05 on the emissions example.

8.35 and 9.05 are printed. Where the original 'stabilizes', this reading drifts on, to 9.82 in round 5.
"""

BDM_1994_AT_REST = Reading(
    name="BDM_1994_AT_REST",
    denominator="pair",
    risk_in_votes=False,
    perspective="own",
    security="positions",
    offer="by_kind",
    tie="weakest",
    conflict="no_move",
    compelled="no_move",
    span="fixed",
    stay_put=1.0,
)
"""The reading nearest to Bueno de Mesquita (1994) among those whose median stays where it is after round 2.

Medians of 8.24 and 8.93 on the emissions example, where 8.35 and 9.05 are printed. Found by looking through 10,368
readings, not argued from the text.
"""

BDM_1997_PAIRWISE = Reading(
    name="BDM_1997_PAIRWISE",
    denominator="pair",
    risk_in_votes=True,
    perspective="own",
    security="positions",
    offer="least_change",
    tie="weakest",
    conflict="loser_concedes",
    compelled="full_move",
    span="current",
    stay_put=0.5,
    improvement="at_median",
)
"""What the words of Bueno de Mesquita (1997) suggest: votes for and against, risk from what a party could have had."""

PRESETS = {
    preset.name: preset
    for preset in (SCHOLZ_2011, SCHOLZ_2011_TEXT, BDM_1994_CLOSEST, BDM_1994_AT_REST, BDM_1997_PAIRWISE)
}

OPEN_CHOICES: dict[str, tuple[str | bool | float, ...]] = {
    "denominator": ("global", "pair"),
    "risk_in_votes": (False, True),
    "perspective": ("own", "each"),
    "security": ("parties", "positions"),
    "offer": ("least_change", "strongest"),
    "conflict": ("loser_concedes", "no_move"),
    "span": ("fixed", "current"),
    "stay_put": (1.0, 0.5),
}
"""The eight questions with two answers each that make the 256 readings of `multiverse`."""
