"""Whose vote counts? Every formula and rule proposed for a body, and the voting power they mean."""

from collections.abc import Sequence

from goodoffices.assessment.answer import Answer, Figure, Method, Table
from goodoffices.assessment.finding import Finding
from goodoffices.assessment.question import Question
from goodoffices.assessment.questions.councils.coalitions import COALITIONS, coalitions_finding, coalitions_table
from goodoffices.assessment.questions.councils.contribution import CONTRIBUTION, voices_of
from goodoffices.assessment.questions.councils.exhibits import figures_of, table_of
from goodoffices.assessment.questions.councils.findings import findings_of
from goodoffices.assessment.questions.councils.lines import Line, line_of
from goodoffices.assessment.questions.councils.told import leading_finding, parts_of
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.situation import Situation
from goodoffices.errors import ModelInputError

CONSENSUS_ELSE_CHAIR = Method(
    "Consensus, failing that the chair",
    "Read literally the chair could always refuse consensus and decide alone. The rule is read as a lottery "
    "instead: with probability p there is no consensus and the chair decides, otherwise all must agree. Power is "
    "the expectation over both; nobody knows p, so it is shown for every value.",
    "the lottery is this program’s reading; the index is linear in the game (Shapley 1953, axiom 3)",
)

METHODS = (
    Method(
        "Shapley-Shubik index",
        "Let the voters join in every possible order: a voter’s power is the share of orders in which its joining turns "
        "a losing coalition into a winning one. Exact wherever coalitions can be counted; where not, it is said.",
        "Shapley & Shubik (1954), American Political Science Review 48(3), 787-792",
    ),
    Method(
        "Banzhaf index",
        "A voter’s share of all cases in which one vote makes the difference. Exact wherever coalitions can be counted; where not, it is said.",
        "Penrose (1946), Journal of the Royal Statistical Society 109(1), 53-57; Banzhaf (1965), Rutgers Law Review 19",
    ),
    CONSENSUS_ELSE_CHAIR,
    COALITIONS,
    CONTRIBUTION,
    Method(
        "What voting power leaves out",
        "These indices know the rules and nothing else: not who would side with whom, nor who has the guns.",
    ),
)


def answer(question: Question, situations: Sequence[Situation], worlds: Worlds) -> Answer:
    """Compute voting power under every formula and rule that was on the table by the last moment."""
    situation = situations[-1]
    findings: list[Finding] = []
    tables: list[Table] = []
    figures: list[Figure] = []
    missing: list[str] = []
    further: list[Method] = []
    for council in situation.councils:
        lines: list[Line] = []
        for formula in council.formulas:
            for rule in council.rules:
                try:
                    lines.append(line_of(situation, formula, rule))
                except ModelInputError as error:
                    missing.append(f"{council.name}, {formula.name}, {rule.name}: {error}")
        if lines:
            parts = parts_of(situation, council, lines, worlds)
            # Where members may abstain, power as if they could not is the second thing to know.
            leading = leading_finding(parts, lines)
            if leading is not None:
                findings.append(leading)
            findings += findings_of(situation, council, lines, worlds, leads=leading is None)
            tables.append(table_of(situation, council, lines))
            if (finding := coalitions_finding(situation, council, lines)) and (
                table := coalitions_table(situation, council, lines)
            ):
                findings.append(finding)
                tables.append(table)
            figures += figures_of(situation, council, lines)
            for part in parts:
                findings += [finding for finding in part.findings if leading is None or finding.id != leading.id]
                tables += part.tables
                missing += part.missing
                further += part.methods
            for voice in voices_of(situation, council, lines):
                findings += voice.findings
                tables += voice.tables
                figures += voice.figures
                missing += voice.missing
    chaired = any(rule.kind == "consensus_else_chair" for council in situation.councils for rule in council.rules)
    paid = any(".contribution" in finding.id for finding in findings)
    left_out = [method for method, used in ((CONSENSUS_ELSE_CHAIR, chaired), (CONTRIBUTION, paid)) if not used]
    *usual, caution = (method for method in METHODS if method not in left_out)
    methods = (*usual, *dict.fromkeys(further), caution)
    return Answer(question.id, question.title, tuple(findings), tuple(tables), tuple(figures), methods, tuple(missing))
