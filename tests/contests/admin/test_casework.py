"""The work around a dossier in the admin: comparing versions, look-alikes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contests.domain.snapshots import snapshot_content
from contests.models import Application
from tests.factories.contests import (
    ApplicationFactory,
    LookAlikeFactory,
    MessageFactory,
    RoundEntryFactory,
    SnapshotFactory,
)
from tests.factories.portal import UserFactory, board_member, secretary

pytestmark = pytest.mark.django_db


def compare_page(application):
    return reverse("admin:contests_application_compare", args=[application.pk])


def change_page(application):
    return reverse("admin:contests_application_change", args=[application.pk])


def with_versions(*titles, now="Trà hoa hồi"):
    application = ApplicationFactory(
        state="submitted", title=now, number=1, reference="LS26-0001-X"
    )
    content = snapshot_content(application)
    for sequence, title in enumerate(titles, start=1):
        SnapshotFactory(
            application=application, sequence=sequence, content={**content, "title": title}
        )
    return application


# --- comparing versions ---------------------------------------------------------------------------


@pytest.mark.parametrize("person", [secretary, board_member])
def test_staff_compare_the_last_two_submissions_by_default(client, person):
    application = with_versions("Trà", "Trà hồi", "Trà quế")
    client.force_login(person())

    page = client.get(compare_page(application)).content.decode()

    assert "Trà<del> hồi</del><ins> quế</ins>" in page
    assert "Không thay đổi" not in page


def test_staff_choose_any_two_and_may_see_what_stayed(client):
    application = with_versions("Trà", "Trà hồi", "Trà quế")
    client.force_login(secretary())

    chosen = client.get(compare_page(application), {"before": 1, "after": 3, "every": "on"})

    assert "Trà<ins> quế</ins>" in chosen.content.decode()
    assert "Không thay đổi" in chosen.content.decode()


def test_one_submission_is_compared_with_the_dossier_as_it_is(client):
    application = with_versions("Trà", now="Trà hoa")
    client.force_login(secretary())

    assert "Trà<ins> hoa</ins>" in client.get(compare_page(application)).content.decode()


def test_a_version_that_is_not_there_is_a_mistake_to_correct(client):
    application = with_versions("Trà", "Trà hồi")
    client.force_login(secretary())

    response = client.get(compare_page(application), {"before": 9})

    assert response.status_code == 422
    assert response.context["form"].errors["before"]


def test_who_is_no_staff_of_the_contest_compares_nothing(client):
    application = with_versions("Trà", "Trà hồi")
    for person in (UserFactory(roles=["Biên tập viên"]), application.owner):
        client.force_login(person)
        assert client.get(compare_page(application)).status_code in {302, 404}
    client.force_login(secretary())
    assert client.get(compare_page(ApplicationFactory())).status_code == 404


def test_the_dossier_names_the_round_that_judged_a_version(client):
    application = with_versions("Trà", "Trà hồi")
    RoundEntryFactory(
        application=application,
        round__contest=application.contest,
        round__name="Vòng sơ khảo",
        snapshot=application.snapshots.get(sequence=1),
    )
    client.force_login(secretary())

    versions = client.get(change_page(application)).context["dossier"].versions

    assert [(one.snapshot.sequence, one.judged_in) for one in versions] == [
        (2, []),
        (1, ["Vòng sơ khảo"]),
    ]


def test_the_list_of_entries_names_the_version_judged(client):
    application = with_versions("Trà", "Trà hồi")
    RoundEntryFactory(
        application=application,
        round__contest=application.contest,
        snapshot=application.snapshots.get(sequence=2),
    )
    client.force_login(secretary())

    page = client.get(reverse("admin:contests_roundentry_changelist")).content.decode()

    assert "Lần nộp 2" in page


# --- look-alikes ----------------------------------------------------------------------------------


def search_page(application):
    return reverse("admin:contests_application_look_alikes", args=[application.pk])


def settle_page(application, row):
    return reverse("admin:contests_application_look_alike", args=[application.pk, row.pk])


def test_the_secretary_compares_again_and_sees_what_was_found(client):
    one = ApplicationFactory(state="submitted", title="Trà hoa hồi Văn Quan")
    other = ApplicationFactory(contest=one.contest, state="submitted", title="Tra hoa hoi Van Quan")
    client.force_login(secretary())

    page = client.post(search_page(one), follow=True).content.decode()

    assert "Tên dự án gần giống nhau" in page
    assert change_page(other) in page
    assert one.look_alikes.count() + other.look_alikes.count() == 1


def test_the_secretary_concludes_with_a_reason_and_an_empty_one_is_told_at_the_field(client):
    row = LookAlikeFactory()
    client.force_login(secretary())
    address = settle_page(row.other, row)

    assert client.get(address).status_code == 200
    empty = client.post(address, {"reason": ""})
    assert empty.status_code == 422
    assert empty.context["form"].errors["reason"]
    done = client.post(address, {"reason": "Hai nhóm khác nhau"})

    row.refresh_from_db()
    assert done.url == f"{change_page(row.other)}?part=look-alikes#look-alikes"
    assert row.clear_reason == "Hai nhóm khác nhau"
    assert client.post(address, {"reason": "Khác"}).status_code == 422


def test_the_board_sees_look_alikes_but_neither_searches_nor_concludes(client):
    row = LookAlikeFactory()
    client.force_login(board_member())

    assert "Tên dự án gần giống nhau" in client.get(change_page(row.application)).content.decode()
    assert client.post(search_page(row.application)).status_code == 403
    assert client.post(settle_page(row.application, row), {"reason": "x"}).status_code == 403


def test_a_look_alike_of_another_dossier_is_not_concluded_here(client):
    client.force_login(secretary())

    assert client.get(settle_page(ApplicationFactory(), LookAlikeFactory())).status_code == 404


def test_the_list_is_filtered_by_look_alikes(client):
    row = LookAlikeFactory()
    settled = LookAlikeFactory(cleared_at=row.found_at, clear_reason="Khác nhau")
    ApplicationFactory(state="submitted")
    client.force_login(secretary())
    address = reverse("admin:contests_application_changelist")

    found = {
        choice: set(client.get(address, {"look_alikes": choice}).context["cl"].result_list)
        for choice in ("open", "any")
    }

    assert found["open"] == {row.application, row.other}
    assert found["any"] == found["open"] | {settled.application, settled.other}


def test_nothing_of_a_likeness_reaches_the_applicant(client):
    row = LookAlikeFactory()
    client.force_login(row.application.owner)

    page = client.get(row.application.get_absolute_url()).content.decode()

    assert row.other.public_id not in page
    assert "gần giống" not in page


# --- messages -------------------------------------------------------------------------------------


def message_page(application):
    return reverse("admin:contests_application_messages", args=[application.pk])


def test_the_secretary_finds_reads_and_answers_a_message(client):
    message = MessageFactory(text="Khi nào <b>có</b> kết quả?")
    application = message.application
    client.force_login(secretary())
    unread = {"messages": "unread"}
    address = reverse("admin:contests_application_changelist")
    assert list(client.get(address, unread).context["cl"].result_list) == [application]

    page = client.get(change_page(application))
    answered = client.post(message_page(application), {"text": "Ngày 10/12", "send_key": "k"})

    assert page.context["unread"] == 1
    assert "Khi nào &lt;b&gt;có&lt;/b&gt; kết quả?" in page.content.decode()
    assert answered.url == f"{change_page(application)}?part=messages#messages"
    assert list(client.get(address, unread).context["cl"].result_list) == []
    assert application.messages.filter(is_from_staff=True).count() == 1


def test_a_message_that_is_refused_comes_back_with_its_text(client):
    application = MessageFactory().application
    client.force_login(secretary())

    response = client.post(message_page(application), {"text": "ạ" * 2001})

    assert response.status_code == 422
    assert "ạ" * 2001 in response.content.decode()


def test_the_board_reads_messages_but_does_not_write(client):
    message = MessageFactory()
    client.force_login(board_member())

    page = client.get(change_page(message.application))

    assert message.text in page.content.decode()
    assert page.context["message_form"] is None
    assert client.post(message_page(message.application), {"text": "x"}).status_code == 403


# --- the page -------------------------------------------------------------------------------------


def test_the_dossier_page_costs_the_same_whatever_lies_in_it(client):
    application = with_versions("Trà")
    client.force_login(secretary())
    client.get(change_page(application))  # reads what the process remembers
    measured = []
    for count in (1, 3):
        for _n in range(count):
            MessageFactory(application=application)
            LookAlikeFactory(application=application)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(change_page(application)).status_code == 200
        measured.append(len(queries))

    assert measured[0] == measured[1]


def test_the_dossier_page_has_a_menu_of_its_parts_and_opens_the_one_asked_for(client):
    application = with_versions("Trà")
    client.force_login(secretary())

    page = client.get(change_page(application), {"part": "mails"}).content.decode()

    assert 'id="mails" open' in page
    assert 'id="consents" open' not in page
    for part in ("checks", "look-alikes", "messages", "snapshots", "consents", "mails"):
        assert f'href="?part={part}#{part}"' in page
        assert f'id="{part}"' in page


def test_edits_after_the_last_submission_are_pointed_out(client):
    application = with_versions("Trà")
    client.force_login(secretary())
    assert "đã được sửa sau lần nộp" not in client.get(change_page(application)).content.decode()

    Application.objects.filter(pk=application.pk).update(edited_at=timezone.now())

    assert "đã được sửa sau lần nộp" in client.get(change_page(application)).content.decode()
