"""Claims are no stronger than what they rest on."""

from collections.abc import Iterator

from goodoffices.dossier.checks.check import Files
from goodoffices.dossier.claim import Claim
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.observations import FEWEST_FOR_A_TREND, SIGNIFICANT, changes_within_error, observation_dates
from goodoffices.errors import Problem


def trends_have_enough_points(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """A claim of a trend rests on three observations at least.

    Add the observations, or call it a fact about two dates.
    """
    for claim in dossier.claims.values():
        if claim.kind != "trend" or not (claim.polls or claim.figures):
            continue
        dates = observation_dates(dossier, claim)
        if len(dates) < FEWEST_FOR_A_TREND:
            listed = " and ".join(dates) or "none"
            yield Problem(
                "claims.yaml",
                f"a trend is claimed from {len(dates)} observation{'' if len(dates) == 1 else 's'} ({listed})",
                *files.key_place("claims.yaml", (claim.id,)),
                found=claim.says,
                expected=f"{FEWEST_FOR_A_TREND} observations, or a claim of a change",
                witness=_witness(dossier, files, claim),
            )


def changes_exceed_sampling_error(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """A change claimed from polls whose sample sizes are known is larger than chance would make it.

    Leave the claim as the author's, and do not build on it.
    """
    for claim in dossier.claims.values():
        if claim.kind != "trend":
            continue
        for change in changes_within_error(dossier, claim):
            first, last = change.first, change.last
            yield Problem(
                "claims.yaml",
                f"the change of {first.answer!r} in {first.id} from {first.share}% to {last.share}% may be chance: "
                f"{change.in_errors:.1f} standard errors",
                *files.key_place("claims.yaml", (claim.id,)),
                found=claim.says,
                expected=f"a change of more than {SIGNIFICANT * change.standard_error:.1f} points at these sample sizes",
                witness=_witness(dossier, files, claim),
            )


def forecasts_can_be_checked(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """A forecast says by when it can be told whether it came true.

    Fill in 'checkable_by' if the author or the matter allows it.
    """
    for claim in dossier.claims.values():
        if claim.kind == "forecast" and claim.checkable_by is None and claim.resolution is None:
            yield Problem(
                "claims.yaml",
                f"nothing says by when {claim.id} can be checked",
                *files.key_place("claims.yaml", (claim.id,)),
                field="checkable_by",
                expected="a date",
            )


def _witness(dossier: Dossier, files: Files, claim: Claim) -> str:
    for index, row in enumerate(dossier.polls):
        if row.id in claim.polls:
            return files.row_witness("polls.csv", index)
    for index, figure in enumerate(dossier.figures):
        if figure.id in claim.figures:
            return files.row_witness("figures.csv", index)
    return ""
