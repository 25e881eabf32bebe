"""Storm is asked only if it is there."""

import pytest

from goodoffices.errors import NotFoundError
from goodoffices.interchange.storm import ask_storm, storm_is_installed
from goodoffices.models.implementation.reference_plan import gated_plan


@pytest.mark.skipif(storm_is_installed(), reason="Storm is installed")
def test_without_storm_the_message_says_where_it_comes_from() -> None:
    with pytest.raises(NotFoundError, match="pip install 'stormpy>=2'"):
        ask_storm(gated_plan(), {}, {"war": 'P=? [F "war"]'})
