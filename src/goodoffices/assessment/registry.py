"""All questions, in the order of the brief. To add one, add an entry here and a module with its ``answer``."""

from typing import TYPE_CHECKING

from goodoffices.assessment.question import Need, Question

if TYPE_CHECKING:
    from goodoffices.dossier.situation import Situation


def _has_dispute(situation: "Situation") -> bool:
    return any(sum(1 for _, held in situation.stances if held == issue.id) > 1 for issue in situation.issues)


def _has_weight(situation: "Situation") -> bool:
    return any(situation.capability(party, issue) for party, issue in situation.stances)


def _has_scale(situation: "Situation") -> bool:
    return any(issue.scale is not None for issue in situation.issues)


def _has_text(situation: "Situation") -> bool:
    from goodoffices.dossier.settlement import on_paper  # noqa: PLC0415  (not needed on every start)

    return bool(on_paper(situation).texts)


def _has_phase(situation: "Situation") -> bool:
    from goodoffices.dossier.settlement import on_paper  # noqa: PLC0415

    return bool(on_paper(situation).phases)


def _has_home(situation: "Situation") -> bool:
    from goodoffices.assessment.homes import bodies_at  # noqa: PLC0415

    return bool(bodies_at(situation))


def _has_claim(situation: "Situation") -> bool:
    from goodoffices.evidence.claims import known_claims  # noqa: PLC0415

    return bool(known_claims(situation))


def _has_package(situation: "Situation") -> bool:
    from goodoffices.assessment.packages import bargained  # noqa: PLC0415

    return bool(bargained(situation))


def _has_moves(situation: "Situation") -> bool:
    from goodoffices.assessment.moves import open_options  # noqa: PLC0415

    return bool(open_options(situation))


OPEN_ISSUES = Need("issues open at the moment (issues.yaml, and `issues` in moments.yaml)", lambda s: bool(s.issues))
STANCES = Need("stances of at least two parties on an open issue (stances.csv)", _has_dispute)
SCALES = Need("an open issue with a scale (issues.yaml)", _has_scale)
CAPABILITIES = Need("capabilities of the parties that have stances (capabilities.csv)", _has_weight)
SIGNATORIES = Need("whose signature is needed (`must_sign` in moments.yaml)", lambda s: bool(s.moment.must_sign))
STATUS_QUO = Need(
    "what holds without an agreement on an issue on which someone who must sign has a stance (`status_quo` in moments.yaml)",
    _has_package,
)
MOVES = Need(
    "moves open at the moment (options.yaml), and what parties would have of them (preferences.csv)", _has_moves
)

HOMES = Need("somebody at home who asks for something on an open issue with a scale (constituencies.yaml)", _has_home)


def _later(what: str) -> Need:
    return Need(f"a model of {what}, which this version does not have", None)


QUESTIONS = (
    Question(
        "bargaining",
        "Where will the talks settle?",
        "bargaining",
        "forecast",
        (OPEN_ISSUES, STANCES, CAPABILITIES),
    ),
    Question(
        "levers",
        "Whose shift would move the outcome?",
        "levers",
        "levers",
        (OPEN_ISSUES, SCALES, STANCES, CAPABILITIES),
    ),
    Question("stances", "Where does each party stand?", "stances", "stances", (OPEN_ISSUES, STANCES)),
    Question(
        "councils",
        "Whose vote counts?",
        "councils",
        "council",
        (Need("a body with its seats and rules by then (councils.yaml)", lambda s: bool(s.councils)),),
    ),
    Question(
        "texts",
        "What is on paper, and where is it weak?",
        "texts",
        "texts",
        (Need("a text written by then, from documents of that time (texts.yaml)", _has_text),),
        about="texts",
    ),
    Question(
        "stability",
        "Which outcomes hold, and how are they reached?",
        "stability",
        "stability",
        (MOVES,),
    ),
    Question(
        "agreements",
        "What could everyone sign?",
        "agreements",
        "agree",
        (OPEN_ISSUES, SIGNATORIES, STATUS_QUO),
    ),
    Question(
        "ratification",
        "Can they carry it at home?",
        "ratification",
        "ratify",
        (SCALES, SIGNATORIES, STATUS_QUO, HOMES),
    ),
    Question(
        "implementation",
        "Will it be carried out?",
        "implementation",
        "plan",
        (Need("phases of a text written by then, from documents of that time (phases.yaml)", _has_phase),),
    ),
    Question(
        "chain",
        "How far would an agreement get?",
        "chain",
        "assess",
        (OPEN_ISSUES, STANCES, CAPABILITIES, SIGNATORIES, STATUS_QUO),
    ),
    Question(
        "forums",
        "Who joins, and in what order are issues taken up?",
        needs=(_later("what taking part gives and costs each candidate"),),
    ),
    Question(
        "inducements",
        "What do carrots and sticks do?",
        needs=(_later("aid, recognition and sanctions"),),
    ),
    Question(
        "parties",
        "Who is in this, and how are they tied?",
        "parties",
        "parties",
        (Need("parties (parties.yaml)", lambda s: bool(s.dossier.parties)),),
    ),
    Question(
        "record",
        "What happened?",
        "record",
        "record",
        (Need("dated events (events.csv)", lambda s: bool(s.dossier.events)),),
    ),
    Question(
        "claims",
        "What do the authors claim and predict, and how did it turn out?",
        "claims",
        "claims",
        (Need("a claim made by then, from documents of that time (claims.yaml)", _has_claim),),
        about="claims",
    ),
)


def by_id(question_id: str) -> Question:
    """Return one question."""
    return next(question for question in QUESTIONS if question.id == question_id)
