"""Asks every model about one dossier; the only place where dossier and models meet.

:mod:`~goodoffices.assessment.registry` lists the questions, :func:`~goodoffices.assessment.assess.assess` asks them,
and each module of :mod:`~goodoffices.assessment.questions` turns what a dossier says at its moments into an
:class:`~goodoffices.assessment.answer.Answer` made of findings, tables and figures.
"""

DEFAULT_DRAWS = 2000
DEFAULT_SEED = 1
