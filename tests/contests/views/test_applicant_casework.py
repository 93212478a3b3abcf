"""What happens around a submitted dossier, on its owner's pages."""

import pytest
from django.urls import reverse

from contests.domain.snapshots import snapshot_content
from contests.enums import ApplicationState
from tests.factories.contests import (
    ApplicationFactory,
    SnapshotFactory,
    SupplementRequestFactory,
)
from tests.factories.portal import UserFactory

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
