"""The few fixtures that everything shares; everything else is a factory call."""

import gc

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import connection
from django.utils import translation

from portal import notices
from tests.databases import empty_by_deleting, keep_as_template, start_from_template

# What makes a test reach the database; with none of it, one database's run says all there is to say.
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_addoption(parser):
    parser.addoption(
        "--database-only",
        action="store_true",
        help="leave out the tests that reach no database (for the run on a second one)",
    )


def pytest_collection_modifyitems(config, items):
    refuse_strays(items)
    if config.getoption("--database-only"):
        kept = [item for item in items if reaches_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept
    # What was imported stays: the collector need not walk through it again for each test.
    gc.freeze()


def reaches_database(item):
    return bool(item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(item.fixturenames))


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb):
    """A copied template is migrated no further; it lies in this run's own folder, which goes."""
    return django_db_keepdb or connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    if connection.vendor == "sqlite":
        start_from_template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock():
            keep_as_template()
    elif connection.vendor == "postgresql":
        empty_by_deleting()


@pytest.fixture(autouse=True)
def _empty_caches():
    """No test counts what another did: throttles and pages are kept in the process's memory.

    That no notice of the site stands is known from the start: which page asks first is chance.
    """
    caches["default"].set(notices.KEY, [], None)
    yield
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(autouse=True)
def _known_content_types(request):
    """A process asks for the types of content once: which test that counts queries is first is chance."""
    if request.node.get_closest_marker("django_db") and not ContentType.objects._cache:
        request.getfixturevalue("_django_db_helper")
        ContentType.objects.get_for_models(*apps.get_models())


@pytest.fixture(autouse=True)
def _first_language():
    """No test is asked in the language of the page that another one opened."""
    translation.activate(settings.LANGUAGE_CODE)


def refuse_strays(items):
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
