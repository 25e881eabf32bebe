"""What the parties, issues and choices of a scenario's problem are called, and how its worth is taken."""

from goodoffices.dossier.storage.workbook.spreadsheet import plain_number
from goodoffices.interchange.scenarios.packages import LEVELS, values_of
from goodoffices.interchange.scenarios.scenario import Profile, Scenario


def names_of(
    scenario: Scenario, levels: int = LEVELS
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the names of issues, parties and choices, in the order of :func:`~goodoffices.interchange.scenarios.problem_of`."""
    return (
        tuple(topic.name for topic in scenario.topics),
        tuple(profile.name for profile in scenario.profiles),
        tuple(
            tuple(value if isinstance(value, str) else plain_number(float(value)) for value in values_of(topic, levels))
            for topic in scenario.topics
        ),
    )


def routes_of(scenario: Scenario) -> tuple[str, ...]:
    """Say for each profile how its worth is taken, and what is left aside."""
    return tuple(_route(profile) for profile in scenario.profiles)


def _route(profile: Profile) -> str:
    scale = (
        "utilities on the scale from 0 to 1, as GENIUS takes them"
        if profile.scale == "unit"
        else "sums of weight times worth, as NegMAS takes them"
    )
    held = "" if profile.reservation is not None else "; no reservation value is stated, so nothing is refused"
    left = "; its discount is left aside" if profile.discount not in (None, 1.0) else ""
    return f"{scale}{held}{left}"
