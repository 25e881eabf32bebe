"""From a scenario to the texts of a dossier's files."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.dossier.storage.serialising import texts_of
from goodoffices.dossier.storage.workbook.spreadsheet import plain_number
from goodoffices.errors import Problem
from goodoffices.interchange.as_dossier import MOMENT, NO_DATE, SOURCE, ids
from goodoffices.interchange.negotiation import significant
from goodoffices.interchange.scenarios.packages import LEVELS, values_of, worths_of
from goodoffices.interchange.scenarios.scenario import Line, Profile, Scenario, Topic

MOST_LISTED = 1_000
FINE = 10 * (LEVELS - 1) + 1
"""At how many points of a real range the best place is looked for."""


def scenario_problems(scenario: Scenario) -> list[Problem]:
    """Return why a dossier cannot hold a scenario."""
    return [
        Problem(scenario.name, f"the issue {topic.name!r} has too many options for a dossier", found=f"{topic.size:,}",
                expected=f"at most {MOST_LISTED:,}")
        for topic in scenario.topics
        if topic.kind == "discrete" and topic.size > MOST_LISTED
    ]  # fmt: skip


def scenario_assumed(scenario: Scenario) -> tuple[str, ...]:
    """Say in words what a dossier made of a scenario takes for granted, and what it leaves out."""
    reserved = [f"{p.name} {plain_number(p.reservation)}" for p in scenario.profiles if p.reservation]
    discounted = [f"{p.name} {plain_number(p.discount)}" for p in scenario.profiles if p.discount not in (None, 1.0)]
    ruled = [p.name for p in scenario.profiles if p.rules]
    ranges = [t.name for t in scenario.topics if _on_scale(t)]
    return (
        "options are ranked by what the profile says they are worth; by how much one is worth more than another is not kept",
        *([f"on a range a party asks for the place that is worth most to it: {', '.join(ranges)}"] if ranges else []),
        "salience is the share of an issue in what is at stake for the party: its weight times the best less the worst value",
        *([f"reservation values are left out: {', '.join(reserved)}"] if reserved else []),
        *([f"discount factors are left out: {', '.join(discounted)}"] if discounted else []),
        *([f"worth of combinations is left out: {', '.join(ruled)}"] if ruled else []),
        "capability, date, kinds of parties and who has to sign are not known",
    )


def scenario_texts(scenario: Scenario, title: str, form: str) -> dict[str, str]:
    """Return the texts of a dossier's files.

    Parameters
    ----------
    scenario : Scenario
        What is negotiated, and what it is worth to whom.
    title : str
        Title of the dossier.
    form : str
        What kind of scenario it is, in words.

    Returns
    -------
    dict of str
        Texts by the file's name. Utilities themselves have no place in a dossier; :func:`scenario_assumed` says what is lost.
    """
    parties = ids((profile.name for profile in scenario.profiles), "party")
    issues = ids((topic.name for topic in scenario.topics), "issue")
    options = {topic.name: ids(_options(topic), "option") for topic in scenario.topics if not _on_scale(topic)}
    data: dict[str, Any] = {
        "dossier.yaml": {
            "format": "2",
            "title": title,
            "summary": f"Imported from {title}, {form}. Taken for granted: {'; '.join(scenario_assumed(scenario))}.",
        },
        "sources.yaml": {
            SOURCE: {
                "title": f"{title}, {form}",
                "date": NO_DATE,
                "standpoint": "that of whoever wrote the files; they do not say what their numbers rest on",
            }
        },
        "parties.yaml": {
            parties[p.name]: {"name": p.name, "kind": "group", "source": _source("profile", p.name)}
            for p in scenario.profiles
        },
        "issues.yaml": {issues[t.name]: _issue(t, options.get(t.name, {})) for t in scenario.topics},
        "moments.yaml": {
            MOMENT: {
                "name": "As imported",
                "date": NO_DATE,
                "at_table": list(parties.values()),
                "issues": list(issues.values()),
                "note": "The files do not say when this was, or who has to sign.",
            }
        },
        "stances.csv": [
            {"party": parties[profile.name], "issue": issues[topic.name], "position": position, "salience": salience,
             "source": f"{_source('profile', profile.name)}; judgement: the file gives no grounds"}
            for profile in scenario.profiles
            for topic, position, salience in _stances(scenario, profile, options)
        ],
    }  # fmt: skip
    return texts_of(data)


def _on_scale(topic: Topic) -> bool:
    return topic.kind != "discrete" and topic.low < topic.high


def _options(topic: Topic) -> tuple[str, ...]:
    return topic.options or (plain_number(topic.low),)


def _issue(topic: Topic, options: dict[str, str]) -> dict[str, Any]:
    source = {"source": _source("issue", topic.name)}
    if _on_scale(topic):
        return {
            "name": topic.name,
            "scale": {"low": plain_number(topic.low), "high": plain_number(topic.high)},
            **source,
        }
    return {"name": topic.name, "options": [{"id": own, "name": name} for name, own in options.items()], **source}


def _stances(scenario: Scenario, profile: Profile, options: dict[str, dict[str, str]]) -> list[tuple[Topic, str, str]]:
    """Return position and salience on each topic of which the profile says anything."""
    stakes, found = [], []
    for topic, weight, worth in zip(scenario.topics, profile.weights, profile.worths, strict=True):
        if worth is None:
            continue
        values = values_of(topic, FINE)
        worths = worths_of(worth, values, profile.scale) * weight
        position = (
            _place(values, worths, isinstance(worth, Line))
            if _on_scale(topic)
            else _ranking(worths, [*options[topic.name].values()])
        )
        found.append((topic, position))
        stakes.append(float(np.ptp(worths)))
    total = sum(stakes)
    return [
        (topic, position, plain_number(significant(100 * stake / total, 6) if total else 0.0))
        for (topic, position), stake in zip(found, stakes, strict=True)
    ]


def _place(values: tuple[str, ...] | NDArray[np.float64], worths: NDArray[np.float64], is_line: bool) -> str:
    """Return the best place on a range; of several the lowest, but of a line that is cut off the end where it is best."""
    places = np.asarray(values, float)
    best = np.flatnonzero(worths >= worths.max())
    last = is_line and worths[-1] > worths[0]
    return plain_number(float(places[best[-1 if last else 0]]))


def _ranking(worths: NDArray[np.float64], options: list[str]) -> str:
    tiers: dict[float, list[str]] = {}
    for option, worth in zip(options, worths.tolist(), strict=True):
        tiers.setdefault(worth, []).append(option)
    return " > ".join(" = ".join(tiers[worth]) for worth in sorted(tiers, reverse=True))


def _source(kind: str, name: str) -> str:
    plain = " ".join(name.replace(";", " ").replace(":", " ").split())
    return f"{SOURCE}:{kind} {plain}"
