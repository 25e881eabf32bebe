"""Conflicts from the literature: facts of the models, retyped from the works named. States are numbered from 1."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from goodoffices.logic import Formula
from goodoffices.models.stability import DirectRanking, GraphForm, Option, OptionForm, Ranks, as_graph

Direction = Literal["both", "forward", "backward"]


@dataclass(frozen=True)
class Case:
    """One conflict.

    Attributes
    ----------
    source : str
        Where the model is printed.
    rankings : tuple of str
        For each decision maker its states, best first; those it is indifferent about are joined by =.
    options : tuple of str
        'owner: option option> option<' for each owner; > can only be taken, < only be given up. States are the feasible
        combinations in increasing order, the first option least significant.
    infeasible : tuple of str
        What cannot be.
    moves : tuple of str
        Where there are no options: 'decision maker: 1-2 3-4', one-way.
    """

    source: str
    rankings: tuple[str, ...]
    options: tuple[str, ...] = ()
    infeasible: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    status_quo: int = 1

    @cached_property
    def form(self) -> OptionForm:
        found = []
        for line in self.options:
            owner, _, names = line.partition(": ")
            for name in names.split():
                direction: Direction = "forward" if name[-1] == ">" else "backward" if name[-1] == "<" else "both"
                found.append(Option(name.rstrip("<>"), owner, direction))
        return OptionForm(tuple(found), tuple(map(Formula.parse, self.infeasible)))

    @property
    def preferences(self) -> dict[str, DirectRanking]:
        """The rankings in option form, by the binary numbers of the states."""
        numbers = np.flatnonzero(self.form.feasible()).tolist()
        return {
            name: DirectRanking(
                tuple(tuple(numbers[int(state) - 1] for state in tier.split("=")) for tier in ranking.split())
            )
            for name, ranking in zip(self.form.decision_makers, self.rankings, strict=True)
        }

    def state(self, number: int) -> int:
        """Return the binary number of a state in option form."""
        return int(np.flatnonzero(self.form.feasible())[number - 1])

    @cached_property
    def graph(self) -> GraphForm:
        if self.options:
            return as_graph(self.form).graph
        names, moves = [], []
        for line in self.moves:
            name, _, pairs = line.partition(": ")
            names.append(name)
            moves.append([(int(a) - 1, int(b) - 1) for a, b in (pair.split("-") for pair in pairs.split())])
        return GraphForm.of_moves(names, len(self.rankings[0].replace("=", " ").split()), moves)

    @cached_property
    def ranks(self) -> Ranks:
        ranks = np.full((len(self.rankings), self.graph.state_count), -1, np.int32)
        for i, ranking in enumerate(self.rankings):
            for rank, equals in enumerate(reversed(ranking.split())):
                for state in equals.split("="):
                    ranks[i, int(state) - 1] = rank
        return ranks


ELMIRA = "Hipel, Fang, Kilgour & Haight (1993), IEEE SMC conference; Kilgour & Hipel (2005), GDN 14, 441-460"
KOREA = "Z. Jacobi, socratic-form-microscopy.com, 5 and 12 November 2017"
ELMIRA_OPTIONS = ("moe: modify>", "uniroyal: delay< accept abandon>", "local: insist")
ELMIRA_INFEASIBLE = (
    "delay and accept",
    "delay and abandon",
    "accept and abandon",
    "not delay and not accept and not abandon",
)

CASES = {
    "prisoners_dilemma": Case("Fraser & Hipel (1984), Conflict Analysis", ("3 4 1 2", "2 4 1 3"), ("a: c", "b: d")),
    "chicken": Case("Fraser & Hipel (1984), Conflict Analysis", ("3 4 2 1", "2 4 3 1"), ("row: c", "column: d")),
    "stag_hunt": Case("textbook", ("4 3 1 2", "4 2 1 3"), ("row: c", "column: d")),
    "cuban": Case(
        "Fraser & Hipel (1984), Conflict Analysis, chapter 1; here the air strike cannot be undone",
        ("5 7 6 8 3 2 4 1 12 10 11 9", "1 5 7 3 6 2 8 4 12 10 11 9"),
        ("us: strike> blockade", "ussr: withdraw escalate"),
        ("withdraw and escalate",),
    ),
    "syria_iraq": Case(
        "Hipel, Kilgour & Kinsara (2014), GDN 23, 355-376",
        ("1 3 6 2 4 5", "2 4 6 1 5 3"),
        ("syria: release escalate", "iraq: attack"),
        ("release and escalate",),
    ),
    "elmira": Case(
        ELMIRA,
        ("7 3 4 8 5 1 2 6 9", "1 4 8 5 9 3 7 2 6", "7 3 5 1 8 6 4 2 9"),
        moves=(
            "moe: 1-2 3-4 5-6 7-8",
            "uniroyal: 1-3 1-9 2-4 2-9 3-9 4-9 5-7 5-9 6-8 6-9 7-9 8-9",
            "local: 1-5 5-1 2-6 6-2 3-7 7-3 4-8 8-4",
        ),
    ),
    "elmira12": Case(
        ELMIRA,
        ("9 3 4 10 7 1 2 8 11=5=6=12", "1 4 10 7 5=11=6=12 3 9 2 8", "9 3 7 1 10 8 4 2 11=5=12=6"),
        ELMIRA_OPTIONS,
        ELMIRA_INFEASIBLE,
    ),
    "elmira12_gmcr": Case(
        "as elmira12, with the ranking of Uniroyal that a public program ships",
        ("9 3 4 10 7 1 2 8 11=5=6=12", "1 4 10 7 5=11=6=12 2 3 9 8", "9 3 7 1 10 8 4 2 11=5=12=6"),
        ELMIRA_OPTIONS,
        ELMIRA_INFEASIBLE,
    ),
    "garrison": Case(
        "Hipel & Fraser (1980), Water Resources Research 16, 629-637",
        (
            "3 7 1=2 4 5=6 8 9 12 11 15 10 13 14 17 16 18 19 21 20 22 23",
            "21=17=13=10=6=2 23=19 15 11 8 4 22 18 14 7 3 20 16 12 9 5 1",
            "23 20=21 19 16=17 11 9=10 15 12=13 2 4 1 8 5=6 22 18 14 3 7",
            "=".join(map(str, range(1, 24))),
        ),
        (
            "us_support: full reduced appease",
            "us_opposition: legal",
            "canadian_opposition: treaty",
            "ijc: ijc_full ijc_reduced lonetree suspend",
        ),
        (
            "full and reduced or full and appease or reduced and appease",
            "ijc_full and (ijc_reduced or lonetree or suspend) or ijc_reduced and (lonetree or suspend) or lonetree and suspend",
            "not full and not reduced and not appease",
            "not ijc_full and not ijc_reduced and not lonetree and not suspend",
            "full and not legal or appease and legal",
            "full and not treaty and not ijc_full",
            "not treaty and (reduced or appease) and (lonetree or suspend)",
        ),
    ),
    "korea": Case(
        KOREA,
        ("7 1 8 9 10 5 4 11 12 2 3 6", "6 12 3 9 1 4 10 5 2 11 7 8"),
        ("us: strike> withdraw", "nk: invade disarm"),
        ("strike and withdraw",),
    ),
    "korea_irreversible_invasion": Case(
        KOREA,
        ("7 1 8 9 10 5 4 11 12 2 3 6", "6 12 3 9 1 4 10 5 2 11 7 8"),
        ("us: strike> withdraw", "nk: invade> disarm"),
        ("strike and withdraw",),
    ),
    "korea_pacifist": Case(
        KOREA,
        ("7 1 9 3 8 10 4 5 12 11 6 2", "6 12 3 9 1 7 4 10 5 2 8 11"),
        ("us: strike> withdraw", "nk: invade> disarm"),
        ("strike and withdraw",),
    ),
}
"""By name. None is a copy of a file: the models are facts that the works cited print."""
