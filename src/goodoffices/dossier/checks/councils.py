"""Bodies can decide by the rules they are given."""

from collections.abc import Iterator

from goodoffices.dossier.checks.check import Files
from goodoffices.dossier.council import Council, Requirement
from goodoffices.dossier.dossier import Dossier
from goodoffices.errors import Problem, nearest


def chairs_have_a_vote(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """The chair named by a rule holds seats, or belongs to a coalition that does, in at least one formula.

    Name another chair, or give this one seats in a formula.
    """
    for council in dossier.councils.values():
        voters = {party for formula in council.formulas for party in formula.seats}
        members = {m.party for party in voters for m in dossier.parties[party].members}
        for index, rule in enumerate(council.rules):
            if rule.chair and rule.chair not in voters | members:
                yield Problem(
                    "councils.yaml",
                    f"the chair of the rule {rule.id!r} has no seat under any formula",
                    *files.place("councils.yaml", (council.id, "rules", index, "chair")),
                    field="chair",
                    found=rule.chair,
                    expected=f"one of {', '.join(sorted(voters))}, or a member of one of them",
                    suggestion=nearest(rule.chair, voters | members),
                )


def rules_name_members(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Whose consent or votes a rule asks for has a vote under some formula, belongs to a coalition that does, or joins by a reform.

    Correct the name, or give the party seats in a formula. In a rule's `votes` parties without a seat may stand: their votes
    wait until they join. A name that looks like that of a member without such votes is a slip.
    """
    for council in dossier.councils.values():
        known = _known(dossier, council)
        joining = (party for reform in council.reforms for party in reform.joins)
        unheard_of = dossier.parties.keys() - {*known, *joining}
        for path, part in _requirements(council):
            wrong = [(party, "of", nearest(party, known)) for party in part.of if party in unheard_of]
            left_out = [party for party in known if party not in part.votes]
            slips = [(party, nearest(party, left_out)) for party in part.votes if party in unheard_of]
            wrong += [(party, "votes", slip) for party, slip in slips if slip]
            for party, field, suggestion in wrong:
                yield Problem(
                    "councils.yaml",
                    "a rule names a party that has no vote under any formula",
                    *files.place("councils.yaml", (council.id, *path, field)),
                    field=field,
                    found=party,
                    expected=f"one of {', '.join(known)}",
                    suggestion=suggestion,
                )


def counts_name_every_member(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Where a rule counts other votes than the seats, every member has some.

    Add those who are left out: they count for nothing. If that is meant, write them with 0.
    """
    for council in dossier.councils.values():
        for path, part in _requirements(council):
            if not part.votes:
                continue
            for formula in council.formulas:
                left_out = [
                    party
                    for party, seats in formula.seats.items()
                    if seats
                    and party not in part.votes
                    and (not part.of or party in part.of)
                    and not any(member.party in part.votes for member in dossier.parties[party].members)
                ]
                if left_out:
                    yield Problem(
                        "councils.yaml",
                        f"under the formula {formula.id!r} these members count for nothing here: {', '.join(left_out)}",
                        *files.place("councils.yaml", (council.id, *path, "votes")),
                        field="votes",
                        expected="a number for each of them, 0 if that is meant",
                    )


def rules_can_be_met(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """No quota asks for more seats than the body has under its largest formula.

    Lower the quota or correct the seats.
    """
    for council in dossier.councils.values():
        most = max(sum(formula.seats.values()) for formula in council.formulas)
        for index, rule in enumerate(council.rules):
            if rule.quota is not None and rule.quota > most:
                yield Problem(
                    "councils.yaml",
                    f"the rule {rule.id!r} asks for more seats than {council.id} has",
                    *files.place("councils.yaml", (council.id, "rules", index, "quota")),
                    field="quota",
                    found=str(rule.quota),
                    expected=f"at most {most}",
                )


def reforms_speak_of_members(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Who leaves, gets a veto or votes together by a reform has a vote under some formula, and who joins has none.

    Correct the name, or give the party seats in a formula.
    """
    for council in dossier.councils.values():
        voters = list(dict.fromkeys(party for formula in council.formulas for party in formula.seats))
        everywhere = set.intersection(*(set(formula.seats) for formula in council.formulas))
        for index, reform in enumerate(council.reforms):
            for field in ("leaves", "veto", "bloc", "union"):
                for party in getattr(reform, field):
                    if party not in voters and party not in reform.joins:
                        yield Problem(
                            "councils.yaml",
                            f"the reform {reform.id!r} speaks of a party that has no vote of its own",
                            *files.place("councils.yaml", (council.id, "reforms", index, field)),
                            field=field,
                            found=party,
                            expected=f"one of {', '.join(sorted(voters))}",
                            suggestion=nearest(party, voters),
                        )
            for party in reform.joins:
                if party in everywhere:
                    yield Problem(
                        "councils.yaml",
                        f"by the reform {reform.id!r} a party joins that is a member already",
                        *files.place("councils.yaml", (council.id, "reforms", index, "joins")),
                        field="joins",
                        found=party,
                        expected="a party without seats",
                    )


def motions_speak_of_members(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Whose leaning a motion states has a vote under some formula, or belongs to a coalition that does.

    Correct the name, or give the party seats in a formula.
    """
    for council in dossier.councils.values():
        voters = {party for formula in council.formulas for party in formula.seats}
        known = sorted(voters | {m.party for party in voters for m in dossier.parties[party].members})
        for index, motion in enumerate(council.motions):
            named = [(name, party) for name in ("in_favour", "abstaining") for party in getattr(motion, name)]
            for name, party in named:
                if party not in known:
                    yield Problem(
                        "councils.yaml",
                        f"the motion {motion.id!r} states the leaning of a party without a vote",
                        *files.place("councils.yaml", (council.id, "motions", index, name)),
                        field=name,
                        found=party,
                        expected=f"one of {', '.join(known)}",
                        suggestion=nearest(party, known),
                    )


def _known(dossier: Dossier, council: Council) -> list[str]:
    """Return who has a vote under some formula, and the members of the coalitions that do."""
    voters = dict.fromkeys(party for formula in council.formulas for party in formula.seats)
    members = (m.party for party in voters if party in dossier.parties for m in dossier.parties[party].members)
    return list(dict.fromkeys([*voters, *members]))


def _requirements(council: Council) -> Iterator[tuple[tuple[str | int, ...], Requirement]]:
    """Yield what rules ask for, each with its place in the body."""
    for index, rule in enumerate(council.rules):
        for name, parts in (("needs", rule.needs), ("or_else", rule.or_else)):
            for number, part in enumerate(parts):
                yield ("rules", index, name, number), part
