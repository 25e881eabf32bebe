"""What an initiative changes, in words: in short for a key, in full with its range and chance."""

import re
from collections.abc import Mapping
from typing import Any

from goodoffices.assessment.wording import listing
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.initiative import Change
from goodoffices.dossier.record import ID_PATTERN
from goodoffices.dossier.storage.layout import DEFINED_IN
from goodoffices.dossier.values.changed import Effect, chance_in_words
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.initiatives.patching.paths import CHANGEABLE

LISTS = {
    ("at_table", "add"): ("{} joins the table", "{} join the table"),
    ("at_table", "remove"): ("{} leaves the table", "{} leave the table"),
    ("in_the_wings", "add"): ("{} waits in the wings", "{} wait in the wings"),
    ("in_the_wings", "remove"): ("{} leaves the wings", "{} leave the wings"),
    ("must_sign", "add"): ("{}’s signature is needed too", "the signatures of {} are needed too"),
    ("must_sign", "remove"): ("{}’s signature is not needed any more", "the signatures of {} are not needed any more"),
    ("issues", "add"): ("{} is taken up too", "{} are taken up too"),
    ("issues", "remove"): ("{} is not spoken of any more", "{} are not spoken of any more"),
}
"""What becomes of one or several who are added to a list of a moment or taken out of it."""
ONE_OF = {"linkages": "linkage", "preferences": "preference", "infeasible": "infeasible combination", "ties": "tie"}


def in_short(dossier: Dossier, change: Change, moment: str = "") -> str:
    """Return a change with its likeliest size: whose what, by how much, and how likely it works.

    Parameters
    ----------
    dossier : Dossier
        Whose names are used.
    change : Change
        What is changed.
    moment : str
        The moment that is spoken of anyway; any other is named.
    """
    chance = f" ({change.chance.likely:.0%})" if change.chance is not None else ""
    amount = _quantity(change)
    if change.op == "shift" and amount is not None:
        return f"{_place(dossier, change.at)} {amount.likely:+g}{chance}"
    return f"{_done(dossier, change, moment)}{chance}"


def in_full(dossier: Dossier, change: Change, moment: str = "") -> str:
    """Return a change with all that is judged of it: the range of what it does, and of the chance that it works."""
    amount = _quantity(change)
    if change.op == "shift" and amount is not None:
        return f"{_place(dossier, change.at)} {Effect('', 'shift', amount, change.chance, 0.0, 0.0)}"
    chance = f", if it works: {chance_in_words(change.chance)}" if change.chance is not None else ""
    return f"{_done(dossier, change, moment)}{chance}"


def _quantity(change: Change) -> Quantity | None:
    if not isinstance(change.value, str):
        return None
    try:
        return Quantity.parse(change.value)
    except ValueError:
        return None


def _done(dossier: Dossier, change: Change, moment: str) -> str:
    """Return a change that is no shift as what is done by it."""
    concept, *names = change.at.split(".")
    if concept == "moments" and len(names) == 2:
        told = _at_moment(dossier, change, names[1])
        if told:
            elsewhere = names[0] != moment and names[0] in dossier.moments
            return told + (f" ({dossier.moments[names[0]].name})" if elsewhere else "")
    if change.op == "set":
        return f"{_place(dossier, change.at)} = {_value_of(dossier, change.value)}"
    if len(names) <= 1:
        return _entry(dossier, change, concept, names)
    if change.value:
        done = "added" if change.op == "add" else "taken out"
        return f"{_place(dossier, change.at)}, with {_value_of(dossier, change.value)} {done}"
    return f"{_place(dossier, change.at)} is taken out"


def _at_moment(dossier: Dossier, change: Change, field: str) -> str:
    """Return what happens in the talks; empty if there are no words of its own for it."""
    if (field, change.op) in LISTS:
        who = [_name(dossier, name) for name in _parts(change.value)]
        one, several = LISTS[field, change.op]
        return (one if len(who) == 1 else several).format(listing(who)) if who else ""
    if change.op == "set" and field == "forum" and isinstance(change.value, str):
        return f"the talks move to {_name(dossier, change.value)}"
    if change.op == "set" and field == "decided_by" and isinstance(change.value, str):
        return f"{_name(dossier, change.value)} has to pass what is agreed"
    return ""


