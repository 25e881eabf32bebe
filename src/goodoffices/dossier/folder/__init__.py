"""From plain files to a dossier and back, every mistake with its place.

What holds the files is one of three: a folder (``containers``), a zip archive of one (``zip_file``), or a workbook
(``spreadsheet`` reads its cells, ``sheets`` says how a dossier is laid out in it). The way of a file:
:mod:`~goodoffices.dossier.folder.yaml_file`, :mod:`~goodoffices.dossier.folder.csv_file` or
:mod:`~goodoffices.dossier.folder.workbook_reading` turn it into located text,
:mod:`~goodoffices.dossier.folder.validation` into records, :mod:`~goodoffices.dossier.folder.references` checks the names that
point elsewhere, :mod:`~goodoffices.dossier.folder.reading` puts it all together, and
:mod:`~goodoffices.dossier.folder.presenting` says what was found. Back leads
:mod:`~goodoffices.dossier.folder.writing`; ``editing`` changes single values where they stand. ``scaffold`` holds the files of a
new dossier.
"""
