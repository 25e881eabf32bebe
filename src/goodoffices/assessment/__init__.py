"""Asks every model about one dossier; the only place where dossier and models meet.

:mod:`~goodoffices.assessment.registry` lists the questions, :func:`assess` asks them, and each module of
:mod:`~goodoffices.assessment.questions` turns what a dossier says at its moments into an :class:`Answer` made of
findings, tables and figures.
"""

from goodoffices.assessment.answer import Answer, Figure, Method, Table
from goodoffices.assessment.assess import Assessment, assess
from goodoffices.assessment.finding import Finding, Number

__all__ = ["Answer", "Assessment", "Figure", "Finding", "Method", "Number", "Table", "assess"]
