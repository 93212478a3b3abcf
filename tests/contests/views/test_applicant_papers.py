import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from contests.domain.snapshots import snapshot_content
from contests.enums import ApplicationState
from tests.factories.contests import ApplicationFactory, SnapshotFactory
from tests.factories.portal import UserFactory, board_member

pytestmark = pytest.mark.django_db


def submitted():
    application = ApplicationFactory(
        state=ApplicationState.SUBMITTED, reference="LS26-0037-K", number=37
    )
    SnapshotFactory(application=application, content=snapshot_content(application))
    return application


def address(name, application, *more):
    return reverse(f"contests:{name}", args=[application.public_id, *more])


def test_the_owner_takes_a_submitted_version_as_word(client):
    application = submitted()
    client.force_login(application.owner)
    assert address("application_word_version", application, 1) in (
        client.get(application.get_absolute_url()).content.decode()
    )

    response = client.get(address("application_word_version", application, 1))

    assert response.content.startswith(b"PK")
    assert 'filename="LS26-0037-K-1.docx"' in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(("person", "status"), [(board_member, 200), (UserFactory, 404)])
def test_staff_take_it_too_and_strangers_do_not(client, person, status):
    application = submitted()
    client.force_login(person())

    assert client.get(address("application_word", application)).status_code == status


def test_the_owner_prints_the_whole_draft_which_says_that_it_is_one(client):
    draft = ApplicationFactory(title="Trà hoa hồi")
    client.force_login(draft.owner)
    assert address("application_draft_pdf", draft) in (
        client.get(draft.get_absolute_url()).content.decode()
    )

    response = client.get(address("application_draft_pdf", draft))

    text = PdfReader(io.BytesIO(response.content)).pages[0].extract_text()
    assert "Bản nháp – chưa nộp" in text
    assert "Trà hoa hồi" in text


def test_what_is_submitted_is_no_draft_and_a_strangers_draft_does_not_exist(client):
    application = submitted()
    client.force_login(application.owner)

    assert client.get(address("application_draft_pdf", application)).status_code == 404
    assert client.get(address("application_draft_pdf", ApplicationFactory())).status_code == 404
