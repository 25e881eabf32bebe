"""What could everyone sign? Packages that suit all who must sign, who would refuse which, and what would bring them in."""

from collections.abc import Sequence

from goodoffices.assessment.answer import Answer, Figure, Method, Table
from goodoffices.assessment.finding import Finding
from goodoffices.assessment.packages import STEPS, Packages, lacking
from goodoffices.assessment.question import Question
from goodoffices.assessment.questions.agreements.analysis import Analysis, analyse, improvement_on, outline
from goodoffices.assessment.questions.agreements.bargain import Bargain, bargain_at
from goodoffices.assessment.questions.agreements.exhibits import (
    acceptance_figure,
    frontier_figure,
    gains_figure,
    packages_table,
    texts_table,
    trade_table,
)
from goodoffices.assessment.questions.agreements.findings import (
    blocked_finding,
    headline,
    package_finding,
    refusal_finding,
    surest_finding,
    trade_finding,
)
from goodoffices.assessment.questions.agreements.offers import Offer, OnTable, on_table
from goodoffices.assessment.questions.agreements.offers_told import agreed_finding, forecast_finding, texts_finding
from goodoffices.assessment.questions.agreements.side_payments import effects, needed
from goodoffices.assessment.questions.agreements.side_payments_told import (
    METHOD as PAYMENTS,
)
from goodoffices.assessment.questions.agreements.side_payments_told import (
    needed_finding,
    needed_table,
    payments_finding,
    payments_table,
)
from goodoffices.assessment.wording import listing
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.situation import Situation

WORTH = Method(
    "Worth of a package",
    "Minus the sum, over issues, of the distance between what a party asks for and what it gets, as a share of the longest possible "
    "distance, times its salience as a share of all its saliences, times 100. On issues with options the distance is the option’s "
    "place in the party’s ranking, in equal steps. No agreement is worth what the status quo is. Capability does not count. Points "
    f"of different parties are not compared. Packages contain every {STEPS}th part of a scale, its named positions and the status quo. "
    "Combinations that linkages between provisions on the table exclude are left out; where one provision requires "
    "another, more than it implies, seen from the status quo, will do too.",
)
METHODS = (
    Method(
        "Room for agreement",
        "In every draw a linear programme looks for the package with the largest least gain, with any place on a scale allowed. Either a "
        "package is found that leaves everyone better off, or weights on the parties’ worth that prove there is none. Nothing is "
        "approximated. A gain below a millionth of a party’s range counts as none.",
        "von Neumann (1928), Mathematische Annalen 100, 295-320, for the duality",
    ),
    Method(
        "Nash bargain on the whole package, and other points",
        "All issues are settled together, so that one can be given for another; capability does not count. The Nash bargains on single issues, among "
        "all by their weight (“Where will the talks settle?”) or with what homes ask for (“Can they carry it at home?”), trade nothing. Of the packages by which nobody who must sign loses: the one with the largest product of gains (Nash), and the one with the largest "
        "least share of what each could gain (Kalai and Smorodinsky). Exact at the likeliest values, by enumeration, by merging issues, or by "
        "branch and bound with the gap stated.",
        "Nash (1950), Econometrica 18(2), 155-162; Kalai & Smorodinsky (1975), Econometrica 43(3), 513-518",
    ),
    Method(
        "Who signs",
        "A party signs what is worth at least as much to it as no agreement. Shares are counted over the draws, for all together in the same "
        "draws. A payment is a fixed amount of the party’s own points, promised before it is known which draw is true.",
    ),
    Method(
        "Better for all",
        "Packages that change as few issues as possible, leave nobody with less than what was agreed and give somebody more; of several the "
        "one with the largest least share of what each could so gain.",
        "Raiffa (1985), Negotiation Journal 1(1), 9-12",
    ),
)


