"""From a folder of plain files to a dossier and back, every mistake with its place.

The way of a file: :mod:`~goodoffices.dossier.folder.yaml_file` or :mod:`~goodoffices.dossier.folder.csv_file` turn it
into located text, :mod:`~goodoffices.dossier.folder.validation` into records,
:mod:`~goodoffices.dossier.folder.references` checks the names that point elsewhere, and
:mod:`~goodoffices.dossier.folder.reading` puts it all together. ``scaffold`` holds the files of a new dossier.
"""
