"""The rule that holds when a body has changed: another quota, votes for who joins, and what lapses with who leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goodoffices.assessment.questions.councils.lines import asked_of, label_of, voter_for
from goodoffices.assessment.wording import count, listing
from goodoffices.dossier.council import Requirement, Rule
from goodoffices.dossier.situation import Situation
from goodoffices.errors import ModelInputError


@dataclass(frozen=True)
class RuleAfter:
    """The rule that holds afterwards, and what a reader must know of it, in whole sentences."""

    rule: Rule
    remarks: tuple[str, ...] = ()


def rule_after(
    situation: Situation,
    rule: Rule,
    seats: dict[str, int],
    joins: Mapping[str, int],
    counted: Mapping[str, Sequence[int]],
    leaves: Sequence[str],
    quota: int | None,
) -> RuleAfter:
    """Return the rule that holds after changes.

    Parameters
    ----------
    situation : Situation
        Where parties have their names.
    rule : Rule
        The rule as it is.
    seats : dict of str to int
        The votes of the members as they are.
    joins : mapping of str to int
        Who joins, with how many votes.
    counted : mapping of str to sequence of int
        What counts for those who join where the rule counts `votes` in place of seats: one number for each such count, in the
        rule's order.
    leaves : sequence of str
        Who leaves.
    quota : int or None
        Another number of votes in place of the one that the rule asks for.

    Raises
    ------
    ModelInputError
        If the changes do not fit the rule.
    """
    if rule.chair and voter_for(situation, rule.chair, seats) in leaves:
        raise ModelInputError(
            f"{label_of(situation, rule.chair)} chairs under this rule, which does not say who would instead"
        )
    changed, remarks = _with_newcomers(situation, rule, joins, counted)
    if quota is not None:
        changed = _with_quota(changed, quota)
    changed, lapsed = _without(situation, changed, seats, leaves)
    return RuleAfter(changed, (*remarks, *lapsed))


def another_quota_in_words(rule: Rule, quota: int) -> str:
    """Return what it means that another number of votes is asked for, as the part of a sentence after *if*."""
    votes = count(quota, "vote")
    if rule.kind == "requirements" and len(rule.needs) + len(rule.or_else) > 1:
        place = next((part for part in rule.needs if _is_number_of_all(part)), None)
        if place is not None:
            return f"{votes} were asked for in place of {_asked_in_words(place)}, the rest of the rule as it is"
    if rule.kind == "chair_breaks_ties":
        return f"{votes} carried a decision, without a casting vote of the chair"
    return f"{votes} carried a decision"


def _asked_in_words(part: Requirement) -> str:
    if part.at_least is not None:
        return count(part.at_least, "vote")
    if part.all_but is not None:
        return f"all votes but {part.all_but}"
    share = part.share if part.share is not None else part.more_than
    assert share is not None
    whole = f"{float(100 * share):g}%" if 1000 % share.denominator == 0 else str(share)
    return f"{'' if part.share is not None else 'more than '}{whole} of the votes"


def _with_newcomers(
    situation: Situation, rule: Rule, joins: Mapping[str, int], counted: Mapping[str, Sequence[int]]
) -> tuple[Rule, list[str]]:
    # The same count may stand in several requirements; it is one number to state.
    counts = list(dict.fromkeys(tuple(part.votes.items()) for part in (*rule.needs, *rule.or_else) if part.votes))
    if not counts:
        return rule, []
    stated = {table: dict(table) for table in counts}
    remarks = []
    for name in joins:
        label = label_of(situation, name)
        numbers = counted.get(name, ())
        if numbers and len(numbers) != len(counts):
            raise ModelInputError(
                f"{label} is given {count(len(numbers), 'number')} beside its votes, and the rule has "
                f"{count(len(counts), 'count')} of its own"
            )
        for table, number in zip(counts, numbers, strict=False):
            stated[table][name] = number
        if any(name not in votes for votes in stated.values()):
            remarks.append(
                f"Where the rule counts other votes than the seats, {label} counts for nothing, for none are stated."
            )

    def filled(parts: Sequence[Requirement]) -> tuple[Requirement, ...]:
        return tuple(
            part.model_copy(update={"votes": stated[tuple(part.votes.items())]}) if part.votes else part
            for part in parts
        )

    return rule.model_copy(update={"needs": filled(rule.needs), "or_else": filled(rule.or_else)}), remarks


def _with_quota(rule: Rule, quota: int) -> Rule:
    if rule.kind == "consensus_else_chair":
        raise ModelInputError("the rule asks for consensus and no number of votes that could be another")
    if rule.kind != "requirements":
        return rule.model_copy(update={"kind": "quota", "quota": quota})
    numbers = [place for place, part in enumerate(rule.needs) if _is_number_of_all(part)]
    if len(numbers) != 1:
        said = "no number of all votes" if not numbers else "several numbers of all votes"
        raise ModelInputError(f"the rule asks for {said}, so it is not clear what another quota would replace")
    asked = Requirement(at_least=quota)
    needs = tuple(asked if place == numbers[0] else part for place, part in enumerate(rule.needs))
    return rule.model_copy(update={"needs": needs})


def _is_number_of_all(part: Requirement) -> bool:
    return part.is_number and not part.of and not part.votes


def _without(situation: Situation, rule: Rule, seats: dict[str, int], leaves: Sequence[str]) -> tuple[Rule, list[str]]:
    remarks = []
    for part in rule.needs:
        among = asked_of(situation, part, seats)
        gone = [name for name in among if name in leaves]
        if gone and not part.is_number:
            remarks.append(f"The consent of {_labels(situation, gone)} is asked for no more.")
        elif gone and len(gone) == len(among):
            raise ModelInputError(
                f"nobody would be left of those whose votes the rule counts: {_labels(situation, gone)}"
            )
    for part in rule.or_else:
        among = asked_of(situation, part, seats)
        gone = [name for name in among if name in leaves]
        if gone and (not part.is_number or len(gone) == len(among)):
            what = "consent" if not part.is_number else "votes"
            remarks.append(
                f"What carries a decision instead takes the {what} of {_labels(situation, gone)}, and lapses."
            )
            return rule.model_copy(update={"or_else": ()}), remarks
    return rule, remarks


def _labels(situation: Situation, names: Sequence[str]) -> str:
    return listing([label_of(situation, name) for name in names])
