"""The case file: data model, reading, validation and consistency checks.

A dossier is a folder of plain files, one per concept (see :mod:`goodoffices.dossier.folder.layout`). Each concept has a
module of its own (``party``, ``issue``, ``moment``, ``stance``, ``council``, ``event``, ``source``);
:func:`read_dossier` reads a folder, and :func:`at_moment` shows a dossier as of one moment.
"""

from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.folder.reading import Inspection, inspect_dossier, read_dossier
from goodoffices.dossier.situation import Situation, at_moment

__all__ = ["Dossier", "Inspection", "Situation", "at_moment", "inspect_dossier", "read_dossier"]
