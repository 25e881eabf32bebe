"""Applying initiatives to a dossier, in any combination."""

from collections.abc import Mapping, Sequence

from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.initiative import Initiative
from goodoffices.dossier.values.dates import Date
from goodoffices.errors import PatchConflictError
from goodoffices.initiatives.patching.compiling import compiled_all
from goodoffices.initiatives.patching.conflicts import conflicts
from goodoffices.initiatives.patching.patch import Patch
from goodoffices.initiatives.patching.working import Patched, Working


def patched(
    dossier: Dossier,
    initiatives: Sequence[Initiative | Patch],
    works: Mapping[str, bool] | None = None,
    at: Date | None = None,
) -> Patched:
    """Return a dossier as initiatives leave it, applied in the order given.

    A number changed by a range, or with a chance, becomes a :class:`~goodoffices.dossier.values.changed.Changed`. Any other change
    with a chance is made or not: see `works`.

    Parameters
    ----------
    dossier : Dossier
        Where they start from; it stays as it is.
    initiatives : sequence of Initiative or Patch
        What is done. Initiatives are compiled first; who applies them more than once compiles them once
        (:func:`~goodoffices.initiatives.patching.compiled`).
    works : mapping of str to bool, optional
        Whether a change in `unsure` works, by its name ``initiative#n``; one that is not named works if its likeliest
        chance is a half or more.
    at : Date, optional
        Changes felt later are left out, and of several rows for the same thing the one in force then is changed. Without it
        nothing is left out, and the date of the moment that an initiative names decides on the row, or else the last row.

    Raises
    ------
    PatchConflictError
        If they cannot be taken together; it carries all conflicts.
    DossierError
        If an initiative does not fit the dossier.

    Notes
    -----
    Time grows with the number of changes and the size of the lists they touch, not with that of the dossier.

    Examples
    --------
    >>> from goodoffices.casebook import case_folder
    >>> from goodoffices.dossier import read_dossier
    >>> from goodoffices.dossier.initiative import Change, Initiative
    >>> case = read_dossier(case_folder("cambodia-1990"))
    >>> visit = Change(op="shift", at="capabilities.japan.capability", value="5", source="judgement")
    >>> host = Initiative(id="host", name="Host talks", by=("japan",), changes=(visit,), source="judgement")
    >>> after = patched(case, [host]).dossier
    >>> [row.capability.likely - was.capability.likely for row, was in zip(after.capabilities, case.capabilities) if row != was]
    [5.0]
    """
    fresh = [i for i in initiatives if isinstance(i, Initiative)]
    made = compiled_all(dossier, fresh) if fresh else {}
    patches = [i if isinstance(i, Patch) else made[i.id] for i in initiatives]
    if found := conflicts(patches):
        raise PatchConflictError(found)
    work = Working(dossier)
    for patch in patches:
        work.apply(patch, works or {}, at)
    return work.result()
