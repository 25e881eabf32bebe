"""Bodies can decide by the rules they are given."""

from collections.abc import Iterator

from goodoffices.dossier.checks.check import Files
from goodoffices.dossier.dossier import Dossier
from goodoffices.errors import Problem


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
