"""The pages that ask what to export, and the jobs they start."""

import pytest
from django.urls import reverse

from contests.enums import ApplicationState
from portal.models import BackgroundJob
from tests.factories.contests import ApplicationFactory, ContestFactory, QuestionFactory
from tests.factories.portal import board_member, secretary

pytestmark = pytest.mark.django_db

SPREADSHEET = reverse("admin:contests_application_spreadsheet")
ARCHIVE = reverse("admin:contests_application_archive")


@pytest.fixture
def desk(client):
    client.force_login(secretary())
    return client


def submitted(**kwargs):
    return ApplicationFactory(**{"state": ApplicationState.SUBMITTED, **kwargs})


def the_job(response):
    job = BackgroundJob.objects.get()
    assert response.url == reverse("admin:portal_backgroundjob_change", args=[job.pk])
    return job


def test_the_list_leads_to_both_exports_with_its_filters(desk):
    contest = submitted().contest
    filters = f"?contest__id__exact={contest.pk}&state__exact=submitted"

    text = desk.get(reverse("admin:contests_application_changelist") + filters).content.decode()

    for page in (SPREADSHEET, ARCHIVE):
        assert f"{page}{filters}".replace("&", "&amp;") in text


def test_the_export_takes_what_the_list_shows_in_its_order(desk):
    contest = ContestFactory()
    first, second = submitted(contest=contest, title="A"), submitted(contest=contest, title="B")
    submitted(contest=contest, state=ApplicationState.VALID)
    filters = f"?contest__id__exact={contest.pk}&state__exact=submitted&o=2"

    response = desk.post(SPREADSHEET + filters, {"dossier": ["title"], "people": ["phone"]})

    job = the_job(response)
    assert job.params["ids"] == [first.pk, second.pk]
    assert job.params["columns"] == ["title", "phone"]
    assert job.params["contest"] == contest.pk
    assert job.title == "Bảng tính gồm 2 hồ sơ"


def test_the_columns_chosen_last_are_chosen_again(desk):
    submitted()
    desk.post(SPREADSHEET, {"dossier": ["title"], "members": "on"})

    form = desk.get(SPREADSHEET).context["form"]

    assert form["dossier"].initial == ["title"]
    assert form["people"].initial == []
    assert form["members"].initial is True


def test_answers_can_be_chosen_when_the_list_shows_one_edition(desk):
    question = QuestionFactory(label="Tóm tắt dự án")
    submitted(contest=question.section.contest)
    assert "Tóm tắt dự án" in desk.get(SPREADSHEET).content.decode()

    submitted()

    text = desk.get(SPREADSHEET).content.decode()
    assert "Tóm tắt dự án" not in text
    assert "Lọc danh sách theo một kỳ thi" in text


def test_no_column_at_all_is_told(desk):
    submitted()

    response = desk.post(SPREADSHEET, {"members": "on"})

    assert response.status_code == 422
    assert "Chọn ít nhất một cột" in response.content.decode()
    assert not BackgroundJob.objects.exists()


def test_a_column_that_does_not_exist_is_refused(desk):
    submitted()

    assert desk.post(SPREADSHEET, {"dossier": ["password"]}).status_code == 422


def test_an_empty_list_is_told(desk):
    response = desk.post(SPREADSHEET, {"dossier": ["title"]})

    assert "Danh sách không có hồ sơ nào để xuất." in response.content.decode()


def test_the_archive_of_the_filtered_edition_is_started(desk):
    contest = submitted(number=1, reference="LS26-0001-X").contest
    ContestFactory()
    page = f"{ARCHIVE}?contest__id__exact={contest.pk}"
    assert desk.get(page).context["form"]["contest"].value() == str(contest.pk)

    response = desk.post(page, {"contest": contest.pk, "states": ["submitted", "valid"]})

    job = the_job(response)
    assert job.params == {
        "contest": contest.pk,
        "states": ["submitted", "valid"],
        "with_drafts": False,
    }


def test_the_archive_starts_on_the_newest_edition_that_received_dossiers(desk):
    older = submitted(number=1, reference="LS25-0001-X", contest=ContestFactory(year=2025)).contest
    ApplicationFactory(contest=ContestFactory(year=2026))

    assert desk.get(ARCHIVE).context["form"]["contest"].value() == older.pk


def test_an_archive_of_nothing_is_told_and_the_choice_stands(desk):
    contest = ContestFactory()

    response = desk.post(ARCHIVE, {"contest": contest.pk, "states": ["valid"]})

    text = response.content.decode()
    assert response.status_code == 422
    assert "Kỳ thi này không có hồ sơ nào ở các trạng thái đã chọn." in text
    assert response.context["form"]["states"].value() == ["valid"]


@pytest.mark.parametrize("address", [SPREADSHEET, ARCHIVE])
def test_the_board_sees_no_export_and_is_refused_its_pages(client, address):
    submitted()
    client.force_login(board_member())

    listing = client.get(reverse("admin:contests_application_changelist")).content.decode()

    assert address not in listing
    assert client.get(address).status_code == 403
    assert client.post(address, {"dossier": ["title"]}).status_code == 403
