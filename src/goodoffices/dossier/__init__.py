"""The case file: data model, reading, validation and consistency checks.

A dossier is a folder of plain files, one per concept (see :mod:`goodoffices.dossier.storage.layout`). Each concept has a
module of its own (``party``, ``issue``, ``moment``, ``stance``, ``text``, ``phase``, ``claim`` and so on);
:func:`read_dossier` reads a folder, zip or workbook, :func:`at_moment` shows a dossier as of one moment, and
:mod:`~goodoffices.dossier.settlement` what was on paper then.
"""

from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.situation import Situation, at_moment
from goodoffices.dossier.storage.reading import Inspection, inspect_dossier, read_dossier

__all__ = ["Dossier", "Inspection", "Situation", "at_moment", "inspect_dossier", "read_dossier"]
