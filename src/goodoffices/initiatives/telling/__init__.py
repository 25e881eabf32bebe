"""What a search found, as findings, tables and pictures for a reader."""

from goodoffices.assessment.answer import Answer, Method
from goodoffices.assessment.questions.chain.exhibits import STEP
from goodoffices.initiatives.search import Found
from goodoffices.initiatives.telling import effects, findings, tables
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
        "its own stances.",
    ),
    Method(
        "Loss to allies",
        "What the settlement expected is worth less to an ally than without the plan, by the ally’s own stances, in points of 100; of "
        "several allies the largest. Better evidence on how allies react is not linked yet.",
    ),
)


def told(found: Found) -> Answer:
    """Return the answer to what could be done."""
    every = (
        findings.lead_finding(found),
        findings.surety_finding(found),
        effects.why_finding(found),
        findings.needs_finding(found),
        effects.friction_finding(found),
        effects.replies_finding(found),
        findings.trade_off_finding(found),
        findings.singles_finding(found),
    )
    shown = (
        tables.plans_table(found),
        tables.break_even_table(found),
        tables.initiatives_table(found),
        tables.efficient_table(found),
        tables.replies_table(found),
        tables.dates_table(found),
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
