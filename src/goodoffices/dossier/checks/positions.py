"""Positions lie where their issue allows."""

from collections.abc import Iterator

from goodoffices.dossier.checks.check import Files, Place, records
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.dossier.values.ranking import Ranking
from goodoffices.errors import Problem, nearest

_BY_ISSUE = ("implies", "positions")  # fields that hold a position for each of several issues


def positions_fit_their_issue(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """A position lies on its issue's scale, or ranks the issue's options.

    Correct the number or the option, or the scale or options in issues.yaml.
    """
    for index, stance in enumerate(dossier.stances):
        if issue := dossier.issues.get(stance.issue):
            place = files.row_place("stances.csv", index, "position")
            yield from _misfit(stance.position, issue, "stances.csv", place, "position")
    for index, row in enumerate(dossier.polls):
        if row.position is not None and (issue := dossier.issues.get(row.issue or "")):
            place = files.row_place("polls.csv", index, "position")
            yield from _misfit(row.position, issue, "polls.csv", place, "position")
    for moment in dossier.moments.values():
        for issue_id, stated in moment.status_quo.items():
            if issue := dossier.issues.get(issue_id):
                place = files.place("moments.yaml", (moment.id, "status_quo", issue_id))
                yield from _misfit(stated.position, issue, "moments.yaml", place, issue_id)
        for issue_id, outcome in moment.outcome.items():
            if outcome.agreed is not None and (issue := dossier.issues.get(issue_id)):
                place = files.place("moments.yaml", (moment.id, "outcome", issue_id, "agreed"))
                yield from _misfit(outcome.agreed, issue, "moments.yaml", place, "agreed")
                if isinstance(outcome.agreed, Ranking) and len(outcome.agreed.options) > 1:
                    found, expected = str(outcome.agreed), "one option"
                    yield Problem("moments.yaml", "only one option can be agreed", *place, "agreed", found, expected)
    for file, path, record in records(dossier, files):
        for field in _BY_ISSUE:
            for issue_id, position in getattr(record, field, {}).items():
                if issue := dossier.issues.get(issue_id):
                    yield from _misfit(position, issue, file, files.place(file, (*path, field, issue_id)), issue_id)


def _misfit(position: Quantity | Ranking, issue: Issue, file: str, place: Place, field: str) -> Iterator[Problem]:
    found = str(position)
    if issue.scale and isinstance(position, Ranking):
        scale = f"a value between {issue.scale.low:g} and {issue.scale.high:g}"
        yield Problem(file, f"the issue {issue.id!r} has a scale", *place, field, found, scale)
    elif issue.scale and isinstance(position, Quantity) and not position.within(issue.scale.low, issue.scale.high):
        expected = f"a value between {issue.scale.low:g} and {issue.scale.high:g}, the scale of {issue.id}"
        yield Problem(file, "outside its scale", *place, field, found, expected)
    elif not issue.scale and isinstance(position, Quantity):
        options = f"a ranking of {', '.join(issue.option_ids)}, such as {' > '.join(issue.option_ids[:2])}"
        yield Problem(file, f"the issue {issue.id!r} has options, not a scale", *place, field, found, options)
    elif isinstance(position, Ranking):
        for option in position.options:
            if option not in issue.option_ids:
                yield Problem(
                    file,
                    f"the issue {issue.id!r} has no such option",
                    *place,
                    field,
                    option,
                    f"one of {', '.join(issue.option_ids)}",
                    nearest(option, issue.option_ids),
                )
