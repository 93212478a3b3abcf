"""What happens around a submitted dossier, on its owner's pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contests.domain.snapshots import snapshot_content
from contests.enums import ApplicationState, InvitationState, TeamAccess
from contests.models import DossierMessage, TeamMember
from tests.factories.contests import (
    ApplicationFactory,
    AssignmentFactory,
    MessageFactory,
    SnapshotFactory,
    SupplementRequestFactory,
)
from tests.factories.portal import UserFactory, secretary

pytestmark = pytest.mark.django_db


def submitted_twice(first="Trà <b>hoa</b> hồi", second="Trà <b>hoa</b> quế"):
    application = ApplicationFactory(
        state=ApplicationState.SUBMITTED, number=1, reference="LS26-0001-X", title=second
    )
    content = snapshot_content(application)
    SnapshotFactory(application=application, sequence=1, content={**content, "title": first})
    SnapshotFactory(application=application, sequence=2, content=content)
    return application


def changes_page(application):
    return reverse("contests:application_changes", args=[application.public_id])


def test_the_owner_reads_what_changed_since_the_previous_submission(client):
    application = submitted_twice()
    client.force_login(application.owner)

    status = client.get(application.get_absolute_url()).content.decode()
    page = client.get(changes_page(application)).content.decode()

    assert changes_page(application) in status
    assert "<del> hồi</del><ins> quế</ins>" in page
    assert "Trà &lt;b&gt;hoa&lt;/b&gt;" in page
    assert "<b>hoa</b>" not in page


@pytest.mark.parametrize("asked", ["1", "3", "x", "99999999"])
def test_a_version_without_one_before_it_has_no_changes_page(client, asked):
    application = submitted_twice()
    client.force_login(application.owner)

    expected = 200 if asked in {"x", "99999999"} else 404
    assert client.get(changes_page(application), {"lan": asked}).status_code == expected


def test_a_dossier_submitted_once_has_no_changes_page(client):
    snapshot = SnapshotFactory(application__state="submitted")
    client.force_login(snapshot.application.owner)

    assert client.get(changes_page(snapshot.application)).status_code == 404


def test_a_strangers_changes_do_not_exist(client):
    application = submitted_twice()
    client.force_login(UserFactory())

    assert client.get(changes_page(application)).status_code == 404


def test_the_page_says_that_the_time_for_the_supplement_is_over(client):
    from datetime import timedelta

    from django.utils import timezone

    now = timezone.now()
    request = SupplementRequestFactory(
        application__state="submitted", due_at=now - timedelta(days=1), closed_at=now
    )
    client.force_login(request.application.owner)

    page = client.get(request.application.get_absolute_url()).content.decode()

    assert "Đã hết hạn bổ sung hồ sơ" in page


# --- messages -------------------------------------------------------------------------------------


def thread_page(application):
    return reverse("contests:application_messages", args=[application.public_id])


def test_the_owner_reads_new_messages_and_answers(client):
    message = MessageFactory(is_from_staff=True, author=secretary(), text="Thiếu <i>trang</i> 2")
    application = message.application
    client.force_login(application.owner)

    assert "1 lời nhắn mới" in client.get(application.get_absolute_url()).content.decode()
    assert "1 lời nhắn mới" in client.get(reverse("contests:application_list")).content.decode()
    page = client.get(thread_page(application))
    assert "Thiếu &lt;i&gt;trang&lt;/i&gt; 2" in page.content.decode()
    assert "1 lời nhắn mới" not in client.get(application.get_absolute_url()).content.decode()
    key = page.context["form"].initial["send_key"]
    for _click in range(2):
        sent = client.post(thread_page(application), {"text": "Tôi gửi lại", "send_key": key})
        assert sent.url == thread_page(application)

    assert DossierMessage.objects.filter(is_from_staff=False).count() == 1


def test_what_was_typed_stays_when_it_is_too_long(client):
    application = MessageFactory().application
    client.force_login(application.owner)

    response = client.post(thread_page(application), {"text": "ạ" * 2001})

    assert response.status_code == 422
    assert "ạ" * 2001 in response.content.decode()
    assert "2.001 ký tự" in response.content.decode()


def test_strangers_and_judges_do_not_find_the_thread(client):
    assignment = AssignmentFactory()
    for person in (UserFactory(), assignment.judge, secretary()):
        client.force_login(person)
        assert client.get(thread_page(assignment.entry.application)).status_code == 404


# --- a supplement whose time runs out --------------------------------------------------------------


def asked_to_supplement(*, due_in):
    application = ApplicationFactory(
        state=ApplicationState.SUPPLEMENT_REQUESTED, number=1, reference="LS26-0001-X"
    )
    SupplementRequestFactory(
        application=application, text="Bổ sung ảnh", due_at=timezone.now() + due_in
    )
    return application


def test_between_the_due_time_and_the_job_that_closes_it_nothing_is_asked_any_more(client):
    application = asked_to_supplement(due_in=timedelta(seconds=-20))
    client.force_login(application.owner)

    response = client.get(application.get_absolute_url())

    page = response.content.decode()
    assert "Đã hết hạn bổ sung" in page
    assert "nộp lại" not in page
    assert "Gửi phần bổ sung" not in [step.label for step in response.context["next_steps"]]


def test_a_member_who_only_reads_is_told_what_is_asked_and_not_that_time_is_over(client):
    application = asked_to_supplement(due_in=timedelta(days=2))
    reader = UserFactory()
    TeamMember.objects.create(
        application=application,
        full_name="Lý Văn Dũng",
        role="Kế toán",
        user=reader,
        access=TeamAccess.VIEW,
        invitation=InvitationState.ACCEPTED,
    )
    client.force_login(reader)

    page = client.get(application.get_absolute_url()).content.decode()

    assert "Bổ sung ảnh" in page
    assert "Đã hết hạn bổ sung" not in page
