"""The few fixtures that everything shares; everything else is a factory call."""

import pytest


def pytest_collection_modifyitems(items):
    """Refuse tests that take a browser's fixture by accident, for instance by a parameter ``page``.

    pytest gathers tests that share a session's browser. That pulls tests which empty the database
    before tests which rely on what the migrations wrote.
    """
    strays = [
        item.nodeid
        for item in items
        if "browser_name" in getattr(getattr(item, "callspec", None), "params", {})
        and not item.get_closest_marker("browser")
    ]
    if strays:
        raise pytest.UsageError(f"rename the argument that names a browser's fixture: {strays}")
