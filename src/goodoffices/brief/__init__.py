"""A reader's document from an assessment: one set of findings, as HTML, JSON or a summary in the terminal.

Nothing is computed here. :mod:`~goodoffices.brief.document` chooses and orders findings, each module of
:mod:`~goodoffices.brief.charts` draws one kind of figure, :mod:`~goodoffices.brief.html`,
:mod:`~goodoffices.brief.json` and :mod:`~goodoffices.brief.terminal` lay them out.
"""
