"""From a dossier to a scenario, for programs that know utilities and no stances."""

from goodoffices.dossier import Dossier
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.situation import Situation, at_moment
from goodoffices.dossier.stance import Stance
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.dossier.values.ranking import Ranking
from goodoffices.errors import ModelInputError
from goodoffices.interchange.scenarios.scenario import Profile, Scenario, Table, Topic, Triangle, Worth


def scenario_of(dossier: Dossier, moment: str = "") -> tuple[Scenario, tuple[str, ...]]:
    """Return what a dossier says of one moment as a scenario, and in words what was taken for granted.

    The worth of a place on a scale falls evenly with its distance from what the party asks for, from 1 there to 0 at the
    length of the scale. The worth of an option falls evenly with its rank, from 1 to 0. Weights are saliences divided by
    their sum. No agreement is worth what the status quo is.

    Parameters
    ----------
    dossier : Dossier
        The dossier.
    moment : str
        Id of the moment; by default the last in the file.

    Returns
    -------
    Scenario
        One profile, on the scale from 0 to 1, for each party at the table that has a stance.
    tuple of str
        What was taken for granted or left out.

    Raises
    ------
    NotFoundError
        If there is no such moment.
    ModelInputError
        If the moment has no open issue, or nobody at the table has a stance on any.
    """
    if not dossier.moments:
        raise ModelInputError(f"{dossier.id} has no moment, and so nothing that is negotiated")
    situation = at_moment(dossier, moment or list(dossier.moments)[-1])
    issues = situation.issues
    present = [p for p in situation.moment.at_table if any((p, issue.id) in situation.stances for issue in issues)]
    if not issues or not present:
        raise ModelInputError(
            f"{situation.moment.id}: a scenario needs open issues and parties at the table with stances on them"
        )
    names = [issue.name for issue in issues]
    topics = tuple(
        _topic(issue, issue.name if names.count(issue.name) == 1 else issue.id, number)
        for number, issue in enumerate(issues, 1)
    )
    profiles = tuple(_profile(situation, party) for party in present)
    scenario = Scenario(_name(dossier.id, present), topics, profiles)
    return scenario, tuple(_assumed(situation, present, profiles))


def _name(name: str, parties: list[str]) -> str:
    return f"{name}_domain" if name in parties else name


def _topic(issue: Issue, name: str, number: int) -> Topic:
    if issue.scale:
        return Topic(name, "real", (), issue.scale.low, issue.scale.high, number)
    options = [option.name for option in issue.options]
    alike = len(set(options)) < len(options)
    return Topic(name, "discrete", issue.option_ids if alike else tuple(options), number=number)


def _profile(situation: Situation, party: str) -> Profile:
    stances = [situation.stances.get((party, issue.id)) for issue in situation.issues]
    worths = tuple(_worth(issue, stance) for issue, stance in zip(situation.issues, stances, strict=True))
    saliences = [
        stance.salience.likely if stance and not _is_flat(worth) else 0.0
        for stance, worth in zip(stances, worths, strict=True)
    ]
    total = sum(saliences)
    weights = tuple(salience / total if total else 0.0 for salience in saliences)
    return Profile(party, weights, worths, reservation=_reservation(situation, worths, weights), discount=None)


def _worth(issue: Issue, stance: Stance | None) -> Worth:
    if issue.scale:
        length = issue.scale.high - issue.scale.low
        at = stance.position.likely if stance and isinstance(stance.position, Quantity) else issue.scale.low
        return Triangle(at - length, at + length, at)
    if stance is None or not isinstance(stance.position, Ranking):
        return Table((0.0,) * len(issue.options))
    ranks = stance.position.ranks(issue.option_ids)
    last = max(ranks)
    return Table(tuple((last - rank) / last if last else 0.0 for rank in ranks))


def _is_flat(worth: Worth) -> bool:
    return isinstance(worth, Table) and not any(worth.values)


def _reservation(situation: Situation, worths: tuple[Worth, ...], weights: tuple[float, ...]) -> float | None:
    total = 0.0
    for issue, worth, weight in zip(situation.issues, worths, weights, strict=True):
        stated = situation.moment.status_quo.get(issue.id)
        if stated is None and weight:
            return None
        match worth, stated.position if stated else None:
            case Triangle(low, _, top), Quantity(likely=at):
                total += weight * (1 - abs(at - top) / (top - low))
            case Table(values), Ranking(tiers=tiers):
                total += weight * values[issue.option_ids.index(tiers[0][0])]
    return total


def _assumed(situation: Situation, present: list[str], profiles: tuple[Profile, ...]) -> list[str]:
    silent = [party for party in situation.moment.at_table if party not in present]
    partly = [
        f"{party} on {issue.id}"
        for party in present
        for issue in situation.issues
        if (party, issue.id) not in situation.stances
    ]
    unreserved = [profile.name for profile in profiles if profile.reservation is None]
    unweighted = [profile.name for profile in profiles if not any(profile.weights)]
    return [
        f"the moment is {situation.moment.id}; of ranges the likely value is taken",
        "worth falls evenly with the distance from what a party asks for on a scale, and with the rank of an option",
        "weights are saliences divided by their sum; capability plays no part",
        *([f"left out, having no stance: {', '.join(silent)}"] if silent else []),
        *([f"worth nothing either way, there being no stance: {', '.join(partly)}"] if partly else []),
        *([f"nothing is worth anything to: {', '.join(unweighted)}"] if unweighted else []),
        *(
            [f"no agreement is worth 0, the status quo not being stated on every issue: {', '.join(unreserved)}"]
            if unreserved
            else []
        ),
    ]
