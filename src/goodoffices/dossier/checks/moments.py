"""Moments have all they need to be assessed, and use nothing written later unless that is declared."""

from collections.abc import Iterator

from goodoffices.dossier.checks.check import Files
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.situation import at_moment, in_force, later_documents
from goodoffices.dossier.stance import Capability, Stance
from goodoffices.errors import Problem

MOST_NAMED = 3


def there_is_a_moment(dossier: Dossier, files: Files) -> Iterator[Problem]:  # noqa: ARG001
    """Every assessment speaks of a moment, so there must be one.

    Describe one in moments.yaml: a date, who is at the table and which issues are open.
    """
    if not dossier.moments:
        yield Problem(
            "moments.yaml",
            "no moment is described, so nothing can be assessed",
            expected="a date, who is at the table and which issues are open",
        )


def parties_present_have_a_say(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Whoever takes part in a moment has a capability and a stance on at least one open issue.

    Add the rows that are missing, or take the party out of the moment.
    """
    for moment in dossier.moments.values():
        situation = at_moment(dossier, moment.id)
        if situation.withheld:
            continue  # told by the check on hindsight, which is the cause
        if not moment.issues:
            continue  # nothing is open to have a say in
        for role, parties in (("at_table", moment.at_table), ("in_the_wings", moment.in_the_wings)):
            for index, party in enumerate(parties):
                held = [issue for issue in moment.issues if (party, issue) in situation.stances]
                able = any(situation.capability(party, issue) for issue in moment.issues)
                lacking = [
                    what for what, has in (("no stance on any open issue", held), ("no capability", able)) if not has
                ]
                if lacking:
                    yield Problem(
                        "moments.yaml",
                        f"{party} takes part at {moment.id} but has {' and '.join(lacking)} then",
                        *files.place("moments.yaml", (moment.id, role, index)),
                        field=role,
                        expected="rows in stances.csv and capabilities.csv that are in force at the moment",
                    )


def parties_at_the_table_belong_to_the_forum(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Whoever is at the table of a moment that a forum takes up has a part in that forum then.

    Add the participant in forums.yaml, in whatever role, or take the party from the table.
    """
    for moment in dossier.moments.values():
        if moment.forum is None:
            continue
        belonging = {
            participant.party
            for participant in dossier.forums[moment.forum].participants
            if participant.role not in ("candidate", "possible")
            and in_force(participant.from_, participant.until, moment.date)
        }
        for index, party in enumerate(moment.at_table):
            if party not in belonging:
                yield Problem(
                    "moments.yaml",
                    f"{party} is at the table at {moment.id}, but has no part in {moment.forum} then",
                    *files.place("moments.yaml", (moment.id, "at_table", index)),
                    field="at_table",
                    expected="a participant of the forum (forums.yaml)",
                )


def stances_have_weight(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Whoever has a stance on an open issue has a capability there; else the stance counts for nothing.

    Add a capability for the party, overall or on the issue.
    """
    for moment in dossier.moments.values():
        situation = at_moment(dossier, moment.id)
        able = {party for party, _ in situation.stances if any(situation.capability(party, i) for i in moment.issues)}
        for party, issue in situation.stances:
            if party in able and situation.capability(party, issue) is None and not situation.withheld:
                yield Problem(
                    "moments.yaml",
                    f"{party} has a stance on {issue} at {moment.id} but no capability there, so it is left out",
                    *files.located["moments.yaml"].key_place((moment.id,)),
                    expected="a row in capabilities.csv without an issue, or with this one",
                )


def open_issues_have_stances(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Every issue open at a moment has at least two stances in force.

    Add stances on the issue, or take it out of the moment.
    """
    for moment in dossier.moments.values():
        situation = at_moment(dossier, moment.id)
        if situation.withheld:
            continue
        for index, issue in enumerate(moment.issues):
            count = sum(1 for _, held in situation.stances if held == issue)
            if count < 2:
                yield Problem(
                    "moments.yaml",
                    f"{issue} is open at {moment.id}, but {count or 'no'} part{'y has' if count == 1 else 'ies have'} "
                    "a stance on it then",
                    *files.place("moments.yaml", (moment.id, "issues", index)),
                    field="issues",
                    expected="at least two stances",
                )


def outcomes_are_of_open_issues(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """What was agreed at a moment was open then; else it is shown nowhere.

    Add the issue to those open at the moment, or take the outcome out.
    """
    for moment in dossier.moments.values():
        for issue in moment.outcome:
            if issue not in moment.issues:
                yield Problem(
                    "moments.yaml",
                    f"{moment.id} has an outcome on {issue}, which was not open then; it is not shown",
                    *files.located["moments.yaml"].key_place((moment.id, "outcome", issue)),
                    field="outcome",
                    found=issue,
                    expected=f"one of {', '.join(moment.issues)}",
                )


def hindsight_is_declared(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Documents written after a moment are used for it only if the dossier says why it may.

    Give the reason for hindsight in dossier.yaml, or cite documents of the time.
    """
    if dossier.about.hindsight:
        return
    for moment in dossier.moments.values():
        present, open_then = frozenset(moment.participants), frozenset(moment.issues)
        citing: dict[str, list[str]] = {}
        rows: tuple[Stance | Capability, ...] = (*dossier.stances, *dossier.capabilities)
        for row in rows:
            relevant = row.party in present and (row.issue is None or row.issue in open_then)
            if relevant and in_force(row.from_, None, moment.date):
                what = (
                    f"stance of {row.party} on {row.issue}" if isinstance(row, Stance) else f"capability of {row.party}"
                )
                for document in later_documents(dossier, row.source, moment.date):
                    citing.setdefault(document, []).append(what)
        for payment in dossier.payments.values():
            offered = not payment.moments or moment.id in payment.moments
            if offered and in_force(payment.from_, payment.until, moment.date):
                for document in later_documents(dossier, payment.source, moment.date):
                    citing.setdefault(document, []).append(f"payment {payment.id}")
        for document, inputs in sorted(citing.items()):
            named = "; ".join(inputs[:MOST_NAMED])
            more = f" and {len(inputs) - MOST_NAMED} more" if inputs[MOST_NAMED:] else ""
            yield Problem(
                "moments.yaml",
                f"inputs at {moment.id} cite {document}, which was written later; they are left out ({named}{more})",
                *files.located["moments.yaml"].key_place((moment.id,)),
                expected="'hindsight:' in dossier.yaml with the reason, if they are to be used",
            )
