"""Consistency checks: what the schema cannot see.

Each check is a function that yields problems with their place and a witness; :mod:`~goodoffices.dossier.checks.registry`
lists them all, with name and severity. A module holds the checks of one subject.
"""
