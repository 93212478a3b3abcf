"""The interface for programs: true to its own description, read only, the same for everybody."""

import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import given
from hypothesis import settings as effort
from schemathesis import GenerationMode

from portal.site.open_data.api import api
from portal.site.open_data.datasets import DATASETS
from portal.wsgi import application
from tests.factories.ecosystem import OrganizationFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db
LISTS = [f"/api/v1/{dataset.name}" for dataset in DATASETS]


@pytest.fixture(autouse=True)
def unhurried(monkeypatch):
    """Nobody is braked unless a test says so."""
    for throttle in api.throttle:
        monkeypatch.setattr(throttle, "num_requests", 100_000)


def portal(environ, start_response):
    """The portal as a web server runs it: requests come from somewhere."""
    return application({"REMOTE_ADDR": "192.0.2.1", **environ}, start_response)


@pytest.fixture
def description(db):
    """The interface as it describes itself, with everything it may answer with.

    The transaction of the test outlives the requests, as it does with Django's own client.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", portal)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(
    ("path", "mode"),
    [
        (path, mode)
        for path, operations in api.get_openapi_schema()["paths"].items()
        for mode in GenerationMode
        # Nothing can be asked wrongly where nothing is asked.
        if operations["get"]["parameters"] or mode == GenerationMode.POSITIVE
    ],
)
def test_every_operation_keeps_to_its_description(description, path, mode):
    """Sensible and senseless questions alike: the right status, type and shape, never a 500."""
    OrganizationFactory.create_batch(2)

    @given(case=description[path]["GET"].as_strategy(generation_mode=mode))
    @effort(max_examples=15, deadline=None, database=None, derandomize=True)
    def ask(case):
        case.call_and_validate()

    ask()


@pytest.mark.parametrize("address", [*LISTS, "/api/v1/open-calls.json"])
def test_every_list_answers_and_may_be_kept_and_read_from_other_sites(client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, address, method):
    assert getattr(client, method)(address).status_code == 405


def test_pages_follow_one_another_by_key(client):
    OrganizationFactory.create_batch(5)
    seen, after = [], 0
    while after is not None:
        page = client.get("/api/v1/actors", {"after": after, "limit": 2}).json()
        assert len(page["records"]) <= 2
        seen += [record["id"] for record in page["records"]]
        after = page["next"]

    assert seen == sorted(seen)
    assert len(seen) == 5


@pytest.mark.parametrize("asked", [{"limit": 201}, {"limit": 0}, {"after": -1}, {"after": "x"}])
def test_what_makes_no_page_is_refused_with_its_reason(client, asked):
    response = client.get("/api/v1/actors", asked)

    assert response.status_code == 422
    assert next(iter(asked)) in response.json()["detail"][0]["loc"]


def test_one_record_is_found_by_its_number_and_no_other_stands_in(client):
    actor = OrganizationFactory(name="Hội Nông dân")
    hidden = OrganizationFactory(is_public=False)

    assert client.get(f"/api/v1/actors/{actor.pk}").json()["name"] == "Hội Nông dân"
    assert "Hội Nông dân" in client.get(f"/api/v1/actors/{actor.pk}").content.decode()
    for missing in (hidden.pk, hidden.pk + 1000):
        assert client.get(f"/api/v1/actors/{missing}").status_code == 404


def test_who_is_signed_in_reads_what_everybody_reads(client):
    OrganizationFactory(is_public=False)
    before = client.get("/api/v1/actors").json()
    client.force_login(UserFactory(is_superuser=True, is_staff=True))

    assert client.get("/api/v1/actors").json() == before


def test_an_address_that_asks_too_fast_is_braked_and_told_so(client, monkeypatch):
    for throttle in api.throttle:
        monkeypatch.setattr(throttle, "num_requests", 2)
    answers = [client.get("/api/v1/actors", REMOTE_ADDR="192.0.2.9") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2]["Retry-After"]) > 0
    assert "Cache-Control" not in answers[2] or "public" not in answers[2]["Cache-Control"]
    assert client.get("/api/v1/actors", REMOTE_ADDR="192.0.2.10").status_code == 200


def test_the_description_opens_in_the_browser_without_another_host(client):
    page = client.get("/api/v1/docs").content.decode()

    assert "https://" not in page.replace(settings.SITE_URL, "")
    assert client.get("/api/v1/openapi.json").json()["info"]["version"] == "1"
