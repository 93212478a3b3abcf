"""The few fixtures that everything shares; everything else is a factory call."""

import pytest


@pytest.fixture(autouse=True)
def _english(request):
    """Nothing yet: pages are Vietnamese, and tests read them so."""
