"""A reader's document from an assessment: one set of findings, in several forms.

Nothing is computed here. :mod:`~goodoffices.brief.document` chooses and orders findings,
:mod:`~goodoffices.brief.manuscript` puts them into words, and each module of :mod:`~goodoffices.brief.charts` draws one kind of
figure. One module per form lays them out and adds nothing: :mod:`~goodoffices.brief.html`, :mod:`~goodoffices.brief.pdf`,
:mod:`~goodoffices.brief.docx`, :mod:`~goodoffices.brief.markdown`. :mod:`~goodoffices.brief.json` and
:mod:`~goodoffices.brief.terminal` take the findings as they are; :mod:`~goodoffices.brief.forms` makes several forms at once.
"""
