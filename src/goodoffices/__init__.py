"""Good Offices: an open workbench for diplomacy.

An analyst describes a dispute once, as a *dossier* of plain files; the package answers where talks would
settle, whose vote counts and what is still missing to answer more. The folders follow the flow of data::

    evidence, dossier ──► assessment (asks the models) ──► brief ──► command line

Each folder under :mod:`goodoffices.models` is a library in its own right: arrays in, frozen dataclasses out.
"""

from importlib.metadata import version

__version__ = version("goodoffices")
