"""What an initiative changes, in words: in short for a key, in full as it stands in the dossier."""

from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.initiative import Change
from goodoffices.dossier.values.quantity import Quantity


def in_short(dossier: Dossier, change: Change) -> str:
    """Return a change with its likeliest size: whose what, by how much, and how likely it works."""
    chance = f" ({change.chance.likely:.0%})" if change.chance is not None else ""
    if isinstance(change.value, str) and change.op == "shift":
        how = f" {Quantity.parse(change.value).likely:+g}"
    else:
        how = f" = {change.value}" if isinstance(change.value, str) and change.op == "set" else ""
    does = "" if how else f"{change.op} "
    return f"{does}{_place(dossier, change.at)}{how}{chance}"


def in_full(change: Change) -> str:
    """Return a change as it is written in the dossier."""
    text = change.value if isinstance(change.value, str) else "…"
    return f"{change.op} {change.at}" + (f" by {text}" if change.op == "shift" else f" {text}" if text else "")


def _place(dossier: Dossier, at: str) -> str:
    """Return a path in words where it leads to a number of a party or constituency; any other as it is."""
    parts = at.split(".")
    issue = dossier.issues[parts[-1]].name if parts[-1] in dossier.issues else ""
    if parts[0] == "stances" and len(parts) == 4 and parts[1] in dossier.parties and parts[2] in dossier.issues:
        return f"{dossier.label(parts[1])} on {dossier.issues[parts[2]].name}: {parts[3]}"
    if parts[0] == "capabilities" and len(parts) == 3 and parts[1] in dossier.parties:
        return f"{dossier.label(parts[1])}: capability"
    if parts[0] == "constituencies" and parts[1] in dossier.constituencies and issue:
        return f"{dossier.constituencies[parts[1]].name} on {issue}: position"
    return at
