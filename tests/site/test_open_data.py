"""The datasets: what they hold, what they leave out, in which forms they are taken away."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from contests.enums import RoundState
from contests.models import Award
from ecosystem.enums import EventState
from portal.site.open_data.calls import open_calls
from portal.site.open_data.datasets import BATCH, BY_KEY, DATASETS
from tests.factories.contests import ContestFactory, DecisionFactory
from tests.factories.ecosystem import (
    EventFactory,
    IndicatorFactory,
    OpenEventFactory,
    OrganizationFactory,
    PolicyDocumentFactory,
)
from tests.factories.training import CourseFactory, CourseRunFactory, OpenRunFactory
from tests.site.test_figures import finished_contest

pytestmark = pytest.mark.django_db


def records(key):
    return list(BY_KEY[key].everything())


def names(key, field):
    return [getattr(record, field) for record in records(key)]


def test_the_facts_are_there_from_the_first_start():
    call_command("load_langson")

    counts = {dataset.key: len(list(dataset.everything())) for dataset in DATASETS}
    assert counts["van-ban"] > 5
    assert counts["don-vi"] > 5
    assert counts["chi-tieu"] > 0
    assert counts["cuoc-thi-cac-nam"] > 5


def test_drafts_and_what_is_hidden_are_left_out():
    EventFactory(title="Bản nháp", state=EventState.DRAFT)
    OpenEventFactory(title="Diễn đàn")
    OrganizationFactory(name="Ẩn", is_public=False)
    ContestFactory(year=2031, state="draft")
    CourseRunFactory(state="draft")

    assert names("su-kien", "title") == ["Diễn đàn"]
    assert records("don-vi") == records("cuoc-thi") == records("dao-tao") == []


def test_what_is_made_up_for_a_demonstration_is_left_out():
    OpenEventFactory(is_demo=True)
    finished_contest(year=2032, is_demo=True)
    CourseRunFactory(course=CourseFactory(is_demo=True))
    OpenRunFactory(course=CourseFactory(is_demo=True), sessions=1)

    for key in ("su-kien", "cuoc-thi", "ket-qua", "dao-tao"):
        assert records(key) == []
    assert open_calls() == []


@pytest.mark.parametrize("state", [state for state in RoundState if state != RoundState.PUBLISHED])
def test_no_result_before_its_publication(state):
    finished_contest(year=2033, state=state)

    assert records("ket-qua") == []


def test_a_published_award_names_nobody_who_has_not_agreed():
    finished_contest(year=2033)
    (record,) = records("ket-qua")
    application = Award.objects.get().application

    assert record.year == 2033
    assert record.project == application.title
    assert record.authors == ""
    assert application.owner.full_name not in record.model_dump_json()


def test_a_revoked_award_is_gone_with_the_next_download():
    finished_contest(year=2033)
    Award.objects.update(
        state="revoked", revoked_decision=DecisionFactory(), revoked_at=timezone.now()
    )

    assert records("ket-qua") == []


def test_the_table_opens_in_a_spreadsheet_and_runs_nothing(client):
    OrganizationFactory(name="=1+1", summary="Một; hai, “ba”")
    response = client.get("/so-lieu/du-lieu-mo/don-vi.csv")

    text = response.content.decode()
    assert text.startswith("\ufeff")
    heads, line = csv.reader(io.StringIO(text.lstrip("\ufeff")))
    assert heads == list(BY_KEY["don-vi"].record.model_fields)
    assert dict(zip(heads, line, strict=True))["name"] == "'=1+1"
    assert response["Content-Disposition"] == 'attachment; filename="don-vi.csv"'


def test_the_file_for_programs_says_its_terms_its_columns_and_its_moment(client, time_machine):
    time_machine.move_to("2026-12-01T08:00:00+07:00", tick=False)
    PolicyDocumentFactory()
    found = client.get("/so-lieu/du-lieu-mo/van-ban.json").json()

    assert "ghi rõ nguồn" in found["licence"]
    assert found["generated_at"] == "2026-12-01T08:00:00+07:00"
    assert [field["name"] for field in found["fields"]] == list(found["records"][0])
    assert all(field["note"] for field in found["fields"])


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.key)
def test_every_dataset_has_a_page_with_its_columns_in_the_language_of_the_reader(client, dataset):
    address = f"/so-lieu/du-lieu-mo/{dataset.key}"
    page = client.get(f"{address}/")
    assertContains(page, "Số của bản ghi")
    assertContains(page, f"{address}.csv")
    assertNotContains(page, "Number of the record")
    assertContains(client.get(f"/en{address}/"), "Number of the record")


def test_the_catalogue_leads_to_every_dataset(client):
    page = client.get("/so-lieu/du-lieu-mo/")
    for dataset in DATASETS:
        assertContains(page, f"/so-lieu/du-lieu-mo/{dataset.key}.csv")
        assertContains(page, str(dataset.title))


@pytest.mark.parametrize("ending", ["/", ".csv", ".json"])
def test_an_unknown_dataset_is_not_found(client, ending):
    assert client.get(f"/so-lieu/du-lieu-mo/mat-khau{ending}").status_code == 404


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.key)
def test_a_page_costs_the_same_for_one_record_and_for_three(
    dataset, django_assert_max_num_queries, django_assert_num_queries
):
    make = {
        "cuoc-thi": lambda year: ContestFactory(year=year),
        "ket-qua": lambda year: finished_contest(year=year),
        "don-vi": lambda _year: OrganizationFactory(),
        "dao-tao": lambda _year: CourseRunFactory(),
        "su-kien": lambda _year: OpenEventFactory(),
        "van-ban": lambda _year: PolicyDocumentFactory(),
        "chi-tieu": lambda _year: IndicatorFactory(),
    }.get(dataset.key)
    if make is None:
        pytest.skip("rows without relations")
    make(2041)
    with django_assert_max_num_queries(9) as first:
        assert len(dataset.page(after=0, limit=10)) == 1
    make(2042)
    make(2043)
    # The rules of each edition decide whom the public reads about.
    rules = 2 if dataset.key == "ket-qua" else 0
    with django_assert_num_queries(len(first) + rules):
        assert len(dataset.page(after=0, limit=10)) == 3


def test_more_than_a_batch_is_read_whole_and_in_order():
    OrganizationFactory.create_batch(3)
    whole = records("don-vi")

    assert BATCH > 3
    first = BY_KEY["don-vi"].page(after=0, limit=2)
    rest = BY_KEY["don-vi"].page(after=first[-1].id, limit=2)
    assert [*first, *rest] == whole
    assert [record.id for record in whole] == sorted(record.id for record in whole)


# --- what is open now ----------------------------------------------------------------------------


SECOND = timedelta(seconds=1)


def test_open_calls_stand_in_the_order_of_their_last_moment(time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    ContestFactory(title="Cuộc thi", deadline_at=now + timedelta(days=3))
    OpenEventFactory(title="Diễn đàn", closes_at=now + timedelta(days=1))
    OpenRunFactory(sessions=1, closes_at=now + timedelta(days=2))
    OpenEventFactory(title="Chưa mở", opens_at=now + timedelta(days=4))
    EventFactory(title="Không cần đăng ký", state=EventState.PUBLISHED)

    calls = open_calls()
    assert [call.kind for call in calls] == ["event", "class", "contest", "event"]
    assert [call.is_open for call in calls] == [True, True, True, False]


@pytest.mark.parametrize(
    ("moment", "shown"), [(-SECOND, True), (timedelta(), True), (SECOND, False)]
)
def test_a_call_is_gone_the_second_after_its_last_moment(time_machine, moment, shown):
    deadline = timezone.now().replace(microsecond=0) + timedelta(days=2)
    ContestFactory(deadline_at=deadline)
    OpenEventFactory(closes_at=deadline)
    OpenRunFactory(sessions=1, closes_at=deadline)
    time_machine.move_to(deadline + moment, tick=False)

    assert len(open_calls()) == (3 if shown else 0)


def test_open_calls_cost_three_queries_for_one_and_for_three(django_assert_num_queries):
    for count in (1, 3):
        while len(open_calls()) < count:
            OpenRunFactory(sessions=1)
        with django_assert_num_queries(3):
            assert len(open_calls()) == count
