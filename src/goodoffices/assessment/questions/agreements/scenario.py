"""The question of packages asked of a scenario of another program, on the utilities that its files state."""

from pathlib import Path

from goodoffices.assessment.question import Question
from goodoffices.assessment.questions.agreements.stated import asking
from goodoffices.interchange.scenarios import inspect_scenario, is_scenario
from goodoffices.interchange.scenarios.choices import names_of, routes_of
from goodoffices.interchange.scenarios.packages import problem_of


def on_stated_worth(question: Question, folder: Path) -> Question:
    """Return the question of packages about a scenario's own utilities; any other question, or of a dossier, as it is."""
    if question.id != "agreements" or not is_scenario(folder):
        return question
    scenario = inspect_scenario(folder).scenario
    if scenario is None:
        return question  # reading the folder as a dossier says what is wrong with it
    return asking(question, scenario.name, names_of(scenario), problem_of(scenario), routes_of(scenario))
