"""What differs between two dossiers, for the terminal and for programs."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from goodoffices.assessment.wording import count, listing
from goodoffices.brief.json import to_json
from goodoffices.dossier.comparison import Difference
from goodoffices.dossier.values.changed import WORKS, chance_in_words
from goodoffices.initiatives.patching import Patched


def differences_json(found: Sequence[Difference]) -> str:
    """Return differences as JSON, schema ``goodoffices.diff/1``."""
    return to_json({"schema": "goodoffices.diff/1", "differences": list(found)})


def changes_json(found: Sequence[Difference], after: Patched) -> str:
    """Return what initiatives change as JSON, schema ``goodoffices.diff/1`` with what is clipped and what may fail."""
    unsure = [{"name": name, "chance": chance} for name, chance in after.unsure.items()]
    content = {
        "schema": "goodoffices.diff/1",
        "differences": list(found),
        "clipped": list(after.clipped),
        "unsure": unsure,
    }
    return to_json(content)


def print_changes(found: Sequence[Difference], after: Patched, changes: Mapping[str, str], out: Console) -> None:
    """Print what initiatives change, then what stops at the end of a scale and what may fail.

    Parameters
    ----------
    found : sequence of Difference
        What they change.
    after : Patched
        The dossier after them.
    changes : mapping of str to str
        What each change does, by its name.
    out : Console
        Where to print.
    """
    print_differences(found, out, same="The initiatives change nothing.")
    notes = [str(clipping) for clipping in after.clipped]
    for name, chance in after.unsure.items():
        shown = "told as made" if chance.likely >= WORKS else "told as not made"
        notes.append(f"{name} ({changes[name]}) works with a chance of {chance_in_words(chance)}; above it is {shown}.")
    if notes:
        out.print("\n[bold]To bear in mind[/bold]")
    for note in notes:
        out.print(Padding(escape(note), (0, 0, 0, 2), expand=False))


def print_differences(found: Sequence[Difference], out: Console, same: str = "The two dossiers say the same.") -> None:
    """Print how much differs, then each difference as a sentence under its file; if nothing does, `same`."""
    if not found:
        out.print(same)
        return
    kinds = [
        (kind, sum(1 for difference in found if difference.kind == kind)) for kind in ("added", "removed", "changed")
    ]
    words = {"added": ("new entry", "new entries"), "removed": ("entry gone", "entries gone"),
             "changed": ("changed value", "changed values")}  # fmt: skip
    out.print(f"[bold]{listing([count(number, *words[kind]) for kind, number in kinds if number])}[/bold]")
    for file, differences in groupby(found, key=lambda difference: difference.file):
        out.print(f"\n[bold]{escape(file)}[/bold]")
        for difference in differences:
            out.print(Padding(escape(difference.words), (0, 0, 0, 2), expand=False))
