"""Petitions on the pages of the people of a dossier: sent once, followed, closed to strangers."""

import pytest
from django.urls import reverse

from contests.domain.petitions import add_file
from contests.models import Petition
from tests.contests.petitions import answered, examined, filed, refused_application
from tests.factories.contests import TeamMemberFactory
from tests.factories.files import pdf_bytes, picture_bytes, upload
from tests.factories.portal import UserFactory, secretary

pytestmark = pytest.mark.django_db


def page(name, application, *args):
    return reverse(f"contests:petition_{name}", args=[application.public_id, *args])


def test_the_owner_sends_a_petition_from_the_page_of_the_dossier(client):
    application = refused_application()
    client.force_login(application.owner)
    status = client.get(application.get_absolute_url()).content.decode()
    assert page("list", application) in status
    form = client.get(page("create", application)).context["form"]

    sent = {"ground_key": "hop-le", "text": "Đã có cam kết", "send_key": form["send_key"].value()}
    responses = [client.post(page("create", application), sent) for _click in range(2)]

    petition = Petition.objects.get()
    assert [response.headers["Location"] for response in responses] == [
        page("detail", application, petition.reference)
    ] * 2


def test_what_is_wrong_comes_back_with_what_was_typed(client):
    application = refused_application()
    client.force_login(application.owner)

    response = client.post(
        page("create", application), {"ground_key": "hop-le", "text": "x" * 5001}
    )

    assert response.status_code == 422
    assert "x" * 5001 in response.content.decode()


def test_nothing_to_contest_leads_back_to_the_list(client):
    application = refused_application()
    filed(application)
    client.force_login(application.owner)

    assert client.get(page("create", application)).status_code == 302


def test_the_team_reads_and_only_the_owner_acts(client):
    application = refused_application()
    petition = filed(application)
    client.force_login(TeamMemberFactory(application=application, accepted=True).user)

    detail = client.get(page("detail", application, petition.reference))
    assert detail.status_code == 200
    assert detail.context["may_act"] is False
    assert client.get(page("create", application)).status_code == 302
    client.post(page("withdraw", application, petition.reference), {"reason": "Thôi"})
    petition.refresh_from_db()
    assert petition.state == "received"


@pytest.mark.parametrize("name", ["detail", "withdraw"])
def test_for_strangers_a_petition_does_not_exist(client, name):
    application = refused_application()
    petition = filed(application)
    client.force_login(UserFactory())

    assert client.get(page(name, application, petition.reference)).status_code == 404


def test_a_file_is_added_and_read_and_the_offices_come_with_the_answer(client):
    application = refused_application()
    petition = filed(application)
    client.force_login(application.owner)
    detail = page("detail", application, petition.reference)

    files = [upload(pdf_bytes(), "cam-ket.pdf"), upload(picture_bytes(), "bien-nhan.png")]
    client.post(detail, {"files": files})
    examined_ = examined(petition)
    theirs = add_file(examined_, upload(pdf_bytes(), "tra-loi.pdf"), actor=secretary())
    address = page("file", application, petition.reference, theirs.stored.public_id)

    before = client.get(detail).content.decode()
    assert "cam-ket.pdf" in before
    assert "bien-nhan.png" in before
    assert "tra-loi.pdf" not in before
    assert client.get(address).status_code == 404
    answered(examined_)
    assert "tra-loi.pdf" in client.get(detail).content.decode()
    assert client.get(address).status_code == 200


def test_a_bad_file_is_refused_at_the_field(client):
    application = refused_application()
    petition = filed(application)
    client.force_login(application.owner)

    response = client.post(
        page("detail", application, petition.reference),
        {"files": [upload(pdf_bytes(), "tot.pdf"), upload(b"abc", "a.exe")]},
    )

    assert response.status_code == 422
    assert response.context["form"].errors["files"]
    assert not petition.files.exists()


def test_the_page_says_nothing_of_the_evidence_and_the_officer(client):
    application = refused_application()
    petition = examined(filed(application))
    client.force_login(application.owner)

    page_text = client.get(page("detail", application, petition.reference)).content.decode()

    assert petition.evidence_sha256 not in page_text
    assert petition.officer.full_name not in page_text


def test_the_owner_withdraws_with_a_reason(client):
    application = refused_application()
    petition = filed(application)
    client.force_login(application.owner)
    withdraw = page("withdraw", application, petition.reference)

    assert client.post(withdraw, {"reason": ""}).status_code == 200
    client.post(withdraw, {"reason": "Đã được giải thích"})

    petition.refresh_from_db()
    assert petition.state == "withdrawn"
    assert client.get(withdraw).status_code == 302
