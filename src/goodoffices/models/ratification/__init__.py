"""Can they carry it at home? Two-level games: talks between countries whose homes must ratify.

>>> from goodoffices.models.ratification import TWO_THIRDS, Bloc, Country, Talks, agenda_setter, legislature, win_set
>>> senate = legislature("senate", {"doves": 55, "hawks": 45}, {"doves": 70, "hawks": 35}, TWO_THIRDS)
>>> a = Country("A", (senate,), leader=Bloc("president", 60))
>>> b = Country("B", leader=Bloc("premier", 90))
>>> win_set(a, Talks(20)).ends
[(20.0, 50.0)]
>>> agenda_setter([a, b], Talks(20), "B").position
50.0
"""

from goodoffices.models.ratification.chance import (
    RatificationChance,
    normal_pivot_chance,
    ratification_chance,
    uniform_pivot_chance,
)
from goodoffices.models.ratification.choices import agenda_setter_among, nash_among
from goodoffices.models.ratification.home import (
    MAJORITY,
    TWO_THIRDS,
    Bloc,
    Constituency,
    Country,
    Threshold,
    legislature,
)
from goodoffices.models.ratification.packages import (
    TableOverlap,
    package_grid,
    random_packages,
    ratifies,
    signs,
    table_overlap,
)
from goodoffices.models.ratification.polls import support_chance, support_quantile
from goodoffices.models.ratification.settlements import (
    Settlement,
    agenda_setter,
    nash_bargain,
    setter_outcome,
    split_the_difference,
)
from goodoffices.models.ratification.talks import Talks, gains
from goodoffices.models.ratification.tying_hands import TyingHands, tying_hands
from goodoffices.models.ratification.verdict import Verdict, verdicts
from goodoffices.models.ratification.win_set import Interval, WinSet, contract_zone, overlap, win_set

__all__ = [
    "MAJORITY",
    "TWO_THIRDS",
    "Bloc",
    "Constituency",
    "Country",
    "Interval",
    "RatificationChance",
    "Settlement",
    "TableOverlap",
    "Talks",
    "Threshold",
    "TyingHands",
    "Verdict",
    "WinSet",
    "agenda_setter",
    "agenda_setter_among",
    "contract_zone",
    "gains",
    "legislature",
    "nash_among",
    "nash_bargain",
    "normal_pivot_chance",
    "overlap",
    "package_grid",
    "random_packages",
    "ratification_chance",
    "ratifies",
    "setter_outcome",
    "signs",
    "split_the_difference",
    "support_chance",
    "support_quantile",
    "table_overlap",
    "tying_hands",
    "uniform_pivot_chance",
    "verdicts",
    "win_set",
]
