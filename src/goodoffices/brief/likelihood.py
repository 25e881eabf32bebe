"""Fixed words for probabilities and confidence, so that 'likely' means the same on every page."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.assessment.wording import capital, percent

if TYPE_CHECKING:  # the command line reads the scales' names on every start
    from goodoffices.assessment.finding import Finding


@dataclass(frozen=True)
class LikelihoodScale:
    """Words for probabilities: each word holds from the bound before it up to its own.

    Attributes
    ----------
    name, source : str
        What the scale is called and where it is published.
    words : tuple of (float, str)
        Upper bound and word, ascending; the last bound is 1.
    """

    name: str
    source: str
    words: tuple[tuple[float, str], ...]

    def word(self, share: float) -> str:
        """Return the word for a probability.

        >>> SCALES["icd203"].word(0.87)
        'very likely'
        """
        return next(word for bound, word in self.words if share <= bound)


def likelihood(finding: "Finding", scale: LikelihoodScale) -> str:
    """Return how likely something is, in words and figures, and what; empty if the finding says nothing of it."""
    if finding.share is None:
        return ""
    return f"{capital(scale.word(finding.share))} ({percent(finding.share)}) {finding.share_of}"


def confidence(finding: "Finding") -> str:
    """Return how sure a finding is, in the words of a brief."""
    if finding.confidence == "exact":
        return "Exact"
    return f"Confidence{f' in {finding.confidence_in}' if finding.confidence_in else ''}: {finding.confidence}"


SCALES = {
    "icd203": LikelihoodScale(
        "ICD 203",
        "US Intelligence Community Directive 203, Analytic Standards (2015), paragraph D.6.e(2)",
        (
            (0.05, "almost no chance"),
            (0.20, "very unlikely"),
            (0.45, "unlikely"),
            (0.55, "roughly even chance"),
            (0.80, "likely"),
            (0.95, "very likely"),
            (1.0, "almost certain"),
        ),
    ),
    "ipcc": LikelihoodScale(
        "IPCC",
        "Intergovernmental Panel on Climate Change, guidance note on the treatment of uncertainties (2010), table 1",
        (
            (0.01, "exceptionally unlikely"),
            (0.10, "very unlikely"),
            (0.33, "unlikely"),
            (0.66, "about as likely as not"),
            (0.90, "likely"),
            (0.99, "very likely"),
            (1.0, "virtually certain"),
        ),
    ),
}
DEFAULT_SCALE = "icd203"
