"""Bodies can decide by the rules they are given."""

from collections.abc import Iterator

from goodoffices.dossier.checks.check import Files
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
            for party in motion.in_favour:
                if party not in known:
                    yield Problem(
                        "councils.yaml",
                        f"the motion {motion.id!r} states the leaning of a party without a vote",
                        *files.place("councils.yaml", (council.id, "motions", index, "in_favour")),
                        field="in_favour",
                        found=party,
                        expected=f"one of {', '.join(known)}",
                        suggestion=nearest(party, known),
                    )
