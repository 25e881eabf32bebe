"""What a search found, as findings, tables and pictures for a reader."""

from dataclasses import replace

from goodoffices.assessment.answer import Answer, Method
from goodoffices.assessment.questions.chain.exhibits import STEP
from goodoffices.initiatives.search import Found
from goodoffices.initiatives.telling import allies, effects, findings, replies, tables
from goodoffices.initiatives.telling.picture import plans_figure

QUESTION = "initiatives"
TITLE = "What could be done?"
METHODS = (
    Method(
        "Search for initiatives",
        "An initiative is a change to the dossier, its effect a judgement with a range and a chance. Combinations within the budget are assessed "
        "by every model that the dossier feeds, all in the same worlds, so that plans differ by what they do and not by luck; all of "
        "them where they are few, else those that a beam search with exchange comes upon. The contenders are then assessed in more and more "
        "worlds. Doing nothing is always among them, and no plan stands above it that comes to the same.",
        "Karnin, Koren & Somekh (2013), ICML, 1238-1246, for giving draws to contenders",
    ),
    Method(
        "How much a ranking can bear",
        "The chance that one plan is truly better than another is the share of resamplings of their common worlds in which it is. The break-even is "
        "the least share of the judged effects with which a plan still leads: shifts are so many times as large, all other changes so "
        "many times as likely. How often a plan leads is counted again with the effects of every initiative drawn anew between half and one "
        "and a half of what is judged. The ranking says what follows from the judged effects, not that they are right.",
        "Efron (1979), Annals of Statistics 7(1), 1-26, for the resampling",
    ),
    Method(
        "Replies",
        "Each other party, alone and one step deep: it lets the plan be, does not sign, puts forward the package that suits it best among those nobody who must sign would refuse, leaves the table, holds to the end of its range with all "
        "the weight it could give the issue, or takes an initiative of its own that is told of. The likeliest is the one that gives it most by "
        "its own stances. What helps it can help agreement too: where the way comes through more or less often after a reply, it is told which "
        "step moved and who then loses.",
    ),
    Method(
        "Loss to allies",
        "Where the dossier links what is known of how an ally takes an act, the losses judged from that, of all acts together. Where it links "
        "nothing, what the settlement expected is worth less to the ally than without the plan, by its own stances, in points of 100; of "
        "several allies the largest. Beside it stands how far the settlement expected lies from what the ally asks for.",
    ),
)


def told(found: Found) -> Answer:
    """Return the answer to what could be done."""
    every = (
        findings.lead_finding(found),
        findings.surety_finding(found),
        effects.why_finding(found),
        findings.needs_finding(found),
        allies.friction_finding(found),
        replies.replies_finding(found),
        findings.trade_off_finding(found),
        findings.singles_finding(found),
    )
    shown = (
        tables.plans_table(found),
        tables.key_table(found),
        tables.replies_table(found),
        tables.dates_table(found),
        tables.break_even_table(found),
        tables.initiatives_table(found),
        tables.efficient_table(found),
        tables.closed_table(found),
    )
    return Answer(
        QUESTION,
        TITLE,
        tuple(finding for finding in every if finding is not None),
        tuple(table for table in shown if table.rows),
        (plans_figure(found),),
        METHODS,
        tuple(f"{STEP.get(what, 'what holds')}: {why}" for what, why in found.skipped.items()),
    )


SHORT = ("initiatives.plans", "initiatives.key", "initiatives.replies", "initiatives.dates")
"""The tables of a short answer."""


def in_short(found: Found, answer: Answer) -> Answer:
    """Return an answer with the tables that are wanted first, and what the others would do about the first plan alone."""
    first = tables.replies_table(found, [found.first.evaluation.plan])
    shown = [first if each.id == first.id else each for each in answer.tables if each.id in SHORT]
    return replace(answer, tables=tuple(each for each in shown if each.rows))
