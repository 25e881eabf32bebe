"""From files to a dossier and back, every mistake with its place.

The way of a dossier that is read: :mod:`~goodoffices.dossier.storage.opening` sees what lies at a path, ``containers`` hands out
the bytes of a folder or an archive, ``text`` and ``workbook`` turn them into located text,
:mod:`~goodoffices.dossier.storage.migration` gives old names their new ones, :mod:`~goodoffices.dossier.storage.validation` makes
records, :mod:`~goodoffices.dossier.storage.references` checks the names that point elsewhere, and
:mod:`~goodoffices.dossier.storage.reading` puts it all together.
:mod:`~goodoffices.dossier.storage.layout` says which concept stands in which file; ``scaffold`` holds the files of a new dossier.
"""
