"""Conflicts from the literature, and for whom each of their states is stable.

Options, what is infeasible and rankings are those of the publications named. The tables of stability were worked out from the
definitions by a program of sets and loops and by one of matrices, apart from this one; equilibria that are printed are in
``test_stability.py``. States are numbered from 1 in the order of their binary numbers, the first option being the lowest digit,
infeasible ones left out. In rankings the best comes first, and ``=`` joins states between which a decision maker is indifferent.
Tables have a column for every decision maker, in the order of the rankings.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from goodoffices.logic import Formula
from goodoffices.models.stability import DirectRanking, Option, OptionForm


@dataclass(frozen=True)
class Case:
    """A conflict in option form, and its tables of stability."""

    options: str
    rankings: Mapping[str, str]
    stable: str
    infeasible: str = ""

    @property
    def form(self) -> OptionForm:
        options = []
        for line in self.options.split("\n"):
            if line.strip():
                owner, name, *direction = line.split()
                options.append(Option(name, owner, *direction))  # type: ignore[arg-type]
        patterns = tuple(Formula.parse(line) for line in self.infeasible.split("\n") if line.strip())
        return OptionForm(tuple(options), patterns)

    @property
    def preferences(self) -> dict[str, DirectRanking]:
        numbers = np.flatnonzero(self.form.feasible()).tolist()
        return {
            name: DirectRanking(
                tuple(tuple(numbers[int(label) - 1] for label in tier.split("=")) for tier in ranking.split())
            )
            for name, ranking in self.rankings.items()
        }

    def state(self, label: int) -> int:
        """Return the integer of a numbered state."""
        return int(np.flatnonzero(self.form.feasible())[label - 1])

    def table(self) -> dict[str, dict[str, set[int]]]:
        """Return for every concept and decision maker the numbers of the states that are stable."""
        found = {}
        for line in self.stable.strip().split("\n"):
            concept, lists = line.split(":")
            columns = zip(self.rankings, lists.split("|"), strict=True)
            found[concept.strip()] = {name: set(map(int, labels.split())) for name, labels in columns}
        return found


CASES = {
    # Prisoner's dilemma. Fraser & Hipel (1984); Fang, Hipel & Kilgour (1993).
    "prisoners_dilemma": Case(
        options="""
            prisoner_one cooperate_with_2
            prisoner_2 cooperate_with_one
        """,
        rankings={
            "prisoner_one": "3 4 1 2",
            "prisoner_2": "2 4 1 3",
        },
        stable="""
            nash: 1 3 | 1 2
            gmr:  1 3 4 | 1 2 4
            smr:  1 3 4 | 1 2 4
            seq:  1 3 4 | 1 2 4
            sseq: 1 3 4 | 1 2 4
            sim:  1 3 4 | 1 2 4
        """,
    ),
    # Chicken. Fraser & Hipel (1984).
    "chicken": Case(
        options="""
            row row_swerves
            column column_swerves
        """,
        rankings={
            "row": "3 4 2 1",
            "column": "2 4 3 1",
        },
        stable="""
            nash: 2 3 | 2 3
            gmr:  2 3 4 | 2 3 4
            smr:  2 3 4 | 2 3 4
            seq:  2 3 | 2 3
            sseq: 2 3 | 2 3
            sim:  2 3 4 | 2 3 4
        """,
    ),
    # Stag hunt, a textbook game.
    "stag_hunt": Case(
        options="""
            row row_stag
            column column_stag
        """,
        rankings={
            "row": "4 3 1 2",
            "column": "4 2 1 3",
        },
        stable="""
            nash: 1 4 | 1 4
            gmr:  1 3 4 | 1 2 4
            smr:  1 3 4 | 1 2 4
            seq:  1 4 | 1 4
            sseq: 1 4 | 1 4
            sim:  1 3 4 | 1 2 4
        """,
    ),
    # Cuban missile crisis, 1962. Fraser & Hipel (1984), chapter 1; an air strike cannot be undone.
    "cuban": Case(
        options="""
            us air_strike forward
            us blockade
            ussr withdraw
            ussr escalate
        """,
        infeasible="""
            withdraw and escalate
        """,
        rankings={
            "us": "5 7 6 8 3 2 4 1 12 10 11 9",
            "ussr": "1 5 7 3 6 2 8 4 12 10 11 9",
        },
        stable="""
            nash: 2 3 5 6 12 | 1 6 7 8
            gmr:  1 2 3 4 5 6 7 8 12 | 1 2 3 5 6 7 8
            smr:  1 2 3 4 5 6 7 8 12 | 1 2 3 5 6 7 8
            seq:  2 3 5 6 7 12 | 1 5 6 7 8
            sseq: 2 3 5 6 7 12 | 1 5 6 7 8
            sim:  2 3 5 6 12 | 1 6 7 8
        """,
    ),
    # Syria and Iraq on the Euphrates, 1975. Hipel, Kilgour & Kinsara (2014), Group Decision and Negotiation 23(3), 355-376.
    "syria_iraq": Case(
        options="""
            syria release_water
            syria escalate
            iraq attack
        """,
        infeasible="""
            release_water and escalate
        """,
        rankings={
            "syria": "1 3 6 2 4 5",
            "iraq": "2 4 6 1 5 3",
        },
        stable="""
            nash: 1 6 | 2 4 6
            gmr:  1 3 6 | 1 2 4 5 6
            smr:  1 3 6 | 2 4 6
            seq:  1 3 6 | 2 4 5 6
            sseq: 1 3 6 | 2 4 6
            sim:  1 3 6 | 2 4 5 6
        """,
    ),
    # Elmira groundwater conflict. Hipel, Fang, Kilgour & Haight (1993); Kilgour & Hipel (2005), Group Decision and Negotiation 14, 441-460.
    # The states in which the plant is abandoned (5, 6, 11, 12) are not merged.
    "elmira": Case(
        options="""
            moe modify forward
            uniroyal delay backward
            uniroyal accept
            uniroyal abandon forward
            local_government insist
        """,
        infeasible="""
            delay and accept
            delay and abandon
            accept and abandon
            not delay and not accept and not abandon
        """,
        rankings={
            "moe": "9 3 4 10 7 1 2 8 11=5=6=12",
            "uniroyal": "1 4 10 7 5=11=6=12 3 9 2 8",
            "local_government": "9 3 7 1 10 8 4 2 11=5=12=6",
        },
        stable="""
            nash: 1 2 3 4 5 6 7 8 9 10 11 12 | 1 4 5 6 7 10 11 12 | 5 6 7 8 9 10 11 12
            gmr:  1 2 3 4 5 6 7 8 9 10 11 12 | 1 4 5 6 7 10 11 12 | 1 2 3 4 5 6 7 8 9 10 11 12
            smr:  1 2 3 4 5 6 7 8 9 10 11 12 | 1 4 5 6 7 10 11 12 | 1 2 3 4 5 6 7 8 9 10 11 12
            seq:  1 2 3 4 5 6 7 8 9 10 11 12 | 1 4 5 6 7 10 11 12 | 2 3 5 6 7 8 9 10 11 12
            sseq: 1 2 3 4 5 6 7 8 9 10 11 12 | 1 4 5 6 7 10 11 12 | 2 3 5 6 7 8 9 10 11 12
            sim:  1 2 3 4 5 6 7 8 9 10 11 12 | 1 4 5 6 7 10 11 12 | 2 3 5 6 7 8 9 10 11 12
        """,
    ),
    # The same with another ranking of Uniroyal, as in the example of GMCR+.
    "elmira_gmcr_plus": Case(
        options="""
            moe modify forward
            uniroyal delay backward
            uniroyal accept
            uniroyal abandon forward
            local_government insist
        """,
        infeasible="""
            delay and accept
            delay and abandon
            accept and abandon
            not delay and not accept and not abandon
        """,
        rankings={
            "moe": "9 3 4 10 7 1 2 8 11=5=6=12",
            "uniroyal": "1 4 10 7 5=11=6=12 2 3 9 8",
            "local_government": "9 3 7 1 10 8 4 2 11=5=12=6",
        },
        stable="""
            nash: 1 2 3 4 5 6 7 8 9 10 11 12 | 1 4 5 6 7 10 11 12 | 5 6 7 8 9 10 11 12
            gmr:  1 2 3 4 5 6 7 8 9 10 11 12 | 1 4 5 6 7 10 11 12 | 1 2 3 4 5 6 7 8 9 10 11 12
            smr:  1 2 3 4 5 6 7 8 9 10 11 12 | 1 4 5 6 7 10 11 12 | 1 2 3 4 5 6 7 8 9 10 11 12
            seq:  1 2 3 4 5 6 7 8 9 10 11 12 | 1 4 5 6 7 10 11 12 | 2 3 5 6 7 8 9 10 11 12
            sseq: 1 2 3 4 5 6 7 8 9 10 11 12 | 1 4 5 6 7 10 11 12 | 2 3 5 6 7 8 9 10 11 12
            sim:  1 2 3 4 5 6 7 8 9 10 11 12 | 1 4 5 6 7 10 11 12 | 2 3 5 6 7 8 9 10 11 12
        """,
    ),
    # Garrison Diversion Unit. Hipel & Fraser (1980), Water Resources Research 16(4), 629-637.
    "garrison": Case(
        options="""
            us_support us_support_full
            us_support us_support_reduced
            us_support appease
            us_opposition legal_challenge
            canadian_opposition treaty_challenge
            ijc ijc_full
            ijc ijc_reduced
            ijc lonetree
            ijc suspend
        """,
        infeasible="""
            us_support_full and us_support_reduced
            us_support_full and appease
            us_support_reduced and appease
            ijc_full and ijc_reduced
            ijc_full and lonetree
            ijc_full and suspend
            ijc_reduced and lonetree
            ijc_reduced and suspend
            lonetree and suspend
            not us_support_full and not us_support_reduced and not appease
            not ijc_full and not ijc_reduced and not lonetree and not suspend
            us_support_full and not legal_challenge
            appease and legal_challenge
            us_support_full and not treaty_challenge and not ijc_full
            us_support_reduced and not treaty_challenge and lonetree
            us_support_reduced and not treaty_challenge and suspend
            appease and not treaty_challenge and lonetree
            appease and not treaty_challenge and suspend
        """,
        rankings={
            "us_support": "3 7 1=2 4 5=6 8 9 12 11 15 10 13 14 17 16 18 19 21 20 22 23",
            "us_opposition": "21=17=13=10=6=2 23=19 15 11 8 4 22 18 14 7 3 20 16 12 9 5 1",
            "canadian_opposition": "23 20=21 19 16=17 11 9=10 15 12=13 2 4 1 8 5=6 22 18 14 3 7",
            "ijc": "1=2=3=4=5=6=7=8=9=10=11=12=13=14=15=16=17=18=19=20=21=22=23",
        },
        stable="""
            nash: 1 2 3 5 6 7 9 11 12 15 17 18 21 22 | 2 3 4 6 7 8 10 11 13 14 15 17 18 19 21 22 23 | 1 2 3 4 9 10 11 14 16 17 18 19 20 21 22 23 | 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23
            gmr:  1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 21 22 | 2 3 4 6 7 8 10 11 13 14 15 17 18 19 21 22 23 | 1 2 3 4 5 6 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 | 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23
            smr:  1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 21 22 | 2 3 4 6 7 8 10 11 13 14 15 17 18 19 21 22 23 | 1 2 3 4 5 6 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 | 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23
            seq:  1 2 3 5 6 7 9 11 12 15 17 18 21 22 | 2 3 4 6 7 8 10 11 13 14 15 17 18 19 21 22 23 | 1 2 3 4 5 8 9 10 11 14 16 17 18 19 20 21 22 23 | 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23
            sseq: 1 2 3 5 6 7 9 11 12 15 17 18 21 22 | 2 3 4 6 7 8 10 11 13 14 15 17 18 19 21 22 23 | 1 2 3 4 5 8 9 10 11 14 16 17 18 19 20 21 22 23 | 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23
            sim:  1 2 3 5 6 7 9 11 12 15 17 18 21 22 | 2 3 4 6 7 8 10 11 13 14 15 17 18 19 21 22 23 | 1 2 3 4 8 9 10 11 14 16 17 18 19 20 21 22 23 | 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23
        """,
    ),
    # Korea, 2017. Jacobi (2017), socratic-form-microscopy.com, 5 and 12 November; a nuclear strike cannot be undone.
    "korea2017_base": Case(
        options="""
            us us_nuclear_strike forward
            us us_withdraws_and_normalises
            nk nk_invades_south
            nk nk_abandons_nuclear_programme
        """,
        infeasible="""
            us_nuclear_strike and us_withdraws_and_normalises
        """,
        rankings={
            "us": "7 1 8 9 10 5 4 11 12 2 3 6",
            "nk": "6 12 3 9 1 4 10 5 2 11 7 8",
        },
        stable="""
            nash: 1 2 5 7 8 10 11 | 1 5 6
            gmr:  1 2 4 5 7 8 9 10 11 | 1 3 4 5 6 9 10 12
            smr:  1 2 4 5 7 8 9 10 11 | 1 3 4 5 6 9 10 12
            seq:  1 2 5 7 8 9 10 11 | 1 3 5 6 9 12
            sseq: 1 2 5 7 8 9 10 11 | 1 3 5 6 9 12
            sim:  1 2 4 5 7 8 9 10 11 | 1 3 4 5 6 9 12
        """,
    ),
    # The same, where the United States would rather leave the peninsula than fight; an invasion cannot be undone.
    "korea2017_pacifist": Case(
        options="""
            us us_nuclear_strike forward
            us us_withdraws_and_normalises
            nk nk_invades_south forward
            nk nk_abandons_nuclear_programme
        """,
        infeasible="""
            us_nuclear_strike and us_withdraws_and_normalises
        """,
        rankings={
            "us": "7 1 9 3 8 10 4 5 12 11 6 2",
            "nk": "6 12 3 9 1 7 4 10 5 2 8 11",
        },
        stable="""
            nash: 1 2 4 5 7 8 10 11 | 1 4 5 6
            gmr:  1 2 3 4 5 7 8 9 10 11 | 1 3 4 5 6 7 9 10 12
            smr:  1 2 3 4 5 7 8 9 10 11 | 1 3 4 5 6 7 9 10 12
            seq:  1 2 4 5 7 8 10 11 | 1 3 4 5 6 9 12
            sseq: 1 2 4 5 7 8 10 11 | 1 3 4 5 6 9 12
            sim:  1 2 3 4 5 7 8 9 10 11 | 1 3 4 5 6 9 12
        """,
    ),
}