def _entry(dossier: Dossier, change: Change, concept: str, names: list[str]) -> str:
    """Return an entry or row that is new or gone, by its kind and name."""
    file = CHANGEABLE.get(concept)
    kind = (file.defines if file else None) or ONE_OF.get(concept, concept)
    if change.op == "remove":
        gone = names or _parts(change.value)
        called = listing([f"“{_name(dossier, name)}”" for name in gone])
        return f"{kind} {called} {'falls' if len(gone) == 1 else 'fall'} away" if gone else f"one {kind} falls away"
    fields: Mapping[str, Any] = change.value if isinstance(change.value, Mapping) else {}
    title = _title(fields) or " ".join(_words(name) for name in names)
    if not title:
        title = ", ".join(_value_of(dossier, value) for name, value in fields.items() if name != "source")
    text = f"a new {kind} “{title}”" if concept != "payments" else f"a payment “{title}”"
    if concept == "payments":
        to, worth = fields.get("paid_to"), fields.get("worth")
        text += (f" to {_name(dossier, str(to))}" if to else "") + (f", worth {worth}" if worth else "")
    return text


def _title(fields: Mapping[str, Any]) -> str:
    return next((str(fields[key]) for key in ("name", "title", "says") if key in fields), "")


def _place(dossier: Dossier, at: str) -> str:
    """Return a path in words: the names of what it leads through, and the field."""
    parts = at.split(".")
    issue = dossier.issues[parts[-1]].name if parts[-1] in dossier.issues else ""
    if parts[0] in ("stances", "capabilities") and len(parts) == 4 and parts[2] in dossier.issues:
        return f"{_name(dossier, parts[1])} on {dossier.issues[parts[2]].name}: {parts[3]}"
    if parts[0] == "capabilities" and len(parts) == 3:
        return f"{_name(dossier, parts[1])}: capability"
    if parts[0] == "constituencies" and parts[1] in dossier.constituencies and issue:
        return f"{dossier.constituencies[parts[1]].name} on {issue}: position"
    if parts[0] == "moments" and len(parts) == 4 and parts[2] == "status_quo":
        return f"{_name(dossier, parts[3])} if nothing is agreed"
    if len(parts) == 1:
        return _words(at)
    named = [_name(dossier, part) for part in parts[1:]]
    return ": ".join((named[0], ", ".join(named[1:]))) if len(named) > 1 else named[0]


def _value_of(dossier: Dossier, value: object) -> str:
    if isinstance(value, Mapping):
        return _title(value) or "; ".join(
            f"{_name(dossier, str(key))}: {_value_of(dossier, part)}" for key, part in value.items() if key != "source"
        )
    if isinstance(value, list):
        return listing([_value_of(dossier, part) for part in value])
    parts = re.split(r"\s*([>=;])\s*", str(value))
    if not all(re.fullmatch(ID_PATTERN, part) for part in parts[::2]):
        return str(value) or "nothing"
    named = [_name(dossier, part) if number % 2 == 0 else part for number, part in enumerate(parts)]
    return listing(named[::2]) if ";" in parts else " ".join(named)


def _parts(value: object) -> list[str]:
    parts = value.split(";") if isinstance(value, str) else value if isinstance(value, list) else []
    return [part.strip() for part in parts if isinstance(part, str) and part.strip()]


def _name(dossier: Dossier, name: str) -> str:
    """Return what something of the dossier is called, or of what one of its initiatives adds; else its id in words."""
    if name in dossier.parties:
        return dossier.label(name)
    for file in DEFINED_IN.values():
        content = getattr(dossier, file.attribute)
        if not file.is_table and name in content:
            called = next((getattr(content[name], field, "") for field in ("name", "title")), "")
            return str(called) or _words(name)
    for issue in dossier.issues.values():
        if name in issue.option_ids:
            return next((option.name for option in issue.options if option.id == name), "") or _words(name)
    changes = (change for initiative in dossier.initiatives.values() for change in initiative.changes)
    for change in changes:
        if (
            change.op == "add"
            and isinstance(change.value, Mapping)
            and name in (change.at.rpartition(".")[2], change.value.get("id"))
        ):
            return _title(change.value) or _words(name)
    return _words(name)


def _words(name: str) -> str:
    return name.replace("_", " ")
