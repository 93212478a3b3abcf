"""The language of the administration: each reader's own choice, and nobody else's."""

import pytest
from auditlog.models import LogEntry
from django.urls import reverse
from django.utils import timezone, translation

from contests.enums import ApplicationState
from portal import audit, page_cache
from portal.models import BackgroundJob, OutgoingMail, SiteNotice, User
from portal.roles import Role
from tests.factories.contests import ApplicationFactory
from tests.factories.portal import UserFactory

pytestmark = pytest.mark.django_db

LANGUAGE = "site_staff:language"


@pytest.fixture
def editor(client):
    user = UserFactory(roles=[Role.EDITOR])
    client.force_login(user)
    return user


def choose(client, language, **extra):
    return client.post(reverse(LANGUAGE), {"language": language, **extra})


def test_the_administration_is_vietnamese_until_somebody_chooses(client, editor):
    page = client.get(reverse("admin:index"))

    assert page.headers["Content-Language"] == "vi"
    assert '<html lang="vi"' in page.content.decode()


def test_whoever_chooses_english_reads_english_from_then_on_and_only_they(client, editor):
    colleague = UserFactory(roles=[Role.EDITOR])
    event_list = reverse("admin:ecosystem_event_changelist")

    answer = choose(client, "en", next=event_list)

    assert (answer.status_code, answer.url) == (302, event_list)
    page = client.get(event_list)
    assert page.headers["Content-Language"] == "en"
    assert '<html lang="en"' in page.content.decode()
    assert "Log out" in page.content.decode()
    client.force_login(colleague)
    assert client.get(event_list).headers["Content-Language"] == "vi"
    client.force_login(editor)
    assert client.get(event_list).headers["Content-Language"] == "en"


def test_the_way_back_to_vietnamese_stands_on_every_page(client, editor):
    choose(client, "en")

    page = client.get(reverse("admin:index")).content.decode()
    assert '<button type="submit" name="language" value="vi" lang="vi">Tiếng Việt</button>' in page
    choose(client, "vi")
    page = client.get(reverse("admin:index")).content.decode()
    assert '<button type="submit" name="language" value="en" lang="en">English</button>' in page


@pytest.mark.parametrize("language", ["", "fr", "EN", "en\x00", "vi-x"])
def test_a_language_that_there_is_not_changes_nothing(client, editor, language):
    assert choose(client, language).status_code == 302
    editor.refresh_from_db()
    assert editor.language == "vi"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:1"])
def test_nobody_is_sent_to_another_host(client, editor, elsewhere):
    assert choose(client, "en", next=elsewhere).url == "/"


def test_a_choice_keeps_the_pages_that_are_kept(client, editor):
    generation = page_cache._generation()

    choose(client, "en")

    assert page_cache._generation() == generation


def test_the_public_pages_speak_the_language_of_their_address(client, editor):
    choose(client, "en")

    assert client.get("/").headers["Content-Language"] == "vi"
    assert client.get("/en/").headers["Content-Language"] == "en"


def test_only_staff_choose_and_only_by_a_form(client, editor):
    assert client.get(reverse(LANGUAGE)).status_code == 405
    client.logout()
    assert choose(client, "en").status_code == 302
    visitor = User.objects.create_user("khach@example.vn")
    client.force_login(visitor)
    assert choose(client, "en").status_code == 302
    visitor.refresh_from_db()
    assert visitor.language == "vi"


def test_an_english_form_reads_days_as_a_vietnamese_one_does(client):
    """05/03 is 5 March in both: nobody's deadline moves to 3 May with the language."""
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR], language="en"))

    client.post(
        reverse("admin:portal_sitenotice_add"),
        {
            "text": "Cổng tạm ngừng để bảo trì",
            "audience": "everybody",
            "tone": "info",
            "starts_at_0": "05/03/2027",
            "starts_at_1": "08:00",
            "ends_at_0": "06/03/2027",
            "ends_at_1": "17:00",
        },
    )

    starts_at = timezone.localtime(SiteNotice.objects.get().starts_at)
    assert f"{starts_at:%d/%m/%Y %H:%M}" == "05/03/2027 08:00"


# --- what English pages leave behind ---------------------------------------------------------------


@pytest.fixture
def english_desk(client):
    client.force_login(UserFactory(roles=[Role.SECRETARY], language="en"))
    return client


def submitted():
    return ApplicationFactory(state=ApplicationState.SUBMITTED)


def test_a_step_on_an_english_page_mails_and_records_vietnamese(english_desk):
    application = submitted()
    step = reverse("admin:contests_application_step", args=[application.pk, "request_supplement"])
    assert "Supplement" in english_desk.get(step).content.decode()

    english_desk.post(step, {"text": "Thuyết minh", "due_on": "05/03/2090", "due_time": "17:00"})

    text = OutgoingMail.objects.get().body_text
    assert "17 giờ 00, ngày 05/03/2090" in text
    assert "/en/" not in text
    assert f"/ho-so/{application.public_id}/" in text


def test_an_error_on_an_english_page_is_english_and_keeps_what_was_typed(english_desk):
    application = submitted()
    step = reverse("admin:contests_application_step", args=[application.pk, "mark_invalid"])

    page = english_desk.post(step, {"reason": " "})

    assert page.status_code == 422
    assert page.headers["Content-Language"] == "en"
    assert "Enter the reason" in page.content.decode()


def test_work_in_the_background_is_named_in_vietnamese(english_desk):
    submitted()

    english_desk.post(reverse("admin:contests_application_spreadsheet"), {"dossier": ["title"]})

    job = BackgroundJob.objects.get()
    assert job.title == "Bảng tính gồm 1 hồ sơ"
    assert LogEntry.objects.get_for_object(job).get().object_repr == job.title


def test_a_list_that_leaves_the_portal_has_a_vietnamese_head(english_desk):
    submitted()

    export = english_desk.get(reverse("admin:contests_application_export")).content.decode()

    assert export.splitlines()[0].startswith("\ufeffMã hồ sơ,Tên dự án,")


def test_the_trail_keeps_the_words_of_the_office():
    application = submitted()

    with translation.override("en"):
        line = audit.record(application, "probe", actor=audit.SYSTEM, kind=Role.SECRETARY.label)

    assert line.additional_data["kind"] == "Thư ký cuộc thi"
