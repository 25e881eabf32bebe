"""What changes if: members join or leave, get a veto, another quota holds, members vote or agree as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from goodoffices.assessment.questions.councils.lines import Line, label_of, ways_of
from goodoffices.assessment.questions.councils.rule_after import rule_after
from goodoffices.dossier.council import Council, Reform
from goodoffices.dossier.situation import Situation, in_force
from goodoffices.dossier.values.citation import Citation
from goodoffices.errors import ModelInputError
from goodoffices.models import councils as model


@dataclass(frozen=True)
class Changes:
    """Changes that are made together; `name` is empty where a user asked for them, and `source` where nothing is cited."""

    name: str = ""
    joins: Mapping[str, int] = field(default_factory=dict)
    counted: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """What counts for those who join where a rule counts other votes than the seats, if it is not the rule that says it."""
    leaves: tuple[str, ...] = ()
    quota: int | None = None
    veto: tuple[str, ...] = ()
    blocs: tuple[tuple[str, ...], ...] = ()
    unions: tuple[tuple[str, ...], ...] = ()
    source: tuple[Citation, ...] = ()

    @property
    def members(self) -> tuple[str, ...]:
        """Everyone who must have a vote before or after."""
        return (*self.leaves, *self.veto, *(name for group in (*self.blocs, *self.unions) for name in group))


@dataclass(frozen=True)
class Moved:
    """Power before and after changes under one formula and rule, ranked by how much changes."""

    line: Line
    members: tuple[model.MemberChange, ...]
    inexact: str
    remarks: tuple[str, ...]


def changes_of(reform: Reform) -> Changes:
    """Return a reform of the dossier as changes."""
    return Changes(
        reform.name,
        joins=reform.joins,
        leaves=reform.leaves,
        quota=reform.quota,
        veto=reform.veto,
        blocs=(reform.bloc,) if reform.bloc else (),
        unions=(reform.union,) if reform.union else (),
        source=reform.source,
    )


def coalitions_of(situation: Situation, council: Council) -> list[Changes]:
    """Return the coalitions of the dossier whose members have votes of their own, as unions that agree first."""
    found: dict[tuple[str, ...], Changes] = {}
    for formula in council.formulas:
        for party in situation.dossier.parties.values():
            members = tuple(
                member.party
                for member in party.members
                if formula.seats.get(member.party) and in_force(member.from_, member.until, situation.moment.date)
            )
            voters = [voter for voter, seats in formula.seats.items() if seats]
            if party.kind == "coalition" and 1 < len(members) < len(voters):
                name = f"{party.label}: its members agree among themselves first"
                found.setdefault(members, Changes(name, unions=(members,)))
    return list(found.values())


def moved(situation: Situation, line: Line, changes: Changes) -> Moved:
    """Return what changes under one formula and rule.

    Raises
    ------
    ModelInputError
        If the changes do not fit the formula or rule.
    """
    for name in changes.members:
        if name not in line.seats and name not in changes.joins:
            raise ModelInputError(f"{label_of(situation, name)} has no vote of its own")
    before = ways_of(situation, line.seats, line.rule)
    afterwards = rule_after(
        situation, line.rule, line.seats, changes.joins, changes.counted, changes.leaves, changes.quota
    )
    after = ways_of(situation, {**line.seats, **changes.joins}, afterwards.rule)
    unions = {bloc_name(situation, group): group for group in changes.unions}
    shares: dict[str, tuple[Fraction | None, Fraction | None]] = {}
    inexact = ""
    for way, then in zip(before, after, strict=True):
        steps: list[model.Change] = [model.RuleBecomes(then.rule)]
        steps += [model.Joins(name, votes) for name, votes in changes.joins.items()]
        steps += [model.Leaves(name) for name in changes.leaves]
        steps += [model.GetsVeto(name) for name in changes.veto]
        steps += [model.FormBloc(bloc_name(situation, group), group) for group in changes.blocs]
        found = model.what_changes(line.seats, way.rule, *steps)
        ends = _with_unions(line.seats, way.rule, steps, unions) if unions else found
        inexact = inexact or next((p.method for p in (found.before, ends.after) if not p.is_exact), "")
        for member in found.members:
            held = shares.get(member.voter, (None, None))
            shares[member.voter] = (
                _more(held[0], way.chance, member.before),
                _more(held[1], way.chance, ends.after.shares.get(member.voter)),
            )
    members = [model.MemberChange(name, *pair) for name, pair in shares.items()]
    return Moved(line, tuple(sorted(members, key=lambda member: -abs(member.difference))), inexact, afterwards.remarks)


def _with_unions(
    seats: Mapping[str, int], rule: model.Rule, steps: Sequence[model.Change], unions: Mapping[str, tuple[str, ...]]
) -> model.PowerChange:
    def index(game: model.SimpleGame) -> model.Power:
        present = all(name in game.voters for members in unions.values() for name in members)
        return model.owen(game, unions) if present else model.shapley_shubik(game)

    return model.what_changes(seats, rule, *steps, index=index)


def _more(held: Fraction | None, chance: Fraction, share: Fraction | None) -> Fraction | None:
    return held if share is None else (held or Fraction(0)) + chance * share


def bloc_name(situation: Situation, group: Sequence[str]) -> str:
    """Return the name of those who act as one: the coalition they make up, or all their names."""
    for party in situation.dossier.parties.values():
        if {member.party for member in party.members} == set(group):
            return party.id
    return "+".join(group)
