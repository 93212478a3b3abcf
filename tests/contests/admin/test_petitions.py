"""Petitions in the admin: the list, naming an officer, the answer, the act that followed."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contests.domain import screening
from contests.models import Application, Petition
from portal.roles import Role
from portal.site.tasks_board import tasks_for
from tests.contests.petitions import REPLY, answered, examined, filed, refused_application
from tests.factories.contests import PetitionFactory
from tests.factories.files import pdf_bytes, picture_bytes, upload
from tests.factories.portal import UserFactory, board_member, secretary

pytestmark = pytest.mark.django_db

LIST = reverse("admin:contests_petition_changelist")


def change(petition):
    return reverse("admin:contests_petition_change", args=[petition.pk])


def step(petition, name):
    return reverse("admin:contests_petition_step", args=[petition.pk, name])


def act(petition, name, *args):
    return reverse(f"admin:contests_petition_{name}", args=[petition.pk, *args])


def test_the_list_costs_the_same_for_one_row_and_for_three(client):
    client.force_login(secretary())
    counts = []
    for rows in (1, 2):
        PetitionFactory.create_batch(rows)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_filter_shows_what_waits(client):
    clerk = secretary()
    client.force_login(clerk)
    today = timezone.localdate()
    new = PetitionFactory()
    mine = PetitionFactory(state="examining", officer=clerk, due_on=today)
    PetitionFactory(state="rejected", due_on=today)

    def found(value):
        rows = client.get(LIST, {"due": value}).context["cl"].queryset
        return set(rows)

    assert found("new") == {new}
    assert found("mine") == found("soon") == {mine}
    assert found("overdue") == set()


def test_what_waits_stands_among_my_tasks():
    clerk = secretary()
    PetitionFactory()
    PetitionFactory(state="examining", officer=clerk, due_on=timezone.localdate())

    tasks = {task.key: task.count for task in tasks_for(clerk)}

    assert {key: tasks[key] for key in tasks if key.startswith("petitions")} == {
        "petitions_new": 1,
        "petitions_mine": 1,
        "petitions_due": 1,
    }


def test_an_officer_is_chosen_among_those_who_did_not_decide(client):
    decider, other = secretary(), secretary()
    petition = filed(refused_application(by=decider))
    client.force_login(decider)
    page = client.get(step(petition, "examine"))
    assert page.status_code == 200
    officers = page.context["form"].fields["officer"].queryset
    assert set(officers) == {other}

    refused = client.post(step(petition, "examine"), {"officer": decider.pk})
    client.post(step(petition, "examine"), {"officer": other.pk})

    assert refused.status_code == 422
    petition.refresh_from_db()
    assert petition.officer == other


def test_the_board_answers_and_the_secretariat_does_not(client):
    petition = examined(filed(refused_application()))
    values = {"answer": "Đúng", "issued_on": f"{timezone.localdate():%d/%m/%Y}", **REPLY}
    client.force_login(secretary())
    assert client.post(step(petition, "uphold"), values).status_code == 403
    client.force_login(board_member())

    client.post(step(petition, "uphold"), values)

    petition.refresh_from_db()
    assert petition.state == "upheld"
    assert "Đúng" in client.get(change(petition)).content.decode()


def test_the_page_shows_the_evidence_and_warns_the_decider(client):
    decider = secretary()
    petition = filed(refused_application(by=decider))
    client.force_login(decider)

    response = client.get(change(petition))

    assert response.context["is_decider"] is True
    assert petition.evidence_sha256 in response.content.decode()


def test_acts_beside_the_steps(client):
    application = refused_application()
    petition = answered(examined(filed(application)))
    clerk = secretary()
    client.force_login(clerk)
    screening.reopen_check(application, actor=clerk, reason="Theo trả lời")

    assert client.post(act(petition, "remedy"), {"act": ""}).status_code == 422
    client.post(act(petition, "remedy"), {"act": "0"})
    client.post(act(petition, "add_file"), {"files": upload(pdf_bytes(), "tra-loi.pdf")})

    petition.refresh_from_db()
    assert petition.remedy == "reopen_check"
    file = petition.files.get()
    assert client.get(act(petition, "file", file.pk)).status_code == 200
    page = client.get(change(petition)).content.decode()
    assert "tra-loi.pdf" in page
    assert str(clerk) in page


def test_without_an_act_on_the_dossier_there_is_nothing_to_link(client):
    petition = answered(examined(filed(refused_application())))
    client.force_login(secretary())

    response = client.get(act(petition, "remedy"), follow=True)

    assert response.redirect_chain == [(change(petition), 302)]
    assert len(response.context["messages"]) == 1


def test_only_an_answer_that_grants_something_speaks_of_what_to_do_next(client):
    petition = examined(filed(refused_application()))
    client.force_login(board_member())

    said = [client.get(step(petition, name)).context["sentences"] for name in ("uphold", "reject")]

    assert [len(sentences) for sentences in said] == [3, 3]
    assert said[0][1] != said[1][1]


def test_a_petition_is_given_to_another_officer(client):
    petition = examined(filed(refused_application()))
    other = secretary()
    client.force_login(secretary())

    assert client.get(act(petition, "reassign")).status_code == 200
    client.post(act(petition, "reassign"), {"officer": other.pk})

    petition.refresh_from_db()
    assert petition.officer == other


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRAINING_OFFICER, Role.ADMINISTRATOR])
def test_other_staff_reads_no_petition(client, role):
    petition = PetitionFactory()
    client.force_login(UserFactory(roles=[role]))

    assert client.get(change(petition)).status_code in {302, 403}
    assert client.get(act(petition, "remedy")).status_code in {403, 404}


@pytest.mark.parametrize(
    "viewer", ["owner", "stranger", "secretary", "board", "editor", "anonymous"]
)
@pytest.mark.parametrize("is_sealed", [False, True])
def test_petitions_listed_are_the_petitions_that_may_be_viewed(viewer, is_sealed):
    petition = PetitionFactory(application__contest__is_sealed=is_sealed)
    user = {
        "owner": lambda: petition.application.owner,
        "stranger": UserFactory,
        "secretary": secretary,
        "board": board_member,
        "editor": lambda: UserFactory(roles=[Role.EDITOR]),
        "anonymous": AnonymousUser,
    }[viewer]()

    listed = Petition.objects.visible_to(user).exists()

    assert listed is user.has_perm("contests.view_petition", petition)


def test_a_petition_on_paper_is_entered_for_a_dossier_that_nobody_claimed(client, time_machine):
    application = refused_application()
    time_machine.move_to(timezone.now() + timedelta(minutes=1))
    Application.objects.filter(pk=application.pk).update(
        owner=None, channel="paper", contact_name="Vi Văn Giấy", contact_email=""
    )
    client.force_login(secretary())
    dossier = reverse("admin:contests_application_change", args=[application.pk])
    entry = reverse("admin:contests_application_petition", args=[application.pk])
    assert entry in client.get(dossier).content.decode()
    now = timezone.localtime()
    values = {
        "ground_key": "hop-le",
        "channel": "paper",
        "received_on": f"{now:%d/%m/%Y}",
        "received_time": f"{now:%H:%M:%S}",
        "text": "Bản cam kết ở trang 3.",
    }

    assert client.get(entry).status_code == 200
    no_scan = client.post(entry, values)
    scans = [upload(pdf_bytes(), "don.pdf"), upload(picture_bytes(), "phong-bi.png")]
    done = client.post(entry, {**values, "files": scans})

    assert list(no_scan.context["form"].errors) == ["files"]
    petition = Petition.objects.get()
    assert done.url == change(petition)
    page = client.get(change(petition)).content.decode()
    assert "don.pdf" in page
    assert "phong-bi.png" in page
    assert "Bản giấy, Tổ Thư ký nhập" in page
