"""How often something had happened by a time, among cases not all of which were watched that long."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from goodoffices.dossier.provision_type import ProvisionType
from goodoffices.errors import ModelInputError
from goodoffices.evidence.past_agreements import CodedAgreement, UcdpRecord

LEVEL = 0.8
"""Like every interval of a brief."""
DAYS_OF_A_YEAR = 365.2425


@dataclass(frozen=True)
class Estimate:
    """A share, 0 to 1, and the ends of its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Rate:
    """How often something had happened by a time.

    Attributes
    ----------
    cases : int
        How many could have seen it.
    happened : int
        In how many it had happened by then.
    lost : int
        In how many it had not happened by the time they were last watched, before that.
    share : Estimate or None
        Share by then. None if nobody was watched that long without it having happened to all, or if there is no case.
    """

    cases: int
    happened: int
    lost: int
    share: Estimate | None


def wilson(share: float, cases: float, level: float = LEVEL) -> tuple[float, float]:
    """Return the Wilson score interval of a share.

    Parameters
    ----------
    share : float
        Share found, 0 to 1.
    cases : float
        Number of cases it was found in, above 0; need not be whole.
    level : float
        How much the interval is to hold, above 0 and below 1.

    Returns
    -------
    low, high : float
        From 0 to 1.

    Raises
    ------
    ModelInputError
        If a number is out of its range.

    References
    ----------
    Wilson (1927), Journal of the American Statistical Association 22(158), 209-212. Brown, Cai & DasGupta (2001), Statistical
    Science 16(2), 101-133, recommend it for few cases.

    Examples
    --------
    >>> low, high = wilson(0.0, 10, 0.95)
    >>> round(low, 4), round(high, 4)
    (0.0, 0.2775)
    """
    if not (0 <= share <= 1 and cases > 0 and 0 < level < 1):
        raise ModelInputError(f"no interval for a share of {share:g} in {cases:g} cases at level {level:g}")
    z = NormalDist().inv_cdf((1 + level) / 2)
    middle = share + z * z / (2 * cases)
    half = z * (share * (1 - share) / cases + z * z / (4 * cases * cases)) ** 0.5
    whole = 1 + z * z / cases
    # At the ends the formula gives 0 and 1, which rounding may miss.
    low, high = (middle - half) / whole, (middle + half) / whole
    return (0.0 if share == 0 else max(low, 0.0)), (1.0 if share == 1 else min(high, 1.0))


def rate_by(times: ArrayLike, happened: ArrayLike, by: float, level: float = LEVEL) -> Rate:
    """Estimate the share of cases in which something has happened by a time.

    Parameters
    ----------
    times : array_like of float, shape (n,)
        When it happened in each case, or when the case was last watched, in any unit, at least 0.
    happened : array_like of bool, shape (n,)
        Which of the two.
    by : float
        The time, in the same unit, above 0.
    level : float
        How much the interval is to hold.

    Returns
    -------
    Rate
        The share is one minus the product-limit estimate. The interval is Wilson's for the number of cases that would give
        Greenwood's variance; if nothing is censored before `by`, that is the number of cases.

    Raises
    ------
    ModelInputError
        If a time is negative or no number, the arrays differ in length, or `by` is not above 0.

    Notes
    -----
    What happens and what is censored at the same time: what happens comes first. A case censored at exactly `by` was watched
    through it. Where the share is 0 or 1 Greenwood's variance is 0; the interval is then that of the cases watched through
    `by`, or of those in which it happened. O(n log n).

    References
    ----------
    Kaplan & Meier (1958), Journal of the American Statistical Association 53(282), 457-481. Cutler & Ederer (1958), Journal of
    Chronic Diseases 8(6), 699-712, for the effective number of cases.

    Examples
    --------
    In two of four cases it had happened by the third year; one of the others was watched for one year only.

    >>> rate = rate_by([1, 3, 1, 5], [True, True, False, False], 3)
    >>> rate.happened, rate.lost, rate.share.value
    (2, 1, 0.625)
    """
    time, event = np.asarray(times, dtype=float), np.asarray(happened, dtype=bool)
    if time.ndim != 1 or time.shape != event.shape or not np.all(np.isfinite(time) & (time >= 0)) or not by > 0:
        raise ModelInputError("times from 0 on and as many yes-or-no are needed, and a time above 0 by which to count")
    in_time = event & (time <= by)
    lost, count = int(np.sum(~event & (time < by))), int(np.sum(in_time))
    left, greenwood = 1.0, 0.0
    for moment in np.unique(time[in_time]):
        at_risk, now = int(np.sum(time >= moment)), int(np.sum(in_time & (time == moment)))
        left *= (at_risk - now) / at_risk
        greenwood += now / (at_risk * (at_risk - now)) if at_risk > now else 0.0
    watched = time.size - count - lost
    share = 1.0 - left
    if not count:
        share, effective = 0.0, float(watched)
    elif left == 0.0:
        share, effective = 1.0, float(count)
    else:
        effective = share / (left * greenwood)
    if not time.size or (not watched and left > 0.0):
        return Rate(time.size, count, lost, None)
    return Rate(time.size, count, lost, Estimate(share, *wilson(share, effective, level)))


