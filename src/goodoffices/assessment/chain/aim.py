"""What somebody wants of a moment: a position on each issue, and how much each counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.moment import Moment
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.dossier.values.ranking import Ranking
from goodoffices.errors import ModelInputError, NotFoundError, nearest


@dataclass(frozen=True)
class Aim:
    """The outcome that somebody wants.

    Attributes
    ----------
    actor : str
        Whose aim it is; empty if it was given by the user.
    positions : mapping of str to Quantity or Ranking
        By open issue.
    weights : mapping of str to float
        What each issue counts: the actor's salience at its likeliest; all alike for a given aim.
    """

    actor: str
    positions: Mapping[str, Quantity | Ranking]
    weights: Mapping[str, float]

    def __bool__(self) -> bool:
        """Whether anything is wanted."""
        return bool(self.positions)

    def distance(self, issue: Issue, position: Quantity | Ranking) -> float:
        """Return how far a position lies from the aim on one issue, 0 (there) to 1 (as far as can be)."""
        wanted = self.positions[issue.id]
        if isinstance(wanted, Quantity) and isinstance(position, Quantity) and issue.scale is not None:
            return abs(wanted.likely - position.likely) / (issue.scale.high - issue.scale.low)
        if isinstance(wanted, Ranking) and isinstance(position, Ranking):
            ranks = wanted.ranks(issue.option_ids)
            best = ranks[issue.option_ids.index(position.options[0])]
            return best / max(1, *ranks)
        return 1.0

    def distances(self, places: Mapping[Issue, NDArray[np.float64]]) -> NDArray[np.float64]:
        """Return how far places on issues lie from the aim in every world, 0 to 1, by weight; where no option wins, as far as can be.

        Parameters
        ----------
        places : mapping of Issue to ndarray, shape (draws,)
            A place on the scale, or the number of an option.
        """
        total = sum(self.weights[issue.id] for issue in places)
        found = np.zeros(1)
        for issue, at in places.items():
            if issue.scale is not None:
                wanted = self.positions[issue.id]
                assert isinstance(wanted, Quantity)  # held by whoever states an aim
                far = np.abs(at - wanted.likely) / (issue.scale.high - issue.scale.low)
            else:
                each = [self.distance(issue, Ranking.parse(option)) for option in issue.option_ids]
                far = np.array([*each, 1.0])[at.astype(np.int64)]
            found = found + far * (self.weights[issue.id] / total if total else 1.0 / len(places))
        return found


def aim_of(situation: Situation, actor: str) -> Aim:
    """Return what a party wants of a moment: its stances on the open issues.

    Raises
    ------
    NotFoundError
        If the dossier has no such party.
    """
    dossier = situation.dossier
    if actor not in dossier.parties:
        near = nearest(actor, dossier.parties)
        raise NotFoundError(f"{dossier.id} has no party {actor!r}" + (f". Did you mean {near!r}?" if near else ""))
    held = {i.id: stance for i in situation.issues if (stance := situation.stances.get((actor, i.id)))}
    weights = {issue: stance.salience.likely for issue, stance in held.items()}
    return Aim(actor, {issue: stance.position for issue, stance in held.items()}, weights)


def stated_aim(dossier: Dossier, moment: Moment, written: Sequence[str]) -> Aim:
    """Return an aim as a user writes it, ``issue=position`` for each issue.

    Raises
    ------
    ModelInputError
        If an issue is not open at the moment, or a position does not fit it; all mistakes at once.
    """
    positions: dict[str, Quantity | Ranking] = {}
    wrong = []
    for text in written:
        name, is_written, position = (part.strip() for part in text.partition("="))
        if name not in moment.issues:
            near = nearest(name, moment.issues)
            wrong.append(
                f"{text!r}: no issue {name!r} is open then; "
                + (f"did you mean {near!r}?" if near else f"open are {', '.join(moment.issues)}")
            )
            continue
        if not is_written:
            wrong.append(f"{text!r}: no position; write ISSUE=POSITION, such as {_example(dossier.issues[name])}")
            continue
        issue = dossier.issues[name]
        try:
            positions[name] = _position(issue, position)
        except ValueError as error:
            wrong.append(f"{text!r}: {error}")
    if wrong:
        raise ModelInputError("; ".join(wrong))
    return Aim("", positions, dict.fromkeys(positions, 1.0))


def _example(issue: Issue) -> str:
    return (
        f"{issue.id}={(issue.scale.low + issue.scale.high) / 2:g}"
        if issue.scale
        else f"{issue.id}={issue.option_ids[0]}"
    )


def _position(issue: Issue, text: str) -> Quantity | Ranking:
    if issue.scale is not None:
        found = Quantity.parse(text)
        if not found.within(issue.scale.low, issue.scale.high):
            raise ValueError(f"a position lies between {issue.scale.low:g} and {issue.scale.high:g}")
        return found
    ranking = Ranking.parse(text)
    unknown = [option for option in ranking.options if option not in issue.option_ids]
    if unknown:
        raise ValueError(f"no option is called {unknown[0]!r}; there are {', '.join(issue.option_ids)}")
    return ranking
