"""The tables and pictures of what everyone could sign."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from goodoffices.assessment.answer import Cell, Figure, Table
from goodoffices.assessment.questions.agreements.analysis import Analysis
from goodoffices.assessment.questions.agreements.bargain import Bargain
from goodoffices.assessment.questions.agreements.offers import FORECAST, Offer
from goodoffices.assessment.questions.agreements.phrases import signed
from goodoffices.assessment.wording import percent, points

MOST_POINTS = 400
"""So many efficient packages are drawn."""
OWN_SETTLEMENT = (
    " Every package is the same in all draws; so is that where bargaining points, the settlement expected at its median. “How far would an agreement "
    "get?” asks in each draw about the settlement of that draw, and its share can differ."
)
EFFICIENT, NOW = "efficient packages", "no agreement"


def packages_table(bargain: Bargain, offers: Sequence[Offer]) -> Table:
    """Return what each package says on every issue, and in which share of draws all sign it."""
    now = None if bargain.now is None else bargain.settled(bargain.now)
    rows: list[tuple[Cell, ...]] = [
        (issue, *([now[number]] if now else []), *(each.settled[number] for each in offers))
        for number, issue in enumerate(bargain.issues)
    ]
    if bargain.stated:
        rows.append(("All sign in", *([""] if now else []), *(percent(each.all_sign) for each in offers)))
    forecast = FORECAST in [each.name for each in offers]
    return Table(
        f"agreements.{bargain.id}.packages",
        f"Packages side by side, {bargain.name}",
        ("issue", *(["what holds now"] if now else []), *(each.name for each in offers)),
        tuple(rows),
        note="Nash bargain, whole package: the largest product of gains, all issues settled together. Most even shares (Kalai–Smorodinsky): the largest least share of what each could "
        "gain. All sign: nobody who must sign loses by the package, in so many of the draws."
        f"{OWN_SETTLEMENT if bargain.stated and forecast else ''}",
    )


def texts_table(bargain: Bargain, texts: Sequence[Offer]) -> Table:
    """Return what the texts on the table say, who would sign, and who would not."""
    rows: list[tuple[Cell, ...]] = []
    for text in sorted(texts, key=lambda text: -text.all_sign):
        worst = int(np.argmin(text.signs))
        said = [number for number, issue in enumerate(bargain.issues) if issue not in text.open]
        refuses = (
            "" if text.signs[worst] >= 1 else f"{bargain.parties[worst]} ({percent(1 - float(text.signs[worst]))})"
        )
        rows.append((text.name, bargain.told(text.package, said), percent(text.all_sign), refuses))
    return Table(
        f"agreements.{bargain.id}.texts",
        f"The texts on the table as packages, {bargain.name}",
        ("text", "what it says", "all sign in", "likeliest to refuse"),
        tuple(rows),
        note="By the positions that provisions imply, at the likeliest; where a text is silent, what holds now stays.",
    )


def trade_table(found: Analysis) -> Table | None:
    """Return what each party gains and gives on each issue by the Nash bargain."""
    bargain, midpoint, now = found.bargain, found.from_midpoint, found.from_now
    if midpoint is None or found.nash is None:
        return None
    rows: list[tuple[Cell, ...]] = []
    for number, issue in enumerate(bargain.issues):
        for party, name in enumerate(bargain.parties):
            against = [] if now is None else [signed(now.gains[number, party])]
            rows.append((issue, found.nash.settled[number], name, *against, signed(midpoint.gains[number, party])))
    for party, name in enumerate(bargain.parties):
        total = [] if now is None else [signed(now.total[party])]
        rows.append(("All issues", "", name, *total, signed(midpoint.total[party])))
    return Table(
        f"agreements.{bargain.id}.trade",
        f"Who gives and who gets by the Nash bargain on the whole package, {bargain.name}",
        ("issue", "settled at", "party", *([] if now is None else ["against what holds now"]), "against even odds"),
        tuple(rows),
        note=f"In each party’s own points, {bargain.points}{bargain.likeliest}; points of different parties are not compared. Even odds: every issue "
        "decided by itself, each choice as likely as any other.",
    )


def frontier_figure(found: Analysis, offers: Sequence[Offer]) -> Figure | None:
    """Return what two parties get from the efficient packages and from those with a name."""
    bargain, solved = found.bargain, found.solved
    if solved is None or solved.frontier is None or len(bargain.parties) < 2:
        return None
    gains = solved.frontier.utilities - bargain.likely.reservation
    one, other = _most_opposed(gains)
    drawn = gains[:: max(1, -(-len(gains) // MOST_POINTS))][:, [one, other]]
    rows: list[tuple[Cell, ...]] = [(EFFICIENT, float(x), float(y)) for x, y in np.unique(drawn, axis=0)]
    rows.append((NOW, 0.0, 0.0))
    rows += [(each.name, float(each.gains[one]), float(each.gains[other])) for each in offers]
    x, y = bargain.parties[one], bargain.parties[other]
    title = f"What {x} and {y} get, {bargain.name}"
    pair = (
        "These are the only two who must sign."
        if len(bargain.parties) == 2
        else f"Of {len(bargain.parties)} who must sign, the two whose gains are most opposed; a point may look worse than another and "
        "be better for somebody not shown."
    )
    named = "; ".join(f"{each.name}: {points(each.gains[one])} and {points(each.gains[other])}" for each in offers)
    shown = "" if len(drawn) == len(gains) else f" {len(drawn)} of {len(gains)} efficient packages are drawn."
    return Figure(
        f"agreements.{bargain.id}.frontier",
        "frontier",
        title,
        f"Each package as a point: the gain of {x} across, of {y} upwards. {pair} {named}.",
        Table(
            f"agreements.{bargain.id}.frontier.data",
            title,
            ("package", x, y),
            tuple(rows),
            note=f"Gain over no agreement in each party’s own points{bargain.likeliest}. {pair}{shown}",
        ),
        categories=(x, y),
    )


def gains_figure(found: Analysis, offers: Sequence[Offer]) -> Figure | None:
    """Return what each side gets from each package, as a share of the most it could get."""
    bargain, solved = found.bargain, found.solved
    if solved is None:
        return None
    ideal = np.maximum(solved.ideal, 1e-300)
    rows: list[tuple[Cell, ...]] = [
        (each.name, party, float(each.gains[p]), float(each.gains[p] / ideal[p]))
        for each in offers
        for p, party in enumerate(bargain.parties)
    ]
    title = f"What each side gets, {bargain.name}"
    worst = "; ".join(
        f"{each.name}: least for {bargain.parties[int(np.argmin(each.gains / ideal))]}, {percent(float((each.gains / ideal).min()))}"
        for each in offers
    )
    return Figure(
        f"agreements.{bargain.id}.gains",
        "gains",
        title,
        f"One bar per package and party, as a share of the most the party could gain from a package that suits all. {worst}.",
        Table(
            f"agreements.{bargain.id}.gains.data",
            title,
            ("package", "party", "gain", "share of the most"),
            tuple(rows),
            note=f"Gain over no agreement in each party’s own points{bargain.likeliest}, and as a share of the most that the party "
            "could gain from a package by which nobody who must sign loses.",
        ),
    )


def acceptance_figure(bargain: Bargain, offers: Sequence[Offer]) -> Figure | None:
    """Return in which share of draws each party, and all, would sign each package; None if nothing is uncertain."""
    if not bargain.stated or not offers:
        return None
    rows: list[tuple[Cell, ...]] = []
    for each in offers:
        rows.append((each.name, "all together", each.all_sign))
        rows += [(each.name, party, float(each.signs[p])) for p, party in enumerate(bargain.parties)]
    title = f"Who would sign what, {bargain.name}"
    told = "; ".join(f"{each.name}: all sign in {percent(each.all_sign)}" for each in offers)
    return Figure(
        f"agreements.{bargain.id}.acceptance",
        "acceptance",
        title,
        f"A row per package and a column per party: the share of draws in which it loses nothing by the package. {told}.",
        Table(
            f"agreements.{bargain.id}.acceptance.data",
            title,
            ("package", "party", "signs"),
            tuple(rows),
            note="Share of draws of the inputs in which the package is worth at least as much as no agreement. “All together” is counted in "
            "the same draws; it is not the product of the others.",
        ),
    )


def _most_opposed(gains: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> tuple[int, int]:
    """Return the two parties whose gains over the packages go together least."""
    parties = gains.shape[1]
    if parties == 2 or len(gains) < 3:
        return 0, 1
    spread = gains.std(axis=0)
    scaled = (gains - gains.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    together = scaled.T @ scaled
    return min(
        ((a, b) for a, b in combinations(range(parties), 2) if spread[a] > 0 and spread[b] > 0),
        key=lambda pair: together[pair],
        default=(0, 1),
    )