def carried_out(
    agreements: Iterable[CodedAgreement], sort: ProvisionType, by: int, least: int, level: float = LEVEL
) -> Rate:
    """Say how often a sort of provision was carried out at least so far by a year.

    An agreement counts from the first year coded `least` or higher, whatever came later (see :func:`fell_back`); otherwise it
    was watched to the last year coded.

    Parameters
    ----------
    agreements : iterable of CodedAgreement
    sort : str
        Sort of provision; agreements without it are no cases.
    by : int
        Year after the agreement, from 1.
    least : int
        Code from which it counts as carried out: 2 for at least intermediate, 3 for full.

    Examples
    --------
    >>> done, half = (CodedAgreement(name, name, {"ceasefire": codes}) for name, codes in (("A", (1, 3)), ("B", (1, 2))))
    >>> carried_out([done, half], "ceasefire", 2, least=3).share.value
    0.5
    """
    times, happened = [], []
    for codes in _coded(agreements, sort):
        reached = next((year for year, code in enumerate(codes, 1) if code is not None and code >= least), None)
        times.append(reached or max(year for year, code in enumerate(codes, 1) if code is not None))
        happened.append(reached is not None)
    return rate_by(times, happened, by, level)


def fell_back(agreements: Iterable[CodedAgreement], sort: ProvisionType, by: int, least: int) -> int:
    """Count the agreements that had carried out a provision so far by a year, and were coded lower in the last year by then.

    >>> fell_back([CodedAgreement("A", "A", {"ceasefire": (3, 1)})], "ceasefire", 2, least=3)
    1
    """
    known = [[code for code in codes[:by] if code is not None] for codes in _coded(agreements, sort)]
    return sum(1 for codes in known if codes and max(codes) >= least > codes[-1])


def _coded(agreements: Iterable[CodedAgreement], sort: ProvisionType) -> list[tuple[int | None, ...]]:
    coded = (one.codes[sort] for one in agreements if sort in one.codes)
    return [codes for codes in coded if any(code is not None for code in codes)]


def ended(record: UcdpRecord, columns: Sequence[str], by: float, level: float = LEVEL) -> Rate:
    """Say how often agreements with a provision had ended so many years after they were signed.

    Parameters
    ----------
    record : UcdpRecord
        The agreements. One that ended on a day not told is no case; one that has not ended was watched to its
        last day.
    columns : sequence of str
        Columns of the data set; an agreement with any of them counts. None named: every agreement counts.
    by : float
        Years, above 0.

    Examples
    --------
    >>> from datetime import date
    >>> from goodoffices.evidence.past_agreements import DatedAgreement
    >>> held = DatedAgreement("1", "A", date(1990, 1, 1), frozenset({"cease"}))
    >>> failed = DatedAgreement("2", "B", date(1999, 1, 1), frozenset({"cease"}), True, date(2000, 1, 1))
    >>> ended(UcdpRecord("made-up.csv", (held, failed), ("cease",), date(2000, 1, 1)), ["cease"], 5).share.value
    0.5
    """
    cases = [one for one in record.agreements if not columns or one.provisions.intersection(columns)]
    placed = [one for one in cases if not one.ended or one.ended_on]
    days = [((one.ended_on or record.last_day) - one.signed).days for one in placed]
    return rate_by(np.array(days, dtype=float) / DAYS_OF_A_YEAR, [one.ended for one in placed], by, level)
