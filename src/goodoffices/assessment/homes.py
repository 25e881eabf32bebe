"""Who at home must agree to what is signed at a moment, and what they ask for."""

from dataclasses import dataclass

from goodoffices.assessment.bargainers import input_name
from goodoffices.dossier.constituency import Bloc, Constituency
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.poll import PollAnswer
from goodoffices.dossier.situation import Situation, in_force
from goodoffices.dossier.values.citation import Citation
from goodoffices.dossier.values.quantity import Quantity


@dataclass(frozen=True)
class Demand:
    """What somebody at home asks for on one issue, and under which name it is drawn.

    Attributes
    ----------
    is_assumed : bool
        Whether the dossier does not say, so that it is taken to be what the party itself asks for.
    """

    position: Quantity
    input: str
    is_assumed: bool = False


@dataclass(frozen=True)
class Wing:
    """A part of a body that votes together, or those who gave one answer in a poll.

    Attributes
    ----------
    weight : float
        Its seats or votes; in a poll the percentage of those asked.
    demands : dict of str to Demand
        By issue.
    """

    name: str
    weight: float
    demands: dict[str, Demand]


@dataclass(frozen=True)
class Body:
    """A constituency at a moment with what it asks for on open issues with a scale; a poll of it is a body of its own.

    Attributes
    ----------
    key : str
        Its own name among all bodies of the moment.
    issues : tuple of str
        On which it is asked: those on which it is told what every wing asks for.
    poll : PollAnswer or None
        One row of the poll that its wings are the answers to.
    """

    key: str
    name: str
    constituency: Constituency
    issues: tuple[str, ...]
    wings: tuple[Wing, ...]
    sources: tuple[Citation, ...]
    poll: PollAnswer | None = None

    @property
    def party(self) -> str:
        """Whose home it is part of."""
        return self.constituency.party

    @property
    def is_stated(self) -> bool:
        """Whether anything it asks for is given as a range, or the size of the sample is known."""
        demands = [demand for wing in self.wings for demand in wing.demands.values()]
        return any(not demand.position.is_point for demand in demands) or bool(self.poll and self.poll.sample)

    @property
    def is_assumed(self) -> bool:
        """Whether some wing is taken to ask for what the party itself does."""
        return any(demand.is_assumed for wing in self.wings for demand in wing.demands.values())


def constituencies_at(situation: Situation) -> tuple[Constituency, ...]:
    """Return the constituencies of all participants in force at a moment of which a reader may be told."""
    moment = situation.moment
    return tuple(
        constituency
        for constituency in situation.dossier.constituencies.values()
        if constituency.party in moment.participants
        and in_force(constituency.from_, constituency.until, moment.date)
        and situation.may_tell(constituency.from_, _sources(constituency))
    )


def bodies_at(situation: Situation) -> tuple[Body, ...]:
    """Return everybody at home of whom it is told what they ask for on an open issue with a scale.

    A part of a body of which nothing is told asks for what the body does, or failing that for what the party does. Where a poll says
    what its answers ask for on an issue, the latest of them stands for the constituency on that issue.
    """
    found = []
    for constituency in constituencies_at(situation):
        polls = {issue.id: rows for issue in situation.issues if (rows := _poll(situation, constituency, issue))}
        judged = [
            issue.id
            for issue in situation.issues
            if issue.scale is not None and issue.id not in polls and _is_told(constituency, issue)
        ]
        blocs: tuple[Bloc | None, ...] = constituency.blocs or (None,)
        demands = {
            issue: told
            for issue in judged
            if len(told := [d for bloc in blocs if (d := _demand(situation, constituency, bloc, issue))]) == len(blocs)
        }
        wings = tuple(
            Wing(
                bloc.name if bloc else constituency.name,
                float(bloc.seats) if bloc else 1.0,
                {issue: told[number] for issue, told in demands.items()},
            )
            for number, bloc in enumerate(blocs)
        )
        if demands and any(wing.weight for wing in wings):
            found.append(
                Body(constituency.id, constituency.name, constituency, (*demands,), wings, _sources(constituency))
            )
        found += [_polled(constituency, issue, rows) for issue, rows in polls.items()]
    return tuple(found)


def comparable(situation: Situation) -> tuple[Issue, ...]:
    """Return the open issues with a scale for which the moment states what holds without an agreement."""
    held = situation.moment.status_quo
    return tuple(issue for issue in situation.issues if issue.scale is not None and issue.id in held)


def _is_told(constituency: Constituency, issue: Issue) -> bool:
    held = (constituency.positions, *(bloc.positions for bloc in constituency.blocs))
    return any(issue.id in positions for positions in held)


def _demand(situation: Situation, constituency: Constituency, bloc: Bloc | None, issue: str) -> Demand | None:
    if bloc and isinstance(position := bloc.positions.get(issue), Quantity):
        return Demand(position, f"position of {bloc.id} in {constituency.id} on {issue}")
    if isinstance(position := constituency.positions.get(issue), Quantity):
        return Demand(position, f"position of {constituency.id} on {issue}")
    stance = situation.stances.get((constituency.party, issue))
    if stance and isinstance(stance.position, Quantity):
        return Demand(stance.position, input_name(stance, "position"), is_assumed=True)
    return None


def _poll(situation: Situation, constituency: Constituency, issue: Issue) -> tuple[PollAnswer, ...]:
    """Return the answers to the last poll of a constituency that says what its answers ask for on an issue."""
    rows = [
        row
        for row in situation.dossier.polls
        if row.id in constituency.polls
        and row.issue == issue.id
        and isinstance(row.position, Quantity)
        and row.share.likely > 0
        and situation.may_tell(row.date, row.source)
        and in_force(row.date, None, situation.moment.date)
    ]
    last = max(rows, key=lambda row: row.date.latest, default=None)
    return tuple(row for row in rows if last and (row.id, row.date) == (last.id, last.date))


def _polled(constituency: Constituency, issue: str, rows: tuple[PollAnswer, ...]) -> Body:
    poll = rows[0]
    wings = tuple(
        Wing(
            f"“{row.answer}”",
            row.share.likely,
            {issue: Demand(row.position, f"position of {row.answer} in the poll {row.id} of {row.date}")},
        )
        for row in rows
        if isinstance(row.position, Quantity)
    )
    sources = tuple(citation for row in rows for citation in row.source)
    name = f"{constituency.name} (poll of {poll.date.in_words})"
    return Body(f"{constituency.id} {poll.id} {issue}", name, constituency, (issue,), wings, sources, poll)


def _sources(constituency: Constituency) -> tuple[Citation, ...]:
    return (*constituency.source, *(citation for bloc in constituency.blocs for citation in bloc.source))
