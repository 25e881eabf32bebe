"""From a negotiation in another program's file to the texts of a dossier's files."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from goodoffices.dossier.storage.serialising import texts_of
from goodoffices.dossier.storage.workbook.spreadsheet import plain_number
from goodoffices.interchange.negotiation import Actor, Entry, Negotiation, significant

SOURCE, MOMENT = "imported", "as_imported"
NO_DATE = "XXXX"
LONGEST_ID = 40


def dossier_texts(negotiation: Negotiation, file: str) -> dict[str, str]:
    """Return the texts of a dossier's files.

    Every number cites its line of the file and is marked as a judgement, since such files give no grounds. Capability is
    scaled so that the largest is 100. There is one moment, with everybody at the table and every issue open.

    Parameters
    ----------
    negotiation : Negotiation
        What the file holds.
    file : str
        Its name.

    Returns
    -------
    dict of str
        Texts by the file's name.
    """
    present = {entry.actor for entry in negotiation.entries}
    actors = [actor for actor in negotiation.actors if actor.name in present]
    parties = ids((actor.name for actor in actors), "party")
    issues = ids((issue.name for issue in negotiation.issues), "issue")
    own = f"{negotiation.summary.rstrip('.')}. " if negotiation.summary else ""
    assumed = "; ".join(negotiation.assumed)
    summary = f"{own}Imported from {file}, {negotiation.form}. Taken for granted: {assumed}."
    data: dict[str, Any] = {
        "dossier.yaml": {"format": "2", "title": negotiation.title, "summary": summary},
        "sources.yaml": {
            SOURCE: {
                "title": f"{file}, {negotiation.form}",
                "date": NO_DATE,
                "standpoint": "that of whoever wrote the file; it does not say what its numbers rest on",
            }
        },
        "parties.yaml": _parties(actors, parties),
        "issues.yaml": {
            issues[issue.name]: {
                "name": issue.name,
                **({"question": issue.wording} if issue.wording not in ("", issue.name) else {}),
                "scale": {
                    "low": plain_number(issue.low),
                    "high": plain_number(issue.high),
                    **(
                        {"marks": [{"at": plain_number(at), "name": name} for at, name in issue.marks]}
                        if issue.marks
                        else {}
                    ),
                },
                "source": f"{SOURCE}:line {issue.line}",
            }
            for issue in negotiation.issues
        },
        "moments.yaml": {
            MOMENT: {
                "name": "As imported",
                "date": NO_DATE,
                "at_table": list(parties.values()),
                "issues": list(issues.values()),
                "note": "The file does not say when this was, who was in the room or who has to sign.",
            }
        },
        "stances.csv": [
            {
                "party": parties[entry.actor],
                "issue": issues[entry.issue],
                "position": plain_number(entry.position),
                "salience": plain_number(entry.salience),
                "note": entry.note,
                "source": _source(entry.row.line),
            }
            for entry in negotiation.entries
        ],
        "capabilities.csv": _capabilities(negotiation, parties, issues),
    }
    return texts_of(data)


def ids(names: Iterable[str], kind: str) -> dict[str, str]:
    """Return an id for each name: lower-case letters, digits and ``_``, made from its Latin letters, each once.

    >>> ids(["Côte d'Ivoire", "EU 28", "EU-28", "28", "中国"], "party")
    {"Côte d'Ivoire": 'cote_d_ivoire', 'EU 28': 'eu_28', 'EU-28': 'eu_28_2', '28': 'party_28', '中国': 'party_5'}
    """
    made: dict[str, str] = {}
    taken: set[str] = set()
    for number, name in enumerate(names, 1):
        plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
        slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST_ID].strip("_")
        if not slug or not slug[0].isalpha():
            slug = f"{kind}_{slug or number}"
        candidate, count = slug, 1
        while candidate in taken:
            count += 1
            candidate = f"{slug}_{count}"
        taken.add(candidate)
        made[name] = candidate
    return made


def _parties(actors: list[Actor], parties: dict[str, str]) -> dict[str, Any]:
    """Return the parties; full names serve as names if all are given and differ, else as notes."""
    full = [actor.full for actor in actors]
    named = all(full) and len(set(full)) == len(full)
    made = {}
    for actor in actors:
        fields = {"name": actor.full if named else actor.name, "kind": "group", "source": f"{SOURCE}:line {actor.line}"}
        if named and actor.full != actor.name:
            fields["short"] = actor.name
        if not named and actor.full not in ("", actor.name):
            fields["note"] = actor.full
        made[parties[actor.name]] = fields
    return made


def _capabilities(negotiation: Negotiation, parties: dict[str, str], issues: dict[str, str]) -> list[dict[str, str]]:
    """Return the rows of capability: one for each party, or one for each issue where they differ."""
    largest = max((entry.capability for entry in negotiation.entries), default=0.0)
    by_actor: dict[str, list[Entry]] = {}
    for entry in negotiation.entries:
        by_actor.setdefault(entry.actor, []).append(entry)
    rows = []
    for actor, party in parties.items():
        entries = by_actor[actor]
        overall = len({entry.capability for entry in entries}) == 1
        for entry in entries[:1] if overall else entries:
            rows.append(
                {
                    "party": party,
                    "issue": "" if overall else issues[entry.issue],
                    "capability": plain_number(significant(100 * entry.capability / largest)),
                    "note": f"{plain_number(entry.capability)} in the file",
                    "source": _source(entry.row.line),
                }
            )
    return rows


def _source(line: int) -> str:
    return f"{SOURCE}:line {line}; judgement: the file gives no grounds"