def answer(question: Question, situations: Sequence[Situation], worlds: Worlds) -> Answer:
    """Say what everyone could sign, in order of date: in a line at earlier moments, in full at the last."""
    able = [(situation, *bargain_at(situation, worlds)) for situation in situations if not lacking(situation)]
    missing = tuple(what for _, _, packages in able for what in _missing(packages))
    missing += tuple(f"at {s.moment.name}: {what}" for s in situations for what in lacking(s))
    if not able:
        return Answer(question.id, question.title, missing=missing)
    earlier: list[Finding] = []
    for _, bargain, packages in able[:-1]:
        earlier.append(headline(outline(bargain), on_table(packages, worlds).agreed, main=False))
    _, bargain, packages = able[-1]
    table = on_table(packages, worlds)
    findings, tables, figures = told(analyse(bargain), table)
    more, further = _payments(table)
    methods = (WORTH, *METHODS, *([PAYMENTS] if more else []))
    return Answer(
        question.id, question.title, (*earlier, *findings, *more), (*tables, *further), figures, methods, missing
    )


def told(found: Analysis, table: OnTable | None) -> tuple[tuple[Finding, ...], tuple[Table, ...], tuple[Figure, ...]]:
    """Return all findings, tables and pictures of one bargain."""
    agreed = table.agreed if table else None
    findings = [
        headline(found, agreed),
        blocked_finding(found),
        *(
            [package_finding(found), refusal_finding(found), surest_finding(found), trade_finding(found)]
            if found.nash
            else []
        ),
    ]
    if table and agreed:
        findings.append(agreed_finding(table.bargain, agreed, *improvement_on(table.bargain, agreed)))
    if table:
        findings.append(texts_finding(table.bargain, table.texts, table.ruled_out))
    if table and table.forecast:
        findings.append(forecast_finding(table.bargain, table.forecast))
    offers = _distinct(
        [each for each in (found.nash, found.even, found.surest, agreed, table.forecast if table else None) if each]
    )
    figures = [frontier_figure(found, offers), gains_figure(found, offers), acceptance_figure(found.bargain, offers)]
    tables = [packages_table(found.bargain, offers) if offers else None, trade_table(found)]
    if table and table.texts:
        tables.append(texts_table(table.bargain, table.texts))
    return tuple(filter(None, findings)), tuple(filter(None, tables)), tuple(filter(None, figures))  # fmt: skip


def _payments(table: OnTable) -> tuple[tuple[Finding, ...], tuple[Table, ...]]:
    """Return what side payments do, and which further ones would be needed where bargaining points."""
    packages, bargain, expected = table.packages, table.bargain, table.forecast
    done = effects(packages, bargain, expected)
    asked = needed(bargain, expected) if expected else ()
    findings = (payments_finding(packages, bargain, done), needed_finding(bargain, asked, more=bool(done)))
    tables = (payments_table(packages, bargain, done), needed_table(bargain, asked))
    return tuple(filter(None, findings)), tuple(filter(None, tables))


def _distinct(offers: list[Offer]) -> list[Offer]:
    """Return each package once, under the first name it has."""
    return list({each.settled: each for each in reversed(offers)}.values())[::-1]


def _missing(packages: Packages) -> tuple[str, ...]:
    at = packages.situation.moment.name
    label = packages.situation.dossier.label
    left_out = [issue.name for issue in packages.left_out]
    names = {issue.id: issue.name for issue in packages.issues}
    silent = [
        f"{listing([label(party) for party, about in packages.silent if about == issue])} on {name}"
        for issue, name in names.items()
        if any(about == issue for _, about in packages.silent)
    ]
    idle = [label(party) for party in packages.indifferent]
    unless = "" if packages.unmoved.all() else " unless they have to pay for it"
    return tuple(
        filter(
            None,
            [
                f"at {at}: what holds without an agreement on {listing(left_out)}, left out of the packages" if left_out else "",
                f"at {at}: stances of {'; of '.join(silent)}, taken not to care" if silent else "",
                f"at {at}: any stance of {listing(idle)}, taken to sign what the others sign{unless}" if idle else "",
            ],
        )
    )  # fmt: skip


__all__ = ["METHODS", "Bargain", "answer", "told"]
